// Package wall is the video wall: a grid of cameras that shows what was
// decoded, says since when it is so, and never shows an old picture as live.
//
// The wall has one goroutine, the tick: ten times a second it looks what the
// players have, judges it, and hands everything that changed to the UI
// goroutine in one post; at most one post is outstanding. Only tiles on screen
// have a player. The wall never meets the relay or the office: it is handed a
// function that opens a feed, and twice a second a list of cameras with their
// states and the reasons in words. Close waits for the tick and the players.
package wall

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video/budget"
)

// Config is what the wall is handed.
type Config struct {
	Main kit.Main
	Feed func(path string) (video.Feed, error)
	Now  func() time.Time                 // nil = time.Now
	Log  *slog.Logger                     // nil = nothing is written
	Menu func(ulid.ULID) []*fyne.MenuItem // nil = no context menu
	// Setup is what was kept of the wall; Changed is told when it has changed.
	Setup   Setup
	Changed func(Setup)
}

// Camera is one camera as the office knows it.
type Camera struct {
	ID                       ulid.ULID
	Name, Path, SubPath      string
	Agency, Contact, Request string
	State                    string // of the relay: live, connecting, waiting, stalled, refused, disabled, unsupported
	Reason                   string // why it is not live, as a sentence
	Since, NextTry           time.Time
	OnDemand                 bool
	Troubled                 bool // its pictures were in trouble when they were last looked at

	// What the relay measures, for the details on a tile.
	Codec         string
	Width, Height int
	SubHeight     int // 0 = not known
	Kbps, SubKbps float64
	FPS           float64
	Packets, Lost uint64
	LastPicture   time.Time
	Reconnects    int
	Readers       int
}

// Wall is the grid. Its methods belong to the UI goroutine, but for Close,
// Tiles and AllLive.
type Wall struct {
	// Set by New, never changed.
	main kit.Main
	feed func(string) (video.Feed, error)
	now  func() time.Time
	log  *slog.Logger
	menu func(ulid.ULID) []*fyne.MenuItem
	tell func(Setup)
	root *board
	stop context.CancelFunc
	wg   sync.WaitGroup

	// Owned by the UI goroutine.
	cameras []Camera
	tiles   map[ulid.ULID]*tile
	setup   Setup
	layout  Layout // on screen
	places  []place
	focus
	tour touring

	// Owned by the tick.
	slots  map[ulid.ULID]*slot
	govern governor

	mu      sync.Mutex
	wants   []want             // what is on screen
	known   map[ulid.ULID]bool // every camera there is
	glass   glass
	visible bool
}

// glass is what goes from the tick to the window, and what is there.
type glass struct {
	judged  []TileState              // by the newest tick
	pending map[ulid.ULID]face       // changed, not yet on the glass
	posted  bool                     // a post is outstanding
	shown   map[ulid.ULID]*TileState // what stands on the tiles
	// forgotten are tiles that have taken back what they said: the tick tells
	// them again, even when nothing has changed for it.
	forgotten map[ulid.ULID]bool
}

// want is one tile on screen: what to play, and how large.
type want struct {
	camera        Camera
	path          string
	width, height int
	every         time.Duration
	ahead         bool // not on screen yet
	info          bool // with details
	shield        bool // enlarged or chosen: never reduced
	hops          bool // with the way from the camera to the glass
	view          video.View
}

// The wall's rhythm: ten pictures a second in the grid, more for one alone.
const (
	tickEvery     = 100 * time.Millisecond
	gridEvery     = 100 * time.Millisecond
	enlargedEvery = 40 * time.Millisecond
)

// New returns a wall without cameras; Beat brings them.
func New(c Config) *Wall {
	w := &Wall{main: c.Main, feed: c.Feed, now: c.Now, log: c.Log, menu: c.Menu, tell: c.Changed, setup: c.Setup, focus: focus{marked: -1},
		tiles: map[ulid.ULID]*tile{}, slots: map[ulid.ULID]*slot{}, visible: true,
		govern: governor{ladder: budget.New(), wake: make(chan struct{}, 1), meter: meter{main: c.Main}},
		glass:  glass{pending: map[ulid.ULID]face{}, shown: map[ulid.ULID]*TileState{}}}
	if w.now == nil {
		w.now = time.Now
	}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	if !w.setup.Now.valid() {
		w.setup.Now = View{Kind: KindAll}
	}
	w.setup.Tour.fill()
	w.root = newBoard(w.plan, w.govern.meter.pulse())
	ctx, stop := context.WithCancel(context.Background())
	w.stop = stop
	w.wg.Go(func() { w.tick(ctx) })
	return w
}

