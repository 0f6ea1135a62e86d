package video

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/pion/rtp"
)

// kinds are the streams that are mutated: every codec that reaches FFmpeg.
func kinds() []hostile {
	return []hostile{
		{"*-sub.h264", func() format.Format { return &format.H264{PayloadTyp: 96, PacketizationMode: 1} }},
		{"*-sub.h265", func() format.Format { return &format.H265{PayloadTyp: 96} }},
		{"*-sub.mjpeg", func() format.Format { return &format.MJPEG{} }},
	}
}

// hostile is a codec and the clips in it.
type hostile struct {
	clips string
	make  func() format.Format
}

// units cuts the clips of a codec into access units as they come from the wire.
func (h hostile) units(t testing.TB) [][]byte {
	t.Helper()
	files, err := filepath.Glob("../../assets/clips/" + h.clips)
	if err != nil || len(files) == 0 {
		t.Fatalf("no clip %s: %v", h.clips, err)
	}
	var units [][]byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, jpeg := h.make().(*format.MJPEG); jpeg {
			for _, part := range bytes.Split(data, []byte{0xff, 0xd8, 0xff})[1:] {
				units = append(units, append([]byte{0xff, 0xd8, 0xff}, part...))
			}
			continue
		}
		for _, n := range nalus(t, data) {
			units = append(units, append([]byte{0, 0, 0, 1}, n...))
		}
	}
	return units
}

// mutate breaks a unit in one of the ways in which lines and enemies break
// them: bits turned, cut short, a piece twice, two units in one.
func mutate(r *rand.Rand, unit, other []byte) []byte {
	out := bytes.Clone(unit)
	for range 1 + r.IntN(3) {
		at := r.IntN(len(out))
		switch r.IntN(5) {
		case 0, 1:
			for range 1 + r.IntN(12) {
				out[r.IntN(len(out))] ^= byte(1 << r.IntN(8))
			}
		case 2:
			out = out[:max(at, 5)]
		case 3:
			piece := bytes.Clone(out[at:min(len(out), at+1+r.IntN(64))])
			out = append(out[:at], append(piece, out[at:]...)...)
		case 4:
			out = append(out[:at], other[r.IntN(len(other)):]...)
		}
		if len(out) == 0 {
			return bytes.Clone(unit)
		}
	}
	return out
}

// assault gives a decoder of each kind so many mutated units, good ones between
// them. Whatever it says, it must go on and make pictures of a good stream.
func assault(t *testing.T, count int) {
	for _, h := range kinds() {
		t.Run(h.clips, func(t *testing.T) {
			t.Parallel()
			units, r := h.units(t), rand.New(rand.NewPCG(1, uint64(count)))
			d, err := openAV(h.make())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { d.Close() }()
			refused := 0
			for i := range count {
				unit := units[i%len(units)]
				if i%4 > 0 {
					unit = mutate(r, unit, units[r.IntN(len(units))])
				}
				if _, err := d.Decode(unit); err != nil {
					refused++
				}
				if w, h := d.Size(); w*h > MaxWidth*MaxHeight {
					t.Fatalf("a picture of %d×%d", w, h)
				}
				if i%64 == 0 && count > 1000 {
					_, _ = d.Picture(160, 90, nil) // it may have none
				}
				if i%5000 == 4999 { // as the player does after many faults
					d.Close()
					if d, err = openAV(h.make()); err != nil {
						t.Fatal(err)
					}
				}
			}
			if refused == 0 {
				t.Error("nothing was refused: the units were not broken")
			}
			pictures := 0
			for _, unit := range units {
				n, _ := d.Decode(unit)
				pictures += n
			}
			if pictures < len(units)/3 {
				t.Errorf("%d pictures of %d good units afterwards", pictures, len(units))
			}
		})
	}
}

func TestTwenty_thousand_mutated_units_end_nothing(t *testing.T) { assault(t, 6700) }

