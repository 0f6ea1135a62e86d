package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// maxCounted bounds a number of cameras given as a number.
const maxCounted = 200

// Import takes requests from a table, finished or under way, entered after the
// fact: their kelengkapan and bukti lie in the paper file, their times are
// judged as strictly as ever. Without apply it is a dry run. With apply all
// rows are kept as one act, or none (ErrBadRows).
func (r *Requests) Import(ctx context.Context, rows io.Reader, name string, apply bool) (ImportReport, error) {
	return r.ImportMapped(ctx, rows, name, nil, apply)
}

// ImportMapped is Import of a file whose columns have other names.
func (r *Requests) ImportMapped(ctx context.Context, rows io.Reader, name string, columns Mapping, apply bool) (ImportReport, error) {
	var report ImportReport
	t, err := report.begin(rows, name, columns, requestRequired(), requestOptional())
	if err != nil || len(report.Missing) > 0 {
		return report, err
	}
	err = r.core.stage(ctx, &report, "impor-permintaan", apply, func(tx *db.Tx) error {
		in := requestImport{core: r.core, tx: tx, table: t, now: r.core.now()}
		if err := in.prepare(); err != nil {
			return err
		}
		for _, row := range t.rows {
			verdict, err := in.row(row)
			if err != nil {
				return err
			}
			report.Rows = append(report.Rows, verdict)
		}
		return nil
	})
	if !report.Applied {
		for i := range report.Rows {
			report.Rows[i].Number = "" // it was given back with the transaction
		}
	}
	return report, err
}

// requestImport is one run over a table of requests.
type requestImport struct {
	core      *core
	tx        *db.Tx
	table     *table
	now       time.Time
	directory directory
	cameras   map[string]db.Camera // by joined name and by path
	known     map[string]string    // number of the request with that agency, subject and day
	calendar  *sop.Calendar
}

func (in *requestImport) prepare() error {
	set, err := in.tx.Settings()
	if err != nil {
		return err
	}
	in.calendar = calendarOf(set)
	if in.directory, err = newDirectory(in.tx); err != nil {
		return err
	}
	if in.known, err = knownRequests(in.core, in.tx); err != nil {
		return err
	}
	in.cameras = map[string]db.Camera{}
	for cam, err := range each(in.tx.Cameras(), in.tx) {
		if err != nil {
			return err
		}
		in.cameras[joined(cam.Name)], in.cameras[joined(cam.Path)] = cam, cam
	}
	return nil
}

// row judges one row and keeps its request in the transaction when nothing is
// wrong with it.
func (in *requestImport) row(row tableRow) (ImportRow, error) {
	out := ImportRow{Line: row.line}
	if row.bad != nil {
		out.Problems = []*FieldError{row.bad}
		return out, nil
	}
	get := func(column string) string { return in.table.cell(row, column) }
	out.Name = get("hal")
	facts, registered := in.facts(get, &out)
	if number, ok := in.known[sameRequest(facts.AgencyID, facts.Subject, registered)]; ok {
		out.Hints = append(out.Hints, &FieldError{Field: "hal", Rule: FieldTaken, Value: facts.Subject, Other: number})
	}
	steps := in.steps(get, &out)
	cameras := in.refs(get("kamera"), &out)
	if len(out.Problems) > 0 {
		return out, nil
	}
	req, err := in.core.draft(in.tx, facts, registered)
	if err != nil {
		return out, out.problem("hal", err)
	}
	if len(cameras) > 0 {
		if req, err = in.core.applyTo(in.tx, req, sop.Act{Kind: sop.ActAttach, Cameras: cameras}); err != nil {
			return out, out.problem("kamera", err)
		}
	}
	if !steps[0].Began.IsZero() {
		if req, err = in.core.applyTo(in.tx, req, sop.Act{Kind: sop.ActEnterAll, Steps: steps}); err != nil {
			return out, out.problem(stepColumn(err, steps), err)
		}
	}
	out.Number, out.ID = req.Number, req.ID
	return out, in.tx.Requests().Put(in.tx, req.ID, req)
}

