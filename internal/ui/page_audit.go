package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// auditPage is the trail of everything that was recorded. It can only be
// looked at.
type auditPage struct {
	env      *env
	list     *kit.DataList[db.AuditEntry]
	from, to *kit.DateClock
	only     *fyne.Container // shown while one record's entries are
	object   ulid.ULID       // that record, zero = all
	root     fyne.CanvasObject
	rev      uint64
}

// auditMost is how many entries are read at once: some months of an office.
const auditMost = 2000

func newAuditPage(e *env) Page {
	p := &auditPage{env: e}
	p.from = kit.NewDay(lang.X("office.audit.from", "Dari tanggal"), "", sop.WIB(), nil)
	p.to = kit.NewDay(lang.X("office.audit.to", "Sampai tanggal"), "", sop.WIB(), nil)
	only := kit.NewToggle(lang.X("office.audit.only", "Hanya satu data"), func() { p.about(ulid.ULID{}) })
	only.Set(true, "×")
	p.only = container.NewHBox(only)
	p.only.Hide()
	tables := kit.NewButton(lang.X("office.audit.export", "Ekspor"), nil)
	tables.OnTapped = func() {
		popUp(tables, exportItems(e, lang.X("office.audit.export.title", "Ekspor jejak audit yang tampil"), "audit", "jejak-audit", p.exported))
	}
	p.list = kit.NewDataList(kit.ListConfig[db.AuditEntry]{
		Columns: []kit.Column[db.AuditEntry]{
			{Title: lang.X("office.audit.recorded", "Dicatat pada"), Width: 180, Cell: func(a db.AuditEntry) kit.Cell { return kit.Cell{Text: say.DateClock(a.Recorded), Quiet: true} },
				Compare: func(a, b db.AuditEntry) int { return a.Recorded.Compare(b.Recorded) }},
			{Title: lang.X("office.audit.happened", "Waktu kejadian"), Width: 180, Cell: func(a db.AuditEntry) kit.Cell { return kit.Cell{Text: happenedWords(a), Quiet: true} },
				Compare: func(a, b db.AuditEntry) int { return a.Happened.Compare(b.Happened) }},
			{Title: lang.X("office.audit.action", "Tindakan"), Width: 150, Share: 1, Cell: func(a db.AuditEntry) kit.Cell { return kit.Cell{Text: actionWord(a.Action)} },
				Compare: func(a, b db.AuditEntry) int { return strings.Compare(actionWord(a.Action), actionWord(b.Action)) }},
			{Title: lang.X("office.audit.object", "Mengenai"), Width: 150, Share: 2, Cell: func(a db.AuditEntry) kit.Cell { return kit.Cell{Text: joined(" ", objectWord(a.Object), a.Name)} },
				Compare: func(a, b db.AuditEntry) int { return strings.Compare(a.Name, b.Name) }},
			{Title: lang.X("office.audit.who", "Oleh"), Width: 132, Cell: func(a db.AuditEntry) kit.Cell { return kit.Cell{Text: a.Who, Quiet: true} },
				Compare: func(a, b db.AuditEntry) int { return strings.Compare(a.Who, b.Who) }},
			{Title: lang.X("office.audit.reason", "Alasan"), Width: 120, Share: 1, Cell: func(a db.AuditEntry) kit.Cell { return kit.Cell{Text: reasonOf(a), Quiet: true} }},
		},
		Words: func(a db.AuditEntry) []string {
			return []string{a.Who, actionWord(a.Action), objectWord(a.Object), a.Name, reasonOf(a), say.DateClock(a.Recorded)}
		},
		Search:  lang.X("office.audit.search", "Cari tindakan, nama, pelaku, alasan…"),
		Filters: auditFilters(),
		Open:    func(a db.AuditEntry) { showEntry(e, a) },
		Key:     func(a db.AuditEntry) string { return a.ID.String() },
		Extra:   p.only,
		SortBy:  0, Descending: true,
		Actions: []fyne.CanvasObject{tables},
		Empty: kit.Empty{Icon: kit.IconAudit, Title: lang.X("office.audit.empty", "Belum ada yang dicatat"),
			Text: lang.X("office.audit.empty.text", "Setiap perubahan dicatat di sini dengan pelaku, waktu, dan nilai lamanya.")},
	})
	period := container.NewBorder(nil, nil, container.NewHBox(
		container.NewGridWrap(fyne.NewSize(180, 64), p.from.Object()), container.NewGridWrap(fyne.NewSize(180, 64), p.to.Object()),
		container.New(kit.Margins(4, 22, 0, 6), kit.NewButton(lang.X("office.audit.apply", "Terapkan"), p.Reload))), nil)
	head := kit.PageHead(lang.X("shell.nav.audit", "Jejak Audit"), lang.X("office.audit.what", "Siapa mencatat apa, kapan, dan apa nilai lamanya. Tidak dapat diubah atau dihapus."), period)
	p.root = container.NewBorder(head, nil, nil, nil, p.list.Object())
	return p
}

