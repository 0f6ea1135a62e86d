package db_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"
	bbolt "go.etcd.io/bbolt"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// A folder of before the register is opened; a thing and its titik are kept,
// audited field by field, checked with their photos, and come back from a
// backup.
func TestRegister_in_a_folder_that_is_older_than_it(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	bolt, err := bbolt.Open(filepath.Join(dir, "cctvdesk.db"), 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	err = bolt.Update(func(tx *bbolt.Tx) error {
		if err := tx.DeleteBucket([]byte("equipment")); err != nil {
			return err
		}
		return tx.DeleteBucket([]byte("spots"))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := bolt.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	photo, err := s.PutBlob([]byte("bukan foto sungguhan"))
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)
	spot := sop.Spot{ID: ulid.Make(), Site: sop.Site{Name: "Simpang Garuda", Purpose: "lalu-lintas"}, Lat: -0.03, Lon: 109.34}
	want := sop.Equipment{ID: ulid.Make(), Code: "CAM-0001", Kind: "kamera", Name: "Kamera Garuda", Owned: sop.Ownership{Year: 2019, Price: 12_500_000},
		Files:     []sop.Attachment{{ID: ulid.Make(), Name: "depan.jpg", Size: 20, SHA: photo}},
		Movements: []sop.Movement{{ID: ulid.Make(), Kind: sop.MoveAdd, Date: day, SiteID: spot.ID, Condition: sop.Good}}}
	put := func(tx *db.Tx) error {
		if err := tx.Spots().Put(tx, spot.ID, spot); err != nil {
			return err
		}
		return tx.Equipment().Put(tx, want.ID, want)
	}
	for range 2 {
		if err := s.Write(db.Meta{Who: "tes", Action: "ubah-peralatan"}, put); err != nil {
			t.Fatal(err)
		}
		want.Movements = append(want.Movements, sop.Movement{ID: ulid.Make(), Kind: sop.MoveCondition, Date: day.AddDate(1, 0, 0), Condition: sop.HeavyFault})
	}
	want.Movements = want.Movements[:2]
	report, err := s.Check()
	if err != nil || len(report.Problems) > 0 || report.Records[db.ObjectEquipment] != 1 || report.Records[db.ObjectSpot] != 1 {
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
	err = open(t, other).Read(func(tx *db.Tx) error {
		got, err := tx.Equipment().Get(tx, want.ID)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if at, err := tx.Spots().Get(tx, spot.ID); err != nil || !cmp.Equal(at, spot) {
			t.Errorf("%+v, %v", at, err)
		}
		found := false
		for e := range tx.AuditOf(want.ID) {
			for _, c := range e.Changes {
				found = found || c == db.Change{Field: "Movements.2.Condition", New: "RB"}
			}
		}
		if !found {
			t.Error("the trail does not tell the new condition")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
