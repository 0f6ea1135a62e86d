package ui

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// begins says whether something on screen begins with the words.
func (h *testHouse) begins(want string) bool {
	for _, w := range h.words() {
		if strings.HasPrefix(w, want) {
			return true
		}
	}
	return false
}

// writes writes into the first field of what is on top.
func (h *testHouse) writes(text string) {
	h.t.Helper()
	for _, o := range test.LaidOutObjects(h.top()) {
		if e, ok := o.(*kit.Entry); ok {
			e.SetText(text)
			return
		}
	}
	h.t.Fatal("nowhere to write ", text)
}

// shortcut does what the menu has for it.
func (h *testHouse) shortcut(want fyne.Shortcut) {
	h.t.Helper()
	for _, m := range h.shell.Window().MainMenu().Items {
		for _, item := range m.Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == want.ShortcutName() {
				item.Action()
				return
			}
		}
	}
	h.t.Fatal("no menu has ", want.ShortcutName())
}

func TestFiles_are_dragged_onto_a_request_taken_off_and_taken_back(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	s := h.openRequest(draftSubject)
	h.drop("surat bertanda tangan.pdf", "%PDF-1.4 isi")
	h.until("attached", func() bool { return len(s.view.Request.Attachments) == 1 && h.reads("1 berkas dilampirkan.") })
	if !h.reads("surat bertanda tangan.pdf") {
		t.Errorf("on screen: %q", h.words())
	}
	h.drop("lagi.pdf", "%PDF-1.4 isi")
	h.until("the same bytes are refused", func() bool {
		return h.begins("Isi berkas ini sudah terlampir sebagai surat bertanda tangan.pdf.")
	})
	h.key(fyne.KeyEscape)
	s.fileCard().detach(s.view.Request.Attachments[0])
	h.until("taken off", func() bool { return h.reads("surat bertanda tangan.pdf dilepas.") })
	h.press("Urungkan")
	h.until("back", func() bool { return len(h.request(s).Attachments) == 1 })
	s.reload()
	h.until("shown", func() bool { return len(s.view.Request.Attachments) == 1 })
}

func TestFiles_are_chosen_in_a_dialog(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.openRequest(draftSubject)
	h.press("Lampirkan…")
	if len(h.shell.Window().Canvas().Overlays().List()) != 1 {
		t.Error("no file can be chosen for a request")
	}
	h.key(fyne.KeyEscape)
	h.shell.Open("permintaan/impor")
	h.shell.shown().(*requestsPage).table.browse()
	if n := len(h.shell.Window().Canvas().Overlays().List()); n != 1 {
		t.Errorf("no file can be chosen for the import: %d", n)
	}
}

func TestFiles_that_cannot_be_attached_are_told_by_name(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	s := h.openRequest(draftSubject)
	s.fileCard().attach([]string{filepath.Join(t.TempDir(), "hilang.pdf")})
	h.until("a file that is gone", func() bool {
		return h.begins("hilang.pdf hilang atau berubah ketika disalin. Tidak ada yang dilampirkan.")
	})
	h.key(fyne.KeyEscape)
	h.drop("setup.exe", "MZ")
	h.until("a program", func() bool { return h.begins("setup.exe bukan jenis berkas yang dapat dilampirkan.") })
	h.key(fyne.KeyEscape)
	h.drop("kosong.pdf", "")
	h.until("an empty file", func() bool { return h.begins("Berkas kosong.pdf kosong.") })
	h.key(fyne.KeyEscape)
	if n := len(h.request(s).Attachments); n != 0 {
		t.Errorf("%d attachments", n)
	}
	h.shell.Open("permintaan")
	h.drop("surat.pdf", "isi")
	h.until("told where to", func() bool { return h.reads("Buka permintaannya dahulu, lalu seret berkasnya ke sana.") })
}

func TestUndo_by_key_goes_back_act_by_act_and_forward_again(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	s := h.openRequest(waitingSubject)
	s.act(sop.Act{Kind: sop.ActBegin, Step: 1}, nil, nil)
	h.until("begun", func() bool { return s.view.Steps[0].State == sop.StepRunning })
	h.shortcut(&fyne.ShortcutUndo{})
	h.until("taken back", func() bool {
		return h.request(s).StepState(1) == sop.StepWaiting && h.begins("Diurungkan: Mulai Langkah")
	})
	h.shortcut(&fyne.ShortcutRedo{})
	h.until("done again", func() bool {
		return h.request(s).StepState(1) == sop.StepRunning && h.begins("Diulangi: Mulai Langkah")
	})
	trail, err := h.desk.Ledger.Audit(desk.AuditFilter{ObjectID: s.id})
	must(t, err)
	if len(trail) < 3 || trail[0].Action != desk.ActionRedo || trail[1].Action != desk.ActionUndo {
		t.Error("the trail does not tell of it")
	}
}

