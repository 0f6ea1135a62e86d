package ui

import (
	"context"
	"errors"
	"os"
	"slices"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
)

// cameras are the office's cameras as the wall names them.
func (p *wallPage) cameras() []wall.Camera {
	var out []wall.Camera
	for _, c := range p.env.Pulse().Cameras {
		out = append(out, wallCamera(c))
	}
	return out
}

// export writes the kept views as a file, for another desk or for safety.
func (b *wallBar) export() {
	e, views, cameras := b.page.env, b.page.wall.Setup().Views, b.page.cameras()
	if len(views) == 0 {
		e.Toasts.Show(lang.X("shell.wall.view.none", "Belum ada tampilan tersimpan. Ctrl+S menyimpan susunan ini."))
		return
	}
	e.Dialogs.Escape() // the list of views has done its work
	askPath(e, lang.X("shell.wall.export.title", "Simpan tampilan dinding"), "tampilan-dinding.json", func(path string) error {
		data, err := wall.ExportViews(views, cameras)
		if err != nil {
			return err
		}
		return desk.WriteFile(path, data)
	})
}

// maxViewsFile bounds a file of views.
const maxViewsFile = 1 << 20

// importViews takes over the views of a file; one with the same number is
// replaced, which can be taken back.
func (b *wallBar) importViews() {
	e, cameras := b.page.env, b.page.cameras()
	e.Dialogs.Escape()
	askFile(e, lang.X("shell.wall.import.title", "Impor tampilan dinding"), lang.X("shell.wall.import.hint", "Berkas .json yang disimpan dengan tombol Ekspor pada Atur…."), []string{".json"}, func(path string) {
		type outcome struct {
			views   []wall.View
			missing int
		}
		kit.Run(e.Tasks, func(context.Context) (outcome, error) {
			info, err := os.Stat(path)
			if err != nil {
				return outcome{}, err
			}
			if info.Size() > maxViewsFile {
				return outcome{}, wall.ErrViews
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return outcome{}, err
			}
			views, missing, err := wall.ImportViews(data, cameras)
			return outcome{views, missing}, err
		}, func(got outcome, err error) {
			switch {
			case errors.Is(err, wall.ErrViews):
				e.Dialogs.Trouble(kit.Trouble{What: lang.X("shell.wall.import.bad", "Berkas ini bukan tampilan dinding dari cctvdesk; tidak ada yang diubah."),
					Do: lang.X("shell.wall.import.bad.do", "Pilih berkas .json yang disimpan dengan tombol Ekspor pada Atur….")})
			case err != nil:
				e.Fail(err)
			default:
				b.imported(got.views, got.missing)
			}
		})
	})
}

func (b *wallBar) imported(views []wall.View, missing int) {
	w := b.page.wall
	before := w.Setup().Views
	s := w.Setup()
	s.Views = slices.Clone(before)
	for _, v := range views {
		s.Keep(v)
	}
	w.SetViews(s.Views)
	text := lang.X("shell.wall.imported", "{{.N}} tampilan diimpor.", map[string]any{"N": len(views)})
	if missing > 0 {
		text += " " + lang.X("shell.wall.imported.missing", "{{.N}} kamera tidak dikenal di sini; selnya dikosongkan.", map[string]any{"N": missing})
	}
	b.page.env.Toasts.ShowWith(text, lang.X("shell.wall.dropped.undo", "Kembalikan"), func() { w.SetViews(before) })
}
