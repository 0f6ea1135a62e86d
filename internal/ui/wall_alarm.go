package ui

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
)

// ringEvery bounds how often a sound is made: many cameras that are lost one
// after the other are one alarm.
const ringEvery = 10 * time.Second

// ring makes a sound for a trouble that is told anew, when that is wanted.
func (s *wallStrip) ring(now time.Time) {
	if s.page.wall.Setup().Alarm.Sound {
		s.page.env.House.Ring(now)
	}
}

// ring makes the sound, once for all walls: two of them tell the same trouble.
func (s *Shell) ring(now time.Time) {
	if s.config.Sound == nil || now.Sub(s.rang) < ringEvery && !now.Before(s.rang) {
		return
	}
	s.rang = now
	s.config.Sound()
}

// keep keeps the history when another trouble is over.
func (s *wallStrip) keep() {
	past := s.watch.Past()
	if !s.page.loaded || len(past) == 0 || s.newest.Equal(past[0].To) {
		return
	}
	s.newest = past[0].To
	s.page.wall.KeepPast(past)
}

// holds are the terms that are offered, in seconds; see wall.Alarm.
func holds() []kit.Option {
	seconds := func(n int) kit.Option {
		return kit.Option{Value: strconv.Itoa(n), Word: lang.X("shell.wall.alarm.seconds", "Setelah {{.N}} detik", map[string]any{"N": n})}
	}
	return []kit.Option{
		{Value: "-1", Word: lang.X("shell.wall.alarm.now", "Seketika")}, seconds(15),
		{Value: "0", Word: lang.X("shell.wall.alarm.minute", "Setelah 1 menit (biasanya cukup)")},
		{Value: "180", Word: lang.X("shell.wall.alarm.three", "Setelah 3 menit")},
	}
}

// tune asks how troubles are told: after how long, and with a sound or not.
func (s *wallStrip) tune() {
	now := s.page.wall.Setup().Alarm
	hold := kit.NewRadio(holds(), strconv.Itoa(now.Hold), nil)
	quiet, loud := "diam", "bunyi"
	chosen := quiet
	if now.Sound {
		chosen = loud
	}
	options := []kit.Option{
		{Value: quiet, Word: lang.X("shell.wall.alarm.quiet", "Tanpa suara")},
		{Value: loud, Word: lang.X("shell.wall.alarm.sound", "Bunyikan setiap gangguan baru")},
	}
	sound := kit.NewRadio(options, chosen, nil)
	body := kit.Form(kit.Strong(lang.X("shell.wall.alarm.when", "Gangguan diberitahukan")), hold, kit.Strong(lang.X("shell.wall.alarm.how", "Suara")), sound)
	if s.page.env.House.Sound == nil {
		body.Add(kit.Muted(lang.X("shell.wall.alarm.none", "Komputer ini tidak memiliki pemutar suara (pw-play, paplay atau aplay), jadi tidak ada bunyi.")))
	}
	s.page.env.Dialogs.Ask(kit.Ask{Title: lang.X("shell.wall.alarm.title", "Cara gangguan diberitahukan"), Width: 440, Body: body,
		Do: lang.X("shell.wall.alarm.do", "Simpan"), OK: func(d *kit.Dialog) {
			d.Close()
			seconds, err := strconv.Atoi(hold.Value())
			if err != nil {
				return // none of the values that are offered
			}
			a := wall.Alarm{Hold: seconds, Sound: sound.Value() == loud}
			s.watch.SetHold(a.HoldOff())
			s.page.wall.SetAlarm(a)
			if a.Sound && !now.Sound && s.page.env.House.Sound != nil {
				s.page.env.House.Sound() // so that one knows it
			}
		}})
}
