package ui

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// officialsView lists who holds and held the offices of the SOP, with the
// days it is valid for. Heads change; the papers must carry who was in office.
type officialsView struct {
	env  *env
	list *kit.DataList[sop.Official]
}

func newOfficialsView(e *env) *officialsView {
	v := &officialsView{env: e}
	v.list = kit.NewDataList(kit.ListConfig[sop.Official]{
		Columns: []kit.Column[sop.Official]{
			{Title: lang.X("office.official.role", "Pelaksana SOP"), Width: 170, Share: 1, Cell: func(o sop.Official) kit.Cell { return kit.Cell{Text: say.Role(o.Role)} },
				Compare: func(a, b sop.Official) int { return roleOrder(a.Role) - roleOrder(b.Role) }},
			{Title: lang.X("office.official.name", "Nama"), Width: 190, Share: 1, Cell: func(o sop.Official) kit.Cell { return kit.Cell{Text: o.Name, Bold: true} },
				Compare: func(a, b sop.Official) int { return strings.Compare(a.Name, b.Name) }},
			{Title: lang.X("office.official.title", "Jabatan pada surat"), Width: 150, Share: 2, Cell: func(o sop.Official) kit.Cell { return kit.Cell{Text: actingTitle(o), Quiet: true} }},
			{Title: lang.X("office.official.nip", "NIP"), Width: 172, Cell: func(o sop.Official) kit.Cell { return kit.Cell{Text: sop.FormatNIP(o.NIP), Quiet: true} }},
			{Title: lang.X("office.official.valid", "Berlaku"), Width: 176, Cell: func(o sop.Official) kit.Cell { return kit.Cell{Text: validWords(o), Quiet: true} },
				Compare: func(a, b sop.Official) int { return a.From.Compare(b.From) }},
			{Title: lang.X("office.official.state", "Keadaan"), Width: 120, Cell: func(o sop.Official) kit.Cell { return kit.Cell{Chip: v.chip(o)} }},
		},
		Open: v.edit,
		Key:  func(o sop.Official) string { return o.ID.String() },
		Menu: func(o sop.Official) []*fyne.MenuItem {
			return []*fyne.MenuItem{
				fyne.NewMenuItem(lang.X("office.edit", "Ubah"), func() { v.edit(o) }),
				fyne.NewMenuItem(lang.X("office.remove", "Hapus"), func() { v.remove(o) }),
			}
		},
		Words: func(o sop.Official) []string {
			return []string{o.Name, o.NIP, actingTitle(o), say.Role(o.Role), o.Rank}
		},
		Search: lang.X("office.official.search", "Cari nama, jabatan, NIP…"),
		Empty: kit.Empty{Icon: kit.IconName("lock"), Title: lang.X("office.official.empty", "Belum ada pejabat"),
			Text:   lang.X("office.official.empty.text", "SOP dijalankan Kepala Dinas, Kepala Bidang, dan Kepala Seksi. Tanpa ketiganya permintaan belum dapat dimulai."),
			Action: lang.X("office.official.new", "Tambah Pejabat"), Do: func() { v.edit(sop.Official{From: e.Now()}) }},
	})
	return v
}

func (v *officialsView) object() fyne.CanvasObject { return v.list.Object() }

func (v *officialsView) load() {
	kit.Run(v.env.Tasks, func(context.Context) ([]sop.Official, error) { return v.env.Office.Officials() },
		func(rows []sop.Official, err error) {
			if err != nil {
				v.env.Fail(err)
				return
			}
			slices.SortStableFunc(rows, func(a, b sop.Official) int { return roleOrder(a.Role) - roleOrder(b.Role) })
			v.list.Set(rows)
		})
}

func (v *officialsView) chip(o sop.Official) kit.ChipState {
	now := v.env.Now()
	switch {
	case o.From.After(now):
		return kit.ChipState{Word: lang.X("office.official.later", "Belum berlaku"), Tone: kit.ToneQuiet, Shape: kit.ShapeClock}
	case !o.To.IsZero() && !o.To.After(now):
		return kit.ChipState{Word: lang.X("office.official.past", "Terdahulu"), Tone: kit.ToneQuiet, Shape: kit.ShapeBox}
	}
	return kit.ChipState{Word: lang.X("office.official.now", "Menjabat"), Tone: kit.ToneGood, Shape: kit.ShapeCheck}
}

func roleOrder(r sop.Role) int {
	return slices.Index([]sop.Role{sop.RoleAgency, sop.RoleKadis, sop.RoleKabid, sop.RoleKasi}, r)
}

func actingTitle(o sop.Official) string {
	switch o.Acting {
	case "plt":
		return lang.X("office.official.plt", "Plt. {{.Title}}", map[string]any{"Title": o.Title})
	case "plh":
		return lang.X("office.official.plh", "Plh. {{.Title}}", map[string]any{"Title": o.Title})
	}
	return o.Title
}

func validWords(o sop.Official) string {
	if o.To.IsZero() {
		return lang.X("office.official.from", "sejak {{.From}}", map[string]any{"From": say.ShortDate(o.From)})
	}
	return lang.X("office.official.fromto", "{{.From}} s.d. {{.To}}", map[string]any{"From": say.ShortDate(o.From), "To": say.ShortDate(o.To)})
}

