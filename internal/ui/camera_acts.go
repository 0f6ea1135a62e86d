package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// reconnect has the relay dial a camera anew, and says so: the state changes
// only moments later.
func (p *camerasPage) reconnect(id ulid.ULID) {
	p.env.Act(func() error { return p.env.Cameras.Reconnect(id) }, func() {
		p.env.Toasts.Show(lang.X("cameras.reconnecting", "Kamera disambungkan ulang."))
	})
}

func (p *camerasPage) setEnabled(id ulid.ULID, on bool) {
	p.env.Act(func() error { return p.env.Cameras.SetEnabled(id, on) }, p.saved)
}

// askTrust accepts another certificate of this camera, after a question that
// shows both fingerprints.
func (s *cameraSheet) askTrust(kept, offered string) {
	id := s.id
	s.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("cameras.trust.title", "Percayai sertifikat baru {{.Name}}?", map[string]any{"Name": s.view.Camera.Name}),
		Text: lang.X("cameras.trust.text", "Kamera menunjukkan sertifikat lain daripada yang dipercaya. Itu wajar bila kamera diganti atau dipasang ulang; bila tidak, orang lain mungkin menyamar sebagai kamera ini. Cocokkan dahulu sidik jarinya dengan pemilik kamera.\n\nDipercaya sampai sekarang:\n{{.Kept}}\n\nDitunjukkan kamera sekarang:\n{{.Offered}}",
			map[string]any{"Kept": printed(kept), "Offered": printed(offered)}),
		Do: lang.X("cameras.trust.do", "Percayai"), Danger: true,
		OK: func() {
			s.env.Act(func() error { return s.env.Cameras.TrustCertificate(id, offered) }, s.page.saved)
		},
	})
}

// printed is a fingerprint in groups of four letters, so that two people can
// compare it over the telephone.
func printed(fingerprint string) string {
	hex := strings.ToUpper(strings.ReplaceAll(fingerprint, ":", ""))
	var groups []string
	for at := range slices.Chunk([]byte(hex), 4) {
		groups = append(groups, string(at))
	}
	return strings.Join(groups, " ")
}

// toggleWord names what switching a camera over does.
func toggleWord(enabled bool) string {
	if enabled {
		return lang.X("cameras.disable", "Nonaktifkan")
	}
	return lang.X("cameras.enable", "Aktifkan")
}
