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
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// equipmentPage is the register: the list of things, the sheet of one, its
// form, and the import of tables.
type equipmentPage struct {
	env *env

	root  *fyne.Container
	front fyne.CanvasObject
	list  *kit.DataList[desk.EquipmentRow]
	shelf *kit.Choice
	bar   *equipmentFilterBar

	sheet *equipmentSheet
	form  *equipmentForm // non-nil while one is written
	table *tableImport   // non-nil while a table is imported
	shown ulid.ULID      // the thing on the sheet
	rev   uint64
}

func newEquipmentPage(e *env) Page {
	p := &equipmentPage{env: e}
	p.shelf = kit.NewChoice([]kit.Option{
		{Value: shelfOpen, Word: lang.X("register.shelf.held", "Yang tercatat")},
		{Value: shelfArchive, Word: lang.X("register.shelf.gone", "Termasuk yang dihapus")},
		{Value: shelfTrash, Word: lang.X("requests.shelf.trash", "Tempat sampah")},
	}, func(string) { p.Reload() })
	p.shelf.Set(shelfOpen)
	p.bar = newEquipmentFilterBar(p)
	more := kit.NewButton(lang.X("register.more", "Tabel dan label"), nil)
	more.OnTapped = func() { popUp(more, p.tableMenu()) }
	bulk := kit.NewButton(lang.X("register.bulk", "Ubah yang tampil…"), p.askBulk)
	p.list = kit.NewDataList(kit.ListConfig[desk.EquipmentRow]{
		Columns: equipmentListColumns(),
		Find:    func(text string) func(desk.EquipmentRow) bool { return desk.NewSearch(text).Equipment },
		Search:  lang.X("register.search", "Cari kode, nama, seri, IP, titik… (label QR juga)"),
		Filters: equipmentFilters(),
		Open:    func(r desk.EquipmentRow) { e.Open("peralatan/" + r.ID.String()) },
		Menu:    p.menu,
		Key:     func(r desk.EquipmentRow) string { return r.ID.String() },
		SortBy:  0,
		Actions: []fyne.CanvasObject{p.shelf, kit.NewButton(lang.X("requests.narrow", "Saring…"), p.bar.ask), bulk, more},
		Extra:   p.bar.row,
		Clear:   func() { p.bar.set(equipmentNarrowing{}) },
		Empty:   p.emptyOf(shelfOpen),
	})
	head := kit.PageHead(lang.X("register.nav", "Peralatan"), lang.X("register.subtitle", "Daftar peralatan surveillance, mutasi, dan pemeriksaannya"),
		kit.NewPrimary(lang.X("register.new", "Peralatan Baru"), p.Create))
	p.front = container.NewBorder(head, nil, nil, nil, p.list.Object())
	p.root = container.NewStack(p.front)
	return p
}

func (p *equipmentPage) emptyOf(shelf string) kit.Empty {
	if shelf == shelfTrash {
		return kit.Empty{Icon: kit.IconEquipment, Title: lang.X("register.empty.trash", "Tempat sampah kosong"),
			Text: lang.X("register.empty.trash.text", "Yang dibuang dapat dipulihkan dari sini. Barang yang memang dihapus dicatat sebagai mutasi Hapus, tidak dibuang.")}
	}
	return kit.Empty{Icon: kit.IconEquipment, Title: lang.X("register.empty", "Belum ada peralatan"),
		Text:   lang.X("register.empty.text", "Catat satu per satu, impor daftar XLSX atau CSV yang sudah ada, atau catat semua kamera relay sekaligus lewat Tabel dan label."),
		Action: lang.X("register.new", "Peralatan Baru"), Do: p.Create}
}

