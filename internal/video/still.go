package video

import (
	"context"
	"image"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"
)

// flusher is a decoder that can be asked for what it holds back.
type flusher interface{ Flush() (int, error) }

// Still decodes one picture from the packets of one key picture. The size is
// that of the stream for 0, 0, else the picture is fitted inside.
func Still(ctx context.Context, f format.Format, packets []*rtp.Packet, width, height int) (*image.RGBA, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	u, err := newUnits(f)
	if err != nil {
		return nil, err
	}
	unit, _, err := u.assemble(packets)
	if err != nil {
		return nil, err
	}
	d, err := openAV(f)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	pictures, err := d.Decode(unit)
	if err != nil && pictures == 0 {
		return nil, err
	}
	if flush, ok := d.(flusher); ok && pictures == 0 {
		if pictures, err = flush.Flush(); err != nil {
			return nil, err
		}
	}
	if pictures == 0 {
		return nil, errUnit
	}
	if width == 0 || height == 0 {
		width, height = MaxWidth, MaxHeight
	}
	w, h := fit(d, width, height)
	return d.Picture(w, h, nil)
}

// Grey returns a copy of a picture without colour and at half the light: what
// an old picture looks like. It takes no clock and no UI thread.
func Grey(p *image.RGBA) *image.RGBA {
	if p == nil {
		return nil
	}
	out := image.NewRGBA(image.Rect(0, 0, p.Rect.Dx(), p.Rect.Dy()))
	for i := 0; i+3 < len(p.Pix) && i+3 < len(out.Pix); i += 4 {
		// Rec. 601 weights; /512 halves the light as well.
		y := uint8((int(p.Pix[i])*77 + int(p.Pix[i+1])*150 + int(p.Pix[i+2])*29) / 512)
		out.Pix[i], out.Pix[i+1], out.Pix[i+2], out.Pix[i+3] = y, y, y, 255
	}
	return out
}
