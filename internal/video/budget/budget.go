// Package budget decides how much of every tile is decoded and painted when the
// machine cannot do all of it. It is a controller without clock, decoder or
// window: every moment and every measurement is handed in, and what it decides
// comes out with a reason, so that a test can play a machine for it.
//
// The ladder (wall.md 9): fewer pictures → sub stream → key pictures only → a
// still every ten seconds → nothing. Hidden tiles go first, then the smallest.
// A tile that is shielded (enlarged, chosen, alarmed) is never reduced. What was
// reduced comes back by itself, largest first, and more slowly each time that
// coming back was too much.
package budget

import (
	"cmp"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"
)

// Rung is how far a tile is down the ladder.
type Rung int

// The rungs of the ladder.
const (
	Full   Rung = iota // the stream that fits its size, every picture
	Fewer              // half as many pictures on the glass
	Small              // the sub stream
	Keys               // key pictures only
	Stills             // one picture every StillEvery
	Paused             // nothing
)

// StillEvery is how often a tile on the rung Stills is decoded.
const StillEvery = 10 * time.Second

// Reason says why something was decided.
type Reason string

// The reasons, for the log and for the words on the tile.
const (
	CPU     Reason = "cpu"     // the process uses nearly all of the machine
	Queue   Reason = "queue"   // decoders are behind their cameras, or pictures were dropped
	Paint   Reason = "paint"   // the window spends most of its time painting
	Wait    Reason = "wait"    // the window answers late
	Calm    Reason = "calm"    // there is room again
	Chosen  Reason = "chosen"  // somebody looks at this tile, or it is alarmed
	Restore Reason = "restore" // somebody asked for the full picture
)

// Tile is what the controller must know of a tile.
type Tile struct {
	ID     ulid.ULID
	Pixels int  // on the glass
	Sub    bool // there is a smaller stream than the one its size asks for
	Hidden bool // decoded, but not on screen: the next stop of a tour
	Shield bool // enlarged, chosen or alarmed
}

// Load is what was measured since the last step.
type Load struct {
	CPU    float64       // of the process, as a share of all cores, 0…1
	Behind time.Duration // of the decoder that is furthest behind its camera
	Drops  uint64        // pictures dropped by slow decoders, ever
	Paint  float64       // share of the time that the window spends painting, 0…1
	Wait   time.Duration // the longest that a post to the window had to wait
}

// Decision is one change, with its reason.
type Decision struct {
	ID       ulid.ULID
	From, To Rung
	Reason   Reason
}

// The figures of the controller. Overload is told by the upper ones and is over
// below the lower ones; in between nothing changes.
const (
	highCPU, lowCPU       = 0.85, 0.65
	highBehind, lowBehind = 400 * time.Millisecond, 200 * time.Millisecond
	highPaint, lowPaint   = 0.65, 0.45
	highWait, lowWait     = 150 * time.Millisecond, 100 * time.Millisecond

	holdBad   = 900 * time.Millisecond // overload lasts so long before it is answered
	betweenLo = time.Second            // between two steps down
	settle    = 3 * time.Second        // opening streams costs; the CPU is not judged meanwhile
	firstUp   = 5 * time.Second        // calm before a step up, and between two
	longestUp = 10 * time.Minute
	relapse   = 15 * time.Second // overload so soon after a step up was caused by it
	pinned    = time.Minute      // how long a tile stays full that somebody asked for
	gone      = 5 * time.Second  // without a step the machine slept: begin anew

	slowest = 2 // the window's rhythm is halved at most twice

	// Below this share the process is not what the machine is short of: whoever
	// else takes it is not helped by tiles that show next to nothing.
	ownCPU = 0.5
)

// Controller holds the rungs of all tiles. It belongs to one goroutine.
type Controller struct {
	at     map[ulid.ULID]*standing
	slow   int // how often the window's rhythm is halved
	why    Reason
	last   time.Time // step
	bad    time.Time // overload since
	calm   time.Time // calm since
	acted  time.Time // last step down
	raised time.Time // last step up
	came   time.Time // the newest tile
	pause  time.Duration
	drops  uint64
}

