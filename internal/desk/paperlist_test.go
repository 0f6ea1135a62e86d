package desk_test

import (
	"bytes"
	"errors"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// printed writes a paper and gives its text line by line across the page, with
// every run of blanks as one.
func printed(t *testing.T, d *desk.Desk, name string, id ulid.ULID) string {
	t.Helper()
	return readBack(t, d, name, id, "-layout")
}

// readBack writes a paper and gives its text: -layout line by line across the
// page, -raw cell by cell as it was written.
func readBack(t *testing.T, d *desk.Desk, name string, id ulid.ULID, order string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name+".pdf")
	var b bytes.Buffer
	if err := d.Papers.Document(name, id, &b); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := d.Papers.Keep(path, name, b.Bytes()); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", order, path, "-").Output()
	if err != nil {
		t.Skip("pdftotext is needed to read papers back: ", err)
	}
	return strings.Join(strings.Fields(string(text)), " ")
}

func tells(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the paper does not say %q:\n%s", w, text)
		}
	}
}

// provenRequest stands behind activity 5, with one camera that came and one
// that did not.
func provenRequest(t *testing.T, d *desk.Desk) ulid.ULID {
	t.Helper()
	officials(t, d)
	id := draft(t, d, "Relay kamera Simpang Garuda")
	walk(t, d, id, 4)
	act(t, d, id, sop.Act{Kind: sop.ActBegin, Step: 5, At: wib(10, 0)})
	for i, p := range []sop.Proof{
		{Result: sop.Success, At: wib(10, 20), Codec: "H264", Width: 1280, Height: 720, FPS: 15, Kbps: 900, Path: "dishub/garuda"},
		{Result: sop.Failure, At: wib(10, 25), Cause: "refused"},
	} {
		cam, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: []string{"Garuda Utara", "Garuda Selatan"}[i], Address: "rtsp://admin:rahasiabenar@10.0.0.1/" + string(rune('1'+i)), RequestID: id})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Cameras.NoteProof(id, cam, p); err != nil {
			t.Fatal(err)
		}
	}
	checks := sop.DefaultVersion().Activity(5).Checks
	for i := range checks {
		checks[i].Met = true
	}
	act(t, d, id, sop.Act{Kind: sop.ActFinish, Step: 5, At: wib(10, 40), Checks: checks, Note: "Kamera selatan menunggu perbaikan."})
	return id
}

func TestDocument_writes_every_paper_of_a_request(t *testing.T) {
	d, _ := openOffice(t)
	id := provenRequest(t, d)
	v, err := d.Requests.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	if ready := desk.ReadyDocuments(v); !slices.Equal(ready, desk.Documents()) {
		t.Errorf("ready %v, of %v", ready, desk.Documents())
	}
	for name, want := range map[string][]string{
		desk.PaperLetter:      {"B/500.12/1/DISKOMINFO/2026", "Dinas Perhubungan", "Simpang Garuda", "Kadis Satu", "view only"},
		desk.PaperDisposition: {"LEMBAR DISPOSISI", "Kadis Satu", "Kabid Satu", "Lakukan setting relay", v.Request.Number, "Halaman 2 dari 2"},
		desk.PaperNote:        {"NOTA DINAS", "Garuda Utara", "Garuda Selatan"},
		desk.PaperRecord:      {"UJI TAYANG RELAY SURVEILLANCE", "Garuda Utara", "Berhasil", "Gagal: port", "Kamera selatan menunggu perbaikan.", "Kasi Satu"},
		desk.PaperCard:        {"KARTU KENDALI", v.Request.Number, "Tepat Waktu", "Garuda"},
		desk.PaperSOP:         {"PROSEDUR RELAY TAYANGAN SURVEILLANCE", "135 menit"},
	} {
		t.Run(name, func(t *testing.T) {
			text := printed(t, d, name, id)
			tells(t, text, want...)
			if strings.Contains(text, "rahasiabenar") || strings.Contains(text, "10.0.0.1") {
				t.Error("the paper tells how to reach the camera")
			}
		})
	}
}

func TestPapers_count_the_cameras_and_their_tests(t *testing.T) {
	d, _ := openOffice(t)
	id := provenRequest(t, d)
	tells(t, readBack(t, d, desk.PaperCard, id, "-raw"), "Hasil uji tayang: 1 kamera berhasil, 1 kamera gagal")
	// Both are called otherwise than the only place, and stand there all the same.
	tells(t, printed(t, d, desk.PaperLetter, id), "1 Simpang Garuda - - 2 -")

	second := draft(t, d, "Relay kamera pasar")
	if text := readBack(t, d, desk.PaperCard, second, "-raw"); strings.Contains(text, "uji tayang") {
		t.Errorf("nothing was tested:\n%s", text)
	}
	tells(t, printed(t, d, desk.PaperLetter, second), "1 Simpang Garuda - - - -")
}

func TestDocument_waits_for_its_activity(t *testing.T) {
	d, _ := openOffice(t)
	officials(t, d)
	id := draft(t, d, "Relay kamera pasar")
	v, err := d.Requests.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	ready := desk.ReadyDocuments(v)
	if !slices.Equal(ready, []string{desk.PaperLetter, desk.PaperCard, desk.PaperSOP}) {
		t.Errorf("of a draft: %v", ready)
	}
	for _, name := range desk.Documents() {
		var b bytes.Buffer
		err := d.Papers.Document(name, id, &b)
		switch {
		case slices.Contains(ready, name) && (err != nil || !bytes.HasPrefix(b.Bytes(), []byte("%PDF"))):
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
		case !slices.Contains(ready, name) && !errors.Is(err, desk.ErrNotReady):
			t.Errorf("%s before its time: %v", name, err)
		}
	}
	tells(t, printed(t, d, desk.PaperLetter, id), "(konsep)")
	if err := d.Papers.Document("surat-cinta", id, &bytes.Buffer{}); !errors.Is(err, desk.ErrUnknownPaper) {
		t.Errorf("an unknown paper: %v", err)
	}
}

func TestKartuKendali_keeps_the_rounds_that_were_sent_back(t *testing.T) {
	d, _ := openOffice(t)
	officials(t, d)
	id := draft(t, d, "Relay kamera pasar")
	walk(t, d, id, 2)
	act(t, d, id, sop.Act{Kind: sop.ActBegin, Step: 3, At: wib(9, 0)})
	act(t, d, id, sop.Act{Kind: sop.ActPause, Step: 3, At: wib(9, 2), Reason: "listrik-padam"})
	act(t, d, id, sop.Act{Kind: sop.ActResume, Step: 3, At: wib(9, 32)})
	act(t, d, id, sop.Act{Kind: sop.ActReturn, Step: 3, To: 2, At: wib(9, 40), Reason: "akses-tidak-lengkap", Note: "kanal belum disebut"})
	tells(t, printed(t, d, desk.PaperCard, id), "Putaran yang dikembalikan", "Akses tidak lengkap: kanal belum disebut")
	text := printed(t, d, desk.PaperDisposition, waitingForThree(t, d))
	tells(t, text, "LEMBAR DISPOSISI", "Halaman 1 dari 1")
}

// waitingForThree is a request whose activity 3 has not begun.
func waitingForThree(t *testing.T, d *desk.Desk) ulid.ULID {
	t.Helper()
	id := draft(t, d, "Relay kamera taman")
	walk(t, d, id, 2)
	return id
}
