package ui

import (
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"
)

// reconnect has the relay dial a camera anew, and says so: the state changes
// only moments later.
func (p *camerasPage) reconnect(id ulid.ULID) {
	p.env.Act(func() error { return p.env.Cameras.Reconnect(id) }, func() {
		p.env.Toasts.Show(lang.X("cameras.reconnecting", "Kamera disambungkan ulang."))
	})
}

func (p *camerasPage) setEnabled(id ulid.ULID, on bool) {
	p.env.Act(func() error { return p.env.Cameras.SetEnabled(id, on) }, p.saved)
}

// toggleWord names what switching a camera over does.
func toggleWord(enabled bool) string {
	if enabled {
		return lang.X("cameras.disable", "Nonaktifkan")
	}
	return lang.X("cameras.enable", "Aktifkan")
}
