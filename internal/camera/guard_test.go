package camera

import (
	"context"
	"slices"
	"sync"
	"testing"
)

// guarded probes behind a guard with the limits of the tests.
func guarded(g *Guard, t Target) Verdict {
	return g.run(context.Background(), t, nil, func() Verdict { return probe(context.Background(), t, still, nil, quick()) })
}

func (f *fake) tries() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.logins
}

func Test_a_login_that_was_refused_twice_is_not_sent_again(t *testing.T) {
	t.Parallel()
	f := openFake(t, func(f *fake) { f.user, f.password = "pengamat", "lain" })
	var g Guard
	for range 2 {
		v := guarded(&g, withLogin(t, f))
		expect(t, v, HopLogin, CauseLogin)
		if slices.Contains(v.Warnings, WarnHeld) {
			t.Error("held back before it was refused twice")
		}
	}
	dialed, tries := f.dialed, f.tries()
	for range 5 {
		v := guarded(&g, withLogin(t, f))
		expect(t, v, HopLogin, CauseLogin)
		if !slices.Contains(v.Warnings, WarnHeld) {
			t.Error("not said that nobody was asked")
		}
	}
	if f.dialed != dialed || f.tries() != tries {
		t.Errorf("%d connections and %d logins more", f.dialed-dialed, f.tries()-tries)
	}
	right := Target{URL: address(t, "rtsp://pengamat:lain@"+f.addr()+"/live")}
	if v := guarded(&g, right); !v.OK {
		t.Errorf("another password is a new login: %+v", v)
	}
}

func Test_channels_of_one_recorder_try_a_wrong_login_twice_in_all(t *testing.T) {
	t.Parallel()
	f := openFake(t, func(f *fake) { f.user, f.password = "pengamat", "lain" })
	var g Guard
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { expect(t, guarded(&g, withLogin(t, f)), HopLogin, CauseLogin) })
	}
	wg.Wait()
	if n := f.tries(); n != 2 {
		t.Errorf("the camera was sent %d logins", n)
	}
}

func Test_a_right_login_is_used_by_many_at_once(t *testing.T) {
	t.Parallel()
	f := openFake(t, func(f *fake) { f.user, f.password = "pengamat", password })
	var g Guard
	if v := guarded(&g, withLogin(t, f)); !v.OK {
		t.Fatalf("%+v", v)
	}
	together, through := make(chan struct{}), sync.WaitGroup{}
	through.Add(2)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			g.run(t.Context(), withLogin(t, f), nil, func() Verdict {
				through.Done()
				<-together // neither ends before both are under way
				return Verdict{OK: true, Hop: HopMeasure}
			})
		})
	}
	through.Wait()
	close(together)
	wg.Wait()
}

func Test_a_locked_account_is_left_alone(t *testing.T) {
	t.Parallel()
	var g Guard
	target := Target{URL: address(t, "rtsp://pengamat:salah@127.0.0.1:1/live")}
	asked := 0
	for range 3 {
		v := g.run(t.Context(), target, nil, func() Verdict {
			asked++
			return Verdict{Hop: HopLogin, Cause: CauseLocked}
		})
		expect(t, v, HopLogin, CauseLocked)
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func Test_who_waits_for_a_login_can_leave(t *testing.T) {
	t.Parallel()
	var g Guard
	target := Target{URL: address(t, "rtsp://pengamat:x@127.0.0.1:1/live")}
	ctx, cancel := context.WithCancel(context.Background())
	var second Verdict
	first := g.run(t.Context(), target, nil, func() Verdict {
		cancel()
		second = g.run(ctx, target, nil, func() Verdict { t.Error("it was not its turn"); return Verdict{} })
		return Verdict{OK: true, Hop: HopMeasure}
	})
	if !first.OK || !second.Cancelled || second.Cause != NoCause {
		t.Errorf("%+v, %+v", first, second)
	}
}
