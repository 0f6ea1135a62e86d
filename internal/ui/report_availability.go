package ui

import (
	"cmp"
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// availabilityArg is the route of Ketersediaan Kamera below Laporan.
const availabilityArg = "ketersediaan"

// availabilityView is the section Ketersediaan Kamera of Laporan: how much of
// the watched time each camera, or each agency's cameras, gave pictures.
type availabilityView struct {
	env      *env
	period   *kit.Choice
	from, to *kit.DateClock
	by       *kit.Choice
	sum      *widget.Label
	list     *kit.DataList[desk.Availability]
	report   desk.AvailabilityReport
	root     *fyne.Container
	loads    int
}

// The periods that are chosen at once, and how the list is grouped.
const (
	spanToday     = "hari-ini"
	spanWeek      = "tujuh-hari"
	spanMonth     = "bulan-ini"
	spanLastMonth = "bulan-lalu"
	spanYear      = "tahun-ini"
	byCamera      = "kamera"
	byAgency      = "opd"
)

func newAvailabilityView(e *env) *availabilityView {
	v := &availabilityView{env: e, sum: kit.Muted("")}
	v.period = kit.NewChoice([]kit.Option{
		{Value: spanToday, Word: lang.X("requests.availability.today", "Hari ini")},
		{Value: spanWeek, Word: lang.X("requests.availability.week", "7 hari terakhir")},
		{Value: spanMonth, Word: lang.X("requests.availability.month", "Bulan ini")},
		{Value: spanLastMonth, Word: lang.X("requests.availability.last-month", "Bulan lalu")},
		{Value: spanYear, Word: lang.X("requests.availability.year", "Tahun ini")},
	}, func(value string) { v.choose(value); v.load() })
	v.from = kit.NewDay(lang.X("requests.availability.from", "Dari tanggal"), "", sop.WIB(), nil)
	v.to = kit.NewDay(lang.X("requests.availability.to", "Sampai tanggal"), "", sop.WIB(), nil)
	v.by = kit.NewChoice([]kit.Option{
		{Value: byCamera, Word: lang.X("requests.availability.by.camera", "Per kamera")},
		{Value: byAgency, Word: lang.X("requests.availability.by.agency", "Per perangkat daerah")},
	}, func(string) { v.show() })
	v.by.Set(byCamera)
	v.list = v.newList()
	head := kit.PageHead(lang.X("requests.availability", "Ketersediaan Kamera"),
		lang.X("requests.availability.what", "Bagian waktu pantau ketika kamera memberi gambar. Waktu ketika cctvdesk mati tidak dihitung sebagai gangguan."),
		kit.NewButton(lang.X("requests.availability.back", "Semua Laporan"), func() { e.Open("laporan") }),
		kit.NewPrimary(lang.X("requests.availability.save", "Simpan Daftar"), v.save))
	field := func(name string, o fyne.CanvasObject, width float32) fyne.CanvasObject {
		return container.NewGridWrap(fyne.NewSize(width, 64), kit.NewField(name, o, "").Object())
	}
	chooser := container.NewHBox(
		field(lang.X("requests.availability.period", "Masa"), v.period, 190),
		container.NewGridWrap(fyne.NewSize(150, 64), v.from.Object()), container.NewGridWrap(fyne.NewSize(150, 64), v.to.Object()),
		container.New(kit.Margins(4, 22, 8, 6), kit.NewButton(lang.X("requests.availability.apply", "Terapkan"), v.apply)),
		field(lang.X("requests.availability.by", "Tampilkan"), v.by, 220))
	v.root = container.NewBorder(container.New(kit.Tight(4), head, chooser, v.sum), nil, nil, nil, v.list.Object())
	v.choose(spanMonth)
	return v
}

func (v *availabilityView) newList() *kit.DataList[desk.Availability] {
	share := func(a desk.Availability) float64 {
		if s, known := a.Share(); known {
			return s
		}
		return -1
	}
	minutes := func(title string, of func(desk.Availability) time.Duration) kit.Column[desk.Availability] {
		return kit.Column[desk.Availability]{Title: title, Width: 120, Trailing: true,
			Cell:    func(a desk.Availability) kit.Cell { return kit.Cell{Text: whileWords(of(a))} },
			Compare: func(a, b desk.Availability) int { return cmp.Compare(of(a), of(b)) }}
	}
	return kit.NewDataList(kit.ListConfig[desk.Availability]{
		Columns: []kit.Column[desk.Availability]{
			{Title: lang.X("requests.availability.camera", "Kamera"), Width: 160, Share: 2, Cell: func(a desk.Availability) kit.Cell { return kit.Cell{Text: availabilityName(a), Bold: true} },
				Compare: func(a, b desk.Availability) int { return strings.Compare(availabilityName(a), availabilityName(b)) }},
			{Title: lang.X("requests.availability.agency", "Perangkat Daerah"), Width: 140, Share: 1, Cell: func(a desk.Availability) kit.Cell { return kit.Cell{Text: a.Agency, Quiet: true} },
				Compare: func(a, b desk.Availability) int { return strings.Compare(a.Agency, b.Agency) }},
			{Title: lang.X("requests.availability.share", "Tersedia"), Width: 120, Trailing: true, Cell: func(a desk.Availability) kit.Cell { return kit.Cell{Text: shareWords(a), Bold: true} },
				Compare: func(a, b desk.Availability) int { return cmp.Compare(share(a), share(b)) }},
			minutes(lang.X("requests.availability.down", "Terganggu"), func(a desk.Availability) time.Duration { return a.Down }),
			{Title: lang.X("requests.availability.outages", "Gangguan"), Width: 96, Trailing: true, Cell: func(a desk.Availability) kit.Cell { return kit.Cell{Text: strconv.Itoa(a.Outages)} },
				Compare: func(a, b desk.Availability) int { return cmp.Compare(a.Outages, b.Outages) }},
			{Title: lang.X("requests.availability.watched", "Dipantau"), Width: 100, Trailing: true, Cell: func(a desk.Availability) kit.Cell { return kit.Cell{Text: watchedWords(a), Quiet: true} },
				Compare: func(a, b desk.Availability) int { return cmp.Compare(a.WatchedShare(), b.WatchedShare()) }},
			minutes(lang.X("requests.availability.off", "cctvdesk mati"), func(a desk.Availability) time.Duration { return a.Off }),
		},
		Words:  func(a desk.Availability) []string { return []string{a.Camera, a.Path, a.Agency} },
		Search: lang.X("requests.availability.search", "Cari kamera atau perangkat daerah…"),
		Open: func(a desk.Availability) {
			if a.Path != "" {
				v.env.Open("kamera/" + a.CameraID.String())
			}
		},
		Key:    func(a desk.Availability) string { return a.CameraID.String() + a.AgencyID.String() },
		SortBy: 2,
		Empty: kit.Empty{Icon: kit.IconCamera, Title: lang.X("requests.availability.empty", "Belum ada kamera"),
			Text:   lang.X("requests.availability.empty.text", "Ketersediaan dihitung sejak kamera pertama diterbitkan."),
			Action: lang.X("shell.menu.camera.new", "Hubungkan Kamera"), Do: func() { v.env.Open("kamera/baru") }},
	})
}

// availabilityName is the camera, or how many of them a sum holds.
func availabilityName(a desk.Availability) string {
	if a.Path != "" {
		return a.Camera
	}
	return lang.X("requests.availability.cameras", "{{.Count}} kamera", map[string]any{"Count": a.Cameras})
}

// shareWords rounds down: what failed is never 100 %.
func shareWords(a desk.Availability) string {
	if a.OnDemand {
		return lang.X("requests.availability.on-demand", "bila ditonton")
	}
	share, known := a.Share()
	if !known {
		return "–"
	}
	return say.Percent(math.Floor(share*1000) / 1000)
}

// whileWords does not call a short while none.
func whileWords(d time.Duration) string {
	if d > 0 && d < time.Minute {
		return lang.X("requests.availability.short", "< 1 menit")
	}
	return say.Minutes(int(d.Minutes()))
}

func watchedWords(a desk.Availability) string {
	if a.OnDemand {
		return "–"
	}
	return say.Percent(math.Floor(a.WatchedShare()*1000) / 1000)
}

// choose fills the days of a period.
func (v *availabilityView) choose(period string) {
	v.period.Set(period)
	now := v.env.Now().In(sop.WIB())
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, sop.WIB())
	from, to := today, today
	switch period {
	case spanWeek:
		from = today.AddDate(0, 0, -6)
	case spanMonth:
		from = today.AddDate(0, 0, 1-today.Day())
	case spanLastMonth:
		to = today.AddDate(0, 0, -today.Day())
		from = to.AddDate(0, 0, 1-to.Day())
	case spanYear:
		from = time.Date(today.Year(), 1, 1, 0, 0, 0, 0, sop.WIB())
	}
	v.from.Set(from)
	v.to.Set(to)
}

