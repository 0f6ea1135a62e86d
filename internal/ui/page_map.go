package ui

import (
	"context"
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// mapPage is Peta Kota: where the sites with cameras are, and how they stand. It
// needs no network: the plan is drawn here, a picture behind it is the office's.
type mapPage struct {
	env     *env
	plan    *mapPlan
	list    *kit.DataList[site]
	hint    *widget.Label
	clear   *kit.Button
	root    fyne.CanvasObject
	sites   []site
	chosen  string // key of a site
	placing *site  // is being put somewhere
}

func newMapPage(e *env) Page {
	p := &mapPage{env: e, hint: kit.Caption("")}
	p.hint.Truncation = fyne.TextTruncateEllipsis
	p.plan = newMapPlan(p.show, p.put)
	p.list = kit.NewDataList(kit.ListConfig[site]{
		Columns: []kit.Column[site]{
			{Title: lang.X("shell.map.site", "Titik"), Width: 150, Share: 1, Compare: func(a, b site) int { return strings.Compare(a.name, b.name) },
				Cell: func(s site) kit.Cell { return kit.Cell{Text: s.sign() + " " + s.name} }},
			{Title: lang.X("shell.map.state", "Tayang"), Width: 86, Compare: func(a, b site) int { return b.rank() - a.rank() },
				Cell: func(s site) kit.Cell { return kit.Cell{Text: s.short(), Quiet: true} }},
		},
		Words: func(s site) []string {
			words := []string{s.name, s.district}
			for _, c := range s.cameras {
				words = append(words, c.Name, c.Agency)
			}
			return words
		},
		Search: lang.X("shell.map.search", "Cari titik, kamera, kecamatan…"),
		Filters: []kit.Filter[site]{
			{Key: "terganggu", Word: lang.X("shell.map.trouble", "Terganggu"), Keep: func(s site) bool { return s.rank() > 1 }},
			{Key: "perkiraan", Word: lang.X("shell.map.guess", "Belum diletakkan"), Keep: func(s site) bool { return !s.exact }},
		},
		SortBy: 1, Open: p.show, Key: site.key, Menu: p.menu,
		Empty: kit.Empty{Icon: kit.IconCamera, Title: lang.X("shell.wall.empty", "Belum ada kamera"),
			Text:   lang.X("shell.map.empty", "Titik muncul di peta setelah kameranya dihubungkan."),
			Action: lang.X("shell.menu.camera.new", "Hubungkan Kamera"), Do: func() { e.Open("kamera/baru") }},
	})
	p.clear = kit.NewButton(lang.X("shell.map.picture.drop", "Lepas Gambar"), p.dropPicture)
	p.clear.Hide()
	bar := container.NewHBox(kit.NewButton(lang.X("shell.map.wall", "Dinding Video"), func() { e.Open("dinding") }), layout.NewSpacer(), p.clear,
		kit.NewButton(lang.X("shell.map.picture", "Gambar Latar…"), p.askPicture))
	side := container.New(kit.Margins(12, 0, 0, 0), container.New(kit.AtLeast(320, 0), p.list.Object()))
	p.root = container.NewBorder(container.New(kit.Margins(0, 0, 0, 8), bar), p.hint, nil, side, p.plan)
	p.load()
	return p
}

// short is the state for a narrow column.
func (s site) short() string {
	if s.rank() == 0 {
		return s.words()
	}
	return lang.X("shell.map.short", "{{.N}} dari {{.All}}", map[string]any{"N": s.live, "All": s.wanted})
}

func (p *mapPage) Object() fyne.CanvasObject { return p.root }
func (p *mapPage) Route() string             { return "peta" }
func (p *mapPage) Title() string             { return lang.X("shell.nav.map", "Peta Kota") }

// Resume shows the newest picture behind the map.
func (p *mapPage) Resume(string, string) { p.stop() }

// Search puts the cursor into the search of the sites.
func (p *mapPage) Search() { p.list.FocusSearch(p.env.Window.Canvas()) }

// Keys names the page's own keys.
func (p *mapPage) Keys() []Key {
	return []Key{
		{lang.X("shell.keys.list.press", "Panah, Enter"), lang.X("shell.map.key.open", "Pilih titik dan buka kameranya")},
		{lang.X("shell.wall.key.menu.press", "Menu, F10"), lang.X("shell.map.key.menu", "Pilihan untuk titik yang dipilih: letakkan, ketik koordinat")},
		{lang.X("shell.keys.arrows", "Panah"), lang.X("shell.map.key.aim", "Saat meletakkan: geser tanda silang; + − mengubah langkahnya, Enter meletakkan")},
		{"M", lang.X("shell.map.key.wall", "Kembali ke dinding video")},
		{"Esc", lang.X("shell.map.key.stop", "Batal meletakkan titik")},
	}
}

// Key serves them.
func (p *mapPage) Key(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyM:
		p.env.Open("dinding")
	case ev.Name == fyne.KeyEscape && p.placing != nil:
		p.stop()
	case p.plan.key(ev.Name):
		p.say()
	case p.placing != nil && (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter):
		p.put(p.plan.aimed)
	case ev.Name == fyne.KeyDown:
		p.list.FocusRows(p.env.Window.Canvas())
	default:
		return false
	}
	return true
}

