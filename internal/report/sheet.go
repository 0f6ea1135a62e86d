package report

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// ErrFormat is returned for a kind of file that lists are not written in.
var ErrFormat = errors.New("report: unknown format of a list")

// Column is one column of a list. Name is what CSV and JSON call it and what
// an import understands; Title is for people's eyes.
type Column struct {
	Name  string
	Title string  // empty = Name
	Width float64 // in letters; 0 = by itself
}

func (c Column) title() string {
	if c.Title == "" {
		return c.Name
	}
	return c.Title
}

// Table is a list to be exported. Cells may be string, bool, int, uint64,
// float64, time.Time, time.Duration or nil.
type Table struct {
	Title   string
	Columns []Column
	Rows    [][]any
	Printed time.Time
	CSV     CSVStyle
}

// CSVStyle is how a list is written as CSV. The zero style is what an
// Indonesian spreadsheet opens by a double click: byte order mark, semicolons,
// decimal comma.
type CSVStyle struct {
	Comma bool // commas and a decimal point, for other programs
	NoBOM bool // no byte order mark
}

// WriteSheet writes the list as "xlsx", "csv", "json" or "pdf".
func WriteSheet(w io.Writer, t Table, format string) error {
	switch format {
	case "xlsx":
		return t.writeXLSX(w)
	case "csv":
		return t.writeCSV(w)
	case "json":
		return t.writeJSON(w)
	case "pdf":
		return t.writePDF(w)
	}
	return fmt.Errorf("%w: %q", ErrFormat, format)
}

// writeCSV writes the list in its style; no cell begins a formula.
func (t Table) writeCSV(w io.Writer) error {
	if !t.CSV.NoBOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	if !t.CSV.Comma {
		out.Comma = ';'
	}
	out.UseCRLF = true
	record := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		record[i] = harmless(c.Name)
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for _, row := range t.Rows {
		for i := range record {
			record[i] = ""
			if i < len(row) {
				record[i] = t.CSV.cell(row[i])
			}
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// cell is one cell of a CSV. Only text can begin a formula: a number may have
// its sign.
func (s CSVStyle) cell(v any) string {
	switch v := v.(type) {
	case string:
		return harmless(v)
	case float64:
		if s.Comma {
			return strings.ReplaceAll(decimal(v, 3), ",", ".")
		}
	}
	return cellText(v)
}

// harmless keeps a spreadsheet from running text as a formula: an apostrophe
// goes before the signs that begin one. A lone dash stands for "nothing".
func harmless(s string) string {
	if s == "" || s == "-" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", firstRune(s)) {
		return s
	}
	return "'" + s
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// cellText is a cell as Indonesian text.
func cellText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case bool:
		if v {
			return "ya"
		}
		return "tidak"
	case float64:
		return decimal(v, 3)
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return dateClock(v)
	case time.Duration:
		return strconv.Itoa(int(v / time.Minute))
	}
	return fmt.Sprint(v)
}

// writeJSON writes an array of objects in the order of the columns.
func (t Table) writeJSON(w io.Writer) error {
	var b strings.Builder
	b.WriteString("[")
	for i, row := range t.Rows {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n  {")
		for j, c := range t.Columns {
			if j > 0 {
				b.WriteString(", ")
			}
			var cell any
			if j < len(row) {
				cell = row[j]
			}
			if err := jsonPair(&b, c.Name, cell); err != nil {
				return err
			}
		}
		b.WriteString("}")
	}
	if len(t.Rows) > 0 {
		b.WriteString("\n")
	}
	b.WriteString("]\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func jsonPair(b *strings.Builder, name string, v any) error {
	switch at := v.(type) {
	case time.Time:
		v = nil
		if !at.IsZero() {
			v = at.UTC().Format(time.RFC3339)
		}
	case time.Duration:
		v = at.Seconds()
	}
	key, err := json.Marshal(name)
	if err != nil {
		return err
	}
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	b.Write(key)
	b.WriteString(": ")
	b.Write(value)
	return nil
}

// writeXLSX streams the list into a workbook: bold header that stays on the
// screen, a filter, numbers and times as such.
func (t Table) writeXLSX(w io.Writer) error { return WriteWorkbook(w, []Table{t}) }

// WriteWorkbook writes lists as the sheets of one workbook, the first in front.
func WriteWorkbook(w io.Writer, tables []Table) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	first := tables[0]
	created := first.Printed.UTC().Format(time.RFC3339)
	if err := book.SetDocProps(&excelize.DocProperties{
		Creator: "cctvdesk", Title: first.Title, Created: created, Modified: created, Language: "id-ID",
	}); err != nil {
		return err
	}
	head, err := book.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8E8E8"}},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	})
	if err != nil {
		return err
	}
	format := "dd-mm-yyyy hh.mm"
	moment, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return err
	}
	for i, t := range tables {
		name := sheetName(t.Title)
		if i == 0 {
			err = book.SetSheetName("Sheet1", name)
		} else {
			_, err = book.NewSheet(name)
		}
		if err != nil {
			return err
		}
		if err := t.sheetXLSX(book, name, head, moment); err != nil {
			return err
		}
	}
	return book.Write(w)
}

// sheetXLSX fills one sheet of a workbook.
func (t Table) sheetXLSX(book *excelize.File, name string, head, moment int) error {
	if len(t.Columns) > 0 {
		last, err := excelize.CoordinatesToCellName(len(t.Columns), len(t.Rows)+1)
		if err != nil {
			return err
		}
		// Before the rows are written: afterwards the library would read them all
		// back to add it, which takes longer than the writing.
		if err := book.AutoFilter(name, "A1:"+last, nil); err != nil {
			return err
		}
	}
	sheet, err := book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	return t.fillXLSX(sheet, head, moment)
}

func (t Table) fillXLSX(sheet *excelize.StreamWriter, head, moment int) error {
	for i, c := range t.Columns {
		if err := sheet.SetColWidth(i+1, i+1, t.width(i, c)); err != nil {
			return err
		}
	}
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	titles := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = excelize.Cell{StyleID: head, Value: c.title()}
	}
	if err := sheet.SetRow("A1", titles); err != nil {
		return err
	}
	for n, row := range t.Rows {
		cells := make([]any, min(len(row), len(t.Columns)))
		for i := range cells {
			cells[i] = xlsxCell(row[i], moment)
		}
		if err := sheet.SetRow("A"+strconv.Itoa(n+2), cells); err != nil {
			return err
		}
	}
	return sheet.Flush()
}

