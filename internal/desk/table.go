package desk

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Bounds of a cell and of a row of a table that somebody hands in.
const (
	maxTableCols = 100
	maxCell      = 4_000
)

// tableLimits bound a table as a whole: bytes of the file, rows below the
// names, and bytes of text in all cells once a workbook is unpacked.
type tableLimits struct {
	bytes int64
	rows  int
	text  int64
}

// officeLimits are those of what an office writes by hand.
func officeLimits() tableLimits { return tableLimits{16 << 20, 20_000, 64 << 20} }

// table is a sheet of text: the names in its first row, and the rows below.
type table struct {
	columns []string // normalised
	raw     []string // as typed
	rows    []tableRow
}

// tableRow is one row with its place in the file.
type tableRow struct {
	line  int // 1 is the first line of the file
	cells []string
	bad   *FieldError // the row could not be read at all
}

// cell gives a column's text, trimmed; "" when the row or the file has none.
func (t *table) cell(row tableRow, column string) string {
	for i, c := range t.columns {
		if c == column && i < len(row.cells) {
			return plain(strings.TrimSpace(row.cells[i]))
		}
	}
	return ""
}

// plain takes away the apostrophe that our own exports put before text that a
// spreadsheet would run as a formula.
func plain(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && strings.IndexAny(rest, "=+-@") == 0 {
		return rest
	}
	return cell
}

func (t *table) has(column string) bool {
	for _, c := range t.columns {
		if c == column {
			return true
		}
	}
	return false
}

// readTable reads CSV (UTF-8, comma or semicolon) or the first sheet of a
// workbook. Which of both it is decides the content, not the name.
func readTable(r io.Reader) (*table, error) {
	sheets, err := readSheets(r, officeLimits(), false)
	if err != nil {
		return nil, err
	}
	return tableOf(sheets[0], officeLimits())
}

// readSheets reads the rows of a file: one sheet of a CSV, the first or all of
// a workbook. There is at least one.
func readSheets(r io.Reader, limits tableLimits, all bool) ([][]tableRow, error) {
	data, err := io.ReadAll(io.LimitReader(r, limits.bytes+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limits.bytes {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limits.bytes)
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return readWorkbook(data, limits, all)
	}
	rows, err := readCSV(data, limits)
	return [][]tableRow{rows}, err
}

// tableOf takes the names from the first row that is not empty and leaves
// empty rows out.
func tableOf(rows []tableRow, limits tableLimits) (*table, error) {
	t := &table{}
	for _, row := range rows {
		if row.bad == nil && blank(row.cells) {
			continue
		}
		if t.columns == nil {
			if row.bad != nil || len(row.cells) > maxTableCols || row.checked(maxTableCols).bad != nil {
				return nil, fmt.Errorf("%w: the first row names no columns", ErrNotTable)
			}
			t.name(row.cells)
			continue
		}
		if len(t.rows) == limits.rows {
			return nil, fmt.Errorf("%w: more than %d rows", ErrTooLarge, limits.rows)
		}
		t.rows = append(t.rows, row.checked(len(t.columns)))
	}
	if t.columns == nil {
		return nil, fmt.Errorf("%w: empty", ErrNotTable)
	}
	return t, nil
}

// name takes the names of the columns.
func (t *table) name(cells []string) {
	for _, c := range cells {
		c = strings.Join(strings.Fields(c), " ")
		t.raw = append(t.raw, c)
		t.columns = append(t.columns, strings.ReplaceAll(strings.ToLower(c), " ", "_"))
	}
}

// checked marks a row that cannot be what somebody meant to write.
func (r tableRow) checked(columns int) tableRow {
	if r.bad != nil {
		return r
	}
	if len(r.cells) > columns && !blank(r.cells[columns:]) {
		r.bad = &FieldError{Rule: FieldColumns}
		return r
	}
	for _, c := range r.cells {
		if len(c) > maxCell || !utf8.ValidString(c) || strings.ContainsRune(c, 0) {
			r.bad = &FieldError{Rule: FieldText}
			return r
		}
	}
	return r
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// readCSV reads rows until the end; a row whose quotes are wrong is marked and
// the next one read, so that one slip does not hide the verdict of the others.
func readCSV(data []byte, limits tableLimits) ([]tableRow, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = separator(data)
	r.FieldsPerRecord = -1
	var rows []tableRow
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			rows = append(rows, tableRow{line: parse.StartLine, bad: &FieldError{Rule: FieldQuotes}})
		} else if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNotTable, err)
		} else {
			line, _ := r.FieldPos(0)
			rows = append(rows, tableRow{line: line, cells: cells})
		}
		if len(rows) > limits.rows+headSearch {
			return nil, fmt.Errorf("%w: more than %d rows", ErrTooLarge, limits.rows)
		}
	}
}

// separator is what parts the names of the first line: the semicolon of an
// Indonesian Excel, or the comma.
func separator(data []byte) rune {
	s := bufio.NewScanner(bytes.NewReader(data))
	s.Buffer(nil, len(data)+1)
	for s.Scan() {
		line := s.Text()
		if strings.TrimSpace(line) == "" {
			continue
		}
		if strings.Count(line, ";") > strings.Count(line, ",") {
			return ';'
		}
		return ','
	}
	return ','
}
