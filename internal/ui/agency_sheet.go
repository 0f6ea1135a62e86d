package ui

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// agencySheet is one Perangkat Daerah: its facts, its cameras and requests.
type agencySheet struct {
	env     *env
	changed func()
	sheet   *kit.Sheet
	id      ulid.ULID
}

func newAgencySheet(e *env, changed func()) *agencySheet {
	s := &agencySheet{env: e, changed: changed}
	s.sheet = kit.NewSheet(kit.SheetConfig{Back: func() { e.Open("opd") }})
	return s
}

func (s *agencySheet) object() fyne.CanvasObject { return s.sheet.Object() }

func (s *agencySheet) load(id ulid.ULID) {
	type answer struct {
		agency   sop.Agency
		cameras  []desk.CameraRow
		requests []desk.RequestRow
		trail    []db.AuditEntry
	}
	s.id = id
	kit.Run(s.env.Tasks, func(context.Context) (answer, error) {
		var a answer
		var errs [4]error
		a.agency, errs[0] = s.env.Office.Agency(id)
		a.cameras, errs[1] = s.env.Cameras.List(desk.CameraFilter{AgencyID: id})
		a.requests, errs[2] = s.env.Requests.List(desk.RequestFilter{AgencyID: id, Archived: true})
		a.trail, errs[3] = s.env.Ledger.Audit(desk.AuditFilter{ObjectID: id, Limit: 31})
		return a, errors.Join(errs[:]...)
	}, func(a answer, err error) {
		if id != s.id {
			return
		}
		if err != nil {
			s.env.Fail(err)
			return
		}
		s.show(a.agency, a.cameras, a.requests, a.trail)
	})
}

func (s *agencySheet) show(a sop.Agency, cameras []desk.CameraRow, requests []desk.RequestRow, trail []db.AuditEntry) {
	var chips []kit.ChipState
	if a.Inactive {
		chips = append(chips, kit.ChipState{Word: lang.X("office.agency.inactive", "Nonaktif"), Tone: kit.ToneQuiet, Shape: kit.ShapeCross})
	}
	edit := kit.NewButton(lang.X("office.edit", "Ubah"), func() { editAgency(s.env, a, func(ulid.ULID) { s.changed() }) })
	s.sheet.SetHead(a.Name, say.AgencyKind(a.Kind), chips, []fyne.CanvasObject{edit})
	s.sheet.SetFacts(kit.Section(lang.X("office.agency.facts", "Data"), kit.Facts(
		kit.Fact{Name: lang.X("office.agency.short", "Singkatan"), Value: a.Short},
		kit.Fact{Name: lang.X("office.agency.code", "Kode"), Value: a.Code},
		kit.Fact{Name: lang.X("office.agency.head", "Sebutan kepala"), Value: a.HeadTitle},
		kit.Fact{Name: lang.X("office.agency.contact", "Narahubung"), Value: contactWords(a.Contact)},
		kit.Fact{Name: lang.X("office.agency.phone", "Telepon"), Value: a.Phone},
		kit.Fact{Name: lang.X("office.agency.email", "Pos-el"), Value: a.Email},
		kit.Fact{Name: lang.X("office.agency.address", "Alamat"), Value: a.Address},
	)))
	s.sheet.SetNext(container.New(kit.Tight(12), s.cameras(a.Name, cameras), s.requests(requests)))
	s.sheet.SetHistory(kit.Section(lang.X("office.history", "Riwayat"), trailView(s.env, trail)))
}

func contactWords(c sop.Contact) string {
	var parts []string
	for _, t := range []string{c.Name, c.Position, c.Phone} {
		if t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, ", ")
}

func (s *agencySheet) cameras(name string, rows []desk.CameraRow) fyne.CanvasObject {
	box := container.New(kit.Tight(-4))
	for _, c := range rows {
		state := c.Status.State
		if !c.Enabled {
			state = relay.Disabled
		}
		box.Add(linkLine(c.Name, c.Path, cameraChip(state), func() { s.env.Open("kamera/" + c.ID.String()) }))
	}
	if len(rows) == 0 {
		box.Add(kit.Muted(lang.X("office.agency.cameras.none", "Belum ada kamera yang direlay dari perangkat daerah ini.")))
	}
	var actions []fyne.CanvasObject
	if len(rows) > 0 {
		actions = append(actions, kit.NewQuiet(lang.X("cameras.retest", "Uji ulang semua"), nil, func() { s.retest(name) }))
	}
	actions = append(actions, kit.NewQuiet(lang.X("shell.menu.camera.new", "Hubungkan Kamera"), nil, func() { s.env.Open("kamera/baru") }))
	return kit.Section(lang.X("office.agency.cameras", "Kamera ({{.Count}})", map[string]any{"Count": strconv.Itoa(len(rows))}), box, actions...)
}

// retest proves every camera of the agency that is switched on.
func (s *agencySheet) retest(name string) {
	id, cameras := s.id, s.env.Cameras
	retestAll(s.env, name, false, func(ctx context.Context, tell func(desk.Retest)) ([]desk.Retest, error) {
		return cameras.RetestAgency(ctx, id, tell)
	}, func() { s.load(id) })
}