func TestUndo_of_a_message_takes_back_what_it_told_of_and_nothing_later(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	s := h.openRequest(draftSubject)
	h.drop("surat.pdf", "isi")
	h.until("attached", func() bool { return h.reads("1 berkas dilampirkan.") })
	_, err := h.desk.Requests.Act(requestID(t, h.desk, waitingSubject), sop.Act{Kind: sop.ActBegin, Step: 1})
	must(t, err)
	h.press("Urungkan")
	h.until("told", func() bool { return h.reads("Sesudahnya sudah ada tindakan lain. Ctrl+Z mengurungkan yang terakhir.") })
	if len(h.request(s).Attachments) != 1 {
		t.Error("taken back over something later")
	}
}

func TestUndo_says_when_there_is_nothing(t *testing.T) {
	h := openHouse(t, screens()[0], newOffice)
	h.shell.env().Undo()
	h.shell.Open("beranda") // behind the assistant there is no room for a toast
	h.until("told", func() bool { return h.reads("Tidak ada tindakan yang dapat diurungkan.") })
}

func TestTrash_gives_drafts_back_or_erases_them_by_name(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	id := requestID(t, h.desk, draftSubject)
	_, err := h.desk.Requests.Act(id, sop.Act{Kind: sop.ActTrash})
	must(t, err)
	h.shell.Open("permintaan")
	p := h.shell.shown().(*requestsPage)
	p.shelf.Set(shelfTrash)
	p.Reload()
	h.until("the trash", func() bool { return len(p.list.Shown()) == 1 })
	items := p.menu(p.list.Shown()[0])
	if items[2].Label != "Pulihkan" || items[3].Label != "Hapus Selamanya…" {
		t.Fatalf("offered: %v", items)
	}
	items[3].Action()
	if !h.begins("RLY-2026-0004 – Relay CCTV gedung arsip dihapus dari tempat sampah dan tidak dapat dipulihkan.") {
		t.Errorf("asked: %q", h.words())
	}
	h.key(fyne.KeyEscape)
	items[2].Action()
	h.until("given back", func() bool { return len(p.list.Shown()) == 0 && h.reads("Tempat sampah kosong") })
	_, err = h.desk.Requests.Act(id, sop.Act{Kind: sop.ActTrash})
	must(t, err)
	h.shell.Open("permintaan/" + id.String())
	h.until("its sheet", func() bool { return p.sheet.view.Request.ID == id })
	p.erase(id, p.sheet.view.Request.Number, draftSubject)
	h.press("Hapus Selamanya")
	h.until("gone", func() bool { return h.shell.shown().Route() == "permintaan" })
	rows, err := h.desk.Requests.List(desk.RequestFilter{Trash: true})
	must(t, err)
	if len(rows) != 0 {
		t.Error("still in the trash")
	}
}

func TestFilters_narrow_the_list_and_come_back_by_their_name(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("permintaan")
	p := h.shell.shown().(*requestsPage)
	h.until("the list", func() bool { return len(p.list.Shown()) == 4 && len(p.bar.agencies) > 0 })
	p.list.SetSearch("tanjung pura") // however it is spelled
	if len(p.list.Shown()) != 4 {
		t.Errorf("by site: %d", len(p.list.Shown()))
	}
	p.bar.ask()
	h.tick("Hanya yang terlambat")
	h.press("Terapkan")
	if len(p.list.Shown()) != 1 || !p.bar.narrow.late {
		t.Fatalf("late: %d", len(p.list.Shown()))
	}
	h.press("Simpan saringan…")
	h.press("Simpan")
	if !h.reads("Nama saringan wajib diisi.") {
		t.Error("a filter without a name")
	}
	h.writes("Terlambat saja")
	h.press("Simpan")
	h.until("kept", func() bool { return !h.shell.dialogs.Open() && len(p.bar.saved) == 1 })
	p.bar.clear()
	if len(p.list.Shown()) != 4 {
		t.Errorf("everything: %d", len(p.list.Shown()))
	}
	p.bar.toggle(p.bar.saved[0])
	if len(p.list.Shown()) != 1 || p.list.SearchText() != "tanjung pura" || p.bar.applied != "Terlambat saja" {
		t.Errorf("restored: %d, %q", len(p.list.Shown()), p.list.SearchText())
	}
	h.press("Hapus saringan ini")
	h.press("Hapus")
	h.until("forgotten", func() bool { return len(p.bar.saved) == 0 && len(p.list.Shown()) == 4 })
	set, err := h.desk.Office.Settings()
	must(t, err)
	if len(set.RequestFilters) != 0 {
		t.Error("still in the settings")
	}
}

