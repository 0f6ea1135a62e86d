package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// wayView is the way of the pictures hop by hop: camera to relay, relay to
// readers, relay to this screen. Each hop has its own figures, so that it is
// seen where they stop. It is written on in place, twice a second.
type wayView struct {
	source, sub, readers, glass *wayHop
	spark                       *kit.Sparkline
	course                      *widget.Label // the line in words
	drawn                       []float32
	warn                        *fyne.Container
	warned                      string
	out                         outRates
	object                      fyne.CanvasObject
}

// wayHop is one hop: a sign, its name, and a line of figures.
type wayHop struct {
	sign    *widget.Icon
	figures *widget.Label
	object  *fyne.Container
}

func newWayHop(name string) *wayHop {
	h := &wayHop{sign: widget.NewIcon(nil), figures: kit.Muted("")}
	sign := container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(16), h.sign))
	h.object = container.New(kit.Tight(-14), container.NewBorder(nil, nil, sign, nil, kit.Strong(name)),
		container.New(kit.Margins(20, 0, 0, 0), h.figures))
	return h
}

// set shows how a hop goes: well, badly, or not used.
func (h *wayHop) set(tone kit.Tone, figures string) {
	shape, colour := kit.ShapeRing, theme.ColorNameDisabled
	switch tone {
	case kit.ToneGood:
		shape, colour = kit.ShapeCheck, theme.ColorNameSuccess
	case kit.ToneBad:
		shape, colour = kit.ShapeCross, theme.ColorNameError
	}
	h.sign.SetResource(kit.IconIn(kit.IconName(shape), colour))
	if h.figures.Text != figures {
		h.figures.SetText(figures)
	}
}

func newWayView() *wayView {
	v := &wayView{
		source:  newWayHop(lang.X("cameras.way.source", "Kamera ke relay")),
		sub:     newWayHop(lang.X("cameras.way.sub", "Kamera ke relay, aliran kecil")),
		readers: newWayHop(lang.X("cameras.way.readers", "Relay ke pembaca")),
		glass:   newWayHop(lang.X("cameras.way.glass", "Relay ke layar ini")),
		spark:   kit.NewSparkline(), course: kit.Caption(lang.X("cameras.way.hour", "Laju satu jam terakhir")), warn: container.New(kit.Tight(-8)),
	}
	v.object = container.New(kit.Tight(2), v.source.object, v.sub.object, v.readers.object, v.glass.object,
		v.course, container.New(kit.AtLeast(0, 48), v.spark), v.warn)
	return v
}

// show writes the figures of one camera as they are now. glass says what its
// tile on the wall shows, "" when it is on no wall.
func (v *wayView) show(p *desk.Pulse, c desk.PulseCamera, glass string, live bool) {
	v.source.set(hopTone(c.Status), sourceFigures(c.Status, p.At))
	v.sub.object.Hidden = c.Status.Sub == nil
	if c.Status.Sub != nil {
		v.sub.set(hopTone(*c.Status.Sub), sourceFigures(*c.Status.Sub, p.At))
	}
	n, kbps, lost := v.out.take(p, c)
	switch {
	case n == 0:
		v.readers.set(kit.ToneQuiet, lang.X("cameras.way.readers.none", "Tidak ada pembaca."))
	default:
		v.readers.set(kit.ToneGood, lang.X("cameras.way.readers.some", "{{.N}} pembaca · {{.Rate}} · {{.Lost}} gambar dilewati karena lambat",
			map[string]any{"N": n, "Rate": say.Kbps(kbps), "Lost": say.Number(lost)}))
	}
	switch {
	case glass == "":
		v.glass.set(kit.ToneQuiet, lang.X("cameras.way.glass.none", "Tidak sedang ditampilkan di dinding video."))
	case live:
		v.glass.set(kit.ToneGood, glass)
	default:
		v.glass.set(kit.ToneBad, glass)
	}
	if len(c.Rates) > 0 && (len(v.drawn) == 0 || &c.Rates[0] != &v.drawn[0]) {
		v.drawn = c.Rates
		v.spark.Set(c.Rates)
		v.course.SetText(courseWords(c.Rates))
	}
	v.warnings(c.Status.Warnings)
}

