package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// letters fills both books of a busy office.
func letters(t *testing.T, d *desk.Desk) {
	t.Helper()
	busyOffice(t, d)
	day := time.Date(2026, 9, 7, 0, 0, 0, 0, sop.WIB())
	for _, l := range []sop.Letter{
		{Way: sop.LetterIn, Kind: "surat", Number: "B/500.11.10.1/208/DISHUB/2026", Source: sop.SourceSrikandi, Agenda: "410/2026", Party: "Dinas Perhubungan",
			Subject: "Penyampaian akses tayang kamera CCTV persimpangan", Disposition: "Kadis Kominfo → Kabid TKPBET: Proses lebih lanjut"},
		{Way: sop.LetterIn, Kind: "undangan", Number: "005/77/BPBD", Source: sop.SourceTU, Agenda: "413/2026", Party: "Badan Penanggulangan Bencana Daerah", Subject: "Rapat kesiapsiagaan banjir"},
		{Way: sop.LetterOut, Kind: "surat", Number: "B/500.12/27/DISKOMINFO/2026", Source: sop.SourceSrikandi, Party: "Dinas Perhubungan", Subject: "Permintaan relay tayangan kamera"},
		{Way: sop.LetterOut, Kind: "surat", Number: "B/500.12/31/DISKOMINFO/2026", Source: sop.SourceDraft, Party: "Satuan Polisi Pamong Praja", Subject: "Pengingat permintaan akses"},
	} {
		l.Date, l.Moved = day, day
		_, err := d.Letters.Put(l)
		must(t, err)
	}
}

func (h *testHouse) agenda() *agendaPage { return h.shell.shown().(*agendaPage) }

func TestAgenda_pictures(t *testing.T) {
	shows(t, "agenda", "agenda", letters, func(h *testHouse) bool {
		return h.pulsed() && len(h.agenda().books[sop.LetterIn].list.Shown()) == 2 && h.reads("Nomor agenda 2026 yang tidak tercatat: 411–412.")
	})
}

func TestAgenda_of_a_new_office_offers_the_first_letter(t *testing.T) {
	h := openHouse(t, screens()[0], newOffice)
	h.shell.Open("agenda?keluar")
	h.until("an empty book", func() bool { return h.reads("Belum ada surat keluar") })
	h.press("Catat Surat Keluar")
	if !h.shell.dialogs.Open() {
		t.Fatal("nothing is asked")
	}
}

func TestAgenda_searches_narrows_and_names_gaps(t *testing.T) {
	h := openHouse(t, screens()[0], letters)
	h.shell.Open("agenda?keluar")
	book := func() *agendaBook { return h.agenda().books[h.agenda().way] }
	h.until("the gaps", func() bool { return h.reads("Nomor urut 2026 yang tidak tercatat: 28–30.") })
	if got := book().list.Shown(); len(got) != 2 || h.agenda().Route() != "agenda?keluar" {
		t.Fatalf("%+v", got)
	}
	book().list.SetSearch("polisi pengingat")
	if got := book().list.Shown(); len(got) != 1 || got[0].Number != "B/500.12/31/DISKOMINFO/2026" {
		t.Errorf("%+v", got)
	}
	book().list.SetSearch("")
	book().month.SetSelectedIndex(8) // Agustus
	if got := book().list.Shown(); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	book().month.SetSelectedIndex(9)
	if got := book().list.Shown(); len(got) != 2 {
		t.Errorf("%+v", got)
	}
	h.shell.Window().Canvas().Unfocus()
	h.key(fyne.KeyM)
	h.until("the other book", func() bool { return h.agenda().way == sop.LetterIn && len(book().list.Shown()) == 2 })
}

