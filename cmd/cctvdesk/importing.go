package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
)

// importCmd takes a table: a dry run unless --apply is given.
type importCmd struct {
	What  string `arg:"" enum:"cameras,equipment,equipment-mutasi,requests"`
	File  string `arg:""`
	Apply bool
	Test  bool              // cameras, dry run: test each one, as the window does
	Rest  string            `placeholder:"FILE.csv|FILE.xlsx"`
	Map   map[string]string `mapsep:"," placeholder:"opd=Instansi,hal=Perihal"`
	// Equipment: what may be done to the register, and whether a blank cell
	// empties what it stands for.
	Mode       string `enum:"keduanya,tambah,perbarui" default:"keduanya"`
	ClearBlank bool
}

// Run prints a verdict per row; exit 1 when any row is bad.
func (c importCmd) Run(p *program) (err error) {
	file, err := os.Open(c.File)
	if err != nil {
		return fileError(c.File, err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || info.IsDir() {
		return fileError(c.File, err)
	}
	h, err := p.build(plan{offline: true})
	if err != nil {
		return err
	}
	defer func() {
		if failed := h.Close(); err == nil {
			err = failed
		}
	}()
	if c.What == "cameras" && c.Test && !c.Apply {
		return c.try(p, h, file)
	}
	var report desk.ImportReport
	switch name := filepath.Base(c.File); c.What {
	case "cameras":
		report, err = h.desk.Cameras.Import(p.ctx, file, name, c.Apply)
	case "requests":
		report, err = h.desk.Requests.ImportMapped(p.ctx, file, name, c.Map, c.Apply)
	default: // a table of movements is known by its columns
		report, err = h.desk.Equipment.Import(p.ctx, file, name,
			desk.EquipmentImport{Columns: c.Map, Mode: desk.ImportMode(c.Mode), ClearBlank: c.ClearBlank}, c.Apply)
	}
	if err != nil && !errors.Is(err, desk.ErrBadRows) {
		return err
	}
	p.printReport(c.What, report)
	return verdictOn(report)
}

// try tests the camera of each row and prints a verdict for each; nothing is
// kept. Exit 1 when any row has wrong cells or gave no picture.
func (c importCmd) try(p *program, h *house, file io.Reader) error {
	trial, err := h.desk.Cameras.Try(p.ctx, file, filepath.Base(c.File), func(desk.TrialRow) {})
	if err != nil {
		return err
	}
	if len(trial.Report.Missing) > 0 || len(trial.Rows) == 0 {
		return verdictOn(trial.Report)
	}
	p.printUnknown(trial.Report)
	for _, row := range trial.Rows {
		p.printf("%s", lang.X("cli.import.row.tested", "baris {{.Line}}: {{.State}} – {{.Name}}: {{.Notes}}", map[string]any{
			"Line": row.Line, "State": strings.ToLower(say.TrialState(row.State())), "Name": rowName(row.ImportRow), "Notes": say.TrialRow(row, true),
		}))
	}
	if c.Rest != "" {
		if err := c.writeRest(trial); err != nil {
			return fileError(c.Rest, err)
		}
	}
	bad := trial.Count(desk.TrialBad, desk.TrialFailed, desk.TrialWaiting)
	v := map[string]any{"Rows": len(trial.Rows), "Bad": bad, "Took": say.Took(trial.Took)}
	if bad > 0 {
		return said(lang.X("cli.import.tested.bad", "{{.Bad}} dari {{.Rows}} baris salah atau gagal diuji ({{.Took}}). Tidak ada yang disimpan.", v), nil)
	}
	p.printf("%s", lang.X("cli.import.tested.good", "{{.Rows}} baris diuji dalam {{.Took}} dan dapat disimpan. Ulangi dengan --apply untuk menyimpannya.", v))
	return nil
}

// writeRest saves the rows that should not be kept as they are, with why.
func (c importCmd) writeRest(trial *desk.Trial) error {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(c.Rest)), ".")
	var b bytes.Buffer
	err := trial.WriteRest(&b, format, func(r desk.TrialRow) string {
		return say.TrialState(r.State()) + ": " + say.TrialRow(r, true)
	})
	if err != nil {
		return err
	}
	return desk.WriteFile(c.Rest, b.Bytes())
}

