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

// SetLight changes the look at once and keeps the choice.
func (s *Shell) SetLight(light bool) {
	s.config.App.Settings().SetTheme(kit.NewTheme(light))
	s.window.Content().Refresh()
	name := themeDark
	if light {
		name = themeLight
	}
	e := s.env()
	e.Act(func() error {
		return e.Office.ChangeSettings(func(set *db.Settings) { set.Theme = name })
	}, func() {})
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
