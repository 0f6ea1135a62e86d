package camera

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"net"
	"net/netip"
	"strings"
	"sync"
	"syscall"
	"time"
)

// limits is the time each stretch of the way may take. Tests shorten them.
type limits struct {
	whole   time.Duration // all of it, the usual measuring included
	resolve time.Duration
	dial    time.Duration
	answer  time.Duration // to one RTSP request
	second  time.Duration // a second look at what did not speak RTSP
	packet  time.Duration // from PLAY to the first packet
	key     time.Duration // to the first key picture, and between two
	long    time.Duration // between two key pictures, worth a warning
	measure time.Duration // unless the target says otherwise
	frozen  time.Duration // how far apart two pictures are compared
	clock   time.Duration // how wrong a camera's clock may be without a word
}

// usual are the limits for a city's network: a camera answers there within
// milliseconds, these are for the ones that never will. A camera whose
// pictures stand by themselves less often than every ten seconds makes
// everybody who opens it wait.
func usual() limits {
	return limits{
		whole: 15 * time.Second, resolve: 3 * time.Second, dial: 4 * time.Second,
		answer: 4 * time.Second, second: 2 * time.Second, packet: 4 * time.Second,
		key: 10 * time.Second, long: 4500 * time.Millisecond, measure: 5 * time.Second,
		frozen: time.Second, clock: 30 * time.Second,
	}
}

// maxDials bounds the connections of one probe: redirects to itself and a
// second transport included.
const maxDials = 6

// What was met on the wire instead of RTSP, and what stopped a dial.
var (
	errElsewhere   = errors.New("camera: redirected to another host")
	errAlert       = errors.New("camera: TLS alert instead of RTSP")
	errNotRTSP     = errors.New("camera: not RTSP")
	errCertificate = errors.New("camera: another certificate than before")
)

// wire is the one address a probe may talk to. It pins the resolved address:
// whatever the camera answers, no other host is dialled, because the library
// would follow a redirect and take the login along.
type wire struct {
	limits      limits
	hostPort    string         // as in the address, port filled in
	host        string         // for the server name of TLS
	addrs       []netip.Addr   // where the name led to
	pinned      netip.AddrPort // the one that answered
	secure      bool           // rtsps
	fingerprint string         // the certificate met, hex

	mu    sync.Mutex
	ready net.Conn // dialled by the port hop, for the first use
	dials int
}

// resolve looks the host up.
func (w *wire) resolve(ctx context.Context) Cause {
	if a, err := netip.ParseAddr(w.host); err == nil {
		w.addrs = []netip.Addr{a}
		return NoCause
	}
	ctx, cancel := context.WithTimeout(ctx, w.limits.resolve)
	defer cancel()
	addrs, err := net.DefaultResolver.LookupNetIP(ctx, "ip", w.host)
	if err != nil || len(addrs) == 0 {
		return CauseName
	}
	w.addrs = addrs[:min(len(addrs), 4)]
	return NoCause
}

// knock opens the port at the first address that answers and keeps the
// connection for the conversation; with rtsps it looks at the certificate.
func (w *wire) knock(ctx context.Context, expected string) Cause {
	_, portText, err := net.SplitHostPort(w.hostPort)
	if err != nil {
		return CauseName
	}
	port, err := net.LookupPort("tcp", portText)
	if err != nil {
		return CauseName
	}
	dialing, cancel := context.WithTimeout(ctx, w.limits.dial)
	defer cancel()
	cause := CauseFiltered
	for _, a := range w.addrs {
		w.pinned = netip.AddrPortFrom(a.Unmap(), uint16(port))
		conn, err := (&net.Dialer{}).DialContext(dialing, "tcp", w.pinned.String())
		if err != nil {
			cause = dialCause(err)
			continue
		}
		if !w.secure {
			w.keep(conn)
			return NoCause
		}
		cause = w.shake(ctx, conn, expected)
		_ = conn.Close() // the library shakes hands itself, on its own connection
		return cause
	}
	return cause
}

// keep stores the opened connection for the first dial of the library.
func (w *wire) keep(conn net.Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ready = conn
}

// drop closes the connection that nobody took.
func (w *wire) drop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ready != nil {
		_ = w.ready.Close()
		w.ready = nil
	}
}

