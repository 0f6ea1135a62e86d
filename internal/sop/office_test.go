package sop_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// G7: an auditor can compare. So the verbatim texts must be those of the paper.
func TestDefaultVersion_keeps_the_paper_verbatim(t *testing.T) {
	paper, err := os.ReadFile("testdata/sop-teks-asli.txt")
	if err != nil {
		t.Fatal(err)
	}
	v := sop.DefaultVersion()
	texts := []string{v.Title.Verbatim, v.Warning.Verbatim, v.Created, v.Effective, v.ApprovedBy.Title,
		v.ApprovedBy.Name, v.ApprovedBy.Rank, sop.FormatNIP(v.ApprovedBy.NIP)}
	for _, list := range [][]sop.Passage{v.LegalBasis, v.Related, v.Qualifications, v.Equipment, v.Records} {
		for _, p := range list {
			texts = append(texts, p.Verbatim)
		}
	}
	for _, c := range v.Columns {
		texts = append(texts, c.Head.Verbatim)
	}
	for _, a := range v.Activities {
		texts = append(texts, a.Verbatim, a.Requirements.Verbatim)
	}
	for _, text := range texts {
		if text == "" || !strings.Contains(string(paper), text) {
			t.Errorf("not in the paper: %q", text)
		}
	}
	if !strings.Contains(strings.ToUpper(string(paper)), strings.ToUpper(v.Division)) || !strings.Contains(string(paper), v.Section) {
		t.Error("bidang or seksi is not the paper's")
	}
}

func TestDefaultVersion_mends_the_slips_of_the_pen(t *testing.T) {
	v := sop.DefaultVersion()
	var shown []string
	for _, a := range v.Activities {
		shown = append(shown, a.Text, a.Requirements.Text)
	}
	for _, list := range [][]sop.Passage{v.LegalBasis, v.Related, v.Records, {v.Warning}} {
		for _, p := range list {
			shown = append(shown, p.Text)
		}
	}
	all := strings.Join(shown, "\n")
	for _, slip := range []string{"Pontiaak", "kemudia ", "peralata ", "DII", "Komunikasi dan Telematika", "pelayan Publik"} {
		if strings.Contains(all, slip) {
			t.Errorf("%q is still shown", slip)
		}
	}
}

func TestDefaultVersion_has_six_activities_in_135_minutes(t *testing.T) {
	v := sop.DefaultVersion()
	want := []sop.Role{sop.RoleKadis, sop.RoleAgency, sop.RoleKadis, sop.RoleKabid, sop.RoleKasi, sop.RoleKasi}
	if len(v.Activities) != sop.Activities || v.Total() != 135 {
		t.Fatalf("%d activities in %d minutes", len(v.Activities), v.Total())
	}
	for i, a := range v.Activities {
		if a.N != i+1 || a.Executor != want[i] || v.Activity(a.N).Text != a.Text {
			t.Errorf("activity %d: %+v", i+1, a)
		}
		mandatory := slices.ContainsFunc(a.Checks, func(k sop.Check) bool { return k.Mandatory })
		if !mandatory {
			t.Errorf("activity %d has no mandatory kelengkapan", a.N)
		}
		for _, k := range a.Checks {
			if k.Key == "" || k.Label == "" || k.Met {
				t.Errorf("activity %d: %+v", a.N, k)
			}
		}
	}
	if v.Activity(7).N != 0 {
		t.Error("there is no seventh activity")
	}
}

func TestFormatNumber_fills_every_token(t *testing.T) {
	parts := sop.NumberParts{Nature: "terbatas", Classification: "500.12", Seq: 7, Unit: "DISKOMINFO",
		Date: time.Date(2026, 9, 30, 20, 0, 0, 0, time.UTC)} // 1 October in Pontianak
	rows := []struct{ template, want string }{
		{sop.DefaultNumberTemplate, "T/500.12/7/DISKOMINFO/2026"},
		{"{klas}/{urut3}/{unit}/{bulan}/{bulan_romawi}/{tahun}", "500.12/007/DISKOMINFO/10/X/2026"},
		{"tanpa token {lain}", "tanpa token {lain}"},
	}
	for _, row := range rows {
		if got := sop.FormatNumber(row.template, parts); got != row.want {
			t.Errorf("got %q, want %q", got, row.want)
		}
	}
	parts.Seq, parts.Nature = 0, "biasa"
	if got := sop.FormatNumber(sop.DefaultNumberTemplate, parts); got != "B/500.12/…/DISKOMINFO/2026" {
		t.Errorf("without a sequence: %q", got)
	}
	if sop.Degree("rahasia")+sop.Degree("sangat-rahasia") != "RSR" || sop.RomanMonth(13) != "" {
		t.Error("degree or month is wrong")
	}
	if got := sop.RegistrationNumber(2026, 1); got != "RLY-2026-0001" {
		t.Errorf("got %q", got)
	}
}

