package desk_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// corresponded walks a request that an agency proposed through four
// activities, with letters of all kinds.
func corresponded(t *testing.T, d *desk.Desk) ulid.ULID {
	t.Helper()
	officials(t, d)
	id, err := d.Requests.CreateAt(sop.Facts{
		Origin: sop.ProposedByAgency, AgencyID: agency(t, d, "Dishub"), Subject: "Relay Simpang Garuda",
		Sites:     []sop.Site{{Name: "Simpang Garuda"}},
		Reference: sop.LetterRef{Number: "B/500.11/7/DISHUB/2026", Date: wib(0, 0).AddDate(0, 0, -4), Agenda: "410/2026", Received: wib(0, 0).AddDate(0, 0, -3)},
	}, wib(7, 20))
	if err != nil {
		t.Fatal(err)
	}
	act(t, d, id, sop.Act{Kind: sop.ActStart, At: wib(7, 30)})
	for n, e := range []sop.Evidence{
		{Number: "B/500.12/27/DISKOMINFO/2026", Date: wib(0, 0), Source: sop.SourceSrikandi},
		{Number: " b/500.11 /208/DISHUB/2026 „lampiran“", Date: wib(0, 0), Text: "akses"},
		{Number: "412/2026", Date: wib(0, 0), Instructions: []string{"proses-lebih-lanjut"}, Text: "Mohon dituntaskan", Deadline: wib(0, 0).AddDate(0, 0, 2)},
		{Number: "12/TKPBET", Date: wib(0, 0), Instructions: []string{"lakukan-setting-relay", "koordinasi-opd"}},
	} {
		finish(t, d, id, n+1, e, 0)
	}
	return id
}

// finish carries one activity out, later by some minutes.
func finish(t *testing.T, d *desk.Desk, id ulid.ULID, n int, e sop.Evidence, later int) {
	t.Helper()
	act(t, d, id, sop.Act{Kind: sop.ActBegin, Step: n, At: wib(8, 20*n+later)})
	checks := sop.DefaultVersion().Activity(n).Checks
	for i := range checks {
		checks[i].Met = true
	}
	act(t, d, id, sop.Act{Kind: sop.ActFinish, Step: n, At: wib(8, 20*n+later+12), Checks: checks, Evidence: &e})
}

