package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// aim is a cross that the arrow keys move, for putting something on a map or a
// picture without a mouse. A step is some points of the window.
type aim struct {
	at     fyne.Position
	step   float32
	lines  [4]*canvas.Line // a dark and a light one each way: seen on any ground
	object *fyne.Container
}

// The steps of an aim, in points.
const (
	aimStep  = 8
	aimSmall = 1
	aimLarge = 32
	aimReach = 14
)

func newAim() *aim {
	a := &aim{step: aimStep, object: container.NewWithoutLayout()}
	for i := range a.lines {
		c := color.NRGBA{0x10, 0x16, 0x1c, 0xff}
		if i > 1 {
			c = color.NRGBA{0xff, 0xe0, 0x60, 0xff}
		}
		a.lines[i] = canvas.NewLine(c)
		a.lines[i].StrokeWidth = float32(5 - i/2*3)
		a.object.Add(a.lines[i])
	}
	a.object.Hide()
	return a
}

// show puts the cross somewhere; hide takes it away.
func (a *aim) show(at fyne.Position) {
	a.at = at
	for i, l := range a.lines {
		l.Position1, l.Position2 = at.SubtractXY(aimReach, 0), at.AddXY(aimReach, 0)
		if i%2 == 1 {
			l.Position1, l.Position2 = at.SubtractXY(0, aimReach), at.AddXY(0, aimReach)
		}
	}
	a.object.Show()
	a.object.Refresh()
}

func (a *aim) hide() { a.object.Hide() }

// key moves the cross inside a room and says whether it was a key of its own:
// arrows, and + and − for the length of a step.
func (a *aim) key(key fyne.KeyName, room fyne.Size) bool {
	at := a.at
	switch key {
	case fyne.KeyLeft:
		at.X -= a.step
	case fyne.KeyRight:
		at.X += a.step
	case fyne.KeyUp:
		at.Y -= a.step
	case fyne.KeyDown:
		at.Y += a.step
	case fyne.KeyPlus, fyne.KeyEqual:
		a.step = min(a.step*2, aimLarge)
	case fyne.KeyMinus:
		a.step = max(a.step/2, aimSmall)
	default:
		return false
	}
	a.show(fyne.NewPos(max(0, min(at.X, room.Width)), max(0, min(at.Y, room.Height))))
	return true
}

// The picker of two points takes the keyboard too.

// FocusGained shows the cross, in the middle at first.
func (p *pointPicker) FocusGained() {
	at := p.aim.at
	if at.IsZero() {
		at = fyne.NewPos(p.Size().Width/2, p.Size().Height/2)
	}
	p.aim.show(at)
}

// FocusLost hides it.
func (p *pointPicker) FocusLost() { p.aim.hide() }

// TypedRune is of no use here.
func (p *pointPicker) TypedRune(rune) {}

// TypedKey moves the cross; Enter and Space take the point beneath it.
func (p *pointPicker) TypedKey(ev *fyne.KeyEvent) {
	if p.aim.key(ev.Name, p.Size()) {
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.take(p.aim.at)
	case fyne.KeyEscape:
		if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(ev)
		}
	}
}

// Tapped takes a point.
func (p *pointPicker) Tapped(ev *fyne.PointEvent) { p.take(ev.Position) }

// Cursor shows that a point is asked for.
func (p *pointPicker) Cursor() desktop.Cursor { return desktop.CrosshairCursor }
