package relay

import (
	"bufio"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// raw speaks RTSP by hand.
type raw struct {
	t    testing.TB
	c    net.Conn
	br   *bufio.Reader
	cseq int
}

func dialRaw(t testing.TB, e *Engine) *raw {
	t.Helper()
	return dialAt(t, e.Addr())
}

func dialAt(t testing.TB, addr string) *raw {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return &raw{t: t, c: c, br: bufio.NewReader(c)}
}

// try sends a request and reads the answer; packets on the way are skipped.
func (r *raw) try(method base.Method, url string, header ...string) (*base.Response, error) {
	r.cseq++
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s RTSP/1.0\r\nCSeq: %d\r\n", method, url, r.cseq)
	for i := 0; i+1 < len(header); i += 2 {
		fmt.Fprintf(&b, "%s: %s\r\n", header[i], header[i+1])
	}
	b.WriteString("\r\n")
	_ = r.c.SetDeadline(time.Now().Add(6 * time.Second))
	if _, err := io.WriteString(r.c, b.String()); err != nil {
		return nil, err
	}
	for {
		head, err := r.br.Peek(1)
		if err != nil {
			return nil, err
		}
		if head[0] == '$' {
			var f base.InterleavedFrame
			if err = f.Unmarshal(r.br); err != nil {
				return nil, err
			}
			continue
		}
		var res base.Response
		return &res, res.Unmarshal(r.br)
	}
}

func (r *raw) do(method base.Method, url string, header ...string) *base.Response {
	r.t.Helper()
	res, err := r.try(method, url, header...)
	if err != nil {
		r.t.Fatal(method, url, err)
	}
	return res
}

func (r *raw) session(res *base.Response) string {
	r.t.Helper()
	if len(res.Header["Session"]) != 1 {
		r.t.Fatal("no session", res.StatusCode)
	}
	id, _, _ := strings.Cut(res.Header["Session"][0], ";")
	return id
}

func sinksOf(s *stream) []sink {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sinks
}

func basic(name, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(name+":"+password))
}

const overTCP = "RTP/AVP/TCP;unicast;interleaved=0-1"

func liveEngine(t testing.TB, c Config, path string) (*Engine, Camera, *simcam.Camera) {
	t.Helper()
	cam := openCamera(t, simcam.Spec{})
	e := openEngine(t, c)
	r := record(t, path, cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	untilGroup(t, e, path, 1)
	return e, r, cam
}

// untilGroup waits until a path keeps at least n pictures.
func untilGroup(t testing.TB, e *Engine, path string, n int) {
	t.Helper()
	until(t, "a group", 10*time.Second, func() bool {
		s := e.find(path).stream
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.group.units) >= n
	})
}

func TestSessionBelongsToItsConnection(t *testing.T) {
	t.Parallel()
	e, _, _ := liveEngine(t, Config{}, "a")
	url := address(e, "a")
	victim, thief := dialRaw(t, e), dialRaw(t, e)
	id := victim.session(victim.do(base.Setup, url+"/trackID=0", "Transport", overTCP))
	for _, m := range []base.Method{base.Play, base.Pause, base.Teardown, base.GetParameter, base.SetParameter, base.Setup} {
		if res := thief.do(m, url, "Session", id, "Transport", overTCP); res.StatusCode != base.StatusSessionNotFound {
			t.Fatalf("%s with a stolen session: %d", m, res.StatusCode)
		}
	}
	if res := victim.do(base.Play, url, "Session", id); res.StatusCode != base.StatusOK {
		t.Fatal(res.StatusCode)
	}
	for _, m := range []base.Method{base.Play, base.Pause, base.Teardown} {
		if res := thief.do(m, url, "Session", id); res.StatusCode != base.StatusSessionNotFound {
			t.Fatalf("%s with a stolen session: %d", m, res.StatusCode)
		}
	}
	for range 50 {
		if res := victim.do(base.GetParameter, url, "Session", id); res.StatusCode != base.StatusOK {
			t.Fatal("the victim's stream suffered", res.StatusCode)
		}
	}
}

