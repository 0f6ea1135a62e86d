package sop

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/oklog/ulid/v2"
)

// The rules of Apply:
//
//   - it is the only way a request changes, and it never touches its argument;
//   - either everything of an act happens or nothing does;
//   - the steps of the current round go 1 → 6, their times never step back;
//   - History only grows, and the number of a request never changes;
//   - the status of an open request is derived from its steps.

// change is one act under way: a private copy of the request, the act, and
// what it has changed so far.
type change struct {
	r      Request
	act    Act
	rules  Rules
	events []Event
}

// Apply does one act. It returns the changed request and what changed, or the
// unchanged request and a *Refusal.
func Apply(r Request, a Act, rules Rules) (Request, []Event, error) {
	do, known := handler(a.Kind)
	if !known {
		return r, nil, &Refusal{Rule: RuleUnknown, Text: string(a.Kind)}
	}
	c := &change{r: clone(r), act: settle(a), rules: rules}
	if err := c.permit(); err != nil {
		return r, nil, err
	}
	if err := do(c); err != nil {
		return r, nil, err
	}
	if c.r.open() {
		c.r.Status = c.r.derivedStatus()
	}
	if c.r.Status == Done && c.r.Finished.IsZero() {
		c.r.Finished = c.r.Step(Activities).Ended
	}
	if c.r.Status != r.Status {
		c.note(0, "status", string(r.Status), string(c.r.Status))
	}
	return c.r, c.events, nil
}

// handler is the table of acts: one short function each.
func handler(kind ActKind) (func(*change) error, bool) {
	do, known := map[ActKind]func(*change) error{
		ActEdit:     (*change).edit,
		ActStart:    (*change).start,
		ActBegin:    (*change).begin,
		ActCheck:    (*change).check,
		ActPause:    (*change).pause,
		ActResume:   (*change).resume,
		ActFinish:   (*change).finish,
		ActReturn:   (*change).sendBack,
		ActCancel:   (*change).cancel,
		ActReopen:   (*change).reopen,
		ActArchive:  (*change).archive,
		ActCorrect:  (*change).correct,
		ActProve:    (*change).prove,
		ActAttach:   (*change).attach,
		ActTrash:    (*change).trash,
		ActRestore:  (*change).restore,
		ActEnterAll: (*change).enterAll,
		ActFile:     (*change).file,
		ActUnfile:   (*change).unfile,
	}[kind]
	return do, known
}

// settle cuts all times of an act to the minute (T9). An act without its own
// time happened when it was recorded.
func settle(a Act) Act {
	if a.At.IsZero() {
		a.At = a.Recorded
	}
	if a.Recorded.IsZero() {
		a.Recorded = a.At
	}
	a.At, a.Recorded = minute(a.At), minute(a.Recorded)
	a.Began, a.Ended = minute(a.Began), minute(a.Ended)
	a.Steps = slices.Clone(a.Steps)
	for i := range a.Steps {
		a.Steps[i].Began, a.Steps[i].Ended = minute(a.Steps[i].Began), minute(a.Steps[i].Ended)
	}
	a.Reason, a.Note = strings.TrimSpace(a.Reason), strings.TrimSpace(a.Note)
	a.LateCause = strings.TrimSpace(a.LateCause)
	return a
}

// permit refuses what the status does not allow at all, and any future.
func (c *change) permit() error {
	if c.act.At.IsZero() {
		return &Refusal{Rule: RuleTime, Field: "waktu"}
	}
	if !slices.Contains(Allowed(c.r), c.act.Kind) && !c.ofStep() && !c.ofFiles() {
		return &Refusal{Rule: RuleStatus, Text: string(c.r.Status)}
	}
	return c.past(c.act.Step, "waktu", c.act.At)
}

// ofStep says that the act is one on an activity and that the status lets
// activities be worked on.
func (c *change) ofStep() bool {
	switch c.act.Kind {
	case ActBegin, ActPause, ActResume, ActFinish, ActReturn, ActProve:
		return c.r.open()
	case ActCheck, ActCorrect:
		return c.r.open() || c.r.Status == Done
	}
	return false
}

