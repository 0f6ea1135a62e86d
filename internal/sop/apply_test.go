package sop_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestApply_walks_a_request_through_all_six_activities(t *testing.T) {
	s := tell(t).upTo(7)
	if s.r.Status != sop.Done || !s.r.Finished.Equal(at(t, "07-09-2026 10.15")) {
		t.Fatalf("%s, finished %v", s.r.Status, s.r.Finished)
	}
	for n := 1; n <= sop.Activities; n++ {
		if s.r.StepState(n) != sop.StepDone || sop.Judge(s.r.Step(n), s.k.Calendar, s.r.Finished, 0.8).Badge != sop.OnTime {
			t.Errorf("activity %d: %+v", n, s.r.Step(n))
		}
	}
	total := s.r.Totals(s.k.Calendar, s.r.Finished)
	if want := (sop.Totals{Minutes: 135, Standard: 135, Internal: 120, External: 15, Days: 1}); total != want {
		t.Errorf("got %+v, want %+v", total, want)
	}
	if s.r.Step(2).Official != "Budi" || s.r.Step(4).Official != "Kabid" {
		t.Error("who held the office is not noted")
	}
	s.do(sop.ActArchive, "08-09-2026 08.00")
	s.do(sop.ActReopen, "08-09-2026 08.00", because("belum boleh diarsipkan"))
	if s.r.Status != sop.Done {
		t.Errorf("out of the archive it is %s", s.r.Status)
	}
}

func TestApply_refuses_what_is_not_of_this_status(t *testing.T) {
	s := tell(t)
	for _, kind := range []sop.ActKind{sop.ActBegin, sop.ActCheck, sop.ActPause, sop.ActResume, sop.ActFinish,
		sop.ActReturn, sop.ActReopen, sop.ActArchive, sop.ActCorrect, sop.ActProve, sop.ActRestore} {
		s.refused(sop.RuleStatus, kind, "07-09-2026 08.00", on(1))
	}
	s.refused(sop.RuleUnknown, "terbang", "07-09-2026 08.00")
	s.refused(sop.RuleTime, sop.ActStart, "07-09-2026 08.00", func(a *sop.Act) { a.At, a.Recorded = time.Time{}, time.Time{} })
	s.do(sop.ActTrash, "07-09-2026 08.00")
	for _, kind := range sop.AllActs() {
		if kind != sop.ActRestore {
			s.refused(sop.RuleStatus, kind, "07-09-2026 08.00", on(1))
		}
	}
	s.do(sop.ActRestore, "07-09-2026 08.00")
	s.upTo(7)
	s.refused(sop.RuleStatus, sop.ActEdit, "07-09-2026 11.00")
	s.refused(sop.RuleStatus, sop.ActTrash, "07-09-2026 11.00")
	s.refused(sop.RuleUnknown, sop.ActCheck, "07-09-2026 11.00", on(7))
}

func TestNewRequest_wants_agency_and_subject(t *testing.T) {
	rows := []struct {
		name string
		bend func(*sop.Facts)
		want sop.Rule
	}{
		{"agency", func(f *sop.Facts) { f.AgencyID = ulid.ULID{} }, sop.RuleAgency},
		{"subject", func(f *sop.Facts) { f.Subject = " \t" }, sop.RuleSubject},
	}
	for _, row := range rows {
		f := facts()
		row.bend(&f)
		_, err := sop.NewRequest(ulid.ULID{}, "RLY-2026-0001", f, at(t, "07-09-2026 08.00"))
		var refusal *sop.Refusal
		if !errors.As(err, &refusal) || refusal.Rule != row.want {
			t.Errorf("without %s: %v", row.name, err)
		}
	}
}

func TestStart_wants_a_site_the_officials_and_six_activities(t *testing.T) {
	s := tell(t)
	s.r.Sites = []sop.Site{{Name: " "}}
	s.refused(sop.RuleSite, sop.ActStart, "07-09-2026 08.00")
	s.r.Sites = facts().Sites
	s.k.Officials = map[sop.Role]string{sop.RoleKabid: "Kabid"}
	if got := s.refused(sop.RuleOfficials, sop.ActStart, "07-09-2026 08.00").Items; !slices.Equal(got, []string{"kadis", "kasi"}) {
		t.Errorf("missing %v", got)
	}
	s.k = rules()
	s.k.SOP.Activities = s.k.SOP.Activities[:5]
	s.refused(sop.RuleVersion, sop.ActStart, "07-09-2026 08.00")
	s.k = rules()
	s.k.SOP.Activities[2].N = 9
	s.refused(sop.RuleVersion, sop.ActStart, "07-09-2026 08.00")
}

