package sop

import (
	"slices"
	"time"
)

// The rules of working time (domain 3.4) in one place:
//
//   - the minute is the smallest unit; seconds are cut (T9);
//   - breaks are not part of the day: a day is a list of spans (T5);
//   - nothing is stored: minutes are counted anew on every reading (T6);
//   - a year without holidays counts with weekends only (T10);
//   - a search for a deadline ends after 400 days, whatever the calendar (T10).

const (
	minutesPerDay = 24 * 60
	searchDays    = 400
)

// WIB is Western Indonesian Time, UTC+7. It has no summer time, so it is a
// fixed zone and needs no zone database on the machine.
func WIB() *time.Location { return time.FixedZone("WIB", 7*60*60) }

// Span is a stretch of work within a day, in minutes since midnight WIB.
type Span struct{ From, To int }

// Profile is one pattern of working hours and the days it is valid for.
type Profile struct {
	ID, Name string
	From, To time.Time // first and last valid day; zero = open
	Days     map[time.Weekday][]Span
}

// Holiday is a day nobody works, whatever its weekday.
type Holiday struct {
	Date string // 2026-08-17
	Name string
	Kind string // HolidayNational, HolidayShared, HolidayLocal
}

// The kinds of holidays.
const (
	HolidayNational = "nasional"
	HolidayShared   = "cuti-bersama"
	HolidayLocal    = "setempat"
)

// Calendar counts working minutes. It is immutable, and a nil Calendar is one
// in which nobody ever works.
type Calendar struct {
	patterns []*pattern
	holidays map[int]string // day number → name
	years    map[int]bool   // years for which at least one holiday is known
}

// pattern is a Profile with its days as numbers and its spans in order.
type pattern struct {
	id       string
	from, to int // day numbers, inclusive
	days     [7][]Span
}

// NewCalendar builds a calendar. Spans are clipped to the day, sorted and
// merged, so that a careless table never counts a minute twice. Where several
// profiles are valid the one that begins last wins (Ramadan over Normal), then
// the one that ends first, then the later in the list.
func NewCalendar(profiles []Profile, holidays []Holiday) *Calendar {
	c := &Calendar{holidays: map[int]string{}, years: map[int]bool{}}
	for _, p := range profiles {
		n := &pattern{id: p.ID, from: -1 << 40, to: 1 << 40}
		if !p.From.IsZero() {
			n.from = dayNumber(p.From)
		}
		if !p.To.IsZero() {
			n.to = dayNumber(p.To)
		}
		for day, spans := range p.Days {
			if day >= time.Sunday && day <= time.Saturday {
				n.days[day] = tidy(spans)
			}
		}
		c.patterns = append(c.patterns, n)
	}
	slices.Reverse(c.patterns)
	slices.SortStableFunc(c.patterns, func(a, b *pattern) int {
		if a.from != b.from {
			return b.from - a.from
		}
		return a.to - b.to
	})
	for _, h := range holidays {
		t, err := time.ParseInLocation(time.DateOnly, h.Date, WIB())
		if err != nil {
			continue // a day that does not exist closes no office
		}
		c.holidays[dayNumber(t)] = h.Name
		c.years[t.Year()] = true
	}
	return c
}

