package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// siteForm is one place (titik) of a request.
type siteForm struct {
	name, address                       *kit.Entry
	district, village, category, notice *kit.Choice
	purpose                             *kit.Choice
	object                              fyne.CanvasObject
	drop                                func()
}

func newSiteForm(site sop.Site) *siteForm {
	s := &siteForm{name: entryWith(site.Name), address: entryWith(site.Address)}
	s.village = kit.NewChoice(nil, nil)
	s.district = kit.NewChoice(districtOptions(), func(name string) { s.village.SetChoices(villageOptions(name)) })
	s.district.Set(site.District)
	s.village.SetChoices(villageOptions(site.District))
	s.village.Set(site.Village)
	s.category = kit.NewChoice(options(sop.SiteCategories(), say.Category), nil)
	s.category.Set(site.Category)
	s.purpose = kit.NewChoice(options(sop.Purposes(), say.Purpose), nil)
	s.purpose.Set(site.Purpose)
	s.notice = kit.NewChoice(options(sop.Notices(), say.Notice), nil)
	s.notice.Set(site.Notice)
	remove := kit.NewQuiet("", theme.DeleteIcon(), func() { s.drop() })
	s.object = kit.NewCard(container.NewBorder(nil, nil, nil, container.NewVBox(remove), kit.Form(
		kit.FormRow(kit.NewField(lang.X("requests.site.name", "Nama titik"), s.name, ""),
			kit.NewField(lang.X("requests.site.address", "Alamat"), s.address, ""),
			kit.NewField(lang.X("requests.site.category", "Kategori"), s.category, "")),
		kit.FormRow(kit.NewField(lang.X("requests.site.district", "Kecamatan"), s.district, ""),
			kit.NewField(lang.X("requests.site.village", "Kelurahan"), s.village, ""),
			kit.NewField(lang.X("requests.site.purpose", "Tujuan pemrosesan"), s.purpose, ""),
			kit.NewField(lang.X("requests.site.notice", "Papan pemberitahuan"), s.notice, "")),
	))).Pad(6, 2)
	return s
}

func districtOptions() []kit.Option {
	var out []kit.Option
	for _, d := range sop.Districts() {
		out = append(out, kit.Option{Value: d.Name, Word: d.Name})
	}
	return out
}

func villageOptions(district string) []kit.Option {
	var out []kit.Option
	for _, d := range sop.Districts() {
		if d.Name != district {
			continue
		}
		for _, v := range d.Villages {
			out = append(out, kit.Option{Value: v, Word: v})
		}
	}
	return out
}

func (s *siteForm) value() sop.Site {
	return sop.Site{
		Name: strings.TrimSpace(s.name.Text), Address: strings.TrimSpace(s.address.Text), Category: s.category.Value(),
		District: s.district.Value(), Village: s.village.Value(), Purpose: s.purpose.Value(), Notice: s.notice.Value(),
	}
}
