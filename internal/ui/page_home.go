package ui

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// homePage is Beranda: six figures that lead to their lists, what to do next,
// and what is wrong.
type homePage struct {
	env   *env
	tiles map[string]*kit.Tile
	notes *fyne.Container
	next  *kit.DataList[desk.RequestRow]
	bad   *kit.DataList[desk.PulseCamera]
	root  fyne.CanvasObject

	rev     uint64
	minute  int64
	marks   string // what the notes were built from
	missing []sop.Role
	due     []sop.Reminder // of the register
	told    bool           // the list of cameras has been filled once
}

func newHomePage(e *env) Page {
	p := &homePage{env: e, tiles: map[string]*kit.Tile{}, notes: container.New(kit.Tight(8))}
	p.notes.Hide()
	grid := container.New(kit.Fit(160, 12),
		p.tile("waiting", lang.X("shell.home.waiting", "Menunggu tindakan"), "permintaan?menunggu"),
		p.tile("late", lang.X("shell.home.late", "Terlambat"), "permintaan?terlambat"),
		p.tile("paused", lang.X("shell.home.paused", "Ditunda"), "permintaan?ditunda"),
		p.tile("done", lang.X("shell.home.done", "Selesai bulan ini"), "permintaan?"+doneThisMonth),
		p.tile("bad", lang.X("shell.home.bad", "Kamera terganggu"), "kamera?terganggu"),
		p.tile("backup", lang.X("shell.home.backup", "Cadangan terakhir"), "pengaturan/cadangan"))
	p.next = p.newNext()
	p.bad = p.newBad()
	lists := container.New(kit.Shares(12, 3, 2),
		titled(lang.X("shell.home.next", "Yang perlu dikerjakan"), p.next.Object()),
		titled(lang.X("shell.home.cameras", "Kamera yang terganggu"), p.bad.Object()))
	head := kit.PageHead(lang.X("shell.nav.home", "Beranda"), say.DayDate(e.Now()),
		kit.NewPrimary(lang.X("shell.menu.request.new", "Permintaan Baru"), func() { e.Open("permintaan/baru") }))
	top := container.New(kit.Tight(12), head, p.notes, grid)
	p.root = container.NewBorder(container.New(kit.Margins(0, 0, 0, 10), top), nil, nil, nil, lists)
	return p
}

func titled(title string, o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(kit.Subheading(title), nil, nil, nil, o)
}

func (p *homePage) tile(key, name, route string) fyne.CanvasObject {
	t := kit.NewTile(name, func() { p.env.Open(route) })
	p.tiles[key] = t
	return t
}

func (p *homePage) newNext() *kit.DataList[desk.RequestRow] {
	return kit.NewDataList(kit.ListConfig[desk.RequestRow]{
		Columns: []kit.Column[desk.RequestRow]{
			{Title: lang.X("shell.home.col.request", "Permintaan"), Width: 124, Cell: func(r desk.RequestRow) kit.Cell { return kit.Cell{Text: r.Number, Bold: true} }},
			{Title: lang.X("shell.home.col.agency", "Perangkat Daerah"), Width: 126, Share: 1, Cell: func(r desk.RequestRow) kit.Cell { return kit.Cell{Text: r.Agency} }},
			{Title: lang.X("shell.home.col.do", "Langkah"), Width: 140, Share: 2, Cell: func(r desk.RequestRow) kit.Cell { return kit.Cell{Text: nextWords(r), Quiet: true} }},
			{Title: lang.X("shell.home.col.state", "Keadaan"), Width: 136, Cell: func(r desk.RequestRow) kit.Cell { return kit.Cell{Chip: urgentChip(r)} }},
		},
		Open:   func(r desk.RequestRow) { p.env.Open("permintaan/" + r.ID.String()) },
		Key:    func(r desk.RequestRow) string { return r.ID.String() },
		SortBy: -1, NoCount: true,
		Empty: kit.Empty{Icon: kit.IconName(kit.ShapeCheck), Title: lang.X("shell.home.next.none", "Tidak ada yang menunggu"),
			Text:   lang.X("shell.home.next.none.text", "Permintaan yang berjalan akan muncul di sini, yang paling mendesak di atas."),
			Action: lang.X("shell.menu.request.new", "Permintaan Baru"), Do: func() { p.env.Open("permintaan/baru") }},
	})
}

