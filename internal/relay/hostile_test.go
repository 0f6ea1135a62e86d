package relay

import (
	"bytes"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
)

// TestHostileStreams (R17): what a camera can make the relay hold once it is
// live, whatever it sends, stays within the limit of one path.
func TestHostileStreams(t *testing.T) {
	const videos = 40 // more tracks than a camera has
	large := bytes.Repeat([]byte{0x65}, 60_000)
	for name, tc := range map[string]struct {
		way  string
		sdp  string
		send func(l *puppetLine, n []numbers) // once, then again, until the end
	}{
		"the smallest pictures": {"tcp", puppetSDP(puppetH264), func(l *puppetLine, n []numbers) {
			l.send(0, n[0].packet(true, 96, 0x65, 0x9a))
			for range 38_000 { // as many as are kept
				n[0].ts++
				l.send(0, n[0].packet(true, 96, 0x41, 0x9a))
			}
		}},
		"pictures without an end": {"tcp", puppetSDP(puppetH264), func(l *puppetLine, n []numbers) {
			for range 100 { // six megabytes of each time
				l.send(0, n[0].packet(false, 96, large...))
			}
			n[0].ts += 3600
		}},
		"the largest pictures": {"tcp", puppetSDP(puppetH264), func(l *puppetLine, n []numbers) {
			for i := range 65 {
				l.send(0, n[0].packet(i == 64, 96, large...))
			}
			n[0].ts += 3600
		}},
		"many tracks at once": {"tcp", puppetSDP(strings.Split(strings.Repeat(puppetH264+"|", videos), "|")[:videos]...), func(l *puppetLine, n []numbers) {
			for i := range tracksMost {
				for range 20 {
					l.send(i, n[i].packet(false, 96, large...))
				}
			}
		}},
		"datagrams with gaps": {"udp", puppetSDP(strings.Split(strings.Repeat(puppetH264+"|", videos), "|")[:videos]...), func(l *puppetLine, n []numbers) {
			for i := range tracksMost {
				l.send(i, n[i].packet(true, 96, 0x65, 1))
				n[i].seq++ // never sent
				for range 16 {
					l.send(i, n[i].packet(false, 96, large...))
				}
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			sent, more := make(chan struct{}), make(chan struct{})
			p := openPuppet(t, tc.sdp, tc.way, func(l *puppetLine) {
				n := make([]numbers, tracksMost)
				for l.wait(0) {
					tc.send(l, n)
					select {
					case sent <- struct{}{}:
					case <-l.done:
					}
					select { // what is passing by while it is measured would count
					case <-more:
					case <-l.done:
					}
				}
			})
			e := openEngine(t, Config{})
			before, most := heap(), uint64(0)
			r := Camera{ID: ulid.Make(), Path: "a", URL: parse(t, "rtsp://"+p.addr+"/x"), Transport: Auto, Enabled: true}
			put(t, e, r)
			for range 5 {
				select {
				case <-sent:
				case <-time.After(10 * time.Second):
					t.Fatal("nothing was sent")
				}
				m := &e.find("a").stream.meter
				for before := uint64(0); m.packets.Load() != before; pause(50 * time.Millisecond) {
					before = m.packets.Load()
				}
				least := heap() // a packet may still be on its way through
				for range 3 {
					pause(20 * time.Millisecond)
					least = min(least, heap())
				}
				most = max(most, least)
				select {
				case more <- struct{}{}:
				case <-time.After(10 * time.Second):
					t.Fatal("the session ended")
				}
			}
			if n := p.asked("SETUP", ""); n > 2*tracksMost {
				t.Errorf("%d tracks were set up", n)
			}
			cost := int64(most) - int64(before) // what plays the camera included
			t.Logf("R17: %s cost %d KiB at most", name, cost>>10)
			if cost > 8<<20 {
				t.Error("too much")
			}
		})
	}
}

// TestCameraThatTrickles (R17): an answer that goes on for ever, a letter at a
// time, ends with its attempt.
func TestCameraThatTrickles(t *testing.T) {
	t.Parallel()
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
				_, err := c.Write([]byte("RTSP/1.0 200 OK\r\nX: "))
				for err == nil {
					pause(20 * time.Millisecond)
					_, err = c.Write([]byte("y"))
				}
			})
		}
	})
	t.Cleanup(func() { _ = ln.Close(); wg.Wait() })
	e := openEngine(t, Config{Limits: Limits{Attempt: 700 * time.Millisecond}})
	id := ulid.Make()
	put(t, e, Camera{ID: id, Path: "a", URL: parse(t, "rtsp://"+ln.Addr().String()+"/x"), Enabled: true})
	if st := untilState(t, e, id, Waiting, 5*time.Second); st.Fault.Kind != FaultTimeout {
		t.Errorf("fault %v", st.Fault)
	}
	if l := (Limits{}).filled(); l.Attempt != 15*time.Second {
		t.Errorf("as it ships an attempt may take %v", l.Attempt)
	}
}
