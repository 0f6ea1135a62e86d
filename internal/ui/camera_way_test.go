package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
)

// watched is a pulse with one camera that two programs read, at a moment.
func watched(id ulid.ULID, after time.Duration) (*desk.Pulse, desk.PulseCamera) {
	at := houseNow().Add(after)
	c := desk.PulseCamera{ID: id, Name: "Simpang Garuda", Path: "dishub/simpang", SubPath: "dishub/simpang/sub", Enabled: true,
		Rates: []float32{300, 400}, Status: relay.CameraStatus{ID: id, State: relay.Live, Since: houseNow(), Transport: relay.TCP, Kbps: 480, FPS: 15,
			PacketsIn: 990, PacketsLost: 10, LastPacket: at.Add(-200 * time.Millisecond), LastPicture: at.Add(-300 * time.Millisecond),
			Readers: 2, Warnings: []string{relay.WarnRareKeys}, Sub: &relay.CameraStatus{State: relay.Disabled}}}
	sent := uint64(1_000_000 + after.Seconds()*60_000) // 480 kbit/s
	return &desk.Pulse{At: at, Cameras: []desk.PulseCamera{c}, Relay: &relay.Snapshot{At: at, Readers: []relay.ReaderStatus{
		{ID: "r1", Account: "ruang-kendali", Remote: "10.1.1.5:5000", Path: c.Path, Transport: "udp", Since: houseNow(), BytesOut: sent},
		{ID: "r2", Remote: "127.0.0.1:5001", Path: c.SubPath, Transport: "tcp", Since: houseNow(), BytesOut: sent, Dropped: 7},
		{ID: "r3", Remote: "127.0.0.1:5002", Path: "lain", Transport: "tcp", Since: houseNow(), BytesOut: sent},
	}}}, c
}

func TestWay_says_at_which_hop_the_pictures_stop(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	v := newWayView()
	id := ulid.Make()
	for after := range 2 {
		p, c := watched(id, time.Duration(after)*time.Second)
		v.show(p, c, "● LANGSUNG 09.30.00", true)
	}
	for hop, want := range map[*wayHop][]string{
		v.source:  {"TCP", "480 kb/s", "15,0 gambar/dtk", "paket 0,2 dtk lalu", "gambar 0,3 dtk lalu", "hilang 10 dari 1.000 paket"},
		v.sub:     {"Tidak ditarik"},
		v.readers: {"2 pembaca", "960 kb/s", "7 gambar dilewati"},
		v.glass:   {"LANGSUNG 09.30.00"},
	} {
		for _, w := range want {
			if !strings.Contains(hop.figures.Text, w) {
				t.Errorf("%q does not say %q", hop.figures.Text, w)
			}
		}
	}
	if got := v.course.Text; !strings.Contains(got, "terendah 300 kb/s") || !strings.Contains(got, "tertinggi 400 kb/s") {
		t.Errorf("the line in words: %q", got)
	}
	if len(v.warn.Objects) != 1 {
		t.Errorf("%d warnings", len(v.warn.Objects))
	}
	p, c := watched(id, 2*time.Second)
	c.Status.State, c.Status.Warnings, c.Status.Sub = relay.Waiting, nil, nil
	p.Relay.Readers = nil
	v.show(p, c, "", false)
	if !strings.Contains(v.source.figures.Text, "gambar terakhir") || !v.sub.object.Hidden || len(v.warn.Objects) != 0 ||
		!strings.Contains(v.readers.figures.Text, "Tidak ada pembaca") || !strings.Contains(v.glass.figures.Text, "Tidak sedang ditampilkan") {
		t.Errorf("away: %q, %q, %q", v.source.figures.Text, v.readers.figures.Text, v.glass.figures.Text)
	}
	_ = h
}

func TestReaders_are_listed_and_disconnected_by_name(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("kamera/" + readersArg)
	page := h.shell.shown().(*camerasPage)
	if page.Route() != "kamera/pembaca" || !h.reads("Belum ada pembaca") {
		t.Fatalf("at %s: %q", page.Route(), h.words())
	}
	id := ulid.Make()
	for after := range 2 {
		p, _ := watched(id, time.Duration(after)*time.Second)
		page.who.show(p)
	}
	rows := page.who.list.Shown()
	at := slices.IndexFunc(rows, func(r readerRow) bool { return r.Account == "ruang-kendali" })
	if len(rows) != 3 || at < 0 || rows[at].camera != "Simpang Garuda" || rows[at].kbps != 480 {
		t.Fatalf("%+v", rows)
	}
	page.who.ask(rows[at])
	if !h.reads("Putuskan ruang-kendali?") {
		t.Errorf("the question: %q", h.words())
	}
	h.press("Putuskan")
	h.until("the answer", func() bool { return h.shell.dialogs.Open() }) // this office has no relay: it says so
	h.shell.dialogs.Escape()
	h.key("Escape")
	if page.Route() != "kamera" {
		t.Error("Escape goes back to the cameras")
	}
}

func TestReaders_of_a_camera_keep_their_buttons_while_figures_change(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	v := newCameraReaders(h.shell.env())
	p, c := watched(ulid.Make(), 0)
	v.show(p, c)
	before := v.rows["r1"]
	if want := "sejak " + say.Clock(houseNow()); !strings.Contains(before.figures.Text, want) {
		t.Errorf("%q does not say %q", before.figures.Text, want)
	}
	p, c = watched(c.ID, time.Second)
	v.show(p, c)
	if len(v.rows) != 2 || v.rows["r1"] != before || !strings.Contains(before.figures.Text, "480 kb/s") {
		t.Errorf("%d rows, %q", len(v.rows), before.figures.Text)
	}
	p.Relay.Readers = p.Relay.Readers[1:]
	v.show(p, c)
	if len(v.rows) != 1 || v.rows["r1"] != nil {
		t.Error("who has left is still listed")
	}
	test.NewTempWindow(t, v.object)
}
