package ui

import (
	"fmt"
	"image"
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// mapPlan shows the city with its sites. A press on a site opens it; while a
// site is being put somewhere, a press on the plan says where.
type mapPlan struct {
	widget.BaseWidget
	sites    []site
	chosen   string // key of a site
	placing  bool
	backdrop image.Image // nil = the plain plan alone
	from, to desk.Place  // its corners
	open     func(site)
	placed   func(desk.Place)

	ground, back *canvas.Image
	names        []*canvas.Text
	marks        *fyne.Container
	clip         *container.Clip // of a picture that is larger than the plan
	aim          *aim
	aimed        desk.Place // beneath the cross
	root         *fyne.Container
	drawn        string // for what the ground was drawn
}

func newMapPlan(open func(site), placed func(desk.Place)) *mapPlan {
	m := &mapPlan{open: open, placed: placed, ground: &canvas.Image{FillMode: canvas.ImageFillStretch}, back: &canvas.Image{FillMode: canvas.ImageFillStretch},
		marks: container.NewWithoutLayout(), aim: newAim()}
	m.back.Hide()
	m.clip = container.NewClip(container.NewWithoutLayout(m.back))
	objects := []fyne.CanvasObject{m.ground, m.clip}
	for _, k := range cityPlan() {
		t := canvas.NewText(k.name, nil)
		t.TextStyle.Bold, t.Alignment = true, fyne.TextAlignCenter
		m.names, objects = append(m.names, t), append(objects, t)
	}
	m.root = container.NewWithoutLayout(append(objects, m.marks, m.aim.object)...)
	m.ExtendBaseWidget(m)
	return m
}

// show takes over the sites.
func (m *mapPlan) show(sites []site, chosen string) {
	m.sites, m.chosen = sites, chosen
	m.lay()
}

// setBackdrop puts a picture behind the sites; nil takes it away.
func (m *mapPlan) setBackdrop(picture image.Image, from, to desk.Place) {
	m.backdrop, m.from, m.to = picture, from, to
	m.back.Image, m.back.Hidden = picture, picture == nil
	m.back.Refresh()
	m.lay()
}

func (m *mapPlan) chart() chart {
	return newChart(frameOf(m.sites), float64(m.Size().Width), float64(m.Size().Height))
}

// lay draws the ground anew when it must be, and puts everything in its place.
func (m *mapPlan) lay() {
	size := m.Size()
	if size.Width < 40 || size.Height < 40 {
		return
	}
	c := m.chart()
	m.drawGround(c, size)
	for i, k := range cityPlan() {
		x, y := c.point(k.middle)
		t := m.names[i]
		t.TextSize = max(10, min(15, size.Height/46))
		w := t.MinSize()
		t.Move(fyne.NewPos(float32(x)-w.Width/2, float32(y)-w.Height-6))
		t.Resize(w)
		t.Hidden = m.backdrop != nil
	}
	if m.backdrop != nil {
		x0, y0 := c.point(m.from)
		x1, y1 := c.point(m.to)
		m.back.Move(fyne.NewPos(float32(x0), float32(y0)))
		m.back.Resize(fyne.NewSize(float32(x1-x0), float32(y1-y0)))
	}
	m.layMarks(c)
	m.cross(c)
}

func (m *mapPlan) drawGround(c chart, size fyne.Size) {
	th, v := m.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	around, water, land, edge := color.NRGBA{0x15, 0x1b, 0x20, 0xff}, color.NRGBA{0x16, 0x3a, 0x56, 0xff}, color.NRGBA{0x22, 0x2c, 0x33, 0xff}, color.NRGBA{0x4a, 0x5a, 0x66, 0xff}
	if r, _, _, _ := th.Color(theme.ColorNameBackground, v).RGBA(); r > 0x8000 {
		around, water, land, edge = color.NRGBA{0xe4, 0xe6, 0xe4, 0xff}, color.NRGBA{0xc4, 0xdf, 0xf0, 0xff}, color.NRGBA{0xf1, 0xee, 0xe4, 0xff}, color.NRGBA{0xa9, 0xa4, 0x92, 0xff}
	}
	for _, t := range m.names {
		t.Color = th.Color(theme.ColorNamePlaceHolder, v)
	}
	m.ground.Resize(size)
	m.clip.Resize(size)
	drawn := fmt.Sprint(size, c.frame, water)
	if drawn == m.drawn {
		return
	}
	m.drawn = drawn
	scale := float32(1)
	if cv := fyne.CurrentApp().Driver().CanvasForObject(m); cv != nil {
		scale = cv.Scale()
	}
	w, h := int(size.Width*scale), int(size.Height*scale)
	m.ground.Image = drawCity(newChart(c.frame, float64(w), float64(h)), w, h, around, water, land, edge)
	m.ground.Refresh()
}

// layMarks puts a mark at each site that is on the map, the calm ones first so
// that none lies over one in trouble.
func (m *mapPlan) layMarks(c chart) {
	m.marks.Objects = nil
	var taken []area
	for _, s := range m.sites {
		if inBox(s.at) {
			x, y := c.point(s.at)
			taken = append(taken, area{fyne.NewPos(float32(x)-siteMarkSize/2, float32(y)-siteMarkSize/2), fyne.NewSquareSize(siteMarkSize)})
		}
	}
	n := 0
	for _, s := range m.sites {
		if !inBox(s.at) {
			continue
		}
		mark := newSiteMark(s, s.key() == m.chosen, func() {
			if m.placing { // another site stands there too
				m.placed(s.at)
				return
			}
			m.open(s)
		})
		mark.Move(taken[n].at)
		mark.Resize(mark.MinSize())
		if a, ok := mark.name(taken[n].at, taken, m.Size()); ok {
			taken = append(taken, a)
		}
		n++
		m.marks.Objects = append([]fyne.CanvasObject{mark}, m.marks.Objects...)
	}
	m.marks.Resize(m.Size())
	m.root.Refresh()
}

// place asks for a place, from where the site is now; done takes the question back.
func (m *mapPlan) place(s site) {
	m.placing, m.aimed = true, s.at
	if !inBox(s.at) {
		m.aimed = m.chart().place(float64(m.Size().Width/2), float64(m.Size().Height/2))
	}
	m.cross(m.chart())
}

func (m *mapPlan) done() {
	m.placing = false
	m.aim.hide()
}

// cross puts the cross where the site is to stand.
func (m *mapPlan) cross(c chart) {
	if m.placing {
		x, y := c.point(m.aimed)
		m.aim.show(fyne.NewPos(float32(x), float32(y)))
	}
}

// key moves the cross and says whether it was a key for that.
func (m *mapPlan) key(key fyne.KeyName) bool {
	if !m.placing || !m.aim.key(key, m.Size()) {
		return false
	}
	m.aimed = m.chart().place(float64(m.aim.at.X), float64(m.aim.at.Y))
	return true
}

// Tapped says where the site stands that is being put on the map.
func (m *mapPlan) Tapped(ev *fyne.PointEvent) {
	if m.placing {
		m.placed(m.chart().place(float64(ev.Position.X), float64(ev.Position.Y)))
	}
}

// Cursor shows that a place is asked for.
func (m *mapPlan) Cursor() desktop.Cursor {
	if m.placing {
		return desktop.CrosshairCursor
	}
	return desktop.DefaultCursor
}

// Resize lays out anew.
func (m *mapPlan) Resize(size fyne.Size) {
	m.BaseWidget.Resize(size)
	m.lay()
}

// Refresh draws anew in the theme's colours.
func (m *mapPlan) Refresh() {
	m.lay()
	m.BaseWidget.Refresh()
}

// MinSize is enough to tell six kecamatan apart.
func (m *mapPlan) MinSize() fyne.Size { return fyne.NewSize(360, 280) }

// CreateRenderer links the plan to its parts.
func (m *mapPlan) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(m.root) }

