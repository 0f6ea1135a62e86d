package e2e

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// VLC as its makers build it has a client of its own (live555), which Debian's
// VLC lacks; so its requests are spoken here in its manner, written
// from memory and not from a capture: over TCP and UDP they set up both tracks,
// get packets of both, keep the session alive and end it.
func TestRequests_in_the_manner_of_live555_are_answered(t *testing.T) {
	tool(t, "/usr/bin/python3")
	rtsp := relayed(t, binary(t), gstCameras(t, "common"), 4)
	for _, name := range []string{"h264-aac", "h265-pcma"} {
		t.Run("tcp/"+name, func(t *testing.T) {
			c := dialLive555(t, rtsp, name)
			c.play(t, "RTP/AVP/TCP;unicast;interleaved=0-1", "RTP/AVP/TCP;unicast;interleaved=2-3")
			seen := map[byte]int{}
			for seen[0] < 5 || seen[2] < 5 {
				seen[c.frame(t)]++
			}
			c.end(t)
		})
		t.Run("udp/"+name, func(t *testing.T) {
			c := dialLive555(t, rtsp, name)
			video, audio := listenPair(t), listenPair(t)
			c.play(t, video.transport(), audio.transport())
			video.receive(t, 5)
			audio.receive(t, 5)
			c.end(t)
		})
	}
}

// live555 speaks RTSP as that library does.
type live555 struct {
	conn    net.Conn
	r       *bufio.Reader
	base    string
	session string
	cseq    int
}

func dialLive555(t *testing.T, rtsp, name string) *live555 {
	t.Helper()
	conn, err := net.Dial("tcp", rtsp)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(patience))
	return &live555{conn: conn, r: bufio.NewReader(conn), base: "rtsp://" + rtsp + "/" + name, cseq: 1}
}

// do sends one request and returns the head and body of its answer, which must
// be 200; frames that come before it are let pass.
func (c *live555) do(t *testing.T, method, address string, lines ...string) (textproto.MIMEHeader, string) {
	t.Helper()
	c.cseq++
	request := fmt.Sprintf("%s %s RTSP/1.0\r\nCSeq: %d\r\nUser-Agent: LibVLC/3.0.21 (LIVE555 Streaming Media v2016.11.28)\r\n", method, address, c.cseq)
	if c.session != "" {
		request += "Session: " + c.session + "\r\n"
	}
	for _, line := range lines {
		request += line + "\r\n"
	}
	if _, err := c.conn.Write([]byte(request + "\r\n")); err != nil {
		t.Fatal(err)
	}
	for {
		if first, err := c.r.Peek(1); err != nil {
			t.Fatalf("%s: %v", method, err)
		} else if first[0] != '$' {
			break
		}
		c.frame(t)
	}
	text := textproto.NewReader(c.r)
	status, err := text.ReadLine()
	if err != nil || !strings.HasPrefix(status, "RTSP/1.0 200 ") {
		t.Fatalf("%s %s: %q, %v", method, address, status, err)
	}
	head, err := text.ReadMIMEHeader()
	if err != nil || head.Get("CSeq") != strconv.Itoa(c.cseq) {
		t.Fatalf("%s %s: %v, %v", method, address, head, err)
	}
	length, _ := strconv.Atoi(head.Get("Content-Length"))
	body := make([]byte, length)
	if _, err = io.ReadFull(c.r, body); err != nil {
		t.Fatal(err)
	}
	return head, string(body)
}

// frame reads one interleaved frame and returns its channel.
func (c *live555) frame(t *testing.T) byte {
	t.Helper()
	var head [4]byte
	if _, err := io.ReadFull(c.r, head[:]); err != nil || head[0] != '$' {
		t.Fatalf("no interleaved frame: % x, %v", head, err)
	}
	if _, err := c.r.Discard(int(head[2])<<8 | int(head[3])); err != nil {
		t.Fatal(err)
	}
	return head[1]
}

// play goes from OPTIONS to PLAY with one transport for each track.
func (c *live555) play(t *testing.T, transports ...string) {
	t.Helper()
	if public, _ := c.do(t, "OPTIONS", c.base); !strings.Contains(public.Get("Public"), "GET_PARAMETER") {
		t.Errorf("no GET_PARAMETER among %q; live555 would not keep the session alive with it", public.Get("Public"))
	}
	head, sdp := c.do(t, "DESCRIBE", c.base, "Accept: application/sdp")
	base := strings.TrimSuffix(head.Get("Content-Base"), "/")
	if base == "" {
		base = c.base
	}
	tracks := regexp.MustCompile(`(?m)^a=control:(\S*trackID=\d+)\r?$`).FindAllStringSubmatch(sdp, -1)
	if len(tracks) != len(transports) {
		t.Fatalf("%d tracks in\n%s", len(tracks), sdp)
	}
	for i, track := range tracks {
		address := track[1]
		if !strings.HasPrefix(address, "rtsp://") {
			address = base + "/" + address
		}
		head, _ = c.do(t, "SETUP", address, "Transport: "+transports[i])
		c.session, _, _ = strings.Cut(head.Get("Session"), ";")
	}
	c.do(t, "PLAY", base+"/", "Range: npt=0.000-")
	c.base = base
}

// end keeps the session alive once, as live555 does now and then, and leaves.
func (c *live555) end(t *testing.T) {
	t.Helper()
	c.do(t, "GET_PARAMETER", c.base+"/")
	c.do(t, "TEARDOWN", c.base+"/")
}

// pair is the two ports of one track by UDP.
type pair struct{ rtp, rtcp net.PacketConn }

func listenPair(t *testing.T) pair {
	t.Helper()
	for range 100 {
		rtp, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := rtp.LocalAddr().(*net.UDPAddr).Port
		rtcp, err := net.ListenPacket("udp", fmt.Sprintf("127.0.0.1:%d", port+1))
		if port%2 == 1 || err != nil {
			_ = rtp.Close()
			if err == nil {
				_ = rtcp.Close()
			}
			continue
		}
		t.Cleanup(func() { _, _ = rtp.Close(), rtcp.Close() })
		return pair{rtp, rtcp}
	}
	t.Fatal("no even port free")
	return pair{}
}

func (p pair) transport() string {
	port := p.rtp.LocalAddr().(*net.UDPAddr).Port
	return fmt.Sprintf("RTP/AVP;unicast;client_port=%d-%d", port, port+1)
}

// receive waits for n packets of RTP.
func (p pair) receive(t *testing.T, n int) {
	t.Helper()
	_ = p.rtp.SetReadDeadline(time.Now().Add(patience))
	buffer := make([]byte, 2048)
	for range n {
		if size, _, err := p.rtp.ReadFrom(buffer); err != nil || size < 12 || buffer[0]>>6 != 2 {
			t.Fatalf("no packet of RTP: % x, %v", buffer[:min(size, 16)], err)
		}
	}
}
