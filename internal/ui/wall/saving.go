package wall

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video/budget"
)

// RungWords tell what a rung of the ladder leaves, "" for all of it.
func RungWords(r budget.Rung) string {
	return [...]string{
		budget.Full:   "",
		budget.Fewer:  lang.X("wall.rung.fewer", "5 gambar/dtk"),
		budget.Small:  lang.X("wall.rung.small", "aliran kecil"),
		budget.Keys:   lang.X("wall.rung.keys", "hanya gambar kunci"),
		budget.Stills: lang.X("wall.rung.stills", "satu gambar tiap 10 dtk"),
		budget.Paused: lang.X("wall.rung.paused", "dijeda"),
	}[r]
}

// WhyWords tell in a word or two why a tile is reduced.
func WhyWords(r budget.Reason) string {
	switch r {
	case budget.CPU:
		return lang.X("wall.why.cpu", "CPU penuh")
	case budget.Queue:
		return lang.X("wall.why.queue", "dekode tertinggal")
	case budget.Paint, budget.Wait:
		return lang.X("wall.why.paint", "layar lambat")
	}
	return ""
}

// saved tells a tile's rung and the reason: "hanya gambar kunci (CPU penuh)".
func saved(r budget.Rung, why budget.Reason) string {
	what, because := RungWords(r), WhyWords(why)
	if what == "" || because == "" {
		return what
	}
	return what + " (" + because + ")"
}

// brief keeps the reason of a line that has no room for all of it: "HEMAT
// 20.28.17 · CPU penuh". What the rung leaves is told by the details of key I.
func brief(line string) string {
	head, rest, ok := strings.Cut(line, " · ")
	_, why, because := strings.Cut(rest, " (")
	if !ok || !because {
		return line
	}
	return head + " · " + strings.TrimSuffix(why, ")")
}

// said keeps a tile's words until what they tell has changed: making them ten
// times a second for sixty-four tiles costs more than decoding one camera.
type said struct {
	key          saidKey
	line, reason string
}

// saidKey is all that the words depend on.
type saidKey struct {
	state                    State
	at, age, last, since     int64 // the age in seconds, in tenths while it is late
	next                     int64 // seconds until the next attempt
	reason, contact, looking string
	tooLarge                 bool
	rung                     budget.Rung
	why                      budget.Reason
}

// words tells what the tile says, from what was kept when that is still right.
func (d *said) words(c Camera, t video.Truth, state State, s *slot, now time.Time) (line, reason string) {
	key := saidKey{state: state, at: t.At.Unix(), since: c.Since.Unix(), reason: c.Reason, contact: c.Contact, looking: string(t.Sight),
		tooLarge: t.TooLarge, rung: s.rung, why: s.why}
	switch {
	case state == Late:
		key.age = int64(t.Age / (100 * time.Millisecond))
	case !state.calm():
		key.age = int64(t.Age / time.Second)
		if left := c.NextTry.Sub(now); left > 0 {
			key.next = int64(left/time.Second) + 1
		}
		if s.last != nil {
			key.last, key.age = s.last.At.Unix(), int64(now.Sub(s.last.At)/time.Second)
		}
	}
	if d.line == "" || key != d.key {
		d.key = key
		d.line, d.reason = words(c, t, state, s.last, now)
		switch {
		case state == Reduced:
			d.line += " · " + saved(s.rung, s.why)
		case state == Paused && s.rung == budget.Paused:
			d.line = lang.X("wall.saved.paused", "Dijeda ({{.Why}})", map[string]any{"Why": WhyWords(s.why)})
		}
	}
	return d.line, d.reason
}
