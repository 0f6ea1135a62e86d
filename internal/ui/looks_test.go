package ui

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// photographed is how a person looks at every dialog: with CCTVDESK_LOOKS=FOLDER
// the tests leave there, of each dialog they open and as they leave it, a picture
// in both looks at both sizes, named by the place in the code that asks for it.
func photographed(t *testing.T, s *Shell) {
	dir := os.Getenv("CCTVDESK_LOOKS")
	if dir == "" {
		return
	}
	must(t, os.MkdirAll(dir, 0o755))
	canvas, settings := s.window.Canvas(), s.config.App.Settings()
	taking, opened := false, map[string]string{}
	s.dialogs.Watch = func(title string) {
		if taking {
			return
		}
		taking = true
		defer func() { taking = false }()
		place, leaving := opened[title]
		if leaving {
			delete(opened, title)
			place += "-end"
		} else {
			place = asker()
			opened[title] = place
		}
		was, th := canvas.Size(), settings.Theme()
		for n, size := range screens() {
			s.window.Resize(size)
			for _, light := range []bool{false, true} {
				settings.SetTheme(kit.NewTheme(light))
				file, err := os.Create(filepath.Join(dir, fmt.Sprintf("%s-%d-%v.png", place, n, light)))
				must(t, err)
				must(t, png.Encode(file, canvas.Capture()))
				must(t, file.Close())
			}
		}
		settings.SetTheme(th)
		s.window.Resize(was)
	}
}

// asker names the code that opened or closed the dialog.
func asker() string {
	pcs := make([]uintptr, 24)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		if !more {
			return "unknown"
		}
		name := filepath.Base(f.File)
		if !strings.Contains(f.File, "/kit/") && !strings.HasSuffix(name, "looks_test.go") {
			return fmt.Sprintf("%s-%d", strings.TrimSuffix(name, ".go"), f.Line)
		}
	}
}
