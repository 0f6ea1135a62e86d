package ui

import (
	"context"
	"errors"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// equipmentSheet shows one thing: its facts, photos and papers at the left,
// inspections and movements at the right, what happened beneath.
type equipmentSheet struct {
	env   *env
	page  *equipmentPage
	sheet *kit.Sheet
	id    ulid.ULID
	view  desk.EquipmentView
	whole bool // all inspections, not only the newest
	rev   uint64
}

func newEquipmentSheet(e *env, p *equipmentPage) *equipmentSheet {
	s := &equipmentSheet{env: e, page: p}
	s.sheet = kit.NewSheet(kit.SheetConfig{Back: func() { e.Open("peralatan") }})
	return s
}

func (s *equipmentSheet) open(id ulid.ULID) {
	if s.id != id {
		s.id, s.view, s.whole = id, desk.EquipmentView{}, false
		s.sheet.SetHead(lang.X("requests.loading", "Memuat…"), "", nil, nil)
		s.sheet.SetFacts(nil)
		s.sheet.SetNext(nil)
		s.sheet.SetHistory(nil)
		s.sheet.Top()
	}
	s.reload()
}

func (s *equipmentSheet) reload() {
	id := s.id
	s.rev = s.env.Pulse().Rev
	kit.Run(s.env.Tasks, func(context.Context) (desk.EquipmentView, error) { return s.env.Equipment.Get(id) }, func(v desk.EquipmentView, err error) {
		switch {
		case id != s.id:
		case errors.Is(err, db.ErrNotFound): // taken back, or erased
			s.env.Open("peralatan")
		case err != nil:
			s.env.Fail(err)
		default:
			s.show(v)
		}
	})
}

func (s *equipmentSheet) show(v desk.EquipmentView) {
	s.view = v
	chips := []kit.ChipState{conditionChip(v.State)}
	if v.State.Held() {
		chips = append(chips, operationChip(v.State))
	}
	s.sheet.SetHead(v.Item.Code, v.Item.Name, chips, s.actions())
	s.sheet.SetFacts(container.New(kit.Tight(10), s.facts(), s.files().object()))
	next := container.New(kit.Tight(10))
	if len(v.Due)+len(v.Notices) > 0 {
		next.Add(s.notices())
	}
	next.Add(s.inspections())
	next.Add(s.movements())
	s.sheet.SetNext(next)
	s.sheet.SetHistory(kit.Section(lang.X("requests.history", "Riwayat"), trailView(s.env, v.Trail),
		kit.NewQuiet(lang.X("requests.history.all", "Jejak lengkap"), nil, func() { s.env.Open("audit/" + s.id.String()) })))
}

// act runs one act on the thing and shows what came of it; refused may show a
// refusal itself.
func (s *equipmentSheet) act(work func() (desk.EquipmentView, error), refused func(error) bool, done func()) {
	kit.Run(s.env.Tasks, func(context.Context) (desk.EquipmentView, error) { return work() }, func(v desk.EquipmentView, err error) {
		if err != nil {
			if refused == nil || !refused(err) {
				s.env.Fail(err)
			}
			return
		}
		if done != nil {
			done()
		}
		s.env.Saved()
		if v.Item.ID == s.id {
			s.rev = s.env.Pulse().Rev
			s.show(v)
		}
	})
}

func (s *equipmentSheet) actions() []fyne.CanvasObject {
	if !s.view.Item.Trashed.IsZero() {
		return []fyne.CanvasObject{kit.NewPrimary(lang.X("requests.restore", "Pulihkan"), func() {
			s.env.Act(func() error { return s.env.Equipment.Restore(s.id) }, func() { s.env.Saved(); s.reload() })
		})}
	}
	more := kit.NewButton(lang.X("requests.more", "Tindakan lain"), nil)
	more.OnTapped = func() { popUp(more, s.menu()) }
	return []fyne.CanvasObject{
		kit.NewPrimary(lang.X("register.inspect", "Catat Pemeriksaan"), s.askInspect),
		kit.NewButton(lang.X("register.moveit", "Catat Mutasi"), s.askMove), more,
	}
}

func (s *equipmentSheet) menu() []*fyne.MenuItem {
	id := s.id
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.X("register.edit", "Ubah data"), func() { s.env.Open("peralatan/ubah-" + id.String()) }),
		fyne.NewMenuItem(lang.X("register.copy", "Salin menjadi yang baru"), func() { s.page.copy(id) }),
		fyne.NewMenuItem(lang.X("register.label", "Label QR…"), func() { s.page.saveLabels([]ulid.ULID{id}) }),
	}
	if s.view.Kind.Camera {
		items = append(items, fyne.NewMenuItem(lang.X("register.tie", "Kaitkan dengan kamera relay…"), s.askTie))
	}
	return append(items, fyne.NewMenuItem(lang.X("register.trash", "Buang ke tempat sampah"), func() {
		s.env.Act(func() error { return s.env.Equipment.Trash(id) }, func() { s.env.Saved(); s.env.Open("peralatan") })
	}))
}

