package ui

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// annualArg is the route of Laporan Tahunan below Laporan.
const annualArg = "laporan-tahunan"

// The two levels of the report, and which edition of a locked year is meant.
const (
	levelOffice   = "internal"
	levelPublic   = "publik"
	editionLocked = "terkunci"
	editionDraft  = "konsep"
)

// annualView is the section Laporan Tahunan of Laporan: one year's report, its
// figures, the texts and targets the Kasi writes, its pages, and its locks.
type annualView struct {
	env         *env
	year, level *kit.Choice
	edition     *kit.Choice       // of a locked year: what is kept, or the records as they are now
	editions    fyne.CanvasObject // its field
	state       *widget.Label
	parts       []*annualPart
	at          *annualPart
	bar, body   *fyne.Container
	busy        *fyne.Container // what is being made, with Batalkan
	doing       *widget.Label
	task        *kit.Task
	turn        int // counts what was begun: an answer that comes after Batalkan is not shown

	report  desk.AnnualView
	figures *fyne.Container
	texts   *annualTexts
	goals   *annualGoals
	pages   *annualPages
	locks   *annualLocks
	root    *fyne.Container
	loads   int
}

// annualPart is one sheet of the section.
type annualPart struct {
	key, title string
	object     fyne.CanvasObject
	shown      func() // may be nil
}

func newAnnualView(e *env) *annualView {
	v := &annualView{env: e, state: kit.Muted(""), bar: container.NewHBox(), body: container.NewStack(), figures: container.New(kit.Tight(10)), doing: widget.NewLabel("")}
	v.state.Wrapping = fyne.TextWrapWord
	v.year = kit.NewChoice(nil, v.turnTo)
	v.level = kit.NewChoice([]kit.Option{
		{Value: levelOffice, Word: lang.X("annual.level.office", "Internal")},
		{Value: levelPublic, Word: lang.X("annual.level.public", "Untuk publik")},
	}, func(string) { v.pages.forget(); v.choose(v.at.key) })
	v.level.Set(levelOffice)
	v.edition = kit.NewChoice([]kit.Option{
		{Value: editionLocked, Word: lang.X("annual.edition.locked", "Yang terkunci")},
		{Value: editionDraft, Word: lang.X("annual.edition.draft", "Konsep baru")},
	}, func(string) { v.pages.forget(); v.choose(v.at.key) })
	v.edition.Set(editionLocked)
	v.texts, v.goals, v.pages, v.locks = newAnnualTexts(v), newAnnualGoals(v), newAnnualPages(v), newAnnualLocks(v)
	v.parts = []*annualPart{
		{"ringkasan", lang.X("annual.part.figures", "Ringkasan"), scrolled(v.figures), nil},
		{"teks", lang.X("annual.part.texts", "Teks"), v.texts.root, nil},
		{"target", lang.X("annual.part.goals", "Target dan tindak lanjut"), v.goals.object(), nil},
		{"pratinjau", lang.X("annual.part.pages", "Pratinjau"), v.pages.root, v.pages.show},
		{"revisi", lang.X("annual.part.locks", "Kunci dan revisi"), v.locks.root, nil},
	}
	head := kit.PageHead(lang.X("annual.title", "Laporan Tahunan"), lang.X("annual.what", "Peralatan surveillance yang dikelola: angkanya dari catatan, kata-katanya dari Anda."),
		kit.NewButton(lang.X("requests.availability.back", "Semua Laporan"), func() { e.Open("laporan") }),
		kit.NewButton(lang.X("annual.save.xlsx", "Simpan Excel"), func() { v.save("xlsx") }),
		kit.NewPrimary(lang.X("annual.save.pdf", "Simpan PDF"), func() { v.save("pdf") }))
	field := func(name string, o fyne.CanvasObject, width float32) fyne.CanvasObject {
		return container.NewGridWrap(fyne.NewSize(width, 64), kit.NewField(name, o, "").Object())
	}
	v.busy = container.NewHBox(widget.NewActivity(), v.doing, kit.NewButton(lang.X("annual.cancel", "Batalkan"), v.stop))
	v.busy.Hide()
	v.editions = field(lang.X("annual.edition", "Naskah"), v.edition, 190)
	v.editions.Hide()
	chooser := container.NewHBox(field(lang.X("annual.year", "Tahun"), v.year, 130), field(lang.X("annual.level", "Tingkat"), v.level, 190), v.editions,
		container.New(kit.Margins(4, 22, 8, 6), v.busy))
	v.root = container.NewBorder(container.New(kit.Tight(4), head, chooser, v.state, container.New(kit.Margins(0, 4, 0, 6), v.bar)), nil, nil, nil, v.body)
	v.choose("ringkasan")
	return v
}

