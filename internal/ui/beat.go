package ui

import (
	"context"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// beatEvery is how often the window looks at the office: fast enough for a
// camera that has just gone, slow enough to cost nothing.
const beatEvery = 500 * time.Millisecond

// startBeat takes the pulse off the UI goroutine and hands over the newest,
// with at most one post outstanding.
func (s *Shell) startBeat() {
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	newest := kit.NewLatest(s.config.Main, s.beat)
	s.wg.Go(func() {
		tick := time.NewTicker(beatEvery)
		defer tick.Stop()
		for {
			newest.Put(s.config.Desk.Pulse())
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
	})
}

// beat shows a pulse: status line, counts in the navigation, the open page.
func (s *Shell) beat(p *desk.Pulse) {
	if s.done {
		return
	}
	s.pulse = p
	s.status.show(p)
	s.nav.show(p)
	s.toasts.Beat()
	s.tellTimes(p)
	if b, ok := s.shown().(Beater); ok {
		b.Beat(p)
	}
	if w, ok := s.pages["dinding"].(*wallPage); ok && s.current != "dinding" {
		w.Overhear(p)
	}
	if s.wall2 != nil {
		s.wall2.beat(p)
	}
	s.followSize()
	if page := s.shown(); page != nil {
		if title := windowTitle(page.Title()); title != s.window.Title() {
			s.window.SetTitle(title)
		}
	}
}
