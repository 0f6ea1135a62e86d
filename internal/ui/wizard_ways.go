package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// The three ways to a camera's address.
const (
	wayFind  = "find"
	wayPaste = "paste"
	wayBrand = "brand"
)

// wizardWays are the three ways into one assistant. Each ends in the same
// address field, so that what follows is the same.
type wizardWays struct {
	a       *wizardAddress
	at      string
	toggles map[string]*kit.Toggle
	find    *wizardFind
	brand   *wizardBrand
	device  *wizardDevice
	panel   *fyne.Container
	form    *fyne.Container // address and login, which all three ways end in
}

func newWizardWays(a *wizardAddress) *wizardWays {
	return &wizardWays{
		a: a, at: wayPaste, toggles: map[string]*kit.Toggle{}, panel: container.NewStack(),
		find: newWizardFind(a), brand: newWizardBrand(a), device: newWizardDevice(a),
	}
}

// object lays the ways above the form that they fill in.
func (w *wizardWays) object(form *fyne.Container) fyne.CanvasObject {
	w.form = form
	row := container.NewHBox()
	for _, way := range []struct{ key, word string }{
		{wayFind, lang.X("cameras.way.find", "Temukan")},
		{wayPaste, lang.X("cameras.way.paste", "Ketik atau tempel")},
		{wayBrand, lang.X("cameras.way.brand", "Merek")},
	} {
		w.toggles[way.key] = kit.NewToggle(way.word, func() { w.show(way.key) })
		row.Add(w.toggles[way.key])
	}
	ask := kit.NewQuiet(lang.X("cameras.device.open", "Baca lewat ONVIF…"), nil, func() { w.a.askDevice(w.serviceHint(), "", "") })
	w.show(wayPaste)
	return container.New(kit.Tight(4), container.New(kit.Margins(8, 0, 8, 0), container.NewBorder(nil, nil, row, ask)), w.panel, w.device.box, w.form)
}

// serviceHint is the host of what stands in the address field, if it is one.
func (w *wizardWays) serviceHint() string {
	url, err := camera.ParseAddress(w.a.address.Text)
	if err != nil {
		return ""
	}
	return hostOf(url)
}

// show changes to another way; what was typed in each stays.
func (w *wizardWays) show(way string) {
	w.at = way
	for key, toggle := range w.toggles {
		toggle.Set(key == way, "")
	}
	w.panel.Objects = nil
	switch way {
	case wayFind:
		w.panel.Objects = []fyne.CanvasObject{w.find.object}
		w.find.enter()
	case wayBrand:
		w.panel.Objects = []fyne.CanvasObject{w.brand.object}
		w.brand.enter()
	}
	if w.form != nil {
		w.form.Hidden = way == wayFind // the list needs the room, and fills the fields in later
	}
	if assist := w.a.w.assist; assist != nil && assist.At() == wizardStepAddress {
		assist.Go(wizardStepAddress) // lays the step out anew: it is higher or lower now
	}
}
