package ui

// Quit is the only way out: menu, closing the window and the end that the
// system asks for come here. Pages with an unsaved draft are asked first.
func (s *Shell) Quit() {
	if s.done {
		return
	}
	if page, ok := s.shown().(Leaver); ok {
		page.Leave(s.QuitNow)
		return
	}
	s.QuitNow()
}

// reopener ends the program and has it opened again; nil where that is not
// offered. A page with an unsaved draft is asked first.
func (s *Shell) reopener() func() {
	if s.config.Reopen == nil {
		return nil
	}
	again := func() {
		s.config.Reopen()
		s.QuitNow()
	}
	return func() {
		if page, ok := s.shown().(Leaver); ok {
			page.Leave(again)
			return
		}
		again()
	}
}

// QuitNow ends the program without asking. When it calls OnQuit nothing that
// could post to the UI goroutine is alive, because what is posted after Fyne's
// loop has returned would run on the poster's own goroutine.
func (s *Shell) QuitNow() {
	if s.done {
		return
	}
	s.done = true
	s.keepSize()
	s.stop()
	s.tasks.Close()
	if s.wall2 != nil {
		s.wall2.end(true)
	}
	for _, page := range s.pages {
		if c, ok := page.(Closer); ok {
			c.Close()
		}
	}
	s.wg.Wait()
	if m, ok := s.config.Main.(interface{ Close() }); ok {
		m.Close()
	}
	if s.config.OnQuit != nil {
		s.config.OnQuit()
	}
}
