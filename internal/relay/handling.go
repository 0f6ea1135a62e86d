package relay

import (
	"sync/atomic"
	"time"
)

// handlingSteps are the times that requests are sorted by.
func handlingSteps() []time.Duration {
	const ms = time.Millisecond
	return []time.Duration{ms / 10, ms / 4, ms / 2, ms, 5 * ms / 2, 5 * ms, 10 * ms, 25 * ms, 100 * ms, time.Second}
}

// handling counts how long readers' requests took, from having been read to
// their answer's having been handed to the socket. A DESCRIBE that waits for its
// camera holds nobody else: its waiting does not count.
type handling struct {
	steps []time.Duration
	by    []atomic.Uint64 // one for each step, and one for what took longer
	sum   atomic.Int64
	worst atomic.Int64
}

func newHandling() *handling {
	steps := handlingSteps()
	return &handling{steps: steps, by: make([]atomic.Uint64, len(steps)+1)}
}

func (h *handling) note(d time.Duration) {
	i := 0
	for i < len(h.steps) && d > h.steps[i] {
		i++
	}
	h.by[i].Add(1)
	h.sum.Add(int64(d))
	for worst := h.worst.Load(); int64(d) > worst && !h.worst.CompareAndSwap(worst, int64(d)); {
		worst = h.worst.Load()
	}
}

// Handled says how long readers' requests took since the engine was opened.
type Handled struct {
	// Within counts the requests that took at most Steps[i], and is therefore
	// never less than the count before it; All is their whole number.
	Steps      []time.Duration
	Within     []uint64
	All        uint64
	Sum, Worst time.Duration
}

func (h *handling) read() Handled {
	out := Handled{Steps: h.steps, Sum: time.Duration(h.sum.Load()), Worst: time.Duration(h.worst.Load())}
	for i := range h.by {
		out.All += h.by[i].Load()
		if i < len(h.steps) {
			out.Within = append(out.Within, out.All)
		}
	}
	return out
}

// Share gives the step within which that share of the requests was answered,
// the worst time when it is none of them.
func (h Handled) Share(of float64) time.Duration {
	for i, n := range h.Within {
		if float64(n) >= of*float64(h.All) {
			return h.Steps[i]
		}
	}
	return h.Worst
}
