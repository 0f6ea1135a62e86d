package ui

import (
	"cmp"
	"context"
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

// What the list of requests shows: those at work, also the archive, or the trash.
const (
	shelfOpen    = ""
	shelfArchive = "arsip"
	shelfTrash   = "sampah"
)

// requestsPage is the list of relay requests, the sheet of one, and the form
// in which one is written.
type requestsPage struct {
	env *env

	root  *fyne.Container
	front fyne.CanvasObject // the list with its head
	list  *kit.DataList[desk.RequestRow]
	shelf *kit.Choice
	bar   *requestFilterBar

	sheet *requestSheet // built when the first request is opened
	form  *requestForm  // non-nil while one is written
	table *tableImport  // non-nil while a table is imported
	shown ulid.ULID     // the request on the sheet, zero for list and form
	rev   uint64        // what the list was read at
	read  time.Time     // when: lateness grows without an act
}

func newRequestsPage(e *env) Page {
	p := &requestsPage{env: e}
	p.shelf = kit.NewChoice([]kit.Option{
		{Value: shelfOpen, Word: lang.X("requests.shelf.open", "Yang dikerjakan")},
		{Value: shelfArchive, Word: lang.X("requests.shelf.archive", "Termasuk arsip")},
		{Value: shelfTrash, Word: lang.X("requests.shelf.trash", "Tempat sampah")},
	}, func(string) { p.Reload() })
	p.shelf.Set(shelfOpen)
	p.bar = newRequestFilterBar(p)
	tables := kit.NewButton(lang.X("requests.tables", "Impor/Ekspor"), nil)
	tables.OnTapped = func() { popUp(tables, p.tableMenu()) }
	p.list = kit.NewDataList(kit.ListConfig[desk.RequestRow]{
		Columns: requestColumns(),
		Find:    findRequests,
		Search:  lang.X("requests.search", "Cari nomor, perangkat daerah, lokasi, hal, kamera…"),
		Filters: requestFilters(),
		Open:    func(r desk.RequestRow) { e.Open("permintaan/" + r.ID.String()) },
		Menu:    p.menu,
		Key:     func(r desk.RequestRow) string { return r.ID.String() },
		SortBy:  0, Descending: true,
		Actions: []fyne.CanvasObject{p.shelf, kit.NewButton(lang.X("requests.narrow", "Saring…"), p.bar.ask), tables},
		Extra:   p.bar.row,
		Clear:   func() { p.bar.set(narrowing{}) },
		Empty:   p.emptyOf(shelfOpen),
	})
	head := kit.PageHead(lang.X("requests.title", "Permintaan Relay"),
		lang.X("requests.subtitle", "Enam kegiatan SOP, dari surat sampai laporan"),
		kit.NewPrimary(lang.X("requests.new", "Permintaan Baru"), p.Create))
	p.front = container.NewBorder(head, nil, nil, nil, p.list.Object())
	p.root = container.NewStack(p.front)
	return p
}

func requestColumns() []kit.Column[desk.RequestRow] {
	return []kit.Column[desk.RequestRow]{
		{Title: lang.X("requests.col.number", "Nomor"), Width: 138,
			Cell:    func(r desk.RequestRow) kit.Cell { return kit.Cell{Text: r.Number, Bold: true} },
			Compare: func(a, b desk.RequestRow) int { return strings.Compare(a.Number, b.Number) }},
		{Title: lang.X("requests.col.agency", "Perangkat Daerah"), Width: 130, Share: 1,
			Cell:    func(r desk.RequestRow) kit.Cell { return kit.Cell{Text: r.Agency} },
			Compare: func(a, b desk.RequestRow) int { return strings.Compare(a.Agency, b.Agency) }},
		{Title: lang.X("requests.col.subject", "Hal"), Width: 150, Share: 2.4,
			Cell:    func(r desk.RequestRow) kit.Cell { return kit.Cell{Text: r.Subject} },
			Compare: func(a, b desk.RequestRow) int { return strings.Compare(a.Subject, b.Subject) }},
		{Title: lang.X("requests.col.step", "Kegiatan"), Width: 104,
			Cell:    func(r desk.RequestRow) kit.Cell { return kit.Cell{Text: stepOf(r), Quiet: r.Step == 0} },
			Compare: func(a, b desk.RequestRow) int { return cmp.Compare(a.Step, b.Step) }},
		{Title: lang.X("requests.col.status", "Keadaan"), Width: 118,
			Cell:    func(r desk.RequestRow) kit.Cell { return kit.Cell{Chip: rowChip(r)} },
			Compare: func(a, b desk.RequestRow) int { return strings.Compare(string(a.Status), string(b.Status)) }},
		{Title: lang.X("requests.col.time", "Waktu"), Width: 136,
			Cell:    func(r desk.RequestRow) kit.Cell { return kit.Cell{Chip: badgeChip(r.Badge)} },
			Compare: func(a, b desk.RequestRow) int { return cmp.Compare(badgeRank(a.Badge), badgeRank(b.Badge)) }},
		{Title: lang.X("requests.col.cameras", "Kamera"), Width: 88, Trailing: true,
			Cell: func(r desk.RequestRow) kit.Cell {
				return kit.Cell{Text: strconv.Itoa(r.Cameras), Quiet: r.Cameras == 0}
			},
			Compare: func(a, b desk.RequestRow) int { return cmp.Compare(a.Cameras, b.Cameras) }},
		{Title: lang.X("requests.col.registered", "Terdaftar"), Width: 100,
			Cell:    func(r desk.RequestRow) kit.Cell { return kit.Cell{Text: say.ShortDate(r.Registered), Quiet: true} },
			Compare: func(a, b desk.RequestRow) int { return a.Registered.Compare(b.Registered) }},
	}
}

// rowChip is the activity's state while a request runs: "Menunggu" says more
// than "Berjalan".
func rowChip(r desk.RequestRow) kit.ChipState {
	if r.Status == sop.Running && r.Step > 0 {
		return stepChip(r.StepState)
	}
	return statusChip(r.Status)
}

func stepOf(r desk.RequestRow) string {
	if r.Step == 0 {
		return "–"
	}
	return lang.X("requests.step.of", "{{.N}} dari 6", map[string]any{"N": r.Step})
}

// badgeRank sorts the worst first.
func badgeRank(b sop.Badge) int {
	return slices.Index([]sop.Badge{sop.Late, sop.NearLimit, sop.NoBadge, sop.OnTime}, b)
}

// findRequests searches where the desk does, camera names and letters included.
func findRequests(text string) func(desk.RequestRow) bool { return desk.NewSearch(text).Request }

func requestFilters() []kit.Filter[desk.RequestRow] {
	is := func(s sop.Status) func(desk.RequestRow) bool {
		return func(r desk.RequestRow) bool { return r.Status == s }
	}
	return []kit.Filter[desk.RequestRow]{
		{Key: "menunggu", Word: lang.X("requests.filter.waiting", "Menunggu tindakan"),
			Keep: func(r desk.RequestRow) bool { return r.Status == sop.Running && r.StepState == sop.StepWaiting }},
		{Key: "berjalan", Word: say.Status(sop.Running), Keep: is(sop.Running)},
		{Key: "terlambat", Word: say.Badge(sop.Late), Keep: func(r desk.RequestRow) bool { return r.LateStep > 0 }},
		{Key: "ditunda", Word: say.Status(sop.Paused), Keep: is(sop.Paused)},
		{Key: "draf", Word: say.Status(sop.Draft), Keep: is(sop.Draft)},
		{Key: "selesai", Word: say.Status(sop.Done), Keep: is(sop.Done)},
		{Key: "dibatalkan", Word: say.Status(sop.Cancelled), Keep: is(sop.Cancelled)},
	}
}

func (p *requestsPage) menu(r desk.RequestRow) []*fyne.MenuItem {
	open := fyne.NewMenuItem(lang.X("requests.menu.open", "Buka"), func() { p.env.Open("permintaan/" + r.ID.String()) })
	again := fyne.NewMenuItem(lang.X("requests.copy", "Salin menjadi draf baru"), func() { p.copy(r.ID) })
	items := []*fyne.MenuItem{open, again}
	if p.shelf.Value() == shelfTrash {
		items = append(items, fyne.NewMenuItem(lang.X("requests.restore", "Pulihkan"), func() {
			p.env.Act(func() error {
				_, err := p.env.Requests.Act(r.ID, sop.Act{Kind: sop.ActRestore})
				return err
			}, func() { p.saved(); p.Reload() })
		}), fyne.NewMenuItem(lang.X("requests.erase.ask", "Hapus Selamanya…"), func() { p.erase(r.ID, r.Number, r.Subject) }))
	}
	return items
}

func (p *requestsPage) copy(id ulid.ULID) {
	p.fresh(func() (ulid.ULID, error) { return p.env.Requests.Copy(id) })
}

// followUp takes up the cameras that did not come on air.
func (p *requestsPage) followUp(id ulid.ULID) {
	p.fresh(func() (ulid.ULID, error) { return p.env.Requests.FollowUp(id) })
}

// fresh makes a draft out of another request and shows it.
func (p *requestsPage) fresh(work func() (ulid.ULID, error)) {
	kit.Run(p.env.Tasks, func(context.Context) (ulid.ULID, error) { return work() }, func(fresh ulid.ULID, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		p.saved()
		p.env.Open("permintaan/" + fresh.String())
	})
}

func (p *requestsPage) saved() { p.env.Saved() }

// Object returns what is laid out.
func (p *requestsPage) Object() fyne.CanvasObject { return p.root }

// Route is where the page stands.
func (p *requestsPage) Route() string {
	switch {
	case p.form != nil:
		return "permintaan/" + p.form.route()
	case p.table != nil:
		return "permintaan/impor"
	case p.shown != ulid.ULID{}:
		return "permintaan/" + p.shown.String()
	}
	return "permintaan"
}

// Title is the window's title.
func (p *requestsPage) Title() string {
	if p.form != nil && p.form.title != "" {
		return p.form.title
	}
	if p.shown != (ulid.ULID{}) && p.sheet != nil && p.sheet.view.Request.Number != "" {
		return p.sheet.title()
	}
	return lang.X("requests.title", "Permintaan Relay")
}

// Resume shows the list, one request ("permintaan/<id>"), or the form
// ("permintaan/baru", "permintaan/ubah-<id>").
func (p *requestsPage) Resume(arg, filter string) {
	switch id, err := ulid.ParseStrict(arg); {
	case arg == "baru":
		p.write(nil)
	case arg == "impor":
		p.importTable()
	case strings.HasPrefix(arg, "ubah-"):
		p.edit(strings.TrimPrefix(arg, "ubah-"))
	case arg != "" && err == nil:
		p.showSheet(id)
	default:
		p.showList(filter)
	}
}

func (p *requestsPage) showList(filter string) {
	p.shown, p.form, p.table = ulid.ULID{}, nil, nil
	if filter != "" {
		p.narrowTo(filter)
	}
	p.bar.load()
	p.root.Objects = []fyne.CanvasObject{p.front}
	p.root.Refresh()
	p.Reload()
}

// doneThisMonth is where Beranda's tile leads: what was finished in this month,
// also when it is in the archive already.
const doneThisMonth = "selesai-bulan-ini"

// narrowTo shows what one filter keeps, and nothing else of what was looked for.
func (p *requestsPage) narrowTo(filter string) {
	var n narrowing
	if filter == doneThisMonth {
		filter, n.finished = "", periodMonth
		p.shelf.Set(shelfArchive)
	}
	p.list.SetSearch("")
	p.list.SetFilter(filter)
	p.bar.set(n)
}

func (p *requestsPage) showSheet(id ulid.ULID) {
	if p.sheet == nil {
		p.sheet = newRequestSheet(p.env, p)
	}
	p.form, p.table = nil, nil
	p.shown = id
	p.root.Objects = []fyne.CanvasObject{p.sheet.Object()}
	p.root.Refresh()
	p.sheet.open(id)
}

func (p *requestsPage) edit(arg string) {
	id, err := ulid.ParseStrict(arg)
	if err != nil {
		p.showList("")
		return
	}
	kit.Run(p.env.Tasks, func(context.Context) (desk.RequestView, error) { return p.env.Requests.Get(id) }, func(v desk.RequestView, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		p.write(&v.Request)
	})
}

// write opens the form for a new request, or for the facts of one.
func (p *requestsPage) write(r *sop.Request) {
	p.form = newRequestForm(p.env, r, func(id ulid.ULID) {
		p.form = nil
		p.saved()
		p.env.Open("permintaan/" + id.String())
	}, func() {
		p.form = nil
		p.env.Open(p.Route())
	})
	if r == nil {
		p.shown = ulid.ULID{}
	}
	p.table = nil
	p.root.Objects = []fyne.CanvasObject{p.form.Object()}
	p.root.Refresh()
	p.form.focus()
}

// importTable shows the import; what was chosen there is kept while another
// page is looked at.
func (p *requestsPage) importTable() {
	if p.table == nil {
		p.table = newRequestImport(p.env, func() { p.env.Open("permintaan") })
	}
	p.shown, p.form = ulid.ULID{}, nil
	p.root.Objects = []fyne.CanvasObject{p.table.root}
	p.root.Refresh()
	p.env.Window.Canvas().Focus(p.table.path)
}

// Create opens the form for a new request (Ctrl+N).
func (p *requestsPage) Create() { p.env.Open("permintaan/baru") }

// Save keeps the form (Ctrl+S).
func (p *requestsPage) Save() {
	if p.form != nil {
		p.form.save()
	}
}

// Search puts the cursor into the search field (Ctrl+F).
func (p *requestsPage) Search() {
	if p.shown == (ulid.ULID{}) && p.form == nil && p.table == nil {
		p.list.FocusSearch(p.env.Window.Canvas())
	}
}

// Reload asks the desk again (F5).
func (p *requestsPage) Reload() {
	if p.shown != (ulid.ULID{}) && p.form == nil {
		p.sheet.reload()
		return
	}
	p.rev, p.read = p.env.Pulse().Rev, p.env.Now()
	p.list.SetEmpty(p.emptyOf(p.shelf.Value()))
	filter := desk.RequestFilter{Archived: p.shelf.Value() == shelfArchive, Trash: p.shelf.Value() == shelfTrash}
	kit.Run(p.env.Tasks, func(context.Context) ([]desk.RequestRow, error) { return p.env.Requests.List(filter) },
		func(rows []desk.RequestRow, err error) {
			if err != nil {
				p.env.Fail(err)
				return
			}
			p.list.Set(rows)
		})
}

// Beat reads again when something was committed, and on the sheet also each
// minute, because lateness grows without an act.
func (p *requestsPage) Beat(pulse *desk.Pulse) {
	switch {
	case p.form != nil || p.table != nil:
	case p.shown != ulid.ULID{}:
		p.sheet.beat(pulse)
	case pulse.Rev != p.rev || !sameMinute(pulse.At, p.read):
		p.Reload()
	}
}

// Leave asks when a form was changed and not kept.
func (p *requestsPage) Leave(leave func()) {
	if p.form == nil || !p.form.changed() {
		p.form = nil
		leave()
		return
	}
	p.env.Dialogs.Confirm(kit.Confirm{
		Title:  lang.X("requests.leave", "Isian belum disimpan"),
		Text:   lang.X("requests.leave.text", "Permintaan yang sedang ditulis belum disimpan. Tinggalkan tanpa menyimpan?"),
		Do:     lang.X("requests.leave.do", "Tinggalkan"),
		Danger: true,
		OK:     func() { p.form = nil; leave() },
	})
}

// Keys names the page's own keys for F1.
func (p *requestsPage) Keys() []Key {
	return []Key{
		{"Enter", lang.X("requests.key.next", "Lanjutkan permintaan yang terbuka: mulai atau selesaikan langkahnya")},
		{"J", lang.X("requests.key.pause", "Tunda (jeda) langkah")},
		{"K", lang.X("requests.key.return", "Kembalikan ke langkah sebelumnya")},
		{"H", lang.X("requests.key.connect", "Hubungkan kamera (kegiatan 2 dan 5)")},
		{"U", lang.X("requests.key.retest", "Uji ulang semua kamera (sejak kegiatan 5)")},
		{"C", lang.X("requests.key.tie", "Kaitkan kamera")},
		{"P", lang.X("requests.key.print", "Cetak surat permintaan yang terbuka")},
		{"Esc", lang.X("requests.key.back", "Kembali ke daftar")},
		{"Ctrl+N", lang.X("requests.key.new", "Permintaan baru")},
	}
}

// Key works on the open request, and goes back to the list on Escape.
func (p *requestsPage) Key(ev *fyne.KeyEvent) bool {
	if p.shown != (ulid.ULID{}) && p.form == nil && p.table == nil && p.sheet.key(ev.Name) {
		return true
	}
	if ev.Name != fyne.KeyEscape || (p.shown == ulid.ULID{} && p.form == nil && p.table == nil) {
		return false
	}
	if p.form != nil && p.shown != (ulid.ULID{}) {
		id := p.shown
		p.Leave(func() { p.env.Open("permintaan/" + id.String()) })
		return true
	}
	p.Leave(func() { p.env.Open("permintaan") })
	return true
}

// sameMinute says whether two times read the same on the clock.
func sameMinute(a, b time.Time) bool { return a.Unix()/60 == b.Unix()/60 }
