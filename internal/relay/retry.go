package relay

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

const (
	goodAfter    = 30 * time.Second // a stream this long forgets earlier failures
	knockMin     = 500 * time.Millisecond
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
	knocked  bool          // it did not get past the TCP connection, so it cost the camera nothing
	sinceTry time.Duration // since the last attempt that did get further
	fault    *Fault
}

// next says how long to wait before the next attempt, and false when there is
// to be none until the record changes or somebody asks. roll is in [0,1).
//
// The first three tries are quick (0.25, 0.5, 1 s). After that a bare knock at
// the port goes out every half to one and a half seconds, and a full attempt,
// which costs the camera a login, not before every has passed since the last,
// plus up to half of it by chance.
func next(h history, every time.Duration, roll float64) (wait time.Duration, again bool) {
	switch h.kind {
	case FaultLogin:
		if h.logins >= loginTries {
			return 0, false
		}
		return time.Second, true
	case FaultLoginMethod, FaultCertificate, FaultBadAddress:
		return 0, false
	case FaultNoVideo:
		return unsupportedP + time.Duration(roll*float64(unsupportedP)), true
	}
	if h.fails <= 3 {
		quick := 250 * time.Millisecond << max(0, h.fails-1)
		return quick + time.Duration(roll*float64(quick)/4), true
	}
	if h.knocked {
		return knockMin + time.Duration(roll*float64(knockSpread)), true
	}
	wait = every - h.sinceTry + time.Duration(roll*float64(every)/2)
	return max(wait, knockMin), true
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
