package ui

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// paperWord names a paper of a request.
func paperWord(name string) string {
	switch name {
	case desk.PaperLetter:
		return lang.X("requests.paper.letter", "Surat Permintaan")
	case desk.PaperDisposition:
		return lang.X("requests.paper.disposition", "Lembar Disposisi")
	case desk.PaperNote:
		return lang.X("requests.paper.note", "Nota Dinas Laporan Hasil")
	case desk.PaperRecord:
		return lang.X("requests.paper.record", "Berita Acara")
	case desk.PaperCard:
		return lang.X("requests.paper.card", "Kartu Kendali")
	}
	return lang.X("requests.paper.sop", "Lembar SOP")
}

// printItems are the papers of a request as a menu; what cannot be written yet
// is shown, but not offered.
func printItems(e *env, v desk.RequestView) []*fyne.MenuItem {
	ready := map[string]bool{}
	for _, name := range desk.ReadyDocuments(v) {
		ready[name] = true
	}
	var items []*fyne.MenuItem
	for _, name := range desk.Documents() {
		item := fyne.NewMenuItem(paperWord(name), func() { offerPaper(e, name, v.Request.ID, v.Request.Number) })
		item.Disabled = !ready[name]
		items = append(items, item)
	}
	return items
}

// offerPaper shows one paper of a request and asks where to keep it.
func offerPaper(e *env, name string, id ulid.ULID, number string) {
	e.offer(draftPaper{
		title: lang.X("requests.paper.title", "{{.Paper}} {{.Number}}", map[string]any{"Paper": paperWord(name), "Number": number}),
		paper: name, file: e.Papers.SuggestName(name, number, "pdf"),
		write: func(w io.Writer) error { return e.Papers.Document(name, id, w) },
	})
}

// choosePaper shows the papers of a request to choose from.
func choosePaper(e *env, id ulid.ULID) {
	kit.Run(e.Tasks, func(context.Context) (desk.RequestView, error) { return e.Requests.Get(id) }, func(v desk.RequestView, err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		var dialog *kit.Dialog
		column := container.New(kit.Tight(6), kit.Muted(lang.X("requests.paper.choose.text", "Yang abu-abu baru dapat dibuat setelah kegiatannya selesai.")))
		var first fyne.Focusable
		for _, item := range printItems(e, v) {
			button := kit.NewButton(item.Label, func() {
				dialog.Close()
				item.Action()
			}).WithIcon(kit.Icon(kit.IconReport))
			button.SetEnabled(!item.Disabled)
			if first == nil && !item.Disabled {
				first = button
			}
			column.Add(button)
		}
		dialog = e.Dialogs.Ask(kit.Ask{
			Title: lang.X("requests.paper.choose", "Cetak surat {{.Number}}", map[string]any{"Number": v.Request.Number}),
			Body:  column, Width: 440, Focus: first,
		})
	})
}
