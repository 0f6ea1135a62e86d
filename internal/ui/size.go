package ui

import "fyne.io/fyne/v2"

// Where the desktop's preferences keep the size of the window. It belongs to
// the screen, not to the office, so it is not in the store.
const (
	prefWidth  = "window.width"
	prefHeight = "window.height"
)

// keptSize is the size the window had last, at least the smallest screen we
// are made for less its panels.
func keptSize(app fyne.App) fyne.Size {
	p := app.Preferences()
	w, h := p.FloatWithFallback(prefWidth, 1366), p.FloatWithFallback(prefHeight, 768)
	return fyne.NewSize(max(float32(w), 1024), max(float32(h), 640))
}

// followSize keeps a new size once the window stands still, so that it is the
// same again however the program ends.
func (s *Shell) followSize() {
	size := s.window.Canvas().Size()
	if size == s.size.seen && size != s.size.kept {
		s.keepSize()
	}
	s.size.seen = size
}

func (s *Shell) keepSize() {
	if s.window.FullScreen() {
		return
	}
	size, p := s.window.Canvas().Size(), s.config.App.Preferences()
	p.SetFloat(prefWidth, float64(size.Width))
	p.SetFloat(prefHeight, float64(size.Height))
	s.size.kept = size
}
