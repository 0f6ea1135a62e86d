package feed

import (
	"bytes"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// pieces is a connection that gives bytes in pieces of a size.
type pieces struct {
	net.Conn
	b    []byte
	size int
}

func (p *pieces) Read(b []byte) (int, error) {
	if len(p.b) == 0 {
		return 0, io.EOF
	}
	n := copy(b[:min(len(b), p.size)], p.b)
	p.b = p.b[n:]
	return n, nil
}

func frame(ch byte, payload string) string {
	return string([]byte{'$', ch, byte(len(payload) >> 8), byte(len(payload))}) + payload
}

func read(t testing.TB, in string, size int) (dialogue string, packets []string, err error) {
	c := New(&pieces{b: []byte(in), size: size})
	c.Take(func(at time.Time, ch byte, b []byte) {
		if at.IsZero() {
			t.Fatal("no time")
		}
		packets = append(packets, string(ch+'0')+string(b))
	})
	var out bytes.Buffer
	_, err = io.Copy(&out, c)
	return out.String(), packets, err
}

func TestPacketsAreTakenOutWhereTheyStand(t *testing.T) {
	big := strings.Repeat("x", 65535)
	answer := "RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-length:  4\r\n\r\n$1ab"
	in := answer + frame(0, "one") + "\r\n" + frame(1, "two") + "RTSP/1.0 200 OK\r\n\r\n" + frame(2, big) + frame(0, "") + answer
	for _, size := range []int{1, 2, 3, 7, 100, 4096, 1 << 20} {
		out, packets, err := read(t, in, size)
		if err != nil {
			t.Fatal(err)
		}
		if len(packets) != 4 || packets[0] != "0one" || packets[1] != "1two" || packets[2] != "2"+big || packets[3] != "0" {
			t.Fatalf("size %d: %d packets", size, len(packets))
		}
		beat := string([]byte{'$', 1, 0, 8, 0x80, 201, 0, 1, 0, 0, 0, 0})
		if !strings.Contains(out, beat) {
			t.Fatalf("size %d: the library is not told that packets come", size)
		}
		if got := strings.ReplaceAll(out, beat, ""); got != answer+"RTSP/1.0 200 OK\r\n\r\n"+answer {
			t.Fatalf("size %d: dialogue %q", size, got)
		}
	}
}

// TestOverASocket is the same over a real connection, whose reads are our own.
func TestOverASocket(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	nc, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	srv, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	c := New(nc)
	var got []byte
	packets := make(chan int, 1000)
	c.Take(func(_ time.Time, _ byte, b []byte) { got = append(got, b...); packets <- len(b) })
	var wg sync.WaitGroup
	var dialogue []byte
	wg.Go(func() { dialogue, err = io.ReadAll(c) })
	answer := "RTSP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"
	want, sent := "", 0
	for i := range 300 {
		text := ""
		if i%7 == 0 {
			text += answer
		}
		p := strings.Repeat(string(rune('a'+i%26)), i*97%9000)
		want += p
		text += frame(0, p)
		for len(text) > 0 { // torn anywhere
			n := min(len(text), 1+i*31%5000)
			if _, err := io.WriteString(srv, text[:n]); err != nil {
				t.Fatal(err)
			}
			text = text[n:]
		}
		if sent++; i%50 == 0 {
			for ; sent > 0; sent-- { // now and then wait until all is through: the socket runs empty
				<-packets
			}
		}
	}
	_ = srv.Close()
	wg.Wait()
	if err != nil || string(got) != want || strings.Count(string(dialogue), answer) != 43 {
		t.Fatalf("%v; %d of %d bytes; %d answers", err, len(got), len(want), strings.Count(string(dialogue), answer))
	}
	_ = c.Close()
	if _, err := c.Read(make([]byte, 10)); err == nil {
		t.Fatal("closed and still reading")
	}
}

func TestWhatIsNoCamera(t *testing.T) {
	for in, want := range map[string]error{
		"HTTP/1.1 400 Bad Request\r\n\r\n": ErrNotRTSP,
		"SSH-2.0-x\r\n":                    ErrNotRTSP,
		"\x15\x03\x01\x00\x02\x02\x46":     ErrTLS,
		"R":                                nil,
		"RTSP/1.0 200 OK\r\n" + strings.Repeat("y", 80<<10):        ErrHead,
		"RTSP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\n":     ErrHead,
		"RTSP/1.0 200 OK\r\nContent-Length: x\r\n\r\n":             ErrHead,
		"RTSP/1.0 200 OK\r\n\r\n" + strings.Repeat("\x00", 80<<10): ErrHead,
	} {
		if _, _, err := read(t, in, 1000); !errors.Is(err, want) {
			t.Errorf("%.20q: %v, want %v", in, err, want)
		}
	}
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte("RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 3\r\n\r\nabc"+frame(0, "xy")), uint8(3))
	f.Add([]byte("RTSP/1.0 200 OK\r\n\r\n$\x00\xff\xff"), uint8(200))
	f.Add([]byte("RTSP/1.0 200 OK\r\n\r\n\r\n\r\nOPTIONS * RTSP/1.0\r\n\r\n"), uint8(1))
	f.Fuzz(func(t *testing.T, b []byte, size uint8) {
		out, packets, _ := read(t, string(b), int(size)+1)
		n := 0
		for _, p := range packets {
			n += len(p) - 1
		}
		if n > len(b) || len(out) > len(b)+12*(len(packets)+1) {
			t.Fatalf("%d bytes became %d of dialogue and %d of packets", len(b), len(out), n)
		}
	})
}
