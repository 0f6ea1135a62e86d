package relay

import (
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	liveAge    = time.Second     // how long a picture may wait for a slow reader
	burstAge   = 4 * time.Second // the same for the group handed over at PLAY
	stuckAfter = 30 * time.Second
	partAfter  = 2 * time.Second // how long a last answer may take to leave
	flightMax  = 64 << 10
	queueMax   = 4096
)

// outbox writes to one reader's TCP connection. What the socket takes at once is
// written by whoever brings it, without waiting; a goroutine exists only while
// the reader is behind. Age is bounded, not bytes: when the oldest picture that
// waits is too old, all that wait are left out, whole ones only.
//
// mu is held during a write that cannot wait, and not during one that can.
type outbox struct {
	nc      net.Conn
	raw     syscall.RawConn // nil when the line is not a bare TCP connection
	wg      *sync.WaitGroup
	bytes   atomic.Uint64
	dropped atomic.Uint64

	mu     sync.Mutex
	queue  []parcel
	off    int // bytes of the first parcel that are written
	flight int // parcels being written by the goroutine
	busy   bool
	idle   chan struct{} // of the goroutine that writes; closed when it ends
	closed bool
	part   partial
	write  func(fd uintptr) bool
}

// parcel is something to be written whole: bytes, or a unit whose bytes are made
// when it is written. What has no due is never left out.
type parcel struct {
	b       []byte
	u       *unit
	channel byte // of the unit's track
	due     time.Time
	video   bool
}

func (p parcel) size() int {
	if p.u != nil {
		return len(p.u.wire)
	}
	return len(p.b)
}

// bytes gives what is written; room is space for what has to be made.
func (p parcel) bytes(room []byte) (b, left []byte) {
	switch {
	case p.u == nil:
		return p.b, room
	case !p.u.restamp && int(p.channel) == 2*p.u.track:
		return p.u.wire, room
	}
	from := len(room)
	room = p.u.as(room, p.channel)
	return room[from:], room
}

// partial is one write that does not wait.
type partial struct {
	b   []byte
	n   int
	err error
}

func newOutbox(nc net.Conn, wg *sync.WaitGroup) *outbox {
	o := &outbox{nc: nc, wg: wg}
	if t, ok := nc.(*net.TCPConn); ok {
		o.raw, _ = t.SyscallConn()
	}
	o.write = func(fd uintptr) bool {
		for {
			o.part.n, o.part.err = syscall.Write(int(fd), o.part.b)
			if o.part.err != syscall.EINTR {
				return true
			}
		}
	}
	return o
}

// control writes an answer or a report in its place among the packets.
func (o *outbox) control(b []byte) { o.send(parcel{b: b}, false) }

// send writes or queues a parcel. It says false when it was left out.
func (o *outbox) send(p parcel, key bool) (sent bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return true
	}
	if len(o.queue) == 0 && !o.busy {
		n := o.try(p.b)
		if n == len(p.b) || o.closed {
			return true
		}
		o.off = n
		o.queue = append(o.queue, p)
		o.start()
		return true
	}
	if len(o.queue) > queueMax { // it asks and never listens
		o.fail()
		return true
	}
	if !p.due.IsZero() && o.overdue() {
		o.leaveOut()
		if p.video && !key {
			o.dropped.Add(1)
			return false
		}
	}
	o.queue = append(o.queue, p)
	o.start()
	return true
}

// begin queues an answer and a group of pictures behind it, before anything
// that comes later.
func (o *outbox) begin(answer []byte, burst []parcel) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.queue = append(o.queue, parcel{b: answer})
	due := time.Now().Add(burstAge)
	for _, p := range burst {
		p.due, p.video = due, true
		o.queue = append(o.queue, p)
	}
	o.start()
}

// try writes what the socket takes now. mu is held.
func (o *outbox) try(b []byte) int {
	if o.raw == nil {
		return 0
	}
	o.part = partial{b: b}
	if err := o.raw.Write(o.write); err != nil {
		o.fail()
		return 0
	}
	n, err := o.part.n, o.part.err
	o.part.b = nil
	if err != nil && err != syscall.EAGAIN {
		o.fail()
		return 0
	}
	n = max(n, 0)
	o.bytes.Add(uint64(n))
	return n
}

// fail ends the line; its reading goroutine notices and cleans up. mu is held.
func (o *outbox) fail() {
	o.closed, o.queue = true, nil
	_ = o.nc.Close()
}

func (o *outbox) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.fail()
}

// flush waits until nothing waits, but not long for who does not listen.
func (o *outbox) flush() {
	o.mu.Lock()
	busy, idle := o.busy && !o.closed, o.idle
	o.mu.Unlock()
	if !busy {
		return
	}
	patience := time.NewTimer(partAfter)
	defer patience.Stop()
	select {
	case <-idle:
	case <-patience.C:
	}
}

func (o *outbox) overdue() bool {
	for _, p := range o.queue[o.fixed():] {
		if !p.due.IsZero() {
			return time.Now().After(p.due)
		}
	}
	return false
}

// fixed counts the parcels that are, or may be, partly written. mu is held.
func (o *outbox) fixed() int {
	if o.off > 0 {
		return max(o.flight, 1)
	}
	return o.flight
}

func (o *outbox) leaveOut() {
	n := o.fixed()
	kept := o.queue[:n:n]
	for _, p := range o.queue[n:] {
		switch {
		case p.due.IsZero():
			kept = append(kept, p)
		case p.video:
			o.dropped.Add(1)
		}
	}
	o.queue = kept
}

// start makes sure that somebody writes what waits. mu is held.
func (o *outbox) start() {
	if !o.busy && !o.closed {
		o.busy, o.idle = true, make(chan struct{})
		o.wg.Go(o.drain)
	}
}

// drain writes until nothing waits.
func (o *outbox) drain() {
	var room []byte
	for {
		load, off := o.load()
		n := len(load)
		if n == 0 {
			return
		}
		var bufs net.Buffers
		room = room[:0]
		for _, p := range load {
			var b []byte
			b, room = p.bytes(room)
			bufs = append(bufs, b)
		}
		bufs[0] = bufs[0][off:]
		_ = o.nc.SetWriteDeadline(time.Now().Add(stuckAfter))
		done, err := bufs.WriteTo(o.nc)
		o.bytes.Add(uint64(done))
		o.mu.Lock()
		if err != nil || o.closed {
			o.fail()
			o.busy, o.flight, o.off = false, 0, 0
			close(o.idle)
			o.mu.Unlock()
			return
		}
		o.queue, o.flight, o.off = o.queue[n:], 0, 0
		o.mu.Unlock()
	}
}

// load takes the next parcels to write together, and how much of the first is
// written already; none ends the goroutine.
func (o *outbox) load() (load []parcel, off int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed || len(o.queue) == 0 {
		_ = o.nc.SetWriteDeadline(time.Time{})
		o.busy, o.queue = false, nil
		close(o.idle)
		return nil, 0
	}
	size := 0
	for o.flight < len(o.queue) && (o.flight == 0 || size+o.queue[o.flight].size() <= flightMax) {
		size += o.queue[o.flight].size()
		o.flight++
	}
	return o.queue[:o.flight:o.flight], o.off
}
