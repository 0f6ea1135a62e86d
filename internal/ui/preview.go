package ui

import (
	"bytes"
	"context"
	"image"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// draftPaper is a paper that is about to leave the office.
type draftPaper struct {
	title string
	paper string // constant of the desk; "" for none of its papers
	file  string // the name that is proposed, with its ending
	write func(io.Writer) error
}

// offer makes the paper, shows its pages, and asks where to keep what was
// shown, byte for byte. Where no pages can be drawn it asks at once.
func (e *env) offer(p draftPaper) {
	type made struct {
		data  []byte
		pages []image.Image
		blind error // why there are no pages
	}
	var wait *makingPaper
	task := kit.Run(e.Tasks, func(ctx context.Context) (made, error) {
		var b bytes.Buffer
		if err := p.write(&b); err != nil {
			return made{}, err
		}
		m := made{data: b.Bytes()}
		if e.Pages != nil && bytes.HasPrefix(m.data, []byte("%PDF-")) {
			m.pages, m.blind = e.Pages(ctx, m.data)
		}
		return m, nil
	}, func(m made, err error) {
		if !wait.over() {
			return // given up
		}
		if err != nil {
			e.Fail(err)
			return
		}
		keep := func(path string) error { return e.Papers.Keep(path, p.paper, m.data) }
		if len(m.pages) == 0 && m.blind == nil {
			askPath(e, p.title, p.file, keep)
			return
		}
		if m.blind != nil {
			e.Log.Warn("the pages of a paper could not be drawn", "err", m.blind)
		}
		e.preview(p, m.data, m.pages, keep)
	})
	wait = e.making(p.title, task)
}

// makingPaper says that a paper is being made when that takes long, and lets it
// be given up.
type makingPaper struct {
	shown           *kit.Dialog
	ended, given    bool
	patience, paper *kit.Task
}

// longMaking is how long a paper may take before the window says so.
const longMaking = 700 * time.Millisecond

func (e *env) making(title string, paper *kit.Task) *makingPaper {
	m := &makingPaper{paper: paper}
	m.patience = kit.Run(e.Tasks, func(ctx context.Context) (struct{}, error) {
		select {
		case <-time.After(longMaking):
			return struct{}{}, nil
		case <-ctx.Done():
			return struct{}{}, ctx.Err()
		}
	}, func(_ struct{}, err error) {
		if err != nil || m.ended {
			return
		}
		moving := widget.NewActivity()
		m.shown = e.Dialogs.Ask(kit.Ask{Title: title, Body: container.NewHBox(moving,
			widget.NewLabel(lang.X("requests.preview.making", "Menyusun halaman… Tutup untuk membatalkan.")))})
		moving.Start()
		m.shown.OnClose(func() {
			moving.Stop()
			if !m.ended {
				m.given = true
				m.paper.Cancel()
			}
		})
	})
	return m
}

// over ends the wait, and says whether the paper is wanted still.
func (m *makingPaper) over() bool {
	m.ended = true
	m.patience.Cancel()
	if m.shown != nil && !m.given {
		m.shown.Close()
	}
	return !m.given
}

// preview shows the pages with what can be done with them.
func (e *env) preview(p draftPaper, data []byte, pages []image.Image, keep func(path string) error) {
	size := e.Window.Canvas().Size()
	width := min(size.Width-120, 960)
	var dialog *kit.Dialog
	open := kit.NewButton(lang.X("requests.preview.open", "Buka untuk Dicetak"), func() {
		kit.Run(e.Tasks, func(context.Context) (string, error) { return e.Papers.View(p.file, data) }, func(path string, err error) {
			if err != nil {
				e.Fail(err)
				return
			}
			e.OpenFile(path)
		})
	})
	dialog = e.Dialogs.Ask(kit.Ask{
		Title: p.title, Width: width, Left: open, Do: lang.X("requests.preview.save", "Simpan…"),
		Body: container.New(kit.AtLeast(width-40, max(size.Height-190, 260)), pagesView(pages, width-70)),
		OK: func(*kit.Dialog) {
			dialog.Close()
			askPath(e, p.title, p.file, keep)
		},
	})
}

// pagesView is the pages below each other, each as wide as there is room.
func pagesView(pages []image.Image, width float32) fyne.CanvasObject {
	if len(pages) == 0 {
		return kit.Paragraph(say.NoPreview())
	}
	column := container.New(kit.Tight(10))
	for i, page := range pages {
		picture := canvas.NewImageFromImage(page)
		picture.FillMode = canvas.ImageFillContain
		picture.ScaleMode = canvas.ImageScaleSmooth
		b := page.Bounds()
		wide := min(width, float32(b.Dx()))
		picture.SetMinSize(fyne.NewSize(wide, wide*float32(b.Dy())/float32(max(b.Dx(), 1))))
		column.Add(container.NewCenter(picture))
		column.Add(container.NewCenter(kit.Caption(lang.X("requests.preview.page", "Halaman {{.N}} dari {{.Total}}", map[string]any{"N": i + 1, "Total": len(pages)}))))
	}
	return container.NewVScroll(column)
}
