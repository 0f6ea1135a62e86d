package ui

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// versionForm asks what is new in a version of the SOP. It begins with the one
// in force: a revision changes little.
type versionForm struct {
	base                             sop.Version
	name, number, revised, effective *kit.Entry
	minutes, texts, needs            []*kit.Entry
	fields                           map[string]*kit.Field
}

func newVersionForm(base sop.Version) *versionForm {
	f := &versionForm{base: base, name: kit.NewEntry("2026"), number: kit.NewEntry(base.Number),
		revised: kit.NewEntry(base.Revised), effective: kit.NewEntry(base.Effective), fields: map[string]*kit.Field{}}
	f.number.SetText(base.Number)
	f.revised.SetText(base.Revised)
	f.effective.SetText(base.Effective)
	for _, a := range base.Activities {
		minutes, text, needs := kit.NewEntry(""), kit.NewText("", 3), kit.NewText("", 2)
		minutes.SetText(strconv.Itoa(a.Minutes))
		text.SetText(a.Text)
		needs.SetText(a.Requirements.Text)
		f.minutes, f.texts, f.needs = append(f.minutes, minutes), append(f.texts, text), append(f.needs, needs)
	}
	return f
}

func (f *versionForm) field(key, name string, input fyne.CanvasObject, hint string) *kit.Field {
	f.fields[key] = kit.NewField(name, input, hint)
	return f.fields[key]
}

// body is the form: the version first, then each activity.
func (f *versionForm) body() fyne.CanvasObject {
	rows := kit.Form(
		kit.FormRow(f.field("version", lang.X("office.sop.version", "Nama versi"), f.name, lang.X("office.sop.version.hint", "Pendek dan tetap, misalnya tahunnya.")),
			f.field("number", lang.X("office.sop.number", "Nomor SOP"), f.number, "")),
		kit.FormRow(f.field("revised", lang.X("office.sop.revised", "Tanggal revisi"), f.revised, ""),
			f.field("effective", lang.X("office.sop.effective", "Tanggal efektif"), f.effective, "")))
	for i, a := range f.base.Activities {
		n := strconv.Itoa(a.N)
		rows.Add(kit.Subheading(lang.X("office.sop.nth", "Kegiatan {{.N}}", map[string]any{"N": a.N})))
		rows.Add(f.field("minutes"+n, lang.X("office.sop.minutes", "Waktu baku (menit)"), f.minutes[i], "").Object())
		rows.Add(f.field("activity"+n, lang.X("office.sop.activity", "Kegiatan"), f.texts[i], "").Object())
		rows.Add(f.field("needs"+n, lang.X("office.sop.requirements", "Kelengkapan"), f.needs[i], "").Object())
	}
	scroll := container.NewVScroll(rows)
	scroll.SetMinSize(fyne.NewSize(0, 460))
	return scroll
}

// value is the version as typed. What was changed has no verbatim any more:
// the paper that was signed says something else.
func (f *versionForm) value() sop.Version {
	v := f.base
	v.Name, v.Number = strings.TrimSpace(f.name.Text), strings.TrimSpace(f.number.Text)
	v.Revised, v.Effective = strings.TrimSpace(f.revised.Text), strings.TrimSpace(f.effective.Text)
	v.Activities = slices.Clone(v.Activities)
	for i := range v.Activities {
		a := &v.Activities[i]
		a.Minutes, _ = strconv.Atoi(strings.TrimSpace(f.minutes[i].Text))
		if text := strings.TrimSpace(f.texts[i].Text); text != a.Text {
			a.Text, a.Verbatim = text, ""
		}
		if needs := strings.TrimSpace(f.needs[i].Text); needs != a.Requirements.Text {
			a.Requirements = sop.Passage{Text: needs}
		}
	}
	return v
}

// refuse shows what is wrong at its field and says whether it has one.
func (f *versionForm) refuse(err error) bool {
	for _, field := range f.fields {
		field.SetRefusal("")
	}
	var refusal *desk.FieldError
	if !errors.As(err, &refusal) || f.fields[refusal.Field] == nil {
		return false
	}
	word := say.Error(err).What
	if strings.HasPrefix(refusal.Field, "minutes") {
		word = lang.X("office.sop.minutes.bad", "Isi menit, 1 sampai 10.000.")
	}
	f.fields[refusal.Field].SetRefusal(word)
	return true
}

// askVersion puts a new version of the SOP in force.
func (p *sopPage) askVersion() {
	f := newVersionForm(p.set.SOP)
	p.env.Dialogs.Ask(kit.Ask{Title: lang.X("office.sop.new.title", "Versi baru SOP"), Body: f.body(), Width: 640, Focus: f.name,
		Do: lang.X("office.sop.adopt", "Berlakukan"), OK: func(d *kit.Dialog) {
			p.env.Try(func() error { return p.env.Office.AdoptSOP(f.value()) }, func(err error) {
				switch {
				case err == nil:
					d.Close()
					p.env.Toasts.Show(lang.X("office.sop.adopted", "SOP versi {{.Name}} berlaku untuk permintaan yang dimulai mulai sekarang.", map[string]any{"Name": f.value().Name}))
					p.Reload()
				case !f.refuse(err):
					p.env.Fail(err)
				}
			})
		}})
}