func equipmentListColumns() []kit.Column[desk.EquipmentRow] {
	return []kit.Column[desk.EquipmentRow]{
		{Title: lang.X("register.col.code", "Kode"), Width: 104,
			Cell:    func(r desk.EquipmentRow) kit.Cell { return kit.Cell{Text: r.Code, Bold: true} },
			Compare: func(a, b desk.EquipmentRow) int { return strings.Compare(a.Code, b.Code) }},
		{Title: lang.X("register.field.name", "Nama barang"), Width: 150, Share: 2,
			Cell:    func(r desk.EquipmentRow) kit.Cell { return kit.Cell{Text: r.Name} },
			Compare: func(a, b desk.EquipmentRow) int { return strings.Compare(a.Name, b.Name) }},
		{Title: lang.X("register.field.kind", "Jenis"), Width: 96, Share: 0.6,
			Cell:    func(r desk.EquipmentRow) kit.Cell { return kit.Cell{Text: kindWords(r), Quiet: true} },
			Compare: func(a, b desk.EquipmentRow) int { return strings.Compare(kindWords(a), kindWords(b)) }},
		{Title: lang.X("register.field.site", "Titik"), Width: 120, Share: 1.4,
			Cell:    func(r desk.EquipmentRow) kit.Cell { return kit.Cell{Text: cmp.Or(r.Site, "–"), Quiet: r.Site == ""} },
			Compare: func(a, b desk.EquipmentRow) int { return strings.Compare(a.Site, b.Site) }},
		{Title: lang.X("register.col.owner", "Pemilik"), Width: 100, Share: 0.6,
			Cell:    func(r desk.EquipmentRow) kit.Cell { return kit.Cell{Text: r.Agency} },
			Compare: func(a, b desk.EquipmentRow) int { return strings.Compare(a.Agency, b.Agency) }},
		{Title: lang.X("register.field.condition", "Kondisi"), Width: 130,
			Cell: func(r desk.EquipmentRow) kit.Cell { return kit.Cell{Chip: conditionChip(r.State)} },
			Compare: func(a, b desk.EquipmentRow) int {
				return cmp.Compare(conditionRank(a.State), conditionRank(b.State))
			}},
		{Title: lang.X("register.col.operation", "Operasi"), Width: 138,
			Cell: func(r desk.EquipmentRow) kit.Cell {
				if !r.State.Held() {
					return kit.Cell{Text: "–", Quiet: true} // nobody looks at what has gone
				}
				return kit.Cell{Chip: operationChip(r.State)}
			},
			Compare: func(a, b desk.EquipmentRow) int {
				return strings.Compare(string(a.State.Operation), string(b.State.Operation))
			}},
		{Title: lang.X("register.col.year", "Tahun"), Width: 70, Trailing: true,
			Cell:    func(r desk.EquipmentRow) kit.Cell { return kit.Cell{Text: yearWords(r.Year), Quiet: true} },
			Compare: func(a, b desk.EquipmentRow) int { return cmp.Compare(a.Year, b.Year) }},
	}
}

func kindWords(r desk.EquipmentRow) string {
	return joined(" ", r.KindName, say.CameraType(r.CameraType))
}

func yearWords(year int) string {
	if year == 0 {
		return "–"
	}
	return strconv.Itoa(year)
}

// conditionRank sorts the worst first.
func conditionRank(s sop.EquipmentState) int {
	for i, c := range sop.Conditions() {
		if c == s.Condition {
			return -i
		}
	}
	return 1
}

// conditionChip tells the condition of what is held, or that it has gone.
func conditionChip(s sop.EquipmentState) kit.ChipState {
	switch {
	case !s.Held():
		return kit.ChipState{Word: say.AssetStatus(s.Status), Tone: kit.ToneQuiet, Shape: kit.ShapeBox}
	case s.Status == sop.AssetProposed:
		return kit.ChipState{Word: say.AssetStatus(s.Status), Tone: kit.ToneWarn, Shape: kit.ShapeClock}
	case s.Condition == sop.LightFault:
		return kit.ChipState{Word: say.Condition(s.Condition), Tone: kit.ToneWarn, Shape: kit.ShapeWarning}
	case s.Condition == sop.HeavyFault:
		return kit.ChipState{Word: say.Condition(s.Condition), Tone: kit.ToneBad, Shape: kit.ShapeCross}
	}
	return kit.ChipState{Word: say.Condition(s.Condition), Tone: kit.ToneGood, Shape: kit.ShapeCheck}
}