func TestCheckNIP_warns_and_never_corrects(t *testing.T) {
	rows := []struct {
		nip  string
		want []string
	}{
		{"19610329 198903 1 004", nil},
		{"", nil},
		{"1961032919890310", []string{sop.NIPLength}},
		{"abc", []string{sop.NIPLength}},
		{"196113291989031004", []string{sop.NIPBirth}},
		{"196103291989131004", []string{sop.NIPAppointment}},
		{"196103291965031004", []string{sop.NIPAppointment}},
		{"196103291989033004", []string{sop.NIPSex}},
		{"196103291989031000", []string{sop.NIPSequence}},
	}
	for _, row := range rows {
		ok, got := sop.CheckNIP(row.nip)
		if !slices.Equal(got, row.want) || ok != (len(row.want) == 0) {
			t.Errorf("%q: %v %v, want %v", row.nip, ok, got, row.want)
		}
	}
	if got := sop.FormatNIP("196103291989031004"); got != "19610329 198903 1 004" {
		t.Errorf("got %q", got)
	}
	if got := sop.FormatNIP(" NRP 123 "); got != "NRP 123" {
		t.Errorf("got %q", got)
	}
}

func TestLetters_speak_Indonesian(t *testing.T) {
	when := at(t, "22-10-2026 08.15")
	rows := []struct{ got, want string }{
		{sop.LetterDate(when), "22 Oktober 2026"},
		{sop.LetterDayDate(when), "Kamis, 22 Oktober 2026"},
		{sop.LetterShortDate(when), "22-10-2026"},
		{sop.LetterClock(when), "08.15 WIB"},
		{sop.LetterDateClock(when), "22-10-2026 08.15 WIB"},
		{sop.LetterDate(time.Time{}), "-"},
		{sop.LetterDayDate(time.Time{}), "-"},
		{sop.LetterShortDate(time.Time{}), "-"},
		{sop.LetterClock(time.Time{}), "-"},
		{sop.LetterDateClock(time.Time{}), "-"},
		{sop.SpokenDate(at(t, "07-09-2026 23.59")), "Senin, tanggal tujuh bulan September tahun dua ribu dua puluh enam"},
		{sop.MonthName(0), ""},
		{sop.LetterNumber(1234567), "1.234.567"},
		{sop.LetterNumber(-1234), "-1.234"},
		{sop.LetterNumber(123), "123"},
	}
	for _, row := range rows {
		if row.got != row.want {
			t.Errorf("got %q, want %q", row.got, row.want)
		}
	}
}

func TestSpell_writes_numbers_as_the_forms_want_them(t *testing.T) {
	rows := map[int]string{
		0: "nol", 1: "satu", 10: "sepuluh", 11: "sebelas", 12: "dua belas", 20: "dua puluh", 21: "dua puluh satu",
		100: "seratus", 111: "seratus sebelas", 250: "dua ratus lima puluh", 1000: "seribu", 1999: "seribu sembilan ratus sembilan puluh sembilan",
		2026: "dua ribu dua puluh enam", 11000: "sebelas ribu", 100000: "seratus ribu", 1000000: "satu juta",
		12500000: "dua belas juta lima ratus ribu", 2000000001: "dua miliar satu", 3000000000000: "tiga triliun", -5: "minus lima",
	}
	for n, want := range rows {
		if got := sop.Spell(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 1<<50).Draw(t, "n")
		if s := sop.Spell(n); s == "" || s != strings.Join(strings.Fields(s), " ") {
			t.Fatalf("%d: %q", n, s)
		}
	})
}

func TestDirectory_is_the_city(t *testing.T) {
	villages := 0
	for _, d := range sop.Districts() {
		villages += len(d.Villages)
	}
	if len(sop.Districts()) != 6 || villages != 29 {
		t.Errorf("%d kecamatan, %d kelurahan", len(sop.Districts()), villages)
	}
	codes := map[string]bool{}
	for _, a := range sop.DefaultAgencies() {
		if a.Name == "" || a.HeadTitle == "" || codes[a.Code] || !slices.Contains(sop.AgencyKinds(), a.Kind) {
			t.Errorf("%+v", a)
		}
		codes[a.Code] = true
	}
	if !sop.SamePlace("Benuamelayu Laut", "benua melayu laut") || sop.SamePlace("Siantan Hulu", "Siantan Hilir") {
		t.Error("places are compared wrongly")
	}
}

