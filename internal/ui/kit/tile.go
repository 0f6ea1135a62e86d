package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Tile is one figure with its name and a quiet line; pressing it leads to what
// was counted.
type Tile struct {
	widget.BaseWidget

	figure, note *widget.Label
	edge         *Panel
	ground       *Panel
	tapped       func()
	hover        bool
	focused      bool
}

// NewTile returns a tile without a figure yet.
func NewTile(name string, tapped func()) *Tile {
	t := &Tile{figure: Strong("–"), note: Caption(""), tapped: tapped}
	t.figure.SizeName = theme.SizeNameHeadingText
	t.figure.Truncation = fyne.TextTruncateEllipsis
	title := Caption(name)
	title.Importance = widget.MediumImportance
	column := container.New(Tight(-12), title, t.figure, t.note)
	t.edge = NewPanel(ColorQuietSoft, container.New(AtLeast(4, 0)))
	t.edge.radius = 2
	t.ground = NewCard(container.NewBorder(nil, nil, container.New(Margins(0, 4, 2, 4), t.edge), nil, column)).Pad(5, 4)
	t.ExtendBaseWidget(t)
	return t
}

// Set shows a figure; the tone colours the edge and, when it warns, the figure.
func (t *Tile) Set(figure, note string, tone Tone) {
	importance := widget.MediumImportance
	edge := tone.ink()
	switch tone {
	case ToneWarn:
		importance = widget.WarningImportance
	case ToneBad:
		importance = widget.DangerImportance
	case ToneQuiet:
		edge = ColorQuietSoft
	}
	if t.figure.Text == figure && t.note.Text == note && t.figure.Importance == importance && t.edge.fill == edge {
		return
	}
	t.figure.Importance = importance
	t.figure.SetText(figure)
	t.note.SetText(note)
	t.edge.SetFill(edge)
}

// Tapped leads to the list.
func (t *Tile) Tapped(*fyne.PointEvent) { t.tapped() }

// TypedKey leads to the list on Enter and Space.
func (t *Tile) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeySpace, ev.Name == fyne.KeyReturn, ev.Name == fyne.KeyEnter:
		t.tapped()
	case windowKey(ev.Name):
		passOn(t, ev)
	}
}

// TypedRune ignores letters.
func (t *Tile) TypedRune(rune) {}

// FocusGained shows where the keyboard is.
func (t *Tile) FocusGained() { t.focused = true; t.paint() }

// FocusLost takes the mark away.
func (t *Tile) FocusLost() { t.focused = false; t.paint() }

// MouseIn lightens the ground.
func (t *Tile) MouseIn(*desktop.MouseEvent) { t.hover = true; t.paint() }

// MouseMoved is needed to be hovered over.
func (t *Tile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut restores the ground.
func (t *Tile) MouseOut() { t.hover = false; t.paint() }

// Cursor shows that it can be pressed.
func (t *Tile) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer links the tile to its card.
func (t *Tile) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.ground) }

func (t *Tile) paint() {
	t.ground.fill, t.ground.border = ColorSurface, theme.ColorNameSeparator
	if t.hover {
		t.ground.fill = ColorRaised
	}
	if t.focused {
		t.ground.border = theme.ColorNamePrimary
	}
	t.ground.Refresh()
}

// Note is a line that asks for something, with the act that sees to it.
func Note(tone Tone, text string, action fyne.CanvasObject) fyne.CanvasObject {
	sign := ShapeWarning
	if tone == ToneInfo || tone == ToneGood {
		sign = ShapeDot
	}
	icon := container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(18), widget.NewIcon(IconIn(IconName(sign), tone.ink()))))
	var right fyne.CanvasObject
	if action != nil {
		right = container.NewCenter(action)
	}
	card := NewCard(container.NewBorder(nil, nil, icon, right, Paragraph(text))).Pad(12, 2)
	card.fill, card.border = tone.ground(), tone.ink()
	return card
}
