package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Field is a named input with room beneath it for a hint or for a refusal:
// what is wrong stands where it can be mended.
type Field struct {
	root    *fyne.Container
	hint    string
	message *widget.Label
}

// NewField names input. The hint may be "".
func NewField(name string, input fyne.CanvasObject, hint string) *Field {
	label := widget.NewLabel(name)
	label.SizeName = theme.SizeNameCaptionText
	label.TextStyle.Bold = true
	f := &Field{hint: hint, message: widget.NewLabel("")}
	f.message.SizeName = theme.SizeNameCaptionText
	f.message.Wrapping = fyne.TextWrapWord
	if c, ok := input.(*Choice); ok {
		// Fyne draws a drop-down without an edge; on a card it would vanish.
		frame := NewPanel(theme.ColorNameInputBackground, c)
		frame.border, frame.radius = theme.ColorNameInputBorder, 6
		input = frame.Pad(1, 1)
	}
	f.root = container.New(Tight(-6), label, indent(input), f.message)
	f.SetRefusal("")
	return f
}

// Object returns what is laid out.
func (f *Field) Object() fyne.CanvasObject { return f.root }

// SetRefusal shows why the value is not accepted; "" shows the hint again.
func (f *Field) SetRefusal(text string) {
	f.message.Importance = widget.DangerImportance
	if text == "" {
		text, f.message.Importance = f.hint, widget.LowImportance
	}
	f.message.Hidden = text == ""
	f.message.SetText(text)
	f.root.Refresh()
}

// Refused says whether a refusal is shown.
func (f *Field) Refused() bool {
	return !f.message.Hidden && f.message.Importance == widget.DangerImportance
}

// SetHint changes the quiet line beneath the input.
func (f *Field) SetHint(text string) {
	refused := f.Refused()
	f.hint = text
	if !refused {
		f.SetRefusal("")
	}
}

// Form stacks fields (and anything else) with even distances.
func Form(rows ...fyne.CanvasObject) *fyne.Container {
	return container.New(Tight(4), rows...)
}

// FormRow puts fields side by side in equal widths.
func FormRow(fields ...*Field) *fyne.Container {
	objects := make([]fyne.CanvasObject, len(fields))
	for i, f := range fields {
		objects[i] = f.Object()
	}
	return container.NewGridWithColumns(len(objects), objects...)
}

// indent gives an input the left edge of the labels around it.
func indent(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(margins{left: 8, right: 8}, o)
}

type margins struct{ left, right, top, bottom float32 }

// Margins returns a layout that keeps room around its object.
func Margins(left, top, right, bottom float32) fyne.Layout {
	return margins{left: left, right: right, top: top, bottom: bottom}
}

func (m margins) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(m.left, m.top))
		o.Resize(size.SubtractWidthHeight(m.left+m.right, m.top+m.bottom))
	}
}

func (m margins) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size.AddWidthHeight(m.left+m.right, m.top+m.bottom)
}
