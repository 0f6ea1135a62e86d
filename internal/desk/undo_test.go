package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// actions are the trail's constants, newest first.
func actions(t *testing.T, d *desk.Desk) []string {
	t.Helper()
	entries, err := d.Ledger.Audit(desk.AuditFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Action)
	}
	return out
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func undo(t *testing.T, d *desk.Desk, action string) {
	t.Helper()
	act, err := d.Acts.Undo()
	if err != nil || act.Action != action {
		t.Fatalf("took back %q, %v; want %q", act.Action, err, action)
	}
}

func TestUndo_takes_back_one_act_after_the_other_and_forgets_nothing(t *testing.T) {
	d, _ := openOffice(t)
	if _, err := d.Acts.Undo(); !errors.Is(err, desk.ErrNothingToUndo) {
		t.Fatal("a fresh office has something to take back: ", err)
	}
	id := draft(t, d, "Relay Simpang Garuda")
	facts := sop.Facts{AgencyID: agency(t, d, "Dishub"), Subject: "Relay Taman Alun Kapuas"}
	act(t, d, id, sop.Act{Kind: sop.ActEdit, Facts: &facts})
	last, there := d.Acts.Last()
	if !there || last.Action != string(sop.ActEdit) || len(last.Names) != 1 {
		t.Fatalf("offered: %+v", last)
	}
	before := len(actions(t, d))
	undo(t, d, string(sop.ActEdit))
	v, err := d.Requests.Get(id)
	must(t, err)
	if v.Request.Subject != "Relay Simpang Garuda" {
		t.Errorf("back came %q", v.Request.Subject)
	}
	number := v.Request.Number
	undo(t, d, "buat-permintaan")
	if _, err := d.Requests.Get(id); !errors.Is(err, db.ErrNotFound) {
		t.Error("the request is still there: ", err)
	}
	trail := actions(t, d)
	if len(trail) != before+2 || trail[0] != desk.ActionUndo || !slices.Contains(trail, string(sop.ActEdit)) {
		t.Errorf("the trail says %q", trail)
	}
	again, err := d.Requests.Create(facts)
	must(t, err)
	v, err = d.Requests.Get(again)
	must(t, err)
	if v.Request.Number == number {
		t.Error("the number of a request that was taken back is given again")
	}
}

func TestRedo_does_again_what_was_taken_back_until_something_else_is_done(t *testing.T) {
	d, _ := openOffice(t)
	id := draft(t, d, "Relay Simpang Garuda")
	if _, err := d.Acts.Redo(); !errors.Is(err, desk.ErrNothingToUndo) {
		t.Fatal("nothing was taken back: ", err)
	}
	act(t, d, id, sop.Act{Kind: sop.ActTrash})
	for range 3 {
		undo(t, d, string(sop.ActTrash))
		if v, err := d.Requests.Get(id); err != nil || !v.Request.Trashed.IsZero() {
			t.Fatal("taken back: ", v.Request.Trashed, err)
		}
		again, err := d.Acts.Redo()
		must(t, err)
		if v, err := d.Requests.Get(id); err != nil || v.Request.Trashed.IsZero() || again.Action != string(sop.ActTrash) {
			t.Fatal("done again: ", again, err)
		}
	}
	undo(t, d, string(sop.ActTrash))
	draft(t, d, "Yang lain")
	if _, err := d.Acts.Redo(); !errors.Is(err, desk.ErrNothingToUndo) {
		t.Error("done again over something else: ", err)
	}
}

func TestUndo_does_not_reach_behind_what_was_erased(t *testing.T) {
	d, _ := openOffice(t)
	id := draft(t, d, "Relay Simpang Garuda")
	act(t, d, id, sop.Act{Kind: sop.ActTrash})
	must(t, d.Requests.Erase(id)) // for good: nobody steps back behind it
	if last, there := d.Acts.Last(); there {
		t.Errorf("offered: %+v", last)
	}
}

