package main

import (
	"fmt"
	"image/color"
	"math"
)

// bridge stands over the Kapuas at dusk; cars cross it, a tug pulls a barge
// below.
func bridge() scene {
	return scene{
		name: "jembatan", title: "JEMBATAN KAPUAS I", loop: 9,
		main: stream{"h265", 1280, 720, 20, 60, 32},
		sub:  stream{"h265", 320, 180, 20, 60, 32},
		back: bridgeBack, move: bridgeMove,
	}
}

func bridgeBack(c *canvas) {
	c.sky(-10, 430, rgb(0x2d3a78), rgb(0x7a4f95), rgb(0xe07a6b), rgb(0xffc277))
	c.glow(930, 395, 260, rgb(0xfff0b8), 0.75)
	c.circle(930, 395, 46, rgb(0xfff3cf))
	for i, p := range [][3]float64{{220, 130, 1.3}, {560, 90, 0.9}, {1080, 170, 1.2}, {760, 210, 0.7}} {
		c.cloud(p[0], p[1], p[2], mix(rgba(0xffb199, 0.5), rgba(0xd58bb5, 0.5), float64(i)/3))
	}
	bank := rgb(0x3c2f5c)
	c.fill(bank, func(p *path) { // the far bank
		p.move(-10, 440)
		for x := -10.0; x <= 1300; x += 26 {
			p.line(x, 408-10*math.Sin(x*0.021)-7*math.Sin(x*0.083))
		}
		p.line(1300, 440)
	})
	for i := range 26 { // houses and their lamps
		x := float64(i)*52 + 14*math.Sin(float64(i)*3.7)
		h := 16 + 14*math.Abs(math.Sin(float64(i)*1.9))
		c.poly(shade(bank, -0.2), x, 436, x, 420-h*0.4, x+16, 408-h*0.5, x+32, 420-h*0.4, x+32, 436)
		c.rect(x+8, 422, 6, 5, rgb(0xffd27a))
		c.rect(x+20, 422, 5, 5, rgb(0xffb95e))
	}
	c.rect(300, 372, 70, 60, shade(bank, -0.25)) // a mosque
	c.fill(shade(bank, -0.25), func(p *path) {
		p.move(302, 374)
		p.cube(300, 330, 330, 330, 335, 312)
		p.cube(340, 330, 370, 330, 368, 374)
	})
	c.rect(384, 330, 10, 100, shade(bank, -0.25))
	c.poly(shade(bank, -0.25), 381, 332, 389, 310, 397, 332)
	c.sky(434, 730, rgb(0xf0a878), rgb(0xa8688f), rgb(0x4a3f78), rgb(0x262a55))
	bridgeFrame(c)
}

// bridgeFrame is the road, its piers and the arches of steel above it.
func bridgeFrame(c *canvas) {
	steel, dark := rgb(0x2a2f4e), rgb(0x1d2140)
	for _, x := range []float64{120, 520, 920} { // piers and their mirror image
		c.rect(x+14, 330, 52, 150, dark)
		c.rect(x+4, 318, 72, 18, steel)
		c.poly(rgba(0x151838, 0.55), x+14, 480, x+66, 480, x+58, 620, x+24, 620)
		c.oval(x+40, 482, 46, 7, rgba(0x151838, 0.6))
	}
	for i := range 4 {
		x0 := -240 + 400*float64(i)
		arch := func(t float64) (float64, float64) { return x0 + 400*t, 286 - 118*math.Sin(math.Pi*t) }
		for k := range 20 {
			xa, ya := arch(float64(k) / 20)
			xb, yb := arch(float64(k+1) / 20)
			c.stroke(steel, 10, xa, ya, xb, yb)
			c.stroke(rgba(0xffc99a, 0.55), 2.5, xa, ya-4, xb, yb-4)
			if k%2 == 1 {
				c.stroke(steel, 4, xb, yb, xb, 290)
				xn, _ := arch(float64(k+3) / 20)
				if k < 17 {
					c.stroke(rgba(0x2a2f4e, 0.8), 2.5, xb, yb, xn, 290)
				}
			}
		}
	}
	c.rect(-10, 284, 1300, 12, steel)
	c.rect(-10, 296, 1300, 26, dark)
	c.rect(-10, 296, 1300, 3, rgba(0xffb98a, 0.6))
	for i := range 17 {
		c.stroke(dark, 3, float64(i)*80, 284, float64(i)*80, 236)
		c.glow(float64(i)*80, 234, 26, rgb(0xffe3a0), 0.9)
		c.circle(float64(i)*80, 234, 4, rgb(0xfff6d8))
	}
}

