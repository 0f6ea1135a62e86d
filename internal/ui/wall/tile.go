package wall

import (
	"image"
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// tile is one camera's place: picture, name, state, and over an old picture a
// banner that says so. It knows how to paint a face and nothing else.
type tile struct {
	widget.BaseWidget
	id       ulid.ULID
	wall     *Wall
	name     string
	face     face
	selected bool
	pressed  time.Time // for telling a double press; Fyne's own would delay the single one
	dragged  fyne.Position
	painter  *tilePainter
	taken    *video.Picture // on the glass
	owner    *video.Player
}

func newTile(id ulid.ULID, w *Wall) *tile {
	t := &tile{id: id, wall: w, face: blank()}
	t.ExtendBaseWidget(t)
	return t
}

// blank is the face of a tile of which nothing is known.
func blank() face {
	f := face{state: Connecting}
	f.line, f.reason = words(Camera{}, video.Truth{}, Connecting, nil, time.Time{})
	return f
}

// forget takes back what the tile claims: it leaves the screen, and what it
// said may be wrong when it comes back. Its last picture stays, in grey: a tile
// that comes back is not black until its stream has been opened again.
func (t *tile) forget() {
	f := blank()
	switch {
	case t.face.picture != nil:
		f.grey = video.Grey(t.face.picture.RGBA)
	default:
		f.grey = t.face.grey
	}
	t.show(f)
	t.wall.noted(t.id, nil)
}

func (t *tile) setName(name string) {
	if t.name != name {
		t.name = name
		if t.painter != nil {
			t.painter.texts()
		}
	}
}

func (t *tile) setSelected(on bool) {
	if t.selected != on {
		t.selected = on
		if t.painter != nil {
			t.painter.frame.Hidden = !on
			t.painter.frame.Refresh()
		}
	}
}

// show puts a face on the glass and gives the old picture's memory back.
func (t *tile) show(f face) {
	before, owner := t.taken, t.owner
	t.face, t.taken, t.owner = f, f.picture, f.owner
	if t.painter != nil {
		t.painter.show()
	}
	if before != nil && before != f.picture && owner != nil && owner == f.owner {
		owner.Recycle(before)
	}
}

// pixels is the tile's size on the glass.
func (t *tile) pixels() (width, height int) {
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		scale = c.Scale()
	}
	size := t.Size()
	return int(size.Width * scale), int(size.Height * scale)
}

// doublePress is within which time two presses are one wish.
const doublePress = 400 * time.Millisecond

// MouseDown selects at once; the second press enlarges.
func (t *tile) MouseDown(ev *desktop.MouseEvent) {
	now := time.Now()
	t.wall.PauseTour(true)
	t.wall.pick(t.id)
	switch {
	case ev.Button == desktop.MouseButtonSecondary:
		t.wall.openMenu(t.id, ev.AbsolutePosition)
	case now.Sub(t.pressed) < doublePress:
		t.pressed = time.Time{}
		t.wall.toggle(t.id)
	default:
		t.pressed = now
	}
}

// MouseUp is needed to be a mouse's target.
func (t *tile) MouseUp(*desktop.MouseEvent) {}

// Dragged follows the mouse to another cell.
func (t *tile) Dragged(ev *fyne.DragEvent) {
	t.pressed = time.Time{}
	if t.pan(ev.Dragged) {
		return
	}
	t.dragged = ev.AbsolutePosition
	t.wall.Over(ev.AbsolutePosition)
}

// DragEnd changes places with what stands where the mouse let go.
func (t *tile) DragEnd() {
	at := t.dragged
	t.dragged = fyne.Position{}
	if at != (fyne.Position{}) {
		t.wall.Drop(t.id, at)
	}
}

// CreateRenderer links the tile to its painter.
func (t *tile) CreateRenderer() fyne.WidgetRenderer {
	t.painter = newTilePainter(t)
	t.painter.show()
	return t.painter
}

// The colours over a picture. They do not follow the theme: what lies on a
// picture must be read on any picture.
func ink() color.Color    { return color.NRGBA{0xf2, 0xf5, 0xf8, 0xff} }
func shade() color.Color  { return color.NRGBA{0x05, 0x08, 0x0b, 0xb8} }
func banner() color.Color { return color.NRGBA{0x10, 0x16, 0x1c, 0xe6} }
func ground() color.Color { return color.NRGBA{0x06, 0x09, 0x0c, 0xff} }

// Colour is the state's colour over a picture.
func (s State) Colour() color.Color {
	switch s {
	case Live:
		return color.NRGBA{0x56, 0xc9, 0x91, 0xff}
	case Late, Connecting, Reconnecting:
		return color.NRGBA{0xf0, 0xb9, 0x4d, 0xff}
	case Paused:
		return color.NRGBA{0xa9, 0xb6, 0xc2, 0xff}
	case Reduced:
		return color.NRGBA{0x8a, 0xc4, 0xf8, 0xff}
	}
	return color.NRGBA{0xff, 0x85, 0x7a, 0xff}
}

