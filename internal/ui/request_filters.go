package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// requestFilterBar is the row of chips beneath the states: filters that have a
// name, and what the list is narrowed by at the moment.
type requestFilterBar struct {
	page     *requestsPage
	narrow   narrowing
	saved    []db.SavedFilter
	agencies []sop.Agency
	applied  string // name of the saved filter that is on, "" = none
	row      *fyne.Container
}

func newRequestFilterBar(p *requestsPage) *requestFilterBar {
	b := &requestFilterBar{page: p, row: container.New(layout.NewRowWrapLayout())}
	b.row.Hide()
	return b
}

// load asks for the agencies and for the filters with a name.
func (b *requestFilterBar) load() {
	type found struct {
		agencies []sop.Agency
		saved    []db.SavedFilter
	}
	e := b.page.env
	kit.Run(e.Tasks, func(context.Context) (found, error) {
		agencies, err := e.Office.Agencies(true)
		if err != nil {
			return found{}, err
		}
		set, err := e.Office.Settings()
		return found{agencies, set.RequestFilters}, err
	}, func(f found, err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		b.agencies, b.saved = f.agencies, f.saved
		b.show()
	})
}

// set narrows the list and shows by what.
func (b *requestFilterBar) set(n narrowing) {
	b.narrow, b.applied = n, ""
	b.apply()
}

func (b *requestFilterBar) apply() {
	b.show()
	b.page.list.Narrow(b.narrow.keep(b.page.env.Now()))
}

func (b *requestFilterBar) show() {
	b.row.Objects = nil
	for _, f := range b.saved {
		chip := kit.NewToggle(f.Name, func() { b.toggle(f) })
		chip.Set(b.applied == f.Name, "")
		b.row.Add(chip)
	}
	for _, p := range b.narrow.parts(b.agencyName(b.narrow.agency)) {
		chip := kit.NewToggle(p.word, func() { b.set(p.without) })
		chip.Set(true, "×")
		b.row.Add(chip)
	}
	if b.applied != "" {
		b.row.Add(kit.NewQuiet(lang.X("requests.filter.forget", "Hapus saringan ini"), nil, b.askForget))
	} else if b.narrow != (narrowing{}) {
		b.row.Add(kit.NewQuiet(lang.X("requests.filter.save", "Simpan saringan…"), nil, b.askSave))
	}
	b.row.Hidden = len(b.row.Objects) == 0
	b.page.list.Object().Refresh()
}

func (b *requestFilterBar) agencyName(id ulid.ULID) string {
	i := slices.IndexFunc(b.agencies, func(a sop.Agency) bool { return a.ID == id })
	switch {
	case i < 0:
		return lang.X("requests.col.agency", "Perangkat Daerah")
	case b.agencies[i].Short != "":
		return b.agencies[i].Short
	}
	return b.agencies[i].Name
}

// toggle puts a saved filter on, or everything off when it was on.
func (b *requestFilterBar) toggle(f db.SavedFilter) {
	if b.applied == f.Name {
		b.clear()
		return
	}
	b.narrow = narrowing{agency: f.AgencyID, district: f.District, step: f.Step, late: f.Late, period: f.Period, finished: f.Finished, from: f.From, to: f.To}
	b.applied = f.Name
	b.page.list.SetSearch(f.Text)
	b.page.list.SetFilter(f.State)
	if b.page.shelf.Value() != f.Shelf {
		b.page.shelf.Set(f.Shelf)
		b.page.Reload()
	}
	b.apply()
}

// clear shows everything again.
func (b *requestFilterBar) clear() {
	b.page.list.SetSearch("")
	b.page.list.SetFilter("")
	b.set(narrowing{})
}

// ask shows what the list can be narrowed by.
func (b *requestFilterBar) ask() {
	step := kit.NewChoice(stepOptions(), nil)
	step.Set(strconv.Itoa(b.narrow.step))
	agency := kit.NewChoice(b.agencyOptions(), nil)
	agency.Set(idOrNothing(b.narrow.agency))
	district := kit.NewChoice(append([]kit.Option{{Word: lang.X("requests.narrow.anywhere", "Semua kecamatan")}}, districtOptions()...), nil)
	district.Set(b.narrow.district)
	late := kit.NewCheck(lang.X("requests.narrow.late", "Hanya yang terlambat"), nil)
	late.Checked = b.narrow.late
	from := kit.NewDay(lang.X("office.audit.from", "Dari tanggal"), "", sop.WIB(), nil)
	to := kit.NewDay(lang.X("office.audit.to", "Sampai tanggal"), "", sop.WIB(), nil)
	from.Set(b.narrow.from)
	to.Set(b.narrow.to)
	days := kit.FormRow(from.Field, to.Field)
	period := kit.NewChoice(periods(), nil)
	period.Set(b.narrow.period)
	days.Hidden = b.narrow.period != periodSpan
	period.OnChanged = func(string) {
		days.Hidden = period.Value() != periodSpan
		days.Refresh()
	}
	b.page.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.narrow.title", "Saring permintaan"), Width: 720, Focus: step,
		Do: lang.X("requests.narrow.do", "Terapkan"),
		Body: kit.Form(
			kit.FormRow(kit.NewField(lang.X("requests.col.step", "Kegiatan"), step, ""), kit.NewField(lang.X("requests.col.agency", "Perangkat Daerah"), agency, "")),
			kit.FormRow(kit.NewField(lang.X("requests.site.district", "Kecamatan"), district, ""), kit.NewField(lang.X("requests.narrow.period", "Terdaftar"), period, "")),
			days, late),
		OK: func(d *kit.Dialog) {
			n := narrowing{district: district.Value(), late: late.Checked, period: period.Value(), finished: b.narrow.finished}
			n.step, _ = strconv.Atoi(step.Value())
			n.agency, _ = ulid.ParseStrict(agency.Value())
			if n.period == periodSpan {
				var ok1, ok2 bool
				n.from, ok1 = from.Value()
				n.to, ok2 = to.Value()
				if !ok1 || !ok2 {
					return
				}
				if !n.from.IsZero() && !n.to.IsZero() && n.to.Before(n.from) {
					to.Field.SetRefusal(lang.X("requests.narrow.order", "Sampai tanggal tidak boleh lebih awal daripada dari tanggal."))
					return
				}
			}
			d.Close()
			b.set(n)
		},
	})
}

