package desk

import (
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// When many cameras go at once the cause is none of the cameras. Rules: a mass
// failure begins when more than a third of the cameras that are switched on,
// and at least massLeast, were lost within massWithin; whoever is lost while it
// lasts belongs to it; it ends when no more than one in massStragglers of them
// is still away (those are disturbed for themselves).
const (
	massLeast      = 3
	massWithin     = 10 * time.Second
	massStragglers = 10
)

// MassFailure is many cameras lost at once: one message, not one for each.
type MassFailure struct {
	Since time.Time // the first of them was lost
	Lost  int       // cameras that belong to it
	Away  int       // of these, still away
	Total int       // cameras that are switched on
}

// massWatch finds mass failures in the cameras' changes. It has no clock: time
// comes with the changes.
type massWatch struct {
	mu      sync.Mutex
	cameras map[ulid.ULID]massCamera
	part    map[ulid.ULID]bool // of the failure under way
	now     *MassFailure       // replaced, never altered: pulses share it
}

// massCamera is one camera that is switched on.
type massCamera struct {
	live bool      // packets came since it was last lost
	lost time.Time // zero while it is not
}

// current is the failure under way, nil for none.
func (w *massWatch) current() *MassFailure {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// note takes one camera's state and says whether a mass failure began with it.
func (w *massWatch) note(id ulid.ULID, state relay.State, at time.Time) (began bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cameras == nil {
		w.cameras, w.part = map[ulid.ULID]massCamera{}, map[ulid.ULID]bool{}
	}
	c := w.cameras[id]
	switch {
	case state == relay.Live:
		c = massCamera{live: true}
	case state != relay.Connecting && state != relay.Disabled && c.live:
		c = massCamera{lost: at}
	}
	w.cameras[id] = c
	if state == relay.Disabled {
		delete(w.cameras, id)
	}
	return w.judge(at)
}

// judge begins, counts or ends a failure. mu is held.
func (w *massWatch) judge(at time.Time) (began bool) {
	if w.now == nil {
		fresh, since := w.lostSince(at.Add(-massWithin))
		if len(fresh) < massLeast || 3*len(fresh) <= len(w.cameras) {
			return false
		}
		w.now, began = &MassFailure{Since: since}, true
		clear(w.part)
	}
	away, _ := w.lostSince(w.now.Since)
	for _, id := range away {
		w.part[id] = true
	}
	if len(away) <= len(w.part)/massStragglers {
		w.now = nil
		return false
	}
	w.now = &MassFailure{Since: w.now.Since, Lost: len(w.part), Away: len(away), Total: len(w.cameras)}
	return began
}

// lostSince gives the cameras that were lost at or after a time and are not
// back, and when the first of them was lost.
func (w *massWatch) lostSince(from time.Time) (ids []ulid.ULID, first time.Time) {
	for id, c := range w.cameras {
		if c.lost.IsZero() || c.lost.Before(from) {
			continue
		}
		ids = append(ids, id)
		if first.IsZero() || c.lost.Before(first) {
			first = c.lost
		}
	}
	slices.SortFunc(ids, func(a, b ulid.ULID) int { return a.Compare(b) })
	return ids, first
}

// ActionMass is the trail's constant for a mass failure.
const ActionMass = "gangguan-massal"

// programName signs what the program notes by itself.
const programName = "cctvdesk"

// noteMass writes the one line of the trail for a mass failure.
func (c *core) noteMass(m *MassFailure) {
	if m == nil {
		return
	}
	err := c.write(ActionMass, "", m.Since, func(tx *db.Tx) error {
		return tx.Note(db.AuditEntry{Who: programName, Object: db.ObjectOutage, Changes: []db.Change{
			{Field: "Lost", New: strconv.Itoa(m.Lost)}, {Field: "Total", New: strconv.Itoa(m.Total)},
		}})
	})
	if err != nil {
		c.log.Error("mass failure: could not be written", "err", err)
	}
}
