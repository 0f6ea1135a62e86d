package ui

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
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

// equipmentForm writes the facts of a thing. Of a new one it also asks where it
// stands and in what condition: later that is told by movements.
type equipmentForm struct {
	env   *env
	was   sop.Equipment
	first equipmentFacts // as the form began
	done  func(ulid.ULID)
	leave func()

	texts           map[string]*kit.Entry
	name            *kit.Entry
	choices         map[string]*kit.Choice
	days            map[string]*kit.DateClock
	fields          map[string]*kit.Field
	infrared        *kit.Check
	site, condition *kit.Choice
	added           *kit.DateClock
	quantity        *kit.Entry
	kinds           []sop.EquipmentKind
	cameraRow       fyne.CanvasObject
	root            *fyne.Container
	saving          bool
}

// equipmentFacts is what a form says.
type equipmentFacts struct {
	item  sop.Equipment
	first sop.Movement
	price string
}

func newEquipmentForm(e *env, item sop.Equipment, s sop.EquipmentState, done func(ulid.ULID), leave func()) *equipmentForm {
	f := &equipmentForm{env: e, was: item, done: done, leave: leave, texts: map[string]*kit.Entry{}, choices: map[string]*kit.Choice{},
		days: map[string]*kit.DateClock{}, fields: map[string]*kit.Field{}}
	f.build(s)
	f.load(s)
	f.first = f.facts()
	return f
}

func (f *equipmentForm) route() string {
	if f.was.ID == (ulid.ULID{}) {
		return "baru"
	}
	return "ubah-" + f.was.ID.String()
}

func (f *equipmentForm) text(column, value string) *kit.Field {
	f.texts[column] = entryWith(value)
	return f.field(column, f.texts[column], "")
}

func (f *equipmentForm) field(column string, o fyne.CanvasObject, hint string) *kit.Field {
	f.fields[column] = kit.NewField(say.ColumnName(column), o, hint)
	return f.fields[column]
}

func (f *equipmentForm) choice(column, value string, all []kit.Option) *kit.Field {
	c := kit.NewChoice(all, func(string) { f.fields[column].SetRefusal("") })
	c.Set(value)
	f.choices[column] = c
	return f.field(column, c, "")
}

func (f *equipmentForm) day(column string, value time.Time) *kit.Field {
	d := kit.NewDay(say.ColumnName(column), "", sop.WIB(), f.env.Now)
	d.Set(value)
	f.days[column], f.fields[column] = d, d.Field
	return d.Field
}

func optional(all []kit.Option) []kit.Option {
	return append([]kit.Option{{Word: lang.X("register.form.none", "– belum diisi –")}}, all...)
}

func (f *equipmentForm) build(s sop.EquipmentState) {
	e := f.was
	year, price := "", ""
	if e.Owned.Year > 0 {
		year = strconv.Itoa(e.Owned.Year)
	}
	if e.Owned.Price > 0 {
		price = say.Number(int(e.Owned.Price))
	}
	f.infrared = kit.NewCheck(say.FieldName("inframerah"), nil)
	f.infrared.SetChecked(e.Camera.Infrared)
	f.cameraRow = container.NewVBox(kit.FormRow(f.choice("tipe_kamera", e.Camera.Type, optional(options(sop.CameraTypes(), say.CameraType))), f.text("resolusi", e.Camera.Resolution)), f.infrared)
	kind := f.choice("jenis", e.Kind, nil)
	f.choices["jenis"].OnChanged = func(string) { kind.SetRefusal(""); f.showCamera() }
	name := f.text("nama", e.Name)
	f.name = f.texts["nama"]
	code := f.text("kode_internal", e.Code)
	code.SetHint(lang.X("register.form.code.hint", "Kosong = diberi nomor berikutnya"))
	what := kit.Section(lang.X("register.form.what", "Barang"), kit.Form(
		kit.FormRow(kind, name), f.cameraRow,
		kit.FormRow(f.text("merk", e.Brand), f.text("tipe", e.Model), f.text("nomor_seri", e.Serial)),
		kit.FormRow(code, f.text("kode_barang", e.ItemCode), f.text("register", e.Register)),
		kit.FormRow(f.text("spesifikasi", e.Spec), f.text("satuan", e.Unit))))
	owner := kit.Section(lang.X("register.form.owner", "Kepemilikan"), kit.Form(
		kit.FormRow(f.choice("opd", idOrNothing(e.Owned.AgencyID), nil), f.text("pengelola", e.Owned.Manager), f.text("penanggung_jawab", e.Owned.Keeper)),
		kit.FormRow(f.text("tahun_perolehan", year), f.choice("cara_perolehan", e.Owned.Acquired, optional(options(sop.Acquisitions(), say.Acquisition))), f.text("sumber_dana", e.Owned.Fund)),
		kit.FormRow(f.text("harga", price), f.day("garansi_sampai", e.Owned.Warranty), f.day("tanggal_pasang", e.Installed))))
	link := kit.Section(lang.X("register.form.link", "Sambungan"), kit.Form(
		kit.FormRow(f.choice("media", e.Link.Media, optional(options(sop.Media(), say.Media))), f.text("ip", e.Link.IP), f.text("mac", e.Link.MAC)),
		kit.FormRow(f.text("penyedia", e.Link.Provider), f.text("nomor_pelanggan", e.Link.Customer), f.day("jatuh_tempo", e.Link.Due)),
		f.text("keterangan", e.Note).Object()))
	parts := container.New(kit.Tight(10), what)
	title := lang.X("register.form.edit", "Ubah {{.Code}}", map[string]any{"Code": e.Code})
	if e.ID == (ulid.ULID{}) {
		title = lang.X("register.new", "Peralatan Baru")
		parts.Add(f.placing(s))
	}
	parts.Add(owner)
	parts.Add(link)
	head := kit.PageHead(title, lang.X("register.form.subtitle", "Satu baris untuk satu nomor seri. Titik dan kondisi berubah lewat mutasi."),
		kit.NewButton(lang.X("requests.form.cancel", "Batal"), func() { f.leave() }), kit.NewPrimary(lang.X("requests.save", "Simpan"), f.save))
	f.root = container.NewBorder(head, nil, nil, nil, container.NewVScroll(container.New(kit.Measure(980), parts)))
}