// knownRequests are those of the office by what makes two rows the same: a
// table that is imported twice should not double them unseen.
func knownRequests(c *core, tx *db.Tx) (map[string]string, error) {
	rows, err := c.requestRows(tx)
	out := make(map[string]string, len(rows))
	for _, row := range rows {
		if row.Trashed.IsZero() {
			out[sameRequest(row.AgencyID, row.Subject, row.Registered)] = row.Number
		}
	}
	return out, err
}

func sameRequest(agency ulid.ULID, subject string, registered time.Time) string {
	return agency.String() + normal(subject) + day(registered)
}

// stepColumn names the column a refusal is about. One about the future names
// no activity, only the time.
func stepColumn(err error, steps []sop.StepTimes) string {
	var refusal *sop.Refusal
	if !errors.As(err, &refusal) {
		return ""
	}
	for i, s := range steps {
		switch {
		case refusal.Step == 0 && !s.Began.IsZero() && s.Began.Equal(refusal.Time):
			return fmt.Sprintf("mulai%d", i+1)
		case refusal.Step == 0 && !s.Ended.IsZero() && s.Ended.Equal(refusal.Time):
			return fmt.Sprintf("selesai%d", i+1)
		case refusal.Step == i+1 && refusal.Field == "mulai":
			return fmt.Sprintf("mulai%d", i+1)
		case refusal.Step == i+1:
			return fmt.Sprintf("selesai%d", i+1)
		}
	}
	return ""
}

func (in *requestImport) facts(get func(string) string, out *ImportRow) (sop.Facts, time.Time) {
	f := sop.Facts{Subject: get("hal"), Note: get("keterangan"), Contact: sop.Contact{Name: get("narahubung"), Phone: get("telepon")},
		Reference: sop.LetterRef{Number: get("surat_rujukan")}}
	add := func(column string, err error) {
		var field *FieldError
		if errors.As(err, &field) {
			named := *field
			named.Field = column
			out.Problems = append(out.Problems, &named)
		}
	}
	for _, column := range requestRequired() {
		if get(column) == "" {
			add(column, &FieldError{Rule: FieldMissing})
		}
	}
	var err error
	if opd := get("opd"); opd != "" {
		f.AgencyID, err = in.directory.find(opd)
		add("opd", err)
	}
	origin, err := choice(get("asal"), string(sop.AskedByOffice), string(sop.ProposedByAgency))
	add("asal", err)
	f.Origin = sop.Origin(origin)
	f.Nature, err = choice(cmp.Or(get("sifat"), sop.Natures()[0]), sop.Natures()...)
	add("sifat", err)
	f.Urgency, err = choice(cmp.Or(get("urgensi"), sop.Urgencies()[0]), sop.Urgencies()...)
	add("urgensi", err)
	var kecamatan string
	if d := get("kecamatan"); d != "" {
		kecamatan, err = district(d)
		add("kecamatan", err)
	}
	for _, site := range list(get("lokasi")) {
		f.Sites = append(f.Sites, sop.Site{Name: site, District: kecamatan})
	}
	registered, err := moment(get("tanggal"))
	add("tanggal", err)
	if err == nil && registered.After(in.now) {
		add("tanggal", &FieldError{Rule: FieldDate, Value: get("tanggal")})
	}
	return f, registered
}

