package report

import (
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// book is a workbook of several tables, each on a sheet of its own: the heads
// stay on the screen and on every printed page, sums are formulas that go on
// living, and each sheet is set up for A4.
type book struct {
	file    *excelize.File
	styles  bookStyles
	printed time.Time
	mark    string
	first   bool // the sheet that a new file has is not used yet
}

// bookStyles numbers the looks of cells.
type bookStyles struct{ title, head, text, number, day, percent, sum, sumPercent, plain int }

// newBook begins a workbook.
func newBook(title string, printed time.Time, mark string) (*book, error) {
	b := &book{file: excelize.NewFile(), printed: printed, mark: mark, first: true}
	created := printed.UTC().Format(time.RFC3339)
	if err := b.file.SetDocProps(&excelize.DocProperties{Creator: "cctvdesk", Title: clean(title), Created: created, Modified: created, Language: "id-ID"}); err != nil {
		return nil, err
	}
	border := []excelize.Border{{Type: "left", Color: "808080", Style: 1}, {Type: "right", Color: "808080", Style: 1},
		{Type: "top", Color: "808080", Style: 1}, {Type: "bottom", Color: "808080", Style: 1}}
	wrapped := &excelize.Alignment{Vertical: "top", WrapText: true}
	grey := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8E8E8"}}
	days, percent, number := "dd-mm-yyyy", "0.0%", "#,##0"
	for _, made := range []struct {
		to    *int
		style excelize.Style
	}{
		{&b.styles.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 12}}},
		{&b.styles.plain, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&b.styles.head, excelize.Style{Font: &excelize.Font{Bold: true}, Border: border, Fill: grey,
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}}},
		{&b.styles.text, excelize.Style{Border: border, Alignment: wrapped}},
		{&b.styles.number, excelize.Style{Border: border, Alignment: wrapped, CustomNumFmt: &number}},
		{&b.styles.day, excelize.Style{Border: border, Alignment: wrapped, CustomNumFmt: &days}},
		{&b.styles.percent, excelize.Style{Border: border, Alignment: wrapped, CustomNumFmt: &percent}},
		{&b.styles.sum, excelize.Style{Font: &excelize.Font{Bold: true}, Border: border, Fill: grey, CustomNumFmt: &number}},
		{&b.styles.sumPercent, excelize.Style{Font: &excelize.Font{Bold: true}, Border: border, Fill: grey, CustomNumFmt: &percent}},
	} {
		var err error
		if *made.to, err = b.file.NewStyle(&made.style); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// add opens a new sheet and sets it up for printing.
func (b *book) add(name string, landscape bool) (string, *excelize.StreamWriter, error) {
	name = sheetName(name)
	if b.first {
		b.first = false
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return name, nil, err
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return name, nil, err
	}
	orientation, a4, one, any, fit := "portrait", 9, 1, 0, true
	if landscape {
		orientation = "landscape"
	}
	if err := b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &a4, FitToWidth: &one, FitToHeight: &any}); err != nil {
		return name, nil, err
	}
	if err := b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return name, nil, err
	}
	footer := "&L" + b.mark + "&C" + printedFrom(b.printed) + "&R&P/&N"
	if err := b.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: footer}); err != nil {
		return name, nil, err
	}
	stream, err := b.file.NewStreamWriter(name)
	return name, stream, err
}

// headRow is the line of the columns' names on each sheet.
const headRow = 4

