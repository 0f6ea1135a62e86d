package ui

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
)

// wallPage is Dinding Video: it translates the office's pulse into what the
// wall shows, with the reasons as sentences, and keeps how the wall was left.
type wallPage struct {
	env   *env
	wall  *wall.Wall
	bar   *wallBar
	tree  *wallTree
	strip *wallStrip
	empty fyne.CanvasObject
	root  *fyne.Container
	none  bool // the empty state is on screen
	alone bool // the wall has the whole screen
	place wallPlace
	ptz   *wallPTZ // nil while no camera is moved

	wanted string // the view that was asked for before the kept ones were read
	loaded bool   // what was kept is on the wall; only then it is kept again
	dirty  bool
	saving bool
	saved  time.Time
}

// wallPlace is where a wall stands: in the main window or in its own, and where
// it is kept how it was left.
type wallPlace struct {
	second bool
	read   func(db.Settings) wall.Setup
	write  func(*db.Settings, wall.Setup)
	leave  func()                              // into a window of its own, or out of it
	share  func(from *wallPage, v []wall.View) // kept views are the same on all walls
}

func newWallPage(e *env) Page {
	return newWall(e, wallPlace{read: func(s db.Settings) wall.Setup { return wall.ParseSetup(s.Wall) },
		write: func(s *db.Settings, w wall.Setup) { s.Wall = w.Bytes() }, leave: e.House.SecondWall, share: e.House.ShareViews})
}

func newWall(e *env, place wallPlace) *wallPage {
	p := &wallPage{env: e, place: place}
	p.wall = wall.New(wall.Config{Main: e.Main, Now: e.Now, Log: e.Log, Menu: p.menu, Feed: e.Feed, Changed: p.changed})
	p.bar = newWallBar(p)
	p.tree = newWallTree(p)
	p.strip = newWallStrip(p)
	p.empty = kit.EmptyState(kit.Empty{Icon: kit.IconWall, Title: lang.X("shell.wall.empty", "Belum ada kamera"),
		Text:   lang.X("shell.wall.empty.text", "Kamera yang direlay langsung tampil di sini."),
		Action: lang.X("shell.menu.camera.new", "Hubungkan Kamera"), Do: func() { e.Open("kamera/baru") }})
	p.root = container.NewStack()
	p.lay()
	p.bindPTZ()
	p.Beat(e.Pulse())
	kit.Run(e.Tasks, func(context.Context) (db.Settings, error) { return e.Office.Settings() }, func(s db.Settings, err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		p.loaded = true
		setup := p.place.read(s)
		p.wall.Restore(setup)
		p.strip.restore(setup, e.Now())
		p.open(p.wanted)
		p.tell()
		p.lay()
	})
	return p
}

func (p *wallPage) Object() fyne.CanvasObject { return p.root }
func (p *wallPage) Route() string             { return "dinding" }
func (p *wallPage) Title() string             { return lang.X("shell.nav.wall", "Dinding Video") }

// Resume begins to decode what is seen, in the view that the route names.
func (p *wallPage) Resume(_, filter string) {
	p.wall.SetVisible(true)
	if view, ok := strings.CutPrefix(filter, "tampilan="); ok {
		p.open(view)
	}
	if ids, ok := strings.CutPrefix(filter, "kamera="); ok {
		p.openCameras(strings.Split(ids, ","))
	}
}

// openCameras shows some cameras; what was on the wall before can be brought back.
func (p *wallPage) openCameras(ids []string) {
	before := p.wall.Setup()
	v := wall.View{Kind: wall.KindFixed}
	for _, text := range ids {
		if id, err := ulid.ParseStrict(text); err == nil {
			v.Places = append(v.Places, id)
		}
	}
	switch {
	case len(v.Places) == 0:
		return
	case len(v.Places) == 1:
		p.wall.Enlarge(v.Places[0])
		return
	}
	p.wall.Show(v)
	p.env.Toasts.ShowWith(lang.X("shell.wall.site", "Kamera titik itu tampil."), lang.X("shell.wall.site.back", "Tampilan sebelumnya"), func() { p.wall.Return(before.Now, before.Page) })
}

// open shows a kept view by its number or name, or one of the living ones.
func (p *wallPage) open(view string) {
	if !p.loaded || view == "" {
		p.wanted = view
		return
	}
	for _, v := range p.wall.Setup().Views {
		if strconv.Itoa(v.Number) == view || strings.EqualFold(v.Name, view) {
			p.wall.Show(v)
			return
		}
	}
	switch kind := wall.Kind(strings.ToLower(view)); kind {
	case wall.KindAll, wall.KindTrouble:
		p.wall.Show(wall.View{Kind: kind})
	default:
		p.env.Toasts.Show(lang.X("shell.wall.view.missing", "Tidak ada tampilan {{.Name}}; yang terakhir dibuka tetap tampil.", map[string]any{"Name": view}))
	}
}

// Hide stops decoding: what nobody sees costs nothing.
func (p *wallPage) Hide() {
	p.endPTZ()
	p.wall.SetVisible(false)
	p.keep()
}

// Close waits for the players and keeps what is not kept yet.
func (p *wallPage) Close() {
	p.wall.Close()
	if (p.dirty || p.saving) && p.loaded { // what is being written may have been dropped
		if err := p.env.Office.ChangeSettings(p.write()); err != nil {
			p.env.Log.Warn("the wall's views could not be kept", "err", err)
		}
	}
}