// courseWords says in words what the line of the hour shows.
func courseWords(rates []float32) string {
	measured := slices.DeleteFunc(slices.Clone(rates), func(v float32) bool { return v < 0 })
	if len(measured) == 0 {
		return lang.X("cameras.way.hour", "Laju satu jam terakhir")
	}
	return lang.X("cameras.way.hour.words", "Laju satu jam terakhir: terendah {{.Low}}, tertinggi {{.High}}",
		map[string]any{"Low": say.Kbps(float64(slices.Min(measured))), "High": say.Kbps(float64(slices.Max(measured)))})
}

func (v *wayView) warnings(list []string) {
	key := joined(" ", list...)
	if key == v.warned {
		return
	}
	v.warned, v.warn.Objects = key, nil
	for _, w := range list {
		v.warn.Add(kit.Muted(say.Warning(w)))
	}
	v.warn.Refresh()
}

func hopTone(s relay.CameraStatus) kit.Tone {
	switch s.State {
	case relay.Live:
		return kit.ToneGood
	case relay.Disabled:
		return kit.ToneQuiet
	}
	return kit.ToneBad
}

// sourceFigures are what comes in, and how old the newest of it is.
func sourceFigures(s relay.CameraStatus, now time.Time) string {
	if s.State == relay.Disabled {
		return lang.X("cameras.way.idle", "Tidak ditarik: tidak ada yang menonton, atau dinonaktifkan.")
	}
	state := say.State(s.State)
	if s.State != relay.Live {
		return joined(" · ", state, lastSeen(s.LastPicture, now))
	}
	return joined(" · ", say.Transport(s.Transport), say.Kbps(s.Kbps),
		lang.X("cameras.fps", "{{.N}} gambar/dtk", map[string]any{"N": say.Decimal(s.FPS)}),
		lang.X("cameras.way.packet", "paket {{.Packet}} lalu, gambar {{.Picture}} lalu",
			map[string]any{"Packet": shortAge(s.LastPacket, now), "Picture": shortAge(s.LastPicture, now)}),
		lang.X("cameras.way.lost", "hilang {{.N}} dari {{.All}} paket", map[string]any{"N": say.Number(s.PacketsLost), "All": say.Number(s.PacketsIn + s.PacketsLost)}))
}

func lastSeen(at, now time.Time) string {
	if at.IsZero() {
		return lang.X("cameras.way.never", "belum pernah mengirim gambar")
	}
	return lang.X("cameras.way.last", "gambar terakhir {{.Ago}}", map[string]any{"Ago": say.Ago(now.Sub(at))})
}

// shortAge is how old something is, in tenths of a second while that matters.
func shortAge(at, now time.Time) string {
	d := max(0, now.Sub(at))
	if at.IsZero() {
		return "–"
	}
	if d < 10*time.Second {
		return lang.X("cameras.now.seconds", "{{.N}} dtk", map[string]any{"N": say.Decimal(d.Seconds())})
	}
	return say.Span(d)
}

// outRates measures what readers take, from one look to the next.
type outRates struct {
	at    time.Time
	bytes map[string]uint64
	kbps  map[string]float64
}

// take looks at the readers of one camera and sums them up.
func (o *outRates) take(p *desk.Pulse, c desk.PulseCamera) (n int, kbps float64, lost uint64) {
	o.look(p)
	for _, r := range p.Relay.Readers {
		if readsFrom(r, c) {
			n, kbps, lost = n+1, kbps+o.kbps[r.ID], lost+r.Dropped
		}
	}
	return n, kbps, lost
}

// look measures every reader, at most once a second.
func (o *outRates) look(p *desk.Pulse) {
	took := p.Relay.At.Sub(o.at)
	if !o.at.IsZero() && took < 900*time.Millisecond {
		return
	}
	bytes, kbps := make(map[string]uint64, len(p.Relay.Readers)), make(map[string]float64, len(p.Relay.Readers))
	for _, r := range p.Relay.Readers {
		bytes[r.ID] = r.BytesOut
		if before, ok := o.bytes[r.ID]; ok && r.BytesOut >= before && took > 0 {
			kbps[r.ID] = float64(r.BytesOut-before) * 8 / 1000 / took.Seconds()
		}
	}
	o.at, o.bytes, o.kbps = p.Relay.At, bytes, kbps
}

func readsFrom(r relay.ReaderStatus, c desk.PulseCamera) bool {
	return r.Path == c.Path || r.Path == c.Path+"/sub"
}
