package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
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

// A camera that shows another certificate is trusted after a question that
// shows both fingerprints.
func TestCamera_certificate_is_asked_about(t *testing.T) {
	h := openHouse(t, screens()[0], watchedCameras)
	rows, err := h.desk.Cameras.List(desk.CameraFilter{})
	must(t, err)
	id := rows[0].ID
	h.shell.Open("kamera/" + id.String())
	page := h.shell.shown().(*camerasPage)
	h.until("the sheet", func() bool { return page.sheet.view.Camera.ID == id })
	h.until("a pulse", func() bool { return h.pulsed() })
	kept, offered := strings.Repeat("ab", 32), strings.Repeat("c1", 32)
	refused := func(after time.Duration) *desk.Pulse {
		p, c := watched(id, after)
		c.Status = relay.CameraStatus{ID: id, State: relay.Refused, Since: houseNow(), Fault: &relay.Fault{Kind: relay.FaultCertificate}, Fingerprint: kept, Offered: offered}
		p.Cameras[0], p.Rev = c, page.sheet.rev
		return p
	}
	page.sheet.beat(refused(0))
	button := page.sheet.ill.Objects[0]
	page.sheet.beat(refused(2 * time.Second))
	if page.sheet.ill.Objects[0] != button {
		t.Error("the button was made anew under the hand that presses it")
	}
	h.press("Percayai sertifikat baru…")
	for _, want := range []string{"ABAB ABAB", "C1C1 C1C1", "menyamar", rows[0].Name} {
		if !h.sees(want) {
			t.Errorf("the question does not say %q", want)
		}
	}
	h.press("Percayai")
	h.until("what cannot be done without a relay", func() bool { return h.sees("Relay tidak berjalan") })
}

// The relay of a live camera is made anew and read back from its sheet, and its
// readers are allowed to wait in its record.
func TestCamera_is_reconnected_and_read_back_from_its_sheet(t *testing.T) {
	h := openLiveHouse(t)
	cam := simulated(t)
	id, err := h.desk.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Simpang Garuda", Address: withLogin(cam.URL(), awkward), Enabled: true})
	must(t, err)
	h.shell.Open("kamera/" + id.String())
	page := h.shell.shown().(*camerasPage)
	status := func() relay.CameraStatus {
		p := h.desk.Pulse()
		page.sheet.beat(p)
		if len(p.Cameras) == 0 {
			return relay.CameraStatus{}
		}
		return p.Cameras[0].Status
	}
	h.until("it is live", func() bool { return status().State == relay.Live && page.sheet.view.Status.State == relay.Live })

	h.press("Sambungkan ulang")
	h.until("a second session", func() bool { return status().Reconnects == 1 && status().State == relay.Live })

	h.press("Uji baca balik")
	h.until("what was read back", func() bool { return !page.sheet.busy })
	if got := h.desk.Cameras.Address(page.sheet.view.Camera.Path); !h.reads(got) {
		t.Errorf("the proof names no address: %q", h.words())
	}

	page.sheet.askEdit()
	h.tick("Pembaca boleh menunggu selama kamera terputus")
	h.press("Simpan")
	h.until("kept", func() bool { return page.sheet.view.Camera.Wait && !h.shell.dialogs.Open() })
	if status().Reconnects != 1 {
		t.Error("the camera was connected anew for what only its readers notice")
	}
}
