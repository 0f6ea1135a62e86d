package kit

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestSparkline_rises_with_its_values_and_leaves_gaps(t *testing.T) {
	test.NewTempApp(t)
	s := NewSparkline()
	s.Set([]float32{1, 2, -1, 4})
	img := s.draw(40, 20)
	top := func(x int) int {
		for y := range 20 {
			if _, _, _, a := img.At(x, y).RGBA(); a > 0 {
				return y
			}
		}
		return 20
	}
	if low, high := top(5), top(35); low <= high || high > 2 {
		t.Errorf("1 stands at %d, 4 at %d from the top", low, high)
	}
	if top(25) != 20 {
		t.Error("a gap is drawn")
	}
	s.Set(nil)
	if _, _, _, a := s.draw(40, 20).At(5, 19).RGBA(); a != 0 {
		t.Error("nothing is drawn as something")
	}
}
