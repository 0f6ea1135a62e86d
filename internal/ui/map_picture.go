package ui

import (
	"context"
	"errors"
	"image"
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// placeText is a place as people copy it.
func placeText(p desk.Place) string {
	return strconv.FormatFloat(p.Lat, 'f', 5, 64) + ", " + strconv.FormatFloat(p.Lon, 'f', 5, 64)
}

// parsePlace reads "lat, lon" with a decimal point, or "lat; lon" with a comma.
func parsePlace(text string) (desk.Place, bool) {
	a, b, ok := strings.Cut(text, ";")
	if !ok {
		if a, b, ok = strings.Cut(text, ","); strings.Count(text, ",") > 1 {
			a, b, ok = strings.Cut(text, " ")
		}
	}
	read := func(s string) (float64, error) {
		s = strings.Trim(strings.TrimSpace(s), ", °")
		return strconv.ParseFloat(strings.Replace(strings.Replace(s, "−", "-", 1), ",", ".", 1), 64)
	}
	lat, err1 := read(a)
	lon, err2 := read(b)
	if !ok || err1 != nil || err2 != nil || !(lat >= -90 && lat <= 90) || !(lon >= -180 && lon <= 180) {
		return desk.Place{}, false
	}
	return desk.Place{Lat: lat, Lon: lon}, true
}

// askPicture imports a picture that lies behind the sites.
func (p *mapPage) askPicture() {
	askFile(p.env, lang.X("shell.map.picture.title", "Gambar latar"), lang.X("shell.map.picture.hint", "PNG atau JPEG; gambar juga dapat diseret ke jendela ini."),
		[]string{".png", ".jpg", ".jpeg"}, p.readPicture)
}

// Drop takes a picture that was dragged onto the window.
func (p *mapPage) Drop(paths []string) {
	if len(paths) > 0 {
		p.readPicture(paths[0])
	}
}

func (p *mapPage) readPicture(path string) {
	e := p.env
	type read struct {
		data    []byte
		picture image.Image
	}
	kit.Run(e.Tasks, func(context.Context) (read, error) {
		data, picture, err := e.Office.ReadMapPicture(path)
		return read{data, picture}, err
	}, func(r read, err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		p.askPoints(r.data, r.picture)
	})
}

// askPoints asks for two points of the picture and where they lie.
func (p *mapPage) askPoints(data []byte, picture image.Image) {
	e := p.env
	points := newPointPicker(picture)
	first, second := kit.NewEntry("0.00090, 109.32200"), kit.NewEntry("-0.06200, 109.34500")
	a := kit.NewField(lang.X("shell.map.point.a", "Koordinat titik A (klik pertama)"), first, "")
	b := kit.NewField(lang.X("shell.map.point.b", "Koordinat titik B (klik kedua)"), second, "")
	refusal := kit.NewField("", widget.NewLabel(""), lang.X("shell.map.points.hint", "Klik dua tempat yang berjauhan pada gambar (atau panah lalu Enter), misalnya Tugu Khatulistiwa dan Bundaran Untan, lalu tulis koordinatnya. Utara harus di atas."))
	e.Dialogs.Ask(kit.Ask{Title: lang.X("shell.map.points", "Letak gambar"), Width: 620, Focus: points, Do: lang.X("shell.map.points.do", "Pakai Gambar"),
		Body: kit.Form(points, refusal.Object(), kit.FormRow(a, b)), OK: func(d *kit.Dialog) {
			a.SetRefusal("")
			b.SetRefusal("")
			refusal.SetRefusal("")
			m := desk.MapPicture{Points: points.at}
			bad := lang.X("shell.map.coordinates.bad", "Tulis dua angka, misalnya -0.02630, 109.34250.")
			var ok1, ok2 bool
			m.Places[0], ok1 = parsePlace(first.Text)
			m.Places[1], ok2 = parsePlace(second.Text)
			switch {
			case points.n < 2:
				refusal.SetRefusal(lang.X("shell.map.points.missing", "Klik dahulu dua tempat pada gambar."))
			case !ok1:
				a.SetRefusal(bad)
			case !ok2:
				b.SetRefusal(bad)
			default:
				p.keepPicture(d, refusal, data, m)
			}
		}})
}

func (p *mapPage) keepPicture(d *kit.Dialog, refusal *kit.Field, data []byte, m desk.MapPicture) {
	p.env.Try(func() error { return p.env.Office.SetMap(data, m) }, func(err error) {
		switch {
		case errors.Is(err, desk.ErrMapPoints):
			refusal.SetRefusal(lang.X("shell.map.points.bad", "Dari dua titik ini letak gambar tidak dapat dihitung: pilih titik yang berjauhan ke utara-selatan dan barat-timur, dan periksa apakah koordinatnya tertukar."))
		case err != nil:
			p.env.Fail(err)
		default:
			d.Close()
			p.env.Toasts.Show(lang.X("shell.map.picture.kept", "Gambar latar dipakai."))
			p.load()
		}
	})
}

// pointPicker takes two points on a picture; a third press begins anew.
type pointPicker struct {
	widget.BaseWidget
	picture *canvas.Image
	marks   [2]*canvas.Text
	root    *fyne.Container
	aim     *aim
	at      [2]struct{ X, Y float64 }
	n       int
}

func newPointPicker(picture image.Image) *pointPicker {
	p := &pointPicker{picture: canvas.NewImageFromImage(picture), aim: newAim()}
	p.picture.FillMode = canvas.ImageFillContain
	marks := container.NewWithoutLayout()
	for i := range p.marks {
		p.marks[i] = canvas.NewText([]string{"⊕ A", "⊕ B"}[i], color.NRGBA{0xd0, 0x20, 0x20, 0xff})
		p.marks[i].TextSize, p.marks[i].TextStyle.Bold, p.marks[i].Hidden = 18, true, true
		marks.Add(p.marks[i])
	}
	p.root = container.NewStack(p.picture, marks, p.aim.object)
	p.ExtendBaseWidget(p)
	return p
}

// shown is where the picture lies on the widget.
func (p *pointPicker) shown() (fyne.Position, fyne.Size) {
	size := p.Size()
	b := p.picture.Image.Bounds()
	scale := min(size.Width/float32(b.Dx()), size.Height/float32(b.Dy()))
	shown := fyne.NewSize(float32(b.Dx())*scale, float32(b.Dy())*scale)
	return fyne.NewPos((size.Width-shown.Width)/2, (size.Height-shown.Height)/2), shown
}

// take takes a point.
func (p *pointPicker) take(pressed fyne.Position) {
	at, size := p.shown()
	x, y := float64((pressed.X-at.X)/size.Width), float64((pressed.Y-at.Y)/size.Height)
	if x < 0 || y < 0 || x > 1 || y > 1 {
		return
	}
	if p.n == 2 {
		p.n = 0
		p.marks[1].Hide()
	}
	p.at[p.n].X, p.at[p.n].Y = x, y
	m := p.marks[p.n]
	m.Move(pressed.SubtractXY(9, 12))
	m.Show()
	p.n++
	p.root.Refresh()
}

// MinSize is enough to find a crossing.
func (p *pointPicker) MinSize() fyne.Size { return fyne.NewSize(560, 300) }

// CreateRenderer links the picker to its picture.
func (p *pointPicker) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.root) }
