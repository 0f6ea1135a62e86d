package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// askFile asks for a file by its place, which is typed, pasted or chosen: the
// toolkit's own chooser alone needs a mouse.
func askFile(e *env, title, hint string, endings []string, take func(path string)) {
	place := kit.NewEntry("/home/kasi/Dokumen/…")
	field := kit.NewField(lang.X("shell.file.place", "Letak berkas"), place, hint)
	e.Dialogs.Ask(kit.Ask{Title: title, Width: 560, Focus: place, Body: field.Object(),
		Left: kit.NewButton(lang.X("office.import.browse", "Pilih berkas…"), func() { chooseFile(e, endings, place.SetText) }),
		Do:   lang.X("shell.file.open", "Buka"), OK: func(d *kit.Dialog) {
			path := strings.TrimSpace(place.Text)
			if path == "" {
				field.SetRefusal(lang.X("shell.file.missing", "Tulis letak berkasnya, atau tekan Pilih berkas."))
				return
			}
			d.Close()
			take(path)
		}})
}

// chooseFile shows the files with one of the endings to choose from, and hands
// on the path of the one that is chosen.
func chooseFile(e *env, endings []string, take func(path string)) {
	var shown *kit.Dialog
	open := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		shown.Close()
		if err != nil {
			e.Fail(err)
			return
		}
		if r == nil {
			return // nothing was chosen
		}
		path := r.URI().Path()
		if err := r.Close(); err != nil {
			e.Log.Warn("closing the chosen file failed", "err", err)
		}
		take(path)
	}, e.Window)
	open.SetFilter(storage.NewExtensionFileFilter(bothCases(endings)))
	open.Show()
	shown = e.Dialogs.Foreign(open.Hide)
	open.Resize(fyne.NewSize(860, 560)) // before Show it has nothing to resize
}

// bothCases adds the endings in capitals, as scanners write them.
func bothCases(endings []string) []string {
	out := endings
	for _, e := range endings {
		out = append(out, strings.ToUpper(e))
	}
	return out
}