// operationChip tells whether a thing works, as it was last found.
func operationChip(s sop.EquipmentState) kit.ChipState {
	c := kit.ChipState{Word: say.Operation(s.Operation), Tone: kit.ToneQuiet, Shape: kit.ShapeRing}
	switch s.Operation {
	case sop.Online:
		c.Tone, c.Shape = kit.ToneGood, kit.ShapeDot
	case sop.Offline:
		c.Tone, c.Shape = kit.ToneBad, kit.ShapeCross
	case sop.Dismantled:
		c.Shape = kit.ShapeBox
	}
	return c
}

func equipmentFilters() []kit.Filter[desk.EquipmentRow] {
	is := func(c sop.Condition) func(desk.EquipmentRow) bool {
		return func(r desk.EquipmentRow) bool { return r.State.Held() && r.State.Condition == c }
	}
	op := func(o sop.Operation) func(desk.EquipmentRow) bool {
		return func(r desk.EquipmentRow) bool { return r.State.Operation == o }
	}
	return []kit.Filter[desk.EquipmentRow]{
		{Key: "online", Word: say.Operation(sop.Online), Keep: op(sop.Online)},
		{Key: "offline", Word: say.Operation(sop.Offline), Keep: op(sop.Offline)},
		{Key: "ringan", Word: say.Condition(sop.LightFault), Keep: is(sop.LightFault)},
		{Key: "berat", Word: say.Condition(sop.HeavyFault), Keep: is(sop.HeavyFault)},
		{Key: "usul", Word: say.AssetStatus(sop.AssetProposed), Keep: func(r desk.EquipmentRow) bool { return r.State.Status == sop.AssetProposed }},
		{Key: "pengingat", Word: lang.X("register.filter.due", "Perlu perhatian"), Keep: func(r desk.EquipmentRow) bool { return len(r.Due) > 0 }},
	}
}

func (p *equipmentPage) menu(r desk.EquipmentRow) []*fyne.MenuItem {
	items := []*fyne.MenuItem{fyne.NewMenuItem(lang.X("requests.menu.open", "Buka"), func() { p.env.Open("peralatan/" + r.ID.String()) })}
	if p.shelf.Value() == shelfTrash {
		return append(items,
			fyne.NewMenuItem(lang.X("requests.restore", "Pulihkan"), func() {
				p.env.Act(func() error { return p.env.Equipment.Restore(r.ID) }, p.saved)
			}),
			fyne.NewMenuItem(lang.X("requests.erase.ask", "Hapus Selamanya…"), func() { p.askErase(r) }))
	}
	return append(items,
		fyne.NewMenuItem(lang.X("register.copy", "Salin menjadi yang baru"), func() { p.copy(r.ID) }),
		fyne.NewMenuItem(lang.X("register.label", "Label QR…"), func() { p.saveLabels([]ulid.ULID{r.ID}) }),
		fyne.NewMenuItem(lang.X("register.trash", "Buang ke tempat sampah"), func() {
			p.env.Act(func() error { return p.env.Equipment.Trash(r.ID) }, p.saved)
		}))
}

func (p *equipmentPage) askErase(r desk.EquipmentRow) {
	p.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("register.erase", "Hapus {{.Code}} selamanya?", map[string]any{"Code": r.Code}),
		Text:  lang.X("register.erase.text", "{{.Name}} hilang dari daftar dan tidak dapat dipulihkan. Jejak auditnya tetap ada.", map[string]any{"Name": r.Name}),
		Do:    lang.X("requests.erase.ask", "Hapus Selamanya…"), Danger: true,
		OK: func() { p.env.Act(func() error { return p.env.Equipment.Erase(r.ID) }, p.saved) },
	})
}

