package report

import "strconv"

// index remembers on which page a document's headings, tables and figures
// stand. known is from the writing before this one, found from this one; printed
// says that lists of them stand in the document, and may grow when filled.
type index struct {
	known, found []entry
	printed      bool
}

// entry is one line of a table of contents.
type entry struct {
	list  string // isi, tabel, gambar
	level int
	text  string
	page  int
}

// listed notes a heading, table or figure that stands here.
func (p *paper) listed(list, text string) { p.note(entry{list: list, text: text}) }

func (p *paper) note(e entry) {
	e.page = p.PageNo()
	p.index.found = append(p.index.found, e)
}

// contents prints one list of the document's headings with dots to the page.
// Each line leads there.
func (p *paper) contents(list string) {
	p.index.printed = true
	p.font("", 10.5)
	left, _, _, _ := p.GetMargins()
	h := p.line() * 1.08
	const number = 10.0
	for _, e := range p.index.known {
		if e.list != list {
			continue
		}
		style, indent := "", float64(e.level)*6
		if list == "isi" && e.level == 0 {
			style = "B"
		}
		p.font(style, 10.5)
		lines := p.wrap(e.text, p.inner()-indent-number-6, 0)
		p.need(h * float64(len(lines)))
		top := p.GetY()
		for i, text := range lines {
			p.SetX(left + indent)
			if i < len(lines)-1 {
				p.CellFormat(p.inner()-indent, h, text, "", 1, "L", false, 0, "")
				continue
			}
			p.CellFormat(p.GetStringWidth(text), h, text, "", 0, "L", false, 0, "")
			p.dots(left+p.inner()-number, h)
			p.CellFormat(number, h, strconv.Itoa(e.page), "", 1, "R", false, 0, "")
		}
		link := p.AddLink()
		p.SetLink(link, 0, e.page)
		p.Link(left, top, p.inner(), p.GetY()-top, link)
	}
	p.SetX(left)
	p.font("", bodySize)
}

// dots leads the eye from the end of a text to x.
func (p *paper) dots(x, h float64) {
	p.font("", 10.5)
	from := p.GetX() + 1.5
	step := p.GetStringWidth(".") * 1.6
	for at := x - step; at > from; at -= step {
		p.Text(at, p.GetY()+h*0.70, ".")
	}
	p.SetX(x)
}

// AddPage begins a page that lies as the part of the document it belongs to.
func (p *paper) AddPage() {
	if p.wide {
		p.AddPageFormat("L", p.GetPageSizeStr("A4"))
		return
	}
	p.Fpdf.AddPage()
}

// lie turns the pages that follow and begins one.
func (p *paper) lie(wide bool) {
	p.wide = wide
	if wide {
		p.SetMargins(20, 18, 15)
	} else {
		p.SetMargins(28, 20, 20)
	}
	p.AddPage()
	left, _, _, _ := p.GetMargins()
	p.SetX(left)
}
