package wall

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"
)

// Kind says what fills a view.
type Kind string

// A view has places of its own, or lives: it follows the data.
const (
	KindAll     Kind = "semua"
	KindAgency  Kind = "opd"
	KindTrouble Kind = "terganggu"
	KindFixed   Kind = "tetap"
)

// View is one way to look at the cameras: what is shown, and in which shape.
type View struct {
	Number int    `json:"number,omitempty"` // 1…99, chosen by Ctrl+number or --wall; 0 = not kept
	Name   string `json:"name,omitempty"`
	Kind   Kind   `json:"kind"`
	Agency string `json:"agency,omitempty"` // short name, for KindAgency
	Layout string `json:"layout,omitempty"` // "" = follows the number of cameras
	Dwell  int    `json:"dwell,omitempty"`  // seconds in a tour; 0 = the tour's own
	// Places are the cameras of a fixed view, cell by cell; zero is an empty cell.
	Places []ulid.ULID `json:"places,omitempty"`
}

// Setup is what is kept of the wall from one start to the next.
type Setup struct {
	Views []View `json:"views,omitempty"` // by number
	Now   View   `json:"now"`             // on screen, kept or not
	Page  int    `json:"page,omitempty"`
	Tour  Tour   `json:"tour"`
	Tree  bool   `json:"tree,omitempty"`  // the camera tree stands beside the wall
	Info  bool   `json:"info,omitempty"`  // details on the tiles
	Off   []Off  `json:"off,omitempty"`   // troubles that were put off
	Alarm Alarm  `json:"alarm,omitzero"`  // how troubles are told
	Past  []Past `json:"past,omitempty"`  // troubles that are over, the newest first
	Drift bool   `json:"drift,omitempty"` // the tiles move a little, so that nothing burns into the screen
	// Window is the wall's own window; nil for the wall in the main one.
	Window *Window `json:"window,omitempty"`
}

// Window is how a wall's own window was left.
type Window struct {
	Open   bool    `json:"open,omitempty"`
	Full   bool    `json:"full,omitempty"`
	Width  float32 `json:"width,omitempty"`
	Height float32 `json:"height,omitempty"`
}

// Alarm is how troubles come to the operator.
type Alarm struct {
	Hold  int  `json:"hold,omitempty"` // seconds that a trouble lasts before it is told; 0 = as shipped, -1 = at once
	Sound bool `json:"sound,omitempty"`
}

// HoldOff is how long a trouble lasts before it is told.
func (a Alarm) HoldOff() time.Duration {
	switch {
	case a.Hold < 0:
		return 0
	case a.Hold == 0:
		return HoldOff
	}
	return time.Duration(min(a.Hold, 3600)) * time.Second
}

// Off is a camera's trouble that somebody has put off.
type Off struct {
	ID     ulid.ULID `json:"id"`
	Until  time.Time `json:"until"`
	Reason string    `json:"reason"`
}

// ParseSetup reads what was kept. What cannot be read is a fresh wall: a layout
// is no reason not to show cameras.
func ParseSetup(b []byte) Setup {
	var s Setup
	if len(b) == 0 || json.Unmarshal(b, &s) != nil {
		s = Setup{}
	}
	s.Views = slices.DeleteFunc(s.Views, func(v View) bool { return !v.valid() || v.Number < 1 || v.Name == "" })
	slices.SortStableFunc(s.Views, func(a, b View) int { return a.Number - b.Number })
	s.Views = slices.CompactFunc(s.Views, func(a, b View) bool { return a.Number == b.Number })
	if !s.Now.valid() {
		s.Now = View{Kind: KindAll}
	}
	s.Page = max(0, s.Page)
	s.Tour.fill()
	return s
}

// Bytes is the setup as it is kept.
func (s Setup) Bytes() []byte {
	b, err := json.Marshal(s)
	if err != nil {
		return nil // it holds nothing that cannot be written
	}
	return b
}

// Find gives the kept view with a number.
func (s Setup) Find(number int) (View, bool) {
	for _, v := range s.Views {
		if v.Number == number {
			return v, true
		}
	}
	return View{}, false
}

// Free is the smallest number that no kept view has.
func (s Setup) Free() int {
	n := 1
	for _, v := range s.Views {
		if v.Number == n {
			n++
		}
	}
	return n
}

// Keep puts a view under its number, in place of the one that had it.
func (s *Setup) Keep(v View) {
	s.Drop(v.Number)
	s.Views = append(s.Views, v)
	slices.SortStableFunc(s.Views, func(a, b View) int { return a.Number - b.Number })
}

// Drop forgets the view with a number.
func (s *Setup) Drop(number int) {
	s.Views = slices.DeleteFunc(slices.Clone(s.Views), func(v View) bool { return v.Number == number })
}

func (v View) valid() bool {
	if v.Layout != "" {
		if _, ok := LayoutOf(v.Layout); !ok {
			return false
		}
	}
	return slices.Contains([]Kind{KindAll, KindAgency, KindTrouble, KindFixed}, v.Kind) && len(v.Places) <= 16*maxTiles
}

// place is a cell's content; no camera is an empty cell.
type place struct {
	camera Camera
	filled bool
}

// listed are the places of the view in order, over all pages.
func (v View) listed(cameras []Camera) []place {
	var list []place
	if v.Kind == KindFixed {
		for _, id := range v.Places {
			i := slices.IndexFunc(cameras, func(c Camera) bool { return c.ID == id })
			if i < 0 { // taken away, or nothing stood here
				list = append(list, place{})
				continue
			}
			list = append(list, place{cameras[i], true})
		}
		return list
	}
	for _, c := range cameras {
		if v.Kind == KindAll || v.Kind == KindAgency && c.Agency == v.Agency || v.Kind == KindTrouble && (c.State != stateLive || c.Troubled) {
			list = append(list, place{c, true})
		}
	}
	return list
}

// shape is the view's layout for so many places.
func (v View) shape(places int) Layout {
	if l, ok := LayoutOf(v.Layout); ok {
		return l
	}
	return automatic(places)
}

// fixed is the view as places of its own, as it now looks: what somebody has
// moved by hand follows the data no longer.
func (v View) fixed(cameras []Camera) View {
	if v.Kind == KindFixed {
		return v
	}
	list := v.listed(cameras)
	f := View{Kind: KindFixed, Layout: v.Layout}
	if f.Layout == "" {
		f.Layout = automatic(len(list)).Name
	}
	for _, p := range list {
		f.Places = append(f.Places, p.camera.ID)
	}
	return f
}

// with puts a camera into a place, or takes it out with the zero id. A camera
// stands in one place only; the one that stood here changes with it.
func (v View) with(at int, id ulid.ULID) View {
	places := slices.Clone(v.Places)
	for len(places) <= at {
		places = append(places, ulid.ULID{})
	}
	if from := slices.Index(places, id); from >= 0 && id != (ulid.ULID{}) {
		places[from] = places[at]
	}
	places[at] = id
	for len(places) > 0 && places[len(places)-1] == (ulid.ULID{}) {
		places = places[:len(places)-1]
	}
	v.Places, v.Kind = places, KindFixed
	return v
}

// SameViews says whether two lists keep the same views.
func SameViews(a, b []View) bool {
	return slices.EqualFunc(a, b, func(a, b View) bool {
		return a.Number == b.Number && a.Name == b.Name && a.Kind == b.Kind && a.Agency == b.Agency && a.Layout == b.Layout &&
			a.Dwell == b.Dwell && slices.Equal(a.Places, b.Places)
	})
}
