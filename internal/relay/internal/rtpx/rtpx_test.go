package rtpx

import (
	"bytes"
	"testing"

	"github.com/bluenviron/gortsplib/v4/pkg/format/rtph264"
	"github.com/bluenviron/gortsplib/v4/pkg/format/rtph265"
	"github.com/bluenviron/gortsplib/v4/pkg/format/rtpmjpeg"
	"github.com/pion/rtp"
)

func TestLook(t *testing.T) {
	for name, c := range map[string]struct {
		codec Codec
		p     []byte
		want  Sight
	}{
		"idr":                   {H264, []byte{0x65, 1}, Sight{Slice: true, Key: true}},
		"p":                     {H264, []byte{0x41, 1}, Sight{Slice: true}},
		"sps":                   {H264, []byte{0x67, 1}, Sight{Start: true, Params: true}},
		"pps":                   {H264, []byte{0x68, 1}, Sight{Params: true}},
		"fragment of idr":       {H264, []byte{28, 0x85, 1}, Sight{Slice: true, Key: true}},
		"later fragment of idr": {H264, []byte{28, 0x05, 1}, Sight{Slice: true, Key: true}},
		"short fragment":        {H264, []byte{28}, Sight{}},
		"aggregate":             {H264, []byte{24, 0, 1, 0x67, 0, 1, 0x65}, Sight{Slice: true, Key: true, Start: true, Params: true}},
		"torn aggregate":        {H264, []byte{24, 0, 9, 0x67}, Sight{}},
		"h265 idr":              {H265, []byte{19 << 1, 1, 0}, Sight{Slice: true, Key: true}},
		"h265 cra":              {H265, []byte{21 << 1, 1, 0}, Sight{Slice: true, Key: true}},
		"h265 trail":            {H265, []byte{1 << 1, 1, 0}, Sight{Slice: true}},
		"h265 sps":              {H265, []byte{33 << 1, 1, 0}, Sight{Start: true, Params: true}},
		"h265 fragment":         {H265, []byte{49 << 1, 1, 0x80 | 19, 0}, Sight{Slice: true, Key: true}},
		"mpeg4 i":               {MPEG4, []byte{0, 0, 1, 0xb0, 1, 0, 0, 1, 0xb6, 0x10}, Sight{Slice: true, Key: true, Params: true}},
		"mpeg4 p":               {MPEG4, []byte{0, 0, 1, 0xb6, 0x50}, Sight{Slice: true}},
		"vp8 key":               {VP8, []byte{0x10, 0x00}, Sight{Slice: true, Key: true}},
		"vp8 key, extended":     {VP8, []byte{0x90, 0x80, 0x81, 0x02, 0x00}, Sight{Slice: true, Key: true}},
		"vp8 delta":             {VP8, []byte{0x10, 0x01}, Sight{Slice: true}},
		"vp9 key":               {VP9, []byte{0x08, 0}, Sight{Slice: true, Key: true}},
		"vp9 inter":             {VP9, []byte{0x48, 0}, Sight{Slice: true}},
		"av1 new sequence":      {AV1, []byte{0x08, 0}, Sight{Slice: true, Key: true}},
		"unknown":               {Other, []byte{1}, Sight{Slice: true, Key: true}},
		"nothing":               {H264, nil, Sight{}},
	} {
		if got := Look(c.codec, c.p); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func repacked(t *testing.T, c Codec, payload []byte, limit int) []*rtp.Packet {
	t.Helper()
	in := bytes.Clone(payload)
	parts := Repack(c, Header{Marker: true, Type: 96, Time: 9, SSRC: 3, Payload: payload}, limit)
	if !bytes.Equal(in, payload) {
		t.Fatal("the input was altered")
	}
	var list []*rtp.Packet
	for i, b := range parts {
		p := &rtp.Packet{}
		if err := p.Unmarshal(b); err != nil {
			t.Fatal(err)
		}
		if len(p.Payload) > limit || p.Marker != (i == len(parts)-1) || p.Timestamp != 9 {
			t.Fatalf("part %d: %d bytes, marker %v", i, len(p.Payload), p.Marker)
		}
		p.SequenceNumber = uint16(i)
		list = append(list, p)
	}
	return list
}

// TestRepack gives the parts to the library's decoders: they must see what went in.
func TestRepack(t *testing.T) {
	nal := bytes.Repeat([]byte{0x65, 1, 2, 3}, 1000)
	d := &rtph264.Decoder{PacketizationMode: 1}
	if err := d.Init(); err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string][]byte{
		"single":    nal,
		"aggregate": append(append([]byte{24, 0, 2, 0x67, 1, byte(len(nal) >> 8), byte(len(nal))}, nal...), 0, 1, 0x68),
	} {
		var got [][]byte
		for _, p := range repacked(t, H264, in, 1000) {
			if au, err := d.Decode(p); err == nil {
				got = au
			}
		}
		found := false
		for _, n := range got {
			found = found || bytes.Equal(n, nal)
		}
		if !found {
			t.Errorf("h264 %s: the unit came not back", name)
		}
	}
	first := repacked(t, H264, append([]byte{0x7c, 0x85}, nal...), 1000)
	if first[0].Payload[1] != 0x85 || first[1].Payload[1] != 0x05 || first[len(first)-1].Payload[1]&0x40 != 0 {
		t.Error("a first fragment must stay first and not become last")
	}

	nal5 := append([]byte{19 << 1, 1}, bytes.Repeat([]byte{7}, 5000)...)
	d5 := &rtph265.Decoder{}
	if err := d5.Init(); err != nil {
		t.Fatal(err)
	}
	var got5 [][]byte
	for _, p := range repacked(t, H265, nal5, 1000) {
		if au, err := d5.Decode(p); err == nil {
			got5 = au
		}
	}
	if len(got5) != 1 || !bytes.Equal(got5[0], nal5) {
		t.Error("h265: the unit came not back")
	}
}

func TestRepackJPEG(t *testing.T) {
	head := []byte{0, 0, 0, 0, 1, 255, 40, 30}
	tables := append([]byte{0, 0, 0, 128}, bytes.Repeat([]byte{16}, 128)...)
	data := bytes.Repeat([]byte{0x12, 0x34}, 3000)
	d := &rtpmjpeg.Decoder{}
	if err := d.Init(); err != nil {
		t.Fatal(err)
	}
	var picture []byte
	for _, p := range repacked(t, MJPEG, append(append(head, tables...), data...), 1000) {
		if b, err := d.Decode(p); err == nil {
			picture = b
		}
	}
	if !bytes.Contains(picture, data) {
		t.Error("the picture came not back")
	}
	later := []byte{0, 0, 4, 0, 1, 255, 40, 30}
	parts := repacked(t, MJPEG, append(later, data...), 1000)
	if off := int(parts[1].Payload[2])<<8 | int(parts[1].Payload[3]); off != 1024+992 {
		t.Errorf("the second part begins at %d", off)
	}
}

func TestFrames(t *testing.T) {
	b, _ := AppendFrame(nil, 2, []byte{1, 2, 3})
	b, _ = AppendFrame(b, 2, []byte{4})
	var got []byte
	Frames(append(b, '$', 0), func(_ int, p []byte) bool { got = append(got, p...); return true })
	if !bytes.Equal(got, []byte{1, 2, 3, 4}) {
		t.Error(got)
	}
}

func FuzzPacket(f *testing.F) {
	f.Add([]byte{0x80, 96, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0x65, 1, 2}, byte(1))
	f.Add([]byte{0xbf, 96, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0x65, 1, 200}, byte(2))
	f.Add(append([]byte{0x80, 26, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 1, 255, 40, 30, 0, 0, 0, 128}, make([]byte, 300)...), byte(3))
	f.Add(append([]byte{0x80, 96, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 24, 0, 200}, make([]byte, 300)...), byte(1))
	f.Fuzz(func(t *testing.T, b []byte, c byte) {
		in := bytes.Clone(b)
		h, ok := Parse(b)
		if !ok {
			return
		}
		codec := Codec(c % 8)
		Look(codec, h.Payload)
		size := 0
		for i, p := range Repack(codec, h, 128) {
			ph, ok := Parse(p)
			if !ok || len(ph.Payload) > 128 {
				t.Fatalf("part %d is %d bytes", i, len(ph.Payload))
			}
			size += len(p)
		}
		if size > 3*len(b)+1000 {
			t.Fatalf("%d bytes became %d", len(b), size)
		}
		if !bytes.Equal(in, b) {
			t.Fatal("the input was altered")
		}
	})
}
