package ui

import (
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

func TestNotices_are_told_once_to_desktop_and_window(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	told := make(chan string, 20)
	h.shell.config.Notify = func(title, text string) { told <- title + "\n" + text }
	h.until("the desktop was told", func() bool { return len(told) > 0 && !h.shell.told.busy })
	first := <-told
	if !strings.Contains(first, "RLY-2026-") && !strings.Contains(first, "permintaan mendekati atau melewati") {
		t.Errorf("%q", first)
	}
	n := len(told)
	h.shell.told.minute = 0 // the next minute
	h.until("asked again", func() bool { return h.shell.told.minute != 0 && !h.shell.told.busy })
	if len(told) != n {
		t.Error("told twice")
	}
}

func TestNoticeLines_gather_many_into_one(t *testing.T) {
	if got := noticeLines([]desk.Notice{{Kind: desk.NoticeNear, Number: "RLY-2026-0004", Agency: "Dishub", Step: 5, Minutes: 48, Standard: 60}}); len(got) != 1 ||
		got[0].title != "RLY-2026-0004 mendekati batas" || got[0].text != "Langkah 5 permintaan RLY-2026-0004 (Dishub) sudah 48 menit dari waktu baku 1 j 00 m." {
		t.Errorf("%+v", got)
	}
	many := make([]desk.Notice, 12)
	for i := range many {
		many[i].Request[0] = byte(i)
	}
	if got := noticeLines(many); len(got) != 1 || got[0].route != "beranda" || !strings.HasPrefix(got[0].text, "12 permintaan") {
		t.Errorf("%+v", got)
	}
}

func TestPreview_shows_the_pages_and_keeps_what_was_shown(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	var shown []byte
	h.shell.config.Pages = func(_ context.Context, pdf []byte) ([]image.Image, error) {
		shown = pdf
		return []image.Image{image.NewGray(image.Rect(0, 0, 91, 128)), image.NewGray(image.Rect(0, 0, 91, 128))}, nil
	}
	var opened string
	h.shell.config.OpenFile = func(path string) { opened = path }
	e := h.shell.env()
	id := requestID(t, h.desk, "Relay CCTV Simpang Empat Tanjungpura dan Pahlawan")
	offerPaper(e, desk.PaperCard, id, "RLY-2026-0001")
	h.until("the preview", h.shell.dialogs.Open)
	if words := strings.Join(h.words(), "\n"); !strings.Contains(words, "Halaman 2 dari 2") || !strings.Contains(words, "Kartu Kendali RLY-2026-0001") {
		t.Errorf("%q", words)
	}
	h.press("Buka untuk Dicetak")
	h.until("the viewer", func() bool { return opened != "" })
	if data, err := os.ReadFile(opened); err != nil || string(data) != string(shown) {
		t.Errorf("the viewer is given other bytes, %v", err)
	}
	h.press("Simpan…")
	h.until("the place", func() bool { return h.reads("Disimpan sebagai") })
	path := filepath.Join(t.TempDir(), "kartu.pdf")
	for _, o := range test.LaidOutObjects(h.top()) {
		if en, ok := o.(*kit.Entry); ok {
			en.SetText(path)
		}
	}
	h.press("Simpan dan Buka")
	h.until("the file", func() bool { return opened == path })
	if data, err := os.ReadFile(path); err != nil || string(data) != string(shown) {
		t.Errorf("what was kept is not what was shown, %v", err)
	}
}

func TestPreview_without_a_program_that_draws_says_so_and_still_keeps(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.config.Pages = func(context.Context, []byte) ([]image.Image, error) { return nil, errors.New("no pdftoppm") }
	id := requestID(t, h.desk, "Relay CCTV Simpang Empat Tanjungpura dan Pahlawan")
	offerPaper(h.shell.env(), desk.PaperCard, id, "RLY-2026-0001")
	h.until("the dialog", h.shell.dialogs.Open)
	if words := strings.Join(h.words(), "\n"); !strings.Contains(words, "poppler-utils") {
		t.Errorf("%q", words)
	}
	h.press("Simpan…")
	h.until("the place", func() bool { return h.reads("Disimpan sebagai") })
}

func TestHours_are_read_as_people_write_them(t *testing.T) {
	for text, want := range map[string]string{
		"07.15–12.00, 13.00–15.45": "07.15–12.00, 13.00–15.45",
		"13:00-15:45; 7:15 - 12":   "",
		"13:00-15:45; 7.15 - 12.0": "07.15–12.00, 13.00–15.45",
		"":                         "",
		"00.00 s.d. 24.00":         "00.00–24.00",
	} {
		spans, ok := readSpans(text)
		if got := spansText(spans); got != want || ok != (want != "" || text == "") {
			t.Errorf("%q: %q %v, want %q", text, got, ok, want)
		}
	}
	for _, bad := range []string{"12.00–08.00", "08.00–09.00, 08.30–10.00", "25.00–26.00", "08.61–09.00", "pagi", "08.00"} {
		if spans, ok := readSpans(bad); ok {
			t.Errorf("%q is read as %v", bad, spans)
		}
	}
}
