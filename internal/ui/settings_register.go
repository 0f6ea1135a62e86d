package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// registerView edits the tables of the equipment register: titik, jenis, kode
// barang. Every change is kept at once.
type registerView struct {
	env     *env
	changed func()
	kinds   []sop.EquipmentKind
	codes   []sop.ItemCode
	spots   []desk.SpotRow
	set     db.Settings
	holder  *fyne.Container
}

func registerPart(e *env, changed func()) *settingsPart {
	v := &registerView{env: e, changed: changed, holder: container.NewStack()}
	return &settingsPart{key: "peralatan", title: lang.X("register.nav", "Peralatan"), object: v.holder, show: func(s db.Settings) { v.set = s; v.load() }}
}

func (v *registerView) load() {
	kit.Run(v.env.Tasks, func(context.Context) (r registerView, err error) {
		if r.kinds, err = v.env.Register.Kinds(); err != nil {
			return r, err
		}
		if r.codes, err = v.env.Register.ItemCodes(); err != nil {
			return r, err
		}
		r.spots, err = v.env.Register.Spots()
		return r, err
	}, func(r registerView, err error) {
		if err != nil {
			v.env.Fail(err)
			return
		}
		v.kinds, v.codes, v.spots = r.kinds, r.codes, r.spots
		v.build()
	})
}

func (v *registerView) build() {
	spots, kinds, codes := container.New(kit.Tight(-8)), container.New(kit.Tight(-8)), container.New(kit.Tight(-8))
	for _, s := range v.spots {
		about := lang.X("register.spot.count", "{{.Cameras}} kamera, {{.Others}} lainnya", map[string]any{"Cameras": s.Cameras, "Others": s.Others})
		if len(s.Notices) > 0 {
			about = joined(" · ", about, spotNotice(s.Notices[0]))
		}
		spots.Add(v.line(220, s.Name, joined(" · ", s.District, about), func() { v.askSpot(s.Spot) }, func() {
			v.env.Act(func() error { return v.env.Register.RemoveSpot(s.ID) }, v.kept)
		}))
	}
	if len(v.spots) == 0 {
		spots.Add(kit.Muted(lang.X("register.spot.none", "Belum ada titik. Titik juga dibuat sendiri saat mengimpor atau mencatat kamera relay.")))
	}
	var places fyne.CanvasObject = spots
	if len(v.spots) > 8 { // else kinds and codes stand far below a city's titik
		scroll := container.NewVScroll(spots)
		scroll.SetMinSize(fyne.NewSize(0, 300))
		places = scroll
	}
	for i, k := range v.kinds {
		kinds.Add(v.line(220, k.Name, joined(" · ", k.Prefix, k.ItemCode, k.Unit), func() { v.askKind(i) }, func() {
			v.keepKinds(slices.Delete(slices.Clone(v.kinds), i, i+1), nil)
		}))
	}
	for i, c := range v.codes {
		codes.Add(v.line(220, c.Code, c.Name, func() { v.askCode(i) }, func() {
			v.keepCodes(slices.Delete(slices.Clone(v.codes), i, i+1), nil)
		}))
	}
	reviewed := lang.X("register.review.never", "Belum dicatat.")
	if t := v.set.Register.SOPReviewed; !t.IsZero() {
		reviewed = say.ShortDate(t)
	}
	fillStack(v.holder, container.New(kit.Tight(12),
		kit.Section(lang.X("register.spots.title", "Titik"), places, kit.NewButton(lang.X("register.spot.add", "Tambah Titik"), func() { v.askSpot(sop.Spot{Site: sop.Site{Notice: "belum-dicek"}}) })),
		kit.Section(lang.X("register.trail.kinds", "Jenis peralatan"), kinds, kit.NewButton(lang.X("register.kind.add", "Tambah Jenis"), func() { v.askKind(-1) })),
		kit.Section(lang.X("register.field.itemcode", "Kode barang"), container.NewVBox(kit.Muted(lang.X("register.codes.hint", "Daftar umum tidak selalu sama; cocokkan dengan Pengurus Barang.")), codes),
			kit.NewButton(lang.X("register.code.add", "Tambah Kode"), func() { v.askCode(-1) })),
		kit.Section(lang.X("register.review", "Tinjauan SOP"), kit.Facts(kit.Fact{Name: lang.X("register.trail.reviewed", "SOP terakhir ditinjau"), Value: reviewed}),
			kit.NewButton(lang.X("register.review.do", "Catat Ditinjau Hari Ini"), func() {
				v.env.Act(func() error { return v.env.Register.ReviewedSOP(v.env.Now()) }, v.kept)
			}))))
}