// xlsxCell keeps numbers and times computable; text is never a formula there.
func xlsxCell(v any, moment int) any {
	switch v := v.(type) {
	case time.Time:
		if v.IsZero() {
			return nil
		}
		// A spreadsheet knows no zones: the office's clock is written down.
		l := v.In(sop.WIB())
		local := time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), l.Second(), 0, time.UTC)
		return excelize.Cell{StyleID: moment, Value: local}
	case time.Duration:
		return int(v / time.Minute)
	case bool:
		return cellText(v)
	case string:
		return clean(v)
	}
	return v
}

// width is how broad a column is: as told, else by its content within reason.
func (t Table) width(i int, c Column) float64 {
	if c.Width > 0 {
		return c.Width
	}
	w := len([]rune(c.title())) + 2
	for _, row := range t.Rows[:min(len(t.Rows), 200)] {
		if i < len(row) {
			w = max(w, len([]rune(cellText(row[i])))+1)
		}
	}
	return float64(min(max(w, 6), 60))
}

// sheetName is a title as a workbook allows it.
func sheetName(title string) string {
	s := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, clean(title)))
	s = s[:min(len(s), 31)]
	if name := strings.TrimSpace(string(s)); name != "" {
		return name
	}
	return "Daftar"
}

// writePDF prints the list on A4 landscape.
func (t Table) writePDF(w io.Writer) error {
	return write(w, sheet{landscape: true, title: t.Title, printed: t.Printed}, func(p *paper) {
		p.centre(strings.ToUpper(t.Title), "B", 12)
		p.Ln(3)
		columns := make([]column, len(t.Columns))
		for i, c := range t.Columns {
			columns[i] = column{c.title(), min(t.width(i, c), 34), "L"}
		}
		if len(columns) == 0 {
			return
		}
		rows := make([][]string, len(t.Rows))
		for i, row := range t.Rows {
			for _, cell := range row[:min(len(row), len(columns))] {
				rows[i] = append(rows[i], dash(cellText(cell)))
			}
		}
		for i := range columns {
			if t.isNumber(i) {
				columns[i].align = "R"
			}
		}
		p.table(columns, rows)
		p.Ln(1)
		p.font("", tableSize)
		p.block("Jumlah baris: "+sop.LetterNumber(len(rows)), 0, "L")
	})
}

// isNumber reports whether a column holds numbers, which stand to the right.
func (t Table) isNumber(i int) bool {
	for _, row := range t.Rows {
		if i >= len(row) || row[i] == nil {
			continue
		}
		switch row[i].(type) {
		case int, uint64, float64, time.Duration:
			return true
		}
		return false
	}
	return false
}