// shake makes the TLS handshake and remembers or compares the certificate.
func (w *wire) shake(ctx context.Context, conn net.Conn, expected string) Cause {
	t := tls.Client(conn, w.tlsConfig(expected))
	shaking, cancel := context.WithTimeout(ctx, w.limits.answer)
	defer cancel()
	err := t.HandshakeContext(shaking)
	if err == nil {
		w.fingerprint = fingerprintOf(t.ConnectionState())
		return NoCause
	}
	var record tls.RecordHeaderError
	switch {
	case errors.Is(err, errCertificate):
		w.fingerprint = fingerprintOf(t.ConnectionState())
		return CauseCertificate
	case errors.As(err, &record) && bytes.HasPrefix(record.RecordHeader[:], []byte("RTSP")):
		return CauseTLSUnexpected
	}
	// Some servers hang up on what they do not understand instead of saying
	// what they speak: ask once in clear.
	if w.speaksClearRTSP(ctx) {
		return CauseTLSUnexpected
	}
	var alert tls.AlertError
	if errors.As(err, &alert) {
		return CauseCertificate
	}
	return CauseNotRTSP
}

// tlsConfig accepts what a camera shows (nearly all sign their own), but once
// a fingerprint is known nothing else.
func (w *wire) tlsConfig(expected string) *tls.Config {
	return &tls.Config{
		InsecureSkipVerify: true, // #nosec G402 -- the fingerprint is compared instead
		VerifyConnection: func(state tls.ConnectionState) error {
			met := fingerprintOf(state)
			if expected != "" && !strings.EqualFold(strings.ReplaceAll(expected, ":", ""), met) {
				return errCertificate
			}
			return nil
		},
	}
}

func fingerprintOf(state tls.ConnectionState) string {
	if len(state.PeerCertificates) == 0 {
		return ""
	}
	sum := sha256.Sum256(state.PeerCertificates[0].Raw)
	return hex.EncodeToString(sum[:])
}

// speaksClearRTSP asks one OPTIONS without TLS on a connection of its own.
func (w *wire) speaksClearRTSP(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, w.limits.second)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", w.pinned.String())
	if err != nil {
		return false
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	if _, err := conn.Write([]byte("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n")); err != nil {
		return false
	}
	head := make([]byte, 4)
	n, _ := conn.Read(head)
	return n == len(head) && string(head) == "RTSP"
}

// speaksTLS tries a handshake where clear RTSP got no answer.
func (w *wire) speaksTLS(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, w.limits.second)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", w.pinned.String())
	if err != nil {
		return false
	}
	defer conn.Close()
	t := tls.Client(conn, w.tlsConfig(""))
	err = t.HandshakeContext(ctx)
	var alert tls.AlertError
	return err == nil || errors.As(err, &alert)
}

// dial is what the library may dial: the pinned address and nothing else.
func (w *wire) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if !strings.EqualFold(address, w.hostPort) && address != w.pinned.String() {
		return nil, errElsewhere
	}
	w.mu.Lock()
	w.dials++
	tooMany := w.dials > maxDials
	conn := w.ready
	w.ready = nil
	w.mu.Unlock()
	if tooMany {
		return nil, errElsewhere
	}
	if conn == nil {
		c, err := (&net.Dialer{}).DialContext(ctx, network, w.pinned.String())
		if err != nil {
			return nil, err
		}
		conn = c
	}
	if w.secure {
		return conn, nil // what comes first is TLS, not RTSP
	}
	return &firstWord{Conn: conn}, nil
}

// firstWord looks at the first bytes a server sends. The library would skip
// garbage until its time is over; the first four bytes already tell.
type firstWord struct {
	net.Conn
	head []byte
	said bool
}

func (f *firstWord) Read(p []byte) (int, error) {
	n, err := f.Conn.Read(p)
	if f.said || n == 0 {
		return n, err
	}
	f.head = append(f.head, p[:n]...)
	const word = "RTSP"
	seen := min(len(f.head), len(word))
	switch {
	case len(f.head) >= 2 && f.head[0] == 0x15 && f.head[1] == 0x03:
		return 0, errAlert
	case string(f.head[:seen]) != word[:seen]:
		return 0, errNotRTSP
	case seen == len(word):
		f.said, f.head = true, nil
	}
	return n, err
}

// dialCause tells why a connection could not be opened.
func dialCause(err error) Cause {
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return CauseRefused
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH),
		errors.Is(err, syscall.EHOSTDOWN), errors.Is(err, syscall.ENETDOWN),
		errors.Is(err, syscall.EADDRNOTAVAIL), errors.Is(err, syscall.EINVAL),
		errors.Is(err, syscall.EACCES), errors.Is(err, syscall.EPERM):
		// EACCES and EPERM: our own firewall or a broadcast address. EINVAL: an
		// IPv6 link-local address without its zone.
		return CauseRoute
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.ECONNABORTED):
		return CauseRefused
	}
	return CauseFiltered
}
