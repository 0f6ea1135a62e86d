package main

import (
	"image/color"
	"math"
)

// park is a lawn by the river with a fountain, a swing, kites and joggers.
func park() scene {
	return scene{
		name: "taman", title: "TAMAN ALUN KAPUAS", loop: 8,
		main: stream{"h265", 1280, 720, 15, 60, 32},
		sub:  stream{"h265", 320, 180, 15, 60, 32},
		back: parkBack, move: parkMove,
	}
}

func parkBack(c *canvas) {
	c.sky(-10, 280, rgb(0x58b4ea), rgb(0xbfe6f7), rgb(0xe9f7f3))
	c.circle(1130, 96, 48, rgb(0xfff3b8))
	c.glow(1130, 96, 150, rgb(0xfff6cf), 0.6)
	c.fill(rgb(0x86b98c), func(p *path) {
		p.move(-10, 290)
		for x := -10.0; x <= 1300; x += 20 {
			p.line(x, 248-12*math.Sin(x*0.011)-6*math.Sin(x*0.05))
		}
		p.line(1300, 290)
	})
	c.sky(272, 336, rgb(0x8fcbe0), rgb(0x6fb4d3)) // the river
	c.rect(-10, 332, 1300, 12, rgb(0xd9cfb8))
	for i := range 33 { // railing at the bank
		c.rect(float64(i)*40, 306, 5, 30, rgb(0xf6f3ea))
	}
	c.rect(-10, 304, 1300, 5, rgb(0xf6f3ea))
	c.sky(342, 730, rgb(0x8fcf6a), rgb(0x6cb454), rgb(0x4f9a45))
	c.fill(rgb(0xe9dcc0), func(p *path) { // the path
		p.move(-10, 520)
		p.cube(300, 440, 520, 640, 760, 600)
		p.cube(980, 560, 1080, 500, 1300, 540)
		p.line(1300, 640)
		p.cube(1080, 600, 1000, 660, 780, 700)
		p.cube(520, 740, 260, 560, -10, 630)
	})
	for i := range 60 { // flowers
		f := float64(i)
		x, y := math.Mod(f*173.3, 1280), 366+math.Mod(f*61.7, 90)
		if x > 470 && x < 830 {
			continue
		}
		c.circle(x, y, 3.5, []color.NRGBA{rgb(0xff6f91), rgb(0xffd166), rgb(0xffffff), rgb(0xc58af9)}[i%4])
	}
	c.oval(646, 470, 150, 42, rgba(0x2f5a2c, 0.35)) // the basin of the fountain
	c.oval(640, 456, 150, 42, rgb(0xb9b2a4))
	c.oval(640, 450, 150, 42, rgb(0xdcd6c8))
	c.oval(640, 450, 132, 34, rgb(0x6fc3dc))
	c.rect(628, 380, 24, 74, rgb(0xcfc8b8))
	c.oval(640, 382, 54, 13, rgb(0xdcd6c8))
	c.oval(640, 380, 46, 9, rgb(0x8fd6ea))
	for _, x := range []float64{330, 930} { // benches
		c.shadow(x+60, 452, 76, 9)
		c.rect(x+8, 420, 7, 32, rgb(0x4a525b))
		c.rect(x+104, 420, 7, 32, rgb(0x4a525b))
		c.round(x, 410, 120, 12, 4, rgb(0xa9713f))
		c.round(x, 380, 120, 10, 4, rgb(0xa9713f))
		c.round(x, 394, 120, 10, 4, rgb(0xbb8350))
	}
}

func parkMove(c *canvas, u float64) {
	for i := range 2 {
		c.cloud(260+float64(i)*520+26*wave(u+float64(i)*0.4), 70+float64(i)*46, 1.15-0.2*float64(i), rgba(0xffffff, 0.9))
	}
	boat := along(u, 0.4, 1, -160, 1440)
	c.at(boat, 312+1.5*wave(u*3), 0.75, 0.75, 0, func() {
		c.poly(rgb(0xf2efe8), -90, -10, 96, -16, 76, 16, -80, 16)
		c.rect(-90, -4, 180, 6, rgb(0xd43d3a))
		c.rect(-60, -40, 116, 30, rgb(0x2f6fb0))
		for i := range 5 {
			c.rect(-54+float64(i)*22, -34, 14, 14, rgb(0xe6f4fa))
		}
		c.rect(-68, -48, 132, 9, rgb(0xf0b53c))
	})
	for i := range 33 {
		c.rect(float64(i)*40, 306, 5, 30, rgb(0xf6f3ea))
	}
	for i, k := range []color.NRGBA{rgb(0xe5484d), rgb(0xffb224), rgb(0x7c66dc)} { // kites
		f := float64(i)
		x, y := 300+f*300+34*wave(u+f*0.33), 110+24*f+16*wave(u*2+f*0.21)
		c.stroke(rgba(0xffffff, 0.8), 1.5, x, y+20, x-90-20*f, 400)
		c.poly(k, x, y-38, x+26, y-6, x, y+34, x-26, y-6)
		c.poly(shade(k, 0.3), x, y-38, x+26, y-6, x, y-4)
		for j := range 3 {
			d := float64(j+1) * 15
			c.poly(shade(k, 0.15), x-4+5*wave(u*3+f+d/40), y+34+d-8, x+5+5*wave(u*3+f+d/40), y+34+d-2, x-4+5*wave(u*3+f+d/40), y+34+d+4)
		}
	}
	for i, x := range []float64{64, 210, 1040, 1200} {
		c.tree(x, 424+float64(i%2)*14, 1.35, wave(u*2+float64(i)*0.2), shade(rgb(0x4f9a48), 0.06*float64(i%3)))
	}
	c.palm(470, 404, 1.0, wave(u*2))
	c.palm(820, 400, 1.05, wave(u*2+0.4))
	fountain(c, u)
	swing(c, 1010, 500, u)
	for i := range 3 { // joggers on the path
		f := float64(i)
		x := along(u, 0.1+f*0.33, 1, -90, 1370)
		c.person(x, 566+34*math.Sin(x*0.0052+3.6)+30*f*0.3, 1.3, true, u*16+f*0.3, clothes()[i*2], rgb(0x2b3340), i == 1)
	}
	cyclist(c, along(u, 0.75, 1, 1420, -140), 652, u)
	child := along(u, 0.55, 1, -80, 1360)
	c.person(child, 704-16*math.Abs(wave(u*8)), 1.15, true, u*16, rgb(0xffb224), rgb(0x2f6fb0), false)
	c.circle(child+90+10*wave(u*4), 696-30*math.Abs(wave(u*4)), 14, rgb(0xe5484d))
}