// ofFiles says that the act is one on an attachment, and that these may come
// and go.
func (c *change) ofFiles() bool {
	return (c.act.Kind == ActFile || c.act.Kind == ActUnfile) && c.r.FilesOpen()
}

// past refuses times after now (T11).
func (c *change) past(n int, field string, t time.Time) error {
	if t.After(c.act.Recorded.Add(c.rules.FutureSlack)) {
		return &Refusal{Rule: RuleFuture, Field: field, Step: n, Time: t}
	}
	return nil
}

// step is the activity the act names.
func (c *change) step() (*Step, error) {
	if n := c.act.Step; n >= 1 && n <= len(c.r.Steps) {
		return &c.r.Steps[n-1], nil
	}
	return nil, &Refusal{Rule: RuleUnknown, Field: "langkah", Step: c.act.Step}
}

// note records one change for the audit trail; equal values are no change.
func (c *change) note(step int, field, before, after string) {
	if before == after {
		return
	}
	reason := c.act.Reason
	if c.act.Note != "" && reason != "" {
		reason += ": " + c.act.Note
	}
	c.events = append(c.events, Event{Kind: c.act.Kind, Step: step, At: c.act.At,
		Field: field, Old: before, New: after, Reason: reason})
}

// set changes one text and notes it.
func (c *change) set(step int, field string, target *string, value string) {
	c.note(step, field, *target, value)
	*target = value
}

// setTime changes one time and notes it.
func (c *change) setTime(step int, field string, target *time.Time, value time.Time) {
	c.note(step, field, stamp(*target), stamp(value))
	*target = value
}

// reasoned refuses an act without a reason: one of the list, or ten letters of
// free text. "Lainnya" says nothing, so it needs those ten letters in the note.
func (c *change) reasoned(list []string) error {
	text := c.act.Reason
	if text == ReasonOther {
		text = c.act.Note
	} else if slices.Contains(list, text) {
		return nil
	}
	if utf8.RuneCountInString(strings.Join(strings.Fields(text), " ")) < 10 {
		return &Refusal{Rule: RuleReason, Field: "alasan", Step: c.act.Step}
	}
	return nil
}

// stamp is how times stand in events: UTC, to the minute, "" when unknown.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04Z")
}

func number(n int) string { return strconv.Itoa(n) }

// clone copies a request so deeply that no slice or pointer is shared.
func clone(r Request) Request {
	r.Sites = slices.Clone(r.Sites)
	r.Attachments = slices.Clone(r.Attachments)
	r.Cameras = cloneCameras(r.Cameras)
	r.Steps = cloneSteps(r.Steps)
	r.History = cloneSteps(r.History)
	r.Rules.Standards = slices.Clone(r.Rules.Standards)
	return r
}

func cloneSteps(steps []Step) []Step {
	out := slices.Clone(steps)
	for i := range out {
		s := &out[i]
		s.Checks = slices.Clone(s.Checks)
		s.Pauses = slices.Clone(s.Pauses)
		s.Cameras = cloneCameras(s.Cameras)
		if s.Returned != nil {
			back := *s.Returned
			s.Returned = &back
		}
	}
	return out
}

func cloneCameras(cameras []CameraRef) []CameraRef {
	out := slices.Clone(cameras)
	for i := range out {
		if out[i].Proof != nil {
			proof := *out[i].Proof
			out[i].Proof = &proof
		}
	}
	return out
}

// NewRequest registers a draft ("Simpan Draf"). The number comes from the
// store, which never gives one out twice.
func NewRequest(id ulid.ULID, number string, f Facts, now time.Time) (Request, error) {
	if err := f.guard(); err != nil {
		return Request{}, err
	}
	r := Request{ID: id, Number: number, Registered: minute(now), Status: Draft}
	f.into(&r)
	r.Steps = freshSteps(DefaultVersion())
	return r, nil
}

// freshSteps are the six activities of a version, none of them begun.
func freshSteps(v Version) []Step {
	steps := make([]Step, 0, len(v.Activities))
	for _, a := range v.Activities {
		steps = append(steps, Step{N: a.N, Round: 1, Executor: a.Executor, Standard: a.Minutes, Checks: slices.Clone(a.Checks)})
	}
	return steps
}
