package desk

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// ActionRetest is the trail's constant for a test after activity 5. It is a
// measurement and no step of the procedure: nobody steps back behind it.
const ActionRetest = "uji-ulang"

// noteSomewhere notes a proof in activity 5 of a request, or beside the request
// when that activity is over.
func (r *Cameras) noteSomewhere(request, camera ulid.ULID, proof sop.Proof) (later bool, err error) {
	err = r.NoteProof(request, camera, proof)
	var refused *sop.Refusal
	if !errors.As(err, &refused) {
		return false, err
	}
	err = r.core.write(ActionRetest, "", proof.At, func(tx *db.Tx) error {
		req, err := tx.Requests().Get(tx, request)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(req.Cameras, func(ref sop.CameraRef) bool { return ref.CameraID == camera })
		if i < 0 || req.StepState(sop.ProofStep) != sop.StepDone {
			return refused
		}
		return keepLater(tx, req, i, proof)
	})
	return err == nil, err
}

// keepLater keeps a later test of one camera of a request, and a line of the
// trail on the request.
func keepLater(tx *db.Tx, req sop.Request, i int, proof sop.Proof) error {
	ref := req.Cameras[i]
	was, err := getOrZero(tx.Retests(), tx, req.ID)
	if err != nil {
		return err
	}
	was.ID = req.ID
	before := ""
	if last := was.Newest(ref.CameraID); last != nil {
		before = string(last.Result)
	}
	if err := tx.Retests().Put(tx, req.ID, was.With(ref.CameraID, proof)); err != nil {
		return err
	}
	field := "Cameras." + strconv.Itoa(i+1) + ".Retest"
	return tx.Note(db.AuditEntry{Object: db.ObjectRequest, ObjectID: req.ID, Name: req.Number, Changes: []db.Change{
		{Field: field + ".Name", New: ref.Name},
		{Field: field + ".Result", Old: before, New: string(proof.Result)},
		{Field: field + ".At", New: proof.At.UTC().Format(time.RFC3339)},
	}})
}
