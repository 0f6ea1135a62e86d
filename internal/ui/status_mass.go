package ui

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// massChip stands in the status line for many cameras that were lost at once.
func massChip(m *desk.MassFailure) kit.ChipState {
	return kit.ChipState{Tone: kit.ToneBad, Shape: kit.ShapeWarning, Word: lang.X("shell.status.mass", "Jaringan data center? {{.Away}} dari {{.Total}} kamera terputus",
		map[string]any{"Away": m.Away, "Total": m.Total})}
}

// massWords are the one message for all of them.
func massWords(m *desk.MassFailure) string {
	return lang.X("shell.note.mass", "Jaringan data center? {{.Lost}} dari {{.Total}} kamera terputus hampir bersamaan pada {{.Since}}; {{.Away}} belum kembali. Periksa jaringan sebelum memeriksa kamera satu per satu.",
		map[string]any{"Lost": m.Lost, "Total": m.Total, "Away": m.Away, "Since": say.DateClock(m.Since)})
}