func scrolled(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(container.New(kit.Margins(0, 0, 2, 14), o))
}

// choose shows one sheet.
func (v *annualView) choose(key string) {
	v.bar.Objects = nil
	for _, part := range v.parts {
		if part.key == key {
			v.at = part
		}
		t := kit.NewToggle(part.title, func() { v.choose(part.key) })
		t.Set(part.key == key, "")
		v.bar.Add(t)
	}
	v.body.Objects = []fyne.CanvasObject{v.at.object}
	v.body.Refresh()
	v.bar.Refresh()
	if v.at.shown != nil && v.report.Figures.Year > 0 {
		v.at.shown()
	}
}

// chosen is the year and the level that are looked at.
func (v *annualView) chosen() (year int, public bool) {
	year, _ = strconv.Atoi(v.year.Value())
	return year, v.level.Value() == levelPublic
}

// turnTo shows another year, unless what was typed for this one would be lost.
func (v *annualView) turnTo(year string) {
	v.year.Set(strconv.Itoa(v.report.Figures.Year))
	v.leave(func() {
		v.year.Set(year)
		v.edition.Set(editionLocked)
		v.load()
	})
}

// draft says that the records as they are now are meant: always so of a year
// that is not locked, by choice of one that is.
func (v *annualView) draft() bool {
	_, locked := v.locks.newest()
	return !locked || v.edition.Value() == editionDraft
}

// begin shows that something is being made, and gives the number to which its
// answer belongs.
func (v *annualView) begin(words string) int {
	v.task.Cancel()
	v.turn++
	v.doing.SetText(words)
	v.busy.Show()
	return v.turn
}

// stop gives up what is being made.
func (v *annualView) stop() {
	v.task.Cancel()
	v.turn++
	v.busy.Hide()
}

// answer says whether an answer is still wanted, and takes the sign away.
func (v *annualView) answer(turn int, err error) bool {
	if turn != v.turn {
		return false
	}
	v.busy.Hide()
	if err != nil {
		v.env.Fail(err)
	}
	return err == nil
}

// open asks which years there are, then for the newest that is over, or this.
func (v *annualView) open() {
	kit.Run(v.env.Tasks, func(context.Context) ([]int, error) { return v.env.Annual.Years() }, func(years []int, err error) {
		if err != nil {
			v.env.Fail(err)
			return
		}
		var options []kit.Option
		for _, y := range years {
			options = append(options, kit.Option{Value: strconv.Itoa(y), Word: strconv.Itoa(y)})
		}
		was := v.year.Value()
		v.year.SetChoices(options)
		if was == "" && len(years) > 0 {
			v.year.Set(v.usual(years))
		}
		v.load()
	})
}

// usual is the year a report is wanted of: until the end of June the last one,
// then the running one.
func (v *annualView) usual(years []int) string {
	if v.env.Now().In(sop.WIB()).Month() <= time.June && len(years) > 1 {
		return strconv.Itoa(years[1])
	}
	return strconv.Itoa(years[0])
}

