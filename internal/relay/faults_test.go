package relay

import (
	"bufio"
	"fmt"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// TestWhatACameraCanDo holds the engine against every fault the simulated
// camera knows, before it was ever live: each has its state and its reason.
func TestWhatACameraCanDo(t *testing.T) {
	for f, want := range map[simcam.Fault]struct {
		state State
		kind  FaultKind
	}{
		simcam.Drop:          {Waiting, FaultPortClosed},
		simcam.RefuseLogin:   {Refused, FaultLogin},
		simcam.Locked:        {Refused, FaultLogin},
		simcam.HangDescribe:  {Waiting, FaultTimeout},
		simcam.Mute:          {Waiting, FaultTimeout},
		simcam.NotRTSP:       {Waiting, FaultNotRTSP},
		simcam.TooMany:       {Waiting, FaultBusy},
		simcam.Busy:          {Waiting, FaultBusy},
		simcam.NotFound:      {Waiting, FaultNoPath},
		simcam.Redirect:      {Waiting, FaultRedirect},
		simcam.NoVideo:       {Unsupported, FaultNoVideo},
		simcam.Silence:       {Waiting, FaultNoPackets},
		simcam.NoKeyPictures: {Live, ""},
		simcam.Corrupt:       {Live, ""},
	} {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			cam := openCamera(t, simcam.Spec{User: "u", Password: "p"})
			if err := cam.Set(f); err != nil {
				t.Fatal(err)
			}
			e := openEngine(t, Config{Limits: Limits{Attempt: 2 * time.Second, Silence: time.Second}})
			r := record(t, "a", cam)
			put(t, e, r)
			st := untilState(t, e, r.ID, want.state, 15*time.Second)
			if (st.Fault == nil) != (want.kind == "") || st.Fault != nil && st.Fault.Kind != want.kind {
				t.Fatalf("fault %v", st.Fault)
			}
			if st.Fault != nil && strings.Contains(st.Fault.Error(), "u:p") {
				t.Fatal("the login is in the error")
			}
		})
	}
}

// TestWhatALiveCameraCanDo: readers get a stream without a seam all the same.
func TestWhatALiveCameraCanDo(t *testing.T) {
	for f, warning := range map[simcam.Fault]string{
		simcam.JumpTimestamps: WarnTimestampJump,
		simcam.Repeat:         "",
		simcam.NewResolution:  "",
	} {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			cam := openCamera(t, simcam.Spec{Sub: true})
			e := openEngine(t, Config{})
			r := record(t, "a", cam)
			put(t, e, r)
			width := untilState(t, e, r.ID, Live, 5*time.Second).Width
			v := mustView(t, address(e, "a"))
			v.untilPackets(20, 5*time.Second)
			if err := cam.Set(f); err != nil {
				t.Fatal(err)
			}
			if f == simcam.NewResolution {
				until(t, "the new size", 8*time.Second, func() bool {
					st := status1(e, r.ID)
					return st.State == Live && st.Width != width
				})
			}
			if warning != "" {
				until(t, "the warning", 8*time.Second, func() bool {
					return strings.Contains(fmt.Sprint(status1(e, r.ID).Warnings), warning)
				})
			}
			v.untilPackets(60, 10*time.Second)
			if v.over() {
				t.Fatal("the reader was cut")
			}
			continuous(t, v.packets())
		})
	}
}

func TestLossIsCounted(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{Loss: 10})
	if err := cam.Set(simcam.Loss); err != nil {
		t.Fatal(err)
	}
	e := openEngine(t, Config{})
	r := record(t, "a", cam)
	put(t, e, r)
	until(t, "lost packets", 10*time.Second, func() bool {
		st := status1(e, r.ID)
		return st.PacketsLost > 3 && strings.Contains(fmt.Sprint(st.Warnings), WarnPacketLoss)
	})
}

func TestRates(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{FPS: 20})
	e := openEngine(t, Config{})
	r := record(t, "a", cam)
	put(t, e, r)
	until(t, "a measured rate", 15*time.Second, func() bool {
		st := status1(e, r.ID)
		return st.FPS > 17 && st.FPS < 23 && st.Kbps > 50 && st.KeyInterval > time.Second
	})
}

