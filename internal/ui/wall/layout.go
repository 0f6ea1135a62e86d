package wall

import (
	"math"
	"strconv"
	"strings"
)

// Layout is the shape of the board: cells on a raster of columns and rows.
type Layout struct {
	Name          string // "9", or "5x3" for a raster of one's own
	Columns, Rows int
	Cells         []Cell
}

// Cell is a place on the raster; W and H greater than one span.
type Cell struct{ X, Y, W, H int }

// maxTiles bounds a board: more is smaller than a tile's words.
const maxTiles = 64

// Layouts are the shapes that are offered, from one tile to sixty-four. 6, 8,
// 10 and 13 have larger tiles for what matters most.
func Layouts() []Layout {
	return []Layout{
		square(1), square(2), spanning("6", 3, Cell{0, 0, 2, 2}), spanning("8", 4, Cell{0, 0, 3, 3}), square(3),
		spanning("10", 4, Cell{0, 0, 2, 2}, Cell{2, 0, 2, 2}), spanning("13", 4, Cell{1, 1, 2, 2}),
		square(4), square(5), square(6), square(8),
	}
}

func square(n int) Layout {
	l := Grid(n, n)
	l.Name = strconv.Itoa(n * n)
	return l
}

// Grid is a raster of equal cells, named "5x3".
func Grid(columns, rows int) Layout {
	l := Layout{Name: strconv.Itoa(columns) + "x" + strconv.Itoa(rows), Columns: columns, Rows: rows}
	for i := range columns * rows {
		l.Cells = append(l.Cells, Cell{i % columns, i / columns, 1, 1})
	}
	return l
}

// spanning is a square raster with large cells first, and small ones in every
// place that is left.
func spanning(name string, side int, large ...Cell) Layout {
	l := Layout{Name: name, Columns: side, Rows: side, Cells: large}
	for y := range side {
		for x := range side {
			if !covered(large, x, y) {
				l.Cells = append(l.Cells, Cell{x, y, 1, 1})
			}
		}
	}
	return l
}

func covered(cells []Cell, x, y int) bool {
	for _, c := range cells {
		if x >= c.X && x < c.X+c.W && y >= c.Y && y < c.Y+c.H {
			return true
		}
	}
	return false
}

// LayoutOf finds a layout by its name.
func LayoutOf(name string) (Layout, bool) {
	for _, l := range Layouts() {
		if l.Name == name {
			return l, true
		}
	}
	c, r, ok := strings.Cut(name, "x")
	columns, err1 := strconv.Atoi(c)
	rows, err2 := strconv.Atoi(r)
	if !ok || err1 != nil || err2 != nil || columns < 1 || rows < 1 || columns > maxTiles || rows > maxTiles || columns*rows > maxTiles {
		return Layout{}, false
	}
	return Grid(columns, rows), true
}

// automatic is the shape for so many cameras when nobody chose one: 1, 4, 9 or
// 16 to a page, without rows that would stay empty.
func automatic(cameras int) Layout {
	n := max(1, min(cameras, pageSize(cameras)))
	columns := columnsFor(n)
	return Grid(columns, (n+columns-1)/columns)
}

// pageSize is how many tiles a page has: 1, 4, 9 or 16, whatever holds all
// cameras, and sixteen at most; more is more than anybody can watch.
func pageSize(cameras int) int {
	for _, n := range []int{1, 4, 9} {
		if cameras <= n {
			return n
		}
	}
	return 16
}

func columnsFor(tiles int) int {
	for n := 1; n < 4; n++ {
		if tiles <= n*n {
			return n
		}
	}
	return 4
}

// neighbour finds the cell next to one in a direction, -1 when there is none.
// Cells beside the way count as twice as far.
func (l Layout) neighbour(from, dx, dy int) int {
	if from < 0 || from >= len(l.Cells) {
		return -1
	}
	best, at := math.Inf(1), -1
	fx, fy := l.Cells[from].centre()
	for i, c := range l.Cells {
		x, y := c.centre()
		along, beside := (x-fx)*float64(dx)+(y-fy)*float64(dy), math.Abs((x-fx)*float64(dy))+math.Abs((y-fy)*float64(dx))
		if i == from || along <= 0.25 {
			continue
		}
		if d := along + 2*beside; d < best-1e-9 {
			best, at = d, i
		}
	}
	return at
}

func (c Cell) centre() (x, y float64) {
	return float64(c.X) + float64(c.W)/2, float64(c.Y) + float64(c.H)/2
}