func (p *homePage) newBad() *kit.DataList[desk.PulseCamera] {
	return kit.NewDataList(kit.ListConfig[desk.PulseCamera]{
		Columns: []kit.Column[desk.PulseCamera]{
			{Title: lang.X("shell.home.col.camera", "Kamera"), Width: 100, Share: 1, Cell: func(c desk.PulseCamera) kit.Cell { return kit.Cell{Text: c.Name, Bold: true} }},
			{Title: lang.X("shell.home.col.why", "Sebab"), Width: 100, Share: 2, Cell: func(c desk.PulseCamera) kit.Cell {
				return kit.Cell{Text: reasonWords(c), Quiet: true}
			}},
			{Title: lang.X("shell.home.col.state", "Keadaan"), Width: 128, Cell: func(c desk.PulseCamera) kit.Cell { return kit.Cell{Chip: cameraChip(c.Status.State)} }},
		},
		Open:   func(c desk.PulseCamera) { p.env.Open("kamera/" + c.ID.String()) },
		Key:    func(c desk.PulseCamera) string { return c.ID.String() },
		SortBy: -1, NoCount: true,
		Empty: p.noCameras(0),
	})
}

// noCameras is what the list of disturbed cameras says when it is empty: all
// is well, or there is nothing that could be.
func (p *homePage) noCameras(total int) kit.Empty {
	if total == 0 {
		return kit.Empty{Icon: kit.IconCamera, Title: lang.X("shell.status.cameras.none", "Belum ada kamera"),
			Text:   lang.X("shell.home.cameras.first", "Hubungkan kamera pertama; tayangannya langsung terlihat di dinding video."),
			Action: lang.X("shell.menu.camera.new", "Hubungkan Kamera"), Do: func() { p.env.Open("kamera/baru") }}
	}
	return kit.Empty{Icon: kit.IconName(kit.ShapeCheck), Title: lang.X("shell.home.cameras.none", "Semua kamera tayang"),
		Text: lang.X("shell.home.cameras.none.text", "Kamera yang terputus akan muncul di sini dengan sebabnya.")}
}

func (p *homePage) Object() fyne.CanvasObject { return p.root }
func (p *homePage) Route() string             { return "beranda" }
func (p *homePage) Title() string             { return lang.X("shell.nav.home", "Beranda") }

// Resume asks again, because another page may have changed something.
func (p *homePage) Resume(string, string) { p.Reload() }

// Reload asks for the requests at work and for the officials that are missing.
func (p *homePage) Reload() {
	type answer struct {
		rows    []desk.RequestRow
		missing []sop.Role
		due     []sop.Reminder
	}
	now := p.env.Now()
	kit.Run(p.env.Tasks, func(context.Context) (a answer, err error) {
		a.rows, err = p.env.Requests.List(desk.RequestFilter{Statuses: []sop.Status{sop.Draft, sop.Running, sop.Paused}})
		if err != nil {
			return a, err
		}
		officials, err := p.env.Office.OfficialsAt(now)
		for _, role := range []sop.Role{sop.RoleKadis, sop.RoleKabid, sop.RoleKasi} {
			if _, ok := officials[role]; !ok {
				a.missing = append(a.missing, role)
			}
		}
		if err != nil {
			return a, err
		}
		a.due, err = p.env.Equipment.Due()
		return a, err
	}, func(a answer, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		slices.SortStableFunc(a.rows, func(x, y desk.RequestRow) int { return urgency(x) - urgency(y) })
		p.next.Set(a.rows)
		p.missing, p.due, p.marks = a.missing, a.due, ""
		p.showNotes(p.env.Pulse())
	})
}

