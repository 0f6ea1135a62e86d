package ui

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// TestRetest_of_a_request_by_hand: the button in activity 5 proves every camera
// of the request anew, tells how each comes out, and notes it; closing the
// dialog ends the tests and notes nothing that was not proven.
func TestRetest_of_a_request_by_hand(t *testing.T) {
	h := openLiveHouse(t)
	id := requestID(t, h.desk, waitingSubject)
	toActivity5(t, h.desk, id)
	gone := simulated(t)
	for name, address := range map[string]string{
		"Kamera Utara": simulated(t).URL(), "Kamera Timur": simulated(t).URL(), "Kamera Mati": gone.URL(),
	} {
		cam, err := h.desk.Cameras.Publish(t.Context(), desk.CameraDraft{Name: name, Address: withLogin(address, awkward), RequestID: id, Enabled: true})
		must(t, err)
		must(t, h.desk.Cameras.Attach(id, cam))
	}
	h.until("all are live", func() bool { return h.desk.Pulse().Live == 3 })
	gone.Close()
	s := h.openRequest(waitingSubject)
	h.until("the cameras", func() bool { return len(s.view.Request.Cameras) == 3 && h.offers("Uji ulang semua") })

	h.press("Uji ulang semua")
	h.until("the tests begin", func() bool { return hasChip(h, "Diuji…") })
	if !h.reads("Uji ulang semua kamera " + s.view.Request.Number) {
		t.Errorf("on screen: %q", h.words())
	}
	h.press("Tutup")
	h.until("the page again", func() bool { return !h.shell.dialogs.Open() })
	for _, ref := range h.request(s).Cameras {
		if ref.Proof != nil {
			t.Errorf("%s has a proof of a test that was broken off: %+v", ref.Name, ref.Proof)
		}
	}

	h.press("Uji ulang semua")
	h.until("the sum", func() bool { return h.reads("3 kamera: 2 berhasil, 0 sebagian, 1 gagal atau tidak diuji.") })
	if !hasChip(h, "Berhasil") || !hasChip(h, "Gagal") {
		t.Errorf("on screen: %q", h.words())
	}
	h.press("Tutup")
	results := map[string]sop.Result{}
	for _, ref := range h.request(s).Cameras {
		if ref.Proof == nil || ref.Proof.At.IsZero() {
			t.Fatalf("%s has no proof", ref.Name)
		}
		results[ref.Name] = ref.Proof.Result
	}
	if results["Kamera Utara"] != sop.Success || results["Kamera Timur"] != sop.Success || results["Kamera Mati"] != sop.Failure {
		t.Errorf("noted: %+v", results)
	}
	h.until("the sheet shows them", func() bool { return hasChip(h, "Gagal") && hasChip(h, "Berhasil") })
}

// TestRetest_of_a_finished_request_is_kept_beside_it: the button of a finished
// request proves its cameras anew. The result stands beneath the camera and in
// the trail; the request, and the papers about it, stay as they were.
func TestRetest_of_a_finished_request_is_kept_beside_it(t *testing.T) {
	h := openLiveHouse(t)
	id := requestID(t, h.desk, waitingSubject)
	toActivity5(t, h.desk, id)
	cam, err := h.desk.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Kamera Utara", Address: withLogin(simulated(t).URL(), awkward), RequestID: id, Enabled: true})
	must(t, err)
	must(t, h.desk.Cameras.Attach(id, cam))
	must(t, h.desk.Cameras.NoteProof(id, cam, sop.Proof{Result: sop.Partial, Cause: "codec", At: clock9(22)}))
	finishFrom5(t, h.desk, id)
	h.until("the camera is live", func() bool { return h.desk.Pulse().Live == 1 })
	s := h.openRequest(waitingSubject)
	was, paper := s.view.Request, noteOf(t, h.desk, id)

	h.press("Uji ulang")
	h.until("the sum", func() bool { return h.reads("1 kamera: 1 berhasil, 0 sebagian, 0 gagal atau tidak diuji.") })
	if !h.reads("Kegiatan 5 sudah selesai: hasilnya dicatat sebagai uji ulang, dan bukti kegiatan 5 tidak berubah.") {
		t.Errorf("on screen: %q", h.words())
	}
	h.press("Tutup")
	h.until("the sheet shows both", func() bool {
		return h.reads("Uji ulang 08-09-2026 09.30 WIB") && hasChip(h, "Sebagian") && hasChip(h, "Berhasil")
	})
	if now := h.request(s); !reflect.DeepEqual(now, was) {
		t.Errorf("the finished request has changed:\n%+v\n%+v", was, now)
	}
	if !bytes.Equal(paper, noteOf(t, h.desk, id)) {
		t.Error("the Nota Dinas has changed")
	}
	if s.view.Trail[0].Action != desk.ActionRetest || s.view.Trail[0].Name != was.Number {
		t.Errorf("the trail begins with %+v", s.view.Trail[0])
	}
	if last, ok := h.desk.Acts.Last(); ok && last.Action == desk.ActionRetest {
		t.Error("a measurement is offered to be taken back")
	}
	h.key(fyne.KeyU)
	h.until("key U does the same", func() bool { return h.reads("Uji ulang semua kamera " + was.Number) })
	h.press("Tutup")
}

// clock9 is a minute of the morning of the pictures.
func clock9(minute int) time.Time { return time.Date(2026, 9, 8, 9, minute, 0, 0, sop.WIB()) }

// finishFrom5 ends activity 5 at 09.24 and the last one at 09.28.
func finishFrom5(t *testing.T, d *desk.Desk, id [16]byte) {
	t.Helper()
	for _, a := range []sop.Act{
		{Kind: sop.ActFinish, Step: 5, At: clock9(24)}, {Kind: sop.ActBegin, Step: 6, At: clock9(25)}, {Kind: sop.ActFinish, Step: 6, At: clock9(28)},
	} {
		if a.Kind == sop.ActFinish {
			a.Checks = sop.DefaultVersion().Activity(a.Step).Checks
			for i := range a.Checks {
				a.Checks[i].Met = true
			}
			a.Note, a.Evidence = "diterima", &sop.Evidence{Number: "B/1", Date: a.At, Text: "Nota Dinas"}
		}
		_, err := d.Requests.Act(id, a)
		must(t, err)
	}
}

func noteOf(t *testing.T, d *desk.Desk, id [16]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, d.Papers.NotaDinas(id, &b))
	return b.Bytes()
}
