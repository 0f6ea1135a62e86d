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

// Bounds of a table that somebody hands in.
const (
	maxTableBytes = 16 << 20
	maxTableRows  = 20_000
	maxTableCols  = 100
	maxCell       = 4_000
)

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
	data, err := io.ReadAll(io.LimitReader(r, maxTableBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxTableBytes {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, maxTableBytes)
	}
	var rows []tableRow
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		rows, err = readWorkbook(data)
	} else {
		rows, err = readCSV(data)
	}
	if err != nil {
		return nil, err
	}
	return tableOf(rows)
}

// tableOf takes the names from the first row that is not empty and leaves
// empty rows out.
func tableOf(rows []tableRow) (*table, error) {
	t := &table{}
	for _, row := range rows {
		if row.bad == nil && blank(row.cells) {
			continue
		}
		if t.columns == nil {
			if row.bad != nil || len(row.cells) > maxTableCols || row.checked(maxTableCols).bad != nil {
				return nil, fmt.Errorf("%w: the first row names no columns", ErrNotTable)
			}
			for _, c := range row.cells {
				t.raw = append(t.raw, strings.TrimSpace(c))
				t.columns = append(t.columns, strings.ReplaceAll(strings.ToLower(strings.TrimSpace(c)), " ", "_"))
			}
			continue
		}
		if len(t.rows) == maxTableRows {
			return nil, fmt.Errorf("%w: more than %d rows", ErrTooLarge, maxTableRows)
		}
		t.rows = append(t.rows, row.checked(len(t.columns)))
	}
	if t.columns == nil {
		return nil, fmt.Errorf("%w: empty", ErrNotTable)
	}
	return t, nil
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
func readCSV(data []byte) ([]tableRow, error) {
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
		if len(rows) > maxTableRows+1 {
			return nil, fmt.Errorf("%w: more than %d rows", ErrTooLarge, maxTableRows)
		}
	}
}

// separator is what parts the names of the first line: the semicolon of an
// Indonesian Excel, or the comma.
func separator(data []byte) rune {
	s := bufio.NewScanner(bytes.NewReader(data))
	s.Buffer(nil, maxTableBytes+1)
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
