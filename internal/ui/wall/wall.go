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
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// Config is what the wall is handed.
type Config struct {
	Main kit.Main
	Feed func(path string) (video.Feed, error)
	Now  func() time.Time                 // nil = time.Now
	Log  *slog.Logger                     // nil = nothing is written
	Menu func(ulid.ULID) []*fyne.MenuItem // nil = no context menu
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
	root *board
	stop context.CancelFunc
	wg   sync.WaitGroup

	// Owned by the UI goroutine.
	cameras  []Camera
	tiles    map[ulid.ULID]*tile
	page     int
	enlarged ulid.ULID // zero = the grid
	selected ulid.ULID

	// Owned by the tick.
	slots map[ulid.ULID]*slot

	mu      sync.Mutex
	wants   []want             // what is on screen
	known   map[ulid.ULID]bool // every camera there is
	states  []TileState
	pending map[ulid.ULID]face // changed, not yet on the glass
	posted  bool
	visible bool
}

// want is one tile on screen: what to play, and how large.
type want struct {
	camera        Camera
	path          string
	width, height int
	every         time.Duration
}

// The wall's rhythm: ten pictures a second in the grid, more for one alone.
const (
	tickEvery     = 100 * time.Millisecond
	gridEvery     = 100 * time.Millisecond
	enlargedEvery = 40 * time.Millisecond
)

// New returns a wall without cameras; Beat brings them.
func New(c Config) *Wall {
	w := &Wall{main: c.Main, feed: c.Feed, now: c.Now, log: c.Log, menu: c.Menu,
		tiles: map[ulid.ULID]*tile{}, slots: map[ulid.ULID]*slot{}, pending: map[ulid.ULID]face{}, visible: true}
	if w.now == nil {
		w.now = time.Now
	}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	w.root = newBoard(w.plan)
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
	same := len(cameras) == len(w.cameras)
	for i := range cameras {
		same = same && cameras[i].ID == w.cameras[i].ID && cameras[i].Name == w.cameras[i].Name
	}
	w.cameras = append(w.cameras[:0], cameras...)
	if !same {
		w.arrange()
	}
	w.plan()
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
	ID    ulid.ULID
	Name  string
	State State
	Age   time.Duration
}

// Tiles tells what every tile on screen claims, as of the last tick.
func (w *Wall) Tiles() []TileState {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]TileState(nil), w.states...)
}

// AllLive says whether there is a tile and every tile on screen is live.
func (w *Wall) AllLive() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.states {
		if s.State != Live {
			return false
		}
	}
	return len(w.states) > 0 && len(w.states) == len(w.wants)
}

// onScreen are the cameras of the page, or the one that is enlarged.
func (w *Wall) onScreen() []Camera {
	if w.enlarged != (ulid.ULID{}) {
		for _, c := range w.cameras {
			if c.ID == w.enlarged {
				return []Camera{c}
			}
		}
		w.enlarged = ulid.ULID{}
	}
	size := pageSize(len(w.cameras))
	w.page = max(0, min(w.page, (len(w.cameras)-1)/size))
	from := w.page * size
	return w.cameras[from:min(from+size, len(w.cameras))]
}

// arrange puts the tiles of the page on the board.
func (w *Wall) arrange() {
	shown := w.onScreen()
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
	on := make(map[ulid.ULID]bool, len(shown))
	for _, c := range shown {
		on[c.ID] = true
	}
	for id, t := range w.tiles {
		if !on[id] {
			t.forget()
		}
	}
	objects := make([]fyne.CanvasObject, 0, len(shown))
	for _, c := range shown {
		t, ok := w.tiles[c.ID]
		if !ok {
			t = newTile(c.ID, w)
			w.tiles[c.ID] = t
		}
		t.setName(c.Name)
		t.setSelected(c.ID == w.selected)
		objects = append(objects, t)
	}
	w.root.set(objects, columnsFor(len(objects)), w.hint())
}

// hint tells where one is when there is more than one page.
func (w *Wall) hint() string {
	pages := (len(w.cameras) + pageSize(len(w.cameras)) - 1) / pageSize(len(w.cameras))
	if pages < 2 || w.enlarged != (ulid.ULID{}) {
		return ""
	}
	return lang.X("wall.page", "Halaman {{.N}} dari {{.All}} · tombol PgUp dan PgDn", map[string]any{"N": w.page + 1, "All": pages})
}

// plan tells the tick what is on screen and how large. The board calls it when
// its size has changed.
func (w *Wall) plan() {
	shown := w.onScreen()
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
	for _, c := range shown {
		t := w.tiles[c.ID]
		if t == nil {
			continue
		}
		width, height := t.pixels()
		next := want{camera: c, path: c.Path, width: width, height: height, every: every}
		if c.SubPath != "" && small(height, pathBefore(before, c.ID) == c.SubPath) {
			next.path = c.SubPath
		}
		w.wants = append(w.wants, next)
	}
}

func pathBefore(wants []want, id ulid.ULID) string {
	for _, w := range wants {
		if w.camera.ID == id {
			return w.path
		}
	}
	return ""
}

// small says whether a tile is served by the sub stream. Going back up needs a
// third more height, so that a tile at the edge does not change all the time.
func small(height int, already bool) bool {
	const edge = 240
	if already {
		return height < edge*134/100
	}
	return height <= edge
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