// T7: a later SOP does not rewrite a request that has begun.
func TestStart_takes_the_standards_of_its_day(t *testing.T) {
	s := tell(t)
	s.k.SOP.Name, s.k.SOP.Activities[0].Minutes = "2026", 30
	s.do(sop.ActStart, "07-09-2026 08.00")
	s.k = rules()
	s.do(sop.ActBegin, "07-09-2026 08.00", on(1))
	if s.r.Step(1).Standard != 30 || s.r.Rules.SOPVersion != "2026" || s.r.Rules.Standards[0] != 30 || s.r.Rules.Profile != sop.ProfileNormal {
		t.Errorf("%+v", s.r.Rules)
	}
}

func TestEdit_changes_the_facts_and_says_which(t *testing.T) {
	s := tell(t)
	f := facts()
	f.Origin, f.Subject, f.Note = sop.ProposedByAgency, " Relay pasar ", "segera"
	f.Reference = sop.LetterRef{Number: "005/1", Date: at(t, "01-09-2026 00.00")}
	f.Sites = []sop.Site{{Name: "Pasar Flamboyan", District: "Pontianak Selatan"}}
	events := s.do(sop.ActEdit, "07-09-2026 08.00", func(a *sop.Act) { a.Facts = &f })
	var fields []string
	for _, e := range events {
		fields = append(fields, e.Field)
	}
	if want := []string{"asal", "hal", "surat-rujukan", "lokasi", "catatan"}; !slices.Equal(fields, want) {
		t.Errorf("changed %v, want %v", fields, want)
	}
	if s.r.Subject != "Relay pasar" || sop.FactsOf(s.r).Origin != sop.ProposedByAgency {
		t.Errorf("%+v", s.r)
	}
	s.refused(sop.RuleUnknown, sop.ActEdit, "07-09-2026 08.00")
	f.Subject = ""
	s.refused(sop.RuleSubject, sop.ActEdit, "07-09-2026 08.00", func(a *sop.Act) { a.Facts = &f })
	s.do(sop.ActStart, "07-09-2026 08.00")
	f = facts()
	f.Sites = nil
	s.refused(sop.RuleSite, sop.ActEdit, "07-09-2026 08.00", func(a *sop.Act) { a.Facts = &f })
}

func TestBegin_keeps_the_order_and_the_clock(t *testing.T) {
	s := tell(t).upTo(2)
	refusal := s.refused(sop.RuleOrder, sop.ActBegin, "07-09-2026 09.00", on(3))
	if refusal.Step != 3 || refusal.Other != 2 {
		t.Errorf("%+v", refusal)
	}
	s.refused(sop.RuleAlreadyBegun, sop.ActBegin, "07-09-2026 09.00", on(2))
	s.refused(sop.RuleAlreadyDone, sop.ActBegin, "07-09-2026 09.00", on(1))
	s.refused(sop.RuleFuture, sop.ActPause, "07-10-2026 09.06", on(2), because("listrik-padam"))
	s.do(sop.ActFinish, "07-09-2026 08.30", complete(t, 2))
	refusal = s.refused(sop.RuleBeforePrevious, sop.ActBegin, "07-09-2026 08.29", on(3))
	if refusal.Other != 2 || !refusal.Time.Equal(at(t, "07-09-2026 08.30")) {
		t.Errorf("%+v", refusal)
	}
	s.do(sop.ActBegin, "07-10-2026 09.05", on(3), outside(true), noting("awal")) // within the tolerance
	if st := s.r.Step(3); !st.OutOfHours || st.Note != "awal" {
		t.Errorf("%+v", st)
	}
}

