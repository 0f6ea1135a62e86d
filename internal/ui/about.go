package ui

import (
	"path"
	"runtime/debug"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// leanedOn are the libraries that are named to whoever asks, by the path of
// their module.
func leanedOn() []string {
	return []string{"fyne.io/fyne/v2", "github.com/bluenviron/gortsplib/v4", "github.com/pion/rtp", "go.etcd.io/bbolt",
		"github.com/asticode/go-astiav", "codeberg.org/go-pdf/fpdf", "github.com/xuri/excelize/v2", "filippo.io/age"}
}

// About tells what this program is, and whose work it stands on.
func (s *Shell) About() {
	version := s.config.Version
	if version == "" {
		version = lang.X("shell.about.version.none", "tanpa nomor")
	}
	ffmpeg, licence := video.FFmpeg()
	s.dialogs.Ask(kit.Ask{Title: lang.X("shell.about", "Tentang cctvdesk"), Width: 560, Body: kit.Form(
		kit.Paragraph(lang.X("shell.about.what", "Meja kerja seksi SPTIK untuk menjalankan SOP Relay Tayangan Surveillance: permintaan, enam kegiatan, kamera yang direlay, dinding video, dan laporannya.")),
		kit.Facts(
			kit.Fact{Name: lang.X("shell.about.version", "Versi"), Value: version},
			kit.Fact{Name: lang.X("shell.about.folder", "Folder data"), Value: s.config.DataDir},
			kit.Fact{Name: lang.X("shell.about.relay", "Alamat relay"), Value: listenWords(s.pulse)},
			kit.Fact{Name: lang.X("shell.about.privacy", "Privasi"), Value: lang.X("shell.about.privacy.text", "Video tidak direkam. Sandi kamera disimpan tersegel dan tidak pernah ditampilkan.")},
			kit.Fact{Name: lang.X("shell.about.decoder", "Pembaca gambar"), Value: lang.X("shell.about.decoder.text", "FFmpeg {{.Version}} dari sistem ini ({{.Licence}})",
				map[string]any{"Version": ffmpeg, "Licence": licence})},
			kit.Fact{Name: lang.X("shell.about.libraries", "Pustaka"), Value: libraries()},
		))})
}

// libraries names what the program was built with, as the build recorded it.
func libraries() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return lang.X("shell.about.version.none", "tanpa nomor")
	}
	versions := map[string]string{}
	for _, module := range info.Deps {
		versions[module.Path] = module.Version
	}
	var named []string
	for _, module := range leanedOn() {
		name := path.Base(module)
		if strings.HasPrefix(name, "v") && len(name) == 2 { // the major version is part of a module's path
			name = path.Base(path.Dir(module))
		}
		named = append(named, strings.TrimSpace(name+" "+versions[module]))
	}
	return strings.Join(named, " · ")
}
