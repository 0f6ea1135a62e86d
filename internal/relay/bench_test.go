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