func TestDialogue(t *testing.T) {
	t.Parallel()
	e, r, cam := liveEngine(t, Config{Limits: Limits{DescribeWait: 300 * time.Millisecond}}, "a")
	url := address(e, "a")
	c := dialRaw(t, e)
	if res := c.do(base.Options, "*"); res.StatusCode != base.StatusOK || !strings.Contains(res.Header["Public"][0], "DESCRIBE") {
		t.Fatal(res)
	}
	if res := c.do(base.Describe, address(e, "nowhere")); res.StatusCode != base.StatusNotFound {
		t.Fatal(res.StatusCode)
	}
	for _, m := range []base.Method{base.Announce, base.Record} {
		if res := c.do(m, url); res.StatusCode != base.StatusMethodNotAllowed {
			t.Fatal(m, res.StatusCode)
		}
	}
	if res := c.do(base.Play, url); res.StatusCode != base.StatusMethodNotValidInThisState {
		t.Fatal(res.StatusCode)
	}
	if res := c.do(base.Setup, url+"/trackID=7", "Transport", overTCP); res.StatusCode != base.StatusServiceUnavailable {
		t.Fatal(res.StatusCode)
	}
	for _, tr := range []string{"RTP/AVP;multicast", "RTP/SAVP/TCP;interleaved=0-1", "RTP/AVP;unicast"} {
		if res := c.do(base.Setup, url+"/trackID=0", "Transport", tr); res.StatusCode != base.StatusUnsupportedTransport && res.StatusCode != base.StatusBadRequest {
			t.Fatal(tr, res.StatusCode)
		}
	}
	id := c.session(c.do(base.Setup, url+"/trackID=0", "Transport", overTCP))
	if res := c.do(base.Play, url, "Session", id); res.StatusCode != base.StatusOK || len(res.Header["RTP-Info"]) != 1 {
		t.Fatal(res)
	}
	if res := c.do(base.Pause, url, "Session", id); res.StatusCode != base.StatusOK || len(sinksOf(e.find("a").stream)) != 0 {
		t.Fatal("paused and still playing")
	}
	if res := c.do(base.Play, url, "Session", id); res.StatusCode != base.StatusOK {
		t.Fatal(res.StatusCode)
	}
	if res := c.do(base.SetParameter, url, "Session", id); res.StatusCode != base.StatusOK {
		t.Fatal(res.StatusCode)
	}
	if res := c.do(base.Teardown, url, "Session", id); res.StatusCode != base.StatusOK {
		t.Fatal(res.StatusCode)
	}
	cam.Stop()
	untilState(t, e, r.ID, Waiting, 5*time.Second)
	c = dialRaw(t, e)
	res := c.do(base.Describe, url)
	if res.StatusCode != base.StatusServiceUnavailable || len(res.Header[reasonHeader]) != 1 {
		t.Fatal("the camera is away", res)
	}
	if res = c.do(base.Describe, url+"?wait=1"); res.StatusCode != base.StatusOK {
		t.Fatal("a patient reader may wait", res.StatusCode)
	}
}

func TestStartModes(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{KeyInterval: 4 * time.Second})
	e := openEngine(t, Config{})
	r := record(t, "a", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	untilGroup(t, e, "a", 22)
	span := func(mode string) time.Duration { // of the first twenty pictures
		v := mustView(t, address(e, "a?start="+mode))
		var times []uint32
		until(t, "twenty pictures", 8*time.Second, func() bool {
			times = times[:0]
			for _, p := range v.packets() {
				if n := len(times); n == 0 || times[n-1] != p.Timestamp {
					times = append(times, p.Timestamp)
				}
			}
			return len(times) >= 20
		})
		continuous(t, v.packets())
		return time.Duration(times[19]-times[0]) * time.Second / 90000
	}
	gop, now := span("gop"), span("now")
	if now > gop/2 || gop == 0 {
		t.Errorf("twenty pictures last %v, drawn together %v", gop, now)
	}
	v := mustView(t, address(e, "a?start=live"))
	v.untilPackets(1, 8*time.Second)
	if at := time.Since(v.played); at < 300*time.Millisecond {
		t.Errorf("live began after %v, with the group", at)
	}
}

// TestSilentConnections: who says nothing is let go, and keeps nobody out.
func TestSilentConnections(t *testing.T) {
	t.Parallel()
	e, _, _ := liveEngine(t, Config{Limits: Limits{FirstRequest: 800 * time.Millisecond, Conns: 20}}, "a")
	var silent []net.Conn
	for range 100 {
		c, err := net.Dial("tcp", e.Addr())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		silent = append(silent, c)
	}
	until(t, "the room is bounded", 2*time.Second, func() bool { return len(e.server.list()) <= 20 })
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for i := 0; ctx.Err() == nil && i < 30; i++ { // one byte now and then is no request
		_, _ = silent[99].Write([]byte("O"))
		if i == 5 {
			start := time.Now()
			v := mustView(t, address(e, "a"))
			v.untilPackets(1, 5*time.Second)
			t.Logf("R13: a good reader waited %v beside a hundred silent ones", time.Since(start))
		}
		pause(40 * time.Millisecond)
	}
	until(t, "the silent are gone", 3*time.Second, func() bool { return len(e.server.list()) <= 1 })
}

