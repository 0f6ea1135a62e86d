package sop_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// at reads "07-09-2026 08.00" in WIB.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	when, err := time.ParseInLocation("02-01-2006 15.04", s, sop.WIB())
	if err != nil {
		t.Fatalf("a test's own time is wrong: %v", err)
	}
	return when.UTC()
}

func shipped() *sop.Calendar { return sop.NewCalendar(sop.DefaultCalendar()) }

// The first ten vectors of domain 3.5.
func TestMinutes_follow_the_vectors_of_the_domain(t *testing.T) {
	rows := []struct {
		name, from, to string
		pause          [2]string
		want           int
	}{
		{"1 a plain morning", "07-09-2026 08.00", "07-09-2026 08.12", [2]string{}, 12},
		{"2 over lunch", "07-09-2026 11.50", "07-09-2026 13.10", [2]string{}, 20},
		{"3 over a weekend", "04-09-2026 16.10", "07-09-2026 07.25", [2]string{}, 15},
		{"4 over the Friday break", "04-09-2026 11.20", "04-09-2026 13.05", [2]string{}, 15},
		{"5 begun on Saturday evening", "05-09-2026 20.00", "07-09-2026 07.30", [2]string{}, 15},
		{"6 over 17 August", "14-08-2026 16.00", "18-08-2026 07.20", [2]string{}, 20},
		{"7 from Ramadan over Idulfitri", "17-03-2026 14.05", "25-03-2026 07.20", [2]string{}, 15},
		{"8 with a pause over lunch", "07-09-2026 11.00", "07-09-2026 14.00", [2]string{"07-09-2026 11.30", "07-09-2026 13.30"}, 60},
		{"9 over Christmas", "23-12-2026 15.30", "28-12-2026 07.30", [2]string{}, 30},
		{"10 within the lunch break", "07-09-2026 12.10", "07-09-2026 12.50", [2]string{}, 0},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			step := sop.Step{N: 1, Standard: 15, Began: at(t, row.from), Ended: at(t, row.to)}
			if row.pause[0] != "" {
				step.Pauses = []sop.Pause{{Began: at(t, row.pause[0]), Ended: at(t, row.pause[1])}}
			}
			got := sop.Judge(step, shipped(), at(t, row.to), 0.8)
			if got.Minutes != row.want {
				t.Errorf("got %d working minutes, the domain says %d", got.Minutes, row.want)
			}
			if suggest := row.want == 0; got.SuggestOutOfHours != suggest {
				t.Errorf("SuggestOutOfHours is %v, want %v", got.SuggestOutOfHours, suggest)
			}
		})
	}
}

// The last seven vectors of domain 3.5.
func TestDeadline_follows_the_vectors_of_the_domain(t *testing.T) {
	rows := []struct {
		name, from string
		minutes    int
		want       string
	}{
		{"11 over a weekend", "04-09-2026 16.00", 60, "07-09-2026 08.00"},
		{"12 begun at the break", "07-09-2026 12.00", 15, "07-09-2026 13.15"},
		{"13 at closing time it stays", "07-09-2026 15.30", 15, "07-09-2026 15.45"},
		{"14 past closing time", "07-09-2026 15.40", 15, "08-09-2026 07.25"},
		{"15 begun on Saturday", "05-09-2026 09.00", 15, "07-09-2026 07.30"},
		{"16 over Christmas", "23-12-2026 15.30", 60, "28-12-2026 08.00"},
		{"17 the whole procedure", "07-09-2026 07.15", 135, "07-09-2026 09.30"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got, found := shipped().Deadline(at(t, row.from), row.minutes)
			if !found || !got.Equal(at(t, row.want)) {
				t.Errorf("got %v (%v), the domain says %s", got.In(sop.WIB()), found, row.want)
			}
			if worked := shipped().Minutes(at(t, row.from), got); worked != row.minutes {
				t.Errorf("up to its deadline %d minutes pass, want %d", worked, row.minutes)
			}
		})
	}
}

func TestCalendar_of_2026_has_240_working_days(t *testing.T) {
	c := shipped()
	if got := c.WorkingDays(2026); got != 240 {
		t.Errorf("got %d working days, want 240", got)
	}
	if c.Empty(2026) {
		t.Error("2026 is shipped, yet it is called empty")
	}
	if !c.Empty(2027) {
		t.Error("no holiday of 2027 is shipped, yet it is not called empty")
	}
	if got := c.WorkingDays(2027); got != 261 {
		t.Errorf("an empty year counts with weekends only: got %d, want 261", got)
	}
}