// placing are the first movement's fields.
func (f *equipmentForm) placing(s sop.EquipmentState) fyne.CanvasObject {
	f.condition = kit.NewChoice(conditionOptions(), nil)
	f.condition.Set(string(s.Condition))
	f.site = kit.NewChoice(nil, nil)
	f.added = kit.NewDay(say.ColumnName("tanggal_tambah"), "", sop.WIB(), f.env.Now)
	f.added.Set(f.env.Now())
	f.quantity = entryWith(strconv.Itoa(max(s.Quantity, 1)))
	f.texts["jumlah"], f.fields["tanggal"] = f.quantity, f.added.Field
	return kit.Section(lang.X("register.form.place", "Titik dan kondisi"), kit.Form(
		kit.FormRow(f.field("titik", f.site, lang.X("register.form.site.hint", "Titik baru ditambahkan di Pengaturan, bagian Peralatan")), f.field("kondisi", f.condition, "")),
		kit.FormRow(f.added.Field, f.field("jumlah", f.quantity, lang.X("register.form.quantity.hint", "Lebih dari satu hanya untuk barang tanpa nomor seri")), f.text("dasar", ""))))
}

func conditionOptions() []kit.Option {
	var out []kit.Option
	for _, c := range sop.Conditions() {
		out = append(out, kit.Option{Value: string(c), Word: say.Condition(c)})
	}
	return out
}

func (f *equipmentForm) showCamera() {
	f.cameraRow.(*fyne.Container).Hidden = !sop.KindOf(f.kinds, f.choices["jenis"].Value()).Camera
	f.root.Refresh()
}

// load asks for the tables to choose from.
func (f *equipmentForm) load(s sop.EquipmentState) {
	type found struct {
		kinds    []sop.EquipmentKind
		agencies []sop.Agency
		spots    []desk.SpotRow
	}
	e := f.env
	kit.Run(e.Tasks, func(context.Context) (t found, err error) {
		if t.kinds, err = e.Register.Kinds(); err != nil {
			return t, err
		}
		if t.agencies, err = e.Office.Agencies(true); err != nil {
			return t, err
		}
		t.spots, err = e.Register.Spots()
		return t, err
	}, func(t found, err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		f.kinds = t.kinds
		kind := f.was.Kind
		if kind == "" && len(t.kinds) > 0 {
			kind = t.kinds[0].Key
		}
		f.choices["jenis"].SetChoices(kindOptions(t.kinds, ""))
		f.choices["jenis"].Set(kind)
		f.choices["opd"].SetChoices(agencyChoices(t.agencies, lang.X("register.form.none", "– belum diisi –")))
		f.choices["opd"].Set(idOrNothing(f.was.Owned.AgencyID))
		if f.site != nil {
			f.site.SetChoices(spotOptions(t.spots))
			f.site.Set(idOrNothing(s.SiteID))
		}
		f.showCamera()
		f.first = f.facts()
	})
}

func spotOptions(spots []desk.SpotRow) []kit.Option {
	out := []kit.Option{{Word: lang.X("register.site.none", "Gudang / belum ditempatkan")}}
	for _, s := range spots {
		out = append(out, kit.Option{Value: s.ID.String(), Word: joined(", ", s.Name, s.District)})
	}
	return out
}

