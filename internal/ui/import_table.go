package ui

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// tableAsk is an import that needs no mapping of columns: a file, a verdict
// for each row, then all of it as one act.
type tableAsk struct {
	title, hint string
	run         func(ctx context.Context, rows io.Reader, name string, apply bool) (desk.ImportReport, error)
	done        func(desk.ImportReport)
}

// askTable reads the file on choosing it and keeps nothing before Terapkan.
func askTable(e *env, ask tableAsk) {
	path := kit.NewEntry("/home/kasi/Dokumen/daftar.csv")
	field := kit.NewField(lang.X("office.import.file", "Berkas CSV atau XLSX"), path, ask.hint)
	verdicts := container.NewStack(kit.Muted(lang.X("office.import.start", "Belum ada yang diperiksa. Tidak ada yang disimpan sebelum tombol Terapkan ditekan.")))
	good := "" // the file whose rows are all good
	run := func(d *kit.Dialog, apply bool) {
		file := strings.TrimSpace(path.Text)
		field.SetRefusal("")
		apply = apply && good == file && file != ""
		kit.Run(e.Tasks, func(ctx context.Context) (desk.ImportReport, error) {
			data, err := os.ReadFile(file)
			if err != nil {
				return desk.ImportReport{}, err
			}
			return ask.run(ctx, bytes.NewReader(data), filepath.Base(file), apply)
		}, func(r desk.ImportReport, err error) {
			good = ""
			switch {
			case err != nil && len(r.Rows) == 0:
				field.SetRefusal(say.Error(err).String())
				return
			case r.Applied:
				d.Close()
				ask.done(r)
				return
			case r.OK():
				good = file
			}
			fillStack(verdicts, tableVerdicts(r))
		})
	}
	browse := kit.NewButton(lang.X("office.import.browse", "Pilih berkas…"), func() {
		chooseFile(e, []string{".csv", ".xlsx"}, func(chosen string) { path.SetText(chosen); run(nil, false) })
	})
	e.Dialogs.Ask(kit.Ask{
		Title: ask.title, Width: 680, Focus: path,
		Body: kit.Form(field.Object(), container.NewHBox(browse), container.New(kit.AtLeast(640, 240), verdicts)),
		Left: kit.NewButton(lang.X("office.import.check", "Periksa"), func() { run(nil, false) }),
		Do:   lang.X("office.import.apply", "Terapkan"),
		OK:   func(d *kit.Dialog) { run(d, true) },
	})
}

// tableVerdicts lists what the dry run says of each row.
func tableVerdicts(r desk.ImportReport) fyne.CanvasObject {
	box := container.New(kit.Tight(-8))
	switch {
	case len(r.Missing) > 0:
		box.Add(kit.Strong(lang.X("office.import.missing", "Kolom yang kurang: {{.Columns}}", map[string]any{"Columns": strings.Join(r.Missing, ", ")})))
	case len(r.Rows) == 0:
		box.Add(kit.Strong(lang.X("office.import.norows", "Berkas tidak memuat baris data.")))
	case r.OK():
		box.Add(kit.Strong(lang.X("office.import.ready", "{{.N}} baris siap. Tekan Terapkan untuk menyimpan semuanya sebagai satu tindakan.", map[string]any{"N": len(r.Rows)})))
	default:
		box.Add(kit.Strong(lang.X("office.import.bad", "{{.Bad}} dari {{.N}} baris salah; tidak ada yang disimpan.", map[string]any{"N": len(r.Rows), "Bad": r.Bad()})))
	}
	if len(r.Unknown) > 0 {
		box.Add(kit.Muted(lang.X("office.import.unknown", "Kolom yang diabaikan: {{.Columns}}", map[string]any{"Columns": strings.Join(r.Unknown, ", ")})))
	}
	for _, row := range r.Rows {
		text := verdictWords(row)
		if text == "" {
			text = verdictChip(row).Word
		}
		box.Add(kit.Paragraph(joined("  ·  ", strconv.Itoa(row.Line), row.Name, text)))
	}
	return container.NewVScroll(box)
}
