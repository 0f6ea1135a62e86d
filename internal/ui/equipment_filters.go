package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// equipmentNarrowing is what the list of equipment leaves out besides search
// and state.
type equipmentNarrowing struct {
	agency                ulid.ULID
	district, kind, media string
}

// keep says of each row whether it is wanted; nil when all are.
func (n equipmentNarrowing) keep() func(desk.EquipmentRow) bool {
	if n == (equipmentNarrowing{}) {
		return nil
	}
	return func(r desk.EquipmentRow) bool {
		return (n.agency == ulid.ULID{} || r.AgencyID == n.agency) && (n.district == "" || r.District == n.district) &&
			(n.kind == "" || r.Kind == n.kind) && (n.media == "" || r.Media == n.media)
	}
}

// equipmentFilterBar is the row of chips beneath the states: filters that have
// a name, and what the list is narrowed by at the moment.
type equipmentFilterBar struct {
	page     *equipmentPage
	narrow   equipmentNarrowing
	saved    []db.EquipmentFilter
	kinds    []sop.EquipmentKind
	agencies []sop.Agency
	applied  string
	row      *fyne.Container
}

func newEquipmentFilterBar(p *equipmentPage) *equipmentFilterBar {
	b := &equipmentFilterBar{page: p, row: container.New(layout.NewRowWrapLayout())}
	b.row.Hide()
	return b
}

// load asks for the tables to choose from and for the filters with a name.
func (b *equipmentFilterBar) load() {
	e := b.page.env
	type found struct {
		agencies []sop.Agency
		kinds    []sop.EquipmentKind
		saved    []db.EquipmentFilter
	}
	kit.Run(e.Tasks, func(context.Context) (f found, err error) {
		if f.agencies, err = e.Office.Agencies(true); err != nil {
			return f, err
		}
		if f.kinds, err = e.Register.Kinds(); err != nil {
			return f, err
		}
		set, err := e.Office.Settings()
		f.saved = set.Register.Filters
		return f, err
	}, func(f found, err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		b.agencies, b.kinds, b.saved = f.agencies, f.kinds, f.saved
		b.show()
	})
}

// set narrows the list and shows by what.
func (b *equipmentFilterBar) set(n equipmentNarrowing) {
	b.narrow, b.applied = n, ""
	b.apply()
}

func (b *equipmentFilterBar) apply() {
	b.show()
	b.page.list.Narrow(b.narrow.keep())
}

func (b *equipmentFilterBar) show() {
	b.row.Objects = nil
	for _, f := range b.saved {
		chip := kit.NewToggle(f.Name, func() { b.toggle(f) })
		chip.Set(b.applied == f.Name, "")
		b.row.Add(chip)
	}
	part := func(on bool, word string, clear func(*equipmentNarrowing)) {
		if !on {
			return
		}
		rest := b.narrow
		clear(&rest)
		chip := kit.NewToggle(word, func() { b.set(rest) })
		chip.Set(true, "×")
		b.row.Add(chip)
	}
	part(b.narrow.kind != "", sop.KindOf(b.kinds, b.narrow.kind).Name, func(n *equipmentNarrowing) { n.kind = "" })
	part(b.narrow.agency != ulid.ULID{}, b.agencyName(), func(n *equipmentNarrowing) { n.agency = ulid.ULID{} })
	part(b.narrow.district != "", b.narrow.district, func(n *equipmentNarrowing) { n.district = "" })
	part(b.narrow.media != "", say.Media(b.narrow.media), func(n *equipmentNarrowing) { n.media = "" })
	if b.applied != "" {
		b.row.Add(kit.NewQuiet(lang.X("requests.filter.forget", "Hapus saringan ini"), nil, b.forget))
	} else if b.narrow != (equipmentNarrowing{}) {
		b.row.Add(kit.NewQuiet(lang.X("requests.filter.save", "Simpan saringan…"), nil, b.askSave))
	}
	b.row.Hidden = len(b.row.Objects) == 0
	b.page.list.Object().Refresh()
}

func (b *equipmentFilterBar) agencyName() string {
	for _, a := range b.agencies {
		if a.ID == b.narrow.agency {
			return agencyWord(a)
		}
	}
	return lang.X("requests.col.agency", "Perangkat Daerah")
}

