package camera

import (
	"context"
	"fmt"
	"net"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
)

const password = "r4h@s!a/ü"

func target(t *testing.T, f *fake) Target {
	t.Helper()
	return Target{URL: address(t, "rtsp://"+f.addr()+"/live")}
}

func withLogin(t *testing.T, f *fake) Target {
	t.Helper()
	return Target{URL: address(t, "rtsp://pengamat:"+password+"@"+f.addr()+"/live")}
}

func status(code base.StatusCode) *base.Response { return &base.Response{StatusCode: code} }

func Test_a_good_camera_gives_a_picture_and_its_measures(t *testing.T) {
	t.Parallel()
	f := openFake(t, func(f *fake) { f.user, f.password = "pengamat", password })
	v := inspect(t, withLogin(t, f), f)
	if !v.OK || !v.Relayable || v.Picture == nil || v.Codec != "H264" || v.AudioCodec != "G711" {
		t.Fatalf("verdict %+v", v)
	}
	if v.Transport != "tcp" || v.FirstPicture <= 0 || v.Width != 64 {
		t.Errorf("transport %s, first picture %v, width %d", v.Transport, v.FirstPicture, v.Width)
	}
	if v.FPS < 50 || v.FPS > 150 || v.Kbps <= 0 || v.KeyInterval < 20*time.Millisecond || v.KeyInterval > 400*time.Millisecond {
		t.Errorf("%.1f fps, %.1f kb/s, key every %v", v.FPS, v.Kbps, v.KeyInterval)
	}
}

func Test_without_a_decoder_the_size_comes_from_the_stream(t *testing.T) {
	t.Parallel()
	f := openFake(t, nil)
	v := probe(context.Background(), target(t, f), nil, nil, quick())
	if !v.OK || v.Width != 1920 || v.Height != 1080 || v.Picture != nil {
		t.Fatalf("verdict %+v", v)
	}
}

func Test_other_codecs_that_can_be_shown(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]func(*fake){
		"H265": func(f *fake) {
			f.sdp = sdpHead + sdpH265
			f.stream = loop([]byte{19 << 1, 1, 0x80, 7}, []byte{1 << 1, 1, 0x80, 7}, []byte{1 << 1, 1, 0x80, 7})
		},
		"MJPEG": func(f *fake) {
			f.sdp, f.payload = sdpHead+sdpMJPEG, 26
			f.stream = loop([]byte{0, 0, 0, 0, 1, 80, 80, 45, 9, 9})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := openFake(t, set)
			v := inspect(t, target(t, f), f)
			if !v.OK || v.Codec != name || v.Picture == nil || v.FPS < 50 || v.KeyInterval <= 0 {
				t.Errorf("verdict %+v", v)
			}
		})
	}
}

// The ways to fail, each provoked (TLS expected and not expected counted apart).

func Test_cause_name(t *testing.T) {
	t.Parallel()
	v := inspect(t, Target{URL: address(t, "rtsp://tidak-ada.kamera.invalid/live")}, nil)
	expect(t, v, HopResolve, CauseName)
}

func Test_cause_route(t *testing.T) {
	t.Parallel()
	v := inspect(t, Target{URL: address(t, "rtsp://255.255.255.255/live")}, nil)
	expect(t, v, HopPort, CauseRoute)
}

func Test_cause_refused(t *testing.T) {
	t.Parallel()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := ln.Addr().String()
	_ = ln.Close()
	v := inspect(t, Target{URL: address(t, "rtsp://"+addr+"/live")}, nil)
	expect(t, v, HopPort, CauseRefused)
}

