package wall

import (
	"image/color"
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// focus is what the operator's hand is on: which camera is alone, chosen or put
// aside, and how close one looks. It belongs to the UI goroutine.
type focus struct {
	enlarged ulid.ULID // zero = the grid
	selected ulid.ULID
	marked   int // the empty cell that was chosen, -1 = none
	view     video.View
	tracing  bool // the way of the pictures is written over the enlarged one
	steered  bool // arrows, + and − move the camera itself
	aside    map[ulid.ULID]bool
}

// alone enlarges a camera, or none, and looks at all of it again.
func (f *focus) alone(id ulid.ULID) {
	if f.enlarged != id {
		f.view = video.View{}
	}
	f.enlarged = id
	if id == (ulid.ULID{}) {
		f.tracing = false
	}
}

// asWished is a camera as somebody at the wall wishes it: put aside, or as it is.
func (w *Wall) asWished(c Camera) Camera {
	if w.aside[c.ID] {
		c.State = statePutAside
	}
	return c
}

// closer tells the tick how close one looks at the enlarged camera. Zooming
// calls the main stream: the small one has nothing more to show.
func (w *Wall) closer(next *want) {
	if next.camera.ID != w.enlarged {
		return
	}
	next.view, next.hops = w.view, w.tracing
	if !w.view.Whole() {
		next.path = next.camera.Path
	}
}

// look takes over how close one looks.
func (w *Wall) lookAt(v video.View) {
	if v = v.Fit(); v == w.view {
		return
	}
	w.view = v
	w.root.say(w.hint())
	w.plan()
}

// The steps of the keyboard: how much one press enlarges, and how far it moves
// the part that is shown.
const (
	zoomStep = 1.25
	panStep  = 0.2
)

// zoomKey serves the keys of an enlarged camera and says whether it was one.
func (w *Wall) zoomKey(key fyne.KeyName) bool {
	if w.enlarged == (ulid.ULID{}) {
		return false
	}
	closer := !w.view.Whole()
	switch {
	case key == fyne.KeyPlus || key == fyne.KeyEqual:
		w.lookAt(w.view.Enlarge(zoomStep, 0.5, 0.5))
	case key == fyne.KeyMinus:
		w.lookAt(w.view.Enlarge(1/zoomStep, 0.5, 0.5))
	case key == fyne.KeyHome:
		w.lookAt(video.View{})
	case key == fyne.KeyLeft && closer:
		w.lookAt(w.view.Pan(-panStep, 0))
	case key == fyne.KeyRight && closer:
		w.lookAt(w.view.Pan(panStep, 0))
	case key == fyne.KeyUp && closer:
		w.lookAt(w.view.Pan(0, -panStep))
	case key == fyne.KeyDown && closer:
		w.lookAt(w.view.Pan(0, panStep))
	default:
		return false
	}
	return true
}

// focusHint is the line below an enlarged camera.
func (w *Wall) focusHint() string {
	switch {
	case w.steered:
		return lang.X("wall.focus.ptz", "Tahan panah, + atau − untuk menggerakkan kamera; lepas untuk berhenti · P menutup · roda tetikus memperbesar gambar")
	case w.view.Whole():
		return lang.X("wall.focus", "Esc kembali · roda tetikus atau + memperbesar · S gambar diam · I keterangan · D jalur gambar")
	}
	return lang.X("wall.focus.zoom", "Diperbesar {{.N}}× · seret atau panah untuk menggeser · Home gambar utuh · Esc kembali",
		map[string]any{"N": say.Decimal(w.view.Zoom)})
}

// Steer says whether arrows, + and − move the enlarged camera itself.
func (w *Wall) Steer(on bool) {
	if w.steered != on {
		w.steered = on
		w.root.say(w.hint())
	}
}

// PutAside stops decoding a camera on this wall, or goes on; the relay and its
// readers notice nothing.
func (w *Wall) PutAside(id ulid.ULID, on bool) {
	aside := maps.Clone(w.aside)
	if aside == nil {
		aside = map[ulid.ULID]bool{}
	}
	delete(aside, id)
	if on {
		aside[id] = true
	}
	w.aside = aside
	w.plan()
}

// Aside says whether a camera was put aside.
func (w *Wall) Aside(id ulid.ULID) bool { return w.aside[id] }

// Trace writes the way of the pictures over one camera, which it enlarges, or
// takes it away.
func (w *Wall) Trace(id ulid.ULID) {
	on := !w.tracing || w.enlarged != id
	if on && w.enlarged != id {
		w.Enlarge(id)
	}
	w.tracing = on
	w.plan()
}

// Scrolled looks closer where the mouse is; only the camera that is alone is
// looked into.
func (t *tile) Scrolled(ev *fyne.ScrollEvent) {
	w := t.wall
	if w.enlarged != t.id || ev.Scrolled.DY == 0 {
		return
	}
	factor := zoomStep
	if ev.Scrolled.DY < 0 {
		factor = 1 / zoomStep
	}
	at, size := t.shownAt()
	w.lookAt(w.view.Enlarge(factor, share(ev.Position.X-at.X, size.Width), share(ev.Position.Y-at.Y, size.Height)))
}

// share is a place as a share of a length, inside it.
func share(at, of float32) float64 { return max(0, min(float64(at/max(of, 1)), 1)) }

// shownAt is where the picture lies on the tile: inside it, with its own shape.
func (t *tile) shownAt() (fyne.Position, fyne.Size) {
	size := t.Size()
	w, h := float32(16), float32(9)
	switch f := t.face; {
	case f.picture != nil:
		w, h = float32(f.picture.Rect.Dx()), float32(f.picture.Rect.Dy())
	case f.grey != nil:
		w, h = float32(f.grey.Rect.Dx()), float32(f.grey.Rect.Dy())
	}
	scale := min(size.Width/w, size.Height/h)
	shown := fyne.NewSize(w*scale, h*scale)
	return fyne.NewPos((size.Width-shown.Width)/2, (size.Height-shown.Height)/2), shown
}

// pan moves the part that is shown along with the mouse and says whether there
// is a part to move.
func (t *tile) pan(by fyne.Delta) bool {
	w := t.wall
	if w.enlarged != t.id || w.view.Whole() {
		return false
	}
	_, size := t.shownAt()
	w.lookAt(w.view.Pan(-float64(by.DX/max(size.Width, 1)), -float64(by.DY/max(size.Height, 1))))
	return true
}

// traceInk is the colour of a hop's sign.
func traceInk(bad bool) color.Color {
	if bad {
		return Offline.Colour()
	}
	return Live.Colour()
}

// Enlarged says whether a camera is the one that is alone.
func (w *Wall) Enlarged(id ulid.ULID) bool { return w.enlarged == id }
