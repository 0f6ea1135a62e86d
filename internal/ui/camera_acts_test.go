package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// A camera's sheet has its acts as buttons.
func TestCamera_is_switched_and_copied_from_its_sheet(t *testing.T) {
	h := openHouse(t, screens()[0], watchedCameras)
	rows, err := h.desk.Cameras.List(desk.CameraFilter{})
	must(t, err)
	id := rows[0].ID
	enabled := func() bool {
		v, err := h.desk.Cameras.Get(id)
		must(t, err)
		return v.Camera.Enabled
	}
	was := enabled()
	h.shell.Open("kamera/" + id.String())
	page := h.shell.shown().(*camerasPage)
	h.until("the sheet", func() bool { return page.sheet.view.Camera.ID == id })
	h.press("Salin alamat")
	if got := fyne.CurrentApp().Clipboard().Content(); got != h.desk.Cameras.Address(rows[0].Path) {
		t.Errorf("copied %q", got)
	}
	h.press(toggleWord(was))
	h.until("the other word", func() bool { return enabled() != was && page.sheet.view.Camera.Enabled != was })
	h.press(toggleWord(!was))
	h.until("as before", func() bool { return enabled() == was })
}