func bridgeMove(c *canvas, u float64) {
	for i := range 22 { // the sun's path on the water
		f := float64(i)
		y := 444 + f*12.5
		w := (12 + f*5) * (0.75 + 0.25*wave(u*2+f*0.27))
		c.oval(930+10*wave(u+f*0.31), y, w, 2.2+f*0.12, rgba(0xffe2a8, 0.55-f*0.018))
	}
	c.ripples(u, 450, 716, 26, rgba(0xffd9b8, 0.28))
	tug(c, along(u, 0.12, 1, -520, 1760), 560, u)
	boat := along(u, 0.62, 1, 1420, -160)
	c.at(boat, 640+3*wave(u*3), -1.15, 1.15, 0.02*wave(u*3), func() { sampan(c, rgb(0xc4553a)) })
	colours := []color.NRGBA{rgb(0xd94f45), rgb(0xe9e6df), rgb(0x3b6fb5), rgb(0xf0b53c), rgb(0x56606c), rgb(0x2f9e77)}
	for i := range 5 {
		c.car(along(u, float64(i)*0.21, 1, -140, 1420), 284, 0.52, true, colours[i], 0.9)
	}
	for i := range 4 {
		c.motorbike(along(u, 0.11+float64(i)*0.24, 1, -140, 1420), 285, 0.5, true, colours[(i+2)%6], colours[(i+1)%6])
	}
	c.rect(-10, 279, 1300, 4, rgb(0x3a4066)) // the railing in front
	for i := range 65 {
		c.rect(float64(i)*20, 272, 2.5, 14, rgb(0x3a4066))
	}
	c.rect(-10, 270, 1300, 3, rgb(0x4a5080))
}

// tug pulls a barge with sand.
func tug(c *canvas, x, y, u float64) {
	c.at(x, y+2*wave(u*2), 1.15, 1.15, 0, func() {
		c.oval(60, 18, 270, 9, rgba(0x14163a, 0.4))
		c.stroke(rgb(0x2a2333), 2, 30, -16, 130, -4)
		c.poly(rgb(0x7a3b33), -320, -22, 30, -22, 14, 16, -306, 16)
		c.rect(-320, -26, 350, 7, rgb(0x9c5145))
		for i := range 4 {
			c.fill(rgb(0xd9b26a), func(p *path) {
				a := -306 + float64(i)*82
				p.move(a, -24)
				p.quad(a+41, -68, a+82, -24)
			})
		}
		c.poly(rgb(0x24466e), 130, -18, 250, -26, 236, 16, 142, 16)
		c.rect(130, -22, 118, 6, rgb(0xf2efe8))
		c.round(158, -52, 62, 34, 4, rgb(0xf2efe8))
		c.rect(166, -46, 14, 13, rgb(0xffd98a))
		c.rect(186, -46, 14, 13, rgb(0xffd98a))
		c.round(172, -76, 34, 26, 4, rgb(0xe4dfd4))
		c.rect(178, -71, 22, 10, rgb(0xffd98a))
		c.rect(148, -78, 12, 34, rgb(0xc4553a))
		for i := range 4 {
			f := math.Mod(u*6+float64(i)*0.25, 1)
			c.circle(154-f*60, -82-f*26, 5+f*13, rgba(0xdcd3e0, 0.35*(1-f)))
		}
		c.glow(248, -28, 24, rgb(0x8dff9c), 0.9)
	})
}

// sampan is 150 long, with somebody paddling.
func sampan(c *canvas, shirt color.NRGBA) {
	c.oval(0, 12, 86, 6, rgba(0x101430, 0.35))
	c.fill(rgb(0x6b4630), func(p *path) {
		p.move(-84, -16)
		p.quad(0, 10, 88, -22)
		p.quad(56, 16, 0, 15)
		p.quad(-54, 14, -84, -16)
	})
	c.fill(rgb(0x8a5f40), func(p *path) {
		p.move(-84, -16)
		p.quad(0, 10, 88, -22)
		p.quad(0, 0, -84, -16)
	})
	c.round(-18, -40, 26, 40, 10, shirt)
	c.circle(-5, -48, 10, rgb(0xb97f55))
	c.poly(rgb(0xe2c27c), -26, -50, -5, -68, 16, -50)
	c.stroke(rgb(0xa5794d), 4, 2, -34, 26, 14)
}

// gauge shows the staff that tells how high the river stands, beside a sluice.
func gauge() scene {
	return scene{
		name: "duga-air", title: "DUGA MUKA AIR KAPUAS", loop: 8,
		main: stream{"mjpeg", 640, 360, 8, 1, 18},
		sub:  stream{"mjpeg", 256, 144, 8, 1, 14},
		back: gaugeBack, move: gaugeMove,
	}
}

func gaugeBack(c *canvas) {
	c.sky(-10, 250, rgb(0xa9c8d4), rgb(0xdfeaea))
	c.cloud(1040, 90, 1.5, rgba(0xffffff, 0.7))
	c.cloud(420, 120, 1.2, rgba(0xffffff, 0.6))
	for i := range 14 {
		c.tree(30+float64(i)*98, 256, 0.75+0.12*math.Sin(float64(i)*2.3), 0, shade(rgb(0x5a9a5c), 0.08*math.Sin(float64(i))))
	}
	c.rect(-10, 248, 1300, 30, rgb(0x9aa38a))
	c.sky(270, 730, rgb(0x7d9a8c), rgb(0x5d8478), rgb(0x3c655d))
	sluice(c)
}

