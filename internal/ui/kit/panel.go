package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Panel is a coloured ground with content and even room around it. Its colours
// are names, so it follows a change of theme.
type Panel struct {
	widget.BaseWidget

	fill    fyne.ThemeColorName
	border  fyne.ThemeColorName // "" = none
	radius  float32
	pad     fyne.Size // room left/right and above/below
	content fyne.CanvasObject
}

// NewPanel returns content on a ground of the named colour, without room.
func NewPanel(fill fyne.ThemeColorName, content fyne.CanvasObject) *Panel {
	p := &Panel{fill: fill, content: content}
	p.ExtendBaseWidget(p)
	return p
}

// NewCard returns content on a card: rounded, bordered, with room.
func NewCard(content fyne.CanvasObject) *Panel {
	p := NewPanel(ColorSurface, content)
	p.border = theme.ColorNameSeparator
	p.radius = 10
	p.pad = fyne.NewSize(14, 12)
	return p
}

// NewInset returns content on a raised ground, for groups inside a card.
func NewInset(content fyne.CanvasObject) *Panel {
	p := NewPanel(ColorRaised, content)
	p.radius = 8
	return p.Pad(8, 4)
}

// Pad sets the room around the content and returns the panel.
func (p *Panel) Pad(horizontal, vertical float32) *Panel {
	p.pad = fyne.NewSize(horizontal, vertical)
	return p
}

// SetFill changes the colour of the ground.
func (p *Panel) SetFill(fill fyne.ThemeColorName) {
	if p.fill != fill {
		p.fill = fill
		p.Refresh()
	}
}

// CreateRenderer links the panel to its rectangle.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{panel: p, ground: canvas.NewRectangle(nil)}
	r.paint()
	return r
}

type panelRenderer struct {
	panel  *Panel
	ground *canvas.Rectangle
}

func (r *panelRenderer) Destroy() {}

func (r *panelRenderer) Layout(size fyne.Size) {
	pad := r.panel.pad
	r.ground.Resize(size)
	r.panel.content.Move(fyne.NewPos(pad.Width, pad.Height))
	r.panel.content.Resize(size.SubtractWidthHeight(pad.Width*2, pad.Height*2))
}

func (r *panelRenderer) MinSize() fyne.Size {
	pad := r.panel.pad
	return r.panel.content.MinSize().AddWidthHeight(pad.Width*2, pad.Height*2)
}

func (r *panelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.panel.content}
}

func (r *panelRenderer) Refresh() {
	r.paint()
	r.ground.Refresh()
	canvas.Refresh(r.panel)
}

func (r *panelRenderer) paint() {
	th, v := r.panel.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	r.ground.FillColor = th.Color(r.panel.fill, v)
	r.ground.CornerRadius = r.panel.radius
	r.ground.StrokeWidth = 0
	if r.panel.border != "" {
		r.ground.StrokeColor = th.Color(r.panel.border, v)
		r.ground.StrokeWidth = 1
	}
}
