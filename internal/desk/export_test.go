package desk

import (
	"io/fs"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// ForgetLines makes the desk read every request again, as after a start.
func ForgetLines(d *Desk) {
	d.core.book.mu.Lock()
	d.core.book.lines = nil
	d.core.book.mu.Unlock()
	d.pulse.mu.Lock()
	d.pulse.valid = false
	d.pulse.mu.Unlock()
}

// WholeOf reads a file that may vanish.
func WholeOf(f fs.File, path string, again func() (fs.FileInfo, error)) ([]byte, error) {
	return wholeOf(f, path, again)
}

// TrialWatch is how long each of n cameras of a table is measured and awaited.
func TrialWatch(n int) (measure, patience time.Duration) { return trialWatch(n) }

// PlainDigestOf says whether it is kept of a camera that it takes the plain digest.
func PlainDigestOf(d *Desk, id ulid.ULID) (plain bool) {
	_ = d.core.store.Read(func(tx *db.Tx) error {
		w, err := tx.Ways().Get(tx, id)
		plain = w.MainPlain
		return err
	})
	return plain
}

// WayOf is the way of a camera's pictures that is kept, "" without one.
func WayOf(d *Desk, id ulid.ULID) string {
	var way string
	_ = d.core.store.Read(func(tx *db.Tx) error {
		w, err := tx.Ways().Get(tx, id)
		if cam, gone := tx.Cameras().Get(tx, id); gone != nil || w.Host != cam.URL.Host() {
			return err
		}
		way = w.Main
		return err
	})
	return way
}
