package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// files is the card of what is attached to the request.
func (s *requestSheet) files() fyne.CanvasObject {
	r := s.view.Request
	box := container.New(kit.Tight(0))
	for _, a := range r.Attachments {
		box.Add(s.fileLine(a))
	}
	switch {
	case len(r.Attachments) > 0:
	case r.FilesOpen():
		box.Add(kit.Muted(lang.X("requests.files.none", "Belum ada. Seret pindaian surat ke jendela ini, atau tekan Lampirkan.")))
	default:
		box.Add(kit.Muted(lang.X("requests.files.never", "Tidak ada.")))
	}
	var actions []fyne.CanvasObject
	if r.FilesOpen() {
		actions = append(actions, kit.NewButton(lang.X("requests.files.add", "Lampirkan…"), s.askFile).WithIcon(theme.MailAttachmentIcon()))
	}
	return kit.Section(lang.X("requests.files", "Lampiran"), box, actions...)
}

func (s *requestSheet) fileLine(a sop.Attachment) fyne.CanvasObject {
	name := widget.NewLabel(a.Name)
	name.Truncation = fyne.TextTruncateEllipsis
	about := kit.Caption(joined(" · ", say.Bytes(a.Size), day(a.Added), a.By))
	about.Truncation = fyne.TextTruncateEllipsis
	more := kit.NewQuiet("", theme.MoreHorizontalIcon(), nil)
	more.OnTapped = func() { popUp(more, s.fileMenu(a)) }
	open := kit.NewQuiet(lang.X("requests.menu.open", "Buka"), nil, func() { s.openFile(a) })
	return container.NewBorder(nil, nil, nil, container.NewCenter(container.NewHBox(open, more)),
		container.New(kit.Tight(-14), name, about))
}

func (s *requestSheet) fileMenu(a sop.Attachment) []*fyne.MenuItem {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.X("requests.menu.open", "Buka"), func() { s.openFile(a) }),
		fyne.NewMenuItem(lang.X("requests.files.save", "Simpan sebagai…"), func() {
			id := s.id
			askPath(s.env, lang.X("requests.files.save.title", "Simpan lampiran {{.Name}}", map[string]any{"Name": a.Name}),
				desk.FileName(a.Name), func(path string) error { return s.env.Requests.SaveFile(id, a.ID, path) })
		}),
		fyne.NewMenuItem(lang.X("requests.files.hash", "Salin SHA-256"), func() {
			fyne.CurrentApp().Clipboard().SetContent(a.SHA)
			s.env.Toasts.Show(lang.X("requests.files.hash.copied", "SHA-256 disalin."))
		}),
	}
	if s.view.Request.FilesOpen() {
		items = append(items, fyne.NewMenuItem(lang.X("requests.files.remove", "Lepas dari permintaan"), func() { s.removeFile(a) }))
	}
	return items
}

// openFile shows a copy with the desktop's own program: the original stays as
// it is whatever that program does.
func (s *requestSheet) openFile(a sop.Attachment) {
	id := s.id
	kit.Run(s.env.Tasks, func(context.Context) (string, error) { return s.env.Requests.ViewFile(id, a.ID) }, func(path string, err error) {
		if err != nil {
			s.env.Fail(err)
			return
		}
		s.env.OpenFile(path)
	})
}

// removeFile takes an attachment off; that can be taken back, so nothing is asked.
func (s *requestSheet) removeFile(a sop.Attachment) {
	id := s.id
	kit.Run(s.env.Tasks, func(context.Context) (desk.RequestView, error) { return s.env.Requests.DetachFile(id, a.ID) }, func(v desk.RequestView, err error) {
		if err != nil {
			s.env.Fail(err)
			return
		}
		s.env.Done(lang.X("requests.files.removed", "{{.Name}} dilepas.", map[string]any{"Name": a.Name}))
		s.adopt(v)
	})
}

func (s *requestSheet) askFile() {
	chooseFile(s.env, sop.AttachmentTypes(), func(path string) { s.attach([]string{path}) })
}

// attach copies files into the office, one act for each. What cannot be
// attached is told by name; the others are.
func (s *requestSheet) attach(paths []string) {
	id := s.id
	type outcome struct {
		view  desk.RequestView
		added int
	}
	kit.Run(s.env.Tasks, func(ctx context.Context) (outcome, error) {
		var out outcome
		var failed error
		for _, path := range paths {
			v, err := s.env.Requests.AttachFile(ctx, id, path)
			if err != nil {
				failed = errors.Join(failed, err)
				continue
			}
			out.view, out.added = v, out.added+1
		}
		return out, failed
	}, func(out outcome, err error) {
		if out.added > 0 {
			s.env.Done(lang.X("requests.files.added", "{{.N}} berkas dilampirkan.", map[string]any{"N": out.added}))
			s.adopt(out.view)
		}
		s.env.Fail(err)
	})
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
	p.sheet.attach(paths)
}
