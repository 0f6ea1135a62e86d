package wall

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/oklog/ulid/v2"
)

// Key does what a key means on the wall and says whether it meant anything:
// 1–9 enlarge, arrows choose, Enter enlarges, Esc and 0 go back, page keys turn,
// Space holds a tour, Delete takes a camera out of the view.
func (w *Wall) Key(ev *fyne.KeyEvent) bool {
	if w.zoomKey(ev.Name) {
		return true
	}
	switch ev.Name {
	case fyne.KeyEscape, fyne.Key0:
		if w.enlarged == (ulid.ULID{}) {
			return false
		}
		w.toggle(w.enlarged)
	case fyne.KeyReturn, fyne.KeyEnter:
		if w.selected == (ulid.ULID{}) {
			return false
		}
		w.toggle(w.selected)
	case fyne.KeyLeft:
		w.move(-1, 0)
	case fyne.KeyRight:
		w.move(1, 0)
	case fyne.KeyUp:
		w.move(0, -1)
	case fyne.KeyDown:
		w.move(0, 1)
	case fyne.KeyPageDown:
		w.turn(1)
	case fyne.KeyPageUp:
		w.turn(-1)
	case fyne.KeySpace:
		if !w.setup.Tour.On {
			return false
		}
		w.PauseTour(!w.tour.paused)
	case fyne.KeyDelete:
		return w.Remove(w.selected)
	default:
		return w.number(ev.Name)
	}
	return true
}

// number enlarges the tile that a number key stands for.
func (w *Wall) number(key fyne.KeyName) bool {
	if len(key) != 1 || key[0] < '1' || key[0] > '9' {
		return false
	}
	i := int(key[0] - '1')
	if w.enlarged != (ulid.ULID{}) || i >= len(w.places) || !w.places[i].filled {
		return false
	}
	w.selectTile(w.places[i].camera.ID)
	w.toggle(w.selected)
	return true
}

// toggle enlarges a tile, or goes back to the grid.
func (w *Wall) toggle(id ulid.ULID) {
	w.marked = -1
	if w.enlarged == id {
		w.alone(ulid.ULID{})
	} else {
		w.alone(id)
	}
	w.arrange()
	w.plan()
}

func (w *Wall) selectTile(id ulid.ULID) {
	if t := w.tiles[w.selected]; t != nil && w.selected != id {
		t.setSelected(false)
	}
	w.selected = id
	if t := w.tiles[id]; t != nil {
		t.setSelected(true)
	}
}

// pick chooses a tile by hand: an empty cell that was chosen is no longer.
func (w *Wall) pick(id ulid.ULID) {
	w.selectTile(id)
	if w.marked >= 0 {
		w.marked = -1
		w.arrange()
	}
}

// move chooses the neighbour, on the next page when there is none on this; while
// one is enlarged, the neighbour in the list is enlarged.
func (w *Wall) move(dx, dy int) {
	w.PauseTour(true)
	if w.enlarged != (ulid.ULID{}) {
		w.enlargeNext(dx + dy)
		return
	}
	at := slices.IndexFunc(w.places, func(p place) bool { return p.filled && p.camera.ID == w.selected })
	if at < 0 {
		at = w.marked
	}
	next := 0
	if at >= 0 {
		next = w.layout.neighbour(at, dx, dy)
	}
	if next < 0 || next >= len(w.places) {
		w.turn(dx + dy)
		return
	}
	w.choose(next)
}

// choose chooses what stands in a cell, or the cell itself.
func (w *Wall) choose(cell int) {
	before := w.marked
	w.marked = -1
	w.selectTile(w.places[cell].camera.ID)
	if !w.places[cell].filled {
		w.marked = cell
	}
	if before != w.marked {
		w.arrange()
	}
}

// enlargeNext enlarges the camera before or after the one that is enlarged.
func (w *Wall) enlargeNext(by int) {
	list := slices.DeleteFunc(w.setup.Now.listed(w.cameras), func(p place) bool { return !p.filled })
	at := slices.IndexFunc(list, func(p place) bool { return p.camera.ID == w.enlarged })
	if len(list) == 0 || at < 0 {
		return
	}
	w.alone(list[max(0, min(at+by, len(list)-1))].camera.ID)
	w.selectTile(w.enlarged)
	w.arrange()
	w.plan()
}

// turn shows another page.
func (w *Wall) turn(by int) {
	page := max(0, min(w.setup.Page+by, w.pagesOf(w.setup.Now)-1))
	if w.enlarged != (ulid.ULID{}) || page == w.setup.Page {
		return
	}
	w.setup.Page, w.marked = page, -1
	w.arrange()
	w.plan()
	w.changed()
}

// OpenMenu shows what can be done with a camera on screen, on its tile.
func (w *Wall) OpenMenu(id ulid.ULID) {
	if t := w.tiles[id]; t != nil && w.root.holds(t) {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
		w.openMenu(id, at.AddXY(t.Size().Width/3, t.Size().Height/4))
	}
}

func (w *Wall) openMenu(id ulid.ULID, at fyne.Position) {
	if w.menu == nil {
		return
	}
	items := w.menu(id)
	c := fyne.CurrentApp().Driver().CanvasForObject(w.root)
	if c == nil || len(items) == 0 {
		return
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
}
