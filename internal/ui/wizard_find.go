package ui

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// wizardFind looks for cameras: by a call on chosen networks, or address by
// address in a range that was typed. It contacts nobody before a button is
// pressed, and of what it finds nobody before it is chosen.
type wizardFind struct {
	a        *wizardAddress
	networks []camera.Network
	network  *kit.Choice
	reach    *kit.Entry
	field    *kit.Field
	list     *kit.DataList[desk.Sighting]
	state    *widget.Label
	call     *kit.Button
	scan     *kit.Button
	stop     *kit.Button
	task     *kit.Task
	seen     []desk.Sighting
	asked    bool // the networks of this computer were read
	object   fyne.CanvasObject
}

func newWizardFind(a *wizardAddress) *wizardFind {
	f := &wizardFind{a: a, network: kit.NewChoice(nil, nil), reach: kit.NewEntry("10.10.5.1-254")}
	f.state = kit.Caption("")
	f.call = kit.NewButton(lang.X("cameras.find.call", "Cari di Jaringan"), f.callAll)
	f.scan = kit.NewButton(lang.X("cameras.find.scan", "Periksa Rentang"), f.scanRange)
	f.stop = kit.NewButton(lang.X("cameras.test.stop", "Hentikan"), func() { f.task.Cancel() })
	f.stop.Hide()
	f.reach.OnChanged = func(string) { f.field.SetRefusal("") }
	f.reach.OnSubmitted = func(string) { f.scanRange() }
	f.field = kit.NewField(lang.X("cameras.find.range", "Rentang alamat"), container.NewBorder(nil, nil, nil, f.scan, f.reach),
		lang.X("cameras.find.range.hint", "Hanya port RTSP dan ONVIF yang diketuk, paling banyak 64 alamat sekaligus."))
	f.list = kit.NewDataList(f.listConfig())
	above := container.New(kit.Shares(8, 1, 1),
		container.NewBorder(nil, nil, nil, container.NewVBox(container.New(kit.Margins(0, 27, 8, 0), f.call)),
			kit.NewField(lang.X("cameras.find.network", "Jaringan"), f.network, lang.X("cameras.find.network.hint", "Kamera ONVIF dipanggil; yang menjawab tampil di bawah.")).Object()),
		f.field.Object())
	state := container.NewBorder(nil, nil, nil, f.stop, f.state)
	f.object = container.NewBorder(container.New(kit.Tight(0), above, state), nil, nil, nil, container.New(kit.AtLeast(0, max(306, a.w.env.Window.Canvas().Size().Height-460)), f.list.Object()))
	return f
}

func (f *wizardFind) listConfig() kit.ListConfig[desk.Sighting] {
	text := func(title string, width, share float32, of func(desk.Sighting) string) kit.Column[desk.Sighting] {
		return kit.Column[desk.Sighting]{Title: title, Width: width, Share: share,
			Cell:    func(s desk.Sighting) kit.Cell { return kit.Cell{Text: of(s)} },
			Compare: func(a, b desk.Sighting) int { return cmp.Compare(of(a), of(b)) }}
	}
	return kit.ListConfig[desk.Sighting]{
		Columns: []kit.Column[desk.Sighting]{
			text(lang.X("cameras.find.name", "Perangkat"), 150, 1, sightingName),
			text(lang.X("cameras.find.host", "Alamat"), 160, 0, sightingHost),
			text(lang.X("cameras.find.place", "Tempat"), 100, 1, func(s desk.Sighting) string { return s.Place }),
			{Title: lang.X("cameras.find.known", "Keadaan"), Width: 170, Share: 1,
				Cell:    func(s desk.Sighting) kit.Cell { return kit.Cell{Chip: sightingChip(s)} },
				Compare: func(a, b desk.Sighting) int { return cmp.Compare(a.Known, b.Known) }},
		},
		Words:   func(s desk.Sighting) []string { return []string{sightingName(s), s.Host, s.Place, s.Known, s.Service} },
		Search:  lang.X("cameras.find.search", "Cari nama, alamat, atau tempat"),
		Open:    f.choose,
		NoCount: true, // the line above says how many
		Key:     func(s desk.Sighting) string { return s.Key() },
		Empty: kit.Empty{Icon: kit.IconCamera, Title: lang.X("cameras.find.empty", "Belum ada yang dicari"),
			Text: lang.X("cameras.find.empty.text", "Tekan Cari di Jaringan, atau ketik rentang alamat.")},
	}
}

func sightingName(s desk.Sighting) string {
	switch {
	case s.Name != "":
		return s.Name
	case s.Model != "":
		return s.Model
	case s.Service != "":
		return lang.X("cameras.find.onvif", "Perangkat ONVIF")
	}
	return lang.X("cameras.find.rtsp", "Layanan RTSP")
}

