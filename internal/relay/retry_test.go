package relay

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestRetryPolicy(t *testing.T) {
	const every = 5 * time.Second
	for name, c := range map[string]struct {
		h        history
		min, max time.Duration
		stop     bool
	}{
		"a good stream is lost":         {history{fails: 1, kind: FaultClosedByCamera, sinceTry: time.Hour}, 250 * time.Millisecond, 320 * time.Millisecond, false},
		"second":                        {history{fails: 2, kind: FaultPortClosed, knocked: true}, time.Second, 2 * time.Second, false},
		"the first attempt fails":       {history{fails: 1, kind: FaultProtocol}, every, 2 * every, false},
		"port closed: a cheap knock":    {history{fails: 9, kind: FaultPortClosed, knocked: true}, time.Second, 2 * time.Second, false},
		"busy camera: a full attempt":   {history{fails: 9, kind: FaultProtocol, sinceTry: 0}, every, 2 * every, false},
		"busy camera, asked long ago":   {history{fails: 9, kind: FaultProtocol, sinceTry: time.Minute}, time.Second, 2 * time.Second, false},
		"login refused once":            {history{fails: 1, kind: FaultLogin, logins: 1}, every, 2 * every, false},
		"login refused twice":           {history{fails: 2, kind: FaultLogin, logins: 2}, 0, 0, true},
		"no login in clear":             {history{fails: 1, kind: FaultLoginMethod}, 0, 0, true},
		"another certificate":           {history{fails: 1, kind: FaultCertificate}, 0, 0, true},
		"nothing to relay":              {history{fails: 1, kind: FaultNoVideo}, time.Minute, 2 * time.Minute, false},
		"away for a day is as an hour":  {history{fails: 90000, kind: FaultNoRoute, knocked: true}, time.Second, 2 * time.Second, false},
		"a flapping camera is not hurt": {history{fails: 4, kind: FaultClosedByCamera, streamed: true, sinceTry: 2 * time.Second}, 3 * time.Second, 3250 * time.Millisecond, false},
	} {
		for _, roll := range []float64{0, 0.5, 0.999999} {
			wait, again := next(c.h, every, roll)
			if again == c.stop || again && (wait < c.min || wait > c.max) {
				t.Errorf("%s, roll %v: %v %v, want %v to %v", name, roll, wait, again, c.min, c.max)
			}
		}
	}
}

func TestHistory(t *testing.T) {
	fail := func(k FaultKind, connected bool, good time.Duration) outcome {
		return outcome{fault: fault(k, "x", nil), connected: connected, good: good}
	}
	var h history
	h = h.after(fail(FaultLogin, true, 0), 0)
	if h = h.after(fail(FaultPortClosed, false, 0), 0); h.logins != 1 || h.fails != 2 || !h.knocked {
		t.Errorf("a knock says nothing of the login: %+v", h)
	}
	if h = h.after(fail(FaultClosedByCamera, true, 10*time.Second), 0); h.fails != 3 || h.logins != 0 {
		t.Errorf("ten seconds are not yet good: %+v", h)
	}
	if h = h.after(fail(FaultClosedByCamera, true, goodAfter), 0); h.fails != 1 {
		t.Errorf("thirty are: %+v", h)
	}
}

// TestGate: sixty-four cameras return together; never more than eight dials in
// any second, never more than two at one host.
func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(8, 2)
		var mu sync.Mutex
		var at []time.Time
		inside, most := 0, 0
		var wg sync.WaitGroup
		for i := range 64 {
			host := "same"
			if i%2 == 0 {
				host = string(rune('A' + i))
			}
			wg.Go(func() {
				leave, err := g.enter(t.Context(), host)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				at = append(at, time.Now())
				if host == "same" {
					inside++
					most = max(most, inside)
				}
				mu.Unlock()
				pause(200 * time.Millisecond)
				mu.Lock()
				if host == "same" {
					inside--
				}
				mu.Unlock()
				leave()
				leave()
			})
		}
		wg.Wait()
		for i := range at {
			n := 0
			for j := i; j < len(at) && at[j].Sub(at[i]) < time.Second; j++ {
				n++
			}
			if n > 8 {
				t.Fatalf("%d dials in a second", n)
			}
		}
		if most != 2 {
			t.Errorf("%d at one host", most)
		}
		full, cancel := context.WithCancelCause(t.Context())
		a, _ := g.enter(full, "x")
		b, _ := g.enter(full, "x")
		stop := errors.New("stop")
		wg.Go(func() {
			if _, err := g.enter(full, "x"); err != stop {
				t.Error(err)
			}
		})
		synctest.Wait()
		cancel(stop)
		wg.Wait()
		a()
		b()
	})
}

