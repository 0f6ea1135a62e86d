package desk

import (
	"slices"
	"strconv"
	"strings"
)

// headSearch is how many rows above the data a head may take: titles, merged
// heads, the row of column numbers.
const headSearch = 15

// registerLimits are those of an office's whole register.
func registerLimits() tableLimits { return tableLimits{64 << 20, 100_000, 256 << 20} }

// tableWithHead finds the row of names in a sheet that begins with titles, as
// offices write them, and takes it for the head: the one in which most cells
// are known names. Names that a head of two rows has above or beneath merged
// cells are gathered; the row of numbers beneath is left out. A sheet without
// any known name has its first row as head.
func tableWithHead(rows []tableRow, limits tableLimits, known func(string) bool) (*table, error) {
	at, best := -1, 1
	for i, row := range rows[:min(len(rows), headSearch)] {
		if n := knownCells(row, known); row.bad == nil && n > best {
			at, best = i, n
		}
	}
	if at < 0 {
		return tableOf(rows, limits)
	}
	head := slices.Clone(rows[at].cells)
	for _, above := range slices.Backward(rows[:at]) {
		for i, c := range above.cells {
			for len(head) <= i {
				head = append(head, "")
			}
			if strings.TrimSpace(head[i]) == "" && known(c) {
				head[i] = c
			}
		}
	}
	next := at + 1
	for ; next < len(rows) && next < headSearch; next++ {
		row := rows[next]
		switch {
		case row.bad == nil && blank(row.cells), numbersOnly(row.cells):
		case row.bad == nil && allKnown(row, known):
			for i, c := range row.cells {
				for len(head) <= i {
					head = append(head, "")
				}
				if known(c) {
					head[i] = c
				}
			}
		default:
			return tableOf(append([]tableRow{{line: rows[at].line, cells: head}}, rows[next:]...), limits)
		}
	}
	return tableOf(append([]tableRow{{line: rows[at].line, cells: head}}, rows[min(next, len(rows)):]...), limits)
}

func knownCells(row tableRow, known func(string) bool) int {
	n := 0
	for _, c := range row.cells {
		if known(c) {
			n++
		}
	}
	return n
}

// allKnown says that every filled cell of a row is the name of a column, and
// that there are some.
func allKnown(row tableRow, known func(string) bool) bool {
	filled := 0
	for _, c := range row.cells {
		if strings.TrimSpace(c) != "" {
			filled++
		}
	}
	return filled > 0 && knownCells(row, known) == filled
}

// numbersOnly says that a row counts the columns: 1 2 3 4 …
func numbersOnly(cells []string) bool {
	count := 0
	for _, c := range cells {
		c = strings.TrimSpace(c)
		if c == "" {
			continue
		}
		count++
		if n, err := strconv.Atoi(c); err != nil || n != count {
			return false
		}
	}
	return count > 2
}
