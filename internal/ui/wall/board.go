package wall

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// board lays tiles out in the cells of a layout and tells when its size has
// changed.
type board struct {
	widget.BaseWidget
	grid    *fyne.Container
	cells   *cells
	aim     *canvas.Rectangle // where a dragged camera would come to stand
	hint    *widget.Label
	root    *fyne.Container
	pulse   *canvas.Raster // is asked for its picture when the tiles are repainted
	resized func()
}

func newBoard(resized func(), pulse *canvas.Raster) *board {
	b := &board{cells: &cells{layout: Grid(1, 1)}, resized: resized, pulse: pulse}
	b.grid = container.New(b.cells)
	b.hint = kit.Caption("")
	b.hint.Alignment = fyne.TextAlignCenter
	b.hint.Hide()
	b.aim = canvas.NewRectangle(color.NRGBA{0x56, 0xc9, 0x91, 0x30})
	b.aim.StrokeColor, b.aim.StrokeWidth, b.aim.Hidden = color.NRGBA{0x56, 0xc9, 0x91, 0xff}, 3, true
	b.root = container.NewBorder(nil, b.hint, nil, nil, container.NewStack(container.NewWithoutLayout(b.pulse), b.grid, container.NewWithoutLayout(b.aim)))
	b.ExtendBaseWidget(b)
	return b
}

func (b *board) set(objects []fyne.CanvasObject, layout Layout, hint string) {
	b.cells.layout = layout
	b.grid.Objects = objects
	b.say(hint)
	b.root.Refresh()
	b.grid.Refresh()
}

// say writes the line below the tiles.
func (b *board) say(hint string) {
	b.hint.Hidden = hint == ""
	b.hint.SetText(hint)
}

// target marks a cell while a camera is dragged over it; -1 marks none.
func (b *board) target(cell int) {
	b.aim.Hidden = cell < 0
	if cell >= 0 {
		at, size := b.cells.cell(cell, b.grid.Size())
		b.aim.Move(at)
		b.aim.Resize(size)
	}
	b.aim.Refresh()
}

// at finds the cell under a place in the window, -1 when there is none.
func (b *board) at(absolute fyne.Position) int {
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.grid)
	p := absolute.Subtract(origin)
	for i := range b.cells.layout.Cells {
		from, size := b.cells.cell(i, b.grid.Size())
		if p.X >= from.X && p.Y >= from.Y && p.X < from.X+size.Width && p.Y < from.Y+size.Height {
			return i
		}
	}
	return -1
}

// pixels is the size on the glass of a cell of a layout that is not shown yet.
func (b *board) pixels(l Layout, at int) (width, height int) {
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(b); c != nil {
		scale = c.Scale()
	}
	_, size := (&cells{layout: l}).cell(at, b.grid.Size())
	return int(size.Width * scale), int(size.Height * scale)
}

// holds says whether a tile is on the board.
func (b *board) holds(t *tile) bool {
	for _, o := range b.grid.Objects {
		if o == fyne.CanvasObject(t) {
			return true
		}
	}
	return false
}

// Resize lays out and tells the wall, whose pictures follow the tiles' size.
func (b *board) Resize(size fyne.Size) {
	b.BaseWidget.Resize(size)
	b.resized()
}

// CreateRenderer links the board to its grid.
func (b *board) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.root) }

// cells lays objects out in a layout's cells, in their order.
type cells struct {
	layout Layout
	shift  fyne.Position // against burning in
	room   float32       // what the shift may take at the edges
}

const gap float32 = 4

// The drift: once a minute the tiles stand elsewhere by a few pixels, round a
// small square.
const (
	driftEvery         = time.Minute
	driftBy    float32 = 2
)

// drift moves the tiles to where they stand in this minute.
func (b *board) drift(on bool, now time.Time) {
	shift, room := fyne.Position{}, float32(0)
	if on {
		room = 2 * driftBy
		steps := [8][2]float32{{0, 0}, {1, 0}, {2, 0}, {2, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}}
		step := steps[now.Unix()/int64(driftEvery.Seconds())%8]
		shift = fyne.NewPos(step[0]*driftBy, step[1]*driftBy)
	}
	if shift != b.cells.shift || room != b.cells.room {
		b.cells.shift, b.cells.room = shift, room
		b.grid.Refresh()
		b.cells.Layout(b.grid.Objects, b.grid.Size())
	}
}

func (c *cells) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		at, room := c.cell(i, size)
		o.Move(at)
		o.Resize(room)
	}
}

// cell is where a cell lies on a board of a size.
func (c *cells) cell(i int, size fyne.Size) (fyne.Position, fyne.Size) {
	if i >= len(c.layout.Cells) {
		return fyne.Position{}, fyne.Size{}
	}
	l, cell := c.layout, c.layout.Cells[i]
	size = size.SubtractWidthHeight(c.room, c.room)
	w := (size.Width - gap*float32(l.Columns-1)) / float32(l.Columns)
	h := (size.Height - gap*float32(l.Rows-1)) / float32(l.Rows)
	return fyne.NewPos(float32(cell.X)*(w+gap), float32(cell.Y)*(h+gap)).Add(c.shift),
		fyne.NewSize(float32(cell.W)*(w+gap)-gap, float32(cell.H)*(h+gap)-gap)
}

func (c *cells) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 180) }
