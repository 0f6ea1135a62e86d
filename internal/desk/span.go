package desk

import (
	"slices"
	"time"
)

// span is a stretch of time, [from, to).
type span struct{ from, to time.Time }

// united gives the same time without overlaps, in order.
func united(spans []span) []span {
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

// common gives the time that is in both.
func common(a, b []span) []span {
	var out []span
	for _, x := range united(a) {
		for _, y := range united(b) {
			s := x
			if y.from.After(s.from) {
				s.from = y.from
			}
			if y.to.Before(s.to) {
				s.to = y.to
			}
			if s.from.Before(s.to) {
				out = append(out, s)
			}
		}
	}
	return out
}

// without gives the time of a that is not in b.
func without(a, b []span) []span {
	out := united(a)
	for _, cut := range united(b) {
		var left []span
		for _, s := range out {
			if !cut.from.Before(s.to) || !s.from.Before(cut.to) {
				left = append(left, s)
				continue
			}
			if s.from.Before(cut.from) {
				left = append(left, span{s.from, cut.from})
			}
			if cut.to.Before(s.to) {
				left = append(left, span{cut.to, s.to})
			}
		}
		out = left
	}
	return out
}

// length is how long spans without overlaps are together.
func length(spans []span) time.Duration {
	var sum time.Duration
	for _, s := range spans {
		sum += s.to.Sub(s.from)
	}
	return sum
}
