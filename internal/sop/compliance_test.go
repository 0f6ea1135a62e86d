package sop_test

import (
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func ran(standard int, minutes ...int) []sop.Execution {
	var out []sop.Execution
	for _, m := range minutes {
		out = append(out, sop.Execution{N: 1, Minutes: m, Standard: standard, Waiting: 2 * m, Late: m > standard})
	}
	return out
}

func TestSum_counts_means_and_medians(t *testing.T) {
	for _, c := range []struct {
		list []sop.Execution
		want sop.Stat
	}{
		{nil, sop.Stat{}},
		{ran(15, 15), sop.Stat{Count: 1, OnTime: 1, Standard: 15, Longest: 15, Mean: 15, Median: 15, MeanWaiting: 30}},
		{ran(15, 40, 10, 13, 16), sop.Stat{Count: 4, OnTime: 2, Late: 2, Standard: 15, Longest: 40, Mean: 19.75, Median: 14.5, MeanWaiting: 39.5}},
		{ran(15, 40, 10, 13), sop.Stat{Count: 3, OnTime: 2, Late: 1, Standard: 15, Longest: 40, Mean: 21, Median: 13, MeanWaiting: 42}},
	} {
		if got := sop.Sum(c.list); got != c.want {
			t.Errorf("%+v, want %+v", got, c.want)
		}
	}
}

func TestGood_and_Revise_judge_by_share_and_median(t *testing.T) {
	for _, c := range []struct {
		list        []sop.Execution
		good, known bool
	}{
		{nil, false, false},
		{ran(15, 1, 2, 3, 4, 16), true, true},
		{ran(15, 1, 2, 3, 16), false, true},
	} {
		if good, known := sop.Sum(c.list).Good(sop.DefaultGoodShare); good != c.good || known != c.known {
			t.Errorf("%v: %v %v", c.list, good, known)
		}
	}
	slow, fast := sop.Sum(ran(10, 16, 16)), sop.Sum(ran(10, 15))
	if !sop.Revise(slow, slow) || sop.Revise(slow, fast) || sop.Revise(fast, slow) || sop.Revise(slow, sop.Stat{}) {
		t.Error("the standard is in doubt after two slow periods, and only then")
	}
	if share := (sop.Stat{}).Share(); share != 0 {
		t.Error(share)
	}
}

func TestExecutions_counts_every_round_that_ended_in_the_period(t *testing.T) {
	s := tell(t).upTo(4)
	s.do(sop.ActReturn, "08-09-2026 09.00", on(4), to(2), because("akses-tidak-lengkap"))
	all := sop.Executions(s.r, s.k.Calendar, time.Time{}, at(t, "01-10-2026 00.00"))
	if len(all) != 3 { // 1, and the first rounds of 2 and 3; activity 4 never ended
		t.Fatalf("%+v", all)
	}
	for _, e := range all {
		if e.N == 1 && e.Minutes <= 0 || e.N > 1 && e.Waiting != 0 {
			t.Errorf("%+v", e)
		}
	}
	end := s.r.Step(1).Ended
	if got := sop.Executions(s.r, s.k.Calendar, end, end.Add(time.Minute)); len(got) != 1 || got[0].N != 1 {
		t.Errorf("%+v", got)
	}
	if got := sop.Executions(s.r, s.k.Calendar, end.Add(-time.Hour), end); len(got) != 0 {
		t.Errorf("an activity that ends with the period belongs to the next: %+v", got)
	}
}
