package ui

import (
	"context"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// agendaPage is Agenda Surat: the books of letters in and out. Lines of
// requests are changed in their request, lines of their own here.
type agendaPage struct {
	env   *env
	root  *fyne.Container
	books map[sop.LetterWay]*agendaBook
	way   sop.LetterWay
	rev   uint64
}

// agendaBook is one of the two books on the page.
type agendaBook struct {
	way         sop.LetterWay
	list        *kit.DataList[desk.LetterRow]
	year, month *kit.Choice
	gaps        string // what is said beneath the list
	rows        []desk.LetterRow
	filled      bool // the years to choose from are there
}

func newAgendaPage(e *env) Page {
	p := &agendaPage{env: e, root: container.NewStack(), way: sop.LetterIn, books: map[sop.LetterWay]*agendaBook{}}
	for _, way := range []sop.LetterWay{sop.LetterIn, sop.LetterOut} {
		p.books[way] = p.newBook(way)
	}
	p.show()
	return p
}

func (p *agendaPage) newBook(way sop.LetterWay) *agendaBook {
	b := &agendaBook{way: way}
	b.year = kit.NewChoice(nil, func(string) { p.narrow(b) })
	b.month = kit.NewChoice(monthOptions(), func(string) { p.narrow(b) })
	b.month.Set("")
	empty := lang.X("letters.empty.in", "Belum ada surat masuk")
	if way == sop.LetterOut {
		empty = lang.X("letters.empty.out", "Belum ada surat keluar")
	}
	b.list = kit.NewDataList(kit.ListConfig[desk.LetterRow]{
		Columns: letterColumns(way),
		Words:   func(l desk.LetterRow) []string { return l.Words() },
		Search:  lang.X("letters.search", "Cari nomor, agenda, pengirim, tujuan, isi ringkas…"),
		Filters: []kit.Filter[desk.LetterRow]{
			{Key: "permintaan", Word: lang.X("letters.filter.request", "Dari permintaan"), Keep: func(l desk.LetterRow) bool { return !l.Own() }},
			{Key: "sendiri", Word: lang.X("letters.filter.own", "Dicatat di agenda"), Keep: desk.LetterRow.Own},
			{Key: "konsep", Word: lang.X("letters.filter.draft", "Nomor konsep"), Keep: func(l desk.LetterRow) bool { return l.Source == sop.SourceDraft }},
		},
		Open: p.open, Menu: p.menu, Key: letterKey, SortBy: 0, Descending: true,
		Extra: container.NewHBox(b.year, b.month),
		Clear: func() { b.year.Set(""); b.month.Set(""); p.narrow(b) },
		Empty: kit.Empty{Icon: kit.IconLetter, Title: empty,
			Text:   lang.X("letters.empty.text", "Surat dari kegiatan 1, 2, dan 6 masuk ke agenda dengan sendirinya. Surat lain dicatat di sini."),
			Action: newLetterWord(way), Do: p.Create},
	})
	return b
}

func newLetterWord(way sop.LetterWay) string {
	if way == sop.LetterOut {
		return lang.X("letters.new.out", "Catat Surat Keluar")
	}
	return lang.X("letters.new.in", "Catat Surat Masuk")
}

// letterKey tells lines apart: one of a request by its place there.
func letterKey(l desk.LetterRow) string {
	return l.ID.String() + l.RequestID.String() + "/" + strconv.Itoa(l.Step) + "/" + strconv.Itoa(l.Round)
}

func monthOptions() []kit.Option {
	out := []kit.Option{{Value: "", Word: lang.X("letters.month.all", "Semua bulan")}}
	for m := time.January; m <= time.December; m++ {
		out = append(out, kit.Option{Value: strconv.Itoa(int(m)), Word: say.Month(m)})
	}
	return out
}

// show lays out the chosen book.
func (p *agendaPage) show() {
	b := p.books[p.way]
	in := kit.NewToggle(lang.X("letters.in", "Surat Masuk"), func() { p.env.Open("agenda") })
	out := kit.NewToggle(lang.X("letters.out", "Surat Keluar"), func() { p.env.Open("agenda?keluar") })
	in.Set(p.way == sop.LetterIn, "")
	out.Set(p.way == sop.LetterOut, "")
	head := kit.PageHead(lang.X("letters.title", "Agenda Surat"), lang.X("letters.what", "Surat masuk dan keluar, dengan nomor seperti tertulis"),
		container.NewCenter(in), container.NewCenter(out),
		kit.NewButton(lang.X("letters.print", "Cetak Agenda…"), p.print).WithIcon(kit.Icon(kit.IconReport)),
		kit.NewPrimary(newLetterWord(p.way), p.Create))
	p.root.Objects = []fyne.CanvasObject{container.NewBorder(head, wrapped(b.gaps), nil, nil, b.list.Object())}
	p.root.Refresh()
}

// period is the year and month chosen; ok is false while all years are shown.
func (b *agendaBook) period() (period desk.Period, ok bool) {
	year, err := strconv.Atoi(b.year.Value())
	if err != nil {
		return desk.Period{}, false
	}
	if month, err := strconv.Atoi(b.month.Value()); err == nil {
		return desk.MonthOf(year, time.Month(month)), true
	}
	return desk.YearOf(year), true
}

// narrow shows what the chosen year and month leave, and what is missing in it.
func (p *agendaPage) narrow(b *agendaBook) {
	month, _ := strconv.Atoi(b.month.Value())
	year, _ := strconv.Atoi(b.year.Value())
	b.list.Narrow(func(l desk.LetterRow) bool {
		day := l.Day().In(sop.WIB())
		return (year == 0 || day.Year() == year) && (month == 0 || int(day.Month()) == month)
	})
	if year == 0 || len(b.rows) == 0 {
		p.tellGaps(b, "")
		return
	}
	kit.Run(p.env.Tasks, func(context.Context) (desk.Sequence, error) { return p.env.Letters.Sequence(b.way, year) }, func(s desk.Sequence, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		if b.year.Value() == strconv.Itoa(year) {
			p.tellGaps(b, gapWords(b.way, year, s))
		}
	})
}

// tellGaps writes beneath the list; the list makes room for it.
func (p *agendaPage) tellGaps(b *agendaBook, text string) {
	if b.gaps != text {
		b.gaps = text
		p.show()
	}
}

// Object returns what is laid out.
func (p *agendaPage) Object() fyne.CanvasObject { return p.root }

// Route is where the page stands.
func (p *agendaPage) Route() string {
	if p.way == sop.LetterOut {
		return "agenda?keluar"
	}
	return "agenda"
}

// Title is the window's title.
func (p *agendaPage) Title() string { return lang.X("letters.title", "Agenda Surat") }

// Resume shows one of the books; "cetak" offers its paper at once.
func (p *agendaPage) Resume(arg, filter string) {
	p.way = sop.LetterIn
	if filter == string(sop.LetterOut) {
		p.way = sop.LetterOut
	}
	p.show()
	p.Reload()
	if arg == "cetak" {
		p.print()
	}
}

// Reload asks for both books again (F5).
func (p *agendaPage) Reload() {
	for _, b := range p.books {
		kit.Run(p.env.Tasks, func(context.Context) ([]desk.LetterRow, error) {
			return p.env.Letters.Book(desk.LetterFilter{Way: b.way})
		}, func(rows []desk.LetterRow, err error) {
			if err != nil {
				p.env.Fail(err)
				return
			}
			p.fill(b, rows)
		})
	}
}

// fill shows the lines; the years to choose from are those that have any, and
// the present one, which is chosen first.
func (p *agendaPage) fill(b *agendaBook, rows []desk.LetterRow) {
	now := p.env.Now().In(sop.WIB()).Year()
	years := []int{now}
	for _, row := range rows {
		if y := row.Day().In(sop.WIB()).Year(); !slices.Contains(years, y) {
			years = append(years, y)
		}
	}
	slices.Sort(years)
	slices.Reverse(years)
	choices := []kit.Option{{Value: "", Word: lang.X("letters.year.all", "Semua tahun")}}
	for _, y := range years {
		choices = append(choices, kit.Option{Value: strconv.Itoa(y), Word: strconv.Itoa(y)})
	}
	b.year.SetChoices(choices)
	if !b.filled {
		b.year.Set(strconv.Itoa(now))
		b.filled = true
	}
	b.rows = rows
	b.list.Set(rows)
	p.narrow(b)
}

// Beat asks again when something was committed.
func (p *agendaPage) Beat(pulse *desk.Pulse) {
	if p.rev != 0 && p.rev != pulse.Rev {
		p.Reload()
	}
	p.rev = pulse.Rev
}

// Search puts the cursor into the search field (Ctrl+F).
func (p *agendaPage) Search() { p.books[p.way].list.FocusSearch(p.env.Window.Canvas()) }

// Create enters a letter of the book that is shown (Ctrl+N).
func (p *agendaPage) Create() {
	l := sop.Letter{Way: p.way, Kind: sop.LetterKinds()[0], Source: sop.SourceTU, Nature: sop.Natures()[0], Urgency: sop.Urgencies()[0], Date: p.env.Now()}
	if p.way == sop.LetterIn {
		l.Moved = l.Date
	}
	p.edit(l)
}

// Keys names the page's own keys for F1.
func (p *agendaPage) Keys() []Key {
	return []Key{
		{"Ctrl+N", lang.X("letters.key.new", "Catat surat di buku yang tampil")},
		{"M / K", lang.X("letters.key.books", "Buku surat masuk / keluar")},
	}
}

// Key changes the book.
func (p *agendaPage) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyM:
		p.env.Open("agenda")
	case fyne.KeyK:
		p.env.Open("agenda?keluar")
	default:
		return false
	}
	return true
}

