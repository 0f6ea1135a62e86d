package desk

import (
	"context"
	"io"
	"strings"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// Import takes cameras from a table. Without apply it is a dry run: the same
// checks, nothing kept. With apply all rows are kept as one act, or none
// (ErrBadRows).
func (r *Cameras) Import(ctx context.Context, rows io.Reader, name string, apply bool) (ImportReport, error) {
	var report ImportReport
	t, err := report.begin(rows, name, nil,
		[]string{"nama", "url"}, cameraColumns()[2:])
	if err != nil || len(report.Missing) > 0 {
		return report, err
	}
	var added []db.Camera
	err = r.core.stage(ctx, &report, "impor-kamera", apply, func(tx *db.Tx) error {
		in, err := newCameraImport(r.core, tx, t)
		if err != nil {
			return err
		}
		for _, row := range t.rows {
			verdict, _, cam, err := in.row(row)
			if err != nil {
				return err
			}
			report.Rows = append(report.Rows, verdict)
			added = append(added, cam)
		}
		return nil
	})
	if err != nil || !report.Applied {
		return report, err
	}
	for _, cam := range added {
		if err := r.core.put(cam); err != nil {
			return report, err
		}
	}
	return report, nil
}

// cameraColumns are the columns of a table of cameras; the first two must be
// there.
func cameraColumns() []string {
	return []string{"nama", "url", "jalur", "opd", "titik", "kecamatan", "url_sub", "transport", "aktif"}
}

// cameraImport is one run over a table of cameras.
type cameraImport struct {
	core      *core
	tx        *db.Tx
	table     *table
	directory directory
	paths     map[string]int    // paths of this file and their line
	hosts     map[string]int    // addresses of this file and their line
	known     map[string]string // addresses of the store and whose they are
	used      usedPaths
}

func newCameraImport(c *core, tx *db.Tx, t *table) (*cameraImport, error) {
	in := &cameraImport{core: c, tx: tx, table: t, paths: map[string]int{}, hosts: map[string]int{}, known: map[string]string{}}
	var err error
	if in.directory, err = newDirectory(tx); err != nil {
		return nil, err
	}
	if in.used, err = pathsOf(tx); err != nil {
		return nil, err
	}
	for _, cam := range in.used {
		in.known[cam.URL.Host()+cam.URL.Path()] = cam.Name
	}
	return in, nil
}

// row judges one row and keeps its camera in the transaction when nothing is
// wrong with it.
func (in *cameraImport) row(row tableRow) (ImportRow, CameraDraft, db.Camera, error) {
	out := ImportRow{Line: row.line}
	if row.bad != nil {
		out.Problems = []*FieldError{row.bad}
		return out, CameraDraft{}, db.Camera{}, nil
	}
	d, err := in.draft(row, &out)
	if err != nil || len(out.Problems) > 0 {
		return out, d, db.Camera{}, err
	}
	cam, err := in.core.publish(in.tx, d, in.used)
	if err != nil {
		return out, d, cam, out.problem(columnOf(err), err)
	}
	out.ID = cam.ID
	return out, d, cam, nil
}

// columnOf names the column of a field of CameraDraft.
func columnOf(err error) string {
	names := map[string]string{"name": "nama", "path": "jalur", "address": "url", "sub": "url_sub", "agency": "opd"}
	if f, ok := err.(*FieldError); ok { //nolint:errorlint // publish gives them unwrapped
		if n := names[f.Field]; n != "" {
			return n
		}
		return f.Field
	}
	return ""
}

// draft reads the cells of one row.
func (in *cameraImport) draft(row tableRow, out *ImportRow) (CameraDraft, error) {
	get := func(column string) string { return in.table.cell(row, column) }
	d := CameraDraft{Name: strings.Join(strings.Fields(get("nama")), " "), Site: get("titik"), Enabled: true}
	out.Name = d.Name
	var errs []error
	note := func(column string, err error) { errs = append(errs, out.problem(column, err)) }
	if d.Name == "" {
		note("nama", &FieldError{Rule: FieldMissing})
	}
	in.addresses(get, &d, out, note)
	d.Path = strings.Trim(get("jalur"), "/")
	if d.Path == "" && d.Name != "" {
		d.Path = camera.Slug(d.Name)
	}
	out.Path = d.Path
	if first, twice := in.paths[d.Path]; twice && d.Path != "" {
		note("jalur", &FieldError{Rule: FieldTwice, Value: d.Path, Row: first})
	}
	in.paths[d.Path] = row.line
	var err error
	if opd := get("opd"); opd != "" {
		d.AgencyID, err = in.directory.find(opd)
		note("opd", err)
	}
	if kec := get("kecamatan"); kec != "" {
		d.District, err = district(kec)
		note("kecamatan", err)
	}
	d.Transport, err = choice(get("transport"), "auto", "tcp", "udp")
	note("transport", err)
	active, err := choice(get("aktif"), "ya", "tidak")
	note("aktif", err)
	d.Enabled = active != "tidak"
	for _, err := range errs {
		if err != nil {
			return d, err
		}
	}
	return d, nil
}

// addresses reads both addresses; a camera that is in the file or the store
// already is only pointed out: two channels may share an address on purpose.
func (in *cameraImport) addresses(get func(string) string, d *CameraDraft, out *ImportRow, note func(string, error)) {
	if get("url") == "" {
		note("url", &FieldError{Rule: FieldMissing})
		return
	}
	url, err := address("url", get("url"), d.URL)
	if note("url", err); err != nil {
		return
	}
	d.URL = url
	sub, err := address("url_sub", get("url_sub"), d.SubURL)
	note("url_sub", err)
	d.SubURL = sub
	where := url.Host() + url.Path()
	if first, twice := in.hosts[where]; twice {
		out.Hints = append(out.Hints, &FieldError{Field: "url", Rule: FieldTwice, Row: first})
	} else if other := in.known[where]; other != "" {
		out.Hints = append(out.Hints, &FieldError{Field: "url", Rule: FieldTaken, Other: other})
	}
	in.hosts[where] = out.Line
}

// choice takes one of a few words, the first when the cell is empty.
func choice(cell string, words ...string) (string, error) {
	cell = strings.ReplaceAll(strings.ToLower(cell), " ", "-")
	if cell == "" {
		return words[0], nil
	}
	for _, w := range words {
		if cell == w || strings.HasPrefix(cell, w+"-") { // "Diminta Diskominfo"
			return w, nil
		}
	}
	return "", &FieldError{Rule: FieldChoice, Value: cell, Choices: words}
}
