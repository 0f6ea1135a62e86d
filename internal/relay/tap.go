package relay

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"
)

const (
	tapAge   = time.Second     // how long a picture may wait for its taker
	tapBurst = 3 * time.Second // the same for the group handed over at the start
	tapBytes = 16 << 20
)

// Tap is one follower of a path's pictures, for the wall and for tests. It never
// holds the camera up: who is slow loses whole pictures up to the next key
// picture, counted. It lives on while the camera is away.
type Tap struct {
	path  *path
	leave func()
	wake  chan struct{} // holds one

	mu      sync.Mutex
	track   int
	queue   []waiting
	bytes   int
	needKey bool
	dropped uint64
	closed  bool
}

// waiting is a picture in a queue and until when it is worth having.
type waiting struct {
	u   *unit
	due time.Time
}

func newTap(p *path) *Tap {
	t := &Tap{path: p, wake: make(chan struct{}, 1)}
	t.leave = p.want()
	t.enter()
	return t
}

// enter joins the stream, at the newest key picture when there is one.
func (t *Tap) enter() {
	t.path.stream.attach(t, startGOP, func(j join) {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.track, t.needKey = t.path.stream.videoTrack(), len(j.burst) == 0
		due := time.Now().Add(tapBurst)
		t.queue, t.bytes = nil, 0
		for _, u := range j.burst {
			t.queue, t.bytes = append(t.queue, waiting{u, due}), t.bytes+len(u.wire)
		}
	})
	t.stir()
}

// Format is the format of the pictures, with the newest parameter sets; nil
// until the camera was seen. It may change after a reconnect.
func (t *Tap) Format() format.Format { return t.path.stream.format() }

// Read waits for the next whole picture and gives its packets, and when it arrived.
func (t *Tap) Read(ctx context.Context) (packets []*rtp.Packet, arrived time.Time, err error) {
	for {
		t.mu.Lock()
		if t.closed {
			t.mu.Unlock()
			return nil, time.Time{}, ErrClosed
		}
		if len(t.queue) > 0 {
			u := t.queue[0].u
			t.queue, t.bytes = t.queue[1:], t.bytes-len(u.wire)
			t.mu.Unlock()
			return u.rtp(), u.at, nil
		}
		t.mu.Unlock()
		select {
		case <-t.wake:
		case <-ctx.Done():
			return nil, time.Time{}, ctx.Err()
		}
	}
}

// Dropped counts the pictures lost because the taker was slow.
func (t *Tap) Dropped() uint64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.dropped
}

// Close ends the tap; a waiting Read returns ErrClosed. It may be called twice.
func (t *Tap) Close() error {
	t.mu.Lock()
	closed := t.closed
	t.closed, t.queue = true, nil
	t.mu.Unlock()
	if !closed {
		t.path.stream.detach(t)
		t.leave()
		t.stir()
	}
	return nil
}

func (t *Tap) stir() {
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// take queues a picture, from the camera's goroutine.
func (t *Tap) take(u *unit) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed || u.track != t.track {
		return
	}
	now := time.Now()
	if len(t.queue) > 0 && (now.After(t.queue[0].due) || t.bytes > tapBytes) {
		t.drop(now)
	}
	if t.needKey && !u.key {
		t.dropped++
		return
	}
	t.needKey = false
	t.queue, t.bytes = append(t.queue, waiting{u, now.Add(tapAge)}), t.bytes+len(u.wire)
	t.stir()
}

// drop leaves out what is too old, up to the newest key picture that is not. mu is held.
func (t *Tap) drop(now time.Time) {
	keep := len(t.queue)
	for i := keep - 1; i > 0; i-- {
		if t.queue[i].u.key && now.Before(t.queue[i].due) {
			keep = i
			break
		}
	}
	t.dropped += uint64(keep)
	t.queue = slices.Clone(t.queue[keep:])
	t.needKey = len(t.queue) == 0
	t.bytes = 0
	for _, w := range t.queue {
		t.bytes += len(w.u.wire)
	}
}

func (t *Tap) report(int, []byte) {}

// end joins anew when the camera came back with other formats, and closes when
// the path is gone.
func (t *Tap) end() {
	if t.path.stream.isGone() {
		_ = t.Close()
		return
	}
	t.mu.Lock()
	closed := t.closed
	t.mu.Unlock()
	if closed {
		return
	}
	t.enter()
	t.mu.Lock()
	closed = t.closed
	t.mu.Unlock()
	if closed { // meanwhile
		t.path.stream.detach(t)
	}
}
