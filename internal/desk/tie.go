package desk

import (
	"errors"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Tie gives a request the cameras it is about, as one act. A camera of the
// relay that no other request has brings this one's number from now on; one
// that is let go stands for itself again.
func (r *Requests) Tie(id ulid.ULID, cameras []sop.CameraRef) (RequestView, error) {
	var v RequestView
	c := r.core
	err := c.write(string(sop.ActAttach), "", time.Time{}, func(tx *db.Tx) error {
		was, err := tx.Requests().Get(tx, id)
		if err != nil {
			return err
		}
		next, err := c.apply(tx, id, sop.Act{Kind: sop.ActAttach, Cameras: cameras})
		if err != nil {
			return err
		}
		if err := c.retie(tx, id, was.Cameras, next.Cameras); err != nil {
			return err
		}
		v, err = c.view(tx, id)
		return err
	})
	return v, err
}

// retie brings the cameras' own records in line with the request's list.
func (c *core) retie(tx *db.Tx, id ulid.ULID, was, now []sop.CameraRef) error {
	wanted := map[ulid.ULID]bool{}
	for _, ref := range was {
		wanted[ref.CameraID] = false
	}
	for _, ref := range now {
		wanted[ref.CameraID] = true
	}
	for camera, on := range wanted {
		cam, err := tx.Cameras().Get(tx, camera)
		if errors.Is(err, db.ErrNotFound) {
			continue // of paper, or erased
		}
		if err != nil {
			return err
		}
		switch {
		case on && cam.RequestID == (ulid.ULID{}):
			cam.RequestID = id
		case !on && cam.RequestID == id:
			cam.RequestID = ulid.ULID{}
		default:
			continue
		}
		if err := tx.Cameras().Put(tx, camera, cam); err != nil {
			return err
		}
	}
	return nil
}
