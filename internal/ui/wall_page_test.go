package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
)

// wallOf is an office with three cameras of two agencies, on its wall.
func wallOf(t *testing.T) (*testHouse, *wallPage, *desk.Pulse) {
	t.Helper()
	h := openHouse(t, screens()[0], func(t *testing.T, d *desk.Desk) {
		citysCameras(t, d)
		rows, err := d.Cameras.List(desk.CameraFilter{})
		must(t, err)
		for _, r := range rows {
			must(t, d.Cameras.SetEnabled(r.ID, true))
		}
	})
	h.shell.Open("dinding")
	p := h.shell.shown().(*wallPage)
	h.until("the kept setup and the first pulse", func() bool { return p.loaded && !h.shell.pulse.At.IsZero() })
	pulse := *h.desk.Pulse()
	pulse.Cameras = slices.Clone(pulse.Cameras)
	for i := range pulse.Cameras { // this office has no relay that could say so
		pulse.Cameras[i].Status.State, pulse.Cameras[i].Status.Since = relay.Live, houseNow()
	}
	p.Beat(&pulse)
	return h, p, &pulse
}

func TestWall_keeps_views_and_shows_them_again(t *testing.T) {
	h, p, pulse := wallOf(t)
	p.bar.choose(viewAgency + pulse.Cameras[0].Agency)
	if now := p.wall.Setup().Now; now.Kind != wall.KindAgency || p.bar.views.Value() != viewAgency+pulse.Cameras[0].Agency {
		t.Fatalf("%+v, the list says %q", now, p.bar.views.Value())
	}
	p.bar.choose(string(wall.KindAll))
	p.bar.reshape("6")
	p.wall.Add(pulse.Cameras[2].ID)
	p.Save()
	h.typed("Pagi")
	h.press("Simpan")
	if v, ok := p.wall.Setup().Find(1); !ok || v.Name != "Pagi" || v.Layout != "6" {
		t.Fatalf("kept %+v", p.wall.Setup().Views)
	}
	p.Save() // a name is needed
	for range 10 {
		h.key(fyne.KeyDelete)
	}
	h.press("Simpan")
	if !h.reads("Isi nama, paling panjang 60 huruf.") {
		t.Errorf("an empty name: %q", h.words())
	}
	h.shell.dialogs.Escape()
	p.Hide() // what is not kept yet is kept now
	h.until("the store to have it", func() bool {
		s, err := h.desk.Office.Settings()
		must(t, err)
		return strings.Contains(string(s.Wall), `"Pagi"`)
	})
	p.bar.choose(string(wall.KindTrouble))
	h.key(fyne.KeyV)
	if now := p.wall.Setup().Now; now.Name != "Pagi" {
		t.Errorf("V shows %+v", now)
	}
	p.Resume("", "tampilan=tidak-ada")
	p.Resume("", "tampilan=pagi")
	if now := p.wall.Setup().Now; now.Name != "Pagi" {
		t.Errorf("by its name: %+v", now)
	}
	trail, err := h.desk.Ledger.Audit(desk.AuditFilter{})
	must(t, err)
	for _, e := range trail {
		if e.Action == "ubah-pengaturan" && e.Recorded.After(houseNow().Add(time.Second)) {
			t.Error("how the wall is looked at stands on the trail")
		}
	}
}

func TestWall_tree_finds_cameras_and_puts_them_on_the_wall(t *testing.T) {
	h, p, pulse := wallOf(t)
	p.bar.choose(string(wall.KindAll))
	p.wall.Show(wall.View{Kind: wall.KindFixed, Layout: "4"})
	h.key(fyne.KeyC)
	p.tree.show(pulse.Cameras)
	heads := 0
	for _, l := range p.tree.lines {
		if l.head {
			heads++
		}
	}
	if heads != 2 || len(p.tree.lines) != 5 {
		t.Fatalf("%d agencies in %d lines", heads, len(p.tree.lines))
	}
	p.Search()
	h.typed("pahlawan")
	if len(p.tree.lines) != 2 || !h.reads("1 dari 3 kamera") {
		t.Fatalf("%d lines: %q", len(p.tree.lines), h.words())
	}
	h.key(fyne.KeyReturn)
	if places := p.wall.Setup().Now.Places; len(places) != 1 || places[0] != p.tree.all[slices.IndexFunc(p.tree.all, func(c desk.PulseCamera) bool { return c.Name == "Simpang Pahlawan" })].ID {
		t.Errorf("on the wall: %v", places)
	}
}

func TestWall_strip_tells_what_is_wrong_and_lets_it_be_put_off(t *testing.T) {
	h, p, pulse := wallOf(t)
	if p.strip.open {
		t.Fatal("nothing is wrong")
	}
	pulse.Cameras[1].Status.State = relay.Waiting
	pulse.Cameras[1].Status.Since = houseNow().Add(-5 * time.Minute)
	pulse.Cameras[1].Status.Fault = &relay.Fault{Kind: relay.FaultPortClosed}
	p.Beat(pulse)
	if !p.strip.open || !h.reads(pulse.Cameras[1].Name) {
		t.Fatalf("the strip: %q", h.words())
	}
	h.press("Tangguhkan…")
	h.press("Tangguhkan")
	if !h.reads("Tulis alasannya, agar yang berjaga berikutnya tahu.") {
		t.Errorf("without a reason: %q", h.words())
	}
	for _, o := range test.LaidOutObjects(h.top()) {
		if e, ok := o.(*kit.Entry); ok {
			e.SetText("teknisi di lokasi")
		}
	}
	h.press("Tangguhkan")
	p.Beat(pulse)
	if off := p.wall.Setup().Off; len(off) != 1 || off[0].Reason != "teknisi di lokasi" || !off[0].Until.Equal(houseNow().Add(time.Hour)) {
		t.Errorf("kept %+v", off)
	}
	h.key(fyne.KeyG)
	if id, ok := p.wall.Selected(); ok && id == pulse.Cameras[1].ID {
		t.Error("what is put off is not pushed forward")
	}
	pulse.Mass = &desk.MassFailure{Since: houseNow(), Lost: 3, Away: 3, Total: 3}
	p.Beat(pulse)
	if len(p.strip.rows.Objects) != 1 || !strings.Contains(strings.Join(h.words(), " "), "Jaringan data center?") {
		t.Errorf("many at once are one message: %q", h.words())
	}
	pulse.Mass = nil
	pulse.Cameras[1].Status.State, pulse.Cameras[1].Status.Fault = relay.Live, nil
	p.Beat(pulse)
	if p.strip.open {
		t.Error("the strip gives its room back")
	}
}

