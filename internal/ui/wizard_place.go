package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// wizardPlace asks what the camera is called, whose it is and where it stands.
type wizardPlace struct {
	w                    *wizard
	form                 *placeForm
	typed                bool // the path was written by hand and is left alone
	nameField, pathField *kit.Field
	agencyField          *kit.Field
	pathBusy             *kit.Task
	saving               bool // a second press while it is published does nothing
	object               fyne.CanvasObject
}

// placeForm are the inputs that the wizard and the camera's own form share.
type placeForm struct {
	name, path, site            *kit.Entry
	agency                      *kit.Choice
	district, village, category *kit.Choice
}

func newPlaceForm() *placeForm {
	f := &placeForm{name: kit.NewEntry(""), path: kit.NewEntry(""), site: kit.NewEntry(""), agency: kit.NewChoice(nil, nil)}
	f.village = kit.NewChoice(nil, nil)
	f.district = kit.NewChoice(districtOptions(), func(name string) { f.village.SetChoices(villageOptions(name)) })
	f.category = kit.NewChoice(options(sop.SiteCategories(), say.Category), nil)
	return f
}

// place rows beneath name and path.
func (f *placeForm) rows() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		kit.FormRow(kit.NewField(lang.X("cameras.site", "Titik (lokasi)"), f.site, ""),
			kit.NewField(lang.X("requests.site.category", "Kategori"), f.category, "")),
		kit.FormRow(kit.NewField(lang.X("requests.site.district", "Kecamatan"), f.district, ""),
			kit.NewField(lang.X("requests.site.village", "Kelurahan"), f.village, "")),
	}
}

func (f *placeForm) setAgencies(all []sop.Agency) {
	opts := make([]kit.Option, len(all))
	for i, a := range all {
		opts[i] = kit.Option{Value: a.ID.String(), Word: agencyWord(a)}
	}
	f.agency.SetChoices(opts)
}

func (f *placeForm) setSite(s sop.Site) {
	f.site.SetText(s.Name)
	f.category.Set(s.Category)
	f.district.Set(s.District)
	f.village.SetChoices(villageOptions(s.District))
	f.village.Set(s.Village)
}

func (f *placeForm) into(d *desk.CameraDraft) {
	d.Name, d.Path, d.Site = f.name.Text, f.path.Text, f.site.Text
	d.District, d.Village, d.Category = f.district.Value(), f.village.Value(), f.category.Value()
	if id, err := ulid.ParseStrict(f.agency.Value()); err == nil {
		d.AgencyID = id
	}
}

func newWizardPlace(w *wizard) *wizardPlace {
	p := &wizardPlace{w: w, form: newPlaceForm()}
	p.nameField = kit.NewField(lang.X("cameras.name", "Nama kamera"), p.form.name, lang.X("cameras.name.hint", "Seperti akan tampil di dinding video, misalnya Simpang Garuda Utara."))
	p.pathField = kit.NewField(lang.X("cameras.path", "Jalur relay"), p.form.path, "")
	p.agencyField = kit.NewField(lang.X("requests.fact.agency", "Perangkat daerah"), p.form.agency, "")
	p.form.name.OnChanged = func(string) { p.nameField.SetRefusal(""); p.suggest() }
	p.form.name.OnSubmitted = func(string) { p.next(w.assist.Advance) }
	p.form.path.OnSubmitted, p.form.site.OnSubmitted = p.form.name.OnSubmitted, p.form.name.OnSubmitted
	p.form.path.OnChanged = func(string) { p.pathField.SetRefusal(""); p.typed = true }
	return p
}

func (p *wizardPlace) body() fyne.CanvasObject {
	rows := append([]fyne.CanvasObject{kit.FormRow(p.nameField, p.pathField), p.agencyField.Object()}, p.form.rows()...)
	p.object = kit.Form(rows...)
	return p.object
}

// fill takes over what the request already says.
func (p *wizardPlace) fill() {
	p.form.setAgencies(p.w.agencies)
	r := p.w.view.Request
	if r.ID == (ulid.ULID{}) {
		return
	}
	p.form.agency.Set(r.AgencyID.String())
	for _, site := range r.Sites { // the first place that has no camera yet, else the last
		p.form.setSite(site)
		if !siteTaken(r.Cameras, site.Name) {
			break
		}
	}
}

