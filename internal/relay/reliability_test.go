package relay

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// The rows of the list of figures to reach (R8 and so on) that are not told by
// another test. Times are printed, not judged: machines differ.

// TestManyCamerasReturnTogether (R8): a switch comes back with sixty-four
// cameras behind it, each at an address of its own; they are not all dialled
// at once.
func TestManyCamerasReturnTogether(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var met []time.Time
	var wg sync.WaitGroup
	e := openEngine(t, Config{Limits: Limits{Attempt: 2 * time.Second}})
	for i := range 64 {
		ln, err := net.Listen("tcp", fmt.Sprintf("127.0.1.%d:0", i+1))
		if err != nil {
			t.Skip("this system has one loopback address only:", err)
		}
		wg.Go(func() {
			for {
				c, err := ln.Accept()
				if err != nil {
					return
				}
				mu.Lock()
				met = append(met, time.Now())
				mu.Unlock()
				_ = c.Close() // a full attempt, and a failed one: the worst case
			}
		})
		t.Cleanup(func() { _ = ln.Close() })
		put(t, e, Camera{ID: ulid.Make(), Path: fmt.Sprint("cam", i), URL: parse(t, "rtsp://"+ln.Addr().String()+"/x"), Enabled: true})
	}
	pause(4 * time.Second)
	mu.Lock()
	defer mu.Unlock()
	most := 0
	for i, at := range met {
		n := 0
		for _, other := range met[i:] {
			if other.Sub(at) < time.Second {
				n++
			}
		}
		most = max(most, n)
		// Eight, two for the edges, and what a machine that stood still just
		// before lets pile up.
		if allowed := 10 + int(8*stillBefore(met[:i+1]).Seconds()); n > allowed {
			t.Errorf("%d dials in one second, at most %d are allowed", n, allowed)
		}
	}
	t.Logf("R8: %d dials in four seconds, at most %d in one", len(met), most)
	if len(met) < 16 {
		t.Errorf("only %d dials in four seconds", len(met))
	}
}

// stillBefore is the longest pause between two arrivals of the second before
// the last: how long the machine may have kept them back.
func stillBefore(met []time.Time) time.Duration {
	last := len(met) - 1
	longest := time.Duration(0)
	for i := last; i > 0 && met[last].Sub(met[i]) < time.Second; i-- {
		longest = max(longest, met[i].Sub(met[i-1]))
	}
	return longest
}

// TestStolenSessions (R18): a thousand tries with somebody else's session, over
// all methods, before and while it plays.
func TestStolenSessions(t *testing.T) {
	t.Parallel()
	e, _, _ := liveEngine(t, Config{}, "a")
	url := address(e, "a")
	victim, thief := dialRaw(t, e), dialRaw(t, e)
	id := victim.session(victim.do(base.Setup, url+"/trackID=0", "Transport", overTCP))
	methods := []base.Method{base.Play, base.Pause, base.Teardown, base.GetParameter, base.SetParameter, base.Setup}
	steal := func(n int) {
		for i := range n {
			m := methods[i%len(methods)]
			if res := thief.do(m, url, "Session", id, "Transport", overTCP); res.StatusCode != base.StatusSessionNotFound {
				t.Fatalf("%s with a stolen session: %d", m, res.StatusCode)
			}
		}
	}
	steal(500)
	if res := victim.do(base.Play, url, "Session", id); res.StatusCode != base.StatusOK {
		t.Fatal(res.StatusCode)
	}
	steal(500)
	for range 20 {
		if res := victim.do(base.GetParameter, url, "Session", id); res.StatusCode != base.StatusOK {
			t.Fatal("the victim's stream suffered", res.StatusCode)
		}
	}
	t.Log("R18: 1000 tries with a stolen session, none was answered")
}

