package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// offers says whether a button with the word can be seen.
func (h *testHouse) offers(word string) bool {
	return slices.ContainsFunc(test.LaidOutObjects(h.top()), func(o fyne.CanvasObject) bool {
		b, ok := o.(*kit.Button)
		return ok && b.Text == word && b.Visible()
	})
}

func TestWizard_keeps_a_draft_while_it_is_typed_and_goes_on_with_it(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	id := requestID(t, h.desk, waitingSubject)
	toActivity5(t, h.desk, id)
	route := "kamera/baru?" + id.String()
	w := h.wizardOf(route)
	w.address.address.SetText("rtsp://operator:" + awkward + "@10.10.5.21:554/Streaming/Channels/101")
	w.place.form.name.SetText("Simpang Garuda Utara")
	page := h.shell.shown().(*camerasPage)
	page.Beat(h.shell.pulse) // twice a second; the program may be killed from here on
	h.until("the draft is on the disk", func() bool {
		d, found, err := h.desk.Cameras.Draft(id)
		return err == nil && found && d.Name == "Simpang Garuda Utara" && d.User == "operator" && d.Password.Reveal() == awkward &&
			d.URL.String() == "rtsp://10.10.5.21:554/Streaming/Channels/101"
	})
	w.place.form.name.SetText("Simpang Garuda Timur")
	h.press("Tutup") // the newest words too
	h.until("the request", func() bool { return h.shell.shown().Route() == "permintaan/"+id.String() })
	h.until("the request offers to go on", func() bool { return h.offers("Lanjutkan Draf Kamera…") })

	w = h.wizardOf(route)
	h.until("the draft goes on", func() bool { return h.sees("Melanjutkan draf") })
	if w.address.address.Text != "rtsp://10.10.5.21:554/Streaming/Channels/101" || w.address.user.Text != "operator" || w.address.password.Text != "" ||
		w.address.secretText().Reveal() != awkward || w.place.form.name.Text != "Simpang Garuda Timur" {
		t.Errorf("%q %q %q", w.address.address.Text, w.address.user.Text, w.place.form.name.Text)
	}
	if slices.ContainsFunc(h.words(), func(word string) bool { return strings.Contains(word, awkward) }) {
		t.Error("the screen shows the password")
	}
	h.press("Mulai baru")
	h.until("a new assistant", func() bool { next := h.shell.shown().(*camerasPage).wizard; return next != nil && next != w })
	h.until("the draft is forgotten", func() bool { _, found, _ := h.desk.Cameras.Draft(id); return !found })
	if text := h.shell.shown().(*camerasPage).wizard.address.address.Text; text != "" {
		t.Errorf("the address is still %q", text)
	}
}

func TestWizard_without_anything_typed_leaves_no_draft(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	w := h.wizardOf("kamera/baru")
	h.until("the assistant is ready", func() bool { return w.drafts.open })
	h.press("Tutup")
	h.until("the list", func() bool { return h.shell.shown().Route() == "kamera" })
	if _, found, err := h.desk.Cameras.Draft(ulid.ULID{}); found || err != nil {
		t.Errorf("%v %v", found, err)
	}
}