// The same from the wire: packets whose payloads are broken, through
// depacketiser, limits, decoder and evidence.
func TestMutated_packets_are_that_players_trouble_only(t *testing.T) {
	f, pictures := clip(t)
	r := rand.New(rand.NewPCG(3, 4))
	feed := newReel(f)
	p := Play(PlayerConfig{Feed: feed, Width: 160, Height: 90})
	defer p.Close()
	for i := range 1500 {
		packets := make([]*rtp.Packet, 0, 4)
		for _, packet := range pictures[i%len(pictures)] {
			c := packet.Clone()
			c.Payload = mutate(r, c.Payload, packet.Payload)
			c.Marker = r.IntN(8) > 0
			packets = append(packets, c)
		}
		feed.pictures <- packets
	}
	for range 2 {
		for _, packets := range pictures {
			feed.pictures <- packets
		}
	}
	feed.pictures <- pictures[0]
	if got := p.Truth().State; got != Live {
		t.Errorf("a good stream afterwards: %s", got)
	}
}

// A size bomb is refused before anything is allocated for it: by the parameter
// set where Go can read it, by FFmpeg's own bound where it cannot.
func TestA_size_bomb_is_refused(t *testing.T) {
	for _, size := range [][2]int{{16384, 16384}, {4112, 16}, {16, 2320}} {
		sps := bomb(size[0], size[1])
		var read h264.SPS
		if err := read.Unmarshal(sps); err != nil || read.Width() != size[0] || read.Height() != size[1] {
			t.Fatalf("the bomb is none: %v, %d×%d", err, read.Width(), read.Height())
		}
		if err := checkH264(sps); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%v: %v", size, err)
		}
		f, pictures := clip(t)
		f.SPS = sps
		feed := newReel(f)
		p := Play(PlayerConfig{Feed: feed})
		bombed := make([]*rtp.Packet, 0, 4)
		head := pictures[0][0].Clone()
		head.Payload, head.Marker = sps, false
		bombed = append(bombed, head)
		bombed = append(bombed, pictures[0]...)
		feed.pictures <- bombed
		feed.pictures <- bombed
		if truth := p.Truth(); truth.State != Unsupported || !truth.TooLarge || p.Latest() != nil {
			t.Errorf("%v: %+v", size, truth)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	if checkH264(bomb(4096, 2304)) != nil {
		t.Error("4096×2304 is allowed")
	}
}

// bomb writes the parameter set of a baseline stream of any size (whole
// macroblocks).
func bomb(width, height int) []byte {
	var bits []byte
	put := func(value, n int) {
		for i := n - 1; i >= 0; i-- {
			bits = append(bits, byte(value>>i&1))
		}
	}
	golomb := func(v int) {
		n := 0
		for (v+1)>>(n+1) > 0 {
			n++
		}
		put(0, n)
		put(v+1, n+1)
	}
	golomb(0) // seq_parameter_set_id
	golomb(0) // log2_max_frame_num_minus4
	golomb(2) // pic_order_cnt_type
	golomb(1) // max_num_ref_frames
	put(0, 1) // gaps
	golomb(width/16 - 1)
	golomb(height/16 - 1)
	put(1, 1) // frame_mbs_only
	put(1, 1) // direct_8x8_inference
	put(0, 1) // cropping
	put(0, 1) // vui
	put(1, 1) // stop
	for len(bits)%8 != 0 {
		bits = append(bits, 0)
	}
	out := []byte{0x67, 66, 0, 40}
	for i := 0; i < len(bits); i += 8 {
		b := byte(0)
		for _, bit := range bits[i : i+8] {
			b = b<<1 | bit
		}
		out = append(out, b)
	}
	return out
}

func TestAn_access_unit_beyond_four_mebibytes_is_refused(t *testing.T) {
	f, pictures := clip(t)
	u, err := newUnits(f)
	if err != nil {
		t.Fatal(err)
	}
	var packets []*rtp.Packet
	seq := uint16(0)
	for size := 0; size <= maxUnit; size += 500_000 {
		p := pictures[0][0].Clone()
		p.Payload = append([]byte{0x65}, make([]byte, 500_000)...)
		p.SequenceNumber, p.Marker = seq, false
		seq++
		packets = append(packets, p)
	}
	packets[len(packets)-1].Marker = true
	if _, _, err := u.assemble(packets); err == nil {
		t.Error("more than four mebibytes in one picture")
	}
	if _, _, err := u.assemble(pictures[0]); err != nil {
		t.Errorf("the picture after it: %v", err)
	}
}
