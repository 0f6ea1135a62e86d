package wall

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/oklog/ulid/v2"
)

// Ground and picture together cover a tile, and no ground lies beneath a
// picture: an old word must not shine through, and nothing is painted twice.
func TestGround_lies_around_the_picture(t *testing.T) {
	test.NewTempApp(t)
	for name, c := range map[string]struct {
		picture image.Point
		ground  float32 // its share of a tile of 400x200
	}{
		"no picture":             {image.Point{}, 1},
		"fits":                   {image.Pt(800, 400), 0},
		"narrower than its tile": {image.Pt(300, 200), 0.25},
		"flatter than its tile":  {image.Pt(800, 200), 0.5},
	} {
		t.Run(name, func(t *testing.T) {
			p := newTilePainter(newTile(ulid.Make(), nil))
			if c.picture != (image.Point{}) {
				p.picture.Image, p.picture.Hidden = image.NewRGBA(image.Rectangle{Max: c.picture}), false
			}
			size := fyne.NewSize(400, 200)
			p.surround(size)
			area := float32(0)
			for _, e := range p.edges {
				if !e.Hidden {
					area += e.Size().Width * e.Size().Height
				}
			}
			if got := area / (size.Width * size.Height); got < c.ground-0.01 || got > c.ground+0.01 {
				t.Errorf("the ground covers %.2f of the tile, not %.2f", got, c.ground)
			}
			if p.edges[0].Position() != (fyne.Position{}) {
				t.Error("the first strip does not begin at the corner")
			}
			if far := p.edges[1]; !far.Hidden && (far.Position().X+far.Size().Width < size.Width-0.5 || far.Position().Y+far.Size().Height < size.Height-0.5) {
				t.Error("the second strip does not reach the far corner")
			}
		})
	}
}
