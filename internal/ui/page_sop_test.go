package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

func TestSOP_as_the_office_prints_it(t *testing.T) {
	shows(t, "sop", "sop", busyOffice, func(h *testHouse) bool { return h.shell.shown().(*sopPage).loaded })
}

func TestSOP_shows_the_signed_words_beside_the_corrected_ones(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("sop")
	p := h.shell.shown().(*sopPage)
	h.until("the SOP", func() bool { return p.loaded })
	says := func(want string) bool { return strings.Contains(strings.Join(h.words(), "\n"), want) }
	if says("Pontiaak") || !says("Kota Pontianak menyurati Perangkat Daerah") {
		t.Errorf("corrected: %q", h.words())
	}
	p.verbatim.Tapped(nil)
	if !says("Kota Pontiaak Menyurati Perangkat Daerah") {
		t.Error("the slip of the pen in the signed paper is not shown")
	}
}

func TestSOP_a_new_version_holds_from_now_on(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	late := requestID(t, h.desk, "Relay CCTV Simpang Empat Tanjungpura dan Pahlawan")
	before, err := h.desk.Requests.Get(late)
	must(t, err)
	h.shell.Open("sop")
	p := h.shell.shown().(*sopPage)
	h.until("the SOP", func() bool { return p.loaded })
	fill := func(from, to string) {
		t.Helper()
		for _, o := range test.LaidOutObjects(h.top()) {
			if e, ok := o.(*kit.Entry); ok && e.Text == from {
				e.SetText(to)
				return
			}
		}
		t.Fatalf("no field says %q", from)
	}
	h.press("Versi Baru…")
	fill("60", "0")
	h.typed("2026")
	h.press("Berlakukan")
	h.until("the refusal", func() bool { return h.reads("Isi menit, 1 sampai 10.000.") })
	fill("0", "90")
	h.press("Berlakukan")
	h.until("the new version", func() bool { return p.set.SOP.Name == "2026" && !h.shell.dialogs.Open() })
	if p.set.SOP.Total() != 165 || len(p.set.SOPPast) != 1 || p.set.SOPPast[0].Total() != 135 {
		t.Errorf("in force %d minutes, before %+v", p.set.SOP.Total(), len(p.set.SOPPast))
	}
	if !strings.Contains(strings.Join(h.words(), "\n"), "kegiatan 5: 60 menjadi 90 menit") {
		t.Errorf("what has changed is not told: %q", h.words())
	}
	after, err := h.desk.Requests.Get(late)
	must(t, err)
	for n := 1; n <= 6; n++ {
		if after.Request.Step(n).Standard != before.Request.Step(n).Standard {
			t.Errorf("a running request's activity %d was rewritten", n)
		}
	}
	h.press("Versi Baru…") // its name is taken
	h.typed("2026")
	h.press("Berlakukan")
	h.until("the answer", func() bool { return strings.Contains(strings.Join(h.words(), "\n"), "sudah") })
	if !h.shell.dialogs.Open() || len(p.set.SOPPast) != 1 {
		t.Error("two versions have one name")
	}
}
