package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// register is a paper made of tables: the heading of the office, what it is
// and which time it covers, one table after the other, remarks, and who signs.
// D7 to D10 are registers; the same one is written as PDF and as XLSX.
type register struct {
	head     Letterhead
	title    string
	subtitle string
	facts    [][2]string
	parts    []part
	remarks  []string
	right    Signer // who made it
	left     Signer // Mengetahui; none when its title is empty
	signed   bool
	printed  time.Time
	csv      CSVStyle
}

// part is one table of a register. The width of a column is a share on paper
// and letters in a spreadsheet.
type part struct {
	title   string
	columns []Column
	rows    [][]any
}

// share is a part of a whole: 87,5 % on paper, computable in a spreadsheet.
// A negative one says that there was nothing to take a part of.
type share float64

// String writes the share as it is printed.
func (s share) String() string {
	if s < 0 {
		return "-"
	}
	return decimal(float64(s)*100, 1) + " %"
}

// open is a box of a form: empty it waits for the pen, where a dash would say
// that there is nothing.
type open string

// day is a date without a time: 22-10-2026 on paper, a date in a spreadsheet.
type day time.Time

// String writes the day as tables do.
func (d day) String() string { return sop.LetterShortDate(time.Time(d)) }

// write writes the register as "pdf" or "xlsx"; "csv" and "json" have its main
// table only, which is the last one.
func (r register) write(w io.Writer, format string) error {
	switch format {
	case "pdf":
		return r.writePDF(w)
	case "xlsx":
		return r.writeXLSX(w)
	case "csv", "json":
		main := r.parts[len(r.parts)-1]
		t := Table{Title: r.title, Columns: main.columns, Printed: r.printed, CSV: r.csv}
		for _, row := range main.rows {
			cells := make([]any, len(row))
			for i, c := range row {
				cells[i] = plainCell(c)
			}
			t.Rows = append(t.Rows, cells)
		}
		return WriteSheet(w, t, format)
	}
	return fmt.Errorf("%w: %q", ErrFormat, format)
}

// plainCell is a cell without our own kinds.
func plainCell(c any) any {
	switch c := c.(type) {
	case share:
		if c < 0 {
			return nil
		}
		return float64(c)
	case open:
		return string(c)
	case day:
		if time.Time(c).IsZero() {
			return ""
		}
		return c.String()
	}
	return c
}

func (r register) writePDF(w io.Writer) error {
	return write(w, sheet{landscape: true, size: r.head.Paper, title: listedWords(r.title, r.subtitle), printed: r.printed}, func(p *paper) {
		p.letterhead(r.head)
		p.centre(strings.ToUpper(r.title), "B", 12)
		p.centre(r.subtitle, "", bodySize)
		p.Ln(2)
		p.font("", 10)
		for _, f := range r.facts {
			p.field(f[0], 46, "", f[1])
		}
		for _, part := range r.parts {
			p.Ln(2)
			p.part(part)
		}
		p.Ln(2)
		p.font("", 10)
		for i, remark := range r.remarks {
			p.item(strconv.Itoa(i+1)+".", remark)
			p.font("", 10)
		}
		if r.signed {
			p.signers(r)
		}
	})
}

func listedWords(words ...string) string { return strings.TrimSpace(strings.Join(words, " ")) }

// part writes one table of a register under its title; the title never stands
// alone at the foot of a page.
func (p *paper) part(t part) {
	if t.title != "" {
		p.need(30)
		p.font("B", 10)
		p.block(t.title, 0, "L")
		p.Ln(0.8)
	}
	columns := make([]column, len(t.columns))
	for i, c := range t.columns {
		columns[i] = column{c.title(), c.Width, "L"}
		switch {
		case numeric(t.rows, i):
			columns[i].align = "R"
		case ticks(t.rows, i):
			columns[i].align = "C"
		}
	}
	rows := make([][]string, len(t.rows))
	for i, row := range t.rows {
		for _, c := range row {
			if box, ok := c.(open); ok {
				rows[i] = append(rows[i], string(box))
				continue
			}
			rows[i] = append(rows[i], dash(cellText(c)))
		}
	}
	if len(rows) == 0 { // the first column is often too narrow for a word
		widest := 0
		for i, c := range columns {
			if c.width > columns[widest].width {
				widest = i
			}
		}
		rows = [][]string{make([]string, len(columns))}
		rows[0][widest] = "Nihil"
	}
	p.table(columns, rows)
}