// spotNotice is what is missing of a titik, in a few words.
func spotNotice(f *desk.FieldError) string {
	switch f.Rule {
	case desk.FieldRule(sop.FlawPurpose):
		return lang.X("register.spot.nopurpose", "tujuan belum diisi")
	case desk.FieldRule(sop.FlawBox):
		return lang.X("register.spot.outside", "koordinat di luar kota")
	}
	return say.Field(f).What
}

func (v *registerView) line(width float32, name, about string, change, remove func()) fyne.CanvasObject {
	title := widget.NewLabel(name)
	title.Truncation = fyne.TextTruncateEllipsis
	note := kit.Caption(about)
	note.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(width, 36), title),
		container.NewHBox(kit.NewQuiet(lang.X("office.reader.change", "Ubah"), nil, change), kit.NewQuiet(lang.X("office.remove", "Hapus"), nil, remove)), note)
}

func (v *registerView) kept() {
	v.env.Saved()
	v.changed()
}

// keep runs one change; what is refused is shown at its field in the dialog d,
// when there is one.
func (v *registerView) keep(work func() error, d *kit.Dialog, at map[string]*kit.Field) {
	v.env.Try(work, func(err error) {
		switch {
		case err == nil:
			if d != nil {
				d.Close()
			}
			v.kept()
		case !showFieldErrors(err, at):
			v.env.Fail(err)
		}
	})
}

func (v *registerView) keepKinds(kinds []sop.EquipmentKind, d *kit.Dialog, at ...map[string]*kit.Field) {
	v.keep(func() error { return v.env.Register.SetKinds(kinds) }, d, first(at))
}

func (v *registerView) keepCodes(codes []sop.ItemCode, d *kit.Dialog, at ...map[string]*kit.Field) {
	v.keep(func() error { return v.env.Register.SetItemCodes(codes) }, d, first(at))
}

func first(at []map[string]*kit.Field) map[string]*kit.Field {
	if len(at) == 0 {
		return nil
	}
	return at[0]
}

func (v *registerView) askKind(i int) {
	var k sop.EquipmentKind
	if i >= 0 {
		k = v.kinds[i]
	}
	name, prefix, code, unit := entryWith(k.Name), entryWith(k.Prefix), entryWith(k.ItemCode), entryWith(k.Unit)
	camera := kit.NewCheck(lang.X("register.kind.camera", "Kamera (PTZ atau statis wajib diisi)"), nil)
	camera.SetChecked(k.Camera)
	at := map[string]*kit.Field{"jenis": kit.NewField(say.FieldName("jenis"), name, ""), "awalan": kit.NewField(say.FieldName("awalan"), prefix, lang.X("register.kind.prefix.hint", "Huruf di depan nomor: CAM-0001"))}
	v.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("register.kind.title", "Jenis peralatan"), Width: 560, Focus: name, Do: lang.X("requests.save", "Simpan"),
		Body: kit.Form(kit.FormRow(at["jenis"], at["awalan"]),
			kit.FormRow(kit.NewField(say.FieldName("kode_barang"), code, ""), kit.NewField(say.FieldName("satuan"), unit, "")), camera),
		OK: func(d *kit.Dialog) {
			k.Name, k.Prefix, k.ItemCode, k.Unit, k.Camera = name.Text, prefix.Text, code.Text, unit.Text, camera.Checked
			kinds := slices.Clone(v.kinds)
			if i >= 0 {
				kinds[i] = k
			} else {
				kinds = append(kinds, k)
			}
			v.keepKinds(kinds, d, at)
		},
	})
}

