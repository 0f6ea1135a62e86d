package video

import (
	"math/rand/v2"
	"testing"
	"time"
)

// street is a simulated view: things at random, a sensor's noise, light that
// somebody turns.
type street struct {
	*testing.T
	scene
	now    time.Time
	random *rand.Rand
	view   []byte
	light  float64
	noise  float64
	veil   float64 // 0 = clear, 1 = everything the same
}

func openStreet(t *testing.T) *street {
	s := &street{T: t, now: start(), random: rand.New(rand.NewPCG(1, 2)), light: 1, noise: 2}
	for range sampleW * sampleH {
		s.view = append(s.view, byte(60+s.random.IntN(140)))
	}
	return s
}

// pass shows the street for a while, a key picture every two seconds.
func (s *street) pass(d time.Duration) {
	for end := s.now.Add(d); s.now.Before(end); s.now = s.now.Add(2 * time.Second) {
		grey := make([]byte, len(s.view))
		for i, v := range s.view {
			lit := 16 + (float64(v)*(1-s.veil)+130*s.veil-16)*s.light
			grey[i] = byte(min(255, max(0, lit+s.random.NormFloat64()*s.noise)))
		}
		s.look(s.now, grey)
	}
}

func (s *street) expect(what string, want Sight) {
	s.Helper()
	if s.said != want {
		s.Errorf("%s: %q, not %q", what, s.said, want)
	}
}

func TestA_covered_lens_is_found_and_forgiven(t *testing.T) {
	s := openStreet(t)
	s.pass(5 * time.Minute)
	s.expect("a street", Clear)
	s.veil = 0.95
	s.pass(20 * time.Second)
	s.expect("for twenty seconds", Clear)
	s.pass(20 * time.Second)
	s.expect("a hand on the lens", Covered)
	s.pass(8 * time.Hour)
	s.expect("eight hours later", Covered)
	s.veil = 0
	s.pass(4 * time.Second)
	s.expect("taken away", Clear)
}

func TestA_picture_that_turns_black_at_once_is_told_a_night_is_not(t *testing.T) {
	s := openStreet(t)
	s.pass(5 * time.Minute)
	s.light, s.noise = 0.01, 0.3
	s.pass(time.Minute)
	s.expect("a lens cap", Black)
	s.light, s.noise = 1, 2
	s.pass(4 * time.Second)
	s.expect("the cap is off", Clear)

	for s.light > 0.01 { // dusk in half an hour
		s.light -= 1.0 / 180
		s.noise = 0.2 + 2*max(s.light, 0)
		s.pass(10 * time.Second)
	}
	s.expect("after dusk", Clear)
	s.pass(10 * time.Hour)
	s.expect("a night", Clear)
	for s.light < 1 {
		s.light += 1.0 / 180
		s.noise = 0.2 + 2*s.light
		s.pass(10 * time.Second)
	}
	s.expect("the morning", Clear)
}

func TestFog_and_an_empty_street_are_no_alarm_a_frozen_picture_is(t *testing.T) {
	s := openStreet(t)
	s.noise = 0.6 // a good camera, and nothing moves
	s.pass(time.Hour)
	s.expect("an empty street", Clear)
	for s.veil < 0.9 {
		s.veil += 0.01
		s.pass(20 * time.Second)
	}
	s.pass(time.Hour)
	s.expect("fog that came slowly", Clear)
	s.veil, s.noise = 0, 0
	s.pass(time.Minute)
	s.expect("not even noise, for a minute", Clear)
	s.pass(2 * time.Minute)
	s.expect("not even noise", Frozen)
	s.noise = 1
	s.pass(4 * time.Second)
	s.expect("it moves again", Clear)
	s.light, s.noise = 0.15, 0 // a dark night whose noise the encoder swallows
	s.pass(4 * time.Second)
	s.noise = 0
	s.pass(5 * time.Hour)
	s.expect("a night in which nothing moves", Clear)
}