// open shows the request a line belongs to, or the line's own form.
func (p *agendaPage) open(l desk.LetterRow) {
	if l.Own() {
		p.edit(l.Letter)
		return
	}
	p.env.Open("permintaan/" + l.RequestID.String())
}

func (p *agendaPage) menu(l desk.LetterRow) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	if l.Request != "" {
		items = append(items, fyne.NewMenuItem(lang.X("letters.menu.request", "Buka {{.Number}}", map[string]any{"Number": l.Request}),
			func() { p.env.Open("permintaan/" + l.RequestID.String()) }))
	}
	items = append(items, fyne.NewMenuItem(lang.X("letters.menu.copy", "Salin nomor surat"), func() {
		fyne.CurrentApp().Clipboard().SetContent(l.Number)
		p.env.Toasts.Show(lang.X("letters.copied", "Nomor surat disalin."))
	}))
	if l.Own() {
		items = append(items,
			fyne.NewMenuItem(lang.X("letters.menu.edit", "Ubah"), func() { p.edit(l.Letter) }),
			fyne.NewMenuItem(lang.X("letters.menu.remove", "Hapus"), func() { p.remove(l.Letter) }))
	}
	return items
}

// remove takes a line out after a question that names it.
func (p *agendaPage) remove(l sop.Letter) {
	p.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("letters.remove", "Hapus surat {{.Number}}?", map[string]any{"Number": l.Number}),
		Text:  lang.X("letters.remove.text", "Surat dikeluarkan dari agenda. Isinya tetap ada di Jejak Audit dan tindakan ini dapat diurungkan."),
		Do:    lang.X("letters.menu.remove", "Hapus"), Danger: true,
		OK: func() {
			p.env.Act(func() error { return p.env.Letters.Remove(l.ID) }, func() {
				p.env.Done(lang.X("letters.removed", "Surat {{.Number}} dihapus dari agenda.", map[string]any{"Number": l.Number}))
				p.Reload()
			})
		}})
}

// print offers the book as paper: of the year and month that are shown.
func (p *agendaPage) print() {
	name := desk.PaperAgendaIn
	if p.way == sop.LetterOut {
		name = desk.PaperAgendaOut
	}
	period, ok := p.books[p.way].period()
	if !ok {
		period = desk.DefaultPeriod(name, p.env.Now())
	}
	offerPeriod(p.env, name, period)
}
