package ui

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// cameraSheet shows one camera: whose it is and where it stands at the left,
// how its relay goes and what can be done at the right, outages beneath.
type cameraSheet struct {
	env   *env
	page  *camerasPage
	sheet *kit.Sheet
	id    ulid.ULID
	view  desk.CameraView
	rev   uint64
	drawn time.Time
	proof *fyne.Container // result of "Uji baca balik"
	now   *fyne.Container // figures, written anew each second: the buttons around them stay
	ill   *fyne.Container // why the camera is not live
	told  string          // what ill says; it is made anew only when that changes
	hops  *hopList
	way   *wayView
	who   *cameraReaders
	task  *kit.Task
	busy  bool
}

func newCameraSheet(e *env, p *camerasPage) *cameraSheet {
	s := &cameraSheet{env: e, page: p, proof: container.NewStack(), now: container.NewGridWithColumns(3), ill: container.NewStack(),
		way: newWayView(), who: newCameraReaders(e)}
	s.sheet = kit.NewSheet(kit.SheetConfig{Back: func() { e.Open("kamera") }})
	return s
}

// Object returns what is laid out.
func (s *cameraSheet) Object() fyne.CanvasObject { return s.sheet.Object() }

func (s *cameraSheet) open(id ulid.ULID) {
	if s.id != id {
		s.task.Cancel()
		s.id, s.view, s.hops, s.busy = id, desk.CameraView{}, nil, false
		s.way, s.who = newWayView(), newCameraReaders(s.env)
		s.proof.Objects = nil
		s.sheet.SetHead(lang.X("requests.loading", "Memuat…"), "", nil, nil)
		s.sheet.SetFacts(nil)
		s.sheet.SetNext(nil)
		s.sheet.SetHistory(nil)
	}
	s.reload()
}

func (s *cameraSheet) reload() {
	id := s.id
	s.rev = s.env.Pulse().Rev
	kit.Run(s.env.Tasks, func(context.Context) (desk.CameraView, error) { return s.env.Cameras.Get(id) }, func(v desk.CameraView, err error) {
		if id != s.id {
			return
		}
		if err != nil {
			s.env.Fail(err)
			s.env.Open("kamera")
			return
		}
		s.show(v)
	})
}

// beat follows the relay: each second the counters, at once the state.
func (s *cameraSheet) beat(p *desk.Pulse) {
	if p.Rev != s.rev {
		s.reload()
		return
	}
	for _, c := range p.Cameras {
		if c.ID != s.id {
			continue
		}
		s.follow(p, c)
		before := s.view.Status.State
		if c.Status.State == before && p.At.Sub(s.drawn) < time.Second {
			continue
		}
		s.view.Status, s.drawn = c.Status, p.At
		if c.Status.State != before {
			s.head()
			s.sheet.SetNext(s.next())
			continue
		}
		s.figures()
	}
}

// follow brings the way of the pictures and their readers up to date.
func (s *cameraSheet) follow(p *desk.Pulse, c desk.PulseCamera) {
	glass, live := s.env.Glass(c.ID)
	s.way.show(p, c, glass, live)
	s.who.show(p, c)
}

func (s *cameraSheet) show(v desk.CameraView) {
	s.view, s.drawn = v, s.env.Now()
	for _, c := range s.env.Pulse().Cameras {
		if c.ID == s.id {
			s.follow(s.env.Pulse(), c)
		}
	}
	s.head()
	s.sheet.SetFacts(s.facts())
	s.sheet.SetNext(s.next())
	s.sheet.SetHistory(s.history())
}

func (s *cameraSheet) head() {
	more := kit.NewButton(lang.X("requests.more", "Tindakan lain"), nil)
	more.OnTapped = func() { popUp(more, s.menu()) }
	s.sheet.SetHead(s.view.Camera.Name, s.view.Address, []kit.ChipState{cameraChip(s.view.Status.State)}, []fyne.CanvasObject{more})
}

func (s *cameraSheet) menu() []*fyne.MenuItem {
	items := s.page.menu(desk.CameraRow{ID: s.id, Path: s.view.Camera.Path, Enabled: s.view.Camera.Enabled})[1:]
	return append(items,
		fyne.NewMenuItem(lang.X("cameras.edit", "Ubah data kamera…"), s.askEdit),
		fyne.NewMenuItem(lang.X("cameras.trash", "Buang kamera…"), s.askTrash))
}

