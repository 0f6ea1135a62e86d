package desk

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// ImportReport is the verdict on a table, row by row.
type ImportReport struct {
	File    string
	Missing []string // required columns that the file does not have
	Unknown []string // columns nobody asked for, as typed; they are left out
	Rows    []ImportRow
	Applied bool
}

// ImportRow is the verdict on one row. It holds no address: a login could be in it.
type ImportRow struct {
	Line     int
	Name     string // the camera's name, the request's subject
	Path     string // cameras: the relay path
	Number   string // requests: the registration number, once applied
	ID       ulid.ULID
	Sheet    int           // 0 = the first of the workbook
	Verb     ImportVerb    // what becomes of the record
	Changes  []db.Change   // VerbChange: by columns, old and new
	Problems []*FieldError // any of them and nothing of the file is applied
	Hints    []*FieldError // worth a look, no hindrance
}

// ImportVerb is what a row does to the register.
type ImportVerb string

// What a row may do.
const (
	VerbAdd    ImportVerb = "tambah"
	VerbChange ImportVerb = "ubah"
	VerbKeep   ImportVerb = "tetap"    // nothing differs
	VerbSkip   ImportVerb = "dilewati" // the mode leaves it out
	VerbMove   ImportVerb = "mutasi"
)

// OK says that nothing stands against applying the file.
func (r ImportReport) OK() bool {
	return len(r.Missing) == 0 && len(r.Rows) > 0 && r.Bad() == 0
}

// Bad counts the rows with problems.
func (r ImportReport) Bad() int {
	n := 0
	for _, row := range r.Rows {
		if len(row.Problems) > 0 {
			n++
		}
	}
	return n
}

// begin reads the table and compares its columns with those wanted.
func (r *ImportReport) begin(rows io.Reader, name string, columns Mapping, required, optional []string) (*table, error) {
	r.File = name
	t, err := readTable(rows)
	if err != nil {
		return nil, err
	}
	return t, r.compare(t, columns, required, optional)
}

// compare looks at a table's columns: which are missing, which nobody asked for.
func (r *ImportReport) compare(t *table, columns Mapping, required, optional []string) error {
	if err := t.rename(columns); err != nil {
		return err
	}
	for _, c := range required {
		if !t.has(c) {
			r.Missing = append(r.Missing, c)
		}
	}
	for i, c := range t.columns {
		again := slices.Contains(t.columns[:i], c) // the first of that name counts
		if c != "" && (again || !slices.Contains(required, c) && !slices.Contains(optional, c)) {
			r.Unknown = append(r.Unknown, t.raw[i])
		}
	}
	return nil
}

// problem notes what is wrong with one field of a row. An error that is no
// refusal (the store failed) is given back.
func (row *ImportRow) problem(column string, err error) error {
	if err == nil {
		return nil
	}
	var field *FieldError
	var refusal *sop.Refusal
	switch {
	case errors.As(err, &field):
		named := *field
		named.Field = column
		row.Problems = append(row.Problems, &named)
	case errors.As(err, &refusal):
		row.Problems = append(row.Problems, &FieldError{Field: column, Rule: FieldRefused, Err: refusal})
	default:
		return err
	}
	return nil
}

// errDryRun ends a transaction whose changes nobody wants to keep.
var errDryRun = errors.New("desk: dry run")

// stage runs the rows of a file inside one transaction: with apply and without
// a single problem it is committed as one act, otherwise nothing stays. The
// dry run therefore meets exactly the rules that the real one meets.
func (c *core) stage(ctx context.Context, report *ImportReport, action string, apply bool, each func(*db.Tx) error) error {
	err := c.write(action, report.File, c.now(), func(tx *db.Tx) error {
		if err := each(tx); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if !apply || !report.OK() {
			return errDryRun
		}
		return nil
	})
	switch {
	case err == nil:
		report.Applied = true
		return nil
	case !errors.Is(err, errDryRun):
		return err
	case apply:
		return ErrBadRows
	}
	return nil
}

// directory finds agencies by whatever people write.
type directory map[string]ulid.ULID

func newDirectory(tx *db.Tx) (directory, error) {
	d := directory{}
	for a, err := range each(tx.Agencies(), tx) {
		if err != nil {
			return nil, err
		}
		for _, name := range []string{a.Name, a.Short, a.Code} {
			if key := joined(name); key != "" {
				d[key] = a.ID
			}
		}
	}
	return d, nil
}

func (d directory) find(name string) (ulid.ULID, error) {
	if id, ok := d[joined(name)]; ok {
		return id, nil
	}
	return ulid.ULID{}, &FieldError{Rule: FieldUnknown, Value: name}
}

// district finds a kecamatan as it is spelled in the list of the city;
// official lists join some words.
func district(name string) (string, error) {
	key := strings.TrimPrefix(joined(name), "kecamatan")
	var all []string
	for _, d := range sop.Districts() {
		if joined(d.Name) == key {
			return d.Name, nil
		}
		all = append(all, d.Name)
	}
	return "", &FieldError{Rule: FieldUnknown, Value: name, Choices: all}
}
