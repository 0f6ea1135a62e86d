package wall

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// board lays tiles out in equal cells and tells when its size has changed.
type board struct {
	widget.BaseWidget
	grid    *fyne.Container
	cells   *cells
	hint    *widget.Label
	root    *fyne.Container
	resized func()
}

func newBoard(resized func()) *board {
	b := &board{cells: &cells{columns: 1}, resized: resized}
	b.grid = container.New(b.cells)
	b.hint = kit.Caption("")
	b.hint.Alignment = fyne.TextAlignCenter
	b.hint.Hide()
	b.root = container.NewBorder(nil, b.hint, nil, nil, b.grid)
	b.ExtendBaseWidget(b)
	return b
}

func (b *board) set(objects []fyne.CanvasObject, columns int, hint string) {
	b.cells.columns = columns
	b.grid.Objects = objects
	b.hint.Hidden = hint == ""
	b.hint.SetText(hint)
	b.root.Refresh()
	b.grid.Refresh()
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
