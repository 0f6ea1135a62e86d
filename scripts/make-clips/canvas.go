package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// canvas draws filled shapes with soft edges. Scenes use units of a picture
// 720 high; the matrix turns them into pixels, so that the main and the sub
// stream show the same drawing.
type canvas struct {
	img   *image.RGBA
	m     matrix
	scale float64 // pixels a unit, before any at
	fonts map[int]font.Face
	bold  *opentype.Font
}

// matrix is x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

func (m matrix) mul(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b, m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func newCanvas(width, height int, bold *opentype.Font) *canvas {
	s := float64(height) / 720
	return &canvas{
		img: image.NewRGBA(image.Rect(0, 0, width, height)), scale: s, bold: bold,
		m: matrix{s, 0, 0, s, 0, 0}, fonts: map[int]font.Face{},
	}
}

// at draws with the origin moved, turned (radians) and scaled.
func (c *canvas) at(x, y, sx, sy, turn float64, body func()) {
	old := c.m
	sin, cos := math.Sincos(turn)
	c.m = old.mul(matrix{cos * sx, sin * sx, -sin * sy, cos * sy, x, y})
	body()
	c.m = old
}

// rgb is an opaque colour from 0xRRGGBB; rgba one that lets through.
func rgb(hex uint32) color.NRGBA { return rgba(hex, 1) }

func rgba(hex uint32, a float64) color.NRGBA {
	return color.NRGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), uint8(math.Round(a * 255))}
}

// mix goes from one colour to another.
func mix(a, b color.NRGBA, t float64) color.NRGBA {
	f := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*t)) }
	return color.NRGBA{f(a.R, b.R), f(a.G, b.G), f(a.B, b.B), f(a.A, b.A)}
}

func shade(c color.NRGBA, by float64) color.NRGBA {
	if by < 0 {
		return mix(c, color.NRGBA{0, 0, 0, c.A}, -by)
	}
	return mix(c, color.NRGBA{255, 255, 255, c.A}, by)
}

// path is an outline in pixels.
type path struct {
	m   matrix
	ops []op
}

type op struct {
	kind byte // m, l, q or c
	p    [6]float64
}

func (p *path) put(kind byte, v ...float64) {
	o := op{kind: kind}
	for i := 0; i < len(v); i += 2 {
		o.p[i], o.p[i+1] = p.m.apply(v[i], v[i+1])
	}
	p.ops = append(p.ops, o)
}

func (p *path) move(x, y float64)                       { p.put('m', x, y) }
func (p *path) line(x, y float64)                       { p.put('l', x, y) }
func (p *path) quad(a, b, x, y float64)                 { p.put('q', a, b, x, y) }
func (p *path) cube(a, b, d, e, x, y float64)           { p.put('c', a, b, d, e, x, y) }
func (o op) count() int                                 { return map[byte]int{'m': 2, 'l': 2, 'q': 4, 'c': 6}[o.kind] }
func (c *canvas) fill(src color.Color, f func(p *path)) { c.paint(image.NewUniform(src), f) }

// paint fills a path. Only the box around it is rasterised: most shapes are
// small and there are hundreds in a picture.
func (c *canvas) paint(src image.Image, build func(p *path)) {
	p := &path{m: c.m}
	build(p)
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, o := range p.ops {
		for i := 0; i < o.count(); i += 2 {
			minX, maxX = min(minX, o.p[i]), max(maxX, o.p[i])
			minY, maxY = min(minY, o.p[i+1]), max(maxY, o.p[i+1])
		}
	}
	box := image.Rect(int(math.Floor(minX)), int(math.Floor(minY)), int(math.Ceil(maxX))+1, int(math.Ceil(maxY))+1)
	box = box.Intersect(c.img.Bounds()) // Draw does not clip
	if len(p.ops) == 0 || box.Empty() {
		return
	}
	var r vector.Rasterizer
	r.Reset(box.Dx(), box.Dy())
	ox, oy := float64(box.Min.X), float64(box.Min.Y)
	f := func(o op, i int) (float32, float32) { return float32(o.p[i] - ox), float32(o.p[i+1] - oy) }
	for i, o := range p.ops {
		x, y := f(o, 0)
		switch o.kind {
		case 'm':
			if i > 0 {
				r.ClosePath()
			}
			r.MoveTo(x, y)
		case 'l':
			r.LineTo(x, y)
		case 'q':
			x2, y2 := f(o, 2)
			r.QuadTo(x, y, x2, y2)
		case 'c':
			x2, y2 := f(o, 2)
			x3, y3 := f(o, 4)
			r.CubeTo(x, y, x2, y2, x3, y3)
		}
	}
	r.ClosePath()
	r.Draw(c.img, box, src, box.Min)
}

func (c *canvas) rect(x, y, w, h float64, col color.Color) {
	c.poly(col, x, y, x+w, y, x+w, y+h, x, y+h)
}