func book(t *testing.T, d *desk.Desk, f desk.LetterFilter) []desk.LetterRow {
	t.Helper()
	rows, err := d.Letters.Book(f)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestBook_has_the_letters_of_requests_as_they_were_typed(t *testing.T) {
	d, _ := openOffice(t)
	id := corresponded(t, d)
	in := book(t, d, desk.LetterFilter{Way: sop.LetterIn})
	if len(in) != 2 || in[0].Number != "B/500.11/7/DISHUB/2026" || in[0].Agenda != "410/2026" || in[0].Disposition != "" {
		t.Fatalf("%+v", in)
	}
	want := "Kadis Kominfo → Kabid TKPBET 07-09-2026: Proses lebih lanjut. Mohon dituntaskan (batas 09-09-2026); " +
		"Kabid TKPBET → Kasi SPTIK 07-09-2026: Lakukan setting relay, Koordinasikan dengan Perangkat Daerah"
	if in[1].Number != " b/500.11 /208/DISHUB/2026 „lampiran“" || in[1].Agenda != "412/2026" || in[1].Disposition != want || in[1].Own() {
		t.Errorf("%+v", in[1])
	}
	out := book(t, d, desk.LetterFilter{Way: sop.LetterOut})
	if len(out) != 1 || out[0].Request != "RLY-2026-0001" || out[0].Step != 1 || out[0].Party != "Dinas Perhubungan" || !out[0].Moved.Equal(wib(8, 32)) {
		t.Errorf("%+v", out)
	}
	for _, f := range []desk.LetterFilter{
		{Way: sop.LetterIn, Text: "lampiran dishub"}, {Way: sop.LetterIn, From: wib(0, 0), To: wib(23, 0)}, {Way: sop.LetterIn, Text: "412"},
	} {
		if rows := book(t, d, f); len(rows) != 1 || rows[0].Step != 2 {
			t.Errorf("%+v: %+v", f, rows)
		}
	}
	if years, err := d.Letters.Years(); err != nil || !slices.Equal(years, []int{2026}) {
		t.Errorf("%v, %v", years, err)
	}
	// A return to activity 3 writes new sheets for the same letter; one to
	// activity 1 brings a second letter and keeps the first.
	act(t, d, id, sop.Act{Kind: sop.ActReturn, Step: 5, To: 3, At: wib(10, 0), Reason: "disposisi-kurang-jelas"})
	finish(t, d, id, 3, sop.Evidence{Number: "415/2026", Date: wib(0, 0), Text: "Ulangi"}, 62)
	if in = book(t, d, desk.LetterFilter{Way: sop.LetterIn}); len(in) != 2 || in[1].Agenda != "415/2026" || !strings.Contains(in[1].Disposition, "Ulangi; Kabid TKPBET") {
		t.Errorf("%+v", in)
	}
	act(t, d, id, sop.Act{Kind: sop.ActReturn, Step: 4, To: 1, At: wib(11, 0), Reason: "lokasi-tidak-sesuai"})
	finish(t, d, id, 1, sop.Evidence{Number: "B/500.12/30/DISKOMINFO/2026", Date: wib(0, 0)}, 180)
	if out = book(t, d, desk.LetterFilter{Way: sop.LetterOut}); len(out) != 2 || out[0].Round != 1 || out[1].Round != 2 {
		t.Errorf("%+v", out)
	}
	if in = book(t, d, desk.LetterFilter{Way: sop.LetterIn}); len(in) != 2 || in[1].Agenda != "415/2026" {
		t.Errorf("%+v", in)
	}
}

func TestBook_gives_the_agencys_letter_the_sheet_when_there_is_no_other(t *testing.T) {
	d, _ := openOffice(t)
	officials(t, d)
	id, err := d.Requests.CreateAt(sop.Facts{
		Origin: sop.ProposedByAgency, AgencyID: agency(t, d, "Dishub"), Subject: "Relay", Sites: []sop.Site{{Name: "A"}},
		Reference: sop.LetterRef{Number: "B/500.11/7/DISHUB/2026"},
	}, wib(7, 20))
	if err != nil {
		t.Fatal(err)
	}
	act(t, d, id, sop.Act{Kind: sop.ActStart, At: wib(7, 30)})
	finish(t, d, id, 1, sop.Evidence{Number: "1", Date: wib(0, 0)}, 0)
	finish(t, d, id, 2, sop.Evidence{Text: "akses"}, 0)
	finish(t, d, id, 3, sop.Evidence{Number: "9/2026", Date: wib(0, 0), Text: "Untuk diketahui"}, 0)
	rows := book(t, d, desk.LetterFilter{Way: sop.LetterIn})
	if len(rows) != 1 || rows[0].Agenda != "9/2026" || !strings.Contains(rows[0].Disposition, "Untuk diketahui") || !rows[0].Moved.Equal(wib(7, 20)) {
		t.Errorf("%+v", rows)
	}
}

func TestPut_keeps_a_letter_as_it_was_typed_and_can_be_taken_back(t *testing.T) {
	d, _ := openOffice(t)
	id := corresponded(t, d)
	letter := sop.Letter{
		Way: sop.LetterIn, Kind: "undangan", Number: "  005/ 3 /Ünd=x\tñ", Source: sop.SourceTU, Date: wib(0, 0), Moved: wib(9, 0),
		Agenda: "413/2026", Party: "Polresta Pontianak", Subject: strings.Repeat("Rapat koordinasi ", 400), RequestID: id,
	}
	key, err := d.Letters.Put(letter)
	if err != nil {
		t.Fatal(err)
	}
	letter.ID = key
	rows := book(t, d, desk.LetterFilter{Way: sop.LetterIn, Text: "polresta"})
	if len(rows) != 1 || rows[0].Number != letter.Number || rows[0].Subject != letter.Subject || rows[0].Request != "RLY-2026-0001" || !rows[0].Own() {
		t.Errorf("%+v", rows)
	}
	letter.Note = "hadir"
	if _, err := d.Letters.Put(letter); err != nil {
		t.Fatal(err)
	}
	if got, err := d.Letters.Get(key); err != nil || got.Note != "hadir" {
		t.Errorf("%+v, %v", got, err)
	}
	if err := d.Letters.Remove(key); err != nil {
		t.Fatal(err)
	}
	if rows := book(t, d, desk.LetterFilter{Way: sop.LetterIn, Text: "polresta"}); len(rows) != 0 {
		t.Errorf("%+v", rows)
	}
	if done, err := d.Acts.Undo(); err != nil || done.Action != "hapus-surat" {
		t.Errorf("%+v, %v", done, err)
	}
	if rows := book(t, d, desk.LetterFilter{Way: sop.LetterIn, Text: "polresta"}); len(rows) != 1 {
		t.Errorf("%+v", rows)
	}
	trail, err := d.Ledger.Audit(desk.AuditFilter{ObjectID: key})
	if err != nil || len(trail) != 4 || trail[0].Object != db.ObjectLetter {
		t.Errorf("%+v, %v", trail, err)
	}
}

func TestPut_refuses_at_the_field_and_changes_nothing(t *testing.T) {
	d, _ := openOffice(t)
	good := sop.Letter{Way: sop.LetterOut, Number: "1", Date: wib(0, 0), Party: "Dishub", Subject: "Hal"}
	for field, spoil := range map[string]func(*sop.Letter){
		"arah":                   func(l *sop.Letter) { l.Way = "miring" },
		sop.LetterNumberMissing:  func(l *sop.Letter) { l.Number = "\t" },
		sop.LetterDateMissing:    func(l *sop.Letter) { l.Date = time.Time{} },
		sop.LetterPartyMissing:   func(l *sop.Letter) { l.Party = "" },
		sop.LetterSubjectMissing: func(l *sop.Letter) { l.Subject = " " },
		sop.LetterMovedFirst:     func(l *sop.Letter) { l.Moved = wib(0, 0).AddDate(0, 0, 1) },
	} {
		bad, rev := good, d.Rev()
		spoil(&bad)
		_, err := d.Letters.Put(bad)
		var refused *desk.FieldError
		if !errors.As(err, &refused) || refused.Field != field || d.Rev() != rev {
			t.Errorf("%s: %v", field, err)
		}
	}
	good.RequestID = ulid.Make()
	if _, err := d.Letters.Put(good); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("a letter about a request that is not there: %v", err)
	}
}