const siteMarkSize float32 = 24

// siteMark is a site on the plan: shape and colour of its state, how many cameras
// when there are several, and its name.
type siteMark struct {
	widget.BaseWidget
	tapped func()
	root   *fyne.Container
	plate  *canvas.Rectangle
	words  *canvas.Text
}

// area is a part of the plan that is taken.
type area struct {
	at   fyne.Position
	size fyne.Size
}

func (a area) meets(b area) bool {
	return a.at.X < b.at.X+b.size.Width && b.at.X < a.at.X+a.size.Width && a.at.Y < b.at.Y+b.size.Height && b.at.Y < a.at.Y+a.size.Height
}

// name writes the name beside the mark where it covers nothing, and says where;
// without such a place it is left to the list.
func (k *siteMark) name(at fyne.Position, taken []area, room fyne.Size) (area, bool) {
	w := k.words.MinSize()
	size := fyne.NewSize(w.Width+10, w.Height+2)
	level := (siteMarkSize - size.Height) / 2
	for _, off := range []fyne.Position{{X: siteMarkSize, Y: level}, {X: -size.Width, Y: level},
		{X: (siteMarkSize - size.Width) / 2, Y: siteMarkSize}, {X: (siteMarkSize - size.Width) / 2, Y: -size.Height}} {
		a := area{at.Add(off), size}
		free := a.at.X >= 0 && a.at.Y >= 0 && a.at.X+size.Width <= room.Width && a.at.Y+size.Height <= room.Height
		for _, t := range taken {
			free = free && !a.meets(t)
		}
		if free {
			k.plate.Move(off)
			k.plate.Resize(size)
			k.words.Move(off.AddXY(5, 1))
			k.plate.Hidden, k.words.Hidden = false, false
			return a, true
		}
	}
	return area{}, false
}

