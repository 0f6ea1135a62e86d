package report

import (
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-pdf/fpdf"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
)

// Measures of a paper in millimetres and points. Arial 12 with the margins of
// older city letters on A4; Liberation Sans has Arial's metrics (domain 4.1).
const (
	fontFamily  = "LiberationSans"
	bodySize    = 11.0
	tableSize   = 9.0
	footSize    = 8.0
	lineFactor  = 0.3528 * 1.3 // a point in millimetres, times the leading
	tightFactor = 0.3528 * 1.18
)

// paper is one document being written: fpdf with the few moves our papers
// are made of. It is used by one goroutine and thrown away.
type paper struct {
	*fpdf.Fpdf
	printed time.Time
	total   int // pages, known on the second writing
	images  int // placed so far
	album   *album
	index   *index
	broken  map[brokenCell][]string
	light   bool   // only to learn the pages: what takes time and moves nothing is not drawn
	mark    string // what the footer says besides: Konsep, Dikunci …
	wide    bool   // the pages that follow lie across
}

// sheet says how a paper lies and what it is called in the file's properties.
type sheet struct {
	landscape bool
	size      string // "A4" when empty, or one of longSheets
	title     string
	mark      string
	printed   time.Time
}

// write makes the document twice: once to learn how many pages it has and on
// which of them its headings stand, once with those numbers printed. A table of
// contents that grew when it was filled takes a third time. The writings that
// are only for learning leave out what moves nothing.
func write(w io.Writer, s sheet, fill func(*paper)) error {
	total, pictures, known := 0, &album{widths: map[int]bool{}}, []entry(nil)
	broken, contents := map[brokenCell][]string{}, false
	for writing := 1; ; writing++ {
		p, err := newPaper(s, total)
		if err != nil {
			return err
		}
		p.album, p.index, p.broken = pictures, &index{known: known}, broken
		p.light = writing == 1 || writing == 2 && contents
		p.AddPage()
		fill(p)
		if err := p.Error(); err != nil {
			return err
		}
		n, found := p.PageCount(), p.index.found
		if !p.light && n == total && slices.Equal(known, found) {
			return p.Output(w)
		}
		total, known, contents = n, found, p.index.printed
	}
}

// longSheets are the sheets that fpdf does not know by name, in millimetres
// upright: F4 (folio, 215 by 330), and half of it.
func longSheets() map[string]fpdf.SizeType {
	return map[string]fpdf.SizeType{"F4": {Wd: 215, Ht: 330}, "F4/2": {Wd: 165, Ht: 215}}
}

func newPaper(s sheet, total int) (*paper, error) {
	orientation := "P"
	if s.landscape {
		orientation = "L"
	}
	size := s.size
	if size == "" {
		size = "A4"
	}
	p := &paper{Fpdf: fpdf.NewCustom(&fpdf.InitType{OrientationStr: orientation, UnitStr: "mm", SizeStr: size, Size: longSheets()[size]}),
		printed: s.printed, total: total, mark: s.mark}
	for _, face := range [...]struct{ style, file string }{{"", "Regular"}, {"B", "Bold"}, {"I", "Italic"}} {
		data, err := fs.ReadFile(assets.Fonts(), fontFamily+"-"+face.file+".ttf")
		if err != nil {
			return nil, err
		}
		p.AddUTF8FontFromBytes(fontFamily, face.style, data)
	}
	p.SetCatalogSort(true)
	p.SetCreationDate(s.printed.UTC())
	p.SetModificationDate(s.printed.UTC())
	p.SetTitle(clean(s.title), true)
	p.SetCreator("cctvdesk", true)
	p.SetProducer("cctvdesk", true)
	p.SetLang("id-ID")
	if s.landscape {
		p.SetMargins(20, 18, 15)
	} else {
		p.SetMargins(28, 20, 20)
	}
	p.SetAutoPageBreak(true, 20)
	p.SetCellMargin(0)
	p.SetFooterFunc(p.footer)
	p.font("", bodySize)
	return p, nil
}

// footer says where and when the paper was printed and which page it is.
func (p *paper) footer() {
	left, _, _, _ := p.GetMargins()
	_, height := p.GetPageSize()
	p.SetXY(left, height-13)
	p.font("", footSize)
	p.SetTextColor(90, 90, 90)
	text := printedFrom(p.printed) + " – "
	if p.mark != "" {
		text += p.mark + " – "
	}
	text += "Halaman " + strconv.Itoa(p.PageNo()) + " dari " + strconv.Itoa(max(p.total, p.PageNo()))
	p.CellFormat(p.inner(), 4, text, "", 0, "C", false, 0, "")
	p.SetTextColor(0, 0, 0)
}

func (p *paper) font(style string, size float64) { p.SetFont(fontFamily, style, size) }

// inner is the width between the margins.
func (p *paper) inner() float64 {
	left, _, right, _ := p.GetMargins()
	width, _ := p.GetPageSize()
	return width - left - right
}

// line is the height of a line in the present size; tables are set closer.
func (p *paper) line() float64 {
	points, _ := p.GetFontSize()
	if points <= tableSize {
		return points * tightFactor
	}
	return points * lineFactor
}

// room is what is left on the page above the bottom margin.
func (p *paper) room() float64 {
	_, height := p.GetPageSize()
	_, bottom := p.GetAutoPageBreak()
	return height - bottom - p.GetY()
}

