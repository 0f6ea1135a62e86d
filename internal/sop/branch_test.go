package sop_test

import (
	"slices"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The rarer sides of conditions. scripts/branches says which conditions of the
// state machine and the calendar were never true or never false.

func TestProof_keeps_the_time_it_was_made_and_a_part_may_explain_itself(t *testing.T) {
	s := tell(t).upTo(5)
	made := at(t, "07-09-2026 09.20")
	s.do(sop.ActAttach, "07-09-2026 09.05", cameras(sop.CameraRef{CameraID: ulid.ULID{7}, Name: "A"}, sop.CameraRef{CameraID: ulid.ULID{8}, Name: "B"}))
	s.do(sop.ActProve, "07-09-2026 09.10", proof(7, sop.Proof{Result: sop.Success, At: made}))
	if !s.r.Cameras[0].Proof.At.Equal(made) {
		t.Error("the time of the test was replaced by that of the act")
	}
	finish := func() func(*sop.Act) { return complete(t, 5) }
	for _, silent := range []sop.Proof{{Result: sop.Failure}, {Result: sop.Partial}} {
		s.do(sop.ActProve, "07-09-2026 09.12", proof(8, silent))
		s.refused(sop.RuleNote, sop.ActFinish, "07-09-2026 09.40", finish())
	}
	for _, explained := range []sop.Proof{{Result: sop.Failure, Note: "kamera dibongkar"}, {Result: sop.Partial, Cause: "no-audio"}, {Result: sop.Partial, Note: "gambar gelap"}} {
		copied := *s
		copied.do(sop.ActProve, "07-09-2026 09.12", proof(8, explained))
		copied.do(sop.ActFinish, "07-09-2026 09.40", finish())
	}
	// One that was tested, failed in silence, and then one that was not tested.
	s.do(sop.ActProve, "07-09-2026 09.12", proof(8, sop.Proof{Result: sop.Failure}))
	s.do(sop.ActAttach, "07-09-2026 09.13", cameras(sop.CameraRef{CameraID: ulid.ULID{9}, Name: "C"}, sop.CameraRef{CameraID: ulid.ULID{8}, Name: "B"},
		sop.CameraRef{CameraID: ulid.ULID{6}, Name: "D"}))
	s.do(sop.ActProve, "07-09-2026 09.14", proof(6, sop.Proof{Result: sop.Partial, Cause: "x"}))
	s.refused(sop.RuleNote, sop.ActFinish, "07-09-2026 09.40", finish())
	if failed := s.r.Failed(); len(failed) != 2 {
		t.Errorf("%+v: one was never tested, one failed", failed)
	}
}

func TestFollowUp_keeps_the_places_it_can_tell_apart(t *testing.T) {
	r := sop.Request{Number: "RLY-2026-0001", Subject: "Relay", Sites: []sop.Site{{Name: "Garuda"}, {Name: "Kota Baru"}},
		Cameras: []sop.CameraRef{{CameraID: ulid.ULID{1}, Name: "A", Site: "Kota Baru"}}}
	f := sop.FollowUp(r)
	if f.Subject != "Tindak lanjut: Relay" || len(f.Sites) != 1 || f.Sites[0].Name != "Kota Baru" || f.Note != "Lanjutan RLY-2026-0001: A" {
		t.Errorf("%+v", f)
	}
	r.Subject, r.Cameras[0].Site = f.Subject, "di suatu tempat"
	if f = sop.FollowUp(r); f.Subject != "Tindak lanjut: Relay" || len(f.Sites) != 2 {
		t.Errorf("%+v", f)
	}
}

func TestAttachments_have_ids_of_their_own(t *testing.T) {
	s := tell(t)
	file := func(id byte, sha string) func(*sop.Act) {
		return func(a *sop.Act) { a.File = &sop.Attachment{ID: ulid.ULID{id}, Name: "surat.pdf", SHA: sha, Size: 10} }
	}
	s.do(sop.ActFile, "07-09-2026 08.00", file(1, "aa"))
	s.refused(sop.RuleFileTwice, sop.ActFile, "07-09-2026 08.00", file(1, "bb"))
	s.refused(sop.RuleFileTwice, sop.ActFile, "07-09-2026 08.00", file(2, "aa"))
	s.refused(sop.RuleUnknown, sop.ActUnfile, "07-09-2026 08.00")
}

func TestReference_tells_when_the_letter_came(t *testing.T) {
	s := tell(t)
	f := facts()
	f.Origin = sop.ProposedByAgency
	f.Reference = sop.LetterRef{Number: "412/DISHUB", Date: at(t, "04-09-2026 08.00"), Agenda: "31", Received: at(t, "05-09-2026 08.00")}
	events := s.do(sop.ActEdit, "07-09-2026 08.00", func(a *sop.Act) { a.Facts = &f })
	for _, e := range events {
		if e.Field == "surat-rujukan" && e.New == "412/DISHUB, 04-09-2026, 31, diterima 05-09-2026" {
			return
		}
	}
	t.Errorf("%+v", events)
}

func TestVersions_that_cannot_be_worked_by_are_refused(t *testing.T) {
	for _, spoil := range []func(v *sop.Version){
		func(v *sop.Version) { v.Activities[2].Minutes = 0 },
		func(v *sop.Version) { v.Activities[2].N = 7 },
		func(v *sop.Version) { v.Activities = v.Activities[:5] },
	} {
		s := tell(t)
		spoil(&s.k.SOP)
		s.refused(sop.RuleVersion, sop.ActStart, "07-09-2026 08.00")
	}
}

func TestReopen_of_a_finished_request_goes_to_an_activity_that_exists(t *testing.T) {
	s := tell(t).upTo(7)
	for _, n := range []int{-1, 7} {
		s.refused(sop.RuleReturnTarget, sop.ActReopen, "08-09-2026 08.00", because("perlu diulang lagi"), to(n))
	}
}

func TestCorrect_of_the_last_activity_after_reopening_keeps_it_open(t *testing.T) {
	s := tell(t).upTo(7)
	s.do(sop.ActReopen, "07-09-2026 11.00", because("perlu diulang lagi"), to(6))
	s.refused(sop.RuleNotRunning, sop.ActCorrect, "07-09-2026 12.00", on(6), because("salah ketik jam"))
	// One that was cancelled after its last activity is corrected by nobody.
	s = tell(t).upTo(7)
	s.do(sop.ActCorrect, "08-09-2026 08.00", on(6), because("salah ketik jam"), func(a *sop.Act) { a.Ended = at(t, "07-09-2026 10.12") })
	if !s.r.Finished.Equal(at(t, "07-09-2026 10.12")) {
		t.Error(s.r.Finished)
	}
}

func TestCorrect_holds_the_pauses_and_what_was_sent_back(t *testing.T) {
	s := tell(t).upTo(2)
	s.do(sop.ActPause, "07-09-2026 08.18", on(2), because("listrik-padam"))
	s.do(sop.ActResume, "07-09-2026 08.20", on(2))
	s.do(sop.ActFinish, "07-09-2026 08.25", complete(t, 2))
	times := func(began, ended string) func(*sop.Act) {
		return func(a *sop.Act) { a.Began, a.Ended = at(t, "07-09-2026 "+began), at(t, "07-09-2026 "+ended) }
	}
	s.refused(sop.RulePauseOrder, sop.ActCorrect, "08-09-2026 08.00", on(2), because("salah ketik jam"), times("08.19", "08.25"))
	s.refused(sop.RulePauseOrder, sop.ActCorrect, "08-09-2026 08.00", on(2), because("salah ketik jam"), times("08.15", "08.19"))
	s.do(sop.ActCorrect, "08-09-2026 08.00", on(2), because("salah ketik jam"), times("08.16", "08.26"))
	// Activity 3 was sent back before it began: 2 may end until then, not after.
	s = tell(t).upTo(3)
	s.do(sop.ActReturn, "07-09-2026 08.40", on(3), to(2), because("akses-tidak-lengkap"))
	s.do(sop.ActBegin, "07-09-2026 08.42", on(2))
	s.do(sop.ActFinish, "07-09-2026 08.50", complete(t, 2))
	s.do(sop.ActReturn, "07-09-2026 09.00", on(3), to(3-1), because("akses-tidak-lengkap"))
	s.do(sop.ActBegin, "07-09-2026 09.02", on(2))
	s.do(sop.ActFinish, "07-09-2026 09.05", complete(t, 2))
	s.do(sop.ActCorrect, "08-09-2026 08.00", on(2), because("salah ketik jam"), times("09.02", "09.06"))
	s = tell(t).upTo(4)
	s.do(sop.ActReturn, "07-09-2026 08.50", on(4), to(3), because("disposisi-kurang-jelas"))
	s.do(sop.ActCorrect, "08-09-2026 08.00", on(2), because("salah ketik jam"), times("08.15", "08.29"))
}

func TestEnterAll_of_paper_keeps_what_is_known(t *testing.T) {
	s := tell(t)
	rows := table(t, "07-09-2026", true, whole()...)
	s.do(sop.ActEnterAll, "07-10-2026 09.00", rows, func(a *sop.Act) {
		a.Steps[0].Checks = []sop.Check{{Key: "surat-lokasi", Met: true}}
		a.Steps[0].Evidence = sop.Evidence{Number: "B/1", Date: at(t, "07-09-2026 08.00"), Source: sop.SourceTU}
	})
	if s.r.Step(1).Evidence.Source != sop.SourceTU || s.r.Step(2).Evidence.Source != sop.SourcePaper {
		t.Errorf("%+v", s.r.Step(1).Evidence)
	}
	s = tell(t)
	s.k.AskLateCause = false
	late := whole()
	late[0] = "07.40"
	s.do(sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", true, late...))
	// A row with an end and no beginning is no gap, but a slip.
	s = tell(t)
	s.refused(sop.RuleTime, sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", true, whole()...), func(a *sop.Act) { a.Steps[2].Began = time.Time{} })
	s.refused(sop.RuleOrder, sop.ActEnterAll, "07-10-2026 09.00", table(t, "07-09-2026", true, whole()...), func(a *sop.Act) {
		a.Steps[4], a.Steps[5] = sop.StepTimes{}, sop.StepTimes{Ended: at(t, "07-09-2026 12.00")}
	})
}

func TestBegin_names_who_did_it(t *testing.T) {
	s := tell(t)
	s.do(sop.ActStart, "07-09-2026 07.30")
	s.do(sop.ActBegin, "07-09-2026 08.00", on(1), func(a *sop.Act) { a.Official = "Plt. Sari" })
	if s.r.Step(1).Official != "Plt. Sari" {
		t.Error(s.r.Step(1).Official)
	}
	s.do(sop.ActFinish, "07-09-2026 08.10", complete(t, 1))
	s.k.Officials[sop.RoleAgency] = "Rudi"
	s.do(sop.ActBegin, "07-09-2026 08.15", on(2))
	if s.r.Step(2).Official != "Rudi" {
		t.Error(s.r.Step(2).Official)
	}
}

func TestCheck_and_finish_refuse_what_is_half(t *testing.T) {
	s := tell(t).upTo(1)
	s.refused(sop.RuleUnknown, sop.ActCheck, "07-09-2026 08.05", on(1), func(a *sop.Act) { a.Checks = []sop.Check{{Label: "tanpa kunci"}} })
	s.refused(sop.RuleEvidence, sop.ActFinish, "07-09-2026 08.10", complete(t, 1), with(sop.Evidence{Number: "B/1"}))
	s = tell(t).upTo(3)
	s.refused(sop.RuleEvidence, sop.ActFinish, "07-09-2026 08.40", complete(t, 3), with(sop.Evidence{Text: "lanjutkan"}))
}

func TestCalendar_leaves_out_days_that_are_none(t *testing.T) {
	span := []sop.Span{{From: 0, To: 60}}
	c := sop.NewCalendar([]sop.Profile{{Days: map[time.Weekday][]sop.Span{-1: span, 7: span, time.Monday: span}}}, nil)
	week := at(t, "07-09-2026 00.00")
	if got := c.Minutes(week, week.AddDate(0, 0, 7)); got != 60 {
		t.Errorf("%d minutes a week", got)
	}
}

func TestJudge_ends_a_pause_with_its_round(t *testing.T) {
	s := sop.Step{Standard: 60, Began: at(t, "07-09-2026 08.00"), Ended: at(t, "07-09-2026 09.00"),
		Pauses: []sop.Pause{{Began: at(t, "07-09-2026 08.30"), Ended: at(t, "07-09-2026 09.30")}}}
	if j := sop.Judge(s, shipped(), at(t, "08-09-2026 08.00"), 0.8); j.Minutes != 30 {
		t.Errorf("%d minutes", j.Minutes)
	}
	lunch := at(t, "07-09-2026 12.10")
	if j := sop.Judge(sop.Step{Standard: 15, Began: lunch, Ended: lunch}, shipped(), lunch, 0.8); j.SuggestOutOfHours || j.Badge != sop.OnTime {
		t.Errorf("%+v: nothing was done in no time", j)
	}
}

func TestReading_a_request_that_is_not_whole(t *testing.T) {
	for _, r := range []sop.Request{{}, {Status: sop.Running}, {History: []sop.Step{{N: 1}}, Status: sop.Running, Steps: []sop.Step{{N: 1}}}} {
		_ = sop.Allowed(r)
		if got := len(r.Rounds(0)); got != 0 {
			t.Errorf("%d rounds of no activity", got)
		}
		if got := len(r.Rounds(9)); got != 0 {
			t.Errorf("%d rounds of an activity nobody knows", got)
		}
		if r.LateStep(shipped(), at(t, "08-09-2026 08.00"), 0.8) != 0 || sop.Waiting(r, 1, shipped(), at(t, "08-09-2026 08.00")) != 0 ||
			r.Totals(shipped(), at(t, "08-09-2026 08.00")).Days != 0 {
			t.Errorf("%+v", r)
		}
	}
}

func TestAllowed_of_what_is_over_or_in_the_trash(t *testing.T) {
	s := tell(t)
	if got := sop.AllowedStep(s.r, 1); got != nil {
		t.Errorf("a draft's activity: %v", got)
	}
	s.do(sop.ActTrash, "07-09-2026 08.00")
	if got := sop.AllowedStep(s.r, 1); got != nil {
		t.Errorf("in the trash: %v", got)
	}
	s = tell(t).upTo(4)
	s.do(sop.ActFinish, "07-09-2026 09.00", complete(t, 4))
	if got := sop.AllowedStep(s.r, 5); len(got) != 3 || got[0] != sop.ActBegin || got[2] != sop.ActReturn {
		t.Errorf("activity 5 before it begins: %v", got)
	}
	s = tell(t).upTo(7)
	if got := sop.AllowedStep(s.r, 6); len(got) != 2 || got[0] != sop.ActCorrect {
		t.Errorf("of a finished request: %v", got)
	}
}

// These sides were once taken by the random histories only, and not by all of them.
func TestSides_that_no_story_tells(t *testing.T) {
	s := tell(t)
	s.do(sop.ActStart, "07-09-2026 08.00")
	s.refused(sop.RuleUnknown, sop.ActBegin, "07-09-2026 08.01", on(9))
	f := facts()
	f.Note = "dengan titik yang bernama"
	s.do(sop.ActEdit, "07-09-2026 08.02", func(a *sop.Act) { a.Facts = &f })
	if s.r.Step(0).N != 0 || s.r.Step(7).N != 0 {
		t.Error("there is no such activity")
	}
	s = tell(t).upTo(2)
	s.do(sop.ActPause, "07-09-2026 08.18", on(2), because("listrik-padam"))
	if acts := sop.AllowedStep(s.r, 2); slices.Contains(acts, sop.ActReturn) {
		t.Errorf("on hold: %v", acts)
	}
	s = tell(t).upTo(5)
	s.refused(sop.RuleUnknown, sop.ActProve, "07-09-2026 09.10")
	s = tell(t).upTo(7)
	s.do(sop.ActArchive, "08-09-2026 08.00")
	s.refused(sop.RuleStatus, sop.ActFile, "08-09-2026 08.01", filing(scan(1)))
	if s.r.FilesOpen() {
		t.Error("an archived request takes no papers")
	}
}
