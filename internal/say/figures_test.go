package say_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestFigures_read_as_people_write_them(t *testing.T) {
	when := time.Date(2026, 10, 22, 1, 15, 42, 0, time.UTC)
	type row struct {
		name   string
		figure func() string
		want   map[string]string // by language
	}
	var rows []row
	add := func(name string, figure func() string, id, en string) {
		rows = append(rows, row{name, figure, map[string]string{"id": id, "en": en}})
	}
	same := func(name string, figure func() string, want string) { add(name, figure, want, want) }

	add("date", func() string { return say.Date(when) }, "22 Oktober 2026", "22 October 2026")
	add("day and date", func() string { return say.DayDate(when) }, "Kamis, 22 Oktober 2026", "Thursday, 22 October 2026")
	add("date and clock", func() string { return say.LongDateClock(when) }, "22 Oktober 2026 08.15 WIB", "22 October 2026 08.15 WIB")
	same("short date", func() string { return say.ShortDate(when) }, "22-10-2026")
	same("clock", func() string { return say.Clock(when) }, "08.15 WIB")
	same("short date and clock", func() string { return say.DateClock(when) }, "22-10-2026 08.15 WIB")
	for name, figure := range map[string]func(time.Time) string{"date": say.Date, "day": say.DayDate, "long": say.LongDateClock,
		"short": say.ShortDate, "clock": say.Clock, "both": say.DateClock} {
		same("no "+name, func() string { return figure(time.Time{}) }, "-")
	}
	same("no month", func() string { return say.Month(13) }, "-")
	same("no weekday", func() string { return say.Weekday(9) }, "-")

	add("an hour and five", func() string { return say.Minutes(65) }, "1 j 05 m", "1 h 05 m")
	add("less than an hour", func() string { return say.Minutes(45) }, "45 menit", "45 min")
	add("early", func() string { return say.Minutes(-75) }, "-1 j 15 m", "-1 h 15 m")
	add("just now", func() string { return say.Ago(-time.Hour) }, "baru saja", "just now")
	add("minutes ago", func() string { return say.Ago(59 * time.Minute) }, "59 menit lalu", "59 min ago")
	add("hours ago", func() string { return say.Ago(23 * time.Hour) }, "23 jam lalu", "23 h ago")
	add("days ago", func() string { return say.Ago(72 * time.Hour) }, "3 hari lalu", "3 d ago")
	add("seconds long", func() string { return say.Span(-time.Second) }, "0 detik", "0 s")
	add("minutes long", func() string { return say.Span(5 * time.Minute) }, "5 menit", "5 min")
	add("hours long", func() string { return say.Span(30 * time.Hour) }, "30 jam", "30 h")
	add("days long", func() string { return say.Span(1000 * 24 * time.Hour) }, "1.000 hari", "1,000 d")
	add("a moment", func() string { return say.Took(240 * time.Millisecond) }, "240 milidetik", "240 ms")
	add("a while", func() string { return say.Took(1340 * time.Millisecond) }, "1,3 detik", "1.3 s")

	add("thousands", func() string { return say.Number(1234567) }, "1.234.567", "1,234,567")
	add("negative", func() string { return say.Number(int64(math.MinInt64)) }, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808")
	same("hundreds", func() string { return say.Number(uint64(999)) }, "999")
	add("decimal", func() string { return say.Decimal(87.46) }, "87,5", "87.5")
	add("decimal below nothing", func() string { return say.Decimal(-0.04) }, "0,0", "0.0")
	add("decimal negative", func() string { return say.Decimal(-1234.55) }, "-1.234,6", "-1,234.6")
	same("no number", func() string { return say.Decimal(math.NaN()) }, "-")
	add("share", func() string { return say.Percent(0.875) }, "87,5 %", "87.5 %")
	same("no share", func() string { return say.Percent(math.Inf(1)) }, "-")
	same("bytes", func() string { return say.Bytes(512) }, "512 B")
	add("megabytes", func() string { return say.Bytes(uint64(1_500_000)) }, "1,5 MB", "1.5 MB")
	add("terabytes", func() string { return say.Bytes(uint64(5_000_000_000_000_000)) }, "5.000,0 TB", "5,000.0 TB")
	same("kilobits", func() string { return say.Kbps(512.4) }, "512 kb/s")
	add("megabits", func() string { return say.Kbps(4800) }, "4,8 Mb/s", "4.8 Mb/s")
	add("gigabits", func() string { return say.Kbps(1.2e6) }, "1,2 Gb/s", "1.2 Gb/s")
	same("no rate", func() string { return say.Kbps(math.NaN()) }, "-")
	same("whole rate", func() string { return say.FPS(25) }, "25 fps")
	add("broken rate", func() string { return say.FPS(12.5) }, "12,5 fps", "12.5 fps")
	same("size", func() string { return say.Size(1920, 1080) }, "1920 × 1080")
	same("no size", func() string { return say.Size(0, 1080) }, "-")
	for _, language := range say.Languages() {
		speak(t, language)
		for _, row := range rows {
			if got := row.figure(); got != row.want[language] {
				t.Errorf("%s in %s: %q, want %q", row.name, language, got, row.want[language])
			}
		}
	}
}

func TestParseDateClock_reads_what_people_type(t *testing.T) {
	want := time.Date(2026, 9, 7, 1, 5, 0, 0, time.UTC)
	for _, text := range []string{"07-09-2026 08.05", " 7/9/2026   08:05 ", "07.09.2026 8.05", "07-09-2026 08.05 WIB", "07-09-2026 08:05 wib"} {
		if got, err := say.ParseDateClock(text); err != nil || !got.Equal(want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	if got, err := say.ParseDateClock("07-09-2026"); err != nil || got.Hour() != 17 {
		t.Errorf("a date alone: %v, %v", got, err)
	}
	for _, text := range []string{"", "besok", "31-02-2026 08.00", "07-09-2026 25.00", "07-09-26 08.00", "2026-09-07 08.00", "07-09-2026 08.05 WITA", "01-01-0001 00.00"} {
		if got, err := say.ParseDateClock(text); !errors.Is(err, say.ErrDate) {
			t.Errorf("%q was read as %v", text, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		when := time.Unix(int64(rapid.IntRange(0, 1<<32).Draw(t, "minute"))/60*60, 0)
		got, err := say.ParseDateClock(say.DateClock(when))
		if err != nil || !got.Equal(when) {
			t.Fatalf("%v came back as %v, %v", when.In(sop.WIB()), got, err)
		}
	})
}
