package relay

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

const (
	goodAfter    = 30 * time.Second       // a stream this long forgets earlier failures
	quickAgain   = 250 * time.Millisecond // the first try after a stream was lost
	knockMin     = time.Second
	knockSpread  = time.Second
	askedAgain   = time.Second // the least distance of tries that somebody asked for
	loginTries   = 2
	unsupportedP = time.Minute
)

// history is what the retry policy looks at.
type history struct {
	fails    int           // attempts since the last good stream
	logins   int           // refused logins in a row
	kind     FaultKind     // why the last one ended
	streamed bool          // packets had come before
	knocked  bool          // it did not get past the TCP connection, so it cost the camera nothing
	sinceTry time.Duration // since the last attempt that did get further
	fault    *Fault
}

// next says how long to wait before the next attempt, and false when there is
// to be none until the record changes or somebody asks. roll is in [0,1).
//
// The first try after a loss is quick (0.25 s); after that a bare knock at the
// port goes out every one to two seconds. A full attempt, which costs the camera
// a login, does not go out before every has passed since the last one, plus up
// to as much again by chance: cameras lock out who asks too often, and those
// that come back together must not be asked together.
func next(h history, every time.Duration, roll float64) (wait time.Duration, again bool) {
	switch h.kind {
	case FaultLogin:
		if h.logins >= loginTries {
			return 0, false
		}
	case FaultLoginMethod, FaultCertificate, FaultBadAddress:
		return 0, false
	case FaultNoVideo:
		return unsupportedP + time.Duration(roll*float64(unsupportedP)), true
	}
	wait = knockMin + time.Duration(roll*float64(knockSpread))
	if h.fails == 1 {
		wait = quickAgain + time.Duration(roll*float64(quickAgain)/4)
	}
	if due := every - h.sinceTry; !h.knocked && due > 0 {
		spread := every
		if h.streamed { // it was well: no crowd of failures has to be spread
			spread = quickAgain
		}
		wait = max(wait, due+time.Duration(roll*float64(spread)))
	}
	return wait, true
}

// gate spaces dials: so many a second in all, so many at a time per host.
type gate struct {
	every   time.Duration
	perHost int

	mu    sync.Mutex
	slot  time.Time // when the next dial may start
	hosts map[string]chan struct{}
}

func newGate(perSecond, perHost int) *gate {
	return &gate{every: time.Second / time.Duration(perSecond), perHost: perHost, hosts: map[string]chan struct{}{}}
}

// enter waits for a turn; leave must be called when the attempt is through.
func (g *gate) enter(ctx context.Context, host string) (leave func(), err error) {
	room := g.room(host)
	select {
	case room <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if err = sleep(ctx, g.turn(time.Now())); err != nil {
		<-room
		return nil, err
	}
	var once sync.Once
	return func() { once.Do(func() { <-room }) }, nil
}

func (g *gate) room(host string) chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.hosts[host] == nil {
		g.hosts[host] = make(chan struct{}, g.perHost)
	}
	return g.hosts[host]
}

// turn takes the next free slot and says how far away it is.
func (g *gate) turn(now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.slot.Before(now) {
		g.slot = now
	}
	wait := g.slot.Sub(now)
	g.slot = g.slot.Add(g.every)
	return wait
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return context.Cause(ctx)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func chance() float64 { return rand.Float64() }
