package ui

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// wizardAddress takes whatever was pasted apart: address, user, password.
type wizardAddress struct {
	w         *wizard
	address   *kit.Entry
	user      *kit.Entry
	password  *kit.Entry
	transport *kit.Choice
	basic     *widget.Check
	field     *kit.Field
	url       secret.URL
	pastedKey secret.Text // the password that came inside the address
	settling  bool        // the field is being rewritten by us
	object    fyne.CanvasObject
}

func newWizardAddress(w *wizard) *wizardAddress {
	a := &wizardAddress{w: w, address: kit.NewEntry("rtsp://10.10.5.21:554/Streaming/Channels/101"), user: kit.NewEntry(""), password: kit.NewPassword("")}
	a.address.OnChanged = a.pasted
	a.address.OnSubmitted = func(string) { w.assist.Advance() }
	a.user.OnChanged = func(string) { w.dirty = true }
	a.password.OnChanged = func(string) { w.dirty = true }
	a.transport = kit.NewChoice([]kit.Option{
		{Value: "auto", Word: lang.X("cameras.transport.auto", "Otomatis (disarankan)")},
		{Value: "tcp", Word: "TCP"},
		{Value: "udp", Word: "UDP"},
	}, nil)
	a.transport.Set("auto")
	a.basic = widget.NewCheck(lang.X("cameras.basic", "Izinkan login Basic tanpa TLS (kata sandi terbaca di jaringan)"), nil)
	return a
}

func (a *wizardAddress) body() fyne.CanvasObject {
	a.field = kit.NewField(lang.X("cameras.address", "Alamat kamera"), a.address,
		lang.X("cameras.address.hint", "Alamat RTSP lengkap, atau IP saja. Tekan Ctrl+V untuk menempel."))
	a.object = kit.Form(a.field.Object(),
		kit.FormRow(kit.NewField(lang.X("cameras.user", "Nama pengguna"), a.user, lang.X("cameras.user.hint", "Akun khusus baca (view only) dari perangkat daerah.")),
			kit.NewField(lang.X("cameras.password", "Kata sandi"), a.password, lang.X("cameras.password.hint", "Disimpan tersegel; tidak pernah tampil lagi."))),
		kit.NewField(lang.X("cameras.transport", "Cara kirim"), a.transport, "").Object(),
		a.basic)
	return a.object
}

// pasted splits the login off as soon as one is there: the secret is masked
// at once and does not stay in a field that everybody can read.
func (a *wizardAddress) pasted(text string) {
	if a.settling {
		return
	}
	a.w.dirty = a.w.dirty || text != ""
	a.field.SetRefusal("")
	url, err := camera.ParseAddress(text)
	if err != nil || url.User() == "" {
		return
	}
	a.split(url)
}

func (a *wizardAddress) split(url secret.URL) {
	a.settling = true
	defer func() { a.settling = false }()
	if url.User() != "" {
		a.user.SetText(url.User())
		a.password.SetText("")
		a.pastedKey = url.Password()
		a.password.SetPlaceHolder(lang.X("cameras.password.split", "dari alamat yang ditempel"))
	}
	a.address.SetText(url.String())
}

// next checks that the address can be read at all.
func (a *wizardAddress) next(proceed func()) {
	url, err := camera.ParseAddress(a.address.Text)
	if err != nil {
		if a.address.Text == "" {
			err = &desk.FieldError{Field: "address", Rule: desk.FieldMissing}
		}
		a.field.SetRefusal(say.Error(err).String())
		return
	}
	a.url = url
	a.split(url)
	proceed()
}

// secretText is the password typed, or the one that came inside the address.
func (a *wizardAddress) secretText() secret.Text {
	if a.password.Text != "" {
		return secret.NewText(a.password.Text)
	}
	return a.pastedKey
}

// same says whether the last test was of this very address and login.
func (a *wizardAddress) same(d desk.CameraDraft) bool { return reflect.DeepEqual(a.draft(), d) }

func (a *wizardAddress) draft() desk.CameraDraft {
	return desk.CameraDraft{
		URL: a.url, User: a.user.Text, Password: a.secretText(),
		Transport: a.transport.Value(), AllowBasic: a.basic.Checked,
	}
}