// Beat takes over how the sites stand.
func (p *mapPage) Beat(pulse *desk.Pulse) {
	sites := sitesOf(pulse.Cameras)
	if !sameSites(sites, p.sites) {
		p.sites = sites
		p.list.Set(sites)
		p.plan.show(sites, p.chosen)
	}
	p.say()
}

func sameSites(a, b []site) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].key() != b[i].key() || a[i].name != b[i].name || a[i].at != b[i].at || a[i].ofSpot != b[i].ofSpot || a[i].live != b[i].live || a[i].wanted != b[i].wanted || len(a[i].cameras) != len(b[i].cameras) {
			return false
		}
	}
	return true
}

// say writes the line below the plan.
func (p *mapPage) say() {
	guessed, lost := 0, 0
	for _, s := range p.sites {
		switch {
		case !s.exact && s.at.Known():
			guessed++
		case !inBox(s.at):
			lost++
		}
	}
	text := lang.X("shell.map.hint", "● tayang · ◐ sebagian · ▲ terganggu · ■ nonaktif. Garis tipis: letaknya perkiraan di kecamatannya ({{.N}} titik).", map[string]any{"N": guessed})
	if lost > 0 {
		text += " " + lang.X("shell.map.lost", "{{.N}} titik tanpa kecamatan atau di luar kota hanya ada di daftar.", map[string]any{"N": lost})
	}
	if p.placing != nil {
		text = lang.X("shell.map.placing", "Klik di peta tempat {{.Name}} berada, atau geser tanda silang dengan panah lalu Enter ({{.At}}). Esc membatalkan.",
			map[string]any{"Name": p.placing.name, "At": placeText(p.plan.aimed)})
	}
	if p.hint.Text != text {
		p.hint.SetText(text)
	}
}

// show opens the cameras of a site on the wall.
func (p *mapPage) show(s site) {
	p.chosen = s.key()
	p.plan.show(p.sites, p.chosen)
	var ids []string
	for _, c := range s.cameras {
		if c.Enabled {
			ids = append(ids, c.ID.String())
		}
	}
	if len(ids) == 0 {
		p.env.Open("kamera/" + s.cameras[0].ID.String())
		return
	}
	p.env.Open("dinding?kamera=" + strings.Join(ids, ","))
}

