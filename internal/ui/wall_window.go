package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
)

// wallWindow is a second wall in a window of its own, for the second screen:
// with its own view and tour, and with everything a tile says.
type wallWindow struct {
	shell   *Shell
	window  fyne.Window
	dialogs *kit.Dialogs
	toasts  *kit.Toasts
	page    *wallPage
	ended   bool
}

// secondWall opens the wall's own window, or closes it.
func (s *Shell) secondWall() {
	if s.done {
		return
	}
	if s.wall2 != nil {
		s.wall2.end(false)
		return
	}
	set, err := s.config.Desk.Office.Settings()
	if err != nil {
		s.Fail(err)
		return
	}
	s.openWall(set)
}

// reopenWall opens the second wall again when it was open at the end. With one
// screen only, it would lie over the first: then it is offered.
func (s *Shell) reopenWall() {
	set, err := s.config.Desk.Office.Settings()
	if err != nil || s.wall2 != nil {
		return
	}
	kept := wall.ParseSetup(set.Window).Window
	switch {
	case kept == nil || !kept.Open:
	case s.secondScreen() || !kept.Full && !s.alone:
		s.openWall(set)
		s.window.RequestFocus()
	default:
		s.toasts.ShowWith(lang.X("shell.wall.second.away", "Layar kedua tidak tersambung; dindingnya belum dibuka (menu Tampilan)."),
			lang.X("shell.wall.second.anyway", "Buka di sini"), s.secondWall)
	}
}

// secondScreen says whether there is one.
func (s *Shell) secondScreen() bool {
	if s.config.SecondScreen != nil {
		return s.config.SecondScreen()
	}
	d, ok := s.config.App.Driver().(desktop.Driver)
	return ok && d.HasSecondaryDisplay()
}

func (s *Shell) openWall(set db.Settings) {
	kept := wall.ParseSetup(set.Window)
	w := &wallWindow{shell: s, window: s.config.App.NewWindow(windowTitle(lang.X("shell.wall.second.title", "Dinding Video, layar kedua"))), toasts: kit.NewToasts(s.config.Now)}
	w.dialogs = kit.NewDialogs(w.window)
	e := s.env()
	e.Window, e.Dialogs, e.Toasts = w.window, w.dialogs, w.toasts
	e.Open = func(route string) { // pages stand in the main window
		s.Open(route)
		s.window.RequestFocus()
	}
	w.page = newWall(e, wallPlace{second: true, leave: func() { w.end(false) }, share: s.shareViews, read: s.secondSetup,
		write: writeSecond})
	w.window.SetPadded(false)
	w.window.SetContent(container.NewStack(container.New(kit.Margins(8, 8, 8, 4), w.page.Object()), w.toasts.Object()))
	w.window.SetCloseIntercept(func() { w.end(false) })
	w.window.Canvas().SetOnTypedKey(w.key)
	for n := 1; n <= 9; n++ {
		w.window.Canvas().AddShortcut(ctrl(fyne.KeyName(rune('0'+n))), func(fyne.Shortcut) { w.page.Number(n) })
	}
	w.window.Canvas().AddShortcut(ctrl(fyne.KeyS), func(fyne.Shortcut) { w.page.Save() })
	w.window.Canvas().AddShortcut(ctrl(fyne.KeyF), func(fyne.Shortcut) { w.page.Search() })
	size := fyne.NewSize(1280, 720)
	if k := kept.Window; k != nil && k.Width > 320 && k.Height > 200 {
		size = fyne.NewSize(k.Width, k.Height)
	}
	w.window.Resize(size)
	s.wall2 = w
	w.window.Show()
	if kept.Window != nil && kept.Window.Full || kept.Window == nil && s.secondScreen() {
		w.fullScreen()
	}
}

