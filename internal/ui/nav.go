package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// nav is the slim navigation on the left.
type nav struct {
	object fyne.CanvasObject
	items  map[string]*kit.NavItem
	order  []string
}

// navWidth holds the longest entry with its count, in both languages.
const navWidth = 228

func newNav(open func(route string)) *nav {
	n := &nav{items: map[string]*kit.NavItem{}}
	name := kit.Strong(lang.X("shell.name", "cctvdesk"))
	name.SizeName = theme.SizeNameSubHeadingText
	head := container.New(kit.Margins(6, 6, 6, 4), container.New(kit.Tight(-16), name, kit.Caption(lang.X("shell.name.what", "Relay Tayangan Surveillance"))))
	column := container.New(kit.Tight(3), head)
	for _, sec := range sections() {
		item := kit.NewNavItem(sec.icon, sec.title, func() { open(sec.route) })
		n.items[sec.route] = item
		n.order = append(n.order, sec.route)
		column.Add(item)
	}
	inner := container.New(kit.AtLeast(navWidth-16, 0), container.NewVBox(column, layout.NewSpacer()))
	edge := widget.NewSeparator()
	n.object = kit.NewPanel(kit.ColorSurface, container.NewBorder(nil, nil, nil, edge, container.New(kit.Margins(8, 6, 8, 8), inner)))
	return n
}

func (n *nav) choose(route string) {
	for r, item := range n.items {
		item.SetChosen(r == route)
	}
}

// show marks what asks for attention: late requests, disturbed cameras.
func (n *nav) show(p *desk.Pulse) {
	n.count("permintaan", p.Late, kit.ToneBad)
	n.count("kamera", p.Total-p.Live, kit.ToneWarn)
}

func (n *nav) count(route string, count int, tone kit.Tone) {
	item, ok := n.items[route]
	if !ok {
		return
	}
	if count <= 0 {
		item.SetCount("", tone)
		return
	}
	item.SetCount(strconv.Itoa(count), tone)
}
