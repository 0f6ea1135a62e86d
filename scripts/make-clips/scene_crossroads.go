package main

import (
	"image/color"
	"math"
)

// crossroads is seen from a mast above it: two roads, four corners, and
// lights that let one road go and then the other.
func crossroads() scene {
	return scene{
		name: "persimpangan", title: "SIMPANG GARUDA", loop: 10,
		main: stream{"h264", 1280, 720, 15, 30, 29},
		sub:  stream{"h264", 320, 180, 15, 30, 31},
		back: crossroadsBack, move: crossroadsMove,
	}
}

// fromAbove tilts the plan a little, as no mast stands exactly over a crossing.
func fromAbove(c *canvas, body func()) { c.at(640, 380, 1.06, 0.98, -0.10, body) }

func crossroadsBack(c *canvas) {
	c.rect(0, 0, 1280, 720, rgb(0x8fbf6a))
	fromAbove(c, func() {
		pave, road := rgb(0xcfc8ba), rgb(0x5a6068)
		c.rect(-900, -150, 1800, 300, pave)
		c.rect(-170, -700, 340, 1400, pave)
		c.rect(-900, -112, 1800, 224, road)
		c.rect(-132, -700, 264, 1400, road)
		for i := range 14 { // lane marks
			x := -880 + float64(i)*54
			if x < -190 {
				c.rect(x, -58, 30, 4, rgba(0xffffff, 0.8))
				c.rect(x, 54, 30, 4, rgba(0xffffff, 0.8))
				c.rect(-x-30, -58, 30, 4, rgba(0xffffff, 0.8))
				c.rect(-x-30, 54, 30, 4, rgba(0xffffff, 0.8))
			}
			c.rect(-68, x, 4, 30, rgba(0xffffff, 0.8*inside(x)))
			c.rect(64, x, 4, 30, rgba(0xffffff, 0.8*inside(x)))
			c.rect(-68, -x-30, 4, 30, rgba(0xffffff, 0.8*inside(x)))
			c.rect(64, -x-30, 4, 30, rgba(0xffffff, 0.8*inside(x)))
		}
		for _, x := range []float64{-900, 190} { // planted islands between the ways
			c.round(x, -9, 710, 18, 9, rgb(0x6f9e4c))
			c.round(x, -9, 710, 4, 2, rgb(0xe8e2d2))
		}
		for _, y := range []float64{-700, 172} {
			c.round(-9, y, 18, 530, 9, rgb(0x6f9e4c))
			c.round(-9, y, 4, 530, 2, rgb(0xe8e2d2))
		}
		for i := range 9 { // zebra crossings
			y := -104 + float64(i)*24
			c.rect(-182, y, 34, 13, rgba(0xffffff, 0.92))
			c.rect(148, y, 34, 13, rgba(0xffffff, 0.92))
			if x := -124 + float64(i)*28; i < 9 {
				c.rect(x, -160, 15, 34, rgba(0xffffff, 0.92))
				c.rect(x, 126, 15, 34, rgba(0xffffff, 0.92))
			}
		}
		crossroadsCorners(c)
	})
}

func inside(y float64) float64 {
	if y < -170 {
		return 1
	}
	return 0
}

func crossroadsCorners(c *canvas) {
	roof := func(x, y, w, h float64, col color.NRGBA) {
		c.rect(x+12, y+14, w, h, rgba(0x20301a, 0.35))
		c.poly(shade(col, 0.12), x, y, x+w, y, x+w-h/2, y+h/2, x+h/2, y+h/2)
		c.poly(shade(col, -0.18), x, y+h, x+w, y+h, x+w-h/2, y+h/2, x+h/2, y+h/2)
		c.poly(col, x, y, x+h/2, y+h/2, x, y+h)
		c.poly(shade(col, -0.08), x+w, y, x+w-h/2, y+h/2, x+w, y+h)
	}
	roof(-560, -330, 260, 130, rgb(0xc4553a))
	roof(-260, -350, 60, 60, rgb(0xb5472f))
	roof(230, -360, 330, 150, rgb(0x3f7f9c))
	roof(-600, 210, 300, 150, rgb(0xd98b3a))
	roof(250, 220, 210, 130, rgb(0xb54a58))
	roof(500, 210, 160, 120, rgb(0xc4553a))
	c.round(-280, 190, 70, 130, 10, rgb(0xb8b2a6)) // car park
	c.circle(620, -250, 70, rgb(0x6fb6cf))         // pond
	c.circle(620, -250, 58, rgb(0x86cbe0))
	for i, p := range [][2]float64{
		{-240, -230}, {-290, -180}, {-420, -170}, {-640, -190}, {210, -180}, {560, -175}, {650, -150}, {420, -180},
		{-230, 180}, {-430, 175}, {-560, 180}, {220, 185}, {480, 180}, {640, 190}, {210, 300}, {-210, 330}, {-210, -300}, {205, -300},
	} {
		crownFromAbove(c, p[0], p[1], 22+float64(i%3)*5, 0)
	}
}

func crownFromAbove(c *canvas, x, y, r, sway float64) {
	c.circle(x+9, y+11, r, rgba(0x1c2c16, 0.35))
	c.circle(x, y, r, rgb(0x3f7d3c))
	c.circle(x-r*0.2+sway, y-r*0.2, r*0.72, rgb(0x53984a))
	c.circle(x-r*0.32+sway, y-r*0.36, r*0.4, rgb(0x74b463))
}

