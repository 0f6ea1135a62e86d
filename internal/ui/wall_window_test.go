package ui

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
)

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

// again ends the window and opens another on the same office, as the next start
// does.
func (h *testHouse) again(screens int, kiosk string) {
	h.t.Helper()
	h.shell.QuitNow()
	h.pump = kit.NewPump()
	h.shell = New(Config{App: test.NewTempApp(h.t), Desk: h.desk, Main: h.pump, Now: houseNow, SecondScreen: func() bool { return screens > 1 }})
	if kiosk != "" {
		h.shell.Kiosk(kiosk)
	}
	h.shell.Show()
}

func TestSecondWall_comes_back_with_its_view_and_tour(t *testing.T) {
	h, main, pulse := wallOf(t)
	main.wall.Show(wall.View{Kind: wall.KindAgency, Agency: pulse.Cameras[0].Agency})
	main.wall.KeepView(4, "Pagi")
	main.wall.KeepView(5, "Sore")
	h.shell.config.SecondScreen = func() bool { return true }
	h.shell.secondWall()
	second := h.shell.wall2
	h.until("the second wall", func() bool { return second.page.loaded })
	second.beat(pulse)
	second.page.wall.Show(wall.View{Kind: wall.KindAll, Layout: "6"})
	second.page.wall.SetTour(wall.Tour{On: true, Dwell: 9, Views: []int{4, 5}})
	second.beat(pulse)
	if k := second.page.wall.Setup().Window; k == nil || !k.Open || !k.Full {
		t.Fatalf("on a second screen it fills it: %+v", k)
	}

	h.again(2, "")
	if h.shell.wall2 == nil {
		t.Fatal("it does not come back")
	}
	h.until("the second wall again", func() bool { return h.shell.wall2.page.loaded })
	s := h.shell.wall2.page.wall.Setup()
	if s.Now.Layout != "6" || !s.Tour.On || s.Tour.Dwell != 9 || len(s.Tour.Views) != 2 || len(s.Views) != 2 || !h.shell.wall2.window.FullScreen() {
		t.Errorf("it comes back as %s", s.Bytes())
	}
	set, err := h.desk.Office.Settings()
	must(t, err)
	if first := wall.ParseSetup(set.Wall); first.Tour.On || first.Now.Kind != wall.KindAgency {
		t.Errorf("the main wall has taken over: %s", first.Bytes())
	}

	// Without a second screen it would lie over the first: it is offered.
	h.again(1, "semua")
	if h.shell.wall2 != nil {
		t.Fatal("it covers the only screen")
	}
	if !h.sees("Layar kedua tidak tersambung") {
		t.Errorf("nobody is told: %q", h.words())
	}
	h.again(1, "")
	if h.shell.wall2 != nil {
		t.Fatal("it filled a screen that is not there any more")
	}
	h.press("Buka di sini")
	if h.shell.wall2 == nil {
		t.Fatal("the offer opens nothing")
	}
	h.until("opened by hand", func() bool { return h.shell.wall2.page.loaded })
	h.shell.wall2.fullScreen() // a window beside the first
	h.shell.wall2.beat(pulse)
	h.again(1, "")
	if h.shell.wall2 == nil {
		t.Error("a window comes back, also on one screen")
	}
	h.until("its setup", func() bool { return h.shell.wall2.page.loaded })
	h.again(1, "semua")
	if h.shell.wall2 != nil {
		t.Error("it covers the wall that was asked for")
	}
}

// A view that the user saw kept stands on the disk at that moment, without any
// beat; so does one kept at the second wall while the main one was never opened.
func TestWall_view_is_on_the_disk_when_it_is_said_to_be_kept(t *testing.T) {
	h, p, _ := wallOf(t)
	p.saved = houseNow() // just written: the ordinary keeping waits
	p.Save()
	h.typed("Pagi")
	h.press("Simpan")
	h.until("said", func() bool { return h.sees("Tampilan Pagi disimpan.") })
	kept := func() wall.Setup {
		set, err := h.desk.Office.Settings()
		must(t, err)
		return wall.ParseSetup(set.Wall)
	}
	if _, ok := kept().Find(1); !ok {
		t.Errorf("on the disk: %s", kept().Bytes())
	}
	h.again(1, "")
	h.shell.secondWall()
	second := h.shell.wall2.page
	h.until("the second wall", func() bool { return second.loaded })
	second.wall.KeepView(2, "Sore")
	done := false
	second.keepNow(func() { done = true })
	h.until("kept", func() bool { return done })
	if v, ok := kept().Find(2); !ok || v.Name != "Sore" || len(kept().Views) != 2 {
		t.Errorf("on the disk: %s", kept().Bytes())
	}
}

