package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// The outage book. Rules: an outage begins when a camera that should be live
// is found not to be (stalled, waiting, refused, unsupported) and ends when it
// is live again or switched off; changes between kinds of trouble stay one
// outage; a camera has at most one open outage; one that begins for the same
// reason within flapWithin after the last one ended continues that one. While
// cctvdesk itself is off nobody watches: what is open is closed at the end, or,
// after a crash, at the last moment of which the store knows, and the time
// until the next start is an absence of the program.
type outageBook struct {
	// Set by newOutageBook, never changed.
	core    *core
	changes *relay.Changes
	// Owned by settle, then by run.
	open map[ulid.ULID]db.Outage
	last map[ulid.ULID]db.Outage // the newest that ended, by camera
}

// flapWithin is how soon a camera must fail again for the same reason to make
// it the same outage: a camera on a bad line comes for a few seconds and goes
// again, and fifty lines of the book would say less than one.
const flapWithin = 30 * time.Second

// How often the store is told that the program runs: after a crash that much
// may be counted wrong.
const (
	aliveEvery  = 30 * time.Second
	absentLeast = time.Second // a shorter absence is not worth a line
)

// newOutageBook starts to follow the relay. It must be called before the first
// camera is put, so that no change is missed.
func newOutageBook(c *core) *outageBook {
	return &outageBook{core: c, changes: c.engine.Subscribe(), open: map[ulid.ULID]db.Outage{}, last: map[ulid.ULID]db.Outage{}}
}

// settle closes what an earlier run left open: that run did not end by itself,
// and nobody knows more than its last sign of life. From then until now nobody
// watched.
func (b *outageBook) settle() error {
	c := b.core
	var left []db.Outage
	var alive time.Time
	err := c.store.Read(func(tx *db.Tx) error {
		alive = tx.LastAlive()
		for o, err := range each(tx.Outages(), tx) {
			if err != nil {
				return err
			}
			for _, at := range []time.Time{o.From, o.To} { // the book is a sign of life too
				if at.After(alive) {
					alive = at
				}
			}
			if o.To.IsZero() {
				left = append(left, o)
			} else if o.To.After(b.last[o.CameraID].To) {
				b.last[o.CameraID] = o
			}
		}
		return nil
	})
	now := c.now().UTC()
	absent := now.Sub(alive) >= absentLeast
	if err == nil && (len(left) > 0 || absent) {
		err = c.write("tutup-gangguan", "", time.Time{}, func(tx *db.Tx) error {
			for _, o := range left {
				o.To = alive
				b.last[o.CameraID] = o
				if err := tx.Outages().Put(tx, o.ID, o); err != nil {
					return err
				}
			}
			if !absent {
				return nil
			}
			gone := db.Absence{ID: ulid.Make(), From: alive, To: now}
			return tx.Absences().Put(tx, gone.ID, gone)
		})
	}
	if err != nil {
		return err
	}
	return c.store.StayAlive()
}

// stayAlive tells the store that the program runs, until ctx ends, and when it
// does.
func (c *core) stayAlive(ctx context.Context) {
	tick := time.NewTicker(aliveEvery)
	defer tick.Stop()
	for {
		more := true
		select {
		case <-tick.C:
		case <-ctx.Done():
			more = false
		}
		if err := c.store.StayAlive(); err != nil {
			c.log.Error("store: that the program runs could not be written", "err", err)
		}
		if !more {
			return
		}
	}
}

// run writes outages until ctx ends, then closes what is open.
func (b *outageBook) run(ctx context.Context) {
	defer b.changes.Close()
	for {
		change, err := b.changes.Next(ctx)
		switch {
		case err == nil:
			if !change.Sub {
				b.note(change.CameraID, change.To, change.Fault, change.At)
			}
			if change.To == relay.Live {
				b.core.keepWay(change.CameraID, change.Sub, change.Way)
			}
			if change.To == relay.Live && !change.Sub {
				b.core.pin(change.CameraID, change.Fingerprint)
			}
		case errors.Is(err, relay.ErrGap):
			b.rebuild()
		default:
			b.finish()
			return
		}
	}
}

