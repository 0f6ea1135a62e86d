package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

func TestClassification_is_edited_in_the_settings_and_chosen_in_a_letter(t *testing.T) {
	h := openHouse(t, screens()[0], newOffice)
	h.shell.Open("pengaturan/surat")
	h.until("the table", func() bool { return h.reads("Komunikasi dan informatika") })
	h.press("Tambah Kode")
	h.until("the form", h.shell.dialogs.Open)
	h.labelled("Kode").SetText("lima")
	h.press("Simpan")
	h.until("refused at its field", func() bool { return h.begins("Tulis angka yang dipisah titik") })
	h.labelled("Kode").SetText("045")
	h.labelled("Nama").SetText("Kearsipan")
	h.press("Simpan")
	h.until("the new line", func() bool { return !h.shell.dialogs.Open() && h.reads("Kearsipan") })

	h.shell.Open("agenda?keluar")
	h.until("the book", func() bool { return h.reads("Belum ada surat keluar") })
	h.press("Catat Surat Keluar")
	h.until("the form", h.shell.dialogs.Open)
	var class *kit.Choice
	h.until("the codes", func() bool {
		for _, o := range test.LaidOutObjects(h.top()) {
			if c, ok := o.(*kit.Choice); ok && c.Value() == sop.DefaultClassification {
				class = c
			}
		}
		return class != nil
	})
	test.Type(class, "kearsip")
	h.press("Usulkan nomor konsep")
	h.until("a number under it", func() bool { return h.labelled("Nomor surat").Text == "B/045/1/DISKOMINFO/2026" })
	h.labelled("Dikirim kepada").SetText("Dinas Perpustakaan dan Kearsipan")
	h.labelled("Isi ringkas").SetText("Pemindahan arsip")
	h.press("Simpan")
	h.until("kept", func() bool { return !h.shell.dialogs.Open() })
	rows, err := h.desk.Letters.Book(desk.LetterFilter{Way: sop.LetterOut, Text: "045"})
	if err != nil || len(rows) != 1 || rows[0].Classification != "045" {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestHolidays_are_changed_and_never_stand_twice(t *testing.T) {
	h := openHouse(t, screens()[0], newOffice)
	before, err := h.desk.Office.Settings()
	must(t, err)
	h.shell.Open("pengaturan/libur")
	h.until("the list", func() bool { return h.begins("25 hari libur, 240 hari kerja") })
	h.press("Ubah") // the first is 1 January
	h.until("the form", h.shell.dialogs.Open)
	h.labelled("Nama").SetText("Tahun Baru 2026 Masehi")
	h.press("Simpan")
	h.until("the new name", func() bool { return !h.shell.dialogs.Open() && h.reads("Tahun Baru 2026 Masehi") })
	after, err := h.desk.Office.Settings()
	if err != nil || len(after.Holidays) != len(before.Holidays) {
		t.Fatalf("%d holidays before, %d after, %v", len(before.Holidays), len(after.Holidays), err)
	}
	h.press("Tambah Hari Libur")
	h.until("the form", h.shell.dialogs.Open)
	h.labelled("Nama").SetText("Dua kali")
	h.labelled("Tanggal").SetText("17-08-2026")
	h.press("Simpan")
	h.until("refused at its day", func() bool { return h.begins("Tanggal ini sudah tercatat") })
}
