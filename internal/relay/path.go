package relay

import (
	"sync"
	"sync/atomic"
	"time"
)

// path is one published address. It outlives its source: an edited camera gets
// a new source under the same path, and readers stay.
type path struct {
	name   string
	stream *stream
	linger time.Duration

	title  atomic.Pointer[string] // the camera's name, for the change feed
	waits  atomic.Bool            // readers may wait while the camera is away
	wants  atomic.Int64
	left   atomic.Int64 // when the last one left, Unix nanoseconds
	source atomic.Pointer[source]
}

// want says that somebody watches until the returned function is called.
func (p *path) want() (leave func()) {
	p.wants.Add(1)
	if s := p.source.Load(); s != nil {
		s.ask(false)
	}
	var once sync.Once
	return func() {
		once.Do(func() {
			p.left.Store(time.Now().UnixNano())
			p.wants.Add(-1)
		})
	}
}

// wanted says whether a source has reason to run.
func (p *path) wanted(o order) bool {
	return !o.onDemand || p.wants.Load() > 0 || time.Since(time.Unix(0, p.left.Load())) < p.linger
}

// standing is where the path's source stands; nil when it has none.
func (p *path) standing() *standing {
	if s := p.source.Load(); s != nil {
		return s.standing.Load()
	}
	return nil
}
