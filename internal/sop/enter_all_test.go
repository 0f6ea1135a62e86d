package sop_test

import (
	"slices"
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// table makes rows of "Catat Sekaligus" from pairs of times on one day.
func table(t *testing.T, day string, onPaper bool, clocks ...string) func(*sop.Act) {
	return func(a *sop.Act) {
		a.Steps = make([]sop.StepTimes, sop.Activities)
		for i, clock := range clocks {
			row := &a.Steps[i/2]
			row.OnPaper = onPaper
			if clock == "" {
				continue
			}
			if i%2 == 0 {
				row.Began = at(t, day+" "+clock)
			} else {
				row.Ended = at(t, day+" "+clock)
			}
			var act sop.Act
			complete(t, i/2+1)(&act)
			if !onPaper {
				row.Checks, row.Evidence = act.Checks, *act.Evidence
			}
		}
	}
}

func whole() []string {
	return []string{"08.00", "08.10", "08.10", "08.20", "08.20", "08.30", "08.30", "08.40", "08.40", "09.30", "09.30", "09.40"}
}

func TestEnterAll_takes_a_finished_request_from_the_paper_file(t *testing.T) {
	s := tell(t)
	s.k.Officials = nil // who held which office then stands on the paper
	s.do(sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", true, whole()...))
	if s.r.Status != sop.Done || !s.r.Finished.Equal(at(t, "07-09-2026 09.40")) || s.r.Step(3).Evidence.Source != sop.SourcePaper {
		t.Fatalf("%s %v", s.r.Status, s.r.Finished)
	}
}

func TestEnterAll_is_as_strict_as_single_acts(t *testing.T) {
	s := tell(t)
	full := table(t, "07-09-2026", false, whole()...)
	s.refused(sop.RuleNotTested, sop.ActEnterAll, "07-10-2026 09.00", full)
	s.refused(sop.RuleMandatoryMissing, sop.ActEnterAll, "07-10-2026 09.00", full, func(a *sop.Act) { a.Steps[0].Checks = nil })
	s.refused(sop.RuleEvidence, sop.ActEnterAll, "07-10-2026 09.00", full, func(a *sop.Act) { a.Steps[0].Evidence = sop.Evidence{} })
	s.refused(sop.RuleUnknown, sop.ActEnterAll, "07-10-2026 09.00", full, func(a *sop.Act) { a.Steps[0].Checks = []sop.Check{{Key: "?"}} })
	s.refused(sop.RuleUnknown, sop.ActEnterAll, "07-10-2026 09.00", full, func(a *sop.Act) { a.Steps[2].Evidence.Instructions = []string{"?"} })
	s.refused(sop.RuleUnknown, sop.ActEnterAll, "07-10-2026 09.00", full, func(a *sop.Act) { a.Steps = a.Steps[:5] })
	s.k.SOP.Activities = nil
	s.refused(sop.RuleVersion, sop.ActEnterAll, "07-10-2026 09.00", full)
	s.k = rules()
	s.k.Officials = nil
	s.refused(sop.RuleOfficials, sop.ActEnterAll, "07-10-2026 09.00", full)
	s.r.Sites = nil
	s.refused(sop.RuleSite, sop.ActEnterAll, "07-10-2026 09.00", full)

	s = tell(t)
	bent := func(i int, clock string) func(*sop.Act) {
		clocks := whole()
		clocks[i] = clock
		return table(t, "07-09-2026", true, clocks...)
	}
	s.refused(sop.RuleTime, sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", true))
	s.refused(sop.RuleTime, sop.ActEnterAll, "07-10-2026 09.00", bent(4, ""))
	s.refused(sop.RuleOrder, sop.ActEnterAll, "07-10-2026 09.00", bent(3, ""))
	s.refused(sop.RuleEndBeforeBegin, sop.ActEnterAll, "07-10-2026 09.00", bent(3, "08.05"))
	s.refused(sop.RuleBeforePrevious, sop.ActEnterAll, "07-10-2026 09.00", bent(2, "08.09"))
	if got := s.refused(sop.RuleFuture, sop.ActEnterAll, "07-10-2026 09.00", table(t, "08-10-2026", true, whole()...)); got.Step != 1 || got.Field != "mulai" {
		t.Errorf("%+v", got)
	}
	gap := whole()
	gap[2], gap[3] = "", ""
	if got := s.refused(sop.RuleOrder, sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", true, gap...)); got.Step != 3 || got.Other != 2 {
		t.Errorf("%+v", got)
	}
	late := whole()
	late[1] = "08.10"
	late[0] = "07.50"
	s.refused(sop.RuleLateCause, sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", false, late...))
	s.do(sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", true, late...)) // paper may not say why
}

func TestEnterAll_takes_a_request_that_still_runs(t *testing.T) {
	s := tell(t)
	s.do(sop.ActStart, "07-09-2026 07.30")
	s.do(sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", false, "08.00", "08.10", "08.10"), func(a *sop.Act) {
		a.Steps[1].Official = "Ani"
	})
	if s.r.Status != sop.Running || s.r.StepState(2) != sop.StepRunning || s.r.Step(2).Official != "Ani" || s.r.Step(1).Official != "Kadis" {
		t.Fatalf("%s, activity 2 %+v", s.r.Status, s.r.Step(2))
	}
	if slices.Contains(sop.Allowed(s.r), sop.ActEnterAll) {
		t.Error("it is offered again")
	}
	s.refused(sop.RuleStatus, sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", true, whole()...))
}

// T8 for a whole table: one answer for all rows where the question arises.
func TestEnterAll_asks_once_about_work_out_of_hours(t *testing.T) {
	saturday := table(t, "05-09-2026", true, whole()...)
	s := tell(t)
	s.refused(sop.RuleOutsideHours, sop.ActEnterAll, "07-10-2026 09.00", saturday)
	s.do(sop.ActEnterAll, "07-10-2026 09.00", saturday, outside(true))
	if got := s.r.Totals(s.k.Calendar, s.r.Finished).Minutes; got != 100 {
		t.Errorf("counted %d clock minutes, want 100", got)
	}
	s = tell(t)
	s.do(sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", true, whole()...), outside(true))
	if s.r.Step(1).OutOfHours {
		t.Error("ordinary work was marked as out of hours")
	}
}

func TestEnterAll_does_not_finish_a_relay_in_which_all_failed(t *testing.T) {
	s := tell(t).upTo(5)
	s.test(sop.Failure)
	s.do(sop.ActReturn, "07-09-2026 09.20", on(5), to(1), because("akses-tidak-terbuka"))
	s.refused(sop.RuleStatus, sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", true, whole()...))

	// A draft with a camera tested elsewhere can only come from the store.
	s = tell(t)
	s.r.Cameras = []sop.CameraRef{{CameraID: ulid.ULID{7}, Name: "A", Proof: &sop.Proof{Result: sop.Failure}}}
	s.refused(sop.RuleAllFailed, sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", true, whole()...))
}
