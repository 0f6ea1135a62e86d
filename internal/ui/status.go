package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// status is the line at the bottom: what one wants to know at any time.
type status struct {
	object  fyne.CanvasObject
	row     *fyne.Container
	now     func() time.Time
	cameras *kit.Chip
	late    *kit.Chip
	backup  *widget.Label
	load    *widget.Label
	listen  *widget.Label
}

func newStatus(now func() time.Time) *status {
	s := &status{now: now, cameras: kit.NewChip(kit.ChipState{}), late: kit.NewChip(kit.ChipState{}),
		backup: statusLabel(), load: statusLabel(), listen: statusLabel()}
	s.row = container.NewHBox(container.NewCenter(s.cameras), container.NewCenter(s.late), layout.NewSpacer(), s.backup, s.load, s.listen)
	s.object = kit.NewPanel(kit.ColorSurface, container.NewBorder(widget.NewSeparator(), nil, nil, nil, container.New(kit.Margins(10, 0, 10, 0), s.row)))
	return s
}

func statusLabel() *widget.Label {
	l := widget.NewLabel("")
	l.SizeName = theme.SizeNameCaptionText
	l.Importance = widget.LowImportance
	return l
}

func (s *status) show(p *desk.Pulse) {
	cameras := kit.ChipState{Tone: kit.ToneGood, Shape: kit.ShapeDot,
		Word: lang.X("shell.status.cameras", "{{.Live}} dari {{.Total}} kamera tayang", map[string]any{"Live": p.Live, "Total": p.Total})}
	switch {
	case p.Mass != nil:
		cameras = massChip(p.Mass)
	case p.Total == 0:
		cameras.Tone, cameras.Shape = kit.ToneQuiet, kit.ShapeRing
		cameras.Word = lang.X("shell.status.cameras.none", "Belum ada kamera")
	case p.Live < p.Total:
		cameras.Tone, cameras.Shape = kit.ToneWarn, kit.ShapeWarning
	}
	late := kit.ChipState{Tone: kit.ToneGood, Shape: kit.ShapeCheck, Word: lang.X("shell.status.late.none", "Tidak ada yang terlambat")}
	if p.Late > 0 {
		late = kit.ChipState{Tone: kit.ToneBad, Shape: kit.ShapeWarning,
			Word: lang.X("shell.status.late", "{{.Late}} permintaan terlambat", map[string]any{"Late": p.Late})}
	}
	changed := s.cameras.State() != cameras || s.late.State() != late
	s.cameras.SetState(cameras)
	s.late.SetState(late)
	changed = setText(s.backup, backupWords(p, s.now())) || changed
	changed = setText(s.load, lang.X("shell.status.load", "Keluar {{.Rate}}", map[string]any{"Rate": say.Kbps(p.LoadKbps)})) || changed
	changed = setText(s.listen, listenWords(p)) || changed
	if changed {
		s.row.Refresh()
	}
}

func backupWords(p *desk.Pulse, now time.Time) string {
	if p.LastBackup.IsZero() {
		return lang.X("shell.status.backup.none", "Belum ada cadangan")
	}
	return lang.X("shell.status.backup", "Cadangan {{.Ago}}", map[string]any{"Ago": say.Ago(now.Sub(p.LastBackup))})
}

func listenWords(p *desk.Pulse) string {
	if p.Listening == "" {
		return lang.X("shell.status.listen.none", "Relay tidak berjalan")
	}
	return lang.X("shell.status.listen", "rtsp://{{.Address}}", map[string]any{"Address": p.Listening})
}

// setText spares the redraw when nothing has changed, and says whether it has.
func setText(l *widget.Label, text string) bool {
	if l.Text == text {
		return false
	}
	l.SetText(text)
	return true
}
