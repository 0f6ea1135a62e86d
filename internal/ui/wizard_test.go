package ui

import (
	"context"
	"image"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/oklog/ulid/v2"
	"github.com/pion/rtp"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// awkward is a password that has every sign an address uses for itself.
const awkward = "p@ss:/%w#rd!"

// openLiveHouse is openHouse with a running relay and the real decoder.
func openLiveHouse(t *testing.T) *testHouse {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: t.TempDir(), Now: houseNow, Listen: "127.0.0.1:0", Still: still})
	must(t, err)
	busyOffice(t, d)
	h := &testHouse{t: t, desk: d, pump: kit.NewPump()}
	app := test.NewTempApp(t)
	h.shell = New(Config{App: app, Desk: d, Main: h.pump, Now: houseNow, Version: "0.1.0", DataDir: t.TempDir(), OpenDemo: func() {}, OnQuit: func() { h.quit++ }})
	h.shell.Window().Resize(screens()[0])
	photographed(t, h.shell)
	t.Cleanup(func() {
		h.shell.QuitNow()
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// simulated starts a camera with the awkward password.
func simulated(t *testing.T) *simcam.Camera {
	t.Helper()
	spec := simcam.City()[0]
	spec.Listen, spec.User, spec.Password, spec.Auth = "127.0.0.1:0", "operator", awkward, "digest"
	spec.Clips, spec.Audio = assets.Clips(), ""
	cam, err := simcam.Open(spec, slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(func() { cam.Close() })
	return cam
}

// withLogin is what a technician sends: the login inside, nothing escaped.
func withLogin(address, password string) string {
	return strings.Replace(address, "rtsp://", "rtsp://operator:"+password+"@", 1)
}

// wizardOf opens the assistant, from the menu or from a request.
func (h *testHouse) wizardOf(route string) *wizard {
	h.t.Helper()
	h.shell.Open(route)
	w := h.shell.shown().(*camerasPage).wizard
	h.until("the directory", func() bool { return len(w.agencies) > 0 })
	return w
}

func TestWizard_splits_a_pasted_login_off_at_once(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	w := h.wizardOf("kamera/baru")
	w.address.address.SetText("rtsp://operator:" + awkward + "@10.10.5.21:554/Streaming/Channels/101")
	if got := w.address.address.Text; got != "rtsp://10.10.5.21:554/Streaming/Channels/101" {
		t.Errorf("the field shows %q", got)
	}
	if w.address.user.Text != "operator" || w.address.password.Text != "" {
		t.Errorf("user %q, password field %q", w.address.user.Text, w.address.password.Text)
	}
	if got := w.address.secretText().Reveal(); got != awkward {
		t.Errorf("the password kept is %q", got)
	}
	for _, word := range h.words() {
		if strings.Contains(word, awkward) {
			t.Errorf("the screen shows the password: %q", word)
		}
	}
}

func TestWizard_masks_a_typed_password_at_its_at_sign(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	w := h.wizardOf("kamera/baru")
	a := w.address
	h.shell.Window().Canvas().Focus(a.address)
	h.typed("rtsp://operator:p@")
	if a.address.Text != "rtsp://" || a.secretText().Reveal() != "p" {
		t.Errorf("after the first @ the field shows %q, the password is %q", a.address.Text, a.secretText().Reveal())
	}
	h.typed("ss:/%w#rd!@10.10.5.21/1@2")
	if a.address.Text != "rtsp://10.10.5.21/1@2" || a.user.Text != "operator" || a.secretText().Reveal() != awkward {
		t.Errorf("the field shows %q, user %q, password %q", a.address.Text, a.user.Text, a.secretText().Reveal())
	}
	a.address.TypedShortcut(&fyne.ShortcutUndo{})
	if strings.Contains(a.address.Text, "p@") {
		t.Errorf("undo brings the password back: %q", a.address.Text)
	}
	a.address.TypedShortcut(&fyne.ShortcutSelectAll{}) // the next camera is typed over this one
	h.typed("rtsp://pengamat:lain@10.10.5.22/1")
	if a.address.Text != "rtsp://10.10.5.22/1" || a.user.Text != "pengamat" || a.secretText().Reveal() != "lain" {
		t.Errorf("typed over: the field shows %q, user %q, password %q", a.address.Text, a.user.Text, a.secretText().Reveal())
	}
	a.address.SetText("http://10.10.5.21/video.mjpg")
	h.press("Uji Kamera")
	if !a.field.Refused() || w.assist.At() != wizardStepAddress {
		t.Error("something that is no address was accepted")
	}
}

func TestWizard_masks_a_login_when_the_field_is_left(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	a := h.wizardOf("kamera/baru").address
	h.shell.Window().Canvas().Focus(a.address)
	h.typed("rtsp://operator@10.10.5.21/1")
	h.shell.Window().Canvas().Focus(a.password)
	if a.address.Text != "rtsp://10.10.5.21/1" || a.user.Text != "operator" {
		t.Errorf("the field shows %q, user %q", a.address.Text, a.user.Text)
	}
	h.shell.Window().Canvas().Focus(a.address)
	a.address.SetText("") // a shorter text over a longer one is a paste too
	a.address.SetText("rtsp://kamera-simpang-garuda.pontianak.go.id/Streaming/Channels/101")
	a.address.SetText("rtsp://u:12 x@host")
	if a.address.Text != "rtsp://host" || a.secretText().Reveal() != "12 x" {
		t.Errorf("the field shows %q", a.address.Text)
	}
}

func TestWizard_says_what_is_wrong_with_a_camera(t *testing.T) {
	cam := simulated(t)
	web := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(web.Close)
	shut, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	must(t, shut.Close())
	h := openLiveHouse(t)
	w := h.wizardOf("kamera/baru")
	for _, c := range []struct{ address, says string }{
		{"rtsp://" + shut.Addr().String() + "/1", "Perangkat menjawab, tetapi port kamera tertutup."},
		{"rtsp://" + web.Listener.Addr().String() + "/1", "Layanan di port ini bukan RTSP."},
		{withLogin(cam.URL(), "salah"), "Kamera menolak nama pengguna atau kata sandi."},
	} {
		w.address.address.SetText(c.address)
		h.press("Uji Kamera")
		h.until("a verdict", func() bool { return w.assist.At() == wizardStepTest && w.test.verdict != nil })
		if !h.reads(c.says) {
			t.Errorf("on screen: %q", h.words())
		}
		w.test.next(func() { t.Error("one may go on with a camera that cannot be relayed") })
		h.press("Kembali")
	}
}

func TestWizard_publishes_once_and_notes_the_proof_in_activity_5(t *testing.T) {
	cam := simulated(t)
	h := openLiveHouse(t)
	id := requestID(t, h.desk, waitingSubject)
	toActivity5(t, h.desk, id)
	w := h.wizardOf("kamera/baru?" + id.String())
	w.address.address.SetText(withLogin(cam.URL(), awkward))
	h.press("Uji Kamera")
	h.until("the camera's picture", func() bool { return w.test.verdict != nil && w.test.verdict.OK })
	h.press("Lanjut")
	if w.place.form.name.Text != "Simpang Tanjungpura" {
		t.Errorf("the name proposed is %q", w.place.form.name.Text)
	}
	h.until("a path", func() bool { return w.place.form.path.Text == "simpang-tanjungpura" })
	w.place.next(w.assist.Advance)
	w.place.next(w.assist.Advance) // a second press while the first is kept
	h.until("the proof", func() bool { return w.proof.known })
	if !h.reads("Berhasil") && !hasChip(h, "Berhasil") {
		t.Errorf("on screen: %q", h.words())
	}
	h.press("Kembali")
	w.place.form.name.SetText("Simpang Tanjungpura Utara")
	h.press("Terbitkan dan Buktikan")
	h.until("proven anew", func() bool { return w.assist.At() == wizardStepProof && w.proof.known })
	rows, err := h.desk.Cameras.List(desk.CameraFilter{})
	must(t, err)
	if len(rows) != 1 || rows[0].Name != "Simpang Tanjungpura Utara" {
		t.Fatalf("published %d cameras: %+v", len(rows), rows)
	}
	h.press("Selesai")
	h.until("the request", func() bool { p, ok := h.shell.shown().(*requestsPage); return ok && p.shown == id })
	v, err := h.desk.Requests.Get(id)
	must(t, err)
	if refs := v.Request.Cameras; len(refs) != 1 || refs[0].Proof == nil || refs[0].Proof.Result != sop.Success {
		t.Errorf("activity 5 has %+v", refs)
	}
}

// The camera that is tested has the picture of one that is relayed already, at
// another address and without any number that would tell.
func TestWizard_sees_that_another_camera_shows_the_same(t *testing.T) {
	h := openLiveHouse(t)
	_, err := h.desk.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Simpang Lama", Address: withLogin(simulated(t).URL(), awkward), Enabled: true})
	must(t, err)
	h.until("the camera is live", func() bool { return h.desk.Pulse().Live == 1 })
	w := h.wizardOf("kamera/baru")
	w.address.address.SetText(withLogin(simulated(t).URL(), awkward))
	h.press("Uji Kamera")
	h.until("the hint", func() bool { return w.test.twin != nil })
	if !h.reads("Gambarnya sama dengan Simpang Lama saat ini. Mungkin kamera yang sama lewat alamat lain.") {
		t.Errorf("on screen: %q", h.words())
	}
	h.press("Lanjut")
	if !h.reads("Lihat gambarnya dahulu") {
		t.Errorf("asked: %q", h.words())
	}
	h.press("Batal")
}

func hasChip(h *testHouse, word string) bool {
	for _, o := range test.LaidOutObjects(h.top()) {
		if c, ok := o.(*kit.Chip); ok && c.State().Word == word {
			return true
		}
	}
	return false
}

// toActivity5 takes a started request to a running activity 5.
func toActivity5(t *testing.T, d *desk.Desk, id [16]byte) {
	t.Helper()
	for n := 1; n <= sop.ProofStep; n++ {
		at := time.Date(2026, 9, 8, 9, n*4, 0, 0, sop.WIB())
		_, err := d.Requests.Act(id, sop.Act{Kind: sop.ActBegin, Step: n, At: at})
		must(t, err)
		if n == sop.ProofStep {
			return
		}
		checks := sop.DefaultVersion().Activity(n).Checks
		for i := range checks {
			checks[i].Met = true
		}
		_, err = d.Requests.Act(id, sop.Act{Kind: sop.ActFinish, Step: n, At: at.Add(2 * time.Minute), Checks: checks,
			Evidence: &sop.Evidence{Number: "B/1", Date: at, Text: "Lakukan setting relay"}})
		must(t, err)
	}
}

func TestWizard_asks_before_a_camera_is_relayed_twice(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	_, err := h.desk.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Pasar", Address: "rtsp://10.10.5.21/1",
		RequestID: requestID(t, h.desk, lateSubject)})
	must(t, err)
	w := h.wizardOf("kamera/baru")
	w.address.address.SetText("rtsp://10.10.5.21:554/1")
	h.press("Uji Kamera")
	h.until("the question", h.shell.dialogs.Open)
	if !h.reads("Kamera ini sudah direlay melalui RLY-2026-0001. Lanjutkan?") {
		t.Errorf("on screen: %q", h.words())
	}
	h.press("Batal")
	if w.assist.At() != wizardStepAddress {
		t.Error("went on in spite of Batal")
	}
}

func TestWizard_that_is_left_ends_its_test(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { silent.Close() })
	h := openHouse(t, screens()[0], busyOffice)
	w := h.wizardOf("kamera/baru")
	w.address.address.SetText("rtsp://" + silent.Addr().String() + "/1")
	h.press("Uji Kamera")
	h.until("the test", func() bool { return w.test.task != nil })
	conn, err := silent.Accept()
	must(t, err)
	defer conn.Close()
	h.shell.Open("opd")
	h.until("the other page", func() bool { return h.shell.shown().Route() == "opd" })
	if _, kept, err := h.desk.Cameras.Draft(ulid.ULID{}); err != nil || !kept {
		t.Errorf("what was typed is lost: %v", err)
	}
	must(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	if _, err := io.Copy(io.Discard, conn); err != nil {
		t.Errorf("the camera is still being asked: %v", err)
	}
	if !w.closed {
		t.Error("the assistant is still open")
	}
}

func TestCameras_of_a_busy_office(t *testing.T) {
	shows(t, "kamera", "kamera", citysCameras, func(h *testHouse) bool {
		return len(h.shell.shown().(*camerasPage).list.Shown()) == 3
	})
}

func TestWizard_begins_with_the_address(t *testing.T) {
	shows(t, "hubungkan", "kamera/baru", busyOffice, func(h *testHouse) bool {
		w := h.shell.shown().(*camerasPage).wizard
		return w != nil && len(w.agencies) > 0
	})
}

// citysCameras is a busy office with three cameras of two agencies.
func citysCameras(t *testing.T, d *desk.Desk) {
	t.Helper()
	busyOffice(t, d)
	agencies, err := d.Office.Agencies(false)
	must(t, err)
	for i, name := range []string{"Simpang Tanjungpura", "Simpang Pahlawan", "Taman Alun Kapuas"} {
		_, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: name, Address: "rtsp://10.10.5.2" + string(rune('1'+i)) + "/Streaming/Channels/101",
			AgencyID: agencies[9+i/2].ID, Site: name, Enabled: i > 0, Transport: string(relay.Auto)})
		must(t, err)
	}
}

