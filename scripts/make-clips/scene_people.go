package main

import (
	"fmt"
	"image/color"
	"math"
)

// market is a row of stalls with striped awnings, and people passing.
func market() scene {
	return scene{
		name: "pasar", title: "PASAR FLAMBOYAN", loop: 10,
		main: stream{"h264", 1280, 720, 12, 24, 31},
		sub:  stream{"h264", 320, 180, 12, 24, 31},
		back: marketBack, move: marketMove,
	}
}

func clothes() []color.NRGBA {
	return []color.NRGBA{
		rgb(0xd94f45), rgb(0x3b6fb5), rgb(0xf0b53c), rgb(0x2f9e77), rgb(0x8e5aa8), rgb(0xf2efe8), rgb(0xe07a9a), rgb(0x4a5560),
	}
}

func marketBack(c *canvas) {
	c.sky(-10, 340, rgb(0x74c0e8), rgb(0xd6effa))
	c.cloud(180, 70, 1.2, rgba(0xffffff, 0.9))
	c.cloud(900, 90, 1.0, rgba(0xffffff, 0.9))
	walls := []color.NRGBA{rgb(0xf3d9a4), rgb(0xe9b7a0), rgb(0xbfd9c7), rgb(0xf0c987), rgb(0xcfd6ea)}
	for i, w := range walls {
		c.house(float64(i)*262-10, 330, 256, 190+float64(i*37%60), w, 5, 3, rgb(0x6d8ea3))
	}
	c.rect(-10, 320, 1300, 80, rgb(0x6b5a4a))
	c.sky(396, 730, rgb(0xcbbfa9), rgb(0xb3a58c))
	for i := range 9 { // paving in perspective
		y := 400 + math.Pow(float64(i)/8, 1.6)*330
		c.rect(-10, y, 1300, 2, rgba(0x8a7c66, 0.5))
	}
	for i := range 25 {
		x := float64(i-12) * 60
		c.stroke(rgba(0x8a7c66, 0.4), 2, 640+x*1.1, 398, 640+x*2.6, 730)
	}
	for i := range 5 {
		stall(c, float64(i)*262-20, i)
	}
}

// stall is 240 wide: posts, an awning, crates of fruit and somebody selling.
func stall(c *canvas, x float64, n int) {
	stripes := []uint32{0xd43d3a, 0x2f8f5b, 0x2f6fb0, 0xe08a2c, 0x8a4fa3}
	c.rect(x+14, 210, 8, 250, rgb(0x7a5a3c))
	c.rect(x+222, 210, 8, 250, rgb(0x7a5a3c))
	c.rect(x+22, 250, 200, 150, rgb(0x4b3d33))
	for i := range 4 { // shelves
		for k := range 6 {
			c.round(x+34+float64(k)*31, 262+float64(i%2)*44, 22, 32, 4, shade(clothes()[(n+i+k*3)%8], -0.15))
		}
	}
	c.person(x+124, 452, 1.35, n%2 == 0, 0, clothes()[(n*3+1)%8], rgb(0x39424c), n%2 == 1)
	c.rect(x+10, 396, 226, 70, rgb(0x9a6b40))
	c.rect(x+10, 396, 226, 9, rgb(0xb98555))
	for i := range 3 {
		c.rect(x+24+float64(i)*72, 410, 60, 50, shade(rgb(0x9a6b40), -0.16))
	}
	fruit := []uint32{0xf28c28, 0x7cb342, 0xe53935, 0xfdd835, 0x8e24aa, 0xc0ca33, 0xd8843a}
	for i := range 3 {
		col := rgb(fruit[(n*2+i)%len(fruit)])
		for k := range 11 {
			fx := x + 30 + float64(i)*72 + float64(k%5)*11 + float64(k/5)*5
			fy := 396 - float64(k/5)*9
			c.circle(fx, fy, 7.5, shade(col, -0.12))
			c.circle(fx-1.5, fy-1.5, 5, shade(col, 0.12))
		}
	}
	for i := range 8 { // awning
		col := rgb(0xfbf7ee)
		if i%2 == 0 {
			col = rgb(stripes[n%5])
		}
		a := x + float64(i)*30.5
		b := x + 18 + float64(i)*26
		c.poly(col, b, 186, b+26, 186, a+30.5, 246, a, 246)
		c.oval(a+15.2, 246, 15.2, 13, col)
	}
	c.rect(x+18, 182, 208, 8, shade(rgb(stripes[n%5]), -0.2))
}