// steps reads the twelve times. A row without any is a draft.
func (in *requestImport) steps(get func(string) string, out *ImportRow) []sop.StepTimes {
	steps := make([]sop.StepTimes, sop.Activities)
	for i := range steps {
		s := &steps[i]
		s.OnPaper = true
		for _, f := range []struct {
			name string
			to   *time.Time
		}{{"mulai", &s.Began}, {"selesai", &s.Ended}} {
			column := f.name + strconv.Itoa(i+1)
			cell := get(column)
			if cell == "" {
				continue
			}
			t, err := moment(cell)
			if err != nil {
				out.Problems = append(out.Problems, &FieldError{Field: column, Rule: FieldDate, Value: cell})
			}
			*f.to = t
		}
		if s.Began.IsZero() && (!s.Ended.IsZero() || in.later(get, i)) {
			out.Problems = append(out.Problems, &FieldError{Field: fmt.Sprintf("mulai%d", i+1), Rule: FieldIncomplete})
		}
		s.OutOfHours = !s.Ended.IsZero() && s.Ended.Sub(s.Began) >= time.Minute && in.calendar.Minutes(s.Began, s.Ended) == 0
	}
	in.evidence(steps, get)
	return steps
}

// later says whether a later activity has times although this one has none.
func (in *requestImport) later(get func(string) string, i int) bool {
	for n := i + 2; n <= sop.Activities; n++ {
		if get(fmt.Sprintf("mulai%d", n)) != "" || get(fmt.Sprintf("selesai%d", n)) != "" {
			return true
		}
	}
	return false
}

func (in *requestImport) evidence(steps []sop.StepTimes, get func(string) string) {
	first, last := &steps[0], &steps[sop.Activities-1]
	if n := get("nomor_surat"); n != "" {
		first.Evidence = sop.Evidence{Number: n, Date: cmpTime(first.Ended, first.Began), Source: sop.SourcePaper}
	}
	if n := get("nomor_laporan"); n != "" && !last.Began.IsZero() {
		last.Evidence = sop.Evidence{Number: n, Date: cmpTime(last.Ended, last.Began), Source: sop.SourcePaper}
	}
}

func cmpTime(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// refs reads the cameras of a request: names or relay paths, or only how many
// there were. One that the relay does not have stands in the request by its
// name alone.
func (in *requestImport) refs(cell string, out *ImportRow) []sop.CameraRef {
	if n, err := strconv.Atoi(cell); err == nil {
		if n < 0 || n > maxCounted {
			out.Problems = append(out.Problems, &FieldError{Field: "kamera", Rule: FieldChoice, Value: cell,
				Choices: []string{"0–" + strconv.Itoa(maxCounted)}})
			return nil
		}
		refs := make([]sop.CameraRef, n)
		for i := range refs {
			refs[i] = sop.CameraRef{CameraID: ulid.Make(), Name: fmt.Sprintf("Kamera %d", i+1)}
		}
		return refs
	}
	var refs []sop.CameraRef
	for _, name := range list(cell) {
		if cam, ok := in.cameras[joined(name)]; ok {
			refs = append(refs, sop.CameraRef{CameraID: cam.ID, Name: cam.Name, Site: cmp.Or(cam.Site, cam.Name)})
			continue
		}
		refs = append(refs, sop.CameraRef{CameraID: ulid.Make(), Name: name})
		out.Hints = append(out.Hints, &FieldError{Field: "kamera", Rule: FieldUnknown, Value: name})
	}
	return refs
}

// list splits a cell into names.
func list(cell string) []string {
	var out []string
	for _, s := range strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '|' || r == '\n' }) {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// moment reads dd-mm-yyyy [hh.mm] in WIB; slashes and colons are understood
// too. A date alone is the beginning of that office day.
func moment(cell string) (time.Time, error) {
	text := strings.Join(strings.Fields(strings.TrimSuffix(strings.TrimSpace(cell), "WIB")), " ")
	date, clock, _ := strings.Cut(text, " ")
	date = strings.ReplaceAll(date, "/", "-")
	clock = strings.ReplaceAll(clock, ":", ".")
	if clock == "" {
		clock = "7.15"
	}
	for _, layout := range []string{"2-1-2006 15.04", "2006-1-2 15.04"} {
		t, err := time.ParseInLocation(layout, date+" "+clock, sop.WIB())
		if err == nil && t.Year() >= 2000 && t.Year() <= 2100 {
			return t.UTC(), nil
		}
	}
	return time.Time{}, &FieldError{Rule: FieldDate, Value: cell}
}
