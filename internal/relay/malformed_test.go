package relay

import (
	"io"
	"math/rand/v2"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
)

func goodRequests() []string {
	const u = "rtsp://127.0.0.1:8554/a"
	return []string{
		"OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n",
		"DESCRIBE " + u + " RTSP/1.0\r\nCSeq: 2\r\nAccept: application/sdp\r\nAuthorization: Digest username=\"a\", realm=\"cctvdesk\", nonce=\"x\", uri=\"" + u + "\", response=\"y\"\r\n\r\n",
		"SETUP " + u + "/trackID=0 RTSP/1.0\r\nCSeq: 3\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n",
		"SETUP " + u + "?start=live/trackID=0 RTSP/1.0\r\nCSeq: 3\r\nTransport: RTP/AVP;unicast;client_port=40000-40001,RTP/AVP/TCP\r\n\r\n",
		"PLAY " + u + " RTSP/1.0\r\nCSeq: 4\r\nSession: 1234\r\nRange: npt=0-\r\n\r\n",
		"PAUSE " + u + " RTSP/1.0\r\nCSeq: 5\r\n\r\n",
		"SET_PARAMETER " + u + " RTSP/1.0\r\nCSeq: 6\r\nContent-Length: 4\r\n\r\nabcd",
		"GET_PARAMETER " + u + " RTSP/1.0\r\nCSeq: 6\r\nAuthorization: Basic YTpi\r\n\r\n",
		"$\x01\x00\x08\x80\xc9\x00\x01\x00\x00\x00\x00",
		"TEARDOWN " + u + " RTSP/1.0\r\nCSeq: 7\r\n\r\n",
		"ANNOUNCE " + u + " RTSP/1.0\r\nCSeq: 7\r\n\r\n",
	}
}

// mutate spoils a text as line noise, or somebody with bad intent, would.
func mutate(r *rand.Rand, s string) string {
	b := []byte(s)
	for range 1 + r.IntN(4) {
		if len(b) == 0 {
			break
		}
		i := r.IntN(len(b))
		switch r.IntN(6) {
		case 0:
			b[i] = byte(r.IntN(256))
		case 1:
			b = append(b[:i], b[i+1:]...)
		case 2:
			j := i + r.IntN(len(b)-i)
			b = append(b[:j:j], b[i:]...)
		case 3:
			b = b[:i]
		case 4:
			b = []byte(strings.Replace(string(b), "1", "999999999999", 1))
		case 5:
			b = append(b[:i:i], append([]byte(strings.Repeat("%", r.IntN(300))), b[i:]...)...)
		}
	}
	return string(b)
}

// talk runs one connection of a server over a pipe: what is said, and its end.
func talk(s *server, said []byte) {
	ours, theirs := net.Pipe()
	c := newConn(s, ours)
	c.host = netip.MustParseAddr("127.0.0.1")
	if !s.enter(c) {
		_ = ours.Close()
		return
	}
	var wg sync.WaitGroup
	wg.Go(c.serve)
	wg.Go(func() { _, _ = io.Copy(io.Discard, theirs) })
	_ = theirs.SetWriteDeadline(time.Now().Add(5 * time.Second))
	_, _ = theirs.Write(said)
	_ = theirs.Close()
	wg.Wait()
}

// TestMalformedRequests: fifty thousand spoiled requests, and then an answer
// within a tenth of a second.
func TestMalformedRequests(t *testing.T) {
	n := 50_000
	if testing.Short() {
		n = 2_000
	}
	malformedRequests(t, n)
}

func malformedRequests(t *testing.T, n int) {
	e, _, _ := liveEngine(t, Config{Limits: Limits{DescribeWait: time.Millisecond}}, "a")
	good := goodRequests()
	r := rand.New(rand.NewPCG(1, 2))
	for i := 0; i < n; {
		var said strings.Builder
		for range 1 + r.IntN(6) {
			said.WriteString(mutate(r, good[r.IntN(len(good))]))
			i++
		}
		talk(e.server, []byte(said.String()))
	}
	c := dialRaw(t, e)
	start := time.Now()
	res := c.do(base.Describe, address(e, "a"))
	took := time.Since(start)
	t.Logf("R14: %d spoiled requests, then one answer after %v", n, took)
	if res.StatusCode != base.StatusOK || took > 2*time.Second {
		t.Errorf("%d after %v", res.StatusCode, took)
	}
	if n := len(sinksOf(e.find("a").stream)); n != 0 {
		t.Errorf("%d readers are left over", n)
	}
	if n := e.find("a").wants.Load(); n != 0 {
		t.Errorf("%d wishes are left over", n)
	}
}

func FuzzRequests(f *testing.F) {
	for _, s := range goodRequests() {
		f.Add([]byte(s))
	}
	f.Add([]byte(strings.Join(goodRequests(), "")))
	e, err := Open(Config{Listen: "127.0.0.1:0", Limits: Limits{DescribeWait: time.Millisecond}})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = e.Close() })
	p := &path{name: "a", stream: newStream("a", e.limits)}
	p.source.Store(&source{})
	p.source.Load().standing.Store(&standing{state: Live})
	if err = p.stream.begin(testOffer(), time.Now()); err != nil {
		f.Fatal(err)
	}
	e.paths["a"] = p
	f.Fuzz(func(t *testing.T, b []byte) {
		talk(e.server, b)
		if n := len(sinksOf(p.stream)); n != 0 {
			t.Fatalf("%d readers are left over", n)
		}
	})
}

func FuzzLocate(f *testing.F) {
	f.Add("rtsp://h/a/trackID=1")
	f.Add("rtsp://h/a?start=now/trackID=1/")
	f.Fuzz(func(t *testing.T, s string) {
		u, err := base.ParseURL(s)
		if err != nil {
			return
		}
		if l := locate(u); l.track < -1 || l.track > 63 || strings.HasPrefix(l.path, "/") {
			t.Fatalf("%+v", l)
		}
	})
}

func TestLocate(t *testing.T) {
	for in, want := range map[string]target{
		"rtsp://h:1/a/b":                        {path: "a/b", track: -1},
		"rtsp://h/a/trackID=1":                  {path: "a", track: 1},
		"rtsp://h/a/":                           {path: "a", track: -1},
		"rtsp://h/a/sub/trackID=0":              {path: "a/sub", track: 0},
		"rtsp://h/a?start=live":                 {path: "a", track: -1, start: startLive},
		"rtsp://h/a?start=now/trackID=2":        {path: "a", track: 2, start: startNow},
		"rtsp://h/a?wait=1&start=gop/trackID=0": {path: "a", track: 0, start: startGOP, wait: true},
		"rtsp://h/a?start=never":                {path: "a", track: -1},
		"rtsp://h/a/trackID=99999":              {path: "a", track: -1},
	} {
		u, err := base.ParseURL(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := locate(u); got != want {
			t.Errorf("%s: %+v, want %+v", in, got, want)
		}
	}
}
