package ui

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
)

// wallBar is the line above the wall: which view, in which shape, and what
// can be done with it.
type wallBar struct {
	page         *wallPage
	views, shape *kit.Choice
	tree, tour   *kit.Toggle
	object       fyne.CanvasObject
	known        []string // agencies that the list of views offers
}

// The values of the list of views; kept ones are "no:" and their number.
const (
	viewNew    = "baru"
	viewOwn    = "no:"
	viewAgency = "opd:"
	shapeOwn   = "lain"
)

func newWallBar(p *wallPage) *wallBar {
	b := &wallBar{page: p}
	b.views = kit.NewChoice(nil, b.choose)
	b.shape = kit.NewChoice(shapes(""), b.reshape)
	b.tree = kit.NewToggle(lang.X("shell.wall.tree", "Daftar kamera"), func() { p.setTree(!p.wall.Setup().Tree) })
	b.tour = kit.NewToggle(lang.X("shell.wall.tour", "Tur"), b.toggleTour)
	leave := kit.NewButton(lang.X("shell.wall.second", "Layar Kedua"), p.place.leave)
	if p.place.second {
		leave.SetText(lang.X("shell.wall.second.close", "Tutup Layar Ini"))
	}
	b.object = container.New(kit.Margins(0, 0, 0, 8), container.NewHBox(b.views, b.shape,
		container.NewCenter(b.tree), container.NewCenter(b.tour), layout.NewSpacer(), kit.NewButton(lang.X("shell.wall.map", "Peta"), func() { p.env.Open("peta") }), leave,
		kit.NewButton(lang.X("shell.wall.save", "Simpan Tampilan"), b.ask),
		kit.NewButton(lang.X("shell.wall.manage", "Atur…"), b.manage)))
	b.show(p.wall.Setup(), false)
	return b
}

// shapes are the layouts to choose from; own is a raster of one's own that is
// on screen.
func shapes(own string) []kit.Option {
	list := []kit.Option{{Value: "", Word: lang.X("shell.wall.shape.auto", "Bentuk otomatis")}}
	found := own == ""
	for _, l := range wall.Layouts() {
		word := lang.X("shell.wall.shape", "{{.N}} kamera", map[string]any{"N": len(l.Cells)})
		if large := big(l); large > 0 {
			word = lang.X("shell.wall.shape.big", "{{.N}} kamera, {{.Big}} besar", map[string]any{"N": len(l.Cells), "Big": large})
		}
		list = append(list, kit.Option{Value: l.Name, Word: word})
		found = found || l.Name == own
	}
	if !found {
		list = append(list, kit.Option{Value: own, Word: strings.Replace(own, "x", " × ", 1)})
	}
	return append(list, kit.Option{Value: shapeOwn, Word: lang.X("shell.wall.shape.own", "Kolom × baris…")})
}

func big(l wall.Layout) (n int) {
	for _, c := range l.Cells {
		if c.W > 1 {
			n++
		}
	}
	return n
}

// agencies keeps the list of views in line with whose cameras there are.
func (b *wallBar) agencies(cameras []wall.Camera) {
	var names []string
	for _, c := range cameras {
		if c.Agency != "" && !slices.Contains(names, c.Agency) {
			names = append(names, c.Agency)
		}
	}
	slices.Sort(names)
	if !slices.Equal(names, b.known) {
		b.known = names
		b.show(b.page.wall.Setup(), b.page.wall.TourPaused())
	}
}

// show brings the bar in line with the wall.
func (b *wallBar) show(s wall.Setup, paused bool) {
	options := []kit.Option{
		{Value: string(wall.KindAll), Word: lang.X("shell.wall.view.all", "Semua kamera")},
		{Value: string(wall.KindTrouble), Word: lang.X("shell.wall.view.trouble", "Terganggu saja")},
	}
	for _, v := range s.Views {
		options = append(options, kit.Option{Value: viewOwn + strconv.Itoa(v.Number),
			Word: lang.X("shell.wall.view.kept", "{{.N}} · {{.Name}}", map[string]any{"N": v.Number, "Name": v.Name})})
	}
	for _, a := range b.known {
		options = append(options, kit.Option{Value: viewAgency + a, Word: a})
	}
	now := b.value(s)
	if !slices.ContainsFunc(options, func(o kit.Option) bool { return o.Value == now }) {
		options = append(options, kit.Option{Value: now, Word: lang.X("shell.wall.view.new", "Susunan belum disimpan")})
	}
	b.views.SetChoices(options)
	b.views.Set(now)
	b.shape.SetChoices(shapes(s.Now.Layout))
	b.shape.Set(s.Now.Layout)
	b.tree.Set(s.Tree, "")
	state := ""
	switch {
	case paused:
		state = lang.X("shell.wall.tour.paused", "dijeda")
	case s.Tour.On:
		state = lang.X("shell.wall.tour.each", "{{.N}} dtk", map[string]any{"N": s.Tour.Dwell})
	}
	b.tour.Set(s.Tour.On, state)
}

