package desk

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The trail's constants for acts on the register.
const (
	actionAddItem     = "tambah-peralatan"
	actionEditItem    = "ubah-peralatan"
	actionMoveItem    = "mutasi-peralatan"
	actionUnmoveItem  = "batal-mutasi"
	actionInspect     = "periksa-peralatan"
	actionUninspect   = "hapus-pemeriksaan"
	actionTrashItem   = "buang-peralatan"
	actionRestoreItem = "pulihkan-peralatan"
	actionTieItem     = "kaitkan-peralatan"
	actionImportItems = "impor-peralatan"
	actionBulkItems   = "ubah-massal-peralatan"
)

// Add keeps a new thing with its first movement, a Tambah, and gives its id. An
// empty code becomes the next one of its kind. What is wrong comes as
// FieldErrors, all of them at once.
func (r *Equipment) Add(e sop.Equipment, first sop.Movement) (ulid.ULID, error) {
	c := r.core
	e.ID = ulid.Make()
	first.Kind = sop.MoveAdd
	e.Movements = []sop.Movement{c.signed(first)}
	err := c.write(actionAddItem, "", time.Time{}, func(tx *db.Tx) error { return c.putItem(tx, &e) })
	return e.ID, err
}

// Update changes the facts of a thing. Where it stands, in what condition and
// how many there are follows from its movements, and stays.
func (r *Equipment) Update(e sop.Equipment) error {
	return r.change(e.ID, actionEditItem, "", func(_ *db.Tx, was *sop.Equipment) error {
		e.Movements, e.Inspections, e.Files = was.Movements, was.Inspections, was.Files
		e.Created, e.Trashed, e.CameraID = was.Created, was.Trashed, was.CameraID
		*was = e
		return nil
	})
}

// Move notes a movement; the camera of the relay that the thing is goes with it
// to its new titik.
func (r *Equipment) Move(id ulid.ULID, m sop.Movement) (EquipmentView, error) {
	m = r.core.signed(m)
	return r.changed(id, actionMoveItem, m.Basis, func(tx *db.Tx, e *sop.Equipment) error {
		e.Movements = append(slices.Clone(e.Movements), m)
		if err := fieldErrors(sop.CheckMovements(e.Movements, r.core.now())); err != nil {
			return err
		}
		return r.core.moveCamera(tx, *e)
	})
}

// Unmove takes a movement out that should never have been noted.
func (r *Equipment) Unmove(id, movement ulid.ULID) (EquipmentView, error) {
	return r.changed(id, actionUnmoveItem, "", func(tx *db.Tx, e *sop.Equipment) error {
		i := slices.IndexFunc(e.Movements, func(m sop.Movement) bool { return m.ID == movement })
		if i < 0 {
			return db.ErrNotFound
		}
		e.Movements = slices.Delete(slices.Clone(e.Movements), i, i+1)
		return r.core.moveCamera(tx, *e)
	})
}

// Inspect notes what somebody found. An inspection without an officer is of who
// is at the desk.
func (r *Equipment) Inspect(id ulid.ULID, found ...sop.Inspection) (EquipmentView, error) {
	c := r.core
	who := c.who()
	return r.changed(id, actionInspect, "", func(_ *db.Tx, e *sop.Equipment) error {
		for _, i := range found {
			i.ID, i.Recorded, i.Officer = cmp.Or(i.ID, ulid.Make()), c.now().UTC(), cmp.Or(strings.TrimSpace(i.Officer), who)
			if i.Found != sop.Offline {
				i.Cause = ""
			}
			i.At = i.At.UTC()
			if err := fieldErrors(sop.CheckInspection(i, c.now())); err != nil {
				return err
			}
			if i.At.After(c.now().Add(futureSlack)) {
				return &FieldError{Field: "tanggal_cek", Rule: FieldRule(sop.FlawFuture)}
			}
			e.Inspections = insertByTime(e.Inspections, i)
		}
		return nil
	})
}