func TestAddressLine_follows_the_form_of_the_head(t *testing.T) {
	rows := []struct {
		a    sop.Agency
		want string
	}{
		{sop.Agency{Name: "Dinas Perhubungan", Kind: "dinas"}, "Kepala Dinas Perhubungan"},
		{sop.Agency{Name: "Kecamatan Pontianak Kota", Kind: "kecamatan", HeadTitle: "Camat"}, "Camat Pontianak Kota"},
		{sop.Agency{Name: "Kelurahan Akcaya", Kind: "kelurahan"}, "Lurah Akcaya"},
		{sop.Agency{Name: "Inspektorat", Kind: "inspektorat"}, "Inspektur"},
		{sop.Agency{Name: "RSUD Pontianak Utara", Kind: "rsud"}, "Direktur RSUD Pontianak Utara"},
		{sop.Agency{Name: "Sekretariat Daerah", Kind: "sekretariat", HeadTitle: "Sekretaris Daerah"}, "Sekretaris Daerah"},
		{sop.Agency{Name: "Sekretariat DPRD", Kind: "sekretariat", HeadTitle: "Pimpinan"}, "Pimpinan Sekretariat DPRD"},
		{sop.Agency{Name: "Polresta Pontianak", Kind: "vertikal"}, "Kepala Polresta Pontianak"},
	}
	for _, row := range rows {
		if got := row.a.AddressLine(); got != row.want {
			t.Errorf("got %q, want %q", got, row.want)
		}
	}
}

func TestHolderOf_takes_who_held_the_office_that_day(t *testing.T) {
	officials := []sop.Official{
		{Role: sop.RoleKadis, Name: "lama", To: at(t, "28-02-2026 00.00")},
		{Role: sop.RoleKadis, Name: "pelaksana tugas", Title: "Kepala Dinas", Acting: "plt", From: at(t, "01-03-2026 00.00")},
		{Role: sop.RoleKabid, Name: "kabid"},
	}
	rows := []struct{ when, want string }{{"28-02-2026 23.00", "lama"}, {"01-03-2026 07.00", "pelaksana tugas"}}
	for _, row := range rows {
		if got, found := sop.HolderOf(officials, sop.RoleKadis, at(t, row.when)); !found || got.Name != row.want {
			t.Errorf("%s: %q", row.when, got.Name)
		}
	}
	if _, found := sop.HolderOf(officials, sop.RoleKasi, at(t, "01-03-2026 07.00")); found {
		t.Error("nobody is Kasi")
	}
	if got := officials[1].PrintedTitle(); got != "Plt. Kepala Dinas" {
		t.Errorf("got %q", got)
	}
	if (sop.Official{Title: "Kepala Seksi", Acting: "plh"}).PrintedTitle() != "Plh. Kepala Seksi" || officials[2].PrintedTitle() != "" {
		t.Error("titles are printed wrongly")
	}
}

// The lists are what people choose from; a double entry would be two choices
// with one meaning, and "Lainnya" stands last.
func TestLists_are_full_and_without_doubles(t *testing.T) {
	lists := map[string][]string{"pause": sop.PauseReasons(), "late": sop.LateCauses(), "return": sop.ReturnReasons(),
		"cancel": sop.CancelReasons(), "category": sop.SiteCategories(), "purpose": sop.Purposes(), "notice": sop.Notices(),
		"nature": sop.Natures(), "urgency": sop.Urgencies(), "kind": sop.AgencyKinds(), "instruction": sop.Instructions(),
		"source": sop.NumberSources(), "nip": sop.NIPWarnings(), "day": sop.Weekdays()}
	want := map[string]int{"pause": 10, "late": 12, "return": 5, "cancel": 5, "category": 14, "day": 7}
	for name, list := range lists {
		seen := map[string]bool{}
		for _, entry := range list {
			if entry == "" || seen[entry] {
				t.Errorf("%s: %q is empty or there twice", name, entry)
			}
			seen[entry] = true
		}
		if n := want[name]; n > 0 && len(list) != n {
			t.Errorf("%s has %d entries, the domain says %d", name, len(list), n)
		}
	}
	for _, name := range []string{"pause", "late", "return", "cancel"} {
		if list := lists[name]; list[len(list)-1] != sop.ReasonOther {
			t.Errorf("%s does not end with the other reason", name)
		}
	}
	if len(sop.Statuses()) != 6 || len(sop.Roles()) != 4 || len(sop.StepStates()) != 5 || len(sop.Badges()) != 3 {
		t.Error("an enumeration is not whole")
	}
	if got := (&sop.Refusal{Rule: sop.RuleOrder, Text: "rahasia"}).Error(); got != "sop: refused: urutan" {
		t.Errorf("got %q", got)
	}
}
