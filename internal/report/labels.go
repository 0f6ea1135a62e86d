package report

import (
	"io"
	"time"

	"github.com/boombuler/barcode/qr"
)

// Label is one sticker for a thing of the register. Code is what the QR code
// says: a hand scanner types it into a search field.
type Label struct{ Code, Name, Owner, Site string }

// LabelSheet is a stack of A4 sheets of stickers.
type LabelSheet struct {
	Office  string // printed small on every label: whom a finder may ask
	Labels  []Label
	Printed time.Time
}

// The sheet of stickers sold as 24 to a page (63.5 × 33.9 mm), in millimetres.
const (
	labelColumns = 3
	labelRows    = 8
	labelWidth   = 63.5
	labelHeight  = 33.9
	labelLeft    = 7.2
	labelTop     = 12.9
	labelGap     = 2.5
	labelCode    = 22.0 // side of the QR code
	labelQuiet   = 4.3  // bare paper on its sides: four modules, as scanners ask
)

// WriteLabels writes stickers with code, name and owner as PDF, 24 on an A4
// sheet, with a pale line to cut along where plain paper is used.
func WriteLabels(w io.Writer, s LabelSheet) error {
	p, err := newPaper(sheet{title: "Label Peralatan", printed: s.Printed}, 0)
	if err != nil {
		return err
	}
	p.SetFooterFunc(nil)
	p.SetAutoPageBreak(false, 0)
	const onPage = labelColumns * labelRows
	for i, l := range s.Labels {
		if i%onPage == 0 {
			p.AddPage()
		}
		at := i % onPage
		x := labelLeft + float64(at%labelColumns)*(labelWidth+labelGap)
		y := labelTop + float64(at/labelColumns)*labelHeight
		if err := p.label(l, s.Office, x, y); err != nil {
			return err
		}
	}
	if len(s.Labels) == 0 {
		p.AddPage()
		p.centre("Tidak ada peralatan yang dipilih.", "", bodySize)
	}
	if err := p.Error(); err != nil {
		return err
	}
	return p.Output(w)
}

// label draws one sticker with its corner at x, y.
func (p *paper) label(l Label, office string, x, y float64) error {
	p.SetDrawColor(215, 215, 215)
	p.SetLineWidth(0.1)
	p.Rect(x, y, labelWidth, labelHeight, "D")
	p.SetDrawColor(0, 0, 0)
	if err := p.code(l.Code, x+labelQuiet, y+(labelHeight-labelCode)/2, labelCode); err != nil {
		return err
	}
	left, width := x+labelCode+2*labelQuiet, labelWidth-labelCode-2*labelQuiet-2
	p.SetXY(left, y+4.2)
	for size := 11.0; ; size-- {
		if p.font("B", size); size == 6 || p.GetStringWidth(l.Code) <= width {
			break
		}
	}
	p.CellFormat(width, 5, p.fitted(l.Code, width), "", 0, "L", false, 0, "")
	p.SetXY(left, y+10)
	p.font("", 8)
	p.lines(l.Name, left, width, 3.5, 3)
	p.SetXY(left, p.GetY()+0.6)
	p.font("", 7)
	p.SetTextColor(70, 70, 70)
	p.lines(l.Owner, left, width, 3, 2)
	p.SetXY(left, y+labelHeight-7)
	p.font("", 6)
	p.lines(office, left, width, 2.4, 2)
	p.SetTextColor(0, 0, 0)
	return nil
}

// code draws a QR code of a side in millimetres, as squares and not as a
// picture: it stays sharp on every printer.
func (p *paper) code(text string, x, y, side float64) error {
	c, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return err
	}
	n := c.Bounds().Dx()
	module := side / float64(n)
	p.SetFillColor(0, 0, 0)
	for row := range n {
		for col := 0; col < n; col++ {
			from := col
			for col < n && dark(c.At(col, row).RGBA()) {
				col++
			}
			if col > from { // one rectangle for a run: no hairlines between modules
				p.Rect(x+float64(from)*module, y+float64(row)*module, float64(col-from)*module, module*1.01, "F")
			}
		}
	}
	return nil
}

func dark(r, _, _, _ uint32) bool { return r < 0x8000 }

// lines writes a text in at most so many lines; what is left over is cut with
// an ellipsis.
func (p *paper) lines(text string, x, width, height float64, most int) {
	all := p.SplitText(clean(text), width)
	for i, line := range all {
		if i == most {
			return
		}
		if i == most-1 && len(all) > most {
			line = p.fitted(line+"…", width)
		}
		p.SetX(x)
		p.CellFormat(width, height, line, "", 1, "L", false, 0, "")
	}
}

// fitted cuts a text with an ellipsis so that it fits.
func (p *paper) fitted(text string, width float64) string {
	text = clean(text)
	if p.GetStringWidth(text) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 1 && p.GetStringWidth(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
