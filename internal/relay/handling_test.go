package relay

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

const (
	askers      = 8
	askedAddr   = "CCTVDESK_TEST_ASK"      // the address that the child asks
	askedPause  = "CCTVDESK_TEST_ASK_WAIT" // between two dialogues
	askedRounds = 50
)

// TestAnswersComeSoon (R24): eight readers hold whole dialogues, from OPTIONS to
// TEARDOWN, while eight more hang at a path whose camera never answers.
//
// The row is about handlers, so their time is read where it is spent: from a
// request that was read to an answer that was handed to the socket. The readers
// are a process of their own, because in this one they would take turns with
// the handlers, and the figure would be of Go's scheduler; what they see is
// printed beside it, asking without a pause (two cores are full then, and a
// reader waits for its turn of them) and as a crowd of recorders would.
func TestAnswersComeSoon(t *testing.T) {
	for _, pace := range []time.Duration{0, 100 * time.Millisecond} {
		t.Run(fmt.Sprint("a pause of ", pace), func(t *testing.T) {
			e, _, _ := liveEngine(t, Config{}, "a")
			dead := openCamera(t, simcam.Spec{})
			if err := dead.Set(simcam.Mute); err != nil {
				t.Fatal(err)
			}
			put(t, e, record(t, "mati", dead))
			for range askers {
				if _, err := dialRaw(t, e).c.Write([]byte("DESCRIBE " + address(e, "mati") + " RTSP/1.0\r\nCSeq: 1\r\n\r\n")); err != nil {
					t.Fatal(err)
				}
			}
			child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAskingFromOutside$", "-test.v")
			child.Env = append(os.Environ(), askedAddr+"="+e.Addr(), askedPause+"="+pace.String())
			out, err := child.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			h := e.server.handled.read()
			if want := uint64(askers * askedRounds * 7); h.All < want {
				t.Errorf("%d requests were handled, at least %d were made", h.All, want)
			}
			if h.Worst > 3*time.Second { // they would hang for four
				t.Errorf("one request took %v", h.Worst)
			}
			for line := range strings.Lines(string(out)) {
				if _, after, ok := strings.Cut(line, "R24: "); ok {
					t.Logf("R24: at the reader: %s", strings.TrimSpace(after))
				}
			}
			t.Logf("R24: in the handler: %d requests, half within %v, 99.9 %% within %v, %d above 5 ms, worst %v",
				h.All, h.Share(0.5), h.Share(0.999), h.above(5*time.Millisecond), h.Worst)
		})
	}
}

// above counts the requests that took longer than a step.
func (h Handled) above(step time.Duration) uint64 {
	return h.All - h.Within[slices.Index(h.Steps, step)]
}

// TestAskingFromOutside is the child of TestAnswersComeSoon, and nothing alone.
func TestAskingFromOutside(t *testing.T) {
	addr := os.Getenv(askedAddr)
	if addr == "" {
		t.Skip("the child of another test")
	}
	pace, err := time.ParseDuration(os.Getenv(askedPause))
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var took []time.Duration
	var wg sync.WaitGroup
	for n := range askers {
		wg.Go(func() {
			pause(pace * time.Duration(n) / askers)
			for range askedRounds {
				times, err := dialogue(t, addr)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				took = append(took, times...)
				mu.Unlock()
				pause(pace)
			}
		})
	}
	wg.Wait()
	slices.Sort(took)
	n := len(took)
	t.Logf("R24: %d answers, p50 %v, p99.9 %v, worst %v", n, took[n/2], took[n*999/1000], took[n-1])
}

// dialogue is a reader's life from OPTIONS to TEARDOWN, with the time of each
// answer.
func dialogue(t *testing.T, addr string) (times []time.Duration, err error) {
	c := dialAt(t, addr)
	defer c.c.Close()
	url, session := "rtsp://"+addr+"/a", []string(nil)
	for _, m := range []base.Method{base.Options, base.Describe, base.Setup, base.Play, base.GetParameter, base.Pause, base.Teardown} {
		to, header := url, session
		if m == base.Setup {
			to, header = url+"/trackID=0", []string{"Transport", overTCP}
		}
		start := time.Now()
		res, err := c.try(m, to, header...)
		times = append(times, time.Since(start))
		if err != nil || res.StatusCode != base.StatusOK {
			return nil, fmt.Errorf("%s: %v %v", m, res, err)
		}
		if m == base.Setup {
			session = []string{"Session", c.session(res)}
		}
	}
	return times, nil
}

func TestHandling(t *testing.T) {
	h := newHandling()
	for range 998 {
		h.note(80 * time.Microsecond)
	}
	h.note(3 * time.Millisecond)
	h.note(7 * time.Second)
	got := h.read()
	if got.All != 1000 || got.Share(0.5) != 100*time.Microsecond || got.Share(0.999) != 5*time.Millisecond || got.Share(1) != 7*time.Second || got.Worst != 7*time.Second {
		t.Errorf("%+v", got)
	}
	if got.Sum != 998*80*time.Microsecond+3*time.Millisecond+7*time.Second || got.above(5*time.Millisecond) != 1 {
		t.Errorf("%+v", got)
	}
}
