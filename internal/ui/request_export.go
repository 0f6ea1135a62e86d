package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// tableMenu leads to where tables come in and go out.
func (p *requestsPage) tableMenu() []*fyne.MenuItem {
	return append([]*fyne.MenuItem{
		fyne.NewMenuItem(lang.X("requests.import", "Impor permintaan…"), func() { p.env.Open("permintaan/impor") }),
		fyne.NewMenuItemSeparator(),
	}, exportItems(p.env, lang.X("requests.export.title", "Ekspor permintaan yang tampil"), "requests", "permintaan-relay", p.exported)...)
}

// exported is what the list shows at the moment, in whatever way it was chosen.
func (p *requestsPage) exported() desk.ListOptions {
	ids := []ulid.ULID{}
	for _, row := range p.list.Shown() {
		ids = append(ids, row.ID)
	}
	shelf := p.shelf.Value()
	return desk.ListOptions{Requests: desk.RequestFilter{IDs: ids, Archived: shelf == shelfArchive, Trash: shelf == shelfTrash}}
}

// exportItems offer a list in each of its formats; what is shown is asked when
// one is chosen.
func exportItems(e *env, title, list, file string, shown func() desk.ListOptions) []*fyne.MenuItem {
	item := func(word, format string, comma bool) *fyne.MenuItem {
		return fyne.NewMenuItem(word, func() {
			o := shown()
			o.CSV.Comma, o.CSV.NoBOM = comma, comma
			name := e.Papers.SuggestName(file, e.Now().Format("2006-01-02"), format)
			askPath(e, title, name, func(path string) error { return e.Papers.SaveList(path, list, format, o) })
		})
	}
	return []*fyne.MenuItem{
		item(lang.X("requests.export.xlsx", "Ekspor ke XLSX…"), "xlsx", false),
		item(lang.X("requests.export.csv", "Ekspor ke CSV untuk Excel (titik koma)…"), "csv", false),
		item(lang.X("requests.export.comma", "Ekspor ke CSV untuk program lain (koma)…"), "csv", true),
		item(lang.X("requests.export.json", "Ekspor ke JSON…"), "json", false),
	}
}