// InspectOutages notes outages that the engine measured as inspections: when
// each began, and when the camera was live again.
func (r *Equipment) InspectOutages(id ulid.ULID, outages []db.Outage, cause string) (EquipmentView, error) {
	var found []sop.Inspection
	for _, o := range outages {
		found = append(found, sop.Inspection{At: o.From, Found: sop.Offline, Cause: cmp.Or(cause, causeOf(o.Cause)), OutageID: o.ID, Note: "cctvdesk"})
		if !o.To.IsZero() {
			found = append(found, sop.Inspection{At: o.To, Found: sop.Online, OutageID: o.ID, Note: "cctvdesk"})
		}
	}
	return r.Inspect(id, found...)
}

// Uninspect takes an inspection out.
func (r *Equipment) Uninspect(id, inspection ulid.ULID) (EquipmentView, error) {
	return r.changed(id, actionUninspect, "", func(_ *db.Tx, e *sop.Equipment) error {
		e.Inspections = slices.DeleteFunc(slices.Clone(e.Inspections), func(i sop.Inspection) bool { return i.ID == inspection })
		return nil
	})
}

// Trash takes a thing out that should never have been in the register. What
// the office no longer has is not thrown away but moved (Hapus).
func (r *Equipment) Trash(ids ...ulid.ULID) error {
	return r.each(ids, actionTrashItem, func(tx *db.Tx, e *sop.Equipment) error {
		e.Trashed, e.CameraID = r.core.now().UTC(), ulid.ULID{}
		return tx.Equipment().Put(tx, e.ID, *e)
	})
}

// Restore takes a thing out of the trash; its serial number and register must
// be free still.
func (r *Equipment) Restore(id ulid.ULID) error {
	return r.change(id, actionRestoreItem, "", func(_ *db.Tx, e *sop.Equipment) error {
		e.Trashed = time.Time{}
		return nil
	})
}

// Erase takes a thing out of the trash for good. Its code stays used.
func (r *Equipment) Erase(id ulid.ULID) error {
	return r.each([]ulid.ULID{id}, actionErase, func(tx *db.Tx, e *sop.Equipment) error {
		if e.Trashed.IsZero() {
			return ErrInUse
		}
		return tx.Equipment().Delete(tx, id)
	})
}

// signed fills in who notes a movement, and when.
func (c *core) signed(m sop.Movement) sop.Movement {
	m.ID, m.By, m.Recorded, m.Date = cmp.Or(m.ID, ulid.Make()), c.who(), c.now().UTC(), sop.Day(m.Date)
	m.Basis, m.Note, m.HandedTo = strings.TrimSpace(m.Basis), strings.TrimSpace(m.Note), strings.TrimSpace(m.HandedTo)
	return m
}

// each changes several things as one act.
func (r *Equipment) each(ids []ulid.ULID, action string, edit func(*db.Tx, *sop.Equipment) error) error {
	return r.core.write(action, "", time.Time{}, func(tx *db.Tx) error {
		for _, id := range ids {
			e, err := tx.Equipment().Get(tx, id)
			if err != nil {
				return err
			}
			if err := edit(tx, &e); err != nil {
				return err
			}
		}
		return nil
	})
}

// change edits one thing, checks it, and keeps it.
func (r *Equipment) change(id ulid.ULID, action, reason string, edit func(*db.Tx, *sop.Equipment) error) error {
	return r.core.write(action, reason, time.Time{}, func(tx *db.Tx) error { return r.core.editItem(tx, id, edit) })
}

// changed is change with the view that came of it.
func (r *Equipment) changed(id ulid.ULID, action, reason string, edit func(*db.Tx, *sop.Equipment) error) (EquipmentView, error) {
	var v EquipmentView
	err := r.core.write(action, reason, time.Time{}, func(tx *db.Tx) error {
		if err := r.core.editItem(tx, id, edit); err != nil {
			return err
		}
		var err error
		v, err = r.core.equipmentView(tx, id)
		return err
	})
	return v, err
}

