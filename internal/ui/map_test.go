package ui

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
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

func TestMap_site_is_put_and_moved_by_keyboard(t *testing.T) {
	h, _, pulse := wallOf(t)
	h.shell.Open("peta")
	p := h.shell.shown().(*mapPage)
	p.Beat(pulse)
	h.key(fyne.KeyDown) // onto the list
	h.key(desktop.KeyMenu)
	if h.shell.Window().Canvas().Overlays().Top() == nil {
		t.Fatal("the menu key shows no menu")
	}
	h.key(fyne.KeyDown)
	h.key(fyne.KeyDown) // Lihat di Dinding Video, Letakkan di Peta
	h.key(fyne.KeyReturn)
	if p.placing == nil || h.shell.Window().Canvas().Focused() != nil {
		t.Fatalf("placing %v, the focus is on %T", p.placing, h.shell.Window().Canvas().Focused())
	}
	s, from := *p.placing, p.plan.aimed
	h.key(fyne.KeyRight)
	h.key(fyne.KeyMinus)
	h.key(fyne.KeyUp)
	aimed := p.plan.aimed
	if aimed.Lon <= from.Lon || aimed.Lat <= from.Lat || aimed.Lon-from.Lon < 1.5*(aimed.Lat-from.Lat) {
		t.Errorf("from %v to %v", from, aimed)
	}
	if !h.sees(placeText(aimed)) {
		t.Errorf("the line below says %q", p.hint.Text)
	}
	p.plan.Resize(p.plan.Size().AddWidthHeight(80, -40)) // the cross stays on its place
	h.key(fyne.KeyReturn)
	h.until("the place kept", func() bool {
		for _, c := range h.desk.Pulse().Cameras {
			if c.ID == s.cameras[0].ID {
				return math.Abs(c.Lat-aimed.Lat) < 1e-9 && math.Abs(c.Lon-aimed.Lon) < 1e-9
			}
		}
		return false
	})
	if p.placing != nil || p.plan.aim.object.Visible() {
		t.Error("the cross stays")
	}
	p.begin(s)
	h.key(fyne.KeyEscape)
	if p.placing != nil {
		t.Error("Esc does not take it back")
	}
}

func TestMap_picture_is_laid_by_two_points(t *testing.T) {
	h, _, _ := wallOf(t)
	h.shell.Open("peta")
	p := h.shell.shown().(*mapPage)
	file := filepath.Join(t.TempDir(), "kota.png")
	var b bytes.Buffer
	must(t, png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 400, 300))))
	must(t, os.WriteFile(file, b.Bytes(), 0o600))
	h.press("Gambar Latar…")
	h.press("Buka")
	if !h.reads("Tulis letak berkasnya, atau tekan Pilih berkas.") {
		t.Errorf("without a file: %q", h.words())
	}
	h.labelled("Letak berkas").SetText(file)
	h.press("Buka")
	h.until("the picture read", func() bool { return h.reads("Letak gambar") })
	var points *pointPicker
	for _, o := range test.LaidOutObjects(h.top()) {
		if found, ok := o.(*pointPicker); ok {
			points = found
		}
	}
	if points == nil || h.shell.Window().Canvas().Focused() != points {
		t.Fatal("the picture has the keyboard first")
	}
	h.press("Pakai Gambar")
	if !h.reads("Klik dahulu dua tempat pada gambar.") {
		t.Errorf("without points: %q", h.words())
	}
	at, size := points.shown()
	points.Tapped(&fyne.PointEvent{Position: at.AddXY(size.Width*0.25, size.Height*0.25)})
	h.shell.Window().Canvas().Focus(points)
	for range 12 { // the second one by keyboard, from the middle
		h.key(fyne.KeyRight)
		h.key(fyne.KeyDown)
	}
	h.key(fyne.KeyReturn)
	if points.n != 2 || points.at[1].X <= 0.5 || points.at[1].Y <= 0.5 {
		t.Fatalf("points %+v", points.at)
	}
	h.press("Pakai Gambar")
	if !h.reads("Tulis dua angka, misalnya -0.02630, 109.34250.") {
		t.Errorf("without coordinates: %q", h.words())
	}
	h.labelled("Koordinat titik A (klik pertama)").SetText("-0.06, 109.40") // the wrong way round
	h.labelled("Koordinat titik B (klik kedua)").SetText("0.02, 109.30")
	h.press("Pakai Gambar")
	h.until("a refusal", func() bool { return h.sees("letak gambar tidak dapat dihitung") })
	h.labelled("Koordinat titik A (klik pertama)").SetText("0.02, 109.30")
	h.labelled("Koordinat titik B (klik kedua)").SetText("-0.06, 109.40")
	h.press("Pakai Gambar")
	h.until("the picture behind the map", func() bool { return p.plan.backdrop != nil })
	if p.plan.clip.Size() != p.plan.Size() {
		t.Errorf("a picture larger than the plan is cut to %v, the plan has %v", p.plan.clip.Size(), p.plan.Size())
	}
	if p.plan.from.Lat <= 0.02 || p.plan.from.Lon >= 109.30 || !p.clear.Visible() {
		t.Errorf("it lies from %v to %v", p.plan.from, p.plan.to)
	}
	h.press("Lepas Gambar")
	h.until("the plain plan again", func() bool { return p.plan.backdrop == nil })
}
