package report

import (
	"strings"
)

// tabulation is one table of figures with its sums: printed on paper and, with
// the sums as living formulas, on a sheet of a workbook. The printed figures
// are those that were computed elsewhere; only the line of sums is added here.
type tabulation struct {
	number  string // "5a"; empty = none
	caption string
	sheet   string // short name in a workbook
	columns []Column
	rows    [][]any
	sums    []int        // columns added up in the last line; none = no such line
	across  []acrossSum  // columns that are sums within their line
	ratios  []ratio      // columns that are a part of a whole, per line and in the sums
	shares  []shareOf    // the same of a part and what is left
	divides []divideOf   // columns that are one column by another
	minus   []lessOf     // columns that are one column less another
	fixed   []fixedTotal // totals that are no sums: what is shared counts once
	last    []any        // a last line that was computed as a whole
	notes   []string
}

// acrossSum says that a column holds the sum of others in its line.
type acrossSum struct {
	to          int
	plus, minus []int
}

// ratio says that a column holds a part of a whole.
type ratio struct{ to, part, whole int }

// shareOf says that a column holds a part of that part and a rest.
type shareOf struct{ to, part, rest int }

// divideOf says that a column holds one by another, lessOf one less another.
type (
	divideOf struct{ to, above, below int }
	lessOf   struct{ to, from, less int }
)

// fixedTotal is a total that was counted by itself.
type fixedTotal struct{ column, value int }

// totals is the line of sums; nil when the table has none.
func (t tabulation) totals() []any {
	if t.last != nil || len(t.sums) == 0 || len(t.rows) == 0 {
		return t.last
	}
	line := make([]any, len(t.columns))
	for _, i := range t.sums {
		sum := 0
		for _, row := range t.rows {
			if n, ok := row[i].(int); ok {
				sum += n
			}
		}
		line[i] = sum
	}
	for _, f := range t.fixed {
		line[f.column] = f.value
	}
	for _, r := range t.ratios {
		part, _ := line[r.part].(int)
		whole, _ := line[r.whole].(int)
		line[r.to] = partOf(part, whole)
	}
	for _, r := range t.shares {
		part, _ := line[r.part].(int)
		rest, _ := line[r.rest].(int)
		line[r.to] = partOf(part, part+rest)
	}
	line[t.label()] = "Jumlah"
	return line
}

// label is the column of the line's name: the first that holds words.
func (t tabulation) label() int {
	if len(t.columns) > 1 && t.columns[0].Name == "no" {
		return 1
	}
	return 0
}

// title is the caption as it stands above the table.
func (t tabulation) title() string {
	if t.number == "" {
		return t.caption
	}
	return "Tabel " + t.number + ". " + t.caption
}

// tabulation prints the table below its caption.
func (p *paper) tabulation(t tabulation) {
	p.need(34)
	p.Ln(1.5)
	if t.number != "" {
		p.listed("tabel", t.title())
	}
	p.font("B", 10)
	p.block(t.title(), 0, "L")
	p.Ln(0.8)
	columns := make([]column, len(t.columns))
	for i, c := range t.columns {
		columns[i] = column{c.title(), c.Width, "L"}
		if numeric(t.rows, i) {
			columns[i].align = "R"
		}
	}
	rows := make([][]string, len(t.rows))
	for i, row := range t.rows {
		rows[i] = printedRow(row)
	}
	if len(rows) == 0 {
		rows = [][]string{nothing(columns)}
	}
	var total []string
	if line := t.totals(); line != nil {
		total = printedRow(line)
		for i := range line {
			if line[i] == nil {
				total[i] = ""
			}
		}
	}
	p.summedTable(columns, rows, total)
	p.Ln(0.8)
	p.font("", 8.5)
	for _, note := range t.notes {
		p.block(note, 0, "L")
	}
	p.font("", bodySize)
	p.Ln(2.5)
}

func printedRow(row []any) []string {
	out := make([]string, len(row))
	for i, c := range row {
		out[i] = dash(cellText(c))
	}
	return out
}

// nothing is the line of an empty table: Nihil in its widest column.
func nothing(columns []column) []string {
	widest := 0
	for i, c := range columns {
		if c.width > columns[widest].width {
			widest = i
		}
	}
	line := make([]string, len(columns))
	line[widest] = "Nihil"
	return line
}

// formula gives the formula of a cell of a workbook, "" for none. row is the
// line in the sheet, first and last those of the rows, and last+1 the sums.
func (t tabulation) formula(column, row, first, last int) string {
	at := cellName
	if row > last && t.counted(column) {
		return ""
	}
	for _, r := range t.ratios {
		if r.to == column {
			return "IF(" + at(r.whole, row) + "=0,\"-\"," + at(r.part, row) + "/" + at(r.whole, row) + ")"
		}
	}
	for _, r := range t.shares {
		if r.to == column {
			whole := "(" + at(r.part, row) + "+" + at(r.rest, row) + ")"
			return "IF(" + whole + "=0,\"-\"," + at(r.part, row) + "/" + whole + ")"
		}
	}
	for _, d := range t.divides {
		if d.to == column {
			return "IF(AND(ISNUMBER(" + at(d.above, row) + "),ISNUMBER(" + at(d.below, row) + "))," + at(d.above, row) + "/" + at(d.below, row) + ",\"-\")"
		}
	}
	for _, d := range t.minus {
		if d.to == column {
			return "IF(AND(ISNUMBER(" + at(d.from, row) + "),ISNUMBER(" + at(d.less, row) + "))," + at(d.from, row) + "-" + at(d.less, row) + ",\"-\")"
		}
	}
	if row > last {
		for _, i := range t.sums {
			if i == column {
				return "SUM(" + at(i, first) + ":" + at(i, last) + ")"
			}
		}
		return ""
	}
	for _, a := range t.across {
		if a.to != column {
			continue
		}
		var b strings.Builder
		for i, c := range a.plus {
			if i > 0 {
				b.WriteString("+")
			}
			b.WriteString(at(c, row))
		}
		for _, c := range a.minus {
			b.WriteString("-" + at(c, row))
		}
		return b.String()
	}
	return ""
}

// counted says that the total of a column was counted by itself.
func (t tabulation) counted(column int) bool {
	for _, f := range t.fixed {
		if f.column == column {
			return true
		}
	}
	return t.last != nil
}

// SharePercent writes a share as the report does, rounded down.
func SharePercent(s float64) string { return floored(s).String() }
