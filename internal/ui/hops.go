package ui

import (
	"image"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// hopList shows the way to a camera as it is travelled: one line for each hop,
// with how it ended and how long it took.
type hopList struct {
	rows map[camera.HopName]*hopRow
	box  *fyne.Container
}

type hopRow struct {
	icon   *widget.Icon
	name   *widget.Label
	detail *widget.Label
	line   *fyne.Container
}

func newHopList() *hopList {
	l := &hopList{rows: map[camera.HopName]*hopRow{}, box: container.New(kit.Tight(-10))}
	for _, name := range camera.Hops() {
		r := &hopRow{icon: widget.NewIcon(nil), name: widget.NewLabel(say.Hop(name)), detail: kit.Caption("")}
		r.detail.Truncation = fyne.TextTruncateOff
		l.rows[name] = r
		sign := container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(16), r.icon))
		r.line = container.NewBorder(nil, nil, container.NewHBox(sign, r.name), container.NewCenter(r.detail))
		l.box.Add(r.line)
	}
	l.reset()
	return l
}

// reset shows every hop as not yet travelled.
func (l *hopList) reset() {
	for _, name := range camera.Hops() {
		l.show(camera.Hop{Name: name, Result: camera.Waiting})
	}
}

func (l *hopList) show(h camera.Hop) {
	r, ok := l.rows[h.Name]
	if !ok {
		return
	}
	shape, colour, weight := kit.ShapeRing, theme.ColorNameDisabled, widget.LowImportance
	detail := ""
	switch h.Result {
	case camera.Running:
		shape, colour, weight = kit.ShapeHalf, theme.ColorNamePrimary, widget.MediumImportance
		detail = lang.X("cameras.hop.running", "sedang diperiksa…")
	case camera.Done:
		shape, colour, weight = kit.ShapeCheck, theme.ColorNameSuccess, widget.MediumImportance
		detail = lang.X("cameras.hop.took", "{{.Ms}} md", map[string]any{"Ms": h.Took.Milliseconds()})
	case camera.Failed:
		shape, colour, weight = kit.ShapeCross, theme.ColorNameError, widget.DangerImportance
		detail = lang.X("cameras.hop.failed", "gagal")
	case camera.Skipped:
		detail = lang.X("cameras.hop.skipped", "dilewati")
	}
	r.icon.SetResource(kit.IconIn(kit.IconName(shape), colour))
	r.name.Importance = weight
	r.detail.SetText(detail)
	r.line.Refresh() // the word is longer or shorter now
}

// showAll shows the hops of a verdict as they ended.
func (l *hopList) showAll(hops []camera.Hop) {
	for _, h := range hops {
		l.show(h)
	}
}

// Object returns what is laid out.
func (l *hopList) Object() fyne.CanvasObject { return l.box }

// verdictCard says what a probe found: the picture, or the one thing that is
// wrong and who can mend it.
func verdictCard(v camera.Verdict) fyne.CanvasObject {
	if v.OK {
		return picture(v.Picture, 480, 270)
	}
	if v.Cause == camera.NoCause {
		return container.NewWithoutLayout()
	}
	trouble := say.Cause(v.Cause)
	words := container.New(kit.Tight(0), strongWrapped(trouble.What), kit.Paragraph(trouble.Do))
	if trouble.Who != "" {
		words.Add(kit.Paragraph(trouble.Who)) // in full ink: grey is too faint on this ground
	}
	card := kit.NewCard(words)
	if !v.Relayable {
		for _, w := range v.Warnings {
			words.Add(kit.Paragraph(say.Warning(w)))
		}
		card.SetFill(kit.ColorBadSoft)
		return card
	}
	card.SetFill(kit.ColorWarnSoft)
	if v.Picture == nil {
		return card
	}
	return container.New(kit.Tight(8), card, picture(v.Picture, 320, 180))
}

// verdictFigures stand beneath it when there is something to relay: what was
// measured, and what works but should be known.
func verdictFigures(v camera.Verdict) fyne.CanvasObject {
	if !v.OK && !v.Relayable {
		return container.NewWithoutLayout()
	}
	return container.New(kit.Tight(0), measured(v), warnings(v))
}

// picture shows a decoded picture, or says that there is none.
func picture(img *image.RGBA, width, height float32) fyne.CanvasObject {
	if img == nil {
		return kit.Muted(lang.X("cameras.picture.none", "Tidak ada gambar."))
	}
	return thumbnail(canvas.NewImageFromImage(img), width, height)
}

// measured is what the stream is made of, what it costs the line, and how well
// it came.
func measured(v camera.Verdict) fyne.CanvasObject {
	box := container.New(kit.Tight(-8), strongWrapped(streamLine(v)))
	for _, words := range []string{say.LineLoad(v.Kbps), say.KeyDistance(v.KeyInterval.Seconds()), arrivalLine(v)} {
		if words != "" {
			box.Add(kit.Muted(words))
		}
	}
	return box
}

// arrivalLine is loss, jitter and clock, as far as they were measured.
func arrivalLine(v camera.Verdict) string {
	if v.Received == 0 {
		return ""
	}
	lost := lang.X("cameras.measured.lost", "hilang {{.N}} dari {{.All}} paket", map[string]any{"N": say.Number(v.Lost), "All": say.Number(v.Received + v.Lost)})
	jitter := lang.X("cameras.measured.jitter", "jitter {{.Ms}} md", map[string]any{"Ms": say.Number(v.Jitter.Milliseconds())})
	clock := ""
	if v.ClockKnown {
		if clock = say.CameraClock(v.Clock); clock == "" {
			clock = lang.X("cameras.measured.clock", "jam kamera tepat")
		}
	}
	return joined("  ·  ", lost, jitter, clock)
}

// streamLine is codec, size, rate and distance of key pictures.
func streamLine(v camera.Verdict) string {
	size := ""
	if v.Width > 0 {
		size = strconv.Itoa(v.Width) + "×" + strconv.Itoa(v.Height)
	}
	fps := ""
	if v.FPS > 0 {
		fps = lang.X("cameras.fps", "{{.N}} gambar/dtk", map[string]any{"N": say.Decimal(v.FPS)})
	}
	keys := ""
	if v.KeyInterval > 0 {
		keys = lang.X("cameras.keys", "gambar kunci tiap {{.N}} dtk", map[string]any{"N": say.Decimal(v.KeyInterval.Seconds())})
	}
	rate := ""
	if v.Kbps > 0 {
		rate = say.Kbps(v.Kbps)
	}
	return joined("  ·  ", joined(" + ", v.Codec, v.AudioCodec), size, fps, rate, keys)
}

// strongWrapped is a bold line that wraps: one that did not would make the
// window wider than the screen.
func strongWrapped(text string) *widget.Label {
	label := kit.Strong(text)
	label.Wrapping = fyne.TextWrapWord
	return label
}

// warnings lists what works but should be known.
func warnings(v camera.Verdict) fyne.CanvasObject {
	box := container.New(kit.Tight(-8))
	for _, w := range v.Warnings {
		switch {
		case slices.Contains(camera.SightWarnings(), w):
			box.Add(kit.Note(kit.ToneWarn, say.Warning(w), nil))
		case w == camera.WarnClock && v.ClockKnown, w == camera.WarnLongKeys && v.KeyInterval > 0: // stand among the figures, with how much
		default:
			box.Add(kit.Muted(say.Warning(w)))
		}
	}
	return box
}
