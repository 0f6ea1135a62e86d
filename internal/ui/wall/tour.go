package wall

import (
	"time"

	"github.com/oklog/ulid/v2"
)

// Tour shows pages or views in turn.
type Tour struct {
	On    bool  `json:"on,omitempty"`
	Dwell int   `json:"dwell,omitempty"` // seconds
	Views []int `json:"views,omitempty"` // numbers of kept views; none = the pages of the view on screen
}

// The bounds of a dwell, in seconds; shorter than three nobody sees anything.
const (
	MinDwell = 3
	MaxDwell = 600
	// preload is how long before its turn the next stop is decoded.
	preload = 3 * time.Second
)

func (t *Tour) fill() {
	if t.Dwell == 0 {
		t.Dwell = 15
	}
	t.Dwell = max(MinDwell, min(t.Dwell, MaxDwell))
}

// stop is one stop of a tour.
type stop struct {
	view View
	page int
}

// touring is where a tour stands; it belongs to the UI goroutine.
type touring struct {
	due    time.Time // of the next stop
	left   time.Duration
	paused bool
	ahead  *stop // is decoded before its turn
}

// stops are all stops of the tour in order.
func (w *Wall) stops() []stop {
	views := []View{w.setup.Now}
	if len(w.setup.Tour.Views) > 0 {
		views = nil
		for _, n := range w.setup.Tour.Views {
			if v, ok := w.setup.Find(n); ok {
				views = append(views, v)
			}
		}
	}
	var list []stop
	for _, v := range views {
		for page := range w.pagesOf(v) {
			list = append(list, stop{v, page})
		}
	}
	return list
}

// nextStop is the stop after what is on screen, false when there is no other.
func (w *Wall) nextStop() (stop, bool) {
	list := w.stops()
	if len(list) < 2 {
		return stop{}, false
	}
	for i, s := range list {
		if s.view.Number == w.setup.Now.Number && s.view.Name == w.setup.Now.Name && s.page == w.setup.Page {
			return list[(i+1)%len(list)], true
		}
	}
	return list[0], true
}

// dwell is how long a tour stays with a view: its own time, or the tour's.
func (w *Wall) dwell(v View) time.Duration {
	seconds := w.setup.Tour.Dwell
	if v.Dwell > 0 {
		seconds = max(MinDwell, min(v.Dwell, MaxDwell))
	}
	return time.Duration(seconds) * time.Second
}

// SetTour begins, changes or ends the tour.
func (w *Wall) SetTour(t Tour) {
	t.fill()
	w.setup.Tour = t
	w.tour = touring{}
	if t.On {
		w.tour.due = w.now().Add(w.dwell(w.setup.Now))
	}
	w.arrange()
	w.plan()
	w.changed()
}

// PauseTour stops the tour where it is, or lets it go on.
func (w *Wall) PauseTour(pause bool) {
	if !w.setup.Tour.On || w.tour.paused == pause {
		return
	}
	now := w.now()
	w.tour.paused = pause
	if pause {
		w.tour.left = max(0, w.tour.due.Sub(now))
	} else {
		w.tour.due = now.Add(w.tour.left)
	}
	w.root.say(w.hint())
	w.changed()
}

// TourPaused says whether a tour stands still.
func (w *Wall) TourPaused() bool { return w.setup.Tour.On && w.tour.paused }

// travel turns to the next stop when it is time, and looks ahead before.
func (w *Wall) travel() {
	now := w.now()
	if !w.setup.Tour.On || w.tour.paused || w.enlarged != (ulid.ULID{}) {
		if w.tour.due.Before(now) { // an enlarged camera holds the tour up
			w.tour.due = now.Add(preload)
		}
		w.tour.ahead = nil
		return
	}
	next, ok := w.nextStop()
	switch {
	case !ok:
		w.tour.ahead = nil
	case !now.Before(w.tour.due):
		w.tour.ahead = nil
		w.tour.due = now.Add(w.dwell(next.view))
		w.show(next.view, next.page)
	case w.tour.due.Sub(now) <= preload:
		w.tour.ahead = &next
	}
}
