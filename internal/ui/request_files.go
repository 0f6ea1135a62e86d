package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// files is the card of what is attached to the request.
func (s *requestSheet) files() fyne.CanvasObject { return s.fileCard().object() }

func (s *requestSheet) fileCard() *fileCard {
	id := s.id
	return &fileCard{
		env: s.env, title: lang.X("requests.files", "Lampiran"), files: s.view.Request.Attachments, open: s.view.Request.FilesOpen(),
		none: lang.X("requests.files.none", "Belum ada. Seret pindaian surat ke jendela ini, atau tekan Lampirkan."),
		save: func(file ulid.ULID, path string) error { return s.env.Requests.SaveFile(id, file, path) },
		view: func(file ulid.ULID) (string, error) { return s.env.Requests.ViewFile(id, file) },
		add: func(ctx context.Context, path string) error {
			_, err := s.env.Requests.AttachFile(ctx, id, path)
			return err
		},
		remove: func(file ulid.ULID) error {
			_, err := s.env.Requests.DetachFile(id, file)
			return err
		},
		changed: func() {
			if s.id == id {
				s.reload()
			}
		},
	}
}

// adopt shows what an act has made of the request, if it is still on the sheet.
func (s *requestSheet) adopt(v desk.RequestView) {
	if v.Request.ID == s.id {
		s.rev = s.env.Pulse().Rev
		s.show(v)
	}
}

// Drop attaches files that were dragged onto the sheet of a request, and reads
// one that was dragged onto the import.
func (p *requestsPage) Drop(paths []string) {
	if p.table != nil {
		p.table.take(paths[0])
		return
	}
	if p.sheet == nil || p.form != nil || p.sheet.id != p.shown || !p.sheet.view.Request.FilesOpen() {
		p.env.Toasts.Show(lang.X("requests.files.nowhere", "Buka permintaannya dahulu, lalu seret berkasnya ke sana."))
		return
	}
	p.sheet.fileCard().attach(paths)
}
