package ui

import (
	"context"
	"errors"
	"net"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// wizardDevice is what a camera said of itself over ONVIF, and the choice of
// its streams.
type wizardDevice struct {
	a         *wizardAddress
	device    *camera.Device // nil until one was asked
	main, sub *kit.Choice
	box       *fyne.Container
}

func newWizardDevice(a *wizardAddress) *wizardDevice {
	d := &wizardDevice{a: a, box: container.NewStack()}
	d.main = kit.NewChoice(nil, func(string) { d.take() })
	d.sub = kit.NewChoice(nil, func(string) { d.take() })
	return d
}

// askDevice asks for the login and then the device itself; place is where it
// says it stands.
func (a *wizardAddress) askDevice(service, endpoint, place string) {
	e := a.w.env
	where, user, password := kit.NewEntry("10.10.5.21"), kit.NewEntry(""), kit.NewPassword("")
	where.SetText(service)
	user.SetText(a.user.Text)
	password.SetText(a.password.Text)
	if a.password.Text == "" && !a.pastedKey.Empty() {
		password.SetPlaceHolder(lang.X("cameras.password.split", "dari alamat kamera"))
	}
	spot := kit.NewField(lang.X("cameras.device.where", "Alamat perangkat"), where, lang.X("cameras.device.where.hint", "IP atau IP:port layanan ONVIF-nya."))
	login := kit.NewField(lang.X("cameras.password", "Kata sandi"), password, lang.X("cameras.device.login.hint", "Dicoba sekali tiap cara; kata sandinya sendiri tidak pernah dikirim."))
	state := kit.Muted("")
	where.OnChanged = func(string) { spot.SetRefusal("") }
	password.OnChanged = func(string) { login.SetRefusal("") }
	var task *kit.Task
	focus := user
	if service == "" {
		focus = where
	}
	dialog := e.Dialogs.Ask(kit.Ask{
		Title: lang.X("cameras.device.ask", "Baca Kamera lewat ONVIF"), Do: lang.X("cameras.device.do", "Baca Kamera"), Width: 520, Focus: focus,
		Body: kit.Form(spot.Object(), kit.FormRow(kit.NewField(lang.X("cameras.user", "Nama pengguna"), user, ""), login), state),
		OK: func(dialog *kit.Dialog) {
			task.Cancel()
			key := a.pastedKey
			if password.Text != "" {
				key = secret.NewText(password.Text)
			}
			access := camera.Access{Service: where.Text, User: user.Text, Password: key}
			if where.Text == service {
				access.Endpoint = endpoint
			}
			state.SetText(lang.X("cameras.device.asking", "Menanyai perangkat…"))
			task = kit.Run(e.Tasks, func(ctx context.Context) (camera.Device, error) { return e.Finder.Inspect(ctx, access) }, func(d camera.Device, err error) {
				state.SetText("")
				switch {
				case errors.Is(err, context.Canceled):
				case errors.Is(err, camera.ErrDeviceLogin):
					login.SetRefusal(say.Error(err).String())
				case err != nil:
					spot.SetRefusal(say.Error(err).String())
				default:
					dialog.Close()
					a.user.SetText(user.Text)
					a.password.SetText(password.Text)
					a.ways.device.set(d)
					a.w.place.propose(place)
				}
			})
		},
	})
	dialog.OnClose(func() { task.Cancel() })
}

// set shows a device and proposes its streams.
func (d *wizardDevice) set(device camera.Device) {
	d.device = &device
	var options []kit.Option
	for i, p := range device.Profiles {
		if !p.URL.IsZero() {
			options = append(options, kit.Option{Value: strconv.Itoa(i), Word: profileWord(p)})
		}
	}
	d.main.SetChoices(options)
	d.sub.SetChoices(append([]kit.Option{{Value: "", Word: lang.X("cameras.device.nosub", "Tanpa aliran kecil")}}, options...))
	main, sub := device.MainAndSub()
	d.main.Set(strconv.Itoa(main))
	d.sub.Set("")
	if sub >= 0 {
		d.sub.Set(strconv.Itoa(sub))
	}
	d.box.Objects = []fyne.CanvasObject{d.card()}
	d.box.Refresh()
	d.a.ways.show(wayPaste)
	d.take()
}

func profileWord(p camera.Profile) string {
	size := ""
	if p.Width > 0 {
		size = strconv.Itoa(p.Width) + "×" + strconv.Itoa(p.Height)
	}
	return joined(" · ", p.Name, p.Codec, size)
}

func (d *wizardDevice) card() fyne.CanvasObject {
	device := d.device
	facts := joined("  ·  ", joined(" ", device.Maker, device.Model), device.Firmware, device.Serial)
	box := container.New(kit.Tight(0), strongWrapped(facts))
	if words := say.CameraClock(device.Clock); device.ClockKnown && words != "" {
		box.Add(kit.Note(kit.ToneWarn, words, nil))
	}
	if device.PTZ {
		box.Add(kit.Muted(lang.X("cameras.device.ptz", "Dapat digerakkan (PTZ).")))
	}
	if len(d.main.Options) == 0 {
		box.Add(kit.Note(kit.ToneWarn, lang.X("cameras.device.nostream", "Perangkat tidak menyebutkan alamat siarannya. Pilih mereknya, atau minta alamatnya kepada teknisi."), nil))
		return kit.NewCard(box)
	}
	box.Add(kit.FormRow(kit.NewField(lang.X("cameras.device.main", "Aliran utama"), d.main, ""), kit.NewField(lang.X("cameras.device.sub", "Aliran kecil"), d.sub, "")))
	return kit.NewCard(box)
}

// profile is the one chosen, false when none is.
func (d *wizardDevice) profile(c *kit.Choice) (camera.Profile, bool) {
	i, err := strconv.Atoi(c.Value())
	if err != nil || d.device == nil || i < 0 || i >= len(d.device.Profiles) {
		return camera.Profile{}, false
	}
	return d.device.Profiles[i], true
}

// take puts the chosen streams into the address. A stream on another host than
// the device's is used only when somebody says so.
func (d *wizardDevice) take() {
	main, ok := d.profile(d.main)
	if !ok {
		return
	}
	if !main.Foreign {
		d.use(main)
		return
	}
	d.a.w.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("cameras.device.foreign", "Alamat di perangkat lain"),
		Text:  lang.X("cameras.device.foreign.text", "Perangkat ini menunjuk ke {{.Host}}, bukan ke dirinya sendiri. Pakai alamat itu?", map[string]any{"Host": main.URL.Host()}),
		Do:    lang.X("cameras.device.foreign.do", "Pakai"), OK: func() { d.use(main) },
	})
}

func (d *wizardDevice) use(main camera.Profile) {
	sub, _ := d.profile(d.sub)
	if sub.Token == main.Token || sub.URL.Host() != main.URL.Host() {
		sub = camera.Profile{}
	}
	d.a.fill(main.URL, sub.URL)
}

// of says whether an address belongs to the device that was asked.
func (d *wizardDevice) of(address secret.URL) bool {
	if d.device == nil {
		return false
	}
	for _, p := range d.device.Profiles {
		if a, b := hostOf(p.URL), hostOf(address); !p.URL.IsZero() && a == b {
			return true
		}
	}
	return false
}

func hostOf(u secret.URL) string {
	host, _, err := net.SplitHostPort(u.Host())
	if err != nil {
		return u.Host()
	}
	return host
}