// A listener whose queue is full answers no further SYN, as a firewall that
// drops does.
func Test_cause_filtered(t *testing.T) {
	t.Parallel()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(fd)
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Listen(fd, 0); err != nil {
		t.Fatal(err)
	}
	name, err := syscall.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	addr := fmt.Sprintf("127.0.0.1:%d", name.(*syscall.SockaddrInet4).Port)
	for range 8 { // fill the queue until one is left without an answer
		c, err := net.DialTimeout("tcp", addr, 200*time.Millisecond)
		if err != nil {
			break
		}
		defer c.Close()
	}
	v := inspect(t, Target{URL: address(t, "rtsp://"+addr+"/live")}, nil)
	expect(t, v, HopPort, CauseFiltered)
}

// listen answers every connection with what talk does.
func listen(t *testing.T, talk func(net.Conn)) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				defer c.Close()
				talk(c)
			})
		}
	})
	t.Cleanup(func() {
		_ = ln.Close()
		wg.Wait()
	})
	return ln.Addr().String()
}

func Test_cause_not_rtsp(t *testing.T) {
	t.Parallel()
	for name, talk := range map[string]func(net.Conn){
		"ssh":     func(c net.Conn) { _, _ = c.Write([]byte("SSH-2.0-OpenSSH_9.2\r\n")); drain(c) },
		"web":     func(c net.Conn) { drainSome(c); _, _ = c.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\n")) },
		"silence": drain,
		"hangup":  func(net.Conn) {},
		"noise":   func(c net.Conn) { _, _ = c.Write(make([]byte, 100_000)); drain(c) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			addr := listen(t, talk)
			v := inspect(t, Target{URL: address(t, "rtsp://"+addr+"/live")}, nil)
			expect(t, v, HopRTSP, CauseNotRTSP)
		})
	}
}

func drain(c net.Conn) {
	_ = c.SetDeadline(time.Now().Add(5 * time.Second))
	for b := make([]byte, 1024); ; {
		if _, err := c.Read(b); err != nil {
			return
		}
	}
}

func drainSome(c net.Conn) {
	_ = c.SetDeadline(time.Now().Add(5 * time.Second))
	_, _ = c.Read(make([]byte, 1024))
}

// on answers one method with a status.
func on(method base.Method, res *base.Response) func(*fake) {
	return func(f *fake) {
		f.bend = func(_ *fake, req *base.Request) (*base.Response, bool) {
			return res, req.Method == method
		}
	}
}

func Test_causes_after_the_login(t *testing.T) {
	t.Parallel()
	type row struct {
		set   func(*fake)
		hop   HopName
		cause Cause
	}
	for name, r := range map[string]row{
		"path":           {on(base.Describe, status(base.StatusNotFound)), HopDescription, CausePath},
		"no video":       {func(f *fake) { f.sdp = sdpHead + sdpAudio }, HopDescription, CauseNoVideo},
		"no media":       {func(f *fake) { f.sdp = sdpHead }, HopDescription, CauseNoVideo},
		"no SDP":         {func(f *fake) { f.sdp = "<html>" }, HopDescription, CauseNoVideo},
		"too many 453":   {on(base.Setup, status(base.StatusNotEnoughBandwidth)), HopPlay, CauseTooMany},
		"too many 503":   {on(base.Describe, status(base.StatusServiceUnavailable)), HopDescription, CauseTooMany},
		"too many close": {on(base.Setup, nil), HopPlay, CauseTooMany},
		"no packets":     {func(f *fake) { f.stream = nil }, HopPackets, CauseNoPackets},
		"no key picture": {func(f *fake) { f.stream = movie(-1) }, HopKeyPicture, CauseNoKeyPicture},
		"rare keys":      {func(f *fake) { f.stream = movie(0) }, HopMeasure, CauseRareKeys},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := openFake(t, r.set)
			expect(t, inspect(t, target(t, f), f), r.hop, r.cause)
		})
	}
}

func Test_a_camera_that_falls_silent_is_said_to_be_silent(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	f := openFake(t, func(f *fake) {
		f.bend = func(_ *fake, req *base.Request) (*base.Response, bool) {
			if req.Method == base.Describe {
				<-release
				return nil, true
			}
			return nil, false
		}
	})
	v := inspect(t, target(t, f), f)
	close(release)
	if v.Cause != CauseFiltered {
		t.Errorf("ended at %s with %q", v.Hop, v.Cause)
	}
}