// secondSetup is how the second wall was left; the first time it shows what the
// main wall does. The kept views are those of the main wall, which may know of
// newer ones than the store.
func (s *Shell) secondSetup(set db.Settings) wall.Setup {
	main := wall.ParseSetup(set.Wall)
	setup := main
	if len(set.Window) > 0 {
		setup = wall.ParseSetup(set.Window)
	}
	setup.Views, setup.Tree = main.Views, false
	if p, ok := s.pages["dinding"].(*wallPage); ok && p.loaded {
		setup.Views = p.wall.Setup().Views
	}
	return setup
}

// writeSecond keeps how the second wall stands. The kept views are kept with the
// main wall, which may not have been opened yet.
func writeSecond(set *db.Settings, setup wall.Setup) {
	set.Window = setup.Bytes()
	if main := wall.ParseSetup(set.Wall); !wall.SameViews(main.Views, setup.Views) {
		main.Views = setup.Views
		set.Wall = main.Bytes()
	}
}

// shareViews tells the other wall that the kept views have changed.
func (s *Shell) shareViews(from *wallPage, views []wall.View) {
	main, _ := s.pages["dinding"].(*wallPage)
	var second *wallPage
	if s.wall2 != nil {
		second = s.wall2.page
	}
	for _, p := range []*wallPage{main, second} {
		if p != nil && p != from && p.loaded && from.loaded && !wall.SameViews(p.wall.Setup().Views, views) {
			p.wall.SetViews(views)
		}
	}
}

// beat hands a pulse to the window.
func (w *wallWindow) beat(p *desk.Pulse) {
	w.toasts.Beat()
	w.page.Beat(p)
	size := w.window.Canvas().Size()
	k := wall.Window{Open: true, Full: w.window.FullScreen(), Width: size.Width, Height: size.Height}
	if old := w.page.wall.Setup().Window; k.Full && old != nil {
		k.Width, k.Height = old.Width, old.Height
	}
	if old := w.page.wall.Setup().Window; w.page.loaded && (old == nil || *old != k) {
		w.page.wall.SetWindow(k)
	}
}

// key serves the keys that nothing focused has used.
func (w *wallWindow) key(ev *fyne.KeyEvent) {
	switch {
	case w.ended, w.dialogs.Key(ev.Name), w.page.Key(ev):
		return
	}
	switch ev.Name {
	case fyne.KeyF1:
		showKeySheet(w.dialogs, w.page.Title(), w.page.Keys(), []Key{
			{"Esc", lang.X("shell.wall.second.esc", "Keluar dari layar penuh")},
			{"F1", lang.X("shell.keys.help", "Daftar tombol ini")}})
	case fyne.KeyF11:
		w.fullScreen()
	case fyne.KeyEscape:
		if w.window.FullScreen() {
			w.fullScreen()
		}
		w.window.Canvas().Unfocus()
	}
}

// fullScreen fills the second screen, or ends that. Bar and tree give their
// room to the tiles; what the tiles say stays.
func (w *wallWindow) fullScreen() {
	on := !w.window.FullScreen()
	own, ok := w.window.(desktop.Window)
	if on && ok && w.shell.secondScreen() {
		own.RequestFullScreenSecondary()
	}
	w.window.SetFullScreen(on)
	w.page.Immerse(on)
}

// end closes the window and keeps how the wall was left; again says that it
// opens when the program begins the next time.
func (w *wallWindow) end(again bool) {
	if w.ended {
		return
	}
	w.ended = true
	w.shell.wall2 = nil
	w.page.endPTZ()
	if k := w.page.wall.Setup().Window; k != nil && w.page.loaded {
		left := *k
		left.Open = again
		w.page.wall.SetWindow(left)
	}
	w.page.env.Tasks.Drop()
	w.page.Close()
	w.window.Close()
}

// letGo stops what is held by a key or the mouse: the program has lost the focus.
func (s *Shell) letGo() {
	if p, ok := s.pages["dinding"].(*wallPage); ok {
		p.letGo()
	}
	if s.wall2 != nil {
		s.wall2.page.letGo()
	}
}
