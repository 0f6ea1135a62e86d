package ui

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// relayActionWord names what the trail says about readers and the relay.
func relayActionWord(action string) string {
	switch action {
	case "ubah-pembaca":
		return lang.X("office.action.reader.change", "Mengubah akun pembaca")
	case "sandi-pembaca":
		return lang.X("office.action.reader.password", "Mengganti kata sandi akun pembaca")
	case desk.ActionGuesses:
		return lang.X("office.action.guesses", "Kata sandi pembaca salah")
	case desk.ActionMass:
		return lang.X("office.action.mass", "Banyak kamera terputus sekaligus")
	case desk.ActionCertificate:
		return lang.X("office.action.certificate", "Menyimpan sertifikat")
	}
	return say.ActKind(sop.ActKind(action))
}