func TestAgenda_keeps_a_letter_as_typed_and_asks_about_doubles(t *testing.T) {
	h := openHouse(t, screens()[0], letters)
	h.shell.Open("agenda?keluar")
	h.until("the book", func() bool { return len(h.agenda().books[sop.LetterOut].list.Shown()) == 2 })
	h.agenda().Create()
	h.until("the form", h.shell.dialogs.Open)
	h.press("Simpan")
	h.until("refused at its field", func() bool {
		return h.reads("Isi nomor surat seperti tertulis. Bila belum ada, usulkan nomor konsep.")
	})
	h.press("Usulkan nomor konsep")
	number := h.labelled("Nomor surat")
	h.until("a draft", func() bool { return number.Text == "B/500.12/32/DISKOMINFO/2026" })
	number.SetText(" b/500.12/27/Diskominfo/2026 „x“")
	h.labelled("Dikirim kepada").SetText("Polresta Pontianak")
	h.labelled("Isi ringkas").SetText("Undangan uji tayang")
	h.labelled("Jumlah lampiran").SetText("dua")
	h.press("Simpan")
	if !h.begins("Tulis jumlah lampiran dengan angka") {
		t.Errorf("%q", h.words())
	}
	h.labelled("Jumlah lampiran").SetText("2")
	number.SetText(" b/500.12/27/Diskominfo/2026")
	h.press("Simpan")
	h.until("asked about the number", func() bool {
		return h.reads("Nomor surat  b/500.12/27/Diskominfo/2026 sudah dipakai pada Agenda Surat Keluar tanggal 07-09-2026. Tetap simpan?")
	})
	h.key(fyne.KeyEscape)
	if rows, err := h.desk.Letters.Book(desk.LetterFilter{Way: sop.LetterOut}); err != nil || len(rows) != 2 {
		t.Fatalf("kept without an answer: %+v, %v", rows, err)
	}
	h.press("Simpan")
	h.until("asked again", func() bool { return h.reads("Nomor sudah dipakai") })
	h.press("Tetap Simpan")
	h.until("kept", func() bool { return len(h.agenda().books[sop.LetterOut].list.Shown()) == 3 })
	rows, err := h.desk.Letters.Book(desk.LetterFilter{Way: sop.LetterOut, Text: "Polresta"})
	if err != nil || len(rows) != 1 || rows[0].Number != " b/500.12/27/Diskominfo/2026" || rows[0].Attachments != 2 || rows[0].Source != "" { // written over, it is a konsep no longer
		t.Fatalf("%+v, %v", rows, err)
	}
	h.agenda().remove(rows[0].Letter)
	h.press("Hapus")
	h.until("removed", func() bool { return len(h.agenda().books[sop.LetterOut].list.Shown()) == 2 })
}

func TestDisposition_is_entered_with_its_activity(t *testing.T) {
	h := openHouse(t, screens()[0], func(t *testing.T, d *desk.Desk) {
		letters(t, d)
		must(t, d.Office.ChangeSettings(func(s *db.Settings) { s.Theme = themeLight }))
		id := requestID(t, d, waitingSubject)
		for n := 1; n <= 3; n++ {
			at := time.Date(2026, 9, 8, 9, 20+n, 0, 0, sop.WIB())
			acts := []sop.Act{{Kind: sop.ActBegin, Step: n, At: at}}
			if n < 3 {
				checks := sop.DefaultVersion().Activity(n).Checks
				for i := range checks {
					checks[i].Met = true
				}
				acts = append(acts, sop.Act{Kind: sop.ActFinish, Step: n, At: at.Add(time.Minute), Checks: checks, Evidence: &sop.Evidence{Number: "9", Date: at, Text: "akses"}})
			}
			for _, a := range acts {
				_, err := d.Requests.Act(id, a)
				must(t, err)
			}
		}
	})
	s := h.openRequest(waitingSubject)
	h.press("Selesaikan Langkah")
	h.tick("Data akses ditelaah *")
	h.tick("Proses lebih lanjut")
	h.tick("Lakukan setting relay")
	form := h.labelled("Nomor agenda lembar disposisi")
	form.SetText("410/2026")
	h.labelled("Batas waktu").SetText("01-09-2026")
	h.press("Selesaikan Langkah")
	h.until("asked about the agenda number", func() bool {
		return h.reads("Nomor agenda 410/2026 sudah dipakai pada Agenda Surat Masuk tanggal 07-09-2026. Tetap simpan?")
	})
	h.press("Tetap Simpan")
	h.until("a deadline before the disposition", func() bool {
		return h.begins("Batas waktu disposisi tidak boleh lebih awal daripada tanggal disposisi")
	})
	h.labelled("Batas waktu").SetText("30-12-2026")
	form.SetText("411/2026")
	h.press("Selesaikan Langkah")
	h.until("finished", func() bool { return s.view.Current == 4 && !h.shell.dialogs.Open() })
	e := h.request(s).Steps[2].Evidence
	if e.Number != "411/2026" || strings.Join(e.Instructions, " ") != "proses-lebih-lanjut lakukan-setting-relay" || e.Deadline.In(sop.WIB()).Day() != 30 {
		t.Errorf("%+v", e)
	}
}

