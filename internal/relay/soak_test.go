//go:build soak

package relay

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// TestComeback (R8): twenty-four cameras are each killed and restarted; printed
// is the time from "the camera answers again" to its first packet at the relay,
// and at a reader. The second waits for a key picture: most cameras send one
// when somebody begins to watch, some only when the time has come.
func TestComeback(t *testing.T) {
	t.Run("key picture at play", func(t *testing.T) {
		comeback(t, simcam.Spec{KeyAtPlay: true}, 1500*time.Millisecond)
	})
	t.Run("key picture every two seconds", func(t *testing.T) { comeback(t, simcam.Spec{}, 3*time.Second) })
}

func comeback(t *testing.T, spec simcam.Spec, median time.Duration) {
	e := openEngine(t, Config{})
	var mu sync.Mutex
	var took, back []time.Duration
	var wg sync.WaitGroup
	for i := range 24 {
		cam := openCamera(t, spec)
		r := record(t, fmt.Sprintf("cam%02d", i), cam)
		put(t, e, r)
		untilState(t, e, r.ID, Live, 20*time.Second)
		v := mustView(t, address(e, r.Path))
		v.untilPackets(1, 10*time.Second)
		changes := e.Subscribe()
		defer changes.Close()
		wg.Go(func() {
			pause(time.Duration(i) * 2 * time.Second)
			for range 2 {
				cam.Stop()
				pause(time.Duration(1000+rand.IntN(14000)) * time.Millisecond)
				before := len(v.packets())
				if err := cam.Start(); err != nil {
					t.Error(err)
					return
				}
				start := time.Now()
				v.untilPackets(1, 20*time.Second)
				var live time.Time
				for live.Before(start) {
					ch, err := changes.Next(deadline(t, 20*time.Second))
					if err != nil {
						t.Error(err)
						return
					}
					if ch.CameraID == r.ID && ch.To == Live {
						live = ch.At
					}
				}
				v.mu.Lock()
				at := v.at[before].Sub(start)
				v.mu.Unlock()
				mu.Lock()
				took, back = append(took, at), append(back, live.Sub(start))
				mu.Unlock()
				pause(5 * time.Second)
			}
			if v.over() {
				t.Error("a reader was cut")
			}
			continuous(t, v.packets())
		})
	}
	wg.Wait()
	slices.Sort(took)
	slices.Sort(back)
	n := len(took)
	t.Logf("R8: %d restarts: at the relay p50 %v, p99 %v; at a reader p50 %v, p99 %v", n,
		back[n/2].Round(time.Millisecond), back[n*99/100].Round(time.Millisecond),
		took[n/2].Round(time.Millisecond), took[n*99/100].Round(time.Millisecond))
	if back[n/2] > 1500*time.Millisecond || took[n/2] > median || took[n*99/100] > 3*time.Second {
		t.Error("too slow")
	}
}

// TestFiftySlowReaders (R12): fifty that stop reading while ten good ones watch.
func TestFiftySlowReaders(t *testing.T) {
	var lines lineCount
	e, _, _ := liveEngine(t, Config{Log: slog.New(slog.NewTextHandler(&lines, nil))}, "a")
	var good []*viewer
	for range 10 {
		good = append(good, mustView(t, address(e, "a")))
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range 50 {
		c := dialRaw(t, e)
		_ = c.c.(*net.TCPConn).SetReadBuffer(4 << 10)
		id := c.session(c.do(base.Setup, address(e, "a")+"/trackID=0", "Transport", overTCP))
		c.do(base.Play, address(e, "a"), "Session", id)
	}
	until(t, "the slow are cut", 90*time.Second, func() bool {
		e.latest.Store(nil)
		return len(e.Snapshot().Readers) <= 10
	})
	runtime.GC()
	runtime.ReadMemStats(&after)
	extra := (int64(after.HeapInuse) - int64(before.HeapInuse)) >> 10
	t.Logf("R12: heap %+d KiB, %d log lines", extra, lines.Load())
	if extra > 50<<10 || lines.Load() > 20 {
		t.Error("too much")
	}
	for _, v := range good {
		continuous(t, v.packets())
	}
}

// lineCount counts what a log writes.
type lineCount struct{ atomic.Int64 }

func (l *lineCount) Write(b []byte) (int, error) {
	l.Add(1)
	return len(b), nil
}

// descriptors counts this process's open files.
func descriptors(t *testing.T) int {
	t.Helper()
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip(err)
	}
	return len(list)
}