func (s *agencySheet) requests(rows []desk.RequestRow) fyne.CanvasObject {
	box := container.New(kit.Tight(-4))
	for _, r := range rows {
		box.Add(linkLine(r.Number, r.Subject, statusChip(r.Status), func() { s.env.Open("permintaan/" + r.ID.String()) }))
	}
	if len(rows) == 0 {
		box.Add(kit.Muted(lang.X("office.agency.requests.none", "Belum ada permintaan relay untuk perangkat daerah ini.")))
	}
	return kit.Section(lang.X("office.agency.requests", "Permintaan ({{.Count}})", map[string]any{"Count": strconv.Itoa(len(rows))}), box,
		kit.NewQuiet(lang.X("shell.menu.request.new", "Permintaan Baru"), nil, func() { s.env.Open("permintaan/baru") }))
}

// linkLine is a line that opens another record.
func linkLine(name, note string, chip kit.ChipState, open func()) fyne.CanvasObject {
	button := kit.NewQuiet(name, nil, open)
	button.Alignment = widget.ButtonAlignLeading
	quiet := kit.Caption(note)
	return container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(240, 36), button), container.NewCenter(kit.NewChip(chip)), quiet)
}

// agencyForm are the fields of an agency's dialog.
type agencyForm struct {
	name, short, code, head, address, phone, email *kit.Entry
	contact, position, mobile                      *kit.Entry
	kind                                           *kit.Choice
	inactive                                       *kit.Check
	nameField                                      *kit.Field
}

func newAgencyForm(a sop.Agency) *agencyForm {
	entry := func(text string) *kit.Entry {
		e := kit.NewEntry("")
		e.SetText(text)
		return e
	}
	f := &agencyForm{name: entry(a.Name), short: entry(a.Short), code: entry(a.Code), head: entry(a.HeadTitle), address: entry(a.Address),
		phone: entry(a.Phone), email: entry(a.Email), contact: entry(a.Contact.Name), position: entry(a.Contact.Position), mobile: entry(a.Contact.Phone)}
	f.kind = kit.NewChoice(agencyKinds(), nil)
	f.kind.Set(a.Kind)
	f.inactive = kit.NewCheck(lang.X("office.agency.inactive.check", "Nonaktif: tidak ditawarkan lagi pada permintaan baru"), nil)
	f.inactive.Checked = a.Inactive
	f.nameField = kit.NewField(lang.X("office.agency.name", "Nama"), f.name, "")
	f.name.OnChanged = func(string) { f.nameField.SetRefusal("") }
	return f
}

func (f *agencyForm) object() fyne.CanvasObject {
	return kit.Form(f.nameField.Object(),
		kit.FormRow(kit.NewField(lang.X("office.agency.short", "Singkatan"), f.short, ""), kit.NewField(lang.X("office.agency.kind", "Jenis"), f.kind, "")),
		kit.FormRow(kit.NewField(lang.X("office.agency.head", "Sebutan kepala"), f.head, lang.X("office.agency.head.hint", "Contoh: Kepala Dinas, Camat, Direktur")),
			kit.NewField(lang.X("office.agency.code", "Kode"), f.code, "")),
		kit.FormRow(kit.NewField(lang.X("office.agency.contact", "Narahubung"), f.contact, ""), kit.NewField(lang.X("office.agency.position", "Jabatan narahubung"), f.position, "")),
		kit.FormRow(kit.NewField(lang.X("office.agency.mobile", "Telepon narahubung"), f.mobile, ""), kit.NewField(lang.X("office.agency.phone", "Telepon"), f.phone, "")),
		kit.FormRow(kit.NewField(lang.X("office.agency.email", "Pos-el"), f.email, ""), kit.NewField(lang.X("office.agency.address", "Alamat"), f.address, "")),
		f.inactive)
}

func (f *agencyForm) into(a sop.Agency) sop.Agency {
	a.Name, a.Short, a.Code, a.Kind, a.HeadTitle = f.name.Text, f.short.Text, f.code.Text, f.kind.Value(), f.head.Text
	a.Address, a.Phone, a.Email = f.address.Text, f.phone.Text, f.email.Text
	a.Contact = sop.Contact{Name: f.contact.Text, Position: f.position.Text, Phone: f.mobile.Text}
	a.Inactive = f.inactive.Checked
	return a
}

// editAgency shows the dialog of one agency and keeps it; done gets its id.
func editAgency(e *env, a sop.Agency, done func(ulid.ULID)) {
	title := lang.X("office.agency.edit", "Ubah Perangkat Daerah")
	if a.ID == (ulid.ULID{}) {
		title = lang.X("office.agency.new", "Tambah Perangkat Daerah")
	}
	form := newAgencyForm(a)
	e.Dialogs.Ask(kit.Ask{Title: title, Body: form.object(), Do: lang.X("office.save", "Simpan"), Width: 640, Focus: form.name, OK: func(dialog *kit.Dialog) {
		changed := form.into(a)
		kit.Run(e.Tasks, func(context.Context) (ulid.ULID, error) { return e.Office.PutAgency(changed) }, func(id ulid.ULID, err error) {
			var field *desk.FieldError
			switch {
			case errors.As(err, &field) && field.Field == "name":
				form.nameField.SetRefusal(say.Error(err).What)
			case err != nil:
				e.Fail(err)
			default:
				dialog.Close()
				e.Toasts.Show(say.Saved())
				done(id)
			}
		})
	}})
}
