package db_test

import (
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