// facts is what the form says; dates that cannot be read stay as they were,
// their fields say so.
func (f *equipmentForm) facts() equipmentFacts {
	text := func(column string) string { return f.texts[column].Text }
	day := func(column string) time.Time { t, _ := f.days[column].Value(); return t }
	e := f.was
	e.Kind, e.Name, e.Code, e.ItemCode, e.Register = f.choices["jenis"].Value(), text("nama"), text("kode_internal"), text("kode_barang"), text("register")
	e.Brand, e.Model, e.Serial, e.Spec, e.Unit, e.Note = text("merk"), text("tipe"), text("nomor_seri"), text("spesifikasi"), text("satuan"), text("keterangan")
	e.Camera = sop.CameraSpec{Type: f.choices["tipe_kamera"].Value(), Resolution: text("resolusi"), Infrared: f.infrared.Checked}
	agency, _ := ulid.ParseStrict(f.choices["opd"].Value())
	year, _ := strconv.Atoi(strings.TrimSpace(text("tahun_perolehan")))
	e.Owned = sop.Ownership{AgencyID: agency, Manager: text("pengelola"), Keeper: text("penanggung_jawab"), Year: year,
		Acquired: f.choices["cara_perolehan"].Value(), Fund: text("sumber_dana"), Warranty: day("garansi_sampai")}
	e.Link = sop.Connection{Media: f.choices["media"].Value(), Provider: text("penyedia"), Customer: text("nomor_pelanggan"), Due: day("jatuh_tempo"), IP: text("ip"), MAC: text("mac")}
	e.Installed = day("tanggal_pasang")
	out := equipmentFacts{item: e, price: text("harga") + "|" + text("tahun_perolehan")}
	if f.site != nil {
		site, _ := ulid.ParseStrict(f.site.Value())
		date, _ := f.added.Value()
		n, _ := strconv.Atoi(strings.TrimSpace(f.quantity.Text))
		out.first = sop.Movement{Date: date, SiteID: site, Condition: sop.Condition(f.condition.Value()), Quantity: n, Basis: text("dasar")}
	}
	return out
}

func (f *equipmentForm) changed() bool { return !reflect.DeepEqual(f.first, f.facts()) }

// save keeps the facts; what is refused is shown at its field.
func (f *equipmentForm) save() {
	if f.saving {
		return
	}
	ok := true
	for column, field := range f.fields {
		field.SetRefusal("")
		if d, is := f.days[column]; is {
			_, good := d.Value()
			ok = ok && good
		}
	}
	facts := f.facts()
	price, err := desk.Rupiah(f.texts["harga"].Text)
	ok = f.refuse("harga", err) && ok
	year, err := desk.Whole(f.texts["tahun_perolehan"].Text)
	ok = f.refuse("tahun_perolehan", err) && ok
	if f.quantity != nil && facts.first.Quantity < 1 {
		ok = f.refuse("jumlah", &desk.FieldError{Field: "jumlah", Rule: desk.FieldCount, Value: f.quantity.Text})
	}
	if !ok {
		kit.RevealRefused(slices.Collect(maps.Values(f.fields))...)
		return
	}
	facts.item.Owned.Price, facts.item.Owned.Year = price, year
	f.saving = true
	kit.Run(f.env.Tasks, func(context.Context) (ulid.ULID, error) {
		if facts.item.ID == (ulid.ULID{}) {
			return f.env.Equipment.Add(facts.item, facts.first)
		}
		return facts.item.ID, f.env.Equipment.Update(facts.item)
	}, func(id ulid.ULID, err error) {
		f.saving = false
		if err == nil {
			f.first = f.facts()
			f.done(id)
			return
		}
		if !showFieldErrors(err, f.fields) {
			f.env.Fail(err)
		}
	})
}

func (f *equipmentForm) refuse(column string, err error) bool {
	if err == nil {
		return true
	}
	f.fields[column].SetRefusal(say.Error(&desk.FieldError{Field: column, Rule: desk.FieldCount, Value: f.texts[column].Text}).String())
	return false
}

// showFieldErrors shows every refusal at its field, and says whether all of
// them had one.
func showFieldErrors(err error, at map[string]*kit.Field) bool {
	all := desk.FieldErrors(err)
	shown := len(all) > 0
	for _, e := range all {
		field, ok := at[e.Field]
		if ok && !field.Refused() {
			field.SetRefusal(say.Field(e).String())
		}
		shown = shown && ok
	}
	kit.RevealRefused(slices.Collect(maps.Values(at))...)
	return shown
}