// menu is what can be done with a site.
func (p *mapPage) menu(s site) []*fyne.MenuItem {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.X("shell.map.open", "Lihat di Dinding Video"), func() { p.show(s) }),
		fyne.NewMenuItem(lang.X("shell.map.put", "Letakkan di Peta"), func() { p.begin(s) }),
		fyne.NewMenuItem(lang.X("shell.map.type", "Ketik Koordinat…"), func() { p.askPlace(s) }),
	}
	switch {
	case s.ofSpot:
		items = append(items, fyne.NewMenuItem(lang.X("shell.map.spot", "Ubah Titik pada Register…"), func() { p.env.Open("pengaturan/peralatan") }))
	case s.exact:
		items = append(items, fyne.NewMenuItem(lang.X("shell.map.unput", "Hapus Koordinat"), func() { p.locate(s, desk.Place{}) }))
	}
	for _, c := range s.cameras {
		items = append(items, fyne.NewMenuItem(lang.X("shell.map.sheet", "Lembar {{.Name}}", map[string]any{"Name": c.Name}), func() { p.env.Open("kamera/" + c.ID.String()) }))
	}
	return items
}

func (p *mapPage) begin(s site) {
	p.placing = &s
	p.plan.place(s)
	p.env.Window.Canvas().Unfocus() // the arrows move the cross
	p.say()
}

func (p *mapPage) stop() {
	p.placing = nil
	p.plan.done()
	p.say()
}

// put is where a site was put by a press on the plan.
func (p *mapPage) put(at desk.Place) {
	if s := p.placing; s != nil {
		p.stop()
		p.locate(*s, at)
	}
}

// locate keeps where a site is; it can be taken back.
func (p *mapPage) locate(s site, at desk.Place) {
	ids := s.ids()
	p.env.Act(func() error { return p.env.Cameras.Locate(ids, at) }, func() {
		if !at.Known() {
			p.env.Done(lang.X("shell.map.unplaced", "Koordinat {{.Name}} dihapus.", map[string]any{"Name": s.name}))
			return
		}
		p.env.Done(lang.X("shell.map.placed", "{{.Name}} diletakkan pada {{.At}}.", map[string]any{"Name": s.name, "At": placeText(at)}))
	})
}

// askPlace takes coordinates that somebody has.
func (p *mapPage) askPlace(s site) {
	at := kit.NewEntry("-0.02630, 109.34250")
	if s.exact {
		at.SetText(placeText(s.at))
	}
	field := kit.NewField(lang.X("shell.map.coordinates", "Koordinat (lintang, bujur)"), at, lang.X("shell.map.coordinates.hint", "Seperti disalin dari peta lain: lintang dahulu, lalu bujur."))
	p.env.Dialogs.Ask(kit.Ask{Title: s.name, Width: 440, Focus: at, Body: field.Object(), Do: lang.X("shell.menu.save", "Simpan"), OK: func(d *kit.Dialog) {
		place, ok := parsePlace(at.Text)
		if !ok || !place.Known() {
			field.SetRefusal(lang.X("shell.map.coordinates.bad", "Tulis dua angka, misalnya -0.02630, 109.34250."))
			return
		}
		if !inBox(place) {
			field.SetRefusal(lang.X("shell.map.coordinates.far", "Titik ini di luar Pontianak (lintang −0,15 sampai 0,15; bujur 109,20 sampai 109,45). Periksa urutannya."))
			return
		}
		d.Close()
		p.locate(s, place)
	}})
}

// load fetches the picture behind the map.
func (p *mapPage) load() {
	type backdrop struct {
		m       *desk.MapPicture
		picture image.Image
	}
	kit.Run(p.env.Tasks, func(context.Context) (backdrop, error) {
		m, picture, err := p.env.Office.Map()
		return backdrop{m, picture}, err
	}, func(b backdrop, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		p.clear.Hidden = b.m == nil
		p.clear.Refresh()
		if b.m == nil {
			p.plan.setBackdrop(nil, desk.Place{}, desk.Place{})
			return
		}
		from, to := b.m.Box()
		p.plan.setBackdrop(b.picture, from, to)
	})
}

func (p *mapPage) dropPicture() {
	p.env.Act(func() error { return p.env.Office.SetMap(nil, desk.MapPicture{}) }, func() {
		p.env.Toasts.Show(lang.X("shell.map.picture.dropped", "Gambar latar dilepas; denah polos tampil lagi."))
		p.load()
	})
}
