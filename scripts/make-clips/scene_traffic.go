package main

import (
	"fmt"
	"image/color"
	"math"
)

// terminal is a bus terminal at night, with lit bays.
func terminal() scene {
	return scene{
		name: "terminal", title: "TERMINAL BATU LAYANG", loop: 8,
		main: stream{"h264", 640, 480, 25, 25, 28},
		sub:  stream{"h264", 320, 240, 25, 25, 30},
		back: terminalBack, move: terminalMove,
	}
}

func terminalBack(c *canvas) {
	c.sky(-10, 330, rgb(0x0d1433), rgb(0x1c2a55), rgb(0x3a4a78))
	for i := range 70 {
		f := float64(i)
		c.circle(math.Mod(f*f*37.7, 960), math.Mod(f*f*19.31, 170), 0.9+math.Mod(f*0.37, 1.1), rgba(0xffffff, 0.75))
	}
	c.circle(820, 92, 38, rgb(0xf4edcf))
	c.circle(836, 82, 34, rgb(0x141d42))
	for i := range 9 {
		h := 50 + 46*math.Abs(math.Sin(float64(i)*2.2))
		c.rect(float64(i)*112, 330-h, 104, h, rgb(0x1a2347))
		for k := range 8 {
			if (i*7+k*5)%3 != 0 {
				c.rect(float64(i)*112+12+float64(k%4)*24, 338-h+float64(k/4)*24, 11, 11, rgb(0xffd27a))
			}
		}
	}
	c.sky(326, 730, rgb(0x39415a), rgb(0x2a3046), rgb(0x20253a))
	for i := range 4 { // bays
		x := 60 + float64(i)*225
		c.poly(rgba(0xffe9b0, 0.10), x+20, 210, x+180, 210, x+240, 470, x-40, 470)
	}
	c.rect(0, 176, 960, 26, rgb(0x2f5f8f)) // the roof
	c.rect(0, 200, 960, 8, rgb(0x1f4468))
	c.text(480, 197, 22, 0.5, rgb(0xffffff), "T E R M I N A L   B A T U   L A Y A N G")
	for i := range 5 {
		x := 20 + float64(i)*225
		c.rect(x, 206, 14, 220, rgb(0x56607a))
		c.rect(x, 206, 4, 220, rgb(0x7a86a3))
	}
	for i, goal := range []string{"SINGKAWANG", "SAMBAS", "MEMPAWAH", "SANGGAU"} {
		x := 50 + float64(i)*225
		c.round(x, 220, 172, 34, 5, rgb(0x10131f))
		c.text(x+86, 245, 22, 0.5, rgb(0xffb13c), goal)
		c.glow(x+86, 212, 54, rgb(0xffeeb8), 0.55)
	}
	c.rect(0, 424, 960, 12, rgb(0xd9b84a))
	for i := range 16 {
		c.rect(float64(i)*64, 424, 30, 12, rgb(0x23283a))
	}
	for i := range 8 {
		c.poly(rgba(0xffffff, 0.5), float64(i)*130+20, 596, float64(i)*130+90, 596, float64(i)*130+86, 604, float64(i)*130+14, 604)
	}
}

// bus is 300 long and looks to the right.
func (c *canvas) bus(x, y, s float64, right bool, body color.NRGBA, name string, lights float64) {
	flip := s
	if !right {
		flip = -s
	}
	c.at(x, y, flip, s, 0, func() {
		c.oval(0, 0, 160, 11, rgba(0, 0.4))
		c.round(-150, -128, 300, 116, 16, body)
		c.rect(-150, -46, 300, 10, rgb(0xf6f3ea))
		c.rect(-150, -34, 300, 5, shade(body, -0.3))
		for i := range 6 {
			c.round(-138+float64(i)*40, -116, 34, 42, 5, mix(rgb(0x2b3550), rgb(0xffe6a6), 0.85))
			c.circle(-121+float64(i)*40, -84, 8, shade(body, -0.45))
			c.rect(-130+float64(i)*40, -80, 18, 7, shade(body, -0.45))
		}
		c.round(104, -118, 44, 60, 8, rgb(0xbfe0f0))
		c.rect(100, -112, 3, 92, shade(body, -0.3))
		c.wheel(-92, -14, 21)
		c.wheel(92, -14, 21)
		c.round(140, -42, 11, 16, 4, rgb(0xfff6d2))
		c.round(-151, -42, 8, 16, 3, rgb(0xff4a4a))
		if lights > 0 {
			c.beam(150, -32, 230, 0.2*lights)
			c.glow(148, -34, 44, rgb(0xfff0b0), 0.9*lights)
			c.glow(-150, -34, 24, rgb(0xff5a5a), 0.6*lights)
		}
	})
	c.text(x, y-22*s, 20*s, 0.5, rgb(0xffffff), name)
}

