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

// About tells what this program is.
func (s *Shell) About() {
	version := s.config.Version
	if version == "" {
		version = lang.X("shell.about.version.none", "tanpa nomor")
	}
	s.dialogs.Ask(kit.Ask{Title: lang.X("shell.about", "Tentang cctvdesk"), Width: 520, Body: kit.Form(
		kit.Paragraph(lang.X("shell.about.what", "Meja kerja seksi SPTIK untuk menjalankan SOP Relay Tayangan Surveillance: permintaan, enam kegiatan, kamera yang direlay, dinding video, dan laporannya.")),
		kit.Facts(
			kit.Fact{Name: lang.X("shell.about.version", "Versi"), Value: version},
			kit.Fact{Name: lang.X("shell.about.folder", "Folder data"), Value: s.config.DataDir},
			kit.Fact{Name: lang.X("shell.about.relay", "Alamat relay"), Value: listenWords(s.pulse)},
			kit.Fact{Name: lang.X("shell.about.privacy", "Privasi"), Value: lang.X("shell.about.privacy.text", "Video tidak direkam. Sandi kamera disimpan tersegel dan tidak pernah ditampilkan.")},
		))})
}

func windowTitle(page string) string {
	if page == "" {
		return lang.X("shell.title", "cctvdesk · Relay Tayangan Surveillance")
	}
	return lang.X("shell.title.page", "{{.Page}} · cctvdesk", map[string]any{"Page": page})
}
