package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Tone is what a state means to the person who looks: it chooses the colour.
type Tone string

// The tones. Colour is never alone: a chip has a word and a shape too.
const (
	ToneQuiet Tone = "quiet" // nothing to do, or not yet
	ToneInfo  Tone = "info"  // under way
	ToneGood  Tone = "good"  // as it should be
	ToneWarn  Tone = "warn"  // look at it soon
	ToneBad   Tone = "bad"   // look at it now
)

// Shape is the form of a chip's sign; each means one thing everywhere.
type Shape string

// The shapes, by the icon that draws them.
const (
	ShapeDot     Shape = "dot"     // live
	ShapeRing    Shape = "ring"    // not begun, waiting
	ShapeHalf    Shape = "half"    // running
	ShapePause   Shape = "pause"   // paused
	ShapeCheck   Shape = "check"   // done, on time
	ShapeWarning Shape = "warning" // late, disturbed
	ShapeCross   Shape = "cross"   // cancelled, refused
	ShapeClock   Shape = "clock"   // near its limit
	ShapeBox     Shape = "box"     // archived, put away
)

// ChipState is what a chip shows.
type ChipState struct {
	Word  string
	Tone  Tone
	Shape Shape
}

// Chip tells a state by word, shape and colour.
type Chip struct {
	widget.BaseWidget
	state ChipState
}

// NewChip returns a chip that shows state.
func NewChip(state ChipState) *Chip {
	c := &Chip{state: state}
	c.ExtendBaseWidget(c)
	return c
}

// SetState changes what the chip shows.
func (c *Chip) SetState(state ChipState) {
	if c.state != state {
		c.state = state
		c.Refresh()
	}
}

// State returns what the chip shows.
func (c *Chip) State() ChipState { return c.state }

// ink and ground are the pair of colours of a tone.
func (t Tone) ink() fyne.ThemeColorName {
	switch t {
	case ToneInfo:
		return theme.ColorNamePrimary
	case ToneGood:
		return theme.ColorNameSuccess
	case ToneWarn:
		return theme.ColorNameWarning
	case ToneBad:
		return theme.ColorNameError
	}
	return theme.ColorNamePlaceHolder
}

func (t Tone) ground() fyne.ThemeColorName {
	switch t {
	case ToneInfo:
		return ColorPrimarySoft
	case ToneGood:
		return ColorGoodSoft
	case ToneWarn:
		return ColorWarnSoft
	case ToneBad:
		return ColorBadSoft
	}
	return ColorQuietSoft
}

// CreateRenderer links the chip to its three parts.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{chip: c, ground: canvas.NewRectangle(nil), icon: widget.NewIcon(nil), text: canvas.NewText("", nil)}
	r.paint()
	return r
}

// The measures of a chip, in pixels at scale 1.
const (
	chipHeight float32 = 24
	chipIcon   float32 = 14
	chipRoom   float32 = 8
)

type chipRenderer struct {
	chip   *Chip
	ground *canvas.Rectangle
	icon   *widget.Icon
	text   *canvas.Text
}

func (r *chipRenderer) Destroy() {}

func (r *chipRenderer) MinSize() fyne.Size {
	w := r.text.MinSize().Width + chipRoom*2
	if r.chip.state.Shape != "" {
		w += chipIcon + 5
	}
	return fyne.NewSize(w, chipHeight)
}

func (r *chipRenderer) Layout(size fyne.Size) {
	size.Width = min(size.Width, r.MinSize().Width)
	top := (size.Height - chipHeight) / 2
	r.ground.Move(fyne.NewPos(0, top))
	r.ground.Resize(fyne.NewSize(size.Width, chipHeight))
	x := chipRoom
	if r.chip.state.Shape != "" {
		r.icon.Move(fyne.NewPos(x, top+(chipHeight-chipIcon)/2))
		r.icon.Resize(fyne.NewSquareSize(chipIcon))
		x += chipIcon + 5
	}
	h := r.text.MinSize().Height
	r.text.Move(fyne.NewPos(x, top+(chipHeight-h)/2))
	r.text.Resize(fyne.NewSize(size.Width-x-chipRoom, h))
}

func (r *chipRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.icon, r.text}
}

func (r *chipRenderer) Refresh() {
	r.paint()
	r.Layout(r.chip.Size())
	canvas.Refresh(r.chip)
}

func (r *chipRenderer) paint() {
	th, v := r.chip.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	tone := r.chip.state.Tone
	r.ground.FillColor = th.Color(tone.ground(), v)
	r.ground.CornerRadius = chipHeight / 2
	r.text.Text = r.chip.state.Word
	r.text.TextSize = th.Size(theme.SizeNameCaptionText)
	r.text.Color = th.Color(tone.ink(), v)
	r.icon.Hidden = r.chip.state.Shape == ""
	if !r.icon.Hidden {
		r.icon.SetResource(IconIn(IconName(r.chip.state.Shape), tone.ink()))
	}
}
