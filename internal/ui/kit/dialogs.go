package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// Dialogs shows the window's dialogs and knows which is on top, so that
// Escape closes one at a time. All methods belong to the UI goroutine.
type Dialogs struct {
	// Watch, if set, is told of each dialog when it has been shown and before it
	// goes; pictures of all of them are taken there.
	Watch func(title string)

	window fyne.Window
	open   []*Dialog
}

// NewDialogs returns the dialogs of window.
func NewDialogs(window fyne.Window) *Dialogs { return &Dialogs{window: window} }

// Dialog is one that is open.
type Dialog struct {
	owner  *Dialogs
	title  string
	hide   func()
	popup  *widget.PopUp
	scroll *container.Scroll
	escape func()
}

// Trouble is a failure in words for people. say.Sentence has the same shape
// and can be converted.
type Trouble struct{ What, Do, Who string }

// Confirm is a question before an act. Title and text name the object; Do is
// the verb on the button.
type Confirm struct {
	Title  string
	Text   string
	Do     string
	Danger bool
	OK     func()
}

// Ask is a small form. OK decides when the dialog closes, so that a refusal
// can be shown at its field.
type Ask struct {
	Title string
	Body  fyne.CanvasObject
	Do    string // the verb on the button; "" = the dialog only shows
	Width float32
	Focus fyne.Focusable // may be nil
	OK    func(*Dialog)
	Left  fyne.CanvasObject // what stands at the left of the buttons; may be nil
}

// Confirm asks before an act.
func (d *Dialogs) Confirm(c Confirm) *Dialog {
	return d.Ask(Ask{Title: c.Title, Body: Paragraph(c.Text), Do: c.Do, Width: 460,
		OK: func(dialog *Dialog) { dialog.Close(); c.OK() }}, c.Danger)
}

// Trouble tells what failed, what to do and who can help.
func (d *Dialogs) Trouble(t Trouble) *Dialog {
	title := lang.X("shell.trouble", "Belum berhasil")
	body := Form(Paragraph(t.What))
	if t.Do != "" {
		body.Add(container.New(Tight(-12), Caption(lang.X("shell.trouble.do", "Yang dapat dilakukan")), Paragraph(t.Do)))
	}
	if t.Who != "" {
		body.Add(Paragraph(t.Who)) // its sentence says that these can help
	}
	return d.Ask(Ask{Title: title, Body: body, Width: 500})
}

// Ask shows a form, or content that is only looked at. An optional argument
// true makes the verb's button a danger button.
func (d *Dialogs) Ask(a Ask, danger ...bool) *Dialog {
	dialog := &Dialog{owner: d, title: a.Title}
	title := Subheading(a.Title)
	title.Wrapping = fyne.TextWrapWord
	buttons := container.NewHBox()
	if a.Left != nil {
		buttons.Add(a.Left)
	}
	buttons.Add(layout.NewSpacer())
	var focus fyne.Focusable
	if a.Do == "" {
		shut := NewPrimary(lang.X("shell.close", "Tutup"), dialog.Close)
		buttons.Add(shut)
		focus = shut
	} else {
		do := NewPrimary(a.Do, func() { a.OK(dialog) })
		if len(danger) > 0 && danger[0] {
			do.Importance = widget.DangerImportance
		}
		cancel := NewButton(lang.X("shell.cancel", "Batal"), dialog.Close)
		buttons.Add(cancel)
		buttons.Add(do)
		focus = do
	}
	if a.Focus != nil {
		focus = a.Focus
	}
	if a.OK != nil {
		submitOnEnter(a.Body, func() { a.OK(dialog) })
	}
	room := d.window.Canvas().Size().Width - 72 // long words widen a row of lists; cut, they could not be chosen
	width := max(a.Width, 420, min(a.Body.MinSize().Width, room))
	// A field draws its edge a little beneath its own height; the scroll would cut it.
	body := container.New(Margins(0, 0, 0, 4), container.New(AtLeast(width, 0), a.Body))
	scroll := container.NewVScroll(body)
	frame := container.New(Margins(12, 10, 12, 12),
		container.NewBorder(title, container.New(Margins(0, 8, 0, 0), buttons), nil, nil, scroll))
	dialog.show(frame, scroll, width, focus)
	return dialog
}

