package camera

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"image"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/auth"
	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/bluenviron/gortsplib/v4/pkg/conn"
	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/bluenviron/gortsplib/v4/pkg/headers"
	"github.com/pion/rtp"
	"go.uber.org/goleak"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake is a camera whose every answer a test may bend. It speaks RTSP over
// TCP, sends interleaved packets and remembers all it heard.
type fake struct {
	t        *testing.T
	ln       net.Listener
	wg       sync.WaitGroup
	stop     chan struct{}
	bend     func(f *fake, req *base.Request) (*base.Response, bool) // first word on an answer; true = final, nil = hang up
	sdp      string
	stream   func(f *fake, send func(payload []byte, stamp uint32, marker bool) bool)
	user     string // "" = no login wanted
	password string
	methods  []auth.VerifyMethod
	payload  uint8 // RTP payload type of the video

	mu     sync.Mutex
	heard  bytes.Buffer
	conns  []net.Conn
	dialed int
	logins int // requests that carried a login
}

const (
	sdpHead  = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=cam\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n"
	sdpVideo = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\na=control:trackID=0\r\n"
	sdpAudio = "m=audio 0 RTP/AVP 8\r\na=control:trackID=1\r\n"
	sdpH265  = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H265/90000\r\na=control:trackID=0\r\n"
	sdpMJPEG = "m=video 0 RTP/AVP 26\r\na=control:trackID=0\r\n"
	sdpVP9   = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 VP9/90000\r\na=control:trackID=0\r\n"
)

var (
	spsFullHD = []byte{
		0x67, 0x64, 0x00, 0x28, 0xac, 0xd9, 0x40, 0x78, 0x02, 0x27, 0xe5, 0x84, 0x00, 0x00,
		0x03, 0x00, 0x04, 0x00, 0x00, 0x03, 0x00, 0xf0, 0x3c, 0x60, 0xc6, 0x58,
	}
	pps = []byte{0x68, 0xeb, 0xe3, 0xcb, 0x22, 0xc0}
)

// openFake starts a camera; set changes it before it listens.
func openFake(t *testing.T, set func(*fake)) *fake {
	t.Helper()
	f := &fake{
		t: t, stop: make(chan struct{}), sdp: sdpHead + sdpVideo + sdpAudio,
		stream: movie(5), payload: 96, methods: []auth.VerifyMethod{auth.VerifyMethodDigestMD5},
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f.ln = ln
	if set != nil {
		set(f)
	}
	f.wg.Go(f.serve)
	t.Cleanup(f.close)
	return f
}

// withTLS makes the listener speak TLS with a certificate of its own.
func (f *fake) withTLS() {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	if err != nil {
		f.t.Fatal(err)
	}
	f.ln = tls.NewListener(f.ln, &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
	})
}

func (f *fake) addr() string { return f.ln.Addr().String() }

func (f *fake) close() {
	close(f.stop)
	_ = f.ln.Close()
	f.mu.Lock()
	for _, c := range f.conns {
		_ = c.Close()
	}
	f.mu.Unlock()
	f.wg.Wait()
}

func (f *fake) serve() {
	for {
		c, err := f.ln.Accept()
		if err != nil {
			return
		}
		f.mu.Lock()
		f.conns = append(f.conns, c)
		f.dialed++
		f.mu.Unlock()
		f.wg.Go(func() { f.talk(c) })
	}
}

// Write collects what came in, for TeeReader-like use by talk.
func (f *fake) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.heard.Write(p)
}

type tee struct {
	net.Conn
	to *fake
}

func (r tee) Read(p []byte) (int, error) {
	n, err := r.Conn.Read(p)
	_, _ = r.to.Write(p[:n])
	return n, err
}

func (f *fake) talk(c net.Conn) {
	defer c.Close()
	wire := conn.NewConn(tee{c, f})
	var mu sync.Mutex // answers and packets share the connection
	for {
		what, err := wire.Read()
		if err != nil {
			return
		}
		req, ok := what.(*base.Request)
		if !ok {
			continue
		}
		res := f.answer(req)
		if res == nil {
			return
		}
		if res.Header == nil {
			res.Header = base.Header{}
		}
		res.Header["CSeq"] = req.Header["CSeq"]
		mu.Lock()
		err = wire.WriteResponse(res)
		mu.Unlock()
		if err != nil || req.Method == base.Teardown {
			return
		}
		if req.Method == base.Play && res.StatusCode == base.StatusOK && f.stream != nil {
			f.wg.Go(func() { f.stream(f, f.sender(wire, &mu)) })
		}
	}
}

// sender writes RTP packets of the video into the connection.
func (f *fake) sender(wire *conn.Conn, mu *sync.Mutex) func([]byte, uint32, bool) bool {
	seq := uint16(100)
	buf := make([]byte, 4096)
	return func(payload []byte, stamp uint32, marker bool) bool {
		seq++
		pkt := rtp.Packet{Header: rtp.Header{
			Version: 2, PayloadType: f.payload, SequenceNumber: seq, Timestamp: stamp, Marker: marker, SSRC: 7,
		}, Payload: payload}
		raw, err := pkt.Marshal()
		if err != nil {
			return false
		}
		mu.Lock()
		defer mu.Unlock()
		return wire.WriteInterleavedFrame(&base.InterleavedFrame{Channel: 0, Payload: raw}, buf) == nil
	}
}