func TestPause_needs_a_reason_and_stops_the_clock(t *testing.T) {
	s := tell(t).upTo(1)
	s.refused(sop.RuleReason, sop.ActPause, "07-09-2026 08.05", on(1))
	s.refused(sop.RuleReason, sop.ActPause, "07-09-2026 08.05", on(1), because("sebentar"))
	s.refused(sop.RuleReason, sop.ActPause, "07-09-2026 08.05", on(1), because(sop.ReasonOther), noting("apa saja"))
	s.refused(sop.RuleEndBeforeBegin, sop.ActPause, "07-09-2026 07.59", on(1), because("listrik-padam"))
	s.refused(sop.RuleNotRunning, sop.ActResume, "07-09-2026 08.05", on(1))
	s.do(sop.ActPause, "07-09-2026 08.05", on(1), because("listrik-padam"))
	if s.r.Status != sop.Paused || s.r.StepState(1) != sop.StepPaused || s.r.CurrentStep() != 1 {
		t.Fatalf("%s %s", s.r.Status, s.r.StepState(1))
	}
	s.refused(sop.RuleOpenPause, sop.ActFinish, "07-09-2026 08.20", complete(t, 1))
	s.refused(sop.RuleOpenPause, sop.ActPause, "07-09-2026 08.20", on(1), because("listrik-padam"))
	s.refused(sop.RuleAlreadyBegun, sop.ActBegin, "07-09-2026 08.20", on(1))
	s.refused(sop.RulePauseOrder, sop.ActResume, "07-09-2026 08.04", on(1))
	s.do(sop.ActResume, "07-09-2026 09.05", on(1))
	s.refused(sop.RulePauseOrder, sop.ActPause, "07-09-2026 09.04", on(1), because("listrik-padam"))
	s.refused(sop.RulePauseOrder, sop.ActFinish, "07-09-2026 09.04", complete(t, 1))
	j := sop.Judge(s.r.Step(1), s.k.Calendar, at(t, "07-09-2026 09.12"), 0.8)
	if j.Minutes != 12 || j.Badge != sop.NearLimit || !j.Deadline.Equal(at(t, "07-09-2026 09.15")) {
		t.Errorf("%+v", j)
	}
	s.do(sop.ActPause, "07-09-2026 09.06", on(1), because(sop.ReasonOther), noting("rapat mendadak"))
	s.do(sop.ActResume, "07-09-2026 09.06", on(1))
	s.do(sop.ActFinish, "07-09-2026 09.15", complete(t, 1))
	if j := sop.Judge(s.r.Step(1), s.k.Calendar, at(t, "07-09-2026 12.00"), 0.8); j.Minutes != 15 || j.Badge != sop.OnTime {
		t.Errorf("%+v", j)
	}
}

func TestFinish_names_what_is_missing(t *testing.T) {
	s := tell(t).upTo(2)
	refusal := s.refused(sop.RuleMandatoryMissing, sop.ActFinish, "07-09-2026 08.20", on(2), func(a *sop.Act) {
		a.Checks = []sop.Check{{Key: "komputer", Met: true}}
	})
	if !slices.Equal(refusal.Items, []string{"IP", "Internet"}) {
		t.Errorf("missing %v", refusal.Items)
	}
	none := with(sop.Evidence{})
	s.refused(sop.RuleEvidence, sop.ActFinish, "07-09-2026 08.20", complete(t, 2), none)
	s.refused(sop.RuleEndBeforeBegin, sop.ActFinish, "07-09-2026 08.14", complete(t, 2))
	s.refused(sop.RuleUnknown, sop.ActCheck, "07-09-2026 08.20", on(2), func(a *sop.Act) { a.Checks = []sop.Check{{Key: "entah"}} })
	s.refused(sop.RuleUnknown, sop.ActFinish, "07-09-2026 08.20", on(2), func(a *sop.Act) { a.Checks = []sop.Check{{Key: "entah"}} })
	s.do(sop.ActCheck, "07-09-2026 08.20", on(2), noting("dua kamera"), func(a *sop.Act) {
		a.Checks = []sop.Check{{Key: "vpn", Label: "VPN", Mandatory: true}}
	})
	if st := s.r.Step(2); st.Note != "dua kamera" || st.Checks[len(st.Checks)-1].Mandatory {
		t.Errorf("%+v", st)
	}
	s.do(sop.ActAttach, "07-09-2026 08.20", cameras(sop.CameraRef{CameraID: ulid.ULID{7}}))
	s.do(sop.ActFinish, "07-09-2026 08.20", complete(t, 2), none) // a camera is access enough
	s.refused(sop.RuleAlreadyDone, sop.ActFinish, "07-09-2026 08.25", complete(t, 2))
	s.refused(sop.RuleNotRunning, sop.ActFinish, "07-09-2026 08.25", complete(t, 3))
	s.refused(sop.RuleOrder, sop.ActCheck, "07-09-2026 08.25", on(4))
	s.refused(sop.RuleUnknown, sop.ActFinish, "07-09-2026 08.25", on(0))
	s.refused(sop.RuleUnknown, sop.ActResume, "07-09-2026 08.25", on(9))
	for _, n := range []int{3, 4, 5, 6} {
		s := tell(t).upTo(n)
		if n == sop.ProofStep {
			s.refused(sop.RuleNotTested, sop.ActFinish, "07-09-2026 10.00", complete(t, n))
			continue
		}
		s.refused(sop.RuleEvidence, sop.ActFinish, "07-09-2026 10.10", complete(t, n), with(sop.Evidence{Number: "1"}))
	}
}

