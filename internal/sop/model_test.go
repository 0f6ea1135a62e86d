package sop_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"
	"pgregory.net/rapid"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// model is the procedure in a dozen integers: what Apply must agree with,
// written down a second time without its data.
type model struct {
	status    sop.Status
	before    sop.Status // of a cancelled request, before it; of an archived one too
	step      int        // the activity that is not finished, 1..7
	begun     bool
	paused    bool
	rounds    [sop.Activities + 1]int
	cancelled bool // archived out of cancelled
}

func newModel() *model {
	m := &model{status: sop.Draft, step: 1}
	for n := range m.rounds {
		m.rounds[n] = 1
	}
	return m
}

// do says what the model becomes when the act is allowed.
func (m *model) do(a sop.Act) {
	switch a.Kind {
	case sop.ActStart:
		m.status = sop.Running
	case sop.ActBegin:
		m.begun = true
	case sop.ActPause:
		m.paused, m.status = true, sop.Paused
	case sop.ActResume:
		m.paused, m.status = false, sop.Running
	case sop.ActFinish:
		m.step, m.begun = m.step+1, false
		if m.step > sop.Activities {
			m.status = sop.Done
		}
	case sop.ActReturn:
		m.again(a.To, m.step)
	case sop.ActCancel:
		m.before, m.status = m.status, sop.Cancelled
	case sop.ActArchive:
		m.cancelled = m.status == sop.Cancelled
		m.status = sop.Archived
	case sop.ActReopen:
		m.reopen(a.To)
	}
}

func (m *model) again(from, to int) {
	for n := from; n <= to; n++ {
		m.rounds[n]++
	}
	m.step, m.begun = from, false
}

func (m *model) reopen(to int) {
	switch {
	case m.status == sop.Archived && m.cancelled:
		m.status = sop.Cancelled
	case m.status == sop.Archived:
		m.status = sop.Done
	case m.status == sop.Cancelled:
		m.status = m.before
	default:
		if to == 0 {
			to = sop.Activities
		}
		m.again(to, sop.Activities)
		m.status = sop.Running
	}
}

// state is the model's answer to StepState.
func (m *model) state(n int) sop.StepState {
	open := m.status == sop.Running || m.status == sop.Paused
	started := open || m.status == sop.Done || m.status == sop.Archived || m.before == sop.Running || m.before == sop.Paused
	switch {
	case started && n < m.step:
		return sop.StepDone
	case n > m.step:
		return sop.StepIdle
	case m.begun && (m.paused || !open):
		return sop.StepPaused // a cancelled request holds its own pause
	case m.begun:
		return sop.StepRunning
	case open:
		return sop.StepWaiting
	default:
		return sop.StepIdle
	}
}

// drawAct draws an act that is often, but not always, a sensible one.
func drawAct(t *rapid.T, r sop.Request, now time.Time) sop.Act {
	a := sop.Act{
		Kind:     rapid.SampledFrom(sop.AllActs()).Draw(t, "kind"),
		Step:     rapid.IntRange(0, 7).Draw(t, "step"),
		To:       rapid.IntRange(0, 7).Draw(t, "to"),
		Recorded: now,
		At:       now.Add(-time.Duration(rapid.IntRange(-8, 120).Draw(t, "ago")) * time.Minute),
		Reason:   rapid.SampledFrom([]string{"", "listrik-padam", "alasan yang cukup panjang"}).Draw(t, "reason"),
		Camera:   ulid.ULID{7},
	}
	if rapid.IntRange(0, 9).Draw(t, "sensible") > 1 {
		a.At, a.Reason = now, "alasan yang cukup panjang"
		if n := r.CurrentStep(); n > 0 {
			a.Step = n
			a.To = rapid.IntRange(1, n).Draw(t, "back to")
			a.Kind = rapid.SampledFrom(append(sop.AllowedStep(r, n), a.Kind, sop.ActFinish)).Draw(t, "likely")
		}
	}
	if rapid.Bool().Draw(t, "complete") {
		for _, k := range r.Step(a.Step).Checks {
			k.Met = true
			a.Checks = append(a.Checks, k)
		}
		a.Evidence = &sop.Evidence{Number: "1", Text: "x", Date: now}
		a.Proof = &sop.Proof{Result: rapid.SampledFrom([]sop.Result{sop.Success, sop.Partial, sop.Failure}).Draw(t, "result"), Cause: "timeout"}
		a.Cameras = []sop.CameraRef{{CameraID: ulid.ULID{7}, Name: "A"}}
	}
	if a.Kind == sop.ActEdit && rapid.Bool().Draw(t, "facts") {
		f := sop.FactsOf(r)
		f.Note = "diubah"
		a.Facts = &f
	}
	if a.Kind == sop.ActCorrect {
		s := r.Step(a.Step)
		a.Began = s.Began.Add(time.Duration(rapid.IntRange(-30, 30).Draw(t, "shift")) * time.Minute)
	}
	if rapid.Bool().Draw(t, "answers") {
		yes := rapid.Bool().Draw(t, "outside")
		a.OutOfHours, a.LateCause = &yes, "antrean-pekerjaan"
	}
	return a
}