func TestFilters_refuse_days_in_the_wrong_order_and_a_name_twice(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("permintaan")
	p := h.shell.shown().(*requestsPage)
	h.until("the list", func() bool { return len(p.bar.agencies) > 0 })
	p.bar.set(narrowing{period: periodSpan, from: houseNow(), to: houseNow().AddDate(0, 0, -3)})
	p.bar.ask()
	h.press("Terapkan")
	if !h.reads("Sampai tanggal tidak boleh lebih awal daripada dari tanggal.") {
		t.Errorf("on screen: %q", h.words())
	}
	h.key(fyne.KeyEscape)
	p.bar.keep(append(p.bar.saved, p.bar.current("Satu")), func(err error) { must(t, err) })
	h.until("kept", func() bool { return len(p.bar.saved) == 1 })
	p.bar.askSave()
	h.writes("satu")
	h.press("Simpan")
	if !h.reads("Sudah ada saringan dengan nama ini.") {
		t.Errorf("on screen: %q", h.words())
	}
}

func TestCameras_are_tied_from_the_sheet(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	report, err := h.desk.Cameras.Import(t.Context(), strings.NewReader("nama;url\nA;rtsp://10.0.0.1/1\nB;rtsp://10.0.0.2/1\n"), "k.csv", true)
	must(t, err)
	if !report.Applied {
		t.Fatal("no cameras")
	}
	s := h.openRequest(draftSubject)
	s.askCameras()
	h.until("the cameras", h.shell.dialogs.Open)
	h.tick("A")
	h.tick("B")
	h.press("Simpan")
	h.until("tied", func() bool { return len(s.view.Request.Cameras) == 2 && !h.shell.dialogs.Open() })
	other := h.openRequest(waitingSubject)
	other.askCameras()
	h.until("the cameras", h.shell.dialogs.Open)
	h.tick("A · RLY-2026-0004")
	h.press("Simpan")
	if !h.reads("Kamera ini sudah direlay melalui RLY-2026-0004. Lanjutkan?") {
		t.Errorf("on screen: %q", h.words())
	}
	h.press("Lanjutkan")
	h.until("tied twice", func() bool { return len(h.request(other).Cameras) == 1 })
}

func TestAudit_of_one_record_in_words(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	s := h.openRequest(lateSubject)
	h.press("Jejak lengkap")
	p, ok := h.shell.shown().(*auditPage)
	if !ok {
		t.Fatal("no trail")
	}
	h.until("its entries", func() bool { return len(p.list.Shown()) == 3 })
	for _, e := range p.list.Shown() {
		if e.ObjectID != s.id {
			t.Error("another record's: ", e.Name)
		}
	}
	showEntry(p.env, p.list.Shown()[0])
	h.until("the entry", h.shell.dialogs.Open)
	for _, want := range []string{"Mulai Langkah", "Kegiatan 1 · Mulai", "08-09-2026 07.30 WIB", "Permintaan RLY-2026-0001", "Kegiatan 1 · Nama pejabat", "Drs. Contoh Kepala, M.Si."} {
		if !h.reads(want) {
			t.Errorf("%q is not on screen: %q", want, h.words())
		}
	}
	h.key(fyne.KeyEscape)
	p.about(ulid.ULID{})
	h.until("everything", func() bool { return len(p.list.Shown()) > 3 })
	p.list.SetFilter("susulan")
	if n := len(p.list.Shown()); n == 0 {
		t.Error("nothing was recorded afterwards")
	}
}

func TestAudit_is_exported_in_words(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("audit")
	p := h.shell.shown().(*auditPage)
	h.until("the entries", func() bool { return len(p.list.Shown()) > 10 })
	p.list.SetFilter("permintaan")
	o := p.exported()
	o.CSV.Comma = true
	var b strings.Builder
	must(t, h.desk.Papers.List(&b, "audit", "csv", o))
	for _, want := range []string{"Mulai Permintaan", "Permintaan", "Perangkat daerah", "Keadaan,Draf,Berjalan"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in it:\n%s", want, b.String())
		}
	}
	for _, not := range []string{"AgencyID", "Steps.", "Pengaturan"} {
		if strings.Contains(b.String(), not) {
			t.Errorf("%q is in it", not)
		}
	}
}