// A number from the secretariat comes later; what finished an activity stays.
func TestCheck_of_a_finished_activity_takes_numbers_but_gives_nothing_away(t *testing.T) {
	s := tell(t).upTo(2)
	official := sop.Evidence{Number: "B/500.12/7/DISKOMINFO/2026", Date: at(t, "07-09-2026 00.00"), Source: sop.SourceSrikandi}
	s.do(sop.ActCheck, "07-09-2026 12.00", on(1), with(official))
	if s.r.Step(1).Evidence.Number != official.Number {
		t.Errorf("%+v", s.r.Step(1).Evidence)
	}
	s.refused(sop.RuleEvidence, sop.ActCheck, "07-09-2026 12.00", on(1), with(sop.Evidence{}))
	s.refused(sop.RuleMandatoryMissing, sop.ActCheck, "07-09-2026 12.00", on(1), func(a *sop.Act) {
		a.Checks = []sop.Check{{Key: "surat-lokasi"}}
	})
}

func TestFinish_asks_for_the_cause_when_late(t *testing.T) {
	s := tell(t).upTo(1)
	refusal := s.refused(sop.RuleLateCause, sop.ActFinish, "07-09-2026 08.16", complete(t, 1))
	if refusal.Standard != 15 || refusal.Actual != 16 || refusal.Step != 1 {
		t.Errorf("%+v", refusal)
	}
	s.do(sop.ActFinish, "07-09-2026 08.16", complete(t, 1), lateBy("antrean-pekerjaan"))
	if s.r.Step(1).LateCause != "antrean-pekerjaan" {
		t.Errorf("%+v", s.r.Step(1))
	}
	if s.r.LateStep(s.k.Calendar, at(t, "07-09-2026 08.20"), 0.8) != 0 {
		t.Error("an open request is late only by the activity in progress")
	}
	s.refused(sop.RuleReason, sop.ActCorrect, "07-09-2026 12.00", on(1))
	s.do(sop.ActCorrect, "07-09-2026 12.00", on(1), because("salah ketik waktu"), func(a *sop.Act) { a.Began = at(t, "07-09-2026 08.01") })
	if s.r.Step(1).LateCause != "" {
		t.Error("a cause of lateness is left, but nothing is late")
	}
}

func TestLateStep_names_the_activity_in_progress_or_the_first_late_one(t *testing.T) {
	s := tell(t).upTo(1)
	c := s.k.Calendar
	if got := s.r.LateStep(c, at(t, "07-09-2026 08.16"), 0.8); got != 1 {
		t.Errorf("got %d", got)
	}
	if got := s.r.LateStep(c, at(t, "07-09-2026 08.15"), 0.8); got != 0 {
		t.Errorf("got %d", got)
	}
	s = tell(t)
	s.k.AskLateCause = false
	s.upTo(6)
	s.do(sop.ActFinish, "07-09-2026 11.30", complete(t, 6))
	if got := s.r.LateStep(c, at(t, "08-09-2026 08.15"), 0.8); got != 6 {
		t.Errorf("got %d", got)
	}
}

