package ui

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// menu is what a tile offers on a secondary click.
func (p *wallPage) menu(id ulid.ULID) []*fyne.MenuItem {
	camera, ok := p.find(id)
	if !ok {
		return nil
	}
	aside := lang.X("shell.wall.pause", "Jeda Gambar")
	if p.wall.Aside(id) {
		aside = lang.X("shell.wall.resume", "Lanjutkan Gambar")
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.X("shell.wall.still.menu", "Simpan Gambar Diam (S)"), func() { p.still(id) }),
		fyne.NewMenuItem(aside+" (J)", func() { p.wall.PutAside(id, !p.wall.Aside(id)) }),
		fyne.NewMenuItem(lang.X("shell.wall.reconnect", "Sambungkan Lagi")+" (R)", func() { p.reconnect(camera) }),
		fyne.NewMenuItem(lang.X("shell.wall.trace", "Jalur Gambar (D)"), func() { p.wall.Trace(id) }),
		fyne.NewMenuItem(lang.X("shell.ptz.menu", "Gerakkan Kamera (P)"), func() { p.togglePTZ(id) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.X("shell.wall.open", "Buka Lembar Kamera"), func() { p.env.Open("kamera/" + id.String()) }),
	}
	if p.wall.Saving(id) {
		items = append(items, fyne.NewMenuItem(lang.X("shell.wall.refill", "Pulihkan Gambar Penuh"), func() { p.wall.Refill(id) }))
	}
	if camera.Request != "" {
		items = append(items, fyne.NewMenuItem(lang.X("shell.wall.request", "Buka {{.Number}}", map[string]any{"Number": camera.Request}),
			func() { p.env.Open("permintaan/" + camera.RequestID.String()) }))
	}
	if camera.Agency != "" {
		items = append(items, fyne.NewMenuItem(lang.X("shell.wall.contact", "Hubungi {{.Agency}}…", map[string]any{"Agency": camera.Agency}), func() { p.contact(camera) }))
	}
	return append(items,
		fyne.NewMenuItem(lang.X("shell.wall.copy", "Salin Alamat Relay"), func() {
			fyne.CurrentApp().Clipboard().SetContent(p.env.Cameras.Address(camera.Path))
			p.env.Toasts.Show(lang.X("shell.wall.copied", "Alamat relay disalin."))
		}),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.X("shell.wall.remove", "Keluarkan dari Tampilan"), func() { p.wall.Remove(id) }))
}

// contact tells who can be asked at the camera's agency, and what to tell them.
func (p *wallPage) contact(camera desk.PulseCamera) {
	who := camera.Contact
	if who == "" {
		who = lang.X("shell.wall.contact.none", "Narahubung perangkat daerah ini belum diisi.")
	}
	words, _ := p.wall.Says(camera.ID)
	p.env.Dialogs.Ask(kit.Ask{Title: camera.AgencyName, Width: 460, Body: kit.Form(kit.Strong(who),
		kit.Paragraph(lang.X("shell.wall.contact.what", "Yang disampaikan: kamera {{.Name}}, {{.State}}", map[string]any{"Name": camera.Name, "State": cmp.Or(words, reasonWords(camera))}))),
		Left: kit.NewButton(lang.X("shell.wall.contact.copy", "Salin"), func() {
			fyne.CurrentApp().Clipboard().SetContent(who)
			p.env.Toasts.Show(lang.X("shell.wall.contact.copied", "Narahubung disalin."))
		}),
		Do: lang.X("shell.wall.contact.open", "Buka Perangkat Daerah"), OK: func(d *kit.Dialog) {
			d.Close()
			p.env.Open("opd/" + camera.AgencyID.String())
		}})
}

func (p *wallPage) reconnect(camera desk.PulseCamera) {
	p.env.Act(func() error { return p.env.Cameras.Reconnect(camera.ID) }, func() {
		p.env.Toasts.Show(lang.X("shell.wall.reconnecting", "{{.Name}} disambungkan lagi.", map[string]any{"Name": camera.Name}))
	})
}