// standing is where one tile stands.
type standing struct {
	rung  Rung
	why   Reason
	until time.Time // kept full until then, because somebody asked
}

// New returns a controller with every tile at Full.
func New() *Controller {
	return &Controller{at: map[ulid.ULID]*standing{}, pause: firstUp}
}

// Of says where a tile stands and why; Full and "" for one that is not reduced.
func (c *Controller) Of(id ulid.ULID) (Rung, Reason) {
	if s := c.at[id]; s != nil && s.rung != Full {
		return s.rung, s.why
	}
	return Full, ""
}

// Slow says how often the window's rhythm is halved, and why.
func (c *Controller) Slow() (int, Reason) { return c.slow, c.why }

// Reset brings a tile back at once and keeps it full for a minute.
func (c *Controller) Reset(id ulid.ULID, now time.Time) []Decision {
	s := c.at[id]
	if s == nil {
		return nil
	}
	s.until = now.Add(pinned)
	return c.set(nil, id, Full, Restore)
}

// Step takes the tiles there are and what was measured, and says what changes.
// It wants to be called about twice a second.
func (c *Controller) Step(now time.Time, tiles []Tile, load Load) []Decision {
	if now.Sub(c.last) > gone || now.Before(c.last) {
		c.bad, c.calm, c.drops = time.Time{}, time.Time{}, load.Drops
	}
	c.last = now
	c.follow(now, tiles)
	out := c.shield(now, tiles)
	dropped := load.Drops > c.drops
	c.drops = load.Drops
	reason, bad := c.judge(now, load, dropped)
	switch {
	case bad:
		c.calm = time.Time{}
		if c.bad.IsZero() {
			c.bad = now
		}
		if now.Sub(c.bad) >= holdBad && now.Sub(c.acted) >= betweenLo {
			out = c.worsen(out, now, tiles, reason, load.CPU)
		}
	case quiet(load, dropped):
		c.bad = time.Time{}
		if c.calm.IsZero() {
			c.calm = now
		}
		if now.Sub(c.calm) >= firstUp && now.Sub(c.raised) >= c.pause && now.Sub(c.came) >= settle {
			out = c.better(out, now, tiles, load)
		}
	default:
		c.bad, c.calm = time.Time{}, time.Time{}
	}
	return out
}

// judge says whether this is overload, and by what it is told.
func (c *Controller) judge(now time.Time, l Load, dropped bool) (Reason, bool) {
	switch {
	case l.Behind > highBehind || dropped:
		return Queue, true
	case l.CPU > highCPU && now.Sub(c.came) >= settle:
		return CPU, true
	case l.Paint > highPaint:
		return Paint, true
	case l.Wait > highWait:
		return Wait, true
	}
	return "", false
}

func quiet(l Load, dropped bool) bool {
	return !dropped && l.CPU < lowCPU && l.Behind < lowBehind && l.Paint < lowPaint && l.Wait < lowWait
}

// follow forgets tiles that left and welcomes new ones.
func (c *Controller) follow(now time.Time, tiles []Tile) {
	here := make(map[ulid.ULID]bool, len(tiles))
	for _, t := range tiles {
		here[t.ID] = true
		if c.at[t.ID] == nil {
			c.at[t.ID] = &standing{}
			c.came = now
		}
	}
	for id := range c.at {
		if !here[id] {
			delete(c.at, id)
			c.pause = firstUp // there is room for another try
		}
	}
}

// shield brings back what must not be reduced.
func (c *Controller) shield(now time.Time, tiles []Tile) (out []Decision) {
	for _, t := range tiles {
		if t.Shield {
			out = c.set(out, t.ID, Full, Chosen)
		}
	}
	return out
}

func (c *Controller) set(out []Decision, id ulid.ULID, to Rung, why Reason) []Decision {
	s := c.at[id]
	if s == nil || s.rung == to {
		return out
	}
	out = append(out, Decision{id, s.rung, to, why})
	s.rung, s.why = to, why
	return out
}

