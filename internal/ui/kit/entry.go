package kit

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Entry is Fyne's text field; Escape goes on to the window, and Up and Down
// can be listened to.
type Entry struct {
	widget.Entry

	// OnKey sees a key first and says whether it has used it; it may be nil.
	OnKey func(fyne.KeyName) bool

	// OnLeave is called when the focus has gone elsewhere; it may be nil.
	OnLeave func()
}

// NewEntry returns a field for one line.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.PlaceHolder = placeholder
	e.ExtendBaseWidget(e)
	return e
}

// NewText returns a field for several lines.
func NewText(placeholder string, rows int) *Entry {
	e := NewEntry(placeholder)
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.SetMinRowsVisible(rows)
	return e
}

// NewPassword returns a field that hides what is typed, with an eye to look.
func NewPassword(placeholder string) *Entry {
	e := &Entry{}
	e.Password = true
	e.PlaceHolder = placeholder
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey passes Escape on to the window.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(ev.Name) {
		return
	}
	if windowKey(ev.Name) {
		passOn(e, ev)
		return
	}
	e.Entry.TypedKey(ev)
}

// FocusGained brings the field into sight.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	reveal(e)
}

// FocusLost tells that the field is left.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnLeave != nil {
		e.OnLeave()
	}
}

// TypedShortcut passes a digit with Ctrl or Alt on to the window: it leads to
// another place, which is not the field's business.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if k, ok := s.(*desktop.CustomShortcut); ok && len(k.KeyName) == 1 && k.KeyName[0] >= '0' && k.KeyName[0] <= '9' {
		if c, ok := fyne.CurrentApp().Driver().CanvasForObject(e).(fyne.Shortcutable); ok {
			c.TypedShortcut(s)
			return
		}
	}
	e.Entry.TypedShortcut(s)
}

// AcceptsTab says that Tab goes on to the next field, also out of a text of
// several lines: nobody indents a reason.
func (e *Entry) AcceptsTab() bool { return false }

// Option is one choice: what is stored, and the word that is shown.
type Option struct{ Value, Word string }

// Choice is a drop-down list that speaks words and answers constants.
type Choice struct {
	widget.Select
	options []Option
	typed   string // letters that were typed to find a word
}

// NewChoice returns a list of options; changed may be nil and is not called
// for Set.
func NewChoice(options []Option, changed func(value string)) *Choice {
	c := &Choice{}
	c.PlaceHolder = lang.X("shell.choice", "Pilih…")
	c.ExtendBaseWidget(c)
	c.SetChoices(options)
	c.OnChanged = func(string) {
		if changed != nil {
			changed(c.Value())
		}
	}
	return c
}

// SetChoices replaces the options; a value that is still among them stays.
func (c *Choice) SetChoices(options []Option) {
	value, early := c.Value(), ""
	if len(c.options) == 0 {
		early = c.typed
	}
	c.options = options
	words := make([]string, len(options))
	for i, o := range options {
		words[i] = o.Word
	}
	c.Options = words
	c.Set(value)
	if i := c.find(early); i >= 0 {
		c.SetSelectedIndex(i)
	}
}

// Value returns the constant that is chosen, "" while nothing is.
func (c *Choice) Value() string {
	i := c.SelectedIndex()
	if i < 0 || i >= len(c.options) {
		return ""
	}
	return c.options[i].Value
}

// Set chooses by constant, without calling the listener.
func (c *Choice) Set(value string) {
	changed := c.OnChanged
	c.OnChanged = nil
	defer func() { c.OnChanged = changed }()
	for i, o := range c.options {
		if o.Value == value {
			c.SetSelectedIndex(i)
			return
		}
	}
	c.ClearSelected()
}

// MinSize has room for every word, not only for the one that is shown.
func (c *Choice) MinSize() fyne.Size {
	size := c.Select.MinSize()
	th := c.Theme()
	for _, o := range c.options {
		word := fyne.MeasureText(o.Word, th.Size(theme.SizeNameText), fyne.TextStyle{}).Width
		size.Width = max(size.Width, min(word, choiceMost)+th.Size(theme.SizeNameInlineIcon)+th.Size(theme.SizeNameInnerPadding)*4)
	}
	return size
}

// choiceMost keeps one long word from pushing a form apart.
const choiceMost = 260

// TypedRune finds an option by what is typed. A letter that fits nowhere begins anew. What is typed while the
// options are still on their way is found when they come.
func (c *Choice) TypedRune(r rune) {
	if r == ' ' {
		return
	}
	if len(c.options) == 0 {
		c.typed += strings.ToLower(string(r))
		return
	}
	for _, text := range []string{c.typed + string(r), string(r)} {
		text = strings.ToLower(text)
		if i := c.find(text); i >= 0 {
			c.typed = text
			c.SetSelectedIndex(i)
			return
		}
	}
	c.typed = ""
}

// find is the first option that begins with text, or else one of whose words
// does, -1 for none: "hapus" means Hapus, not Usul hapus.
func (c *Choice) find(text string) int {
	if text == "" {
		return -1
	}
	if i := slices.IndexFunc(c.options, func(o Option) bool { return strings.HasPrefix(strings.ToLower(o.Word), text) }); i >= 0 {
		return i
	}
	return slices.IndexFunc(c.options, func(o Option) bool {
		words := strings.FieldsFunc(strings.ToLower(o.Word), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, text) })
	})
}

// FocusGained brings the list into sight.
func (c *Choice) FocusGained() {
	c.Select.FocusGained()
	reveal(c)
}

// FocusLost forgets what was typed, unless it still waits for the options.
func (c *Choice) FocusLost() {
	if len(c.options) > 0 {
		c.typed = ""
	}
	c.Select.FocusLost()
}

// TypedKey opens the list on Enter and passes Escape on.
func (c *Choice) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case windowKey(ev.Name):
		passOn(c, ev)
	case ev.Name == fyne.KeyReturn, ev.Name == fyne.KeyEnter:
		c.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		c.Select.TypedKey(ev)
	}
}