func TestCalendar_ships_17_holidays_and_8_shared_days(t *testing.T) {
	_, holidays := sop.DefaultCalendar()
	kinds := map[string]int{}
	for _, h := range holidays {
		kinds[h.Kind]++
	}
	if kinds[sop.HolidayNational] != 17 || kinds[sop.HolidayShared] != 8 {
		t.Errorf("got %v, want 17 national and 8 shared", kinds)
	}
}

func TestCalendar_takes_Ramadan_hours_only_in_Ramadan(t *testing.T) {
	c := shipped()
	rows := []struct {
		when string
		want bool
	}{
		{"18-02-2026 14.30", true},  // the day before
		{"19-02-2026 14.30", false}, // the first day
		{"19-02-2026 12.30", true},
		{"27-02-2026 14.30", true}, // a Friday in Ramadan
		{"17-03-2026 14.15", false},
		{"25-03-2026 14.30", true}, // after it
		{"17-08-2026 09.00", false},
		{"07-09-2026 07.14", false},
		{"07-09-2026 07.15", true},
		{"07-09-2026 12.00", false},
		{"07-09-2026 15.44", true},
		{"07-09-2026 15.45", false},
		{"05-09-2026 09.00", false},
	}
	for _, row := range rows {
		if got := c.Working(at(t, row.when)); got != row.want {
			t.Errorf("%s: working is %v, want %v", row.when, got, row.want)
		}
	}
}

func TestProfile_names_the_hours_of_a_day(t *testing.T) {
	c := shipped()
	for when, want := range map[string]string{"18-02-2026 08.00": sop.ProfileNormal, "20-03-2026 08.00": sop.ProfileRamadan2026} {
		if got := c.Profile(at(t, when)); got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
}

func TestCalendar_cuts_seconds(t *testing.T) {
	from := at(t, "07-09-2026 08.00").Add(59 * time.Second)
	to := at(t, "07-09-2026 08.12").Add(time.Second)
	if got := shipped().Minutes(from, to); got != 12 {
		t.Errorf("got %d, want 12", got)
	}
}

func TestCalendar_without_hours_neither_counts_nor_hangs(t *testing.T) {
	for name, c := range map[string]*sop.Calendar{"nil": nil, "empty": sop.NewCalendar(nil, nil)} {
		from := at(t, "07-09-2026 08.00")
		if got := c.Minutes(time.Time{}, from.AddDate(3000, 0, 0)); got != 0 {
			t.Errorf("%s: counted %d minutes nobody works", name, got)
		}
		if _, found := c.Deadline(from, 15); found {
			t.Errorf("%s: found a deadline in a calendar without work", name)
		}
		if got, found := c.Deadline(from, 0); !found || !got.Equal(from) {
			t.Errorf("%s: no work is due at once, got %v", name, got)
		}
		if c.Working(from) || !c.Empty(2026) || c.WorkingDays(2026) != 0 || c.DaysBetween(from, from) != 0 {
			t.Errorf("%s: says somebody works", name)
		}
		if got := c.Profile(from); got != "" {
			t.Errorf("%s: has the profile %q", name, got)
		}
		if _, off := c.Holiday(from); off {
			t.Errorf("%s: knows a holiday", name)
		}
	}
}

func TestDeadline_gives_up_after_400_days(t *testing.T) {
	from := at(t, "07-09-2026 08.00")
	if _, found := shipped().Deadline(from, 500*450); found {
		t.Error("a deadline beyond 400 days was searched for")
	}
	if _, found := shipped().Deadline(from, 200*450); !found {
		t.Error("a deadline 200 working days ahead was not found")
	}
}

func TestNewCalendar_mends_careless_tables(t *testing.T) {
	c := sop.NewCalendar([]sop.Profile{{Days: map[time.Weekday][]sop.Span{
		time.Monday: {{600, 700}, {480, 620}, {700, 650}, {-50, 10}, {1430, 5000}},
	}}}, []sop.Holiday{{Date: "31-31-2026"}, {Date: "2026-09-14", Name: "Libur setempat"}})
	monday := at(t, "07-09-2026 00.00")
	if got, want := c.Minutes(monday, monday.AddDate(0, 0, 1)), 10+220+10; got != want {
		t.Errorf("got %d minutes, want %d: overlaps count once, spans end with the day", got, want)
	}
	if name, off := c.Holiday(at(t, "14-09-2026 10.00")); !off || name != "Libur setempat" {
		t.Errorf("the local holiday is %q, %v", name, off)
	}
}

func TestNewCalendar_prefers_the_profile_that_begins_last(t *testing.T) {
	day := func(from, to int) map[time.Weekday][]sop.Span {
		return map[time.Weekday][]sop.Span{time.Monday: {{from, to}}}
	}
	july := at(t, "01-07-2026 00.00")
	profiles := []sop.Profile{
		{ID: "special", From: july, To: at(t, "30-09-2026 00.00"), Days: day(0, 30)},
		{ID: "second half", From: july, Days: day(0, 20)},
		{ID: "normal", Days: day(0, 10)},
	}
	rows := []struct {
		when string
		want int
	}{{"29-06-2026 00.00", 10}, {"07-09-2026 00.00", 30}, {"05-10-2026 00.00", 20}}
	for _, row := range rows {
		from := at(t, row.when)
		if got := sop.NewCalendar(profiles, nil).Minutes(from, from.AddDate(0, 0, 1)); got != row.want {
			t.Errorf("%s: got %d, want %d", row.when, got, row.want)
		}
	}
}

func TestFixedHolidays_fall_on_the_same_days_every_year(t *testing.T) {
	c := sop.NewCalendar(nil, sop.FixedHolidays(2027))
	if _, off := c.Holiday(at(t, "17-08-2027 09.00")); !off || c.Empty(2027) {
		t.Error("17 August 2027 is not off")
	}
}

// anyTime draws minutes of some years, seconds included.
func anyTime(t *rapid.T, label string) time.Time {
	start := time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)
	return start.Add(time.Duration(rapid.IntRange(0, 600*24*3600).Draw(t, label)) * time.Second)
}