// Sign is the state's shape: colour is never alone.
func (s State) Sign() string {
	switch s {
	case Live:
		return "●"
	case Late:
		return "◐"
	case Connecting, Reconnecting:
		return "○"
	case Paused:
		return "■"
	case Reduced:
		return "▼"
	}
	return "▲"
}

// tilePainter draws with few objects: Fyne walks them all at every frame.
type tilePainter struct {
	tile        *tile
	edges       [2]*canvas.Rectangle // the ground, where no picture covers it
	bar         *canvas.Raster
	back        *canvas.Rectangle
	picture     *canvas.Image
	frame       *canvas.Rectangle
	name, state *canvas.Text
	why         [4]*canvas.Text // what has no room in the state's line, and the reason
	info        *infoPainter
	hops        *hopPainter
	stacked     bool // name and state have no room side by side
}

func newTilePainter(t *tile) *tilePainter {
	p := &tilePainter{tile: t, edges: [2]*canvas.Rectangle{canvas.NewRectangle(ground()), canvas.NewRectangle(ground())}, bar: plate(shade()),
		back: canvas.NewRectangle(banner()), picture: &canvas.Image{ScaleMode: canvas.ImageScaleFastest, FillMode: canvas.ImageFillContain},
		frame: canvas.NewRectangle(color.Transparent), name: canvas.NewText("", ink()), state: canvas.NewText("", ink()),
		why: [4]*canvas.Text{canvas.NewText("", ink()), canvas.NewText("", ink()), canvas.NewText("", ink()), canvas.NewText("", ink())}, info: newInfoPainter(), hops: newHopPainter()}
	p.frame.StrokeColor, p.frame.StrokeWidth, p.frame.Hidden = color.NRGBA{0x5e, 0xb3, 0xf2, 0xff}, 3, !t.selected
	p.name.TextStyle.Bold = true
	p.picture.Hidden = true
	return p
}

// plate is a surface of one colour. As a single stretched pixel it costs half of
// what a rectangle does, whose shader looks for edges at each of its pixels.
func plate(c color.Color) *canvas.Raster {
	pixel := image.NewRGBA(image.Rect(0, 0, 1, 1))
	pixel.Set(0, 0, c)
	r := canvas.NewRaster(func(int, int) image.Image { return pixel })
	r.ScaleMode = canvas.ImageScaleFastest
	return r
}

func (p *tilePainter) Destroy() {}

func (p *tilePainter) MinSize() fyne.Size { return fyne.NewSize(80, 45) }

func (p *tilePainter) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{p.edges[0], p.edges[1], p.picture, p.bar, p.back, p.name, p.state, p.why[0], p.why[1], p.why[2], p.why[3], p.frame}, append(p.info.objects(), p.hops.objects()...)...)
}

func (p *tilePainter) Refresh() {
	p.texts()
	canvas.Refresh(p.tile)
}

// show brings picture and words in line with the face.
func (p *tilePainter) show() {
	f := p.tile.face
	switch {
	case f.picture != nil:
		p.picture.Image, p.picture.Hidden = f.picture.RGBA, false
	case f.grey != nil:
		p.picture.Image, p.picture.Hidden = f.grey, false
	default:
		p.picture.Image, p.picture.Hidden = nil, true
	}
	p.picture.Refresh()
	p.texts()
}

// texts writes the words that changed; Fyne keeps a texture for each text.
func (p *tilePainter) texts() {
	f := p.tile.face
	size := p.tile.Size()
	for _, t := range []*canvas.Text{p.name, p.state, p.why[0], p.why[1], p.why[2], p.why[3]} {
		t.TextSize = textSize(size)
	}
	calm := f.state.calm()
	room := size.Width - 16
	state := f.state.Sign() + " " + f.line
	if calm && width(state, p.state.TextSize, false) > room {
		state = brief(state)
	}
	nameRoom := room
	p.stacked = calm && width(p.tile.name, p.name.TextSize, true)+width(state, p.state.TextSize, false)+12 > room && size.Height > 90
	if calm && !p.stacked {
		nameRoom = room - width(state, p.state.TextSize, false) - 12
	}
	set(p.name, cut(p.tile.name, nameRoom, p.name.TextSize, true), ink())
	var why []string
	if !calm {
		state, why = p.banner(state, f.reason, room)
	}
	set(p.state, cut(state, room, p.state.TextSize, false), f.state.Colour())
	for i, t := range p.why {
		text := ""
		if i < len(why) {
			text = why[i]
		}
		set(t, cut(text, room, t.TextSize, false), ink())
		t.Hidden = text == ""
	}
	p.back.Hidden = calm
	p.hops.show(f.hops, size, p.info.show(f.info, size))
	p.Layout(size)
}

