package sop

import (
	"slices"
	"time"
)

// Acts that look back: sending back, correcting, entering afterwards.

// sendBack is "Kembalikan": from activity n to an earlier one.
func (c *change) sendBack() error {
	s, err := c.step()
	if err != nil {
		return err
	}
	switch c.r.StepState(s.N) {
	case StepIdle:
		return &Refusal{Rule: RuleNotRunning, Field: "tujuan", Step: s.N}
	case StepDone:
		return &Refusal{Rule: RuleAlreadyDone, Field: "tujuan", Step: s.N}
	case StepPaused:
		return &Refusal{Rule: RuleOpenPause, Field: "tujuan", Step: s.N}
	}
	if c.act.To < 1 || c.act.To >= s.N {
		return &Refusal{Rule: RuleReturnTarget, Field: "tujuan", Step: s.N, Other: c.act.To}
	}
	if err := c.reasoned(ReturnReasons()); err != nil {
		return err
	}
	if err := c.notBefore(s, c.act.At); err != nil {
		return err
	}
	if err := c.ready("waktu", s.N, c.act.At); err != nil {
		return err
	}
	c.newRounds(c.act.To, s.N)
	return nil
}

// newRounds puts the rounds of activities from..to into the history and opens
// the next ones. A new round starts unticked and untested.
func (c *change) newRounds(from, to int) {
	for n := from; n <= to; n++ {
		s := &c.r.Steps[n-1]
		old := *s
		old.Returned = &Return{At: c.act.At, To: from, Reason: join(": ", c.act.Reason, c.act.Note)}
		if n == ProofStep {
			old.Cameras = cloneCameras(c.r.Cameras)
			for i := range c.r.Cameras {
				c.r.Cameras[i].Proof = nil
			}
		}
		c.r.History = append(c.r.History, old)
		*s = Step{N: n, Round: old.Round + 1, Executor: old.Executor, Standard: old.Standard, Checks: slices.Clone(old.Checks)}
		for i := range s.Checks {
			s.Checks[i].Met, s.Checks[i].Note = false, ""
		}
		c.note(n, "putaran", number(old.Round), number(s.Round))
	}
}

// correct is "Koreksi Waktu" of a finished activity. The old times live on in
// the audit trail.
func (c *change) correct() error {
	s, err := c.step()
	if err != nil {
		return err
	}
	if c.r.StepState(s.N) != StepDone {
		return &Refusal{Rule: RuleNotRunning, Field: "selesai", Step: s.N}
	}
	if err := c.reasoned(nil); err != nil {
		return err
	}
	began, ended := s.Began, s.Ended
	if !c.act.Began.IsZero() {
		began = c.act.Began
	}
	if !c.act.Ended.IsZero() {
		ended = c.act.Ended
	}
	if err := c.fits(s, began, ended); err != nil {
		return err
	}
	c.setTime(s.N, "mulai", &s.Began, began)
	c.setTime(s.N, "selesai", &s.Ended, ended)
	if s.N == Activities { // a last activity that is done means a request that is
		c.r.Finished = ended
	}
	return c.judge(s, c.act.OutOfHours, c.act.LateCause)
}

// fits refuses times that do not lie between the neighbours, or that no longer
// hold the pauses.
func (c *change) fits(s *Step, began, ended time.Time) error {
	if err := c.span(s.N, began, ended); err != nil {
		return err
	}
	if s.N < Activities {
		if next := c.r.Steps[s.N].Began; !next.IsZero() && ended.After(next) {
			return &Refusal{Rule: RuleAfterNext, Field: "selesai", Step: s.N, Other: s.N + 1, Time: next}
		}
		// The next activity may have been sent back before it ever began.
		if back := c.r.returnedAt(s.N + 1); c.r.returnedAt(s.N).Before(back) && ended.After(back) {
			return &Refusal{Rule: RuleAfterNext, Field: "selesai", Step: s.N, Other: s.N + 1, Time: back}
		}
	}
	for _, p := range s.Pauses {
		if p.Began.Before(began) || p.Ended.After(ended) {
			return &Refusal{Rule: RulePauseOrder, Field: "waktu", Step: s.N, Time: p.Began}
		}
	}
	return nil
}

