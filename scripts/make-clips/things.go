package main

import (
	"image/color"
	"math"
)

// Things that several scenes show, seen from the side; their feet or wheels
// stand on y = 0 and they look to the right.

func wave(u float64) float64 { return math.Sin(2 * math.Pi * u) }

// along runs from a to b n times in a loop; phase sets things apart.
func along(u, phase float64, n int, a, b float64) float64 {
	_, f := math.Modf(phase + float64(n)*u + 16)
	return a + (b-a)*f
}

// stop is one point of a drive: at u the thing is at x, at rest.
type stop struct{ u, x float64 }

// drive moves from stop to stop, starting and braking gently.
func drive(u float64, stops ...stop) float64 {
	if u <= stops[0].u {
		return stops[0].x
	}
	for i := 1; i < len(stops); i++ {
		a, b := stops[i-1], stops[i]
		if u < b.u {
			t := (u - a.u) / (b.u - a.u)
			return a.x + (b.x-a.x)*t*t*(3-2*t)
		}
	}
	return stops[len(stops)-1].x
}

func (c *canvas) shadow(x, y, rx, ry float64) { c.oval(x, y, rx, ry, rgba(0x000000, 0.22)) }

func (c *canvas) wheel(x, y, r float64) {
	c.circle(x, y, r, rgb(0x22262b))
	c.circle(x, y, r*0.5, rgb(0xb9c0c7))
	c.circle(x, y, r*0.2, rgb(0x5b636b))
}

// car is 150 long. lights is how bright its lamps are.
func (c *canvas) car(x, y, s float64, right bool, body color.NRGBA, lights float64) {
	flip := s
	if !right {
		flip = -s
	}
	c.at(x, y, flip, s, 0, func() {
		c.shadow(0, 0, 84, 9)
		c.fill(shade(body, -0.12), func(p *path) { // cabin
			p.move(-48, -38)
			p.cube(-40, -62, -30, -66, -12, -66)
			p.line(14, -66)
			p.cube(30, -66, 40, -50, 50, -36)
		})
		glass := mix(rgb(0xbfe3f2), rgb(0x2b3d52), lights*0.8)
		c.poly(glass, -39, -40, -30, -59, -6, -59, -6, -40)
		c.poly(glass, 0, -40, 0, -59, 14, -59, 36, -40)
		c.round(-75, -44, 150, 34, 14, body)
		c.rect(-72, -22, 144, 6, shade(body, -0.25))
		c.rect(-68, -40, 132, 4, shade(body, 0.25))
		c.round(62, -38, 13, 10, 4, mix(rgb(0xfff3c4), rgb(0xffffff), lights))
		c.round(-75, -38, 9, 10, 3, mix(rgb(0xb3262c), rgb(0xff4a4a), lights))
		c.wheel(-43, -12, 14)
		c.wheel(43, -12, 14)
		if lights > 0 {
			c.beam(74, -31, 170, 0.20*lights)
			c.glow(72, -33, 26, rgb(0xfff0b0), 0.9*lights)
		}
	})
}

// motorbike is 80 long, with a rider in a helmet.
func (c *canvas) motorbike(x, y, s float64, right bool, bike, shirt color.NRGBA) {
	flip := s
	if !right {
		flip = -s
	}
	c.at(x, y, flip, s, 0, func() {
		c.shadow(0, 0, 44, 6)
		c.wheel(-26, -12, 12)
		c.wheel(28, -12, 12)
		c.poly(bike, -36, -30, -8, -34, 6, -20, 18, -38, 26, -42, 30, -18, 14, -10, -20, -10)
		c.stroke(rgb(0x30353b), 4, 18, -46, 28, -14)
		c.stroke(rgb(0x2b3340), 9, -12, -36, 6, -28, 4, -10) // leg
		c.fill(shirt, func(p *path) {
			p.move(-20, -34)
			p.quad(-22, -62, -8, -68)
			p.quad(6, -66, 6, -52)
			p.quad(4, -40, -4, -34)
		})
		c.stroke(shade(shirt, -0.2), 7, -2, -60, 10, -48, 18, -48) // arm
		c.circle(0, -76, 11, rgb(0x23272e))
		c.oval(6, -75, 6, 5, rgb(0xe8b98f))
		c.oval(-1, -80, 11, 8, shade(bike, 0.1))
	})
}

// person is 100 tall and walks; phase is where the step stands, still 0.
func (c *canvas) person(x, y, s float64, right bool, step float64, top, legs color.NRGBA, veil bool) {
	flip := s
	if !right {
		flip = -s
	}
	swing := 13 * math.Sin(2*math.Pi*step)
	c.at(x, y, flip, s, 0, func() {
		c.shadow(0, 0, 20, 5)
		c.stroke(shade(legs, -0.2), 9, 0, -44, -swing*0.4, -22, -swing, -2)
		c.stroke(legs, 9, 0, -44, swing*0.4+2, -22, swing, -2)
		c.stroke(shade(top, -0.25), 7, 0, -74, -swing*0.6, -58, -swing*0.8, -44)
		c.fill(top, func(p *path) {
			p.move(-11, -78)
			p.quad(0, -84, 11, -78)
			p.line(12, -42)
			p.line(-12, -42)
		})
		c.stroke(shade(top, -0.12), 7, 1, -74, swing*0.6+3, -58, swing*0.8+4, -45)
		skin := rgb(0xc98f62)
		if veil {
			c.oval(0, -90, 11, 12, shade(top, 0.35))
			c.poly(shade(top, 0.35), -11, -88, 11, -88, 13, -70, -13, -70)
			c.oval(4, -91, 6, 7, skin)
		} else {
			c.circle(0, -91, 9.5, skin)
			c.fill(rgb(0x241c1a), func(p *path) {
				p.move(-10, -90)
				p.cube(-12, -106, 12, -106, 9, -93)
				p.quad(0, -98, -5, -90)
			})
		}
	})
}

