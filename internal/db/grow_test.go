package db_test

import (
	"path/filepath"
	"testing"
	"time"

	bbolt "go.etcd.io/bbolt"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// A folder of before the agenda books is opened, its letters are kept,
// audited, checked, and come back from a backup.
func TestLetters_in_a_folder_that_is_older_than_the_agenda_books(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	bolt, err := bbolt.Open(filepath.Join(dir, "cctvdesk.db"), 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	err = bolt.Update(func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte("letters")) })
	if err != nil {
		t.Fatal(err)
	}
	if err := bolt.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	want := sop.Letter{ID: ulid.Make(), Way: sop.LetterIn, Number: " b/500.11 /208/DISHUB/2026 „x“ 𝟙", Subject: "Undangan"}
	for _, subject := range []string{"Undangan", "Undangan rapat"} {
		want.Subject = subject
		err = s.Write(db.Meta{Who: "tes", Action: "catat-surat"}, func(tx *db.Tx) error { return tx.Letters().Put(tx, want.ID, want) })
		if err != nil {
			t.Fatal(err)
		}
	}
	report, err := s.Check()
	if err != nil || len(report.Problems) > 0 || report.Records[db.ObjectLetter] != 1 {
		t.Errorf("%+v, %v", report, err)
	}
	backup, phrase := filepath.Join(t.TempDir(), "cadangan"), secret.NewText("kata sandi cadangan")
	if err := s.Backup(backup, phrase); err != nil {
		t.Fatal(err)
	}
	other := t.TempDir()
	if err := db.Restore(backup, other, phrase); err != nil {
		t.Fatal(err)
	}
	back := open(t, other)
	err = back.Read(func(tx *db.Tx) error {
		got, err := tx.Letters().Get(tx, want.ID)
		if err != nil || got.Number != want.Number || got.Subject != want.Subject {
			t.Errorf("%+v, %v", got, err)
		}
		var changes []db.Change
		for e := range tx.Audit() {
			if e.Object == db.ObjectLetter && e.ObjectID == want.ID {
				changes = append(changes, e.Changes...)
			}
		}
		found := false
		for _, c := range changes {
			found = found || c == db.Change{Field: "Subject", Old: "Undangan", New: "Undangan rapat"}
		}
		if !found {
			t.Errorf("the trail has %+v", changes)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