// T8: not "0 minutes", but a question.
func TestFinish_asks_about_work_out_of_hours(t *testing.T) {
	start := func() *story {
		s := tell(t)
		s.do(sop.ActStart, "04-09-2026 08.00")
		s.do(sop.ActBegin, "05-09-2026 20.00", on(1))
		return s
	}
	s := start()
	refusal := s.refused(sop.RuleOutsideHours, sop.ActFinish, "05-09-2026 20.10", complete(t, 1))
	if refusal.Text != "sabtu" || !refusal.Time.Equal(at(t, "05-09-2026 20.00")) {
		t.Errorf("%+v", refusal)
	}
	s.do(sop.ActFinish, "05-09-2026 20.10", complete(t, 1), outside(true))
	if j := sop.Judge(s.r.Step(1), s.k.Calendar, time.Time{}, 0.8); j.Minutes != 10 || j.Badge != sop.OnTime || j.SuggestOutOfHours {
		t.Errorf("%+v", j)
	}
	s = start()
	s.do(sop.ActFinish, "05-09-2026 20.10", complete(t, 1), outside(false))
	if j := sop.Judge(s.r.Step(1), s.k.Calendar, time.Time{}, 0.8); j.Minutes != 0 || j.Clock != 10 || !j.SuggestOutOfHours {
		t.Errorf("%+v", j)
	}
	s = start()
	s.refused(sop.RuleLateCause, sop.ActFinish, "05-09-2026 20.16", complete(t, 1), outside(true))
	if j := sop.Judge(sop.Step{Standard: 15, OutOfHours: true, Began: at(t, "05-09-2026 20.00")}, s.k.Calendar, at(t, "05-09-2026 20.01"), 0.8); !j.Deadline.Equal(at(t, "05-09-2026 20.15")) {
		t.Errorf("%+v", j)
	}
}

func TestProofs_decide_activity_5(t *testing.T) {
	s := tell(t).upTo(5)
	a, b := sop.CameraRef{CameraID: ulid.ULID{7}, Name: "A"}, sop.CameraRef{CameraID: ulid.ULID{8}, Name: "B", Proof: &sop.Proof{Result: sop.Success}}
	s.refused(sop.RuleCamera, sop.ActProve, "07-09-2026 09.10", proof(7, sop.Proof{Result: sop.Success}))
	s.do(sop.ActAttach, "07-09-2026 09.10", cameras(a, b, a, sop.CameraRef{}))
	if len(s.r.Cameras) != 2 || s.r.Cameras[1].Proof != nil {
		t.Fatalf("a list brought its own proof, or a camera twice: %+v", s.r.Cameras)
	}
	s.refused(sop.RuleNotTested, sop.ActFinish, "07-09-2026 09.50", complete(t, 5))
	s.refused(sop.RuleUnknown, sop.ActProve, "07-09-2026 09.10", proof(7, sop.Proof{}))
	s.do(sop.ActProve, "07-09-2026 09.10", proof(7, sop.Proof{Result: sop.Failure, Cause: "timeout"}))
	s.refused(sop.RuleAllFailed, sop.ActFinish, "07-09-2026 09.50", complete(t, 5))
	s.do(sop.ActPause, "07-09-2026 09.10", on(5), because("kamera-tidak-aktif"))
	s.do(sop.ActProve, "07-09-2026 09.12", proof(8, sop.Proof{Result: sop.Partial}))
	s.do(sop.ActResume, "07-09-2026 09.12", on(5))
	s.refused(sop.RuleNote, sop.ActFinish, "07-09-2026 09.50", complete(t, 5))
	if failed := s.r.Failed(); len(failed) != 1 || failed[0].Name != "A" {
		t.Errorf("%+v", failed)
	}
	s.do(sop.ActFinish, "07-09-2026 09.50", complete(t, 5), noting("kamera A menyusul"))
	s.refused(sop.RuleAlreadyDone, sop.ActProve, "07-09-2026 09.55", proof(7, sop.Proof{Result: sop.Success}))
	s.refused(sop.RuleNotTested, sop.ActAttach, "07-09-2026 09.55", cameras())
	s.do(sop.ActAttach, "07-09-2026 09.55", cameras(b))
	s = tell(t).upTo(4)
	s.refused(sop.RuleNotRunning, sop.ActProve, "07-09-2026 09.10", proof(7, sop.Proof{Result: sop.Success}))
}
