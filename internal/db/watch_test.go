package db_test

import (
	"path/filepath"
	"testing"
	"time"

	bbolt "go.etcd.io/bbolt"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

func TestStayAlive_is_no_act_and_survives(t *testing.T) {
	dir, now := t.TempDir(), time.Date(2026, 9, 7, 1, 0, 0, 0, time.UTC)
	s, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	var written time.Time
	read(t, s, func(tx *db.Tx) error {
		if written = tx.LastWrite(); !tx.LastAlive().IsZero() {
			t.Error("a new store was alive before")
		}
		return nil
	})
	rev := s.Rev()
	now = now.Add(time.Hour)
	if err := s.StayAlive(); err != nil {
		t.Fatal(err)
	}
	read(t, s, func(tx *db.Tx) error {
		if got := tx.LastAlive(); !got.Equal(now) || !tx.LastWrite().Equal(written) || s.Rev() != rev || len(trail(t, s)) != 0 {
			t.Errorf("alive %v, written %v, revision %d", got, tx.LastWrite(), s.Rev())
		}
		return nil
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.StayAlive(); err == nil {
		t.Error("a closed store said that it lives")
	}
}

// TestAbsences_and_certificates are kept by an older folder, counted by the
// check, carried by a backup; keys do not stand in the file.
func TestAbsences_and_certificates(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	bolt, err := bbolt.Open(filepath.Join(dir, "cctvdesk.db"), 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	err = bolt.Update(func(tx *bbolt.Tx) error {
		if err := tx.DeleteBucket([]byte("absences")); err != nil {
			return err
		}
		return tx.DeleteBucket([]byte("certificates"))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := bolt.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	gone := db.Absence{ID: ulid.Make(), From: time.Date(2026, 9, 7, 1, 0, 0, 0, time.UTC), To: time.Date(2026, 9, 7, 2, 0, 0, 0, time.UTC)}
	cert := db.Certificate{ID: ulid.Make(), Kind: db.CertificateOwn, Chain: "rantai", Key: secret.NewText("kunci-rahasia")}
	err = s.Write(db.Meta{Who: "tes", Action: "tes"}, func(tx *db.Tx) error {
		if err := tx.Absences().Put(tx, gone.ID, gone); err != nil {
			return err
		}
		return tx.Certificates().Put(tx, cert.ID, cert)
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := s.Check()
	if err != nil || !report.OK() || report.Records[db.ObjectAbsence] != 1 || report.Records[db.ObjectCertificate] != 1 {
		t.Errorf("%+v, %v", report, err)
	}
	if lines := trail(t, s); len(lines) != 0 {
		t.Errorf("the trail has %+v", lines)
	}
	backup, phrase, other := filepath.Join(t.TempDir(), "cadangan"), secret.NewText("kata sandi cadangan"), t.TempDir()
	if err := s.Backup(backup, phrase); err != nil {
		t.Fatal(err)
	}
	if err := db.Restore(backup, other, phrase); err != nil {
		t.Fatal(err)
	}
	read(t, open(t, other), func(tx *db.Tx) error {
		a, err := tx.Absences().Get(tx, gone.ID)
		if err != nil || !a.To.Equal(gone.To) {
			t.Errorf("%+v, %v", a, err)
		}
		c, err := tx.Certificates().Get(tx, cert.ID)
		if err != nil || c.Key.Reveal() != "kunci-rahasia" || c.Chain != "rantai" {
			t.Errorf("%+v, %v", c, err)
		}
		return nil
	})
}