func terminalMove(c *canvas, u float64) {
	for i := range 3 { // passengers wait at the bays
		f := float64(i)
		c.person(140+f*250, 430, 0.95, i%2 == 0, 0.03*wave(u*2+f*0.3), clothes()[i*2], rgb(0x2b3340), i == 1)
		c.person(176+f*250, 432, 0.92, i%2 == 1, 0.03*wave(u*2+f*0.4), clothes()[i*2+1], rgb(0x39424c), i == 2)
	}
	c.person(along(u, 0.3, 1, -60, 1020), 452, 1.0, true, u*10, rgb(0xf0b53c), rgb(0x2b3340), false)
	c.bus(drive(u, stop{0, 300}, stop{0.12, 300}, stop{0.5, 1240}), 560, 1.0, true, rgb(0xc23b3b), "DAMRI", 1)
	if u > 0.52 {
		c.bus(drive(u, stop{0.52, -260}, stop{0.97, 300}), 560, 1.0, true, rgb(0xc23b3b), "DAMRI", 1)
	}
	c.motorbike(along(u, 0.62, 1, -100, 1060), 628, 1.15, true, rgb(0x8e5aa8), rgb(0xf0b53c))
	c.bus(drive(u, stop{0.05, 1300}, stop{0.45, 640}, stop{0.62, 640}, stop{0.98, -320}), 688, 1.25, false, rgb(0x2f7f6b), "KHATULISTIWA", 1)
	for i := range 4 { // a tube that flickers now and then
		light := 0.8
		if i == 2 && math.Mod(u*5, 1) < 0.2 {
			light = 0.25
		}
		c.round(76+float64(i)*225, 209, 120, 6, 3, rgba(0xfffbe6, light))
	}
	minute := int(u * 4)
	c.round(836, 262, 108, 44, 6, rgb(0x10131f))
	sep := ":"
	if math.Mod(u*8, 1) > 0.5 {
		sep = " "
	}
	c.text(890, 296, 34, 0.5, rgb(0x5dff8f), fmt.Sprintf("19%s%02d", sep, 40+minute))
}

// parking is the gate of an office yard: the barrier rises for each car.
func parking() scene {
	return scene{
		name: "parkir", title: "GERBANG PARKIR BALAI KOTA", loop: 10,
		main: stream{"h264", 640, 360, 18, 36, 27},
		sub:  stream{"h264", 320, 180, 18, 36, 30},
		back: parkingBack, move: parkingMove,
	}
}

func parkingBack(c *canvas) {
	c.sky(-10, 345, rgb(0xf7c98b), rgb(0xfbe6c0), rgb(0xdfeef0))
	c.cloud(1090, 80, 1.1, rgba(0xffffff, 0.8))
	townHall(c)
	c.rect(-10, 330, 1300, 40, rgb(0x7fae62))
	for i := range 22 {
		c.circle(float64(i)*62, 334, 24, shade(rgb(0x5b9a52), 0.08*math.Sin(float64(i)*1.9)))
	}
	c.sky(364, 730, rgb(0xb3b6ba), rgb(0x9a9ea4), rgb(0x83888f))
	for i := range 9 { // places
		x := float64(i)*150 - 30
		c.poly(rgba(0xffffff, 0.85), x, 372, x+6, 372, x-18, 470, x-26, 470)
	}
	c.rect(-10, 370, 1300, 4, rgba(0xffffff, 0.85))
	cars := []color.NRGBA{rgb(0xf2f0ea), rgb(0x3f4a57), rgb(0xb8323a), rgb(0x9aa7b3), rgb(0x2f5f8f), rgb(0xd9cba3)}
	for i, n := range []int{0, 1, 2, 4, 6, 7} {
		c.car(62+float64(n)*150, 448, 0.80, i%2 == 0, cars[i], 0)
	}
	c.rect(-10, 478, 1300, 10, rgb(0xd8d4c8))
	c.rect(-10, 488, 1300, 8, rgb(0x6d7278))
	c.rect(-10, 496, 1300, 240, rgb(0x5f656d))
	for i := range 12 {
		c.poly(rgba(0xf4d35e, 0.9), float64(i)*130-20, 690, float64(i)*130+50, 690, float64(i)*130+44, 700, float64(i)*130-28, 700)
	}
	c.poly(rgba(0xffffff, 0.85), 716, 500, 738, 500, 726, 730, 700, 730)
	c.palm(1100, 496, 1.15, 0)
	c.palm(40, 500, 1.1, 0)
}