func (s *equipmentSheet) facts() fyne.CanvasObject {
	v := s.view
	e := v.Item
	var facts []kit.Fact
	add := func(column, value string) {
		if value != "" {
			facts = append(facts, kit.Fact{Name: say.ColumnName(column), Value: value})
		}
	}
	add("jenis", joined(", ", v.Kind.Name, say.CameraType(e.Camera.Type), e.Camera.Resolution, infraredWord(e.Camera.Infrared)))
	add("merk", joined(" ", e.Brand, e.Model))
	add("nomor_seri", e.Serial)
	add("kode_barang", joined(" · ", e.ItemCode, e.Register))
	add("spesifikasi", e.Spec)
	if v.State.Quantity != 1 || e.Serial == "" {
		add("jumlah", joined(" ", strconv.Itoa(v.State.Quantity), e.Unit))
	}
	place := v.Spot.Name
	if place == "" {
		place = lang.X("register.site.none", "Gudang / belum ditempatkan")
	}
	add("titik", joined("\n", place, joined(", ", v.Spot.Village, v.Spot.District)))
	add("opd", v.Agency.Name)
	add("pengelola", e.Owned.Manager)
	add("penanggung_jawab", e.Owned.Keeper)
	add("tahun_perolehan", joined(" · ", yearOrNothing(e.Owned.Year), say.Acquisition(e.Owned.Acquired), e.Owned.Fund))
	if e.Owned.Price > 0 {
		add("harga", say.Number(e.Owned.Price))
	}
	add("garansi_sampai", day(e.Owned.Warranty))
	add("tanggal_pasang", day(e.Installed))
	add("media", joined(" · ", say.Media(e.Link.Media), e.Link.Provider, e.Link.Customer))
	add("jatuh_tempo", day(e.Link.Due))
	add("ip", joined(" · ", e.Link.IP, e.Link.MAC))
	add("keterangan", e.Note)
	var actions []fyne.CanvasObject
	if v.Camera != "" {
		add("jalur", v.Camera)
		actions = append(actions, kit.NewButton(lang.X("register.camera.open", "Lihat kamera"), func() { s.env.Open("kamera/" + e.CameraID.String()) }))
	}
	return kit.Section(lang.X("register.facts", "Data peralatan"), kit.Facts(facts...), actions...)
}

func infraredWord(yes bool) string {
	if yes {
		return lang.X("register.infrared", "inframerah")
	}
	return ""
}

func yearOrNothing(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}

func (s *equipmentSheet) files() *fileCard {
	id, e := s.id, s.env
	return &fileCard{
		env: e, title: lang.X("register.files", "Foto dan dokumen"), files: s.view.Item.Files, open: s.view.Item.Trashed.IsZero(),
		none:    lang.X("register.files.none", "Belum ada. Seret foto atau BA ke jendela ini, atau tekan Lampirkan."),
		save:    func(file ulid.ULID, path string) error { return e.Equipment.SaveFile(id, file, path) },
		view:    func(file ulid.ULID) (string, error) { return e.Equipment.ViewFile(id, file) },
		add:     func(ctx context.Context, path string) error { return e.Equipment.AttachFile(ctx, id, path) },
		remove:  func(file ulid.ULID) error { return e.Equipment.DetachFile(id, file) },
		changed: func() { s.reload() },
	}
}

// notices are what the thing should be looked at for.
func (s *equipmentSheet) notices() fyne.CanvasObject {
	box := container.New(kit.Tight(6))
	for _, r := range s.view.Due {
		box.Add(kit.Note(kit.ToneWarn, reminderWords(r), nil))
	}
	for _, f := range s.view.Notices {
		box.Add(kit.Note(kit.ToneWarn, say.Field(f).String(), nil))
	}
	return box
}

// reminderWords is one thing that is due, and since when or until when.
func reminderWords(r sop.Reminder) string {
	return lang.X("register.remind.words", "{{.Kind}}: {{.Day}}.", map[string]any{"Kind": say.ReminderKind(r.Kind), "Day": say.ShortDate(r.Due)})
}

