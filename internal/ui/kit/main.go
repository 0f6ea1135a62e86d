package kit

import (
	"sync"

	"fyne.io/fyne/v2"
)

// Main runs functions on the goroutine that owns the window. It is the only
// way from a worker to a widget: nobody waits for the function, its running
// is the answer.
type Main interface {
	// Post hands f over to the UI goroutine and returns at once.
	Post(f func())
}

// Fyne is the Main of the running program. It must be closed after the last
// worker has ended and before the app quits: once Fyne's loop has returned, a
// posted function would run on the poster's own goroutine.
type Fyne struct {
	mu     sync.RWMutex
	closed bool
}

// NewFyne returns the Main that speaks to Fyne's own loop.
func NewFyne() *Fyne { return &Fyne{} }

// Post hands f to Fyne's loop; after Close it does nothing.
func (m *Fyne) Post(f func()) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.closed {
		return
	}
	fyne.Do(f)
}

// Close makes every later Post a no-op.
func (m *Fyne) Close() {
	m.mu.Lock()
	m.closed = true
	m.mu.Unlock()
}

// Pump is a Main worked by hand, for tests: functions wait in a queue until
// the test, which plays the UI goroutine, calls Run. In Fyne's test driver
// fyne.Do would run on the worker's goroutine, which is a data race.
type Pump struct {
	mu    sync.Mutex
	queue []func()
	wake  chan struct{}
}

// NewPump returns an empty queue.
func NewPump() *Pump { return &Pump{wake: make(chan struct{}, 1)} }

// Post puts f at the end of the queue.
func (p *Pump) Post(f func()) {
	p.mu.Lock()
	p.queue = append(p.queue, f)
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// Run runs what is queued, also what that queues, and says how many ran.
func (p *Pump) Run() int {
	n := 0
	for {
		p.mu.Lock()
		queue := p.queue
		p.queue = nil
		p.mu.Unlock()
		if len(queue) == 0 {
			return n
		}
		for _, f := range queue {
			f()
			n++
		}
	}
}

// Wake is signalled when something was queued, so that a test can wait
// without sleeping.
func (p *Pump) Wake() <-chan struct{} { return p.wake }
