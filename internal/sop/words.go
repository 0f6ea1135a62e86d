package sop

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Words that stand in letters. Letters are always Indonesian, whatever
// language the window speaks; that is why they are here and not in say.

// LetterDate writes 22 Oktober 2026.
func LetterDate(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	t = t.In(WIB())
	return fmt.Sprintf("%d %s %d", t.Day(), MonthName(t.Month()), t.Year())
}

// LetterDayDate writes Kamis, 22 Oktober 2026.
func LetterDayDate(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return DayName(t.In(WIB()).Weekday()) + ", " + LetterDate(t)
}

// LetterShortDate writes 22-10-2026, as in tables.
func LetterShortDate(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.In(WIB()).Format("02-01-2006")
}

// LetterClock writes 08.15 WIB.
func LetterClock(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.In(WIB()).Format("15.04") + " WIB"
}

// LetterDateClock writes 22-10-2026 08.15 WIB.
func LetterDateClock(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return LetterShortDate(t) + " " + LetterClock(t)
}

// SpokenDate writes a date as a berita acara begins: "Senin, tanggal tujuh
// bulan September tahun dua ribu dua puluh enam".
func SpokenDate(t time.Time) string {
	t = t.In(WIB())
	return fmt.Sprintf("%s, tanggal %s bulan %s tahun %s",
		DayName(t.Weekday()), Spell(t.Day()), MonthName(t.Month()), Spell(t.Year()))
}

// MonthName is the Indonesian name of a month.
func MonthName(m time.Month) string {
	if m < time.January || m > time.December {
		return ""
	}
	return [...]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
		"Oktober", "November", "Desember"}[m-1]
}

// DayName is the Indonesian name of a day.
func DayName(d time.Weekday) string {
	return [...]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}[((d%7)+7)%7]
}

// LetterNumber writes 1.234.
func LetterNumber(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return sign + digits
}

// Spell writes a number in words (terbilang): 2026 is "dua ribu dua puluh
// enam".
func Spell(n int) string {
	switch {
	case n < 0:
		return "minus " + Spell(-n)
	case n == 0:
		return "nol"
	}
	return strings.Join(strings.Fields(spell(n)), " ")
}

func spell(n int) string {
	small := [...]string{"", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"}
	switch {
	case n < 12:
		return small[n]
	case n < 20:
		return small[n-10] + " belas"
	case n < 100:
		return small[n/10] + " puluh " + spell(n%10)
	case n < 200:
		return "seratus " + spell(n-100)
	case n < 1000:
		return small[n/100] + " ratus " + spell(n%100)
	case n < 2000:
		return "seribu " + spell(n-1000)
	case n < 1_000_000:
		return spell(n/1000) + " ribu " + spell(n%1000)
	case n < 1_000_000_000:
		return spell(n/1_000_000) + " juta " + spell(n%1_000_000)
	case n < 1_000_000_000_000:
		return spell(n/1_000_000_000) + " miliar " + spell(n%1_000_000_000)
	default:
		return spell(n/1_000_000_000_000) + " triliun " + spell(n%1_000_000_000_000)
	}
}
