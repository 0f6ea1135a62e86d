package wall

import (
	"image/color"
	"math"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video/budget"
)

// details tells what a tile is made of: what the camera sends, what is shown
// of it, and by which stream. Figures are whole, so that they stand still and
// the toolkit need not keep a texture for each tenth.
func (s *slot) details(w want) [3]string {
	c := w.camera
	var shape video.Shape
	var truth video.Truth
	if s.player != nil {
		shape, truth = s.player.Shape(), s.player.Truth()
	}
	codec := strings.ToUpper(first(shape.Codec, c.Codec))
	width, height := shape.Width, shape.Height
	if width == 0 {
		width, height = c.Width, c.Height
	}
	stream, rate := lang.X("wall.info.main", "aliran utama"), c.Kbps
	if c.SubPath != "" && s.path == c.SubPath {
		stream, rate = lang.X("wall.info.sub", "aliran kecil"), c.SubKbps
	}
	if s.rung != budget.Full {
		stream = saved(s.rung, s.why)
	}
	return [3]string{
		lang.X("wall.info.source", "{{.Codec}} {{.W}}×{{.H}} · {{.Stream}}", map[string]any{"Codec": codec, "W": width, "H": height, "Stream": stream}),
		lang.X("wall.info.rate", "{{.FPS}} gambar/dtk, tampil {{.Shown}} · {{.Rate}}", map[string]any{
			"FPS": int(math.Round(truth.FPS)), "Shown": int(math.Round(shape.Shown)), "Rate": say.Kbps(rate)}),
		lang.X("wall.info.state", "hilang {{.Lost}} paket · usia {{.Age}} dtk · dekode {{.MS}} ms", map[string]any{
			"Lost": say.Number(int(c.Lost)), "Age": int(truth.Age.Seconds()), "MS": milliseconds(shape.Decode)}),
	}
}

// milliseconds are begun ones: what takes any time takes one.
func milliseconds(d time.Duration) int { return int(math.Ceil(float64(d.Microseconds()) / 1000)) }

// costs tells what the whole wall takes of this computer, whole figures again:
// the program's share of all cores, one repaint, how long the window lets what is
// handed to it wait, and how far the slowest decoder is behind its camera.
func (w *Wall) costs() string {
	f := w.Figures()
	return lang.X("wall.info.costs", "CPU {{.CPU}} % · lukis {{.Paint}} ms · antre layar {{.Wait}} ms · dekoder tertinggal {{.Behind}} ms", map[string]any{
		"CPU": int(math.Round(f.CPU * 100)), "Paint": milliseconds(f.Draw50), "Wait": milliseconds(f.Wait99), "Behind": milliseconds(f.Behind)})
}

// infoPainter draws the details at the top of a tile.
type infoPainter struct {
	back  *canvas.Rectangle
	lines [3]*canvas.Text
}

func newInfoPainter() *infoPainter {
	p := &infoPainter{back: canvas.NewRectangle(shade())}
	for i := range p.lines {
		p.lines[i] = canvas.NewText("", ink())
	}
	return p
}

func (p *infoPainter) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.back, p.lines[0], p.lines[1], p.lines[2]}
}

// show writes the details, what has no room is cut, and says how high they are.
func (p *infoPainter) show(info [3]string, size fyne.Size) (height float32) {
	hidden := info == [3]string{}
	text := max(10, min(14, size.Height/20))
	p.back.Hidden = hidden
	p.back.Resize(fyne.NewSize(size.Width, text*1.4*3+8))
	for i, t := range p.lines {
		t.Hidden, t.TextSize = hidden, text
		set(t, cut(info[i], size.Width-16, text, false), color.Color(ink()))
		t.Move(fyne.NewPos(8, 4+text*1.4*float32(i)))
	}
	if hidden {
		return 0
	}
	return p.back.Size().Height
}
