package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// agenciesPage is the directory of Perangkat Daerah and the officials of this
// office, each with the time it is valid for.
type agenciesPage struct {
	env       *env
	root      *fyne.Container
	list      *kit.DataList[sop.Agency]
	officials *officialsView
	sheet     *agencySheet
	tab       string
	open      ulid.ULID // zero = the list
	rev       uint64
}

const (
	tabAgencies  = ""
	tabOfficials = "pejabat"
)

func newAgenciesPage(e *env) Page {
	p := &agenciesPage{env: e, root: container.NewStack()}
	p.list = kit.NewDataList(kit.ListConfig[sop.Agency]{
		Columns: agencyColumns(),
		Words: func(a sop.Agency) []string {
			return []string{a.Name, a.Short, a.Code, say.AgencyKind(a.Kind), a.Contact.Name, a.HeadTitle}
		},
		Search: lang.X("office.agency.search", "Cari nama, singkatan, narahubung…"),
		Filters: []kit.Filter[sop.Agency]{
			{Key: "opd", Word: lang.X("office.agency.filter.opd", "Dinas dan badan"), Keep: func(a sop.Agency) bool { return a.Kind == "dinas" || a.Kind == "badan" }},
			{Key: "kecamatan", Word: lang.X("office.agency.filter.kecamatan", "Kecamatan dan kelurahan"), Keep: func(a sop.Agency) bool { return a.Kind == "kecamatan" || a.Kind == "kelurahan" }},
			{Key: "nonaktif", Word: lang.X("office.agency.filter.inactive", "Nonaktif"), Keep: func(a sop.Agency) bool { return a.Inactive }},
		},
		Open: func(a sop.Agency) { e.Open("opd/" + a.ID.String()) },
		Key:  func(a sop.Agency) string { return a.ID.String() },
		Empty: kit.Empty{Icon: kit.IconAgency, Title: lang.X("office.agency.empty", "Belum ada perangkat daerah"),
			Text:   lang.X("office.agency.empty.text", "Perangkat daerah adalah pemilik kamera yang direlay."),
			Action: lang.X("office.agency.new", "Tambah Perangkat Daerah"), Do: p.Create},
	})
	p.officials = newOfficialsView(e)
	p.sheet = newAgencySheet(e, p.Reload)
	p.showTab(tabAgencies)
	return p
}