func TestErase_takes_only_what_lies_in_the_trash(t *testing.T) {
	d, _ := openOffice(t)
	id := draft(t, d, "Relay Simpang Garuda")
	if err := d.Requests.Erase(id); !errors.Is(err, desk.ErrInUse) {
		t.Error("a draft that is not in the trash was erased: ", err)
	}
	act(t, d, id, sop.Act{Kind: sop.ActTrash})
	must(t, d.Requests.Erase(id))
	if _, err := d.Requests.Get(id); !errors.Is(err, db.ErrNotFound) {
		t.Error(err)
	}
	if err := d.Requests.Erase(ulid.Make()); !errors.Is(err, db.ErrNotFound) {
		t.Error(err)
	}
}

func TestUndo_of_an_import_takes_back_every_row_of_it(t *testing.T) {
	d, _ := openOffice(t)
	kept := draft(t, d, "Sudah ada")
	report, err := d.Requests.Import(t.Context(), strings.NewReader(requestFile), "permintaan.csv", true)
	must(t, err)
	if !report.Applied {
		t.Fatal("not applied")
	}
	undo(t, d, "impor-permintaan")
	rows, err := d.Requests.List(desk.RequestFilter{Archived: true})
	must(t, err)
	if len(rows) != 1 || rows[0].ID != kept {
		t.Errorf("%d requests are left", len(rows))
	}
}

func TestUndo_of_a_camera_or_an_account_reaches_the_relay(t *testing.T) {
	d := openRelay(t, t.TempDir())
	id := publish(t, d, openCamera(t), ulid.ULID{})
	await(t, "the camera is live", func() bool { return stateOf(d, id) == relay.Live })
	must(t, d.Cameras.Trash(id))
	await(t, "the camera has left", func() bool { return len(d.Pulse().Relay.Cameras) == 0 })
	undo(t, d, "buang-kamera")
	await(t, "the camera is back", func() bool { return stateOf(d, id) == relay.Live })
	_, err := d.Cameras.AddReader(desk.ReaderDraft{Name: "dishub"})
	must(t, err)
	undo(t, d, "tambah-pembaca")
	readers, err := d.Cameras.Readers()
	must(t, err)
	if len(readers) != 0 {
		t.Errorf("%d accounts are left", len(readers))
	}
	undo(t, d, "terbitkan-kamera")
	await(t, "the camera was never there", func() bool { return len(d.Pulse().Relay.Cameras) == 0 })
}

func TestErase_takes_a_camera_out_of_the_trash_for_good(t *testing.T) {
	d, _ := openOffice(t)
	_, err := d.Cameras.Import(t.Context(), strings.NewReader(cameraFile), "kamera.csv", true)
	must(t, err)
	rows, err := d.Cameras.List(desk.CameraFilter{})
	must(t, err)
	id := rows[0].ID
	if err := d.Cameras.Erase(id); !errors.Is(err, desk.ErrInUse) {
		t.Error("a camera at work was erased: ", err)
	}
	must(t, d.Cameras.Trash(id))
	must(t, d.Cameras.Erase(id))
	if _, err := d.Cameras.Get(id); !errors.Is(err, db.ErrNotFound) {
		t.Error(err)
	}
}

func TestList_follows_what_rows_are_judged_and_named_by(t *testing.T) {
	d, clock := openOffice(t)
	officials(t, d)
	id := draft(t, d, "Relay Simpang Garuda")
	act(t, d, id, sop.Act{Kind: sop.ActStart, At: wib(8, 0)})
	act(t, d, id, sop.Act{Kind: sop.ActBegin, Step: 1, At: wib(8, 0)})
	row := func() desk.RequestRow {
		rows, err := d.Requests.List(desk.RequestFilter{})
		must(t, err)
		if len(rows) != 1 {
			t.Fatalf("%d rows", len(rows))
		}
		return rows[0]
	}
	clock.set(wib(8, 10))
	if got := row(); got.Minutes != 10 || got.LateStep != 0 {
		t.Errorf("after ten minutes: %d, late %d", got.Minutes, got.LateStep)
	}
	clock.set(wib(8, 20))
	if got := row(); got.Minutes != 20 || got.LateStep != 1 {
		t.Errorf("after twenty minutes: %d, late %d", got.Minutes, got.LateStep)
	}
	must(t, d.Office.ChangeSettings(func(s *db.Settings) {
		s.Holidays = append(s.Holidays, sop.Holiday{Date: wib(8, 0).In(sop.WIB()).Format("2006-01-02"), Name: "Libur setempat", Kind: sop.HolidayLocal})
	}))
	if got := row(); got.Minutes != 0 {
		t.Errorf("on a holiday: %d", got.Minutes)
	}
	a, err := d.Office.Agency(row().AgencyID)
	must(t, err)
	a.Short, a.Name = "DISHUB-X", "Dinas Baru"
	_, err = d.Office.PutAgency(a)
	must(t, err)
	if got := row(); got.Agency != "DISHUB-X" || !desk.NewSearch("dinas baru").Request(got) {
		t.Errorf("after the agency got another name: %q", got.Agency)
	}
}

