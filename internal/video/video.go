// Package video turns a feed of packets into the newest picture, and says what
// that picture may claim: live, late, an old one, a repeated one.
//
// A Player owns one goroutine; Close ends it and waits. FFmpeg is reached only
// through the package below this one, and only with access units put together
// here. The package knows neither cameras nor the relay: whatever has Format,
// Read and Close is a Feed.
package video

import (
	"context"
	"errors"
	"image"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/video/internal/av"
)

// Feed is a source of whole pictures as packets. relay.Tap fits by shape.
type Feed interface {
	// Format is what the packets carry; nil while it is not known. It may
	// change between two Reads.
	Format() format.Format
	// Read waits for the packets of one whole picture and gives the moment at
	// which they arrived. The packets are shared and must not be changed.
	Read(ctx context.Context) ([]*rtp.Packet, time.Time, error)
	// Close ends the feed; a waiting Read returns with an error.
	Close() error
}

// FFmpeg is the version of the system's FFmpeg in use, and its licence.
func FFmpeg() (version, licence string) { return av.Version() }

// Decoder decodes one stream. The one in use lives in this process; the
// interface is the seam at which it can move into a child.
type Decoder interface {
	// Decode takes one access unit and says how many pictures came out. Pictures
	// with an error are damaged: parts of them are guessed.
	Decode(unit []byte) (pictures int, err error)
	// Size is the size of the newest picture.
	Size() (width, height int)
	// Picture converts the newest picture to RGBA of this size, into buffer
	// when that is large enough.
	Picture(width, height int, buffer []byte) (*image.RGBA, error)
	// Grey gives the brightness of the newest picture on a raster of this size,
	// into buffer when that is large enough.
	Grey(width, height int, buffer []byte) ([]byte, error)
	Close()
}

// Counter is a Feed that wants to know how many of its pictures were decoded.
type Counter interface{ Decoded(pictures int) }

// counted tells its feed what its decoder makes.
type counted struct {
	Decoder
	told Counter
}

// Decode decodes, and tells.
func (c counted) Decode(unit []byte) (pictures int, err error) {
	pictures, err = c.Decoder.Decode(unit)
	if pictures > 0 {
		c.told.Decoded(pictures)
	}
	return pictures, err
}

// counting makes decoders that tell the feed, when it wants to know.
func counting(f Feed, open Opener) Opener {
	told, ok := f.(Counter)
	if !ok {
		return open
	}
	return func(f format.Format) (Decoder, error) {
		d, err := open(f)
		if err != nil {
			return nil, err
		}
		return counted{d, told}, nil
	}
}

// Opener makes the decoder for a format.
type Opener func(format.Format) (Decoder, error)

var (
	// ErrCodec means that the format is relayed, but cannot be shown.
	ErrCodec = errors.New("video: codec cannot be shown")
	// ErrTooLarge means that the stream claims a size beyond what is decoded.
	ErrTooLarge = errors.New("video: picture too large")
	// errUnit means that an access unit is not one.
	errUnit = errors.New("video: access unit broken")
)

// MaxWidth and MaxHeight bound what is decoded (reliability rule: 4096×2304).
const (
	MaxWidth  = 4096
	MaxHeight = 2304
	maxUnit   = 4 << 20 // bytes of one access unit
)

// openAV is the Opener in use: FFmpeg in this process.
func openAV(f format.Format) (Decoder, error) {
	switch f.(type) {
	case *format.H264:
		return open(av.H264)
	case *format.H265:
		return open(av.H265)
	case *format.MJPEG:
		return open(av.MJPEG)
	}
	return nil, ErrCodec
}

// open keeps a nil *av.Decoder from becoming a Decoder that is not nil.
func open(codec av.Codec) (Decoder, error) {
	d, err := av.Open(codec)
	if err != nil {
		return nil, err
	}
	return d, nil
}
