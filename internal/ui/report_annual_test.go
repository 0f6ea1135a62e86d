package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

func TestAnnual_of_laporan(t *testing.T) {
	shows(t, "laporan-tahunan", "laporan/laporan-tahunan", registerOffice, func(h *testHouse) bool {
		p, ok := h.shell.shown().(*reportsPage)
		return ok && h.pulsed() && p.annual != nil && p.annual.loads > 0 && !p.annual.busy.Visible()
	})
}

// openAnnual shows the report of a year.
func openAnnual(t *testing.T, h *testHouse, year string) *annualView {
	t.Helper()
	h.shell.Open("laporan/laporan-tahunan")
	v := h.shell.shown().(*reportsPage).annual
	h.until("the years", func() bool { return v.loads > 0 && !v.busy.Visible() })
	if v.year.Value() != year {
		was := v.loads
		v.year.Set(year)
		v.year.OnChanged("")
		h.until("the year "+year, func() bool { return v.loads > was && !v.busy.Visible() })
	}
	return v
}

// savedAs answers where a paper goes and gives what was written there.
func (h *testHouse) savedAs(suffix string) []byte {
	h.t.Helper()
	h.until("where to", func() bool { return h.reads("Disimpan sebagai") })
	path := filepath.Join(h.t.TempDir(), "simpan")
	for _, o := range test.LaidOutObjects(h.top()) {
		if e, ok := o.(*kit.Entry); ok {
			if !strings.HasSuffix(e.Text, suffix) {
				h.t.Errorf("offered %q, want …%s", e.Text, suffix)
			}
			e.SetText(path)
		}
	}
	h.press("Simpan dan Buka")
	h.until("saved", func() bool { return !h.shell.dialogs.Open() })
	data, err := os.ReadFile(path)
	must(h.t, err)
	return data
}

// A locked year is saved as it was locked; a draft of the records as they are
// now only when it is asked for by name.
func TestAnnual_of_a_locked_year_is_saved_byte_for_byte(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	lock, err := h.desk.Annual.Lock(t.Context(), 2025, "")
	must(t, err)
	v := openAnnual(t, h, "2025")
	if !v.editions.Visible() || v.edition.Value() != editionLocked {
		t.Fatalf("the edition is not asked for: %v %q", v.editions.Visible(), v.edition.Value())
	}
	for format, press := range map[string]string{"pdf": "Simpan PDF", "xlsx": "Simpan Excel"} {
		kept, err := h.desk.Annual.Locked(lock, false, format)
		must(t, err)
		h.press(press)
		if got := h.savedAs("laporan-tahunan-internal-2025." + format); !bytes.Equal(got, kept) {
			t.Errorf("%s: %d bytes, locked were %d", format, len(got), len(kept))
		}
	}
	v.level.Set(levelPublic)
	v.level.OnChanged("")
	kept, err := h.desk.Annual.Locked(lock, true, "pdf")
	must(t, err)
	h.press("Simpan PDF")
	if got := h.savedAs("laporan-tahunan-publik-2025.pdf"); !bytes.Equal(got, kept) {
		t.Error("the public report is not the locked one")
	}
	v.edition.Set(editionDraft)
	v.edition.OnChanged("")
	h.press("Simpan PDF")
	if got := h.savedAs("laporan-tahunan-publik-konsep-2025.pdf"); bytes.Equal(got, kept) || !bytes.HasPrefix(got, []byte("%PDF")) {
		t.Error("the draft is the locked report")
	}
	openAnnual(t, h, "2026")
	if v.editions.Visible() {
		t.Error("a running year has a locked edition")
	}
}

// What was typed is not lost by another year, another page, or by saving the
// other sheet.
func TestAnnual_keeps_what_was_typed(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	v := openAnnual(t, h, "2025")
	v.choose("teks")
	v.text("saran").SetText("Tambah kamera di jembatan.")
	v.goals.targets["kamera-online"].SetText("57")
	v.year.Set("2026")
	v.year.OnChanged("")
	if !h.shell.dialogs.Open() || v.year.Value() != "2025" {
		t.Fatalf("turned to %s without a question", v.year.Value())
	}
	h.press("Batal")
	h.shell.Open("kamera")
	if !h.shell.dialogs.Open() {
		t.Fatal("the page is left without a question")
	}
	h.press("Batal")
	was := v.loads
	h.press("Simpan Teks")
	h.until("kept", func() bool { return v.loads > was && !v.busy.Visible() })
	notes, err := h.desk.Annual.Notes(2025)
	must(t, err)
	if notes.Texts["saran"] != "Tambah kamera di jembatan." || notes.Targets["kamera-online"] != 0.57 {
		t.Errorf("kept: %+v", notes)
	}
	if text := v.goals.targets["kamera-online"].Text; text != "57" {
		t.Errorf("the target comes back as %q", text)
	}
	v.goals.targets["kamera-online"].SetText("banyak")
	h.shell.shown().(Saver).Save()
	if v.at.key != "target" || !v.goals.fields["kamera-online"].Refused() {
		t.Error("a target that is no number is not shown at its field")
	}
}

// text is the field of a text of the report.
func (v *annualView) text(key string) *kit.Entry {
	v.texts.which.Set(key)
	v.texts.show()
	return v.texts.text
}
