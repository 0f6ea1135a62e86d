package desk

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A workbook is read here without a document library: what a table needs of
// it is the text of the first sheet, and a reader of foreign bytes should know
// no more than that. Only values are taken, never formulas; dates, which are
// numbers with a style, come out as dd-mm-yyyy hh.mm.

// maxPart bounds one unpacked part of a workbook.
const maxPart = 64 << 20

type xlsxText struct {
	T    string `xml:"t"`
	Runs []struct {
		T string `xml:"t"`
	} `xml:"r"`
}

func (t xlsxText) text() string {
	var b strings.Builder
	b.WriteString(t.T)
	for _, r := range t.Runs {
		b.WriteString(r.T)
	}
	return b.String()
}

type xlsxCell struct {
	Ref    string   `xml:"r,attr"`
	Type   string   `xml:"t,attr"`
	Style  int      `xml:"s,attr"`
	Value  *string  `xml:"v"`
	Rule   *string  `xml:"f"` // formula
	Inline xlsxText `xml:"is"`
}

type xlsxRow struct {
	N     int        `xml:"r,attr"`
	Cells []xlsxCell `xml:"c"`
}

// workbook is what is needed to understand cells.
type workbook struct {
	files  map[string]*zip.File
	shared []string
	dates  []bool // by style: the number is a date
	limits tableLimits
	room   int64 // bytes of text that may still come
}

// readWorkbook reads the rows of the first sheet, or of all of them.
func readWorkbook(data []byte, limits tableLimits, all bool) ([][]tableRow, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotTable, err)
	}
	w := &workbook{files: map[string]*zip.File{}, limits: limits, room: limits.text}
	for _, f := range z.File {
		w.files[path.Clean(strings.TrimPrefix(f.Name, "/"))] = f
	}
	if err := w.readShared(); err != nil {
		return nil, err
	}
	if err := w.readStyles(); err != nil {
		return nil, err
	}
	sheets, err := w.sheets()
	if err != nil {
		return nil, err
	}
	if !all {
		sheets = sheets[:1]
	}
	var out [][]tableRow
	for _, name := range sheets {
		rows, err := w.readRows(name)
		if err != nil {
			return nil, err
		}
		out = append(out, rows)
	}
	return out, nil
}

// readRows reads one sheet row by row, so that a large one costs no more than
// its text.
func (w *workbook) readRows(name string) ([]tableRow, error) {
	r, err := w.files[name].Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotTable, err)
	}
	defer r.Close()
	dec := xml.NewDecoder(r)
	var rows []tableRow
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrNotTable, name, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "row" {
			continue
		}
		var row xlsxRow
		if err := dec.DecodeElement(&row, &start); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrNotTable, name, err)
		}
		if len(rows) == w.limits.rows+headSearch {
			return nil, fmt.Errorf("%w: more than %d rows", ErrTooLarge, w.limits.rows)
		}
		read := w.row(row, len(rows)+1)
		if w.room < 0 {
			return nil, fmt.Errorf("%w: more than %d bytes of text", ErrTooLarge, w.limits.text)
		}
		rows = append(rows, read)
	}
}

func (w *workbook) row(r xlsxRow, line int) tableRow {
	row := tableRow{line: r.N}
	if row.line == 0 {
		row.line = line
	}
	for n, c := range r.Cells {
		col := column(c.Ref, n)
		if col >= maxTableCols {
			continue
		}
		for len(row.cells) <= col {
			row.cells = append(row.cells, "")
		}
		row.cells[col] = w.text(c)
		w.room -= int64(len(row.cells[col])) + 16
	}
	return row
}

// decode reads one part; a part that is missing leaves v as it is.
func (w *workbook) decode(name string, v any) error {
	f := w.files[name]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotTable, err)
	}
	defer r.Close()
	if err := xml.NewDecoder(io.LimitReader(r, maxPart)).Decode(v); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrNotTable, name, err)
	}
	return nil
}

func (w *workbook) readShared() error {
	var doc struct {
		Items []xlsxText `xml:"si"`
	}
	if err := w.decode("xl/sharedStrings.xml", &doc); err != nil {
		return err
	}
	for _, it := range doc.Items {
		w.shared = append(w.shared, it.text())
	}
	return nil
}

func (w *workbook) readStyles() error {
	var doc struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Styles []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := w.decode("xl/styles.xml", &doc); err != nil {
		return err
	}
	literal := regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.`) // [Red], "Rp", an escaped sign: no parts of a date
	codes := map[int]string{}
	for _, f := range doc.Formats {
		codes[f.ID] = strings.ToLower(literal.ReplaceAllString(f.Code, ""))
	}
	for _, s := range doc.Styles {
		builtin := s.Format >= 14 && s.Format <= 22 || s.Format >= 45 && s.Format <= 47
		w.dates = append(w.dates, builtin || strings.ContainsAny(codes[s.Format], "ydh"))
	}
	return nil
}

// sheets lists the parts of the workbook's sheets in their order; there is at
// least one.
func (w *workbook) sheets() ([]string, error) {
	var book struct {
		Sheets []struct {
			ID string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		Items []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := w.decode("xl/workbook.xml", &book); err != nil {
		return nil, err
	}
	if err := w.decode("xl/_rels/workbook.xml.rels", &rels); err != nil {
		return nil, err
	}
	targets := map[string]string{}
	for _, r := range rels.Items {
		targets[r.ID] = path.Join("xl", strings.TrimPrefix(r.Target, "/xl/"))
	}
	var names []string
	for _, s := range book.Sheets {
		if name := targets[s.ID]; w.files[name] != nil {
			names = append(names, name)
		}
	}
	if first := "xl/worksheets/sheet1.xml"; len(names) == 0 && w.files[first] != nil {
		names = []string{first}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%w: no sheet", ErrNotTable)
	}
	return names, nil
}

// formulaMark stands in a cell whose formula has no value: whoever reads the
// cell must not take it for an empty one.
const formulaMark = "#FORMULA!"

func (w *workbook) text(c xlsxCell) string {
	value := ""
	if c.Value != nil {
		value = *c.Value
	}
	if c.Rule != nil && (c.Value == nil || value == "" && c.Type != "str") {
		return formulaMark
	}
	switch c.Type {
	case "s":
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n < len(w.shared) {
			return w.shared[n]
		}
		return ""
	case "inlineStr":
		return c.Inline.text()
	case "", "n":
		f, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return value
		}
		if c.Style >= 0 && c.Style < len(w.dates) && w.dates[c.Style] {
			return dateText(f)
		}
		if strings.ContainsAny(value, ".eE") { // a workbook writes 12.5 and 1.2E7, the office 12,5 and 12000000
			return strings.ReplaceAll(strconv.FormatFloat(f, 'f', -1, 64), ".", ",")
		}
	}
	return value
}

// dateText writes a workbook's date: days since 30 December 1899.
func dateText(days float64) string {
	if math.IsNaN(days) || days < 1 || days > 200_000 {
		return strconv.FormatFloat(days, 'f', -1, 64)
	}
	minutes := int(math.Round(days * 24 * 60))
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, minutes/1440).Add(time.Duration(minutes%1440) * time.Minute)
	if minutes%1440 == 0 {
		return t.Format("02-01-2006")
	}
	return t.Format("02-01-2006 15.04")
}

// column gives the place of a reference (C7 is 2); n when it names none.
func column(ref string, n int) int {
	col := 0
	for _, r := range ref {
		if r < 'A' || r > 'Z' {
			break
		}
		if col = col*26 + int(r-'A') + 1; col > 20_000 {
			break
		}
	}
	if col == 0 {
		return n
	}
	return col - 1
}
