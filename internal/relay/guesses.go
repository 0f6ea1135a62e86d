package relay

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// Guesses are the wrong passwords that came from one address for one account
// since they were last told.
type Guesses struct {
	From        netip.Addr // invalid: many addresses
	Account     string     // "" = many names
	Known       bool       // the account exists
	Wrong       int        // passwords that were looked at and wrong
	Slowed      int        // attempts that were turned away without a look
	First, Last time.Time
}

// How wrong passwords are told: at the end of a flood, or once a minute while
// it lasts, and never more lines than guessLinesMost for each minute, whatever
// names a stranger invents.
const (
	guessEvery     = time.Minute
	guessQuiet     = 15 * time.Second
	guessLinesMost = 32
	guessNameMost  = 40
)

// guessLog sums wrong passwords up. The doorman's mutex guards it.
type guessLog struct {
	lines map[guessKey]*guessLine
}

type guessKey struct {
	from netip.Addr
	name string
}

type guessLine struct {
	Guesses
	told time.Time // when it was last handed out
}

// note counts one attempt.
func (l *guessLog) note(from netip.Addr, name string, known, looked bool, now time.Time) {
	if l.lines == nil {
		l.lines = map[guessKey]*guessLine{}
	}
	key := guessKey{from, plainName(name)}
	line := l.lines[key]
	if line == nil && len(l.lines) >= guessLinesMost {
		key, known = guessKey{}, false // too many to tell apart
		line = l.lines[key]
	}
	if line == nil {
		line = &guessLine{}
		l.lines[key] = line
	}
	if line.Wrong+line.Slowed == 0 {
		line.Guesses = Guesses{From: key.from, Account: key.name, First: now}
	}
	line.Known, line.Last = known, now
	if looked {
		line.Wrong++
	} else {
		line.Slowed++
	}
}

// take hands out what is due and forgets it; all hands out everything.
func (l *guessLog) take(all bool, now time.Time) []Guesses {
	var out []Guesses
	for key, line := range l.lines {
		rested := now.Sub(line.told) >= guessEvery
		switch {
		case line.Wrong+line.Slowed == 0:
			if rested {
				delete(l.lines, key)
			}
			continue
		case all, rested && (now.Sub(line.Last) >= guessQuiet || now.Sub(line.First) >= guessEvery):
			out = append(out, line.Guesses)
			line.Guesses, line.told = Guesses{}, now
		}
	}
	slices.SortFunc(out, func(a, b Guesses) int {
		return cmp.Or(a.First.Compare(b.First), a.From.Compare(b.From), strings.Compare(a.Account, b.Account))
	})
	return out
}

// plainName is a name that a stranger gave, fit to be shown: short, and without
// anything that is not a plain letter.
func plainName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, s)
	return s[:min(len(s), guessNameMost)]
}

// Guesses hands out the wrong passwords that are due to be told, summed up by
// address and account: at the end of a flood, or once a minute while it lasts.
// With all, also those that are not due yet; nothing is handed out twice.
func (e *Engine) Guesses(all bool) []Guesses {
	d := e.server.door
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.told.take(all, time.Now())
}
