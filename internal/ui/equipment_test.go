package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// registerOffice is the busy office with a small register.
func registerOffice(t *testing.T, d *desk.Desk) {
	t.Helper()
	busyOffice(t, d)
	site, err := d.Register.PutSpot(sop.Spot{Site: sop.Site{Name: "Simpang Garuda", District: "Pontianak Kota", Purpose: "lalu-lintas"}})
	must(t, err)
	agencies, err := d.Office.Agencies(false)
	must(t, err)
	for i, e := range []sop.Equipment{
		{Kind: "kamera", Name: "Kamera Simpang Garuda", Brand: "Axis", Serial: "AX1", Camera: sop.CameraSpec{Type: "ptz"}},
		{Kind: "kamera", Name: "Kamera Pasar Flamboyan", Brand: "Hikvision", Serial: "HK2", Camera: sop.CameraSpec{Type: "statis"}},
		{Kind: "ups", Name: "UPS Ruang Relay", Brand: "APC", Serial: "UP3"},
	} {
		e.Owned = sop.Ownership{AgencyID: agencies[i].ID, Year: 2023}
		id, err := d.Equipment.Add(e, sop.Movement{Date: houseNow().AddDate(-2, 0, i), SiteID: site, Condition: sop.Conditions()[i]})
		must(t, err)
		_, err = d.Equipment.Inspect(id, sop.Inspection{At: houseNow().AddDate(0, -i*4, 0), Found: []sop.Operation{sop.Online, sop.Offline, sop.Online}[i], Cause: "listrik"})
		must(t, err)
	}
}

func TestEquipment_of_a_busy_office(t *testing.T) {
	shows(t, "peralatan", "peralatan", registerOffice, func(h *testHouse) bool {
		return h.pulsed() && len(h.shell.pages["peralatan"].(*equipmentPage).list.Shown()) == 3
	})
}

// What is refused stands at its field, and what is kept opens on its sheet.
func TestEquipment_form_refuses_at_the_field_and_keeps(t *testing.T) {
	h := openHouse(t, fyne.NewSize(1366, 768), registerOffice)
	h.shell.Open("peralatan/baru")
	page := h.shell.pages["peralatan"].(*equipmentPage)
	h.until("the tables", func() bool { return page.form != nil && len(page.form.kinds) > 0 })
	f := page.form
	f.name.SetText("Kamera baru")
	f.texts["merk"].SetText("axis")
	f.texts["nomor_seri"].SetText("ax-1")
	page.Save()
	h.until("the refusals", func() bool { return f.fields["nomor_seri"].Refused() })
	if !f.fields["tipe_kamera"].Refused() || !f.fields["opd"].Refused() {
		t.Error("PTZ/Statis or the owner was not asked for")
	}
	f.texts["nomor_seri"].SetText("AX9")
	f.choices["tipe_kamera"].Set("ptz")
	agencies, err := h.desk.Office.Agencies(false)
	must(t, err)
	f.choices["opd"].Set(agencies[0].ID.String())
	f.texts["harga"].SetText("12.500.000,00")
	page.Save()
	h.until("the sheet", func() bool { return page.sheet != nil && page.sheet.view.Item.Name == "Kamera baru" })
	if v := page.sheet.view; v.Item.Code != "CAM-0003" || v.Item.Owned.Price != 12_500_000 || !v.State.Held() {
		t.Errorf("%+v", v.Item)
	}
	page.sheet.act(func() (desk.EquipmentView, error) {
		return h.desk.Equipment.Move(page.sheet.id, sop.Movement{Kind: sop.MoveRemove, Date: houseNow().Add(time.Minute), HandedTo: "Dinas Sosial"})
	}, nil, nil)
	h.until("the movement", func() bool { return page.sheet.view.State.Status == sop.AssetHanded })
}
