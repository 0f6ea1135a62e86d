package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// ShowPassword shows the password of a new reader account, this once. It is
// the only place of the window where a secret is opened: the person who made
// the account has to hand it on.
func (e *env) ShowPassword(name string, password secret.Text) {
	clear := password.Reveal()
	field := kit.NewEntry("")
	field.SetText(clear)
	field.TextStyle = fyne.TextStyle{Monospace: true}
	copyIt := kit.NewButton(lang.X("office.reader.copy", "Salin"), func() {
		fyne.CurrentApp().Clipboard().SetContent(clear)
		e.Toasts.Show(lang.X("office.reader.copied", "Kata sandi disalin."))
	})
	e.Dialogs.Ask(kit.Ask{Title: lang.X("office.reader.made", "Akun {{.Name}} dibuat", map[string]any{"Name": name}), Width: 480, Body: kit.Form(
		kit.Paragraph(lang.X("office.reader.once", "Catat kata sandi ini sekarang. Setelah dialog ditutup, kata sandi tidak dapat ditampilkan lagi.")),
		container.NewBorder(nil, nil, nil, copyIt, field))})
}
