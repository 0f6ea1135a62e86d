package video

import (
	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h265"
	"github.com/pion/rtp"
)

// torn follows the packets' numbers. Where some are missing, parts of the picture
// are guessed, and so are those of all pictures that lean on it; FFmpeg 5.1 tells
// of that for H.264 only, and of the first picture only. Until the next whole key
// picture none of them proves anything.
type torn struct {
	known bool
	next  uint16
	on    bool
}

// take follows the packets of one picture and says whether some are missing
// before it or inside it.
func (t *torn) take(packets []*rtp.Packet) (before, inside bool) {
	for i, p := range packets {
		if t.known && p.SequenceNumber != t.next {
			before, inside = before || i == 0, inside || i > 0
		}
		t.next, t.known = p.SequenceNumber+1, true
	}
	return before, inside
}

// judge says whether a picture leans on what was lost, of which a whole key
// picture is free.
func (t *torn) judge(lost, whole bool) bool {
	t.on = !whole && (t.on || lost)
	return t.on
}

// begins says whether a picture has its beginning: what is missing before it then
// belongs to the picture before. In both codecs the bit after the header of a
// slice says so; a JPEG without its beginning is refused by its depacketiser.
func begins(f format.Format, unit []byte) bool {
	slice := func(header int, is func(byte) bool) bool {
		for at := 0; at+4+header < len(unit); at++ {
			if unit[at] == 0 && unit[at+1] == 0 && unit[at+2] == 0 && unit[at+3] == 1 && is(unit[at+4]) {
				return unit[at+4+header]&0x80 != 0
			}
		}
		return false
	}
	switch f.(type) {
	case *format.H264:
		return slice(1, func(b byte) bool { return h264.NALUType(b&0x1f) <= h264.NALUTypeIDR && b&0x1f != 0 })
	case *format.H265:
		return slice(2, func(b byte) bool { return h265.NALUType(b>>1&0x3f) <= h265.NALUType_RSV_IRAP_VCL23 })
	}
	return true
}
