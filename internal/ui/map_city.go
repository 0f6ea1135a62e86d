package ui

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// kecamatan is one district of the plan: an outline, drawn by hand and plain on
// purpose. It shows which part of the city a site is in, not where a street runs.
type kecamatan struct {
	name    string
	outline [][2]float64 // latitude, longitude
	middle  desk.Place   // where its name stands
}

// cityPlan are the six kecamatan of Pontianak on either side of the Kapuas, its
// arm Kapuas Kecil and the Landak. The gaps between them are the rivers.
func cityPlan() []kecamatan {
	return []kecamatan{
		{"Pontianak Utara", [][2]float64{{0.038, 109.255}, {0.028, 109.270}, {0.008, 109.300}, {-0.007, 109.325}, {-0.016, 109.347}, {-0.007, 109.360},
			{-0.005, 109.375}, {0.001, 109.390}, {0.030, 109.392}, {0.045, 109.350}, {0.050, 109.300}, {0.050, 109.262}}, desk.Place{Lat: 0.024, Lon: 109.335}},
		{"Pontianak Timur", [][2]float64{{-0.020, 109.350}, {-0.012, 109.361}, {-0.010, 109.376}, {-0.004, 109.391}, {-0.030, 109.402}, {-0.072, 109.403},
			{-0.059, 109.387}, {-0.047, 109.365}, {-0.034, 109.354}}, desk.Place{Lat: -0.031, Lon: 109.379}},
		{"Pontianak Barat", [][2]float64{{0.032, 109.253}, {0.021, 109.268}, {0.001, 109.298}, {-0.006, 109.311}, {-0.035, 109.304}, {-0.055, 109.289},
			{-0.050, 109.268}, {-0.010, 109.257}}, desk.Place{Lat: -0.020, Lon: 109.280}},
		{"Pontianak Kota", [][2]float64{{-0.006, 109.313}, {-0.013, 109.325}, {-0.021, 109.336}, {-0.040, 109.333}, {-0.062, 109.317}, {-0.056, 109.291},
			{-0.035, 109.306}}, desk.Place{Lat: -0.036, Lon: 109.316}},
		{"Pontianak Selatan", [][2]float64{{-0.021, 109.338}, {-0.024, 109.345}, {-0.037, 109.349}, {-0.047, 109.355}, {-0.075, 109.345}, {-0.084, 109.322},
			{-0.064, 109.318}, {-0.041, 109.335}}, desk.Place{Lat: -0.058, Lon: 109.336}},
		{"Pontianak Tenggara", [][2]float64{{-0.048, 109.357}, {-0.054, 109.363}, {-0.065, 109.384}, {-0.078, 109.398}, {-0.095, 109.390}, {-0.095, 109.352},
			{-0.077, 109.347}}, desk.Place{Lat: -0.078, Lon: 109.367}},
	}
}

// middleOf is where the sites of a kecamatan are shown that have no coordinates.
func middleOf(district string) (desk.Place, bool) {
	for _, k := range cityPlan() {
		if k.name == district {
			return k.middle, true
		}
	}
	return desk.Place{}, false
}

// The soft box of Pontianak (domain.md 8.2): what lies outside is not on the map.
const (
	boxSouth, boxNorth = -0.15, 0.15
	boxWest, boxEast   = 109.20, 109.45
)

func inBox(p desk.Place) bool {
	return p.Known() && p.Lat >= boxSouth && p.Lat <= boxNorth && p.Lon >= boxWest && p.Lon <= boxEast
}

// frameOf is what the map shows: the plan, and every site in the box.
type frame struct{ south, north, west, east float64 }

func frameOf(sites []site) frame {
	f := frame{-0.102, 0.057, 109.245, 109.412}
	for _, s := range sites {
		if inBox(s.at) {
			f.south, f.north = min(f.south, s.at.Lat-0.005), max(f.north, s.at.Lat+0.005)
			f.west, f.east = min(f.west, s.at.Lon-0.005), max(f.east, s.at.Lon+0.005)
		}
	}
	return f
}

// chart turns places into points of a picture and back. At the equator a degree
// is as long in either direction, so that the city keeps its shape.
type chart struct {
	frame
	scale      float64 // points for a degree
	left, down float64
}

func newChart(f frame, width, height float64) chart {
	scale := min(width/(f.east-f.west), height/(f.north-f.south))
	return chart{f, scale, (width - (f.east-f.west)*scale) / 2, (height - (f.north-f.south)*scale) / 2}
}

