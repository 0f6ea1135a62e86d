package ui

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// stillFolder holds the stills, inside the folder for papers.
const stillFolder = "gambar-diam"

// errNoStill means that a camera has shown no picture yet.
var errNoStill = errors.New("ui: no picture to keep")

// keptStill is a still on the disk.
type keptStill struct {
	path  string
	image *image.RGBA
}

// still keeps the picture of a camera as a file with its name, time and path in
// the border, and offers it as proof for the camera's request.
func (p *wallPage) still(id ulid.ULID) {
	e := p.env
	take, ok := p.wall.Still(id)
	camera, known := p.find(id)
	if !ok || !known {
		e.Toasts.Show(lang.X("shell.wall.still.none", "Belum ada gambar dari kamera ini untuk disimpan."))
		return
	}
	kit.Run(e.Tasks, func(ctx context.Context) (keptStill, error) {
		s, ok := take(ctx)
		if !ok {
			return keptStill{}, errNoStill
		}
		framed, err := s.Framed()
		if err != nil {
			return keptStill{}, err
		}
		set, err := e.Office.Settings()
		if err != nil {
			return keptStill{}, err
		}
		path := filepath.Join(reportFolder(set.ReportFolder), stillFolder, s.FileName())
		return keptStill{path, framed}, keepStill(path, framed)
	}, func(kept keptStill, err error) {
		switch {
		case errors.Is(err, errNoStill):
			e.Toasts.Show(lang.X("shell.wall.still.none", "Belum ada gambar dari kamera ini untuk disimpan."))
		case err != nil:
			e.Fail(err)
		default:
			p.offerStill(kept, camera)
		}
	})
}

// keepStill writes a still as JPEG.
func keepStill(path string, picture image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: 92}); err != nil {
		return err
	}
	return desk.WriteSecretFile(path, b.Bytes())
}

// offerStill shows what was kept, and offers it for the request's file.
func (p *wallPage) offerStill(kept keptStill, camera desk.PulseCamera) {
	e := p.env
	picture := canvas.NewImageFromImage(kept.image)
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSize(0, 300))
	where := kit.Paragraph(lang.X("shell.wall.still.where", "Disimpan di {{.Path}}", map[string]any{"Path": kept.path}))
	left := container.NewHBox(kit.NewButton(lang.X("shell.wall.still.open", "Buka Berkas"), func() { e.OpenFile(kept.path) }))
	ask := kit.Ask{Title: lang.X("shell.wall.still", "Gambar diam {{.Name}}", map[string]any{"Name": camera.Name}), Width: 620, Body: kit.Form(picture, where), Left: left}
	var dialog *kit.Dialog
	if camera.Request != "" {
		left.Add(kit.NewButton(lang.X("shell.wall.still.attach", "Lampirkan ke {{.Number}}", map[string]any{"Number": camera.Request}), func() {
			dialog.Close()
			p.attachStill(kept.path, camera)
		}))
	} else {
		ask.Body = kit.Form(picture, where, kit.Muted(lang.X("shell.wall.still.norequest", "Kamera ini belum terikat permintaan; gambarnya dapat dilampirkan dari lembar permintaan.")))
	}
	dialog = e.Dialogs.Ask(ask)
}

// attachStill makes a still a proof of the camera's request.
func (p *wallPage) attachStill(path string, camera desk.PulseCamera) {
	e := p.env
	kit.Run(e.Tasks, func(ctx context.Context) (desk.RequestView, error) {
		return e.Requests.AttachFile(ctx, camera.RequestID, path)
	}, func(_ desk.RequestView, err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		e.Done(lang.X("shell.wall.still.attached", "Gambar dilampirkan ke {{.Number}}.", map[string]any{"Number": camera.Request}))
	})
}
