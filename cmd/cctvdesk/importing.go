package main

import (
	"errors"
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
	if len(r.Unknown) > 0 {
		p.printf("%s", lang.X("cli.import.unknown", "Kolom tidak dikenal dan diabaikan: {{.Columns}}", map[string]any{"Columns": strings.Join(r.Unknown, ", ")}))
	}
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

func (p *program) printRow(row desk.ImportRow) {
	name := row.Name
	if row.Path != "" {
		name = strings.TrimSpace(name + " → " + row.Path)
	}
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