// span reads the days; both are counted whole.
func (v *availabilityView) span() (from, to time.Time, ok bool) {
	from, ok1 := v.from.Value()
	to, ok2 := v.to.Value()
	if !ok1 || !ok2 {
		return from, to, false
	}
	if !to.IsZero() {
		if to.Before(from) {
			v.to.SetRefusal(lang.X("requests.availability.order", "Harus sesudah tanggal awal."))
			return from, to, false
		}
		to = to.AddDate(0, 0, 1)
	}
	return from, to, true
}

// apply reads days that were typed.
func (v *availabilityView) apply() {
	v.period.Set("")
	v.load()
}

// load asks the desk.
func (v *availabilityView) load() {
	from, to, ok := v.span()
	if !ok {
		return
	}
	kit.Run(v.env.Tasks, func(context.Context) (desk.AvailabilityReport, error) { return v.env.Ledger.Availability(from, to) }, func(r desk.AvailabilityReport, err error) {
		if err != nil {
			v.env.Fail(err)
			return
		}
		v.loads++
		v.report = r
		v.show()
	})
}

// show puts what was asked for on the page.
func (v *availabilityView) show() {
	rows := v.report.Cameras
	if v.by.Value() == byAgency {
		rows = v.report.Agencies
	}
	v.list.Set(rows)
	all := v.report.All
	v.sum.SetText(lang.X("requests.availability.sum", "Semua kamera: tersedia {{.Share}}, dipantau {{.Watched}} dari masa ini, cctvdesk mati {{.Off}} (jumlah semua kamera).",
		map[string]any{"Share": shareWords(all), "Watched": watchedWords(all), "Off": whileWords(all.Off)}))
}

// save keeps the list of the chosen days as a workbook.
func (v *availabilityView) save() {
	from, to, ok := v.span()
	if !ok {
		return
	}
	name := v.env.Papers.SuggestName("availability", v.env.Now().In(sop.WIB()).Format("2006-01-02"), "xlsx")
	askPath(v.env, lang.X("requests.availability", "Ketersediaan Kamera"), name, func(path string) error {
		return v.env.Papers.SaveList(path, "availability", "xlsx", desk.ListOptions{From: from, To: to})
	})
}
