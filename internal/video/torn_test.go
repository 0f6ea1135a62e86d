package video

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h265"
	"github.com/pion/rtp"
)

// strip265 is a clip as the pictures' packets, and which of them are key pictures.
type strip265 struct {
	format   format.Format
	pictures [][]*rtp.Packet
	keys     []int
}

// cutH265 cuts an H.265 clip of the demo into pictures of many packets each.
func cutH265(t *testing.T) strip265 {
	t.Helper()
	f := &format.H265{PayloadTyp: 96}
	encoder, err := f.CreateEncoder()
	if err != nil {
		t.Fatal(err)
	}
	encoder.PayloadMaxSize = 300
	out := strip265{format: f}
	var unit [][]byte
	for _, n := range kinds()[1].nalus(t) {
		unit = append(unit, n)
		kind := h265.NALUType(n[0] >> 1 & 0x3f)
		if kind > h265.NALUType_RSV_IRAP_VCL23 {
			continue
		}
		packets, err := encoder.Encode(unit)
		if err != nil {
			t.Fatal(err)
		}
		if kind >= h265.NALUType_BLA_W_LP {
			out.keys = append(out.keys, len(out.pictures))
		}
		out.pictures, unit = append(out.pictures, packets), nil
	}
	if len(out.keys) < 2 || out.keys[0] != 0 {
		t.Fatalf("key pictures at %v of %d", out.keys, len(out.pictures))
	}
	return out
}

// nalus are those of the first clip of a codec.
func (h hostile) nalus(t *testing.T) [][]byte {
	var out [][]byte
	for _, u := range h.units(t) {
		out = append(out, bytes.TrimPrefix(u, []byte{0, 0, 0, 1}))
	}
	return out
}

// Packets are lost in H.265, which this FFmpeg does not tell: until the next key
// picture nothing proves that what is seen is new.
func TestA_picture_that_leans_on_lost_packets_proves_nothing(t *testing.T) {
	clip := cutH265(t)
	second := clip.keys[1]
	for name, lose := range map[string]func([][]*rtp.Packet){
		"a packet inside a picture": func(p [][]*rtp.Packet) { p[3] = slices.Delete(slices.Clone(p[3]), 0, 1) },
		"the end of a picture":      func(p [][]*rtp.Packet) { p[3] = p[3][:len(p[3])-1] },
		"a whole picture":           func(p [][]*rtp.Packet) { p[3] = nil },
		"the end of the key picture": func(p [][]*rtp.Packet) {
			p[0] = p[0][:len(p[0])-1]
		},
	} {
		t.Run(name, func(t *testing.T) {
			pictures := slices.Clone(clip.pictures)
			lose(pictures)
			feed := newReel(clip.format)
			p := Play(PlayerConfig{Feed: feed, Width: 160, Height: 90})
			defer p.Close()
			proof := func() time.Time {
				p.mu.Lock()
				defer p.mu.Unlock()
				return p.proof.at
			}
			var before, after time.Time
			for i, packets := range pictures[:second+3] {
				switch i {
				case 5: // the loss is known by now
					before = proof()
				case second:
					after = proof()
				}
				if len(packets) > 0 {
					feed.pictures <- packets
				}
			}
			if !before.Equal(after) {
				t.Error("pictures that lean on what was lost are taken as proof")
			}
			if !proof().After(after) {
				t.Error("after the next key picture nothing is proved")
			}
		})
	}
}

func TestA_stream_without_loss_is_whole(t *testing.T) {
	var n torn
	packets := func(from uint16, count int) (out []*rtp.Packet) {
		for i := range count {
			out = append(out, &rtp.Packet{Header: rtp.Header{SequenceNumber: from + uint16(i)}})
		}
		return out
	}
	for _, step := range []struct {
		packets        []*rtp.Packet
		before, inside bool
	}{
		{packets(65530, 4), false, false}, {packets(65534, 5), false, false}, {packets(3, 2), false, false},
		{packets(6, 2), true, false}, {append(packets(8, 1), packets(10, 1)...), false, true}, {packets(11, 1), false, false},
	} {
		if before, inside := n.take(step.packets); before != step.before || inside != step.inside {
			t.Errorf("from %d: missing before %v, inside %v", step.packets[0].SequenceNumber, before, inside)
		}
	}
}

// A lens that was covered is told by the next player too: alone it would find
// the covered picture usual.
func TestMemory_of_what_is_wrong_goes_from_player_to_player(t *testing.T) {
	f, pictures := clip(t)
	feed := newReel(f)
	since := time.Now().Add(-time.Hour)
	m := Memory{scene{said: Covered, saidFor: since, wrong: Covered, since: since, detail: 1e6, bright: 100, at: since, n: 1}}
	p := Play(PlayerConfig{Feed: feed, Memory: m})
	if got := p.Truth(); got.Sight != Covered || !got.SightSince.Equal(since) {
		t.Errorf("before the first picture: %+v", got)
	}
	for _, packets := range pictures[:4] {
		feed.pictures <- packets
	}
	if got := p.Truth(); got.Sight != Covered || p.Memory().scene.said != Covered {
		t.Errorf("still without its usual detail: %+v", got)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	m.scene.detail = 0.001 // what comes has more detail than what was usual
	feed = newReel(f)
	p = Play(PlayerConfig{Feed: feed, Memory: m})
	defer p.Close()
	for _, packets := range pictures[:4] {
		feed.pictures <- packets
	}
	if got := p.Truth(); got.Sight != Clear || p.Memory().scene.said != Clear {
		t.Errorf("its detail is back: %+v", got)
	}
}
