package rtpx

import "encoding/binary"

// Codec is how a payload is read.
type Codec uint8

// The codecs whose key pictures are known; Other is carried without being understood.
const (
	Other Codec = iota
	H264
	H265
	MJPEG
	MPEG4
	VP8
	VP9
	AV1
)

// Keyed says whether key pictures of this codec can be told apart.
func (c Codec) Keyed() bool { return c != Other }

// Sight is what one payload shows.
type Sight struct {
	// Slice means that it carries part of a picture, not only what goes before one.
	Slice bool
	// Key means that the picture can be decoded without an earlier one.
	Key bool
	// Start means that it carries what opens a sequence (SPS): the picture after
	// it can be decoded without an earlier one.
	Start bool
	// Params means that it carries parameter sets of any kind.
	Params bool
}

// Look tells what a payload shows. Its cost is a few bytes read.
func Look(c Codec, p []byte) Sight {
	if len(p) == 0 {
		return Sight{}
	}
	switch c {
	case H264:
		return lookH264(p)
	case H265:
		return lookH265(p)
	case MPEG4:
		return lookMPEG4(p)
	case VP8:
		return Sight{Slice: true, Key: keyVP8(p)}
	case VP9:
		return Sight{Slice: true, Key: p[0]&0x48 == 0x08 && lowestLayer(p)}
	case AV1:
		return Sight{Slice: true, Key: p[0]&0x08 != 0}
	default:
		return Sight{Slice: true, Key: true}
	}
}

func (s Sight) or(o Sight) Sight {
	return Sight{s.Slice || o.Slice, s.Key || o.Key, s.Start || o.Start, s.Params || o.Params}
}

func lookH264(p []byte) (s Sight) {
	switch t := p[0] & 0x1f; {
	case t == 24: // STAP-A
		EachNAL(H264, p, func(nal []byte) {
			one := nalH264(nal[0])
			s = s.or(one)
		})
		return s
	case t == 28 || t == 29: // FU
		if len(p) < 2 {
			return s
		}
		return nalH264(p[1])
	default:
		return nalH264(p[0])
	}
}

func nalH264(b byte) Sight {
	t := b & 0x1f
	return Sight{Slice: t >= 1 && t <= 5, Key: t == 5, Start: t == 7, Params: t == 7 || t == 8}
}

func lookH265(p []byte) (s Sight) {
	switch t := p[0] >> 1 & 0x3f; t {
	case 48: // aggregation
		EachNAL(H265, p, func(nal []byte) {
			one := nalH265(nal[0] >> 1 & 0x3f)
			s = s.or(one)
		})
		return s
	case 49: // fragment
		if len(p) < 3 {
			return s
		}
		return nalH265(p[2] & 0x3f)
	default:
		return nalH265(t)
	}
}

func nalH265(t byte) Sight {
	return Sight{Slice: t < 32, Key: t >= 16 && t <= 23, Start: t == 33, Params: t >= 32 && t <= 34}
}

// lookMPEG4 searches the start of a packet for a video object plane of type I.
func lookMPEG4(p []byte) Sight {
	s := Sight{Slice: true}
	for i := 0; i+4 < len(p) && i < 512; i++ {
		if p[i] != 0 || p[i+1] != 0 || p[i+2] != 1 {
			continue
		}
		switch p[i+3] {
		case 0xb0, 0x20: // visual object sequence, layer
			s.Params = true
		case 0xb6:
			s.Key = p[i+4]>>6 == 0
			return s
		}
	}
	return s
}

func keyVP8(p []byte) bool {
	if p[0]&0x1f != 0x10 { // start of partition 0
		return false
	}
	at := 1
	if p[0]&0x80 != 0 {
		if len(p) < 2 {
			return false
		}
		x := p[1]
		at++
		if x&0x80 != 0 {
			if at < len(p) && p[at]&0x80 != 0 {
				at++
			}
			at++
		}
		if x&0x40 != 0 {
			at++
		}
		if x&0x30 != 0 {
			at++
		}
	}
	return at < len(p) && p[at]&1 == 0
}

// lowestLayer says whether a VP9 payload is of spatial layer 0.
func lowestLayer(p []byte) bool {
	if p[0]&0x20 == 0 {
		return true
	}
	at := 1
	if p[0]&0x80 != 0 {
		if at < len(p) && p[at]&0x80 != 0 {
			at++
		}
		at++
	}
	return at < len(p) && p[at]>>1&7 == 0
}

// EachNAL calls f with every whole unit a payload carries: one, or those of an
// aggregate. Fragments carry none.
func EachNAL(c Codec, p []byte, f func(nal []byte)) {
	head, aggregate, fragment := 1, byte(24), byte(28)
	kind := func() byte { return p[0] & 0x1f }
	if c == H265 {
		head, aggregate, fragment = 2, 48, 49
		kind = func() byte { return p[0] >> 1 & 0x3f }
	}
	if len(p) < head {
		return
	}
	switch t := kind(); {
	case t == aggregate:
		for p = p[head:]; len(p) > 2; {
			n := int(binary.BigEndian.Uint16(p))
			if n < head || n > len(p)-2 {
				return
			}
			f(p[2 : 2+n])
			p = p[2+n:]
		}
	case t == fragment || (c == H264 && t > 23):
	default:
		f(p)
	}
}
