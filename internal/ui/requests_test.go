package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

const (
	lateSubject    = "Relay CCTV Simpang Empat Tanjungpura dan Pahlawan"
	pausedSubject  = "Relay CCTV Taman Alun Kapuas"
	waitingSubject = "Relay CCTV kantor camat"
	draftSubject   = "Relay CCTV gedung arsip"
)

func requestID(t *testing.T, d *desk.Desk, subject string) ulid.ULID {
	t.Helper()
	rows, err := d.Requests.List(desk.RequestFilter{Archived: true})
	must(t, err)
	for _, r := range rows {
		if r.Subject == subject {
			return r.ID
		}
	}
	t.Fatal("no request about ", subject)
	return ulid.ULID{}
}

func TestRequests_of_a_busy_office(t *testing.T) {
	shows(t, "permintaan", "permintaan", busyOffice, func(h *testHouse) bool {
		return h.pulsed() && len(h.shell.shown().(*requestsPage).list.Shown()) == 4
	})
}

// pulsed says that the window has heard of what busyOffice has prepared.
func (h *testHouse) pulsed() bool { return h.shell.pulse.Late == 1 }

func TestRequestForm_of_a_new_request(t *testing.T) {
	shows(t, "permintaan-baru", "permintaan/baru", busyOffice, func(h *testHouse) bool {
		f := h.shell.shown().(*requestsPage).form
		return h.pulsed() && f != nil && len(f.agency.Options) > 0
	})
}

func TestReports_of_a_busy_office(t *testing.T) {
	shows(t, "laporan", "laporan", busyOffice, func(h *testHouse) bool {
		return h.pulsed() && len(h.shell.shown().(*reportsPage).list.Shown()) == 4
	})
}

// showsRequest compares the sheet of one request with its approved pictures:
// dark on the small screen, light on the large one; the lists are compared in
// all four.
func showsRequest(t *testing.T, page, subject string) {
	t.Helper()
	for i, look := range []string{themeDark, themeLight} {
		size := screens()[i]
		t.Run(pictureName(look, page, size), func(t *testing.T) {
			h := openHouse(t, size, func(t *testing.T, d *desk.Desk) {
				busyOffice(t, d)
				must(t, d.Office.ChangeSettings(func(s *db.Settings) { s.Theme = look }))
			})
			s := h.openRequest(subject)
			h.until("the pulse", func() bool { return h.pulsed() && s.rev == h.shell.pulse.Rev && !s.loading })
			test.AssertRendersToImage(t, pictureName(look, page, size), h.shell.Window().Canvas())
		})
	}
}

func TestRequestSheet_in_its_states(t *testing.T) {
	showsRequest(t, "permintaan-terlambat", lateSubject)
	showsRequest(t, "permintaan-ditunda", pausedSubject)
	showsRequest(t, "permintaan-draf", draftSubject)
}

func TestRequest_goes_on_by_the_Enter_key_alone(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	s := h.openRequest(draftSubject)
	h.press("Mulai Permintaan")
	h.until("started", func() bool { return s.view.Request.Status == sop.Running })
	h.key(fyne.KeyReturn) // the first activity is offered
	if !h.shell.dialogs.Open() {
		t.Fatal("Enter after Mulai Permintaan does not offer the first activity")
	}
	h.key(fyne.KeyReturn)
	h.until("begun", func() bool { return s.view.Steps[0].State == sop.StepRunning })
	h.key(fyne.KeyReturn)
	h.typed("B/500.12/9/DISKOMINFO/2026")
	h.key(fyne.KeyReturn)
	h.until("refused at its field", func() bool {
		return h.reads("Langkah belum dapat diselesaikan. Kelengkapan belum dipenuhi: Surat memuat lokasi diminta/diusulkan.")
	})
	h.tick("Surat memuat lokasi diminta/diusulkan *")
	h.press("Selesaikan Langkah")
	h.until("finished", func() bool { return s.view.Current == 2 && !h.shell.dialogs.Open() })
	if got := h.request(s).Steps[0].Evidence.Number; got != "B/500.12/9/DISKOMINFO/2026" {
		t.Errorf("the number kept is %q", got)
	}
}

func TestRequest_asks_why_it_was_late_at_the_field(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	s := h.openRequest(lateSubject)
	h.press("Selesaikan Langkah")
	h.typed("B/500.12/10/DISKOMINFO/2026")
	h.tick("Surat memuat lokasi diminta/diusulkan *")
	h.press("Selesaikan Langkah")
	h.until("the cause is asked for", func() bool {
		return h.reads("Langkah 1 melewati waktu baku 15 menit (realisasi 120 menit). Isi penyebab keterlambatan.")
	})
	if len(h.shell.Window().Canvas().Overlays().List()) != 1 {
		t.Error("the refusal came as a second dialog")
	}
	choose(t, h, sop.LateCauses()[0], "antrean-pekerjaan")
	h.press("Selesaikan Langkah")
	h.until("finished", func() bool { return s.view.Current == 2 })
	if got := h.request(s).Steps[0].LateCause; got != "antrean-pekerjaan" {
		t.Errorf("kept %q", got)
	}
}

// choose sets the drop-down list that offers a constant.
func choose(t *testing.T, h *testHouse, offers, value string) {
	t.Helper()
	for _, o := range test.LaidOutObjects(h.top()) {
		c, ok := o.(*kit.Choice)
		if !ok || !c.Visible() {
			continue
		}
		before := c.Value()
		if c.Set(offers); c.Value() == offers {
			c.Set(value)
			return
		}
		c.Set(before)
	}
	t.Fatal("no list offers ", offers)
}

