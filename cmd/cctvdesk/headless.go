//go:build headless

package main

import (
	"os"
	"runtime/debug"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/web"
)

// The program of a server room: every command, without the window, its toolkit
// and FFmpeg, and so without C. It needs no library of the system and less than
// half of the memory.

// windowCmd is what happens without a command: there is no window to open.
type windowCmd struct{}

// Run says which program this is.
func (windowCmd) Run(*program) error {
	return said(lang.X("cli.headless", "Program ini dibuat tanpa jendela. Jalankan: cctvdesk serve"), nil)
}

// collectAt is how much garbage may gather, in per cent of what is alive. Most
// of that are the pictures kept for joining readers, which are few and large:
// collecting often costs little and spares a third of the memory.
const collectAt = 25

// frugal keeps the memory small, unless the environment says otherwise.
func frugal() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
}

// glass is the video wall, which only a window has.
type glass struct{}

func (*glass) look(bool) func() web.Wall { return nil }

// eye is nil: no picture is decoded, so a probe ends at the first whole one.
func eye() camera.Still { return nil }
