package relay

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// Why a session ends though nothing failed.
var (
	errUnwanted = errors.New("nobody wants it")
	errAsked    = errors.New("asked to connect anew")
)

// order is what a source is told to pull, and how. It never changes; an edited
// camera is a new source.
type order struct {
	id          ulid.ULID
	name        string
	sub         bool // the camera's second stream
	url         secret.URL
	transport   Transport
	allowBasic  bool
	fingerprint string
	onDemand    bool
}

// standing is where a source's life stands; immutable.
type standing struct {
	state       State
	since       time.Time
	fault       *Fault
	attempt     int
	nextTry     time.Time
	transport   Transport
	fingerprint string
	offered     string
	plainDigest bool
}

// source is one pull: a camera's main or sub stream. One goroutine, run, owns
// its life; the monitor ends its session when it has gone quiet.
type source struct {
	// set at birth
	order   order
	path    *path
	stream  *stream
	limits  Limits
	gate    *gate
	changes *changes
	log     *slog.Logger
	wg      *sync.WaitGroup
	cancel  context.CancelFunc
	done    chan struct{}

	poke       chan struct{} // somebody wants to watch
	kick       chan struct{} // an operator asks
	standing   atomic.Pointer[standing]
	reconnects atomic.Uint64
	pinned     atomic.Pointer[string]
	offered    atomic.Pointer[string] // a certificate that was not the one pinned
	fallen     atomic.Bool            // TCP was refused: UDP from now on
	plain      atomic.Bool            // the plain digest is taken, the strong one was refused
	other      atomic.Bool            // the login was refused by one digest: by the other one next

	mu  sync.Mutex
	now session // of the session under way
	// owned by the monitor
	rate atomic.Pointer[rate]
}

// session is what others may know of an attempt or stream under way.
type session struct {
	end     context.CancelCauseFunc // nil when there is none
	played  time.Time               // PLAY was answered
	live    time.Time               // the first packet came
	settled func()                  // the attempt is through: the next may dial
	udp     bool
}

// start begins the source's life, from the state an earlier one left and by the
// way that worked before.
func (s *source) start(ctx context.Context, before State, way Way) {
	if before == "" {
		before = Disabled
	}
	ctx, s.cancel = context.WithCancel(ctx)
	s.done = make(chan struct{})
	s.standing.Store(&standing{state: before, since: time.Now()})
	s.rate.Store(&rate{})
	s.fallen.Store(s.order.transport == Auto && way.Transport == UDP)
	s.plain.Store(way.PlainDigest)
	if s.order.fingerprint != "" {
		s.pinned.Store(&s.order.fingerprint)
	}
	s.wg.Go(func() {
		defer close(s.done)
		s.run(ctx)
	})
}

// stop ends the source and waits.
func (s *source) stop() {
	s.cancel()
	<-s.done
}

// run is the camera's life: attempt, pause, attempt. It ends with ctx.
func (s *source) run(ctx context.Context) {
	var h history
	var tried time.Time // the last attempt that got past the connection
	for ctx.Err() == nil {
		if !s.path.wanted(s.order) {
			h = history{}
			s.stand(Disabled, nil, 0, time.Time{})
			s.await(ctx, 0, false)
			continue
		}
		if h.fails == 0 {
			s.stand(Connecting, nil, 1, time.Time{})
		}
		s.other.Store(h.logins%2 == 1)
		began := time.Now()
		out := s.attempt(ctx)
		if ctx.Err() != nil || errors.Is(out.err, errUnwanted) {
			continue
		}
		if errors.Is(out.err, errAsked) {
			h, tried = history{}, time.Time{}
			continue
		}
		if out.connected {
			tried = began
		}
		h = h.after(out, time.Since(tried))
		h = s.pause(ctx, h)
	}
}

// outcome is how an attempt ended.
type outcome struct {
	err       error
	fault     *Fault
	connected bool          // the camera's port answered
	good      time.Duration // how long packets came
}