func (c chart) point(p desk.Place) (x, y float64) {
	return c.left + (p.Lon-c.west)*c.scale, c.down + (c.north-p.Lat)*c.scale
}

func (c chart) place(x, y float64) desk.Place {
	round := func(v float64) float64 { return math.Round(v*1e5) / 1e5 } // about a metre
	return desk.Place{Lat: round(c.north - (y-c.down)/c.scale), Lon: round(c.west + (x-c.left)/c.scale)}
}

// rivers are the Kapuas, the Landak and the Kapuas Kecil, latitude and longitude.
func rivers() [][][2]float64 {
	return [][][2]float64{
		{{0.045, 109.235}, {0.035, 109.254}, {0.025, 109.269}, {0.005, 109.299}, {-0.010, 109.325}, {-0.018, 109.347}},
		{{-0.018, 109.347}, {-0.009, 109.361}, {-0.007, 109.375}, {-0.001, 109.391}, {0.004, 109.425}},
		{{-0.018, 109.347}, {-0.036, 109.351}, {-0.050, 109.362}, {-0.062, 109.385}, {-0.076, 109.401}, {-0.090, 109.425}},
	}
}

// drawRiver draws a river as a band.
func drawRiver(out *image.RGBA, c chart, way [][2]float64, ink color.Color) {
	half := 0.0045 * c.scale
	for i := 1; i < len(way); i++ {
		x0, y0 := c.point(desk.Place{Lat: way[i-1][0], Lon: way[i-1][1]})
		x1, y1 := c.point(desk.Place{Lat: way[i][0], Lon: way[i][1]})
		d := max(math.Hypot(x1-x0, y1-y0), 1)
		ex, ey := (x1-x0)/d*half*0.6, (y1-y0)/d*half*0.6 // the bands overlap at the bends
		nx, ny := -(y1-y0)/d*half, (x1-x0)/d*half
		r := vector.NewRasterizer(out.Rect.Dx(), out.Rect.Dy())
		r.MoveTo(float32(x0-ex+nx), float32(y0-ey+ny))
		r.LineTo(float32(x1+ex+nx), float32(y1+ey+ny))
		r.LineTo(float32(x1+ex-nx), float32(y1+ey-ny))
		r.LineTo(float32(x0-ex-nx), float32(y0-ey-ny))
		r.ClosePath()
		r.Draw(out, out.Rect, image.NewUniform(ink), image.Point{})
	}
}

// drawCity draws the plan: the land around, the rivers, the kecamatan.
func drawCity(c chart, width, height int, around, water, land, edge color.Color) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	fill(out, around)
	for _, way := range rivers() {
		drawRiver(out, c, way, water)
	}
	for _, k := range cityPlan() {
		outline(out, c, k.outline, edge, 1.5)
		outline(out, c, k.outline, land, 0)
	}
	return out
}

func fill(out *image.RGBA, c color.Color) {
	u := image.NewUniform(c)
	r := vector.NewRasterizer(out.Rect.Dx(), out.Rect.Dy())
	r.LineTo(float32(out.Rect.Dx()), 0)
	r.LineTo(float32(out.Rect.Dx()), float32(out.Rect.Dy()))
	r.LineTo(0, float32(out.Rect.Dy()))
	r.ClosePath()
	r.Draw(out, out.Rect, u, image.Point{})
}

// outline fills a district; grown by some points it leaves an edge around the
// next one that is drawn without.
func outline(out *image.RGBA, c chart, places [][2]float64, ink color.Color, grow float64) {
	var mx, my float64
	for _, p := range places {
		x, y := c.point(desk.Place{Lat: p[0], Lon: p[1]})
		mx, my = mx+x/float64(len(places)), my+y/float64(len(places))
	}
	r := vector.NewRasterizer(out.Rect.Dx(), out.Rect.Dy())
	for i, p := range places {
		x, y := c.point(desk.Place{Lat: p[0], Lon: p[1]})
		if d := math.Hypot(x-mx, y-my); d > 0 {
			x, y = x+(x-mx)/d*grow, y+(y-my)/d*grow
		}
		if i == 0 {
			r.MoveTo(float32(x), float32(y))
		} else {
			r.LineTo(float32(x), float32(y))
		}
	}
	r.ClosePath()
	r.Draw(out, out.Rect, image.NewUniform(ink), image.Point{})
}
