package relay

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestGuesses_are_told_once_a_minute_and_at_the_end(t *testing.T) {
	var l guessLog
	start := time.Date(2026, 9, 7, 1, 0, 0, 0, time.UTC)
	from, other := netip.MustParseAddr("10.1.2.3"), netip.MustParseAddr("10.1.2.4")
	at := func(s int) time.Time { return start.Add(time.Duration(s) * time.Second) }
	var told []Guesses
	for s := range 300 { // a guess each second for 150 s, then silence
		if s < 150 {
			l.note(from, "dishub", true, s < 5, at(s))
		}
		if s == 20 {
			l.note(other, "polda", false, true, at(s))
		}
		told = append(told, l.take(false, at(s))...)
	}
	var flood []Guesses
	wrong, slowed := 0, 0
	for _, g := range told {
		if g.From != from {
			if g.From != other || g.Account != "polda" || g.Known || g.Wrong != 1 || !g.First.Equal(at(20)) {
				t.Errorf("the single one: %+v", g)
			}
			continue
		}
		flood, wrong, slowed = append(flood, g), wrong+g.Wrong, slowed+g.Slowed
		if !g.Known || g.Account != "dishub" {
			t.Errorf("%+v", g)
		}
	}
	if len(told) != 4 || len(flood) != 3 || wrong != 5 || slowed != 145 || !flood[0].First.Equal(at(0)) || !flood[2].Last.Equal(at(149)) {
		t.Errorf("%d lines: %+v", len(told), told)
	}
	if len(l.lines) != 0 {
		t.Errorf("%d lines are kept", len(l.lines))
	}
}

func TestGuesses_from_many_names_stay_few_lines(t *testing.T) {
	var l guessLog
	now := time.Date(2026, 9, 7, 1, 0, 0, 0, time.UTC)
	for i := range 5000 {
		l.note(netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}), fmt.Sprint("nama", i, "\n\x1b[31m", strings.Repeat("x", 1000)), false, true, now)
	}
	told, sum := l.take(true, now), 0
	for _, g := range told {
		sum += g.Wrong
		if len(g.Account) > guessNameMost || strings.ContainsAny(g.Account, "\n\x1b") {
			t.Errorf("%q", g.Account)
		}
	}
	if len(told) > guessLinesMost+1 || sum != 5000 {
		t.Errorf("%d lines for %d guesses", len(told), sum)
	}
	if again := l.take(true, now); len(again) != 0 {
		t.Errorf("told twice: %+v", again)
	}
}

func TestSameRights_ends_a_session_with_any_change(t *testing.T) {
	was := Account{Name: "a", Paths: []string{"dishub/*"}, Networks: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, Sessions: 2}
	now := time.Now()
	for name, change := range map[string]func(*Account){
		"nothing":  func(*Account) {},
		"networks": func(a *Account) { a.Networks = nil },
		"sessions": func(a *Account) { a.Sessions = 1 },
		"paths":    func(a *Account) { a.Paths = nil },
		"expires":  func(a *Account) { a.Expires = now.Add(time.Hour) },
		"gone":     func(a *Account) { a.Name = "b" },
	} {
		a := clone([]Account{was})[0]
		change(&a)
		d := newDoorman([]Account{a}, true)
		if still := d.still("a", "dishub/garuda", was, now); still != (name == "nothing" || name == "expires") {
			t.Errorf("%s changed: still %v", name, still)
		}
	}
}
