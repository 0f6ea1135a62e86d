package relay

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"maps"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

const snapshotAge = 100 * time.Millisecond

// Engine is the running relay.
type Engine struct {
	// set by Open
	limits  Limits
	log     *slog.Logger
	ctx     context.Context
	cancel  context.CancelFunc
	gate    *gate
	changes *changes
	server  *server
	wg      sync.WaitGroup

	edit sync.Mutex // one Put or Remove at a time; held while a source ends

	mu      sync.RWMutex
	cameras map[ulid.ULID]*camera
	paths   map[string]*path
	closed  bool

	snap   sync.Mutex // one builder at a time
	latest atomic.Pointer[Snapshot]
}

// camera is a record and what was made of it.
type camera struct {
	record Camera
	since  time.Time
	pulls  [2]pull // main and sub
}

// pull is one of a camera's streams; path is nil when it has none.
type pull struct {
	path   *path
	source *source // nil while disabled
}

// Open listens and gives a running engine without cameras, or a *Fault.
func Open(c Config) (*Engine, error) {
	if c.Listen == "" {
		c.Listen = "127.0.0.1:8554"
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	c.Limits = c.Limits.filled()
	e := &Engine{
		limits: c.Limits, log: c.Log, changes: newChanges(),
		gate:    newGate(c.Limits.DialsPerSecond, c.Limits.DialsPerHost),
		cameras: map[ulid.ULID]*camera{}, paths: map[string]*path{},
	}
	e.ctx, e.cancel = context.WithCancel(context.Background())
	var err error
	if e.server, err = openServer(e.ctx, c, e.find); err != nil {
		e.cancel()
		return nil, err
	}
	e.wg.Go(func() { e.monitor(e.ctx) })
	return e, nil
}

// Close ends every session and waits for the last goroutine. It may be called twice.
func (e *Engine) Close() error {
	e.cancel()
	e.edit.Lock()
	defer e.edit.Unlock()
	e.mu.Lock()
	e.closed = true
	e.mu.Unlock()
	e.server.close()
	e.wg.Wait()
	e.changes.close()
	return nil
}

// Addr is where readers connect, as "127.0.0.1:8554".
func (e *Engine) Addr() string {
	a := e.server.ln.Addr().(*net.TCPAddr)
	if a.IP.IsUnspecified() {
		return net.JoinHostPort("0.0.0.0", portString(a.Port))
	}
	return a.String()
}

// AddrTLS is where readers connect by rtsps; empty when that is off.
func (e *Engine) AddrTLS() string {
	if e.server.secure == nil {
		return ""
	}
	return e.server.secure.Addr().String()
}

func (e *Engine) find(name string) *path {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.paths[name]
}

// Put adds a camera or takes its edited record. Only what has to be restarted
// is: a new name touches nothing, a new address the pull but no reader, a new
// path its readers.
func (e *Engine) Put(c Camera) error {
	if err := CheckPath(c.Path); err != nil {
		return err
	}
	if c.URL.IsZero() {
		return fault(FaultBadAddress, "put", nil)
	}
	if c.Transport == "" {
		c.Transport = Auto
	}
	e.edit.Lock()
	defer e.edit.Unlock()
	old, err := e.reserve(c)
	if err != nil {
		return err
	}
	n := &camera{record: c, since: time.Now()}
	if old != nil {
		n.since, n.pulls = old.since, old.pulls
		if old.record.Enabled != c.Enabled {
			n.since = time.Now()
		}
	}
	urls := [2]secret.URL{c.URL, c.SubURL}
	for i, name := range [2]string{c.Path, c.Path + "/sub"} {
		e.place(n, i, name, urls[i])
	}
	e.mu.Lock()
	e.cameras[c.ID] = n
	e.mu.Unlock()
	return nil
}

// reserve checks that the path is free.
func (e *Engine) reserve(c Camera) (old *camera, err error) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	if e.closed {
		return nil, fault(FaultInternal, "put", ErrClosed)
	}
	for id, o := range e.cameras {
		if id != c.ID && o.record.Path == c.Path {
			return nil, fault(FaultPathTaken, "put", nil)
		}
	}
	return e.cameras[c.ID], nil
}

