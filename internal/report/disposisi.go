package report

import (
	"io"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Tick is one line of a form with its box.
type Tick struct {
	Label string
	On    bool
}

// LembarDisposisi is D2 and D3: the sheet that goes with a letter when it is
// handed down (domain 4.2). Half an A4 page.
type LembarDisposisi struct {
	Head         Letterhead
	From         string // Surat dari
	LetterNumber string
	LetterDate   time.Time
	Received     time.Time
	Agenda       string
	Urgency      string // biasa, segera, sangat-segera
	Secret       bool
	Subject      string
	To           []Tick // Diteruskan kepada Sdr.
	Instructions []Tick // Dengan hormat harap
	Note         string
	Deadline     time.Time
	Date         time.Time // of the disposition; zero = left open for the hand
	Signer       Signer
	Request      string
	Printed      time.Time
}

// WriteLembarDisposisi writes the sheets on A5 landscape (or half of F4), one
// to a page, so that two fit on a sheet.
func WriteLembarDisposisi(w io.Writer, sheets ...LembarDisposisi) error {
	s := sheet{landscape: true, size: "A5", title: "Lembar Disposisi"}
	if len(sheets) > 0 && sheets[0].Head.Paper == "F4" {
		s.size = "F4/2"
	}
	if len(sheets) > 0 {
		s.title, s.printed = "Lembar Disposisi "+sheets[0].LetterNumber, sheets[0].Printed
	}
	return write(w, s, func(p *paper) {
		p.SetMargins(12, 9, 12)
		p.SetAutoPageBreak(false, 0)
		for i, d := range sheets {
			if i > 0 {
				p.AddPage()
			}
			p.SetXY(12, 9)
			p.dispositionHead(d)
			f := &form{paper: p, left: 12, width: p.inner(), y: p.GetY()}
			f.fields(d)
			f.choices(d)
			f.last(d)
		}
	})
}

func (p *paper) dispositionHead(d LembarDisposisi) {
	p.headLine(strings.ToUpper(d.Head.Government), "B", 10, 10)
	p.headLine(strings.ToUpper(d.Head.Office), "B", 11, 10)
	p.headLine(d.Head.Address, "", 7, 6)
	p.SetY(p.GetY() + 0.8)
	p.rule(0.6)
	p.SetY(p.GetY() + 1.6)
	p.centre("LEMBAR DISPOSISI", "B", 12)
	p.SetY(p.GetY() + 0.6)
}

// form is a grid of boxes drawn from the top down.
type form struct {
	*paper
	left, width, y float64
}

// box frames an area and writes label and text into it.
func (f *form) box(x, width, height float64, label, text string) {
	f.SetLineWidth(0.2)
	f.Rect(x, f.y, width, height, "D")
	if label == "" {
		return
	}
	f.font("", 8.5)
	f.SetXY(x+1.5, f.y+0.9)
	f.CellFormat(27, 4, label, "", 0, "L", false, 0, "")
	f.CellFormat(2.5, 4, ":", "", 0, "L", false, 0, "")
	f.font("B", 8.5)
	lines := f.wrap(dash(text), width-33, 0)
	room := max(1, int((height-1)/4))
	if len(lines) > room {
		lines = lines[:room]
		lines[room-1] = f.shorten(lines[room-1]+" …", width-33)
	}
	for i, l := range lines {
		f.SetXY(x+31, f.y+0.9+float64(i)*4)
		f.CellFormat(width-33, 4, l, "", 0, "L", false, 0, "")
	}
}

// tall is the height of a box whose text takes one line or two.
func (f *form) tall(text string, width float64) float64 {
	f.font("B", 8.5)
	return 2 + 4*float64(min(len(f.wrap(text, width-33, 0)), 2))
}

// fields are the six about the letter, its urgency and its subject.
func (f *form) fields(d LembarDisposisi) {
	half := f.width / 2
	tall := f.tall(d.From, half)
	f.box(f.left, half, tall, "Surat dari", d.From)
	f.box(f.left+half, half, tall, "Diterima tanggal", sop.LetterDate(d.Received))
	f.y += tall
	f.box(f.left, half, 6, "Nomor surat", d.LetterNumber)
	f.box(f.left+half, half, 6, "Nomor agenda", d.Agenda)
	f.y += 6
	f.box(f.left, half, 6, "Tanggal surat", sop.LetterDate(d.LetterDate))
	f.box(f.left+half, half, 6, "Registrasi", d.Request)
	f.y += 6
	tall = f.tall(d.Subject, f.width)
	f.box(f.left, f.width, tall, "Hal", d.Subject)
	f.y += tall
	f.box(f.left, f.width, 6.5, "", "")
	f.font("", 8.5)
	f.SetXY(f.left+1.5, f.y+1.2)
	f.CellFormat(27, 4, "Sifat", "", 0, "L", false, 0, "")
	f.CellFormat(2.5, 4, ":", "", 0, "L", false, 0, "")
	x := f.left + 31
	for _, t := range []Tick{
		{"Sangat Segera", d.Urgency == "sangat-segera"}, {"Segera", d.Urgency == "segera"},
		{"Rahasia", d.Secret}, {"Biasa", !d.Secret && (d.Urgency == "biasa" || d.Urgency == "")},
	} {
		f.tick(x, f.y+1.4, t, 32)
		x += 36
	}
	f.y += 6.5
}

// tick draws one box, crossed when chosen, and its label.
func (f *form) tick(x, y float64, t Tick, width float64) {
	const side = 3.2
	f.SetLineWidth(0.25)
	f.Rect(x, y, side, side, "D")
	if t.On {
		f.SetLineWidth(0.5)
		f.Line(x+0.6, y+side/2, x+side*0.42, y+side-0.6)
		f.Line(x+side*0.42, y+side-0.6, x+side-0.4, y+0.5)
		f.SetLineWidth(0.2)
	}
	f.font("", 8.5)
	f.SetXY(x+side+1.3, y-0.4)
	f.CellFormat(width, 4, f.shorten(t.Label, width), "", 0, "L", false, 0, "")
}

// choices are the two columns of boxes.
func (f *form) choices(d LembarDisposisi) {
	half := f.width / 2
	rows := min(max(len(d.To), len(d.Instructions), 4), 8)
	height := 6 + float64(rows)*4.2 + 1
	for i, c := range []struct {
		title string
		ticks []Tick
	}{{"Diteruskan kepada Sdr.:", d.To}, {"Dengan hormat harap:", d.Instructions}} {
		x := f.left + float64(i)*half
		f.box(x, half, height, "", "")
		f.font("B", 8.5)
		f.SetXY(x+1.5, f.y+1)
		f.CellFormat(half-3, 4, c.title, "", 0, "L", false, 0, "")
		for n, t := range c.ticks[:min(len(c.ticks), rows)] {
			f.tick(x+2, f.y+6+float64(n)*4.2, t, half-9)
		}
	}
	f.y += height
}

// last is the note at the left and the empty place for the signature.
func (f *form) last(d LembarDisposisi) {
	_, page := f.GetPageSize()
	height := page - 13.5 - f.y
	left := f.width * 0.58
	f.box(f.left, left, height, "", "")
	f.box(f.left+left, f.width-left, height, "", "")
	f.font("", 8.5)
	f.SetXY(f.left+1.5, f.y+1)
	f.CellFormat(left-3, 4, "Catatan:", "", 0, "L", false, 0, "")
	for i, l := range f.wrap(d.Note, left-4, 0) {
		if y := f.y + 5.2 + float64(i)*4; y < f.y+height-9 {
			f.SetXY(f.left+1.5, y)
			f.CellFormat(left-4, 4, l, "", 0, "L", false, 0, "")
		}
	}
	f.SetXY(f.left+1.5, f.y+height-5)
	f.CellFormat(left-3, 4, "Batas waktu: "+dateOpen(d.Deadline), "", 0, "L", false, 0, "")
	f.sign(d, f.left+left+2, f.width-left-4, height)
}

// dateOpen leaves dots where the hand will write a date.
func dateOpen(t time.Time) string {
	if t.IsZero() {
		return "……………………"
	}
	return sop.LetterDate(t)
}

// sign writes the title above and the name below an empty place.
func (f *form) sign(d LembarDisposisi, x, width, height float64) {
	put := func(y float64, style, text string) {
		f.font(style, 8.5)
		f.SetXY(x, y)
		f.CellFormat(width, 4, f.shorten(text, width), "", 0, "L", false, 0, "")
	}
	put(f.y+1, "", "Tanggal: "+dateOpen(d.Date))
	put(f.y+5, "", dash(d.Signer.Title)+",")
	put(f.y+height-13, "B", dotted(d.Signer.Name))
	put(f.y+height-9, "", d.Signer.Rank)
	if d.Signer.NIP != "" {
		put(f.y+height-5, "", "NIP "+sop.FormatNIP(d.Signer.NIP))
	}
}

// dotted is a name, or the line on which one will be written.
func dotted(name string) string {
	if strings.TrimSpace(name) == "" {
		return strings.Repeat(".", 40)
	}
	return name
}