// load counts the year anew.
func (v *annualView) load() {
	year, _ := v.chosen()
	if year == 0 {
		return
	}
	v.pages.forget()
	turn := v.begin(lang.X("annual.doing.count", "Menghitung tahun {{.Year}}…", map[string]any{"Year": year}))
	type loaded struct {
		view  desk.AnnualView
		locks []lockRow
	}
	v.task = kit.Run(v.env.Tasks, func(ctx context.Context) (out loaded, err error) {
		if out.view, err = v.env.Annual.View(ctx, year); err != nil {
			return out, err
		}
		out.locks, err = lockRows(v.env.Annual, out.view.Figures)
		return out, err
	}, func(l loaded, err error) {
		if !v.answer(turn, err) {
			return
		}
		v.loads++
		v.report = l.view
		v.texts.set(l.view.Notes, l.view.Texts)
		v.goals.set(l.view)
		v.locks.set(l.locks)
		if _, locked := v.locks.newest(); locked {
			v.editions.Show()
		} else {
			v.editions.Hide()
		}
		v.showFigures()
		v.choose(v.at.key)
	})
}

// showFigures puts the indicators and the check of sums on the first sheet.
func (v *annualView) showFigures() {
	y := v.report.Figures
	v.state.SetText(v.stateWords())
	rows := container.New(kit.Tight(-8))
	line := func(cells ...fyne.CanvasObject) {
		rows.Add(container.New(layout.NewGridLayout(2), cells[0], container.New(layout.NewGridLayout(3), cells[1:]...)))
	}
	var heads []fyne.CanvasObject
	for _, head := range []string{lang.X("annual.indicator", "Indikator"), lang.X("annual.target", "Target"), lang.X("annual.result", "Realisasi"), lang.X("annual.before", "Tahun lalu")} {
		heads = append(heads, kit.Caption(head))
	}
	line(heads...)
	for _, key := range sop.IndicatorKeys() {
		now := y.Indicator(key)
		target := sop.Indicator{Key: key, Share: now.Share}
		if goal, ok := v.report.Targets[key]; ok && goal > 0 {
			target.Value, target.Known = goal, true
		}
		value := widget.NewLabel(indicatorText(now))
		value.TextStyle.Bold = true
		before := "–"
		if v.report.Last != nil {
			before = indicatorText(v.report.Last.Indicator(key))
		}
		line(widget.NewLabel(desk.IndicatorWord(key)), widget.NewLabel(indicatorText(target)), value, widget.NewLabel(before))
	}
	v.figures.Objects = []fyne.CanvasObject{v.sumsNote(), kit.Section(lang.X("annual.indicators", "Indikator kinerja"), rows), kit.Section(lang.X("annual.counts", "Isi laporan"), v.counts())}
	v.figures.Refresh()
}

// indicatorText is an indicator's value, a dash when there is none.
func indicatorText(i sop.Indicator) string {
	switch {
	case !i.Known:
		return "–"
	case i.Share:
		return say.Percent(i.Value)
	}
	return say.Number(int(i.Value))
}

// sumsNote says whether every cut adds up.
func (v *annualView) sumsNote() fyne.CanvasObject {
	faults := desk.FaultWords(v.report.Figures.Faults)
	if len(faults) == 0 {
		return kit.Note(kit.ToneGood, lang.X("annual.sums.good", "Semua rincian dijumlahkan ulang dan sama dengan jumlah seluruhnya."), nil)
	}
	return kit.Note(kit.ToneBad, lang.X("annual.sums.bad", "Ada jumlah yang tidak sama; laporan menyebutkannya:")+"\n"+strings.Join(faults, "\n"), nil)
}