// worsen takes one step down. What is wrong decides what helps: painting gets
// cheaper only by painting less often, decoding by every rung; below key
// pictures only while this process itself is what takes the machine.
func (c *Controller) worsen(out []Decision, now time.Time, tiles []Tile, why Reason, cpu float64) []Decision {
	if !c.raised.IsZero() && now.Sub(c.raised) < relapse && c.acted.Before(c.raised) {
		c.pause = min(2*c.pause, longestUp)
	}
	before := len(out)
	painting := why == Paint || why == Wait
	last := Paused
	switch {
	case painting:
		last = Fewer
	case cpu < ownCPU:
		last = Keys
	}
	for rung := Fewer; rung <= last && len(out) == before; rung++ {
		out = c.lower(out, now, tiles, rung, why)
	}
	if painting && len(out) == before && c.slow < slowest {
		c.slow++
		c.why = why
		c.acted = now
	}
	if len(out) > before {
		c.acted = now
	}
	return out
}

// lower takes tiles down to a rung: all hidden ones at once to Paused, all at
// once to Fewer, else a quarter, the smallest first.
func (c *Controller) lower(out []Decision, now time.Time, tiles []Tile, rung Rung, why Reason) []Decision {
	var list []Tile
	hidden := false
	for _, t := range tiles {
		s := c.at[t.ID]
		if t.Hidden && s.rung < Paused && !t.Shield {
			out, hidden = c.set(out, t.ID, Paused, why), true
		}
		if t.Hidden || t.Shield || now.Before(s.until) || s.rung >= rung || rung == Small && !t.Sub {
			continue
		}
		list = append(list, t)
	}
	if hidden {
		return out // that may be enough
	}
	slices.SortFunc(list, smallestFirst)
	if rung > Fewer {
		list = list[:(len(list)+3)/4]
	}
	for _, t := range list {
		out = c.set(out, t.ID, rung, why)
	}
	return out
}

// smallestFirst orders tiles by what is least missed.
func smallestFirst(a, b Tile) int {
	return cmp.Or(cmp.Compare(a.Pixels, b.Pixels), a.ID.Compare(b.ID))
}

// better takes one step up: first the window's rhythm, when painting twice as
// often still leaves room, then the tiles that are lowest, the largest first.
func (c *Controller) better(out []Decision, now time.Time, tiles []Tile, load Load) []Decision {
	if c.acted.Before(c.raised) && now.Sub(c.raised) >= time.Minute {
		c.pause = max(firstUp, c.pause/2)
	}
	if c.slow > 0 {
		if 2*load.Paint < highPaint {
			c.slow--
			c.raised = now
		}
		return out
	}
	lowest := Full
	for _, t := range tiles {
		lowest = max(lowest, c.at[t.ID].rung)
	}
	if lowest == Full || lowest == Fewer && 2*load.Paint >= highPaint {
		return out
	}
	list := slices.DeleteFunc(slices.Clone(tiles), func(t Tile) bool { return c.at[t.ID].rung != lowest })
	slices.SortFunc(list, func(a, b Tile) int { return smallestFirst(b, a) })
	if lowest > Fewer {
		list = list[:(len(list)+3)/4]
	}
	for _, t := range list {
		to := lowest - 1
		if to == Small && !t.Sub {
			to = Fewer
		}
		s := c.at[t.ID]
		why := s.why
		out = c.set(out, t.ID, to, Calm)
		s.why = why // the tile still tells why it is not full
	}
	c.raised = now
	return out
}

// Fits says whether a tile of this height is served by the sub stream. A sub
// stream serves up to its own height (240 lines when that is not known yet);
// going back up needs a third more, so that a tile at the edge does not change
// all the time (wall.md 2.1).
func Fits(height, sub int, already bool) bool {
	edge := sub
	if edge <= 0 {
		edge = 240
	}
	if already {
		return height*100 < edge*134
	}
	return height <= edge
}