func sightingHost(s desk.Sighting) string {
	if s.RTSP != 0 {
		return s.Host + ":" + strconv.Itoa(s.RTSP)
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(s.Service, "http://"), "https://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

func sightingChip(s desk.Sighting) kit.ChipState {
	if s.Known != "" {
		return kit.ChipState{Word: s.Known, Tone: kit.ToneGood, Shape: kit.ShapeCheck}
	}
	return kit.ChipState{Word: lang.X("cameras.find.new", "Baru"), Tone: kit.ToneInfo, Shape: kit.ShapeRing}
}

// enter reads the networks of this computer, which calls nobody, and shows
// what was found before.
func (f *wizardFind) enter() {
	type answer struct {
		networks []camera.Network
		seen     []desk.Sighting
		when     string
	}
	finder := f.a.w.env.Finder
	kit.Run(f.a.w.env.Tasks, func(context.Context) (a answer, err error) {
		if a.networks, err = finder.Networks(); err != nil {
			return a, err
		}
		seen, when, err := finder.Last()
		if !when.IsZero() {
			a.when = say.Clock(when)
		}
		a.seen = seen
		return a, err
	}, func(a answer, err error) {
		if err != nil {
			f.a.w.env.Fail(err)
			return
		}
		f.fillNetworks(a.networks)
		if f.task == nil {
			f.show(a.seen)
			if a.when != "" {
				f.state.SetText(lang.X("cameras.find.last", "Hasil pencarian pukul {{.Time}}.", map[string]any{"Time": a.when}))
			}
		}
	})
}

// all is the choice of every network.
const allNetworks = "all"

func (f *wizardFind) fillNetworks(networks []camera.Network) {
	f.networks = networks
	options := []kit.Option{{Value: allNetworks, Word: lang.X("cameras.find.all", "Semua jaringan")}}
	for i, n := range networks {
		options = append(options, kit.Option{Value: strconv.Itoa(i), Word: n.Name + " · " + n.Local.String()})
	}
	f.network.SetChoices(options)
	if f.network.Value() == "" {
		f.network.Set(allNetworks)
	}
	f.asked = true
}

func (f *wizardFind) chosen() []camera.Network {
	if i, err := strconv.Atoi(f.network.Value()); err == nil && i < len(f.networks) {
		return f.networks[i : i+1]
	}
	return f.networks
}

// show gives the list its lines.
func (f *wizardFind) show(seen []desk.Sighting) {
	f.seen = seen
	f.list.Set(seen)
}

// callAll calls on the chosen networks.
func (f *wizardFind) callAll() {
	networks, finder := f.chosen(), f.a.w.env.Finder
	f.search(lang.X("cameras.find.calling", "Memanggil kamera…"), func(ctx context.Context, tell func(finding)) ([]desk.Sighting, error) {
		return finder.Call(ctx, networks, func(s desk.Sighting) { tell(finding{one: &s}) })
	})
}

// scanRange visits what was typed.
func (f *wizardFind) scanRange() {
	where, err := camera.ParseRange(f.reach.Text)
	if err != nil {
		f.field.SetRefusal(say.Error(err).String())
		return
	}
	f.field.SetRefusal("")
	finder := f.a.w.env.Finder
	f.search(lang.X("cameras.find.scanning", "Memeriksa {{.N}} alamat…", map[string]any{"N": say.Number(where.Size())}),
		func(ctx context.Context, tell func(finding)) ([]desk.Sighting, error) {
			return finder.Scan(ctx, where, func(s desk.Sighting) { tell(finding{one: &s}) }, func(n int) { tell(finding{visited: n, of: where.Size()}) })
		})
}

// finding is one step of a search: somebody found, or one address more.
type finding struct {
	one         *desk.Sighting
	visited, of int
}

// search runs one search at a time and shows each finding as it comes.
func (f *wizardFind) search(doing string, work func(context.Context, func(finding)) ([]desk.Sighting, error)) {
	f.call.Disable()
	f.scan.Disable()
	f.stop.Show()
	f.state.SetText(doing)
	f.task = kit.RunSteps(f.a.w.env.Tasks, work, func(s finding) {
		if s.one != nil {
			f.add(*s.one)
			return
		}
		f.state.SetText(lang.X("cameras.find.visited", "{{.N}} dari {{.Of}} alamat diperiksa", map[string]any{"N": say.Number(s.visited), "Of": say.Number(s.of)}))
	}, f.ended)
}

func (f *wizardFind) add(s desk.Sighting) {
	for i, have := range f.seen {
		if have.Key() == s.Key() {
			f.seen[i] = s
			f.list.Set(f.seen)
			return
		}
	}
	f.show(append(f.seen, s))
}

func (f *wizardFind) ended(seen []desk.Sighting, err error) {
	f.call.Enable()
	f.scan.Enable()
	f.stop.Hide()
	cancelled := errors.Is(err, context.Canceled)
	if err == nil || cancelled || len(seen) > 0 {
		f.show(seen)
	}
	switch {
	case cancelled:
		f.state.SetText(lang.X("cameras.find.stopped", "Pencarian dihentikan. {{.N}} perangkat.", map[string]any{"N": say.Number(len(f.seen))}))
	case err != nil:
		f.state.SetText(say.Error(err).String())
	case len(seen) == 0:
		none := lang.X("cameras.find.none", "Tidak ada yang menjawab. Kamera di jaringan lain tidak terdengar; coba rentang alamatnya.")
		f.state.SetText("")
		f.list.SetEmpty(kit.Empty{Icon: kit.IconCamera, Title: lang.X("cameras.find.nobody", "Tidak ada yang ditemukan"), Text: none})
	default:
		f.state.SetText(lang.X("cameras.find.found", "{{.N}} perangkat. Pilih satu untuk membaca alamatnya.", map[string]any{"N": say.Number(len(f.seen))}))
	}
}

// choose goes on with one of them: an ONVIF device is asked after its login
// was typed, of a bare RTSP port the brand has to be known.
func (f *wizardFind) choose(s desk.Sighting) {
	if s.Service != "" {
		f.a.askDevice(s.Service, s.Endpoint, s.Place)
		return
	}
	f.a.ways.brand.host.SetText(s.Host + ":" + strconv.Itoa(s.RTSP))
	f.a.ways.show(wayBrand)
}