func (c *core) editItem(tx *db.Tx, id ulid.ULID, edit func(*db.Tx, *sop.Equipment) error) error {
	e, err := tx.Equipment().Get(tx, id)
	if err != nil {
		return err
	}
	if err := edit(tx, &e); err != nil {
		return err
	}
	return c.putItem(tx, &e)
}

// putItem checks a thing against the rules and the rest of the register, and
// keeps it.
func (c *core) putItem(tx *db.Tx, e *sop.Equipment) error {
	set, err := tx.Settings()
	if err != nil {
		return err
	}
	taken, err := c.register.taken(tx, c.now())
	if err != nil {
		return err
	}
	if err := c.completeItem(tx, e, kindsOf(set), taken); err != nil {
		return err
	}
	flaws := slices.Concat(sop.CheckEquipment(*e, kindsOf(set), c.now()), taken.Check(*e))
	if err := fieldErrors(flaws); err != nil {
		return err
	}
	return tx.Equipment().Put(tx, e.ID, *e)
}

// completeItem tidies the texts of a thing and gives a new one its code and
// unit.
func (c *core) completeItem(tx *db.Tx, e *sop.Equipment, kinds []sop.EquipmentKind, taken *sop.Taken) error {
	for _, s := range []*string{
		&e.Code, &e.Kind, &e.ItemCode, &e.Register, &e.Name, &e.Brand, &e.Model, &e.Serial, &e.Spec, &e.Unit, &e.Camera.Resolution,
		&e.Owned.Manager, &e.Owned.Keeper, &e.Owned.Fund, &e.Link.Provider, &e.Link.Customer, &e.Link.IP, &e.Link.MAC, &e.Note,
	} {
		*s = strings.TrimSpace(*s)
	}
	e.Installed, e.Owned.Warranty, e.Link.Due = sop.Day(e.Installed), sop.Day(e.Owned.Warranty), sop.Day(e.Link.Due)
	kind := sop.KindOf(kinds, e.Kind)
	if e.Created.IsZero() {
		e.Created, e.ItemCode = c.now().UTC(), cmp.Or(e.ItemCode, kind.ItemCode)
	}
	e.Unit = cmp.Or(e.Unit, kind.Unit, "unit")
	if !kind.Camera {
		e.Camera.Type = ""
	}
	if e.Code != "" {
		return nil
	}
	prefix := cmp.Or(kind.Prefix, "ALT")
	n, err := tx.NextSeq("peralatan-"+prefix, 0)
	if err != nil {
		return err
	}
	// A code that was given and erased is not given again, nor one that came
	// with a table.
	e.Code = sop.EquipmentCode(prefix, max(n, taken.Last(prefix)+1))
	return nil
}

// fieldErrors makes one error of all flaws that are not mere warnings; nil when
// there are none.
func fieldErrors(flaws []sop.Flaw) error {
	var all []error
	for _, f := range flaws {
		if !f.Warning {
			all = append(all, fieldOf(f))
		}
	}
	return errors.Join(all...)
}

// FieldErrors are the errors at fields that an act was refused with, in order;
// nil when it failed for another reason.
func FieldErrors(err error) []*FieldError {
	if many, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // one level of Join
		var out []*FieldError
		for _, e := range many.Unwrap() {
			out = append(out, FieldErrors(e)...)
		}
		return out
	}
	var f *FieldError
	if errors.As(err, &f) {
		return []*FieldError{f}
	}
	return nil
}

// insertByTime keeps inspections in the order of when they were made.
func insertByTime(all []sop.Inspection, i sop.Inspection) []sop.Inspection {
	at, _ := slices.BinarySearchFunc(all, i, func(a, b sop.Inspection) int {
		return cmp.Or(a.At.Compare(b.At), -1)
	})
	return slices.Insert(slices.Clone(all), at, i)
}