// numeric says that a column holds numbers.
func numeric(rows [][]any, i int) bool {
	for _, row := range rows {
		switch row[i].(type) {
		case nil, string, open:
			continue
		case int, float64, share, points, change, rupiah, stretch:
			return true
		}
		return false
	}
	return false
}

// ticks says that a column holds the ticks of a form.
func ticks(rows [][]any, i int) bool {
	for _, row := range rows {
		if box, ok := row[i].(open); !ok || len([]rune(box)) > 1 {
			return false
		}
	}
	return len(rows) > 0
}

// signers sets who made the paper at the right and who takes note at the left.
func (p *paper) signers(r register) {
	left, _, _, _ := p.GetMargins()
	half := p.inner() * 0.36
	at := left + p.inner() - half
	p.Ln(3)
	p.need(signatureHeight + 4)
	y := p.GetY()
	p.font("", bodySize)
	lines := max(len(p.wrap(titleOf(r.left), half, 0)), len(p.wrap(titleOf(r.right), half, 0)))
	if strings.TrimSpace(r.left.Title) != "" {
		p.signatureAt(r.left, "Mengetahui,", left, half, lines)
		p.SetXY(left, y)
	}
	p.signatureAt(r.right, listedWords(r.head.City+",", sop.LetterDate(r.printed)), at, half, lines)
}

// writeXLSX writes the tables below each other on one sheet, ready to be
// printed on A4 landscape.
func (r register) writeXLSX(w io.Writer) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	name := sheetName(r.title)
	if err := book.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	created := r.printed.UTC().Format(time.RFC3339)
	if err := book.SetDocProps(&excelize.DocProperties{Creator: "cctvdesk", Title: r.title, Created: created, Modified: created, Language: "id-ID"}); err != nil {
		return err
	}
	landscape, size, one, any := "landscape", 9, 1, 0 // 9 is a spreadsheet's A4, 14 its folio
	if r.head.Paper == "F4" {
		size = 14
	}
	fit := true
	if err := book.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &size, FitToWidth: &one, FitToHeight: &any}); err != nil {
		return err
	}
	if err := book.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := book.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&C" + printedFrom(r.printed) + " – Halaman &P dari &N"}); err != nil {
		return err
	}
	styles, err := registerStyles(book)
	if err != nil {
		return err
	}
	stream, err := book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := r.fillXLSX(&registerSheet{stream: stream, styles: styles}); err != nil {
		return err
	}
	return book.Write(w)
}

// registerStyle numbers the looks of cells.
type registerStyle struct{ bold, head, text, day, percent int }

