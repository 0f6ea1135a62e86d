package video

import (
	"slices"
	"time"
)

// State is what a picture may claim (wall.md 5). It follows from pictures that
// were decoded, and from nothing else: no socket that is open, no clock of the
// PC.
type State string

// The states that follow from the pictures themselves. Why a camera is away is
// the relay's to say; a tile shows both.
const (
	Waiting     State = "waiting"     // no key picture yet
	Live        State = "live"        // a new picture, just now
	Late        State = "late"        // the next picture is overdue
	Stale       State = "stale"       // an old picture
	Repeated    State = "repeated"    // the same bytes again and again
	Unsupported State = "unsupported" // relayed, but cannot be shown
	Broken      State = "broken"      // packets come, but no picture can be made of them
)

// States returns all of them; a word for each must exist.
func States() []State { return []State{Waiting, Live, Late, Stale, Repeated, Unsupported, Broken} }

// Truth is what may be said about a stream at one moment.
type Truth struct {
	State State
	At    time.Time     // when the newest new picture arrived; zero without one
	Age   time.Duration // of that picture
	Limit time.Duration // up to which it is live
	FPS   float64       // new pictures per second, measured

	Sparse     bool      // only some pictures are decoded, by choice; Limit allows for it
	Sight      Sight     // what is wrong with the picture although it comes
	SightSince time.Time // since when
	TooLarge   bool      // why it is Unsupported: the size, not the codec
}

// The rules of age: a picture is live up to three times the usual distance of
// pictures (95th percentile), at least 2 s, at most 10 s, so that a stuttering
// camera cannot stretch the word; it is late for two seconds more at most, and
// then it is old.
const (
	minLimit     = 2 * time.Second
	maxLimit     = 10 * time.Second
	maxLate      = 2 * time.Second
	limitFactor  = 3
	gapsKept     = 64
	minRepeats   = 3
	repeatLimit  = 3 * time.Second // repeats are told by then, however slow the camera is
	repeatBack   = 8               // a payload that was among so many before is none of a sensor
	maxSparse    = 45 * time.Second
	brokenFaults = 12
)

// Evidence collects what was decoded and judges it. It is a value without a
// clock: every moment is handed in. Times carry Go's monotonic reading.
type Evidence struct {
	at       time.Time // the newest new picture
	payloads [repeatBack]uint64
	seen     int // payloads
	any      bool
	repeats  int // pictures since then whose bytes had been there before
	faults   int // failures since the newest picture
	codec    bool
	large    bool
	sparse   time.Duration // the distance of pictures when only some are decoded, 0 = all are
	gaps     [gapsKept]time.Duration
	n        int
	limit    time.Duration
	perSec   float64
	measured int
	judged   time.Time     // the newest judgement
	aged     time.Duration // of the newest picture, summed over the judgements
}

// Picture notes a decoded picture: when it arrived and a hash of its bytes. A
// picture whose bytes were among the last few proves nothing: a sensor never
// repeats a payload. Looking back over a few finds loops of some pictures; over
// more it would find encoders that write the same nothing for a still street
// each time their short counters begin anew.
func (e *Evidence) Picture(at time.Time, payload uint64) {
	e.faults, e.codec, e.large = 0, false, false
	if !e.fresh(payload) {
		e.repeats++
		return
	}
	if e.any && at.Before(e.at) {
		at = e.at // arrival never runs backwards
	}
	if e.any {
		e.gaps[e.n%gapsKept] = min(age(at, e.at), maxLimit)
		e.n++
	}
	e.at, e.any, e.repeats, e.judged, e.aged = at, true, 0, at, 0
	if e.n-e.measured >= 8 || e.limit == 0 {
		e.measure()
	}
}

// Skipped notes a picture that arrived and was not decoded, by choice. It
// proves nothing, but it tells whether the camera repeats itself.
func (e *Evidence) Skipped(payload uint64) {
	if e.fresh(payload) {
		e.repeats = 0
		return
	}
	e.repeats++
}

// fresh says whether a payload was not among the last few, and notes it.
func (e *Evidence) fresh(payload uint64) bool {
	known := min(e.seen, repeatBack)
	if slices.Contains(e.payloads[:known], payload) {
		return false
	}
	e.payloads[e.seen%repeatBack] = payload
	e.seen++
	return true
}

// Sparse says how far apart pictures now are because only some are decoded; 0
// means that all are. The limit allows for that distance.
func (e *Evidence) Sparse(distance time.Duration) {
	if (e.sparse == 0) != (distance == 0) {
		e.n, e.measured, e.limit, e.perSec = 0, 0, 0, 0
	}
	e.sparse = distance
}

// Fault notes that a picture arrived and could not be decoded.
func (e *Evidence) Fault() { e.faults++ }

// Unsupported notes that the stream cannot be shown at all.
func (e *Evidence) Unsupported() { e.codec, e.large = true, false }

// TooLarge notes that the stream cannot be shown because of its size.
func (e *Evidence) TooLarge() { e.codec, e.large = true, true }

// Restart forgets the rhythm, not the picture: another stream begins.
func (e *Evidence) Restart() {
	e.n, e.measured, e.limit, e.perSec, e.faults, e.codec, e.large = 0, 0, 0, 0, 0, false, false
}

func (e *Evidence) measure() {
	e.measured = e.n
	count := min(e.n, gapsKept)
	if count == 0 {
		e.limit = minLimit
		return
	}
	sorted := slices.Clone(e.gaps[:count])
	slices.Sort(sorted)
	e.limit = min(max(minLimit, limitFactor*sorted[count*95/100]), maxLimit)
	var sum time.Duration
	for _, g := range sorted {
		sum += g
	}
	if sum > 0 {
		e.perSec = float64(count) / sum.Seconds()
	}
}

// Judge says what may be claimed at now.
func (e *Evidence) Judge(now time.Time) Truth {
	t := Truth{State: Waiting, Limit: max(e.limit, minLimit, min(limitFactor*e.sparse, maxSparse)), FPS: e.perSec, Sparse: e.sparse > 0}
	if e.any {
		e.aged += age(now, e.judged)
		e.judged = now
		t.At, t.Age = e.at, max(age(now, e.at), e.aged)
		switch {
		case e.repeats >= minRepeats && t.Age > min(t.Limit, repeatLimit):
			t.State = Repeated
		case t.Age <= t.Limit:
			t.State = Live
		case t.Age <= t.Limit+min(t.Limit, maxLate):
			t.State = Late
		default:
			t.State = Stale
		}
	}
	if t.State == Live {
		return t
	}
	switch {
	case e.codec:
		t.State, t.TooLarge = Unsupported, e.large
	case e.faults >= brokenFaults:
		t.State = Broken
	}
	return t
}

// age is how old at is. The monotonic clock stands still while the computer
// sleeps, and the wall clock can be set back: the larger of both errs on the
// side of "old". Where both happen one after the other, the sum over short
// times is right although the two ends are not.
func age(now, at time.Time) time.Duration {
	return max(now.Sub(at), now.Round(0).Sub(at.Round(0)), 0)
}
