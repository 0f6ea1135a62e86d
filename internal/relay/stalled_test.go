package relay

import (
	"bufio"
	"encoding/binary"
	"net"
	"syscall"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/oklog/ulid/v2"
)

// TestStalledReader (R12): a reader that takes nothing for a while gets few old
// pictures when it reads on: what the buffer towards it holds, and no more. What
// is never late is not checked by this: see TestSlowReader.
func TestStalledReader(t *testing.T) {
	t.Parallel()
	stalled(t, 5*time.Second)
}

// stalled plays a camera of 4 Mbit/s and 25 pictures a second that writes the
// time of each picture into it, to one reader that stops reading for so long.
func stalled(t *testing.T, pausing time.Duration) {
	const perPicture = 14
	p := openPuppet(t, puppetSDP(puppetH264), "tcp", func(l *puppetLine) {
		n := numbers{ssrc: 7}
		payload := make([]byte, 1400)
		for i := 0; l.wait(40 * time.Millisecond); i++ {
			payload[0], payload[1] = 0x41, 0x9a
			if i%50 == 0 {
				payload[0] = 0x65
			}
			binary.BigEndian.PutUint64(payload[2:], uint64(time.Now().UnixNano()))
			for k := range perPicture {
				l.send(0, n.packet(k == perPicture-1, 96, payload...))
			}
			n.ts += 3600
		}
	})
	e := openEngine(t, Config{})
	r := Camera{ID: ulid.Make(), Path: "a", URL: parse(t, "rtsp://"+p.addr+"/x"), Transport: TCP, Enabled: true}
	put(t, e, r)
	until(t, "a measured rate", 15*time.Second, func() bool { return status1(e, r.ID).Kbps > 1000 })
	small := net.Dialer{Control: func(_, _ string, rc syscall.RawConn) error { // before the window is agreed on
		return rc.Control(func(fd uintptr) { _ = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 16<<10) })
	}}
	nc, err := small.Dial("tcp", e.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = nc.Close() })
	c := &raw{t: t, c: nc, br: bufio.NewReader(nc)}
	id := c.session(c.do(base.Setup, address(e, "a")+"/trackID=0", "Transport", overTCP))
	c.do(base.Play, address(e, "a")+"?start=live", "Session", id)
	pause(pausing)
	_ = c.c.SetDeadline(time.Now().Add(20 * time.Second))
	old, inTime, parts := 0, 0, 0
	for inTime < 50 {
		var f base.InterleavedFrame
		if err := f.Unmarshal(c.br); err != nil {
			t.Fatal("the reader was cut, or a packet torn: ", err)
		}
		if f.Channel != 0 {
			continue
		}
		if parts++; f.Payload[1]&0x80 == 0 {
			continue
		}
		if parts != perPicture {
			t.Fatalf("a picture of %d packets: %d are missing", parts, perPicture-parts)
		}
		parts = 0
		if time.Since(time.Unix(0, int64(binary.BigEndian.Uint64(f.Payload[14:])))) > time.Second {
			old++
		} else {
			inTime++
		}
	}
	t.Logf("R12: after %v without reading, %d pictures older than a second came", pausing, old)
	if old > 25 {
		t.Error("too many")
	}
}