// sluice is the wall with three gates, and the pump house on it.
func sluice(c *canvas) {
	wall := rgb(0xb9b7ae)
	c.rect(640, 190, 660, 60, shade(wall, 0.12))
	c.rect(640, 244, 660, 250, wall)
	for i := range 3 {
		x := 690 + float64(i)*200
		c.rect(x, 284, 130, 210, rgb(0x5b6a6c))
		c.rect(x+8, 270, 114, 130, rgb(0x2f7f8f))
		for k := range 4 {
			c.rect(x+8, 280+float64(k)*30, 114, 5, rgb(0x25687a))
		}
		c.rect(x+60, 150, 10, 124, rgb(0x6c7577))
		c.round(x+40, 138, 50, 16, 6, rgb(0xe0a83a))
	}
	c.rect(1010, 60, 230, 132, rgb(0xeee7d6))
	c.poly(rgb(0xb5472f), 990, 64, 1125, 6, 1260, 64)
	c.rect(1040, 92, 50, 50, rgb(0x6f9fb5))
	c.rect(1110, 92, 50, 50, rgb(0x6f9fb5))
	c.rect(1180, 100, 44, 92, rgb(0x7a5a3c))
	c.text(1100, 86, 19, 0.5, rgb(0x4a3a2c), "RUMAH POMPA")
	c.rect(640, 186, 660, 7, rgb(0xe8c23c))
	for i := range 12 { // railing
		c.rect(650+float64(i)*56, 150, 5, 38, rgb(0xe8c23c))
	}
	c.rect(640, 150, 366, 5, rgb(0xe8c23c))
	c.rect(640, 168, 366, 4, rgb(0xe8c23c))
}

// staffZero and staffUnit place the marks of the staff: 0 cm and 10 cm.
const (
	staffZero = 676.0
	staffUnit = 23.4
)

func gaugeMove(c *canvas, u float64) {
	level := 124 + 14*wave(u)
	surface := staffZero - level/10*staffUnit
	c.rect(250, 76, 28, 660, rgb(0x8f8c84)) // the pillar
	c.rect(278, 76, 16, 660, rgb(0x74716a))
	c.rect(294, 66, 190, 670, rgb(0xf6f3ea))
	c.rect(476, 66, 8, 670, rgb(0xcfcbbf))
	for i := range 26 {
		y := staffZero - float64(i)*staffUnit
		col := rgb(0x1e2630)
		if i >= 20 {
			col = rgb(0xd2322d)
		}
		if i%2 == 0 {
			c.rect(300, y-staffUnit, 52, staffUnit, col)
		} else {
			c.rect(352, y-staffUnit, 34, staffUnit, col)
		}
		if i%5 == 0 {
			c.text(466, y+10, 34, 1, col, fmt.Sprint(i*10))
		}
	}
	c.rect(294, staffZero-20*staffUnit, 182, 4, rgb(0xd2322d))
	c.round(492, staffZero-20*staffUnit-16, 92, 34, 6, rgb(0xfbf7ee))
	c.text(500, staffZero-20*staffUnit+9, 24, 0, rgb(0xa51f1b), "SIAGA")
	water := c.down(surface, 730, rgba(0x7fa79a, 0.86), rgba(0x4d7a6f, 0.96), rgba(0x345c54, 1))
	c.paint(water, func(p *path) {
		p.move(-10, surface)
		for x := 0.0; x <= 1300; x += 20 {
			p.line(x, surface+3.5*wave(x/260-u*2)+2*wave(x/90+u*3))
		}
		p.line(1300, 730)
		p.line(-10, 730)
	})
	c.ripples(u, surface+12, 716, 22, rgba(0xe3f2ea, 0.36))
	c.oval(388, surface+4, 130, 7, rgba(0xf2fbf6, 0.55))
	for i := range 4 { // water hyacinth drifts by
		f := float64(i)
		x := along(u, f*0.27+0.1, 1, -130, 1410)
		y := surface + 60 + 48*f + 3*wave(u*2+f*0.3)
		hyacinth(c, x, min(y, 705), 0.9+0.25*f)
	}
	x := along(u, 0.7, 1, 1500, -200)
	c.at(x, surface+34+2*wave(u*2), -1.3, 1.3, 0, func() { sampan(c, rgb(0xe0a83a)) })
	c.round(24, 628, 208, 66, 12, rgba(0x10222a, 0.82))
	c.text(40, 654, 20, 0, rgb(0x9fc7c9), "TINGGI MUKA AIR")
	c.text(40, 686, 30, 0, rgb(0xffffff), fmt.Sprintf("%.0f cm", level))
}

func hyacinth(c *canvas, x, y, s float64) {
	c.at(x, y, s, s, 0, func() {
		c.oval(0, 6, 60, 8, rgba(0x1c3a30, 0.4))
		for i := range 6 {
			a := -50 + float64(i)*20
			c.oval(a, -4-6*math.Abs(math.Sin(float64(i)*1.7)), 17, 11, shade(rgb(0x4f9a4a), 0.1*math.Sin(float64(i)*2.1)))
		}
		for _, a := range []float64{-18, 14} {
			c.circle(a, -22, 7, rgb(0xb79ae0))
			c.circle(a+6, -27, 5, rgb(0xcdb6ee))
		}
	})
}