func marketMove(c *canvas, u float64) {
	for i := range 30 { // bunting
		x := float64(i) * 45
		y := 128 + 26*math.Pow(math.Mod(x, 450)/225-1, 2)*-1 + 4*wave(u*2+float64(i)*0.1)
		col := clothes()[i%7]
		c.poly(col, x, y, x+28, y, x+14+5*wave(u*3+float64(i)*0.2), y+30)
	}
	for i := range 5 { // lamps
		x := float64(i)*262 + 105
		a := 0.10 * wave(u*2+float64(i)*0.23)
		c.at(x, 246, 1, 1, a, func() {
			c.stroke(rgb(0x3a332d), 2.5, 0, 0, 0, 40)
			c.glow(0, 52, 44, rgb(0xffe9a8), 0.7)
			c.poly(rgb(0x2f6f5f), -16, 50, -7, 36, 7, 36, 16, 50)
			c.circle(0, 53, 7, rgb(0xfff6d2))
		})
	}
	type walker struct {
		phase, y, s float64
		n           int
		veil        bool
	}
	for i, w := range []walker{
		{0.05, 520, 1.35, 1, true}, {0.55, 528, 1.4, -1, false}, {0.30, 545, 1.45, 1, false}, {0.80, 552, 1.45, -1, true},
		{0.12, 590, 1.65, -1, false}, {0.62, 600, 1.7, 1, true}, {0.40, 640, 1.9, -1, true}, {0.88, 655, 1.95, 1, false},
	} {
		x := along(u, w.phase, 1, -90, 1370)
		if w.n < 0 {
			x = 1280 - x
		}
		c.person(x, w.y, w.s, w.n > 0, u*10+w.phase, clothes()[i], shade(clothes()[(i+3)%8], -0.35), w.veil)
		if i%2 == 0 { // a basket
			c.round(x-26, w.y-70*w.s/1.4, 30, 22, 5, rgb(0xc99a55))
		}
	}
	x := along(u, 0.35, 1, -200, 1480)
	c.motorbike(x, 706, 2.1, true, rgb(0xd43d3a), rgb(0x2f6fb0))
	cart := along(u, 0.9, 1, 1500, -220)
	c.at(cart, 694, 1.15, 1.15, 0, func() {
		c.shadow(0, 0, 90, 9)
		c.person(78, 0, 1.35, false, u*10, rgb(0xf2efe8), rgb(0x5a4636), false)
		c.wheel(-40, -18, 18)
		c.wheel(26, -18, 18)
		c.round(-72, -78, 130, 50, 6, rgb(0x2f8f5b))
		c.rect(-66, -128, 118, 52, rgba(0xdff3f7, 0.55))
		c.rect(-78, -140, 142, 14, rgb(0xf0b53c))
		c.text(-8, -46, 24, 0.5, rgb(0xffffff), "ES TEBU")
	})
}

// lobby is a hall with counters, seats and a number that is called.
func lobby() scene {
	return scene{
		name: "lobi", title: "LOBI KANTOR WALI KOTA", loop: 12,
		main: stream{"h264", 640, 360, 10, 40, 25},
		sub:  stream{"h264", 320, 180, 10, 40, 28},
		back: lobbyBack, move: lobbyMove,
	}
}