// table writes one table on a sheet of its own.
func (b *book) table(title string, t tabulation) error {
	name, stream, err := b.add(t.sheet, len(t.columns) > 7)
	if err != nil {
		return err
	}
	for i, c := range t.columns {
		if err := stream.SetColWidth(i+1, i+1, min(max(c.Width, 7), 60)); err != nil {
			return err
		}
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: "A" + strconv.Itoa(headRow+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	put := func(row int, cells ...any) error { return stream.SetRow("A"+strconv.Itoa(row), cells) }
	if err := put(1, excelize.Cell{StyleID: b.styles.title, Value: clean(title)}); err != nil {
		return err
	}
	if err := put(2, excelize.Cell{StyleID: b.styles.title, Value: clean(t.title())}); err != nil {
		return err
	}
	heads := make([]any, len(t.columns))
	for i, c := range t.columns {
		heads[i] = excelize.Cell{StyleID: b.styles.head, Value: clean(c.title())}
	}
	if err := put(headRow, heads...); err != nil {
		return err
	}
	next, err := b.rows(t, put)
	if err != nil {
		return err
	}
	for i, note := range t.notes {
		if err := put(next+1+i, excelize.Cell{StyleID: b.styles.plain, Value: clean(note)}); err != nil {
			return err
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	row := strconv.Itoa(headRow)
	return b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: name, RefersTo: "'" + name + "'!$" + row + ":$" + row})
}

// rows writes the lines of a table and its sums, and gives the line after.
func (b *book) rows(t tabulation, put func(int, ...any) error) (int, error) {
	first, last := headRow+1, headRow+len(t.rows)
	if len(t.rows) == 0 {
		return first + 1, put(first, excelize.Cell{StyleID: b.styles.text, Value: "Nihil"})
	}
	for n, row := range t.rows {
		cells := make([]any, len(row))
		for i, c := range row {
			cell := b.cell(c)
			cell.Formula = t.formula(i, first+n, first, last)
			cells[i] = cell
		}
		if err := put(first+n, cells...); err != nil {
			return 0, err
		}
	}
	total := t.totals()
	if total == nil {
		return last + 1, nil
	}
	cells := make([]any, len(total))
	for i, c := range total {
		cell := b.cell(c)
		cell.StyleID = b.styles.sum
		if _, ok := c.(share); ok {
			cell.StyleID = b.styles.sumPercent
		}
		cell.Formula = t.formula(i, last+1, first, last)
		cells[i] = cell
	}
	return last + 2, put(last+1, cells...)
}

// cell keeps numbers, days and shares computable; text is never a formula.
func (b *book) cell(v any) excelize.Cell {
	switch v := v.(type) {
	case day:
		if t := time.Time(v); !t.IsZero() {
			y, m, d := t.In(sop.WIB()).Date()
			return excelize.Cell{StyleID: b.styles.day, Value: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
		}
		return excelize.Cell{StyleID: b.styles.text}
	case share:
		if v >= 0 {
			return excelize.Cell{StyleID: b.styles.percent, Value: float64(v)}
		}
		return excelize.Cell{StyleID: b.styles.text, Value: "-"}
	case points:
		return excelize.Cell{StyleID: b.styles.percent, Value: float64(v)}
	case change:
		return excelize.Cell{StyleID: b.styles.number, Value: int(v)}
	case rupiah:
		if v == 0 {
			return excelize.Cell{StyleID: b.styles.text}
		}
		return excelize.Cell{StyleID: b.styles.number, Value: int64(v)}
	case string:
		return excelize.Cell{StyleID: b.styles.text, Value: clean(v)}
	case int:
		return excelize.Cell{StyleID: b.styles.number, Value: v}
	case stretch:
		return excelize.Cell{StyleID: b.styles.text, Value: v.String()}
	}
	return excelize.Cell{StyleID: b.styles.text, Value: v}
}

// write closes the workbook.
func (b *book) write(w io.Writer) error {
	defer func() { _ = b.file.Close() }()
	return b.file.Write(w)
}

// rupiah is a price; 0 is not known.
type rupiah int64

// String writes a price as papers do: Rp12.500.000,00.
func (r rupiah) String() string {
	if r == 0 {
		return "-"
	}
	return "Rp" + sop.LetterNumber(int(r)) + ",00"
}

// stretch is a length of time in words that fit a table: 3 h 04 j, 12 j 05 m, 7 m.
type stretch time.Duration

// String writes a stretch; less than a minute is not none.
func (s stretch) String() string {
	d := time.Duration(s)
	switch m := int(d / time.Minute); {
	case d <= 0:
		return "0 m"
	case m == 0:
		return "< 1 m"
	case m < 60:
		return strconv.Itoa(m) + " m"
	case m < 24*60:
		return strconv.Itoa(m/60) + " j " + two(m%60) + " m"
	default:
		return strconv.Itoa(m/(24*60)) + " h " + two(m/60%24) + " j"
	}
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// cellName is the name of a cell, the column counted from 0.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return "A1"
	}
	return name
}