// rebuild takes the truth from a snapshot after changes were missed.
func (b *outageBook) rebuild() {
	seen := map[ulid.ULID]bool{}
	for _, s := range b.core.snapshot().Cameras {
		seen[s.ID] = true
		b.note(s.ID, s.State, s.Fault, s.Since)
		if s.State == relay.Live {
			b.core.keepWay(s.ID, false, relay.Way{Transport: s.Transport, PlainDigest: s.PlainDigest})
		}
	}
	for id := range b.open {
		if !seen[id] {
			b.note(id, relay.Disabled, nil, b.core.now())
		}
	}
}

// finish closes every open outage; the book ends here.
func (b *outageBook) finish() {
	for id := range b.open {
		b.write(id, relay.Disabled, nil, b.core.now())
	}
}

// note takes one camera's state into the book.
func (b *outageBook) note(id ulid.ULID, state relay.State, fault *relay.Fault, at time.Time) {
	if b.core.mass.note(id, state, at) {
		b.core.noteMass(b.core.mass.current())
	}
	b.write(id, state, fault, at)
}

// write keeps the book.
func (b *outageBook) write(id ulid.ULID, state relay.State, fault *relay.Fault, at time.Time) {
	o, isOpen := b.open[id]
	switch state {
	case relay.Connecting:
		return
	case relay.Live, relay.Disabled:
		if !isOpen {
			return
		}
		o.To = at.UTC()
		if o.To.Before(o.From) {
			o.To = o.From
		}
		delete(b.open, id)
		b.last[id] = o
	default:
		if isOpen && (o.Cause != "" || fault == nil) {
			return
		}
		if !isOpen {
			o = b.begin(id, state, fault, at.UTC())
		}
		if fault != nil {
			o.Cause = string(fault.Kind)
		}
		b.open[id] = o
	}
	err := b.core.write("gangguan", "", at, func(tx *db.Tx) error { return tx.Outages().Put(tx, o.ID, o) })
	if err != nil {
		b.core.log.Error("outage: could not be written", "camera", id, "err", err)
	}
}

// begin opens an outage, or the last one again.
func (b *outageBook) begin(id ulid.ULID, state relay.State, fault *relay.Fault, at time.Time) db.Outage {
	if last, ok := b.last[id]; ok && at.Sub(last.To) < flapWithin && sameReason(last, state, fault) {
		delete(b.last, id)
		last.To = time.Time{}
		last.Again++
		return last
	}
	return db.Outage{ID: ulid.Make(), CameraID: id, From: at, Kind: string(state)}
}

// sameReason compares causes, or, while the cause is not known, the states.
func sameReason(last db.Outage, state relay.State, fault *relay.Fault) bool {
	if fault == nil {
		return last.Kind == string(state)
	}
	return last.Cause == string(fault.Kind)
}

// OutageFilter chooses outages; those that touch [From, To).
type OutageFilter struct {
	CameraID ulid.ULID
	From, To time.Time
	Limit    int // 0 = all
}

// outagesOf gives outages, newest first.
func outagesOf(tx *db.Tx, f OutageFilter) ([]db.Outage, error) {
	var out []db.Outage
	for o, err := range each(tx.Outages(), tx) {
		if err != nil {
			return nil, err
		}
		if f.takes(o) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b db.Outage) int { return b.From.Compare(a.From) })
	if f.Limit > 0 && len(out) > f.Limit {
		out = out[:f.Limit]
	}
	return out, nil
}

func (f OutageFilter) takes(o db.Outage) bool {
	switch {
	case f.CameraID != (ulid.ULID{}) && o.CameraID != f.CameraID:
		return false
	case !f.To.IsZero() && !o.From.Before(f.To):
		return false
	case !f.From.IsZero() && !o.To.IsZero() && o.To.Before(f.From):
		return false
	}
	return true
}
