package ui

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestPlan_knows_every_kecamatan_and_its_name_stands_inside(t *testing.T) {
	for _, d := range sop.Districts() {
		if _, ok := middleOf(d.Name); !ok {
			t.Errorf("%s is not on the plan", d.Name)
		}
	}
	for _, k := range cityPlan() {
		inside := false
		for i, j := 0, len(k.outline)-1; i < len(k.outline); j, i = i, i+1 {
			a, b := k.outline[i], k.outline[j]
			if (a[0] > k.middle.Lat) != (b[0] > k.middle.Lat) && k.middle.Lon < (b[1]-a[1])*(k.middle.Lat-a[0])/(b[0]-a[0])+a[1] {
				inside = !inside
			}
		}
		if !inside {
			t.Errorf("the name of %s stands outside it", k.name)
		}
	}
}

func TestChart_leads_there_and_back(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := desk.Place{Lat: rapid.Float64Range(boxSouth, boxNorth).Draw(t, "lat"), Lon: rapid.Float64Range(boxWest, boxEast).Draw(t, "lon")}
		c := newChart(frameOf([]site{{at: at}}), rapid.Float64Range(200, 4000).Draw(t, "w"), rapid.Float64Range(200, 4000).Draw(t, "h"))
		if back := c.place(c.point(at)); math.Abs(back.Lat-at.Lat) > 2e-5 || math.Abs(back.Lon-at.Lon) > 2e-5 {
			t.Fatalf("%v came back as %v", at, back)
		}
	})
}

func TestParsePlace(t *testing.T) {
	for text, want := range map[string]desk.Place{
		"-0.0263, 109.3425": {Lat: -0.0263, Lon: 109.3425}, "-0,0263; 109,3425": {Lat: -0.0263, Lon: 109.3425},
		"−0.02 , 109.3 ": {Lat: -0.02, Lon: 109.3}, "-0,0263 109,3425": {Lat: -0.0263, Lon: 109.3425},
	} {
		if got, ok := parsePlace(text); !ok || got != want {
			t.Errorf("%q: %v %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "satu, dua", "109.3", "NaN, 109", "91, 0", "0, 181"} {
		if got, ok := parsePlace(text); ok {
			t.Errorf("%q became %v", text, got)
		}
	}
}

func TestMap_gathers_sites_and_puts_one_where_it_is_pressed(t *testing.T) {
	h, _, pulse := wallOf(t)
	h.shell.Open("peta")
	p := h.shell.shown().(*mapPage)
	pulse.Cameras[0].Status.State = relay.Waiting
	p.Beat(pulse)
	if len(p.sites) == 0 || p.sites[0].rank() != 3 {
		t.Fatalf("the disturbed site comes first: %+v", p.sites)
	}
	s := p.sites[0]
	p.begin(s)
	if !p.plan.placing {
		t.Fatal("the plan asks for a place")
	}
	p.plan.Resize(fyne.NewSize(600, 500))
	p.plan.Tapped(&fyne.PointEvent{Position: fyne.NewPos(300, 250)})
	h.until("the place kept", func() bool {
		c := h.desk.Pulse().Cameras
		for _, c := range c {
			if c.ID == s.cameras[0].ID {
				return inBox(desk.Place{Lat: c.Lat, Lon: c.Lon})
			}
		}
		return false
	})
	p.show(p.sites[0])
	if h.shell.current != "dinding" {
		t.Error("a site opens its cameras on the wall")
	}
}

func TestSecondWall_has_its_own_view_and_the_same_kept_views(t *testing.T) {
	h, main, pulse := wallOf(t)
	h.shell.secondWall()
	second := h.shell.wall2
	h.until("the second wall", func() bool { return second.page.loaded })
	second.page.Beat(pulse)
	second.page.bar.reshape("6")
	if main.wall.Setup().Now.Layout == "6" {
		t.Error("the main wall keeps its own view")
	}
	second.page.wall.KeepView(3, "Sore")
	if v, ok := main.wall.Setup().Find(3); !ok || v.Name != "Sore" {
		t.Error("kept views are the same on both walls")
	}
	h.shell.secondWall()
	if h.shell.wall2 != nil {
		t.Fatal("pressed again it closes")
	}
	h.shell.secondWall()
	h.until("again", func() bool { return h.shell.wall2 != nil && h.shell.wall2.page.loaded })
	if now := h.shell.wall2.page.wall.Setup().Now; now.Layout != "6" {
		t.Errorf("it comes back as it was left, not as %+v", now)
	}
}
