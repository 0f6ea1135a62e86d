package kit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Sparkline draws the course of a figure over time, the newest at the right: a
// line without axes, for beside the figure itself. Zero is at the foot; a gap
// (a negative value) is a moment at which nothing was measured.
type Sparkline struct {
	widget.BaseWidget
	values []float32
	raster *canvas.Raster
}

// NewSparkline returns a line without values.
func NewSparkline() *Sparkline {
	s := &Sparkline{}
	s.raster = canvas.NewRaster(s.draw)
	s.ExtendBaseWidget(s)
	return s
}

// Set shows values; the same slice again costs nothing.
func (s *Sparkline) Set(values []float32) {
	if len(values) == len(s.values) && (len(values) == 0 || &values[0] == &s.values[0]) {
		return
	}
	s.values = values
	s.raster.Refresh()
}

// MinSize is a line of text high.
func (s *Sparkline) MinSize() fyne.Size { return fyne.NewSize(40, 20) }

// CreateRenderer links the line to its picture.
func (s *Sparkline) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.raster) }

// draw paints columns of light below a line of full colour.
func (s *Sparkline) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	most := float32(0)
	for _, v := range s.values {
		most = max(most, v)
	}
	if len(s.values) < 2 || most <= 0 || w < 2 || h < 4 {
		return img
	}
	line := rgba(s.Theme().Color(theme.ColorNamePrimary, fyne.CurrentApp().Settings().ThemeVariant()), 255)
	fill := rgba(line, 56)
	before := -1
	for x := range w {
		v := s.values[min(x*len(s.values)/w, len(s.values)-1)]
		if v < 0 {
			before = -1
			continue
		}
		top := 1 + int(float32(h-3)*(1-v/most))
		for y := top; y < h; y++ {
			img.SetRGBA(x, y, fill)
		}
		from, to := top, top
		if before >= 0 {
			from, to = min(top, before), max(top, before)
		}
		for y := from; y <= to+1 && y < h; y++ {
			img.SetRGBA(x, y, line)
		}
		before = top
	}
	return img
}

// rgba gives a colour the part of its light that alpha says, as pictures want it.
func rgba(c color.Color, alpha uint32) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8 * alpha / 255), uint8(g >> 8 * alpha / 255), uint8(b >> 8 * alpha / 255), uint8(alpha)}
}
