package kit

import "sync"

// Latest hands values from a worker to the UI goroutine, the newest only: a
// value that was not shown yet is replaced, and at most one post is
// outstanding, so a fast producer cannot flood the window.
type Latest[T any] struct {
	main Main          // set by NewLatest, never changed
	show func(value T) // set by NewLatest, runs on the UI goroutine

	mu      sync.Mutex
	value   T    // guarded by mu
	waiting bool // guarded by mu: a post is outstanding
}

// NewLatest returns a Latest that shows by calling show on the UI goroutine.
func NewLatest[T any](main Main, show func(T)) *Latest[T] {
	return &Latest[T]{main: main, show: show}
}

// Put offers a value; it may be called from any goroutine.
func (l *Latest[T]) Put(value T) {
	l.mu.Lock()
	l.value = value
	post := !l.waiting
	l.waiting = true
	l.mu.Unlock()
	if post {
		l.main.Post(l.deliver)
	}
}

func (l *Latest[T]) deliver() {
	l.mu.Lock()
	value := l.value
	l.waiting = false
	l.mu.Unlock()
	l.show(value)
}
