package db_test

import (
	"errors"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// journaled writes and gives what was changed.
func journaled(t *testing.T, s *db.Store, f func(*db.Tx) error) *db.Journal {
	t.Helper()
	var j *db.Journal
	write(t, s, func(tx *db.Tx) error {
		j = tx.Journal()
		return f(tx)
	})
	return j
}

func TestJournal_puts_back_what_an_act_changed_and_the_trail_keeps_both(t *testing.T) {
	s := open(t, t.TempDir())
	id := ulid.Make()
	address, err := secret.ParseURL("rtsp://admin:rahasia@10.0.0.1/1")
	if err != nil {
		t.Fatal(err)
	}
	cam := db.Camera{ID: id, Name: "Pasar", Path: "pasar", URL: address}
	made := journaled(t, s, func(tx *db.Tx) error { return tx.Cameras().Put(tx, id, cam) })
	cam.Name = "Taman"
	renamed := journaled(t, s, func(tx *db.Tx) error { return tx.Cameras().Put(tx, id, cam) })
	cam.Name = "Kebun"
	again := journaled(t, s, func(tx *db.Tx) error { return tx.Cameras().Put(tx, id, cam) })
	for _, step := range []struct {
		j    *db.Journal
		name string
	}{{again, "Taman"}, {renamed, "Pasar"}} {
		write(t, s, step.j.Revert)
		read(t, s, func(tx *db.Tx) error {
			got, err := tx.Cameras().Get(tx, id)
			if got.Name != step.name || got.URL.Reveal() != address.Reveal() {
				t.Errorf("put back %q", got.Name)
			}
			return err
		})
	}
	write(t, s, made.Revert)
	lines := 0
	read(t, s, func(tx *db.Tx) error {
		if _, err := tx.Cameras().Get(tx, id); !errors.Is(err, db.ErrNotFound) {
			t.Error("a record that was new is still there: ", err)
		}
		for range tx.AuditOf(id) {
			lines++
		}
		return nil
	})
	if lines != 6 {
		t.Errorf("%d lines in the trail: nothing of it may be taken back", lines)
	}
}

func TestJournal_gives_back_what_was_deleted(t *testing.T) {
	s := open(t, t.TempDir())
	id := ulid.Make()
	write(t, s, func(tx *db.Tx) error { return tx.Agencies().Put(tx, id, sop.Agency{ID: id, Name: "Dishub"}) })
	gone := journaled(t, s, func(tx *db.Tx) error { return tx.Agencies().Delete(tx, id) })
	write(t, s, gone.Revert)
	read(t, s, func(tx *db.Tx) error {
		a, err := tx.Agencies().Get(tx, id)
		if a.Name != "Dishub" {
			t.Errorf("back came %q", a.Name)
		}
		return err
	})
}

func TestJournal_refuses_when_somebody_else_was_there_since(t *testing.T) {
	s := open(t, t.TempDir())
	id := ulid.Make()
	put := func(name string) *db.Journal {
		return journaled(t, s, func(tx *db.Tx) error { return tx.Agencies().Put(tx, id, sop.Agency{ID: id, Name: name}) })
	}
	put("Dishub")
	second := put("Dinas Perhubungan")
	put("Dinas Perhubungan Kota")
	err := s.Write(db.Meta{Action: "urungkan"}, second.Revert)
	if !errors.Is(err, db.ErrChangedSince) {
		t.Fatal("taken back over a later change: ", err)
	}
	read(t, s, func(tx *db.Tx) error {
		a, err := tx.Agencies().Get(tx, id)
		if a.Name != "Dinas Perhubungan Kota" {
			t.Errorf("the later change is gone: %q", a.Name)
		}
		return err
	})
}

func TestJournal_of_settings_leaves_alone_what_nobody_chose(t *testing.T) {
	s := open(t, t.TempDir())
	change := func(edit func(*db.Settings)) *db.Journal {
		return journaled(t, s, func(tx *db.Tx) error {
			set, err := tx.Settings()
			if err != nil {
				return err
			}
			edit(&set)
			return tx.PutSettings(set)
		})
	}
	city := change(func(set *db.Settings) { set.City = "Singkawang" })
	when := time.Date(2026, 9, 8, 1, 0, 0, 0, time.UTC)
	change(func(set *db.Settings) { set.LastBackup = when })
	if j := change(func(set *db.Settings) { set.Wall = []byte(`{"a":1}`) }); !j.Empty() {
		t.Error("where tiles stand counts as an act")
	}
	write(t, s, city.Revert)
	read(t, s, func(tx *db.Tx) error {
		set, err := tx.Settings()
		if set.City != "" || !set.LastBackup.Equal(when) || len(set.Wall) == 0 {
			t.Errorf("put back: %+v", set)
		}
		return err
	})
}

func TestJournal_keeps_the_outer_ends_of_two_changes_in_one_act(t *testing.T) {
	s := open(t, t.TempDir())
	id := ulid.Make()
	write(t, s, func(tx *db.Tx) error { return tx.Agencies().Put(tx, id, sop.Agency{ID: id, Name: "A"}) })
	j := journaled(t, s, func(tx *db.Tx) error {
		if err := tx.Agencies().Put(tx, id, sop.Agency{ID: id, Name: "B"}); err != nil {
			return err
		}
		return tx.Agencies().Put(tx, id, sop.Agency{ID: id, Name: "C"})
	})
	if got := j.Touched(db.ObjectAgency); len(got) != 1 || got[0] != id || j.Size() == 0 {
		t.Errorf("touched %v, %d bytes", got, j.Size())
	}
	write(t, s, j.Revert)
	read(t, s, func(tx *db.Tx) error {
		a, err := tx.Agencies().Get(tx, id)
		if a.Name != "A" {
			t.Errorf("back came %q", a.Name)
		}
		return err
	})
}

func TestMarks_change_with_their_record_and_with_nothing_else(t *testing.T) {
	s := open(t, t.TempDir())
	a, b := ulid.Make(), ulid.Make()
	marks := func() map[ulid.ULID]db.Mark {
		out := map[ulid.ULID]db.Mark{}
		read(t, s, func(tx *db.Tx) error {
			for id, m := range tx.Agencies().Marks(tx) {
				out[id] = m
			}
			return nil
		})
		return out
	}
	put := func(id ulid.ULID, name string) {
		write(t, s, func(tx *db.Tx) error { return tx.Agencies().Put(tx, id, sop.Agency{ID: id, Name: name}) })
	}
	put(a, "Dishub")
	put(b, "Dinsos")
	before := marks()
	put(b, "Dinkes")
	after := marks()
	if before[a] != after[a] || before[b] == after[b] || len(after) != 2 {
		t.Errorf("before %v, after %v", before, after)
	}
	read(t, s, func(tx *db.Tx) error {
		if tx.SettingsMark() != 0 {
			t.Error("settings that nobody has chosen have a mark")
		}
		return nil
	})
}
