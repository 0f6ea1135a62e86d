package video

import (
	"context"
	"image"
	"time"
)

// View is the part of a picture that is shown: how many times it is enlarged,
// and the middle of the part as shares of width and height. The zero View is
// the whole picture.
type View struct{ Zoom, X, Y float64 }

// MaxZoom bounds digital zoom: beyond it there is nothing left to see.
const MaxZoom = 8

// Whole says whether the whole picture is shown.
func (v View) Whole() bool { return v.Zoom <= 1 }

// Fit keeps the part inside the picture.
func (v View) Fit() View {
	if v.Whole() {
		return View{}
	}
	v.Zoom = min(v.Zoom, MaxZoom)
	half := 0.5 / v.Zoom
	v.X, v.Y = max(half, min(v.X, 1-half)), max(half, min(v.Y, 1-half))
	return v
}

// Enlarge changes the zoom by a factor; the point at a share of the part shown
// stays where it is.
func (v View) Enlarge(factor, atX, atY float64) View {
	if v.Whole() {
		v = View{1, 0.5, 0.5}
	}
	x, y := v.X+(atX-0.5)/v.Zoom, v.Y+(atY-0.5)/v.Zoom
	v.Zoom = min(v.Zoom*factor, MaxZoom)
	v.X, v.Y = x-(atX-0.5)/v.Zoom, y-(atY-0.5)/v.Zoom
	return v.Fit()
}

// Pan moves the part by shares of itself.
func (v View) Pan(byX, byY float64) View {
	if v.Whole() {
		return v
	}
	v.X, v.Y = v.X+byX/v.Zoom, v.Y+byY/v.Zoom
	return v.Fit()
}

// cut is the part of a picture of a size.
func (v View) cut(width, height int) image.Rectangle {
	v = v.Fit()
	if v.Whole() {
		return image.Rect(0, 0, width, height)
	}
	w, h := max(int(float64(width)/v.Zoom)&^1, 2), max(int(float64(height)/v.Zoom)&^1, 2)
	x, y := int(v.X*float64(width))-w/2, int(v.Y*float64(height))-h/2
	x, y = max(0, min(x, width-w)), max(0, min(y, height-h))
	return image.Rect(x, y, x+w, y+h)
}

// lens is what a player is asked to show besides the newest picture.
type lens struct {
	view    View
	scratch []byte // the whole picture while a part of it is shown; owned by run
	asked   []chan *Picture
}

// SetView changes the part that the pictures to come show.
func (p *Player) SetView(v View) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lens.view = v.Fit()
}

// render converts the newest picture, or the part of it that is wanted, for a
// room of a size. A part is cut out of as much of the picture as the room needs.
func (p *Player) render(width, height int, v View, buffer []byte) (*image.RGBA, error) {
	if v.Whole() {
		p.lens.scratch = nil
		w, h := fit(p.decoder, width, height)
		return p.decoder.Picture(w, h, buffer)
	}
	w, h := fit(p.decoder, int(float64(width)*v.Zoom), int(float64(height)*v.Zoom))
	whole, err := p.decoder.Picture(w, h, p.lens.scratch)
	if err != nil {
		return nil, err
	}
	p.lens.scratch = whole.Pix
	return cutOut(whole, v.cut(w, h), buffer), nil
}

// cutOut copies a part of a picture, tightly packed, into buffer when that is
// large enough.
func cutOut(whole *image.RGBA, part image.Rectangle, buffer []byte) *image.RGBA {
	row := part.Dx() * 4
	if size := row * part.Dy(); cap(buffer) < size {
		buffer = make([]byte, size)
	} else {
		buffer = buffer[:size]
	}
	for y := range part.Dy() {
		from := whole.PixOffset(part.Min.X, part.Min.Y+y)
		copy(buffer[y*row:(y+1)*row], whole.Pix[from:from+row])
	}
	return &image.RGBA{Pix: buffer, Stride: row, Rect: image.Rect(0, 0, part.Dx(), part.Dy())}
}

// Frame waits for the next picture that is decoded and gives all of it in its
// own size, for keeping. When none comes before ctx ends it gives a copy of the
// newest as it is on the glass; nil when there was none at all.
func (p *Player) Frame(ctx context.Context) *Picture {
	answer := make(chan *Picture, 1)
	p.mu.Lock()
	p.lens.asked = append(p.lens.asked, answer)
	p.mu.Unlock()
	select {
	case whole := <-answer:
		if whole != nil {
			return whole
		}
	case <-ctx.Done():
	}
	return p.Copy()
}

// Copy gives a copy of the newest picture, nil without one. A newest picture is
// never recycled, so that it stands still while it is copied.
func (p *Player) Copy() *Picture {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.newest == nil {
		return nil
	}
	n := p.newest
	return &Picture{RGBA: cutOut(n.RGBA, n.Rect, nil), At: n.At, Serial: n.Serial}
}

// answer gives whoever asked for the whole picture the one just decoded.
func (p *Player) answer(arrived time.Time) {
	p.mu.Lock()
	asked := p.lens.asked
	p.lens.asked = nil
	p.mu.Unlock()
	for _, a := range asked {
		w, h := fit(p.decoder, MaxWidth, MaxHeight)
		whole, err := p.decoder.Picture(w, h, nil)
		if err != nil {
			a <- nil
			continue
		}
		a <- &Picture{RGBA: whole, At: arrived, Serial: p.serial}
	}
}

// Dropped counts the pictures that were left out because decoding was too slow;
// zero when the feed does not count them.
func (p *Player) Dropped() uint64 {
	if d, ok := p.feed.(dropper); ok {
		return d.Dropped()
	}
	return 0
}