// carFromAbove is 76 long and looks along +x.
func carFromAbove(c *canvas, x, y, turn float64, body color.NRGBA, brake bool) {
	c.at(x, y, 1, 1, turn, func() {
		c.round(-35, -15, 78, 40, 12, rgba(0x000000, 0.26))
		c.round(-38, -19, 76, 38, 12, body)
		c.round(-20, -16, 44, 32, 8, shade(body, 0.18))
		c.poly(rgb(0x24313f), 12, -15, 22, -13, 22, 13, 12, 15)
		c.poly(rgb(0x24313f), -20, -13, -26, -12, -26, 12, -20, 13)
		c.rect(34, -15, 4, 8, rgb(0xfff4c8))
		c.rect(34, 7, 4, 8, rgb(0xfff4c8))
		red := rgb(0x9e2226)
		if brake {
			red = rgb(0xff3b3b)
		}
		c.rect(-38, -15, 4, 8, red)
		c.rect(-38, 7, 4, 8, red)
	})
}

func bikeFromAbove(c *canvas, x, y, turn float64, shirt color.NRGBA) {
	c.at(x, y, 1, 1, turn, func() {
		c.round(-16, -3, 38, 12, 5, rgba(0x000000, 0.26))
		c.round(-19, -5, 38, 10, 5, rgb(0x2b2f36))
		c.round(-8, -10, 14, 20, 7, shirt)
		c.circle(1, 0, 7, rgb(0xe9e4da))
	})
}

// crossroadsMove: in the first half of the loop the road from left to right
// goes, in the second half the other one.
func crossroadsMove(c *canvas, u float64) {
	fromAbove(c, func() {
		colours := []color.NRGBA{
			rgb(0xd94f45), rgb(0xf3f1ec), rgb(0x3b6fb5), rgb(0xf0b53c), rgb(0x8d99a6), rgb(0x2f9e77), rgb(0xe8e3d6), rgb(0x394452),
		}
		for i := range 3 { // on the left, as in the whole country
			f := float64(i)
			x := drive(u, stop{0.02 + 0.05*f, -225 - 96*f}, stop{0.36 + 0.05*f, 860}, stop{0.5, 860})
			if u > 0.5 {
				x = drive(u, stop{0.55 + 0.04*f, -900}, stop{0.93 + 0.02*f, -225 - 96*f})
			}
			carFromAbove(c, x, -84, 0, colours[i], u > 0.85 || u < 0.02)
			x = drive(u, stop{0.04 + 0.05*f, 225 + 96*f}, stop{0.40 + 0.04*f, -860}, stop{0.5, -860})
			if u > 0.5 {
				x = drive(u, stop{0.52 + 0.05*f, 900}, stop{0.90 + 0.03*f, 225 + 96*f})
			}
			carFromAbove(c, x, 84, math.Pi, colours[i+3], u > 0.85 || u < 0.04)
			y := drive(u, stop{0.04 + 0.05*f, -800}, stop{0.40 + 0.03*f, -206 - 96*f}, stop{0.53 + 0.04*f, -206 - 96*f}, stop{0.86 + 0.05*f, 760})
			carFromAbove(c, 98, y, math.Pi/2, colours[(i+5)%8], u > 0.3 && u < 0.53)
			y = drive(u, stop{0.08 + 0.05*f, 800}, stop{0.42 + 0.03*f, 206 + 96*f}, stop{0.55 + 0.04*f, 206 + 96*f}, stop{0.88 + 0.05*f, -760})
			carFromAbove(c, -98, y, -math.Pi/2, colours[(i+2)%8], u > 0.3 && u < 0.55)
		}
		for i := range 3 { // motorbikes wait in front of the cars
			f := float64(i)
			y := drive(u, stop{0.1 + 0.04*f, -800}, stop{0.38, -196}, stop{0.51 + 0.02*f, -196}, stop{0.80 + 0.04*f, 760})
			bikeFromAbove(c, 52-f*17, y-20*f, math.Pi/2, colours[(i*3+1)%8])
		}
		crossroadsWalkers(c, u)
		crossroadsLights(c, u)
	})
}

// crossroadsWalkers cross the road that stands still.
func crossroadsWalkers(c *canvas, u float64) {
	shirts := []color.NRGBA{rgb(0xf0b53c), rgb(0x3b6fb5), rgb(0xd94f45), rgb(0xffffff)}
	for i, shirt := range shirts {
		f := float64(i)
		y := drive(u, stop{0.54 + 0.03*f, -150}, stop{0.88 + 0.03*f, 150})
		if i%2 == 1 {
			y = -y
		}
		c.oval(165+f*3+4, y+5, 9, 6, rgba(0, 0.25))
		c.oval(165+f*3, y, 9, 6, shirt)
		c.circle(165+f*3, y, 5, rgb(0x2a211d))
	}
}

func crossroadsLights(c *canvas, u float64) {
	across := u < 0.42
	upright := u > 0.5 && u < 0.93
	amber := u >= 0.42 && u < 0.48
	amberUp := u >= 0.93 && u < 0.98
	light := func(x, y float64, green, yellow bool) {
		c.circle(x+4, y+5, 13, rgba(0, 0.3))
		c.circle(x, y, 13, rgb(0x20242a))
		col := rgb(0xff4136)
		switch {
		case green:
			col = rgb(0x2ee86f)
		case yellow:
			col = rgb(0xffc83a)
		}
		c.glow(x, y, 34, col, 0.7)
		c.circle(x, y, 8, col)
	}
	light(-158, -136, across, amber)
	light(158, 136, across, amber)
	light(150, -136, upright, amberUp)
	light(-150, 136, upright, amberUp)
	for i, p := range [][2]float64{{-240, -230}, {220, 185}, {-230, 180}, {650, -150}} {
		crownFromAbove(c, p[0], p[1], 24, 2*wave(u*2+float64(i)*0.3))
	}
}
