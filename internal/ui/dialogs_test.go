package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// asks opens a dialog, compares its title and closes it by Escape, so that
// nothing has been done.
func (h *testHouse) asks(title string, open func()) {
	h.t.Helper()
	open()
	if !h.shell.dialogs.Open() || !h.reads(title) {
		h.t.Errorf("asked for %q, on screen: %q", title, h.words())
	}
	h.key(fyne.KeyEscape)
	if h.shell.dialogs.Open() {
		h.t.Fatalf("Escape did not close %q", title)
	}
}

func TestOfficials_are_asked_about_by_name(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("opd?pejabat")
	v := h.shell.shown().(*agenciesPage).officials
	h.until("the officials", func() bool { return len(v.list.Shown()) == 3 })
	o := v.list.Shown()[0]
	h.asks("Ubah Pejabat", func() { v.edit(o) })
	h.asks("Tambah Pejabat", func() { v.edit(sop.Official{}) })
	h.asks("Hapus "+o.Name+"?", func() { v.remove(o) })
}

func TestRequest_is_asked_about_by_number(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	s := h.openRequest("Relay CCTV Taman Alun Kapuas")
	step := &s.view.Steps[0]
	h.asks("Bukti keluaran langkah 1", func() { s.askEvidence(step) })
	h.asks("Koreksi waktu langkah 1", func() { s.askCorrect(step) })
	draft := h.openRequest(draftSubject)
	h.asks("Hapus draf RLY-2026-0004?", draft.askTrash)
	h.asks("Uji tayang Simpang Garuda", func() { draft.prove(sop.CameraRef{Name: "Simpang Garuda"}) })
}

func TestSettings_ask_about_holidays_and_hours_by_name(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	set, err := h.desk.Office.Settings()
	must(t, err)
	holidays := &holidaysView{env: h.shell.env()}
	h.asks("Hapus Tahun Baru 2026 Masehi?", func() { holidays.remove(sop.Holiday{Name: "Tahun Baru 2026 Masehi"}) })
	hours := &hoursView{env: h.shell.env(), all: set.Profiles}
	h.asks("Jam kerja", func() { hours.edit(set.Profiles[0], 0) })
	h.asks("Hapus "+set.Profiles[0].Name+"?", func() { hours.remove(0) })
}

func TestWall_asks_for_shape_views_contact_and_place(t *testing.T) {
	h, p, pulse := wallOf(t)
	h.asks("Bentuk sendiri", p.bar.askRaster)
	h.asks("Tampilan dan tur", p.bar.manage)
	h.asks(pulse.Cameras[0].AgencyName, func() { p.contact(pulse.Cameras[0]) })
	h.asks("Tombol", h.shell.showKeys)
	h.shell.Open("peta")
	h.asks("Simpang Garuda", func() {
		h.shell.shown().(*mapPage).askPlace(site{name: "Simpang Garuda", at: desk.Place{Lat: -0.02, Lon: 109.34}, exact: true})
	})
}

func TestFirst_start_asks_for_another_folder(t *testing.T) {
	h := openHouse(t, screens()[0], newOffice)
	v := &firstRunView{env: h.shell.env(), shell: h.shell}
	h.asks("Simpan data kantor di folder lain", v.askFolder)
}

func TestImport_tells_a_row_whole(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("permintaan/impor")
	v := h.shell.shown().(*requestsPage).table
	v.verdicts.Set([]desk.ImportRow{{Line: 7, Name: "Relay Simpang Garuda"}})
	h.asks("Baris 7", func() {
		v.verdicts.FocusRows(h.shell.Window().Canvas())
		h.key(fyne.KeyReturn)
	})
}
