package report

import (
	"image/color"
	"math"
	"strconv"

	"golang.org/x/image/font"
	"gonum.org/v1/plot"
	plotfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// chart is a picture of a table: bars for names, one or more series, beside or
// on top of each other. The series differ in darkness too, so that a copy in
// black and white can be read.
type chart struct {
	names   []string
	series  []series
	stacked bool
	lying   bool // bars go to the right: for long names
	percent bool // values are shares: the axis ends at 100 %
	height  float64
}

// series is one row of numbers of a chart. A negative value is none.
type series struct {
	name   string
	values []float64
	color  color.Color
}

// The colours of charts, from dark to light.
func inkBlue() color.Color  { return color.NRGBA{31, 78, 121, 255} }
func inkRed() color.Color   { return color.NRGBA{176, 58, 46, 255} }
func inkTeal() color.Color  { return color.NRGBA{70, 150, 140, 255} }
func inkAmber() color.Color { return color.NRGBA{226, 170, 70, 255} }
func inkGrey() color.Color  { return color.NRGBA{190, 195, 200, 255} }

// empty says that there is nothing to draw.
func (c chart) empty() bool {
	for _, s := range c.series {
		for _, v := range s.values {
			if v > 0 {
				return false
			}
		}
	}
	return true
}

// top is where the axis of values ends.
func (c chart) top() float64 {
	if c.percent {
		return 1
	}
	most := 0.0
	for i := range c.names {
		sum := 0.0
		for _, s := range c.series {
			if c.stacked {
				sum += max(s.values[i], 0)
			} else {
				sum = max(sum, s.values[i])
			}
		}
		most = max(most, sum)
	}
	return max(most, 1)
}

// chart draws c across the text at the present height.
func (p *paper) chart(c chart) {
	left, _, _, _ := p.GetMargins()
	p.legend(c)
	y := p.GetY()
	if !p.light {
		c.plot(p, left, y)
	}
	p.font("", bodySize)
	p.SetXY(left, y+c.height+1.5)
}

// plot draws the axes and bars with their upper left corner at x, y.
func (c chart) plot(p *paper, x, y float64) {
	plt := plot.New()
	c.axes(plt)
	width := float64(p.inner()) / mm
	space := (width - 90) / float64(max(len(c.names), 1))
	if c.lying {
		space = (c.height/mm - 60) / float64(max(len(c.names), 1))
	}
	c.bars(plt, space)
	plt.Draw(draw.NewCanvas(newCanvas(p, x, y, p.inner(), c.height), vg.Length(width), vg.Length(c.height/mm)))
	p.SetDrawColor(0, 0, 0)
	p.SetFillColor(255, 255, 255)
	p.SetLineWidth(0.2)
}

// legend names the series above the chart, from the left.
func (p *paper) legend(c chart) {
	if len(c.series) < 2 {
		return
	}
	const box = 2.6
	left, _, _, _ := p.GetMargins()
	p.font("", 8)
	x, y := left+12, p.GetY()
	for _, s := range c.series {
		r, g, b := rgb(s.color)
		p.SetFillColor(r, g, b)
		p.Rect(x, y+0.6, box, box, "F")
		p.Text(x+box+1.2, y+box+0.3, s.name)
		x += box + 7 + p.GetStringWidth(s.name)
	}
	p.SetXY(left, y+4.5)
}

func sans(size float64) plotfont.Font {
	return plotfont.Font{Typeface: "Liberation", Variant: "Sans", Weight: font.WeightNormal, Size: vg.Points(size)}
}

// axes sets the scales: whole numbers or per cent, names at the bars.
func (c chart) axes(plt *plot.Plot) {
	const size = 8
	plt.BackgroundColor = nil
	values, names := &plt.Y, &plt.X
	if c.lying {
		values, names = names, values
		plt.NominalY(c.names...)
	} else {
		plt.NominalX(c.names...)
	}
	for _, a := range []*plot.Axis{&plt.X, &plt.Y} {
		a.Tick.Label.Font = sans(size)
		a.LineStyle.Color, a.Tick.LineStyle.Color = color.Gray{120}, color.Gray{120}
	}
	top := c.top()
	values.Min, values.Max = 0, top*1.1
	values.Tick.Marker = plot.ConstantTicks(c.ticks(top))
	values.Tick.Length = vg.Points(3)
	values.Padding = 0
	names.Min, names.Max = -0.5, float64(len(c.names))-0.5
	names.Padding = vg.Points(3)
	grid := plotter.NewGrid()
	grid.Vertical.Width, grid.Horizontal.Width = 0, vg.Points(0.3)
	grid.Horizontal.Color = color.Gray{215}
	if c.lying {
		grid.Vertical, grid.Horizontal = grid.Horizontal, grid.Vertical
	}
	plt.Add(grid)
}

// ticks are at most six round steps from 0.
func (c chart) ticks(top float64) []plot.Tick {
	step := 0.2
	if !c.percent {
		step = math.Pow(10, math.Floor(math.Log10(top)))
		for _, s := range []float64{0.1, 0.2, 0.5, 1, 2} {
			if top/(step*s) <= 6 {
				step = max(step*s, 1)
				break
			}
		}
	}
	var out []plot.Tick
	for i := 0; ; i++ {
		v := float64(i) * step
		if v > top+step/1000 {
			return out
		}
		out = append(out, plot.Tick{Value: v, Label: c.label(v, 0)})
	}
}

func (c chart) label(v float64, places int) string {
	if c.percent {
		return decimal(v*100, places) + " %"
	}
	return strconv.Itoa(int(math.Round(v)))
}

// bars adds a series after the other. space is how many points a name has.
func (c chart) bars(plt *plot.Plot, space float64) {
	beside := len(c.series)
	if c.stacked {
		beside = 1
	}
	width := vg.Points(min(space*0.8/float64(beside), 30))
	var below *plotter.BarChart
	for i, s := range c.series {
		heights := make(plotter.Values, len(s.values))
		for j, v := range s.values {
			heights[j] = max(v, 0)
		}
		bar, err := plotter.NewBarChart(heights, width)
		if err != nil { // no values: nothing to draw
			continue
		}
		bar.Color, bar.Horizontal = s.color, c.lying
		bar.LineStyle.Width = 0
		offset := vg.Length(0)
		if !c.stacked {
			offset = width * (vg.Length(i) - vg.Length(beside-1)/2)
			bar.Offset = offset
		} else if below != nil {
			bar.StackOn(below)
		}
		below = bar
		plt.Add(bar)
		if !c.stacked {
			c.numbers(plt, s, offset)
		}
	}
	if c.stacked {
		c.numbers(plt, c.sums(), 0)
	}
}

// sums are the heights of stacked bars.
func (c chart) sums() series {
	var s series
	for i := range c.names {
		sum := 0.0
		for _, one := range c.series {
			sum += max(one.values[i], 0)
		}
		s.values = append(s.values, sum)
	}
	return s
}

// numbers writes the values at the ends of the bars.
func (c chart) numbers(plt *plot.Plot, s series, offset vg.Length) {
	var spots plotter.XYLabels
	for i, v := range s.values {
		if v < 0 || v == 0 && !c.percent {
			continue
		}
		at := plotter.XY{X: float64(i), Y: v}
		if c.lying {
			at.X, at.Y = at.Y, at.X
		}
		spots.XYs = append(spots.XYs, at)
		spots.Labels = append(spots.Labels, c.label(v, 1))
	}
	labels, err := plotter.NewLabels(spots)
	if err != nil || len(spots.XYs) == 0 {
		return
	}
	for i := range labels.TextStyle {
		labels.TextStyle[i].Font = sans(7.5)
		if c.lying {
			labels.TextStyle[i].YAlign = draw.YCenter
		} else {
			labels.TextStyle[i].XAlign = draw.XCenter
		}
	}
	labels.Offset = vg.Point{X: offset, Y: vg.Points(1.5)}
	if c.lying {
		labels.Offset = vg.Point{X: vg.Points(3), Y: offset}
	}
	plt.Add(labels)
}
