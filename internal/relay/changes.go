package relay

import (
	"context"
	"errors"
	"sync"
)

// What a follower of changes or pictures may meet.
var (
	// ErrGap means that changes were missed; take a snapshot and subscribe anew.
	ErrGap = errors.New("changes were missed")
	// ErrClosed means that the thing was closed.
	ErrClosed = errors.New("closed")
)

const changesKept = 1024

// changes keeps the newest state changes in order.
type changes struct {
	mu     sync.Mutex
	seq    uint64 // of the newest
	list   []Change
	stir   chan struct{}
	closed bool
}

func newChanges() *changes { return &changes{stir: make(chan struct{})} }

func (c *changes) add(ch Change) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seq++
	ch.Seq = c.seq
	if len(c.list) == changesKept {
		c.list = append(c.list[:0:0], c.list[changesKept/4:]...)
	}
	c.list = append(c.list, ch)
	close(c.stir)
	c.stir = make(chan struct{})
}

func (c *changes) newest() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seq
}

func (c *changes) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.closed = true
		close(c.stir)
		c.stir = make(chan struct{})
	}
}

// Changes is one follower of the engine's state changes. It costs nothing while
// nobody calls Next.
type Changes struct {
	from  *changes
	after uint64
	once  sync.Once
	done  chan struct{}
}

// Next waits for the change after the last one given. ErrGap says that some
// were missed, ErrClosed that there will be no more.
func (c *Changes) Next(ctx context.Context) (Change, error) {
	for {
		select {
		case <-c.done:
			return Change{}, ErrClosed
		default:
		}
		h := c.from
		h.mu.Lock()
		oldest := h.seq + 1 - uint64(len(h.list))
		stir, closed := h.stir, h.closed
		switch {
		case c.after > h.seq || c.after+1 < oldest:
			c.after = h.seq
			h.mu.Unlock()
			return Change{}, ErrGap
		case c.after < h.seq:
			ch := h.list[c.after+1-oldest]
			c.after++
			h.mu.Unlock()
			return ch, nil
		}
		h.mu.Unlock()
		if closed {
			return Change{}, ErrClosed
		}
		select {
		case <-stir:
		case <-c.done:
		case <-ctx.Done():
			return Change{}, ctx.Err()
		}
	}
}

// Close ends the follower; a waiting Next returns ErrClosed.
func (c *Changes) Close() { c.once.Do(func() { close(c.done) }) }
