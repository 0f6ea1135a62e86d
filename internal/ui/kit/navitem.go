package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// NavItem is one entry of the navigation: icon, word, and a count that asks
// for attention.
type NavItem struct {
	widget.BaseWidget

	icon           IconName
	sign           *widget.Icon
	word           *widget.Label
	count          *Chip
	ground         *Panel
	row            *fyne.Container
	tapped         func()
	chosen         bool
	hover, focused bool
}

// NewNavItem returns an entry that is not chosen.
func NewNavItem(icon IconName, word string, tapped func()) *NavItem {
	n := &NavItem{icon: icon, sign: widget.NewIcon(nil), word: widget.NewLabel(word), count: NewChip(ChipState{}), tapped: tapped}
	n.word.Truncation = fyne.TextTruncateEllipsis
	n.count.Hide()
	n.row = container.NewBorder(nil, nil,
		container.New(Margins(10, 0, 2, 0), container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(18), n.sign))),
		container.New(Margins(0, 0, 8, 0), container.NewCenter(n.count)), n.word)
	n.ground = NewPanel(ColorSurface, n.row)
	n.ground.radius = 6
	n.paint()
	n.ExtendBaseWidget(n)
	return n
}

// SetChosen marks the entry whose page is shown.
func (n *NavItem) SetChosen(on bool) {
	n.chosen = on
	n.paint()
}

// SetCount shows a count in a tone; "" shows none.
func (n *NavItem) SetCount(count string, tone Tone) {
	state := ChipState{Word: count, Tone: tone}
	if n.count.State() == state {
		return
	}
	n.count.Hidden = count == ""
	n.count.SetState(state)
	n.row.Refresh() // the count needs room
}

// Tapped opens the page.
func (n *NavItem) Tapped(*fyne.PointEvent) { n.tapped() }

// TypedKey opens the page on Enter and Space.
func (n *NavItem) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeySpace, ev.Name == fyne.KeyReturn, ev.Name == fyne.KeyEnter:
		n.tapped()
	case windowKey(ev.Name):
		passOn(n, ev)
	}
}

// TypedRune ignores letters.
func (n *NavItem) TypedRune(rune) {}

// FocusGained shows where the keyboard is.
func (n *NavItem) FocusGained() { n.focused = true; n.paint() }

// FocusLost takes the mark away.
func (n *NavItem) FocusLost() { n.focused = false; n.paint() }

// MouseIn lightens the ground.
func (n *NavItem) MouseIn(*desktop.MouseEvent) { n.hover = true; n.paint() }

// MouseMoved is needed to be hovered over.
func (n *NavItem) MouseMoved(*desktop.MouseEvent) {}

// MouseOut restores the ground.
func (n *NavItem) MouseOut() { n.hover = false; n.paint() }

// Cursor shows that it can be pressed.
func (n *NavItem) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer links the entry to its panel.
func (n *NavItem) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(n.ground) }

func (n *NavItem) paint() {
	fill, ink := ColorSurface, theme.ColorNamePlaceHolder
	switch {
	case n.chosen:
		fill, ink = ColorPrimarySoft, theme.ColorNamePrimary
	case n.hover, n.focused:
		fill = ColorRaised
	}
	n.ground.border = ""
	if n.focused {
		n.ground.border = theme.ColorNamePrimary
	}
	n.word.TextStyle.Bold = n.chosen
	n.word.Refresh()
	n.sign.SetResource(IconIn(n.icon, ink))
	n.ground.fill = fill
	n.ground.Refresh()
}
