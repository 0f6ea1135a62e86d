package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Dates and numbers on papers. The words of months, days and numbers are
// sop's: letters are Indonesian whatever language the window speaks. Here are
// only the shapes that tables want.

// dateClock is "23-11-2026 08.15", without the zone that a column's head or a
// caption already names.
func dateClock(t time.Time) string {
	return strings.TrimSuffix(sop.LetterDateClock(t), " WIB")
}

// decimal writes a number with a decimal comma and without trailing zeros.
func decimal(f float64, places int) string {
	s := strconv.FormatFloat(f, 'f', places, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return strings.Replace(s, ".", ",", 1)
}

// minutesText is "52 menit" or "1 j 05 m".
func minutesText(n int) string {
	if n < 60 {
		return strconv.Itoa(n) + " menit"
	}
	return fmt.Sprintf("%d j %02d m", n/60, n%60)
}

// countWord is "3 (tiga)" as letters write small counts.
func countWord(n int) string { return strconv.Itoa(n) + " (" + sop.Spell(n) + ")" }
