package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// houseNow is the time on every picture: Tuesday 8 September 2026, 09.30 WIB,
// an ordinary working morning.
func houseNow() time.Time { return time.Date(2026, 9, 8, 2, 30, 0, 0, time.UTC) }

// house is a window on a real office in a temporary folder, worked by hand.
type testHouse struct {
	t        *testing.T
	desk     *desk.Desk
	pump     *kit.Pump
	shell    *Shell
	quit     int
	reopened int
}

// openHouse opens an office without a relay (its port would be on the
// picture) and a window on it.
func openHouse(t *testing.T, size fyne.Size, prepare func(*testing.T, *desk.Desk)) *testHouse {
	t.Helper()
	return openHouseIn(t, t.TempDir(), size, prepare)
}

// openHouseIn opens the office of a folder that may have something in it.
func openHouseIn(t *testing.T, dir string, size fyne.Size, prepare func(*testing.T, *desk.Desk)) *testHouse {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: dir, Now: houseNow, Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	prepare(t, d)
	h := &testHouse{t: t, desk: d, pump: kit.NewPump()}
	app := test.NewTempApp(t)
	h.shell = New(Config{App: app, Desk: d, Main: h.pump, Now: houseNow, Version: "0.1.0", DataDir: "/home/kasi/.local/share/cctvdesk",
		OpenDemo: func() {}, Reopen: func() { h.reopened++ }, OnQuit: func() { h.quit++ }})
	h.shell.Window().Resize(size)
	photographed(t, h.shell)
	t.Cleanup(func() {
		h.shell.QuitNow()
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// until plays the UI goroutine until ready says so.
func (h *testHouse) until(what string, ready func() bool) {
	h.t.Helper()
	limit := time.NewTimer(time.Minute)
	defer limit.Stop()
	for {
		h.pump.Run()
		if ready() {
			return
		}
		select {
		case <-h.pump.Wake():
		case <-limit.C:
			h.t.Fatal("waited in vain for: ", what)
		}
	}
}

// newOffice leaves the store as a first start finds it.
func newOffice(*testing.T, *desk.Desk) {}

// busyOffice fills an office with officials and requests in every situation
// that Beranda tells of.
func busyOffice(t *testing.T, d *desk.Desk) {
	t.Helper()
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, sop.WIB())
	must(t, d.Office.FirstRun(desk.FirstRunInput{Language: "id", Government: "Pemerintah Kota Pontianak", Name: "Dinas Komunikasi dan Informatika", City: "Pontianak", UserName: "Rina",
		Officials: []sop.Official{
			{Role: sop.RoleKadis, Name: "Drs. Contoh Kepala, M.Si.", Title: "Kepala Dinas", From: from, NIP: "197001011995031001"},
			{Role: sop.RoleKabid, Name: "Contoh Bidang, S.T.", Title: "Kepala Bidang TKPBET", From: from},
			{Role: sop.RoleKasi, Name: "Contoh Seksi, S.Kom.", Title: "Kepala Seksi SPTIK", From: from, Acting: "plt"},
		}}))
	agencies, err := d.Office.Agencies(false)
	must(t, err)
	add := func(agency int, subject string) ulid.ULID {
		id, err := d.Requests.Create(sop.Facts{Origin: sop.AskedByOffice, AgencyID: agencies[agency].ID, Subject: subject, Sites: []sop.Site{{Name: "Simpang Tanjungpura"}}})
		must(t, err)
		return id
	}
	act := func(id ulid.ULID, acts ...sop.Act) {
		for _, a := range acts {
			_, err := d.Requests.Act(id, a)
			must(t, err)
		}
	}
	at := func(hour, minute int) time.Time { return time.Date(2026, 9, 8, hour, minute, 0, 0, sop.WIB()) }
	late := add(9, "Relay CCTV Simpang Empat Tanjungpura dan Pahlawan")
	act(late, sop.Act{Kind: sop.ActStart, At: at(7, 20)}, sop.Act{Kind: sop.ActBegin, Step: 1, At: at(7, 30)})
	paused := add(14, "Relay CCTV Taman Alun Kapuas")
	act(paused, sop.Act{Kind: sop.ActStart, At: at(9, 0)}, sop.Act{Kind: sop.ActBegin, Step: 1, At: at(9, 20)},
		sop.Act{Kind: sop.ActPause, Step: 1, At: at(9, 25), Reason: sop.PauseReasons()[0]})
	act(add(20, "Relay CCTV kantor camat"), sop.Act{Kind: sop.ActStart, At: at(9, 0)})
	add(3, "Relay CCTV gedung arsip")
	must(t, d.Office.ChangeSettings(func(s *db.Settings) { s.LastBackup = at(7, 15) }))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