func TestRequest_is_paused_resumed_and_sent_back(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	s := h.openRequest(pausedSubject)
	h.press("Lanjutkan")
	h.press("Lanjutkan")
	h.until("resumed", func() bool { return s.view.Steps[0].State == sop.StepRunning && !h.shell.dialogs.Open() })
	h.press("Tunda")
	h.press("Tunda")
	h.until("a reason is asked for", func() bool { return h.reads("Alasan wajib diisi (minimal 10 huruf).") })
	h.key(fyne.KeyEscape)
	if h.shell.dialogs.Open() {
		t.Fatal("Escape does not close the dialog")
	}
	h.press("Selesaikan Langkah")
	h.typed("B/500.12/11/DISKOMINFO/2026")
	h.tick("Surat memuat lokasi diminta/diusulkan *")
	h.press("Selesaikan Langkah")
	h.until("finished", func() bool { return s.view.Current == 2 && !h.shell.dialogs.Open() })
	h.press("Kembalikan")
	choose(t, h, "lokasi-tidak-sesuai", "lokasi-tidak-sesuai")
	h.press("Kembalikan")
	h.until("sent back", func() bool { return s.view.Current == 1 && !h.shell.dialogs.Open() })
	if len(h.request(s).History) == 0 {
		t.Error("the round that was sent back is gone")
	}
	if !h.reads("Putaran yang dikembalikan") {
		t.Error("the sheet does not show the round that was sent back")
	}
}

func TestRequest_is_cancelled_and_opened_again_with_a_reason(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	s := h.openRequest(waitingSubject)
	s.askCancel()
	h.press("Batalkan Permintaan")
	h.until("a reason is asked for", func() bool { return h.reads("Alasan wajib diisi (minimal 10 huruf).") })
	choose(t, h, "permintaan-ganda", "permintaan-ganda")
	h.press("Batalkan Permintaan")
	h.until("cancelled", func() bool { return s.view.Request.Status == sop.Cancelled && !h.shell.dialogs.Open() })
	s.askReopen()
	h.typed("Ternyata bukan permintaan ganda")
	h.press("Buka Kembali")
	h.until("open again", func() bool { return s.view.Request.Status == sop.Running })
}

func TestRequest_is_entered_at_once_from_paper(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	s := h.openRequest(draftSubject)
	s.askEnterAll()
	var clocks []*kit.Entry
	for _, o := range test.LaidOutObjects(h.top()) {
		if e, ok := o.(*kit.Entry); ok && e.PlaceHolder == "tt-bb-tttt jj.mm" {
			clocks = append(clocks, e)
		}
	}
	if len(clocks) != 12 {
		t.Fatalf("%d times are asked for", len(clocks))
	}
	for i, text := range []string{"07-09-2026 08.00", "07-09-2026 08.10", "07-09-2026 08.05"} {
		clocks[i].SetText(text)
	}
	h.press("Catat Sekaligus")
	h.until("refused at its field", func() bool {
		return h.reads("Waktu mulai tidak boleh lebih awal daripada selesainya langkah 1 (07-09-2026 08.10 WIB).")
	})
	clocks[2].SetText("07-09-2026 09.00")
	h.press("Catat Sekaligus")
	h.until("entered", func() bool { return s.view.Current == 2 && !h.shell.dialogs.Open() })
}

func TestRequestForm_says_what_is_missing_at_the_field_and_keeps_a_draft(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("permintaan/baru")
	p := h.shell.shown().(*requestsPage)
	h.until("the agencies", func() bool { return len(p.form.agency.Options) > 0 })
	p.Save()
	h.until("refused", func() bool { return p.form.agencyField.Refused() })
	agencies, err := h.desk.Office.Agencies(false)
	must(t, err)
	p.form.agency.Set(agencies[2].ID.String())
	p.Save()
	h.until("refused", func() bool { return p.form.subjectField.Refused() })
	h.shell.Open("opd")
	if !h.shell.dialogs.Open() || h.shell.shown() != Page(p) {
		t.Fatal("a draft is left without asking")
	}
	h.key(fyne.KeyEscape)
	p.form.subject.SetText("Relay kamera pasar baru")
	p.form.sites[0].name.SetText("Pasar baru")
	p.Save()
	h.until("kept", func() bool {
		return p.form == nil && p.sheet != nil && p.sheet.view.Request.Subject == "Relay kamera pasar baru"
	})
	if got := p.sheet.view.Request.Sites; len(got) != 1 || got[0].Name != "Pasar baru" {
		t.Errorf("places kept: %+v", got)
	}
}

func TestPapers_are_saved_where_the_user_says(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	id := requestID(t, h.desk, lateSubject)
	h.shell.Open("laporan/" + id.String())
	h.until("the papers", h.shell.dialogs.Open)
	h.press("Kartu Kendali")
	h.until("where to", func() bool { return h.reads("Disimpan sebagai") })
	var place *kit.Entry
	for _, o := range test.LaidOutObjects(h.top()) {
		if e, ok := o.(*kit.Entry); ok {
			place = e
		}
	}
	if !strings.HasSuffix(place.Text, "kartu-kendali-RLY-2026-0001.pdf") {
		t.Errorf("offered %q", place.Text)
	}
	place.SetText("di meja")
	h.press("Simpan dan Buka")
	if !h.shell.dialogs.Open() {
		t.Fatal("a place that is none was accepted")
	}
	path := filepath.Join(t.TempDir(), "baru", "kartu.pdf")
	place.SetText(path)
	h.press("Simpan dan Buka")
	h.until("saved", func() bool { return !h.shell.dialogs.Open() })
	data, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(data), "%PDF") {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}
