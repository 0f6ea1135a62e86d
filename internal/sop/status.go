package sop

// Step is the current round of activity n, the zero Step for any other n.
func (r Request) Step(n int) Step {
	if n < 1 || n > len(r.Steps) {
		return Step{}
	}
	return r.Steps[n-1]
}

// StepState derives where activity n stands from its record, from the one
// before it and from the request's status.
func (r Request) StepState(n int) StepState {
	s := r.Step(n)
	switch {
	case s.N == 0:
		return StepIdle
	case !s.Ended.IsZero():
		return StepDone
	case s.openPause() >= 0:
		return StepPaused
	case !s.Began.IsZero():
		return StepRunning
	case !r.open():
		return StepIdle
	case n == 1 || !r.Step(n-1).Ended.IsZero():
		return StepWaiting
	default:
		return StepIdle
	}
}

// CurrentStep is the activity that waits, runs or is paused: the place where
// the work goes on. It is 0 for drafts and for requests that are over.
func (r Request) CurrentStep() int {
	if !r.open() {
		return 0
	}
	for n := 1; n <= len(r.Steps); n++ {
		if r.Steps[n-1].Ended.IsZero() {
			return n
		}
	}
	return 0
}

// open says that the request is on its way: running or paused.
func (r Request) open() bool { return r.Status == Running || r.Status == Paused }

// started says that the rules were snapshotted ("Mulai Permintaan").
func (r Request) started() bool { return len(r.Rules.Standards) > 0 }

// Rounds are all rounds of activity n, oldest first, the current one last.
func (r Request) Rounds(n int) []Step {
	var out []Step
	for _, h := range r.History {
		if h.N == n {
			out = append(out, h)
		}
	}
	if n >= 1 && n <= len(r.Steps) {
		out = append(out, r.Steps[n-1])
	}
	return out
}

// openPause is the index of the pause that has not ended, -1 if none.
func (s Step) openPause() int {
	if last := len(s.Pauses) - 1; last >= 0 && s.Pauses[last].Ended.IsZero() {
		return last
	}
	return -1
}

// derivedStatus is what the steps of an open request say its status is.
func (r Request) derivedStatus() Status {
	if !r.started() {
		return Draft
	}
	for _, s := range r.Steps {
		if s.Ended.IsZero() {
			if s.openPause() >= 0 {
				return Paused
			}
			return Running
		}
	}
	return Done
}

// Allowed lists the acts on the whole request that its status permits, in the
// order in which the sheet offers them. The guards of each act still decide.
func Allowed(r Request) []ActKind {
	if !r.Trashed.IsZero() {
		return []ActKind{ActRestore}
	}
	switch r.Status {
	case Draft:
		return []ActKind{ActStart, ActEdit, ActAttach, ActEnterAll, ActCancel, ActTrash}
	case Running, Paused:
		acts := []ActKind{ActEdit, ActAttach}
		if r.untouched() {
			acts = append(acts, ActEnterAll)
		}
		return append(acts, ActCancel)
	case Done, Cancelled:
		return []ActKind{ActReopen, ActArchive}
	case Archived:
		return []ActKind{ActReopen}
	}
	return nil
}

// AllowedStep lists the acts on activity n that its state permits, the likely
// one first.
func AllowedStep(r Request, n int) []ActKind {
	if r.Step(n).N == 0 || !r.Trashed.IsZero() || !r.open() && r.Status != Done {
		return nil
	}
	var acts []ActKind
	switch r.StepState(n) {
	case StepWaiting:
		acts = []ActKind{ActBegin, ActCheck}
	case StepRunning:
		acts = []ActKind{ActFinish, ActPause, ActCheck}
	case StepPaused:
		acts = []ActKind{ActResume, ActCheck}
	case StepDone:
		return []ActKind{ActCorrect, ActCheck}
	default:
		return nil
	}
	if n == ProofStep && r.StepState(n) != StepWaiting {
		acts = append(acts, ActProve)
	}
	if n > 1 && r.StepState(n) != StepPaused {
		acts = append(acts, ActReturn)
	}
	return acts
}

// untouched says that no activity has begun and none was ever returned.
func (r Request) untouched() bool {
	return len(r.Steps) > 0 && r.Steps[0].Began.IsZero() && len(r.History) == 0
}