func TestUndoImport_works_in_another_sitting_and_only_while_nobody_touched_a_row(t *testing.T) {
	dir := t.TempDir()
	open := func() *desk.Desk {
		d, err := desk.Open(desk.Config{Dir: dir, Offline: true, Keeper: db.KeyFile(dir), Now: func() time.Time { return wib(16, 0) }})
		must(t, err)
		return d
	}
	first := open()
	kept := draft(t, first, "Sudah ada")
	report, err := first.Requests.Import(t.Context(), strings.NewReader(requestFile), "permintaan.csv", true)
	must(t, err)
	must(t, first.Close())
	d := open()
	defer func() { must(t, d.Close()) }()
	entries, err := d.Ledger.Audit(desk.AuditFilter{ObjectID: report.Rows[0].ID})
	must(t, err)
	if !desk.IsImport(entries[0]) {
		t.Fatal("no import: ", entries[0].Action)
	}
	act(t, d, report.Rows[2].ID, sop.Act{Kind: sop.ActTrash})
	if _, err := d.Acts.UndoImport(entries[0]); !errors.Is(err, db.ErrChangedSince) {
		t.Fatal("taken back over a later change: ", err)
	}
	rows, err := d.Requests.List(desk.RequestFilter{Archived: true})
	must(t, err)
	if len(rows) != 3 {
		t.Fatalf("%d requests are left after a refusal", len(rows))
	}
	undo(t, d, string(sop.ActTrash)) // the trail knows of it: the row was touched
	if _, err := d.Acts.UndoImport(entries[0]); !errors.Is(err, db.ErrChangedSince) {
		t.Fatal("taken back although a row was touched: ", err)
	}
	if _, err := d.Acts.UndoImport(db.AuditEntry{Action: "impor-permintaan", Recorded: wib(9, 0)}); !errors.Is(err, desk.ErrNothingToUndo) {
		t.Error("an import that never was: ", err)
	}
	if _, err := d.Requests.Get(kept); err != nil {
		t.Error(err)
	}
}

func TestUndoImport_takes_all_rows_back_and_can_be_taken_back(t *testing.T) {
	d, c := openOffice(t)
	kept := draft(t, d, "Sudah ada")
	c.set(c.now().Add(time.Minute)) // another moment than the draft's
	report, err := d.Requests.Import(t.Context(), strings.NewReader(requestFile), "permintaan.csv", true)
	must(t, err)
	entries, err := d.Ledger.Audit(desk.AuditFilter{ObjectID: report.Rows[1].ID})
	must(t, err)
	n, err := d.Acts.UndoImport(entries[0])
	must(t, err)
	rows, err := d.Requests.List(desk.RequestFilter{Archived: true})
	must(t, err)
	if n != 3 || len(rows) != 1 || rows[0].ID != kept {
		t.Errorf("%d went, %d are left", n, len(rows))
	}
	undo(t, d, desk.ActionUndo)
	if rows, err = d.Requests.List(desk.RequestFilter{Archived: true}); err != nil || len(rows) != 4 {
		t.Errorf("%d are back, %v", len(rows), err)
	}
	_, err = d.Cameras.Import(t.Context(), strings.NewReader(cameraFile), "kamera.csv", true)
	must(t, err)
	entries, err = d.Ledger.Audit(desk.AuditFilter{Limit: 1})
	must(t, err)
	if _, err := d.Acts.UndoImport(entries[0]); err != nil {
		t.Error(err)
	}
	if cams, err := d.Cameras.List(desk.CameraFilter{}); err != nil || len(cams) != 0 {
		t.Errorf("%d cameras are left, %v", len(cams), err)
	}
}