// scripts/test runs this one with -rapid.checks=10000: so many histories must
// go by without a difference before anything lands.
func TestApply_agrees_with_the_model(t *testing.T) {
	k := rules()
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 9, 7, 0, 15, 0, 0, time.UTC)
		r, err := sop.NewRequest(ulid.ULID{9}, "RLY-2026-0001", facts(), now)
		if err != nil {
			t.Fatal(err)
		}
		m := newModel()
		for range rapid.IntRange(1, 60).Draw(t, "length") {
			now = now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "minutes")) * time.Minute)
			a := drawAct(t, r, now)
			before := snapshot(t, r)
			next, events, err := sop.Apply(r, a, k)
			if snapshot(t, r) != before {
				t.Fatalf("%s changed its argument", a.Kind)
			}
			if err != nil {
				refused(t, r, next, events, err)
				continue
			}
			if a.Kind != sop.ActRestore && !slices.Contains(append(sop.Allowed(r), sop.AllowedStep(r, a.Step)...), a.Kind) &&
				a.Kind != sop.ActProve {
				t.Fatalf("%s on activity %d was done, but not offered", a.Kind, a.Step)
			}
			m.do(a)
			agrees(t, m, next)
			invariants(t, r, next)
			r = next
		}
	})
}

// snapshot makes sharing visible: if anything a request holds is changed
// behind its back, its JSON changes.
func snapshot(t *rapid.T, r sop.Request) string {
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func refused(t *rapid.T, r, next sop.Request, events []sop.Event, err error) {
	var refusal *sop.Refusal
	if !errors.As(err, &refusal) || !slices.Contains(sop.AllRules(), refusal.Rule) {
		t.Fatalf("not a refusal we know: %v", err)
	}
	if len(events) > 0 || !reflect.DeepEqual(r, next) {
		t.Fatalf("a refused act left something behind:\n%s", cmp.Diff(r, next))
	}
}

func agrees(t *rapid.T, m *model, r sop.Request) {
	if !r.Trashed.IsZero() {
		return
	}
	if r.Status != m.status {
		t.Fatalf("status %s, the model says %s", r.Status, m.status)
	}
	for n := 1; n <= sop.Activities; n++ {
		if got, want := r.StepState(n), m.state(n); got != want {
			t.Fatalf("activity %d is %s, the model says %s (%+v)", n, got, want, m)
		}
		if r.Step(n).Round != m.rounds[n] {
			t.Fatalf("activity %d is in round %d, the model says %d", n, r.Step(n).Round, m.rounds[n])
		}
	}
}

func invariants(t *rapid.T, old, r sop.Request) {
	if r.ID != old.ID || r.Number != old.Number || !r.Registered.Equal(old.Registered) || len(r.Steps) != sop.Activities {
		t.Fatal("who the request is has changed")
	}
	if len(r.History) < len(old.History) {
		t.Fatal("history was cut")
	}
	for i, round := range old.History {
		if !reflect.DeepEqual(round, r.History[i]) {
			t.Fatalf("history was rewritten:\n%s", cmp.Diff(round, r.History[i]))
		}
	}
	if (r.Status == sop.Done) != !r.Finished.IsZero() && r.Status != sop.Archived {
		t.Fatalf("%s, finished %v", r.Status, r.Finished)
	}
	var last time.Time
	for i, s := range r.Steps {
		if s.N != i+1 {
			t.Fatal("activities are out of order")
		}
		if s.Began.IsZero() {
			if !s.Ended.IsZero() || len(s.Pauses) > 0 {
				t.Fatal("something happened in an activity that has not begun")
			}
			continue
		}
		at := last
		moments := []time.Time{s.Began}
		for j, p := range s.Pauses {
			if p.Ended.IsZero() && j != len(s.Pauses)-1 {
				t.Fatal("a pause is open, but not the last")
			}
			moments = append(moments, p.Began)
			if !p.Ended.IsZero() {
				moments = append(moments, p.Ended)
			}
		}
		if !s.Ended.IsZero() {
			moments = append(moments, s.Ended)
		}
		for _, moment := range moments {
			if moment.Before(at) || moment.Second() != 0 || moment.Location() != time.UTC {
				t.Fatalf("activity %d steps back in time, or is not a UTC minute: %v", s.N, moments)
			}
			at = moment
		}
		last = at
	}
}
