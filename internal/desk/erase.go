package desk

import (
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// actionErase is the trail's constant for taking something out of the trash
// for good.
const actionErase = "hapus-selamanya"

// Erase takes a draft out of the trash for good. Its number stays used and its
// lines stay in the trail.
func (r *Requests) Erase(id ulid.ULID) error {
	return r.core.write(actionErase, "", time.Time{}, func(tx *db.Tx) error {
		req, err := tx.Requests().Get(tx, id)
		if err != nil {
			return err
		}
		if req.Trashed.IsZero() {
			return ErrInUse
		}
		return tx.Requests().Delete(tx, id)
	})
}

// Erase takes a camera out of the trash for good. Requests it was tested for
// keep its name and the tests.
func (r *Cameras) Erase(id ulid.ULID) error {
	return r.core.write(actionErase, "", time.Time{}, func(tx *db.Tx) error {
		cam, err := tx.Cameras().Get(tx, id)
		if err != nil {
			return err
		}
		if cam.Trashed.IsZero() {
			return ErrInUse
		}
		if err := forgetWay(tx, id); err != nil {
			return err
		}
		return tx.Cameras().Delete(tx, id)
	})
}
