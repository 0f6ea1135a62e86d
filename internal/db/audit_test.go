package db_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestTrail_tells_who_what_when_and_why(t *testing.T) {
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	s := openWith(t, db.Config{Dir: t.TempDir(), Keeper: db.KeyFile(t.TempDir()), Now: func() time.Time { return now }})
	id := ulid.Make()
	happened := now.Add(-time.Hour).In(time.FixedZone("WIB", 7*60*60))
	meta := db.Meta{Who: "Rina", Action: "ubah-opd", Reason: "ganti telepon", Happened: happened}
	put := func(a sop.Agency) {
		t.Helper()
		if err := s.Write(meta, func(tx *db.Tx) error { return tx.Agencies().Put(tx, id, a) }); err != nil {
			t.Fatal(err)
		}
	}
	a := sop.Agency{ID: id, Name: "Dinas Perhubungan", Phone: "0561-1", Contact: sop.Contact{Name: "Budi"}}
	put(a)
	put(a) // nothing changed: no line
	a.Phone, a.Contact.Name, a.Inactive = "0561-2", "", true
	put(a)
	got := trail(t, s)
	if len(got) != 2 {
		t.Fatalf("%d lines, want 2", len(got))
	}
	want := db.AuditEntry{ID: got[0].ID, Who: "Rina", Recorded: now, Happened: happened.UTC(), Action: "ubah-opd", Object: db.ObjectAgency,
		ObjectID: id, Name: "Dinas Perhubungan", Reason: "ganti telepon",
		Changes: []db.Change{{Field: "Contact.Name", Old: "Budi"}, {Field: "Inactive", New: "true"}, {Field: "Phone", Old: "0561-1", New: "0561-2"}}}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Error(diff)
	}
	first := []db.Change{{Field: "Contact.Name", New: "Budi"}, {Field: "ID", New: id.String()}, {Field: "Name", New: "Dinas Perhubungan"}, {Field: "Phone", New: "0561-1"}}
	if diff := cmp.Diff(first, got[1].Changes); diff != "" {
		t.Error(diff)
	}
}

func TestTrail_follows_a_request_into_its_lists(t *testing.T) {
	s := open(t, t.TempDir())
	r := sop.Request{ID: ulid.Make(), Number: "RLY-2026-0001", Status: sop.Running, Steps: []sop.Step{{N: 1}, {N: 2}}}
	write(t, s, func(tx *db.Tx) error { return tx.Requests().Put(tx, r.ID, r) })
	r.Steps[1].Began = time.Date(2026, 11, 23, 8, 0, 0, 0, time.FixedZone("WIB", 7*60*60))
	r.Steps[1].Pauses = []sop.Pause{{Reason: "cuaca"}}
	r.Note = strings.Repeat("ä", 700)
	write(t, s, func(tx *db.Tx) error { return tx.Requests().Put(tx, r.ID, r) })
	got := trail(t, s)
	want := []db.Change{{Field: "Note", New: strings.Repeat("ä", 500) + "…"},
		{Field: "Steps.2.Began", New: "2026-11-23T01:00:00Z"}, {Field: "Steps.2.Pauses.1.Reason", New: "cuaca"}}
	if diff := cmp.Diff(want, got[0].Changes); diff != "" {
		t.Error(diff)
	}
	if !hasChange(got[1], db.Change{Field: "Steps", New: "2"}) || got[1].Name != "RLY-2026-0001" {
		t.Errorf("the new request: %+v", got[1])
	}
}

func hasChange(e db.AuditEntry, want db.Change) bool {
	for _, c := range e.Changes {
		if c == want {
			return true
		}
	}
	return false
}

func TestTrail_shows_that_a_secret_changed_and_not_what(t *testing.T) {
	s := open(t, t.TempDir())
	cam := someCamera(t)
	acc := db.Account{ID: ulid.Make(), Name: "dinding", Password: secret.NewText("Pertama-11")}
	put := func() {
		t.Helper()
		write(t, s, func(tx *db.Tx) error {
			return errors.Join(tx.Cameras().Put(tx, cam.ID, cam), tx.Accounts().Put(tx, acc.ID, acc))
		})
	}
	put()
	cam.URL = cam.URL.WithLogin("admin", secret.NewText("Berubah-22"))
	acc.Password = secret.NewText("Berubah-33")
	put()
	cam.URL = parse(t, "rtsp://10.9.9.9/baru")
	put()
	write(t, s, func(tx *db.Tx) error { return tx.Accounts().Delete(tx, acc.ID) })
	all := trail(t, s)
	text := ""
	for _, e := range all {
		for _, c := range e.Changes {
			text += c.Field + " " + c.Old + " " + c.New + "\n"
		}
	}
	for _, leak := range []string{awkward, "Sangat", "Pertama-11", "Berubah", "Kunci-Kedua"} {
		if strings.Contains(text, leak) {
			t.Errorf("%q is in the trail:\n%s", leak, text)
		}
	}
	if !hasChange(all[3], db.Change{Field: "URL.Login", Old: secret.Mask, New: secret.Mask}) &&
		!hasChange(all[2], db.Change{Field: "URL.Login", Old: secret.Mask, New: secret.Mask}) {
		t.Errorf("the new password of the camera is not noted: %+v", all)
	}
	if !hasChange(all[1], db.Change{Field: "URL", Old: "rtsp://10.1.2.3:554/live/ch1", New: "rtsp://10.9.9.9/baru"}) ||
		!hasChange(all[1], db.Change{Field: "URL.Login", Old: secret.Mask, New: ""}) {
		t.Errorf("the new address: %+v", all[1])
	}
	if !hasChange(all[0], db.Change{Field: "Password", Old: secret.Mask, New: ""}) || all[0].Name != "dinding" {
		t.Errorf("the deleted account: %+v", all[0])
	}
}

