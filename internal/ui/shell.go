package ui

import (
	"context"
	"image"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
)

// Config is what the window needs. App, Desk and Main are required.
type Config struct {
	App  fyne.App
	Desk *desk.Desk
	Main kit.Main
	Log  *slog.Logger
	// Now is the clock of what the window shows; default time.Now.
	Now func() time.Time
	// Demo holds the faults of the simulated cameras; nil outside the demo.
	Demo *DemoControls
	// OnQuit is called last, when nothing that could post is alive.
	OnQuit func()
	// OpenDemo starts the demo city beside this office; nil = not offered.
	OpenDemo func()
	// MoveData prepares another data folder, in which the program opens again
	// once this one has ended; nil = not offered.
	MoveData func(dir string) error
	// Restore makes an office from a backup in a folder without one; MoveData
	// opens it. nil = not offered.
	Restore func(path, dir string, phrase secret.Text) error
	// Reopen sees to it that the program is opened again once this one has
	// ended; nil = not offered.
	Reopen  func()
	Version string
	DataDir string
	// OpenFile shows a file with the desktop's own program.
	OpenFile func(path string)
	// Notify tells the desktop something, off the UI goroutine; nil = nobody is
	// told, not even by the window.
	Notify func(title, text string)
	// Pages draws a PDF's pages for the preview; nil = there is no preview.
	Pages func(ctx context.Context, pdf []byte) ([]image.Image, error)
	// Decoded is told how many pictures of a path were decoded, from the
	// decoders' goroutines; nil = nobody counts.
	Decoded func(path string, pictures int)
	// Sound makes a short sound and returns at once; nil where nothing can.
	Sound func()
	// SecondScreen says whether there is one; nil = the toolkit is asked.
	SecondScreen func() bool
}

// Shell is the window. Its methods belong to the UI goroutine.
type Shell struct {
	// Set by New, never changed.
	config  Config
	window  fyne.Window
	tasks   *kit.Tasks
	dialogs *kit.Dialogs
	toasts  *kit.Toasts
	nav     *nav
	status  *status

	// The pages, on the UI goroutine.
	pages   map[string]Page
	wall    atomic.Pointer[wall.Wall] // once there is one; for whoever looks from outside
	faded   map[string]bool           // sections that were hidden when the look changed
	current string                    // section that is shown, "" = the first-run assistant
	past    []string
	alone   bool // a page has the whole screen
	host    *fyne.Container
	frame   *fyne.Container
	pulse   *desk.Pulse

	// The beat.
	stop  context.CancelFunc
	wg    sync.WaitGroup
	done  bool
	wall2 *wallWindow
	rang  time.Time                      // the newest sound of an alarm
	size  struct{ seen, kept fyne.Size } // of the window, at the last beat and in the preferences
	told  times
	first *firstRunView // the assistant on screen or put aside; its draft is kept
}

// New builds the window on the page where work begins: the first-run
// assistant in a new office, Beranda otherwise.
func New(c Config) *Shell {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.OpenFile == nil {
		c.OpenFile = func(string) {}
	}
	// Asked before the loop runs: the look and the first page depend on it.
	settings, err := c.Desk.Office.Settings()
	if err != nil {
		c.Log.Error("reading the settings failed", "err", err)
	}
	c.App.Settings().SetTheme(kit.NewTheme(settings.Theme == themeLight))
	s := &Shell{config: c, window: c.App.NewWindow(windowTitle("")), tasks: kit.NewTasks(c.Main),
		toasts: kit.NewToasts(c.Now), pages: map[string]Page{}, host: container.NewStack(),
		pulse: &desk.Pulse{Relay: &relay.Snapshot{}}}
	s.dialogs = kit.NewDialogs(s.window)
	s.nav = newNav(s.Open)
	s.status = newStatus(c.Now)
	s.window.SetPadded(false)
	s.window.SetMaster()
	s.window.SetCloseIntercept(s.Quit)
	s.window.Resize(keptSize(c.App))
	s.frame = container.NewStack()
	s.window.SetContent(s.frame)
	s.window.SetOnDropped(s.dropped)
	s.window.SetMainMenu(s.menu())
	s.bindKeys()
	s.bindNumbers()
	c.App.Lifecycle().SetOnExitedForeground(s.letGo)
	s.begin(settings, err)
	s.startBeat()
	if err != nil {
		s.Fail(err)
	}
	return s
}

func (s *Shell) begin(settings db.Settings, err error) {
	if err == nil && !settings.FirstRunDone {
		s.firstRun(settings)
		return
	}
	s.Open("beranda")
	if err == nil && wall.ParseSetup(settings.Wall).Alarm.Sound {
		s.standWatch()
	}
}

// standWatch has the wall listen for troubles before anybody has opened it: an
// alarm that was asked for sounds on every page. Nothing is decoded for that.
func (s *Shell) standWatch() {
	if p, ok := s.page("dinding").(*wallPage); ok {
		p.Hide()
	}
}

// Window returns the main window.
func (s *Shell) Window() fyne.Window { return s.window }

// WallLive says whether the wall is shown and every tile of it is live.
func (s *Shell) WallLive() bool {
	w, ok := s.shown().(interface{ AllLive() bool })
	return ok && w.AllLive()
}

