package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// wizardBrand makes an address out of brand, host and channel.
type wizardBrand struct {
	a       *wizardAddress
	brands  []camera.Brand
	brand   *kit.Choice
	host    *kit.Entry
	channel *kit.Entry
	field   *kit.Field // of the host
	number  *kit.Field // of the channel
	habits  *fyne.Container
	object  fyne.CanvasObject
}

func newWizardBrand(a *wizardAddress) *wizardBrand {
	b := &wizardBrand{a: a, host: kit.NewEntry("10.10.5.21"), channel: kit.NewEntry("1"), habits: container.New(kit.Tight(0))}
	b.brand = kit.NewChoice(nil, func(string) { b.fill() })
	b.channel.SetText("1")
	b.host.OnChanged = func(string) { b.fill() }
	b.channel.OnChanged = func(string) { b.fill() }
	b.host.OnSubmitted = a.address.OnSubmitted
	b.channel.OnSubmitted = a.address.OnSubmitted
	b.field = kit.NewField(lang.X("cameras.brand.host", "IP atau nama host"), b.host, "")
	b.number = kit.NewField(lang.X("cameras.brand.channel", "Saluran (NVR)"), b.channel, "")
	brand := kit.NewField(lang.X("cameras.brand", "Merek"), b.brand, "")
	edit := kit.NewQuiet(lang.X("cameras.brand.table", "Tabel merek…"), nil, b.openTable)
	b.object = kit.Form(container.New(kit.Shares(0, 3, 3, 2), brand.Object(), b.field.Object(), b.number.Object()), b.habits, container.NewHBox(edit))
	return b
}

// enter reads the office's table.
func (b *wizardBrand) enter() {
	finder := b.a.w.env.Finder
	kit.Run(b.a.w.env.Tasks, func(context.Context) ([]camera.Brand, error) { return finder.Brands() }, func(all []camera.Brand, err error) {
		if err != nil {
			b.a.w.env.Fail(err)
			return
		}
		b.brands = all
		options := make([]kit.Option, len(all))
		for i, one := range all {
			options[i] = kit.Option{Value: one.Key, Word: brandName(one)}
		}
		b.brand.SetChoices(options)
		b.fill()
	})
}

func brandName(b camera.Brand) string {
	if b.Name == "" {
		return lang.X("cameras.brand.other", "Lainnya")
	}
	return b.Name
}

func (b *wizardBrand) chosen() (camera.Brand, bool) {
	for _, one := range b.brands {
		if one.Key == b.brand.Value() {
			return one, true
		}
	}
	return camera.Brand{}, false
}

// fill keeps the address in step with what is chosen here; what is typed wrong
// is said at its field and leaves the address as it was.
func (b *wizardBrand) fill() {
	b.field.SetRefusal("")
	b.number.SetRefusal("")
	brand, ok := b.chosen()
	b.showHabits(brand)
	if !ok || strings.TrimSpace(b.host.Text) == "" {
		return
	}
	channel, err := strconv.Atoi(strings.TrimSpace(b.channel.Text))
	if err != nil || channel < 1 || channel > 512 {
		b.number.SetRefusal(lang.X("cameras.brand.channel.bad", "Angka 1 sampai 512."))
		return
	}
	main, sub, err := brand.Addresses(strings.TrimSpace(b.host.Text), channel)
	if err != nil || main.User() != "" || strings.ContainsAny(b.host.Text, "/?#") {
		b.field.SetRefusal(say.Error(secret.ErrHost).String())
		return
	}
	b.a.fill(main, sub)
}

func (b *wizardBrand) showHabits(brand camera.Brand) {
	b.habits.Objects = habitNotes(brand)
	b.habits.Refresh()
}

// habitNotes are the warnings about a brand, one line each.
func habitNotes(brand camera.Brand) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, h := range brand.Habits {
		if s := say.Habit(h); s.What != "" {
			out = append(out, kit.Muted(joined(" ", s.What, s.Do)))
		}
	}
	if brand.Note != "" {
		out = append(out, kit.Muted(brand.Note))
	}
	return out
}

// known is the brand of an address: the one chosen here if it made it, else
// the one that its path gives away.
func (b *wizardBrand) known(address secret.URL) (camera.Brand, bool) {
	if brand, ok := b.chosen(); ok && b.a.ways.at == wayBrand {
		return brand, true
	}
	brand, ok := camera.BrandOf(address)
	if !ok {
		return brand, false
	}
	for _, own := range b.brands {
		if own.Key == brand.Key {
			return own, true
		}
	}
	return brand, true
}
