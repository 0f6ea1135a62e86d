package ui

import (
	"context"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
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
	basic     *kit.Check
	field     *kit.Field
	login     *kit.Field // of the password
	url       secret.URL
	pastedKey secret.Text // the password that came inside the address
	logins    *loginSplit
	accepted  string // the address that may be relayed a second time
	ways      *wizardWays
	sub       secret.URL // stream for walls with many tiles, of the address subOf
	subOf     string
	resumed   db.Draft // a draft that goes on: what device it was
}

func newWizardAddress(w *wizard) *wizardAddress {
	a := &wizardAddress{w: w, address: kit.NewEntry("rtsp://10.10.5.21:554/Streaming/Channels/101"), user: kit.NewEntry(""), password: kit.NewPassword("")}
	a.logins = splitLogin(a.address, a.tookLogin)
	a.address.OnChanged = a.edited
	a.address.OnSubmitted = func(string) { a.next(w.assist.Advance) }
	a.user.OnSubmitted, a.password.OnSubmitted = a.address.OnSubmitted, a.address.OnSubmitted
	a.user.OnChanged = func(string) { w.dirty = true; a.warnDelivered() }
	a.password.OnChanged = a.user.OnChanged
	a.transport = kit.NewChoice([]kit.Option{
		{Value: "auto", Word: lang.X("cameras.transport.auto", "Otomatis (disarankan)")},
		{Value: "tcp", Word: "TCP"},
		{Value: "udp", Word: "UDP"},
	}, nil)
	a.transport.Set("auto")
	a.basic = kit.NewCheck(lang.X("cameras.basic", "Izinkan login Basic tanpa TLS (kata sandi terbaca di jaringan)"), nil)
	a.ways = newWizardWays(a)
	return a
}

func (a *wizardAddress) body() fyne.CanvasObject {
	a.field = kit.NewField(lang.X("cameras.address", "Alamat kamera"), a.address,
		lang.X("cameras.address.hint", "Alamat RTSP lengkap, atau IP saja. Tekan Ctrl+V untuk menempel."))
	a.login = kit.NewField(lang.X("cameras.password", "Kata sandi"), a.password, lang.X("cameras.password.hint", "Disimpan tersegel; tidak pernah tampil lagi."))
	return container.New(kit.Tight(0), a.w.drafts.note, a.ways.object(kit.Form(a.field.Object(),
		kit.FormRow(kit.NewField(lang.X("cameras.user", "Nama pengguna"), a.user, lang.X("cameras.user.hint", "Akun khusus baca (view only) dari perangkat daerah.")), a.login),
		kit.NewField(lang.X("cameras.transport", "Cara kirim"), a.transport, "").Object(),
		a.basic)))
}

// fill puts in an address that was found or made, and its smaller stream.
func (a *wizardAddress) fill(main, sub secret.URL) {
	a.logins.put(main.String())
	a.sub, a.subOf = sub, main.String()
	a.w.dirty = true
	a.field.SetRefusal("")
	a.tellSub()
}

// tellSub shows the smaller stream beneath the address it belongs to.
func (a *wizardAddress) tellSub() {
	hint := lang.X("cameras.address.hint", "Alamat RTSP lengkap, atau IP saja. Tekan Ctrl+V untuk menempel.")
	if a.subOf != "" && a.address.Text == a.subOf && !a.sub.IsZero() {
		hint = lang.X("cameras.address.sub", "Aliran kecil: {{.Address}}", map[string]any{"Address": a.sub.String()})
	}
	a.field.SetHint(hint)
}

// warnDelivered says at the field when the login is one of the factory's.
func (a *wizardAddress) warnDelivered() {
	hint := lang.X("cameras.password.hint", "Disimpan tersegel; tidak pernah tampil lagi.")
	if camera.DeliveredLogin(a.user.Text, a.secretText()) {
		hint = lang.X("cameras.password.delivered", "Ini kata sandi bawaan pabrik. Mintalah perangkat daerah menggantinya.")
	}
	a.login.SetHint(hint)
}