// tidy clips spans to one day, sorts them and joins those that touch.
func tidy(spans []Span) []Span {
	var sorted []Span
	for _, s := range spans {
		s = Span{max(s.From, 0), min(s.To, minutesPerDay)}
		if s.From < s.To {
			sorted = append(sorted, s)
		}
	}
	slices.SortFunc(sorted, func(a, b Span) int { return a.From - b.From })
	var out []Span
	for _, s := range sorted {
		if last := len(out) - 1; last >= 0 && s.From <= out[last].To {
			out[last].To = max(out[last].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// minuteNumber is the minute of t since 1970 in WIB, seconds cut. Times before
// year 1 and after year 9999 are drawn to those borders, which keeps every
// loop over days short of four million rounds.
func minuteNumber(t time.Time) int {
	const first, last = -62135596800, 253402300799 // years 1 and 9999
	seconds := min(max(t.Unix(), first), last) + 7*60*60
	return int(floorDiv(seconds, 60))
}

func dayNumber(t time.Time) int { return int(floorDiv(int64(minuteNumber(t)), minutesPerDay)) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// timeOf is the inverse of minuteNumber.
func timeOf(minute int) time.Time {
	return time.Unix(int64(minute)*60-7*60*60, 0).UTC()
}

// spans are the working spans of one day, nil on a day off.
func (c *Calendar) spans(day int) []Span {
	if c == nil {
		return nil
	}
	if _, off := c.holidays[day]; off {
		return nil
	}
	weekday := ((day+4)%7 + 7) % 7 // 1970-01-01 was a Thursday
	return c.pattern(day).days[weekday]
}

// pattern is the profile valid on a day, the empty one if there is none.
func (c *Calendar) pattern(day int) *pattern {
	for _, p := range c.patterns {
		if day >= p.from && day <= p.to {
			return p
		}
	}
	return &pattern{}
}

// Profile is the ID of the profile valid on t's day.
func (c *Calendar) Profile(t time.Time) string {
	if c == nil {
		return ""
	}
	return c.pattern(dayNumber(t)).id
}

// Minutes counts the working minutes in [from, to). It is 0 when to is not
// after from.
func (c *Calendar) Minutes(from, to time.Time) int {
	if c == nil {
		return 0
	}
	a, b := minuteNumber(from), minuteNumber(to)
	sum := 0
	for day := dayNumber(from); day*minutesPerDay < b; day++ {
		start := day * minutesPerDay
		for _, s := range c.spans(day) {
			sum += max(0, min(b, start+s.To)-max(a, start+s.From))
		}
	}
	return sum
}

// Deadline is the earliest instant at which minutes of work have passed since
// from (rule T4): a deadline at closing time stays there and does not move to
// the next morning. It reports false when 400 days do not suffice.
func (c *Calendar) Deadline(from time.Time, minutes int) (time.Time, bool) {
	a := minuteNumber(from)
	if minutes <= 0 {
		return timeOf(a), true
	}
	first := dayNumber(from)
	for day := first; day <= first+searchDays; day++ {
		start := day * minutesPerDay
		for _, s := range c.spans(day) {
			begin := max(a, start+s.From)
			length := max(0, start+s.To-begin)
			if length >= minutes {
				return timeOf(begin + minutes), true
			}
			minutes -= length
		}
	}
	return time.Time{}, false
}

// Working says whether the minute that begins at t is working time.
func (c *Calendar) Working(t time.Time) bool {
	minute, day := minuteNumber(t), dayNumber(t)
	for _, s := range c.spans(day) {
		if at := minute - day*minutesPerDay; at >= s.From && at < s.To {
			return true
		}
	}
	return false
}

// Holiday names the holiday on t's day, if there is one.
func (c *Calendar) Holiday(t time.Time) (name string, off bool) {
	if c == nil {
		return "", false
	}
	name, off = c.holidays[dayNumber(t)]
	return name, off
}

// Empty says that no holiday of that year is known: the window warns, the
// count goes on with weekends only (rule T10).
func (c *Calendar) Empty(year int) bool { return c == nil || !c.years[year] }

// WorkingDays counts the days of a year with any working time.
func (c *Calendar) WorkingDays(year int) int {
	first := dayNumber(time.Date(year, 1, 1, 0, 0, 0, 0, WIB()))
	last := dayNumber(time.Date(year, 12, 31, 0, 0, 0, 0, WIB()))
	days := 0
	for day := first; day <= last; day++ {
		if len(c.spans(day)) > 0 {
			days++
		}
	}
	return days
}

// DaysBetween counts the days with working time in [from, to], both days
// included: the "lama (hari kerja)" of a request.
func (c *Calendar) DaysBetween(from, to time.Time) int {
	days := 0
	for day := dayNumber(from); day <= dayNumber(to); day++ {
		if len(c.spans(day)) > 0 {
			days++
		}
	}
	return days
}