// Beat keeps figures and disturbed cameras current and asks for the requests
// again when an act was committed or a minute has passed.
func (p *homePage) Beat(pulse *desk.Pulse) {
	p.showTiles(pulse)
	p.showBad(pulse)
	p.showNotes(pulse)
	minute := pulse.At.Unix() / 60
	if pulse.Rev != p.rev || minute != p.minute {
		first := p.minute == 0
		p.rev, p.minute = pulse.Rev, minute
		if !first {
			p.Reload()
		}
	}
}

func (p *homePage) showTiles(pulse *desk.Pulse) {
	p.tiles["waiting"].Set(strconv.Itoa(pulse.Waiting), lang.X("shell.home.waiting.note", "{{.Running}} permintaan berjalan", map[string]any{"Running": pulse.Running}), kit.ToneInfo)
	late, note := kit.ToneGood, lang.X("shell.home.late.none", "Semua tepat waktu")
	if pulse.Late > 0 {
		late, note = kit.ToneBad, lang.X("shell.home.late.note", "Lewat waktu baku SOP")
	}
	p.tiles["late"].Set(strconv.Itoa(pulse.Late), note, late)
	paused := kit.ToneQuiet
	if pulse.Paused > 0 {
		paused = kit.ToneWarn
	}
	p.tiles["paused"].Set(strconv.Itoa(pulse.Paused), lang.X("shell.home.paused.note", "Jeda tidak dihitung"), paused)
	p.tiles["done"].Set(strconv.Itoa(pulse.DoneThisMonth), lang.X("shell.home.done.note", "Enam kegiatan tuntas"), kit.ToneGood)
	bad, note := kit.ToneGood, lang.X("shell.home.bad.none", "{{.Total}} kamera tayang", map[string]any{"Total": pulse.Total})
	if pulse.Live < pulse.Total {
		bad, note = kit.ToneWarn, lang.X("shell.home.bad.note", "dari {{.Total}} kamera", map[string]any{"Total": pulse.Total})
	}
	if pulse.Total == 0 {
		bad, note = kit.ToneQuiet, lang.X("shell.status.cameras.none", "Belum ada kamera")
	}
	p.tiles["bad"].Set(strconv.Itoa(pulse.Total-pulse.Live), note, bad)
	if pulse.LastBackup.IsZero() {
		p.tiles["backup"].Set("–", lang.X("shell.home.backup.none", "Belum pernah"), kit.ToneWarn)
		return
	}
	p.tiles["backup"].Set(say.ShortDate(pulse.LastBackup), say.Ago(p.env.Now().Sub(pulse.LastBackup)), kit.ToneGood)
}

func (p *homePage) showBad(pulse *desk.Pulse) {
	var bad []desk.PulseCamera
	for _, c := range pulse.Cameras {
		if c.Enabled && c.Status.State != relay.Live && !(c.OnDemand && c.Status.Fault == nil) {
			bad = append(bad, c)
		}
	}
	p.bad.SetEmpty(p.noCameras(pulse.Total))
	slices.SortStableFunc(bad, func(a, b desk.PulseCamera) int { return cmp.Compare(a.Name, b.Name) })
	same := slices.EqualFunc(bad, p.bad.Shown(), func(a, b desk.PulseCamera) bool {
		return a.ID == b.ID && a.Name == b.Name && a.Status.State == b.Status.State && a.Status.Since.Equal(b.Status.Since)
	})
	if !same || !p.told {
		p.told = true
		p.bad.Set(bad)
	}
}