func TestTaken_warns_of_a_number_somebody_else_has(t *testing.T) {
	d, _ := openOffice(t)
	id := corresponded(t, d)
	own, err := d.Letters.Put(sop.Letter{Way: sop.LetterOut, Number: "B/500.12/28/DISKOMINFO/2026", Date: wib(0, 0), Party: "Dishub", Subject: "Hal"})
	if err != nil {
		t.Fatal(err)
	}
	other := ulid.Make()
	for _, c := range []struct {
		number string
		at     desk.NumberPlace
		where  string
	}{
		{"b/500.12/27/diskominfo/2026", desk.NumberPlace{Way: sop.LetterOut, RequestID: other, Step: 1}, "RLY-2026-0001/1"},
		{"B/500.12/27/DISKOMINFO/2026", desk.NumberPlace{Way: sop.LetterOut, RequestID: id, Step: 6}, "RLY-2026-0001/1"},
		{"B/500.12/27/DISKOMINFO/2026", desk.NumberPlace{Way: sop.LetterOut, RequestID: id, Step: 1}, ""},
		{"B/500.12/27/DISKOMINFO/2026", desk.NumberPlace{Way: sop.LetterIn, RequestID: other, Step: 2}, ""},
		{"B/500.12/28/DISKOMINFO/2026", desk.NumberPlace{Way: sop.LetterOut, LetterID: own}, ""},
		{"B/500.12/28/DISKOMINFO/2026", desk.NumberPlace{Way: sop.LetterOut}, "/0"},
		{"B/500.11/7/DISHUB/2026", desk.NumberPlace{Way: sop.LetterIn, RequestID: other}, "RLY-2026-0001/0"},
		{"B/500.11/7/DISHUB/2026", desk.NumberPlace{Way: sop.LetterIn, RequestID: id}, ""},
		{"", desk.NumberPlace{Way: sop.LetterOut, RequestID: other, Step: 1}, ""},
	} {
		row, taken, err := d.Letters.Taken(c.number, c.at)
		got := ""
		if taken {
			got = fmt.Sprintf("%s/%d", row.Request, row.Step)
		}
		if err != nil || got != c.where {
			t.Errorf("%q at %+v: %q, want %q (%v)", c.number, c.at, got, c.where, err)
		}
	}
	for _, c := range []struct {
		agenda string
		year   int
		at     desk.NumberPlace
		taken  bool
	}{
		{"412/2026", 2026, desk.NumberPlace{RequestID: other, Step: 3}, true},
		{"412/2026", 2025, desk.NumberPlace{RequestID: other, Step: 3}, false},
		{"412/2026", 2026, desk.NumberPlace{RequestID: id, Step: 4}, false},
		{"410/2026", 2026, desk.NumberPlace{}, true},
	} {
		if _, taken, err := d.Letters.AgendaTaken(c.agenda, c.year, c.at); err != nil || taken != c.taken {
			t.Errorf("%+v: %v, %v", c, taken, err)
		}
	}
}