func (s *cameraSheet) facts() fyne.CanvasObject {
	c := s.view.Camera
	var request fyne.CanvasObject
	if s.view.Request != "" {
		link := kit.NewQuiet(s.view.Request, nil, func() { s.env.Open("permintaan/" + c.RequestID.String()) })
		request = container.NewHBox(link)
	}
	facts := []kit.Fact{
		{Name: lang.X("requests.fact.agency", "Perangkat daerah"), Value: s.view.Agency.Name},
		{Name: lang.X("cameras.site", "Titik (lokasi)"), Value: joined(", ", c.Site, c.Village, c.District)},
		{Name: lang.X("cameras.fact.host", "Alamat kamera"), Value: c.URL.Masked()},
		{Name: lang.X("cameras.user", "Nama pengguna"), Value: c.URL.User()},
		{Name: lang.X("cameras.path", "Jalur relay"), Value: c.Path},
		{Name: lang.X("cameras.fact.request", "Permintaan"), Object: request},
		{Name: lang.X("cameras.fact.created", "Diterbitkan"), Value: say.DateClock(c.Created)},
		{Name: lang.X("requests.fact.note", "Catatan"), Value: c.Note},
	}
	if c.Fingerprint != "" {
		facts = append(facts, kit.Fact{Name: lang.X("cameras.fact.certificate", "Sidik jari sertifikat (SHA-256)"), Value: printed(c.Fingerprint)})
	}
	return kit.Section(lang.X("cameras.facts", "Data kamera"), kit.Facts(facts...), s.registerButton())
}

// registerButton leads to the camera's line in the register, or enters it there.
func (s *cameraSheet) registerButton() fyne.CanvasObject {
	if id := s.view.EquipmentID; s.view.Equipment != "" {
		return kit.NewButton(lang.X("register.camera.is", "Peralatan {{.Code}}", map[string]any{"Code": s.view.Equipment}), func() { s.env.Open("peralatan/" + id.String()) })
	}
	button := kit.NewButton(lang.X("register.camera.enter", "Catat sebagai peralatan"), nil)
	button.OnTapped = func() {
		var items []*fyne.MenuItem
		for _, t := range sop.CameraTypes() {
			id := s.id
			items = append(items, fyne.NewMenuItem(say.CameraType(t), func() {
				s.env.Act(func() error { _, err := s.env.Equipment.FromCamera(id, t); return err }, func() { s.env.Saved(); s.reload() })
			}))
		}
		popUp(button, items)
	}
	return button
}

// next is how the relay goes, what can be done with it, and the proof.
func (s *cameraSheet) next() fyne.CanvasObject {
	s.figures()
	box := container.New(kit.Tight(6), s.ill)
	box.Add(kit.Section(lang.X("cameras.way", "Jalan gambar"), s.way.object))
	box.Add(kit.Section(lang.X("cameras.readers.title", "Pembaca tersambung"), s.who.object))
	box.Add(kit.Section(lang.X("cameras.now", "Relay saat ini"), s.now, s.relayButtons()...))
	prove := kit.NewPrimary(lang.X("cameras.prove", "Uji baca balik"), s.prove)
	prove.SetEnabled(!s.busy && s.view.Status.State == relay.Live)
	box.Add(kit.Section(lang.X("cameras.proof", "Bukti relay"), s.proofBody(), prove))
	return box
}

// figures writes what the relay measures, and what is wrong.
func (s *cameraSheet) figures() {
	st := s.view.Status
	s.tell(st)
	s.now.Objects = []fyne.CanvasObject{
		fact(lang.X("cameras.now.codec", "Codec"), joined(" + ", codecLine(desk.CameraRow{Status: st, Codec: s.view.Camera.Codec}), st.AudioCodec)),
		fact(lang.X("cameras.now.fps", "Gambar per detik"), known(st.FPS > 0, say.Decimal(st.FPS))),
		fact(lang.X("cameras.now.rate", "Laju"), rateOf(st)),
		fact(lang.X("cameras.now.keys", "Jarak gambar kunci"), known(st.KeyInterval > 0,
			lang.X("cameras.now.seconds", "{{.N}} dtk", map[string]any{"N": say.Decimal(st.KeyInterval.Seconds())}))),
		fact(lang.X("cameras.now.lost", "Paket hilang"), say.Number(int64(st.PacketsLost))),
		fact(lang.X("cameras.now.readers", "Pembaca"), strconv.Itoa(st.Readers)),
		fact(lang.X("cameras.now.transport", "Cara kirim"), say.Transport(st.Transport)),
		fact(lang.X("cameras.now.reconnects", "Sambung ulang"), strconv.Itoa(st.Reconnects)),
		fact(lang.X("cameras.now.since", "Keadaan sejak"), say.DateClock(st.Since)),
	}
	s.now.Refresh()
}

// tell says why the camera is not live. What stands there already stays, with
// its button: somebody may be pressing it.
func (s *cameraSheet) tell(st relay.CameraStatus) {
	what := ""
	if st.Fault != nil {
		what = joined(" ", s.id.String(), string(st.State), string(st.Fault.Kind), st.Offered, say.Clock(st.NextTry))
	}
	if what == s.told {
		return
	}
	s.told, s.ill.Objects = what, nil
	if trouble := s.trouble(st); trouble != nil {
		s.ill.Objects = []fyne.CanvasObject{trouble}
	}
	s.ill.Hidden = len(s.ill.Objects) == 0
	s.ill.Refresh()
}

