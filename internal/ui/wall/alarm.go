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
	// Unwatched is since when nobody looks at the pictures that showed it: it may
	// be over by now. Zero while its tile is decoded, or the relay itself tells.
	Unwatched time.Time `json:",omitzero"`
	Pictured  bool      `json:",omitempty"` // only pictures show it: the relay is content

	well time.Time // its tile has been live since then
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
// history. A stream that begins anew looks well until it has had the time to
// repeat itself: what only pictures showed is over when they were well for
// wellAfter.
const (
	HoldOff   = 60 * time.Second
	pastKept  = 100
	wellAfter = 5 * time.Second
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
// screen what their tiles claim. It says whether a trouble was told anew. What
// only pictures can show stays as it was while nobody looks at them: it is
// neither over nor told anew.
func (w *Watch) Look(now time.Time, cameras []Camera, tiles []TileState) (fresh bool) {
	shown := make(map[ulid.ULID]State, len(tiles))
	for _, t := range tiles {
		shown[t.ID] = t.State
	}
	known := make(map[ulid.ULID]bool, len(cameras))
	for _, c := range cameras {
		known[c.ID] = true
		fresh = w.judge(now, c, shown[c.ID]) || fresh
	}
	for id, t := range w.open {
		if !known[id] {
			w.close(t, now)
		}
	}
	return fresh
}

// judge follows one camera and says whether its trouble is told anew.
func (w *Watch) judge(now time.Time, c Camera, tile State) (fresh bool) {
	t := w.open[c.ID]
	state, bad := standing(c, tile, now)
	switch {
	case bad && t == nil:
		t = &Trouble{ID: c.ID, Since: now, Put: w.due[c.ID]}
		if c.State != stateLive && !c.Since.IsZero() && c.Since.Before(now) {
			t.Since = c.Since
		}
		w.open[c.ID] = t
		delete(w.due, c.ID)
	case t == nil:
		return false
	case !bad && !t.stays(now, c, tile):
		w.close(t, now)
		return false
	}
	if bad {
		t.Name, t.State, t.Reason, t.Pictured = c.Name, state, c.Reason, c.State == stateLive
		t.well, t.Unwatched = time.Time{}, time.Time{}
	}
	again := !t.Put.Until.IsZero() && !now.Before(t.Put.Until)
	if again {
		t.Put, t.Seen = Putting{}, time.Time{}
	}
	if t.Seen.IsZero() && t.Put.Until.IsZero() && (again || bad && now.Sub(t.Since) >= w.hold) {
		t.Seen, fresh = now, true
	}
	return fresh
}

// stays says whether a trouble goes on although nothing shows it now: only
// pictures can end what only pictures showed.
func (t *Trouble) stays(now time.Time, c Camera, tile State) bool {
	switch {
	case !t.Pictured || c.State != stateLive:
		return false
	case !tile.proven() && t.Seen.IsZero() && t.Put.Until.IsZero():
		return false // it was never told, and whether it lasts nobody knows
	case !tile.proven():
		if t.well = (time.Time{}); t.Unwatched.IsZero() {
			t.Unwatched = now
		}
	case t.well.IsZero():
		t.well, t.Unwatched = now, time.Time{}
	default:
		return now.Sub(t.well) < wellAfter
	}
	return true
}

// proven says whether a tile shows that its camera is well.
func (s State) proven() bool { return s == Live || s == Reduced }

func (w *Watch) close(t *Trouble, now time.Time) {
	delete(w.open, t.ID)
	if t.Seen.IsZero() && t.Put.Until.IsZero() {
		return // it was never told
	}
	if !t.well.IsZero() {
		now = t.well
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
