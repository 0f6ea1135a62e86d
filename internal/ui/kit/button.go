package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Button is Fyne's button with the manners of a desk: Enter presses it as
// Space does, and Escape goes on to the window, which closes what is on top.
type Button struct {
	widget.Button
}

// NewButton returns an ordinary button.
func NewButton(label string, tapped func()) *Button {
	return newButton(label, nil, widget.MediumImportance, tapped)
}

// NewPrimary returns the one button of a view that carries on.
func NewPrimary(label string, tapped func()) *Button {
	return newButton(label, nil, widget.HighImportance, tapped)
}

// NewDanger returns a button for what cannot simply be taken back.
func NewDanger(label string, tapped func()) *Button {
	return newButton(label, nil, widget.DangerImportance, tapped)
}

// NewQuiet returns a button without ground, for what is seldom pressed.
func NewQuiet(label string, icon fyne.Resource, tapped func()) *Button {
	return newButton(label, icon, widget.LowImportance, tapped)
}

// WithIcon puts an icon before the words and returns the button.
func (b *Button) WithIcon(icon fyne.Resource) *Button {
	b.SetIcon(icon)
	return b
}

// SetEnabled enables or disables the button.
func (b *Button) SetEnabled(on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// TypedKey presses on Enter and passes Escape on, and the letters and leafing
// keys that the page or the dialog may have a meaning for.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyReturn, ev.Name == fyne.KeyEnter:
		b.Tapped(nil)
	case windowKey(ev.Name), letterKey(ev.Name), pageKey(ev.Name):
		passOn(b, ev)
	default:
		b.Button.TypedKey(ev)
	}
}

func newButton(label string, icon fyne.Resource, importance widget.Importance, tapped func()) *Button {
	b := &Button{}
	b.Text, b.Icon, b.Importance, b.OnTapped = label, icon, importance, tapped
	b.ExtendBaseWidget(b)
	return b
}

// passOn hands a key to the window's own handler, which Fyne asks only while
// nothing has the focus.
func passOn(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	if f := c.OnTypedKey(); f != nil {
		f(ev)
	}
}

// letterKey says whether a key is a letter: a button has no use for it.
func letterKey(k fyne.KeyName) bool { return len(k) == 1 && k[0] >= 'A' && k[0] <= 'Z' }

// pageKey says whether a key leafs.
func pageKey(k fyne.KeyName) bool { return k == fyne.KeyPageUp || k == fyne.KeyPageDown }

// windowKey says whether a key means something to the window wherever the
// focus is: Escape closes what is on top, F1 explains, F5 asks again, F11
// fills the screen.
func windowKey(k fyne.KeyName) bool {
	return k == fyne.KeyEscape || k == fyne.KeyF1 || k == fyne.KeyF5 || k == fyne.KeyF11
}
