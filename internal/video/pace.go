package video

import "time"

// Pace is how many of a stream's pictures are decoded.
type Pace int

// The paces. Only a key picture can be decoded without those before it.
const (
	All      Pace = iota
	KeysOnly      // key pictures, one a second at most
	Stills        // a key picture every ten seconds
)

// distance is the least time between two pictures of a pace.
func (p Pace) distance() time.Duration {
	switch p {
	case KeysOnly:
		return time.Second
	case Stills:
		return 10 * time.Second
	}
	return 0
}

// SetPace changes how many pictures are decoded. Back at All the next key
// picture begins it.
func (p *Player) SetPace(pace Pace) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wish.pace = pace
}

// dropper is a Feed that loses pictures when its taker is slow, and counts them.
type dropper interface{ Dropped() uint64 }

// Load says how far the decoder was behind its camera at most since this was
// asked last, and how many pictures were lost because it was slow, ever.
func (p *Player) Load() (behind time.Duration, drops uint64) {
	if d, ok := p.feed.(dropper); ok {
		drops = d.Dropped()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	behind, p.behind = p.behind, 0
	return behind, drops
}

// lag notes how far behind the camera this picture is read. The group of
// pictures at the start is old by right, until it has caught up.
func (p *Player) lag(arrived time.Time) {
	now := p.now()
	if p.follow.began.IsZero() {
		p.follow.began = now
	}
	behind := now.Sub(arrived)
	if !p.follow.caught {
		p.follow.caught = behind < 100*time.Millisecond || now.Sub(p.follow.began) > 3*time.Second
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.behind = max(p.behind, behind)
}

// wanted says whether a picture is decoded: at the pace that was asked for, and
// never one that leans on a picture we do not have.
func (p *Player) wanted(key bool, arrived time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if key {
		if gap := arrived.Sub(p.follow.keyAt); !p.follow.keyAt.IsZero() && gap > 0 && gap < time.Minute {
			p.keyGap = mean(p.keyGap, gap)
		}
		p.follow.keyAt = arrived
	}
	distance := p.wish.pace.distance()
	if distance == 0 {
		if p.synced || key {
			p.proof.Sparse(0)
		}
		return p.synced || key
	}
	p.proof.Sparse(max(distance, p.keyGap))
	if !key {
		p.synced = false
		return false
	}
	return p.follow.decoded.IsZero() || arrived.Sub(p.follow.decoded) > distance*9/10 || arrived.Before(p.follow.decoded)
}

// skip notes a picture that is not decoded.
func (p *Player) skip(payload uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wish.pace != All {
		p.proof.Skipped(payload)
	}
}
