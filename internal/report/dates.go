package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The words of dates on papers. They are fixed Indonesian and not part of the
// window's catalogue (domain 4.8).

// wib is the zone of the office: UTC+7 without summer time.
func wib(t time.Time) time.Time { return t.In(time.FixedZone("WIB", 7*3600)) }

func monthName(m time.Month) string {
	return [...]string{
		"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
		"Agustus", "September", "Oktober", "November", "Desember",
	}[m-1]
}

func dayName(d time.Weekday) string {
	return [...]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}[d]
}

// longDate is "23 November 2026"; "-" when there is none.
func longDate(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	t = wib(t)
	return fmt.Sprintf("%d %s %d", t.Day(), monthName(t.Month()), t.Year())
}

// dayDate is "Senin, 23 November 2026".
func dayDate(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return dayName(wib(t).Weekday()) + ", " + longDate(t)
}

// shortDate is "23-11-2026".
func shortDate(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return wib(t).Format("02-01-2006")
}

// clock is "08.15 WIB".
func clock(t time.Time) string { return wib(t).Format("15.04") + " WIB" }

// dateClock is "23-11-2026 08.15".
func dateClock(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return wib(t).Format("02-01-2006 15.04")
}

// decimal writes a number with a decimal comma and without a trailing zero.
func decimal(f float64, places int) string {
	s := strconv.FormatFloat(f, 'f', places, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return strings.Replace(s, ".", ",", 1)
}

// thousands writes 1234567 as 1.234.567.
func thousands(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return sign + s
}

// minutesText is "52 menit" or "1 j 05 m".
func minutesText(n int) string {
	if n < 60 {
		return strconv.Itoa(n) + " menit"
	}
	return fmt.Sprintf("%d j %02d m", n/60, n%60)
}

// formatNIP groups an 18-digit NIP 8-6-1-3; anything else stays as typed.
func formatNIP(s string) string {
	digits := strings.Map(func(r rune) rune {
		if r == ' ' || r == '.' {
			return -1
		}
		return r
	}, s)
	if len(digits) != 18 || strings.Trim(digits, "0123456789") != "" {
		return s
	}
	return digits[:8] + " " + digits[8:14] + " " + digits[14:15] + " " + digits[15:]
}

// Terbilang writes a number out in words: 2026 → "dua ribu dua puluh enam".
// Beyond a billion, and below zero, it falls back to digits.
func Terbilang(n int) string {
	if n < 0 || n >= 1_000_000_000 {
		return strconv.Itoa(n)
	}
	return strings.TrimSpace(spell(n))
}

func spell(n int) string {
	units := [...]string{
		"nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
	}
	rest := func(n int) string {
		if n == 0 {
			return ""
		}
		return " " + spell(n)
	}
	switch {
	case n < 12:
		return units[n]
	case n < 20:
		return units[n-10] + " belas"
	case n < 100:
		return units[n/10] + " puluh" + rest(n%10)
	case n < 200:
		return "seratus" + rest(n-100)
	case n < 1000:
		return units[n/100] + " ratus" + rest(n%100)
	case n < 2000:
		return "seribu" + rest(n-1000)
	case n < 1_000_000:
		return spell(n/1000) + " ribu" + rest(n%1000)
	}
	return spell(n/1_000_000) + " juta" + rest(n%1_000_000)
}
