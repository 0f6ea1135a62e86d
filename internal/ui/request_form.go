package ui

import (
	"context"
	"reflect"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// requestForm writes the facts of a request: a new draft, or those of one that
// is already there.
type requestForm struct {
	env   *env
	title string    // of the window, "" while the agencies to choose from are not there
	id    ulid.ULID // zero for a new one
	was   sop.Facts
	done  func(ulid.ULID)
	leave func()

	agency                            *kit.Choice
	origin                            *kit.Radio
	subject, note                     *kit.Entry
	nature, urgency                   *kit.Choice
	registered                        *kit.DateClock // only of a new request: its number is of that year
	contact, position, phone          *kit.Entry
	letter                            referenceForm
	sites                             []*siteForm
	siteBox                           *fyne.Container
	agencyField, subjectField, places *kit.Field
	reference                         *fyne.Container
	scroll                            *container.Scroll
	root                              *fyne.Container
	saving                            bool
}

// referenceForm are the fields of the letter with which an agency proposed the
// relay.
type referenceForm struct {
	number, agenda *kit.Entry
	day, came      *kit.DateClock
}

// newRequestForm shows r's facts, or an empty form for nil.
func newRequestForm(e *env, r *sop.Request, done func(ulid.ULID), leave func()) *requestForm {
	f := &requestForm{env: e, done: done, leave: leave}
	facts := sop.Facts{Origin: sop.AskedByOffice, Nature: sop.Natures()[0], Urgency: sop.Urgencies()[0]}
	title := lang.X("requests.form.new", "Permintaan Baru")
	if r != nil {
		f.id, facts = r.ID, sop.FactsOf(*r)
		title = lang.X("requests.form.edit", "Ubah {{.Number}}", map[string]any{"Number": r.Number})
	}
	f.build(title, facts)
	f.loadAgencies(facts.AgencyID, func() { f.title = title })
	f.was = f.facts()
	return f
}

func (f *requestForm) build(title string, facts sop.Facts) {
	f.agency = kit.NewChoice(nil, func(string) { f.agencyField.SetRefusal(""); f.adoptContact() })
	f.agencyField = kit.NewField(lang.X("requests.form.agency", "Perangkat daerah pemilik kamera"), f.agency,
		lang.X("requests.form.agency.hint", "Belum ada di daftar? Tambahkan lebih dahulu di halaman Perangkat Daerah."))
	f.origin = kit.NewRadio([]kit.Option{
		{Value: string(sop.AskedByOffice), Word: say.Origin(sop.AskedByOffice)},
		{Value: string(sop.ProposedByAgency), Word: say.Origin(sop.ProposedByAgency)},
	}, string(facts.Origin), func(string) { f.showReference() })
	f.origin.Horizontal = true
	f.subject = entryWith(facts.Subject)
	f.subjectField = kit.NewField(lang.X("requests.form.subject", "Hal"), f.subject,
		lang.X("requests.form.subject.hint", "Contoh: Relay tayangan kamera Simpang Garuda"))
	f.nature, f.urgency = kit.NewChoice(options(sop.Natures(), say.Nature), nil), kit.NewChoice(options(sop.Urgencies(), say.Urgency), nil)
	f.nature.Set(facts.Nature)
	f.urgency.Set(facts.Urgency)
	f.contact, f.position, f.phone = entryWith(facts.Contact.Name), entryWith(facts.Contact.Position), entryWith(facts.Contact.Phone)
	f.letter.number = entryWith(facts.Reference.Number)
	f.letter.day = kit.NewDay(lang.X("requests.form.letter.date", "Tanggal surat"), "", sop.WIB(), nil)
	f.letter.day.Set(facts.Reference.Date)
	f.letter.agenda = entryWith(facts.Reference.Agenda)
	f.letter.came = kit.NewDay(lang.X("letters.came", "Diterima tanggal"), "", sop.WIB(), f.env.Now)
	f.letter.came.Set(facts.Reference.Received)
	f.note = kit.NewText("", 2)
	f.note.SetText(facts.Note)
	f.siteBox = container.New(kit.Tight(6))
	f.places = kit.NewField(lang.X("requests.form.sites.hint", "Sedikitnya satu titik bernama sebelum permintaan dimulai"), f.siteBox, "")
	for _, site := range facts.Sites {
		f.addSite(site)
	}
	if len(facts.Sites) == 0 {
		f.addSite(sop.Site{Notice: "belum-dicek"})
	}
	f.lay(title)
	f.showReference()
}

func (f *requestForm) lay(title string) {
	letter := kit.NewField(lang.X("requests.form.letter", "Nomor surat perangkat daerah"), f.letter.number, "")
	f.reference = container.NewStack(kit.FormRow(letter, f.letter.day.Field,
		kit.NewField(lang.X("letters.agenda", "No. agenda"), f.letter.agenda, ""), f.letter.came.Field))
	what := kit.Section(lang.X("requests.form.what", "Apa yang diminta"), kit.Form(
		f.agencyField.Object(), f.subjectField.Object(),
		kit.NewField(lang.X("requests.fact.origin", "Asal permintaan"), f.origin, "").Object(),
		f.reference,
		kit.FormRow(f.details()...),
	))
	where := kit.Section(lang.X("requests.form.sites", "Lokasi kamera"), f.places.Object(),
		kit.NewButton(lang.X("requests.form.site.add", "Tambah lokasi"), func() { f.addSite(sop.Site{Notice: "belum-dicek"}) }))
	who := kit.Section(lang.X("requests.form.who", "Narahubung perangkat daerah"), kit.Form(
		kit.FormRow(kit.NewField(lang.X("requests.form.name", "Nama"), f.contact, ""),
			kit.NewField(lang.X("requests.form.position", "Jabatan"), f.position, ""),
			kit.NewField(lang.X("requests.form.phone", "Telepon"), f.phone, "")),
		kit.NewField(lang.X("requests.note", "Catatan"), f.note, "").Object(),
	))
	f.scroll = container.NewVScroll(container.New(kit.Measure(980), container.New(kit.Tight(10), what, where, who)))
	head := kit.PageHead(title, lang.X("requests.form.hint", "Draf dapat dilengkapi kapan saja sebelum dimulai."),
		kit.NewButton(lang.X("requests.form.cancel", "Batal"), func() { f.leave() }),
		kit.NewPrimary(lang.X("requests.form.save", "Simpan Draf"), f.save))
	f.root = container.NewBorder(head, nil, nil, nil, f.scroll)
}

func entryWith(text string) *kit.Entry {
	e := kit.NewEntry("")
	e.SetText(text)
	return e
}

// Object returns what is laid out.
func (f *requestForm) Object() fyne.CanvasObject { return f.root }

func (f *requestForm) route() string {
	if f.id == (ulid.ULID{}) {
		return "baru"
	}
	return "ubah-" + f.id.String()
}

func (f *requestForm) focus() { f.env.Window.Canvas().Focus(f.agency) }

func (f *requestForm) changed() bool { return !reflect.DeepEqual(f.was, f.facts()) }

// showReference shows the letter of the agency only where there is one.
func (f *requestForm) showReference() {
	f.reference.Hidden = f.origin.Value() != string(sop.ProposedByAgency)
	if f.root != nil {
		f.root.Refresh()
	}
}

func (f *requestForm) loadAgencies(chosen ulid.ULID, done func()) {
	kit.Run(f.env.Tasks, func(context.Context) ([]sop.Agency, error) { return f.env.Office.Agencies(false) }, func(all []sop.Agency, err error) {
		if err != nil {
			f.env.Fail(err)
			return
		}
		opts := make([]kit.Option, len(all))
		for i, a := range all {
			opts[i] = kit.Option{Value: a.ID.String(), Word: agencyWord(a)}
		}
		untouched := !f.changed()
		f.agency.SetChoices(opts)
		if chosen != (ulid.ULID{}) {
			f.agency.Set(chosen.String())
		}
		if untouched && chosen != (ulid.ULID{}) {
			f.was = f.facts()
		}
		done()
	})
}

func agencyWord(a sop.Agency) string {
	if a.Short == "" || a.Short == a.Name {
		return a.Name
	}
	return a.Name + " (" + a.Short + ")"
}

// adoptContact fills in the agency's own contact person while nobody is named.
func (f *requestForm) adoptContact() {
	id, err := ulid.ParseStrict(f.agency.Value())
	if err != nil || f.contact.Text != "" {
		return
	}
	kit.Run(f.env.Tasks, func(context.Context) (sop.Agency, error) { return f.env.Office.Agency(id) }, func(a sop.Agency, err error) {
		if err == nil && f.contact.Text == "" {
			f.contact.SetText(a.Contact.Name)
			f.position.SetText(a.Contact.Position)
			f.phone.SetText(a.Contact.Phone)
		}
	})
}

// facts reads the form. A day that cannot be read counts as none here; save
// asks the field itself.
func (f *requestForm) facts() sop.Facts {
	agency, err := ulid.ParseStrict(f.agency.Value())
	if err != nil {
		agency = ulid.ULID{}
	}
	out := sop.Facts{
		Origin: sop.Origin(f.origin.Value()), AgencyID: agency, Subject: f.subject.Text,
		Nature: f.nature.Value(), Urgency: f.urgency.Value(),
		Contact: sop.Contact{Name: f.contact.Text, Position: f.position.Text, Phone: f.phone.Text},
		Note:    f.note.Text,
	}
	if out.Origin == sop.ProposedByAgency {
		out.Reference.Number = f.letter.number.Text
		out.Reference.Date, _ = f.letter.day.Value()
		out.Reference.Agenda = f.letter.agenda.Text
		out.Reference.Received, _ = f.letter.came.Value()
	}
	for _, s := range f.sites {
		if site := s.value(); site.Name != "" || site.Address != "" {
			out.Sites = append(out.Sites, site)
		}
	}
	return out
}

// details are sifat and urgensi, and for a new request the day it came in.
func (f *requestForm) details() []*kit.Field {
	fields := []*kit.Field{kit.NewField(lang.X("requests.form.nature", "Sifat"), f.nature, ""),
		kit.NewField(lang.X("requests.form.urgency", "Urgensi"), f.urgency, "")}
	if f.id == (ulid.ULID{}) {
		f.registered = kit.NewDay(lang.X("requests.form.registered", "Tanggal registrasi"), "", sop.WIB(), f.env.Now)
		f.registered.Set(f.env.Now())
		fields = append(fields, f.registered.Field)
	}
	return fields
}

// registeredAt is when the request came in: now, or the beginning of an
// earlier office day when it is entered afterwards.
func (f *requestForm) registeredAt() (time.Time, bool) {
	now := f.env.Now()
	if f.registered == nil {
		return now, true
	}
	day, ok := f.registered.Value()
	if day.IsZero() || day.Equal(startOfDay(now)) {
		return now, ok
	}
	const opening = 7*time.Hour + 15*time.Minute
	return day.Add(opening), ok
}

// startOfDay is when the office's day began.
func startOfDay(t time.Time) time.Time {
	l := t.In(sop.WIB())
	return time.Date(l.Year(), l.Month(), l.Day(), 0, 0, 0, 0, sop.WIB())
}

// save keeps the facts; what is refused is shown at its field.
func (f *requestForm) save() {
	_, ok := f.letter.day.Value()
	if _, good := f.letter.came.Value(); f.saving || !ok || !good {
		return
	}
	facts := f.facts()
	f.env.unlessTaken(f.numbers(facts), func() { f.keep(facts) })
}

// numbers are those of the agency's letter, when they are new.
func (f *requestForm) numbers(facts sop.Facts) []numberCheck {
	at := desk.NumberPlace{Way: sop.LetterIn, RequestID: f.id}
	var checks []numberCheck
	if ref := facts.Reference; ref.Number != f.was.Reference.Number {
		checks = append(checks, numberCheck{number: ref.Number, at: at})
	}
	if ref := facts.Reference; ref.Agenda != f.was.Reference.Agenda {
		day := ref.Received
		if day.IsZero() {
			day = f.env.Now()
		}
		checks = append(checks, numberCheck{number: ref.Agenda, at: at, agenda: true, day: day})
	}
	return checks
}

func (f *requestForm) keep(facts sop.Facts) {
	if f.saving { // pressed twice while the numbers were looked up
		return
	}
	registered, ok := f.registeredAt()
	if !ok {
		return
	}
	f.saving = true
	id := f.id
	kit.Run(f.env.Tasks, func(context.Context) (ulid.ULID, error) {
		if id == (ulid.ULID{}) {
			return f.env.Requests.CreateAt(facts, registered)
		}
		_, err := f.env.Requests.Act(id, sop.Act{Kind: sop.ActEdit, Facts: &facts})
		return id, err
	}, func(id ulid.ULID, err error) {
		f.saving = false
		if err == nil {
			f.done(id)
			return
		}
		if f.registered != nil && showFieldError(err, map[string]*kit.Field{"registered": f.registered.Field}) {
			return
		}
		at := fields{"opd": f.agencyField, "hal": f.subjectField, "lokasi": f.places}
		if r := refusalOf(err); r == nil || !at.refuse(r) {
			f.env.Fail(err)
		}
	})
}

func (f *requestForm) addSite(site sop.Site) {
	s := newSiteForm(site)
	s.drop = func() {
		f.sites = slices.DeleteFunc(f.sites, func(o *siteForm) bool { return o == s })
		f.siteBox.Remove(s.object)
	}
	f.sites = append(f.sites, s)
	f.siteBox.Add(s.object)
	f.places.SetRefusal("")
}
