package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// askInspect notes what somebody found.
func (s *equipmentSheet) askInspect() {
	found := kit.NewChoice(nil, nil)
	var all []kit.Option
	for _, o := range sop.Operations() {
		all = append(all, kit.Option{Value: string(o), Word: say.Operation(o)})
	}
	found.SetChoices(all)
	found.Set(string(sop.Online))
	cause := kit.NewChoice(optional(options(sop.OfflineCauses(), say.OfflineCause)), nil)
	when := kit.NewDateClock(say.FieldName("tanggal_cek"), "", sop.WIB(), s.env.Now)
	when.Set(s.env.Now())
	officer, note := kit.NewEntry(""), kit.NewEntry("")
	at := map[string]*kit.Field{
		"status_operasi":   kit.NewField(lang.X("register.found", "Ditemukan"), found, ""),
		"penyebab_offline": kit.NewField(say.FieldName("penyebab_offline"), cause, ""),
		"tanggal_cek":      when.Field,
	}
	body := kit.Form(kit.FormRow(at["status_operasi"], when.Field), at["penyebab_offline"].Object(),
		kit.FormRow(kit.NewField(lang.X("register.trail.officer", "Petugas"), officer, lang.X("register.officer.hint", "Kosong = yang sedang bertugas")), kit.NewField(say.ColumnName("keterangan"), note, "")))
	found.OnChanged = func(string) {
		at["penyebab_offline"].Object().(*fyne.Container).Hidden = found.Value() != string(sop.Offline)
		body.Refresh()
	}
	found.OnChanged("")
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("register.inspect.title", "Periksa {{.Code}}", map[string]any{"Code": s.view.Item.Code}), Width: 560, Focus: found,
		Do: lang.X("requests.save", "Simpan"), Body: body,
		OK: func(d *kit.Dialog) {
			t, ok := when.Value()
			if !ok {
				return
			}
			i := sop.Inspection{At: t, Found: sop.Operation(found.Value()), Cause: cause.Value(), Officer: officer.Text, Note: strings.TrimSpace(note.Text)}
			s.act(func() (desk.EquipmentView, error) { return s.env.Equipment.Inspect(s.id, i) },
				func(err error) bool { return showFieldErrors(err, at) }, d.Close)
		},
	})
}

// askOffers lets outages that the engine measured become inspections.
func (s *equipmentSheet) askOffers() {
	cause := kit.NewChoice(append([]kit.Option{{Word: lang.X("register.offers.guess", "Menurut relay (dugaan)")}}, options(sop.OfflineCauses(), say.OfflineCause)...), nil)
	cause.Set("")
	box := container.New(kit.Tight(-6))
	for _, o := range s.view.Offers {
		box.Add(kit.Caption(offerWords(o)))
	}
	offers := s.view.Offers
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("register.offers.title", "Gangguan terukur"), Width: 520, Do: lang.X("register.offers.all", "Catat Semua"),
		Body: kit.Form(box, kit.NewField(say.FieldName("penyebab_offline"), cause, lang.X("register.offers.hint", "Dari jauh kabel putus dan listrik padam terlihat sama; pilih bila sebabnya diketahui.")).Object()),
		OK: func(d *kit.Dialog) {
			s.act(func() (desk.EquipmentView, error) {
				return s.env.Equipment.InspectOutages(s.id, offers, cause.Value())
			}, nil, d.Close)
		},
	})
}

func offerWords(o db.Outage) string {
	if o.To.IsZero() {
		return lang.X("register.offer.open", "sejak {{.From}}, masih berlangsung", map[string]any{"From": say.DateClock(o.From)})
	}
	return lang.X("register.offer", "{{.From}} sampai {{.To}}", map[string]any{"From": say.DateClock(o.From), "To": say.DateClock(o.To)})
}

// askMove notes a movement; only the fields that its kind has are shown.
func (s *equipmentSheet) askMove() {
	kit.Run(s.env.Tasks, func(context.Context) ([]desk.SpotRow, error) { return s.env.Register.Spots() }, func(spots []desk.SpotRow, err error) {
		if err != nil {
			s.env.Fail(err)
			return
		}
		s.showMove(spots)
	})
}

