package sop

import (
	"slices"
	"strings"
	"time"
)

// Acts on one activity.

func timeZero() time.Time { return time.Time{} }

// begin is "Mulai Langkah".
func (c *change) begin() error {
	s, err := c.step()
	if err != nil {
		return err
	}
	switch c.r.StepState(s.N) {
	case StepDone:
		return &Refusal{Rule: RuleAlreadyDone, Field: "mulai", Step: s.N}
	case StepRunning, StepPaused:
		return &Refusal{Rule: RuleAlreadyBegun, Field: "mulai", Step: s.N}
	case StepIdle:
		return &Refusal{Rule: RuleOrder, Field: "mulai", Step: s.N, Other: s.N - 1}
	}
	if err := c.ready("mulai", s.N, c.act.At); err != nil {
		return err
	}
	c.setTime(s.N, "mulai", &s.Began, c.act.At)
	official := c.act.Official
	if official == "" {
		official = c.holder(s.Executor)
	}
	c.set(s.N, "pejabat", &s.Official, official)
	if c.act.OutOfHours != nil {
		s.OutOfHours = *c.act.OutOfHours
	}
	c.remark(s)
	return nil
}

// holder is who holds a role at the time of the act; for the agency's own
// activity its contact person will do.
func (c *change) holder(role Role) string {
	name := c.rules.Officials[role]
	if role == RoleAgency && name == "" {
		name = c.r.Contact.Name
	}
	return name
}

// ready refuses a beginning before the activity could begin.
func (c *change) ready(field string, n int, at time.Time) error {
	if n > 1 {
		if end := c.r.Steps[n-2].Ended; at.Before(end) {
			return &Refusal{Rule: RuleBeforePrevious, Field: field, Step: n, Other: n - 1, Time: end}
		}
	}
	if back := c.r.returnedAt(n); at.Before(back) {
		return &Refusal{Rule: RuleBeforeReturn, Field: field, Step: n, Time: back}
	}
	return nil
}

// remark writes the act's note, if any, into the activity's keterangan.
func (c *change) remark(s *Step) {
	if c.act.Note != "" {
		c.set(s.N, "keterangan", &s.Note, c.act.Note)
	}
}

// check ticks kelengkapan and notes evidence. A finished activity may still
// receive its official number, but nothing that finished it may be taken away.
func (c *change) check() error {
	s, err := c.step()
	if err != nil {
		return err
	}
	state := c.r.StepState(s.N)
	if state == StepIdle {
		return &Refusal{Rule: RuleOrder, Field: "kelengkapan", Step: s.N, Other: s.N - 1}
	}
	if err := c.gather(s); err != nil {
		return err
	}
	c.remark(s)
	if state == StepDone {
		return c.complete(s)
	}
	return nil
}

// gather takes the act's ticks and evidence into the activity.
func (c *change) gather(s *Step) error {
	if err := c.tick(s, c.act.Checks); err != nil {
		return err
	}
	if e := c.act.Evidence; e != nil {
		if err := e.guard(s.N); err != nil {
			return err
		}
		c.note(s.N, "bukti", s.Evidence.line(), e.line())
		s.Evidence = *e
	}
	return nil
}

func (e Evidence) line() string {
	line := join(", ", LetterRef{Number: e.Number, Date: e.Date}.line(), e.Source, strings.Join(e.Instructions, " + "), e.Text)
	if e.Deadline.IsZero() {
		return line
	}
	return join(", ", line, "batas "+LetterShortDate(e.Deadline))
}

// guard refuses a disposition that asks for something nobody knows, or for
// something before it was written.
func (e Evidence) guard(n int) error {
	for _, i := range e.Instructions {
		if !slices.Contains(Instructions(), i) {
			return &Refusal{Rule: RuleUnknown, Field: "instruksi", Step: n, Text: i}
		}
	}
	if !e.Deadline.IsZero() && e.Deadline.Before(e.Date) {
		return &Refusal{Rule: RuleDeadline, Field: "batas", Step: n, Time: e.Date}
	}
	return nil
}

// tick sets the items named by key. An item nobody knows is taken in when it
// has a label: the paper's list ends with "dan lain-lain".
func (c *change) tick(s *Step, checks []Check) error {
	for _, want := range checks {
		i := slices.IndexFunc(s.Checks, func(have Check) bool { return have.Key == want.Key })
		if i < 0 {
			if want.Key == "" || strings.TrimSpace(want.Label) == "" {
				return &Refusal{Rule: RuleUnknown, Field: "kelengkapan", Step: s.N, Text: want.Key}
			}
			want.Mandatory = false
			s.Checks = append(s.Checks, want)
			c.note(s.N, "kelengkapan:"+want.Key, "", ticked(want))
			continue
		}
		have := &s.Checks[i]
		before := ticked(*have)
		have.Met, have.Note = want.Met, want.Note
		c.note(s.N, "kelengkapan:"+have.Key, before, ticked(*have))
	}
	return nil
}

func ticked(k Check) string {
	if k.Met {
		return join(": ", "ya", k.Note)
	}
	return join(": ", "tidak", k.Note)
}