func TestJudge(t *testing.T) {
	now := time.Now()
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	const silence = 5 * time.Second
	playing := session{played: ago(time.Hour), live: ago(time.Hour)}
	for name, c := range map[string]struct {
		ses        session
		g          signs
		end, stall FaultKind
		warn       string
	}{
		"well":                           {playing, signs{packet: now, picture: now, key: now, usual: 2 * time.Second, keyed: true}, "", "", ""},
		"no first packet yet":            {session{played: ago(time.Second)}, signs{}, "", "", ""},
		"no first packet":                {session{played: ago(6 * time.Second)}, signs{}, FaultNoPackets, "", ""},
		"quiet for three seconds":        {playing, signs{packet: ago(3100 * time.Millisecond), picture: ago(3100 * time.Millisecond), key: now, keyed: true}, "", FaultSilent, ""},
		"quiet for five":                 {playing, signs{packet: ago(5100 * time.Millisecond), picture: now, key: now, keyed: true}, FaultSilent, "", ""},
		"sound only":                     {playing, signs{packet: now, picture: ago(6 * time.Second), key: now, keyed: true}, "", FaultSilent, ""},
		"sound only for long":            {playing, signs{packet: now, picture: ago(11 * time.Second), key: now, keyed: true}, FaultSilent, "", ""},
		"never a key picture":            {session{played: ago(16 * time.Second), live: ago(16 * time.Second)}, signs{packet: now, picture: now, keyed: true}, "", FaultNoKeyPicture, WarnKeysMissing},
		"never a key picture, long":      {session{played: ago(31 * time.Second), live: ago(31 * time.Second)}, signs{packet: now, picture: now, keyed: true}, FaultNoKeyPicture, "", WarnKeysMissing},
		"keys late":                      {playing, signs{packet: now, picture: now, key: ago(5900 * time.Millisecond), usual: 2 * time.Second, keyed: true}, "", "", ""},
		"keys stopped":                   {playing, signs{packet: now, picture: now, key: ago(6100 * time.Millisecond), usual: 2 * time.Second, keyed: true}, "", FaultNoKeyPicture, WarnKeysMissing},
		"keys twice a second, stopped":   {playing, signs{packet: now, picture: now, key: ago(5100 * time.Millisecond), usual: time.Second / 2, keyed: true}, "", FaultNoKeyPicture, WarnKeysMissing},
		"one key and no other yet":       {session{played: ago(50 * time.Second), live: ago(50 * time.Second)}, signs{packet: now, picture: now, key: ago(50 * time.Second), keyed: true}, "", "", WarnKeysMissing},
		"keys stopped for long":          {playing, signs{packet: now, picture: now, key: ago(61 * time.Second), usual: 2 * time.Second, keyed: true}, FaultNoKeyPicture, "", WarnKeysMissing},
		"rare keys":                      {playing, signs{packet: now, picture: now, key: ago(9 * time.Second), usual: 10 * time.Second, keyed: true}, "", "", WarnRareKeys},
		"a codec whose keys nobody sees": {playing, signs{packet: now, picture: now}, "", "", ""},
	} {
		v := judge(now, c.ses, c.g, silence)
		kind := func(f *Fault) FaultKind {
			if f == nil {
				return ""
			}
			return f.Kind
		}
		if kind(v.end) != c.end || kind(v.stall) != c.stall || v.warn != c.warn {
			t.Errorf("%s: end %q stall %q warn %q", name, kind(v.end), kind(v.stall), v.warn)
		}
	}
}

func TestChangesAnnounceAGap(t *testing.T) {
	c := newChanges()
	f := &Changes{from: c, done: make(chan struct{})}
	for range changesKept + 10 {
		c.add(Change{})
	}
	if _, err := f.Next(t.Context()); err != ErrGap {
		t.Fatal(err)
	}
	c.add(Change{Name: "after"})
	if ch, err := f.Next(t.Context()); err != nil || ch.Name != "after" || ch.Seq != changesKept+11 {
		t.Fatal(ch, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	c.close()
	if _, err := f.Next(t.Context()); err != ErrClosed {
		t.Fatal(err)
	}
	f.Close()
	f.Close()
}

func TestStatesAndKindsAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range States() {
		seen[string(s)] = true
	}
	for _, k := range FaultKinds() {
		seen[string(k)] = true
	}
	if len(seen) != len(States())+len(FaultKinds()) {
		t.Error("a constant is used twice")
	}
	if f := fault(FaultLogin, "x", nil); !errors.Is(f, fault(FaultLogin, "y", errors.New("z"))) || errors.Is(f, fault(FaultName, "x", nil)) {
		t.Error("faults compare by kind")
	}
}
