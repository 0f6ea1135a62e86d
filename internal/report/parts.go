package report

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/draw"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// letterhead draws the kop: emblem left, the names in the middle, a thick and
// a thin line beneath.
func (p *paper) letterhead(h Letterhead) {
	left, top, _, _ := p.GetMargins()
	const emblem = 20.0
	p.place(h.Logo, left, top-2, emblem, 24, true)
	p.SetXY(left, top-2)
	p.headLine(strings.ToUpper(h.Government), "B", 14, emblem)
	p.headLine(strings.ToUpper(h.Office), "B", 16, emblem)
	p.headLine(h.Address, "", 9, emblem)
	p.headLine(h.Contact, "", 9, emblem)
	low := top + 18
	if len(h.Logo) > 0 {
		low = top + 21 // the emblem stands above the line, not on it
	}
	y := max(p.GetY(), low) + 2
	p.SetY(y)
	p.rule(0.9)
	p.SetY(y + 1)
	p.rule(0.25)
	p.SetXY(left, y+5)
}

// headLine writes one line of the kop between two strips as wide as the
// emblem, so that the names stand in the middle of the page.
func (p *paper) headLine(s, style string, size, strip float64) {
	if strings.TrimSpace(s) == "" {
		return
	}
	left, _, _, _ := p.GetMargins()
	p.font(style, size)
	for _, text := range p.wrap(s, p.inner()-2*strip, 0) {
		h := size * 0.3528 * 1.18
		p.SetX(left + strip)
		p.CellFormat(p.inner()-2*strip, h, text, "", 0, "C", false, 0, "")
		p.Ln(h)
	}
}

// maxPixels refuses pictures that could not come from a camera or a scanner.
const maxPixels = 40_000_000

