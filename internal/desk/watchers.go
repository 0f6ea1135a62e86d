package desk

import (
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// Disconnect ends a reader's connection, by its id in the snapshot; that it has
// left by itself meanwhile is no failure. It may come back as long as its
// account may read.
func (r *Cameras) Disconnect(reader string) error {
	c := r.core
	if c.engine == nil {
		return ErrNoRelay
	}
	for _, s := range c.snapshot().Readers {
		if s.ID != reader {
			continue
		}
		c.engine.Disconnect(reader)
		return c.write("putuskan-pembaca", "", time.Time{}, func(tx *db.Tx) error {
			id, name := c.cameraAt(tx, s.Path)
			return tx.Note(db.AuditEntry{Object: "camera", ObjectID: id, Name: name,
				Changes: []db.Change{{Field: "Reader", Old: readerLine(s)}}})
		})
	}
	return nil
}

func readerLine(s relay.ReaderStatus) string {
	if s.Account == "" {
		return s.Remote
	}
	return s.Account + " · " + s.Remote
}

// cameraAt finds the camera that a path, or its sub stream, belongs to.
func (c *core) cameraAt(tx *db.Tx, path string) (ulid.ULID, string) {
	for cam, err := range each(tx.Cameras(), tx) {
		if err == nil && (cam.Path == path || cam.Path+"/sub" == path) {
			return cam.ID, cam.Name
		}
	}
	return ulid.ULID{}, path
}