// counts says in lines what the report holds.
func (v *annualView) counts() fyne.CanvasObject {
	y := v.report.Figures
	came := 0
	for _, m := range y.Months {
		came += m.Came
	}
	lines := container.New(kit.Tight(-6))
	for _, line := range []string{
		lang.X("annual.count.items", "{{.Items}} peralatan, di antaranya {{.Cameras}} kamera pada {{.Sites}} titik; {{.Moves}} mutasi.",
			map[string]any{"Items": say.Number(y.Items), "Cameras": say.Number(y.Cameras), "Sites": say.Number(y.Sites), "Moves": say.Number(len(y.Moves))}),
		lang.X("annual.count.requests", "{{.Came}} permintaan masuk, {{.Done}} selesai, {{.Carried}} sisa tahun sebelumnya.",
			map[string]any{"Came": say.Number(came), "Done": say.Number(y.Whole.Count), "Carried": say.Number(y.Carried)}),
		lang.X("annual.count.outages", "{{.Outages}} gangguan dari {{.Cameras}} kamera relay; dipantau {{.Watched}} dari tahun ini.",
			map[string]any{"Outages": say.Number(y.Uptime.All.Outages), "Cameras": say.Number(y.Uptime.All.Cameras), "Watched": say.Percent(y.Uptime.All.WatchedShare())}),
		lang.X("annual.count.checks", "{{.Online}} hasil pemeriksaan online, {{.Offline}} offline.",
			map[string]any{"Online": say.Number(y.Checks.Online), "Offline": say.Number(y.Checks.Offline)}),
	} {
		lines.Add(kit.Paragraph(line))
	}
	return lines
}

// stateWords is where the report of the year stands.
func (v *annualView) stateWords() string {
	y := v.report.Figures
	if v.env.Now().Before(y.To) {
		return lang.X("annual.state.running", "Tahun {{.Year}} masih berjalan: angka sampai hari ini, laporan berupa konsep.", map[string]any{"Year": y.Year})
	}
	if row, ok := v.locks.newest(); ok {
		word := lang.X("annual.state.locked", "Terkunci ({{.Edition}}).", map[string]any{"Edition": lockName(row.lock)})
		if row.moved {
			word += " " + lang.X("annual.state.moved", "Catatan berubah sejak itu: angka di bawah dan Konsep baru memuat keadaan sekarang.")
		}
		return word
	}
	return lang.X("annual.state.draft", "Konsep: belum dikunci.")
}

// save writes the report of a locked year byte for byte, or the records as they
// are now, to a place of the user's choice.
func (v *annualView) save(format string) {
	year, public := v.chosen()
	if year == 0 {
		return
	}
	name := annualArg + "-" + v.level.Value()
	draft := v.draft()
	if _, locked := v.locks.newest(); locked && draft {
		name += "-" + editionDraft // never over the locked one
	}
	turn := v.begin(lang.X("annual.doing.write", "Menyusun laporan…"))
	v.task = kit.Run(v.env.Tasks, func(ctx context.Context) ([]byte, error) {
		var b bytes.Buffer
		err := v.env.Annual.Print(ctx, &b, year, public, format, draft)
		return b.Bytes(), err
	}, func(data []byte, err error) {
		if v.answer(turn, err) {
			v.keep(data, lang.X("annual.title", "Laporan Tahunan"), name, year, format)
		}
	})
}

// keep asks for a place for a file that is made already.
func (v *annualView) keep(data []byte, title, name string, year int, format string) {
	askPath(v.env, title, v.env.Papers.SuggestName(name, strconv.Itoa(year), format), func(path string) error { return desk.WriteFile(path, data) })
}

// leave goes on when nothing is lost by it.
func (v *annualView) leave(next func()) {
	if !v.texts.dirty() && !v.goals.dirty() {
		next()
		return
	}
	v.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("annual.unsaved", "Teks belum disimpan"), Text: lang.X("annual.unsaved.what", "Yang Anda tulis untuk laporan tahun ini belum disimpan dan akan hilang."),
		Do: lang.X("annual.unsaved.do", "Tinggalkan"), Danger: true, OK: next,
	})
}