func TestNarrowing_counts_whole_days_of_the_office(t *testing.T) {
	now := houseNow()
	row := func(day string) desk.RequestRow {
		at, err := time.ParseInLocation("02-01-2006", day, sop.WIB())
		must(t, err)
		return desk.RequestRow{Registered: at}
	}
	for _, test := range []struct {
		period string
		in     []string
		out    []string
	}{
		{periodMonth, []string{"01-09-2026", "30-09-2026"}, []string{"31-08-2026", "01-10-2026"}},
		{periodLastMonth, []string{"01-08-2026", "31-08-2026"}, []string{"31-07-2026", "01-09-2026"}},
		{periodYear, []string{"01-01-2026", "31-12-2026"}, []string{"31-12-2025", "01-01-2027"}},
		{periodLastYear, []string{"01-01-2025", "31-12-2025"}, []string{"31-12-2024", "01-01-2026"}},
	} {
		keep := narrowing{period: test.period}.keep(now)
		for _, d := range test.in {
			if !keep(row(d)) {
				t.Errorf("%s leaves out %s", test.period, d)
			}
		}
		for _, d := range test.out {
			if keep(row(d)) {
				t.Errorf("%s takes %s", test.period, d)
			}
		}
	}
	span := narrowing{period: periodSpan, from: row("02-09-2026").Registered, to: row("04-09-2026").Registered}
	for d, want := range map[string]bool{"01-09-2026": false, "02-09-2026": true, "04-09-2026": true, "05-09-2026": false} {
		if got := span.keep(now)(row(d)); got != want {
			t.Errorf("%s: %v", d, got)
		}
	}
	if (narrowing{}).keep(now) != nil {
		t.Error("nothing chosen narrows")
	}
	if parts := (narrowing{step: 5, late: true, district: "Pontianak Kota", period: periodMonth}).parts("Dishub"); len(parts) != 4 ||
		parts[0].word != "Kegiatan 5" || parts[0].without.step != 0 || !parts[0].without.late {
		t.Errorf("%+v", parts)
	}
}

// BenchmarkListSearch is one letter typed into the search box of ten thousand
// requests: what the window itself does with it.
func BenchmarkListSearch(b *testing.B) {
	test.NewTempApp(b)
	rows := make([]desk.RequestRow, 10_000)
	for i := range rows {
		rows[i] = desk.RequestRow{Number: "RLY-2026-" + string(rune('0'+i%10)), Subject: "Relay CCTV Simpang", Status: sop.Done}
	}
	list := kit.NewDataList(kit.ListConfig[desk.RequestRow]{Columns: requestColumns(), Find: findRequests, Filters: requestFilters(), SortBy: 0, Descending: true})
	w := test.NewWindow(list.Object())
	defer w.Close()
	w.Resize(fyne.NewSize(1100, 700))
	list.Set(rows)
	texts := []string{"", "s", "si"}
	i := 0
	for b.Loop() {
		list.SetSearch(texts[i%len(texts)])
		i++
	}
}

func TestAudit_takes_back_an_import_of_another_sitting(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	report, err := h.desk.Requests.Import(t.Context(), strings.NewReader("opd;hal;tanggal;asal;lokasi\nDishub;A;07-09-2026;diminta;X\nDinsos;B;07-09-2026;diminta;Y\n"), "lama.csv", true)
	must(t, err)
	h.shell.Open("audit/" + report.Rows[0].ID.String())
	p := h.shell.shown().(*auditPage)
	h.until("the entry", func() bool { return len(p.list.Shown()) == 1 })
	showEntry(p.env, p.list.Shown()[0])
	h.until("the dialog", h.shell.dialogs.Open)
	h.press("Urungkan impor ini…")
	if !h.reads("Urungkan impor lama.csv?") {
		t.Errorf("asked: %q", h.words())
	}
	h.press("Urungkan")
	h.until("gone", func() bool { return h.reads("2 data impor dihapus lagi.") })
	rows, err := h.desk.Requests.List(desk.RequestFilter{})
	must(t, err)
	if len(rows) != 4 {
		t.Errorf("%d requests are left", len(rows))
	}
}
