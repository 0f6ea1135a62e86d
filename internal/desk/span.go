package desk

import (
	"slices"
	"time"
)

// span is a stretch of time, [from, to).
type span struct{ from, to time.Time }

// united gives the same time without overlaps, in order.
func united(spans []span) []span {
	if tidy(spans) {
		return spans
	}
	all := slices.DeleteFunc(slices.Clone(spans), func(s span) bool { return !s.from.Before(s.to) })
	slices.SortFunc(all, func(a, b span) int { return a.from.Compare(b.from) })
	var out []span
	for _, s := range all {
		if n := len(out); n > 0 && !s.from.After(out[n-1].to) {
			if s.to.After(out[n-1].to) {
				out[n-1].to = s.to
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// tidy says that spans are in order already, whole and apart.
func tidy(spans []span) bool {
	for i, s := range spans {
		if !s.from.Before(s.to) || i > 0 && !spans[i-1].to.Before(s.from) {
			return false
		}
	}
	return true
}

// common gives the time that is in both. Both are walked once.
func common(a, b []span) []span {
	a, b = united(a), united(b)
	var out []span
	for len(a) > 0 && len(b) > 0 {
		s := span{later(a[0].from, b[0].from), earlier(a[0].to, b[0].to)}
		if s.from.Before(s.to) {
			out = append(out, s)
		}
		if a[0].to.Before(b[0].to) {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return out
}

// without gives the time of a that is not in b. Both are walked once.
func without(a, b []span) []span {
	a, b = united(a), united(b)
	var out []span
	for _, s := range a {
		for len(b) > 0 && !b[0].to.After(s.from) {
			b = b[1:]
		}
		for _, cut := range b {
			if !cut.from.Before(s.to) {
				break
			}
			if s.from.Before(cut.from) {
				out = append(out, span{s.from, cut.from})
			}
			s.from = later(s.from, cut.to)
		}
		if s.from.Before(s.to) {
			out = append(out, s)
		}
	}
	return out
}

// cut gives the part of a that lies in one stretch. What lies before it is
// looked over by halves, not walked.
func cut(a []span, to span) []span {
	a = united(a)
	first, _ := slices.BinarySearchFunc(a, to.from, func(s span, t time.Time) int {
		if s.to.After(t) {
			return 1
		}
		return -1
	})
	var out []span
	for _, s := range a[first:] {
		s = span{later(s.from, to.from), earlier(s.to, to.to)}
		if !s.from.Before(s.to) {
			break
		}
		out = append(out, s)
	}
	return out
}

// endOf is the last moment before until that is in on and not in off; false
// when there is none. It is looked for from the end.
func endOf(on, off []span, until time.Time) (time.Time, bool) {
	on, off = united(on), united(off)
	for _, s := range slices.Backward(on) {
		end := earlier(s.to, until)
		for i := len(off) - 1; i >= 0 && end.After(s.from) && !off[i].to.Before(end); i-- {
			end = earlier(end, off[i].from)
		}
		if end.After(s.from) {
			return end, true
		}
	}
	return time.Time{}, false
}

// shared says how much of some spans lies in each of the stretches that begin
// and end at the edges, in order. The spans are walked once.
func shared(spans []span, edges []time.Time) []time.Duration {
	out := make([]time.Duration, len(edges)-1)
	at := 0
	for _, s := range united(spans) {
		for at < len(out) && !edges[at+1].After(s.from) {
			at++
		}
		for i := at; i < len(out) && edges[i].Before(s.to); i++ {
			out[i] += earlier(s.to, edges[i+1]).Sub(later(s.from, edges[i]))
		}
	}
	return out
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// length is how long spans without overlaps are together.
func length(spans []span) time.Duration {
	var sum time.Duration
	for _, s := range spans {
		sum += s.to.Sub(s.from)
	}
	return sum
}
