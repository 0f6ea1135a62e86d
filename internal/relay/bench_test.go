package relay

import (
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/description"
	"github.com/bluenviron/gortsplib/v4/pkg/format"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
)

func testOffer() offer {
	return choose(&description.Session{Medias: []*description.Media{{
		Type: description.MediaTypeVideo, Formats: []format.Format{&format.H264{PayloadTyp: 96, PacketizationMode: 1}},
	}}})
}

// BenchmarkJoin is a reader's way into a path that keeps eight megabytes of
// pictures: how long PLAY takes, and the camera's packets wait meanwhile.
func BenchmarkJoin(b *testing.B) {
	for _, start := range []startMode{startGOP, startNow} {
		b.Run("start="+string(start), func(b *testing.B) {
			s := newStream("bench", Limits{}.filled())
			if err := s.begin(testOffer(), time.Now()); err != nil {
				b.Fatal(err)
			}
			payload := make([]byte, 1400)
			for i := range 100 * 55 {
				payload[0] = 0x41
				if i < 55 {
					payload[0] = 0x65
				}
				s.packet(0, append(rtpx.AppendHeader(nil, i%55 == 54, 96, uint16(i), uint32(i/55)*3600, 1), payload...), time.Now())
			}
			ours, theirs := net.Pipe()
			var wg sync.WaitGroup
			for b.Loop() {
				r := &reader{out: newOutbox(ours, &wg), channels: []int{0}, same: true}
				r.out.busy = true // nobody writes: only the joining counts
				s.attach(r, start, func(j join) { r.begin(j, nil) })
				s.detach(r)
			}
			_, _ = ours.Close(), theirs.Close()
		})
	}
}

// BenchmarkPacket is a packet's way from the camera's connection into the
// sockets of so many readers: nine packets of 1200 bytes are a picture.
func BenchmarkPacket(b *testing.B) {
	for _, readers := range []int{0, 1, 10, 50} {
		b.Run(fmt.Sprintf("readers=%d", readers), func(b *testing.B) {
			s := newStream("bench", Limits{}.filled())
			if err := s.begin(testOffer(), time.Now()); err != nil {
				b.Fatal(err)
			}
			var wg sync.WaitGroup
			ln, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				b.Fatal(err)
			}
			var out []*outbox
			for range readers {
				c, err := net.Dial("tcp", ln.Addr().String())
				if err != nil {
					b.Fatal(err)
				}
				srv, err := ln.Accept()
				if err != nil {
					b.Fatal(err)
				}
				wg.Go(func() { _, _ = io.Copy(io.Discard, c); _ = c.Close() })
				o := newOutbox(srv, &wg)
				out = append(out, o)
				r := &reader{out: o, channels: []int{0}, same: true}
				s.attach(r, startLive, func(join) {})
			}
			payload := make([]byte, 1200)
			i := 0
			for b.Loop() {
				payload[0] = 0x41
				if i%450 == 0 {
					payload[0] = 0x65
				}
				p := append(rtpx.AppendHeader(nil, i%9 == 8, 96, uint16(i), uint32(i/9)*3600, 1), payload...)
				s.packet(0, p, time.Now())
				i++
			}
			for _, o := range out {
				o.close()
			}
			_ = ln.Close()
			wg.Wait()
		})
	}
}
