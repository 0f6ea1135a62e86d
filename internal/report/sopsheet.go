package report

import (
	"io"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// WriteSOP writes D14: the SOP's identity block and its flow table with drawn
// symbols, landscape on a sheet of that size ("" = A4). With verbatim the words of the signed paper are
// printed, else the corrected ones.
func WriteSOP(w io.Writer, v sop.Version, size string, verbatim bool, printed time.Time) error {
	s := sheet{landscape: true, size: size, title: "SOP " + v.Title.Text, printed: printed}
	return write(w, s, func(p *paper) {
		p.identity(v, verbatim)
		p.AddPage()
		p.flow(v, verbatim)
	})
}

// words picks the corrected or the signed wording.
func words(t sop.Passage, verbatim bool) string {
	if verbatim && t.Verbatim != "" {
		return t.Verbatim
	}
	return t.Text
}

func listed(items []sop.Passage, verbatim bool) string {
	lines := make([]string, len(items))
	for i, t := range items {
		lines[i] = words(t, verbatim)
	}
	return numbered(lines)
}

// identity is the cover: who, which SOP, on what it rests.
func (p *paper) identity(v sop.Version, verbatim bool) {
	left, top, _, _ := p.GetMargins()
	half := p.inner() / 2
	p.font("", tableSize)
	rows := [][2]string{
		{"Nomor SOP", v.Number}, {"Tanggal Pembuatan", v.Created}, {"Tanggal Revisi", v.Revised}, {"Tanggal Efektif", v.Effective},
		{"Disahkan oleh", approval(v.ApprovedBy)}, {"Nama SOP", words(v.Title, verbatim)},
	}
	y := top
	for _, r := range rows {
		h := max(7, 2.4+float64(len(p.wrap(dash(r[1]), half-42-3, 0)))*p.line())
		if r[0] == "Disahkan oleh" {
			h = max(h, 38) // room for the signature that stood there
		}
		p.boxed(left+half, y, 42, h, r[0], "")
		p.boxed(left+half+42, y, half-42, h, dash(r[1]), "")
		y += h
	}
	p.Rect(left, top, half, y-top, "D")
	p.emblemBlock(v, left, top, half, y-top)
	p.identityPairs(v, verbatim, left, y, half)
}

// approval is the title, room for the signature, and the name.
func approval(a sop.Approver) string {
	nip := ""
	if a.NIP != "" {
		nip = "NIP " + sop.FormatNIP(a.NIP)
	}
	return strings.TrimSpace(a.Title + "\n\n\n\n" + a.Name + "\n" + joined(a.Rank, nip))
}

// emblemBlock centres the names of the office in its box.
func (p *paper) emblemBlock(v sop.Version, x, y, width, height float64) {
	lines := []struct {
		text, style string
		size        float64
	}{
		{strings.ToUpper(v.Government), "B", 13}, {strings.ToUpper(v.Office), "B", 13}, {"", "", 6},
		{strings.ToUpper(v.Division), "B", 10}, {"", "", 4}, {v.Section, "", 10},
	}
	total := 0.0
	for _, l := range lines {
		p.font(l.style, l.size)
		total += float64(len(p.wrap(l.text, width-16, 0))) * l.size * lineFactor
	}
	at := y + (height-total)/2
	for _, l := range lines {
		p.font(l.style, l.size)
		for _, text := range p.wrap(l.text, width-16, 0) {
			p.SetXY(x+8, at)
			p.CellFormat(width-16, l.size*lineFactor, text, "", 0, "C", false, 0, "")
			at += l.size * lineFactor
		}
	}
	p.font("", tableSize)
}

// identityPairs are the lists beneath, two by two.
func (p *paper) identityPairs(v sop.Version, verbatim bool, left, y, half float64) {
	for _, pair := range [][2][2]string{
		{{"Dasar Hukum:", listed(v.LegalBasis, verbatim)}, {"Kualifikasi Pelaksanaan:", listed(v.Qualifications, verbatim)}},
		{{"Keterkaitan SOP:", listed(v.Related, verbatim)}, {"Peralatan/Perlengkapan:", listed(v.Equipment, verbatim)}},
		{{"Peringatan:", words(v.Warning, verbatim)}, {"Pencatatan dan Pendataan:", listed(v.Records, verbatim)}},
	} {
		p.font("", tableSize)
		h := 7.0
		for _, side := range pair {
			h = max(h, 3+float64(1+len(p.wrap(side[1], half-3, 0)))*p.line())
		}
		p.boxed(left, y, half, h, pair[0][1], pair[0][0])
		p.boxed(left+half, y, half, h, pair[1][1], pair[1][0])
		y += h
	}
}

// boxed frames an area and writes a bold head and text into it.
func (p *paper) boxed(x, y, width, height float64, text, head string) {
	p.SetLineWidth(0.2)
	p.Rect(x, y, width, height, "D")
	at := y + 1.2
	put := func(style, s string) {
		p.font(style, tableSize)
		for _, l := range p.wrap(s, width-3, 0) {
			p.SetXY(x+1.5, at)
			p.CellFormat(width-3, p.line(), l, "", 0, "L", false, 0, "")
			at += p.line()
		}
	}
	if head != "" {
		put("B", head)
	}
	put("", text)
}

// flowTable is the geometry of the flow chart.
type flowTable struct {
	*paper
	x      []float64 // left edges, one more than columns
	roles  []sop.Role
	last   [2]float64 // foot of the symbol before
	before bool
}

// flow draws the table: activity, executors with symbols, mutu baku.
func (p *paper) flow(v sop.Version, verbatim bool) {
	p.centre("PROSEDUR "+strings.ToUpper(words(v.Title, verbatim)), "B", 11)
	p.Ln(2)
	shares := []float64{9, 68}
	for range v.Columns {
		shares = append(shares, 23)
	}
	shares = append(shares, 34, 17, 17, 20)
	t := &flowTable{paper: p}
	left, _, _, _ := p.GetMargins()
	sum, x := 0.0, left
	for _, s := range shares {
		sum += s
	}
	for _, s := range shares {
		t.x = append(t.x, x)
		x += s / sum * p.inner()
	}
	t.x = append(t.x, x)
	for _, c := range v.Columns {
		t.roles = append(t.roles, c.Role)
	}
	t.head(v, verbatim)
	for i, a := range v.Activities {
		t.activity(a, verbatim, i == 0, i == len(v.Activities)-1)
	}
	t.sum(v.Activities)
}

// head is the two-storey head and the row of column numbers.
func (t *flowTable) head(v sop.Version, verbatim bool) {
	y := t.GetY()
	n := len(t.roles)
	cell := func(from, to int, y, h float64, s string) {
		t.SetFillColor(232, 232, 232)
		t.Rect(t.x[from], y, t.x[to]-t.x[from], h, "FD")
		t.font("B", 8)
		lines := t.wrap(s, t.x[to]-t.x[from]-1.5, 0)
		at := y + (h-float64(len(lines))*t.line())/2
		for _, l := range lines {
			t.SetXY(t.x[from]+0.75, at)
			t.CellFormat(t.x[to]-t.x[from]-1.5, t.line(), l, "", 0, "C", false, 0, "")
			at += t.line()
		}
	}
	cell(0, 1, y, 15, "No.")
	cell(1, 2, y, 15, "Kegiatan")
	cell(2, 2+n, y, 5, "Pelaksana")
	for i, c := range v.Columns {
		cell(2+i, 3+i, y+5, 10, words(c.Head, verbatim))
	}
	cell(2+n, 5+n, y, 5, "Mutu Baku")
	cell(2+n, 3+n, y+5, 10, "Kelengkapan")
	cell(3+n, 4+n, y+5, 10, "Waktu")
	cell(4+n, 5+n, y+5, 10, "Output")
	cell(5+n, 6+n, y, 15, "Keterangan")
	for i := range len(t.x) - 1 {
		cell(i, i+1, y+15, 4, strconv.Itoa(i+1))
	}
	t.SetY(y + 19)
}

// activity draws one row with its symbol and the arrow that leads to it.
func (t *flowTable) activity(a sop.Activity, verbatim, first, last bool) {
	n := len(t.roles)
	text := a.Text
	if verbatim && a.Verbatim != "" {
		text = a.Verbatim
	}
	t.font("", 8.5)
	h := max(19, 3+float64(len(t.wrap(text, t.x[2]-t.x[1]-3, 0)))*t.line())
	if t.room() < h {
		t.AddPage()
		t.before = false
	}
	y := t.GetY()
	cells := map[int]string{
		0: strconv.Itoa(a.N), 1: text, 2 + n: words(a.Requirements, verbatim), 3 + n: strconv.Itoa(a.Minutes) + " menit", 4 + n: a.Output, 5 + n: a.Remark,
	}
	for i := range len(t.x) - 1 {
		width := t.x[i+1] - t.x[i]
		t.SetLineWidth(0.2)
		t.Rect(t.x[i], y, width, h, "D")
		align := "L"
		if i == 0 || i == 3+n || i == 4+n {
			align = "C"
		}
		t.font("", 8.5)
		for l, s := range t.wrap(cells[i], width-3, 0) {
			t.SetXY(t.x[i]+1.5, y+1.4+float64(l)*t.line())
			t.CellFormat(width-3, t.line(), s, "", 0, align, false, 0, "")
		}
	}
	for i, r := range t.roles {
		if r == a.Executor {
			t.symbol(t.x[2+i], t.x[3+i]-t.x[2+i], y, h, first || last)
		}
	}
	t.SetY(y + h)
}

// symbol draws a capsule (begin and end) or a box in the middle of its cell
// and the arrow from the symbol before.
func (t *flowTable) symbol(x, width, y, height float64, terminal bool) {
	const w, h = 13.0, 7.0
	cx, top := x+width/2, y+(height-h)/2
	t.SetLineWidth(0.35)
	if t.before {
		t.arrow(t.last[0], t.last[1], cx, top)
	}
	t.SetFillColor(255, 255, 255)
	if terminal {
		t.RoundedRect(cx-w/2, top, w, h, h/2, "1234", "FD")
	} else {
		t.Rect(cx-w/2, top, w, h, "FD")
	}
	t.SetLineWidth(0.2)
	t.last, t.before = [2]float64{cx, top + h}, true
}

// arrow leads down, across and down again, with a filled head.
func (t *flowTable) arrow(x1, y1, x2, y2 float64) {
	const head, bend = 1.8, 3.0 // the bend stays clear of the line between rows
	mid := y1 + bend
	if x1 != x2 {
		t.Line(x1, y1, x1, mid)
		t.Line(x1, mid, x2, mid)
		t.Line(x2, mid, x2, y2-head)
	} else {
		t.Line(x1, y1, x2, y2-head)
	}
	t.SetFillColor(0, 0, 0)
	t.Polygon([]fpdf.PointType{{X: x2, Y: y2}, {X: x2 - 1, Y: y2 - head}, {X: x2 + 1, Y: y2 - head}}, "F")
}

// sum closes the table with the minutes of all activities.
func (t *flowTable) sum(activities []sop.Activity) {
	n := len(t.roles)
	total := 0
	for _, a := range activities {
		total += a.Minutes
	}
	y := t.GetY()
	t.font("B", 8.5)
	t.Rect(t.x[0], y, t.x[3+n]-t.x[0], 6, "D")
	t.SetXY(t.x[0], y+1)
	t.CellFormat(t.x[3+n]-t.x[0]-2, 4, "Jumlah", "", 0, "R", false, 0, "")
	t.Rect(t.x[3+n], y, t.x[4+n]-t.x[3+n], 6, "D")
	t.SetXY(t.x[3+n], y+1)
	t.CellFormat(t.x[4+n]-t.x[3+n], 4, strconv.Itoa(total)+" menit", "", 0, "C", false, 0, "")
	t.Rect(t.x[4+n], y, t.x[6+n]-t.x[4+n], 6, "D")
	t.SetY(y + 6)
}