// Escape closes the dialog on top and says whether there was one.
func (d *Dialogs) Escape() bool {
	if len(d.open) == 0 {
		return false
	}
	d.open[len(d.open)-1].Close()
	return true
}

// Key gives a key to the dialog on top and says whether there is one: Escape
// closes it, PageDown and PageUp show what it has no room for.
func (d *Dialogs) Key(key fyne.KeyName) bool {
	if len(d.open) == 0 {
		return false
	}
	scroll := d.open[len(d.open)-1].scroll
	if scroll == nil { // of the toolkit
		if key == fyne.KeyEscape {
			d.Escape()
		}
		return true
	}
	page, room := scroll.Size().Height*0.9, max(0, scroll.Content.Size().Height-scroll.Size().Height)
	switch key {
	case fyne.KeyEscape:
		return d.Escape()
	case fyne.KeyPageDown:
		scroll.ScrollToOffset(fyne.NewPos(0, min(room, scroll.Offset.Y+page)))
	case fyne.KeyPageUp:
		scroll.ScrollToOffset(fyne.NewPos(0, max(0, scroll.Offset.Y-page)))
	}
	return true
}

// Open says whether a dialog is open.
func (d *Dialogs) Open() bool { return len(d.open) > 0 }

// OnClose sets what is done when the dialog closes, by whatever way.
func (dialog *Dialog) OnClose(f func()) { dialog.escape = f }

// Close closes the dialog; it may be called twice.
func (dialog *Dialog) Close() {
	d := dialog.owner
	for i, o := range d.open {
		if o == dialog {
			dialog.watched()
			d.open = append(d.open[:i], d.open[i+1:]...)
			dialog.hide()
			if dialog.escape != nil {
				dialog.escape()
			}
			return
		}
	}
}

func (dialog *Dialog) show(frame fyne.CanvasObject, scroll *container.Scroll, width float32, focus fyne.Focusable) {
	c := dialog.owner.window.Canvas()
	dialog.scroll = scroll
	// Wrapped text knows its height only after it has got its width.
	frame.Resize(fyne.NewSize(width+24, frame.MinSize().Height))
	dialog.popup = widget.NewModalPopUp(container.New(upTo{frame, scroll, c, width + 24}, frame), c)
	dialog.hide = dialog.popup.Hide
	dialog.owner.open = append(dialog.owner.open, dialog)
	dialog.popup.Show()
	if focus != nil {
		c.Focus(focus)
	}
	dialog.watched()
}

// Foreign counts a dialog of the toolkit's own, which is on screen already,
// among the open ones: Escape closes it, and no page changes beneath it. Close
// what is returned when it has closed by itself.
func (d *Dialogs) Foreign(hide func()) *Dialog {
	dialog := &Dialog{owner: d, hide: hide}
	d.open = append(d.open, dialog)
	return dialog
}

func (dialog *Dialog) watched() {
	if watch := dialog.owner.Watch; watch != nil && dialog.scroll != nil {
		watch(dialog.title)
	}
}

// upTo gives a dialog the height of its content, as far as the window has
// room; it grows with a refusal that appears. What has no room is scrolled to,
// between title and buttons, which stay.
type upTo struct {
	frame  fyne.CanvasObject
	scroll *container.Scroll
	canvas fyne.Canvas
	width  float32
}

func (u upTo) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (u upTo) MinSize([]fyne.CanvasObject) fyne.Size {
	whole := u.frame.MinSize().Height - u.scroll.MinSize().Height + u.scroll.Content.MinSize().Height
	return fyne.NewSize(u.width, min(whole, u.canvas.Size().Height-48))
}
