package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// FlowColumn is a column of a FlowTable: its head and its share of the width.
// A Lane holds symbols instead of words.
type FlowColumn struct {
	Head  string
	Share float32
	Lane  bool
}

// FlowRow is a row: a text for each column that is no lane, in their order, and
// the lane (counted from 0) in which its symbol stands.
type FlowRow struct {
	Texts    []string
	Lane     int
	Terminal bool // begin and end are capsules, the rest are boxes
}

// FlowTable draws a procedure as offices print it: a table with lanes, a symbol
// in each row and arrows from one to the next.
type FlowTable struct {
	widget.BaseWidget
	columns []FlowColumn
	rows    []FlowRow
}

// NewFlowTable returns a table of columns and rows.
func NewFlowTable(columns []FlowColumn, rows []FlowRow) *FlowTable {
	f := &FlowTable{columns: columns, rows: rows}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer makes the table's cells and symbols.
func (f *FlowTable) CreateRenderer() fyne.WidgetRenderer {
	r := &flowRenderer{table: f}
	r.build()
	return r
}

// The measures of symbols and rows.
const (
	flowHead      float32 = 52
	flowRowLeast  float32 = 76
	symbolWidth   float32 = 46
	symbolHeight  float32 = 24
	arrowHead     float32 = 6
	flowCellInset float32 = 2
)

type flowRenderer struct {
	table   *FlowTable
	heads   []*widget.Label
	ground  *canvas.Rectangle
	cells   [][]*widget.Label // by row, then by column; nil in lanes
	symbols []*canvas.Rectangle
	rules   []*canvas.Line
	arrows  []*canvas.Line // five for each arrow: down, across, down, and the head
	objects []fyne.CanvasObject
	heights []float32
}

func (r *flowRenderer) Destroy() {}

func (r *flowRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *flowRenderer) build() {
	f := r.table
	r.ground = canvas.NewRectangle(color.Transparent)
	r.objects = append(r.objects, r.ground)
	for _, c := range f.columns {
		h := widget.NewLabel(c.Head)
		h.TextStyle.Bold, h.Wrapping, h.Alignment, h.SizeName = true, fyne.TextWrapWord, fyne.TextAlignCenter, theme.SizeNameCaptionText
		r.heads = append(r.heads, h)
		r.objects = append(r.objects, h)
	}
	for _, row := range f.rows {
		cells := make([]*widget.Label, len(f.columns))
		n := 0
		for i, c := range f.columns {
			if c.Lane || n >= len(row.Texts) {
				continue
			}
			l := widget.NewLabel(row.Texts[n])
			l.Wrapping, l.SizeName = fyne.TextWrapWord, theme.SizeNameCaptionText
			cells[i], n = l, n+1
			r.objects = append(r.objects, l)
		}
		r.cells = append(r.cells, cells)
	}
	for range len(f.columns) + 1 + len(f.rows) + 2 {
		r.rules = append(r.rules, canvas.NewLine(nil))
	}
	for range max(0, len(f.rows)-1) * 5 {
		r.arrows = append(r.arrows, canvas.NewLine(nil))
	}
	for _, row := range f.rows {
		s := canvas.NewRectangle(nil)
		if row.Terminal {
			s.CornerRadius = symbolHeight / 2
		}
		r.symbols = append(r.symbols, s)
	}
	for _, l := range append(r.rules, r.arrows...) {
		r.objects = append(r.objects, l)
	}
	for _, s := range r.symbols {
		r.objects = append(r.objects, s)
	}
	r.colours()
}

// colours follow the theme.
func (r *flowRenderer) colours() {
	th, variant := r.table.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	line, ink := th.Color(theme.ColorNameSeparator, variant), th.Color(theme.ColorNamePrimary, variant)
	r.ground.FillColor = th.Color(ColorRaised, variant)
	for _, l := range r.rules {
		l.StrokeColor, l.StrokeWidth = line, 1
	}
	for _, l := range r.arrows {
		l.StrokeColor, l.StrokeWidth = ink, 1.5
	}
	for _, s := range r.symbols {
		s.FillColor, s.StrokeColor, s.StrokeWidth = th.Color(ColorSurface, variant), ink, 2
	}
}

func (r *flowRenderer) Refresh() {
	r.colours()
	for _, o := range r.objects {
		o.Refresh()
	}
}

// MinSize is narrow in width, and as high as the words need at the width that
// was laid out last.
func (r *flowRenderer) MinSize() fyne.Size {
	height := flowHead
	for i := range r.table.rows {
		if i < len(r.heights) {
			height += r.heights[i]
		} else {
			height += flowRowLeast
		}
	}
	return fyne.NewSize(720, height)
}

// edges are the left edges of the columns, and the right edge of the last.
func (r *flowRenderer) edges(width float32) []float32 {
	sum := float32(0)
	for _, c := range r.table.columns {
		sum += c.Share
	}
	x := []float32{0}
	for _, c := range r.table.columns {
		x = append(x, x[len(x)-1]+c.Share/sum*width)
	}
	return x
}

func (r *flowRenderer) Layout(size fyne.Size) {
	x := r.edges(size.Width)
	r.ground.Resize(fyne.NewSize(size.Width, flowHead))
	for i, h := range r.heads {
		place(h, x[i], 0, x[i+1]-x[i], flowHead)
	}
	before := len(r.heights)
	changed := before != len(r.cells)
	heights := make([]float32, len(r.cells))
	y := flowHead
	for i, cells := range r.cells {
		heights[i] = flowRowLeast
		for c, l := range cells {
			if l != nil {
				l.Resize(fyne.NewSize(x[c+1]-x[c]-2*flowCellInset, 10)) // words know their height only at their width
				heights[i] = max(heights[i], l.MinSize().Height+4)
			}
		}
		for c, l := range cells {
			if l != nil {
				place(l, x[c], y, x[c+1]-x[c], heights[i])
			}
		}
		changed = changed || r.heights[i] != heights[i]
		y += heights[i]
	}
	r.heights = heights
	r.lines(x, y)
	r.draw(x)
	if changed {
		r.table.Refresh() // whoever holds the table asks for its height again
	}
}

func place(l *widget.Label, x, y, w, h float32) {
	l.Move(fyne.NewPos(x+flowCellInset, y))
	l.Resize(fyne.NewSize(w-2*flowCellInset, h))
}

// lines rules the table.
func (r *flowRenderer) lines(x []float32, foot float32) {
	n := 0
	put := func(x1, y1, x2, y2 float32) {
		r.rules[n].Position1, r.rules[n].Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
		n++
	}
	for _, e := range x {
		put(e, 0, e, foot)
	}
	put(0, 0, x[len(x)-1], 0)
	y := flowHead
	put(0, y, x[len(x)-1], y)
	for _, h := range r.heights {
		y += h
		put(0, y, x[len(x)-1], y)
	}
}

// draw puts the symbols into their lanes and leads an arrow from each to the next.
func (r *flowRenderer) draw(x []float32) {
	var lanes []int
	for i, c := range r.table.columns {
		if c.Lane {
			lanes = append(lanes, i)
		}
	}
	y := flowHead
	var last fyne.Position
	for i, row := range r.table.rows {
		lane := lanes[max(0, min(row.Lane, len(lanes)-1))]
		width := min(symbolWidth, x[lane+1]-x[lane]-12)
		centre := fyne.NewPos((x[lane]+x[lane+1])/2, y+r.heights[i]/2)
		r.symbols[i].Move(fyne.NewPos(centre.X-width/2, centre.Y-symbolHeight/2))
		r.symbols[i].Resize(fyne.NewSize(width, symbolHeight))
		if i > 0 {
			r.arrow(r.arrows[(i-1)*5:i*5], last, fyne.NewPos(centre.X, centre.Y-symbolHeight/2), y)
		}
		last = fyne.NewPos(centre.X, centre.Y+symbolHeight/2)
		y += r.heights[i]
	}
}

// arrow leads down to the line between two rows, across, and down again.
func (r *flowRenderer) arrow(l []*canvas.Line, from, to fyne.Position, bend float32) {
	set := func(i int, a, b fyne.Position) { l[i].Position1, l[i].Position2 = a, b }
	set(0, from, fyne.NewPos(from.X, bend+4))
	set(1, fyne.NewPos(from.X, bend+4), fyne.NewPos(to.X, bend+4))
	set(2, fyne.NewPos(to.X, bend+4), to)
	set(3, to, fyne.NewPos(to.X-arrowHead/2, to.Y-arrowHead))
	set(4, to, fyne.NewPos(to.X+arrowHead/2, to.Y-arrowHead))
}