// span refuses an activity's times that lie in the future, run backwards or
// begin too early. A zero end is an activity still in progress.
func (c *change) span(n int, began, ended time.Time) error {
	for _, t := range []struct {
		field string
		at    time.Time
	}{{"mulai", began}, {"selesai", ended}} {
		if err := c.past(n, t.field, t.at); err != nil {
			return err
		}
	}
	if !ended.IsZero() && ended.Before(began) {
		return &Refusal{Rule: RuleEndBeforeBegin, Field: "selesai", Step: n, Time: began}
	}
	return c.ready("mulai", n, began)
}

// enterAll is "Catat Sekaligus": the activities so far, in one table, under
// the rules of single acts.
func (c *change) enterAll() error {
	if len(c.act.Steps) != Activities {
		return &Refusal{Rule: RuleUnknown, Field: "langkah"}
	}
	paper := !slices.ContainsFunc(c.act.Steps, func(t StepTimes) bool { return !t.OnPaper && !t.Began.IsZero() })
	if c.r.Status == Draft {
		if !named(c.r.Sites) {
			return &Refusal{Rule: RuleSite, Field: "lokasi"}
		}
		if missing := c.vacant(); len(missing) > 0 && !paper {
			return &Refusal{Rule: RuleOfficials, Field: "pejabat", Items: missing}
		}
		if err := c.adopt(); err != nil {
			return err
		}
	}
	if c.act.Steps[0].Began.IsZero() {
		return &Refusal{Rule: RuleTime, Field: "mulai", Step: 1}
	}
	for i, row := range c.act.Steps {
		if row.Began.IsZero() && row.Ended.IsZero() {
			return c.nothingAfter(i)
		}
		if err := c.enter(&c.r.Steps[i], row); err != nil {
			return err
		}
	}
	return nil
}

// nothingAfter refuses a gap in the table: once an activity has not begun, no
// later one has.
func (c *change) nothingAfter(i int) error {
	for later := i + 1; later < Activities; later++ {
		if row := c.act.Steps[later]; !row.Began.IsZero() || !row.Ended.IsZero() {
			return &Refusal{Rule: RuleOrder, Field: "mulai", Step: later + 1, Other: i + 1}
		}
	}
	return nil
}

// enter takes one row of the table.
func (c *change) enter(s *Step, row StepTimes) error {
	if row.Began.IsZero() {
		return &Refusal{Rule: RuleTime, Field: "mulai", Step: s.N}
	}
	if s.N > 1 && c.r.Steps[s.N-2].Ended.IsZero() {
		return &Refusal{Rule: RuleOrder, Field: "mulai", Step: s.N, Other: s.N - 1}
	}
	if err := c.span(s.N, row.Began, row.Ended); err != nil {
		return err
	}
	if err := c.tick(s, row.Checks); err != nil {
		return err
	}
	if err := row.Evidence.guard(s.N); err != nil {
		return err
	}
	s.Official = row.Official
	if s.Official == "" {
		s.Official = c.holder(s.Executor)
	}
	s.Evidence, s.Note, s.OutOfHours = row.Evidence, row.Note, row.OutOfHours
	c.setTime(s.N, "mulai", &s.Began, row.Began)
	if row.Ended.IsZero() {
		return nil
	}
	if err := c.accounted(s, row.OnPaper); err != nil {
		return err
	}
	c.setTime(s.N, "selesai", &s.Ended, row.Ended)
	return c.judgeRow(s, row)
}

// accounted is complete for one row; what lies in the paper file counts as
// met, but a relay in which every camera failed is not finished by paper.
func (c *change) accounted(s *Step, onPaper bool) error {
	if !onPaper {
		return c.complete(s)
	}
	for i := range s.Checks {
		s.Checks[i].Met = s.Checks[i].Met || s.Checks[i].Mandatory
	}
	if s.Evidence.Source == "" {
		s.Evidence.Source = SourcePaper
	}
	if tested := slices.ContainsFunc(c.r.Cameras, func(ref CameraRef) bool { return ref.Proof != nil }); tested && s.N == ProofStep {
		return c.proven(s)
	}
	return nil
}

// judgeRow judges one row. The act's OutOfHours answers for all rows at once,
// and only where the question of T8 arises.
func (c *change) judgeRow(s *Step, row StepTimes) error {
	var answer *bool
	if j := Judge(*s, c.rules.Calendar, s.Ended, c.rules.NearShare); j.SuggestOutOfHours {
		answer = c.act.OutOfHours
	}
	asked := c.rules.AskLateCause
	c.rules.AskLateCause = asked && !row.OnPaper
	defer func() { c.rules.AskLateCause = asked }()
	return c.judge(s, answer, row.LateCause)
}