// Show shows the window.
func (s *Shell) Show() {
	s.window.Show()
	s.reopenWall()
}

// Kiosk shows a view of the wall, by its number or name, on the whole screen.
func (s *Shell) Kiosk(view string) {
	s.Open("dinding?tampilan=" + view)
	if s.current == "dinding" && !s.window.FullScreen() {
		s.fullScreen()
	}
}

// showOffice puts navigation, page and status line on screen.
func (s *Shell) showOffice() {
	page := container.New(kit.Margins(20, 14, 20, 10), s.host)
	s.frame.Objects = []fyne.CanvasObject{
		container.NewBorder(nil, s.status.object, s.nav.object, nil, container.NewStack(page, s.toasts.Object())),
	}
	s.frame.Refresh()
}

// Open shows a place such as "permintaan/<id>". A page with an unsaved draft
// is asked first.
func (s *Shell) Open(route string) {
	if s.done || s.dialogs.Open() {
		return
	}
	leave := func() { s.open(route, true) }
	if page, ok := s.pages[s.current].(Leaver); ok {
		page.Leave(leave)
		return
	}
	leave()
}

func (s *Shell) open(route string, remember bool) {
	p := parseRoute(route)
	page := s.page(p.section)
	if page == nil {
		return
	}
	if s.current == "" {
		s.showOffice() // the assistant is put aside
	}
	if old := s.pages[s.current]; old != nil {
		if remember {
			s.past = append(s.past, old.Route())
		}
		if h, ok := old.(Hider); ok && s.current != p.section {
			h.Hide()
		}
	}
	if s.alone && s.current != p.section {
		s.immerse(false)
	}
	s.current = p.section
	s.host.Objects = []fyne.CanvasObject{page.Object()}
	s.host.Refresh()
	s.recolour(p.section)
	s.window.Canvas().Unfocus()
	s.nav.choose(p.section)
	if r, ok := page.(Resumer); ok {
		r.Resume(p.arg, p.filter)
	}
	if b, ok := page.(Beater); ok {
		b.Beat(s.pulse)
	}
	s.window.SetTitle(windowTitle(page.Title()))
}

// leaveCurrent takes the page off the screen without another in its place.
func (s *Shell) leaveCurrent() {
	if h, ok := s.shown().(Hider); ok {
		h.Hide()
	}
	s.current = ""
}

// backup leads to where backups are made: the office chooses the file there.
func (s *Shell) backup() { s.Open("pengaturan/cadangan") }

// Back shows the place before (Alt+Left).
func (s *Shell) Back() {
	if len(s.past) == 0 || s.done || s.dialogs.Open() {
		return
	}
	back := func() {
		route := s.past[len(s.past)-1]
		s.past = s.past[:len(s.past)-1]
		s.open(route, false)
	}
	if page, ok := s.pages[s.current].(Leaver); ok {
		page.Leave(back)
		return
	}
	back()
}

// page returns the section's page and builds it the first time.
func (s *Shell) page(route string) Page {
	if page, ok := s.pages[route]; ok {
		return page
	}
	for _, sec := range append(sections(), asides()...) {
		if sec.route == route {
			page := sec.build(s.env())
			s.pages[route] = page
			if w, ok := page.(*wallPage); ok {
				s.wall.Store(w.wall)
			}
			return page
		}
	}
	return nil
}

func (s *Shell) env() *env {
	d := s.config.Desk
	return &env{
		Requests: d.Requests, Cameras: d.Cameras, Office: d.Office, Papers: d.Papers, Ledger: d.Ledger, Annual: d.Annual, Letters: d.Letters, Acts: d.Acts, Finder: d.Finder,
		Equipment: d.Equipment, Register: d.Register,
		Main: s.config.Main, Tasks: s.tasks.Group(), Dialogs: s.dialogs, Window: s.window,
		Log: s.config.Log, Now: s.config.Now, Open: s.Open, Toasts: s.toasts,
		OpenFile: s.config.OpenFile, Pages: s.config.Pages, Pulse: func() *desk.Pulse { return s.pulse }, Feed: s.feed, Glass: s.glass,
		House: house{SetLight: s.SetLight, Sound: s.config.Sound, Reopen: s.reopener(), Restore: s.config.Restore, MoveData: s.config.MoveData, FirstRun: s.FirstRun, Quit: s.Quit, DataDir: s.config.DataDir,
			SecondWall: s.secondWall, ShareViews: s.shareViews, Ring: s.ring},
	}
}

// glass asks the wall what a camera's tile shows.
func (s *Shell) glass(id ulid.ULID) (words string, live bool) {
	if page, ok := s.pages["dinding"].(*wallPage); ok {
		return page.wall.Says(id)
	}
	return "", false
}

// Wall gives the video wall, nil before it was opened. It may be called from any
// goroutine; of what it gives only Glass and Figures may.
func (s *Shell) Wall() *wall.Wall { return s.wall.Load() }

// Fail tells a failure in words.
func (s *Shell) Fail(err error) { s.env().Fail(err) }

// shown returns the page on screen, nil during the first run.
func (s *Shell) shown() Page { return s.pages[s.current] }
