package wall

import (
	"image"
	"image/color"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video/budget"
)

// scene is a small picture with colour in it.
func scene() *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, 64, 36))
	for y := range 36 {
		for x := range 64 {
			p.SetRGBA(x, y, color.RGBA{uint8(x * 4), uint8(y * 7), 160, 255})
		}
	}
	return p
}

// One tile for each state, as it is painted: words, shapes, colours, and grey
// for whatever is not live. After a wanted change: make golden, and look at it.
func TestEvery_state_as_it_is_painted(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(kit.NewTheme(false))
	w := New(Config{Main: kit.NewPump(), Feed: func(string) (video.Feed, error) { return nil, video.ErrCodec }})
	defer w.Close()
	objects := make([]fyne.CanvasObject, 0, len(States()))
	picture := &video.Picture{RGBA: scene(), At: noon().Add(-27 * time.Second)}
	for _, s := range States() {
		tile := newTile(ulid.Make(), w)
		tile.setName("Simpang Garuda")
		f := face{state: s, grey: video.Grey(picture.RGBA)}
		if s.colour() {
			f = face{state: s, picture: picture}
		}
		f.line, f.reason = words(Camera{Since: noon(), Contact: "Budi, 0561-123456",
			Reason: "Kamera tidak menjawab pada port 554; mungkin listrik atau jaringannya padam."},
			video.Truth{At: picture.At, Age: 2400 * time.Millisecond, SightSince: noon().Add(-5 * time.Minute)}, s, picture, noon())
		if s == Reduced {
			f.line += " · " + saved(budget.Keys, budget.CPU)
		}
		tile.face = f
		objects = append(objects, tile)
	}
	b := newBoard(func() {}, w.govern.meter.pulse())
	b.set(objects, Grid(4, 4), "")
	window := app.NewWindow("")
	window.SetPadded(false)
	window.SetContent(b)
	window.Resize(fyne.NewSize(1360, 800))
	for _, o := range objects {
		o.(*tile).painter.show()
	}
	test.AssertRendersToImage(t, "states.png", window.Canvas())
}
