package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// holdButton does something while it is held. With the keyboard Space begins it,
// and letting Space or the focus go ends it.
type holdButton struct {
	widget.Button
	begin, end func()
	held       bool
}

func newHoldButton(icon fyne.Resource, begin, end func()) *holdButton {
	b := &holdButton{begin: begin, end: end}
	b.Icon = icon
	b.ExtendBaseWidget(b)
	return b
}

func (b *holdButton) hold(on bool) {
	if b.held == on {
		return
	}
	b.held = on
	if on {
		b.begin()
	} else {
		b.end()
	}
}

// MouseDown begins.
func (b *holdButton) MouseDown(*desktop.MouseEvent) { b.hold(true) }

// MouseUp ends.
func (b *holdButton) MouseUp(*desktop.MouseEvent) { b.hold(false) }

// MouseOut ends too: whoever slides off the button has let it go.
func (b *holdButton) MouseOut() {
	b.Button.MouseOut()
	b.hold(false)
}

// Tapped does nothing more; the mouse has done it.
func (b *holdButton) Tapped(*fyne.PointEvent) {}

// KeyDown begins on Space.
func (b *holdButton) KeyDown(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeySpace {
		b.hold(true)
	}
}

// KeyUp ends.
func (b *holdButton) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeySpace {
		b.hold(false)
	}
}

// FocusLost ends.
func (b *holdButton) FocusLost() {
	b.Button.FocusLost()
	b.hold(false)
}