func TestWall_tells_troubles_when_and_as_loudly_as_it_was_asked(t *testing.T) {
	h, p, pulse := wallOf(t)
	sounds := 0
	p.env.House.Sound = func() { sounds++ }  // to try it
	h.shell.config.Sound = p.env.House.Sound // for all walls
	lose := func(i int) {
		pulse.Cameras[i].Status.State, pulse.Cameras[i].Status.Since = relay.Waiting, houseNow()
		pulse.Cameras[i].Status.Fault = &relay.Fault{Kind: relay.FaultPortClosed}
		p.Beat(pulse)
	}
	lose(0)
	if p.strip.open {
		t.Fatal("it is told at once, although a minute is the rule")
	}
	p.strip.tune()
	for _, o := range test.LaidOutObjects(h.top()) {
		if r, ok := o.(*kit.Radio); ok {
			for _, word := range []string{"Seketika", "Bunyikan setiap gangguan baru"} {
				r.Choose(word)
			}
		}
	}
	h.press("Simpan")
	if a := p.wall.Setup().Alarm; a.Hold != -1 || !a.Sound || sounds != 1 {
		t.Fatalf("kept %+v, %d sounds", a, sounds)
	}
	p.Beat(pulse)
	if !p.strip.open || sounds != 2 {
		t.Errorf("told at once: %v, sounds %d", p.strip.open, sounds)
	}
	lose(1)
	if sounds != 2 {
		t.Errorf("one after the other is one alarm: %d sounds", sounds)
	}
	pulse.Cameras[0].Status.State = relay.Live
	p.Beat(pulse)
	if past := p.wall.Setup().Past; len(past) != 1 || past[0].ID != pulse.Cameras[0].ID {
		t.Errorf("the history that is kept: %+v", past)
	}
	h.key(fyne.KeyL)
	if !strings.Contains(strings.Join(h.words(), " "), pulse.Cameras[0].Name) {
		t.Errorf("the history: %q", h.words())
	}
}

func TestWall_tree_is_narrowed_by_what_the_cameras_have(t *testing.T) {
	h, p, pulse := wallOf(t)
	p.setTree(true)
	for i := range pulse.Cameras {
		pulse.Cameras[i].Tags, pulse.Cameras[i].District = []string{"banjir"}, "Pontianak Kota"
	}
	last := &pulse.Cameras[len(pulse.Cameras)-1]
	last.Tags, last.District, last.Category, last.Status.State = []string{"lalin", "malam"}, "Pontianak Utara", "pasar", relay.Stalled
	p.Beat(pulse)
	cameras := func() (n int) {
		for _, l := range p.tree.lines {
			if !l.head {
				n++
			}
		}
		return n
	}
	all := cameras()
	for what, n := range map[string]treeNarrowing{
		"kecamatan": {district: "Pontianak Utara"}, "category": {category: "pasar"}, "state": {state: string(relay.Stalled)}, "tag": {tag: "malam"},
		"all of them": {last.Agency, "Pontianak Utara", "pasar", string(relay.Stalled), "lalin"},
	} {
		p.tree.setNarrow(n)
		if cameras() != 1 {
			t.Errorf("by %s: %d cameras of %d", what, cameras(), all)
		}
	}
	p.tree.setNarrow(treeNarrowing{tag: "lalin"})
	p.tree.askNarrow()
	if !h.reads("Saring kamera") || !h.reads("Label") {
		t.Errorf("the window says %q", h.words())
	}
	h.press("Terapkan")
	if p.tree.narrow != (treeNarrowing{tag: "lalin"}) {
		t.Errorf("applied unchanged: %+v", p.tree.narrow)
	}
	p.tree.chips.Objects[0].(*kit.Toggle).Tapped(nil)
	if p.tree.narrow != (treeNarrowing{}) || cameras() != all {
		t.Errorf("the chip leaves %+v, %d of %d cameras", p.tree.narrow, cameras(), all)
	}
}

func TestAlarm_of_two_walls_sounds_once(t *testing.T) {
	h, p, _ := wallOf(t)
	rung := 0
	h.shell.config.Sound = func() { rung++ }
	p.wall.SetAlarm(wall.Alarm{Sound: true})
	h.shell.secondWall()
	second := h.shell.wall2.page
	h.until("the second wall", func() bool { return second.loaded })
	second.wall.SetAlarm(wall.Alarm{Sound: true})
	p.strip.ring(houseNow())
	second.strip.ring(houseNow())
	if rung != 1 {
		t.Errorf("one trouble on two walls sounds %d times", rung)
	}
	second.strip.ring(houseNow().Add(ringEvery))
	if rung != 2 {
		t.Errorf("the next trouble: %d", rung)
	}
}
