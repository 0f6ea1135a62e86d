package ui

import (
	"cmp"
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// camerasPage is the list of the relay's cameras, the sheet of one, and the
// assistant that connects one more.
type camerasPage struct {
	env *env

	root  *fyne.Container
	front fyne.CanvasObject
	list  *kit.DataList[desk.CameraRow]
	trash *kit.Choice

	sheet  *cameraSheet
	wizard *wizard
	table  *cameraImport // non-nil while a table is imported
	who    *readersView  // of all cameras, nil while not opened
	asWho  bool          // it is on screen
	rates  map[ulid.ULID][]float32
	back   string // where the assistant was opened from
	shown  ulid.ULID
	rev    uint64
	rows   []desk.CameraRow
}

func newCamerasPage(e *env) Page {
	p := &camerasPage{env: e}
	p.trash = kit.NewChoice([]kit.Option{
		{Value: shelfOpen, Word: lang.X("cameras.shelf.open", "Kamera relay")},
		{Value: shelfTrash, Word: lang.X("requests.shelf.trash", "Tempat sampah")},
	}, func(string) { p.Reload() })
	p.trash.Set(shelfOpen)
	p.list = kit.NewDataList(kit.ListConfig[desk.CameraRow]{
		Columns: p.columns(),
		Words: func(r desk.CameraRow) []string {
			return []string{r.Name, r.Path, r.Site, r.District, r.Agency, r.Host, r.Request}
		},
		Search:  lang.X("cameras.search", "Cari nama, jalur, lokasi, perangkat daerah, IP…"),
		Filters: cameraFilters(),
		Open:    func(r desk.CameraRow) { e.Open("kamera/" + r.ID.String()) },
		Menu:    p.menu,
		Key:     func(r desk.CameraRow) string { return r.ID.String() },
		Actions: []fyne.CanvasObject{p.trash},
		Empty: kit.Empty{
			Icon:   kit.IconCamera,
			Title:  lang.X("cameras.empty", "Belum ada kamera"),
			Text:   lang.X("cameras.empty.text", "Hubungkan kamera pertama: tempelkan alamatnya, uji, beri nama, lalu buktikan relaynya."),
			Action: lang.X("cameras.wizard", "Hubungkan Kamera"),
			Do:     p.Create,
		},
	})
	head := kit.PageHead(lang.X("cameras.title", "Kamera"), lang.X("cameras.subtitle", "Yang ditarik relay, dan alamat bagi pembaca"),
		kit.NewButton(lang.X("cameras.import", "Impor CSV/XLSX…"), func() { e.Open("kamera/" + importArg) }),
		kit.NewPrimary(lang.X("cameras.wizard", "Hubungkan Kamera"), p.Create))
	p.front = container.NewBorder(head, nil, nil, nil, p.list.Object())
	p.root = container.NewStack(p.front)
	return p
}

func (p *camerasPage) columns() []kit.Column[desk.CameraRow] {
	return []kit.Column[desk.CameraRow]{
		{Title: lang.X("cameras.col.name", "Nama"), Width: 164, Share: 1.6,
			Cell:    func(r desk.CameraRow) kit.Cell { return kit.Cell{Text: r.Name, Bold: true} },
			Compare: func(a, b desk.CameraRow) int { return strings.Compare(a.Name, b.Name) }},
		{Title: lang.X("cameras.col.state", "Keadaan"), Width: 118,
			Cell:    func(r desk.CameraRow) kit.Cell { return kit.Cell{Chip: cameraChip(r.Status.State)} },
			Compare: func(a, b desk.CameraRow) int { return cmp.Compare(a.Status.State, b.Status.State) }},
		{Title: lang.X("cameras.col.since", "Lama"), Width: 76,
			Cell:    func(r desk.CameraRow) kit.Cell { return kit.Cell{Text: sinceOf(r.Status, p.env.Now()), Quiet: true} },
			Compare: func(a, b desk.CameraRow) int { return b.Status.Since.Compare(a.Status.Since) }},
		{Title: lang.X("cameras.col.owner", "Pemilik"), Width: 98, Share: 0.5,
			Cell:    func(r desk.CameraRow) kit.Cell { return kit.Cell{Text: r.Agency} },
			Compare: func(a, b desk.CameraRow) int { return strings.Compare(a.Agency, b.Agency) }},
		{Title: lang.X("cameras.col.picture", "Gambar / sebab"), Width: 128, Share: 2,
			Cell: func(r desk.CameraRow) kit.Cell { return kit.Cell{Text: pictureOf(r)} }},
		{Title: lang.X("cameras.col.fps", "fps"), Width: 56, Trailing: true,
			Cell:    func(r desk.CameraRow) kit.Cell { return kit.Cell{Text: fpsOf(r.Status), Quiet: true} },
			Compare: func(a, b desk.CameraRow) int { return cmp.Compare(a.Status.FPS, b.Status.FPS) }},
		{Title: lang.X("cameras.col.rate", "Laju"), Width: 82, Trailing: true,
			Cell:    func(r desk.CameraRow) kit.Cell { return kit.Cell{Text: rateOf(r.Status), Quiet: true} },
			Compare: func(a, b desk.CameraRow) int { return cmp.Compare(a.Status.Kbps, b.Status.Kbps) }},
		{Title: lang.X("cameras.col.hour", "1 jam"), Width: 66, Share: 0.4,
			Cell: func(r desk.CameraRow) kit.Cell { return kit.Cell{Spark: p.rates[r.ID]} }},
		{Title: lang.X("cameras.col.lost", "Hilang"), Width: 74, Trailing: true,
			Cell:    func(r desk.CameraRow) kit.Cell { return kit.Cell{Text: lostOf(r.Status), Quiet: true} },
			Compare: func(a, b desk.CameraRow) int { return cmp.Compare(lossShare(a.Status), lossShare(b.Status)) }},
		{Title: lang.X("cameras.col.readers", "Pembaca"), Width: 94, Trailing: true,
			Cell:    func(r desk.CameraRow) kit.Cell { return kit.Cell{Text: strconv.Itoa(r.Status.Readers), Quiet: true} },
			Compare: func(a, b desk.CameraRow) int { return cmp.Compare(a.Status.Readers, b.Status.Readers) }},
		{Title: lang.X("cameras.col.again", "Ulang"), Width: 70, Trailing: true,
			Cell:    func(r desk.CameraRow) kit.Cell { return kit.Cell{Text: strconv.Itoa(r.Status.Reconnects), Quiet: true} },
			Compare: func(a, b desk.CameraRow) int { return cmp.Compare(a.Status.Reconnects, b.Status.Reconnects) }},
	}
}

// pictureOf is what the pictures are made of, or why there are none.
func pictureOf(r desk.CameraRow) string {
	if r.Enabled && r.Status.Fault != nil && r.Status.State != relay.Live {
		return say.ShortFault(r.Status.Fault.Kind)
	}
	return codecLine(r)
}

func fpsOf(s relay.CameraStatus) string {
	if s.State != relay.Live || s.FPS <= 0 {
		return "–"
	}
	return strconv.Itoa(int(s.FPS + 0.5))
}

// sinceOf is how long the state lasts, coarse enough to stand still.
func sinceOf(s relay.CameraStatus, now time.Time) string {
	if s.Since.IsZero() {
		return "–"
	}
	d := now.Sub(s.Since)
	if d < time.Minute {
		return lang.X("cameras.since.new", "baru")
	}
	return say.Span(d.Truncate(time.Minute))
}

func lossShare(s relay.CameraStatus) float64 {
	if s.PacketsLost == 0 {
		return 0
	}
	return float64(s.PacketsLost) / float64(s.PacketsIn+s.PacketsLost)
}

// lostOf is the share of packets that were lost, in per cent.
func lostOf(s relay.CameraStatus) string {
	switch share := lossShare(s) * 100; {
	case s.PacketsIn == 0:
		return "–"
	case share > 0 && share < 0.1:
		return "< 0,1 %"
	default:
		return say.Decimal(share) + " %"
	}
}

func codecLine(r desk.CameraRow) string {
	codec, w, h := cmp.Or(r.Status.VideoCodec, r.Codec), cmp.Or(r.Status.Width, r.Width), cmp.Or(r.Status.Height, r.Height)
	if codec == "" {
		return "–"
	}
	if w == 0 {
		return codec
	}
	return codec + " " + strconv.Itoa(w) + "×" + strconv.Itoa(h)
}

func rateOf(s relay.CameraStatus) string {
	if s.State != relay.Live || s.Kbps <= 0 {
		return "–"
	}
	return say.Kbps(s.Kbps)
}

func cameraFilters() []kit.Filter[desk.CameraRow] {
	return []kit.Filter[desk.CameraRow]{
		{Key: "langsung", Word: say.State(relay.Live), Keep: func(r desk.CameraRow) bool { return r.Status.State == relay.Live }},
		{Key: "terganggu", Word: lang.X("cameras.filter.trouble", "Terganggu"),
			Keep: func(r desk.CameraRow) bool { return r.Enabled && r.Status.State != relay.Live }},
		{Key: "nonaktif", Word: say.State(relay.Disabled), Keep: func(r desk.CameraRow) bool { return !r.Enabled }},
	}
}

func (p *camerasPage) menu(r desk.CameraRow) []*fyne.MenuItem {
	if p.trash.Value() == shelfTrash {
		return []*fyne.MenuItem{fyne.NewMenuItem(lang.X("requests.restore", "Pulihkan"), func() {
			p.env.Act(func() error { return p.env.Cameras.Restore(r.ID) }, p.saved)
		}), fyne.NewMenuItem(lang.X("requests.erase.ask", "Hapus Selamanya…"), func() {
			askErase(p.env, r.Name, r.Path, func() error { return p.env.Cameras.Erase(r.ID) }, p.Reload)
		})}
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem(lang.X("requests.menu.open", "Buka"), func() { p.env.Open("kamera/" + r.ID.String()) }),
		fyne.NewMenuItem(lang.X("cameras.copy", "Salin alamat pembaca"), func() { p.copyAddress(r.Path) }),
		fyne.NewMenuItem(lang.X("cameras.reconnect", "Sambungkan ulang"), func() { p.reconnect(r.ID) }),
		fyne.NewMenuItem(toggleWord(r.Enabled), func() { p.setEnabled(r.ID, !r.Enabled) }),
	}
}

func (p *camerasPage) copyAddress(path string) {
	fyne.CurrentApp().Clipboard().SetContent(p.env.Cameras.Address(path))
	p.env.Toasts.Show(lang.X("cameras.copied", "Alamat pembaca disalin."))
}

func (p *camerasPage) saved() {
	p.env.Saved()
	p.Reload()
}

// Object returns what is laid out.
func (p *camerasPage) Object() fyne.CanvasObject { return p.root }

// Route is where the page stands.
func (p *camerasPage) Route() string {
	switch {
	case p.wizard != nil:
		return "kamera/baru"
	case p.shown != ulid.ULID{}:
		return "kamera/" + p.shown.String()
	case p.asWho:
		return "kamera/" + readersArg
	case p.table != nil:
		return "kamera/" + importArg
	}
	return "kamera"
}

// Title is the window's title.
func (p *camerasPage) Title() string {
	if p.wizard != nil {
		return lang.X("cameras.wizard", "Hubungkan Kamera")
	}
	return lang.X("cameras.title", "Kamera")
}

// Resume shows the list, one camera ("kamera/<id>"), or the assistant
// ("kamera/baru?<id of the request>").
func (p *camerasPage) Resume(arg, filter string) {
	p.asWho = false
	if arg != importArg {
		p.endImport()
	}
	switch id, err := ulid.ParseStrict(arg); {
	case arg == readersArg:
		p.showReaders()
	case arg == importArg:
		p.showImport()
	case arg == "baru":
		p.connect(filter)
	case arg != "" && err == nil:
		p.showSheet(id)
	case p.wizard != nil && filter == "": // back from another page: the draft was kept
	default:
		p.showList(filter)
	}
}

func (p *camerasPage) showList(filter string) {
	p.endWizard()
	p.shown = ulid.ULID{}
	if filter != "" {
		p.list.SetSearch("")
		p.list.SetFilter(filter)
	}
	p.show(p.front)
	p.Reload()
}

// readersArg is the route of the list of readers: "kamera/pembaca".
const readersArg = "pembaca"

func (p *camerasPage) showReaders() {
	if p.who == nil {
		p.who = newReadersPage(p.env)
	}
	p.endWizard()
	p.shown, p.asWho = ulid.ULID{}, true
	p.who.show(p.env.Pulse())
	p.show(p.who.root)
}

func (p *camerasPage) showSheet(id ulid.ULID) {
	if p.sheet == nil {
		p.sheet = newCameraSheet(p.env, p)
	}
	p.endWizard()
	p.shown = id
	p.show(p.sheet.Object())
	p.sheet.open(id)
}

func (p *camerasPage) connect(request string) {
	id, err := ulid.ParseStrict(request)
	p.back = "kamera"
	if err == nil {
		p.back = "permintaan/" + id.String()
	} else {
		id = ulid.ULID{}
	}
	back := p.back
	p.endWizard()
	p.shown = ulid.ULID{}
	p.wizard = newWizard(p.env, id, func(kept ulid.ULID) {
		p.endWizard()
		if back == "kamera" && kept != (ulid.ULID{}) {
			back = "kamera/" + kept.String()
		}
		p.env.Open(back)
	}, func() { p.env.Open(back) })
	p.show(p.wizard.Object())
	p.env.Window.Canvas().Focus(p.wizard.address.address)
}

func (p *camerasPage) show(o fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{o}
	p.root.Refresh()
}

// Create opens the assistant (Ctrl+N).
func (p *camerasPage) Create() { p.env.Open("kamera/baru") }

// Search puts the cursor into the search field (Ctrl+F).
func (p *camerasPage) Search() {
	switch {
	case p.asWho:
		p.who.list.FocusSearch(p.env.Window.Canvas())
	case p.table != nil:
		p.table.list.FocusSearch(p.env.Window.Canvas())
	case p.shown == (ulid.ULID{}) && p.wizard == nil:
		p.list.FocusSearch(p.env.Window.Canvas())
	}
}

// Reload asks the desk again (F5).
func (p *camerasPage) Reload() {
	switch {
	case p.wizard != nil, p.table != nil:
	case p.shown != ulid.ULID{}:
		p.sheet.reload()
	default:
		p.rev = p.env.Pulse().Rev
		filter := desk.CameraFilter{Trash: p.trash.Value() == shelfTrash}
		kit.Run(p.env.Tasks, func(context.Context) ([]desk.CameraRow, error) { return p.env.Cameras.List(filter) },
			func(rows []desk.CameraRow, err error) {
				if err != nil {
					p.env.Fail(err)
					return
				}
				p.rows = rows
				p.list.Set(rows)
			})
	}
}

// Beat brings the states of the list up to date from the pulse; the records
// are read again only when something was committed.
func (p *camerasPage) Beat(pulse *desk.Pulse) {
	switch {
	case p.wizard != nil:
		p.wizard.drafts.keep()
	case p.table != nil:
	case p.asWho:
		p.who.show(pulse)
	case p.shown != ulid.ULID{}:
		p.sheet.beat(pulse)
	case pulse.Rev != p.rev:
		p.Reload()
	default:
		p.refresh(pulse)
	}
}

func (p *camerasPage) refresh(pulse *desk.Pulse) {
	status := make(map[ulid.ULID]relay.CameraStatus, len(pulse.Cameras))
	changed, rates := false, make(map[ulid.ULID][]float32, len(pulse.Cameras))
	for _, c := range pulse.Cameras {
		status[c.ID], rates[c.ID] = c.Status, c.Rates
		changed = changed || len(c.Rates) > 0 && (len(p.rates[c.ID]) == 0 || &c.Rates[0] != &p.rates[c.ID][0])
	}
	p.rates = rates
	for i := range p.rows {
		now, ok := status[p.rows[i].ID]
		if ok && differs(p.rows[i].Status, now) {
			p.rows[i].Status, changed = now, true
		}
	}
	if changed {
		p.list.Set(p.rows)
	}
}

// differs compares what the list shows; counters of packets do not matter here.
func differs(a, b relay.CameraStatus) bool {
	return a.State != b.State || a.Readers != b.Readers || a.VideoCodec != b.VideoCodec || a.Width != b.Width || rateOf(a) != rateOf(b) ||
		lostOf(a) != lostOf(b) || a.Reconnects != b.Reconnects || int(a.FPS+0.5) != int(b.FPS+0.5)
}

// Leave keeps what stands in the assistant as a draft and goes.
func (p *camerasPage) Leave(leave func()) {
	if p.wizard == nil {
		leave()
		return
	}
	p.wizard.drafts.leave(func() { p.endWizard(); leave() })
}

// endWizard drops the assistant and what it has under way.
func (p *camerasPage) endWizard() {
	if p.wizard != nil {
		p.wizard.close()
		p.wizard = nil
	}
}

// Keys names the page's own keys for F1.
func (p *camerasPage) Keys() []Key {
	return []Key{
		{"Esc", lang.X("requests.key.back", "Kembali ke daftar")},
		{"Ctrl+N", lang.X("cameras.wizard", "Hubungkan Kamera")},
	}
}

// Key goes back on Escape.
func (p *camerasPage) Key(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyEscape || (p.shown == ulid.ULID{} && p.wizard == nil && !p.asWho && p.table == nil) {
		return false
	}
	back := "kamera"
	if p.wizard != nil {
		back = p.back
	}
	p.Leave(func() { p.env.Open(back) })
	return true
}
