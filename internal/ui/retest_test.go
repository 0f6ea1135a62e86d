package ui

import (
	"testing"

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
