package sop

import (
	"slices"
	"time"
)

// What a period of work says about the SOP (chapter 2 of the domain): how often
// each activity was carried out, how often within its standard, and whether
// the standard still fits.

// DefaultGoodShare is from which share of executions within the standard an
// activity is said to go well. It is a proposal for the form; who signs it may
// judge otherwise.
const DefaultGoodShare = 0.8

// reviseFactor is by how much the median must exceed the standard, in two
// periods one after the other, before the standard itself is in doubt.
const reviseFactor = 1.5

// Execution is one finished round of an activity.
type Execution struct {
	N                          int
	Minutes, Standard, Waiting int
	Late                       bool
	Cause                      string // why late
	OutOfHours                 bool
}

// Executions are the activities of a request that ended in [from, to), in every
// round: what was sent back later was carried out all the same.
func Executions(r Request, c *Calendar, from, to time.Time) []Execution {
	var out []Execution
	for _, s := range slices.Concat(r.History, r.Steps) {
		if s.Ended.IsZero() || s.Ended.Before(from) || !s.Ended.Before(to) {
			continue
		}
		j := Judge(s, c, s.Ended, 0)
		e := Execution{N: s.N, Minutes: j.Minutes, Standard: j.Standard, Late: j.Badge == Late, Cause: s.LateCause, OutOfHours: s.OutOfHours}
		if s.Returned == nil {
			e.Waiting = Waiting(r, s.N, c, s.Ended)
		}
		out = append(out, e)
	}
	return out
}

// Whole is a finished request as one execution: all its activities together, and
// those of the office alone (gap G6). A request is on time when the sum of its
// times is within the sum of its standards (domain 2.1, T3), also when a single
// activity took longer than its own.
func Whole(r Request, c *Calendar) (whole, internal Execution) {
	t := r.Totals(c, r.Finished)
	outside := 0
	for _, s := range r.Steps {
		if s.Executor == RoleAgency {
			outside += s.Standard
		}
	}
	inside := t.Standard - outside
	return Execution{Minutes: t.Minutes, Standard: t.Standard, Waiting: t.Waiting, Late: t.Minutes > t.Standard},
		Execution{Minutes: t.Internal, Standard: inside, Waiting: t.Waiting, Late: t.Internal > inside}
}

// Stat sums some executions up. All of it is zero when there were none.
type Stat struct {
	Count, OnTime, Late, Standard, Longest int
	Mean, Median, MeanWaiting              float64
}

// Sum makes the Stat of some executions; the standard is that of the last one.
func Sum(list []Execution) Stat {
	var s Stat
	if len(list) == 0 {
		return s
	}
	minutes := make([]int, 0, len(list))
	total, waiting := 0, 0
	for _, e := range list {
		if e.Late {
			s.Late++
		}
		minutes = append(minutes, e.Minutes)
		total += e.Minutes
		waiting += e.Waiting
		s.Standard = e.Standard
	}
	slices.Sort(minutes)
	n := len(minutes)
	s.Count, s.OnTime, s.Longest = n, n-s.Late, minutes[n-1]
	s.Mean, s.MeanWaiting = float64(total)/float64(n), float64(waiting)/float64(n)
	s.Median = float64(minutes[(n-1)/2]+minutes[n/2]) / 2
	return s
}

// Share is the part of the executions within the standard, 0 without any.
func (s Stat) Share() float64 {
	if s.Count == 0 {
		return 0
	}
	return float64(s.OnTime) / float64(s.Count)
}

// Good proposes the judgement of the monitoring form; known is false when there
// was nothing to judge.
func (s Stat) Good(share float64) (good, known bool) {
	return s.Count > 0 && s.Share() >= share, s.Count > 0
}

// Revise says that the standard time should be looked at: the median exceeded
// it by more than half in this period and in the one before.
func Revise(now, before Stat) bool {
	return now.slow() && before.slow()
}

func (s Stat) slow() bool { return s.Count > 0 && s.Median > reviseFactor*float64(s.Standard) }
