package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// relayView is who may reach the relay: this computer only or the network,
// and the accounts of readers.
type relayView struct {
	env     *env
	changed func()
	holder  *fyne.Container
	readers *fyne.Container
	secure  *fyne.Container
	set     db.Settings
}

func relayPart(e *env, changed func()) *settingsPart {
	v := &relayView{env: e, changed: changed, holder: container.NewStack(), readers: container.New(kit.Tight(-8))}
	return &settingsPart{key: "relay", title: lang.X("office.relay", "Relay dan pembaca"), object: v.holder,
		show: func(s db.Settings) { v.set = s; v.build(); v.load(); v.loadSecure() }}
}

// The two answers to who may reach the relay.
const (
	reachHere    = "di-sini"
	reachNetwork = "jaringan"
)

func reachOptions() []kit.Option {
	return []kit.Option{
		{Value: reachHere, Word: lang.X("office.relay.here", "Hanya komputer ini")},
		{Value: reachNetwork, Word: lang.X("office.relay.network", "Juga komputer lain di jaringan, dengan akun")},
	}
}

func (v *relayView) build() {
	reach := reachHere
	if v.set.OpenToNetwork {
		reach = reachNetwork
	}
	radio := kit.NewRadio(reachOptions(), reach, func(value string) {
		v.env.Act(func() error {
			return v.env.Office.ChangeSettings(func(s *db.Settings) { s.OpenToNetwork = value == reachNetwork })
		}, func() {
			v.env.Toasts.Show(lang.X("office.relay.later", "Berlaku saat aplikasi dibuka lagi."))
		})
	})
	pulse := v.env.Pulse()
	facts := kit.Facts(kit.Fact{Name: lang.X("office.relay.address", "Alamat relay saat ini"), Value: listenWords(pulse)})
	explain := kit.Muted(lang.X("office.relay.explain", "Bila dibuka ke jaringan, setiap pembaca wajib memakai akun di bawah ini; tanpa akun tidak ada yang dapat menonton. Berlaku saat aplikasi dibuka lagi."))
	parts := container.New(kit.Tight(12),
		kit.Section(lang.X("office.relay.reach", "Siapa yang dapat menjangkau relay"), kit.Form(facts, radio, explain)))
	if pulse.WantedListen != "" {
		parts.Add(kit.Note(kit.ToneWarn, lang.X("shell.note.port", "Port relay {{.Wanted}} sedang dipakai program lain; sementara relay memakai {{.Now}}.",
			map[string]any{"Wanted": pulse.WantedListen, "Now": pulse.Listening}), nil))
	}
	parts.Add(kit.Section(lang.X("office.readers", "Akun pembaca"), kit.Form(
		kit.Muted(lang.X("office.readers.what", "Pembaca adalah program lain yang menonton melalui relay, misalnya VMS atau VLC di ruang kendali.")), v.readers),
		kit.NewButton(lang.X("office.reader.new", "Tambah Akun"), v.add)))
	parts.Add(v.secureSection())
	fillStack(v.holder, parts)
}

func (v *relayView) load() {
	kit.Run(v.env.Tasks, func(context.Context) ([]db.Account, error) { return v.env.Cameras.Readers() }, func(rows []db.Account, err error) {
		if err != nil {
			v.env.Fail(err)
			return
		}
		v.readers.Objects = nil
		for _, a := range rows {
			v.readers.Add(v.readerRow(a))
		}
		if len(rows) == 0 {
			v.readers.Add(kit.Muted(lang.X("office.readers.none", "Belum ada akun.")))
		}
		v.holder.Refresh()
	})
}

func (v *relayView) remove(a db.Account) {
	v.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("office.reader.remove", "Hapus akun {{.Name}}?", map[string]any{"Name": a.Name}),
		Text:  lang.X("office.reader.remove.text", "Tayangan yang sedang dibuka dengan akun ini langsung terputus."),
		Do:    lang.X("office.remove", "Hapus"), Danger: true,
		OK: func() {
			v.env.Act(func() error { return v.env.Cameras.RemoveReader(a.ID) }, func() {
				v.env.Toasts.Show(lang.X("office.removed", "Terhapus."))
				v.load()
			})
		}})
}
