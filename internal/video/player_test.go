package video

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"image"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/pion/rtp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clip gives the access units of one of the demo's H.264 clips as packets.
func clip(t testing.TB) (*format.H264, [][]*rtp.Packet) {
	t.Helper()
	files, err := filepath.Glob("../../assets/clips/*-sub.h264")
	if err != nil || len(files) == 0 {
		t.Fatalf("no clip: %v", err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	f := &format.H264{PayloadTyp: 96, PacketizationMode: 1}
	encoder, err := f.CreateEncoder()
	if err != nil {
		t.Fatal(err)
	}
	var pictures [][]*rtp.Packet
	var unit [][]byte
	flush := func() {
		if len(unit) == 0 {
			return
		}
		packets, err := encoder.Encode(unit)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range packets {
			p.Timestamp = uint32(len(pictures) * 9000)
		}
		pictures = append(pictures, packets)
		unit = nil
	}
	for _, n := range nalus(t, data) {
		switch h264.NALUType(n[0] & 0x1f) {
		case h264.NALUTypeIDR, h264.NALUTypeNonIDR:
			unit = append(unit, n)
			flush()
		default:
			unit = append(unit, n)
		}
	}
	if len(pictures) < 20 {
		t.Fatalf("only %d pictures in the clip", len(pictures))
	}
	return f, pictures
}

// nalus takes an Annex B stream apart.
func nalus(t testing.TB, data []byte) [][]byte {
	t.Helper()
	scan := bufio.NewScanner(bytes.NewReader(data))
	scan.Buffer(nil, 8<<20)
	scan.Split(func(data []byte, end bool) (int, []byte, error) {
		if i := bytes.Index(data, []byte{0, 0, 1}); i >= 0 {
			return i + 3, bytes.TrimRight(data[:i], "\x00"), nil
		}
		if end && len(data) > 0 {
			return len(data), data, nil
		}
		return 0, nil, nil
	})
	var out [][]byte
	for scan.Scan() {
		if len(scan.Bytes()) > 0 {
			out = append(out, bytes.Clone(scan.Bytes()))
		}
	}
	return out
}

// reel is a feed worked by hand.
type reel struct {
	format   format.Format
	pictures chan []*rtp.Packet
	closed   chan struct{}
}

func newReel(f format.Format) *reel {
	return &reel{format: f, pictures: make(chan []*rtp.Packet), closed: make(chan struct{})}
}

func (r *reel) Format() format.Format { return r.format }

func (r *reel) Read(ctx context.Context) ([]*rtp.Packet, time.Time, error) {
	select {
	case p := <-r.pictures:
		return p, time.Now(), nil
	case <-ctx.Done():
		return nil, time.Time{}, ctx.Err()
	case <-r.closed:
		return nil, time.Time{}, io.EOF
	}
}

func (r *reel) Close() error { close(r.closed); return nil }

func TestA_clip_becomes_live_pictures_of_the_asked_size(t *testing.T) {
	f, pictures := clip(t)
	feed := newReel(f)
	p := Play(PlayerConfig{Feed: feed, Width: 160, Height: 160, Every: time.Nanosecond})
	defer p.Close()
	for _, packets := range pictures[:20] {
		feed.pictures <- packets
	}
	feed.pictures <- pictures[20] // the one before is decoded once this is taken
	got := p.Latest()
	if got == nil {
		t.Fatal("no picture")
	}
	if got.Rect.Dx() > 160 || got.Rect.Dy() > 160 || got.Stride != got.Rect.Dx()*4 || len(got.Pix) != got.Stride*got.Rect.Dy() {
		t.Errorf("not tightly packed inside 160×160: %v, stride %d", got.Rect, got.Stride)
	}
	if flat(got.RGBA) {
		t.Error("the picture has one colour only")
	}
	if truth := p.Truth(); truth.State != Live {
		t.Errorf("state %s", truth.State)
	}
}

// counter is a feed that wants to know what is decoded.
type counter struct {
	*reel
	seen chan int
}

func (c *counter) Decoded(pictures int) { c.seen <- pictures }

func TestA_feed_that_counts_is_told_of_every_picture(t *testing.T) {
	f, pictures := clip(t)
	feed := &counter{newReel(f), make(chan int, 100)}
	p := Play(PlayerConfig{Feed: feed, Width: 160, Height: 160})
	defer p.Close()
	for _, packets := range pictures[:21] {
		feed.pictures <- packets
	}
	total := 0
	for len(feed.seen) > 0 {
		total += <-feed.seen
	}
	if total != 20 && total != 21 { // the last may be under way
		t.Errorf("told of %d pictures", total)
	}
}

// flat says whether every pixel is the same.
func flat(p *image.RGBA) bool {
	for i := 4; i < len(p.Pix); i++ {
		if p.Pix[i] != p.Pix[i-4] {
			return false
		}
	}
	return true
}

func TestJoining_in_the_middle_waits_for_a_key_picture(t *testing.T) {
	f, pictures := clip(t)
	feed := newReel(f)
	p := Play(PlayerConfig{Feed: feed})
	defer p.Close()
	for _, packets := range pictures[1:4] {
		feed.pictures <- packets
	}
	if p.Latest() != nil || p.Truth().State == Live {
		t.Error("a picture was shown that leans on one we never had")
	}
}

// Whatever bytes come, the player neither crashes nor lies, and a good stream
// afterwards is shown again.
func TestA_hostile_stream_ends_nothing(t *testing.T) {
	f, pictures := clip(t)
	feed := newReel(f)
	p := Play(PlayerConfig{Feed: feed, Width: 160, Height: 90, Every: time.Nanosecond})
	defer p.Close()
	noise := uint32(1)
	for round := range 30 {
		for _, packets := range pictures[:12] {
			mutated := make([]*rtp.Packet, len(packets))
			for i, packet := range packets {
				c := packet.Clone()
				for range 1 + round%7 {
					noise = noise*1664525 + 1013904223
					if len(c.Payload) > 0 {
						c.Payload[int(noise>>8)%len(c.Payload)] ^= byte(noise)
					}
				}
				mutated[i] = c
			}
			feed.pictures <- mutated
		}
	}
	for _, packets := range pictures {
		feed.pictures <- packets
	}
	feed.pictures <- pictures[0]
	if got := p.Truth().State; got != Live {
		t.Errorf("after a good stream: %s", got)
	}
}

func TestA_codec_that_cannot_be_shown_says_so(t *testing.T) {
	feed := newReel(&format.VP8{PayloadTyp: 96})
	p := Play(PlayerConfig{Feed: feed})
	defer p.Close()
	feed.pictures <- []*rtp.Packet{{Payload: []byte{1}}}
	feed.pictures <- []*rtp.Packet{{Payload: []byte{1}}}
	if got := p.Truth().State; got != Unsupported {
		t.Errorf("state %s", got)
	}
}

// panicky is a decoder that dies on purpose.
type panicky struct{}

func (panicky) Decode([]byte) (int, error)                    { panic("on purpose") }
func (panicky) Size() (int, int)                              { return 0, 0 }
func (panicky) Picture(int, int, []byte) (*image.RGBA, error) { return nil, errors.New("none") }
func (panicky) Grey(int, int, []byte) ([]byte, error)         { return nil, errors.New("none") }
func (panicky) Close()                                        {}

func TestA_decoder_that_panics_is_replaced(t *testing.T) {
	f, pictures := clip(t)
	feed := newReel(f)
	deaths := 0
	p := Play(PlayerConfig{Feed: feed, Open: func(f format.Format) (Decoder, error) {
		if deaths++; deaths < 3 {
			return panicky{}, nil
		}
		return openAV(f)
	}})
	defer p.Close()
	for range 4 {
		feed.pictures <- pictures[0]
	}
	feed.pictures <- pictures[1]
	if p.Latest() == nil {
		t.Error("no picture after two dead decoders")
	}
}

func TestA_still_has_the_size_of_the_stream(t *testing.T) {
	f, pictures := clip(t)
	got, err := Still(t.Context(), f, pictures[0], 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got.Rect.Dx() < 200 || flat(got) {
		t.Errorf("still %v", got.Rect)
	}
	grey := Grey(got)
	for i := 0; i < len(grey.Pix); i += 4 {
		if grey.Pix[i] != grey.Pix[i+1] || grey.Pix[i] > 128 {
			t.Fatal("an old picture has colour or full light")
		}
	}
}

func BenchmarkDecode_and_convert_one_tile(b *testing.B) {
	f, pictures := clip(b)
	u, err := newUnits(f)
	if err != nil {
		b.Fatal(err)
	}
	d, err := openAV(f)
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	buffer := make([]byte, 480*270*4)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		unit, _, err := u.assemble(pictures[i%len(pictures)])
		if err != nil {
			b.Fatal(err)
		}
		if _, err := d.Decode(unit); err != nil {
			b.Fatal(err)
		}
		if _, err := d.Picture(480, 270, buffer); err != nil {
			b.Fatal(err)
		}
	}
}