// tree is about 150 tall; wind sways its crown.
func (c *canvas) tree(x, y, s, wind float64, leaf color.NRGBA) {
	c.at(x, y, s, s, 0, func() {
		c.shadow(6, 0, 46, 8)
		c.poly(rgb(0x6d4c33), -7, 0, -4, -70, 4, -70, 8, 0)
		sway := 3 * wind
		c.circle(-30+sway, -88, 32, shade(leaf, -0.22))
		c.circle(30+sway, -90, 32, shade(leaf, -0.16))
		c.circle(0+sway, -100, 44, leaf)
		c.circle(-14+sway*1.3, -122, 28, shade(leaf, 0.10))
		c.circle(18+sway*1.3, -114, 20, shade(leaf, 0.16))
		c.circle(-10+sway*1.4, -130, 13, shade(leaf, 0.26))
	})
}

// palm is about 200 tall.
func (c *canvas) palm(x, y, s, wind float64) {
	c.at(x, y, s, s, 0, func() {
		c.shadow(4, 0, 34, 6)
		c.fill(rgb(0x8a6a48), func(p *path) {
			p.move(-7, 0)
			p.quad(-2, -90, 14, -168)
			p.line(22, -166)
			p.quad(8, -90, 8, 0)
		})
		for i := range 9 {
			a := -math.Pi + float64(i)*math.Pi/8 + 0.04*wind
			tip := 82 + 10*math.Sin(float64(i)*2.1)
			ex, ey := 18+math.Cos(a)*tip, -168+math.Sin(a)*tip*0.6+34
			col := shade(rgb(0x3f8f4e), float64(i%3)*0.12-0.14)
			c.fill(col, func(p *path) {
				p.move(18, -172)
				p.quad((18+ex)/2, -168+math.Sin(a)*tip*0.75-20, ex, ey)
				p.quad((18+ex)/2, -168+math.Sin(a)*tip*0.75+4, 18, -164)
			})
		}
		c.circle(14, -162, 6, rgb(0x7a5a2e))
		c.circle(23, -160, 6, rgb(0x8c6a38))
	})
}

func (c *canvas) cloud(x, y, s float64, col color.NRGBA) {
	c.at(x, y, s, s, 0, func() {
		c.fill(col, func(p *path) { // one path, so that nothing shows twice
			outlineOval(p, 0, 0, 70, 20)
			outlineOval(p, -28, -12, 24, 24)
			outlineOval(p, 8, -22, 32, 32)
			outlineOval(p, 40, -8, 20, 20)
		})
	})
}

// house is a front with windows.
func (c *canvas) house(x, y, w, h float64, wall color.NRGBA, cols, rows int, glass color.NRGBA) {
	c.rect(x, y-h, w, h, wall)
	c.rect(x+w*0.86, y-h, w*0.14, h, shade(wall, -0.10))
	c.rect(x-3, y-h-6, w+6, 8, shade(wall, -0.22))
	dx, dy := w/float64(cols), (h-14)/float64(rows)
	for i := range cols {
		for j := range rows {
			c.rect(x+dx*(float64(i)+0.22), y-h+10+dy*(float64(j)+0.15), dx*0.56, dy*0.56, glass)
		}
	}
}

// ripples draws short bright strokes that drift on water.
func (c *canvas) ripples(u, y0, y1 float64, n int, col color.NRGBA) {
	for i := range n {
		f := float64(i)
		depth := math.Mod(f*0.618, 1)
		y := y0 + (y1-y0)*depth*depth
		w := 16 + 70*depth
		x := along(u, math.Mod(f*0.377, 1), 1, -120, 1400)
		if i%2 == 0 {
			x = 1280 - x
		}
		light := col
		light.A = uint8(float64(col.A) * (0.55 + 0.45*wave(u*3+f*0.29)))
		c.fill(light, func(p *path) {
			p.move(x-w, y)
			p.quad(x, y-2-2.5*depth, x+w, y)
			p.quad(x, y+1+1.5*depth, x-w, y)
		})
	}
}

// beam is the light of a lamp that falls to the right and dies away.
func (c *canvas) beam(x, y, length, strength float64) {
	const steps = 6
	for i := range steps {
		l := length * float64(i+1) / steps
		c.poly(rgba(0xfff2c0, strength/steps*1.6), x, y-5, x+l, y-5-l*0.16, x+l, y+5+l*0.2, x, y+5)
	}
}