// copy opens the form for a new thing like another one; what belongs to one
// thing alone is left out.
func (p *equipmentPage) copy(id ulid.ULID) {
	kit.Run(p.env.Tasks, func(context.Context) (desk.EquipmentView, error) { return p.env.Equipment.Get(id) }, func(v desk.EquipmentView, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		e := v.Item
		e.ID, e.Code, e.Serial, e.Register, e.CameraID, e.Link.IP, e.Link.MAC = ulid.ULID{}, "", "", "", ulid.ULID{}, "", ""
		e.Movements, e.Inspections, e.Files, e.Created = nil, nil, nil, time.Time{}
		p.shown = ulid.ULID{}
		p.write(e, v.State)
	})
}

func (p *equipmentPage) saved() {
	p.env.Saved()
	p.Reload()
}

// Object returns what is laid out.
func (p *equipmentPage) Object() fyne.CanvasObject { return p.root }

// Route is where the page stands.
func (p *equipmentPage) Route() string {
	switch {
	case p.form != nil:
		return "peralatan/" + p.form.route()
	case p.table != nil:
		return "peralatan/impor"
	case p.shown != ulid.ULID{}:
		return "peralatan/" + p.shown.String()
	}
	return "peralatan"
}

// Title is the window's title.
func (p *equipmentPage) Title() string {
	if p.shown != (ulid.ULID{}) && p.sheet != nil && p.sheet.view.Item.Code != "" {
		return p.sheet.view.Item.Code
	}
	return lang.X("register.nav", "Peralatan")
}

// Resume shows the list, one thing ("peralatan/<id>"), the form
// ("peralatan/baru", "peralatan/ubah-<id>") or the import.
func (p *equipmentPage) Resume(arg, filter string) {
	id, err := ulid.ParseStrict(strings.TrimPrefix(arg, "ubah-"))
	switch {
	case arg == "baru":
		p.shown = ulid.ULID{}
		p.write(sop.Equipment{}, sop.EquipmentState{Condition: sop.Good, Quantity: 1})
	case arg == "impor":
		p.importTable()
	case err == nil && strings.HasPrefix(arg, "ubah-"):
		kit.Run(p.env.Tasks, func(context.Context) (desk.EquipmentView, error) { return p.env.Equipment.Get(id) }, func(v desk.EquipmentView, err error) {
			if err != nil {
				p.env.Fail(err)
				return
			}
			p.shown = id
			p.write(v.Item, v.State)
		})
	case err == nil:
		p.showSheet(id)
	default:
		p.showList(filter)
	}
}

func (p *equipmentPage) showList(filter string) {
	p.shown, p.form, p.table = ulid.ULID{}, nil, nil
	if filter != "" {
		p.list.SetSearch("")
		p.list.SetFilter(filter)
		p.bar.set(equipmentNarrowing{})
	}
	p.bar.load()
	p.lay(p.front)
	p.Reload()
}

func (p *equipmentPage) lay(o fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{o}
	p.root.Refresh()
}

func (p *equipmentPage) showSheet(id ulid.ULID) {
	if p.sheet == nil {
		p.sheet = newEquipmentSheet(p.env, p)
	}
	p.form, p.table, p.shown = nil, nil, id
	p.lay(p.sheet.sheet.Object())
	p.sheet.open(id)
}

// write opens the form; a thing without an id is a new one.
func (p *equipmentPage) write(e sop.Equipment, s sop.EquipmentState) {
	p.table = nil
	p.form = newEquipmentForm(p.env, e, s, func(id ulid.ULID) {
		p.form = nil
		p.env.Saved()
		p.env.Open("peralatan/" + id.String())
	}, func() {
		p.form = nil
		p.env.Open(p.Route())
	})
	p.lay(p.form.root)
	p.env.Window.Canvas().Focus(p.form.name)
}

