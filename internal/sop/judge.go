package sop

import (
	"math"
	"time"
)

// Judgement is what working time says about one round of an activity. It is
// computed on reading and never stored (rule T6).
type Judgement struct {
	Minutes           int // waktu proses (T1), clock minutes when out of hours (T8)
	Standard          int
	Diff              int // Minutes − Standard: negative is early
	Badge             Badge
	Deadline          time.Time // batas waktu (T4); zero when not begun or not found
	Clock             int       // clock minutes without pauses
	SuggestOutOfHours bool      // finished with 0 working minutes: suggest the tick of T8
}

// Judge counts a round as of now. A round that was sent back ends when it was
// sent back; an open pause lasts until now.
func Judge(s Step, c *Calendar, now time.Time, nearShare float64) Judgement {
	j := Judgement{Standard: s.Standard}
	if s.Began.IsZero() {
		return j
	}
	end := s.until(now)
	working, clock := s.spent(end, c.Minutes), s.spent(end, clockMinutes)
	j.Minutes, j.Clock = working, clock
	if s.OutOfHours {
		j.Minutes = clock
	}
	j.Diff = j.Minutes - j.Standard
	j.Deadline = s.deadline(c, end)
	over := !s.Ended.IsZero() || s.Returned != nil
	j.SuggestOutOfHours = over && !s.OutOfHours && working == 0 && clock > 0
	j.Badge = badge(j, over, nearShare)
	if s.Ended.IsZero() && j.Badge == OnTime {
		j.Badge = NoBadge // sent back unfinished: there is nothing to praise
	}
	return j
}

// badge judges by T3 (equality is on time) and T12 (only while it runs).
func badge(j Judgement, over bool, nearShare float64) Badge {
	near := int(math.Ceil(nearShare*float64(j.Standard) - 1e-9))
	switch {
	case j.Minutes > j.Standard:
		return Late
	case over:
		return OnTime
	case nearShare > 0 && j.Minutes >= near:
		return NearLimit
	default:
		return NoBadge
	}
}

// until is where a round's time stops: its end, its return, or now.
func (s Step) until(now time.Time) time.Time {
	switch {
	case !s.Ended.IsZero():
		return s.Ended
	case s.Returned != nil:
		return s.Returned.At
	default:
		return now
	}
}

// spent measures [Began, end] less the pauses, all by the same yardstick (T1:
// pauses in wall time against work in working time gave wrong results
// elsewhere).
func (s Step) spent(end time.Time, minutes func(from, to time.Time) int) int {
	sum := minutes(s.Began, end)
	for _, p := range s.Pauses {
		stop := p.Ended
		if stop.IsZero() || stop.After(end) {
			stop = end
		}
		if start := later(p.Began, s.Began); start.Before(stop) {
			sum -= minutes(start, stop)
		}
	}
	return max(0, sum)
}

// deadline walks from pause to pause until the standard is used up.
func (s Step) deadline(c *Calendar, now time.Time) time.Time {
	minutes := c.Minutes
	reach := c.Deadline
	if s.OutOfHours {
		minutes = clockMinutes
		reach = func(from time.Time, n int) (time.Time, bool) {
			return minute(from).Add(time.Duration(n) * time.Minute), true
		}
	}
	left, at := s.Standard, s.Began
	for _, p := range s.Pauses {
		worked := minutes(at, p.Began)
		if worked >= left {
			break
		}
		left -= worked
		at = p.Ended
		if at.IsZero() {
			at = later(now, p.Began)
		}
	}
	deadline, found := reach(at, left)
	if !found {
		return time.Time{}
	}
	return deadline
}

// longPauseDays is from when on an open pause deserves a reminder (T13).
const longPauseDays = 5

// LongPause says that an activity has been paused for more than five working
// days: somebody should ask.
func LongPause(s Step, c *Calendar, now time.Time) bool {
	open := s.openPause()
	return open >= 0 && c.DaysBetween(s.Pauses[open].Began, now) > longPauseDays+1
}

// clockMinutes counts every minute, working or not.
func clockMinutes(from, to time.Time) int {
	return max(0, minuteNumber(to)-minuteNumber(from))
}

// Waiting is the waktu tunggu before activity n (T2): working minutes from the
// end of the activity before it, or from its return, until it began; until now
// while it still waits. It is never held against a standard.
func Waiting(r Request, n int, c *Calendar, now time.Time) int {
	if n < 1 || n > len(r.Steps) {
		return 0
	}
	from := r.readyAt(n)
	if from.IsZero() {
		return 0
	}
	to := r.Steps[n-1].Began
	if to.IsZero() {
		if r.StepState(n) != StepWaiting {
			return 0
		}
		to = now
	}
	return c.Minutes(from, to)
}

// readyAt is the moment from which activity n could have begun: the end of the
// one before it in the current round, or the return that reopened it. It is
// zero for a first activity that was never returned: nothing precedes it.
func (r Request) readyAt(n int) time.Time {
	var at time.Time
	if n > 1 {
		at = r.Steps[n-2].Ended
		if at.IsZero() {
			return time.Time{}
		}
	}
	return later(at, r.returnedAt(n))
}

// returnedAt is when activity n was last sent back, zero if it never was.
func (r Request) returnedAt(n int) time.Time {
	for i := len(r.History) - 1; i >= 0; i-- {
		if h := r.History[i]; h.N == n && h.Returned != nil {
			return h.Returned.At
		}
	}
	return time.Time{}
}

// LateStep names the activity that makes the request late, 0 if none does: for
// an open request the activity in progress, for a finished one the first that
// took longer than its standard.
func (r Request) LateStep(c *Calendar, now time.Time, near float64) int {
	finished := r.started() && !r.open()
	for _, s := range r.Steps {
		if !finished && !s.Ended.IsZero() {
			continue
		}
		if Judge(s, c, now, near).Badge == Late {
			return s.N
		}
	}
	return 0
}

// Totals are the sums of a request's current rounds.
type Totals struct {
	Minutes, Standard int
	Internal          int // activities of the office (1, 3–6)
	External          int // activity of the agency (2); the office cannot hurry it (G6)
	Waiting           int
	Rounds            int // rounds beyond the first: how often something was sent back
	Days              int // working days from the first beginning to the end, both counted
}

// Totals sums the request's current rounds as of now.
func (r Request) Totals(c *Calendar, now time.Time) Totals {
	var t Totals
	var first time.Time
	for _, s := range r.Steps {
		minutes := Judge(s, c, now, 0).Minutes
		t.Minutes += minutes
		t.Standard += s.Standard
		if s.Executor == RoleAgency {
			t.External += minutes
		} else {
			t.Internal += minutes
		}
		t.Waiting += Waiting(r, s.N, c, now)
		t.Rounds += s.Round - 1
		if first.IsZero() {
			first = s.Began
		}
	}
	if !first.IsZero() {
		end := r.Finished
		if end.IsZero() {
			end = now
		}
		t.Days = c.DaysBetween(first, end)
	}
	return t
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// minute cuts the seconds (T9) and stores in UTC.
func minute(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return timeOf(minuteNumber(t))
}