func stepOptions() []kit.Option {
	out := []kit.Option{{Value: "0", Word: lang.X("requests.narrow.anystep", "Semua kegiatan")}}
	for n := 1; n <= sop.Activities; n++ {
		out = append(out, kit.Option{Value: strconv.Itoa(n), Word: lang.X("requests.narrow.step", "Kegiatan {{.N}}", map[string]any{"N": strconv.Itoa(n)})})
	}
	return out
}

func (b *requestFilterBar) agencyOptions() []kit.Option {
	out := []kit.Option{{Word: lang.X("requests.narrow.anyagency", "Semua perangkat daerah")}}
	for _, a := range b.agencies {
		out = append(out, kit.Option{Value: a.ID.String(), Word: agencyWord(a)})
	}
	return out
}

// idOrNothing is an id as options carry it.
func idOrNothing(id ulid.ULID) string {
	if id == (ulid.ULID{}) {
		return ""
	}
	return id.String()
}

// askSave gives a name to what is shown now.
func (b *requestFilterBar) askSave() {
	name := kit.NewEntry(lang.X("requests.filter.name.example", "Terlambat di Dishub"))
	field := kit.NewField(lang.X("requests.filter.name", "Nama saringan"), name, lang.X("requests.filter.name.hint", "Pencarian, keadaan, dan saringan yang sedang tampil disimpan."))
	b.page.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.filter.save.title", "Simpan saringan"), Body: field.Object(), Width: 460, Focus: name, Do: lang.X("requests.filter.save.do", "Simpan"),
		OK: func(d *kit.Dialog) {
			f := b.current(strings.Join(strings.Fields(name.Text), " "))
			if f.Name == "" {
				field.SetRefusal(lang.X("requests.filter.name.missing", "Nama saringan wajib diisi."))
				return
			}
			if slices.ContainsFunc(b.saved, func(o db.SavedFilter) bool { return strings.EqualFold(o.Name, f.Name) }) {
				field.SetRefusal(lang.X("requests.filter.name.taken", "Sudah ada saringan dengan nama ini."))
				return
			}
			b.keep(append(slices.Clone(b.saved), f), func(err error) {
				if err != nil {
					field.SetRefusal(say.Error(err).String())
					return
				}
				d.Close()
				b.applied = f.Name
				b.show()
			})
		},
	})
}

// current is what is shown now, under a name.
func (b *requestFilterBar) current(name string) db.SavedFilter {
	n := b.narrow
	return db.SavedFilter{Name: name, Text: b.page.list.SearchText(), State: b.page.list.Filter(), Shelf: b.page.shelf.Value(),
		AgencyID: n.agency, District: n.district, Step: n.step, Late: n.late, Period: n.period, Finished: n.finished, From: n.from, To: n.to}
}

func (b *requestFilterBar) askForget() {
	name := b.applied
	b.page.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("requests.filter.forget", "Hapus saringan ini"),
		Text:  lang.X("requests.filter.forget.text", "Hapus saringan \"{{.Name}}\"? Permintaannya tetap ada.", map[string]any{"Name": name}),
		Do:    lang.X("requests.filter.forget.do", "Hapus"), Danger: true,
		OK: func() {
			rest := slices.DeleteFunc(slices.Clone(b.saved), func(f db.SavedFilter) bool { return f.Name == name })
			b.keep(rest, func(err error) {
				if err != nil {
					b.page.env.Fail(err)
					return
				}
				b.clear()
			})
		},
	})
}

// keep writes the filters with a name into the settings.
func (b *requestFilterBar) keep(filters []db.SavedFilter, done func(error)) {
	e := b.page.env
	e.Try(func() error {
		return e.Office.ChangeSettings(func(s *db.Settings) { s.RequestFilters = filters })
	}, func(err error) {
		if err == nil {
			b.saved = filters
			b.show()
			e.Saved()
		}
		done(err)
	})
}
