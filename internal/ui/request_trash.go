package ui

import (
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// askErase asks, by the name of what goes, before something leaves the trash
// for good.
func askErase(e *env, name, about string, erase func() error, done func()) {
	e.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("requests.erase.title", "Hapus {{.Name}} selamanya?", map[string]any{"Name": name}),
		Text: lang.X("requests.erase.text", "{{.About}} dihapus dari tempat sampah dan tidak dapat dipulihkan. Jejak auditnya tetap ada.",
			map[string]any{"About": joined(" – ", name, about)}),
		Do: lang.X("requests.erase", "Hapus Selamanya"), Danger: true,
		OK: func() {
			e.Act(erase, func() {
				e.Toasts.Show(lang.X("requests.erased", "{{.Name}} dihapus selamanya.", map[string]any{"Name": name}))
				done()
			})
		},
	})
}

// erase takes a draft out of the trash for good.
func (p *requestsPage) erase(id ulid.ULID, number, subject string) {
	askErase(p.env, number, subject, func() error { return p.env.Requests.Erase(id) }, func() {
		if p.shown == id {
			p.env.Open("permintaan")
			return
		}
		p.Reload()
	})
}

// emptyOf says of each shelf that nothing is on it.
func (p *requestsPage) emptyOf(shelf string) kit.Empty {
	if shelf == shelfTrash {
		return kit.Empty{Icon: kit.IconRequests, Title: lang.X("requests.trash.empty", "Tempat sampah kosong"),
			Text: lang.X("requests.trash.empty.text", "Draf yang dihapus berada di sini sampai dipulihkan atau dihapus selamanya.")}
	}
	return kit.Empty{
		Icon:   kit.IconRequests,
		Title:  lang.X("requests.empty", "Belum ada permintaan relay"),
		Text:   lang.X("requests.empty.text", "Permintaan dimulai dari surat: Diskominfo menyurati perangkat daerah, atau perangkat daerah mengusulkan kameranya."),
		Action: lang.X("requests.new", "Permintaan Baru"),
		Do:     p.Create,
	}
}
