package ui

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// device starts the ONVIF service of a simulated camera and the street that
// answers for it.
func device(t *testing.T, spec simcam.ONVIFSpec) (*simcam.ONVIF, camera.Network) {
	t.Helper()
	d, err := simcam.OpenONVIF(spec, simulated(t), nil)
	must(t, err)
	t.Cleanup(d.Close)
	street, err := simcam.OpenStreet("127.0.0.1:0", nil, nil, d)
	must(t, err)
	t.Cleanup(street.Close)
	return d, camera.Network{Name: "Simulasi", Local: netip.MustParseAddr("127.0.0.1"), Target: street.Addr()}
}

// entries are the fields on top, those that hide what is typed apart.
func (h *testHouse) entries() (text, secret []*kit.Entry) {
	for _, o := range test.LaidOutObjects(h.top()) {
		if e, ok := o.(*kit.Entry); ok {
			if e.Password {
				secret = append(secret, e)
			} else {
				text = append(text, e)
			}
		}
	}
	return text, secret
}

func TestWizard_finds_a_camera_and_reads_it_over_ONVIF(t *testing.T) {
	sim, network := device(t, simcam.ONVIFSpec{Maker: "Khatulistiwa", Model: "KT-2040", Serial: "SN42", Clock: -7 * time.Minute, PTZ: true})
	h := openHouse(t, screens()[0], busyOffice)
	w := h.wizardOf("kamera/baru")
	ways := w.address.ways
	w.address.ways.toggles[wayFind].Tapped(nil)
	h.until("the networks", func() bool { return ways.find.asked })
	if sim.Asked("GetSystemDateAndTime") != 0 {
		t.Fatal("a device was contacted before anybody asked")
	}
	ways.find.fillNetworks([]camera.Network{network})
	h.press("Cari di Jaringan")
	h.until("the device", func() bool { return len(ways.find.list.Shown()) == 1 && !ways.find.call.Disabled() })
	if !h.reads("Khatulistiwa KT-2040") || !hasChip(h, "Baru") || !h.reads("1 perangkat. Pilih satu untuk membaca alamatnya.") {
		t.Errorf("on screen: %q", h.words())
	}
	ways.find.choose(ways.find.list.Shown()[0])
	_, secrets := h.entries()
	texts, _ := h.entries()
	if len(texts) != 2 || len(secrets) != 1 || texts[0].Text != sim.Service() {
		t.Fatalf("the dialog has %d fields and %d secrets", len(texts), len(secrets))
	}
	texts[1].SetText("operator")
	secrets[0].SetText("salah")
	h.press("Baca Kamera")
	h.until("the refusal", func() bool { return h.reads(say.Error(camera.ErrDeviceLogin).String()) })
	secrets[0].SetText(awkward)
	h.press("Baca Kamera")
	h.until("the device's word", func() bool { return ways.device.device != nil && !h.shell.dialogs.Open() })
	if got := w.address.address.Text; got != sim.Camera().URL() {
		t.Errorf("the address is %q, want %q", got, sim.Camera().URL())
	}
	if !h.reads("Jam kamera meleset 7 menit (terlambat).") || !h.reads("Dapat digerakkan (PTZ).") {
		t.Errorf("on screen: %q", h.words())
	}
	w.address.url, _ = camera.ParseAddress(w.address.address.Text)
	d := w.address.draft()
	if d.SubURL.String() != sim.Camera().SubURL() || d.Device != sim.Spec().Endpoint || d.Serial != "SN42" || d.Password.Reveal() != awkward {
		t.Errorf("the draft is %+v", d)
	}
	if got := w.place.form.site.Text; got != sim.Camera().Spec().Site {
		t.Errorf("the place proposed is %q", got)
	}
	for _, word := range h.words() {
		if strings.Contains(word, awkward) {
			t.Errorf("the screen shows the password: %q", word)
		}
	}
	w.address.address.SetText("rtsp://10.10.9.9/1")
	w.address.url, _ = camera.ParseAddress(w.address.address.Text)
	if d := w.address.draft(); d.Device != "" || !d.SubURL.IsZero() {
		t.Errorf("another camera has the device's identity: %+v", d)
	}
}

func TestWizard_checks_a_typed_range_and_can_be_stopped(t *testing.T) {
	cam := simulated(t)
	h := openHouse(t, screens()[0], busyOffice)
	w := h.wizardOf("kamera/baru")
	find := w.address.ways.find
	w.address.ways.toggles[wayFind].Tapped(nil)
	find.reach.SetText("10.10.5.1-900")
	h.press("Periksa Rentang")
	if !find.field.Refused() || find.task != nil {
		t.Error("what is no range was searched")
	}
	_, port, _ := net.SplitHostPort(cam.Addr())
	find.reach.SetText("127.0.0.1-4:" + port)
	h.press("Periksa Rentang")
	h.until("the camera", func() bool { return len(find.list.Shown()) == 1 && !find.scan.Disabled() })
	if s := find.list.Shown()[0]; s.RTSP == 0 || s.Service != "" {
		t.Errorf("found %+v", s)
	}
	find.choose(find.list.Shown()[0])
	brand := w.address.ways.brand
	h.until("the brands", func() bool { return len(brand.brands) > 0 })
	if w.address.ways.at != wayBrand || brand.host.Text != cam.Addr() {
		t.Errorf("at %s with host %q", w.address.ways.at, brand.host.Text)
	}
}