func newSiteMark(s site, chosen bool, tapped func()) *siteMark {
	k := &siteMark{tapped: tapped}
	tone := []color.NRGBA{{0xa9, 0xb6, 0xc2, 0xff}, {0x56, 0xc9, 0x91, 0xff}, {0xf0, 0xb9, 0x4d, 0xff}, {0xff, 0x85, 0x7a, 0xff}}[s.rank()]
	dot := canvas.NewCircle(color.NRGBA{0x10, 0x16, 0x1c, 0xff})
	dot.StrokeColor, dot.StrokeWidth = tone, 2
	if !s.exact { // only about there
		dot.FillColor = color.NRGBA{0x10, 0x16, 0x1c, 0x90}
		dot.StrokeWidth = 1
	}
	if chosen {
		dot.StrokeColor, dot.StrokeWidth = color.NRGBA{0x5e, 0xb3, 0xf2, 0xff}, 4
	}
	dot.Resize(fyne.NewSquareSize(siteMarkSize))
	sign := canvas.NewText(s.sign(), tone)
	sign.TextSize = 12
	m := sign.MinSize()
	sign.Move(fyne.NewPos((siteMarkSize-m.Width)/2, (siteMarkSize-m.Height)/2))
	name := canvas.NewText(s.name, color.NRGBA{0xf2, 0xf5, 0xf8, 0xff})
	if len(s.cameras) > 1 {
		name.Text += " (" + strconv.Itoa(len(s.cameras)) + ")"
	}
	name.TextSize = 11
	k.words, k.plate = name, canvas.NewRectangle(color.NRGBA{0x10, 0x16, 0x1c, 0xc0})
	k.plate.CornerRadius, k.plate.Hidden, k.words.Hidden = 4, true, true
	k.root = container.NewWithoutLayout(k.plate, dot, sign, name)
	k.ExtendBaseWidget(k)
	return k
}

// Tapped opens the site.
func (k *siteMark) Tapped(*fyne.PointEvent) { k.tapped() }

// Cursor shows that it can be pressed.
func (k *siteMark) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MinSize is the mark; its name stands beside it.
func (k *siteMark) MinSize() fyne.Size { return fyne.NewSquareSize(siteMarkSize) }

// CreateRenderer links the mark to its parts.
func (k *siteMark) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(k.root) }