// still decodes a picture in its own size.
func still(ctx context.Context, f format.Format, picture []*rtp.Packet) (*image.RGBA, error) {
	return video.Still(ctx, f, picture, 0, 0)
}

func TestCamera_keeps_the_login_that_was_not_typed_again(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	id, err := h.desk.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Pasar", Address: "rtsp://operator:" + awkward + "@10.10.5.21/1"})
	must(t, err)
	h.shell.Open("kamera/" + id.String())
	p := h.shell.shown().(*camerasPage)
	h.until("the camera", func() bool { return p.sheet.view.Camera.ID == id })
	p.sheet.askEdit()
	for _, o := range test.LaidOutObjects(h.top()) {
		if e, ok := o.(*kit.Entry); ok && e.Text == "Pasar" {
			e.SetText("Pasar Flamboyan")
		}
		if e, ok := o.(*kit.Entry); ok && strings.Contains(e.Text, awkward) {
			t.Error("the form shows the password")
		}
	}
	h.press("Simpan")
	h.until("kept", func() bool { return p.sheet.view.Camera.Name == "Pasar Flamboyan" && !h.shell.dialogs.Open() })
	if url := p.sheet.view.Camera.URL; url.User() != "operator" || url.Password().Reveal() != awkward {
		t.Error("the login was lost")
	}
}