// propose fills in where a device says it stands, unless something is there.
func (p *wizardPlace) propose(site string) {
	if site != "" && p.form.site.Text == "" {
		p.form.site.SetText(site)
	}
}

func siteTaken(cameras []sop.CameraRef, site string) bool {
	for _, c := range cameras {
		if c.Site == site {
			return true
		}
	}
	return false
}

// enter fills in what is known. Whoever changed the address and came here by
// the list of steps is sent back: nothing untested is published.
func (p *wizardPlace) enter() {
	if !p.w.address.settled() {
		p.w.assist.Go(wizardStepAddress)
		return
	}
	if p.form.name.Text == "" && p.form.site.Text != "" {
		p.form.name.SetText(p.form.site.Text)
	}
	p.w.env.Window.Canvas().Focus(p.form.name)
}

// suggest keeps the path in step with the name until somebody writes one.
func (p *wizardPlace) suggest() {
	if p.typed || p.form.name.Text == "" {
		return
	}
	name := p.form.name.Text
	p.pathBusy.Cancel()
	p.pathBusy = kit.Run(p.w.env.Tasks, func(context.Context) (string, error) { return p.w.env.Cameras.SuggestPath(name) }, func(path string, err error) {
		if err == nil && !p.typed && p.form.name.Text == name {
			p.form.path.SetText(path)
			p.typed = false // SetText told OnChanged
			p.pathField.SetHint(p.w.env.Cameras.Address(path))
		}
	})
}

// next publishes; a refusal is shown at its field.
func (p *wizardPlace) next(proceed func()) {
	if p.saving {
		return
	}
	draft, kept, cameras := p.w.draft(), p.w.kept, p.w.env.Cameras
	if kept != (ulid.ULID{}) { // published before; coming back changes the record
		p.keep(func() (ulid.ULID, error) { return kept, cameras.Update(kept, draft) }, proceed)
		return
	}
	p.keep(func() (ulid.ULID, error) { return cameras.Publish(context.Background(), draft) }, proceed)
}

func (p *wizardPlace) keep(work func() (ulid.ULID, error), proceed func()) {
	p.saving = true
	p.w.assist.SetBusy(lang.X("cameras.publish.busy", "Menerbitkan di relay…"))
	kit.Run(p.w.env.Tasks, func(context.Context) (ulid.ULID, error) { return work() }, func(id ulid.ULID, err error) {
		p.saving = false
		p.w.assist.SetBusy("")
		if err == nil {
			p.w.kept, p.w.proof.known = id, false
			p.w.drafts.drop()
			proceed()
			return
		}
		if !showFieldError(err, map[string]*kit.Field{"name": p.nameField, "path": p.pathField, "agency": p.agencyField}) {
			p.w.env.Fail(err)
		}
	})
}

func (p *wizardPlace) into(d *desk.CameraDraft) { p.form.into(d) }

// prove reads a published camera back through the relay, shows the hops as
// they are travelled and hands over what came of it.
// Work that was cancelled is not heard of again.
func prove(e *env, id ulid.ULID, hops *hopList, done func(fyne.CanvasObject)) *kit.Task {
	return kit.RunSteps(e.Tasks, func(ctx context.Context, tell func(camera.Hop)) (desk.Proven, error) {
		return e.Cameras.Prove(ctx, id, tell)
	}, hops.show, func(a desk.Proven, err error) {
		if errors.Is(err, context.Canceled) {
			return
		}
		box := container.New(kit.Tight(4))
		if a.Proof.Result != "" {
			box.Add(container.NewBorder(nil, nil, container.NewCenter(kit.NewChip(proofChip(&a.Proof))), nil, strongWrapped(proofLine(&a.Proof))))
			if a.Picture != nil {
				box.Add(picture(a.Picture, 480, 270))
			}
			box.Add(kit.Paragraph(proofWords(&a.Proof)))
			box.Add(kit.Paragraph(e.Cameras.Address(a.Proof.Path)))
		}
		switch {
		case a.Later:
			box.Add(kit.Muted(retestLater()))
		case err != nil && refusalOf(err) != nil: // proven, but the request is not at activity 5
			box.Add(kit.Muted(lang.X("cameras.prove.unnoted", "Hasil ini belum dicatat pada permintaan: {{.Why}}", map[string]any{"Why": say.Error(err).What})))
		case err != nil:
			box.Add(kit.Paragraph(say.Error(err).String()))
		}
		done(box)
	})
}
