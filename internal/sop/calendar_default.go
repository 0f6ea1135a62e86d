package sop

import (
	"fmt"
	"time"
)

// The identities of the shipped profiles.
const (
	ProfileNormal      = "normal"
	ProfileRamadan2026 = "ramadan-2026"
)

// DefaultCalendar is what the office gets on its first day: the normal hours,
// Ramadan 2026 and the holidays of 2026 (domain 3.2, 3.3). All of it is
// editable; 2027 is empty on purpose, because no decree had been found.
func DefaultCalendar() ([]Profile, []Holiday) {
	profiles := []Profile{
		week(ProfileNormal, "Normal",
			[]Span{clock("07.15", "12.00"), clock("13.00", "15.45")},
			[]Span{clock("07.15", "11.30"), clock("13.00", "16.15")}),
		week(ProfileRamadan2026, "Ramadan 1447 H",
			[]Span{clock("07.15", "12.00"), clock("12.30", "14.15")},
			[]Span{clock("07.15", "11.30"), clock("12.30", "14.45")}),
	}
	profiles[1].From = time.Date(2026, 2, 19, 0, 0, 0, 0, WIB()).UTC()
	profiles[1].To = time.Date(2026, 3, 20, 0, 0, 0, 0, WIB()).UTC()
	return profiles, holidays2026()
}

// week makes a five-day profile: the same hours from Monday to Thursday, other
// ones on Friday.
func week(id, name string, monday, friday []Span) Profile {
	return Profile{ID: id, Name: name, Days: map[time.Weekday][]Span{
		time.Monday: monday, time.Tuesday: monday, time.Wednesday: monday, time.Thursday: monday,
		time.Friday: friday,
	}}
}

// clock reads "07.15" to "12.00" as a span. It is only used on constants.
func clock(from, to string) Span {
	minutes := func(s string) int {
		return (int(s[0]-'0')*10+int(s[1]-'0'))*60 + int(s[3]-'0')*10 + int(s[4]-'0')
	}
	return Span{minutes(from), minutes(to)}
}

func holidays2026() []Holiday {
	national := []Holiday{
		{Date: "2026-01-01", Name: "Tahun Baru 2026 Masehi"},
		{Date: "2026-01-16", Name: "Isra Mikraj Nabi Muhammad SAW"},
		{Date: "2026-02-17", Name: "Tahun Baru Imlek 2577 Kongzili"},
		{Date: "2026-03-19", Name: "Hari Suci Nyepi"},
		{Date: "2026-03-21", Name: "Idulfitri 1447 H"},
		{Date: "2026-03-22", Name: "Idulfitri 1447 H"},
		{Date: "2026-04-03", Name: "Wafat Yesus Kristus"},
		{Date: "2026-04-05", Name: "Paskah"},
		{Date: "2026-05-01", Name: "Hari Buruh Internasional"},
		{Date: "2026-05-14", Name: "Kenaikan Yesus Kristus"},
		{Date: "2026-05-27", Name: "Iduladha 1447 H"},
		{Date: "2026-05-31", Name: "Hari Raya Waisak"},
		{Date: "2026-06-01", Name: "Hari Lahir Pancasila"},
		{Date: "2026-06-16", Name: "1 Muharam 1448 H"},
		{Date: "2026-08-17", Name: "Proklamasi Kemerdekaan"},
		{Date: "2026-08-25", Name: "Maulid Nabi Muhammad SAW"},
		{Date: "2026-12-25", Name: "Natal"},
	}
	for i := range national {
		national[i].Kind = HolidayNational
	}
	shared := map[string]string{
		"2026-02-16": "Cuti bersama Imlek", "2026-03-18": "Cuti bersama Nyepi",
		"2026-03-20": "Cuti bersama Idulfitri", "2026-03-23": "Cuti bersama Idulfitri",
		"2026-03-24": "Cuti bersama Idulfitri", "2026-05-15": "Cuti bersama Kenaikan Yesus Kristus",
		"2026-05-28": "Cuti bersama Iduladha", "2026-12-24": "Cuti bersama Natal",
	}
	for day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == 2026; day = day.AddDate(0, 0, 1) {
		date := day.Format(time.DateOnly)
		if name, ok := shared[date]; ok {
			national = append(national, Holiday{Date: date, Name: name, Kind: HolidayShared})
		}
	}
	return national
}

// FixedHolidays are the holidays whose date is the same every year: what a new
// year can start from until the decree is known.
func FixedHolidays(year int) []Holiday {
	fixed := []struct{ day, name string }{
		{"01-01", "Tahun Baru Masehi"},
		{"05-01", "Hari Buruh Internasional"},
		{"06-01", "Hari Lahir Pancasila"},
		{"08-17", "Proklamasi Kemerdekaan"},
		{"12-25", "Natal"},
	}
	out := make([]Holiday, 0, len(fixed))
	for _, f := range fixed {
		out = append(out, Holiday{Date: fmt.Sprintf("%04d-%s", year, f.day), Name: f.name, Kind: HolidayNational})
	}
	return out
}
