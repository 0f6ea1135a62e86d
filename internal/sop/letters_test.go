package sop_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestReadSequence_reads_only_numbers_of_the_office(t *testing.T) {
	for _, c := range []struct {
		template, number string
		seq              int
		ok               bool
	}{
		{sop.DefaultNumberTemplate, "B/500.12/27/DISKOMINFO/2026", 27, true},
		{sop.DefaultNumberTemplate, " sr/500.12.16.3/573/diskominfo/2026 ", 573, true},
		{sop.DefaultNumberTemplate, "B/500.12/…/DISKOMINFO/2026", 0, false},
		{sop.DefaultNumberTemplate, "B/500.11.10.1/208/DISHUB/2025", 0, false},
		{sop.DefaultNumberTemplate, "B/500.12/27/DISKOMINFO/2026 bis", 0, false},
		{sop.DefaultNumberTemplate, "B/500.12/99999999999999999999/DISKOMINFO/2026", 0, false},
		{"{klas}/{urut3}/{unit}/{bulan_romawi}/{tahun}", "500.12/007/DISKOMINFO/IX/2026", 7, true},
		{"{urut}-{bulan}(x)", "12-09(x)", 12, true},
		{"tanpa urut", "tanpa urut", 0, false},
		{"{urut}/{urut}", "1/1", 1, true},
		{"{urutan}", "{urutan}", 0, false},
	} {
		seq, ok := sop.ReadSequence(c.template, "DISKOMINFO", c.number)
		if seq != c.seq || ok != c.ok {
			t.Errorf("%s in %s: %d %v", c.number, c.template, seq, ok)
		}
	}
}

// What the template writes is what ReadSequence reads.
func TestReadSequence_reads_what_FormatNumber_writes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		template := rapid.SampledFrom([]string{
			sop.DefaultNumberTemplate, "{klas}/{urut}/{unit}/{tahun}", "{derajat}/{klas}/{urut3}/{unit}/{bulan_romawi}/{tahun}", "{urut}.{bulan}+{tahun}",
		}).Draw(t, "template")
		seq := rapid.IntRange(1, 99999).Draw(t, "seq")
		number := sop.FormatNumber(template, sop.NumberParts{
			Nature: rapid.SampledFrom(sop.Natures()).Draw(t, "nature"), Classification: "500.12", Seq: seq, Unit: "DISKOMINFO.A+",
			Date: time.Date(2026, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), 3, 2, 0, 0, 0, time.UTC),
		})
		if got, ok := sop.ReadSequence(template, "DISKOMINFO.A+", number); !ok || got != seq {
			t.Fatalf("%s: %d %v, want %d", number, got, ok, seq)
		}
	})
}

func TestGaps_lists_what_is_missing_in_between(t *testing.T) {
	for _, c := range []struct {
		numbers []int
		want    []string
	}{
		{nil, nil},
		{[]int{4}, nil},
		{[]int{4, 5, 5, 6}, nil},
		{[]int{9, 3, 7}, []string{"4–6", "8"}},
	} {
		var got []string
		for _, g := range sop.Gaps(c.numbers) {
			got = append(got, g.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.numbers, got, c.want)
		}
	}
}

func TestSameNumber_sees_the_same_letter_behind_blanks_and_case(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"B/500.12/12/DISKOMINFO/2026", " b/500.12 /12/Diskominfo/2026", true},
		{"B/500.12/12/DISKOMINFO/2026", "B/500.12/121/DISKOMINFO/2026", false},
		{"", " ", false},
		{"B/500.12/…/DISKOMINFO/2026", "B/500.12/…/DISKOMINFO/2026", false},
		{"=1+1/ümläut/𝟚", "=1+1/ÜMLÄUT/𝟚", true},
	} {
		if sop.SameNumber(c.a, c.b) != c.same {
			t.Errorf("%q and %q: %v", c.a, c.b, !c.same)
		}
	}
}

func TestLeadingNumber_reads_agenda_numbers(t *testing.T) {
	for s, want := range map[string]string{"412/2026": "412 true", " 7": "7 true", "A-7": "0 false", "": "0 false"} {
		n, ok := sop.LeadingNumber(s)
		if got := fmt.Sprint(n, ok); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

func TestCheckLetter_names_every_field_that_is_wrong(t *testing.T) {
	day := at(t, "07-09-2026 00.00")
	whole := sop.Letter{Number: "005/1", Date: day, Party: "Dishub", Subject: "Undangan", Moved: day}
	if wrong := sop.CheckLetter(whole); wrong != nil || !whole.Day().Equal(day) {
		t.Errorf("%v", wrong)
	}
	whole.Moved = day.AddDate(0, 0, -1)
	if wrong := sop.CheckLetter(whole); !slices.Equal(wrong, []string{sop.LetterMovedFirst}) {
		t.Errorf("%v", wrong)
	}
	want := []string{sop.LetterNumberMissing, sop.LetterDateMissing, sop.LetterPartyMissing, sop.LetterSubjectMissing}
	if wrong := sop.CheckLetter(sop.Letter{Number: " ", Party: "\t"}); !slices.Equal(wrong, want) {
		t.Errorf("%v", wrong)
	}
	if !(sop.Letter{Date: day}).Day().Equal(day) {
		t.Error("a letter that has not moved is ordered by its date")
	}
}

func TestDisposition_is_evidence_of_activities_3_and_4(t *testing.T) {
	s := tell(t).upTo(3)
	day := at(t, "07-09-2026 00.00")
	ask := func(change func(*sop.Evidence)) func(*sop.Act) {
		e := sop.Evidence{Number: "412/2026", Date: day, Instructions: []string{"proses-lebih-lanjut", "lakukan-setting-relay"}, Deadline: day.AddDate(0, 0, 2)}
		change(&e)
		return with(e)
	}
	unknown := ask(func(e *sop.Evidence) { e.Instructions = []string{"entah"} })
	early := ask(func(e *sop.Evidence) { e.Deadline = day.AddDate(0, 0, -1) })
	if r := s.refused(sop.RuleUnknown, sop.ActFinish, "07-09-2026 08.40", complete(t, 3), unknown); r.Field != "instruksi" {
		t.Errorf("%+v", r)
	}
	if r := s.refused(sop.RuleDeadline, sop.ActFinish, "07-09-2026 08.40", complete(t, 3), early); !r.Time.Equal(day) {
		t.Errorf("%+v", r)
	}
	events := s.do(sop.ActFinish, "07-09-2026 08.40", complete(t, 3), ask(func(*sop.Evidence) {}))
	if e := s.r.Step(3).Evidence; len(e.Instructions) != 2 || !e.Deadline.Equal(day.AddDate(0, 0, 2)) {
		t.Errorf("%+v", e)
	}
	if !slices.ContainsFunc(events, func(e sop.Event) bool {
		return e.New == "412/2026, 07-09-2026, proses-lebih-lanjut + lakukan-setting-relay, batas 09-09-2026"
	}) {
		t.Errorf("%+v", events)
	}
}
