package wall

import (
	"math"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// hopCount is how many hops a picture takes: camera → relay → decoder → glass.
const hopCount = 4

// hop is one part of the way: where, what was measured there, and whether the
// pictures end there.
type hop struct {
	where, text string
	bad         bool
}

// hops tells the way of the pictures, each hop by what was measured at it. The
// first that is bad is where to look; what lies behind it is bad for its sake.
func (s *slot) hops(w want, now time.Time) [hopCount]hop {
	c := w.camera
	var shape video.Shape
	truth := video.Truth{State: video.Waiting}
	var dropped uint64
	if s.player != nil {
		shape, truth = s.player.Shape(), s.player.Truth()
		dropped = s.player.Dropped()
	}
	relayLive := c.State == stateLive
	camera := lang.X("wall.hop.camera.in", "{{.Rate}} · {{.FPS}} gambar/dtk · hilang {{.Lost}} dari {{.All}} paket · sambung ulang {{.Again}}×", map[string]any{
		"Rate": say.Kbps(c.Kbps), "FPS": int(math.Round(c.FPS)), "Lost": say.Number(int(c.Lost)), "All": say.Number(int(c.Packets)), "Again": c.Reconnects})
	if !relayLive {
		camera = first(c.Reason, lang.X("wall.hop.camera.none", "relay tidak menerima gambar"))
	}
	relay := lang.X("wall.hop.relay.out", "gambar terakhir masuk {{.At}} · pembaca lain {{.Readers}}", map[string]any{"At": clock(c.LastPicture), "Readers": c.Readers})
	stream := lang.X("wall.info.main", "aliran utama")
	if c.SubPath != "" && w.path == c.SubPath {
		stream = lang.X("wall.info.sub", "aliran kecil")
	}
	relay = join(stream, relay)
	decoder := lang.X("wall.hop.decoder.in", "{{.Codec}} {{.W}}×{{.H}} · {{.MS}} ms tiap gambar · dilewati {{.Dropped}}", map[string]any{
		"Codec": strings.ToUpper(first(shape.Codec, c.Codec)), "W": shape.Width, "H": shape.Height,
		"MS": milliseconds(shape.Decode), "Dropped": say.Number(int(dropped))})
	broken := truth.State == video.Unsupported || truth.State == video.Broken || relayLive && shape.Width == 0
	if broken {
		decoder = lang.X("wall.hop.decoder.none", "belum ada gambar yang dapat dibuka")
	}
	glass := lang.X("wall.hop.glass.out", "tampil {{.Shown}} gambar/dtk · usia {{.Age}}", map[string]any{
		"Shown": int(math.Round(shape.Shown)), "Age": age(truth.Age)})
	old := truth.State != video.Live
	if s.last == nil {
		glass = lang.X("wall.hop.glass.none", "belum ada gambar")
	}
	return [hopCount]hop{
		{lang.X("wall.hop.camera", "Kamera ke relay"), camera, !relayLive},
		{lang.X("wall.hop.relay", "Relay ke dekoder"), relay, !relayLive},
		{lang.X("wall.hop.decoder", "Dekoder"), decoder, broken || !relayLive},
		{lang.X("wall.hop.glass", "Layar"), glass, old},
	}
}

// hopPainter writes the way of the pictures at the top of a tile.
type hopPainter struct {
	back  *canvas.Rectangle
	words [hopCount][2]*canvas.Text // where, and what was measured
}

func newHopPainter() *hopPainter {
	p := &hopPainter{back: canvas.NewRectangle(banner())}
	for i := range p.words {
		p.words[i] = [2]*canvas.Text{canvas.NewText("", ink()), canvas.NewText("", ink())}
		p.words[i][0].TextStyle.Bold = true
	}
	return p
}

func (p *hopPainter) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{p.back}
	for _, w := range p.words {
		out = append(out, w[0], w[1])
	}
	return out
}

// show writes the hops below a height, each on two lines.
func (p *hopPainter) show(hops [hopCount]hop, size fyne.Size, below float32) {
	hidden := hops == [hopCount]hop{}
	text := max(10, min(14, size.Height/24))
	line := text * 1.4
	p.back.Hidden = hidden
	p.back.Move(fyne.NewPos(0, below))
	p.back.Resize(fyne.NewSize(min(size.Width, 640), line*2*hopCount+12))
	for i, h := range hops {
		where, what := p.words[i][0], p.words[i][1]
		where.Hidden, what.Hidden, where.TextSize, what.TextSize = hidden, hidden, text, text
		sign := Live.Sign()
		if h.bad {
			sign = Offline.Sign()
		}
		set(where, sign+" "+h.where, traceInk(h.bad))
		set(what, cut(h.text, min(size.Width, 640)-32, text, false), ink())
		where.Move(fyne.NewPos(8, below+6+line*2*float32(i)))
		what.Move(fyne.NewPos(24, below+6+line*(2*float32(i)+1)))
	}
}
