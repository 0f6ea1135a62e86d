package wall

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/oklog/ulid/v2"
)

// Key does what a key means on the wall and says whether it meant anything:
// 1–9 enlarge, arrows choose, Enter enlarges, Esc and 0 go back, page keys turn.
func (w *Wall) Key(ev *fyne.KeyEvent) bool {
	shown := w.onScreen()
	columns := columnsFor(len(shown))
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
		w.move(-1)
	case fyne.KeyRight:
		w.move(1)
	case fyne.KeyUp:
		w.move(-columns)
	case fyne.KeyDown:
		w.move(columns)
	case fyne.KeyPageDown:
		w.turn(1)
	case fyne.KeyPageUp:
		w.turn(-1)
	case fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9:
		i := int(ev.Name[0] - '1')
		if w.enlarged != (ulid.ULID{}) || i >= len(shown) {
			return false
		}
		w.selectTile(shown[i].ID)
		w.toggle(shown[i].ID)
	default:
		return false
	}
	return true
}

// toggle enlarges a tile, or goes back to the grid.
func (w *Wall) toggle(id ulid.ULID) {
	if w.enlarged == id {
		w.enlarged = ulid.ULID{}
	} else {
		w.enlarged = id
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

// move chooses the neighbour; while one is enlarged, the neighbour is enlarged.
func (w *Wall) move(by int) {
	if len(w.cameras) == 0 {
		return
	}
	at := slices.IndexFunc(w.cameras, func(c Camera) bool { return c.ID == w.selected })
	next := 0
	if at >= 0 {
		next = max(0, min(at+by, len(w.cameras)-1))
	}
	id := w.cameras[next].ID
	w.selectTile(id)
	page := next / pageSize(len(w.cameras))
	if w.enlarged != (ulid.ULID{}) {
		w.enlarged = id
	} else if page == w.page {
		return
	}
	w.page = page
	w.arrange()
	w.plan()
}

// turn shows another page.
func (w *Wall) turn(by int) {
	if w.enlarged != (ulid.ULID{}) {
		return
	}
	w.page += by
	w.arrange()
	w.plan()
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
