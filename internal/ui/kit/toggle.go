package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Toggle is a pill that is on or off, with a count: a filter chip.
type Toggle struct {
	widget.BaseWidget

	word, count    string
	on             bool
	hover, focused bool
	tapped         func()
}

// NewToggle returns a pill that is off.
func NewToggle(word string, tapped func()) *Toggle {
	t := &Toggle{word: word, tapped: tapped}
	t.ExtendBaseWidget(t)
	return t
}

// Set shows the pill on or off, with a count ("" = none).
func (t *Toggle) Set(on bool, count string) {
	if t.on != on || t.count != count {
		t.on, t.count = on, count
		t.Refresh()
	}
}

// On says whether it is on.
func (t *Toggle) On() bool { return t.on }

// Tapped presses it.
func (t *Toggle) Tapped(*fyne.PointEvent) { t.tapped() }

// TypedKey presses it on Space and Enter.
func (t *Toggle) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeySpace, ev.Name == fyne.KeyReturn, ev.Name == fyne.KeyEnter:
		t.tapped()
	case windowKey(ev.Name):
		passOn(t, ev)
	}
}

// TypedRune ignores letters.
func (t *Toggle) TypedRune(rune) {}

// FocusGained and FocusLost draw the ring of the keyboard.
func (t *Toggle) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost takes the ring away.
func (t *Toggle) FocusLost() { t.focused = false; t.Refresh() }

// MouseIn lightens the ground.
func (t *Toggle) MouseIn(*desktop.MouseEvent) { t.hover = true; t.Refresh() }

// MouseMoved is needed to be hovered over.
func (t *Toggle) MouseMoved(*desktop.MouseEvent) {}

// MouseOut restores the ground.
func (t *Toggle) MouseOut() { t.hover = false; t.Refresh() }

// Cursor shows that it can be pressed.
func (t *Toggle) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer links the pill to its parts.
func (t *Toggle) CreateRenderer() fyne.WidgetRenderer {
	r := &toggleRenderer{toggle: t, ground: canvas.NewRectangle(nil), word: canvas.NewText("", nil), count: canvas.NewText("", nil)}
	r.paint()
	return r
}

const (
	toggleHeight float32 = 28
	toggleRoom   float32 = 12
)

type toggleRenderer struct {
	toggle      *Toggle
	ground      *canvas.Rectangle
	word, count *canvas.Text
}

func (r *toggleRenderer) Destroy() {}

func (r *toggleRenderer) MinSize() fyne.Size {
	w := r.word.MinSize().Width + toggleRoom*2
	if r.count.Text != "" {
		w += r.count.MinSize().Width + 6
	}
	return fyne.NewSize(w, toggleHeight)
}

func (r *toggleRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	word := r.word.MinSize()
	r.word.Move(fyne.NewPos(toggleRoom, (size.Height-word.Height)/2))
	r.word.Resize(word)
	count := r.count.MinSize()
	r.count.Move(fyne.NewPos(toggleRoom+word.Width+6, (size.Height-count.Height)/2))
	r.count.Resize(count)
}

func (r *toggleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.word, r.count}
}

func (r *toggleRenderer) Refresh() {
	r.paint()
	r.Layout(r.toggle.Size())
	canvas.Refresh(r.toggle)
}

func (r *toggleRenderer) paint() {
	t := r.toggle
	th, v := t.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	fill, ink, edge := ColorSurface, theme.ColorNameForeground, theme.ColorNameInputBorder
	if t.on {
		fill, ink, edge = ColorPrimarySoft, theme.ColorNamePrimary, theme.ColorNamePrimary
	} else if t.hover {
		fill = ColorRaised
	}
	r.ground.FillColor = th.Color(fill, v)
	r.ground.StrokeColor = th.Color(edge, v)
	r.ground.StrokeWidth = 1
	if t.focused {
		r.ground.StrokeColor = th.Color(theme.ColorNamePrimary, v)
		r.ground.StrokeWidth = 2
	}
	r.ground.CornerRadius = toggleHeight / 2
	r.word.Text, r.count.Text = t.word, t.count
	r.word.TextSize = th.Size(theme.SizeNameCaptionText) + 1
	r.count.TextSize = r.word.TextSize
	r.word.Color = th.Color(ink, v)
	r.count.Color = th.Color(theme.ColorNamePlaceHolder, v)
	if t.on {
		r.count.Color = r.word.Color
	}
}