// edited tells the rest of the step that another address stands there; a login
// in it is masked as soon as it can be told apart.
func (a *wizardAddress) edited(text string) {
	if !a.logins.own {
		a.w.dirty = a.w.dirty || text != ""
		a.field.SetRefusal("")
		a.tellSub()
	}
	a.logins.edited(text)
}

// tookLogin fills in the login that stood in the address.
func (a *wizardAddress) tookLogin(login secret.URL) {
	a.user.SetText(login.User())
	a.password.SetText("")
	a.pastedKey = login.Password()
	from := ""
	if !a.pastedKey.Empty() {
		from = lang.X("cameras.password.split", "dari alamat kamera")
	}
	a.password.SetPlaceHolder(from)
	a.tellSub()
	a.warnDelivered()
}

// next checks that the address can be read at all.
func (a *wizardAddress) next(proceed func()) {
	if a.ways.at == wayFind {
		a.ways.show(wayPaste) // nothing was chosen from the list: here is where it is missing
	}
	url, err := camera.ParseAddress(a.address.Text)
	if err != nil {
		if a.address.Text == "" {
			err = &desk.FieldError{Field: "address", Rule: desk.FieldMissing}
		}
		a.field.SetRefusal(say.Error(err).String())
		return
	}
	a.url = url
	a.logins.put(url.String())
	if url.User() != "" {
		a.tookLogin(url)
	}
	a.tellSub()
	a.warnTwice(proceed)
}

// warnTwice asks when this very camera is relayed already; going on is allowed.
func (a *wizardAddress) warnTwice(proceed func()) {
	e, url, kept, draft := a.w.env, a.url, a.w.kept, a.draft()
	if a.accepted == url.String() {
		proceed()
		return
	}
	kit.Run(e.Tasks, func(context.Context) (*desk.Twin, error) { return e.Finder.Twin(draft, kept) }, func(twin *desk.Twin, err error) {
		switch {
		case a.url.String() != url.String() || a.w.assist.At() != wizardStepAddress || a.w.closed:
		case err != nil:
			e.Fail(err)
		case twin == nil:
			proceed()
		default:
			e.Dialogs.Confirm(kit.Confirm{
				Title: lang.X("cameras.twice", "Kamera yang sama"), Text: twiceText(*twin), Do: lang.X("cameras.twice.do", "Lanjutkan"),
				OK: func() { a.accepted = url.String(); proceed() },
			})
		}
	})
}

// twiceText says which camera it is, and by what it was recognised when that
// is not the address.
func twiceText(twin desk.Twin) string {
	name := map[string]any{"Name": twin.Row.Name}
	switch {
	case !twin.Sure:
		return lang.X("cameras.twice.device", "Perangkat ini sudah direlay sebagai {{.Name}}. Bila ini lensa atau saluran lain, lanjutkan.", name)
	case twin.Why != desk.TwinPlace:
		return lang.X("cameras.twice.moved", "Kamera ini sudah direlay sebagai {{.Name}}, dikenali dari nomor perangkatnya; hanya alamatnya yang berbeda. Lanjutkan?", name)
	case twin.Row.Request != "":
		return say.DuplicateCamera(twin.Row.Request)
	}
	return lang.X("cameras.twice.text", "Kamera ini sudah direlay sebagai {{.Name}}. Lanjutkan?", name)
}

// settled says whether what stands in the fields is what was tested last.
func (a *wizardAddress) settled() bool {
	url, err := camera.ParseAddress(a.address.Text)
	return err == nil && url.String() == a.url.String() && a.same(a.w.test.tested)
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
	d := desk.CameraDraft{
		URL: a.url, User: a.user.Text, Password: a.secretText(),
		Transport: a.transport.Value(), AllowBasic: a.basic.Checked,
	}
	if a.subOf == a.url.String() {
		d.SubURL = a.sub
	}
	switch {
	case a.ways.device.of(a.url):
		d.Device, d.Serial = a.ways.device.device.Endpoint, a.ways.device.device.Serial
	case a.resumed.Device+a.resumed.Serial != "" && a.resumed.URL.String() == a.url.String():
		d.Device, d.Serial = a.resumed.Device, a.resumed.Serial
	}
	return d
}