// readPicture decodes JPEG or PNG of a believable size.
func readPicture(data []byte) (image.Image, bool) {
	conf, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || conf.Width <= 0 || conf.Height <= 0 || conf.Width > maxPixels/conf.Height {
		return nil, false
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	return img, err == nil
}

// printWidth is how many pixels a picture keeps: 300 per inch in our grid.
const printWidth = 960

// album keeps the pictures of a document ready for fpdf from one writing of it
// to the next, and gives each a width of its own: fpdf orders images of equal
// width at random, and the same data must give the same bytes.
type album struct {
	ready  []printable
	widths map[int]bool
}

// printable is a picture as it goes into the file; no data when it could not
// be read.
type printable struct {
	kind  string
	data  []byte
	shape float64 // height by width
}

// take returns the nth picture of the document, encoding it the first time.
// Pictures are encoded anew: fpdf reads few kinds, and nothing that a file
// carries beside its pixels (place, camera, owner) gets onto the paper.
func (a *album) take(n int, data []byte, lossless bool) printable {
	for len(a.ready) <= n {
		a.ready = append(a.ready, printable{})
	}
	if a.ready[n].kind == "" {
		a.ready[n] = a.encode(data, lossless)
	}
	return a.ready[n]
}

func (a *album) encode(data []byte, lossless bool) printable {
	out := printable{kind: "none"}
	img, ok := readPicture(data)
	if !ok {
		return out
	}
	size := img.Bounds()
	width := min(size.Dx(), printWidth)
	for a.widths[width] {
		width++
	}
	a.widths[width] = true
	height := max(1, width*size.Dy()/size.Dx())
	flat := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(flat, flat.Rect, image.White, image.Point{}, draw.Src)
	draw.BiLinear.Scale(flat, flat.Rect, img, size, draw.Over, nil)
	var buf bytes.Buffer
	kind, err := "PNG", error(nil)
	if lossless {
		err = png.Encode(&buf, flat)
	} else {
		kind, err = "JPEG", jpeg.Encode(&buf, flat, &jpeg.Options{Quality: 85})
	}
	if err != nil {
		return out
	}
	return printable{kind: kind, data: buf.Bytes(), shape: float64(height) / float64(width)}
}

// place draws a picture into a box, keeping its shape, and reports whether it
// could be read.
func (p *paper) place(data []byte, x, y, width, height float64, lossless bool) bool {
	if len(data) == 0 {
		return false
	}
	n := p.images
	p.images++
	pic := p.album.take(n, data, lossless)
	if pic.data == nil {
		return false
	}
	name := "picture" + strconv.Itoa(n)
	options := fpdf.ImageOptions{ImageType: pic.kind}
	p.RegisterImageOptionsReader(name, options, bytes.NewReader(pic.data))
	w, h := width, width*pic.shape
	if h > height {
		w, h = height/pic.shape, height
	}
	p.ImageOptions(name, x+(width-w)/2, y+(height-h)/2, w, h, false, options, 0, "")
	return true
}

// column is one column of a printed table. Width is a share: the table fills
// the text width.
type column struct {
	title string
	width float64
	align string // L, C or R
}

// table draws rows under a grey header that is repeated on each page. A row is
// never split; a cell that would not fit a page ends with three dots.
func (p *paper) table(columns []column, rows [][]string) { p.summedTable(columns, rows, nil) }

// summedTable is a table with a line of sums at its end; nil is none.
func (p *paper) summedTable(columns []column, rows [][]string, sums []string) {
	p.font("", tableSize)
	t := &tableau{paper: p, columns: columns}
	sum := 0.0
	for _, c := range columns {
		sum += c.width
	}
	for _, c := range columns {
		t.widths = append(t.widths, c.width/sum*p.inner())
	}
	p.need(p.line() * 4)
	t.header()
	if len(rows) == 0 {
		t.row([]string{"Nihil"}, plainRow)
	}
	for i, r := range rows {
		if sums != nil && i == len(rows)-1 { // the sums never stand alone on a page
			p.keep(t, r, sums)
		}
		t.row(r, plainRow)
	}
	if sums != nil {
		t.row(sums, sumRow)
	}
	p.font("", bodySize)
}

// tableau is a table being drawn.
type tableau struct {
	*paper
	columns []column
	widths  []float64
	cells   [][]string // of the row that is being drawn, broken into lines
}

// The looks of a row.
type rowLook int

const (
	plainRow rowLook = iota
	headRowLook
	sumRow
)

func (t *tableau) header() {
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.title
	}
	t.row(titles, headRowLook)
}

// keep begins a new page unless both rows fit on this one.
func (p *paper) keep(t *tableau, a, b []string) {
	p.font("B", tableSize)
	height := 0.0
	for _, cells := range [][]string{a, b} {
		_, tallest := t.lines(cells, sumRow)
		height += float64(tallest)*t.line() + 1.4
	}
	if p.room() < height {
		p.AddPage()
		t.header()
	}
}

// brokenCell is the text of a cell with what its lines depend on.
type brokenCell struct {
	text  string
	width float64
	bold  bool
}

// lines breaks the cells of a row into lines and counts those of the tallest.
// The lines are good until the next row.
func (t *tableau) lines(cells []string, look rowLook) (lines [][]string, tallest int) {
	const pad = 1.0
	_, page := t.GetPageSize()
	most := int((page - 70) / t.line()) // a cell never fills more than a page
	t.cells, tallest = t.cells[:0], 1
	for i := range t.columns {
		if i >= len(cells) {
			t.cells = append(t.cells, nil)
			continue
		}
		key := brokenCell{cells[i], t.widths[i] - 2*pad, look != plainRow}
		cell, known := t.broken[key]
		if !known {
			cell = t.wrap(key.text, key.width, 0)
			t.broken[key] = cell
		}
		if len(cell) > most {
			cell = append(cell[:most-1:most-1], "…")
		}
		t.cells = append(t.cells, cell)
		tallest = max(tallest, len(cell))
	}
	return t.cells, tallest
}

