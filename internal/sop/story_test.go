package sop_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func rules() sop.Rules {
	return sop.Rules{
		SOP: sop.DefaultVersion(), Calendar: shipped(), NearShare: 0.8, FutureSlack: 5 * time.Minute, AskLateCause: true,
		Officials: map[sop.Role]string{sop.RoleKadis: "Kadis", sop.RoleKabid: "Kabid", sop.RoleKasi: "Kasi"},
	}
}

func facts() sop.Facts {
	return sop.Facts{AgencyID: ulid.ULID{1}, Subject: "Relay simpang", Contact: sop.Contact{Name: "Budi"},
		Sites: []sop.Site{{Name: "Simpang Garuda"}}}
}

// story walks one request through acts on Monday 7 September 2026; now is a
// month later, so nothing lies in the future.
type story struct {
	t *testing.T
	r sop.Request
	k sop.Rules
}

func tell(t *testing.T) *story {
	t.Helper()
	r, err := sop.NewRequest(ulid.ULID{9}, "RLY-2026-0001", facts(), at(t, "07-09-2026 07.15"))
	if err != nil {
		t.Fatal(err)
	}
	return &story{t: t, r: r, k: rules()}
}

// do applies an act that must be allowed.
func (s *story) do(kind sop.ActKind, when string, more ...func(*sop.Act)) []sop.Event {
	s.t.Helper()
	events, err := s.try(kind, when, more...)
	if err != nil {
		var refusal *sop.Refusal
		errors.As(err, &refusal)
		s.t.Fatalf("%s at %s: %+v", kind, when, refusal)
	}
	return events
}

// refused applies an act that must be refused by the rule.
func (s *story) refused(rule sop.Rule, kind sop.ActKind, when string, more ...func(*sop.Act)) *sop.Refusal {
	s.t.Helper()
	before := s.r
	_, err := s.try(kind, when, more...)
	var refusal *sop.Refusal
	if !errors.As(err, &refusal) || refusal.Rule != rule {
		s.t.Fatalf("%s at %s: got %v, want %s", kind, when, err, rule)
	}
	if diff := cmp.Diff(before, s.r); diff != "" {
		s.t.Fatalf("a refused act changed the request:\n%s", diff)
	}
	return refusal
}

func (s *story) try(kind sop.ActKind, when string, more ...func(*sop.Act)) ([]sop.Event, error) {
	s.t.Helper()
	a := sop.Act{Kind: kind, By: "Kasi", At: at(s.t, when), Recorded: at(s.t, "07-10-2026 09.00")}
	for _, m := range more {
		m(&a)
	}
	r, events, err := sop.Apply(s.r, a, s.k)
	s.r = r
	return events, err
}

func on(n int) func(*sop.Act) { return func(a *sop.Act) { a.Step = n } }

func because(reason string) func(*sop.Act) { return func(a *sop.Act) { a.Reason = reason } }

func noting(note string) func(*sop.Act) { return func(a *sop.Act) { a.Note = note } }

func to(n int) func(*sop.Act) { return func(a *sop.Act) { a.To = n } }

func lateBy(cause string) func(*sop.Act) { return func(a *sop.Act) { a.LateCause = cause } }

func outside(yes bool) func(*sop.Act) { return func(a *sop.Act) { a.OutOfHours = &yes } }

func with(e sop.Evidence) func(*sop.Act) { return func(a *sop.Act) { a.Evidence = &e } }

func cameras(l ...sop.CameraRef) func(*sop.Act) { return func(a *sop.Act) { a.Cameras = l } }

func proof(camera byte, p sop.Proof) func(*sop.Act) {
	return func(a *sop.Act) { a.Camera, a.Proof = ulid.ULID{camera}, &p }
}

// complete ticks everything and brings the evidence an activity wants.
func complete(t *testing.T, n int) func(*sop.Act) {
	return func(a *sop.Act) {
		for _, k := range sop.DefaultVersion().Activity(n).Checks {
			k.Met = true
			a.Checks = append(a.Checks, k)
		}
		a.Step = n
		a.Evidence = &sop.Evidence{Number: "B/1", Date: at(t, "07-09-2026 07.15"), Text: "tindak lanjuti"}
	}
}

// upTo brings the story to the running activity n, one step each hour from 8.
func (s *story) upTo(n int) *story {
	s.t.Helper()
	s.do(sop.ActStart, "07-09-2026 07.30")
	clock := []string{"", "08.00", "08.15", "08.30", "08.45", "09.00", "10.00", "10.15"}
	for i := 1; i < n; i++ {
		s.do(sop.ActBegin, "07-09-2026 "+clock[i], on(i))
		if i == sop.ProofStep {
			s.test(sop.Success)
		}
		s.do(sop.ActFinish, "07-09-2026 "+clock[i+1], complete(s.t, i))
	}
	if n <= sop.Activities {
		s.do(sop.ActBegin, "07-09-2026 "+clock[n], on(n))
	}
	return s
}

// test ties one camera and notes its test.
func (s *story) test(result sop.Result) {
	s.t.Helper()
	s.do(sop.ActAttach, "07-09-2026 09.00", cameras(sop.CameraRef{CameraID: ulid.ULID{7}, Name: "Garuda"}))
	s.do(sop.ActProve, "07-09-2026 09.00", proof(7, sop.Proof{Result: result, Cause: "timeout"}))
}
