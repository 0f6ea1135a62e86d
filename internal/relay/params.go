package relay

import (
	"bytes"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h265"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
)

// paramSets are the parameter sets of one video track, from the description or
// learned from the stream. Guarded by the stream's mutex.
type paramSets struct {
	codec         rtpx.Codec
	vps, sps, pps []byte
	fresh         bool // changed since last asked
	width, height int
	resized       bool // by a payload that carries its size, since last asked
}

func newParamSets(c rtpx.Codec) *paramSets { return &paramSets{codec: c} }

// from takes what a description holds.
func (s *paramSets) from(f format.Format) {
	switch f := f.(type) {
	case *format.H264:
		sps, pps := f.SafeParams()
		s.set(&s.sps, sps)
		s.set(&s.pps, pps)
	case *format.H265:
		vps, sps, pps := f.SafeParams()
		s.set(&s.vps, vps)
		s.set(&s.sps, sps)
		s.set(&s.pps, pps)
	}
	s.measure()
}

// sizeJPEG reads the picture's size from the first packet of a JPEG: M-JPEG has
// no parameter sets, every packet says it in units of eight (RFC 2435 §3.1.5).
func (s *paramSets) sizeJPEG(payload []byte) {
	if s.codec != rtpx.MJPEG || len(payload) < 8 || payload[1]|payload[2]|payload[3] != 0 {
		return
	}
	width, height := int(payload[6])*8, int(payload[7])*8
	s.resized = s.resized || width != s.width || height != s.height
	s.width, s.height = width, height
}

// learn takes what a payload carries.
func (s *paramSets) learn(payload []byte) {
	rtpx.EachNAL(s.codec, payload, func(nal []byte) {
		if s.codec == rtpx.H264 {
			switch nal[0] & 0x1f {
			case 7:
				s.set(&s.sps, nal)
			case 8:
				s.set(&s.pps, nal)
			}
			return
		}
		if s.codec == rtpx.H265 {
			switch nal[0] >> 1 & 0x3f {
			case 32:
				s.set(&s.vps, nal)
			case 33:
				s.set(&s.sps, nal)
			case 34:
				s.set(&s.pps, nal)
			}
		}
	})
	if s.fresh {
		s.measure()
	}
}

func (s *paramSets) set(to *[]byte, nal []byte) {
	if len(nal) == 0 || len(nal) > 4096 || bytes.Equal(*to, nal) {
		return
	}
	*to, s.fresh = bytes.Clone(nal), true
}

// measure reads the picture's size; what cannot be read leaves the old one.
func (s *paramSets) measure() {
	switch s.codec {
	case rtpx.H264:
		var sps h264.SPS
		if len(s.sps) > 0 && sps.Unmarshal(s.sps) == nil {
			s.width, s.height = sps.Width(), sps.Height()
		}
	case rtpx.H265:
		var sps h265.SPS
		if len(s.sps) > 0 && sps.Unmarshal(s.sps) == nil {
			s.width, s.height = sps.Width(), sps.Height()
		}
	}
}

// list gives the sets in the order a decoder wants them, nil when one is missing.
func (s *paramSets) list() [][]byte {
	switch {
	case len(s.sps) == 0 || len(s.pps) == 0:
		return nil
	case s.codec == rtpx.H264:
		return [][]byte{s.sps, s.pps}
	case s.codec == rtpx.H265 && len(s.vps) > 0:
		return [][]byte{s.vps, s.sps, s.pps}
	}
	return nil
}

// fill gives a format with the sets in it: a copy, or the same when there is nothing to add.
func (s *paramSets) fill(f format.Format) format.Format {
	l := s.list()
	switch f := f.(type) {
	case *format.H264:
		if l != nil {
			return &format.H264{PayloadTyp: f.PayloadTyp, PacketizationMode: f.PacketizationMode, SPS: l[0], PPS: l[1]}
		}
	case *format.H265:
		if l != nil {
			return &format.H265{PayloadTyp: f.PayloadTyp, MaxDONDiff: f.MaxDONDiff, VPS: l[0], SPS: l[1], PPS: l[2]}
		}
	}
	return f
}