// running fetches the activity of the act and refuses when it is not in
// progress.
func (c *change) running(field string) (*Step, error) {
	s, err := c.step()
	if err != nil {
		return nil, err
	}
	switch c.r.StepState(s.N) {
	case StepRunning:
		return s, nil
	case StepPaused:
		return nil, &Refusal{Rule: RuleOpenPause, Field: field, Step: s.N}
	case StepDone:
		return nil, &Refusal{Rule: RuleAlreadyDone, Field: field, Step: s.N}
	default:
		return nil, &Refusal{Rule: RuleNotRunning, Field: field, Step: s.N}
	}
}

// notBefore refuses a time before the activity's newest recorded moment.
func (c *change) notBefore(s *Step, at time.Time) error {
	if at.Before(s.Began) {
		return &Refusal{Rule: RuleEndBeforeBegin, Field: "waktu", Step: s.N, Time: s.Began}
	}
	if n := len(s.Pauses); n > 0 && at.Before(s.Pauses[n-1].Ended) {
		return &Refusal{Rule: RulePauseOrder, Field: "waktu", Step: s.N, Time: s.Pauses[n-1].Ended}
	}
	return nil
}

// pause is "Tunda".
func (c *change) pause() error {
	s, err := c.running("jeda")
	if err != nil {
		return err
	}
	if err := c.reasoned(PauseReasons()); err != nil {
		return err
	}
	if err := c.notBefore(s, c.act.At); err != nil {
		return err
	}
	s.Pauses = append(s.Pauses, Pause{Began: c.act.At, Reason: c.act.Reason, Note: c.act.Note})
	c.note(s.N, "jeda", "", stamp(c.act.At))
	return nil
}

// resume is "Lanjutkan".
func (c *change) resume() error {
	s, err := c.step()
	if err != nil {
		return err
	}
	open := s.openPause()
	if open < 0 {
		return &Refusal{Rule: RuleNotRunning, Field: "jeda", Step: s.N}
	}
	p := &s.Pauses[open]
	if c.act.At.Before(p.Began) {
		return &Refusal{Rule: RulePauseOrder, Field: "waktu", Step: s.N, Time: p.Began}
	}
	c.setTime(s.N, "jeda-selesai", &p.Ended, c.act.At)
	return nil
}

// finish is "Selesaikan Langkah".
func (c *change) finish() error {
	s, err := c.running("selesai")
	if err != nil {
		return err
	}
	if err := c.gather(s); err != nil {
		return err
	}
	c.remark(s)
	if err := c.complete(s); err != nil {
		return err
	}
	if err := c.notBefore(s, c.act.At); err != nil {
		return err
	}
	c.setTime(s.N, "selesai", &s.Ended, c.act.At)
	return c.judge(s, c.act.OutOfHours, c.act.LateCause)
}

// judge asks what a finished time leaves open: whether it was worked out of
// hours (T8), and why it took so long.
func (c *change) judge(s *Step, outOfHours *bool, cause string) error {
	if outOfHours != nil && s.OutOfHours != *outOfHours {
		c.note(s.N, "luar-jam", yes(s.OutOfHours), yes(*outOfHours))
		s.OutOfHours = *outOfHours
	}
	j := Judge(*s, c.rules.Calendar, s.Ended, c.rules.NearShare)
	if j.SuggestOutOfHours && outOfHours == nil {
		return &Refusal{Rule: RuleOutsideHours, Field: "luar-jam", Step: s.N, Time: s.Began, Text: weekday(s.Began)}
	}
	if j.Badge != Late {
		c.set(s.N, "penyebab", &s.LateCause, "")
		return nil
	}
	if cause != "" {
		c.set(s.N, "penyebab", &s.LateCause, cause)
	}
	if c.rules.AskLateCause && s.LateCause == "" {
		return &Refusal{Rule: RuleLateCause, Field: "penyebab", Step: s.N, Standard: j.Standard, Actual: j.Minutes}
	}
	return nil
}

func yes(b bool) string {
	if b {
		return "ya"
	}
	return "tidak"
}

// complete is the guard of domain 5.5: mandatory kelengkapan, then the bukti
// keluaran that this activity leaves behind.
func (c *change) complete(s *Step) error {
	var missing []string
	for _, k := range s.Checks {
		if k.Mandatory && !k.Met {
			missing = append(missing, k.Label)
		}
	}
	if len(missing) > 0 {
		return &Refusal{Rule: RuleMandatoryMissing, Field: "kelengkapan", Step: s.N, Items: missing}
	}
	e := s.Evidence
	given := true
	switch s.N {
	case 1, 6: // letter; nota dinas
		given = strings.TrimSpace(e.Number) != "" && !e.Date.IsZero()
	case 2: // access to at least one camera
		given = len(c.r.Cameras) > 0 || strings.TrimSpace(e.Number+e.Text) != ""
	case 3, 4: // disposition sheet: date and instruction
		given = (strings.TrimSpace(e.Text) != "" || len(e.Instructions) > 0) && !e.Date.IsZero()
	case ProofStep:
		return c.proven(s)
	}
	if !given {
		return &Refusal{Rule: RuleEvidence, Field: "bukti", Step: s.N}
	}
	return nil
}
