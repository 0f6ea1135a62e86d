// Package av is the only place that speaks to FFmpeg. It takes access units
// that Go code has put together (no demuxer, no protocol, no file is ever
// reached) and gives pictures as tightly packed RGBA. It knows no camera and no
// clock. A Decoder belongs to one goroutine and must be closed.
package av

import (
	"errors"
	"image"
	"strconv"

	"github.com/asticode/go-astiav"
)

// Codec is one of the few that may reach FFmpeg.
type Codec int

// The codecs of the wall; everything else is relayed, but not shown.
const (
	H264 Codec = iota + 1
	H265
	MJPEG
)

// MaxPixels bounds a picture: a hostile stream cannot make FFmpeg allocate
// more (4096×2304, reliability rule of the decoder).
const MaxPixels = 4096 * 2304

var (
	errNoDecoder = errors.New("av: decoder not found in this FFmpeg")
	errMemory    = errors.New("av: out of memory")
	errNoPicture = errors.New("av: no picture decoded yet")
	// ErrDamaged comes with pictures of which FFmpeg had to guess parts.
	ErrDamaged = errors.New("av: parts of the picture are guessed")
)

// Decoder decodes one stream and keeps its newest picture.
type Decoder struct {
	context *astiav.CodecContext
	packet  *astiav.Packet
	fresh   *astiav.Frame // receives
	newest  *astiav.Frame // the newest whole picture
	have    bool

	colour scaler // for the glass
	grey   scaler // for looking at what the picture shows
}

// scaler converts pictures, and is kept as long as they stay the same.
type scaler struct {
	context *astiav.SoftwareScaleContext
	frame   *astiav.Frame
	plan    plan
}

// plan is what a scaler was made for.
type plan struct {
	fromW, fromH int
	from         astiav.PixelFormat
	toW, toH     int
	to           astiav.PixelFormat
}

// Open returns a decoder with one thread.
func Open(codec Codec) (_ *Decoder, err error) {
	astiav.SetLogLevel(astiav.LogLevelQuiet)
	id := map[Codec]astiav.CodecID{H264: astiav.CodecIDH264, H265: astiav.CodecIDHevc, MJPEG: astiav.CodecIDMjpeg}[codec]
	found := astiav.FindDecoder(id)
	if found == nil {
		return nil, errNoDecoder
	}
	d := &Decoder{}
	defer func() {
		if err != nil {
			d.Close()
		}
	}()
	if d.context = astiav.AllocCodecContext(found); d.context == nil {
		return nil, errMemory
	}
	d.context.SetThreadCount(1)
	d.context.SetFlags(d.context.Flags().Add(astiav.CodecContextFlagLowDelay))
	options := astiav.NewDictionary()
	defer options.Free()
	if err = options.Set("max_pixels", strconv.Itoa(MaxPixels), 0); err != nil {
		return nil, err
	}
	if codec == MJPEG { // each picture stands alone, so a broken one can be refused
		if err = options.Set("err_detect", "explode", 0); err != nil {
			return nil, err
		}
	}
	if err = d.context.Open(found, options); err != nil {
		return nil, err
	}
	d.packet, d.fresh, d.newest = astiav.AllocPacket(), astiav.AllocFrame(), astiav.AllocFrame()
	d.colour.frame, d.grey.frame = astiav.AllocFrame(), astiav.AllocFrame()
	if d.packet == nil || d.fresh == nil || d.newest == nil || d.colour.frame == nil || d.grey.frame == nil {
		return nil, errMemory
	}
	return d, nil
}

// Decode takes one access unit (Annex B, or one JPEG) and says how many
// pictures came out. An error is about this access unit; the decoder can go on.
func (d *Decoder) Decode(unit []byte) (pictures int, err error) {
	if err := d.packet.FromData(unit); err != nil {
		return 0, err
	}
	defer d.packet.Unref()
	if err := d.context.SendPacket(d.packet); err != nil {
		return d.receive(0, err)
	}
	return d.receive(0, nil)
}

