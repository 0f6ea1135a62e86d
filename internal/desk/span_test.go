package desk

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestSpans_are_joined_cut_and_measured(t *testing.T) {
	at := func(h int) time.Time { return time.Date(2026, 9, 7, h, 0, 0, 0, time.UTC) }
	s := func(hours ...int) (out []span) {
		for i := 0; i < len(hours); i += 2 {
			out = append(out, span{at(hours[i]), at(hours[i+1])})
		}
		return out
	}
	for _, row := range []struct {
		a, b            []span
		joined          int
		common, without int
	}{
		{s(), s(1, 2), 0, 0, 0},
		{s(1, 5), s(), 4, 0, 4},
		{s(1, 5, 4, 7), s(0, 3), 6, 2, 4},
		{s(4, 7, 1, 5), s(2, 3, 6, 9), 6, 2, 4},
		{s(1, 9), s(2, 3, 4, 5, 4, 6), 8, 3, 5},
		{s(5, 5, 6, 4), s(1, 9), 0, 0, 0},
		{s(1, 3, 3, 5), s(1, 5), 4, 4, 0},
	} {
		j, c, w := length(united(row.a)), length(common(row.a, row.b)), length(without(row.a, row.b))
		if j != time.Duration(row.joined)*time.Hour || c != time.Duration(row.common)*time.Hour || w != time.Duration(row.without)*time.Hour {
			t.Errorf("%v with %v: %v, %v, %v", row.a, row.b, j, c, w)
		}
	}
}

// Whatever is asked of spans is what counting hour by hour gives.
func TestSpans_agree_with_counting_hours(t *testing.T) {
	const hours = 60
	zero := time.Date(2026, 9, 7, 0, 0, 0, 0, time.UTC)
	at := func(h int) time.Time { return zero.Add(time.Duration(h) * time.Hour) }
	in := func(list []span, h int) bool {
		for _, s := range list {
			if !at(h).Before(s.from) && at(h).Before(s.to) {
				return true
			}
		}
		return false
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (out []span) {
			for range rapid.IntRange(0, 8).Draw(t, name) {
				from := rapid.IntRange(0, hours-1).Draw(t, "from")
				out = append(out, span{at(from), at(from + rapid.IntRange(0, 9).Draw(t, "long"))})
			}
			return out
		}
		on, off := draw("on"), draw("off")
		edges := []int{rapid.IntRange(0, 20).Draw(t, "edge")}
		for range 4 {
			edges = append(edges, edges[len(edges)-1]+rapid.IntRange(1, 12).Draw(t, "step"))
		}
		var moments []time.Time
		for _, e := range edges {
			moments = append(moments, at(e))
		}
		inside := cut(on, span{moments[0], moments[4]})
		parts := shared(on, moments)
		end, ever := endOf(on, off, moments[4])
		last, in4 := -1, make([]time.Duration, 4)
		for h := range hours + 10 {
			if want := in(on, h) && h >= edges[0] && h < edges[4]; want != in(inside, h) {
				t.Fatalf("hour %d of %v within %v: %v, got %v", h, on, edges, want, inside)
			}
			for i := range in4 {
				if in(on, h) && h >= edges[i] && h < edges[i+1] {
					in4[i] += time.Hour
				}
			}
			if in(on, h) && !in(off, h) && h < edges[4] {
				last = h
			}
		}
		for i := range in4 {
			if parts[i] != in4[i] {
				t.Fatalf("%v between %v: %v, want %v", on, edges, parts, in4)
			}
		}
		if ever != (last >= 0) || ever && !end.Equal(at(last+1)) {
			t.Fatalf("the end of %v without %v before %d: %v %v, want hour %d", on, off, edges[4], end, ever, last+1)
		}
	})
}