func TestMinutes_are_monotone_additive_and_never_negative(t *testing.T) {
	c := shipped()
	rapid.Check(t, func(t *rapid.T) {
		a, b, d := anyTime(t, "a"), anyTime(t, "b"), anyTime(t, "d")
		if c.Minutes(a, b) < 0 {
			t.Fatal("negative time")
		}
		if !b.After(a) && c.Minutes(a, b) != 0 {
			t.Fatal("time backwards counts")
		}
		if !b.Before(a) && !d.Before(b) {
			if whole, parts := c.Minutes(a, d), c.Minutes(a, b)+c.Minutes(b, d); whole != parts {
				t.Fatalf("split at %v: %d ≠ %d", b, whole, parts)
			}
		}
		if d.After(b) && c.Minutes(a, d) < c.Minutes(a, b) {
			t.Fatal("a later end counts less")
		}
		if b.After(a) && c.Minutes(a, b) > int(b.Sub(a)/time.Minute)+1 {
			t.Fatal("more working time than time")
		}
	})
}

func TestDeadline_is_the_earliest_instant(t *testing.T) {
	c := shipped()
	rapid.Check(t, func(t *rapid.T) {
		from, minutes := anyTime(t, "from"), rapid.IntRange(1, 3000).Draw(t, "minutes")
		got, found := c.Deadline(from, minutes)
		if !found {
			t.Fatal("not found")
		}
		if c.Minutes(from, got) != minutes || c.Minutes(from, got.Add(-time.Minute)) != minutes-1 {
			t.Fatalf("%v is not the earliest: %d minutes", got, c.Minutes(from, got))
		}
	})
}

func TestMinutes_agree_with_counting_one_by_one(t *testing.T) {
	c := shipped()
	rapid.Check(t, func(t *rapid.T) {
		from := anyTime(t, "from").Truncate(time.Minute)
		length := rapid.IntRange(0, 3*24*60).Draw(t, "length")
		want := 0
		for i := range length {
			if c.Working(from.Add(time.Duration(i) * time.Minute)) {
				want++
			}
		}
		if got := c.Minutes(from, from.Add(time.Duration(length)*time.Minute)); got != want {
			t.Fatalf("got %d, one by one %d", got, want)
		}
	})
}

func TestMinutes_never_hang_on_absurd_times(t *testing.T) {
	c := shipped()
	if got := c.Minutes(time.Unix(-1<<60, 0), time.Unix(1<<60, 0)); got <= 0 {
		t.Errorf("ten thousand years hold %d working minutes", got)
	}
}
