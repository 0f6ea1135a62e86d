package wall

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// vacant is an empty cell: it says what can be put there, and how.
type vacant struct {
	widget.BaseWidget
	wall   *Wall
	at     int
	marked bool
}

func newVacant(w *Wall, at int, marked bool) *vacant {
	v := &vacant{wall: w, at: at, marked: marked}
	v.ExtendBaseWidget(v)
	return v
}

// MouseDown chooses the cell: the next camera of the tree comes here.
func (v *vacant) MouseDown(*desktop.MouseEvent) { v.wall.mark(v.at) }

// MouseUp is needed to be a mouse's target.
func (v *vacant) MouseUp(*desktop.MouseEvent) {}

// CreateRenderer draws the cell's edge and its words.
func (v *vacant) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(color.NRGBA{0x06, 0x09, 0x0c, 0xff})
	ground.StrokeColor, ground.StrokeWidth = color.NRGBA{0x2a, 0x33, 0x3c, 0xff}, 1
	if v.marked {
		ground.StrokeColor, ground.StrokeWidth = color.NRGBA{0x5e, 0xb3, 0xf2, 0xff}, 3
	}
	words := canvas.NewText("", color.NRGBA{0xa9, 0xb6, 0xc2, 0xff})
	if v.wall.setup.Now.Layout != "" || v.wall.setup.Now.Kind == KindFixed {
		words.Text = lang.X("wall.vacant", "Kosong")
	}
	words.Alignment = fyne.TextAlignCenter
	how := canvas.NewText("", words.Color)
	if v.wall.setup.Tree {
		how.Text = lang.X("wall.vacant.how", "Tarik kamera ke sini")
	}
	how.Alignment = fyne.TextAlignCenter
	return &vacantPainter{ground, words, how}
}

type vacantPainter struct {
	ground     *canvas.Rectangle
	words, how *canvas.Text
}

func (p *vacantPainter) Destroy()           {}
func (p *vacantPainter) Refresh()           {}
func (p *vacantPainter) MinSize() fyne.Size { return fyne.NewSize(40, 24) }
func (p *vacantPainter) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.ground, p.words, p.how}
}

func (p *vacantPainter) Layout(size fyne.Size) {
	p.ground.Resize(size)
	text := max(10, min(14, size.Height/10))
	p.words.TextSize, p.how.TextSize = text, text
	p.how.Hidden = width(p.how.Text, text, false) > size.Width-8
	p.words.Move(fyne.NewPos(0, size.Height/2-text*1.3))
	p.how.Move(fyne.NewPos(0, size.Height/2+text*0.2))
	for _, t := range []*canvas.Text{p.words, p.how} {
		t.Resize(fyne.NewSize(size.Width, text*1.4))
	}
}