func fountain(c *canvas, u float64) {
	for i := range 54 {
		f := float64(i)
		t := math.Mod(u*8+f*0.618, 1)
		spread := (math.Mod(f*0.377, 1) - 0.5) * 210
		x := 640 + spread*t
		y := 376 - 250*t + 318*t*t
		c.circle(x, y, 4.2-1.6*t, rgba(0xeefaff, 0.9-0.35*t))
	}
	c.stroke(rgba(0xdff6ff, 0.8), 7, 640, 380, 640, 322+5*wave(u*8))
	for i := range 3 {
		t := math.Mod(u*4+float64(i)/3, 1)
		c.oval(640, 450, 50+78*t, 12+20*t, rgba(0xffffff, 0.22*(1-t)))
	}
}

func swing(c *canvas, x, y, u float64) {
	c.shadow(x, y, 100, 10)
	post := rgb(0xe5484d)
	c.stroke(post, 8, x-84, y, x-60, y-150)
	c.stroke(post, 8, x-36, y, x-60, y-150)
	c.stroke(post, 8, x+84, y, x+60, y-150)
	c.stroke(post, 8, x+36, y, x+60, y-150)
	c.stroke(post, 8, x-64, y-150, x+64, y-150)
	for i, side := range []float64{-26, 26} {
		c.at(x+side, y-148, 1, 1, 0.55*wave(u*4+float64(i)*0.4), func() {
			c.stroke(rgb(0x59616a), 2.5, -9, 0, -9, 104)
			c.stroke(rgb(0x59616a), 2.5, 9, 0, 9, 104)
			c.round(-14, 102, 28, 6, 2, rgb(0x7a5a3c))
			c.round(-9, 66, 18, 36, 8, clothes()[i+1])
			c.circle(0, 56, 10, rgb(0xc98f62))
			c.oval(0, 51, 10, 7, rgb(0x241c1a))
			c.stroke(rgb(0x39424c), 7, 0, 102, 16, 118)
		})
	}
}

func cyclist(c *canvas, x, y, u float64) {
	c.at(x, y, -1.25, 1.25, 0, func() {
		c.shadow(0, 0, 60, 7)
		for _, wx := range []float64{-34, 34} {
			c.circle(wx, -22, 22, rgb(0x2b2f36))
			c.circle(wx, -22, 18.5, rgb(0x8fcf6a))
			for k := range 3 {
				s, q := math.Sincos(u*2*math.Pi*9 + float64(k)*math.Pi/3)
				c.stroke(rgba(0xf2f2f2, 0.7), 1.5, wx-s*18, -22-q*18, wx+s*18, -22+q*18)
			}
		}
		frame := rgb(0x2f6fb0)
		c.stroke(frame, 5, -34, -22, -10, -56, 24, -56, 34, -22)
		c.stroke(frame, 5, -10, -56, 0, -20, 24, -56)
		c.stroke(frame, 4, -34, -22, 0, -20)
		s, q := math.Sincos(-u * 2 * math.Pi * 9)
		c.stroke(rgb(0x39424c), 8, -8, -66, 12, -44, s*11, -20+q*11)
		c.fill(rgb(0xffd166), func(p *path) {
			p.move(-18, -64)
			p.quad(-12, -100, 6, -106)
			p.quad(16, -96, 4, -64)
		})
		c.stroke(rgb(0xc98f62), 6, 4, -98, 24, -70)
		c.circle(10, -116, 11, rgb(0xc98f62))
		c.oval(8, -121, 13, 8, rgb(0xe5484d))
	})
}
