package ui

import (
	"context"
	"io"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// sopPage is the procedure as the office prints it: the identity block and the
// flow table, in the corrected wording or in that of the signed paper.
type sopPage struct {
	env      *env
	root     *fyne.Container
	verbatim *kit.Toggle
	set      db.Settings
	rev      uint64
	loaded   bool
}

func newSOPPage(e *env) Page {
	p := &sopPage{env: e, root: container.NewStack(kit.Muted(lang.X("requests.loading", "Memuat…")))}
	p.verbatim = kit.NewToggle(lang.X("office.sop.verbatim", "Naskah asli"), func() {
		p.verbatim.Set(!p.verbatim.On(), "")
		p.build()
	})
	return p
}

func (p *sopPage) Object() fyne.CanvasObject { return p.root }
func (p *sopPage) Route() string             { return "sop" }
func (p *sopPage) Title() string             { return lang.X("shell.nav.sop", "SOP") }

// Resume asks for the SOP in force.
func (p *sopPage) Resume(string, string) { p.Reload() }

// Reload asks the desk again.
func (p *sopPage) Reload() {
	p.rev = p.env.Pulse().Rev
	kit.Run(p.env.Tasks, func(context.Context) (db.Settings, error) { return p.env.Office.Settings() }, func(s db.Settings, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		p.set, p.loaded = s, true
		p.build()
	})
}

// print shows the sheet as it is printed, in the wording that is on screen.
func (p *sopPage) print() {
	verbatim := p.verbatim.On()
	p.env.offer(draftPaper{
		title: lang.X("requests.paper.sop", "Lembar SOP"), paper: desk.PaperSOP, file: p.env.Papers.SuggestName(desk.PaperSOP, p.set.SOP.Name, "pdf"),
		write: func(w io.Writer) error { return p.env.Papers.WriteSOP(w, verbatim) },
	})
}

// words picks the corrected wording or the signed one.
func (p *sopPage) words(t sop.Passage) string {
	if p.verbatim.On() && t.Verbatim != "" {
		return t.Verbatim
	}
	return t.Text
}

func (p *sopPage) build() {
	if !p.loaded {
		return
	}
	v := p.set.SOP
	head := kit.PageHead(p.words(v.Title), lang.X("office.sop.head", "SOP nomor {{.Number}} · {{.N}} kegiatan, {{.Minutes}} menit", map[string]any{
		"Number": v.Number, "N": len(v.Activities), "Minutes": v.Total()}),
		container.NewCenter(p.verbatim),
		kit.NewButton(lang.X("office.sop.paper", "Cetak / PDF"), p.print),
		kit.NewPrimary(lang.X("office.sop.new", "Versi Baru…"), p.askVersion))
	body := container.New(kit.Tight(12), p.identity(v), p.lists(v), kit.Section(lang.X("office.sop.flow", "Prosedur"), p.flow(v)), p.versions())
	if p.verbatim.On() {
		body.Objects = append([]fyne.CanvasObject{kit.Note(kit.ToneInfo, lang.X("office.sop.verbatim.text",
			"Yang tampil adalah bunyi naskah yang ditandatangani, termasuk salah ketiknya. Aplikasi memakai bunyi yang sudah diperbaiki."), nil)}, body.Objects...)
	}
	p.root.Objects = []fyne.CanvasObject{container.NewBorder(head, nil, nil, nil, container.NewVScroll(body))}
	p.root.Refresh()
}

func (p *sopPage) identity(v sop.Version) fyne.CanvasObject {
	approver := joined("\n", v.ApprovedBy.Title, v.ApprovedBy.Name, v.ApprovedBy.Rank)
	if v.ApprovedBy.NIP != "" {
		approver = joined("\n", approver, "NIP "+sop.FormatNIP(v.ApprovedBy.NIP))
	}
	left := kit.Facts(
		kit.Fact{Name: lang.X("office.sop.office", "Instansi"), Value: joined("\n", v.Government, v.Office, v.Division, v.Section)},
		kit.Fact{Name: lang.X("office.sop.name", "Nama SOP"), Value: p.words(v.Title)})
	right := kit.Facts(
		kit.Fact{Name: lang.X("office.sop.number", "Nomor SOP"), Value: v.Number},
		kit.Fact{Name: lang.X("office.sop.created", "Tanggal pembuatan"), Value: v.Created},
		kit.Fact{Name: lang.X("office.sop.revised", "Tanggal revisi"), Value: v.Revised},
		kit.Fact{Name: lang.X("office.sop.effective", "Tanggal efektif"), Value: v.Effective})
	sign := kit.Facts(kit.Fact{Name: lang.X("office.sop.approved", "Disahkan oleh"), Value: approver})
	return kit.Section(lang.X("office.sop.identity", "Identitas"), container.NewGridWithColumns(3, left, right, sign))
}

// lists are the six lists of the cover, two by two.
func (p *sopPage) lists(v sop.Version) fyne.CanvasObject {
	part := func(title string, items []sop.Passage) fyne.CanvasObject {
		rows := container.New(kit.Tight(-12))
		for i, t := range items {
			rows.Add(kit.Paragraph(strconv.Itoa(i+1) + ". " + p.words(t)))
		}
		if len(items) == 0 {
			rows.Add(kit.Muted("–"))
		}
		return kit.Section(title, rows)
	}
	row := func(a, b fyne.CanvasObject) fyne.CanvasObject { return container.NewGridWithColumns(2, a, b) }
	return container.New(kit.Tight(12),
		row(part(lang.X("office.sop.legal", "Dasar hukum"), v.LegalBasis), part(lang.X("office.sop.qualified", "Kualifikasi pelaksanaan"), v.Qualifications)),
		row(part(lang.X("office.sop.related", "Keterkaitan SOP"), v.Related), part(lang.X("office.sop.equipment", "Peralatan/perlengkapan"), v.Equipment)),
		row(part(lang.X("office.sop.warning", "Peringatan"), warningOf(v)), part(lang.X("office.sop.records", "Pencatatan dan pendataan"), v.Records)))
}

func warningOf(v sop.Version) []sop.Passage {
	if v.Warning.Text == "" {
		return nil
	}
	return []sop.Passage{v.Warning}
}

// flow is the table with one lane for each executor.
func (p *sopPage) flow(v sop.Version) fyne.CanvasObject {
	columns := []kit.FlowColumn{{Head: lang.X("office.sop.no", "No."), Share: 42}, {Head: lang.X("office.sop.activity", "Kegiatan"), Share: 250}}
	lane := map[sop.Role]int{}
	for i, c := range v.Columns {
		columns = append(columns, kit.FlowColumn{Head: strings.ReplaceAll(p.words(c.Head), "/", "/ "), Share: 88, Lane: true})
		lane[c.Role] = i
	}
	columns = append(columns, kit.FlowColumn{Head: lang.X("office.sop.requirements", "Kelengkapan"), Share: 150},
		kit.FlowColumn{Head: lang.X("office.sop.time", "Waktu"), Share: 70}, kit.FlowColumn{Head: lang.X("office.sop.output", "Output"), Share: 96},
		kit.FlowColumn{Head: lang.X("office.sop.remark", "Keterangan"), Share: 98})
	rows := make([]kit.FlowRow, 0, len(v.Activities))
	for i, a := range v.Activities {
		text := a.Text
		if p.verbatim.On() && a.Verbatim != "" {
			text = a.Verbatim
		}
		rows = append(rows, kit.FlowRow{Lane: lane[a.Executor], Terminal: i == 0 || i == len(v.Activities)-1,
			Texts: []string{strconv.Itoa(a.N), text, p.words(a.Requirements), lang.X("office.sop.total", "{{.N}} menit", map[string]any{"N": a.Minutes}), a.Output, a.Remark}})
	}
	return kit.NewFlowTable(columns, rows)
}

// versions lists the SOP in force and those before it.
func (p *sopPage) versions() fyne.CanvasObject {
	rows := container.New(kit.Tight(-8), kit.Paragraph(joined(" · ",
		lang.X("office.sop.now", "Berlaku sekarang"), p.set.SOP.Name, p.set.SOP.Number, lang.X("office.sop.total", "{{.N}} menit", map[string]any{"N": p.set.SOP.Total()}))))
	for i := len(p.set.SOPPast) - 1; i >= 0; i-- {
		old := p.set.SOPPast[i]
		rows.Add(kit.Muted(joined(" · ", old.Name, old.Number, lang.X("office.sop.total", "{{.N}} menit", map[string]any{"N": old.Total()}), p.differences(old))))
	}
	rows.Add(kit.Muted(lang.X("office.sop.versions.text", "Permintaan yang sudah dimulai tetap memakai waktu dan kelengkapan dari versi saat ia dimulai.")))
	return kit.Section(lang.X("office.sop.versions", "Versi"), rows)
}

// differences names the activities whose time differs from the SOP in force.
func (p *sopPage) differences(old sop.Version) string {
	var list []string
	for _, a := range p.set.SOP.Activities {
		if before := old.Activity(a.N); before.Minutes != a.Minutes {
			list = append(list, lang.X("office.sop.change", "kegiatan {{.N}}: {{.Old}} menjadi {{.New}} menit", map[string]any{"N": a.N, "Old": before.Minutes, "New": a.Minutes}))
		}
	}
	return strings.Join(list, ", ")
}
