package ui

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// reportsPage makes papers: those of each request as PDF, and the lists as
// XLSX, CSV or JSON.
type reportsPage struct {
	env  *env
	root *fyne.Container
	list *kit.DataList[desk.RequestRow]
	rev  uint64

	shown        *fyne.Container // root, or the section that was chosen
	availability *availabilityView
	annual       *annualView
}

func newReportsPage(e *env) Page {
	p := &reportsPage{env: e}
	columns := requestColumns()
	p.list = kit.NewDataList(kit.ListConfig[desk.RequestRow]{
		Columns: append(columns[:5:5], columns[6], columns[7]),
		Find:    findRequests,
		Search:  lang.X("requests.search", "Cari nomor, perangkat daerah, lokasi, hal, kamera…"),
		Open:    func(r desk.RequestRow) { choosePaper(e, r.ID) },
		Key:     func(r desk.RequestRow) string { return r.ID.String() },
		SortBy:  0, Descending: true,
		Empty: kit.Empty{
			Icon:   kit.IconReport,
			Title:  lang.X("requests.reports.empty", "Belum ada permintaan"),
			Text:   lang.X("requests.reports.empty.text", "Surat, lembar disposisi, berita acara, dan nota dinas dibuat dari permintaan relay."),
			Action: lang.X("requests.reports.go", "Lihat Permintaan"),
			Do:     func() { e.Open("permintaan") },
		},
	})
	head := kit.PageHead(lang.X("requests.reports", "Laporan"), lang.X("requests.reports.subtitle", "Surat dan daftar, siap dicetak"))
	top := container.New(kit.Tight(8), head, p.lists(), periodCard(e), registerCard(e),
		kit.Subheading(lang.X("requests.reports.nota", "Surat per permintaan: pilih permintaannya")))
	p.root = container.NewBorder(top, nil, nil, nil, p.list.Object())
	p.shown = container.NewStack(p.root)
	return p
}

// lists is the card from which the lists are saved.
func (p *reportsPage) lists() fyne.CanvasObject {
	format := kit.NewChoice([]kit.Option{{Value: "xlsx", Word: "Excel (XLSX)"}, {Value: "csv", Word: "CSV"}, {Value: "json", Word: "JSON"}}, nil)
	format.Set("xlsx")
	row := container.NewHBox(format)
	for _, l := range []struct{ name, word string }{
		{"requests", lang.X("requests.reports.requests", "Permintaan relay")},
		{"cameras", lang.X("requests.reports.cameras", "Kamera")},
		{"outages", lang.X("requests.reports.outages", "Gangguan")},
		{"audit", lang.X("requests.reports.audit", "Jejak audit")},
	} {
		row.Add(kit.NewButton(l.word, func() { p.offerList(l.name, l.word, format.Value()) }))
	}
	row.Add(kit.NewButton(lang.X("requests.availability", "Ketersediaan Kamera"), func() { p.env.Open("laporan/" + availabilityArg) }))
	row.Add(layout.NewSpacer())
	return kit.Section(lang.X("requests.reports.lists", "Simpan daftar"), row)
}

func (p *reportsPage) offerList(list, word, format string) {
	name := p.env.Papers.SuggestName(list, p.env.Now().In(sop.WIB()).Format("2006-01-02"), format)
	askPath(p.env, word, name, func(path string) error {
		var b bytes.Buffer
		if err := p.env.Papers.List(&b, list, format, desk.ListOptions{}); err != nil {
			return err
		}
		return desk.WriteFile(path, b.Bytes())
	})
}

// askPath offers a sensible place for a file, keeps it there and opens it with
// the desktop's own program.
func askPath(e *env, title, name string, save func(path string) error) {
	kit.Run(e.Tasks, func(context.Context) (string, error) {
		set, err := e.Office.Settings()
		return reportFolder(set.ReportFolder), err
	}, func(folder string, err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		showPath(e, title, filepath.Join(folder, name), save)
	})
}