func (p *equipmentPage) importTable() {
	if p.table == nil {
		p.table = newEquipmentImport(p.env, func() { p.env.Open("peralatan") })
	}
	p.shown, p.form = ulid.ULID{}, nil
	p.lay(p.table.root)
	p.env.Window.Canvas().Focus(p.table.path)
}

// Create opens the form for a new thing (Ctrl+N).
func (p *equipmentPage) Create() { p.env.Open("peralatan/baru") }

// Save keeps the form (Ctrl+S).
func (p *equipmentPage) Save() {
	if p.form != nil {
		p.form.save()
	}
}

// Search puts the cursor into the search field (Ctrl+F).
func (p *equipmentPage) Search() {
	if p.shown == (ulid.ULID{}) && p.form == nil && p.table == nil {
		p.list.FocusSearch(p.env.Window.Canvas())
	}
}

// Reload asks the desk again (F5).
func (p *equipmentPage) Reload() {
	if p.shown != (ulid.ULID{}) && p.form == nil {
		p.sheet.reload()
		return
	}
	p.rev = p.env.Pulse().Rev
	p.list.SetEmpty(p.emptyOf(p.shelf.Value()))
	filter := desk.EquipmentFilter{Gone: p.shelf.Value() == shelfArchive, Trash: p.shelf.Value() == shelfTrash}
	kit.Run(p.env.Tasks, func(context.Context) ([]desk.EquipmentRow, error) { return p.env.Equipment.List(filter) },
		func(rows []desk.EquipmentRow, err error) {
			if err != nil {
				p.env.Fail(err)
				return
			}
			p.list.Set(rows)
		})
}

// Beat reads again when something was committed.
func (p *equipmentPage) Beat(pulse *desk.Pulse) {
	switch {
	case p.form != nil || p.table != nil:
	case p.shown != ulid.ULID{}:
		if pulse.Rev != p.sheet.rev {
			p.sheet.reload()
		}
	case pulse.Rev != p.rev:
		p.Reload()
	}
}

// Leave asks when a form was changed and not kept.
func (p *equipmentPage) Leave(leave func()) {
	if p.form == nil || !p.form.changed() {
		p.form = nil
		leave()
		return
	}
	p.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("requests.leave", "Isian belum disimpan"),
		Text:  lang.X("register.leave.text", "Data peralatan yang sedang ditulis belum disimpan. Tinggalkan tanpa menyimpan?"),
		Do:    lang.X("requests.leave.do", "Tinggalkan"), Danger: true,
		OK: func() { p.form = nil; leave() },
	})
}

// Keys names the page's own keys for F1.
func (p *equipmentPage) Keys() []Key {
	return []Key{{"Esc", lang.X("requests.key.back", "Kembali ke daftar")}, {"Ctrl+N", lang.X("register.key.new", "Peralatan baru")}}
}

// Key goes back to the list on Escape.
func (p *equipmentPage) Key(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyEscape || (p.shown == ulid.ULID{} && p.form == nil && p.table == nil) {
		return false
	}
	to := "peralatan"
	if p.form != nil && p.shown != (ulid.ULID{}) {
		to += "/" + p.shown.String()
	}
	p.Leave(func() { p.env.Open(to) })
	return true
}

// Drop attaches photos that were dragged onto a sheet, and reads a table that
// was dragged onto the import.
func (p *equipmentPage) Drop(paths []string) {
	switch {
	case p.table != nil:
		p.table.take(paths[0])
	case p.form == nil && p.shown != ulid.ULID{} && p.sheet.id == p.shown:
		p.sheet.files().attach(paths)
	default:
		p.env.Toasts.Show(lang.X("register.files.nowhere", "Buka peralatannya dahulu, lalu seret berkasnya ke sana."))
	}
}
