package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// pick chooses the item of the menu that is open.
func (h *testHouse) pick(word string) {
	h.t.Helper()
	for _, open := range test.LaidOutObjects(h.top()) {
		menu, ok := open.(*widget.PopUpMenu)
		if !ok {
			continue
		}
		for _, item := range menu.Items {
			for _, o := range test.LaidOutObjects(item) {
				if text, ok := o.(*canvas.Text); ok && text.Text == word {
					item.(fyne.Tappable).Tapped(&fyne.PointEvent{})
					return
				}
			}
		}
	}
	h.t.Fatalf("the menu does not offer %q", word)
}

// write puts a text into the field that the dialog on top has asked for.
func (h *testHouse) write(text string) {
	h.t.Helper()
	e, ok := h.shell.Window().Canvas().Focused().(*kit.Entry)
	if !ok {
		h.t.Fatal("no field has the focus for ", text)
	}
	e.SetText(text)
}

// TestCameraImport_from_the_file_to_the_relay walks the whole page by hand: a
// table with good, doubled and wrong rows is tested, a choice is changed, what
// is not kept is saved with its reason, the rest is applied and taken back.
func TestCameraImport_from_the_file_to_the_relay(t *testing.T) {
	good, other := simulated(t), simulated(t)
	h := openLiveHouse(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "kamera.csv")
	must(t, os.WriteFile(file, []byte("nama;url;kecamatan\n"+
		"Simpang Garuda;"+withLogin(good.URL(), awkward)+";Pontianak Kota\n"+
		"Simpang Garuda lagi;"+withLogin(good.URL(), awkward)+";\n"+
		"Salah Sandi;"+withLogin(other.URL(), "salah")+";\n"+
		";rtsp://10.10.5.21/1;\n"), 0o600))

	h.shell.Open("kamera")
	h.press("Impor CSV/XLSX…")
	v := h.shell.shown().(*camerasPage).table
	h.write(file)
	h.key(fyne.KeyReturn)
	h.until("the rows are tested", func() bool { return v.trial != nil })
	var states []desk.TrialState
	for _, r := range v.list.Shown() {
		states = append(states, r.State())
	}
	if !slices.Equal(states, []desk.TrialState{desk.TrialLook, desk.TrialTwice, desk.TrialFailed, desk.TrialBad}) && states[0] != desk.TrialGood {
		t.Errorf("%q", states)
	}
	if !h.sees("4 baris dalam ") || !h.sees("1 akan disimpan, 1 gagal diuji, 1 sudah ada, 1 salah isi") {
		t.Errorf("on screen: %q", h.words())
	}
	if v.list.Shown()[0].Verdict.Picture == nil {
		t.Error("no thumbnail")
	}

	v.look(v.list.Shown()[1]) // the double is wanted all the same, and then not
	if !h.sees("Alamatnya sama dengan baris 2 (Simpang Garuda).") {
		t.Errorf("on screen: %q", h.words())
	}
	h.press("Ikut simpan")
	if !h.sees("2 akan disimpan") {
		t.Errorf("on screen: %q", h.words())
	}
	v.look(v.list.Shown()[1])
	h.press("Jangan simpan")

	rest := filepath.Join(dir, "sisa", "sisa.csv")
	h.saveRest(v, "CSV…", rest)
	text, err := os.ReadFile(rest)
	must(t, err)
	for _, want := range []string{"nama;url;kecamatan;alasan", "Simpang Garuda lagi", "Sudah ada", "Gagal diuji: Kamera menolak", "Salah isi"} {
		if !strings.Contains(strings.ReplaceAll(string(text), ",", ";"), want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	if strings.Contains(string(text), awkward) || strings.Contains(string(text), "salah@") {
		t.Errorf("a password is in %s", text)
	}

	h.press("Terapkan")
	h.until("the question", h.shell.dialogs.Open)
	if !h.reads("Simpan 1 kamera?") {
		t.Errorf("on screen: %q", h.words())
	}
	h.press("Terapkan")
	names := func() (out []string) {
		rows, err := h.desk.Cameras.List(desk.CameraFilter{})
		must(t, err)
		for _, r := range rows {
			out = append(out, r.Name)
		}
		return out
	}
	h.until("the list with the new camera", func() bool { return h.shell.shown().Route() == "kamera" && h.sees("Simpang Garuda") })
	if got := names(); !slices.Equal(got, []string{"Simpang Garuda"}) {
		t.Errorf("kept: %q", got)
	}
	h.until("the camera is live", func() bool { return h.desk.Pulse().Live == 1 })
	_, err = h.desk.Acts.Undo()
	must(t, err)
	if got := names(); len(got) != 0 {
		t.Errorf("taken back, and still there: %q", got)
	}
}

// saveRest saves the rows that are not kept, as its user does.
func (h *testHouse) saveRest(v *cameraImport, kind, path string) {
	h.t.Helper()
	h.press("Simpan baris lain…")
	h.pick(kind)
	h.until("where to", h.shell.dialogs.Open)
	h.write(path)
	h.press("Simpan dan Buka")
	h.until("the file", func() bool { return !h.shell.dialogs.Open() })
}

// TestCameraImport_takes_what_it_has_written: the workbook of the rows that
// were left over is dragged onto the page again, and each row is judged anew.
func TestCameraImport_takes_what_it_has_written(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	dir := t.TempDir()
	file := filepath.Join(dir, "kamera.csv")
	must(t, os.WriteFile(file, []byte("nama;url\n;rtsp://10.10.5.21/1\nTanpa alamat;\nBukan alamat;ftp://10.10.5.22/1\n"), 0o600))
	h.shell.Open("kamera/" + importArg)
	page := h.shell.shown().(*camerasPage)
	page.Drop([]string{file})
	h.until("the rows", func() bool { return page.table.trial != nil && len(page.table.trial.Rows) == 3 })
	sheet := filepath.Join(dir, "sisa.xlsx")
	h.saveRest(page.table, "XLSX…", sheet)
	first := page.table.trial
	page.Drop([]string{sheet})
	h.until("the workbook's rows", func() bool { return page.table.trial != nil && page.table.trial != first })
	if n := page.table.trial.Count(desk.TrialBad); n != 3 || len(page.table.trial.Report.Unknown) != 0 {
		t.Errorf("%d wrong rows, columns not known: %q", n, page.table.trial.Report.Unknown)
	}
	if page.table.apply.Disabled() != true {
		t.Error("a table without a good row can be applied")
	}
	page.Drop([]string{filepath.Join(dir, "tidak-ada.csv")})
	h.until("the refusal", func() bool { return page.table.file.Refused() })
}