// value is what the list of views calls the view on screen.
func (b *wallBar) value(s wall.Setup) string {
	switch {
	case s.Now.Number > 0:
		return viewOwn + strconv.Itoa(s.Now.Number)
	case s.Now.Kind == wall.KindAgency:
		return viewAgency + s.Now.Agency
	case s.Now.Kind == wall.KindFixed:
		return viewNew
	}
	return string(s.Now.Kind)
}

func (b *wallBar) choose(value string) {
	w := b.page.wall
	number, kept := strings.CutPrefix(value, viewOwn)
	agency, byAgency := strings.CutPrefix(value, viewAgency)
	switch {
	case kept:
		n, _ := strconv.Atoi(number)
		if v, ok := w.Setup().Find(n); ok {
			w.Show(v)
		}
	case byAgency:
		w.Show(wall.View{Kind: wall.KindAgency, Agency: agency})
	case value == string(wall.KindAll), value == string(wall.KindTrouble):
		w.Show(wall.View{Kind: wall.Kind(value)})
	}
	b.page.env.Window.Canvas().Unfocus() // the wall's own keys work on
}

// next shows the kept view after the one on screen.
func (b *wallBar) next() {
	s := b.page.wall.Setup()
	if len(s.Views) == 0 {
		b.page.env.Toasts.Show(lang.X("shell.wall.view.none", "Belum ada tampilan tersimpan. Ctrl+S menyimpan susunan ini."))
		return
	}
	at := slices.IndexFunc(s.Views, func(v wall.View) bool { return v.Number == s.Now.Number })
	b.page.wall.Show(s.Views[(at+1)%len(s.Views)])
}

func (b *wallBar) toggleTour() {
	t := b.page.wall.Setup().Tour
	t.On = !t.On
	b.page.wall.SetTour(t)
}

func (b *wallBar) reshape(value string) {
	if value != shapeOwn {
		b.page.wall.SetLayout(value)
		b.page.env.Window.Canvas().Unfocus()
		return
	}
	b.shape.Set(b.page.wall.Setup().Now.Layout)
	b.askRaster()
}

// askRaster asks for columns and rows.
func (b *wallBar) askRaster() {
	columns, rows := kit.NewEntry("5"), kit.NewEntry("3")
	c := kit.NewField(lang.X("shell.wall.columns", "Kolom"), columns, "")
	r := kit.NewField(lang.X("shell.wall.rows", "Baris"), rows, lang.X("shell.wall.raster.hint", "Paling banyak 64 kamera."))
	b.page.env.Dialogs.Ask(kit.Ask{Title: lang.X("shell.wall.raster", "Bentuk sendiri"), Width: 420, Focus: columns,
		Body: kit.FormRow(c, r), Do: lang.X("shell.wall.raster.do", "Pakai"), OK: func(d *kit.Dialog) {
			name := strings.TrimSpace(columns.Text) + "x" + strings.TrimSpace(rows.Text)
			if _, ok := wall.LayoutOf(name); !ok {
				r.SetRefusal(lang.X("shell.wall.raster.bad", "Isi dua angka; kolom kali baris paling banyak 64."))
				return
			}
			d.Close()
			b.page.wall.SetLayout(name)
		}})
}

// ask asks for a name and a number and keeps the view on screen.
func (b *wallBar) ask() {
	s := b.page.wall.Setup()
	name, number := kit.NewEntry(lang.X("shell.wall.name.example", "Simpang dan jembatan")), kit.NewEntry("")
	n := s.Now.Number
	if n == 0 {
		n = s.Free()
	}
	name.SetText(s.Now.Name)
	number.SetText(strconv.Itoa(n))
	nameField := kit.NewField(lang.X("shell.wall.name", "Nama tampilan"), name, "")
	numberField := kit.NewField(lang.X("shell.wall.number", "Nomor"), number, lang.X("shell.wall.number.hint", "1 sampai 99; nomor yang sudah ada diganti."))
	b.page.env.Dialogs.Ask(kit.Ask{Title: lang.X("shell.wall.save", "Simpan Tampilan"), Width: 460, Focus: name,
		Body: kit.Form(nameField.Object(), numberField.Object()), Do: lang.X("shell.menu.save", "Simpan"), OK: func(d *kit.Dialog) {
			nameField.SetRefusal("")
			numberField.SetRefusal("")
			n, err := strconv.Atoi(strings.TrimSpace(number.Text))
			switch title := strings.TrimSpace(name.Text); {
			case title == "" || len([]rune(title)) > 60:
				nameField.SetRefusal(lang.X("shell.wall.name.bad", "Isi nama, paling panjang 60 huruf."))
			case err != nil || n < 1 || n > 99:
				numberField.SetRefusal(lang.X("shell.wall.number.bad", "Isi angka 1 sampai 99."))
			default:
				d.Close()
				b.page.wall.KeepView(n, title)
				b.page.keepNow(func() {
					b.page.env.Toasts.Show(lang.X("shell.wall.kept", "Tampilan {{.Name}} disimpan.", map[string]any{"Name": title}))
				})
			}
		}})
}