// banner breaks the words of a tile that is not well into lines, as many as have
// room: the state, what it adds of the last picture, and the reason.
func (p *tilePainter) banner(state, reason string, room float32) (line string, why []string) {
	fit := int((p.tile.Size().Height-12)/(p.state.TextSize*1.5)) - 2 // without the state and the name
	fit = max(0, min(len(p.why), fit))
	head, more := state, ""
	if width(state, p.state.TextSize, false) > room {
		head, more, _ = strings.Cut(state, " · ")
	}
	line, rest := split(head, room, p.state.TextSize)
	for _, text := range []string{rest, more, reason} {
		for text != "" && len(why) < fit {
			first, left := split(text, room, p.state.TextSize)
			if len(why) == fit-1 {
				first, left = text, "" // cut where it ends
			}
			why, text = append(why, first), left
		}
	}
	return line, why
}

func set(t *canvas.Text, text string, c color.Color) {
	if t.Text != text || t.Color != c {
		t.Text, t.Color = text, c
		t.Refresh()
	}
}

// textSize grows a little with the tile, so that an enlarged one is read from afar.
func textSize(size fyne.Size) float32 {
	return max(11, min(18, size.Height/22))
}

func width(text string, size float32, bold bool) float32 {
	return fyne.MeasureText(text, size, fyne.TextStyle{Bold: bold}).Width
}

// split breaks a sentence at a word so that its first part fits.
func split(text string, room, size float32) (first, rest string) {
	if width(text, size, false) <= room {
		return text, ""
	}
	for i := strings.LastIndex(text, " "); i > 0; i = strings.LastIndex(text[:i], " ") {
		if width(text[:i], size, false) <= room {
			return text[:i], text[i+1:]
		}
	}
	return cut(text, room, size, false), ""
}

// cut shortens a text to the room there is.
func cut(text string, room, size float32, bold bool) string {
	if text == "" || width(text, size, bold) <= room {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		short := string(runes[:n]) + "…"
		if width(short, size, bold) <= room {
			return short
		}
	}
	return ""
}

// surround lays the ground around the picture and not beneath it: every pixel
// painted twice costs a processor without a graphics card as much as once more.
func (p *tilePainter) surround(size fyne.Size) {
	shown := fyne.Size{}
	if !p.picture.Hidden && p.picture.Image != nil {
		b := p.picture.Image.Bounds()
		scale := min(size.Width/float32(b.Dx()), size.Height/float32(b.Dy()))
		shown = fyne.NewSize(float32(b.Dx())*scale, float32(b.Dy())*scale)
	}
	strip, far := fyne.NewSize(size.Width, (size.Height-shown.Height)/2), fyne.NewPos(0, (size.Height+shown.Height)/2)
	if size.Width-shown.Width > size.Height-shown.Height {
		strip, far = fyne.NewSize((size.Width-shown.Width)/2, size.Height), fyne.NewPos((size.Width+shown.Width)/2, 0)
	}
	for i, e := range p.edges {
		e.Hidden = min(strip.Width, strip.Height) < 0.5
		e.Resize(strip)
		e.Move(fyne.NewPos(far.X*float32(i), far.Y*float32(i)))
	}
}

// Layout puts the name at the foot. A calm tile has its state at the right of
// it; any other has a banner in the middle, which cannot be overlooked.
func (p *tilePainter) Layout(size fyne.Size) {
	p.surround(size)
	p.picture.Resize(size)
	p.frame.Resize(size)
	line := p.name.TextSize * 1.5
	foot := line + 6
	if p.stacked {
		foot += line
	}
	p.bar.Move(fyne.NewPos(0, size.Height-foot))
	p.bar.Resize(fyne.NewSize(size.Width, foot))
	p.name.Move(fyne.NewPos(8, size.Height-foot+3))
	switch {
	case p.stacked:
		p.state.Move(fyne.NewPos(8, size.Height-foot+3+line))
		return
	case p.tile.face.state.calm():
		p.state.Move(fyne.NewPos(size.Width-8-p.state.MinSize().Width, size.Height-foot+3))
		return
	}
	lines := float32(1)
	for _, t := range p.why {
		if !t.Hidden {
			lines++
		}
	}
	height := line*lines + 12
	top := max(0, (size.Height-foot-height)/2)
	p.back.Move(fyne.NewPos(0, top))
	p.back.Resize(fyne.NewSize(size.Width, height))
	p.state.Move(fyne.NewPos((size.Width-p.state.MinSize().Width)/2, top+6))
	for i, t := range p.why {
		t.Move(fyne.NewPos((size.Width-t.MinSize().Width)/2, top+6+line*float32(i+1)))
	}
}
