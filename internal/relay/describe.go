package relay

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bluenviron/gortsplib/v4/pkg/description"
	"github.com/bluenviron/gortsplib/v4/pkg/format"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
)

// medium is one track of a camera as we publish it.
type medium struct {
	source *description.Media // as the camera described it
	video  bool
	codec  rtpx.Codec
	clock  int
	types  []uint8
}

// offer is what a camera has to give: the tracks taken, in our order.
type offer struct {
	media   []*medium
	skipped bool // something was left out
}

// tracksMost is more than cameras have, and bounds what a description can cost.
const tracksMost = 16

// choose picks the tracks worth relaying. A back channel (a track the camera
// wants to hear from us) is left out; a video track is never one, though some
// cameras mark theirs so.
func choose(d *description.Session) (o offer) {
	for _, m := range d.Medias {
		if m.IsBackChannel && m.Type != description.MediaTypeVideo {
			o.skipped = true
			continue
		}
		m.IsBackChannel = false
		if len(m.Formats) == 0 || len(o.media) == tracksMost {
			o.skipped = true
			continue
		}
		n := &medium{source: m, video: m.Type == description.MediaTypeVideo}
		n.codec, n.clock = codecOf(m.Formats[0]), m.Formats[0].ClockRate()
		for _, f := range m.Formats {
			n.types = append(n.types, f.PayloadType())
		}
		o.media = append(o.media, n)
	}
	return o
}

func (o offer) video() *medium {
	i := slices.IndexFunc(o.media, func(m *medium) bool { return m.video })
	if i < 0 {
		return nil
	}
	return o.media[i]
}

func codecOf(f format.Format) rtpx.Codec {
	switch f.(type) {
	case *format.H264:
		return rtpx.H264
	case *format.H265:
		return rtpx.H265
	case *format.MJPEG:
		return rtpx.MJPEG
	case *format.MPEG4Video:
		return rtpx.MPEG4
	case *format.VP8:
		return rtpx.VP8
	case *format.VP9:
		return rtpx.VP9
	case *format.AV1:
		return rtpx.AV1
	}
	return rtpx.Other
}

// codecName is the codec as people in the field write it; the part of the
// rtpmap before the slash when we do not know it.
func codecName(f format.Format) string {
	switch f := f.(type) {
	case *format.H264:
		return "H264"
	case *format.H265:
		return "H265"
	case *format.MJPEG:
		return "MJPEG"
	case *format.MPEG4Video:
		return "MPEG4"
	case *format.G711:
		if f.MULaw {
			return "PCMU"
		}
		return "PCMA"
	case *format.MPEG4Audio, *format.MPEG4AudioLATM:
		return "AAC"
	case *format.Generic:
		name, _, _ := strings.Cut(f.RTPMap(), "/")
		return name
	}
	return strings.ReplaceAll(f.Codec(), " ", "")
}

// signature is equal for two offers when a reader of the one can go on with the
// other: the same tracks in the same order, parameter sets aside.
func (o offer) signature() string {
	var b strings.Builder
	for _, m := range o.media {
		fmt.Fprintf(&b, "%s|", m.source.Type)
		for _, f := range m.source.Formats {
			fmt.Fprintf(&b, "%d %s %d|", f.PayloadType(), f.RTPMap(), f.ClockRate())
			if codecOf(f) == rtpx.Other {
				fmtp := f.FMTP()
				for _, k := range slices.Sorted(maps.Keys(fmtp)) {
					fmt.Fprintf(&b, "%s=%s;", k, fmtp[k])
				}
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// publish writes the description readers get.
func publish(title string, o offer, tracks []*track) ([]byte, error) {
	d := description.Session{Title: title}
	for i, m := range o.media {
		p := &description.Media{Type: m.source.Type, Control: fmt.Sprintf("trackID=%d", i)}
		for _, f := range m.source.Formats {
			p.Formats = append(p.Formats, tracks[i].params.fill(f))
		}
		d.Medias = append(d.Medias, p)
	}
	return d.Marshal(false)
}
