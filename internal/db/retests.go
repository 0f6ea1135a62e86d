package db

import (
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Retests are the tests of a request's cameras that were made after its
// activity 5 had ended. They stand beside the request and are no part of it:
// what the activity was finished with, and every paper about it, stays as it was.
type Retests struct {
	ID     ulid.ULID // of the request
	Proofs []LaterProof
}

// LaterProof is one of them.
type LaterProof struct {
	CameraID ulid.ULID
	Proof    sop.Proof
}

// Newest is the last test of a camera, nil when there is none.
func (r Retests) Newest(camera ulid.ULID) *sop.Proof {
	for i := len(r.Proofs) - 1; i >= 0; i-- {
		if r.Proofs[i].CameraID == camera {
			return &r.Proofs[i].Proof
		}
	}
	return nil
}

// retestsKept is how many tests of one camera are kept.
const retestsKept = 12

// With has one test more, and no more of its camera than are kept.
func (r Retests) With(camera ulid.ULID, proof sop.Proof) Retests {
	out, left := Retests{ID: r.ID}, retestsKept-1
	for i := len(r.Proofs) - 1; i >= 0; i-- {
		if r.Proofs[i].CameraID == camera {
			if left--; left < 0 {
				continue
			}
		}
		out.Proofs = append([]LaterProof{r.Proofs[i]}, out.Proofs...)
	}
	out.Proofs = append(out.Proofs, LaterProof{camera, proof})
	return out
}

// ObjectRetest names them in Report.Records; their lines of the trail are
// lines of the request.
const ObjectRetest = "retest"

const bucketRetests = "retests"

// Retests are the later tests, by request. Who keeps one notes it.
func (tx *Tx) Retests() Coll[Retests] {
	return Coll[Retests]{bucket: bucketRetests, object: ObjectRetest, name: func(Retests) string { return "" }, quiet: true}
}
