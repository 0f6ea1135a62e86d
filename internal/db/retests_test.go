package db_test

import (
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Of each camera the newest tests are kept, in their order, and one camera
// takes nothing from another.
func TestRetests_keep_the_newest_of_each_camera(t *testing.T) {
	north, south := ulid.Make(), ulid.Make()
	at := func(n int) time.Time { return time.Unix(int64(n), 0) }
	r := db.Retests{ID: ulid.Make()}.With(south, sop.Proof{Result: sop.Failure})
	for n := range 40 {
		r = r.With(north, sop.Proof{At: at(n)})
	}
	if len(r.Proofs) != 13 || !r.Proofs[1].Proof.At.Equal(at(28)) || !r.Newest(north).At.Equal(at(39)) {
		t.Errorf("%d kept: %+v", len(r.Proofs), r.Proofs)
	}
	if got := r.Newest(south); got == nil || got.Result != sop.Failure {
		t.Errorf("%+v", got)
	}
	if r.Newest(ulid.Make()) != nil {
		t.Error("a camera that was never tested has a test")
	}
}

// A later test's picture is an attachment like any other: one that is gone is
// told by the check, with the request it belongs to.
func TestRetests_name_their_pictures(t *testing.T) {
	s := open(t, t.TempDir())
	sha, err := s.PutBlob([]byte("gambar"))
	if err != nil {
		t.Fatal(err)
	}
	gone := strings.Repeat("ab", 32)
	r := db.Retests{ID: ulid.Make()}.With(ulid.Make(), sop.Proof{Picture: sha}).With(ulid.Make(), sop.Proof{Picture: gone})
	keep := func(r db.Retests) {
		err := s.Write(db.Meta{Who: "tes", Action: "uji-ulang"}, func(tx *db.Tx) error { return tx.Retests().Put(tx, r.ID, r) })
		if err != nil {
			t.Fatal(err)
		}
	}
	keep(r)
	report, err := s.Check()
	if err != nil || report.Records[db.ObjectRetest] != 1 || len(report.Problems) != 1 || report.Problems[0].Where != r.ID.String()+": "+gone {
		t.Errorf("%+v, %v", report, err)
	}
	keep(db.Retests{ID: r.ID, Proofs: r.Proofs[:1]})
	if report, err := s.Check(); err != nil || !report.OK() {
		t.Errorf("%+v, %v", report, err)
	}
}
