package ui

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
)

// manage shows the kept views and what the tour does.
func (b *wallBar) manage() {
	s := b.page.wall.Setup()
	dwell := kit.NewEntry("15")
	dwell.SetText(strconv.Itoa(s.Tour.Dwell))
	dwellField := kit.NewField(lang.X("shell.wall.dwell", "Lama tiap tampilan (detik)"), dwell,
		lang.X("shell.wall.dwell.hint", "Tanpa tanda centang di bawah, tur membalik halaman tampilan yang sedang terbuka."))
	drift := kit.NewCheck(lang.X("shell.wall.drift", "Geser ubin sedikit tiap menit (mencegah bekas di layar)"), nil)
	drift.Checked = s.Drift
	chosen := slices.Clone(s.Tour.Views)
	dwells := map[int]*kit.Entry{}
	rows := container.New(kit.Tight(0))
	dropped := map[int]bool{}
	for _, v := range s.Views {
		rows.Add(b.viewRow(v, &chosen, dropped, dwells))
	}
	if len(s.Views) == 0 {
		rows.Add(kit.Muted(lang.X("shell.wall.view.none", "Belum ada tampilan tersimpan. Ctrl+S menyimpan susunan ini.")))
	}
	list := container.NewVScroll(rows)
	list.SetMinSize(fyne.NewSize(0, min(260, 44*float32(max(1, len(s.Views))))))
	b.page.env.Dialogs.Ask(kit.Ask{Title: lang.X("shell.wall.manage.title", "Tampilan dan tur"), Width: 520, Focus: dwell,
		Body: kit.Form(dwellField.Object(), kit.Caption(lang.X("shell.wall.views", "Tampilan tersimpan; yang dicentang ikut tur, angka di kanan lamanya sendiri (detik)")), list, drift),
		Left: container.NewHBox(kit.NewButton(lang.X("shell.wall.export", "Ekspor…"), b.export), kit.NewButton(lang.X("shell.wall.import", "Impor…"), b.importViews)),
		Do:   lang.X("shell.menu.save", "Simpan"), OK: func(d *kit.Dialog) {
			n, err := strconv.Atoi(strings.TrimSpace(dwell.Text))
			if err != nil || n < wall.MinDwell || n > wall.MaxDwell {
				dwellField.SetRefusal(lang.X("shell.wall.dwell.bad", "Isi angka {{.Min}} sampai {{.Max}}.", map[string]any{"Min": wall.MinDwell, "Max": wall.MaxDwell}))
				return
			}
			own, ok := ownDwells(dwells)
			if !ok {
				dwellField.SetRefusal(lang.X("shell.wall.dwell.own.bad", "Lama sendiri di kanan tampilan: kosong, atau angka {{.Min}} sampai {{.Max}}.", map[string]any{"Min": wall.MinDwell, "Max": wall.MaxDwell}))
				return
			}
			d.Close()
			b.managed(n, chosen, dropped, own)
			if drift.Checked != b.page.wall.Setup().Drift {
				b.page.wall.SetDrift(drift.Checked)
			}
		}})
}

// viewRow is one kept view: whether the tour shows it, and a button to drop it.
func (b *wallBar) viewRow(v wall.View, chosen *[]int, dropped map[int]bool, dwells map[int]*kit.Entry) fyne.CanvasObject {
	tick := kit.NewCheck(lang.X("shell.wall.view.kept", "{{.N}} · {{.Name}}", map[string]any{"N": v.Number, "Name": v.Name}), func(on bool) {
		*chosen = slices.DeleteFunc(*chosen, func(n int) bool { return n == v.Number })
		if on {
			*chosen = append(*chosen, v.Number)
			slices.Sort(*chosen)
		}
	})
	tick.Checked = slices.Contains(*chosen, v.Number)
	var drop *kit.Button
	drop = kit.NewButton(lang.X("shell.wall.drop", "Hapus"), func() {
		dropped[v.Number] = !dropped[v.Number]
		if dropped[v.Number] {
			tick.Disable()
			drop.SetText(lang.X("shell.wall.drop.undo", "Batal hapus"))
			return
		}
		tick.Enable()
		drop.SetText(lang.X("shell.wall.drop", "Hapus"))
	})
	dwell := kit.NewEntry(lang.X("shell.wall.dwell.own", "sama"))
	if v.Dwell > 0 {
		dwell.SetText(strconv.Itoa(v.Dwell))
	}
	dwells[v.Number] = dwell
	return container.NewBorder(nil, nil, nil, container.NewHBox(container.New(kit.AtLeast(72, 0), dwell), drop), tick)
}

// ownDwells reads the views' own times; an empty field is the tour's.
func ownDwells(fields map[int]*kit.Entry) (map[int]int, bool) {
	out := map[int]int{}
	for number, f := range fields {
		text := strings.TrimSpace(f.Text)
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < wall.MinDwell || n > wall.MaxDwell {
			return nil, false
		}
		out[number] = n
	}
	return out, true
}

// managed takes over what the dialog asked. Dropped views can be taken back.
func (b *wallBar) managed(dwell int, chosen []int, dropped map[int]bool, own map[int]int) {
	before := b.page.wall.Setup()
	kept := slices.DeleteFunc(slices.Clone(before.Views), func(v wall.View) bool { return dropped[v.Number] })
	for i := range kept {
		kept[i].Dwell = own[kept[i].Number]
	}
	b.page.wall.SetViews(kept)
	t := before.Tour
	t.Dwell = dwell
	t.Views = slices.DeleteFunc(chosen, func(n int) bool { return dropped[n] })
	b.page.wall.SetTour(t)
	if gone := len(before.Views) - len(kept); gone > 0 {
		b.page.env.Toasts.ShowWith(lang.X("shell.wall.dropped", "{{.N}} tampilan dihapus.", map[string]any{"N": gone}),
			lang.X("shell.wall.dropped.undo", "Kembalikan"), func() {
				b.page.wall.SetViews(before.Views)
				b.page.wall.SetTour(before.Tour)
			})
	}
}
