package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// classChoice chooses a code of klasifikasi arsip from the office's table.
type classChoice struct {
	*kit.Choice
	was    string
	loaded bool // the table is there
}

// newClassChoice shows the code a letter bears; a letter of the office that
// bears none yet is offered the usual one, a letter from elsewhere may go
// without.
func newClassChoice(e *env, was string, ours bool) *classChoice {
	c := &classChoice{Choice: kit.NewChoice(nil, nil), was: was}
	kit.Run(e.Tasks, func(context.Context) (classTable, error) {
		list, usual, err := e.Office.Classifications()
		return classTable{list, usual}, err
	}, func(t classTable, err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		choices := classOptions(t.list, was)
		if !ours {
			choices = optional(choices)
		} else if was == "" {
			was = t.usual
		}
		c.SetChoices(choices)
		c.Set(was)
		c.loaded = true
	})
	return c
}

type classTable struct {
	list  []sop.Classification
	usual string
}

// code is what was chosen; before the table is there, what the letter bore.
func (c *classChoice) code() string {
	if !c.loaded {
		return c.was
	}
	return c.Value()
}

func (c *classChoice) field() *kit.Field {
	return kit.NewField(lang.X("letters.class", "Klasifikasi arsip"), c.Choice, "")
}

// classOptions are the lines of the table; a code that has left it since it was
// written stays among them.
func classOptions(list []sop.Classification, was string) []kit.Option {
	var out []kit.Option
	known := was == ""
	for _, c := range list {
		out = append(out, kit.Option{Value: c.Code, Word: joined(" · ", c.Code, c.Name)})
		known = known || c.Code == was
	}
	if !known {
		out = append(out, kit.Option{Value: was, Word: was})
	}
	return out
}

// classView edits the table in the settings; every change is kept at once.
type classView struct {
	env     *env
	changed func()
	read    func(db.Settings) // who else shows the table
	usual   string
	object  *fyne.Container
}

func newClassView(e *env, changed func(), read func(db.Settings)) *classView {
	return &classView{env: e, changed: changed, read: read, object: container.NewStack()}
}

// reload shows the table as it is now, also while the rest of the page waits
// for what is being edited there.
func (v *classView) reload() {
	kit.Run(v.env.Tasks, func(context.Context) (db.Settings, error) { return v.env.Office.Settings() }, func(s db.Settings, err error) {
		if err != nil {
			v.env.Fail(err)
			return
		}
		v.show(s)
		v.read(s)
	})
	v.changed()
}

func (v *classView) show(s db.Settings) {
	list := desk.ClassificationsOf(s)
	v.usual = s.Classification
	rows := container.New(kit.Tight(-8))
	for _, c := range list {
		rows.Add(v.row(c))
	}
	fillStack(v.object, kit.Section(lang.X("letters.class", "Klasifikasi arsip"),
		container.New(kit.Tight(6),
			kit.Muted(lang.X("letters.class.what", "Kode yang dapat dipilih pada surat. Daftar lengkap ada pada Permendagri 83/2022; tambahkan yang dipakai kantor, atau impor dari tabel.")),
			rows),
		kit.NewButton(lang.X("office.holidays.import", "Impor CSV/XLSX…"), v.importTable),
		kit.NewButton(lang.X("letters.class.add", "Tambah Kode"), func() { v.ask(sop.Classification{}) })))
}

func (v *classView) row(c sop.Classification) fyne.CanvasObject {
	name := widget.NewLabel(c.Name)
	name.Truncation = fyne.TextTruncateEllipsis
	acts := container.NewHBox(kit.NewQuiet(lang.X("office.reader.change", "Ubah"), nil, func() { v.ask(c) }))
	if c.Code == v.usual {
		acts.Objects = append([]fyne.CanvasObject{container.NewCenter(kit.Caption(lang.X("letters.class.usual", "kode bawaan")))}, acts.Objects...)
	} else {
		acts.Add(kit.NewQuiet(lang.X("office.remove", "Hapus"), nil, func() { v.remove(c) }))
	}
	return container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(160, 36), kit.Strong(c.Code)), acts, name)
}

// remove needs no question: the message that follows takes it back.
func (v *classView) remove(c sop.Classification) {
	v.env.Act(func() error { return v.env.Office.RemoveClassification(c.Code) }, func() {
		v.env.Done(lang.X("letters.class.removed", "Kode {{.Code}} dihapus dari tabel.", map[string]any{"Code": c.Code}))
		v.reload()
	})
}

func (v *classView) importTable() {
	askTable(v.env, tableAsk{
		title: lang.X("letters.class.import", "Impor klasifikasi arsip"),
		hint:  lang.X("letters.class.import.hint", "Kolom: kode, nama. Di lembar sebar, jadikan kolom kode teks supaya 500.10 tidak menjadi 500.1. Kode yang sudah ada diperbarui."),
		run:   v.env.Office.ImportClassifications,
		done: func(r desk.ImportReport) {
			v.env.Done(lang.X("letters.class.imported", "{{.N}} kode klasifikasi diimpor.", map[string]any{"N": len(r.Rows)}))
			v.reload()
		},
	})
}

// ask edits one line, a new one when its code is empty.
func (v *classView) ask(was sop.Classification) {
	code, name := entryWith(was.Code), entryWith(was.Name)
	at := map[string]*kit.Field{
		"kode": kit.NewField(lang.X("letters.class.code", "Kode"), code, lang.X("letters.class.code.hint", "Misalnya 500.12")),
		"nama": kit.NewField(lang.X("letters.class.name", "Nama"), name, ""),
	}
	v.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("letters.class", "Klasifikasi arsip"), Width: 560, Focus: code, Do: lang.X("letters.save", "Simpan"),
		Body: kit.Form(kit.FormRow(at["kode"], at["nama"])),
		OK: func(d *kit.Dialog) {
			for _, field := range at {
				field.SetRefusal("")
			}
			v.env.Try(func() error {
				return v.env.Office.PutClassification(was.Code, sop.Classification{Code: code.Text, Name: name.Text})
			}, func(err error) {
				var wrong *desk.FieldError
				switch {
				case err == nil:
					d.Close()
					v.env.Saved()
					v.reload()
				case errors.As(err, &wrong) && at[wrong.Field] != nil:
					at[wrong.Field].SetRefusal(classRefusal(wrong))
				default:
					v.env.Fail(err)
				}
			})
		},
	})
}

// classRefusal says what to write instead.
func classRefusal(wrong *desk.FieldError) string {
	switch wrong.Rule {
	case desk.FieldName:
		return lang.X("letters.class.code.bad", "Tulis angka yang dipisah titik, misalnya 500.12 atau 045.")
	case desk.FieldTaken:
		return lang.X("letters.class.code.taken", "Kode ini sudah ada: {{.Name}}.", map[string]any{"Name": wrong.Other})
	case desk.FieldMissing:
		return lang.X("office.missing", "Wajib diisi.")
	}
	return say.Field(wrong).String()
}