// after adds an attempt to the history.
func (h history) after(o outcome, sinceTry time.Duration) history {
	if o.good >= goodAfter {
		h = history{}
	}
	h.fails++
	h.kind, h.knocked, h.sinceTry, h.streamed = o.fault.Kind, !o.connected, sinceTry, o.good > 0
	if h.kind == FaultLogin {
		h.logins++
	} else if o.connected {
		h.logins = 0
	}
	h.fault = o.fault
	return h
}

// pause waits for the next attempt as the policy says.
func (s *source) pause(ctx context.Context, h history) history {
	wait, again := next(h, s.limits.LoginEvery, chance())
	state := Waiting
	switch {
	case h.kind == FaultNoVideo:
		state = Unsupported
	case !again:
		state = Refused
	}
	if !again {
		s.stand(state, h.fault, h.fails, time.Time{})
		s.log.Warn("camera refused, waiting to be told", "camera", s.order.id, "sub", s.order.sub, "fault", h.kind)
		s.await(ctx, 0, false)
		return history{}
	}
	s.stand(state, h.fault, h.fails, time.Now().Add(wait))
	if h.fails == 1 {
		s.log.Info("camera lost", "camera", s.order.id, "sub", s.order.sub, "fault", h.fault)
	}
	if s.await(ctx, wait, h.knocked) {
		return history{}
	}
	return h
}

// await waits for d (0 = without end), and less when somebody asks; it says
// whether an operator did. A reader may shorten a pause when the next try costs
// the camera nothing (eager), and never ends a refusal.
func (s *source) await(ctx context.Context, d time.Duration, eager bool) (kicked bool) {
	var timeout <-chan time.Time
	if d > 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		timeout = t.C
	}
	st := s.standing.Load()
	start := time.Now()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-timeout:
			return false
		case <-s.kick:
			return true
		case <-s.poke:
			if st.state == Disabled {
				return false
			}
			if left := askedAgain - time.Since(start); eager && d > left {
				_ = sleep(ctx, left)
				return false
			}
		}
	}
}

// ask makes a waiting source try again: at a reader's wish, or an operator's,
// which also ends what is under way.
func (s *source) ask(operator bool) {
	c := s.poke
	if operator {
		c = s.kick
		s.mu.Lock()
		end := s.now.end
		s.mu.Unlock()
		if end != nil {
			end(errAsked)
			return
		}
	}
	select {
	case c <- struct{}{}:
	default:
	}
}

// stand notes where life stands and tells the change feed when it moved.
func (s *source) stand(state State, f *Fault, attempt int, nextTry time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.move(func(n *standing) { n.state, n.fault, n.attempt, n.nextTry = state, f, attempt, nextTry })
}

// move changes the standing. mu is held.
func (s *source) move(change func(*standing)) {
	old := s.standing.Load()
	n := *old
	change(&n)
	if p := s.pinned.Load(); p != nil {
		n.fingerprint = *p
	}
	n.offered = ""
	if p := s.offered.Load(); p != nil {
		n.offered = *p
	}
	if n.state != old.state {
		n.since = time.Now()
	}
	s.standing.Store(&n)
	if n.state == old.state || s.order.sub && n.state != Live {
		return
	}
	ch := Change{At: n.since, CameraID: s.order.id, Name: *s.path.title.Load(), Sub: s.order.sub, From: old.state, To: n.state, Fault: n.fault, Fingerprint: n.fingerprint}
	if n.state == Live {
		ch.Way = Way{n.transport, n.plainDigest}
	}
	s.changes.add(ch)
}

// arrived is called at a session's first packet.
func (s *source) arrived(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now.end == nil {
		return
	}
	s.now.live = now
	s.now.settled()
	transport := TCP
	if s.now.udp {
		transport = UDP
	}
	s.move(func(n *standing) {
		n.state, n.fault, n.attempt, n.nextTry, n.transport = Live, nil, 0, time.Time{}, transport
		n.plainDigest = s.plain.Load()
	})
	s.log.Info("camera live", "camera", s.order.id, "sub", s.order.sub, "transport", string(transport))
}
