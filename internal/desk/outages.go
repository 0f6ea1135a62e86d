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
// outage; a camera has at most one open outage. While cctvdesk itself is off
// nobody watches: what is open is closed at the end, or, after a crash, at the
// last moment of which the store knows.
type outageBook struct {
	// Set by newOutageBook, never changed.
	core    *core
	changes *relay.Changes
	// Owned by settle, then by run.
	open map[ulid.ULID]db.Outage
}

// newOutageBook starts to follow the relay. It must be called before the first
// camera is put, so that no change is missed.
func newOutageBook(c *core) *outageBook {
	return &outageBook{core: c, changes: c.engine.Subscribe(), open: map[ulid.ULID]db.Outage{}}
}

// settle closes what an earlier run left open: that run did not end by itself,
// and nobody knows more than its last written act.
func (b *outageBook) settle() error {
	c := b.core
	var left []db.Outage
	var last time.Time
	err := c.store.Read(func(tx *db.Tx) error {
		for o, err := range each(tx.Outages(), tx) {
			if err != nil {
				return err
			}
			if o.To.IsZero() {
				left = append(left, o)
			}
		}
		last = tx.LastWrite()
		return nil
	})
	if err != nil || len(left) == 0 {
		return err
	}
	return c.write("tutup-gangguan", "", time.Time{}, func(tx *db.Tx) error {
		for _, o := range left {
			o.To = last
			if o.To.Before(o.From) {
				o.To = o.From
			}
			if err := tx.Outages().Put(tx, o.ID, o); err != nil {
				return err
			}
		}
		return nil
	})
}

// run writes outages until ctx ends, then closes what is open.
func (b *outageBook) run(ctx context.Context) {
	defer b.changes.Close()
	for {
		change, err := b.changes.Next(ctx)
		switch {
		case err == nil:
			b.note(change.CameraID, change.To, change.Fault, change.At)
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
		b.note(id, relay.Disabled, nil, b.core.now())
	}
}

// note takes one camera's state into the book.
func (b *outageBook) note(id ulid.ULID, state relay.State, fault *relay.Fault, at time.Time) {
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
	default:
		if isOpen && (o.Cause != "" || fault == nil) {
			return
		}
		if !isOpen {
			o = db.Outage{ID: ulid.Make(), CameraID: id, From: at.UTC(), Kind: string(state)}
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