func (v *registerView) askCode(i int) {
	var c sop.ItemCode
	if i >= 0 {
		c = v.codes[i]
	}
	code, name := entryWith(c.Code), entryWith(c.Name)
	at := map[string]*kit.Field{"kode_barang": kit.NewField(say.FieldName("kode_barang"), code, "")}
	v.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("register.field.itemcode", "Kode barang"), Width: 560, Focus: code, Do: lang.X("requests.save", "Simpan"),
		Body: kit.Form(kit.FormRow(at["kode_barang"], kit.NewField(lang.X("register.code.name", "Nama"), name, ""))),
		OK: func(d *kit.Dialog) {
			codes := slices.Clone(v.codes)
			if i >= 0 {
				codes[i] = sop.ItemCode{Code: code.Text, Name: name.Text}
			} else {
				codes = append(codes, sop.ItemCode{Code: code.Text, Name: name.Text})
			}
			v.keepCodes(codes, d, at)
		},
	})
}

func (v *registerView) askSpot(s sop.Spot) {
	name, address, village, lat, lon := entryWith(s.Name), entryWith(s.Address), entryWith(s.Village), entryWith(""), entryWith("")
	if s.Located() {
		lat.SetText(strings.ReplaceAll(strconv.FormatFloat(s.Lat, 'f', -1, 64), ".", ","))
		lon.SetText(strings.ReplaceAll(strconv.FormatFloat(s.Lon, 'f', -1, 64), ".", ","))
	}
	district := kit.NewChoice(optional(districtOptions()), nil)
	district.Set(s.District)
	category := kit.NewChoice(optional(options(append(sop.SiteCategories(), sop.ReasonOther), say.Category)), nil)
	category.Set(s.Category)
	purpose := kit.NewChoice(optional(options(sop.Purposes(), say.Purpose)), nil)
	purpose.Set(s.Purpose)
	notice := kit.NewChoice(options(sop.Notices(), say.Notice), nil)
	notice.Set(s.Notice)
	at := map[string]*kit.Field{"titik": kit.NewField(say.FieldName("titik"), name, ""),
		"lintang": kit.NewField(say.FieldName("lintang"), lat, lang.X("register.spot.lat", "Misalnya −0,0263")), "bujur": kit.NewField(say.FieldName("bujur"), lon, lang.X("register.spot.lon", "Misalnya 109,3425"))}
	v.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("register.spot.title", "Titik"), Width: 680, Focus: name, Do: lang.X("requests.save", "Simpan"),
		Body: kit.Form(kit.FormRow(at["titik"], kit.NewField(say.FieldName("alamat_titik"), address, "")),
			kit.FormRow(kit.NewField(lang.X("requests.site.district", "Kecamatan"), district, ""), kit.NewField(say.FieldName("kelurahan"), village, ""), kit.NewField(say.FieldName("kategori"), category, "")),
			kit.FormRow(kit.NewField(say.FieldName("tujuan"), purpose, ""), kit.NewField(say.FieldName("papan"), notice, "")),
			kit.FormRow(at["lintang"], at["bujur"])),
		OK: func(d *kit.Dialog) {
			s.Site = sop.Site{Name: name.Text, Address: strings.TrimSpace(address.Text), District: district.Value(), Village: strings.TrimSpace(village.Text),
				Category: category.Value(), Purpose: purpose.Value(), Notice: notice.Value()}
			var err1, err2 error
			s.Lat, err1 = desk.Degrees(lat.Text)
			s.Lon, err2 = desk.Degrees(lon.Text)
			for column, err := range map[string]error{"lintang": err1, "bujur": err2} {
				if at[column].SetRefusal(""); err != nil {
					at[column].SetRefusal(say.Field(&desk.FieldError{Field: column, Rule: desk.FieldCount}).String())
				}
			}
			if err1 == nil && err2 == nil {
				v.keep(func() error { _, err := v.env.Register.PutSpot(s); return err }, d, at)
			}
		},
	})
}
