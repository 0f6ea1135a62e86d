package report

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/font"
	plotfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// canvas lets the plotting library draw straight onto a page: a chart is lines
// and text of the document's own fonts, sharp at any size, and its words can be
// searched. Lengths come in points from the chart's lower left corner.
type canvas struct {
	paper        *paper
	left, bottom float64 // mm
	width        vg.Length
	height       vg.Length
	now          pen
	saved        []pen
}

// pen is what Push keeps.
type pen struct {
	width  vg.Length
	dash   []float64
	phase  float64
	color  color.Color
	matrix [6]float64 // a b c d e f as in PDF
}

// mm is a point in millimetres.
const mm = 25.4 / 72

// newCanvas opens a rectangle of the page, in millimetres.
func newCanvas(p *paper, x, y, width, height float64) *canvas {
	c := &canvas{paper: p, left: x, bottom: y + height, width: vg.Length(width / mm), height: vg.Length(height / mm)}
	c.now = pen{width: vg.Points(1), color: color.Black, matrix: [6]float64{1, 0, 0, 1, 0, 0}}
	return c
}

// Size gives the rectangle in points.
func (c *canvas) Size() (x, y vg.Length) { return c.width, c.height }

// SetLineWidth sets the width of lines; none are drawn from 0 down.
func (c *canvas) SetLineWidth(w vg.Length) { c.now.width = w }

// SetLineDash sets how lines are broken.
func (c *canvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	c.now.dash, c.now.phase = nil, float64(offset)*mm
	for _, l := range pattern {
		c.now.dash = append(c.now.dash, float64(l)*mm)
	}
}

// SetColor sets the colour of lines and areas; nil is black.
func (c *canvas) SetColor(col color.Color) {
	if col == nil {
		col = color.Black
	}
	c.now.color = col
}

// Rotate, Translate and Scale change where the following is drawn.
func (c *canvas) Rotate(rad float64) {
	s, k := math.Sincos(rad)
	c.apply([6]float64{k, s, -s, k, 0, 0})
}

// Translate moves what follows.
func (c *canvas) Translate(pt vg.Point) {
	c.apply([6]float64{1, 0, 0, 1, float64(pt.X), float64(pt.Y)})
}

// Scale stretches what follows.
func (c *canvas) Scale(x, y float64) { c.apply([6]float64{x, 0, 0, y, 0, 0}) }

func (c *canvas) apply(t [6]float64) {
	m := c.now.matrix
	c.now.matrix = [6]float64{
		t[0]*m[0] + t[1]*m[2], t[0]*m[1] + t[1]*m[3],
		t[2]*m[0] + t[3]*m[2], t[2]*m[1] + t[3]*m[3],
		t[4]*m[0] + t[5]*m[2] + m[4], t[4]*m[1] + t[5]*m[3] + m[5],
	}
}

// Push keeps the pen, Pop takes it up again.
func (c *canvas) Push() { c.saved = append(c.saved, c.now) }

// Pop takes up the pen that was kept last.
func (c *canvas) Pop() {
	if n := len(c.saved); n > 0 {
		c.now, c.saved = c.saved[n-1], c.saved[:n-1]
	}
}

// at is where a point lies on the page.
func (c *canvas) at(pt vg.Point) (x, y float64) {
	m := c.now.matrix
	px := m[0]*float64(pt.X) + m[2]*float64(pt.Y) + m[4]
	py := m[1]*float64(pt.X) + m[3]*float64(pt.Y) + m[5]
	return c.left + px*mm, c.bottom - py*mm
}

// Stroke draws the line of a path.
func (c *canvas) Stroke(path vg.Path) {
	if c.now.width <= 0 {
		return
	}
	r, g, b := rgb(c.now.color)
	c.paper.SetDrawColor(r, g, b)
	c.paper.SetLineWidth(float64(c.now.width) * mm)
	c.paper.SetDashPattern(c.now.dash, c.now.phase)
	c.trace(path, "D")
	c.paper.SetDashPattern(nil, 0)
}

// Fill fills the area of a path.
func (c *canvas) Fill(path vg.Path) {
	r, g, b := rgb(c.now.color)
	c.paper.SetFillColor(r, g, b)
	c.trace(path, "F")
}

// trace draws a path; an arc becomes short lines.
func (c *canvas) trace(path vg.Path, style string) {
	for _, part := range path {
		x, y := c.at(part.Pos)
		switch part.Type {
		case vg.MoveComp:
			c.paper.MoveTo(x, y)
		case vg.LineComp:
			c.paper.LineTo(x, y)
		case vg.ArcComp:
			const pieces = 48
			for i := 0; i <= pieces; i++ {
				s, k := math.Sincos(part.Start + part.Angle*float64(i)/pieces)
				c.paper.LineTo(c.at(vg.Point{X: part.Pos.X + part.Radius*vg.Length(k), Y: part.Pos.Y + part.Radius*vg.Length(s)}))
			}
		case vg.CurveComp:
			c.curve(part, x, y)
		case vg.CloseComp:
			c.paper.ClosePath()
		}
	}
	c.paper.DrawPath(style)
}

func (c *canvas) curve(part vg.PathComp, x, y float64) {
	x1, y1 := c.at(part.Control[0])
	if len(part.Control) == 1 {
		c.paper.CurveTo(x1, y1, x, y)
		return
	}
	x2, y2 := c.at(part.Control[1])
	c.paper.CurveBezierCubicTo(x1, y1, x2, y2, x, y)
}

// FillString writes text in the document's own font.
func (c *canvas) FillString(face plotfont.Face, pt vg.Point, text string) {
	if face.Font.Size <= 0 {
		return
	}
	style := ""
	if face.Font.Weight >= font.WeightBold {
		style = "B"
	}
	r, g, b := rgb(c.now.color)
	c.paper.SetTextColor(r, g, b)
	c.paper.font(style, face.Font.Size.Points())
	x, y := c.at(pt)
	if turn := math.Atan2(c.now.matrix[1], c.now.matrix[0]) * 180 / math.Pi; math.Abs(turn) > 0.01 {
		c.paper.TransformBegin()
		c.paper.TransformRotate(turn, x, y)
		c.paper.Text(x, y, clean(text))
		c.paper.TransformEnd()
	} else {
		c.paper.Text(x, y, clean(text))
	}
	c.paper.SetTextColor(0, 0, 0)
}

// DrawImage draws nothing: our charts hold no pictures.
func (c *canvas) DrawImage(vg.Rectangle, image.Image) {}

func rgb(c color.Color) (r, g, b int) {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return int(n.R), int(n.G), int(n.B)
}
