package relay

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
)

// puppet is a camera by hand: it describes itself as told and sends the packets
// it is given, whatever they are, over the transport it was asked for.
type puppet struct {
	addr string
	play func(*puppetLine) // one session, until its done is closed

	mu       sync.Mutex
	requests []string
}

// puppetLine is one session of a puppet.
type puppetLine struct {
	t    *testing.T
	done chan struct{}

	mu    sync.Mutex
	c     net.Conn
	pairs map[int]*puppetPair
}

type puppetPair struct {
	conn *net.UDPConn
	to   *net.UDPAddr
}

// openPuppet starts one. only is "", "tcp" or "udp": what it takes at SETUP.
func openPuppet(t *testing.T, sdp, only string, play func(*puppetLine)) *puppet {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &puppet{addr: ln.Addr().String(), play: play}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { p.serve(t, c, sdp, only) })
		}
	})
	t.Cleanup(func() {
		_ = ln.Close()
		wg.Wait()
	})
	return p
}

func (p *puppet) serve(t *testing.T, c net.Conn, sdp, only string) {
	l := &puppetLine{t: t, done: make(chan struct{}), c: c, pairs: map[int]*puppetPair{}}
	var wg sync.WaitGroup
	defer wg.Wait()
	defer close(l.done)
	defer c.Close()
	br := bufio.NewReader(c)
	for {
		var req strings.Builder
		for {
			if b, err := br.Peek(1); err == nil && b[0] == '$' {
				head := make([]byte, 4)
				_, _ = br.Read(head)
				_, _ = br.Discard(int(head[2])<<8 | int(head[3]))
				continue
			}
			line, err := br.ReadString('\n')
			if err != nil {
				return
			}
			req.WriteString(line)
			if line == "\r\n" {
				break
			}
		}
		p.mu.Lock()
		p.requests = append(p.requests, req.String())
		p.mu.Unlock()
		l.say(l.answer(req.String(), sdp, only))
		if strings.HasPrefix(req.String(), "PLAY") {
			wg.Go(func() { p.play(l) })
		}
	}
}

// asked counts the requests that begin so and hold a text.
func (p *puppet) asked(method, text string) (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range p.requests {
		if strings.HasPrefix(r, method) && strings.Contains(r, text) {
			n++
		}
	}
	return n
}

func (l *puppetLine) say(s string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, _ = l.c.Write([]byte(s))
}

func (l *puppetLine) answer(req, sdp, only string) string {
	head := "RTSP/1.0 200 OK\r\n" + cseq(req) + "\r\n"
	switch method, _, _ := strings.Cut(req, " "); method {
	case "DESCRIBE":
		return head + fmt.Sprintf("Content-Base: %s/\r\nContent-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s",
			strings.Fields(req)[1], len(sdp), sdp)
	case "SETUP":
		_, after, _ := strings.Cut(strings.Fields(req)[1], "trackID=")
		track, _ := strconv.Atoi(after)
		udp := strings.Contains(req, "client_port=")
		if only == "udp" && !udp || only == "tcp" && udp {
			return "RTSP/1.0 461 Unsupported Transport\r\n" + cseq(req) + "\r\n\r\n"
		}
		return head + "Session: 77;timeout=60\r\nTransport: " + l.setup(req, track, udp) + "\r\n\r\n"
	case "PLAY":
		return head + "Session: 77\r\n\r\n"
	}
	return head + "Public: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n"
}

func (l *puppetLine) setup(req string, track int, udp bool) string {
	if !udp {
		return fmt.Sprintf("RTP/AVP/TCP;unicast;interleaved=%d-%d", 2*track, 2*track+1)
	}
	_, after, _ := strings.Cut(req, "client_port=")
	port, _ := strconv.Atoi(after[:strings.IndexAny(after, "-\r")])
	even, odd, err := udpTwo(net.IPv4(127, 0, 0, 1))
	if err != nil {
		l.t.Error(err)
		return ""
	}
	l.t.Cleanup(func() { _, _ = even.Close(), odd.Close() })
	l.pairs[track] = &puppetPair{even, &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}}
	n := even.LocalAddr().(*net.UDPAddr).Port
	return fmt.Sprintf("RTP/AVP;unicast;client_port=%d-%d;server_port=%d-%d", port, port+1, n, n+1)
}

// send sends one packet of a track.
func (l *puppetLine) send(track int, b []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if p := l.pairs[track]; p != nil {
		_, _ = p.conn.WriteToUDP(b, p.to)
		return
	}
	_, _ = l.c.Write(append([]byte{'$', byte(2 * track), byte(len(b) >> 8), byte(len(b))}, b...))
}

// wait pauses; false when the session has ended.
func (l *puppetLine) wait(d time.Duration) bool {
	select {
	case <-l.done:
		return false
	case <-time.After(d):
		return true
	}
}

// puppetSDP describes a session with the given media lines.
func puppetSDP(media ...string) string {
	s := "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\n"
	for i, m := range media {
		s += m + fmt.Sprintf("a=control:trackID=%d\r\n", i)
	}
	return s
}

const (
	puppetSPS  = "Z0LAHtkDxWhAAAADAEAAAAwDxYuS"
	puppetPPS  = "aMuMsg=="
	puppetH264 = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;sprop-parameter-sets=" + puppetSPS + "," + puppetPPS + "\r\n"
)

// numbers are what a puppet counts with.
type numbers struct {
	seq  uint16
	ts   uint32
	ssrc uint32
}

func (n *numbers) packet(marker bool, typ uint8, payload ...byte) []byte {
	b := append(rtpx.AppendHeader(nil, marker, typ, n.seq, n.ts, n.ssrc), payload...)
	n.seq++
	return b
}

func unbase64(t testing.TB, s string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