func lobbyBack(c *canvas) {
	c.sky(-10, 400, rgb(0xf6efe2), rgb(0xece0cc))
	c.poly(rgb(0xfaf6ee), 0, 0, 1280, 0, 1080, 70, 200, 70) // ceiling
	for i := range 4 {
		x := 300 + float64(i)*190
		c.poly(rgb(0xffffff), x, 22, x+110, 22, x+104, 46, x+8, 46)
		c.glow(x+55, 36, 90, rgb(0xfff7dc), 0.35)
	}
	c.sky(396, 730, rgb(0xd9cbb4), rgb(0xbfae93))
	for i := range 7 { // tiles
		y := 398 + math.Pow(float64(i)/6, 1.7)*330
		c.rect(-10, y, 1300, 2.5, rgba(0x9c8a6c, 0.55))
	}
	for i := range 21 {
		x := float64(i-10) * 66
		c.stroke(rgba(0x9c8a6c, 0.5), 2.5, 640+x, 398, 640+x*2.5, 730)
	}
	c.rect(-10, 386, 1300, 14, rgb(0x8c6a48))
	c.round(380, 100, 520, 62, 8, rgb(0x24466e))
	c.text(640, 143, 34, 0.5, rgb(0xf6efe2), "PELAYANAN PUBLIK")
	for i := range 3 { // counters
		x := 372 + float64(i)*184
		c.rect(x, 186, 166, 130, rgba(0xbcd9e4, 0.75))
		c.person(x+84, 330, 1.5, i != 1, 0, []color.NRGBA{rgb(0xc9b37a), rgb(0x9fb3c9), rgb(0xc9b37a)}[i], rgb(0x4a4a4a), i != 1)
		c.poly(rgba(0xffffff, 0.35), x+8, 186, x+52, 186, x+14, 316, x, 316, x, 210)
		c.rect(x-6, 186, 6, 204, rgb(0x7a5a3c))
		c.rect(x-6, 300, 178, 92, rgb(0xa9794a))
		c.rect(x-10, 292, 188, 14, rgb(0x6f4d2f))
		c.round(x+4, 322, 42, 44, 8, rgb(0x24466e))
		c.text(x+25, 356, 34, 0.5, rgb(0xffffff), fmt.Sprint(i+1))
	}
	c.rect(996, 130, 8, 262, rgb(0x8a8f96)) // a flag
	c.circle(1000, 126, 8, rgb(0xe0b53a))
	lobbyDoorway(c)
	for _, x := range []float64{330, 960} {
		c.poly(rgb(0xb5643c), x-26, 356, x+26, 356, x+18, 404, x-18, 404)
		for i := range 7 {
			a := -math.Pi/2 + (float64(i)-3)*0.32
			c.fill(shade(rgb(0x3f8f4e), float64(i%3)*0.1-0.1), func(p *path) {
				p.move(x-4, 360)
				p.quad(x+math.Cos(a)*40-14, 360+math.Sin(a)*60, x+math.Cos(a)*78, 360+math.Sin(a)*96)
				p.quad(x+math.Cos(a)*40+14, 360+math.Sin(a)*50, x+4, 360)
			})
		}
	}
}

// lobbyDoorway is the glass front at the left, with the street behind.
func lobbyDoorway(c *canvas) {
	c.rect(40, 110, 250, 290, rgb(0x6f757c))
	c.paint(c.down(116, 394, rgb(0x9fd3ec), rgb(0xdff2f5), rgb(0x9fc08a)), func(p *path) {
		p.move(48, 118)
		p.line(282, 118)
		p.line(282, 396)
		p.line(48, 396)
	})
	c.tree(96, 380, 0.9, 0, rgb(0x6fae5c))
	c.tree(236, 376, 0.8, 0, rgb(0x7fb868))
}

