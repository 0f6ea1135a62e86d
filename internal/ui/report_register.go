package ui

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// inventoryWord names a paper of the register.
func inventoryWord(name string) string {
	if name == desk.PaperCounts {
		return lang.X("annual.paper.counts", "Daftar Jumlah Peralatan")
	}
	return lang.X("annual.paper.detail", "Daftar Rinci Peralatan")
}

// registerCard offers the papers of the register and of the year on Laporan.
func registerCard(e *env) fyne.CanvasObject {
	row := container.New(layout.NewRowWrapLayout(),
		kit.NewButton(inventoryWord(desk.PaperCounts), func() { offerInventory(e, desk.PaperCounts) }),
		kit.NewButton(inventoryWord(desk.PaperDetail), func() { offerInventory(e, desk.PaperDetail) }),
		kit.NewButton(lang.X("annual.title", "Laporan Tahunan"), func() { e.Open("laporan/" + annualArg) }))
	return kit.Section(lang.X("annual.papers", "Peralatan dan tahun"), row)
}

// openInventory offers the paper a route names, and says whether there is one.
func openInventory(e *env, name string) bool {
	if name != desk.PaperCounts && name != desk.PaperDetail {
		return false
	}
	offerInventory(e, name)
	return true
}

// offerInventory asks for the day, the level and the kind of file, then for a
// place.
func offerInventory(e *env, name string) {
	day := kit.NewDay(lang.X("annual.inventory.day", "Keadaan pada tanggal"), lang.X("annual.inventory.hint", "Akhir hari itu; hari ini boleh."), sop.WIB(), e.Now)
	day.Set(e.Now())
	var options []kit.Option
	for _, f := range desk.RegisterFormats(name) {
		options = append(options, kit.Option{Value: f, Word: map[string]string{"pdf": "PDF", "xlsx": "Excel (XLSX)", "csv": "CSV", "json": "JSON"}[f]})
	}
	format := kit.NewChoice(options, nil)
	format.Set("pdf")
	level := kit.NewChoice([]kit.Option{
		{Value: levelOffice, Word: lang.X("annual.level.office", "Internal")},
		{Value: levelPublic, Word: lang.X("annual.level.public", "Untuk publik")},
	}, nil)
	level.Set(levelOffice)
	network := kit.NewCheck(lang.X("annual.inventory.network", "Sertakan alamat IP"), nil)
	body := kit.Form(day.Object(), kit.NewField(lang.X("letters.period.format", "Bentuk berkas"), format, "").Object())
	if name == desk.PaperDetail {
		body.Add(kit.NewField(lang.X("annual.level", "Tingkat"), level, lang.X("annual.level.hint", "Untuk publik: tanpa nomor seri, koordinat, IP, dan MAC.")).Object())
		body.Add(network)
	}
	e.Dialogs.Ask(kit.Ask{Title: inventoryWord(name), Width: 520, Focus: format, Do: lang.X("letters.period.next", "Pilih Tempat…"), Body: body, OK: func(d *kit.Dialog) {
		on, ok := day.Value()
		if !ok {
			return
		}
		if on.IsZero() || on.After(e.Now()) {
			day.SetRefusal(lang.X("annual.inventory.bad", "Isi tanggal sampai dengan hari ini."))
			return
		}
		d.Close()
		o := desk.InventoryOptions{Day: on, Public: level.Value() == levelPublic, Network: network.Checked}
		kind := format.Value()
		e.offer(draftPaper{
			title: inventoryWord(name), paper: name, file: e.Papers.SuggestName(name, on.In(sop.WIB()).Format("2006-01-02"), kind),
			write: func(w io.Writer) error { return e.Annual.Inventory(w, name, kind, o) },
		})
	}})
}