// Object returns what is laid out.
func (w *Wall) Object() fyne.CanvasObject { return w.root }

// Close ends the tick and every player, and waits; it may be called twice.
func (w *Wall) Close() {
	w.stop()
	w.wg.Wait()
}

// Beat takes over the cameras and their states.
func (w *Wall) Beat(cameras []Camera) {
	before := w.setup.Now.listed(w.cameras)
	w.cameras = append(w.cameras[:0:0], cameras...)
	if !samePlaces(before, w.setup.Now.listed(w.cameras)) {
		w.arrange()
	}
	w.root.drift(w.setup.Drift, w.now())
	w.travel()
	w.plan()
	if w.setup.Info {
		w.root.say(w.hint())
	}
}

// samePlaces says whether two lists show the same cameras under the same names.
func samePlaces(a, b []place) bool {
	return slices.EqualFunc(a, b, func(a, b place) bool {
		return a.filled == b.filled && a.camera.ID == b.camera.ID && a.camera.Name == b.camera.Name
	})
}

// SetVisible says whether anybody looks. Hidden tiles are not decoded.
func (w *Wall) SetVisible(visible bool) {
	w.mu.Lock()
	w.visible = visible
	w.mu.Unlock()
	if !visible {
		for _, t := range w.tiles {
			t.forget()
		}
	}
	w.plan()
}

// TileState is what one tile on screen claims.
type TileState struct {
	ID     ulid.ULID
	Name   string
	State  State
	Line   string // the state in words
	Reason string // the second line, "" for none
	Age    time.Duration
	Rung   budget.Rung // how far it is reduced
	Why    budget.Reason
	Colour bool // the picture stands there in colour
	live   bool // by its pictures, whatever is saved on

	source *video.Player  // of the picture that is shown; nil without one
	last   *video.Picture // what is shown, when nobody decodes any more
}

// Tiles tells what every tile on screen claims, as of the last tick.
func (w *Wall) Tiles() []TileState {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]TileState(nil), w.glass.judged...)
}

// Glass tells what stands on every tile of the board at this moment, as the
// window put it there, in the board's order.
func (w *Wall) Glass() []TileState {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []TileState
	for _, want := range w.wants {
		if s := w.glass.shown[want.camera.ID]; s != nil && !want.ahead {
			list = append(list, *s)
		}
	}
	return list
}

// AllLive says whether there is a tile and every tile on screen is live.
func (w *Wall) AllLive() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.glass.judged {
		if !s.live {
			return false
		}
	}
	wanted := 0
	for _, want := range w.wants {
		if !want.ahead {
			wanted++
		}
	}
	return len(w.glass.judged) > 0 && len(w.glass.judged) == wanted
}

// pagesOf says how many pages a view has, at least one.
func (w *Wall) pagesOf(v View) int {
	n := len(v.listed(w.cameras))
	size := len(v.shape(n).Cells)
	if v.Layout == "" {
		size = pageSize(n)
	}
	return max(1, (n+size-1)/size)
}

// scene is a page of a view: a shape, and what stands in each of its cells.
func (w *Wall) scene(v View, page int) (Layout, []place) {
	list := v.listed(w.cameras)
	size := len(v.shape(len(list)).Cells)
	if v.Layout == "" {
		size = pageSize(len(list))
	}
	from := min(page*size, len(list))
	list = list[from:min(from+size, len(list))]
	layout := v.shape(len(list))
	if v.Layout == "" {
		layout = automatic(len(list))
	}
	for len(list) < len(layout.Cells) {
		list = append(list, place{})
	}
	return layout, list
}

// onScreen brings layout and places in line with the view, or with the one
// camera that is enlarged.
func (w *Wall) onScreen() {
	if w.enlarged != (ulid.ULID{}) {
		for _, c := range w.cameras {
			if c.ID == w.enlarged {
				w.layout, w.places = Grid(1, 1), []place{{c, true}}
				return
			}
		}
		w.alone(ulid.ULID{})
	}
	w.setup.Page = max(0, min(w.setup.Page, w.pagesOf(w.setup.Now)-1))
	w.layout, w.places = w.scene(w.setup.Now, w.setup.Page)
}

