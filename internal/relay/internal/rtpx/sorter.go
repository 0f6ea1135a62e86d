package rtpx

import "time"

const (
	sorterWindow = 64                    // packets ahead of the one missing
	sorterHeld   = 16                    // as many are held back for one that is late
	sorterBytes  = 64 << 10              // of packets held back
	sorterAge    = 60 * time.Millisecond // and so long
	sorterBehind = 8                     // packets in a row from behind: the sender counts anew
)

// Sorter brings the packets of one source that came by datagrams into the order
// of their numbers. What is missing is waited for shortly and then left out;
// what comes too late is passed on as it is, for the receiver to judge. One
// goroutine calls it.
type Sorter struct {
	running bool
	ssrc    uint32
	next    uint16
	behind  int
	held    [sorterWindow][]byte // copies, at number modulo window
	n       int
	bytes   int
	since   time.Time // the first of them came
}

// Put takes a packet that Parse understood and yields what is in order now; the
// bytes are valid until yield returns.
func (s *Sorter) Put(h Header, packet []byte, at time.Time, yield func(packet []byte)) {
	if s.running && h.SSRC != s.ssrc {
		s.giveUp(yield)
		s.running = false
	}
	switch d := int(int16(h.Seq - s.next)); {
	case !s.running:
		s.running, s.ssrc = true, h.SSRC
		s.jump(h.Seq, packet, yield)
	case d == 0:
		s.jump(h.Seq, packet, yield)
		s.follow(yield)
	case d < 0:
		if s.behind++; s.behind < sorterBehind {
			yield(packet)
			return
		}
		s.giveUp(yield)
		s.jump(h.Seq, packet, yield)
	case d >= sorterWindow:
		s.giveUp(yield)
		s.jump(h.Seq, packet, yield)
	default:
		s.hold(h.Seq, packet, at)
	}
	if s.n > sorterHeld || s.bytes > sorterBytes || s.n > 0 && at.Sub(s.since) > sorterAge {
		s.skip(yield)
		s.since = at
	}
}

// jump yields a packet, and goes on behind it.
func (s *Sorter) jump(seq uint16, packet []byte, yield func([]byte)) {
	s.next, s.behind = seq+1, 0
	yield(packet)
}

func (s *Sorter) hold(seq uint16, packet []byte, at time.Time) {
	place := &s.held[seq%sorterWindow]
	if *place != nil {
		return // a double
	}
	if s.n == 0 {
		s.since = at
	}
	*place = append([]byte(nil), packet...)
	s.n++
	s.bytes += len(packet)
}

// follow yields what is held right behind the newest.
func (s *Sorter) follow(yield func([]byte)) {
	for s.n > 0 {
		place := &s.held[s.next%sorterWindow]
		if *place == nil {
			return
		}
		packet := *place
		*place = nil
		s.n--
		s.bytes -= len(packet)
		s.next++
		yield(packet)
	}
}

// skip waits no longer for what is missing next, and yields what is held behind it.
func (s *Sorter) skip(yield func([]byte)) {
	for s.held[s.next%sorterWindow] == nil {
		s.next++
	}
	s.follow(yield)
}

// giveUp yields all that is held, in order, without what is missing.
func (s *Sorter) giveUp(yield func([]byte)) {
	for s.n > 0 {
		s.skip(yield)
	}
}
