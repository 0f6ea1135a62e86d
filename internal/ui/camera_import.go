package ui

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// askImport takes cameras from a table: first a dry run with a verdict for
// each row, then all of it as one act, or nothing.
func (p *camerasPage) askImport() {
	path := kit.NewEntry("/home/kasi/Dokumen/kamera.csv")
	field := kit.NewField(lang.X("cameras.import.file", "Berkas CSV atau XLSX"), path,
		lang.X("cameras.import.hint", "Kolom wajib: nama, url. Boleh ada: jalur, opd, titik, kecamatan, url_sub, transport, aktif."))
	browse := kit.NewButton(lang.X("cameras.import.browse", "Pilih berkas…"), func() { p.browse(path) })
	verdicts := container.NewStack()
	body := kit.Form(field.Object(), container.NewHBox(browse), container.New(kit.AtLeast(640, 260), verdicts))
	checked := "" // the file whose rows are all good
	run := func(d *kit.Dialog, apply bool) {
		file := strings.TrimSpace(path.Text)
		field.SetRefusal("")
		p.importFile(file, apply && checked == file && file != "", func(r desk.ImportReport) {
			checked = ""
			if r.Applied {
				d.Close()
				p.env.Toasts.Show(lang.X("cameras.import.applied", "{{.N}} kamera diimpor.", map[string]any{"N": len(r.Rows)}))
				p.Reload()
				return
			}
			verdicts.Objects = []fyne.CanvasObject{verdictRows(r)}
			verdicts.Refresh()
			if r.OK() {
				checked = file
			}
		}, func(err error) { field.SetRefusal(say.Error(err).String()) })
	}
	p.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("cameras.import.title", "Impor kamera"), Body: body, Width: 680, Focus: path,
		Left: kit.NewButton(lang.X("cameras.import.check", "Periksa"), func() { run(nil, false) }),
		Do:   lang.X("cameras.import.do", "Impor"),
		OK:   func(d *kit.Dialog) { run(d, true) },
	})
}

func (p *camerasPage) browse(path *kit.Entry) {
	open := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		defer r.Close()
		path.SetText(r.URI().Path())
	}, p.env.Window)
	open.SetFilter(storage.NewExtensionFileFilter([]string{".csv", ".xlsx"}))
	open.Show()
}

func (p *camerasPage) importFile(file string, apply bool, done func(desk.ImportReport), failed func(error)) {
	kit.Run(p.env.Tasks, func(ctx context.Context) (desk.ImportReport, error) {
		data, err := os.ReadFile(file)
		if err != nil {
			return desk.ImportReport{}, err
		}
		return p.env.Cameras.Import(ctx, bytes.NewReader(data), filepath.Base(file), apply)
	}, func(r desk.ImportReport, err error) {
		if err != nil && len(r.Rows) == 0 {
			failed(err)
			return
		}
		done(r)
	})
}

// verdictRows lists what the dry run says of each row.
func verdictRows(r desk.ImportReport) fyne.CanvasObject {
	box := container.New(kit.Tight(-8))
	switch {
	case len(r.Missing) > 0:
		box.Add(kit.Strong(lang.X("cameras.import.missing", "Kolom yang kurang: {{.Columns}}", map[string]any{"Columns": strings.Join(r.Missing, ", ")})))
	case r.OK():
		box.Add(kit.Strong(lang.X("cameras.import.ready", "{{.N}} baris siap. Tekan Impor untuk menyimpan semuanya.", map[string]any{"N": len(r.Rows)})))
	default:
		box.Add(kit.Strong(lang.X("cameras.import.bad", "{{.N}} baris bermasalah; tidak ada yang disimpan.", map[string]any{"N": r.Bad()})))
	}
	for _, row := range r.Rows {
		text := lang.X("cameras.import.ok", "siap, jalur {{.Path}}", map[string]any{"Path": row.Path})
		var why []string
		for _, problem := range row.Problems {
			why = append(why, say.Error(problem).String())
		}
		if len(why) > 0 {
			text = strings.Join(why, " ")
		}
		box.Add(kit.Paragraph(joined("  ·  ", strconv.Itoa(row.Line), row.Name, text)))
	}
	return container.NewVScroll(box)
}
