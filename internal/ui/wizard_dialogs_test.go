package ui

import (
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// What the assistant and the camera's sheet ask before they do something.

func TestWizard_asks_before_it_changes_the_table_of_brands_for_good(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	w := h.wizardOf("kamera/baru")
	b := w.address.ways.brand
	w.address.ways.toggles[wayBrand].Tapped(nil)
	h.until("the brands", func() bool { return len(b.brands) > 0 })
	shipped := len(b.brands)
	h.press("Tabel merek…")
	h.until("the table", func() bool { return h.reads("11 dari 11 ditampilkan") })
	b.edit(b.brands[0], b.enter)
	h.press("Hapus…")
	if !h.reads("Hapus Hikvision, HiLook, Annke dari tabel?") || !h.reads("Kamera yang sudah ada tidak berubah.") {
		t.Errorf("asked: %q", h.words())
	}
	h.press("Hapus")
	h.until("one less", func() bool { return len(b.brands) == shipped-1 })
	h.press("Kembalikan bawaan…")
	if !h.reads("Kembalikan tabel merek bawaan?") {
		t.Errorf("asked: %q", h.words())
	}
	h.press("Kembalikan")
	h.until("as shipped", func() bool { return len(b.brands) == shipped })
}

func TestWizard_asks_before_it_takes_the_address_of_another_host(t *testing.T) {
	sim, _ := device(t, simcam.ONVIFSpec{Maker: "Khatulistiwa", Model: "KT-2040", Serial: "SN42"})
	must(t, sim.Set(simcam.ONVIFForeign))
	h := openHouse(t, screens()[0], busyOffice)
	w := h.wizardOf("kamera/baru")
	read := func() {
		w.address.askDevice(sim.Addr(), "", "")
		texts, secrets := h.entries()
		texts[1].SetText("operator")
		secrets[0].SetText(awkward)
		h.press("Baca Kamera")
		h.until("the question", func() bool { return h.reads("Alamat di perangkat lain") })
	}
	read()
	h.press("Batal")
	if got := w.address.address.Text; got != "" {
		t.Errorf("taken in spite of Batal: %q", got)
	}
	read()
	h.press("Pakai")
	if got, err := camera.ParseAddress(w.address.address.Text); err != nil || hostOf(got) != "127.0.0.2" {
		t.Errorf("the address is %q, %v", w.address.address.Text, err)
	}
}

func TestWizard_asks_before_it_accepts_an_odd_picture(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	w := h.tested("rtsp://10.10.5.21/1")
	w.test.ended(verdictAt("", camera.NoCause, []string{camera.WarnFrozen}))
	h.press("Lanjut")
	if !h.reads("Lihat gambarnya dahulu") {
		t.Errorf("asked: %q", h.words())
	}
	h.press("Batal")
	if w.assist.At() != wizardStepTest {
		t.Error("went on in spite of Batal")
	}
	h.press("Lanjut")
	h.press("Lanjutkan")
	if w.assist.At() != wizardStepPlace {
		t.Error("did not go on")
	}
}

// tested is the assistant at its second step, with an address that was tested.
func (h *testHouse) tested(address string) *wizard {
	h.t.Helper()
	w := h.wizardOf("kamera/baru")
	w.address.address.SetText(address)
	url, err := camera.ParseAddress(w.address.address.Text)
	must(h.t, err)
	w.address.url = url
	w.test.tested, w.test.verdict = w.address.draft(), &camera.Verdict{}
	w.assist.Advance()
	return w
}

func TestReader_account_is_removed_by_name(t *testing.T) {
	h := openHouse(t, screens()[0], readersOffice)
	h.shell.Open("pengaturan/relay")
	h.until("the sheet", func() bool { return relaySheet(h) })
	before, err := h.desk.Cameras.Readers()
	must(t, err)
	h.press("Hapus")
	if !h.reads("Hapus akun " + before[0].Name + "?") {
		t.Errorf("asked: %q", h.words())
	}
	h.press("Hapus")
	h.until("gone", func() bool {
		now, err := h.desk.Cameras.Readers()
		must(t, err)
		return len(now) == len(before)-1
	})
}

func TestCamera_is_thrown_away_from_its_sheet(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	id, err := h.desk.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Pasar", Address: "rtsp://10.10.5.21/1"})
	must(t, err)
	h.shell.Open("kamera/" + id.String())
	p := h.shell.shown().(*camerasPage)
	h.until("the camera", func() bool { return p.sheet.view.Camera.ID == id })
	for _, item := range p.sheet.menu() {
		if item.Label == "Buang kamera…" {
			item.Action()
		}
	}
	if !h.reads("Buang kamera Pasar?") {
		t.Errorf("asked: %q", h.words())
	}
	h.press("Buang")
	h.until("in the trash", func() bool {
		rows, err := h.desk.Cameras.List(desk.CameraFilter{Trash: true})
		must(t, err)
		return len(rows) == 1
	})
}