// goodAnswers are a camera's side of a dialogue, in the order of the requests.
func goodAnswers(request string) string {
	head := "RTSP/1.0 200 OK\r\n" + cseq(request) + "\r\n"
	switch method, _, _ := strings.Cut(request, " "); method {
	case "DESCRIBE":
		body := "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\na=control:*\r\nm=video 0 RTP/AVP 96\r\n" +
			"a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0LAHtkDxWhAAAADAEAAAAwDxYuS,aMuMsg==\r\na=control:trackID=0\r\n"
		return head + fmt.Sprintf("Content-Base: %s/\r\nContent-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s", strings.Fields(request)[1], len(body), body)
	case "SETUP":
		return head + "Session: 1234;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=DEADBEEF\r\n\r\n"
	case "PLAY":
		return head + "Session: 1234\r\nRTP-Info: url=rtsp://x/trackID=0;seq=1;rtptime=1\r\n\r\n" +
			"$\x00\x00\x10\x80\x60\x00\x01\x00\x00\x00\x01\x00\x00\x00\x07\x65\x88\x80\x00" +
			"$\x01\x00\x08\x80\xc9\x00\x01\x00\x00\x00\x07"
	}
	return head + "Public: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n"
}

// TestMalformedAnswers (R14): fifty cameras answer with noise, again and again,
// each connected anew as soon as its attempt has come to something or nothing;
// nothing falls over, and a good camera is served as ever.
func TestMalformedAnswers(t *testing.T) {
	want := int64(5_000)
	if testing.Short() {
		want = 1_000
	}
	t.Parallel()
	malformedAnswers(t, want, 2*time.Minute)
}

func malformedAnswers(t *testing.T, want int64, limit time.Duration) {
	e := openEngine(t, Config{Limits: Limits{Attempt: 25 * time.Millisecond, DialsPerSecond: 1_000_000, DialsPerHost: 1_000, Linger: time.Millisecond}})
	var said atomic.Int64
	for i := range 50 {
		var mu sync.Mutex
		dice := rand.New(rand.NewPCG(7, uint64(i)))
		addr, _ := script(t, func(n int, request string) string {
			mu.Lock()
			defer mu.Unlock()
			answer := goodAnswers(request)
			if dice.IntN(3) == 0 || n > 2 { // let some dialogues come far
				answer = mutate(dice, answer)
				said.Add(1)
			}
			return answer
		})
		put(t, e, Camera{ID: ulid.Make(), Path: fmt.Sprint("x", i), URL: parse(t, "rtsp://u:p@"+addr+"/x"), Enabled: true})
	}
	for end := time.Now().Add(limit); said.Load() < want && time.Now().Before(end); {
		e.latest.Store(nil)
		for _, st := range e.Snapshot().Cameras {
			if st.State != Connecting {
				e.Reconnect(st.ID)
			}
		}
		pause(5 * time.Millisecond)
	}
	if said.Load() < want {
		t.Errorf("only %d spoiled answers", said.Load())
	}
	cam := openCamera(t, simcam.Spec{})
	r := record(t, "baik", cam)
	put(t, e, r)
	until(t, "a good camera", 10*time.Second, func() bool {
		e.Reconnect(r.ID) // its attempts are as short as the others'
		pause(500 * time.Millisecond)
		return status1(e, r.ID).State == Live
	})
	start := time.Now()
	if res := dialRaw(t, e).do(base.Describe, address(e, "baik")); res.StatusCode != base.StatusOK {
		t.Error(res.StatusCode)
	}
	t.Logf("R14: %d spoiled answers, then one answer after %v", said.Load(), time.Since(start))
}

// FuzzAnswers speaks to the pulling side with whatever a camera might say.
func FuzzAnswers(f *testing.F) {
	for _, m := range []string{"OPTIONS", "DESCRIBE", "SETUP", "PLAY"} {
		f.Add([]byte(goodAnswers(m + " rtsp://h/x RTSP/1.0\r\nCSeq: 1\r\n\r\n")))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		req := "DESCRIBE rtsp://127.0.0.1:1/x RTSP/1.0\r\nCSeq: 1\r\n\r\n"
		var res base.Response
		a := &attempt{s: &source{order: order{url: parse(t, "rtsp://u:p@127.0.0.1:1/x")}}}
		a.intake = &intake{pending: &udpLine{}}
		a.ctx, a.fail = context.WithCancelCause(t.Context())
		defer a.fail(nil)
		for _, s := range []string{string(b), goodAnswers(req)} {
			if res.Unmarshal(bufio.NewReader(strings.NewReader(s))) == nil {
				a.response(&res)
			}
		}
		if a.redirect != "" {
			if u, err := base.ParseURL("rtsp://127.0.0.1:1/x"); err == nil {
				a.base = u
				if a.follow() == nil && a.base.Host != "127.0.0.1:1" {
					t.Fatalf("followed to %s", a.base.Host)
				}
			}
		}
	})
}
