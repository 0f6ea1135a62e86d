package desk

import (
	"errors"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// actionDraft is no step of anybody: nothing has happened yet.
const actionDraft = "draf-kamera"

// draftID is the id of the draft for a request; there is one draft more,
// without a request.
func draftID(request ulid.ULID) ulid.ULID {
	if request == (ulid.ULID{}) {
		return ulid.ULID{15: 1}
	}
	return request
}

// KeepDraft keeps a camera in the making. It is on the disk when it returns.
func (r *Cameras) KeepDraft(d db.Draft) error {
	d.ID, d.Saved = draftID(d.RequestID), r.core.now().UTC()
	return r.core.write(actionDraft, "", time.Time{}, func(tx *db.Tx) error {
		return tx.Drafts().Put(tx, d.ID, d)
	})
}

// Draft gives the camera in the making of a request, or of none for the zero
// id; false when there is none.
func (r *Cameras) Draft(request ulid.ULID) (d db.Draft, found bool, err error) {
	err = r.core.store.Read(func(tx *db.Tx) (err error) {
		d, err = tx.Drafts().Get(tx, draftID(request))
		return err
	})
	if errors.Is(err, db.ErrNotFound) {
		return db.Draft{}, false, nil
	}
	return d, err == nil, err
}

// DropDraft forgets it, if there is one.
func (r *Cameras) DropDraft(request ulid.ULID) error {
	if _, found, err := r.Draft(request); err != nil || !found {
		return err
	}
	return r.core.write(actionDraft, "", time.Time{}, func(tx *db.Tx) error {
		return tx.Drafts().Delete(tx, draftID(request))
	})
}