func registerStyles(book *excelize.File) (s registerStyle, err error) {
	border := []excelize.Border{{Type: "left", Color: "808080", Style: 1}, {Type: "right", Color: "808080", Style: 1},
		{Type: "top", Color: "808080", Style: 1}, {Type: "bottom", Color: "808080", Style: 1}}
	wrapped := &excelize.Alignment{Vertical: "top", WrapText: true}
	days, percent := "dd-mm-yyyy", "0.0%"
	for _, made := range []struct {
		to    *int
		style excelize.Style
	}{
		{&s.bold, excelize.Style{Font: &excelize.Font{Bold: true}}},
		{&s.head, excelize.Style{Font: &excelize.Font{Bold: true}, Border: border,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8E8E8"}},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}}},
		{&s.text, excelize.Style{Border: border, Alignment: wrapped}},
		{&s.day, excelize.Style{Border: border, Alignment: wrapped, CustomNumFmt: &days}},
		{&s.percent, excelize.Style{Border: border, Alignment: wrapped, CustomNumFmt: &percent}},
	} {
		if *made.to, err = book.NewStyle(&made.style); err != nil {
			return s, err
		}
	}
	return s, nil
}

// registerSheet is the sheet being written, row by row.
type registerSheet struct {
	stream *excelize.StreamWriter
	styles registerStyle
	row    int
}

func (s *registerSheet) put(cells ...any) error {
	s.row++
	return s.stream.SetRow("A"+strconv.Itoa(s.row), cells)
}

func (s *registerSheet) bold(text string) error {
	return s.put(excelize.Cell{StyleID: s.styles.bold, Value: clean(text)})
}

func (s *registerSheet) gap() { s.row++ }

func (r register) fillXLSX(s *registerSheet) error {
	for i, width := range r.widths() {
		if err := s.stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	for _, line := range []string{strings.ToUpper(r.head.Government), strings.ToUpper(r.head.Office), strings.ToUpper(r.title), r.subtitle} {
		if line != "" {
			if err := s.bold(line); err != nil {
				return err
			}
		}
	}
	for _, f := range r.facts {
		if err := s.put(clean(f[0]+": "+f[1]), nil); err != nil {
			return err
		}
	}
	for _, part := range r.parts {
		s.gap()
		if err := s.part(part); err != nil {
			return err
		}
	}
	s.gap()
	for i, remark := range r.remarks {
		if err := s.put(clean(strconv.Itoa(i+1) + ". " + remark)); err != nil {
			return err
		}
	}
	if r.signed {
		s.gap()
		for _, line := range []string{listedWords(r.head.City+",", sop.LetterDate(r.printed)), titleOf(r.right), "", "", r.right.Name} {
			if err := s.put(clean(line)); err != nil {
				return err
			}
		}
	}
	s.gap()
	if err := s.put(printedFrom(r.printed)); err != nil {
		return err
	}
	return s.stream.Flush()
}

// widths are those of the broadest part, column by column.
func (r register) widths() []float64 {
	var out []float64
	for _, p := range r.parts {
		for i, c := range p.columns {
			for len(out) <= i {
				out = append(out, 0)
			}
			out[i] = max(out[i], c.Width)
		}
	}
	return out
}

func (s *registerSheet) part(t part) error {
	if t.title != "" {
		if err := s.bold(t.title); err != nil {
			return err
		}
	}
	titles := make([]any, len(t.columns))
	for i, c := range t.columns {
		titles[i] = excelize.Cell{StyleID: s.styles.head, Value: c.title()}
	}
	if err := s.put(titles...); err != nil {
		return err
	}
	if len(t.rows) == 0 {
		return s.put(excelize.Cell{StyleID: s.styles.text, Value: "Nihil"})
	}
	for _, row := range t.rows {
		cells := make([]any, len(row))
		for i, c := range row {
			cells[i] = s.cell(c)
		}
		if err := s.put(cells...); err != nil {
			return err
		}
	}
	return nil
}

// cell keeps days and shares computable; text is never a formula here.
func (s *registerSheet) cell(v any) excelize.Cell {
	switch v := v.(type) {
	case day:
		if t := time.Time(v); !t.IsZero() {
			y, m, d := t.In(sop.WIB()).Date()
			return excelize.Cell{StyleID: s.styles.day, Value: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
		}
		return excelize.Cell{StyleID: s.styles.text}
	case share:
		if v >= 0 {
			return excelize.Cell{StyleID: s.styles.percent, Value: float64(v)}
		}
		return excelize.Cell{StyleID: s.styles.text, Value: "-"}
	case string:
		return excelize.Cell{StyleID: s.styles.text, Value: clean(v)}
	case open:
		return excelize.Cell{StyleID: s.styles.text, Value: clean(string(v))}
	}
	return excelize.Cell{StyleID: s.styles.text, Value: v}
}

// printedFrom says where and when a paper was made.
func printedFrom(t time.Time) string {
	return "Dicetak dari cctvdesk – " + sop.LetterDate(t) + " " + sop.LetterClock(t)
}
