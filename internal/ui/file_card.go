package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// fileCard is the card of what is attached to one record, with the desk's acts
// on it. changed is told when files came or went.
type fileCard struct {
	env     *env
	title   string
	none    string // said while there is nothing and something may come
	files   []sop.Attachment
	open    bool // files may come and go
	save    func(file ulid.ULID, path string) error
	view    func(file ulid.ULID) (string, error)
	add     func(ctx context.Context, path string) error
	remove  func(file ulid.ULID) error
	changed func()
}

func (c *fileCard) object() fyne.CanvasObject {
	box := container.New(kit.Tight(0))
	for _, a := range c.files {
		box.Add(c.line(a))
	}
	switch {
	case len(c.files) > 0:
	case c.open:
		box.Add(kit.Muted(c.none))
	default:
		box.Add(kit.Muted(lang.X("requests.files.never", "Tidak ada.")))
	}
	var actions []fyne.CanvasObject
	if c.open {
		actions = append(actions, kit.NewButton(lang.X("requests.files.add", "Lampirkan…"), func() {
			chooseFile(c.env, sop.AttachmentTypes(), func(path string) { c.attach([]string{path}) })
		}).WithIcon(theme.MailAttachmentIcon()))
	}
	return kit.Section(c.title, box, actions...)
}

func (c *fileCard) line(a sop.Attachment) fyne.CanvasObject {
	name := widget.NewLabel(a.Name)
	name.Truncation = fyne.TextTruncateEllipsis
	about := kit.Caption(joined(" · ", say.Bytes(a.Size), day(a.Added), a.By))
	about.Truncation = fyne.TextTruncateEllipsis
	more := kit.NewQuiet("", theme.MoreHorizontalIcon(), nil)
	more.OnTapped = func() { popUp(more, c.menu(a)) }
	open := kit.NewQuiet(lang.X("requests.menu.open", "Buka"), nil, func() { c.show(a) })
	return container.NewBorder(nil, nil, nil, container.NewCenter(container.NewHBox(open, more)),
		container.New(kit.Tight(-14), name, about))
}

func (c *fileCard) menu(a sop.Attachment) []*fyne.MenuItem {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.X("requests.menu.open", "Buka"), func() { c.show(a) }),
		fyne.NewMenuItem(lang.X("requests.files.save", "Simpan sebagai…"), func() {
			askPath(c.env, lang.X("requests.files.save.title", "Simpan lampiran {{.Name}}", map[string]any{"Name": a.Name}),
				desk.FileName(a.Name), func(path string) error { return c.save(a.ID, path) })
		}),
		fyne.NewMenuItem(lang.X("requests.files.hash", "Salin SHA-256"), func() {
			fyne.CurrentApp().Clipboard().SetContent(a.SHA)
			c.env.Toasts.Show(lang.X("requests.files.hash.copied", "SHA-256 disalin."))
		}),
	}
	if c.open {
		items = append(items, fyne.NewMenuItem(lang.X("requests.files.remove", "Lepas dari permintaan"), func() { c.detach(a) }))
	}
	return items
}

// show opens a copy with the desktop's own program: the original stays as it is
// whatever that program does.
func (c *fileCard) show(a sop.Attachment) {
	kit.Run(c.env.Tasks, func(context.Context) (string, error) { return c.view(a.ID) }, func(path string, err error) {
		if err != nil {
			c.env.Fail(err)
			return
		}
		c.env.OpenFile(path)
	})
}

// detach takes a file off; that can be taken back, so nothing is asked.
func (c *fileCard) detach(a sop.Attachment) {
	c.env.Act(func() error { return c.remove(a.ID) }, func() {
		c.env.Done(lang.X("requests.files.removed", "{{.Name}} dilepas.", map[string]any{"Name": a.Name}))
		c.changed()
	})
}

// attach copies files into the office, one act for each. What cannot be
// attached is told by name; the others are.
func (c *fileCard) attach(paths []string) {
	kit.Run(c.env.Tasks, func(ctx context.Context) (int, error) {
		added := 0
		var failed error
		for _, path := range paths {
			if err := c.add(ctx, path); err != nil {
				failed = errors.Join(failed, err)
				continue
			}
			added++
		}
		return added, failed
	}, func(added int, err error) {
		if added > 0 {
			c.env.Done(lang.X("requests.files.added", "{{.N}} berkas dilampirkan.", map[string]any{"N": added}))
			c.changed()
		}
		c.env.Fail(err)
	})
}