// showNotes tells what the office should see to, each with the way to do it.
func (p *homePage) showNotes(pulse *desk.Pulse) {
	marks := strconv.Itoa(pulse.HolidaysMissing) + "|" + pulse.WantedListen + "|" + pulse.Listening + "|" + strconv.Itoa(len(p.missing)) + "|" +
		strconv.Itoa(len(p.due)) + "|" + strconv.Itoa(pulse.LongPauses) + "|" + strconv.FormatBool(pulse.MonitoringDue)
	if pulse.Mass != nil {
		marks += "|" + massWords(pulse.Mass)
	}
	if marks == p.marks {
		return
	}
	p.marks = marks
	p.notes.Objects = nil
	if pulse.Mass != nil {
		p.note(kit.ToneBad, massWords(pulse.Mass), lang.X("shell.note.mass.do", "Lihat kamera"), "kamera?terganggu")
	}
	if pulse.WantedListen != "" {
		p.note(kit.ToneWarn, lang.X("shell.note.port", "Port relay {{.Wanted}} sedang dipakai program lain; sementara relay memakai {{.Now}}.",
			map[string]any{"Wanted": pulse.WantedListen, "Now": pulse.Listening}), lang.X("shell.note.settings", "Pengaturan"), "pengaturan/relay")
	}
	if len(p.missing) > 0 {
		p.note(kit.ToneWarn, lang.X("shell.note.officials", "Pejabat belum lengkap. Permintaan baru dapat dicatat, tetapi belum dapat dimulai."),
			lang.X("shell.note.officials.do", "Isi pejabat"), "opd?pejabat")
	}
	if pulse.HolidaysMissing != 0 {
		p.note(kit.ToneWarn, say.HolidaysEmpty(pulse.HolidaysMissing), lang.X("shell.note.holidays.do", "Isi hari libur"), "pengaturan/libur")
	}
	if len(p.due) > 0 {
		p.noteDue()
	}
	if pulse.LongPauses > 0 {
		p.note(kit.ToneWarn, lang.X("shell.note.pauses", "{{.N}} permintaan tertunda lebih dari 5 hari kerja. Tanyakan kelanjutannya.",
			map[string]any{"N": pulse.LongPauses}), lang.X("shell.note.pauses.do", "Lihat"), "permintaan?ditunda")
	}
	if pulse.MonitoringDue {
		p.note(kit.ToneInfo, lang.X("shell.note.monitoring", "Sudah enam bulan sejak monitoring SOP terakhir."),
			lang.X("shell.note.review.do", "Buat formulir"), "laporan/"+desk.PaperMonitoring)
	}
	p.notes.Hidden = len(p.notes.Objects) == 0
	p.root.Refresh()
}

// noteDue tells in one line what of the register is due, by kind.
func (p *homePage) noteDue() {
	var parts []string
	count := map[string]int{}
	for _, r := range p.due {
		count[r.Kind]++
	}
	for _, kind := range []string{sop.RemindSubscription, sop.RemindWarranty, sop.RemindInspection, sop.RemindSOP} {
		switch n := count[kind]; {
		case kind == sop.RemindSOP && n > 0:
			parts = append(parts, say.ReminderKind(kind))
		case n > 0:
			parts = append(parts, lang.X("register.remind.count", "{{.Kind}}: {{.N}}", map[string]any{"Kind": say.ReminderKind(kind), "N": n}))
		}
	}
	route := "peralatan?pengingat"
	if count[sop.RemindSOP] == len(p.due) {
		route = "laporan/" + desk.PaperEvaluation
	}
	p.note(kit.ToneInfo, joined(" · ", parts...)+".", lang.X("register.remind.do", "Lihat"), route)
}

func (p *homePage) note(tone kit.Tone, text, action, route string) {
	p.notes.Add(kit.Note(tone, text, kit.NewButton(action, func() { p.env.Open(route) })))
}

// urgency orders what is to be done: late, near the limit, waiting, running,
// paused, drafts.
func urgency(r desk.RequestRow) int {
	switch {
	case r.LateStep > 0 || r.Badge == sop.Late:
		return 0
	case r.Badge == sop.NearLimit:
		return 1
	case r.StepState == sop.StepWaiting:
		return 2
	case r.Status == sop.Running:
		return 3
	case r.Status == sop.Paused:
		return 4
	}
	return 5
}

func urgentChip(r desk.RequestRow) kit.ChipState {
	switch {
	case r.LateStep > 0:
		return badgeChip(sop.Late)
	case r.Badge == sop.NearLimit:
		return badgeChip(r.Badge)
	case r.Status == sop.Running:
		return stepChip(r.StepState)
	}
	return statusChip(r.Status)
}

func nextWords(r desk.RequestRow) string {
	if r.Step == 0 {
		return r.Subject
	}
	return lang.X("shell.home.step", "Langkah {{.Step}}: {{.Subject}}", map[string]any{"Step": r.Step, "Subject": r.Subject})
}
