package ui

import (
	"io"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// periodWord names a paper of a period.
func periodWord(name string) string {
	switch name {
	case desk.PaperAgendaIn:
		return lang.X("letters.paper.in", "Agenda Surat Masuk")
	case desk.PaperAgendaOut:
		return lang.X("letters.paper.out", "Agenda Surat Keluar")
	case desk.PaperMonth:
		return lang.X("letters.paper.month", "Rekapitulasi Bulanan")
	case desk.PaperCompliance:
		return lang.X("letters.paper.compliance", "Kepatuhan Waktu Baku")
	case desk.PaperMonitoring:
		return lang.X("letters.paper.monitoring", "Monitoring SOP")
	}
	return lang.X("letters.paper.evaluation", "Evaluasi SOP")
}

// periodCard offers the papers of a period on Laporan.
func periodCard(e *env) fyne.CanvasObject {
	row := container.New(layout.NewRowWrapLayout())
	for _, name := range desk.PeriodPapers() {
		row.Add(kit.NewButton(periodWord(name), func() { offerPeriod(e, name, desk.DefaultPeriod(name, e.Now())) }))
	}
	return kit.Section(lang.X("letters.papers", "Laporan menurut masa"), row)
}

// openPeriod offers the paper a route names ("laporan/kepatuhan"), and says
// whether there is one.
func openPeriod(e *env, name string) bool {
	if !slices.Contains(desk.PeriodPapers(), name) {
		return false
	}
	offerPeriod(e, name, desk.DefaultPeriod(name, e.Now()))
	return true
}

// periodForm asks of which days a paper is made, and as what file.
type periodForm struct {
	from, to *kit.DateClock
	format   *kit.Choice
}

// offerPeriod asks for the period and then for a place.
func offerPeriod(e *env, name string, p desk.Period) {
	f := &periodForm{
		from:   kit.NewDay(lang.X("letters.period.from", "Dari tanggal"), "", sop.WIB(), e.Now),
		to:     kit.NewDay(lang.X("letters.period.to", "Sampai tanggal"), lang.X("letters.period.hint", "Hari ini ikut dihitung."), sop.WIB(), e.Now),
		format: kit.NewChoice([]kit.Option{{Value: "pdf", Word: "PDF"}, {Value: "xlsx", Word: "Excel (XLSX)"}, {Value: "csv", Word: "CSV"}}, nil),
	}
	f.format.Set("pdf")
	f.set(p)
	e.Dialogs.Ask(kit.Ask{
		Title: periodWord(name), Width: 560, Focus: f.format, Do: lang.X("letters.period.view", "Lanjut"),
		Body: kit.Form(f.shortcuts(e.Now()), kit.FormRow(f.from.Field, f.to.Field),
			kit.NewField(lang.X("letters.period.format", "Bentuk berkas"), f.format, "").Object()),
		OK: func(d *kit.Dialog) {
			period, ok := f.value()
			if !ok {
				return
			}
			d.Close()
			format := f.format.Value()
			e.offer(draftPaper{
				title: lang.X("letters.paper.title", "{{.Paper}}, {{.Period}}", map[string]any{"Paper": periodWord(name), "Period": period.String()}),
				paper: name, file: e.Papers.SuggestName(name, period.Suffix(), format),
				write: func(w io.Writer) error { return e.Papers.Period(w, name, format, period) },
			})
		},
	})
}

// set shows a period with its last day.
func (f *periodForm) set(p desk.Period) {
	f.from.Set(p.From)
	f.to.Set(p.To.Add(-time.Minute))
}

// shortcuts are the periods an office usually reports on.
func (f *periodForm) shortcuts(now time.Time) fyne.CanvasObject {
	l := now.In(sop.WIB())
	last := time.Date(l.Year(), l.Month()-1, 1, 0, 0, 0, 0, sop.WIB())
	row := container.New(layout.NewRowWrapLayout())
	for _, s := range []struct {
		word string
		p    desk.Period
	}{
		{lang.X("letters.period.month", "Bulan ini"), desk.MonthOf(l.Year(), l.Month())},
		{lang.X("letters.period.month.last", "Bulan lalu"), desk.MonthOf(last.Year(), last.Month())},
		{lang.X("letters.period.half", "Semester ini"), desk.HalfOf(now)},
		{lang.X("letters.period.year", "Tahun ini"), desk.YearOf(l.Year())},
		{lang.X("letters.period.year.last", "Tahun lalu"), desk.YearOf(l.Year() - 1)},
	} {
		row.Add(kit.NewToggle(s.word, func() { f.set(s.p) }))
	}
	return row
}

// value reads the form; a period that ends before it begins is refused at its
// end.
func (f *periodForm) value() (desk.Period, bool) {
	from, ok1 := f.from.Value()
	to, ok2 := f.to.Value()
	if !ok1 || !ok2 {
		return desk.Period{}, false
	}
	if from.IsZero() || to.IsZero() || to.Before(from) {
		f.to.SetRefusal(lang.X("letters.period.bad", "Isi kedua tanggal; tanggal terakhir tidak boleh lebih awal daripada tanggal pertama."))
		return desk.Period{}, false
	}
	return desk.Period{From: from, To: to.AddDate(0, 0, 1)}, true
}
