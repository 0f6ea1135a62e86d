package desk

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// IsImport says whether an entry of the trail is a row of an imported table
// that UndoImport can take back. An agency is none: requests may name it
// without leaving a line on it.
func IsImport(e db.AuditEntry) bool {
	if !strings.HasPrefix(e.Action, "impor-") {
		return false
	}
	return e.Object == db.ObjectRequest || e.Object == db.ObjectCamera || e.Object == db.ObjectEquipment || e.Object == db.ObjectSpot
}

// made says that an entry is of a record that came to be by it.
func made(e db.AuditEntry) bool {
	for _, c := range e.Changes {
		if c.Field == "ID" && c.Old == "" {
			return true
		}
	}
	return false
}

// UndoImport takes back the whole import that an entry of the trail belongs
// to, in whatever sitting or by whichever door it was applied, and says how
// many records went. When one of them has been changed since, nothing happens
// (db.ErrChangedSince). It can itself be taken back.
func (r *Acts) UndoImport(entry db.AuditEntry) (int, error) {
	c := r.core
	var rows []db.AuditEntry
	err := c.write(ActionUndo, entry.Action, time.Time{}, func(tx *db.Tx) error {
		rows = importOf(tx, entry)
		for _, row := range rows {
			if err := c.unimport(tx, row); err != nil {
				return err
			}
		}
		if len(rows) == 0 {
			return ErrNothingToUndo
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	if c.engine == nil {
		return len(rows), nil
	}
	var failed error
	for _, row := range rows {
		if row.Object == db.ObjectCamera {
			failed = errors.Join(failed, c.agreeOn(row.ObjectID))
		}
	}
	return len(rows), failed
}

// importOf gives the lines of one import: they were recorded at one moment,
// because a transaction has one.
func importOf(tx *db.Tx, entry db.AuditEntry) []db.AuditEntry {
	var rows []db.AuditEntry
	for e := range tx.Audit() {
		if e.Recorded.Before(entry.Recorded) {
			break
		}
		if IsImport(e) && e.Action == entry.Action && e.Recorded.Equal(entry.Recorded) && e.ObjectID != (ulid.ULID{}) {
			rows = append(rows, e)
		}
	}
	return rows
}

// unimport takes away one record that an import made and nobody touched.
func (c *core) unimport(tx *db.Tx, row db.AuditEntry) error {
	for newest := range tx.AuditOf(row.ObjectID) {
		if newest.ID != row.ID {
			return fmt.Errorf("%w: %s %s", db.ErrChangedSince, row.Object, row.Name)
		}
		break
	}
	switch row.Object {
	case db.ObjectCamera:
		return tx.Cameras().Delete(tx, row.ObjectID)
	case db.ObjectEquipment, db.ObjectSpot:
		if !made(row) { // it was changed, and what it was before is not kept
			return fmt.Errorf("%w: %s %s", ErrOnlyAtOnce, row.Object, row.Name)
		}
		if row.Object == db.ObjectSpot {
			return tx.Spots().Delete(tx, row.ObjectID)
		}
		return tx.Equipment().Delete(tx, row.ObjectID)
	}
	for letter, err := range each(tx.Letters(), tx) {
		if err != nil {
			return err
		}
		if letter.RequestID == row.ObjectID {
			return fmt.Errorf("%w: %s", ErrInUse, row.Name)
		}
	}
	return tx.Requests().Delete(tx, row.ObjectID)
}