func (f *fake) answer(req *base.Request) *base.Response {
	if _, ok := req.Header["Authorization"]; ok {
		f.mu.Lock()
		f.logins++
		f.mu.Unlock()
	}
	if f.bend != nil {
		if res, final := f.bend(f, req); final {
			return res
		}
	}
	if f.user != "" && req.Method != base.Options {
		if auth.Verify(req, f.user, f.password, f.methods, "cam", "abc") != nil {
			return &base.Response{StatusCode: base.StatusUnauthorized, Header: base.Header{
				"WWW-Authenticate": auth.GenerateWWWAuthenticate(f.methods, "cam", "abc"),
			}}
		}
	}
	switch req.Method {
	case base.Describe:
		return &base.Response{StatusCode: base.StatusOK, Header: base.Header{
			"Content-Type": base.HeaderValue{"application/sdp"},
		}, Body: []byte(f.sdp)}
	case base.Setup:
		return setup(req)
	}
	return &base.Response{StatusCode: base.StatusOK, Header: base.Header{
		"Public": base.HeaderValue{"DESCRIBE, SETUP, PLAY, TEARDOWN"}, "Session": base.HeaderValue{"1"},
	}}
}

// setup agrees to TCP, and to UDP from ports that will stay silent.
func setup(req *base.Request) *base.Response {
	var th headers.Transport
	if th.Unmarshal(req.Header["Transport"]) != nil {
		return &base.Response{StatusCode: base.StatusBadRequest}
	}
	if th.Protocol == headers.TransportProtocolUDP {
		th.ServerPorts = &[2]int{40000, 40001}
	}
	return &base.Response{StatusCode: base.StatusOK, Header: base.Header{
		"Transport": th.Marshal(), "Session": base.HeaderValue{"1"},
	}}
}

// movie sends 100 pictures a second, every nth of which stands by itself; n = 0
// sends one such picture and never another, n < 0 none.
func movie(n int) func(*fake, func([]byte, uint32, bool) bool) {
	return func(f *fake, send func([]byte, uint32, bool) bool) {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for i := 0; ; i++ {
			stamp := uint32(i) * 900
			ok := true
			if n > 0 && i%n == 0 || n == 0 && i == 0 {
				ok = send(spsFullHD, stamp, false) && send(pps, stamp, false) && send([]byte{0x65, 1, 2, 3}, stamp, true)
			} else {
				ok = send([]byte{0x41, 9, 9, 9}, stamp, true)
			}
			if !ok {
				return
			}
			select {
			case <-tick.C:
			case <-f.stop:
				return
			}
		}
	}
}

// loop sends the same pictures again and again, one packet each.
func loop(payloads ...[]byte) func(*fake, func([]byte, uint32, bool) bool) {
	return func(f *fake, send func([]byte, uint32, bool) bool) {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for i := 0; send(payloads[i%len(payloads)], uint32(i)*900, true); i++ {
			select {
			case <-tick.C:
			case <-f.stop:
				return
			}
		}
	}
}

// quick are the limits of the tests: all that waits for nothing is short.
func quick() limits {
	return limits{
		whole: 5 * time.Second, resolve: 3 * time.Second, dial: time.Second, answer: time.Second,
		second: 300 * time.Millisecond, packet: 400 * time.Millisecond, key: 600 * time.Millisecond,
		long: 400 * time.Millisecond, measure: 300 * time.Millisecond,
		frozen: 100 * time.Millisecond, clock: 30 * time.Second,
	}
}

// still is a decoder that insists on being given a picture that stands by
// itself and answers with a small one.
func still(_ context.Context, f format.Format, picture []*rtp.Packet) (*image.RGBA, error) {
	_, l := lookFor(f)
	for _, p := range picture {
		if l(p.Payload).key {
			return image.NewRGBA(image.Rect(0, 0, 64, 36)), nil
		}
	}
	return nil, context.DeadlineExceeded
}

func address(t *testing.T, s string) secret.URL {
	t.Helper()
	u, err := ParseAddress(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return u
}

// inspect probes and checks what holds for every verdict.
func inspect(t *testing.T, target Target, f *fake) Verdict {
	t.Helper()
	var told []Hop
	began := time.Now()
	v := probe(context.Background(), target, still, func(h Hop) { told = append(told, h) }, quick())
	if took := time.Since(began); took > quick().whole+2*time.Second {
		t.Errorf("the probe took %v", took)
	}
	if v.OK != (v.Cause == NoCause) {
		t.Errorf("OK is %v with cause %q", v.OK, v.Cause)
	}
	failed := 0
	for i, h := range v.Hops {
		if h.Name != Hops()[i] || h.Result == Waiting || h.Result == Running {
			t.Errorf("hop %d is left as %+v", i, h)
		}
		if h.Result == Failed {
			failed++
		}
	}
	if v.Cause != NoCause && v.Cause != CauseCodec && failed != 1 {
		t.Errorf("%d hops failed: %+v", failed, v.Hops)
	}
	if len(told) < len(Hops()) {
		t.Errorf("told about %d hops only", len(told))
	}
	if f != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.logins > 0 && v.Cause == CauseLogin && f.logins > 2 {
			t.Errorf("a refused login was tried %d times", f.logins)
		}
	}
	return v
}

// heardText is everything a camera was sent.
func (f *fake) heardText() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.ToLower(f.heard.String())
}
