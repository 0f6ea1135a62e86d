package video

import (
	"image"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// What the hand does must never lead outside the picture, and the point under
// the mouse stays under the mouse as long as the edge allows it.
func TestView_stays_inside_and_zooms_where_the_mouse_is(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := View{}
		for range rapid.IntRange(1, 20).Draw(t, "acts") {
			x, y := rapid.Float64Range(0, 1).Draw(t, "x"), rapid.Float64Range(0, 1).Draw(t, "y")
			if rapid.Bool().Draw(t, "pan") {
				v = v.Pan(x-0.5, y-0.5)
			} else {
				before := v
				v = v.Enlarge(rapid.SampledFrom([]float64{0.5, 0.8, 1.25, 2, 100}).Draw(t, "factor"), x, y)
				if !before.Whole() && !v.Whole() && inside(v) {
					was, is := before.X+(x-0.5)/before.Zoom, v.X+(x-0.5)/v.Zoom
					if math.Abs(was-is) > 1e-9 {
						t.Fatalf("the point under the mouse moved from %v to %v", was, is)
					}
				}
			}
			if v.Whole() {
				continue
			}
			part := v.cut(1920, 1080)
			if !part.In(image.Rect(0, 0, 1920, 1080)) || part.Dx() < 2 || part.Dx()%2 != 0 || part.Dy()%2 != 0 {
				t.Fatalf("%+v shows %v", v, part)
			}
			if v.Zoom > MaxZoom {
				t.Fatalf("zoom %v", v.Zoom)
			}
		}
	})
}

// inside says whether the part touches no edge; only then can a point stay.
func inside(v View) bool {
	half := 0.5 / v.Zoom
	return v.X > half && v.X < 1-half && v.Y > half && v.Y < 1-half
}

func TestCutOut_is_the_part_and_tightly_packed(t *testing.T) {
	whole := image.NewRGBA(image.Rect(0, 0, 40, 20))
	for i := range whole.Pix {
		whole.Pix[i] = byte(i / 4)
	}
	part := View{Zoom: 4, X: 0.5, Y: 0.5}.cut(40, 20)
	got := cutOut(whole, part, nil)
	if got.Stride != part.Dx()*4 || got.Rect.Dx() != 10 || got.Rect.Dy() != 4 {
		t.Fatalf("part %v, stride %d, rect %v", part, got.Stride, got.Rect)
	}
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			if got.RGBAAt(x, y) != whole.RGBAAt(part.Min.X+x, part.Min.Y+y) {
				t.Fatalf("pixel %d,%d", x, y)
			}
		}
	}
}