func showPath(e *env, title, path string, save func(path string) error) {
	place := entryWith(path)
	field := kit.NewField(lang.X("requests.paper.where", "Disimpan sebagai"), place,
		lang.X("requests.paper.hint", "Folder yang belum ada akan dibuat. Folder bawaan dapat diubah di Pengaturan."))
	e.Dialogs.Ask(kit.Ask{
		Title: title, Body: field.Object(), Do: lang.X("requests.paper.save", "Simpan dan Buka"), Width: 620, Focus: place,
		OK: func(d *kit.Dialog) {
			to := strings.TrimSpace(place.Text)
			if to == "" || !filepath.IsAbs(to) {
				field.SetRefusal(lang.X("requests.paper.bad", "Tuliskan tempat lengkap, misalnya /home/kasi/Dokumen/nota-dinas.pdf"))
				return
			}
			kit.Run(e.Tasks, func(context.Context) (struct{}, error) {
				if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
					return struct{}{}, err
				}
				return struct{}{}, save(to)
			}, func(_ struct{}, err error) {
				if err != nil {
					field.SetRefusal(say.Error(err).String())
					return
				}
				d.Close()
				e.Toasts.ShowWith(lang.X("requests.paper.saved", "Disimpan di: {{.Path}}", map[string]any{"Path": to}),
					lang.X("requests.menu.open", "Buka"), func() { e.OpenFile(to) })
				e.OpenFile(to)
			})
		},
	})
}

// reportFolder is where papers go unless the office chose a folder: the
// desktop's own folder for documents.
func reportFolder(chosen string) string {
	if chosen != "" {
		return chosen
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return os.TempDir()
	}
	for _, name := range []string{"Dokumen", "Documents"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name, "cctvdesk")
		}
	}
	return filepath.Join(home, "cctvdesk")
}

// choose shows the section of a route: Ketersediaan Kamera, Laporan Tahunan, or
// the lists and papers.
func (p *reportsPage) choose(arg string) {
	var o fyne.CanvasObject = p.root
	switch arg {
	case availabilityArg:
		if p.availability == nil {
			p.availability = newAvailabilityView(p.env)
		}
		o = p.availability.root
		p.availability.load()
	case annualArg:
		if p.annual == nil {
			p.annual = newAnnualView(p.env)
		}
		o = p.annual.root
		p.annual.open()
	}
	p.shown.Objects = []fyne.CanvasObject{o}
	p.shown.Refresh()
}

// Object returns what is laid out.
func (p *reportsPage) Object() fyne.CanvasObject { return p.shown }

// Route is where the page stands.
func (p *reportsPage) Route() string {
	switch {
	case p.availability != nil && p.shown.Objects[0] == p.availability.root:
		return "laporan/" + availabilityArg
	case p.annualShown():
		return "laporan/" + annualArg
	}
	return "laporan"
}

// Title is the window's title.
func (p *reportsPage) Title() string { return lang.X("requests.reports", "Laporan") }

// Resume shows the list; with the id of a request its papers are offered at
// once.
func (p *reportsPage) Resume(arg, _ string) {
	p.choose(arg)
	p.Reload()
	if openPeriod(p.env, arg) || openInventory(p.env, arg) {
		return
	}
	if id, err := ulid.ParseStrict(arg); err == nil {
		choosePaper(p.env, id)
	}
}

// Leave asks when texts of the yearly report were typed and not kept.
func (p *reportsPage) Leave(leave func()) {
	if p.annualShown() {
		p.annual.leave(leave)
		return
	}
	leave()
}

// Save keeps the texts and targets of the yearly report (Ctrl+S).
func (p *reportsPage) Save() {
	if p.annualShown() {
		p.annual.saveNotes()
	}
}

func (p *reportsPage) annualShown() bool {
	return p.annual != nil && p.shown.Objects[0] == p.annual.root
}

// Search puts the cursor into the search field (Ctrl+F).
func (p *reportsPage) Search() { p.list.FocusSearch(p.env.Window.Canvas()) }

// Reload asks the desk again (F5).
func (p *reportsPage) Reload() {
	p.rev = p.env.Pulse().Rev
	kit.Run(p.env.Tasks, func(context.Context) ([]desk.RequestRow, error) {
		return p.env.Requests.List(desk.RequestFilter{Archived: true})
	}, func(rows []desk.RequestRow, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		p.list.Set(rows)
	})
}

// Beat reads again when something was committed.
func (p *reportsPage) Beat(pulse *desk.Pulse) {
	if pulse.Rev != p.rev {
		p.Reload()
	}
}
