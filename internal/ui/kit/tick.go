package kit

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Check is Fyne's tick; the keys it has no use for go on to the window, so that
// Escape closes the dialog it stands in.
type Check struct{ widget.Check }

// NewCheck returns a tick that is off; changed may be nil.
func NewCheck(text string, changed func(on bool)) *Check {
	c := &Check{}
	c.Text, c.OnChanged = text, changed
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey passes on what the window has a meaning for.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if windowKey(ev.Name) || pageKey(ev.Name) {
		passOn(c, ev)
	}
}

// Radio is a short list of which all options are seen at once. Fyne's own keeps
// every key to itself, Escape too; this one looks the same, and the arrows choose.
type Radio struct {
	widget.BaseWidget

	Horizontal bool

	options []Option
	items   []*radioItem
	changed func(value string)
}

// NewRadio returns the options with one chosen; changed may be nil.
func NewRadio(options []Option, value string, changed func(value string)) *Radio {
	r := &Radio{options: options, changed: changed}
	for i, o := range options {
		item := &radioItem{word: o.Word, on: o.Value == value, choose: func(by int) { r.choose(i + by) }}
		item.ExtendBaseWidget(item)
		r.items = append(r.items, item)
	}
	r.ExtendBaseWidget(r)
	return r
}

// Value returns the constant that is chosen.
func (r *Radio) Value() string {
	for i, item := range r.items {
		if item.on {
			return r.options[i].Value
		}
	}
	return ""
}

// Offers says whether one of the options has this word.
func (r *Radio) Offers(word string) bool {
	return slices.ContainsFunc(r.options, func(o Option) bool { return o.Word == word })
}

// Choose chooses by word, as a click on it does.
func (r *Radio) Choose(word string) {
	r.choose(slices.IndexFunc(r.options, func(o Option) bool { return o.Word == word }))
}

func (r *Radio) choose(n int) {
	if n < 0 || n >= len(r.items) {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.items[n]); c != nil {
		c.Focus(r.items[n])
	}
	if r.items[n].on {
		return
	}
	for i, item := range r.items {
		item.on = i == n
		item.Refresh()
	}
	if r.changed != nil {
		r.changed(r.Value())
	}
}

// CreateRenderer links the list to its options.
func (r *Radio) CreateRenderer() fyne.WidgetRenderer {
	box := container.New(equalCells{&r.Horizontal})
	for _, item := range r.items {
		box.Add(item)
	}
	return widget.NewSimpleRenderer(box)
}

// equalCells gives every object the size of the largest.
type equalCells struct{ horizontal *bool }

func (e equalCells) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	if *e.horizontal {
		size.Width *= float32(len(objects))
	} else {
		size.Height *= float32(len(objects))
	}
	return size
}

func (e equalCells) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	cell := AtLeast(0, 0).MinSize(objects)
	at := fyne.NewPos(0, 0)
	for _, o := range objects {
		o.Resize(cell)
		o.Move(at)
		if *e.horizontal {
			at.X += cell.Width
		} else {
			at.Y += cell.Height
		}
	}
}

// radioItem is one option.
type radioItem struct {
	widget.BaseWidget

	word               string
	on, hover, focused bool
	choose             func(by int) // itself, or its neighbour
}

func (i *radioItem) Tapped(*fyne.PointEvent) { i.choose(0) }

func (i *radioItem) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyLeft:
		i.choose(-1)
	case fyne.KeyDown, fyne.KeyRight:
		i.choose(1)
	default:
		if windowKey(ev.Name) || pageKey(ev.Name) {
			passOn(i, ev)
		}
	}
}

func (i *radioItem) TypedRune(r rune) {
	if r == ' ' {
		i.choose(0)
	}
}

func (i *radioItem) FocusGained()                   { i.focused = true; i.Refresh() }
func (i *radioItem) FocusLost()                     { i.focused = false; i.Refresh() }
func (i *radioItem) MouseIn(*desktop.MouseEvent)    { i.hover = true; i.Refresh() }
func (i *radioItem) MouseMoved(*desktop.MouseEvent) {}
func (i *radioItem) MouseOut()                      { i.hover = false; i.Refresh() }

func (i *radioItem) CreateRenderer() fyne.WidgetRenderer {
	r := &radioRenderer{item: i, halo: canvas.NewCircle(color.Transparent), fill: &canvas.Image{}, edge: &canvas.Image{}, word: canvas.NewText("", nil)}
	r.paint()
	return r
}

type radioRenderer struct {
	item       *radioItem
	halo       *canvas.Circle
	fill, edge *canvas.Image
	word       *canvas.Text
}

func (r *radioRenderer) Destroy() {}

func (r *radioRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.halo, r.fill, r.edge, r.word}
}

func (r *radioRenderer) MinSize() fyne.Size {
	th := r.item.Theme()
	room := th.Size(theme.SizeNameInnerPadding) * 2
	return r.word.MinSize().AddWidthHeight(room+th.Size(theme.SizeNameInlineIcon)+th.Size(theme.SizeNamePadding), room)
}

func (r *radioRenderer) Layout(size fyne.Size) {
	th := r.item.Theme()
	room, edge, icon := th.Size(theme.SizeNameInnerPadding), th.Size(theme.SizeNameInputBorder), th.Size(theme.SizeNameInlineIcon)
	halo := fyne.NewSquareSize(icon + room)
	r.halo.Resize(halo)
	r.halo.Move(fyne.NewPos(edge, (size.Height-halo.Height)/2))
	for _, o := range []*canvas.Image{r.fill, r.edge} {
		o.Resize(fyne.NewSquareSize(icon))
		o.Move(fyne.NewPos(room/2+edge, (size.Height-icon)/2))
	}
	r.word.Resize(size)
	r.word.Move(fyne.NewPos(halo.Width+th.Size(theme.SizeNamePadding), 0))
}

func (r *radioRenderer) Refresh() {
	r.paint()
	r.fill.Refresh()
	r.edge.Refresh()
	canvas.Refresh(r.item)
}

func (r *radioRenderer) paint() {
	th, v := r.item.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	r.word.Text, r.word.TextSize, r.word.Color = r.item.word, th.Size(theme.SizeNameText), th.Color(theme.ColorNameForeground, v)
	fill := theme.NewThemedResource(th.Icon(theme.IconNameRadioButtonFill))
	edge := theme.NewThemedResource(th.Icon(theme.IconNameRadioButton))
	fill.ColorName, edge.ColorName = theme.ColorNameInputBackground, theme.ColorNameInputBorder
	if r.item.on {
		fill.ColorName, edge.ColorName = theme.ColorNamePrimary, theme.ColorNameForeground
	}
	r.fill.Resource, r.edge.Resource = fill, edge
	switch {
	case r.item.focused:
		r.halo.FillColor = th.Color(theme.ColorNameFocus, v)
	case r.item.hover:
		r.halo.FillColor = th.Color(theme.ColorNameHover, v)
	default:
		r.halo.FillColor = color.Transparent
	}
}
