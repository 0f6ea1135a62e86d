package ui

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

const paperRegister = "Instansi;Perihal;Tgl;Asal Permintaan;Titik;Tempat\n" +
	"Dishub;Relay Simpang Garuda;07-09-2026;diminta;Simpang Garuda;Jl. A\n" +
	"Dinas Antariksa;Relay Bulan;07-09-2026;diminta;Bulan;Jl. B\n"

// drop drags a file with that content onto the window.
func (h *testHouse) drop(name, content string) string {
	h.t.Helper()
	path := filepath.Join(h.t.TempDir(), name)
	must(h.t, os.WriteFile(path, []byte(content), 0o600))
	h.shell.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	return path
}

func TestImport_in_the_window_maps_checks_and_applies_as_one_act(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("permintaan/impor")
	p := h.shell.shown().(*requestsPage)
	h.drop("daftar.csv", paperRegister)
	h.until("the verdict", func() bool { return len(p.table.verdicts.Shown()) == 2 })
	if !p.table.apply.Disabled() {
		t.Fatal("a file with a wrong row can be applied")
	}
	if !h.reads("1 dari 2 baris salah. Perbaiki berkasnya, lalu baca lagi; tidak ada yang disimpan.") {
		t.Errorf("on screen: %q", h.words())
	}
	h.drop("daftar.csv", strings.Replace(paperRegister, "Dinas Antariksa", "Dinsos", 1))
	h.until("all rows are good", func() bool { return !p.table.apply.Disabled() })
	p.table.choices["hal"].Set("")
	p.table.choices["hal"].OnChanged("")
	if !p.table.apply.Disabled() {
		t.Error("what was checked is not what would be applied")
	}
	h.press("Periksa")
	h.until("the column is missed", func() bool {
		return h.reads("Kolom wajib belum ditentukan: Hal. Pilih kolomnya, lalu tekan Periksa.")
	})
	p.table.choices["hal"].Set("Perihal")
	h.press("Periksa")
	h.until("all rows are good again", func() bool { return !p.table.apply.Disabled() })
	h.press("Terapkan")
	h.press("Terapkan") // the question
	h.until("the list", func() bool { return p.table == nil && len(p.list.Shown()) == 6 })
	h.shell.env().Undo()
	h.until("taken back", func() bool {
		rows, err := h.desk.Requests.List(desk.RequestFilter{})
		must(t, err)
		return len(rows) == 4
	})
	h.until("told", func() bool { return h.reads("Diurungkan: Mengimpor permintaan – RLY-2026-0005, RLY-2026-0006") })
}

func TestImport_in_the_window_says_what_is_wrong_with_a_file(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("permintaan/impor")
	p := h.shell.shown().(*requestsPage)
	for content, want := range map[string]string{
		"":                            "Berkas ini tidak dapat dibaca sebagai tabel.",
		"opd;hal;tanggal;asal;lokasi": "Berkas tidak memuat baris data.",
		"a;b\n1;2\n":                  "Kolom wajib belum ditentukan: Perangkat Daerah, Hal, Tanggal registrasi, Asal permintaan, Lokasi (pisah ;). Pilih kolomnya, lalu tekan Periksa.",
	} {
		h.drop("daftar.csv", content)
		h.until(want, func() bool {
			for _, w := range h.words() {
				if strings.HasPrefix(w, want) {
					return true
				}
			}
			return false
		})
		if !p.table.apply.Disabled() {
			t.Errorf("%q can be applied", content)
		}
	}
	p.table.take(filepath.Join(t.TempDir(), "tidak-ada.csv"))
	h.until("the file is missed", p.table.file.Refused)
}

func TestExport_in_the_window_writes_what_is_shown(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("permintaan")
	p := h.shell.shown().(*requestsPage)
	h.until("the list", func() bool { return len(p.list.Shown()) == 4 })
	p.list.SetFilter("draf")
	for _, item := range p.tableMenu() {
		if item.Label == "Ekspor ke JSON…" {
			item.Action()
		}
	}
	h.until("where to", func() bool { return h.reads("Disimpan sebagai") })
	path := filepath.Join(t.TempDir(), "permintaan.json")
	for _, o := range test.LaidOutObjects(h.top()) {
		if e, ok := o.(*kit.Entry); ok {
			e.SetText(path)
		}
	}
	h.press("Simpan dan Buka")
	h.until("saved", func() bool { return !h.shell.dialogs.Open() })
	data, err := os.ReadFile(path)
	must(t, err)
	var got []map[string]any
	must(t, json.Unmarshal(data, &got))
	if len(got) != 1 || got[0]["hal"] != draftSubject {
		t.Errorf("written: %v", got)
	}
}

func TestImportPage_after_a_dry_run(t *testing.T) {
	shows(t, "permintaan-impor", "permintaan/impor", busyOffice, func(h *testHouse) bool {
		p := h.shell.shown().(*requestsPage)
		if p.table.data == nil && !p.table.busy {
			p.table.busy = true
			data := []byte(paperRegister)
			head, err := h.desk.Requests.RequestTable(strings.NewReader(paperRegister))
			must(h.t, err)
			p.table.data, p.table.name = data, "daftar.csv"
			p.table.path.SetText("/home/kasi/Dokumen/daftar.csv")
			p.table.showColumns(head)
			p.table.check.Enable()
			p.table.busy = false
			p.table.run(false)
		}
		return h.pulsed() && len(p.table.verdicts.Shown()) == 2
	})
}

func TestRequestForm_takes_the_day_a_request_came_in(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("permintaan/baru")
	p := h.shell.shown().(*requestsPage)
	h.until("the agencies", func() bool { return len(p.form.agency.Options) > 0 })
	agencies, err := h.desk.Office.Agencies(false)
	must(t, err)
	p.form.agency.Set(agencies[2].ID.String())
	p.form.subject.SetText("Relay dari arsip")
	p.form.registered.Set(houseNow().AddDate(0, 0, 3))
	p.Save()
	h.until("tomorrow is refused", p.form.registered.Field.Refused)
	p.form.registered.Set(houseNow().AddDate(-1, 0, 0))
	p.Save()
	h.until("kept", func() bool {
		return p.form == nil && p.sheet != nil && p.sheet.view.Request.Subject == "Relay dari arsip"
	})
	if got := p.sheet.view.Request.Number; got != "RLY-2025-0001" {
		t.Errorf("its number is %s", got)
	}
}
