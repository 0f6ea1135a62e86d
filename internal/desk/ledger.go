package desk

import (
	"errors"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// Ledger is the room of what can only be looked at: the audit trail, the
// outage book, backups and the store's own check.
type Ledger struct{ core *core }

// AuditFilter chooses entries of the audit trail.
type AuditFilter struct {
	Text     string      // who, action, object, name, reason; words in any order
	ObjectID ulid.ULID   // one record only
	From, To time.Time   // recorded in [From, To)
	Limit    int         // 0 = all
	IDs      []ulid.ULID // only these entries; nil = no matter which
}

// Audit gives entries of the trail, newest first.
func (r *Ledger) Audit(f AuditFilter) ([]db.AuditEntry, error) {
	var out []db.AuditEntry
	match := matcher(f.Text)
	takes := f.taker()
	err := r.core.store.Read(func(tx *db.Tx) error {
		entries := tx.Audit()
		if f.ObjectID != (ulid.ULID{}) {
			entries = tx.AuditOf(f.ObjectID)
		}
		for e := range entries {
			if !f.From.IsZero() && e.Recorded.Before(f.From) {
				break // newest first: nothing older is wanted
			}
			if !takes(e) || !match([]string{e.Who, e.Action, e.Object, e.Name, e.Reason}) {
				continue
			}
			out = append(out, e)
			if f.Limit > 0 && len(out) == f.Limit {
				break
			}
		}
		return nil
	})
	return out, err
}

// taker says of each entry whether the filter wants it; time before From and
// the object are seen to by who walks.
func (f AuditFilter) taker() func(db.AuditEntry) bool {
	var ids map[ulid.ULID]bool
	if f.IDs != nil {
		ids = make(map[ulid.ULID]bool, len(f.IDs))
		for _, id := range f.IDs {
			ids[id] = true
		}
	}
	return func(e db.AuditEntry) bool {
		return (ids == nil || ids[e.ID]) && (f.To.IsZero() || e.Recorded.Before(f.To))
	}
}

// Names gives what records that the trail points to are called now: agencies,
// cameras, requests, titik.
func (r *Ledger) Names() (map[ulid.ULID]string, error) {
	var names map[ulid.ULID]string
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		if names, err = r.core.requestNumbers(tx); err != nil {
			return err
		}
		for a, err := range each(tx.Agencies(), tx) {
			if err != nil {
				return err
			}
			names[a.ID] = a.Name
		}
		for cam, err := range each(tx.Cameras(), tx) {
			if err != nil {
				return err
			}
			names[cam.ID] = cam.Name
		}
		for spot, err := range each(tx.Spots(), tx) {
			if err != nil {
				return err
			}
			names[spot.ID] = spot.Name
		}
		return nil
	})
	return names, err
}

// trail gives one record's entries, newest first.
func trail(tx *db.Tx, id ulid.ULID, limit int) ([]db.AuditEntry, error) {
	var out []db.AuditEntry
	for e := range tx.AuditOf(id) {
		if out = append(out, e); len(out) == limit {
			break
		}
	}
	return out, nil
}

// OutageRow is one outage with whose camera it was.
type OutageRow struct {
	db.Outage
	Camera, Path, Agency string
}

// Outages gives the outage book, newest first.
func (r *Ledger) Outages(f OutageFilter) ([]OutageRow, error) {
	var rows []OutageRow
	err := r.core.store.Read(func(tx *db.Tx) error {
		list, err := outagesOf(tx, f)
		if err != nil {
			return err
		}
		for _, o := range list {
			cam, err := getOrZero(tx.Cameras(), tx, o.CameraID)
			if err != nil {
				return err
			}
			agency, err := getOrZero(tx.Agencies(), tx, cam.AgencyID)
			if err != nil {
				return err
			}
			rows = append(rows, OutageRow{Outage: o, Camera: cam.Name, Path: cam.Path, Agency: shortName(agency)})
		}
		return nil
	})
	return rows, err
}

// Backup writes a backup of the whole office to path. With a passphrase the
// backup is sealed and can be restored on another machine.
func (r *Ledger) Backup(path string, passphrase secret.Text) error {
	err := r.core.store.Backup(path, passphrase)
	if errors.Is(err, db.ErrNoWrite) { // the place of the backup, not the data folder
		return fmt.Errorf("%w: %w", ErrBackupPlace, err)
	}
	if err != nil {
		return err
	}
	return r.core.noteBackup()
}

// Check reads the whole store and says what is wrong with it.
func (r *Ledger) Check() (db.Report, error) { return r.core.store.Check() }