func TestWizard_makes_an_address_of_brand_and_host(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	w := h.wizardOf("kamera/baru")
	w.address.ways.toggles[wayBrand].Tapped(nil)
	b := w.address.ways.brand
	h.until("the brands", func() bool { return len(b.brands) > 0 })
	b.brand.Set("dahua")
	b.host.SetText("10.10.5.21")
	b.channel.SetText("3")
	if got := w.address.address.Text; got != "rtsp://10.10.5.21/cam/realmonitor?channel=3&subtype=0" {
		t.Errorf("the address is %q", got)
	}
	if !h.reads("Aliran kecil: rtsp://10.10.5.21/cam/realmonitor?channel=3&subtype=1") {
		t.Errorf("on screen: %q", h.words())
	}
	if !h.reads("Biasanya diserahkan dengan satu akun administrator. Minta akun khusus baca (view only).") {
		t.Errorf("no word about the brand: %q", h.words())
	}
	b.channel.SetText("0")
	if !b.number.Refused() {
		t.Error("channel 0 was accepted")
	}
	b.channel.SetText("1")
	b.host.SetText("10.10.5.21/x")
	if !b.field.Refused() {
		t.Error("a path was accepted as a host")
	}
	w.address.user.SetText("admin")
	w.address.password.SetText("admin")
	if !h.reads("Ini kata sandi bawaan pabrik. Mintalah perangkat daerah menggantinya.") {
		t.Errorf("a factory password goes unremarked: %q", h.words())
	}
}

func TestWizard_keeps_the_offices_own_brands(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	w := h.wizardOf("kamera/baru")
	w.address.ways.toggles[wayBrand].Tapped(nil)
	b := w.address.ways.brand
	h.until("the brands", func() bool { return len(b.brands) > 0 })
	shipped := len(b.brands)
	h.press("Tabel merek…")
	h.press("Tambah Merek")
	texts, _ := h.entries()
	name, port, main := texts[0], texts[1], texts[2]
	port.SetText("70000")
	h.press("Simpan")
	if !h.reads("Angka 1 sampai 65535.") {
		t.Errorf("on screen: %q", h.words())
	}
	port.SetText("10554")
	name.SetText("Kapuas Vision")
	main.SetText("live/{c}")
	h.press("Simpan")
	h.until("the refusal", func() bool { return h.reads(say.Error(camera.ErrTemplate).String()) })
	main.SetText("/live/{c}")
	h.press("Simpan")
	h.until("the new brand", func() bool { return len(b.brands) == shipped+1 })
	h.press("Tutup")
	b.brand.Set("kapuas-vision")
	b.host.SetText("10.10.5.40")
	b.fill()
	if got := w.address.address.Text; got != "rtsp://10.10.5.40:10554/live/1" {
		t.Errorf("the address is %q", got)
	}
}

func TestWizard_recognises_a_device_that_has_moved(t *testing.T) {
	sim, _ := device(t, simcam.ONVIFSpec{Maker: "Khatulistiwa", Model: "KT-2040", Serial: "SN42"})
	h := openHouse(t, screens()[0], busyOffice)
	_, err := h.desk.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Pasar Lama", Address: "rtsp://10.10.7.7" + sim.Camera().Spec().Main, Device: sim.Spec().Endpoint, Serial: "SN42"})
	must(t, err)
	w := h.wizardOf("kamera/baru")
	w.address.address.SetText(withLogin(sim.Camera().URL(), awkward))
	w.address.askDevice(sim.Addr(), "", "")
	h.press("Baca Kamera")
	h.until("the device's word", func() bool { return w.address.ways.device.device != nil })
	h.press("Uji Kamera")
	h.until("the question", h.shell.dialogs.Open)
	if !h.reads("Kamera ini sudah direlay sebagai Pasar Lama, dikenali dari nomor perangkatnya; hanya alamatnya yang berbeda. Lanjutkan?") {
		t.Errorf("on screen: %q", h.words())
	}
	h.press("Batal")
}

func TestWizard_shows_what_it_found(t *testing.T) {
	shows(t, "temukan", "kamera/baru", busyOffice, func(h *testHouse) bool {
		p, ok := h.shell.shown().(*camerasPage)
		if !ok || p.wizard == nil || len(p.wizard.agencies) == 0 {
			return false
		}
		ways := p.wizard.address.ways
		if ways.at != wayFind {
			ways.show(wayFind)
			return false
		}
		if !ways.find.asked {
			return false
		}
		ways.find.fillNetworks([]camera.Network{{Name: "eth0", Local: netip.MustParseAddr("10.10.5.2")}})
		ways.find.show([]desk.Sighting{
			{Found: camera.Found{Host: "10.10.5.21", Service: "http://10.10.5.21/onvif/device_service", Name: "Khatulistiwa KT-2040", Place: "Simpang Garuda"}, Known: "Simpang Garuda"},
			{Found: camera.Found{Host: "10.10.5.22", Service: "http://10.10.5.22:8000/onvif/device_service", Name: "Kapuas KP-200"}},
			{Found: camera.Found{Host: "10.10.5.40", RTSP: 554}},
		})
		return true
	})
}

func TestWizard_that_is_left_ends_its_search(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	w := h.wizardOf("kamera/baru")
	find := w.address.ways.find
	find.search("mencari", func(ctx context.Context, _ func(finding)) ([]desk.Sighting, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	})
	if find.call.Disabled() != true || find.stop.Hidden {
		t.Error("a second search could be begun, or the first not be stopped")
	}
	h.shell.Open("opd")
	h.until("the end of the search", func() bool { return !find.call.Disabled() })
}