// place brings one of a camera's pulls to what the record says.
func (e *Engine) place(n *camera, i int, name string, url secret.URL) {
	p := &n.pulls[i]
	o := order{
		id: n.record.ID, name: n.record.Name, sub: i == 1, url: url, transport: n.record.Transport,
		allowBasic: n.record.AllowBasic, fingerprint: n.record.Fingerprint, onDemand: i == 1 || n.record.OnDemand,
	}
	if i == 1 && url.Host() != n.record.URL.Host() {
		o.fingerprint = "" // another device, with a certificate of its own
	}
	keep := p.path != nil && p.path.name == name && !url.IsZero()
	if keep {
		p.path.title.Store(&o.name)
		p.path.waits.Store(n.record.Wait)
	}
	if p.source != nil && keep && n.record.Enabled && p.source.serves(o) {
		return
	}
	before := State("")
	if p.source != nil {
		p.source.stop()
		before = p.source.standing.Load().state
		p.path.source.Store(nil)
		p.source = nil
	}
	if p.path != nil && !keep {
		e.unpublish(p.path)
		p.path = nil
	}
	if url.IsZero() {
		return
	}
	if p.path == nil {
		p.path = &path{name: name, stream: newStream(n.record.Name, e.limits), linger: e.limits.Linger}
		p.path.title.Store(&o.name)
		p.path.waits.Store(n.record.Wait)
		e.mu.Lock()
		e.paths[name] = p.path
		e.mu.Unlock()
	}
	if !n.record.Enabled {
		if before != "" && before != Disabled && i == 0 {
			e.changes.add(Change{At: time.Now(), CameraID: n.record.ID, Name: n.record.Name, From: before, To: Disabled})
		}
		return
	}
	p.source = &source{
		order: o, path: p.path, stream: p.path.stream, limits: e.limits, gate: e.gate, changes: e.changes,
		log: e.log, wg: &e.wg, poke: make(chan struct{}, 1), kick: make(chan struct{}, 1),
	}
	p.source.start(e.ctx, before, [2]Way{n.record.Way, n.record.SubWay}[i])
	p.path.source.Store(p.source)
}

// serves says whether a running source already does what an order says. A
// fingerprint that it learned itself is no change.
func (s *source) serves(o order) bool {
	mine := s.order
	mine.name = o.name // told by the path
	if p := s.pinned.Load(); p != nil && *p == o.fingerprint {
		mine.fingerprint = o.fingerprint
	}
	return mine == o
}

func (e *Engine) unpublish(p *path) {
	e.mu.Lock()
	if e.paths[p.name] == p {
		delete(e.paths, p.name)
	}
	e.mu.Unlock()
	p.stream.remove()
}

// Remove ends a camera and its readers.
func (e *Engine) Remove(id ulid.ULID) {
	e.edit.Lock()
	defer e.edit.Unlock()
	e.mu.Lock()
	c := e.cameras[id]
	delete(e.cameras, id)
	e.mu.Unlock()
	if c == nil {
		return
	}
	for i, p := range c.pulls {
		if p.source != nil {
			p.source.stop()
			if from := p.source.standing.Load().state; i == 0 && from != Disabled {
				e.changes.add(Change{At: time.Now(), CameraID: id, Name: c.record.Name, From: from, To: Disabled})
			}
		}
		if p.path != nil {
			e.unpublish(p.path)
		}
	}
}

// SetAccounts replaces those who may read; sessions that lost their right end.
func (e *Engine) SetAccounts(list []Account) { e.server.setAccounts(list) }

// Reconnect ends a camera's session and begins anew at once; it also ends a refusal.
func (e *Engine) Reconnect(id ulid.ULID) {
	e.mu.RLock()
	c := e.cameras[id]
	e.mu.RUnlock()
	if c == nil {
		return
	}
	for _, p := range c.pulls {
		if p.source != nil {
			p.source.ask(true)
		}
	}
}

// Disconnect ends a reader's connection by its id in the snapshot.
func (e *Engine) Disconnect(reader string) {
	for _, c := range e.server.list() {
		if c.id == reader {
			c.out.close()
		}
	}
}

// Tap follows the pictures of a path, or of "<path>/sub".
func (e *Engine) Tap(name string) (*Tap, error) {
	p := e.find(name)
	if p == nil {
		return nil, fault(FaultNoPath, "tap", errors.New(name))
	}
	return newTap(p), nil
}

// Changes follows the state changes after a sequence number, as in Snapshot.Seq.
func (e *Engine) Changes(after uint64) *Changes {
	return &Changes{from: e.changes, after: after, done: make(chan struct{})}
}

// Subscribe follows the state changes from now on.
func (e *Engine) Subscribe() *Changes { return e.Changes(e.changes.newest()) }

func (e *Engine) sources() []*source {
	e.mu.RLock()
	defer e.mu.RUnlock()
	list := make([]*source, 0, 2*len(e.cameras))
	for _, c := range e.cameras {
		for _, p := range c.pulls {
			if p.source != nil {
				list = append(list, p.source)
			}
		}
	}
	return list
}

// Snapshot tells the truth of now; it is at most a tenth of a second old.
func (e *Engine) Snapshot() *Snapshot {
	if s := e.latest.Load(); s != nil && time.Since(s.At) < snapshotAge {
		return s
	}
	e.snap.Lock()
	defer e.snap.Unlock()
	if s := e.latest.Load(); s != nil && time.Since(s.At) < snapshotAge {
		return s
	}
	s := &Snapshot{Seq: e.changes.newest(), At: time.Now(), Listening: e.Addr(), Handled: e.server.handled.read()}
	e.mu.RLock()
	list := slices.Collect(maps.Values(e.cameras))
	e.mu.RUnlock()
	readers := map[*path]int{}
	s.Readers, s.BytesOut = e.server.readers(readers)
	for _, c := range list {
		s.Cameras = append(s.Cameras, c.status(s.At, readers))
	}
	slices.SortFunc(s.Cameras, func(a, b CameraStatus) int { return cmp.Compare(a.Path, b.Path) })
	e.latest.Store(s)
	return s
}