// arrange puts the tiles of the page on the board.
func (w *Wall) arrange() {
	w.catchUp()
	w.onScreen()
	known := make(map[ulid.ULID]bool, len(w.cameras))
	for _, c := range w.cameras {
		known[c.ID] = true
	}
	w.mu.Lock()
	w.known = known
	w.mu.Unlock()
	for id := range w.tiles {
		if !known[id] {
			delete(w.tiles, id)
		}
	}
	if !known[w.selected] {
		w.selected = ulid.ULID{}
	}
	on := make(map[ulid.ULID]bool, len(w.places))
	for _, p := range w.places {
		on[p.camera.ID] = p.filled
	}
	for id, t := range w.tiles {
		if !on[id] {
			t.forget()
		}
	}
	objects := make([]fyne.CanvasObject, 0, len(w.places))
	for i, p := range w.places {
		objects = append(objects, w.cell(i, p))
	}
	w.govern.meter.moved()
	w.root.set(objects, w.layout, w.hint())
}

// cell is what stands in a cell: a camera's tile, or a place to put one.
func (w *Wall) cell(at int, p place) fyne.CanvasObject {
	if !p.filled {
		return newVacant(w, at, at == w.marked)
	}
	t, ok := w.tiles[p.camera.ID]
	if !ok {
		t = newTile(p.camera.ID, w)
		w.tiles[p.camera.ID] = t
	}
	t.setName(p.camera.Name)
	t.setSelected(p.camera.ID == w.selected)
	return t
}

// hint is the line below the tiles: where one is, and what showing it costs when
// details are asked for.
func (w *Wall) hint() string {
	if w.setup.Info {
		return join(w.costs(), w.where())
	}
	return w.where()
}

// where tells where one is when there is more than one page, and what a tour does.
func (w *Wall) where() string {
	if w.enlarged != (ulid.ULID{}) {
		return w.focusHint()
	}
	pages := w.pagesOf(w.setup.Now)
	at := map[string]any{"N": w.setup.Page + 1, "All": pages}
	switch {
	case w.TourPaused():
		return lang.X("wall.tour.paused", "Tur dijeda · halaman {{.N}} dari {{.All}} · Spasi untuk melanjutkan", at)
	case w.setup.Tour.On:
		return lang.X("wall.tour.on", "Tur berjalan · halaman {{.N}} dari {{.All}} · Spasi untuk menjeda", at)
	case pages < 2:
		return ""
	}
	return lang.X("wall.page", "Halaman {{.N}} dari {{.All}} · tombol PgUp dan PgDn", at)
}

// plan tells the tick what is on screen and how large. The board calls it when
// its size has changed.
func (w *Wall) plan() {
	w.onScreen()
	defer w.stir()
	every := gridEvery
	if w.enlarged != (ulid.ULID{}) {
		every = enlargedEvery
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	before := w.wants
	w.wants = nil
	if !w.visible {
		return
	}
	on := map[ulid.ULID]bool{}
	for _, p := range w.places {
		if t := w.tiles[p.camera.ID]; p.filled && t != nil && !on[p.camera.ID] {
			width, height := t.pixels()
			next := wanted(before, w.asWished(p.camera), width, height, every)
			next.info = w.setup.Info
			next.shield = p.camera.ID == w.selected || p.camera.ID == w.enlarged
			w.closer(&next)
			w.wants = append(w.wants, next)
			on[p.camera.ID] = true
		}
	}
	if w.tour.ahead == nil {
		return
	}
	layout, places := w.scene(w.tour.ahead.view, w.tour.ahead.page)
	for i, p := range places {
		if p.filled && !on[p.camera.ID] {
			width, height := w.root.pixels(layout, i)
			next := wanted(before, p.camera, width, height, time.Second)
			next.ahead = true
			w.wants = append(w.wants, next)
			on[p.camera.ID] = true
		}
	}
}

// wanted is a camera at a size, by the stream that fits it.
func wanted(before []want, c Camera, width, height int, every time.Duration) want {
	next := want{camera: c, path: c.Path, width: width, height: height, every: every}
	if c.SubPath != "" && budget.Fits(height, c.SubHeight, pathBefore(before, c.ID) == c.SubPath) {
		next.path = c.SubPath
	}
	return next
}

func pathBefore(wants []want, id ulid.ULID) string {
	for _, w := range wants {
		if w.camera.ID == id {
			return w.path
		}
	}
	return ""
}