func TestTrail_notes_settings_but_not_where_windows_stand(t *testing.T) {
	s := open(t, t.TempDir())
	set := db.Settings{City: "Pontianak", Window: []byte(`{"w":1}`)}
	put := func() { t.Helper(); write(t, s, func(tx *db.Tx) error { return tx.PutSettings(set) }) }
	put()
	rev := s.Rev()
	set.Window, set.Wall = []byte(`{"w":2}`), []byte(`{"grid":4}`)
	put()
	if got := trail(t, s); len(got) != 1 || got[0].Object != db.ObjectSettings || len(got[0].Changes) != 1 {
		t.Errorf("%+v", got)
	}
	if s.Rev() != rev+1 {
		t.Error("the window's place was not counted as a write")
	}
}

func TestTrail_keeps_its_order_when_the_clock_is_set_back(t *testing.T) {
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	dir := t.TempDir()
	s := openWith(t, db.Config{Dir: dir, Keeper: db.KeyFile(dir), Now: func() time.Time { return now }})
	for i, jump := range []time.Duration{0, 0, -365 * 24 * time.Hour, time.Second, 400 * 24 * time.Hour, -time.Hour} {
		now = now.Add(jump)
		write(t, s, func(tx *db.Tx) error {
			return errors.Join(tx.Note(db.AuditEntry{Action: string(rune('a' + 2*i))}), tx.Note(db.AuditEntry{Action: string(rune('b' + 2*i))}))
		})
	}
	order := ""
	var cursor ulid.ULID
	for page := 0; ; page++ { // in pages of five
		n := 0
		read(t, s, func(tx *db.Tx) error {
			for e := range tx.AuditBefore(cursor) {
				order += e.Action
				cursor = e.ID
				if n++; n == 5 {
					break
				}
			}
			if tx.LastWrite() != now {
				t.Errorf("last write %v, want %v", tx.LastWrite(), now)
			}
			return nil
		})
		if n < 5 {
			break
		}
	}
	if order != "lkjihgfedcba" {
		t.Errorf("order %q", order)
	}
	read(t, s, func(tx *db.Tx) error {
		n := 0
		for range tx.AuditBefore(ulid.MustParse("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")) {
			n++
		}
		for range tx.AuditBefore(ulid.MustParse("00000000000000000000000001")) {
			n += 100
		}
		if n != 12 {
			t.Errorf("from the ends: %d", n)
		}
		return nil
	})
}

func TestOutages_are_a_book_of_their_own(t *testing.T) {
	s := open(t, t.TempDir())
	o := db.Outage{ID: ulid.Make(), CameraID: ulid.Make(), From: time.Now().UTC(), Kind: "waiting"}
	write(t, s, func(tx *db.Tx) error { return tx.Outages().Put(tx, o.ID, o) })
	if n := len(trail(t, s)); n != 0 || s.Rev() != 1 {
		t.Errorf("%d lines in the trail, revision %d", n, s.Rev())
	}
}

func TestTrail_of_one_object(t *testing.T) {
	s := open(t, t.TempDir())
	of := func(id ulid.ULID) (order string) {
		read(t, s, func(tx *db.Tx) error {
			for e := range tx.AuditOf(id) {
				if e.ObjectID != id {
					t.Errorf("%s among those of %s", e.ObjectID, id)
				}
				order += e.Action
			}
			return nil
		})
		return order
	}
	highest := ulid.MustParse("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
	for i := range 12 {
		write(t, s, func(tx *db.Tx) error {
			id := numbered(i % 3)
			if i%3 == 2 {
				id = highest
			}
			return errors.Join(tx.Note(db.AuditEntry{Action: string(rune('a' + i)), ObjectID: id}), tx.Note(db.AuditEntry{Action: "tanpa"}))
		})
	}
	for id, want := range map[ulid.ULID]string{numbered(0): "jgda", numbered(1): "kheb", highest: "lifc", numbered(7): ""} {
		if got := of(id); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}
