package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// readersOffice has two accounts with and without bounds.
func readersOffice(t *testing.T, d *desk.Desk) {
	busyOffice(t, d)
	_, err := d.Cameras.AddReader(desk.ReaderDraft{Name: "polda-ruang-kendali", Paths: []string{"dishub/*"}, Networks: []string{"10.10.5.0/24"},
		Expires: time.Date(2027, 1, 1, 0, 0, 0, 0, sop.WIB()), Sessions: 4})
	must(t, err)
	_, err = d.Cameras.AddReader(desk.ReaderDraft{Name: "vms"})
	must(t, err)
}

// relaySheet is the settings' sheet of the relay, with its accounts read.
func relaySheet(h *testHouse) bool {
	p, ok := h.shell.shown().(*settingsPage)
	return ok && p.loads > 0 && h.pulsed() && h.sees("vms") && h.sees("RTSPS (terenkripsi)")
}

// sees says whether a label that is laid out contains words.
func (h *testHouse) sees(part string) bool {
	for _, w := range h.words() {
		if strings.Contains(w, part) {
			return true
		}
	}
	return false
}

func TestSettings_of_the_relay(t *testing.T) {
	shows(t, "pengaturan-relay", "pengaturan/relay", readersOffice, relaySheet)
}

func TestReaderAccount_is_made_changed_and_renewed_by_hand(t *testing.T) {
	h := openHouse(t, screens()[0], readersOffice)
	h.shell.Open("pengaturan/relay")
	h.until("the accounts", func() bool { return relaySheet(h) })
	accounts := func() []db.Account {
		all, err := h.desk.Cameras.Readers()
		must(t, err)
		return all
	}
	h.press("Tambah Akun")
	h.typed("dishub")
	h.tab()
	h.tab()
	h.typed("10.10.5/24")
	h.press("Buat Akun")
	h.until("the refusal at its field", func() bool { return h.sees("bukan alamat atau jaringan: 10.10.5/24") })
	if len(accounts()) != 2 || !h.shell.dialogs.Open() {
		t.Fatal("a refused account was made")
	}
	h.retype("10.10.5/24", "10.10.5.0/24")
	h.press("Buat Akun")
	h.until("the password, this once", func() bool { return h.sees("Akun dishub dibuat") })
	made := accounts()[0]
	if made.Name != "dishub" || len(made.Networks) != 1 || made.Networks[0] != "10.10.5.0/24" {
		t.Errorf("%+v", made)
	}
	h.press("Tutup")
	h.until("the list", func() bool { return h.sees("dari 10.10.5.0/24") && h.reads("dishub") })
	h.press("Ubah") // the first: dishub
	h.tick("Nonaktifkan akun ini untuk sementara")
	h.press("Simpan")
	h.until("switched off", func() bool { return accounts()[0].Disabled && h.sees("nonaktif") })
	h.press("Ubah")
	h.press("Kata Sandi Baru")
	h.press("Kata Sandi Baru") // the question
	h.until("the new password", func() bool { return accounts()[0].Password != made.Password && h.sees("Akun dishub") })
}

// tab moves to the next field.
func (h *testHouse) tab() { h.shell.Window().Canvas().FocusNext() }

// retype writes something else into the field that says old.
func (h *testHouse) retype(old, text string) {
	h.t.Helper()
	for _, o := range test.LaidOutObjects(h.top()) {
		if e, ok := o.(*kit.Entry); ok && e.Text == old {
			e.SetText("")
			h.shell.Window().Canvas().Focus(e)
			h.typed(text)
			return
		}
	}
	h.t.Fatalf("no field says %q", old)
}

func TestSecure_is_chosen_and_a_wrong_file_is_told_at_its_field(t *testing.T) {
	h := openHouse(t, screens()[0], readersOffice)
	h.shell.Open("pengaturan/relay")
	h.until("the sheet", func() bool { return relaySheet(h) })
	h.press("Impor Sertifikat")
	h.typed("/tidak/ada.pem")
	h.press("Impor")
	h.until("the refusal", func() bool { return h.sees("Berkas ini tidak dapat dibaca") })
	file := filepath.Join(t.TempDir(), "bukan.pem")
	must(t, os.WriteFile(file, []byte("bukan sertifikat"), 0o600))
	h.retype("/tidak/ada.pem", file)
	h.tab()
	h.typed(file)
	h.press("Impor")
	h.until("what is needed", func() bool { return h.sees("Sertifikat tidak dapat dipakai") })
	if v, err := h.desk.Office.Secure(); err != nil || v.Imported || v.Mode != "" {
		t.Errorf("%+v, %v", v, err)
	}
	h.press("Batal")
	must(t, h.desk.Office.SetSecure(db.CertificateOwn))
	h.until("the certificate", func() bool { return h.sees("Berjalan setelah aplikasi dibuka lagi") })
	h.press("Simpan Sertifikat CA")
	h.until("where to", func() bool { return h.sees("Disimpan sebagai") })
}

func TestMassFailure_is_one_note_and_one_chip(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.until("the page", func() bool { return h.pulsed() })
	p := *h.shell.pulse
	p.Mass = &desk.MassFailure{Since: houseNow(), Lost: 40, Away: 38, Total: 42}
	h.shell.status.show(&p)
	h.shell.shown().(*homePage).showNotes(&p)
	if got := h.shell.status.cameras.State(); got.Word != "Jaringan data center? 38 dari 42 kamera terputus" || got.Tone != kit.ToneBad {
		t.Errorf("%+v", got)
	}
	notes := 0
	for _, w := range h.words() {
		if strings.Contains(w, "40 dari 42 kamera terputus hampir bersamaan") {
			notes++
		}
	}
	if notes != 1 {
		t.Errorf("%d notes of %q", notes, h.words())
	}
}

// watchedCameras are two cameras whose availability can be told.
func watchedCameras(t *testing.T, d *desk.Desk) {
	busyOffice(t, d)
	agencies, err := d.Office.Agencies(false)
	must(t, err)
	for i, name := range []string{"Simpang Garuda", "Alun Kapuas"} {
		u, err := secret.ParseURL("rtsp://10.10.5.2" + string(rune('0'+i)) + "/s")
		must(t, err)
		_, err = d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: name, URL: u, Enabled: true, AgencyID: agencies[i].ID})
		must(t, err)
	}
}

func TestAvailability_of_laporan(t *testing.T) {
	shows(t, "ketersediaan", "laporan/ketersediaan", watchedCameras, func(h *testHouse) bool {
		p, ok := h.shell.shown().(*reportsPage)
		return ok && h.pulsed() && p.availability != nil && p.availability.loads > 0 && len(p.availability.list.Shown()) == 2
	})
}

func TestAvailability_words_round_down(t *testing.T) {
	for want, a := range map[string]desk.Availability{
		"99,9 %":        {Watched: time.Hour * 1000, Down: time.Second},
		"100,0 %":       {Watched: time.Hour},
		"–":             {},
		"bila ditonton": {OnDemand: true},
		"0,0 %":         {Watched: time.Hour, Down: time.Hour},
	} {
		if got := shareWords(a); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if a, b, c := whileWords(0), whileWords(time.Second), whileWords(61*time.Second); a != "0 menit" || b != "< 1 menit" || c != "1 menit" {
		t.Error(a, b, c)
	}
	if got := availabilityName(desk.Availability{AgencyID: ulid.Make(), Cameras: 3}); got != "3 kamera" {
		t.Error(got)
	}
}