func TestSequence_lists_gaps_and_proposes_the_next_draft(t *testing.T) {
	d, _ := openOffice(t)
	if number, err := d.Letters.Draft("rahasia", "", time.Time{}); err != nil || number != "R/500.12/1/DISKOMINFO/2026" {
		t.Errorf("%q, %v", number, err)
	}
	corresponded(t, d)
	for _, number := range []string{"B/500.12/31/DISKOMINFO/2026", "B/800/2/DISHUB/2026", "B/500.12/…/DISKOMINFO/2026"} {
		if _, err := d.Letters.Put(sop.Letter{Way: sop.LetterOut, Number: number, Date: wib(0, 0), Party: "Dishub", Subject: "Hal"}); err != nil {
			t.Fatal(err)
		}
	}
	for way, want := range map[sop.LetterWay]string{sop.LetterOut: "2 2 [28–30] 31", sop.LetterIn: "2 0 [411] 412"} {
		s, err := d.Letters.Sequence(way, 2026)
		if got := fmt.Sprint(s.Counted, s.Foreign, s.Gaps, s.Highest); err != nil || got != want {
			t.Errorf("%s: %s, want %s (%v)", way, got, want, err)
		}
	}
	if number, err := d.Letters.Draft("biasa", "", wib(0, 0)); err != nil || number != "B/500.12/32/DISKOMINFO/2026" {
		t.Errorf("%q, %v", number, err)
	}
	if number, err := d.Letters.Draft("biasa", "", wib(0, 0).AddDate(1, 0, 0)); err != nil || number != "B/500.12/1/DISKOMINFO/2027" {
		t.Errorf("%q, %v", number, err)
	}
}

func TestDisposition_is_printed_on_its_sheet(t *testing.T) {
	d, _ := openOffice(t)
	id := corresponded(t, d)
	var b bytes.Buffer
	if err := d.Papers.Document(desk.PaperDisposition, id, &b); err != nil {
		t.Fatal(err)
	}
	text := paperText(t, b.Bytes())
	for _, want := range []string{"412/2026", "12/TKPBET", "Batas waktu: 9 September 2026", "Mohon dituntaskan", "Koordinasikan dengan Perangkat Daerah"} {
		if !strings.Contains(text, want) {
			t.Errorf("the sheets do not say %q:\n%s", want, text)
		}
	}
}

// paperText reads a PDF back.
func paperText(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kertas.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Skip("pdftotext is needed to read papers back: ", err)
	}
	return string(text)
}
