package desk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Office is the room of what changes rarely: heading and settings, agencies,
// officials, working hours, the SOP.
type Office struct{ core *core }

// FirstRunInput is what the first-run assistant asks.
type FirstRunInput struct {
	Language                            string
	Government, Name, Division, Section string
	Address, Phone, Web, Email, City    string
	UserName                            string
	Officials                           []sop.Official // those without a name are left out
	OpenToNetwork                       bool
	ReportFolder                        string
}

// Agencies gives the directory by name; inactive ones only when asked for.
func (r *Office) Agencies(inactive bool) ([]sop.Agency, error) {
	var out []sop.Agency
	err := r.core.store.Read(func(tx *db.Tx) error {
		for a, err := range each(tx.Agencies(), tx) {
			if err != nil {
				return err
			}
			if !a.Inactive || inactive {
				out = append(out, a)
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b sop.Agency) int { return strings.Compare(a.Name, b.Name) })
	return out, err
}

// Agency gives one agency.
func (r *Office) Agency(id ulid.ULID) (sop.Agency, error) {
	var a sop.Agency
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		a, err = tx.Agencies().Get(tx, id)
		return err
	})
	return a, err
}

// PutAgency keeps an agency, a new one when its id is zero, and gives its id.
func (r *Office) PutAgency(a sop.Agency) (ulid.ULID, error) {
	a.Name, a.Short = strings.TrimSpace(a.Name), strings.TrimSpace(a.Short)
	if a.Name == "" {
		return ulid.ULID{}, &FieldError{Field: "name", Rule: FieldMissing}
	}
	a.ID = cmp.Or(a.ID, ulid.Make())
	err := r.core.write("simpan-opd", "", time.Time{}, func(tx *db.Tx) error {
		for other, err := range each(tx.Agencies(), tx) {
			if err != nil {
				return err
			}
			if other.ID != a.ID && normal(other.Name) == normal(a.Name) {
				return &FieldError{Field: "name", Rule: FieldTaken, Value: a.Name, Other: other.Name}
			}
		}
		return tx.Agencies().Put(tx, a.ID, a)
	})
	return a.ID, err
}

// Officials gives everybody who holds or held an office, by role and time.
func (r *Office) Officials() ([]sop.Official, error) {
	var out []sop.Official
	err := r.core.store.Read(func(tx *db.Tx) error {
		for o, err := range each(tx.Officials(), tx) {
			if err != nil {
				return err
			}
			out = append(out, o)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b sop.Official) int {
		return cmp.Or(strings.Compare(string(a.Role), string(b.Role)), a.From.Compare(b.From))
	})
	return out, err
}

// OfficialsAt gives who held each office at a time.
func (r *Office) OfficialsAt(t time.Time) (map[sop.Role]sop.Official, error) {
	var out map[sop.Role]sop.Official
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		out, err = officialsAt(tx, t)
		return err
	})
	return out, err
}

// PutOfficial keeps an official, a new one when its id is zero. A new holder
// of an office ends the term of the one before.
func (r *Office) PutOfficial(o sop.Official) (ulid.ULID, error) {
	o.ID = cmp.Or(o.ID, ulid.Make())
	err := r.core.write("simpan-pejabat", "", time.Time{}, func(tx *db.Tx) error {
		return putOfficial(tx, o)
	})
	return o.ID, err
}

// RemoveOfficial takes an entry out that should never have been there; what
// was recorded under the name stays as it was.
func (r *Office) RemoveOfficial(id ulid.ULID) error {
	return r.core.write("hapus-pejabat", "", time.Time{}, func(tx *db.Tx) error {
		return tx.Officials().Delete(tx, id)
	})
}

// Settings gives the office's settings.
func (r *Office) Settings() (db.Settings, error) {
	var s db.Settings
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		s, err = tx.Settings()
		return err
	})
	return s, err
}

// ChangeSettings edits the settings in one transaction, so that two pages
// cannot undo each other's change. A new relay address holds from the next start.
func (r *Office) ChangeSettings(edit func(*db.Settings)) error {
	return r.core.write("ubah-pengaturan", "", time.Time{}, func(tx *db.Tx) error {
		s, err := tx.Settings()
		if err != nil {
			return err
		}
		edit(&s)
		return tx.PutSettings(s)
	})
}

// PutSettings keeps the settings as a whole.
func (r *Office) PutSettings(s db.Settings) error {
	return r.ChangeSettings(func(old *db.Settings) { *old = s })
}

// FirstRun keeps what the first-run assistant asked.
func (r *Office) FirstRun(in FirstRunInput) error {
	return r.core.write("mulai-pertama", "", time.Time{}, func(tx *db.Tx) error {
		s, err := tx.Settings()
		if err != nil {
			return err
		}
		in.into(&s)
		for _, o := range in.Officials {
			if strings.TrimSpace(o.Name) == "" {
				continue
			}
			o.ID = cmp.Or(o.ID, ulid.Make())
			if err := putOfficial(tx, o); err != nil {
				return err
			}
		}
		return tx.PutSettings(s)
	})
}

func (in FirstRunInput) into(s *db.Settings) {
	for _, f := range []struct {
		to *string
		v  string
	}{
		{&s.Language, in.Language}, {&s.Government, in.Government}, {&s.Office, in.Name},
		{&s.Division, in.Division}, {&s.Section, in.Section}, {&s.Address, in.Address},
		{&s.Phone, in.Phone}, {&s.Web, in.Web}, {&s.Email, in.Email}, {&s.City, in.City},
		{&s.UserName, in.UserName}, {&s.ReportFolder, in.ReportFolder},
	} {
		if v := strings.TrimSpace(f.v); v != "" {
			*f.to = v
		}
	}
	s.OpenToNetwork = in.OpenToNetwork
	s.FirstRunDone = true
}

// Calendar gives the office's working hours.
func (r *Office) Calendar() (*sop.Calendar, error) {
	s, err := r.Settings()
	if err != nil {
		return nil, err
	}
	return calendarOf(s), nil
}

// officialsAt gives who holds each office at t; the newest entry wins.
func officialsAt(tx *db.Tx, t time.Time) (map[sop.Role]sop.Official, error) {
	out := map[sop.Role]sop.Official{}
	for o, err := range each(tx.Officials(), tx) {
		if err != nil {
			return nil, err
		}
		if o.From.After(t) || (!o.To.IsZero() && !o.To.After(t)) {
			continue
		}
		if had, ok := out[o.Role]; !ok || had.From.Before(o.From) {
			out[o.Role] = o
		}
	}
	return out, nil
}

// putOfficial keeps o; whoever held the office without an end, from an earlier
// day on, holds it until o begins.
func putOfficial(tx *db.Tx, o sop.Official) error {
	o.Name = strings.TrimSpace(o.Name)
	switch {
	case o.Name == "":
		return &FieldError{Field: "name", Rule: FieldMissing}
	case o.Role == "":
		return &FieldError{Field: "role", Rule: FieldMissing}
	case !o.To.IsZero() && !o.To.After(o.From):
		return &FieldError{Field: "to", Rule: FieldIncomplete}
	}
	var before []sop.Official
	for other, err := range each(tx.Officials(), tx) {
		if err != nil {
			return err
		}
		if other.ID != o.ID && other.Role == o.Role && other.To.IsZero() && other.From.Before(o.From) {
			before = append(before, other)
		}
	}
	for _, other := range before {
		other.To = o.From
		if err := tx.Officials().Put(tx, other.ID, other); err != nil {
			return err
		}
	}
	return tx.Officials().Put(tx, o.ID, o)
}