// inspections is the card of what was found, newest first.
func (s *equipmentSheet) inspections() fyne.CanvasObject {
	most := 8
	if s.whole {
		most = len(s.view.Item.Inspections)
	}
	box := container.New(kit.Tight(-4))
	if v := s.view; v.State.Held() && v.Camera != "" && v.Relay.State != "" && v.Relay.State != relay.Disabled {
		box.Add(kit.Muted(lang.X("register.seen", "Status operasi mengikuti relay: {{.State}}.", map[string]any{"State": say.State(v.Relay.State)})))
	}
	if len(s.view.Offers) > 0 {
		box.Add(kit.Note(kit.ToneInfo, lang.X("register.offers", "{{.N}} gangguan terukur belum dicatat sebagai pemeriksaan.", map[string]any{"N": len(s.view.Offers)}),
			kit.NewButton(lang.X("register.offers.do", "Lihat dan catat…"), s.askOffers)))
	}
	all := s.view.Item.Inspections
	if len(all) == 0 {
		box.Add(kit.Muted(lang.X("register.inspections.none", "Belum pernah diperiksa.")))
	}
	for n := range min(len(all), most) {
		box.Add(s.inspectionLine(all[len(all)-1-n]))
	}
	if len(all) > most {
		box.Add(container.NewHBox(kit.NewQuiet(lang.X("register.inspections.more", "Tampilkan {{.N}} pemeriksaan lebih lama", map[string]any{"N": len(all) - most}), nil, func() {
			s.whole = true
			s.show(s.view)
		})))
	}
	return kit.Section(lang.X("register.inspections", "Pemeriksaan"), box)
}

func (s *equipmentSheet) inspectionLine(i sop.Inspection) fyne.CanvasObject {
	when := kit.Caption(say.DateClock(i.At))
	note := i.Note
	if i.OutageID != (ulid.ULID{}) {
		note = lang.X("register.measured", "terukur cctvdesk")
	}
	what := widget.NewLabel(joined(" · ", say.Operation(i.Found), say.OfflineCause(i.Cause), i.Officer, note))
	what.Truncation = fyne.TextTruncateEllipsis
	drop := kit.NewQuiet("", theme.DeleteIcon(), func() {
		s.act(func() (desk.EquipmentView, error) { return s.env.Equipment.Uninspect(s.id, i.ID) }, nil, nil)
	})
	return container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(150, 36), when), drop, what)
}

// movements is the card of what happened to the thing in the books.
func (s *equipmentSheet) movements() fyne.CanvasObject {
	box := container.New(kit.Tight(-4))
	for _, m := range s.view.Moves {
		when := kit.Caption(day(m.Movement.Date))
		what := widget.NewLabel(joined(" · ", say.MovementKind(m.Movement.Kind), moveDetail(m), m.Movement.Basis, m.Movement.Note))
		what.Truncation = fyne.TextTruncateEllipsis
		var drop fyne.CanvasObject
		if len(s.view.Moves) > 1 {
			drop = kit.NewQuiet("", theme.DeleteIcon(), func() {
				s.act(func() (desk.EquipmentView, error) { return s.env.Equipment.Unmove(s.id, m.Movement.ID) }, nil, nil)
			})
		}
		box.Add(container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(150, 36), when), drop, what))
	}
	return kit.Section(lang.X("register.field.moves", "Mutasi"), box)
}

// moveDetail says from what to what a movement led.
func moveDetail(m desk.EquipmentMove) string {
	place := func(name string) string {
		if name == "" {
			return lang.X("register.site.nowhere", "gudang")
		}
		return name
	}
	switch m.Movement.Kind {
	case sop.MoveAdd:
		return joined(" · ", countWords(m.Delta()), place(m.ToSite), say.Condition(m.To.Condition))
	case sop.MoveSite:
		return fromTo(place(m.FromSite), place(m.ToSite))
	case sop.MoveCondition, sop.MoveRepair:
		if m.From.Condition != m.To.Condition {
			return fromTo(say.Condition(m.From.Condition), say.Condition(m.To.Condition))
		}
	case sop.MoveRemove:
		return joined(" · ", countWords(-m.Delta()), m.Movement.HandedTo)
	}
	return ""
}

func fromTo(from, to string) string {
	return lang.X("register.fromto", "dari {{.From}} ke {{.To}}", map[string]any{"From": from, "To": to})
}

func countWords(n int) string {
	if n == 1 {
		return ""
	}
	return lang.X("register.count", "{{.N}} buah", map[string]any{"N": n})
}