// row draws one row as high as its tallest cell.
func (t *tableau) row(cells []string, look rowLook) {
	style := ""
	if look != plainRow {
		style = "B"
	}
	t.font(style, tableSize)
	lines, tallest := t.lines(cells, look)
	height := float64(tallest)*t.line() + 1.4
	if t.room() < height && look != headRowLook {
		t.AddPage()
		t.header()
		t.font(style, tableSize)
		lines, _ = t.lines(cells, look)
	}
	left, _, _, _ := t.GetMargins()
	x, y := left, t.GetY()
	if !t.light {
		for i, c := range t.columns {
			t.cell(x, y, t.widths[i], height, lines[i], c.align, look)
			x += t.widths[i]
		}
	}
	t.SetXY(left, y+height)
}

// cell draws one box with its lines, headers in the middle of it.
func (t *tableau) cell(x, y, width, height float64, lines []string, align string, look rowLook) {
	const pad = 1.0
	h := t.line()
	t.SetLineWidth(0.2)
	if look == plainRow {
		t.Rect(x, y, width, height, "D")
	} else {
		t.SetFillColor(232, 232, 232)
		t.Rect(x, y, width, height, "FD")
	}
	if look == headRowLook {
		align = "C"
		y += (height - 1.4 - float64(len(lines))*h) / 2
	}
	for i, text := range lines {
		t.SetXY(x+pad, y+0.7+float64(i)*h)
		t.CellFormat(width-2*pad, h, text, "", 0, align, false, 0, "")
	}
}

// signature leaves room for a hand or a certificate in the right half: place
// and date if given, title, the empty field, name, rank, NIP.
func (p *paper) signature(s Signer, placeDate string) {
	p.font("", bodySize)
	left, _, _, _ := p.GetMargins()
	p.signatureAt(s, placeDate, left+p.inner()*0.52, p.inner()*0.48, 0)
}

// signatureHeight is what signatureAt needs.
const signatureHeight = 58.0

// titleOf is how a signer's title stands above the signature.
func titleOf(s Signer) string { return strings.TrimSuffix(dash(s.Title), ",") + "," }

// signatureAt draws a signing block at x without leaving the page. The title
// takes at least so many lines, so that blocks side by side agree.
func (p *paper) signatureAt(s Signer, placeDate string, x, width float64, lines int) {
	p.need(signatureHeight)
	put := func(text, style string) {
		if strings.TrimSpace(text) == "" {
			return
		}
		p.font(style, bodySize)
		for _, l := range p.wrap(text, width, 0) {
			p.SetX(x)
			p.CellFormat(width, p.line(), l, "", 0, "L", false, 0, "")
			p.Ln(p.line())
		}
	}
	put(placeDate, "")
	put(titleOf(s), "")
	p.Ln(p.line() * float64(max(0, lines-len(p.wrap(titleOf(s), width, 0)))))
	p.signingBox(x, width)
	name := s.Name
	if strings.TrimSpace(name) == "" {
		name = strings.Repeat(".", 40)
	}
	put(name, "B")
	put(s.Rank, "")
	if s.NIP != "" {
		put("NIP "+sop.FormatNIP(s.NIP), "")
	}
	left, _, _, _ := p.GetMargins()
	p.SetX(left)
}

// signingBox keeps the place of the signature free. Only its corners are
// marked: what stands inside comes from the signer.
func (p *paper) signingBox(x, width float64) {
	const height, tick = 22.0, 3.0
	y := p.GetY() + 1
	right := x + min(width, 62)
	p.SetDrawColor(170, 170, 170)
	p.SetLineWidth(0.15)
	for _, corner := range [][4]float64{{x, y, 1, 1}, {right, y, -1, 1}, {x, y + height, 1, -1}, {right, y + height, -1, -1}} {
		p.Line(corner[0], corner[1], corner[0]+tick*corner[2], corner[1])
		p.Line(corner[0], corner[1], corner[0], corner[1]+tick*corner[3])
	}
	p.SetDrawColor(0, 0, 0)
	p.SetLineWidth(0.2)
	p.SetY(y + height + 1)
}
