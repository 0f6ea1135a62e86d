package wall

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// board lays tiles out in equal cells and tells when its size has changed.
type board struct {
	widget.BaseWidget
	grid    *fyne.Container
	cells   *cells
	resized func()
}

func newBoard(resized func()) *board {
	b := &board{cells: &cells{columns: 1}, resized: resized}
	b.grid = container.New(b.cells)
	b.ExtendBaseWidget(b)
	return b
}

func (b *board) set(objects []fyne.CanvasObject, columns int) {
	b.cells.columns = columns
	b.grid.Objects = objects
	b.grid.Refresh()
}

// Resize lays out and tells the wall, whose pictures follow the tiles' size.
func (b *board) Resize(size fyne.Size) {
	b.BaseWidget.Resize(size)
	b.resized()
}

// CreateRenderer links the board to its grid.
func (b *board) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.grid) }

// cells is a layout of equal cells, as many rows as needed, filled by rows.
type cells struct{ columns int }

const gap float32 = 4

func (c *cells) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rows := max((len(objects)+c.columns-1)/c.columns, 1)
	w := (size.Width - gap*float32(c.columns-1)) / float32(c.columns)
	h := (size.Height - gap*float32(rows-1)) / float32(rows)
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i%c.columns)*(w+gap), float32(i/c.columns)*(h+gap)))
		o.Resize(fyne.NewSize(w, h))
	}
}

func (c *cells) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 180) }
