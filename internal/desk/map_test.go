package desk

import (
	"math"
	"testing"
)

func TestMapPicture_lies_where_its_two_points_say(t *testing.T) {
	m := MapPicture{}
	m.Points[0].X, m.Points[0].Y, m.Points[1].X, m.Points[1].Y = 0.25, 0.25, 0.75, 0.5
	m.Places = [2]Place{{Lat: 0.02, Lon: 109.30}, {Lat: -0.02, Lon: 109.40}}
	from, to, ok := m.box()
	near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
	if !ok || !near(from.Lon, 109.25) || !near(to.Lon, 109.45) || !near(from.Lat, 0.06) || !near(to.Lat, -0.10) {
		t.Errorf("%v %v %v", from, to, ok)
	}
	swapped := m
	swapped.Places[0], swapped.Places[1] = m.Places[1], m.Places[0]
	same := m
	same.Points[1] = m.Points[0]
	for name, bad := range map[string]MapPicture{"upside down": swapped, "one point": same, "none": {}} {
		if _, _, ok := bad.box(); ok {
			t.Error(name, "places a picture")
		}
	}
}
