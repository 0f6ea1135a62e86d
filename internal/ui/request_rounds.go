package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// roundsView lists the rounds that were sent back, newest first: they stay
// visible beside the rounds that took their place.
func roundsView(history []sop.Step, short func(n int) string) fyne.CanvasObject {
	box := container.New(kit.Tight(2))
	for i := len(history) - 1; i >= 0; i-- {
		s := history[i]
		title := lang.X("requests.round.line", "Langkah {{.N}}, putaran {{.Round}}: {{.Short}}",
			map[string]any{"N": s.N, "Round": s.Round, "Short": short(s.N)})
		lines := container.New(kit.Tight(-18), kit.Strong(title))
		if !s.Began.IsZero() {
			lines.Add(wrapped(joined("  ·  ", spanLine(s), s.Official, evidenceLine(s.Evidence))))
		}
		if r := s.Returned; r != nil {
			lines.Add(wrapped(lang.X("requests.round.back", "Dikembalikan ke langkah {{.To}} pada {{.At}}: {{.Reason}}",
				map[string]any{"To": r.To, "At": say.DateClock(r.At), "Reason": reasonLine(r.Reason)})))
		}
		box.Add(lines)
	}
	return box
}

// wrapped is a small quiet line that is never cut.
func wrapped(text string) fyne.CanvasObject {
	label := kit.Caption(text)
	label.Truncation = fyne.TextTruncateOff
	label.Wrapping = fyne.TextWrapWord
	return label
}