// officialForm are the fields of one official; the first-run assistant uses
// it too.
type officialForm struct {
	role                   *kit.Choice
	acting                 *kit.Choice
	name, title, rank, nip *kit.Entry
	from, to               *kit.DateClock
	nameField, nipField    *kit.Field
	roleField              *kit.Field
}

func newOfficialForm(e *env, o sop.Official) *officialForm {
	entry := func(text string) *kit.Entry {
		en := kit.NewEntry("")
		en.SetText(text)
		return en
	}
	f := &officialForm{name: entry(o.Name), title: entry(o.Title), rank: entry(o.Rank), nip: entry(sop.FormatNIP(o.NIP))}
	f.role = kit.NewChoice(officeRoles(), func(string) { f.roleField.SetRefusal("") })
	f.role.Set(string(o.Role))
	f.acting = kit.NewChoice(actingOptions(), nil)
	f.acting.Set(o.Acting)
	f.roleField = kit.NewField(lang.X("office.official.role", "Pelaksana SOP"), f.role, "")
	f.nameField = kit.NewField(lang.X("office.official.name.full", "Nama dengan gelar"), f.name, "")
	f.nipField = kit.NewField(lang.X("office.official.nip", "NIP"), f.nip, "")
	f.name.OnChanged = func(string) { f.nameField.SetRefusal("") }
	f.nip.OnChanged = func(text string) { f.nipField.SetHint(nipWords(text)) }
	f.from = kit.NewDay(lang.X("office.official.since", "Menjabat sejak"), "", sop.WIB(), e.Now)
	f.from.Set(o.From)
	f.to = kit.NewDay(lang.X("office.official.until", "Sampai (kosong = masih menjabat)"), "", sop.WIB(), nil)
	f.to.Set(o.To)
	return f
}

func (f *officialForm) object() fyne.CanvasObject {
	return kit.Form(
		kit.FormRow(f.roleField, kit.NewField(lang.X("office.official.acting", "Status jabatan"), f.acting, "")),
		f.nameField.Object(),
		kit.NewField(lang.X("office.official.title", "Jabatan pada surat"), f.title, lang.X("office.official.title.hint", "Seperti tercetak di bawah tanda tangan.")).Object(),
		kit.FormRow(kit.NewField(lang.X("office.official.rank", "Pangkat"), f.rank, ""), f.nipField),
		kit.FormRow(f.from.Field, f.to.Field))
}

func (f *officialForm) into(o sop.Official) (sop.Official, bool) {
	from, ok1 := f.from.Value()
	to, ok2 := f.to.Value()
	o.Role, o.Acting = sop.Role(f.role.Value()), f.acting.Value()
	o.Name, o.Title, o.Rank = strings.TrimSpace(f.name.Text), strings.TrimSpace(f.title.Text), strings.TrimSpace(f.rank.Text)
	o.NIP = strings.ReplaceAll(strings.TrimSpace(f.nip.Text), " ", "")
	o.From, o.To = from, to
	return o, ok1 && ok2
}

// nipWords warns of a number that does not look right; it never refuses,
// because the office knows better than the pattern.
func nipWords(nip string) string {
	ok, warnings := sop.CheckNIP(nip)
	if ok || len(warnings) == 0 {
		return ""
	}
	return say.NIPWarning(warnings[0])
}

func (v *officialsView) edit(o sop.Official) {
	title := lang.X("office.official.edit", "Ubah Pejabat")
	if o.ID == (ulid.ULID{}) {
		title = lang.X("office.official.new", "Tambah Pejabat")
	}
	form := newOfficialForm(v.env, o)
	v.env.Dialogs.Ask(kit.Ask{Title: title, Body: form.object(), Do: lang.X("office.save", "Simpan"), Width: 640, Focus: form.name, OK: func(dialog *kit.Dialog) {
		changed, ok := form.into(o)
		if !ok {
			return
		}
		kit.Run(v.env.Tasks, func(context.Context) (ulid.ULID, error) { return v.env.Office.PutOfficial(changed) }, func(_ ulid.ULID, err error) {
			var field *desk.FieldError
			switch {
			case errors.As(err, &field) && field.Field == "name":
				form.nameField.SetRefusal(say.Error(err).What)
			case errors.As(err, &field) && field.Field == "role":
				form.roleField.SetRefusal(say.Error(err).What)
			case errors.As(err, &field) && field.Field == "to":
				form.to.SetRefusal(lang.X("office.official.until.bad", "Hari terakhir harus sesudah hari pertama."))
			case err != nil:
				v.env.Fail(err)
			default:
				dialog.Close()
				v.env.Toasts.Show(say.Saved())
				v.load()
			}
		})
	}})
}

func (v *officialsView) remove(o sop.Official) {
	v.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("office.official.remove", "Hapus {{.Name}}?", map[string]any{"Name": o.Name}),
		Text:  lang.X("office.official.remove.text", "Hanya untuk catatan yang keliru. Pejabat yang berganti cukup diberi hari terakhir; permintaan lama tetap memuat namanya."),
		Do:    lang.X("office.remove", "Hapus"), Danger: true,
		OK: func() {
			v.env.Act(func() error { return v.env.Office.RemoveOfficial(o.ID) }, func() {
				v.env.Toasts.Show(lang.X("office.removed", "Terhapus."))
				v.load()
			})
		}})
}
