package camera

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"
)

const (
	guardTries = 2                // refused logins before a camera is left alone
	guardRest  = 30 * time.Minute // for which it is; cameras that lock do so for 5 to 30 minutes
	guardMost  = 4096             // logins remembered
)

// Guard keeps cameras from locking an account: a login that one device has
// refused twice is not sent there again for half an hour, however often and
// from wherever it is asked for. As long as a login is not known to be right,
// only one probe at a time tries it, so that a table with thirty channels of
// one recorder does not refuse itself thirty times. The zero Guard is ready.
type Guard struct {
	mu     sync.Mutex
	logins map[[sha256.Size]byte]*tried
}

// tried is what is known of one login at one device.
type tried struct {
	turn chan struct{} // holds one: who tries while nothing is known

	// guarded by Guard.mu
	good    bool
	refused int
	cause   Cause
	at      time.Time
}

// Probe is the package's Probe behind the guard. A login that is held back
// gives the cause it was refused with, WarnHeld, and contacts nobody.
func (g *Guard) Probe(ctx context.Context, t Target, still Still, on func(Hop)) Verdict {
	return g.run(ctx, t, on, func() Verdict { return Probe(ctx, t, still, on) })
}

func (g *Guard) run(ctx context.Context, t Target, on func(Hop), probe func() Verdict) Verdict {
	if t.URL.User() == "" {
		return probe()
	}
	login := g.login(t)
	if !g.known(login) {
		select {
		case login.turn <- struct{}{}:
			defer func() { <-login.turn }()
		case <-ctx.Done():
			return Verdict{Cancelled: true, Hop: HopResolve, Hops: heldHops(Hops()[0], Skipped, NoCause)}
		}
	}
	if cause := g.held(login); cause != NoCause {
		v := Verdict{Hop: HopLogin, Cause: cause, Warnings: []string{WarnHeld}, Hops: heldHops(HopLogin, Failed, cause)}
		for _, h := range v.Hops {
			if on != nil {
				on(h)
			}
		}
		return v
	}
	v := probe()
	g.note(login, v)
	return v
}

// heldHops are the hops of a probe that was not made.
func heldHops(at HopName, result Result, cause Cause) []Hop {
	var out []Hop
	for _, name := range Hops() {
		h := Hop{Name: name, Result: Skipped}
		if name == at {
			h.Result, h.Cause = result, cause
		}
		out = append(out, h)
	}
	return out
}

// login finds what is known of a target's login. The password is kept as part
// of a sum only.
func (g *Guard) login(t Target) *tried {
	key := sha256.Sum256([]byte(hostOnly(t.URL.Host()) + "\x00" + t.URL.User() + "\x00" + t.URL.Password().Reveal()))
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.logins) >= guardMost {
		g.logins = nil
	}
	if g.logins == nil {
		g.logins = map[[sha256.Size]byte]*tried{}
	}
	if g.logins[key] == nil {
		g.logins[key] = &tried{turn: make(chan struct{}, 1)}
	}
	return g.logins[key]
}

func (g *Guard) known(login *tried) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return login.good
}

// held says with which cause a login is held back, if it is.
func (g *Guard) held(login *tried) Cause {
	g.mu.Lock()
	defer g.mu.Unlock()
	if login.refused >= guardTries && time.Since(login.at) < guardRest {
		return login.cause
	}
	return NoCause
}

// note learns from a verdict. What failed before the login, or was cancelled,
// says nothing about it; a locked account is not knocked at again.
func (g *Guard) note(login *tried, v Verdict) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case v.Cancelled:
	case v.Hop == HopLogin && v.Cause == CauseLogin:
		login.refused, login.good, login.cause, login.at = login.refused+max(v.refused, 1), false, v.Cause, time.Now()
	case v.Hop == HopLogin && v.Cause == CauseLocked:
		login.refused, login.good, login.cause, login.at = guardTries, false, v.Cause, time.Now()
	case indexOf(v.Hop) > indexOf(HopLogin):
		login.refused, login.good = 0, true
	}
}
