package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// settingsPart is one sheet of the settings. show fills it from the store;
// dirty and save are nil where every change is kept at once.
type settingsPart struct {
	key    string
	title  string
	object fyne.CanvasObject
	action fyne.CanvasObject // at the right of the choice; may be nil
	show   func(db.Settings)
	dirty  func() bool
	save   func()
	beat   func(*desk.Pulse)
}

// settingsPage is Pengaturan: eight sheets, chosen above.
type settingsPage struct {
	env   *env
	parts []*settingsPart
	at    *settingsPart
	body  *fyne.Container
	bar   *fyne.Container
	root  fyne.CanvasObject
	rev   uint64
	loads int // how often the store has answered
}

func newSettingsPage(e *env) Page {
	p := &settingsPage{env: e, body: container.NewStack(), bar: container.NewHBox()}
	p.parts = []*settingsPart{
		officePart(e, p.Reload), lettersPart(e, p.Reload), hoursPart(e, p.Reload), holidaysPart(e, p.Reload), registerPart(e, p.Reload), lookPart(e), relayPart(e, p.Reload), backupPart(e),
	}
	head := kit.PageHead(lang.X("shell.nav.settings", "Pengaturan"), lang.X("office.settings.what", "Kantor, jam kerja, tampilan, relay, dan cadangan"))
	p.root = container.NewBorder(container.New(kit.Tight(0), head, container.New(kit.Margins(0, 0, 0, 10), p.bar)), nil, nil, nil, p.body)
	p.choose("")
	return p
}

func (p *settingsPage) Object() fyne.CanvasObject { return p.root }
func (p *settingsPage) Route() string             { return "pengaturan/" + p.at.key }
func (p *settingsPage) Title() string             { return lang.X("shell.nav.settings", "Pengaturan") }

func (p *settingsPage) choose(key string) {
	p.at = p.parts[0]
	for _, part := range p.parts {
		if part.key == key {
			p.at = part
		}
	}
	p.bar.Objects = nil
	for _, part := range p.parts {
		t := kit.NewToggle(part.title, func() { p.env.Open("pengaturan/" + part.key) })
		t.Set(part == p.at, "")
		p.bar.Add(t)
	}
	if p.at.action != nil {
		p.bar.Add(layout.NewSpacer())
		p.bar.Add(p.at.action)
	}
	p.body.Objects = []fyne.CanvasObject{container.NewVScroll(container.New(kit.Margins(0, 0, 2, 2), container.NewVBox(container.New(kit.Measure(860), p.at.object))))}
	p.root.Refresh()
}

// Resume shows one sheet with what the store holds now.
func (p *settingsPage) Resume(arg, _ string) {
	p.choose(arg)
	p.Reload()
}

// Reload asks for the settings again; what is being edited stays.
func (p *settingsPage) Reload() {
	kit.Run(p.env.Tasks, func(context.Context) (db.Settings, error) { return p.env.Office.Settings() }, func(set db.Settings, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		p.loads++
		for _, part := range p.parts {
			if part.dirty == nil || !part.dirty() {
				part.show(set)
			}
		}
		p.body.Refresh()
	})
}

// Beat asks again when something was committed elsewhere.
func (p *settingsPage) Beat(pulse *desk.Pulse) {
	if p.rev != 0 && p.rev != pulse.Rev {
		p.Reload()
	}
	p.rev = pulse.Rev
	for _, part := range p.parts {
		if part.beat != nil {
			part.beat(pulse)
		}
	}
}

// Save keeps the sheet that is open.
func (p *settingsPage) Save() {
	if p.at.save != nil {
		p.at.save()
	}
}

// Leave asks when a sheet has changes that were not kept.
func (p *settingsPage) Leave(leave func()) {
	if p.at.dirty == nil || !p.at.dirty() {
		leave()
		return
	}
	p.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("office.settings.leave", "Perubahan belum disimpan"),
		Text:  lang.X("office.settings.leave.text", "Isian pada {{.Part}} belum disimpan. Tinggalkan tanpa menyimpan?", map[string]any{"Part": p.at.title}),
		Do:    lang.X("office.settings.leave.do", "Tinggalkan"), Danger: true,
		OK: func() {
			p.at.dirty = p.at.forget()
			leave()
		}})
}

// forget makes the part clean once: its fields are filled from the store the
// next time it is shown.
func (s *settingsPart) forget() func() bool {
	real, once := s.dirty, true
	return func() bool {
		if once {
			once = false
			s.dirty = real
			return false
		}
		return real()
	}
}
