package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
)

// wallPage is Dinding Video: it translates the office's pulse into what the
// wall shows, with the reasons as sentences.
type wallPage struct {
	env   *env
	wall  *wall.Wall
	empty fyne.CanvasObject
	root  *fyne.Container
	none  bool // the empty state is on screen
}

func newWallPage(e *env) Page {
	p := &wallPage{env: e}
	p.wall = wall.New(wall.Config{Main: e.Main, Now: e.Now, Log: e.Log, Menu: p.menu, Feed: e.Feed})
	p.empty = kit.EmptyState(kit.Empty{Icon: kit.IconWall, Title: lang.X("shell.wall.empty", "Belum ada kamera"),
		Text:   lang.X("shell.wall.empty.text", "Kamera yang direlay langsung tampil di sini."),
		Action: lang.X("shell.menu.camera.new", "Hubungkan Kamera"), Do: func() { e.Open("kamera/baru") }})
	p.root = container.NewStack(p.wall.Object())
	p.Beat(e.Pulse())
	return p
}

func (p *wallPage) Object() fyne.CanvasObject { return p.root }
func (p *wallPage) Route() string             { return "dinding" }
func (p *wallPage) Title() string             { return lang.X("shell.nav.wall", "Dinding Video") }

// Resume begins to decode what is seen.
func (p *wallPage) Resume(string, string) { p.wall.SetVisible(true) }

// Hide stops decoding: what nobody sees costs nothing.
func (p *wallPage) Hide() { p.wall.SetVisible(false) }

// Close waits for the players.
func (p *wallPage) Close() { p.wall.Close() }

// Beat hands the cameras to the wall.
func (p *wallPage) Beat(pulse *desk.Pulse) {
	cameras := make([]wall.Camera, 0, len(pulse.Cameras))
	for _, c := range pulse.Cameras {
		if c.Enabled {
			cameras = append(cameras, wallCamera(c))
		}
	}
	p.wall.Beat(cameras)
	if none := len(cameras) == 0; none != p.none {
		p.none = none
		p.root.Objects = []fyne.CanvasObject{p.wall.Object()}
		if none {
			p.root.Objects = []fyne.CanvasObject{p.empty}
		}
		p.root.Refresh()
	}
}

func wallCamera(c desk.PulseCamera) wall.Camera {
	w := wall.Camera{ID: c.ID, Name: c.Name, Path: c.Path, SubPath: c.SubPath, Agency: c.Agency, Contact: c.Contact,
		Request: c.Request, State: string(c.Status.State), Since: c.Status.Since, NextTry: c.Status.NextTry, OnDemand: c.OnDemand}
	w.Reason = reasonWords(c)
	return w
}

// reasonWords say why a camera is not live, "" when it is.
func reasonWords(c desk.PulseCamera) string {
	switch {
	case c.Status.Fault != nil:
		return say.Fault(c.Status.Fault).What
	case c.Status.State != relay.Live:
		return say.State(c.Status.State)
	}
	return ""
}

// menu is what a tile offers on a secondary click.
func (p *wallPage) menu(id ulid.ULID) []*fyne.MenuItem {
	camera, ok := p.find(id)
	if !ok {
		return nil
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.X("shell.wall.open", "Buka Lembar Kamera"), func() { p.env.Open("kamera/" + id.String()) }),
		fyne.NewMenuItem(lang.X("shell.wall.reconnect", "Sambungkan Lagi"), func() {
			p.env.Act(func() error { return p.env.Cameras.Reconnect(id) }, func() {
				p.env.Toasts.Show(lang.X("shell.wall.reconnecting", "{{.Name}} disambungkan lagi.", map[string]any{"Name": camera.Name}))
			})
		}),
		fyne.NewMenuItem(lang.X("shell.wall.copy", "Salin Alamat Relay"), func() {
			fyne.CurrentApp().Clipboard().SetContent(p.env.Cameras.Address(camera.Path))
			p.env.Toasts.Show(lang.X("shell.wall.copied", "Alamat relay disalin."))
		}),
	}
	if camera.Request != "" {
		items = append(items, fyne.NewMenuItem(lang.X("shell.wall.request", "Buka {{.Number}}", map[string]any{"Number": camera.Request}),
			func() { p.env.Open("permintaan/" + camera.RequestID.String()) }))
	}
	return items
}

func (p *wallPage) find(id ulid.ULID) (desk.PulseCamera, bool) {
	for _, c := range p.env.Pulse().Cameras {
		if c.ID == id {
			return c, true
		}
	}
	return desk.PulseCamera{}, false
}

// Keys names the wall's own keys.
func (p *wallPage) Keys() []Key {
	return []Key{
		{lang.X("shell.keys.arrows", "Panah"), lang.X("shell.wall.key.move", "Pilih kamera")},
		{"Enter", lang.X("shell.wall.key.enlarge", "Perbesar kamera yang dipilih")},
		{"Esc", lang.X("shell.wall.key.back", "Kembali ke semua kamera")},
		{"F11", lang.X("shell.keys.full", "Layar penuh")},
	}
}

// Key hands a key to the wall.
func (p *wallPage) Key(ev *fyne.KeyEvent) bool { return p.wall.Key(ev) }

// AllLive says whether every tile shows live pictures.
func (p *wallPage) AllLive() bool { return p.wall.AllLive() }