func Test_cause_codec_is_still_relayable(t *testing.T) {
	t.Parallel()
	f := openFake(t, func(f *fake) { f.sdp = sdpHead + sdpVP9 })
	v := inspect(t, target(t, f), f)
	expect(t, v, HopKeyPicture, CauseCodec)
	if !v.Relayable || v.Codec != "VP9" || v.Kbps <= 0 {
		t.Errorf("verdict %+v", v)
	}
}

func Test_a_description_spoilt_by_its_video_names_the_codec(t *testing.T) {
	t.Parallel()
	f := openFake(t, func(f *fake) {
		f.sdp = sdpHead + "m=video 0 RTP/AVP 96\r\na=rtpmap:96 MP4V-ES/90000\r\na=fmtp:96 config=0000; profile-level-id=1\r\n" + sdpAudio
	})
	v := inspect(t, target(t, f), f)
	expect(t, v, HopDescription, CauseCodec)
	if v.Codec != "MP4V-ES" || v.Relayable {
		t.Errorf("verdict %+v", v)
	}
}

func Test_cause_redirect_contacts_nobody_else(t *testing.T) {
	t.Parallel()
	other := openFake(t, nil)
	for name, to := range map[string]string{"elsewhere": "rtsp://" + other.addr() + "/live", "itself": ""} {
		t.Run(name, func(t *testing.T) {
			f := openFake(t, nil)
			if to == "" {
				to = "rtsp://" + f.addr() + "/again"
			}
			f.bend = func(_ *fake, req *base.Request) (*base.Response, bool) {
				return &base.Response{
					StatusCode: base.StatusFound, Header: base.Header{"Location": base.HeaderValue{to}},
				}, req.Method == base.Describe
			}
			expect(t, inspect(t, withLogin(t, f), f), HopDescription, CauseRedirect)
			if f.dialed > maxDials {
				t.Errorf("%d connections", f.dialed)
			}
		})
	}
	if other.heardText() != "" {
		t.Error("the other host was contacted")
	}
}

func Test_udp_that_is_blocked_proposes_tcp(t *testing.T) {
	t.Parallel()
	f := openFake(t, nil)
	udp := target(t, f)
	udp.Transport = "udp"
	v := inspect(t, udp, f)
	expect(t, v, HopPackets, CauseNoPackets)
	if v.Propose != "tcp" {
		t.Errorf("proposed %q", v.Propose)
	}
}

func Test_a_cancelled_probe_ends_at_once(t *testing.T) {
	t.Parallel()
	f := openFake(t, func(f *fake) { f.stream = nil })
	ctx, cancel := context.WithCancel(context.Background())
	began := time.Now()
	v := Probe(ctx, target(t, f), still, func(h Hop) {
		if h.Name == HopPackets {
			cancel()
		}
	})
	cancel()
	if v.OK || !v.Cancelled || v.Cause != NoCause {
		t.Errorf("verdict %+v", v)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

func Test_all_causes_and_hops_are_listed_once(t *testing.T) {
	if n := len(Causes()); n != 19 {
		t.Errorf("%d causes", n)
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(Causes())))); n != len(Causes()) {
		t.Error("a cause is listed twice")
	}
	if n := len(Hops()); n != 9 {
		t.Errorf("%d hops", n)
	}
}

func expect(t *testing.T, v Verdict, hop HopName, cause Cause) {
	t.Helper()
	if v.Hop != hop || v.Cause != cause {
		t.Errorf("ended at %s with %q, want %s with %q (%+v)", v.Hop, v.Cause, hop, cause, v.Hops)
	}
	if v.OK {
		t.Error("OK although it failed")
	}
}