func auditFilters() []kit.Filter[db.AuditEntry] {
	about := func(objects ...string) func(db.AuditEntry) bool {
		return func(a db.AuditEntry) bool { return slices.Contains(objects, a.Object) }
	}
	return []kit.Filter[db.AuditEntry]{
		{Key: "permintaan", Word: lang.X("office.audit.filter.requests", "Permintaan"), Keep: about(db.ObjectRequest)},
		{Key: "peralatan", Word: lang.X("register.nav", "Peralatan"), Keep: about(db.ObjectEquipment)},
		{Key: "surat", Word: lang.X("office.audit.filter.letters", "Surat"), Keep: about(db.ObjectLetter)},
		{Key: "kamera", Word: lang.X("office.audit.filter.cameras", "Kamera"), Keep: about(db.ObjectCamera, db.ObjectAccount)},
		{Key: "kantor", Word: lang.X("office.audit.filter.office", "Kantor"), Keep: about(db.ObjectAgency, db.ObjectOfficial, db.ObjectSettings)},
		{Key: "diurungkan", Word: lang.X("office.audit.filter.undone", "Diurungkan"),
			Keep: func(a db.AuditEntry) bool { return a.Action == desk.ActionUndo || a.Action == desk.ActionRedo }},
		{Key: "susulan", Word: lang.X("office.audit.filter.late", "Dicatat kemudian"), Keep: apart},
	}
}

// about shows only what was recorded of one record, or everything again.
func (p *auditPage) about(id ulid.ULID) {
	p.object = id
	p.only.Hidden = id == (ulid.ULID{})
	p.list.Object().Refresh()
	p.Reload()
}

// exported is what the list shows, in words.
func (p *auditPage) exported() desk.ListOptions {
	ids := []ulid.ULID{}
	for _, e := range p.list.Shown() {
		ids = append(ids, e.ID)
	}
	return desk.ListOptions{Audit: desk.AuditFilter{IDs: ids}, Words: wordedEntry}
}

func (p *auditPage) Object() fyne.CanvasObject { return p.root }
func (p *auditPage) Route() string {
	if p.object != (ulid.ULID{}) {
		return "audit/" + p.object.String()
	}
	return "audit"
}
func (p *auditPage) Title() string { return lang.X("shell.nav.audit", "Jejak Audit") }

// Resume shows everything, or one record's entries ("audit/<id>").
func (p *auditPage) Resume(arg, _ string) {
	id, err := ulid.ParseStrict(arg)
	if err != nil {
		id = ulid.ULID{}
	}
	p.about(id)
}

// Reload asks for the newest entries, or for all of the chosen days.
func (p *auditPage) Reload() {
	from, ok1 := p.from.Value()
	to, ok2 := p.to.Value()
	if !ok1 || !ok2 {
		return
	}
	f := desk.AuditFilter{From: from, Limit: auditMost, ObjectID: p.object}
	if !to.IsZero() {
		f.To = to.AddDate(0, 0, 1)
	}
	if !from.IsZero() {
		f.Limit = 0
	}
	kit.Run(p.env.Tasks, func(context.Context) ([]db.AuditEntry, error) { return p.env.Ledger.Audit(f) }, func(rows []db.AuditEntry, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		p.list.Set(rows)
	})
}

// Beat asks again when something was committed.
func (p *auditPage) Beat(pulse *desk.Pulse) {
	if p.rev != 0 && p.rev != pulse.Rev {
		p.Reload()
	}
	p.rev = pulse.Rev
}

// Search puts the cursor into the search field.
func (p *auditPage) Search() { p.list.FocusSearch(p.env.Window.Canvas()) }
