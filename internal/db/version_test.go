package db_test

import (
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// A version stands for one content, also when an act is taken back and the next
// one gets its number.
func TestVersion_is_never_that_of_another_content(t *testing.T) {
	s := open(t, t.TempDir())
	version := func() (v db.Version) {
		if err := s.Read(func(tx *db.Tx) error {
			var reads bool
			if v, reads = tx.Version(); !reads {
				t.Error("a reading transaction has a version")
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return v
	}
	act := func(name string) {
		id := ulid.Make()
		if err := s.Write(db.Meta{Action: "opd"}, func(tx *db.Tx) error {
			if _, reads := tx.Version(); reads {
				t.Error("a writing transaction has none")
			}
			return tx.Agencies().Put(tx, id, sop.Agency{ID: id, Name: name})
		}); err != nil {
			t.Fatal(err)
		}
	}
	act("Dishub")
	first := version()
	if version() != first {
		t.Error("nothing was written, and the version is another")
	}
	act("Diskominfo")
	failed := version()
	if failed == first {
		t.Error("an act left the version as it was")
	}
	if err := db.TakeBack(s); err != nil {
		t.Fatal(err)
	}
	act("Satpol PP")
	if version() == failed {
		t.Error("another act has the version of the one that was taken back")
	}
}