// townHall has a roof in steps, as the old houses of the city have.
func townHall(c *canvas) {
	c.rect(260, 190, 620, 150, rgb(0xf6f0e2))
	for i := range 9 {
		x := 282 + float64(i)*68
		c.rect(x, 196, 14, 144, rgb(0xe3d9c2))
		c.rect(x+24, 222, 32, 60, rgb(0x7fa8ba))
		c.rect(x+24, 222, 32, 6, rgb(0x5c8799))
	}
	c.rect(530, 214, 84, 126, rgb(0x8a5a36))
	c.rect(570, 214, 4, 126, rgb(0x5f3d24))
	c.poly(rgb(0xb5472f), 220, 194, 330, 120, 810, 120, 920, 194)
	c.poly(rgb(0xc9573b), 410, 122, 500, 64, 640, 64, 730, 122)
	c.poly(rgb(0x97391f), 220, 194, 920, 194, 914, 202, 226, 202)
	c.rect(567, 30, 6, 40, rgb(0x8a8f96))
	c.text(570, 180, 24, 0.5, rgb(0xfdf3dc), "BALAI KOTA")
	c.rect(1010, 90, 6, 250, rgb(0x8a8f96))
}

func parkingMove(c *canvas, u float64) {
	sway := 7 * wave(u*3)
	for i, col := range []color.NRGBA{rgb(0xd8232a), rgb(0xffffff)} {
		y := 94 + float64(i)*28
		c.fill(col, func(p *path) {
			p.move(1016, y)
			p.quad(1052, y+8+sway, 1104, y+2-sway*0.6)
			p.line(1104, y+30-sway*0.6)
			p.quad(1052, y+36+sway, 1016, y+28)
		})
	}
	first := drive(u, stop{0, 470}, stop{0.08, 470}, stop{0.4, 1500})
	second := drive(u, stop{0.16, -240}, stop{0.36, 470}, stop{0.52, 470}, stop{0.84, 1500})
	third := drive(u, stop{0.66, -240}, stop{0.97, 470})
	bar := drive(u, stop{0, 0}, stop{0.08, 1}, stop{0.26, 1}, stop{0.34, 0}, stop{0.46, 0}, stop{0.53, 1}, stop{0.72, 1}, stop{0.80, 0})
	walk := along(u, 0.1, 1, -80, 1360)
	c.person(walk, 500, 1.1, true, u*12, rgb(0xe07a9a), rgb(0x39424c), true)
	booth(c)
	c.motorbike(along(u, 0.3, 1, -140, 1420), 590, 1.5, true, rgb(0xd94f45), rgb(0x34557f))
	for _, car := range []struct {
		x   float64
		col color.NRGBA
	}{{first, rgb(0xf2f0ea)}, {second, rgb(0x2f6fb0)}, {third, rgb(0xf2f0ea)}} {
		c.car(car.x, 672, 1.75, true, car.col, 0)
	}
	barrier(c, 790, 690, bar)
}

// barrier stands right of the lane; up is 0 when it is closed.
func barrier(c *canvas, x, y, up float64) {
	c.shadow(x, y, 34, 8)
	c.round(x-20, y-112, 40, 112, 5, rgb(0xf4c430))
	c.rect(x-20, y-70, 40, 14, rgb(0x23282e))
	light := rgb(0xff3b30)
	if up > 0.9 {
		light = rgb(0x34d058)
	}
	c.glow(x, y-124, 34, light, 0.8)
	c.circle(x, y-122, 9, light)
	c.at(x, y-92, 1, 1, up*1.35, func() {
		c.round(-10, -9, 40, 18, 5, rgb(0x3a4048))
		for i := range 11 {
			col := rgb(0xffffff)
			if i%2 == 0 {
				col = rgb(0xd2322d)
			}
			c.rect(-10-float64(i+1)*20, -6, 20, 12, col)
		}
	})
}

// booth stands beside the barrier; whoever walks by walks behind it.
func booth(c *canvas) {
	c.round(820, 360, 150, 190, 8, rgb(0xf0ece0)) // the booth
	c.rect(832, 392, 126, 76, rgb(0x9fd0e0))
	c.person(900, 540, 1.45, false, 0, rgb(0x34557f), rgb(0x222831), false)
	c.rect(820, 468, 150, 84, rgb(0x2f5f8f))
	c.rect(820, 468, 150, 8, rgb(0xf4d35e))
	c.text(895, 524, 26, 0.5, rgb(0xffffff), "PARKIR")
	c.rect(808, 346, 174, 18, rgb(0x24466e))
}
