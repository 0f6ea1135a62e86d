package wall

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"io/fs"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// Still is a picture of a camera as it was decoded, with what its tile said.
type Still struct {
	Name, Path, Agency string
	At                 time.Time // when its packets arrived
	Live               bool
	Line               string // what the tile said
	Picture            *image.RGBA
}

// frameWait is how long a still waits for the next picture before it takes the
// one on the glass.
const frameWait = time.Second

// Still gives what fetches a still of a camera on screen, off the UI goroutine;
// false when no picture of it was ever shown here.
func (w *Wall) Still(id ulid.ULID) (func(context.Context) (Still, bool), bool) {
	var c Camera
	for _, known := range w.cameras {
		if known.ID == id {
			c = known
		}
	}
	for _, t := range w.Tiles() {
		if t.ID != id || t.last == nil {
			continue
		}
		return func(ctx context.Context) (Still, bool) {
			ctx, cancel := context.WithTimeout(ctx, frameWait)
			defer cancel()
			picture := t.last
			if t.source != nil {
				picture = t.source.Frame(ctx)
			}
			if picture == nil {
				return Still{}, false
			}
			return stillOf(c, t, picture), true
		}, true
	}
	return nil, false
}

func stillOf(c Camera, t TileState, p *video.Picture) Still {
	return Still{Name: c.Name, Path: c.Path, Agency: c.Agency, At: p.At, Live: t.State == Live, Line: t.Line, Picture: p.RGBA}
}

// Framed is the picture in a border with its name, time and path burnt in: a
// paper that leaves the office says itself what it shows, and when.
func (s Still) Framed() (*image.RGBA, error) {
	size := s.Picture.Rect.Size()
	text := float64(max(13, min(32, size.X/48)))
	bold, err := typeface("LiberationSans-Bold.ttf", text)
	if err != nil {
		return nil, err
	}
	plain, err := typeface("LiberationSans-Regular.ttf", text*0.86)
	if err != nil {
		return nil, err
	}
	lines := []string{s.Name, join(say.DateSeconds(s.At)+" WIB", join(s.Path, s.Agency))}
	if !s.Live {
		lines = append(lines, lang.X("wall.still.old", "Bukan gambar langsung: {{.Line}}", map[string]any{"Line": s.Line}))
	}
	edge, row := int(text*0.5), int(text*1.45)
	out := image.NewRGBA(image.Rect(0, 0, size.X+2*edge, size.Y+2*edge+row*len(lines)))
	draw.Draw(out, out.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, image.Rect(edge, edge, edge+size.X, edge+size.Y), s.Picture, s.Picture.Rect.Min, draw.Src)
	for i, line := range lines {
		face := plain
		if i == 0 {
			face = bold
		}
		pen := font.Drawer{Dst: out, Src: image.NewUniform(color.Black), Face: face, Dot: fixed.P(edge, edge+size.Y+row*(i+1))}
		pen.DrawString(within(line, face, size.X))
	}
	return out, nil
}

// FileName is a name by which the still is found again: path and time.
func (s Still) FileName() string {
	return strings.ReplaceAll(s.Path, "/", "-") + "_" + say.FileStamp(s.At) + ".jpg"
}

// within cuts a line to a width.
func within(line string, face font.Face, width int) string {
	runes := []rune(line)
	for len(runes) > 1 && font.MeasureString(face, string(runes)).Ceil() > width {
		runes = append(runes[:len(runes)-2], '…')
	}
	return string(runes)
}

func typeface(name string, size float64) (font.Face, error) {
	b, err := fs.ReadFile(assets.Fonts(), name)
	if err != nil {
		return nil, err
	}
	parsed, err := opentype.Parse(b)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
}
