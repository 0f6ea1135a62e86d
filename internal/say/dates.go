package say

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Nothing stands where nothing is known.
const nothing = "-"

// ErrDate means that a text is not a date as people here write it.
var ErrDate = errors.New("say: not dd-mm-yyyy hh.mm")

// Date writes 22 Oktober 2026.
func Date(t time.Time) string {
	if t.IsZero() {
		return nothing
	}
	t = t.In(sop.WIB())
	return lang.X("say.date.long", "{{.Day}} {{.Month}} {{.Year}}",
		values{"Day": t.Day(), "Month": Month(t.Month()), "Year": t.Year()})
}

// DayDate writes Kamis, 22 Oktober 2026.
func DayDate(t time.Time) string {
	if t.IsZero() {
		return nothing
	}
	return lang.X("say.date.day", "{{.Weekday}}, {{.Date}}",
		values{"Weekday": Weekday(t.In(sop.WIB()).Weekday()), "Date": Date(t)})
}

// ShortDate writes 22-10-2026, as in tables.
func ShortDate(t time.Time) string { return sop.LetterShortDate(t) }

// Clock writes 08.15 WIB.
func Clock(t time.Time) string { return sop.LetterClock(t) }

// DateClock writes 22-10-2026 08.15 WIB.
func DateClock(t time.Time) string { return sop.LetterDateClock(t) }

// LongDateClock writes 22 Oktober 2026 08.15 WIB.
func LongDateClock(t time.Time) string {
	if t.IsZero() {
		return nothing
	}
	return lang.X("say.date.long-clock", "{{.Date}} {{.Clock}}", values{"Date": Date(t), "Clock": Clock(t)})
}

// Month names a month.
func Month(m time.Month) string {
	switch m {
	case time.January:
		return lang.X("say.month.1", "Januari")
	case time.February:
		return lang.X("say.month.2", "Februari")
	case time.March:
		return lang.X("say.month.3", "Maret")
	case time.April:
		return lang.X("say.month.4", "April")
	case time.May:
		return lang.X("say.month.5", "Mei")
	case time.June:
		return lang.X("say.month.6", "Juni")
	case time.July:
		return lang.X("say.month.7", "Juli")
	case time.August:
		return lang.X("say.month.8", "Agustus")
	case time.September:
		return lang.X("say.month.9", "September")
	case time.October:
		return lang.X("say.month.10", "Oktober")
	case time.November:
		return lang.X("say.month.11", "November")
	case time.December:
		return lang.X("say.month.12", "Desember")
	}
	return nothing
}

// Weekday names a day.
func Weekday(d time.Weekday) string {
	switch d {
	case time.Sunday:
		return lang.X("say.day.0", "Minggu")
	case time.Monday:
		return lang.X("say.day.1", "Senin")
	case time.Tuesday:
		return lang.X("say.day.2", "Selasa")
	case time.Wednesday:
		return lang.X("say.day.3", "Rabu")
	case time.Thursday:
		return lang.X("say.day.4", "Kamis")
	case time.Friday:
		return lang.X("say.day.5", "Jumat")
	case time.Saturday:
		return lang.X("say.day.6", "Sabtu")
	}
	return nothing
}

// Minutes writes working minutes: 45 menit, 1 j 05 m.
func Minutes(n int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	if n < 60 {
		return lang.X("say.minutes.few", "{{.Sign}}{{.Minutes}} menit", values{"Sign": sign, "Minutes": n})
	}
	return lang.X("say.minutes.many", "{{.Sign}}{{.Hours}} j {{.Minutes}} m",
		values{"Sign": sign, "Hours": Number(n / 60), "Minutes": fmt.Sprintf("%02d", n%60)})
}

// Ago says how long something is past. What lies ahead is "baru saja": clocks
// of two machines may differ.
func Ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return lang.X("say.ago.now", "baru saja")
	case d < time.Hour:
		return lang.X("say.ago.minutes", "{{.N}} menit lalu", values{"N": int(d / time.Minute)})
	case d < 24*time.Hour:
		return lang.X("say.ago.hours", "{{.N}} jam lalu", values{"N": int(d / time.Hour)})
	default:
		return lang.X("say.ago.days", "{{.N}} hari lalu", values{"N": Number(int(d / (24 * time.Hour)))})
	}
}

// Span says how long something lasts or has lasted: 12 detik, 5 menit, 3 jam.
func Span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return lang.X("say.span.seconds", "{{.N}} detik", values{"N": max(0, int(d/time.Second))})
	case d < time.Hour:
		return lang.X("say.span.minutes", "{{.N}} menit", values{"N": int(d / time.Minute)})
	case d < 48*time.Hour:
		return lang.X("say.span.hours", "{{.N}} jam", values{"N": int(d / time.Hour)})
	default:
		return lang.X("say.span.days", "{{.N}} hari", values{"N": Number(int(d / (24 * time.Hour)))})
	}
}

// ParseDateClock reads dd-mm-yyyy hh.mm in WIB, as people type it: also with
// slashes or dots in the date and a colon in the time. A date alone is its
// midnight. The error is ErrDate.
func ParseDateClock(s string) (time.Time, error) {
	date, clock, _ := strings.Cut(strings.Join(strings.Fields(s), " "), " ")
	date = strings.NewReplacer("/", "-", ".", "-").Replace(date)
	clock = strings.TrimSpace(strings.TrimSuffix(strings.ToUpper(clock), "WIB"))
	clock = strings.ReplaceAll(clock, ":", ".")
	if clock == "" {
		clock = "00.00"
	}
	t, err := time.ParseInLocation("2-1-2006 15.04", date+" "+clock, sop.WIB())
	if err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return time.Time{}, ErrDate
	}
	return t.UTC(), nil
}

// Seconds is a time of day to the second: "14.03.22".
func Seconds(t time.Time) string { return t.In(sop.WIB()).Format("15.04.05") }

// DateSeconds is a day and the time of day to the second: 07-09-2026 14.03.22.
func DateSeconds(t time.Time) string { return t.In(sop.WIB()).Format("02-01-2006 15.04.05") }

// FileStamp is a moment as part of a file's name, in an order that sorts.
func FileStamp(t time.Time) string { return t.In(sop.WIB()).Format("2006-01-02_15.04.05") }
