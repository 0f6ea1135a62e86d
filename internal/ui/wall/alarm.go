package wall

import (
	"cmp"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"
)

// Trouble is one camera that wants somebody's eye.
type Trouble struct {
	ID     ulid.ULID
	Name   string
	State  State
	Since  time.Time // it is not as it should be
	Seen   time.Time // it has lasted longer than the hold-off
	Reason string
	Put    Putting // off, by somebody, when that is not zero
}

// Putting is a trouble that somebody has put off.
type Putting struct {
	Until  time.Time
	Reason string
}

// Past is a trouble that is over.
type Past struct {
	Trouble
	To time.Time
}

// Watch keeps what is wrong now and what was, so that exceptions come to the
// operator. A trouble is told only after it has lasted for the hold-off: short
// ones are the network's daily business. Its state is a value without a clock.
type Watch struct {
	hold time.Duration
	open map[ulid.ULID]*Trouble
	past []Past                // newest first
	due  map[ulid.ULID]Putting // put off before the trouble was seen again
}

// HoldOff is how long a trouble lasts before it is told; pastKept bounds the
// history.
const (
	HoldOff  = 60 * time.Second
	pastKept = 100
)

// NewWatch returns a watch that tells of troubles longer than hold.
func NewWatch(hold time.Duration) *Watch {
	return &Watch{hold: hold, open: map[ulid.ULID]*Trouble{}, due: map[ulid.ULID]Putting{}}
}

// SetHold changes how long a trouble lasts before it is told.
func (w *Watch) SetHold(hold time.Duration) { w.hold = hold }

// Remember takes over the troubles that ended in earlier runs.
func (w *Watch) Remember(past []Past) {
	w.past = append(w.past, past...)
	w.past = w.past[:min(len(w.past), pastKept)]
}

// Look takes over how the cameras stand: their relay's states, and for those on
// screen what their tiles claim. It says whether a trouble was told anew.
func (w *Watch) Look(now time.Time, cameras []Camera, tiles []TileState) (fresh bool) {
	shown := make(map[ulid.ULID]State, len(tiles))
	for _, t := range tiles {
		shown[t.ID] = t.State
	}
	known := make(map[ulid.ULID]bool, len(cameras))
	for _, c := range cameras {
		known[c.ID] = true
		state, bad := standing(c, shown[c.ID], now)
		t := w.open[c.ID]
		switch {
		case bad && t == nil:
			since := now
			if c.State != stateLive && !c.Since.IsZero() && c.Since.Before(now) {
				since = c.Since
			}
			w.open[c.ID] = &Trouble{ID: c.ID, Name: c.Name, State: state, Since: since, Reason: c.Reason, Put: w.due[c.ID]}
			delete(w.due, c.ID)
		case bad:
			t.Name, t.State, t.Reason = c.Name, state, c.Reason
			if !t.Put.Until.IsZero() && !now.Before(t.Put.Until) {
				t.Put, t.Seen = Putting{}, time.Time{} // it is told again
			}
		case t != nil:
			w.close(t, now)
		}
		if t = w.open[c.ID]; t != nil && t.Seen.IsZero() && t.Put.Until.IsZero() && now.Sub(t.Since) >= w.hold {
			t.Seen, fresh = now, true
		}
	}
	for id, t := range w.open {
		if !known[id] {
			w.close(t, now)
		}
	}
	return fresh
}

func (w *Watch) close(t *Trouble, now time.Time) {
	delete(w.open, t.ID)
	if t.Seen.IsZero() && t.Put.Until.IsZero() {
		return // it was never told
	}
	w.past = slices.Insert(w.past, 0, Past{*t, now})
	if len(w.past) > pastKept {
		w.past = w.past[:pastKept]
	}
}

// standing says how a camera stands and whether that is a trouble. A tile knows
// more than the relay: a stream may run and show the same picture for ever.
func standing(c Camera, tile State, now time.Time) (State, bool) {
	switch c.State {
	case stateDisabled:
		return Paused, false
	case stateLive:
		switch tile {
		case Late, Stale, Repeated, Broken, Unsupported, Frozen, Black, Covered:
			return tile, true
		}
		return Live, false
	case stateRefused:
		return Refused, true
	case stateUnsupported:
		return Unsupported, true
	case stateStalled:
		return Stale, true
	case stateWaiting:
		if !c.Since.IsZero() && now.Sub(c.Since) > offlineAfter {
			return Offline, true
		}
	}
	return Reconnecting, true
}

// Now are the troubles that are told, the newest first; those put off stand last.
func (w *Watch) Now() []Trouble {
	var list []Trouble
	for _, t := range w.open {
		if !t.Seen.IsZero() || !t.Put.Until.IsZero() {
			list = append(list, *t)
		}
	}
	slices.SortFunc(list, func(a, b Trouble) int {
		if x, y := a.Put.Until.IsZero(), b.Put.Until.IsZero(); x != y {
			if x {
				return -1
			}
			return 1
		}
		return cmp.Or(b.Since.Compare(a.Since), cmp.Compare(a.Name, b.Name))
	})
	return list
}

// Past are the troubles that are over, the newest first.
func (w *Watch) Past() []Past { return w.past }

// Expect takes over what was put off in an earlier run: it holds for the trouble
// that is found first.
func (w *Watch) Expect(id ulid.ULID, put Putting) { w.due[id] = put }

// PutOff silences a trouble until a moment, for a reason. It stays in the list.
func (w *Watch) PutOff(id ulid.ULID, until time.Time, reason string) {
	if t := w.open[id]; t != nil {
		t.Put = Putting{until, reason}
	}
}