func agencyColumns() []kit.Column[sop.Agency] {
	byText := func(text func(sop.Agency) string) func(a, b sop.Agency) int {
		return func(a, b sop.Agency) int { return strings.Compare(text(a), text(b)) }
	}
	name := func(a sop.Agency) string { return a.Name }
	short := func(a sop.Agency) string { return a.Short }
	kind := func(a sop.Agency) string { return say.AgencyKind(a.Kind) }
	contact := func(a sop.Agency) string { return a.Contact.Name }
	return []kit.Column[sop.Agency]{
		{Title: lang.X("office.agency.name", "Nama"), Width: 260, Share: 3, Compare: byText(name), Cell: func(a sop.Agency) kit.Cell { return kit.Cell{Text: a.Name, Quiet: a.Inactive} }},
		{Title: lang.X("office.agency.short", "Singkatan"), Width: 120, Compare: byText(short), Cell: func(a sop.Agency) kit.Cell { return kit.Cell{Text: a.Short, Quiet: true} }},
		{Title: lang.X("office.agency.kind", "Jenis"), Width: 140, Compare: byText(kind), Cell: func(a sop.Agency) kit.Cell { return kit.Cell{Text: say.AgencyKind(a.Kind), Quiet: true} }},
		{Title: lang.X("office.agency.contact", "Narahubung"), Width: 160, Share: 1, Compare: byText(contact), Cell: func(a sop.Agency) kit.Cell { return kit.Cell{Text: a.Contact.Name} }},
		{Title: lang.X("office.agency.phone", "Telepon"), Width: 140, Cell: func(a sop.Agency) kit.Cell { return kit.Cell{Text: firstOf(a.Contact.Phone, a.Phone), Quiet: true} }},
	}
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

func (p *agenciesPage) Object() fyne.CanvasObject { return p.root }

func (p *agenciesPage) Route() string {
	switch {
	case p.open != (ulid.ULID{}):
		return "opd/" + p.open.String()
	case p.tab == tabOfficials:
		return "opd?pejabat"
	}
	return "opd"
}

func (p *agenciesPage) Title() string { return lang.X("shell.nav.agencies", "Perangkat Daerah") }

// Resume shows the directory, one agency, or the officials.
func (p *agenciesPage) Resume(arg, filter string) {
	p.open = ulid.ULID{}
	if id, err := ulid.ParseStrict(arg); err == nil {
		p.open = id
		p.root.Objects = []fyne.CanvasObject{p.sheet.object()}
		p.root.Refresh()
		p.sheet.load(id)
		return
	}
	if filter == tabOfficials {
		p.showTab(tabOfficials)
	} else {
		p.showTab(tabAgencies)
	}
	p.Reload()
}

func (p *agenciesPage) showTab(tab string) {
	p.tab = tab
	agencies := kit.NewToggle(lang.X("shell.nav.agencies", "Perangkat Daerah"), func() { p.env.Open("opd") })
	officials := kit.NewToggle(lang.X("office.officials", "Pejabat"), func() { p.env.Open("opd?pejabat") })
	agencies.Set(tab == tabAgencies, "")
	officials.Set(tab == tabOfficials, "")
	body := p.list.Object()
	acts := []fyne.CanvasObject{container.NewCenter(agencies), container.NewCenter(officials)}
	if tab == tabOfficials {
		body = p.officials.object()
		acts = append(acts, kit.NewPrimary(lang.X("office.official.new", "Tambah Pejabat"), p.Create))
	} else {
		acts = append(acts, kit.NewButton(lang.X("office.agency.import", "Impor…"), p.importTable), kit.NewPrimary(lang.X("office.agency.new", "Tambah Perangkat Daerah"), p.Create))
	}
	head := kit.PageHead(lang.X("shell.nav.agencies", "Perangkat Daerah"), lang.X("office.agency.what", "Pemilik kamera, dan pejabat yang menjalankan SOP"), acts...)
	p.root.Objects = []fyne.CanvasObject{container.NewBorder(head, nil, nil, nil, body)}
	p.root.Refresh()
}

// importTable brings the directory up to date from a table.
func (p *agenciesPage) importTable() {
	askTable(p.env, tableAsk{
		title: lang.X("office.agency.import.title", "Impor perangkat daerah"),
		hint: lang.X("office.agency.import.hint", "Kolom wajib: nama. Boleh ada: {{.Columns}}. Yang namanya sudah ada diperbarui; sel kosong tidak menghapus apa pun.",
			map[string]any{"Columns": strings.Join(desk.AgencyColumns()[1:], ", ")}),
		run: p.env.Office.ImportAgencies,
		done: func(r desk.ImportReport) {
			p.env.Done(lang.X("office.agency.imported", "{{.N}} perangkat daerah diimpor.", map[string]any{"N": len(r.Rows)}))
			p.Reload()
		},
	})
}

// Reload asks for the directory and the officials.
func (p *agenciesPage) Reload() {
	kit.Run(p.env.Tasks, func(context.Context) ([]sop.Agency, error) { return p.env.Office.Agencies(true) },
		func(rows []sop.Agency, err error) {
			if err != nil {
				p.env.Fail(err)
				return
			}
			p.list.Set(rows)
		})
	p.officials.load()
	if p.open != (ulid.ULID{}) {
		p.sheet.load(p.open)
	}
}

// Beat asks again when something was committed elsewhere.
func (p *agenciesPage) Beat(pulse *desk.Pulse) {
	if p.rev != pulse.Rev && p.rev != 0 {
		p.Reload()
	}
	p.rev = pulse.Rev
}

// Create adds an agency, or an official on that tab.
func (p *agenciesPage) Create() {
	if p.tab == tabOfficials {
		p.officials.edit(sop.Official{From: p.env.Now()})
		return
	}
	editAgency(p.env, sop.Agency{Kind: "dinas"}, func(id ulid.ULID) { p.env.Open("opd/" + id.String()) })
}

// Search puts the cursor into the search field.
func (p *agenciesPage) Search() {
	if p.open != (ulid.ULID{}) {
		p.env.Open("opd")
	}
	if p.tab == tabAgencies {
		p.list.FocusSearch(p.env.Window.Canvas())
		return
	}
	p.officials.list.FocusSearch(p.env.Window.Canvas())
}

// Keys names the page's own keys.
func (p *agenciesPage) Keys() []Key {
	return []Key{{"Ctrl+N", lang.X("office.agency.key.new", "Tambah perangkat daerah atau pejabat")}, {"I", lang.X("office.agency.import.title", "Impor perangkat daerah")}, {"Esc", lang.X("office.agency.key.back", "Kembali ke daftar")}}
}

// Key leaves the sheet on Escape.
func (p *agenciesPage) Key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyI && p.tab == tabAgencies && p.open == (ulid.ULID{}) {
		p.importTable()
		return true
	}
	if ev.Name == fyne.KeyEscape && p.open != (ulid.ULID{}) {
		p.env.Open("opd")
		return true
	}
	return false
}