// Flush makes the decoder give what it still holds back; it takes nothing
// after that. A still picture needs it, a stream does not.
func (d *Decoder) Flush() (pictures int, err error) {
	if err := d.context.SendPacket(nil); err != nil {
		return 0, err
	}
	return d.receive(0, nil)
}

// receive takes all pictures that are ready; the newest stays.
func (d *Decoder) receive(pictures int, err error) (int, error) {
	for {
		got := d.context.ReceiveFrame(d.fresh)
		switch {
		case got == nil:
			d.newest.Unref()
			d.newest.MoveRef(d.fresh)
			d.have = true
			pictures++
			if damaged(d.newest) {
				err = errors.Join(err, ErrDamaged)
			}
		case errors.Is(got, astiav.ErrEagain), errors.Is(got, astiav.ErrEof):
			return pictures, err
		default:
			return pictures, errors.Join(err, got)
		}
	}
}

// Size is the size of the newest picture in pixels, zero without one.
func (d *Decoder) Size() (width, height int) {
	if !d.have {
		return 0, 0
	}
	return d.newest.Width(), d.newest.Height()
}

// Picture converts the newest picture to RGBA of the given size, into buffer
// when that is large enough. Rows are tightly packed.
func (d *Decoder) Picture(width, height int, buffer []byte) (*image.RGBA, error) {
	buffer, err := d.convert(&d.colour, width, height, astiav.PixelFormatRgba, 4, buffer)
	if err != nil {
		return nil, err
	}
	return &image.RGBA{Pix: buffer, Stride: width * 4, Rect: image.Rect(0, 0, width, height)}, nil
}

// Grey gives the brightness of the newest picture on a raster of the given
// size, into buffer when that is large enough.
func (d *Decoder) Grey(width, height int, buffer []byte) ([]byte, error) {
	return d.convert(&d.grey, width, height, astiav.PixelFormatGray8, 1, buffer)
}

// convert scales the newest picture; rows are tightly packed.
func (d *Decoder) convert(s *scaler, width, height int, to astiav.PixelFormat, bytes int, buffer []byte) ([]byte, error) {
	if !d.have {
		return nil, errNoPicture
	}
	if err := s.prepare(plan{d.newest.Width(), d.newest.Height(), d.newest.PixelFormat(), width, height, to}); err != nil {
		return nil, err
	}
	if err := s.context.ScaleFrame(d.newest, s.frame); err != nil {
		return nil, err
	}
	if size := width * height * bytes; cap(buffer) < size {
		buffer = make([]byte, size)
	} else {
		buffer = buffer[:size]
	}
	if _, err := s.frame.ImageCopyToBuffer(buffer, 1); err != nil {
		return nil, err
	}
	return buffer, nil
}

// prepare makes the scaler for this picture and size, when it is not there yet.
func (s *scaler) prepare(want plan) error {
	if s.context != nil && want == s.plan {
		return nil
	}
	if s.context != nil {
		s.context.Free()
		s.context = nil
	}
	s.frame.Unref()
	s.frame.SetWidth(want.toW)
	s.frame.SetHeight(want.toH)
	s.frame.SetPixelFormat(want.to)
	if err := s.frame.AllocBuffer(32); err != nil {
		return err
	}
	context, err := astiav.CreateSoftwareScaleContext(want.fromW, want.fromH, want.from, want.toW, want.toH, want.to,
		astiav.NewSoftwareScaleContextFlags(astiav.SoftwareScaleContextFlagFastBilinear))
	if err != nil {
		return err
	}
	s.context, s.plan = context, want
	return nil
}

// Close frees everything; it may be called twice.
func (d *Decoder) Close() {
	for _, s := range []scaler{d.colour, d.grey} {
		if s.context != nil {
			s.context.Free()
		}
	}
	for _, f := range []*astiav.Frame{d.fresh, d.newest, d.colour.frame, d.grey.frame} {
		if f != nil {
			f.Free()
		}
	}
	if d.packet != nil {
		d.packet.Free()
	}
	if d.context != nil {
		d.context.Free()
	}
	*d = Decoder{}
}
