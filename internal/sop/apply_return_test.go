package sop_test

import (
	"slices"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestReturn_opens_new_rounds_and_keeps_the_old(t *testing.T) {
	s := tell(t).upTo(5)
	s.test(sop.Failure)
	s.refused(sop.RuleReason, sop.ActReturn, "07-09-2026 09.20", on(5), to(2))
	s.refused(sop.RuleReturnTarget, sop.ActReturn, "07-09-2026 09.20", on(5), to(5), because("akses-tidak-terbuka"))
	s.refused(sop.RuleReturnTarget, sop.ActReturn, "07-09-2026 09.20", on(5), to(0), because("akses-tidak-terbuka"))
	s.refused(sop.RuleEndBeforeBegin, sop.ActReturn, "07-09-2026 08.50", on(5), to(2), because("akses-tidak-terbuka"))
	s.refused(sop.RuleAlreadyDone, sop.ActReturn, "07-09-2026 09.20", on(4), to(2), because("akses-tidak-terbuka"))
	s.refused(sop.RuleNotRunning, sop.ActReturn, "07-09-2026 09.20", on(6), to(2), because("akses-tidak-terbuka"))
	s.refused(sop.RuleUnknown, sop.ActReturn, "07-09-2026 09.20", on(0), to(2), because("akses-tidak-terbuka"))
	s.do(sop.ActReturn, "07-09-2026 09.20", on(5), to(2), because("akses-tidak-terbuka"))

	if len(s.r.History) != 4 || len(s.r.Rounds(5)) != 2 || s.r.CurrentStep() != 2 {
		t.Fatalf("history %d, at %d", len(s.r.History), s.r.CurrentStep())
	}
	old := s.r.Rounds(5)[0]
	if old.Returned == nil || old.Returned.To != 2 || len(old.Cameras) != 1 || old.Cameras[0].Proof == nil || s.r.Cameras[0].Proof != nil {
		t.Errorf("%+v", old)
	}
	if j := sop.Judge(old, s.k.Calendar, at(t, "09-09-2026 09.20"), 0.8); j.Minutes != 20 || j.Badge != sop.NoBadge {
		t.Errorf("a round that was sent back still runs: %+v", j)
	}
	if st := s.r.Step(2); st.Round != 2 || st.Checks[0].Met || s.r.StepState(2) != sop.StepWaiting || s.r.StepState(3) != sop.StepIdle {
		t.Errorf("%+v", st)
	}
	if got := sop.Waiting(s.r, 2, s.k.Calendar, at(t, "07-09-2026 09.50")); got != 30 {
		t.Errorf("waits %d minutes since it was sent back, want 30", got)
	}
	s.refused(sop.RuleBeforeReturn, sop.ActBegin, "07-09-2026 09.19", on(2))
	s.do(sop.ActReturn, "07-09-2026 09.30", on(2), to(1), because("lokasi-tidak-sesuai")) // from waiting
	if s.r.Step(1).Round != 2 || s.r.Step(2).Round != 3 {
		t.Errorf("rounds %d, %d", s.r.Step(1).Round, s.r.Step(2).Round)
	}
	s.do(sop.ActBegin, "07-09-2026 09.30", on(1))
	s.do(sop.ActPause, "07-09-2026 09.31", on(1), because("listrik-padam"))
	s.do(sop.ActResume, "07-09-2026 09.31", on(1))
	if total := s.r.Totals(s.k.Calendar, at(t, "07-09-2026 09.40")); total.Rounds != 6 || total.Minutes != 10 {
		t.Errorf("%+v", total)
	}
}

func TestReturn_waits_for_the_end_of_a_pause(t *testing.T) {
	s := tell(t).upTo(3)
	s.do(sop.ActPause, "07-09-2026 08.40", on(3), because("menunggu-opd"))
	s.refused(sop.RuleOpenPause, sop.ActReturn, "07-09-2026 08.50", on(3), to(2), because("akses-tidak-lengkap"))
	s.do(sop.ActResume, "07-09-2026 08.45", on(3))
	s.refused(sop.RulePauseOrder, sop.ActReturn, "07-09-2026 08.44", on(3), to(2), because("akses-tidak-lengkap"))
}

func TestWaiting_counts_between_activities_only(t *testing.T) {
	s := tell(t).upTo(2)
	c := s.k.Calendar
	s.do(sop.ActFinish, "07-09-2026 08.30", complete(t, 2))
	if got := sop.Waiting(s.r, 3, c, at(t, "07-09-2026 09.10")); got != 40 {
		t.Errorf("got %d", got)
	}
	s.do(sop.ActBegin, "07-09-2026 08.40", on(3))
	for n, want := range map[int]int{0: 0, 1: 0, 2: 0, 3: 10, 4: 0, 7: 0} {
		if got := sop.Waiting(s.r, n, c, at(t, "07-09-2026 12.00")); got != want {
			t.Errorf("activity %d: %d, want %d", n, got, want)
		}
	}
	s.do(sop.ActFinish, "07-09-2026 08.50", complete(t, 3))
	s.do(sop.ActCancel, "07-09-2026 09.00", because("opd-menolak"))
	if got := sop.Waiting(s.r, 4, c, at(t, "09-09-2026 12.00")); got != 0 {
		t.Errorf("a cancelled request waits %d minutes", got)
	}
}

func TestCancel_stops_the_clock_until_it_is_reopened(t *testing.T) {
	s := tell(t).upTo(1)
	s.refused(sop.RuleReason, sop.ActCancel, "07-09-2026 08.05", because("tidak"))
	s.refused(sop.RuleEndBeforeBegin, sop.ActCancel, "07-09-2026 07.55", because("permintaan-ganda"))
	s.do(sop.ActCancel, "07-09-2026 08.05", because(sop.ReasonOther), noting("menunggu anggaran"))
	if s.r.Status != sop.Cancelled || s.r.Reason != "lainnya: menunggu anggaran" {
		t.Fatalf("%s %q", s.r.Status, s.r.Reason)
	}
	s.refused(sop.RuleReason, sop.ActReopen, "08-09-2026 08.00")
	s.refused(sop.RulePauseOrder, sop.ActReopen, "07-09-2026 08.00", because("anggaran sudah ada"))
	s.do(sop.ActReopen, "08-09-2026 08.00", because("anggaran sudah ada"))
	if s.r.Status != sop.Running || s.r.Reason != "" {
		t.Fatalf("%s %q", s.r.Status, s.r.Reason)
	}
	if j := sop.Judge(s.r.Step(1), s.k.Calendar, at(t, "08-09-2026 08.04"), 0.8); j.Minutes != 9 {
		t.Errorf("counted %d minutes, want 9: it was cancelled for a day", j.Minutes)
	}
}

func TestReopen_restores_what_was_cancelled(t *testing.T) {
	s := tell(t)
	s.do(sop.ActCancel, "07-09-2026 08.05", because("opd-menolak"))
	s.do(sop.ActArchive, "07-09-2026 08.05")
	s.do(sop.ActReopen, "07-09-2026 08.10", because("salah diarsipkan"))
	if s.r.Status != sop.Cancelled {
		t.Fatalf("out of the archive it is %s", s.r.Status)
	}
	s.do(sop.ActReopen, "07-09-2026 08.10", because("salah dibatalkan"))
	if s.r.Status != sop.Draft {
		t.Fatalf("a draft comes back as %s", s.r.Status)
	}
	s = tell(t).upTo(1)
	s.do(sop.ActPause, "07-09-2026 08.05", on(1), because("listrik-padam"))
	s.do(sop.ActCancel, "07-09-2026 08.06", because("opd-menolak"))
	s.do(sop.ActReopen, "07-09-2026 08.10", because("salah dibatalkan"))
	if s.r.Status != sop.Paused {
		t.Fatalf("a paused request comes back as %s", s.r.Status)
	}
}

func TestReopen_of_a_finished_request_does_an_activity_once_more(t *testing.T) {
	s := tell(t).upTo(7)
	again := because("laporan harus diperbaiki")
	s.refused(sop.RuleReturnTarget, sop.ActReopen, "07-09-2026 11.00", again, to(7))
	s.refused(sop.RuleBeforePrevious, sop.ActReopen, "07-09-2026 10.00", again)
	s.do(sop.ActReopen, "07-09-2026 11.00", again)
	if s.r.Status != sop.Running || s.r.CurrentStep() != 6 || s.r.Step(6).Round != 2 || !s.r.Finished.IsZero() || len(s.r.History) != 1 {
		t.Fatalf("%s at %d", s.r.Status, s.r.CurrentStep())
	}
	s.do(sop.ActBegin, "07-09-2026 11.00", on(6))
	s.do(sop.ActFinish, "07-09-2026 11.10", complete(t, 6))
	s.do(sop.ActReopen, "07-09-2026 11.30", again, to(5))
	if s.r.CurrentStep() != 5 || s.r.Cameras[0].Proof != nil {
		t.Fatal("activity 5 is done once more, so its tests are too")
	}
}

func TestCorrect_keeps_the_times_in_order(t *testing.T) {
	s := tell(t).upTo(4)
	why := because("salah mencatat jam")
	times := func(began, ended string) func(*sop.Act) {
		return func(a *sop.Act) {
			a.Step = 2
			if began != "" {
				a.Began = at(t, "07-09-2026 "+began)
			}
			if ended != "" {
				a.Ended = at(t, "07-09-2026 "+ended)
			}
		}
	}
	s.refused(sop.RuleEndBeforeBegin, sop.ActCorrect, "07-09-2026 12.00", why, times("08.29", "08.28"))
	s.refused(sop.RuleBeforePrevious, sop.ActCorrect, "07-09-2026 12.00", why, times("08.14", ""))
	s.refused(sop.RuleAfterNext, sop.ActCorrect, "07-09-2026 12.00", why, times("", "08.31"))
	s.refused(sop.RuleNotRunning, sop.ActCorrect, "07-09-2026 12.00", why, on(4))
	s.refused(sop.RuleUnknown, sop.ActCorrect, "07-09-2026 12.00", why, on(0))
	s.refused(sop.RuleFuture, sop.ActCorrect, "07-09-2026 12.00", why, on(2), func(a *sop.Act) { a.Ended = at(t, "08-10-2026 08.00") })
	events := s.do(sop.ActCorrect, "07-09-2026 12.00", why, times("08.20", "08.25"))
	if len(events) != 2 || events[0].Old != "2026-09-07T01:15Z" || events[0].New != "2026-09-07T01:20Z" || events[0].Reason != "salah mencatat jam" {
		t.Errorf("%+v", events)
	}
	s = tell(t).upTo(3)
	s.do(sop.ActPause, "07-09-2026 08.35", on(3), because("listrik-padam"))
	s.do(sop.ActResume, "07-09-2026 08.38", on(3))
	s.do(sop.ActFinish, "07-09-2026 08.45", complete(t, 3))
	s.refused(sop.RulePauseOrder, sop.ActCorrect, "07-09-2026 12.00", why, on(3), func(a *sop.Act) { a.Ended = at(t, "07-09-2026 08.36") })
	s.do(sop.ActReturn, "07-09-2026 09.00", on(4), to(3), because("disposisi-kurang-jelas"))
	s.refused(sop.RuleAfterNext, sop.ActCorrect, "07-09-2026 12.00", why, on(2), func(a *sop.Act) { a.Ended = at(t, "07-09-2026 09.01") })
	s = tell(t).upTo(7)
	s.do(sop.ActCorrect, "07-09-2026 12.00", why, on(6), func(a *sop.Act) { a.Ended = at(t, "07-09-2026 10.10") })
	if !s.r.Finished.Equal(at(t, "07-09-2026 10.10")) {
		t.Errorf("finished %v", s.r.Finished)
	}
}

func TestTimes_of_one_round_stop_where_it_stops(t *testing.T) {
	c := shipped()
	began, now := at(t, "07-09-2026 08.00"), at(t, "07-09-2026 10.00")
	step := sop.Step{N: 1, Standard: 30, Began: began, Pauses: []sop.Pause{{Began: at(t, "07-09-2026 08.10")}}}
	if j := sop.Judge(step, c, now, 0.8); j.Minutes != 10 || j.Badge != sop.NoBadge || !j.Deadline.Equal(at(t, "07-09-2026 10.20")) {
		t.Errorf("an open pause lasts until now: %+v", j)
	}
	step.Pauses = []sop.Pause{{Began: at(t, "07-09-2026 08.30"), Ended: at(t, "07-09-2026 08.40")}}
	if j := sop.Judge(step, c, now, 0.8); !j.Deadline.Equal(at(t, "07-09-2026 08.30")) || j.Badge != sop.Late {
		t.Errorf("a pause after the deadline does not move it: %+v", j)
	}
	step.Standard = 1 << 30
	if j := sop.Judge(step, c, now, 0.8); !j.Deadline.IsZero() {
		t.Errorf("a deadline that is never reached: %+v", j)
	}
	if j := sop.Judge(sop.Step{Standard: 15}, c, now, 0.8); j != (sop.Judgement{Standard: 15}) {
		t.Errorf("nothing has begun: %+v", j)
	}
	back := sop.Step{Standard: 15, Began: began, Returned: &sop.Return{At: at(t, "07-09-2026 08.20")}}
	if j := sop.Judge(back, c, now, 0.8); j.Badge != sop.Late || j.Minutes != 20 {
		t.Errorf("sent back late: %+v", j)
	}
}

func TestReturn_from_waiting_cannot_lie_before_the_activity_before(t *testing.T) {
	s := tell(t).upTo(2)
	s.do(sop.ActFinish, "07-09-2026 08.30", complete(t, 2))
	s.refused(sop.RuleBeforePrevious, sop.ActReturn, "07-09-2026 08.29", on(3), to(2), because("akses-tidak-lengkap"))
}

func TestAllowed_offers_what_the_status_permits(t *testing.T) {
	s := tell(t)
	if got := sop.AllowedStep(s.r, 1); got != nil {
		t.Errorf("a draft offers %v", got)
	}
	s.upTo(5)
	if got, want := sop.AllowedStep(s.r, 5), []sop.ActKind{sop.ActFinish, sop.ActPause, sop.ActCheck, sop.ActProve, sop.ActReturn}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := sop.AllowedStep(s.r, 6); got != nil {
		t.Errorf("an activity that cannot begin offers %v", got)
	}
	if got := sop.AllowedStep(s.r, 9); got != nil {
		t.Errorf("no activity offers %v", got)
	}
	if got := sop.Allowed(sop.Request{Status: "?"}); got != nil {
		t.Errorf("an unknown status offers %v", got)
	}
	if s.r.Step(9).N != 0 || s.r.StepState(9) != sop.StepIdle {
		t.Error("there is no ninth activity")
	}
	s.do(sop.ActCancel, "07-09-2026 09.10", because("opd-menolak"))
	if sop.AllowedStep(s.r, 1) != nil || s.r.CurrentStep() != 0 {
		t.Error("a cancelled request can only be read")
	}
	if got := (sop.Request{Status: sop.Running}).CurrentStep(); got != 0 {
		t.Errorf("a request without activities stands at %d", got)
	}
}

func TestLongPause_reminds_after_five_working_days(t *testing.T) {
	s := tell(t).upTo(1)
	c := s.k.Calendar
	if sop.LongPause(s.r.Step(1), c, at(t, "30-09-2026 08.00")) {
		t.Error("nothing is paused")
	}
	s.do(sop.ActPause, "07-09-2026 08.05", on(1), because("listrik-padam"))
	for when, want := range map[string]bool{"14-09-2026 15.00": false, "15-09-2026 08.00": true} {
		if got := sop.LongPause(s.r.Step(1), c, at(t, when)); got != want {
			t.Errorf("%s: %v", when, got)
		}
	}
}
