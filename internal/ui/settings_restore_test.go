package ui

import (
	"errors"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// Each reason why a backup cannot be restored stands at the field that can
// mend it; the program ends, to open elsewhere, only once the office is there.
func TestRestore_from_the_window(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	var answer error
	var asked []string
	h.shell.config.Restore = func(path, dir string, phrase secret.Text) error {
		asked = []string{path, dir, phrase.Reveal()}
		return answer
	}
	moved := ""
	h.shell.config.MoveData = func(dir string) error { moved = dir; return nil }
	e := h.shell.env()
	askRestore(e)
	h.press("Pulihkan dan Buka")
	if asked != nil || !h.sees("Pilih berkas cadangannya.") {
		t.Fatalf("without a file: asked %q, on screen %q", asked, h.words())
	}
	text, hidden := h.entries()
	text[0].SetText("/media/usb/kantor.cadangan")
	hidden[0].SetText("kalimat sandi")
	for _, c := range []struct {
		err  error
		told string
	}{
		{db.ErrNotFound, "Berkas ini tidak ada."},
		{db.ErrPassphrase, "Kata sandi cadangan ini belum benar."},
		{db.ErrOccupied, "Folder ini sudah berisi data."},
		{db.ErrNoKey, "Letakkan berkas .kunci di samping cadangan"},
		{db.ErrDamaged, "Ini bukan cadangan cctvdesk"},
	} {
		answer = errors.Join(c.err)
		h.press("Pulihkan dan Buka")
		h.until(c.told, func() bool { return h.sees(c.told) })
		if h.quit != 0 || !h.shell.dialogs.Open() {
			t.Fatal("a refusal ended the program")
		}
	}
	answer = nil
	h.press("Pulihkan dan Buka")
	h.until("the end", func() bool { return h.quit == 1 })
	if want := []string{"/media/usb/kantor.cadangan", "/home/kasi/.local/share/cctvdesk-2026-09-08-0930", "kalimat sandi"}; asked[0] != want[0] || asked[1] != want[1] || asked[2] != want[2] || moved != want[1] {
		t.Errorf("restored %q", asked)
	}
}

// Whoever closes the dialog while it works keeps the office that is open; the
// restored one is there all the same, and its place is told.
func TestRestore_that_is_left_opens_nothing(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	goOn := make(chan struct{})
	h.shell.config.Restore = func(string, string, secret.Text) error { <-goOn; return nil }
	h.shell.config.MoveData = func(string) error { t.Error("moved"); return nil }
	askRestore(h.shell.env())
	text, _ := h.entries()
	text[0].SetText("/media/usb/kantor.cadangan")
	h.press("Pulihkan dan Buka")
	h.shell.dialogs.Escape()
	close(goOn)
	h.until("the place", func() bool { return h.sees("Cadangan dipulihkan di /home/kasi/.local/share/cctvdesk-2026-09-08-0930") })
	if h.quit != 0 {
		t.Error("the program ended")
	}
}