func lobbyMove(c *canvas, u float64) {
	openDoor := drive(u, stop{0.02, 0}, stop{0.09, 1}, stop{0.24, 1}, stop{0.32, 0}, stop{0.6, 0}, stop{0.67, 1}, stop{0.80, 1}, stop{0.88, 0})
	for _, side := range []float64{-1, 1} {
		x := 165 + side*(58+54*openDoor) - 56
		c.rect(x, 122, 112, 274, rgba(0xd8eef5, 0.38))
		c.poly(rgba(0xffffff, 0.35), x+20, 122, x+50, 122, x+16, 396, x, 396, x, 290)
		c.rect(x, 122, 5, 274, rgb(0x59616a))
		c.rect(x+107, 122, 5, 274, rgb(0x59616a))
	}
	sway := 6 * wave(u*3)
	for i, col := range []color.NRGBA{rgb(0xd8232a), rgb(0xffffff)} { // merah putih
		y := 138 + float64(i)*32
		c.fill(col, func(p *path) {
			p.move(1004, y)
			p.quad(1040, y+8+sway, 1090, y+2-sway*0.6)
			p.line(1090, y+34-sway*0.6)
			p.quad(1040, y+40+sway, 1004, y+32)
		})
	}
	clock(c, 1190, 160, u)
	number := 41 + int(u*3)%3
	blink := 0.6 + 0.4*wave(u*12)
	if math.Mod(u*3, 1) > 0.35 {
		blink = 1
	}
	c.round(1100, 226, 164, 92, 10, rgb(0x1c1f24))
	c.text(1182, 254, 20, 0.5, rgb(0xbfc7cf), "ANTREAN")
	c.text(1182, 304, 46, 0.5, rgba(0xff5a3c, blink), fmt.Sprintf("A-%03d", number))
	lobbyPeople(c, u)
}

func clock(c *canvas, x, y, u float64) {
	c.circle(x, y, 44, rgb(0x6f4d2f))
	c.circle(x, y, 38, rgb(0xfffdf6))
	for i := range 12 {
		s, k := math.Sincos(float64(i) * math.Pi / 6)
		c.stroke(rgb(0x3a3a3a), 3, x+s*30, y-k*30, x+s*35, y-k*35)
	}
	hand := func(turn, l, w float64, col color.NRGBA) {
		s, k := math.Sincos(2 * math.Pi * turn)
		c.stroke(col, w, x, y, x+s*l, y-k*l)
	}
	hand(9.2/12, 18, 5, rgb(0x222222))
	hand(0.2, 28, 4, rgb(0x222222))
	hand(math.Floor(u*12)/12, 32, 2, rgb(0xd2322d)) // a step a second, twelve in a loop
}

func lobbyPeople(c *canvas, u float64) {
	for i := range 3 { // one stands at each counter
		c.person(455+float64(i)*184, 452, 1.75, i != 2, 0.02*wave(u*2+float64(i)*0.3), clothes()[(i*2+1)%8], rgb(0x39424c), i == 1)
	}
	for i := range 6 { // seats
		x := 560 + float64(i)*106
		c.round(x, 540, 88, 70, 12, rgb(0x2f7f8f))
		c.round(x-4, 600, 96, 22, 8, rgb(0x25687a))
		c.rect(x+10, 620, 7, 40, rgb(0x59616a))
		c.rect(x+72, 620, 7, 40, rgb(0x59616a))
		if i%2 == 0 || i == 3 {
			nod := 2 * wave(u*2+float64(i)*0.21)
			top := clothes()[(i+2)%8]
			c.round(x+18, 502, 52, 104, 18, top)
			c.circle(x+44, 480+nod, 25, rgb(0xc98f62))
			hair := rgb(0x241c1a)
			if i == 2 {
				hair = shade(top, 0.3)
			}
			c.fill(hair, func(p *path) { outlineOval(p, x+44, 474+nod, 27, 22) })
			c.stroke(rgb(0x39424c), 24, x+30, 600, x+26, 668)
			c.stroke(rgb(0x39424c), 24, x+58, 600, x+62, 668)
		}
	}
	in := drive(u, stop{0.06, 0}, stop{0.42, 1})
	if u > 0.06 && u < 0.44 {
		c.person(165+in*330, 420+in*110, 1.5+in*0.6, true, u*14, rgb(0xe07a9a), rgb(0x4a3a52), true)
	}
	out := drive(u, stop{0.48, 0}, stop{0.80, 1})
	if u > 0.48 && u < 0.82 {
		c.person(480-out*310, 520-out*105, 2.05-out*0.55, false, u*14, rgb(0x3b6fb5), rgb(0x2b2f36), false)
	}
	c.person(along(u, 0.2, 1, -150, 1430), 716, 2.5, true, u*11, rgb(0xf0b53c), rgb(0x2f3a48), false)
}
