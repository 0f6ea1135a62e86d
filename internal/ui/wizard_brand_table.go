package ui

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// openTable shows the office's table of brands, where each line can be changed.
func (b *wizardBrand) openTable() {
	e := b.a.w.env
	var list *kit.DataList[camera.Brand]
	reload := func() {
		kit.Run(e.Tasks, func(context.Context) ([]camera.Brand, error) { return e.Finder.Brands() }, func(all []camera.Brand, err error) {
			if err != nil {
				e.Fail(err)
				return
			}
			list.Set(all)
			b.enter()
		})
	}
	cell := func(of func(camera.Brand) string) func(camera.Brand) kit.Cell {
		return func(one camera.Brand) kit.Cell { return kit.Cell{Text: of(one)} }
	}
	name := func(one camera.Brand) string { return brandName(one) }
	list = kit.NewDataList(kit.ListConfig[camera.Brand]{
		Columns: []kit.Column[camera.Brand]{
			{Title: lang.X("cameras.brand", "Merek"), Width: 216, Cell: cell(name), Compare: func(x, y camera.Brand) int { return cmp.Compare(name(x), name(y)) }},
			{Title: lang.X("cameras.device.main", "Aliran utama"), Width: 220, Share: 1, Cell: cell(func(one camera.Brand) string { return one.Main })},
			{Title: lang.X("cameras.device.sub", "Aliran kecil"), Width: 190, Share: 1, Cell: cell(func(one camera.Brand) string { return one.Sub })},
		},
		Words:   func(one camera.Brand) []string { return []string{name(one), one.Main, one.Sub, one.Note} },
		Search:  lang.X("cameras.brand.search", "Cari merek atau jalur"),
		Open:    func(one camera.Brand) { b.edit(one, reload) },
		Key:     func(one camera.Brand) string { return one.Key },
		Actions: []fyne.CanvasObject{kit.NewButton(lang.X("cameras.brand.add", "Tambah Merek"), func() { b.edit(camera.Brand{Port: 554}, reload) })},
		Empty:   kit.Empty{Icon: kit.IconCamera, Title: lang.X("cameras.brand.empty", "Tidak ada merek")},
	})
	reset := kit.NewQuiet(lang.X("cameras.brand.reset", "Kembalikan bawaan…"), nil, func() {
		e.Dialogs.Confirm(kit.Confirm{Danger: true, Title: lang.X("cameras.brand.reset.title", "Kembalikan tabel merek bawaan?"),
			Text: lang.X("cameras.brand.reset.text", "Semua perubahan pada tabel merek kantor ini hilang. Kamera yang sudah ada tidak berubah."),
			Do:   lang.X("cameras.brand.reset.do", "Kembalikan"), OK: func() { b.change(func() error { return e.Finder.ResetBrands() }, nil, nil, reload) }})
	})
	e.Dialogs.Ask(kit.Ask{Title: lang.X("cameras.brand.table.title", "Tabel merek"), Width: 820, Left: reset,
		Body: container.New(kit.AtLeast(0, 360), list.Object())})
	reload()
}

// change keeps something and shows a refusal at its field.
func (b *wizardBrand) change(work func() error, fields map[string]*kit.Field, dialog *kit.Dialog, then func()) {
	e := b.a.w.env
	kit.Run(e.Tasks, func(context.Context) (struct{}, error) { return struct{}{}, work() }, func(_ struct{}, err error) {
		switch {
		case err == nil:
			if dialog != nil {
				dialog.Close()
			}
			e.Toasts.Show(say.Saved())
			then()
		case !showFieldError(err, fields):
			e.Fail(err)
		}
	})
}

// edit changes one line of the table, or adds one.
func (b *wizardBrand) edit(one camera.Brand, then func()) {
	e := b.a.w.env
	name, main, sub := kit.NewEntry(""), kit.NewEntry("/Streaming/Channels/{c}01"), kit.NewEntry("/Streaming/Channels/{c}02")
	port, note := kit.NewEntry("554"), kit.NewText("", 2)
	name.SetText(one.Name)
	main.SetText(one.Main)
	sub.SetText(one.Sub)
	note.SetText(one.Note)
	port.SetText(strconv.Itoa(cmp.Or(one.Port, 554)))
	fields := map[string]*kit.Field{
		"name": kit.NewField(lang.X("cameras.brand", "Merek"), name, ""),
		"main": kit.NewField(lang.X("cameras.device.main", "Aliran utama"), main, lang.X("cameras.brand.template.hint", "{c} diganti nomor saluran, {cc} dua angka.")),
		"port": kit.NewField(lang.X("cameras.brand.port", "Port"), port, ""),
		"note": kit.NewField(lang.X("cameras.brand.note", "Catatan kantor ini"), note, ""),
	}
	habits := habitChecks(one.Habits)
	var remove fyne.CanvasObject
	title := lang.X("cameras.brand.add", "Tambah Merek")
	var dialog *kit.Dialog
	if one.Key != "" {
		title = brandName(one)
		remove = kit.NewQuiet(lang.X("cameras.brand.remove", "Hapus…"), nil, func() {
			e.Dialogs.Confirm(kit.Confirm{Danger: true, Title: lang.X("cameras.brand.remove.title", "Hapus {{.Name}} dari tabel?", map[string]any{"Name": brandName(one)}),
				Text: lang.X("cameras.brand.remove.text", "Kamera yang sudah ada tidak berubah."), Do: lang.X("cameras.brand.remove.do", "Hapus"),
				OK: func() { b.change(func() error { return e.Finder.RemoveBrand(one.Key) }, nil, dialog, then) }})
		})
	}
	dialog = e.Dialogs.Ask(kit.Ask{
		Title: title, Do: lang.X("cameras.brand.keep", "Simpan"), Width: 640, Focus: name, Left: remove,
		Body: kit.Form(container.New(kit.Shares(0, 4, 1), fields["name"].Object(), fields["port"].Object()),
			fields["main"].Object(), kit.NewField(lang.X("cameras.device.sub", "Aliran kecil"), sub, "").Object(), // some are longer than half the dialog
			habits, fields["note"].Object()),
		OK: func(dialog *kit.Dialog) {
			number, err := strconv.Atoi(strings.TrimSpace(port.Text))
			if err != nil || number < 1 || number > 65535 {
				fields["port"].SetRefusal(lang.X("cameras.brand.port.bad", "Angka 1 sampai 65535."))
				return
			}
			made := camera.Brand{Key: one.Key, Name: name.Text, Main: main.Text, Sub: sub.Text, Port: number, Note: note.Text, Habits: checkedHabits(habits)}
			b.change(func() error { return e.Finder.PutBrand(made) }, fields, dialog, then)
		},
	})
}

// habitChecks are the habits to be ticked, in the order of camera.Habits.
func habitChecks(on []camera.Habit) *fyne.Container {
	box := container.New(kit.Tight(-6))
	for _, h := range camera.Habits() {
		check := kit.NewCheck(say.Habit(h).What, nil)
		for _, have := range on {
			check.Checked = check.Checked || have == h
		}
		box.Add(check)
	}
	return box
}

func checkedHabits(box *fyne.Container) []camera.Habit {
	var out []camera.Habit
	for i, h := range camera.Habits() {
		if box.Objects[i].(*kit.Check).Checked {
			out = append(out, h)
		}
	}
	return out
}