func (c *canvas) poly(col color.Color, v ...float64) {
	c.fill(col, func(p *path) {
		p.move(v[0], v[1])
		for i := 2; i < len(v); i += 2 {
			p.line(v[i], v[i+1])
		}
	})
}

// stroke draws a line of a width.
func (c *canvas) stroke(col color.Color, width float64, v ...float64) {
	for i := 0; i+3 < len(v); i += 2 {
		dx, dy := v[i+2]-v[i], v[i+3]-v[i+1]
		l := math.Hypot(dx, dy)
		if l == 0 {
			continue
		}
		nx, ny := -dy/l*width/2, dx/l*width/2
		c.poly(col, v[i]+nx, v[i+1]+ny, v[i+2]+nx, v[i+3]+ny, v[i+2]-nx, v[i+3]-ny, v[i]-nx, v[i+1]-ny)
	}
}

const bow = 0.5522847498 // control points of a quarter of a circle

func outlineOval(p *path, x, y, rx, ry float64) {
	p.move(x+rx, y)
	p.cube(x+rx, y+ry*bow, x+rx*bow, y+ry, x, y+ry)
	p.cube(x-rx*bow, y+ry, x-rx, y+ry*bow, x-rx, y)
	p.cube(x-rx, y-ry*bow, x-rx*bow, y-ry, x, y-ry)
	p.cube(x+rx*bow, y-ry, x+rx, y-ry*bow, x+rx, y)
}

func (c *canvas) oval(x, y, rx, ry float64, col color.Color) {
	c.fill(col, func(p *path) { outlineOval(p, x, y, rx, ry) })
}

func (c *canvas) circle(x, y, r float64, col color.Color) { c.oval(x, y, r, r, col) }

// round is a rectangle with round corners.
func (c *canvas) round(x, y, w, h, r float64, col color.Color) {
	r = min(r, w/2, h/2)
	k := r * (1 - bow)
	c.fill(col, func(p *path) {
		p.move(x+r, y)
		p.line(x+w-r, y)
		p.cube(x+w-k, y, x+w, y+k, x+w, y+r)
		p.line(x+w, y+h-r)
		p.cube(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h)
		p.line(x+r, y+h)
		p.cube(x+k, y+h, x, y+h-k, x, y+h-r)
		p.line(x, y+r)
		p.cube(x, y+k, x+k, y, x+r, y)
	})
}

// fade is a colour that changes downwards, in pixels of the picture.
type fade struct {
	box      image.Rectangle
	from, to float64
	stops    []color.NRGBA
}

func (f fade) ColorModel() color.Model { return color.NRGBAModel }
func (f fade) Bounds() image.Rectangle { return f.box }
func (f fade) At(_, y int) color.Color {
	t := min(max((float64(y)-f.from)/(f.to-f.from), 0), 1) * float64(len(f.stops)-1)
	i := min(int(t), len(f.stops)-2)
	return mix(f.stops[i], f.stops[i+1], t-float64(i))
}

// down makes a fade between two heights in the units of the scene.
func (c *canvas) down(y0, y1 float64, stops ...color.NRGBA) image.Image {
	return fade{c.img.Bounds(), y0 * c.scale, y1 * c.scale, stops}
}

// sky fills a band from edge to edge with a fade.
func (c *canvas) sky(y0, y1 float64, stops ...color.NRGBA) {
	c.paint(c.down(y0, y1, stops...), func(p *path) {
		p.move(-10, y0)
		p.line(1300, y0)
		p.line(1300, y1)
		p.line(-10, y1)
	})
}

// glow is light that dies away from a point.
func (c *canvas) glow(x, y, r float64, col color.NRGBA, strength float64) {
	rings := min(9+int(r/8), 32) // a wide one in few rings shows them
	for i := range rings {
		t := 1 - float64(i)/float64(rings)
		light := col
		light.A = uint8(strength * 255 / float64(rings))
		c.circle(x, y, r*t*t, light)
	}
}

// text writes with the base line at y; align 0 left, 0.5 middle, 1 right.
func (c *canvas) text(x, y, size, align float64, col color.Color, s string) {
	px, py := c.m.apply(x, y)
	points := max(6, int(math.Round(size*math.Hypot(c.m.a, c.m.b))))
	face, ok := c.fonts[points]
	if !ok {
		var err error
		face, err = opentype.NewFace(c.bold, &opentype.FaceOptions{Size: float64(points), DPI: 72, Hinting: font.HintingFull})
		if err != nil {
			panic(err) // a drawing script may
		}
		c.fonts[points] = face
	}
	d := font.Drawer{Dst: c.img, Src: image.NewUniform(col), Face: face}
	px -= align * float64(d.MeasureString(s)) / 64
	d.Dot = fixed.P(int(math.Round(px)), int(math.Round(py)))
	d.DrawString(s)
}

// copyFrom makes the canvas a copy of another of the same size.
func (c *canvas) copyFrom(o *canvas) {
	draw.Draw(c.img, c.img.Bounds(), o.img, image.Point{}, draw.Src)
}
