package wall

import (
	"log/slog"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video/budget"
)

// governor keeps the wall within what the machine can do. It belongs to the
// tick, but for asked and alarmed, which Wall.mu guards, and the meter.
type governor struct {
	ladder *budget.Controller
	load   budget.Load
	due    time.Time
	meter  meter
	wake   chan struct{} // the tick looks at once; holds one

	asked   []ulid.ULID        // somebody wants them full again
	alarmed map[ulid.ULID]bool // never reduced
}

// governEvery is how often the load is judged.
const governEvery = 500 * time.Millisecond

// Refill brings a reduced tile back to its full picture and keeps it so for a
// minute.
func (w *Wall) Refill(id ulid.ULID) {
	w.mu.Lock()
	w.govern.asked = append(w.govern.asked, id)
	w.mu.Unlock()
	w.stir()
}

// Saving says whether a camera's tile is reduced.
func (w *Wall) Saving(id ulid.ULID) bool {
	for _, s := range w.Tiles() {
		if s.ID == id {
			return s.Rung != budget.Full
		}
	}
	return false
}

// Alarm says which cameras are alarmed: their tiles are never reduced.
func (w *Wall) Alarm(ids map[ulid.ULID]bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.govern.alarmed = ids
}

// Figures is what the wall has measured of itself.
func (w *Wall) Figures() Figures {
	f := w.govern.meter.figures()
	w.mu.Lock()
	defer w.mu.Unlock()
	f.CPU, f.Behind, f.Drops = w.govern.load.CPU, w.govern.load.Behind, w.govern.load.Drops
	f.Slow, _ = w.govern.ladder.Slow()
	return f
}

// steer judges the load and moves tiles on the ladder, every half second, and
// at once when somebody asks.
func (w *Wall) steer(wants []want, now time.Time) {
	g := &w.govern
	w.mu.Lock()
	asked, alarmed := g.asked, g.alarmed
	g.asked = nil
	w.mu.Unlock()
	var made []budget.Decision
	for _, id := range asked {
		made = append(made, g.ladder.Reset(id, now)...)
	}
	if !now.Before(g.due) || g.due.Sub(now) > governEvery {
		g.due = now.Add(governEvery)
		load := w.measured()
		w.mu.Lock()
		g.load = load
		made = append(made, g.ladder.Step(now, ladderTiles(wants, alarmed), load)...)
		w.mu.Unlock()
	}
	for _, d := range made {
		w.log.Info("wall: tile changed its rung", "camera", nameOf(wants, d.ID), "from", int(d.From), "to", int(d.To), "reason", string(d.Reason),
			slog.Group("load", "cpu", g.load.CPU, "behind", g.load.Behind, "drops", g.load.Drops, "paint", g.load.Paint, "wait", g.load.Wait))
	}
}

// measured is the load of the last half second.
func (w *Wall) measured() budget.Load {
	var l budget.Load
	l.CPU, l.Paint, l.Wait = w.govern.meter.look()
	for _, s := range w.slots {
		if s.player == nil {
			l.Drops += s.lost
			continue
		}
		behind, drops := s.player.Load()
		l.Behind = max(l.Behind, behind)
		l.Drops += s.lost + drops
	}
	return l
}

func ladderTiles(wants []want, alarmed map[ulid.ULID]bool) []budget.Tile {
	tiles := make([]budget.Tile, 0, len(wants))
	for _, w := range wants {
		tiles = append(tiles, budget.Tile{ID: w.camera.ID, Pixels: w.width * w.height, Hidden: w.ahead,
			Sub: w.camera.SubPath != "" && w.path != w.camera.SubPath, Shield: w.shield || alarmed[w.camera.ID]})
	}
	return tiles
}

func nameOf(wants []want, id ulid.ULID) string {
	for _, w := range wants {
		if w.camera.ID == id {
			return w.camera.Name
		}
	}
	return id.String()
}

// reduced is what a rung leaves of what a tile wants.
func reduced(want want, rung budget.Rung) (want, video.Pace) {
	pace := video.All
	if rung >= budget.Fewer {
		want.every = max(want.every, 2*gridEvery)
	}
	if rung >= budget.Small && want.camera.SubPath != "" {
		want.path = want.camera.SubPath
	}
	switch rung {
	case budget.Keys:
		pace = video.KeysOnly
	case budget.Stills:
		pace = video.Stills
	}
	return want, pace
}

// rhythm is the time between two looks at the players: as fast as the tile that
// wants the most, halved while the window paints too slowly.
func (w *Wall) rhythm(wants []want) time.Duration {
	every := tickEvery
	for _, want := range wants {
		every = min(every, max(want.every, time.Millisecond))
	}
	slow, _ := w.govern.ladder.Slow()
	if slow > 0 {
		every = max(every, tickEvery)
	}
	return every << slow
}