// verdictOn is the sentence that ends an import that cannot be applied.
func verdictOn(r desk.ImportReport) error {
	v := map[string]any{"Columns": strings.Join(r.Missing, ", "), "Bad": r.Bad(), "Rows": len(r.Rows)}
	switch {
	case len(r.Missing) > 0:
		return said(lang.X("cli.import.missing", "Kolom wajib tidak ada: {{.Columns}}. Tulis nama kolom di baris pertama, lalu ulangi. Tidak ada yang disimpan.", v), nil)
	case len(r.Rows) == 0:
		return said(lang.X("cli.import.empty", "Berkas tidak memuat baris data. Tidak ada yang disimpan."), nil)
	case r.Bad() > 0:
		return said(lang.X("cli.import.bad", "{{.Bad}} dari {{.Rows}} baris salah. Perbaiki baris tersebut, lalu ulangi. Tidak ada yang disimpan.", v), nil)
	}
	return nil
}

// printReport writes the verdicts. Applied requests are answered with their
// new numbers alone, in order, so that a script can read them.
func (p *program) printReport(what string, r desk.ImportReport) {
	if r.Applied && what == "requests" {
		for _, row := range r.Rows {
			p.printf("%s", row.Number)
		}
		return
	}
	p.printUnknown(r)
	for _, row := range r.Rows {
		p.printRow(row)
	}
	if !r.OK() {
		return
	}
	v := map[string]any{"Rows": len(r.Rows)}
	if r.Applied {
		p.printf("%s", lang.X("cli.import.applied", "{{.Rows}} baris disimpan.", v))
		return
	}
	p.printf("%s", lang.X("cli.import.good", "{{.Rows}} baris dapat disimpan. Ulangi dengan --apply untuk menyimpannya.", v))
}

func (p *program) printUnknown(r desk.ImportReport) {
	if len(r.Unknown) > 0 {
		p.printf("%s", lang.X("cli.import.unknown", "Kolom tidak dikenal dan diabaikan: {{.Columns}}", map[string]any{"Columns": strings.Join(r.Unknown, ", ")}))
	}
}

// rowName is what a row is called: name and, of a camera, its path.
func rowName(row desk.ImportRow) string {
	if row.Path == "" {
		return row.Name
	}
	return strings.TrimSpace(row.Name + " → " + row.Path)
}

func (p *program) printRow(row desk.ImportRow) {
	name := rowName(row)
	if verb := say.ImportVerb(row.Verb); verb != "" {
		name = strings.TrimSpace(name + " [" + verb + "]")
	}
	v := map[string]any{"Line": row.Line, "Name": name}
	if len(row.Problems) == 0 {
		v["Notes"] = notes(row.Hints)
		if len(row.Hints) > 0 {
			p.printf("%s", lang.X("cli.import.row.hint", "baris {{.Line}}: baik – {{.Name}} (perhatikan: {{.Notes}})", v))
			return
		}
		p.printf("%s", lang.X("cli.import.row.good", "baris {{.Line}}: baik – {{.Name}}", v))
		return
	}
	v["Notes"] = notes(row.Problems)
	if name == "" {
		p.printf("%s", lang.X("cli.import.row.nameless", "baris {{.Line}}: salah – {{.Notes}}", v))
		return
	}
	p.printf("%s", lang.X("cli.import.row.bad", "baris {{.Line}}: salah – {{.Name}}: {{.Notes}}", v))
}

func notes(list []*desk.FieldError) string {
	var out []string
	for _, f := range list {
		out = append(out, fieldSentence(f))
	}
	return strings.Join(out, "; ")
}