func TestWindow_size_is_kept_while_the_program_runs(t *testing.T) {
	h, _, pulse := wallOf(t)
	h.shell.Window().Resize(fyne.NewSize(1500, 900))
	h.shell.beat(pulse)
	if got := keptSize(h.shell.config.App); got.Width == 1500 {
		t.Error("it is kept while it still changes")
	}
	h.shell.beat(pulse)
	if got := keptSize(h.shell.config.App); got != h.shell.Window().Canvas().Size() {
		t.Errorf("after kill -9 it would be %v", got)
	}
}

func TestStill_becomes_evidence_of_the_request(t *testing.T) {
	h, p, pulse := wallOf(t)
	id := requestID(t, h.desk, "Relay CCTV Taman Alun Kapuas")
	v, err := h.desk.Requests.Get(id)
	must(t, err)
	camera := pulse.Cameras[0]
	camera.Request, camera.RequestID = v.Request.Number, id
	picture := image.NewRGBA(image.Rect(0, 0, 64, 36))
	path := filepath.Join(t.TempDir(), "simpang_2026.jpg")
	must(t, keepStill(path, picture))
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v: a camera's picture is nobody else's", err)
	}
	p.offerStill(keptStill{path, picture}, camera)
	if !h.sees(path) {
		t.Errorf("where it is: %q", h.words())
	}
	h.press("Lampirkan ke " + v.Request.Number)
	h.until("attached", func() bool { return h.sees("Gambar dilampirkan ke " + v.Request.Number) })
	v, err = h.desk.Requests.Get(id)
	must(t, err)
	if files := v.Request.Attachments; len(files) != 1 || files[0].Name != "simpang_2026.jpg" {
		t.Errorf("the request has %+v", files)
	}
	if h.shell.dialogs.Open() {
		t.Error("the question stays")
	}
	camera.Request = ""
	p.offerStill(keptStill{path, picture}, camera)
	if !h.sees("belum terikat permintaan") {
		t.Errorf("a camera of no request: %q", h.words())
	}
}

// Away from its page the wall still watches: a lost camera is told and sounds,
// and what only pictures showed is not forgotten.
func TestWall_watches_while_another_page_is_shown(t *testing.T) {
	h, p, pulse := wallOf(t)
	sounds := 0
	h.shell.config.Sound = func() { sounds++ }
	p.wall.SetAlarm(wall.Alarm{Hold: -1, Sound: true})
	p.strip.watch.SetHold(0)
	repeats, lost := pulse.Cameras[0], 1
	p.overlook(pulse, p.enabled(pulse), []wall.TileState{{ID: repeats.ID, State: wall.Repeated}})
	h.shell.Open("kamera")
	sounds = 0
	h.shell.rang = time.Time{}
	pulse.Cameras[lost].Status.State, pulse.Cameras[lost].Status.Since = relay.Waiting, houseNow()
	h.shell.beat(pulse)
	if sounds != 1 {
		t.Errorf("a camera is lost while the list of cameras is shown: %d sounds", sounds)
	}
	if !p.strip.told()[repeats.ID] || !p.strip.told()[pulse.Cameras[lost].ID] {
		t.Errorf("told: %+v", p.strip.watch.Now())
	}
	h.shell.Open("dinding")
	p.Beat(pulse)
	if !p.strip.open || !strings.Contains(strings.Join(h.words(), "\n"), "tidak dipantau sejak 09.30") {
		t.Errorf("back on the wall: %q", h.words())
	}
	p.wall.Show(wall.View{Kind: wall.KindTrouble})
	p.Beat(pulse)
	if n := len(p.wall.Setup().Now.Places); n != 0 || p.wall.Setup().Now.Kind != wall.KindTrouble {
		t.Errorf("%+v", p.wall.Setup().Now)
	}
}

// An alarm that was asked for sounds although nobody has opened the wall yet.
func TestWall_listens_from_the_start_when_it_is_to_sound(t *testing.T) {
	h := openHouse(t, screens()[0], func(t *testing.T, d *desk.Desk) {
		citysCameras(t, d)
		must(t, d.Office.ChangeSettings(func(s *db.Settings) { s.Wall = wall.Setup{Alarm: wall.Alarm{Hold: -1, Sound: true}}.Bytes() }))
	})
	if h.shell.current != "beranda" {
		t.Fatalf("the program begins on %q", h.shell.current)
	}
	p, ok := h.shell.pages["dinding"].(*wallPage)
	if !ok {
		t.Fatal("nobody listens")
	}
	h.until("how it was left", func() bool { return p.loaded })
	if tiles := p.wall.Tiles(); len(tiles) != 0 {
		t.Errorf("%d cameras are decoded that nobody looks at", len(tiles))
	}
	sounds := 0
	h.shell.config.Sound = func() { sounds++ }
	pulse := *h.desk.Pulse()
	for i := range pulse.Cameras {
		pulse.Cameras[i].Enabled, pulse.Cameras[i].Status.State, pulse.Cameras[i].Status.Since = true, relay.Waiting, houseNow()
	}
	h.shell.beat(&pulse)
	if sounds != 1 {
		t.Errorf("%d sounds", sounds)
	}
}
