package wall

import (
	"slices"

	"fyne.io/fyne/v2"
	"github.com/oklog/ulid/v2"
)

// Setup is the wall as it would be kept now.
func (w *Wall) Setup() Setup { return w.setup }

// changed tells whoever keeps the setup.
func (w *Wall) changed() {
	if w.tell != nil {
		w.tell(w.setup)
	}
}

// Show puts a view on screen, at its first page.
func (w *Wall) Show(v View) {
	if v.valid() {
		w.show(v, 0)
	}
}

// Return shows a page of a view again that was on screen before.
func (w *Wall) Return(v View, page int) {
	if v.valid() {
		w.show(v, page)
	}
}

func (w *Wall) show(v View, page int) {
	w.alone(ulid.ULID{})
	w.setup.Now, w.setup.Page, w.marked = v, page, -1
	w.arrange()
	w.plan()
	w.changed()
}

// SetLayout changes the shape of the view on screen; "" follows the number of
// cameras.
func (w *Wall) SetLayout(name string) {
	v := w.setup.Now
	v.Layout = name
	if v.Kind == KindFixed && name == "" {
		v.Layout = automatic(len(v.Places)).Name
	}
	if v.valid() {
		w.show(v, 0)
	}
}

// KeepView keeps what is on screen under a number and a name.
func (w *Wall) KeepView(number int, name string) {
	w.setup.Now.Number, w.setup.Now.Name = number, name
	w.setup.Keep(w.setup.Now)
	w.changed()
}

// SetViews takes over the list of kept views, after one was renamed or dropped.
func (w *Wall) SetViews(views []View) {
	w.setup.Views = views
	w.setup.Tour.Views = slices.DeleteFunc(slices.Clone(w.setup.Tour.Views), func(n int) bool {
		_, ok := w.setup.Find(n)
		return !ok
	})
	w.changed()
}

// SetTree says whether the camera tree stands beside the wall.
func (w *Wall) SetTree(on bool) {
	w.setup.Tree = on
	w.arrange()
	w.changed()
}

// SetWindow keeps how the wall's own window stands.
func (w *Wall) SetWindow(window Window) {
	w.setup.Window = &window
	w.changed()
}

// SetDrift says whether the tiles move a little every minute, so that names and
// frames do not burn into a screen that shows them day and night.
func (w *Wall) SetDrift(on bool) {
	w.setup.Drift = on
	w.root.drift(on, w.now())
	w.changed()
}

// SetInfo says whether the tiles tell what they are made of.
func (w *Wall) SetInfo(on bool) {
	w.setup.Info = on
	w.arrange()
	w.plan()
	w.changed()
}

// PutOff keeps that a camera's trouble was put off; what is over is forgotten.
func (w *Wall) PutOff(o Off) {
	now := w.now()
	w.setup.Off = append(slices.DeleteFunc(slices.Clone(w.setup.Off), func(old Off) bool { return old.ID == o.ID || !now.Before(old.Until) }), o)
	w.changed()
}

// SetAlarm keeps how troubles are told.
func (w *Wall) SetAlarm(a Alarm) {
	w.setup.Alarm = a
	w.changed()
}

// KeepPast keeps the troubles that are over.
func (w *Wall) KeepPast(past []Past) {
	w.setup.Past = slices.Clone(past)
	w.changed()
}

// mark chooses an empty cell.
func (w *Wall) mark(at int) {
	w.PauseTour(true)
	w.selectTile(ulid.ULID{})
	w.marked = at
	w.arrange()
}

// Add puts a camera into the chosen empty cell, else into the first empty one,
// else on a new page.
func (w *Wall) Add(id ulid.ULID) {
	v := w.setup.Now.fixed(w.cameras)
	if slices.Contains(v.Places, id) {
		w.reveal(v, slices.Index(v.Places, id))
		return
	}
	size := len(v.shape(len(v.Places)).Cells)
	at := slices.Index(v.Places, ulid.ULID{})
	if w.marked >= 0 {
		at = w.setup.Page*size + w.marked
	}
	if at < 0 {
		at = len(v.Places)
	}
	w.reveal(v.with(at, id), at)
}

// reveal shows the page with a place and chooses what stands there.
func (w *Wall) reveal(v View, at int) {
	w.show(v, at/max(1, len(v.shape(len(v.Places)).Cells)))
	if at < len(v.Places) {
		w.selectTile(v.Places[at])
	}
}

// Remove takes the chosen camera out of the view and says whether there was one.
func (w *Wall) Remove(id ulid.ULID) bool {
	v := w.setup.Now.fixed(w.cameras)
	at := slices.Index(v.Places, id)
	if at < 0 || id == (ulid.ULID{}) {
		return false
	}
	page := w.setup.Page
	w.show(v.with(at, ulid.ULID{}), page)
	return true
}

// Over shows where a camera would come to stand, while it is dragged.
func (w *Wall) Over(absolute fyne.Position) { w.root.target(w.root.at(absolute)) }

// Drop puts a camera where it was let go; the one that stood there changes
// places with it. It says whether that was on the board.
func (w *Wall) Drop(id ulid.ULID, absolute fyne.Position) bool {
	at := w.root.at(absolute)
	w.root.target(-1)
	if at < 0 || w.enlarged != (ulid.ULID{}) {
		return false
	}
	v := w.setup.Now.fixed(w.cameras)
	at += w.setup.Page * len(v.shape(len(v.Places)).Cells)
	page := w.setup.Page
	if at < len(v.Places) && v.Places[at] == id {
		return true // where it was
	}
	w.show(v.with(at, id), page)
	w.selectTile(id)
	return true
}

// Restore takes over what was kept, before anybody has changed anything.
func (w *Wall) Restore(s Setup) {
	w.setup = s
	w.root.drift(s.Drift, w.now())
	w.tour = touring{}
	if s.Tour.On {
		w.tour.due = w.now().Add(w.dwell(s.Now))
	}
	w.arrange()
	w.plan()
}

// Says is what a camera's tile says now, "" when it is not on screen, and
// whether that is live.
func (w *Wall) Says(id ulid.ULID) (words string, live bool) {
	for _, s := range w.Tiles() {
		if s.ID == id {
			return s.State.Sign() + " " + s.Line, s.State == Live
		}
	}
	return "", false
}

// Selected is the camera that was chosen, or the one that is enlarged.
func (w *Wall) Selected() (ulid.ULID, bool) {
	if w.enlarged != (ulid.ULID{}) {
		return w.enlarged, true
	}
	return w.selected, w.selected != (ulid.ULID{})
}

// Enlarge shows one camera alone.
func (w *Wall) Enlarge(id ulid.ULID) {
	w.PauseTour(true)
	w.selectTile(id)
	w.alone(id)
	w.arrange()
	w.plan()
}