// need starts a new page unless h millimetres are left.
func (p *paper) need(h float64) {
	if p.room() < h {
		p.AddPage()
	}
}

// clean keeps what the fonts can show: control signs become spaces, signs
// beyond the basic plane a question mark.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == unicode.ReplacementChar, r > 0xFFFF:
			return '?'
		case unicode.IsControl(r) || r == '\u00a0':
			return ' '
		}
		return r
	}, s)
}

// CellFormat writes one line; signs that the fonts do not have would end the
// whole paper in the library.
func (p *paper) CellFormat(w, h float64, text, border string, ln int, align string, fill bool, link int, linkText string) {
	p.Fpdf.CellFormat(w, h, strings.ReplaceAll(clean(text), "\n", " "), border, ln, align, fill, link, linkText)
}

// dash stands for what is empty.
func dash(s string) string {
	if strings.TrimSpace(s) == "" {
		return "-"
	}
	return s
}

// wrap breaks s into lines of the width; the first is shorter by indent. A
// word longer than a line is cut. Widths add up sign by sign, so each word is
// measured once.
func (p *paper) wrap(s string, width, indent float64) []string {
	var out []string
	_, size := p.GetFontSize()
	space := p.GetStringSymbolWidth(" ")
	for part := range strings.SplitSeq(clean(s), "\n") {
		line, long, limit := "", 0, width-indent
		indent = 0
		for word := range strings.FieldsSeq(part) {
			for {
				next := p.GetStringSymbolWidth(word)
				if line != "" {
					next += long + space
				}
				if float64(next)*size/1000 <= limit {
					if line != "" {
						line += " "
					}
					line, long = line+word, next
					break
				}
				if line != "" {
					out, line, limit = append(out, line), "", width
					continue
				}
				head := p.fitting(word, limit)
				out, limit = append(out, head), width
				if word = word[len(head):]; word == "" {
					break
				}
			}
		}
		out = append(out, line)
	}
	return out
}

// fitting returns the longest beginning of word that fits, at least one sign.
// A path is rather parted after a slash or hyphen than inside a name.
func (p *paper) fitting(word string, width float64) string {
	end, seam := 0, 0
	for i, r := range word {
		next := i + len(string(r))
		if i > 0 && p.GetStringWidth(word[:next]) > width {
			if seam > 0 {
				return word[:seam]
			}
			break
		}
		if strings.ContainsRune("/-_", r) {
			seam = next
		}
		end = next
	}
	return word[:end]
}

// para writes a paragraph of justified text with the first line indented.
func (p *paper) para(s string, indent float64) {
	p.block(s, indent, "J")
	p.Ln(p.line() * 0.4)
}

// block writes s from the present left edge to the right margin.
func (p *paper) block(s string, indent float64, align string) {
	left, _, right, _ := p.GetMargins()
	full, _ := p.GetPageSize()
	x := max(p.GetX(), left)
	width := full - right - x
	lines := p.wrap(s, width, indent)
	h := p.line()
	if len(lines) > 1 && p.room() < 2*h {
		p.AddPage() // no single first line at the foot of a page
	}
	for i, text := range lines {
		p.need(h)
		a, in := align, 0.0
		if i == 0 {
			in = indent
		}
		if a == "J" && (i == len(lines)-1 || !strings.Contains(text, " ")) {
			a = "L"
		}
		p.SetX(x + in)
		p.CellFormat(width-in, h, text, "", 0, a, false, 0, "")
		p.Ln(h)
	}
	p.SetX(x)
}

// item writes "1." or a letter and a hanging paragraph beside it.
func (p *paper) item(mark, s string) {
	left, _, _, _ := p.GetMargins()
	h := p.line()
	p.need(h)
	p.SetX(left)
	y := p.GetY()
	p.CellFormat(7, h, mark, "", 0, "L", false, 0, "")
	p.SetXY(left+7, y)
	p.block(s, 0, "J")
	p.SetX(left)
}

// field writes "Label : value", the value wrapping under itself.
func (p *paper) field(label string, labelWidth float64, style, value string) {
	left, _, _, _ := p.GetMargins()
	h := p.line()
	p.need(h)
	y := p.GetY()
	p.SetX(left)
	p.CellFormat(labelWidth, h, label, "", 0, "L", false, 0, "")
	p.CellFormat(4, h, ":", "", 0, "L", false, 0, "")
	p.SetXY(left+labelWidth+4, y)
	size, _ := p.GetFontSize()
	p.font(style, size)
	p.block(dash(value), 0, "L")
	p.font("", size)
	p.SetX(left)
}

// rule draws a line across the text.
func (p *paper) rule(thick float64) {
	left, _, _, _ := p.GetMargins()
	y := p.GetY()
	p.SetLineWidth(thick)
	p.Line(left, y, left+p.inner(), y)
	p.SetLineWidth(0.2)
}

// centre writes one line in the middle.
func (p *paper) centre(s, style string, size float64) {
	p.font(style, size)
	left, _, _, _ := p.GetMargins()
	for _, text := range p.wrap(s, p.inner(), 0) {
		p.SetX(left)
		p.CellFormat(p.inner(), p.line(), text, "", 0, "C", false, 0, "")
		p.Ln(p.line())
	}
}