// lay puts bar, tree and wall on the page, or the empty state.
func (p *wallPage) lay() {
	if p.none {
		p.root.Objects = []fyne.CanvasObject{p.empty}
		p.root.Refresh()
		return
	}
	var top, left, right fyne.CanvasObject
	if !p.alone {
		top = p.bar.object
	}
	if !p.alone && p.wall.Setup().Tree {
		left = p.tree.object
	}
	if p.ptz != nil {
		right = p.ptz.object
	} else if p.strip.open {
		right = p.strip.object
	}
	p.root.Objects = []fyne.CanvasObject{container.NewBorder(top, nil, left, right, p.wall.Object())}
	p.root.Refresh()
}

// Immerse leaves the wall alone on the screen, or brings bar and tree back.
func (p *wallPage) Immerse(alone bool) {
	p.alone = alone
	p.lay()
}

// changed hears of every change of the wall.
func (p *wallPage) changed(s wall.Setup) {
	p.dirty = true
	p.tell()
	p.place.share(p, s.Views)
}

// tell brings bar and tree in line with the wall.
func (p *wallPage) tell() {
	p.bar.show(p.wall.Setup(), p.wall.TourPaused())
	p.tree.show(p.env.Pulse().Cameras)
}

// keepEvery bounds how often the wall's state is written: a tour turns pages
// all day.
const keepEvery = 2 * time.Second

// keep writes how the wall stands, when that has changed.
func (p *wallPage) keep() {
	if !p.dirty || !p.loaded || p.saving || p.env.Now().Sub(p.saved) < keepEvery {
		return
	}
	p.dirty, p.saving, p.saved = false, true, p.env.Now()
	edit := p.write()
	p.env.Try(func() error { return p.env.Office.ChangeSettings(edit) }, func(err error) {
		p.saving = false
		if err != nil {
			p.dirty = true
			p.env.Log.Warn("the wall's views could not be kept", "err", err)
		}
	})
}

// keepNow writes at once what somebody asked to be kept; done hears of it when it
// stands on the disk.
func (p *wallPage) keepNow(done func()) {
	if !p.loaded {
		return
	}
	p.dirty, p.saved = p.saving, p.env.Now() // what is being written is older
	edit := p.write()
	p.env.Try(func() error { return p.env.Office.ChangeSettings(edit) }, func(err error) {
		if err != nil {
			p.dirty = true
			p.env.Fail(err)
			return
		}
		done()
	})
}

func (p *wallPage) write() func(*db.Settings) {
	setup := p.wall.Setup()
	return func(s *db.Settings) { p.place.write(s, setup) }
}

// Beat hands the cameras to the wall.
func (p *wallPage) Beat(pulse *desk.Pulse) {
	cameras := p.enabled(pulse)
	p.wall.Beat(cameras)
	p.bar.agencies(cameras)
	p.tree.show(pulse.Cameras)
	p.overlook(pulse, cameras, p.wall.Tiles())
	p.checkPTZ()
	p.keep()
}

// Overhear watches over the cameras while another page is shown: a trouble is
// told with its sound, and none is forgotten.
func (p *wallPage) Overhear(pulse *desk.Pulse) {
	p.overlook(pulse, p.enabled(pulse), nil)
	p.keep()
}

func (p *wallPage) overlook(pulse *desk.Pulse, cameras []wall.Camera, tiles []wall.TileState) {
	moved := p.strip.look(p.env.Now(), cameras, tiles, pulse.Mass)
	p.wall.Alarm(p.strip.alarmed())
	if none := len(cameras) == 0; none != p.none || moved {
		p.none = none
		p.lay()
	}
}

// enabled are the cameras that should be live, as the wall names them.
func (p *wallPage) enabled(pulse *desk.Pulse) []wall.Camera {
	told := p.strip.told()
	cameras := make([]wall.Camera, 0, len(pulse.Cameras))
	for _, c := range pulse.Cameras {
		if c.Enabled {
			w := wallCamera(c)
			w.Troubled = told[c.ID]
			cameras = append(cameras, w)
		}
	}
	return cameras
}

func wallCamera(c desk.PulseCamera) wall.Camera {
	w := wall.Camera{ID: c.ID, Name: c.Name, Path: c.Path, SubPath: c.SubPath, Agency: c.Agency, Contact: c.Contact,
		Request: c.Request, State: string(c.Status.State), Since: c.Status.Since, NextTry: c.Status.NextTry, OnDemand: c.OnDemand}
	w.Reason = reasonWords(c)
	w.Codec, w.Width, w.Height = c.Status.VideoCodec, c.Status.Width, c.Status.Height
	w.Kbps, w.FPS, w.Packets, w.Lost = c.Status.Kbps, c.Status.FPS, c.Status.PacketsIn, c.Status.PacketsLost
	w.LastPicture, w.Reconnects, w.Readers = c.Status.LastPicture, c.Status.Reconnects, c.Status.Readers
	if c.Status.Sub != nil {
		w.SubKbps, w.SubHeight = c.Status.Sub.Kbps, c.Status.Sub.Height
	}
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

func (p *wallPage) find(id ulid.ULID) (desk.PulseCamera, bool) {
	for _, c := range p.env.Pulse().Cameras {
		if c.ID == id {
			return c, true
		}
	}
	return desk.PulseCamera{}, false
}

// Search opens the camera tree and puts the cursor into its search.
func (p *wallPage) Search() {
	if !p.wall.Setup().Tree {
		p.setTree(true)
	}
	p.env.Window.Canvas().Focus(p.tree.search)
}

// Save keeps what is on screen as a view.
func (p *wallPage) Save() { p.bar.ask() }

func (p *wallPage) setTree(on bool) {
	p.wall.SetTree(on)
	p.lay()
}

// AllLive says whether every tile shows live pictures.
func (p *wallPage) AllLive() bool { return p.wall.AllLive() }