// toggle puts a saved filter on, or everything off when it was on.
func (b *equipmentFilterBar) toggle(f db.EquipmentFilter) {
	if b.applied == f.Name {
		f = db.EquipmentFilter{}
	}
	b.narrow, b.applied = equipmentNarrowing{agency: f.AgencyID, district: f.District, kind: f.Kind, media: f.Media}, f.Name
	b.page.list.SetSearch(f.Text)
	b.page.list.SetFilter(f.State)
	if b.page.shelf.Value() != f.Shelf {
		b.page.shelf.Set(f.Shelf)
		b.page.Reload()
	}
	b.apply()
}

// ask shows what the list can be narrowed by.
func (b *equipmentFilterBar) ask() {
	kind := kit.NewChoice(kindOptions(b.kinds, lang.X("register.narrow.anykind", "Semua jenis")), nil)
	kind.Set(b.narrow.kind)
	agency := kit.NewChoice(agencyChoices(b.agencies, lang.X("requests.narrow.anyagency", "Semua perangkat daerah")), nil)
	agency.Set(idOrNothing(b.narrow.agency))
	district := kit.NewChoice(append([]kit.Option{{Word: lang.X("requests.narrow.anywhere", "Semua kecamatan")}}, districtOptions()...), nil)
	district.Set(b.narrow.district)
	media := kit.NewChoice(append([]kit.Option{{Word: lang.X("register.narrow.anymedia", "Semua media")}}, options(sop.Media(), say.Media)...), nil)
	media.Set(b.narrow.media)
	b.page.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("register.narrow.title", "Saring peralatan"), Width: 640, Focus: kind, Do: lang.X("requests.narrow.do", "Terapkan"),
		Body: kit.Form(
			kit.FormRow(kit.NewField(say.FieldName("jenis"), kind, ""), kit.NewField(lang.X("requests.col.agency", "Perangkat Daerah"), agency, "")),
			kit.FormRow(kit.NewField(lang.X("requests.site.district", "Kecamatan"), district, ""), kit.NewField(say.FieldName("media"), media, ""))),
		OK: func(d *kit.Dialog) {
			n := equipmentNarrowing{district: district.Value(), kind: kind.Value(), media: media.Value()}
			n.agency, _ = ulid.ParseStrict(agency.Value())
			d.Close()
			b.set(n)
		},
	})
}

// askSave gives the present choice a name; one of that name is replaced.
func (b *equipmentFilterBar) askSave() {
	name := kit.NewEntry("")
	field := kit.NewField(lang.X("register.filter.name", "Nama saringan"), name, lang.X("register.filter.name.hint", "Kata pencarian dan chip keadaan ikut disimpan."))
	b.page.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("register.filter.save", "Simpan saringan"), Width: 460, Focus: name, Do: lang.X("requests.save", "Simpan"), Body: kit.Form(field.Object()),
		OK: func(d *kit.Dialog) {
			f := db.EquipmentFilter{Name: strings.TrimSpace(name.Text), Text: b.page.list.SearchText(), State: b.page.list.Filter(), Shelf: b.page.shelf.Value(),
				AgencyID: b.narrow.agency, District: b.narrow.district, Kind: b.narrow.kind, Media: b.narrow.media}
			if f.Name == "" {
				field.SetRefusal(lang.X("register.filter.name.missing", "Isi nama saringan."))
				return
			}
			d.Close()
			b.keep(f.Name, append(b.without(f.Name), f))
		},
	})
}

func (b *equipmentFilterBar) without(name string) []db.EquipmentFilter {
	return slices.DeleteFunc(slices.Clone(b.saved), func(f db.EquipmentFilter) bool { return f.Name == name })
}

func (b *equipmentFilterBar) forget() { b.keep("", b.without(b.applied)) }

func (b *equipmentFilterBar) keep(applied string, all []db.EquipmentFilter) {
	e := b.page.env
	e.Act(func() error { return e.Office.ChangeSettings(func(s *db.Settings) { s.Register.Filters = all }) }, func() {
		b.saved, b.applied = all, applied
		e.Saved()
		b.show()
	})
}

func kindOptions(kinds []sop.EquipmentKind, none string) []kit.Option {
	var out []kit.Option
	if none != "" {
		out = append(out, kit.Option{Word: none})
	}
	for _, k := range kinds {
		out = append(out, kit.Option{Value: k.Key, Word: k.Name})
	}
	return out
}

func agencyChoices(agencies []sop.Agency, none string) []kit.Option {
	var out []kit.Option
	if none != "" {
		out = append(out, kit.Option{Word: none})
	}
	for _, a := range agencies {
		out = append(out, kit.Option{Value: a.ID.String(), Word: agencyWord(a)})
	}
	return out
}
