package video

import (
	"bytes"
	"fmt"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h265"
	"github.com/pion/rtp"
)

// units puts the packets of one picture together into what a decoder takes:
// an Annex B access unit, or one JPEG.
type units struct {
	format format.Format                       // with the newest parameter sets
	take   func(*rtp.Packet) ([][]byte, error) // one packet in, perhaps the parts of a picture out
	pack   func(parts [][]byte) ([]byte, bool, error)
	buf    []byte
}

// newUnits returns the assembler for a format, or ErrCodec.
func newUnits(f format.Format) (*units, error) {
	u := &units{format: f}
	switch f := f.(type) {
	case *format.H264:
		d, err := f.CreateDecoder()
		if err != nil {
			return nil, err
		}
		u.take = d.Decode
		u.pack = u.packH264
	case *format.H265:
		d, err := f.CreateDecoder()
		if err != nil {
			return nil, err
		}
		u.take = d.Decode
		u.pack = u.packH265
	case *format.MJPEG:
		d, err := f.CreateDecoder()
		if err != nil {
			return nil, err
		}
		u.take = func(p *rtp.Packet) ([][]byte, error) {
			picture, err := d.Decode(p)
			return [][]byte{picture}, err
		}
		u.pack = func(parts [][]byte) ([]byte, bool, error) { return bytes.Join(parts, nil), true, nil }
	default:
		return nil, ErrCodec
	}
	return u, nil
}

// follows takes over a format's newest parameter sets, and says whether the
// stream is still of the same kind.
func (u *units) follows(f format.Format) bool {
	if f == nil || f.Codec() != u.format.Codec() || f.ClockRate() != u.format.ClockRate() {
		return false
	}
	u.format = f
	return true
}

// assemble gives the access unit of one picture's packets, valid until the next
// call, and whether a decoder can begin with it.
func (u *units) assemble(packets []*rtp.Packet) (unit []byte, key bool, err error) {
	if len(packets) == 0 {
		return nil, false, errUnit
	}
	var parts [][]byte
	for i, p := range packets {
		if i == len(packets)-1 && !p.Marker {
			// Cameras that never set the marker: the feed has found the end by
			// the timestamp, the depacketiser must be told.
			end := *p
			end.Marker = true
			p = &end
		}
		got, err := u.take(p)
		if err == nil {
			parts = append(parts, got...)
		} else if i == len(packets)-1 && len(parts) == 0 {
			return nil, false, fmt.Errorf("%w: %w", errUnit, err)
		}
	}
	size := 0
	for _, part := range parts {
		size += len(part) + 4
	}
	if size == 0 || size > maxUnit {
		return nil, false, errUnit
	}
	return u.pack(parts)
}

// packH264 writes Annex B. Parameter sets that only the description has are
// put before a key picture: some cameras never send them in band.
func (u *units) packH264(nalus [][]byte) ([]byte, bool, error) {
	key, sets := false, false
	for _, n := range nalus {
		if len(n) == 0 {
			continue
		}
		switch h264.NALUType(n[0] & 0x1f) {
		case h264.NALUTypeIDR:
			key = true
		case h264.NALUTypeSPS:
			sets = true
			if err := checkH264(n); err != nil {
				return nil, false, err
			}
		}
	}
	u.buf = u.buf[:0]
	if f, ok := u.format.(*format.H264); ok && key && !sets {
		sps, pps := f.SafeParams()
		if err := checkH264(sps); err != nil {
			return nil, false, err
		}
		u.annexB(sps, pps)
	}
	u.annexB(nalus...)
	return u.buf, key, nil
}

func checkH264(sps []byte) error {
	if len(sps) == 0 {
		return nil
	}
	var s h264.SPS
	if err := s.Unmarshal(sps); err != nil {
		return nil // odd, but FFmpeg bounds the size itself (max_pixels)
	}
	return checkSize(s.Width(), s.Height())
}

// packH265 is packH264 for H.265.
func (u *units) packH265(nalus [][]byte) ([]byte, bool, error) {
	key, sets := false, false
	for _, n := range nalus {
		if len(n) < 2 {
			continue
		}
		switch t := h265.NALUType((n[0] >> 1) & 0x3f); {
		case t >= h265.NALUType_BLA_W_LP && t <= h265.NALUType_RSV_IRAP_VCL23:
			key = true
		case t == h265.NALUType_SPS_NUT:
			sets = true
			if err := checkH265(n); err != nil {
				return nil, false, err
			}
		}
	}
	u.buf = u.buf[:0]
	if f, ok := u.format.(*format.H265); ok && key && !sets {
		vps, sps, pps := f.SafeParams()
		if err := checkH265(sps); err != nil {
			return nil, false, err
		}
		u.annexB(vps, sps, pps)
	}
	u.annexB(nalus...)
	return u.buf, key, nil
}

func checkH265(sps []byte) error {
	if len(sps) == 0 {
		return nil
	}
	var s h265.SPS
	if err := s.Unmarshal(sps); err != nil {
		return nil
	}
	return checkSize(s.Width(), s.Height())
}

func checkSize(width, height int) error {
	if width > MaxWidth || height > MaxHeight || width <= 0 || height <= 0 {
		return ErrTooLarge
	}
	return nil
}

func (u *units) annexB(nalus ...[]byte) {
	for _, n := range nalus {
		if len(n) > 0 {
			u.buf = append(append(u.buf, 0, 0, 0, 1), n...)
		}
	}
}
