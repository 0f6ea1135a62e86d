package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// measuredOffice leaves in dir a register whose CAM-0002 is a camera of the
// relay with three outages: one that lasts, one that is over, and one too short
// to be worth an inspection.
func measuredOffice(t *testing.T, dir string) {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: dir, Now: houseNow, Offline: true})
	must(t, err)
	watchedThing(t, d)
	thing, err := d.Equipment.Find("CAM-0002")
	must(t, err)
	cameras, err := d.Equipment.Untied()
	must(t, err)
	_, err = d.Equipment.Tie(thing, cameras[0].ID)
	must(t, err)
	must(t, d.Close())
	store, err := db.Open(db.Config{Dir: dir, Keeper: db.AutoKeeper(dir), Now: houseNow})
	must(t, err)
	must(t, store.Write(db.Meta{Action: "uji"}, func(tx *db.Tx) error {
		for _, o := range []db.Outage{
			{From: houseNow().Add(-72 * time.Hour), To: houseNow().Add(-70 * time.Hour), Cause: "no-route"},
			{From: houseNow().Add(-48 * time.Hour), To: houseNow().Add(-48*time.Hour + time.Minute), Cause: "timeout"},
			{From: houseNow().Add(-time.Hour), Cause: "port-closed"},
		} {
			o.ID, o.CameraID, o.Kind = ulid.Make(), cameras[0].ID, "waiting"
			if err := tx.Outages().Put(tx, o.ID, o); err != nil {
				return err
			}
		}
		return nil
	}))
	must(t, store.Close())
}

// What the engine measured is offered as inspections: looked at, given its
// cause, noted as one act, and offered again when that act is taken back.
func TestEquipment_measured_outages_are_offered_as_inspections(t *testing.T) {
	dir := t.TempDir()
	measuredOffice(t, dir)
	h := openHouseIn(t, dir, screens()[0], newOffice)
	s := h.openThing("CAM-0002")
	noted := len(s.view.Item.Inspections)
	if !strings.Contains(strings.Join(h.words(), "\n"), "2 gangguan terukur belum dicatat sebagai pemeriksaan.") {
		t.Fatalf("nothing is offered: %q", h.words())
	}
	h.press("Lihat dan catat…")
	h.until("the outages", h.shell.dialogs.Open)
	text := strings.Join(h.words(), "\n")
	for _, want := range []string{"masih berlangsung", "05-09-2026 09.30 WIB sampai 05-09-2026 11.30 WIB"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said:\n%s", want, text)
		}
	}
	h.chooses("listrik")
	h.press("Catat Semua")
	h.until("noted", func() bool { return len(s.view.Offers) == 0 && !h.shell.dialogs.Open() })
	all := s.view.Item.Inspections
	if len(all) != noted+3 {
		t.Fatalf("%d inspections, %d before", len(all), noted)
	}
	down, up, open := all[noted], all[noted+1], all[noted+2]
	if down.Found != sop.Offline || down.Cause != "listrik" || up.Found != sop.Online || up.OutageID != down.OutageID || open.Found != sop.Offline || open.OutageID == down.OutageID {
		t.Errorf("%+v", all[noted:])
	}
	if s.view.State.Operation != sop.Offline || s.view.State.Cause != "listrik" {
		t.Errorf("%+v", s.view.State)
	}
	h.shell.env().Undo()
	h.until("offered again", func() bool { return len(s.view.Offers) == 2 && len(s.view.Item.Inspections) == noted })
}

// Who does not know the cause keeps what the relay guesses of each outage.
func TestEquipment_outages_keep_the_relays_guess(t *testing.T) {
	dir := t.TempDir()
	measuredOffice(t, dir)
	h := openHouseIn(t, dir, screens()[0], newOffice)
	s := h.openThing("CAM-0002")
	h.press("Lihat dan catat…")
	h.until("the outages", h.shell.dialogs.Open)
	h.press("Catat Semua")
	h.until("noted", func() bool { return len(s.view.Offers) == 0 })
	all := s.view.Item.Inspections
	if first, last := all[len(all)-3], all[len(all)-1]; first.Cause != "media" || last.Cause != "cctv" {
		t.Errorf("guessed %q and %q", first.Cause, last.Cause)
	}
}