func (s *equipmentSheet) showMove(spots []desk.SpotRow) {
	kind := kit.NewChoice(moveOptions(s.view.State), nil)
	site, condition := kit.NewChoice(spotOptions(spots), nil), kit.NewChoice(optional(conditionOptions()), nil)
	site.Set(idOrNothing(s.view.State.SiteID))
	condition.Set("")
	when := kit.NewDay(say.ColumnName("tanggal"), "", sop.WIB(), s.env.Now)
	when.Set(s.env.Now())
	quantity, handed, basis, note := kit.NewEntry(""), kit.NewEntry(""), kit.NewEntry(lang.X("register.basis.eg", "BA 12/2026")), kit.NewEntry("")
	at := map[string]*kit.Field{
		"jenis_mutasi": kit.NewField(say.FieldName("jenis_mutasi"), kind, ""), "tanggal": when.Field,
		"titik": kit.NewField(lang.X("register.move.to", "Titik tujuan"), site, ""), "kondisi": kit.NewField(say.FieldName("kondisi"), condition, ""),
		"jumlah":            kit.NewField(say.FieldName("jumlah"), quantity, lang.X("register.move.quantity", "Kosong = semuanya")),
		"diserahkan_kepada": kit.NewField(say.FieldName("diserahkan_kepada"), handed, lang.X("register.move.handed", "Kosong = dihapus dari daftar barang")),
		"dasar":             kit.NewField(say.FieldName("dasar"), basis, ""), "keterangan": kit.NewField(say.ColumnName("keterangan"), note, ""),
	}
	body := container.NewVBox(kit.FormRow(at["jenis_mutasi"], when.Field), at["titik"].Object(), at["kondisi"].Object(),
		kit.FormRow(at["jumlah"], at["diserahkan_kepada"]), kit.FormRow(at["dasar"], at["keterangan"]))
	show := func(string) {
		k := sop.MovementKind(kind.Value())
		body.Objects[1].(*fyne.Container).Hidden = k != sop.MoveSite && k != sop.MoveAdd
		body.Objects[2].(*fyne.Container).Hidden = k != sop.MoveCondition && k != sop.MoveRepair && k != sop.MoveAdd
		body.Objects[3].(*fyne.Container).Hidden = k != sop.MoveRemove
		body.Refresh()
	}
	kind.OnChanged = show
	kind.Set(kindFirst(s.view.State))
	show("")
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("register.move.title", "Mutasi {{.Code}}", map[string]any{"Code": s.view.Item.Code}), Width: 620, Focus: kind,
		Do: lang.X("requests.save", "Simpan"), Body: body,
		OK: func(d *kit.Dialog) {
			for _, f := range at {
				f.SetRefusal("")
			}
			date, ok := when.Value()
			if !ok {
				return
			}
			m := sop.Movement{Date: date, Kind: sop.MovementKind(kind.Value()), Basis: basis.Text, Note: note.Text}
			if !body.Objects[1].(*fyne.Container).Hidden {
				m.SiteID, _ = ulid.ParseStrict(site.Value())
			}
			if !body.Objects[2].(*fyne.Container).Hidden {
				m.Condition = sop.Condition(condition.Value())
			}
			if !body.Objects[3].(*fyne.Container).Hidden {
				m.HandedTo = handed.Text
				n, err := desk.Whole(quantity.Text)
				if err != nil || n < 0 {
					at["jumlah"].SetRefusal(say.Field(&desk.FieldError{Field: "jumlah", Rule: desk.FieldCount, Value: quantity.Text}).String())
					return
				}
				m.Quantity = n
			}
			s.act(func() (desk.EquipmentView, error) { return s.env.Equipment.Move(s.id, m) },
				func(err error) bool { return showFieldErrors(err, at) }, d.Close)
		},
	})
}

// moveOptions are the movements that make sense as a thing stands.
func moveOptions(state sop.EquipmentState) []kit.Option {
	var out []kit.Option
	for _, k := range sop.MovementKinds() {
		if (k == sop.MoveAdd) != state.Held() {
			out = append(out, kit.Option{Value: string(k), Word: say.MovementKind(k)})
		}
	}
	return out
}

func kindFirst(state sop.EquipmentState) string {
	if state.Held() {
		return string(sop.MoveSite)
	}
	return string(sop.MoveAdd)
}

// askTie says which camera of the relay the thing is.
func (s *equipmentSheet) askTie() {
	kit.Run(s.env.Tasks, func(context.Context) ([]desk.CameraRow, error) { return s.env.Equipment.Untied() }, func(rows []desk.CameraRow, err error) {
		if err != nil {
			s.env.Fail(err)
			return
		}
		choices := []kit.Option{{Word: lang.X("register.tie.none", "Tidak dikaitkan")}}
		if s.view.Camera != "" {
			choices = append(choices, kit.Option{Value: s.view.Item.CameraID.String(), Word: s.view.Camera})
		}
		for _, r := range rows {
			choices = append(choices, kit.Option{Value: r.ID.String(), Word: joined(" · ", r.Name, r.Agency, r.Site)})
		}
		camera := kit.NewChoice(choices, nil)
		camera.Set(idOrNothing(s.view.Item.CameraID))
		s.env.Dialogs.Ask(kit.Ask{
			Title: lang.X("register.tie.title", "Kamera relay untuk {{.Code}}", map[string]any{"Code": s.view.Item.Code}), Width: 520, Focus: camera,
			Do: lang.X("requests.save", "Simpan"),
			Body: kit.Form(kit.NewField(say.FieldName("jalur"), camera,
				lang.X("register.tie.hint", "Status online/offline lalu mengikuti relay, dan gangguannya ditawarkan sebagai pemeriksaan.")).Object()),
			OK: func(d *kit.Dialog) {
				id, _ := ulid.ParseStrict(camera.Value())
				s.act(func() (desk.EquipmentView, error) { return s.env.Equipment.Tie(s.id, id) }, nil, d.Close)
			},
		})
	})
}
