package simcam

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h265"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"
	"github.com/pion/rtp"
)

// Payload types from the range that cameras use for dynamic ones.
const (
	videoType = 96
	audioType = 97
)

// reel is a clip cut into RTP payloads: everything about a track that does
// not change while it is sent again and again.
type reel struct {
	video       bool
	clock       int // ticks a second
	step        int // ticks from one unit to the next
	payloadType uint8
	units       []unit
	formats     func() []format.Format // a fresh format for each description
}

// unit is one picture, or one piece of sound.
type unit struct {
	key     bool
	packets []payload
}

type payload struct {
	payload []byte
	marker  bool
}

// firstKey returns a picture that can be shown without any other.
func (r reel) firstKey() unit {
	for _, u := range r.units {
		if u.key {
			return u
		}
	}
	return r.units[0]
}

// encoder is what the library's formats make: payloads of one unit.
type encoder func(unit [][]byte) ([]*rtp.Packet, error)

// cut takes a clip apart by its codec.
func cut(c clip, data []byte, fps int) (reel, error) {
	if c.Stream != streamAudio && (fps <= 0 || 90000%fps != 0) {
		return reel{}, fmt.Errorf("cannot be played at %d pictures a second", fps)
	}
	r := reel{video: true, clock: 90000, payloadType: videoType}
	if fps > 0 {
		r.step = 90000 / fps
	}
	switch c.Codec {
	case "h264":
		return cutH264(r, data)
	case "h265":
		return cutH265(r, data)
	case "mjpeg":
		return cutMJPEG(r, data)
	case "mpeg4":
		return cutMPEG4(r, data)
	case "pcma":
		return cutG711(data, c.Rate)
	case "aac":
		return cutAAC(data)
	}
	return r, fmt.Errorf("unknown codec %q", c.Codec)
}

// add encodes one unit and puts it at the end.
func (r *reel) add(key bool, parts [][]byte, encode encoder) error {
	packets, err := encode(parts)
	if err != nil {
		return err
	}
	u := unit{key: key}
	for _, p := range packets {
		u.packets = append(u.packets, payload{p.Payload, p.Marker})
	}
	r.units = append(r.units, u)
	return nil
}

func cutH264(r reel, data []byte) (reel, error) {
	var nalus h264.AnnexB
	if err := nalus.Unmarshal(data); err != nil {
		return r, err
	}
	var sps, pps []byte
	pictures := pictures(nalus, func(n []byte) kind {
		switch h264.NALUType(n[0] & 0x1F) {
		case h264.NALUTypeSPS:
			sps = n
			return parameters
		case h264.NALUTypePPS:
			pps = n
			return parameters
		case h264.NALUTypeIDR, h264.NALUTypeNonIDR:
			return slice(n, 1)
		}
		return noise
	})
	f := func() *format.H264 {
		return &format.H264{PayloadTyp: videoType, SPS: sps, PPS: pps, PacketizationMode: 1}
	}
	r.formats = func() []format.Format { return []format.Format{f()} }
	e, err := f().CreateEncoder()
	if err != nil {
		return r, err
	}
	for _, p := range pictures {
		if err := r.add(h264.IsRandomAccess(p), p, e.Encode); err != nil {
			return r, err
		}
	}
	return r, r.check()
}

func cutH265(r reel, data []byte) (reel, error) {
	var nalus h264.AnnexB // the same framing in both standards
	if err := nalus.Unmarshal(data); err != nil {
		return r, err
	}
	var vps, sps, pps []byte
	pictures := pictures(nalus, func(n []byte) kind {
		switch t := h265.NALUType((n[0] >> 1) & 0x3F); {
		case t == h265.NALUType_VPS_NUT:
			vps = n
			return parameters
		case t == h265.NALUType_SPS_NUT:
			sps = n
			return parameters
		case t == h265.NALUType_PPS_NUT:
			pps = n
			return parameters
		case t < 32:
			return slice(n, 2)
		}
		return noise
	})
	f := func() *format.H265 {
		return &format.H265{PayloadTyp: videoType, VPS: vps, SPS: sps, PPS: pps}
	}
	r.formats = func() []format.Format { return []format.Format{f()} }
	e, err := f().CreateEncoder()
	if err != nil {
		return r, err
	}
	for _, p := range pictures {
		if err := r.add(h265.IsRandomAccess(p), p, e.Encode); err != nil {
			return r, err
		}
	}
	return r, r.check()
}

// kind says what a NAL unit is to whoever looks for the borders of pictures.
type kind int

const (
	noise      kind = iota // delimiters and remarks of the encoder: not sent
	parameters             // belongs to the picture that follows
	opening                // the first slice of a picture
	further                // another slice of the same picture
)

// slice reads the first bit behind the header: first_mb_in_slice = 0 in H.264,
// first_slice_segment_in_pic_flag in H.265.
func slice(nalu []byte, header int) kind {
	if len(nalu) > header && nalu[header]&0x80 != 0 {
		return opening
	}
	return further
}

// pictures groups NAL units into access units.
func pictures(nalus [][]byte, look func([]byte) kind) [][][]byte {
	var all [][][]byte
	var pending, current [][]byte
	for _, n := range nalus {
		if len(n) == 0 {
			continue
		}
		switch look(n) {
		case parameters:
			pending = append(pending, n)
		case opening:
			if current != nil {
				all = append(all, current)
			}
			current, pending = append(pending, n), nil
		case further:
			current = append(current, n)
		case noise:
		}
	}
	if current != nil {
		all = append(all, current)
	}
	return all
}

