package desk

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// HolidayColumns and AgencyColumns list what an import understands, the
// required columns first.
func HolidayColumns() []string { return []string{"tanggal", "nama", "jenis"} }

// AgencyColumns are the columns of the directory; only nama is required.
func AgencyColumns() []string {
	return []string{"nama", "singkatan", "jenis", "kode", "sebutan_kepala", "alamat", "telepon", "email", "narahubung", "jabatan", "hp", "aktif"}
}

// ImportHolidays takes holidays from a table (tanggal, nama, jenis). Without
// apply it is a dry run. A day that is known already gets the name and kind of
// the file; the others stay.
func (r *Office) ImportHolidays(ctx context.Context, rows io.Reader, name string, apply bool) (ImportReport, error) {
	var report ImportReport
	columns := HolidayColumns()
	t, err := report.begin(rows, name, nil, columns[:2], columns[2:])
	if err != nil || len(report.Missing) > 0 {
		return report, err
	}
	err = r.core.stage(ctx, &report, "impor-libur", apply, func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		set.Holidays = slices.Clone(set.Holidays)
		seen := map[string]int{}
		for _, row := range t.rows {
			h, verdict := holidayOf(t, row, seen)
			known := slices.IndexFunc(set.Holidays, func(o sop.Holiday) bool { return o.Date == h.Date })
			switch {
			case len(verdict.Problems) > 0:
			case known < 0:
				set.Holidays = append(set.Holidays, h)
			case set.Holidays[known] != h:
				verdict.Hints = append(verdict.Hints, &FieldError{Field: "tanggal", Rule: FieldTaken, Other: set.Holidays[known].Name})
				set.Holidays[known] = h
			}
			report.Rows = append(report.Rows, verdict)
		}
		return tx.PutSettings(set)
	})
	return report, err
}

func holidayOf(t *table, row tableRow, seen map[string]int) (sop.Holiday, ImportRow) {
	out := ImportRow{Line: row.line, Name: t.cell(row, "nama")}
	if row.bad != nil {
		out.Problems = []*FieldError{row.bad}
		return sop.Holiday{}, out
	}
	h := sop.Holiday{Name: out.Name}
	if h.Name == "" {
		out.Problems = append(out.Problems, &FieldError{Field: "nama", Rule: FieldMissing})
	}
	cell := t.cell(row, "tanggal")
	day, err := moment(cell)
	if err != nil {
		out.Problems = append(out.Problems, &FieldError{Field: "tanggal", Rule: FieldDate, Value: cell})
	} else {
		h.Date = day.In(sop.WIB()).Format(time.DateOnly)
		if first, twice := seen[h.Date]; twice {
			out.Problems = append(out.Problems, &FieldError{Field: "tanggal", Rule: FieldTwice, Value: cell, Row: first})
		}
		seen[h.Date] = row.line
	}
	kind := t.cell(row, "jenis")
	if strings.HasPrefix(strings.ToLower(kind), "libur nasional") {
		kind = sop.HolidayNational
	}
	h.Kind, err = choice(kind, sop.HolidayNational, sop.HolidayShared, sop.HolidayLocal)
	if err != nil {
		out.Problems = append(out.Problems, &FieldError{Field: "jenis", Rule: FieldChoice, Value: kind,
			Choices: []string{sop.HolidayNational, sop.HolidayShared, sop.HolidayLocal}})
	}
	return h, out
}

// ImportAgencies takes the directory from a table. Without apply it is a dry
// run. An agency that is known by its name, short name or code is brought up
// to date: an empty cell leaves what is there.
func (r *Office) ImportAgencies(ctx context.Context, rows io.Reader, name string, apply bool) (ImportReport, error) {
	var report ImportReport
	columns := AgencyColumns()
	t, err := report.begin(rows, name, nil, columns[:1], columns[1:])
	if err != nil || len(report.Missing) > 0 {
		return report, err
	}
	err = r.core.stage(ctx, &report, "impor-opd", apply, func(tx *db.Tx) error {
		known, err := newDirectory(tx)
		if err != nil {
			return err
		}
		seen := map[ulid.ULID]int{}
		for _, row := range t.rows {
			verdict, err := importAgency(tx, t, row, known, seen)
			if err != nil {
				return err
			}
			report.Rows = append(report.Rows, verdict)
		}
		return nil
	})
	return report, err
}

func importAgency(tx *db.Tx, t *table, row tableRow, known directory, seen map[ulid.ULID]int) (ImportRow, error) {
	out := ImportRow{Line: row.line, Name: strings.Join(strings.Fields(t.cell(row, "nama")), " ")}
	if row.bad != nil {
		out.Problems = []*FieldError{row.bad}
		return out, nil
	}
	if out.Name == "" {
		out.Problems = []*FieldError{{Field: "nama", Rule: FieldMissing}}
		return out, nil
	}
	a, err := agencyBefore(tx, t, row, known, &out)
	if err != nil {
		return out, err
	}
	if first, twice := seen[a.ID]; twice {
		out.Problems = append(out.Problems, &FieldError{Field: "nama", Rule: FieldTwice, Value: out.Name, Row: first})
	}
	seen[a.ID] = row.line
	agencyCells(t, row, &a, &out)
	if len(out.Problems) > 0 {
		return out, nil
	}
	out.ID = a.ID
	for _, name := range []string{a.Name, a.Short, a.Code} {
		if key := joined(name); key != "" {
			known[key] = a.ID
		}
	}
	return out, tx.Agencies().Put(tx, a.ID, a)
}

// agencyBefore is the agency a row is about, a new one when nobody is called so.
func agencyBefore(tx *db.Tx, t *table, row tableRow, known directory, out *ImportRow) (sop.Agency, error) {
	for _, column := range []string{"nama", "singkatan", "kode"} {
		cell := t.cell(row, column)
		if cell == "" {
			continue
		}
		if id, err := known.find(cell); err == nil {
			a, err := tx.Agencies().Get(tx, id)
			out.Hints = append(out.Hints, &FieldError{Field: column, Rule: FieldTaken, Value: cell, Other: a.Name})
			return a, err
		}
	}
	return sop.Agency{ID: ulid.Make(), Kind: "dinas"}, nil
}

func agencyCells(t *table, row tableRow, a *sop.Agency, out *ImportRow) {
	for _, f := range []struct {
		column string
		to     *string
	}{
		{"nama", &a.Name}, {"singkatan", &a.Short}, {"kode", &a.Code}, {"sebutan_kepala", &a.HeadTitle}, {"alamat", &a.Address},
		{"telepon", &a.Phone}, {"email", &a.Email}, {"narahubung", &a.Contact.Name}, {"jabatan", &a.Contact.Position}, {"hp", &a.Contact.Phone},
	} {
		if cell := strings.Join(strings.Fields(t.cell(row, f.column)), " "); cell != "" {
			*f.to = cell
		}
	}
	if kind := t.cell(row, "jenis"); kind != "" {
		word, err := choice(kind, sop.AgencyKinds()...)
		if err != nil {
			out.Problems = append(out.Problems, &FieldError{Field: "jenis", Rule: FieldChoice, Value: kind, Choices: sop.AgencyKinds()})
		}
		a.Kind = word
	}
	if cell := t.cell(row, "aktif"); cell != "" {
		word, err := choice(cell, "ya", "tidak")
		if err != nil {
			out.Problems = append(out.Problems, &FieldError{Field: "aktif", Rule: FieldChoice, Value: cell, Choices: []string{"ya", "tidak"}})
		}
		a.Inactive = word == "tidak"
	}
}