// TestCamerasComingAndGoing (R10): cameras are entered and taken out a thousand
// times in all, over either transport, some with a reader; no goroutine, no
// descriptor and no memory is left.
func TestCamerasComingAndGoing(t *testing.T) {
	cam := openCamera(t, simcam.Spec{})
	e := openEngine(t, Config{Limits: Limits{DialsPerSecond: 1000, DialsPerHost: 100}})
	round := func(n int) {
		for i := range n {
			r := record(t, "a", cam)
			r.Transport = []Transport{TCP, UDP}[i%2]
			put(t, e, r)
			if i%4 < 2 {
				untilState(t, e, r.ID, Live, 5*time.Second)
			}
			if i%10 == 1 {
				// In a test of its own: this one would keep the reader, with all
				// that it has read, to close it at its end.
				t.Run("a reader", func(t *testing.T) { mustView(t, address(e, "a")).untilPackets(1, 5*time.Second) })
			}
			e.Remove(r.ID)
		}
		until(t, "the readers are gone", 5*time.Second, func() bool { return len(e.server.list()) == 0 })
	}
	round(50) // what is made once is made
	goroutines, files, before := runtime.NumGoroutine(), descriptors(t), heap()
	round(1000)
	until(t, "all are gone", 20*time.Second, func() bool {
		return runtime.NumGoroutine() <= goroutines && descriptors(t) <= files
	})
	grown := (int64(heap()) - int64(before)) >> 10
	t.Logf("R10: %d goroutines before, %d after; %d and %d descriptors; heap %+d KiB",
		goroutines, runtime.NumGoroutine(), files, descriptors(t), grown)
	if grown > 5<<10 {
		t.Error("memory is kept")
	}
}

// TestComingAndGoing (R10): a thousand readers come and go; nothing is left.
func TestComingAndGoing(t *testing.T) {
	e, _, _ := liveEngine(t, Config{}, "a")
	start, files, before := runtime.NumGoroutine(), descriptors(t), heap()
	for range 1000 {
		c := dialRaw(t, e)
		id := c.session(c.do(base.Setup, address(e, "a")+"/trackID=0", "Transport", overTCP))
		c.do(base.Play, address(e, "a"), "Session", id)
		_ = c.c.Close()
	}
	until(t, "all are gone", 20*time.Second, func() bool {
		return len(e.server.list()) == 0 && runtime.NumGoroutine() <= start && descriptors(t) <= files
	})
	grown := (int64(heap()) - int64(before)) >> 10
	t.Logf("R10: %d goroutines before, %d after; heap %+d KiB", start, runtime.NumGoroutine(), grown)
	if grown > 5<<10 {
		t.Error("memory is kept")
	}
}

// TestThousandSilent (R13): a thousand connections that say nothing, or a byte a
// second, with the limits as they ship.
func TestThousandSilent(t *testing.T) {
	e, _, _ := liveEngine(t, Config{}, "a")
	var silent []net.Conn
	for range 1000 {
		if c, err := net.Dial("tcp", e.Addr()); err == nil {
			defer c.Close()
			silent = append(silent, c)
		}
	}
	start, most, worst := time.Now(), 0, time.Duration(0)
	for time.Since(start) < 20*time.Second {
		for _, c := range silent[len(silent)/2:] {
			_ = c.SetWriteDeadline(time.Now().Add(time.Millisecond))
			_, _ = c.Write([]byte("O"))
		}
		most = max(most, len(e.server.list()))
		asked := time.Now()
		if res := dialRaw(t, e).do(base.Options, "*"); res.StatusCode != base.StatusOK {
			t.Fatal(res.StatusCode)
		}
		worst = max(worst, time.Since(asked))
		pause(time.Second)
	}
	left := len(e.server.list())
	t.Logf("R13: at most %d connections stood, %d after 20 s; a good client waited %v at worst", most, left, worst)
	if most > 256+64 || left > 64 {
		t.Error("too many")
	}
}

// TestTenThousandGuesses (R19): fifty connections guess a password ten thousand
// times beside a reader that plays.
func TestTenThousandGuesses(t *testing.T) {
	right := Account{Name: "a", Password: secret.NewText("pw")}
	e, _, _ := liveEngine(t, Config{Accounts: []Account{right}, RequireAccount: true}, "a")
	v := mustView(t, "rtsp://a:pw@"+e.Addr()+"/a")
	v.untilPackets(10, 5*time.Second)
	var judged, asked atomic.Int64
	var wg sync.WaitGroup
	start := time.Now()
	for n := range 50 {
		wg.Go(func() {
			for i := range 200 {
				c := dialRaw(t, e)
				res, err := c.try(base.Describe, address(e, "a"), "Authorization", basic("a", fmt.Sprint(n, i)))
				asked.Add(1)
				if err == nil && len(res.Header["Retry-After"]) == 0 {
					judged.Add(1)
				}
				_ = c.c.Close()
			}
		})
	}
	wg.Wait()
	took := time.Since(start)
	continuous(t, v.packets())
	t.Logf("R19: %d guesses in %v, %d of them judged", asked.Load(), took.Round(time.Millisecond), judged.Load())
	if most := int64(took.Seconds()) + freeGuesses + 50; judged.Load() > most || v.over() {
		t.Errorf("%d judged, at most %d; the reader was cut: %v", judged.Load(), most, v.over())
	}
}

// TestMillionMalformed (R14): a million spoiled requests, and a hundred thousand
// spoiled answers.
func TestMillionMalformed(t *testing.T) {
	t.Run("requests", func(t *testing.T) { malformedRequests(t, 1_000_000) })
	t.Run("answers", func(t *testing.T) { malformedAnswers(t, 100_000, 30*time.Minute) })
}

// TestStalledForHalfAMinute (R12): the same as TestStalledReader for as long as
// a reader may stall.
func TestStalledForHalfAMinute(t *testing.T) { stalled(t, 29*time.Second) }