func TestPeriodPaper_is_saved_from_laporan(t *testing.T) {
	h := openHouse(t, screens()[0], letters)
	h.shell.Open("laporan")
	h.until("the page", func() bool { return len(h.shell.shown().(*reportsPage).list.Shown()) == 4 })
	h.press("Rekapitulasi Bulanan")
	h.labelled("Dari tanggal").SetText("30-09-2026")
	h.labelled("Sampai tanggal").SetText("01-09-2026")
	h.press("Lanjut")
	if !h.begins("Isi kedua tanggal") {
		t.Errorf("%q", h.words())
	}
	h.labelled("Dari tanggal").SetText("01-09-2026")
	h.labelled("Sampai tanggal").SetText("30-09-2026")
	h.press("Lanjut")
	h.until("where to", func() bool { return h.reads("Disimpan sebagai") })
	place := h.labelled("Disimpan sebagai")
	if !strings.HasSuffix(place.Text, "rekap-bulanan-2026-09.pdf") {
		t.Errorf("offered %q", place.Text)
	}
	path := filepath.Join(t.TempDir(), "rekap.pdf")
	place.SetText(path)
	h.press("Simpan dan Buka")
	h.until("saved", func() bool { return !h.shell.dialogs.Open() })
	if data, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(data), "%PDF") {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}

func TestNumbering_is_a_setting(t *testing.T) {
	h := openHouse(t, screens()[0], letters)
	h.shell.Open("pengaturan/surat")
	h.until("the settings", func() bool { return h.reads("Contoh: B/500.12/27/DISKOMINFO/2026") })
	template := h.labelled("Pola nomor surat")
	template.SetText("{klas}/{unit}")
	h.press("Simpan")
	if !h.begins("Pola harus memuat {urut}") {
		t.Errorf("%q", h.words())
	}
	template.SetText("{klas}/{urut3}/{unit}/{bulan_romawi}/{tahun}")
	h.labelled("Berjalan dengan baik bila tepat waktu sedikitnya (%)").SetText("90")
	h.press("Simpan")
	h.until("kept", func() bool {
		set, err := h.desk.Office.Settings()
		return err == nil && set.GoodShare == 0.9 && set.NumberTemplate == "{klas}/{urut3}/{unit}/{bulan_romawi}/{tahun}"
	})
}

// labelled is the input beneath a label.
func (h *testHouse) labelled(name string) *kit.Entry {
	h.t.Helper()
	found := false
	for _, o := range test.LaidOutObjects(h.top()) {
		if l, ok := o.(*widget.Label); ok && l.Text == name {
			found = true
		}
		if e, ok := o.(*kit.Entry); ok && found {
			return e
		}
	}
	h.t.Fatalf("no input is called %q; on screen: %q", name, h.words())
	return nil
}
