package ui

import (
	"io"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestEquipment_asks_by_code(t *testing.T) {
	h := openHouse(t, screens()[0], watchedThing)
	s := h.openThing("CAM-0002")
	h.asks("Periksa CAM-0002", s.askInspect)
	h.asks("Mutasi CAM-0002", func() { s.showMove(nil) })
	h.shell.Open("peralatan")
	p := h.shell.shown().(*equipmentPage)
	h.until("the list", func() bool { return len(p.list.Shown()) == 3 && len(p.bar.kinds) > 0 })
	h.asks("Saring peralatan", p.bar.ask)
	h.asks("Simpan saringan", p.bar.askSave)
	h.asks("Hapus CAM-0001 selamanya?", func() { p.askErase(p.list.Shown()[0]) })
	p.askEnterAll()
	h.until("the cameras", h.shell.dialogs.Open)
	h.asks("Catat 1 kamera relay?", func() {})
}

// A form that is left half written asks; what is kept is not lost by a slip.
func TestEquipment_form_asks_before_it_is_left(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	h.shell.Open("peralatan/baru")
	p := h.shell.shown().(*equipmentPage)
	h.until("the tables", func() bool { return p.form != nil && len(p.form.kinds) > 0 })
	p.form.name.SetText("Kamera setengah jadi")
	h.asks("Isian belum disimpan", func() { h.shell.Open("beranda") })
	if p.form == nil || p.form.name.Text != "Kamera setengah jadi" {
		t.Error("what was typed is gone")
	}
}

func TestRegister_settings_ask_for_titik_kind_and_code(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	v := &registerView{env: h.shell.env(), kinds: sop.DefaultKinds(), codes: sop.DefaultItemCodes()}
	h.asks("Jenis peralatan", func() { v.askKind(0) })
	h.asks("Jenis peralatan", func() { v.askKind(-1) })
	h.asks("Kode barang", func() { v.askCode(0) })
	h.asks("Kode barang", func() { v.askCode(-1) })
	h.asks("Titik", func() {
		v.askSpot(sop.Spot{Site: sop.Site{Name: "Simpang Garuda", District: "Pontianak Kota"}, Lat: -0.0263, Lon: 109.3425})
	})
	h.asks("Titik", func() { v.askSpot(sop.Spot{}) })
}

func TestReports_ask_for_day_level_and_lock(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	e := h.shell.env()
	h.asks("Daftar Jumlah Peralatan", func() { offerInventory(e, desk.PaperCounts) })
	h.asks("Daftar Rinci Peralatan", func() { offerInventory(e, desk.PaperDetail) })
	v := openAnnual(t, h, "2025")
	h.asks("Kunci laporan tahun 2025?", v.locks.lock)
	_, err := h.desk.Annual.Lock(t.Context(), 2025, "")
	must(t, err)
	v.load()
	h.until("the lock", func() bool { return len(v.locks.rows) == 1 })
	h.asks("Kunci Revisi 1 laporan tahun 2025?", v.locks.lock)
	h.asks("Cetak ulang: "+lockName(v.locks.rows[0].lock), func() { v.locks.offer(v.locks.rows[0]) })
}

// A chooser of the toolkit's own is a dialog like the others: Escape closes it,
// and the page beneath stays.
func TestFile_chooser_is_closed_by_escape_and_the_page_stays(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	s := h.openThing("CAM-0001")
	chooseFile(h.shell.env(), []string{".png"}, func(string) { t.Error("a file was taken") })
	if !h.shell.dialogs.Open() {
		t.Fatal("the page can change beneath the chooser")
	}
	h.key(fyne.KeyEscape)
	if p := h.shell.shown().(*equipmentPage); h.shell.dialogs.Open() || h.shell.Window().Canvas().Overlays().Top() != nil || p.shown == (ulid.ULID{}) || p.shown != s.id {
		t.Error("Escape went to the page, or did not close the chooser")
	}
}

// A paper that takes long says so, and asks for its place when it is there.
func TestPaper_that_takes_long_says_so(t *testing.T) {
	h := openHouse(t, screens()[0], newOffice)
	ready := make(chan struct{})
	h.shell.env().offer(draftPaper{title: "Daftar Rinci Peralatan", file: "rinci.csv", write: func(w io.Writer) error {
		<-ready
		_, err := io.WriteString(w, "kode\n")
		return err
	}})
	h.until("that it works", func() bool { return h.reads("Menyusun halaman… Tutup untuk membatalkan.") })
	close(ready)
	if got := h.savedAs("rinci.csv"); string(got) != "kode\n" {
		t.Errorf("%q", got)
	}
}
