package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// chooseFile shows the files with one of the endings to choose from, and hands
// on the path of the one that is chosen.
func chooseFile(e *env, endings []string, take func(path string)) {
	open := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
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