// relayButtons are the acts upon the relay of this camera.
func (s *cameraSheet) relayButtons() []fyne.CanvasObject {
	c := s.view.Camera
	again := kit.NewQuiet(lang.X("cameras.reconnect", "Sambungkan ulang"), theme.ViewRefreshIcon(), func() { s.page.reconnect(s.id) })
	again.SetEnabled(c.Enabled)
	return []fyne.CanvasObject{
		kit.NewQuiet(lang.X("cameras.copy.short", "Salin alamat"), theme.ContentCopyIcon(), func() { s.page.copyAddress(c.Path) }),
		again,
		kit.NewQuiet(toggleWord(c.Enabled), nil, func() { s.page.setEnabled(s.id, !c.Enabled) }),
	}
}

func (s *cameraSheet) proofBody() fyne.CanvasObject {
	if len(s.proof.Objects) == 0 {
		return kit.Muted(lang.X("cameras.proof.text", "Membaca kamera ini kembali dari relay seperti pembaca lain, dan menyimpan gambarnya sebagai bukti kegiatan 5."))
	}
	return s.proof
}

// trouble says in words why the camera is not live, and what to do.
func (s *cameraSheet) trouble(st relay.CameraStatus) fyne.CanvasObject {
	if st.Fault == nil || st.State == relay.Live || st.State == relay.Disabled {
		return nil
	}
	sentence := say.Fault(st.Fault)
	box := container.New(kit.Tight(-6), strongWrapped(sentence.What), kit.Paragraph(sentence.Do))
	if sentence.Who != "" {
		box.Add(kit.Paragraph(sentence.Who))
	}
	if !st.NextTry.IsZero() && st.State == relay.Waiting {
		box.Add(kit.Paragraph(lang.X("cameras.next.try", "Dicoba lagi pukul {{.At}}.", map[string]any{"At": say.Clock(st.NextTry)})))
	}
	if st.Offered != "" {
		box.Add(container.New(kit.Margins(6, 8, 0, 0), container.NewHBox(
			kit.NewButton(lang.X("cameras.trust", "Percayai sertifikat baru…"), func() { s.askTrust(st.Fingerprint, st.Offered) }))))
	}
	card := kit.NewCard(box)
	card.SetFill(kit.ColorWarnSoft)
	return card
}

// known is a measured value, "" (a dash) while it was not measured.
func known(measured bool, value string) string {
	if measured {
		return value
	}
	return ""
}

func fact(name, value string) fyne.CanvasObject {
	return kit.Facts(kit.Fact{Name: name, Value: value})
}

func (s *cameraSheet) history() fyne.CanvasObject {
	rows := container.New(kit.Tight(-8))
	if len(s.view.Outages) == 0 {
		rows.Add(kit.Muted(lang.X("cameras.outages.none", "Belum pernah terputus sejak dicatat.")))
	}
	for _, o := range s.view.Outages {
		until := lang.X("cameras.outage.open", "sekarang")
		if !o.To.IsZero() {
			until = say.DateClock(o.To)
		}
		reason := ""
		if o.Cause != "" {
			reason = say.Fault(&relay.Fault{Kind: relay.FaultKind(o.Cause)}).What
		}
		rows.Add(kit.Paragraph(joined("  ·  ", say.DateClock(o.From)+" – "+until, say.State(relay.State(o.Kind)), reason)))
	}
	return container.New(kit.Tight(8),
		kit.Section(lang.X("cameras.outages", "Gangguan"), rows),
		kit.Section(lang.X("requests.history", "Riwayat"), trailView(s.env, s.view.Trail)))
}

func (s *cameraSheet) prove() {
	if s.busy {
		return
	}
	s.busy = true
	s.hops = newHopList()
	s.proof.Objects = []fyne.CanvasObject{s.hops.Object()}
	s.sheet.SetNext(s.next())
	id := s.id
	s.task = prove(s.env, id, s.hops, func(o fyne.CanvasObject) {
		if id != s.id {
			return
		}
		s.busy = false
		s.proof.Objects = []fyne.CanvasObject{container.NewVBox(o)}
		s.sheet.SetNext(s.next())
	})
}

func (s *cameraSheet) askTrash() {
	s.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("cameras.trash.title", "Buang kamera {{.Name}}?", map[string]any{"Name": s.view.Camera.Name}),
		Text:  lang.X("cameras.trash.text", "Relay kamera ini berhenti dan pembacanya terputus. Datanya tetap ada di tempat sampah dan dapat dipulihkan."),
		Do:    lang.X("cameras.trash.do", "Buang"), Danger: true,
		OK: func() {
			s.env.Act(func() error { return s.env.Cameras.Trash(s.id) }, func() {
				s.env.Saved()
				s.env.Open("kamera")
			})
		},
	})
}
