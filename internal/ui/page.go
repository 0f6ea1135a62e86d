package ui

import (
	"context"
	"image"
	"log/slog"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// Page is one entry of the navigation: a canvas object with a route and a
// title. Everything else a page can do is one of the small interfaces below;
// the shell asks for them, so a new page changes nothing in the shell.
//
// A page is built when it is first opened and kept, with its search, order and
// drafts, until the program ends. Its methods run on the UI goroutine.
type Page interface {
	Object() fyne.CanvasObject
	// Route is where the page stands: "permintaan", or "permintaan/<id>" while
	// it shows one record.
	Route() string
	// Title is the window's title while the page is shown.
	Title() string
}

// Resumer is told each time the page is shown, with the route that was opened:
// arg is what follows the slash, filter what follows the question mark.
type Resumer interface{ Resume(arg, filter string) }

// Hider is told when another page takes its place.
type Hider interface{ Hide() }

// Beater is told twice a second while it is shown.
type Beater interface{ Beat(*desk.Pulse) }

// Searcher puts the cursor into its search field (Ctrl+F).
type Searcher interface{ Search() }

// Leaver may have an unsaved draft: it asks, and calls leave when it may be
// left, at once or after the answer.
type Leaver interface{ Leave(leave func()) }

// Creator makes a new record of its kind (Ctrl+N).
type Creator interface{ Create() }

// Saver keeps what is being edited (Ctrl+S).
type Saver interface{ Save() }

// Reloader asks the desk again (F5).
type Reloader interface{ Reload() }

// Keyer has keys of its own: Keys names them for F1, Key sees those that
// nothing focused has used.
type Keyer interface {
	Keys() []Key
	Key(*fyne.KeyEvent) bool
}

// Immerser can have the whole screen to itself.
type Immerser interface{ Immerse(alone bool) }

// Numberer has numbered things of its own: Ctrl and a digit shows one, and it
// says whether there is one.
type Numberer interface{ Number(n int) bool }

// Closer is told once, when the program ends, and waits for what it started.
type Closer interface{ Close() }

// Key is one line of the sheet that F1 shows.
type Key struct{ Press, Does string }

// env is what a page is given: the rooms it may use and the few acts of the
// window around it. Nothing here is set after the page was built.
type env struct {
	Requests *desk.Requests
	Cameras  *desk.Cameras
	Office   *desk.Office
	Papers   *desk.Papers
	Ledger   *desk.Ledger
	Annual   *desk.Annual
	Letters  *desk.Letters
	Acts     *desk.Acts
	Finder   *desk.Finder
	// The register of equipment, and its tables.
	Equipment *desk.Equipment
	Register  *desk.Register

	Main    kit.Main
	Tasks   *kit.Tasks // the page's own group
	Dialogs *kit.Dialogs
	Window  fyne.Window
	Log     *slog.Logger
	Now     func() time.Time

	// Open shows a place: "beranda", "permintaan/<id>", "permintaan?terlambat",
	// "kamera/<id>", "dinding", "opd/<id>", "pengaturan/pejabat" …
	Open func(route string)
	// Toast tells that something was done: "Tersimpan."
	Toasts *kit.Toasts
	// OpenFile shows a file with the desktop's own program.
	OpenFile func(path string)
	// Pages draws a PDF's pages; nil = there is no preview.
	Pages func(ctx context.Context, pdf []byte) ([]image.Image, error)
	// Pulse is the newest pulse; never nil.
	Pulse func() *desk.Pulse

	// Feed opens the packets of one path, for the wall.
	Feed func(path string) (video.Feed, error)
	// Glass says in words what a camera's tile on the wall shows, "" when it is
	// on no wall, and whether that is live.
	Glass func(id ulid.ULID) (words string, live bool)
	// House is what belongs to the whole window: look, first run, the end.
	House house
}

// house is the part of the shell that a page may reach: what is about the
// whole window and not about a page.
type house struct {
	SetLight func(light bool)
	// Reopen ends the program and starts it again; nil = not offered.
	Reopen func()
	// Restore makes an office from a backup in another folder; MoveData sees to it
	// that it is opened once this one has ended. nil = not offered.
	Restore  func(path, dir string, phrase secret.Text) error
	MoveData func(dir string) error
	Sound    func() // makes a short sound; nil where nothing can
	FirstRun func()
	Quit     func()
	DataDir  string
	// SecondWall lets the wall leave into a window of its own for the second
	// screen, or closes that one; ShareViews tells the other wall that the kept
	// views have changed.
	SecondWall func()
	ShareViews func(from *wallPage, views []wall.View)
	// Ring makes the alarm's sound, once for all walls.
	Ring func(now time.Time)
}

// Fail tells a failure in words: what happened, what to do, who can help.
func (e *env) Fail(err error) {
	if err == nil {
		return
	}
	e.Log.Warn("shown to the user", "err", err)
	e.Dialogs.Trouble(kit.Trouble(say.Error(err)))
}

// Act runs one act of the desk off the UI goroutine; when it is done the page
// hears of it, when it fails the user does.
func (e *env) Act(work func() error, done func()) {
	e.Try(work, func(err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		done()
	})
}

// Try is Act for a page that has a place of its own for a refusal.
func (e *env) Try(work func() error, done func(error)) {
	kit.Run(e.Tasks, func(context.Context) (struct{}, error) { return struct{}{}, work() }, func(_ struct{}, err error) { done(err) })
}

// place is a route taken apart: section/arg?filter.
type place struct{ section, arg, filter string }

func parseRoute(route string) place {
	var p place
	rest, filter, _ := strings.Cut(route, "?")
	p.section, p.arg, _ = strings.Cut(rest, "/")
	p.filter = filter
	return p
}