// script is a camera that says what it is told to, for what no simulated camera does.
func script(t *testing.T, answer func(n int, request string) string) (addr string, dials *atomic.Int64) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	dials = &atomic.Int64{}
	wg.Go(func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			dials.Add(1)
			wg.Go(func() {
				defer c.Close()

				_ = c.SetDeadline(time.Now().Add(10 * time.Second))
				br, n := bufio.NewReader(c), 0
				var req strings.Builder
				for {
					line, err := br.ReadString('\n')
					if err != nil {
						return
					}
					req.WriteString(line)
					if line == "\r\n" {
						if _, err = c.Write([]byte(answer(n, req.String()))); err != nil {
							return
						}
						n++
						req.Reset()
					}
				}
			})
		}
	})
	t.Cleanup(func() {
		_ = ln.Close()
		wg.Wait()
	})
	return ln.Addr().String(), dials
}

func cseq(request string) string {
	for l := range strings.Lines(request) {
		if strings.HasPrefix(l, "CSeq") {
			return strings.TrimSpace(l)
		}
	}
	return "CSeq: 0"
}

// TestHostileCameras: an attempt ends, goes nowhere else, and says no password
// to anybody.
func TestHostileCameras(t *testing.T) {
	foreign, met := script(t, func(int, string) string { return "" })
	secretSeen := atomic.Bool{}
	for name, answer := range map[string]func(n int, req string) string{
		"redirect elsewhere": func(_ int, req string) string {
			return "RTSP/1.0 302 Found\r\n" + cseq(req) + "\r\nLocation: rtsp://" + foreign + "/x\r\n\r\n"
		},
		"challenge without end": func(_ int, req string) string {
			return "RTSP/1.0 401 Unauthorized\r\n" + cseq(req) + "\r\nWWW-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\n\r\n"
		},
		"basic on a bare line": func(_ int, req string) string {
			if strings.Contains(req, "Basic") {
				secretSeen.Store(true)
			}
			return "RTSP/1.0 401 Unauthorized\r\n" + cseq(req) + "\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n"
		},
		"endless head":    func(int, string) string { return "RTSP/1.0 200 OK\r\nX: " + strings.Repeat("y", 1<<20) },
		"wrong length":    func(_ int, req string) string { return "RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n" },
		"negative length": func(_ int, req string) string { return "RTSP/1.0 200 OK\r\nContent-Length: -4\r\n\r\n" },
		"packets only":    func(int, string) string { return strings.Repeat("$\x00\xff\xff"+strings.Repeat("z", 65535), 20) },
		"never a body": func(_ int, req string) string {
			return "RTSP/1.0 200 OK\r\n" + cseq(req) + "\r\nContent-Length: 100\r\n\r\n"
		},
		"another's sequence": func(int, string) string { return "RTSP/1.0 200 OK\r\nCSeq: 99\r\n\r\n" },
	} {
		t.Run(name, func(t *testing.T) {
			addr, _ := script(t, answer)
			e := openEngine(t, Config{Limits: Limits{Attempt: 700 * time.Millisecond}})
			id := ulid.Make()
			before, most := heap(), uint64(0)
			put(t, e, Camera{ID: id, Path: "a", URL: parse(t, "rtsp://user:geheim@"+addr+"/x"), Enabled: true})
			until(t, "the attempt's end", 3*time.Second, func() bool {
				most = max(most, heap())
				st := status1(e, id)
				return st.Fault != nil && (st.State == Waiting || st.State == Refused)
			})
			cost := int64(most) - int64(before) // what plays the camera included
			t.Logf("R17: it cost %d KiB at most", cost>>10)
			if cost > 8<<20 {
				t.Error("too much")
			}
		})
	}
	if met.Load() != 0 {
		t.Error("a foreign address was dialled")
	}
	if secretSeen.Load() {
		t.Error("the password went over the line in clear")
	}
}

// heap is what is in use now.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestRedirectWithinTheCamera(t *testing.T) {
	t.Parallel()
	paths := make(chan string, 100)
	addr := ""
	addr, dials := script(t, func(_ int, req string) string {
		if strings.HasPrefix(req, "OPTIONS") {
			return "RTSP/1.0 200 OK\r\n" + cseq(req) + "\r\n\r\n"
		}
		select {
		case paths <- strings.Fields(req)[1]:
		default:
		}
		return "RTSP/1.0 301 Moved\r\n" + cseq(req) + "\r\nLocation: rtsp://" + strings.Replace(strings.Fields(req)[1], "rtsp://", "", 1) + "x\r\n\r\n"
	})
	e := openEngine(t, Config{})
	id := ulid.Make()
	put(t, e, Camera{ID: id, Path: "a", URL: parse(t, "rtsp://"+addr+"/x"), Enabled: true})
	untilState(t, e, id, Waiting, 5*time.Second)
	if n := dials.Load(); n != dialsPerAttempt {
		t.Errorf("%d dials in one attempt", n)
	}
	if first, second := <-paths, <-paths; second != first+"x" {
		t.Errorf("asked for %s after %s", second, first)
	}
}
