package ui

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// What the settings keep for the look; anything else is dark.
const (
	themeDark  = "gelap"
	themeLight = "terang"
)

// SetLight changes the look at once and keeps the choice. Only what is on screen
// is told of it, so the pages are marked, the shown one too: a list may lie
// behind its sheet.
func (s *Shell) SetLight(light bool) {
	s.config.App.Settings().SetTheme(kit.NewTheme(light))
	s.window.Content().Refresh()
	s.faded = map[string]bool{}
	for section := range s.pages {
		s.faded[section] = true
	}
	name := themeDark
	if light {
		name = themeLight
	}
	e := s.env()
	e.Act(func() error {
		return e.Office.ChangeSettings(func(set *db.Settings) { set.Theme = name })
	}, func() {})
}

// recolour gives a page that was hidden while the look changed its new colours,
// before anybody sees white words on white. Fyne has no other way to reach
// everything that a page is made of.
func (s *Shell) recolour(section string) {
	if s.faded[section] {
		delete(s.faded, section)
		settings := s.config.App.Settings()
		settings.SetTheme(settings.Theme())
	}
}

func (s *Shell) toggleLook() {
	th, ok := s.config.App.Settings().Theme().(*kit.Theme)
	s.SetLight(!ok || !th.Light())
}

func windowTitle(page string) string {
	if page == "" {
		return lang.X("shell.title", "cctvdesk · Relay Tayangan Surveillance")
	}
	return lang.X("shell.title.page", "{{.Page}} · cctvdesk", map[string]any{"Page": page})
}
