package relay

import (
	"context"
	"time"
)

const (
	beatEvery     = 500 * time.Millisecond
	firstKey      = 30 * time.Second // a stream without any key picture is of no use
	keysGone      = 30 * time.Second
	keysFactor    = 3               // times their usual distance, and they are missing
	keysNever     = 5 * time.Minute // more than any key distance
	rareKeys      = 5 * time.Second
	pictureFactor = 2
)

// monitor looks at every source twice a second: silence, missing key pictures,
// nobody watching, rates. One goroutine for all, so that the packet path needs
// no timers.
func (e *Engine) monitor(ctx context.Context) {
	t := time.NewTicker(beatEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-t.C:
			for _, s := range e.sources() {
				s.look(now)
				s.stream.beat(now)
			}
			e.server.look(now)
		}
	}
}

// look judges one source.
func (s *source) look(now time.Time) {
	m := &s.stream.meter
	r := s.rate.Load().next(now, m.bytes.Load(), m.pictures.Load())
	s.rate.Store(&r)
	s.mu.Lock()
	ses := s.now
	s.mu.Unlock()
	switch {
	case ses.end == nil:
		return
	case !s.path.wanted(s.order):
		ses.end(errUnwanted)
		return
	case ses.played.IsZero():
		return // the attempt has its own deadline
	}
	v := judge(now, ses, signs{
		packet: unixTime(m.lastPacket.Load()), picture: unixTime(m.lastPicture.Load()),
		key: unixTime(m.lastKey.Load()), usual: time.Duration(m.keyUsual.Load()), keyed: s.stream.keyed(),
	}, s.limits.Silence)
	if v.warn != "" {
		m.warn(now, v.warn)
	}
	switch {
	case v.end != nil:
		s.stall(v.end)
		ses.end(v.end)
	case v.stall != nil:
		s.stall(v.stall)
	default:
		s.recover()
	}
}

// signs are what a stream shows of its life.
type signs struct {
	packet, picture, key time.Time
	usual                time.Duration // between two key pictures; 0 until there were two
	keyed                bool          // key pictures can be told apart
}

// verdict is what to do about a stream.
type verdict struct {
	end, stall *Fault
	warn       string
}

// judge looks at a playing session. Video is judged by video: sound, metadata or
// an answered keepalive are no proof of a picture.
func judge(now time.Time, ses session, g signs, silence time.Duration) (v verdict) {
	if ses.live.IsZero() {
		if now.Sub(ses.played) > silence {
			v.end = fault(FaultNoPackets, "play", nil)
		}
		return v
	}
	quiet, dark := now.Sub(g.packet), now.Sub(later(g.picture, ses.live))
	keyless := now.Sub(later(g.key, ses.live))
	none := g.keyed && g.key.IsZero()
	missing := g.keyed && g.usual > 0 && keyless > max(keysFactor*g.usual, silence)
	switch {
	case quiet > silence || dark > pictureFactor*silence:
		v.end = fault(FaultSilent, "packets", nil)
	case none && keyless > firstKey, missing && keyless > max(2*keysFactor*g.usual, keysGone), g.keyed && keyless > keysNever:
		v.end = fault(FaultNoKeyPicture, "pictures", nil)
	case quiet > silence*6/10 || dark > silence:
		v.stall = fault(FaultSilent, "packets", nil)
	case missing, none && keyless > firstKey/2:
		v.stall = fault(FaultNoKeyPicture, "pictures", nil)
	}
	switch {
	case missing, g.keyed && g.usual == 0 && keyless > 2*rareKeys:
		v.warn = WarnKeysMissing
	case g.keyed && g.usual > rareKeys:
		v.warn = WarnRareKeys
	}
	return v
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// stall says that the connection stands and nothing of use comes.
func (s *source) stall(f *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if st := s.standing.Load().state; s.now.end != nil && (st == Live || st == Connecting) {
		s.move(func(n *standing) { n.state, n.fault = Stalled, f })
	}
}

// recover says that a stalled stream goes on.
func (s *source) recover() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now.end != nil && !s.now.live.IsZero() && s.standing.Load().state == Stalled {
		s.move(func(n *standing) { n.state, n.fault = Live, nil })
	}
}
