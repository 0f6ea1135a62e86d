package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// submitOnEnter lets Enter in a field of one line do what the dialog's button
// does. A field that already listens keeps its own meaning, and in a text of
// several lines Enter stays a new line.
func submitOnEnter(o fyne.CanvasObject, do func()) {
	switch o := o.(type) {
	case *Entry:
		if !o.MultiLine && o.OnSubmitted == nil {
			o.OnSubmitted = func(string) { do() }
		}
	case *fyne.Container:
		for _, child := range o.Objects {
			submitOnEnter(child, do)
		}
	case *container.Scroll:
		submitOnEnter(o.Content, do)
	case *Panel:
		submitOnEnter(o.content, do)
	}
}