func cutMJPEG(r reel, data []byte) (reel, error) {
	r.payloadType = 26
	r.formats = func() []format.Format { return []format.Format{&format.MJPEG{}} }
	e, err := (&format.MJPEG{}).CreateEncoder()
	if err != nil {
		return r, err
	}
	encode := func(parts [][]byte) ([]*rtp.Packet, error) { return e.Encode(bothTables(parts[0])) }
	start := []byte{0xFF, 0xD8, 0xFF}
	for len(data) > 0 {
		// Inside a picture 0xFF is always escaped, so that its start cannot
		// be met by chance.
		end := bytes.Index(data[1:], start) + 1
		if end == 0 {
			end = len(data)
		}
		if err := r.add(true, [][]byte{data[:end]}, encode); err != nil {
			return r, err
		}
		data = data[end:]
	}
	return r, r.check()
}

// cutMPEG4 takes MPEG-4 part 2 apart: a configuration, then the pictures
// (VOPs), each with the headers that stand before it.
func cutMPEG4(r reel, data []byte) (reel, error) {
	first := startOf(data, 0xB3, 0xB6)
	if first < 0 {
		return r, errors.New("no picture")
	}
	config, data := data[:first], data[first:]
	f := func() *format.MPEG4Video {
		return &format.MPEG4Video{PayloadTyp: videoType, ProfileLevelID: 1, Config: config}
	}
	r.formats = func() []format.Format { return []format.Format{f()} }
	e, err := f().CreateEncoder()
	if err != nil {
		return r, err
	}
	encode := func(parts [][]byte) ([]*rtp.Packet, error) { return e.Encode(parts[0]) }
	for len(data) > 0 {
		vop := startOf(data, 0xB6)
		if vop < 0 || vop+4 >= len(data) {
			break // headers without a picture
		}
		end := len(data)
		if next := startOf(data[vop+4:], 0xB0, 0xB3, 0xB6); next >= 0 {
			end = vop + 4 + next
		}
		key := data[vop+4]>>6 == 0 // vop_coding_type I
		if err := r.add(key, [][]byte{data[:end]}, encode); err != nil {
			return r, err
		}
		data = data[end:]
	}
	return r, r.check()
}

// startOf finds the first of some MPEG-4 start codes, -1 if there is none.
func startOf(data []byte, codes ...byte) int {
	for at := 0; ; at++ {
		i := bytes.Index(data[at:], []byte{0, 0, 1})
		if i < 0 || at+i+3 >= len(data) {
			return -1
		}
		at += i
		if slices.Contains(codes, data[at+3]) {
			return at
		}
	}
}

func cutG711(data []byte, rate int) (reel, error) {
	const piece = 320 // 40 ms, as most cameras send it
	if rate <= 0 {
		return reel{}, errors.New("sound without a rate")
	}
	f := func() *format.G711 { return &format.G711{PayloadTyp: 8, SampleRate: rate, ChannelCount: 1} }
	r := reel{clock: rate, step: piece, payloadType: 8}
	r.formats = func() []format.Format { return []format.Format{f()} }
	e, err := f().CreateEncoder()
	if err != nil {
		return r, err
	}
	encode := func(parts [][]byte) ([]*rtp.Packet, error) { return e.Encode(parts[0]) }
	for ; len(data) >= piece; data = data[piece:] {
		if err := r.add(true, [][]byte{data[:piece]}, encode); err != nil {
			return r, err
		}
	}
	return r, r.check()
}

func cutAAC(data []byte) (reel, error) {
	var adts mpeg4audio.ADTSPackets
	if err := adts.Unmarshal(data); err != nil {
		return reel{}, err
	}
	config := mpeg4audio.AudioSpecificConfig{
		Type: adts[0].Type, SampleRate: adts[0].SampleRate, ChannelCount: adts[0].ChannelCount,
	}
	f := func() *format.MPEG4Audio {
		own := config
		return &format.MPEG4Audio{
			PayloadTyp: audioType, Config: &own, SizeLength: 13, IndexLength: 3, IndexDeltaLength: 3,
		}
	}
	r := reel{clock: config.SampleRate, step: mpeg4audio.SamplesPerAccessUnit, payloadType: audioType}
	r.formats = func() []format.Format { return []format.Format{f()} }
	e, err := f().CreateEncoder()
	if err != nil {
		return r, err
	}
	for _, p := range adts {
		if err := r.add(true, [][]byte{p.AU}, e.Encode); err != nil {
			return r, err
		}
	}
	return r, r.check()
}

// check refuses a reel that could not be shown.
func (r reel) check() error {
	if len(r.units) == 0 {
		return errors.New("nothing in it")
	}
	if r.video && !r.units[0].key {
		return errors.New("does not begin with a key picture")
	}
	return nil
}

// quiet is silence in G.711, for a camera that has lost its picture.
func quiet() reel {
	r, err := cutG711(bytes.Repeat([]byte{0xD5}, 8000), 8000)
	if err != nil {
		return reel{} // cannot be: the bytes are ours
	}
	return r
}
