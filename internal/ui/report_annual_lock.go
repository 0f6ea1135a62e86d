package ui

import (
	"bytes"
	"context"
	"image"
	"image/png"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// annualPages shows the pages of the report as they would be printed.
type annualPages struct {
	view        *annualView
	pdf         []byte
	page, total int
	picture     *canvas.Image
	where       *widget.Label
	frame       *fyne.Container
	root        fyne.CanvasObject
}

// pageWidth is how many pixels wide a page is drawn.
const pageWidth = 1100

func newAnnualPages(v *annualView) *annualPages {
	p := &annualPages{view: v, where: widget.NewLabel(""), picture: canvas.NewImageFromImage(nil), frame: container.NewStack()}
	p.picture.FillMode, p.picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	turn := container.NewHBox(
		kit.NewButton(lang.X("annual.page.first", "Awal"), func() { p.turn(1) }),
		kit.NewButton(lang.X("annual.page.back", "Sebelumnya"), func() { p.turn(p.page - 1) }), p.where,
		kit.NewButton(lang.X("annual.page.next", "Berikutnya"), func() { p.turn(p.page + 1) }),
		kit.NewButton(lang.X("annual.page.last", "Akhir"), func() { p.turn(p.total) }))
	p.root = container.NewBorder(turn, nil, nil, nil, p.frame)
	return p
}

// forget drops pages that are not true any more.
func (p *annualPages) forget() {
	p.pdf, p.page, p.total = nil, 0, 0
	p.frame.Objects = nil
	p.where.SetText("")
}

// show makes the pages when there are none.
func (p *annualPages) show() {
	if p.pdf != nil {
		return
	}
	v := p.view
	year, public := v.chosen()
	draft := v.draft()
	turn := v.begin(lang.X("annual.doing.write", "Menyusun laporan…"))
	v.task = kit.Run(v.env.Tasks, func(ctx context.Context) ([]byte, error) {
		var b bytes.Buffer
		err := v.env.Annual.Print(ctx, &b, year, public, "pdf", draft)
		return b.Bytes(), err
	}, func(data []byte, err error) {
		if v.answer(turn, err) {
			p.pdf, p.total = data, desk.PageCount(data)
			p.turn(1)
		}
	})
}

// turn draws a page.
func (p *annualPages) turn(page int) {
	if p.pdf == nil || page < 1 || page > p.total {
		return
	}
	p.page = page
	pdf := p.pdf
	p.where.SetText(lang.X("annual.page", "Halaman {{.Page}} dari {{.Total}}", map[string]any{"Page": page, "Total": p.total}))
	kit.Run(p.view.env.Tasks, func(ctx context.Context) (image.Image, error) {
		data, err := p.view.env.Annual.PagePicture(ctx, pdf, page, pageWidth)
		if err != nil {
			return nil, err
		}
		return png.Decode(bytes.NewReader(data))
	}, func(img image.Image, err error) {
		switch {
		case page != p.page:
		case err != nil:
			text := say.Error(err)
			p.frame.Objects = []fyne.CanvasObject{container.NewVBox(kit.Note(kit.ToneWarn, text.What+" "+text.Do, nil))}
			p.frame.Refresh()
		default:
			p.draw(img)
		}
	})
}

// draw shows a page as wide as can be read; what does not fit is scrolled to.
func (p *annualPages) draw(img image.Image) {
	const width = 820
	size := img.Bounds()
	p.picture.Image = img
	p.picture.SetMinSize(fyne.NewSize(width, width*float32(size.Dy())/float32(size.Dx())))
	p.frame.Objects = []fyne.CanvasObject{container.NewVScroll(container.NewCenter(p.picture))}
	p.picture.Refresh()
	p.frame.Refresh()
}

// lockRow is a locked report; the newest of a year knows whether the records
// say something else now.
type lockRow struct {
	lock  db.AnnualLock
	moved bool
}

func lockRows(annual *desk.Annual, counted sop.Yearly) ([]lockRow, error) {
	list, err := annual.Locks(counted.Year)
	var out []lockRow
	for i, l := range list {
		row := lockRow{lock: l}
		if i == 0 {
			if row.moved, err = annual.Moved(l, counted); err != nil {
				return nil, err
			}
		}
		out = append(out, row)
	}
	return out, err
}

// lockName is what a locked report is called.
func lockName(l db.AnnualLock) string {
	if l.Revision == 0 {
		return lang.X("annual.lock.first", "dikunci {{.Day}}", map[string]any{"Day": say.Date(l.At)})
	}
	return lang.X("annual.lock.revision", "Revisi {{.N}}, dikunci {{.Day}}", map[string]any{"N": l.Revision, "Day": say.Date(l.At)})
}

// annualLocks is the sheet of Kunci Laporan and its revisions.
type annualLocks struct {
	view *annualView
	rows []lockRow
	list *kit.DataList[lockRow]
	root fyne.CanvasObject
}

func newAnnualLocks(v *annualView) *annualLocks {
	l := &annualLocks{view: v}
	column := func(title string, width, share float32, cell func(lockRow) string) kit.Column[lockRow] {
		return kit.Column[lockRow]{Title: title, Width: width, Share: share, Cell: func(r lockRow) kit.Cell { return kit.Cell{Text: cell(r)} }}
	}
	l.list = kit.NewDataList(kit.ListConfig[lockRow]{
		Columns: []kit.Column[lockRow]{
			column(lang.X("annual.lock.name", "Laporan"), 240, 1, func(r lockRow) string { return lockName(r.lock) }),
			column(lang.X("annual.lock.who", "Oleh"), 140, 0, func(r lockRow) string { return r.lock.Who }),
			column(lang.X("annual.lock.why", "Alasan revisi"), 240, 2, func(r lockRow) string { return r.lock.Reason }),
			column(lang.X("annual.lock.sums", "Jumlah"), 130, 0, func(r lockRow) string {
				if r.lock.Faults > 0 {
					return lang.X("annual.lock.faults", "{{.N}} tidak sama", map[string]any{"N": r.lock.Faults})
				}
				return lang.X("annual.lock.whole", "sesuai")
			}),
		},
		Words: func(r lockRow) []string { return []string{lockName(r.lock), r.lock.Who, r.lock.Reason} },
		Key:   func(r lockRow) string { return r.lock.ID.String() },
		Open:  l.offer, SortBy: -1, Search: lang.X("annual.lock.search", "Cari revisi atau alasan…"),
		Empty: kit.Empty{Icon: kit.IconReport, Title: lang.X("annual.lock.none", "Laporan tahun ini belum dikunci"),
			Text:   lang.X("annual.lock.none.what", "Mengunci menyimpan PDF dan Excel apa adanya. Cetak ulang selalu sama; perbaikan sesudahnya menjadi Revisi 1."),
			Action: lang.X("annual.lock.do", "Kunci Laporan"), Do: l.lock},
	})
	bar := container.NewHBox(kit.NewPrimary(lang.X("annual.lock.do", "Kunci Laporan"), l.lock))
	l.root = container.NewBorder(container.New(kit.Margins(0, 0, 0, 6), bar), nil, nil, nil, l.list.Object())
	return l
}

func (l *annualLocks) set(rows []lockRow) {
	l.rows = rows
	l.list.Set(rows)
}

func (l *annualLocks) newest() (lockRow, bool) {
	if len(l.rows) == 0 {
		return lockRow{}, false
	}
	return l.rows[0], true
}

// lock asks for the reason of a revision, or only whether.
func (l *annualLocks) lock() {
	v := l.view
	year, _ := v.chosen()
	if v.env.Now().Before(v.report.Figures.To) {
		v.env.Fail(desk.ErrYearRunning) // before anything is asked for
		return
	}
	reason := kit.NewEntry("")
	field := kit.NewField(lang.X("annual.lock.reason", "Alasan revisi"), reason, lang.X("annual.lock.reason.hint", "Misalnya: mutasi Desember terlambat dicatat."))
	body := kit.Form(kit.Paragraph(lang.X("annual.lock.what", "PDF dan Excel tahun {{.Year}}, internal dan untuk publik, disimpan apa adanya dan tidak berubah lagi.", map[string]any{"Year": year})))
	var focus fyne.Focusable // the button, while there is no field
	title := lang.X("annual.lock.title", "Kunci laporan tahun {{.Year}}?", map[string]any{"Year": year})
	if n := len(l.rows); n > 0 {
		title = lang.X("annual.lock.title.revision", "Kunci Revisi {{.N}} laporan tahun {{.Year}}?", map[string]any{"N": n, "Year": year})
		body.Add(field.Object())
		focus = reason
	}
	v.env.Dialogs.Ask(kit.Ask{Title: title, Body: body, Do: lang.X("annual.lock.do", "Kunci Laporan"), Width: 540, Focus: focus, OK: func(d *kit.Dialog) {
		kit.Run(v.env.Tasks, func(ctx context.Context) (db.AnnualLock, error) { return v.env.Annual.Lock(ctx, year, reason.Text) }, func(lock db.AnnualLock, err error) {
			if showFieldError(err, map[string]*kit.Field{"alasan": field}) {
				return
			}
			d.Close()
			if err != nil {
				v.env.Fail(err)
				return
			}
			v.env.Toasts.Show(lang.X("annual.lock.done", "Laporan tahun {{.Year}} {{.Edition}}.", map[string]any{"Year": year, "Edition": lockName(lock)}))
			v.load()
		})
	}})
}

// offer saves a file of a locked report, byte for byte.
func (l *annualLocks) offer(row lockRow) {
	v := l.view
	format := kit.NewChoice([]kit.Option{{Value: "pdf", Word: "PDF"}, {Value: "xlsx", Word: "Excel (XLSX)"}}, nil)
	format.Set("pdf")
	_, public := v.chosen()
	v.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("annual.lock.print", "Cetak ulang: {{.Edition}}", map[string]any{"Edition": lockName(row.lock)}), Width: 480, Focus: format, Do: lang.X("letters.period.next", "Pilih Tempat…"),
		Body: kit.Form(kit.Paragraph(lang.X("annual.lock.level", "Tingkat {{.Level}}, seperti yang dipilih di atas.", map[string]any{"Level": v.level.Selected})),
			kit.NewField(lang.X("letters.period.format", "Bentuk berkas"), format, "").Object()),
		OK: func(d *kit.Dialog) {
			d.Close()
			kind := format.Value()
			kit.Run(v.env.Tasks, func(context.Context) ([]byte, error) { return v.env.Annual.Locked(row.lock, public, kind) }, func(data []byte, err error) {
				if err != nil {
					v.env.Fail(err)
					return
				}
				v.keep(data, lockName(row.lock), annualArg+"-"+v.level.Value(), row.lock.Year, kind)
			})
		},
	})
}
