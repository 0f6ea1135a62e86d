package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// What a user's hand and eye do: press a button by its words, read what is
// written, type into the field with the focus.

// top is what can be touched: the dialog on top, or the page.
func (h *testHouse) top() fyne.CanvasObject {
	c := h.shell.Window().Canvas()
	if o := c.Overlays().Top(); o != nil {
		return o
	}
	return c.Content()
}

// press taps the button with the words; it must be there and enabled.
func (h *testHouse) press(word string) {
	h.t.Helper()
	for _, o := range test.LaidOutObjects(h.top()) {
		if b, ok := o.(*kit.Button); ok && b.Text == word && b.Visible() {
			if b.Disabled() {
				h.t.Fatalf("%q cannot be pressed", word)
			}
			test.Tap(b)
			return
		}
	}
	h.t.Fatalf("no button says %q; on screen: %q", word, h.words())
}

// tick sets the box with the words.
func (h *testHouse) tick(word string) {
	h.t.Helper()
	for _, o := range test.LaidOutObjects(h.top()) {
		if c, ok := o.(*kit.Check); ok && c.Text == word {
			test.Tap(c)
			return
		}
	}
	h.t.Fatalf("no box says %q", word)
}

// words are the labels that can be read.
func (h *testHouse) words() []string {
	var words []string
	for _, o := range test.LaidOutObjects(h.top()) {
		if l, ok := o.(*widget.Label); ok && l.Visible() && l.Text != "" {
			words = append(words, l.Text)
		}
	}
	return words
}

// reads says whether a label says exactly this.
func (h *testHouse) reads(want string) bool {
	for _, w := range h.words() {
		if w == want {
			return true
		}
	}
	return false
}

// key presses a key where the focus is.
func (h *testHouse) key(name fyne.KeyName) {
	c := h.shell.Window().Canvas()
	ev := &fyne.KeyEvent{Name: name}
	if f := c.Focused(); f != nil {
		f.TypedKey(ev)
	} else if on := c.OnTypedKey(); on != nil {
		on(ev)
	}
}

// typed types into what has the focus.
func (h *testHouse) typed(text string) {
	h.t.Helper()
	f := h.shell.Window().Canvas().Focused()
	if f == nil {
		h.t.Fatal("nothing has the focus for ", text)
	}
	for _, r := range text {
		f.TypedRune(r)
	}
}

// request is the sheet's request as the store has it.
func (h *testHouse) request(s *requestSheet) sop.Request {
	h.t.Helper()
	v, err := h.desk.Requests.Get(s.id)
	must(h.t, err)
	return v.Request
}

// openRequest shows a request and waits for its sheet.
func (h *testHouse) openRequest(subject string) *requestSheet {
	h.t.Helper()
	id := requestID(h.t, h.desk, subject)
	h.shell.Open("permintaan/" + id.String())
	p := h.shell.shown().(*requestsPage)
	h.until("the request", func() bool { return p.sheet.view.Request.ID == id })
	return p.sheet
}