// TestSlowReader: who stops reading loses whole pictures and gets no old ones,
// and nobody else notices.
func TestSlowReader(t *testing.T) {
	t.Parallel()
	e, _, _ := liveEngine(t, Config{}, "a")
	good := mustView(t, address(e, "a"))
	slow := dialRaw(t, e)
	_ = slow.c.(*net.TCPConn).SetReadBuffer(4 << 10)
	id := slow.session(slow.do(base.Setup, address(e, "a")+"/trackID=0", "Transport", overTCP))
	slow.do(base.Play, address(e, "a"), "Session", id)
	s := e.find("a").stream
	var out *outbox
	for _, k := range sinksOf(s) {
		if r, ok := k.(*reader); ok && r.conn.remote == slow.c.LocalAddr().String() {
			out = r.out
			_ = r.conn.nc.(*net.TCPConn).SetWriteBuffer(8 << 10)
		}
	}
	until(t, "pictures are left out", 10*time.Second, func() bool { return out.dropped.Load() > 20 })
	out.mu.Lock()
	held := 0
	for _, p := range out.queue {
		held += len(p.b)
	}
	out.mu.Unlock()
	t.Logf("R12: %d pictures left out, %d bytes wait for the slow reader", out.dropped.Load(), held)
	if held > 1<<20 {
		t.Errorf("%d bytes wait for the slow reader", held)
	}
	continuous(t, good.packets())
	// It reads on: the packets must be whole, and soon be new ones.
	_ = slow.c.SetDeadline(time.Now().Add(15 * time.Second))
	newest := func() uint32 { s.mu.Lock(); defer s.mu.Unlock(); return s.tracks[0].cont.ts }
	for i := 0; ; i++ {
		var f base.InterleavedFrame
		if err := f.Unmarshal(slow.br); err != nil {
			t.Fatal("a packet was torn: ", err)
		}
		if f.Channel == 0 && len(f.Payload) > 12 {
			ts := uint32(f.Payload[4])<<24 | uint32(f.Payload[5])<<16 | uint32(f.Payload[6])<<8 | uint32(f.Payload[7])
			if int32(newest()-ts) < 90000/2 {
				break
			}
		}
	}
}

func TestForeignReader(t *testing.T) {
	if _, err := exec.LookPath("ffprobe"); err != nil {
		t.Skip("ffprobe is not installed: apt-get install ffmpeg")
	}
	t.Parallel()
	for _, codec := range []string{"h264", "h265", "mjpeg"} {
		cam := openCamera(t, simcam.Spec{Codec: codec, Audio: "aac"})
		e := openEngine(t, Config{Accounts: []Account{{Name: "ff", Password: secret.NewText("m peg")}}, RequireAccount: true})
		r := record(t, "asing", cam)
		put(t, e, r)
		untilState(t, e, r.ID, Live, 5*time.Second)
		want := strings.NewReplacer("h265", "hevc").Replace(codec)
		for _, way := range []string{"tcp", "udp"} {
			start := time.Now()
			out, err := exec.CommandContext(deadline(t, 20*time.Second), "ffprobe", "-v", "error", "-rtsp_transport", way,
				"-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0",
				"rtsp://ff:m%20peg@"+e.Addr()+"/asing").CombinedOutput()
			if err != nil || !strings.Contains(string(out), want+",") || !strings.Contains(string(out), "aac") {
				t.Errorf("%s by %s: %v\n%s", codec, way, err, out)
			}
			t.Logf("%s by %s: %v: %s", codec, way, time.Since(start).Round(time.Millisecond), strings.ReplaceAll(string(out), "\n", " "))
		}
	}
}

// TestForeignReaderSurvives: FFmpeg plays while its camera is killed and
// restarted; it stays, and its times only grow.
func TestForeignReaderSurvives(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not installed: apt-get install ffmpeg")
	}
	t.Parallel()
	e, r, cam := liveEngine(t, Config{}, "a")
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-rtsp_transport", "tcp", "-i", address(e, "a"),
		"-c", "copy", "-f", "framecrc", "-flush_packets", "1", "-")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := make(chan int64, 1000)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(lines)
		for sc := bufio.NewScanner(out); sc.Scan(); {
			var dts int64
			if _, err := fmt.Sscanf(sc.Text(), "0, %d", &dts); err == nil {
				lines <- dts
			}
		}
	})
	last, limit := int64(-1), time.After(90*time.Second)
	pictures := func(n int) {
		for range n {
			select {
			case dts, ok := <-lines:
				if !ok {
					t.Fatal("ffmpeg ended")
				}
				if dts < last || dts == last && dts > 0 { // FFmpeg itself knows no time of the first picture
					t.Fatalf("its time went from %d to %d", last, dts)
				}
				last = dts
			case <-limit:
				t.Fatal("no pictures")
			}
		}
	}
	pictures(30)
	for range 3 {
		cam.Stop()
		untilState(t, e, r.ID, Waiting, 5*time.Second)
		if err = cam.Start(); err != nil {
			t.Fatal(err)
		}
		pictures(40)
	}
	_ = cmd.Process.Kill()
	wg.Wait()
	_ = cmd.Wait()
}
