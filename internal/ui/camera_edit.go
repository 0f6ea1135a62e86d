package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// askEdit changes a camera's record. Empty address and password keep what is
// there: the old password is never shown, so it cannot be typed again.
func (s *cameraSheet) askEdit() {
	c := s.view.Camera
	place := newPlaceForm()
	place.name.SetText(c.Name)
	place.path.SetText(c.Path)
	place.setSite(sop.Site{Name: c.Site, Category: c.Category, District: c.District, Village: c.Village})
	address, user, password := entryWith(c.URL.Masked()), entryWith(c.URL.User()), kit.NewPassword(lang.X("cameras.password.keep", "tetap seperti sekarang"))
	var embedded secret.Text
	splitLogin(address, func(login secret.URL) {
		embedded = login.Password()
		user.SetText(login.User())
	})
	sub := entryWith(c.SubURL.Masked())
	var subLogin secret.URL
	splitLogin(sub, func(login secret.URL) { subLogin = login })
	basic := kit.NewCheck(lang.X("cameras.basic", "Izinkan login Basic tanpa TLS (kata sandi terbaca di jaringan)"), nil)
	basic.SetChecked(c.AllowBasic)
	demand := kit.NewCheck(lang.X("cameras.demand", "Tarik hanya bila ada yang menonton"), nil)
	demand.SetChecked(c.OnDemand)
	wait := kit.NewCheck(lang.X("cameras.wait", "Pembaca boleh menunggu selama kamera terputus"), nil)
	wait.SetChecked(c.Wait)
	transport := kit.NewChoice([]kit.Option{{Value: "auto", Word: lang.X("cameras.transport.auto", "Otomatis (disarankan)")}, {Value: "tcp", Word: "TCP"}, {Value: "udp", Word: "UDP"}}, nil)
	transport.Set(c.Transport)
	at := map[string]*kit.Field{
		"name":    kit.NewField(lang.X("cameras.name", "Nama kamera"), place.name, ""),
		"path":    kit.NewField(lang.X("cameras.path", "Jalur relay"), place.path, ""),
		"address": kit.NewField(lang.X("cameras.address", "Alamat kamera"), address, ""),
		"sub":     kit.NewField(lang.X("cameras.sub", "Alamat sub-stream (bila ada)"), sub, ""),
	}
	rows := []fyne.CanvasObject{kit.FormRow(at["name"], at["path"]),
		kit.NewField(lang.X("requests.fact.agency", "Perangkat daerah"), place.agency, "").Object()}
	rows = append(rows, place.rows()...)
	rows = append(rows, at["address"].Object(),
		kit.FormRow(kit.NewField(lang.X("cameras.user", "Nama pengguna"), user, ""), kit.NewField(lang.X("cameras.password", "Kata sandi"), password, ""),
			kit.NewField(lang.X("cameras.transport", "Cara kirim"), transport, "")),
		at["sub"].Object(), basic, demand, wait)
	kit.Run(s.env.Tasks, func(context.Context) ([]sop.Agency, error) { return s.env.Office.Agencies(false) }, func(all []sop.Agency, err error) {
		if err != nil {
			s.env.Fail(err)
			return
		}
		place.setAgencies(all)
		place.agency.Set(c.AgencyID.String())
	})
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("cameras.edit.title", "Ubah {{.Name}}", map[string]any{"Name": c.Name}),
		Body:  kit.Form(rows...), Do: lang.X("requests.save", "Simpan"), Width: 720,
		OK: func(d *kit.Dialog) {
			draft := desk.CameraDraft{
				User: user.Text, Transport: transport.Value(), AllowBasic: basic.Checked, OnDemand: demand.Checked, Wait: wait.Checked,
				Enabled: c.Enabled, AgencyID: c.AgencyID, RequestID: c.RequestID, Village: c.Village, Tags: c.Tags, Fingerprint: c.Fingerprint, Serial: c.Serial, Device: c.Device, Note: c.Note, Lat: c.Lat, Lon: c.Lon,
				NoSub: sub.Text == "",
			}
			place.into(&draft)
			if address.Text != c.URL.Masked() || user.Text != c.URL.User() || password.Text != "" || !embedded.Empty() {
				if draft.Password = embedded; address.Text != c.URL.Masked() {
					draft.Address = address.Text
				}
				if password.Text != "" {
					draft.Password = secret.NewText(password.Text)
				}
			}
			url, err := camera.ParseAddress(sub.Text)
			switch {
			case subLogin.User() != "" && err == nil && url.User() == "":
				draft.SubURL = url.WithLogin(subLogin.User(), subLogin.Password())
			case sub.Text != c.SubURL.Masked():
				draft.SubAddress = sub.Text
			}
			s.keepEdit(d, draft, at)
		},
	})
}

func (s *cameraSheet) keepEdit(d *kit.Dialog, draft desk.CameraDraft, at map[string]*kit.Field) {
	for _, f := range at {
		f.SetRefusal("")
	}
	id := s.id
	kit.Run(s.env.Tasks, func(context.Context) (struct{}, error) { return struct{}{}, s.env.Cameras.Update(id, draft) }, func(_ struct{}, err error) {
		switch {
		case err == nil:
			d.Close()
			s.env.Saved()
			s.reload()
		case !showFieldError(err, at):
			s.env.Fail(err)
		}
	})
}
