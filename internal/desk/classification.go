package desk

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// ClassificationColumns lists what an import of the table understands.
func ClassificationColumns() []string { return []string{"kode", "nama"} }

// ClassificationsOf is the office's table of klasifikasi arsip by code, or the
// program's while the office has none. The code that letters usually bear is
// always in it.
func ClassificationsOf(set db.Settings) []sop.Classification {
	list := slices.Clone(set.Classifications)
	if len(list) == 0 {
		list = sop.DefaultClassifications()
	}
	if usual := usualClassification(set); !slices.ContainsFunc(list, sameCode(usual)) {
		list = append(list, sop.Classification{Code: usual})
	}
	sop.SortClassifications(list)
	return list
}

// usualClassification is the code of a letter for which none was chosen.
func usualClassification(set db.Settings) string {
	return cmp.Or(set.Classification, sop.DefaultClassification)
}

func sameCode(code string) func(sop.Classification) bool {
	return func(c sop.Classification) bool { return c.Code == code }
}

// Classifications gives the table by code, and the code that letters usually
// bear.
func (r *Office) Classifications() (list []sop.Classification, usual string, err error) {
	set, err := r.Settings()
	if err != nil {
		return nil, "", err
	}
	return ClassificationsOf(set), usualClassification(set), nil
}

// PutClassification keeps a line of the table: a new one when old is "", else
// in the place of the one with that code. Numbers that were written under it
// stay as they are.
func (r *Office) PutClassification(old string, c sop.Classification) error {
	c.Code, c.Name = strings.TrimSpace(c.Code), strings.Join(strings.Fields(c.Name), " ")
	if wrong := checkClassification(c); wrong != nil {
		return wrong
	}
	return r.changeClassifications("ubah-klasifikasi", func(set *db.Settings, list []sop.Classification) ([]sop.Classification, error) {
		if i := slices.IndexFunc(list, sameCode(c.Code)); i >= 0 && c.Code != old {
			return nil, &FieldError{Field: "kode", Rule: FieldTaken, Value: c.Code, Other: cmp.Or(list[i].Name, c.Code)}
		}
		if old != "" && usualClassification(*set) == old {
			set.Classification = c.Code
		}
		list = slices.DeleteFunc(list, sameCode(old))
		return append(list, c), nil
	})
}

// RemoveClassification takes a line out of the table. The code that letters
// usually bear cannot go (ErrInUse): another must be chosen first.
func (r *Office) RemoveClassification(code string) error {
	return r.changeClassifications("ubah-klasifikasi", func(set *db.Settings, list []sop.Classification) ([]sop.Classification, error) {
		if usualClassification(*set) == code {
			return nil, ErrInUse
		}
		return slices.DeleteFunc(list, sameCode(code)), nil
	})
}

func (r *Office) changeClassifications(action string, edit func(*db.Settings, []sop.Classification) ([]sop.Classification, error)) error {
	return r.core.write(action, "", time.Time{}, func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		list, err := edit(&set, ClassificationsOf(set))
		if err != nil {
			return err
		}
		sop.SortClassifications(list)
		set.Classifications = list
		return tx.PutSettings(set)
	})
}

// checkClassification says at which field a line cannot be kept, nil when it
// can.
func checkClassification(c sop.Classification) *FieldError {
	switch {
	case c.Code == "":
		return &FieldError{Field: "kode", Rule: FieldMissing}
	case !sop.ClassificationCode(c.Code):
		return &FieldError{Field: "kode", Rule: FieldName, Value: c.Code}
	case c.Name == "":
		return &FieldError{Field: "nama", Rule: FieldMissing}
	}
	return nil
}

// ImportClassifications takes the table from a file (kode, nama). Without apply
// it is a dry run. A code that is known already gets the name of the file; the
// others stay.
func (r *Office) ImportClassifications(ctx context.Context, rows io.Reader, name string, apply bool) (ImportReport, error) {
	var report ImportReport
	t, err := report.begin(rows, name, nil, ClassificationColumns(), nil)
	if err != nil || len(report.Missing) > 0 {
		return report, err
	}
	err = r.core.stage(ctx, &report, "impor-klasifikasi", apply, func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		list, seen := ClassificationsOf(set), map[string]int{}
		for _, row := range t.rows {
			c, verdict := classificationOf(t, row, seen)
			known := slices.IndexFunc(list, sameCode(c.Code))
			switch {
			case len(verdict.Problems) > 0:
			case known < 0:
				list = append(list, c)
			case list[known] != c:
				if list[known].Name != "" {
					verdict.Hints = append(verdict.Hints, &FieldError{Field: "kode", Rule: FieldTaken, Value: c.Code, Other: list[known].Name})
				}
				list[known] = c
			}
			report.Rows = append(report.Rows, verdict)
		}
		sop.SortClassifications(list)
		set.Classifications = list
		return tx.PutSettings(set)
	})
	return report, err
}

func classificationOf(t *table, row tableRow, seen map[string]int) (sop.Classification, ImportRow) {
	c := sop.Classification{Code: strings.Trim(t.cell(row, "kode"), " ."), Name: strings.Join(strings.Fields(t.cell(row, "nama")), " ")}
	out := ImportRow{Line: row.line, Name: listed(" ", c.Code, c.Name)}
	if row.bad != nil {
		out.Problems = []*FieldError{row.bad}
		return c, out
	}
	if wrong := checkClassification(c); wrong != nil {
		out.Problems = append(out.Problems, wrong)
	}
	if first, twice := seen[c.Code]; twice {
		out.Problems = append(out.Problems, &FieldError{Field: "kode", Rule: FieldTwice, Value: c.Code, Row: first})
	}
	seen[c.Code] = row.line
	return c, out
}
