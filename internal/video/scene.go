package video

import "time"

// Sight is what the newest key pictures look like, when something is wrong with
// them although they come: nothing moves any more, all is black, the lens is
// covered. It is slow on purpose: dusk, fog and an empty street are none of it.
type Sight string

// The kinds of sight.
const (
	Clear   Sight = ""
	Frozen  Sight = "frozen"  // not even the sensor's noise changes
	Black   Sight = "black"   // it became black at once
	Covered Sight = "covered" // its detail was lost at once
)

// sampleW and sampleH are the raster at which a key picture is looked at.
const (
	sampleW = 64
	sampleH = 36
)

// The figures of the slow look at key pictures.
const (
	lookEvery    = 2 * time.Second
	frozenAfter  = 2 * time.Minute // without any change
	frozenLooks  = 12              // and so many looks
	wrongAfter   = 30 * time.Second
	memory       = 10 * time.Minute // of how bright and how detailed the picture usually is
	stillNoise   = 0.05             // mean change of a sample; a sensor's noise is more
	blackBelow   = 26               // mean brightness; broadcast black is 16
	flatBelow    = 3.0              // mean difference of neighbours
	detailLost   = 0.25             // of the usual detail
	detailBack   = 0.5
	tooDarkToSee = 40 // at night without light nothing moves, and that is right
)

// scene watches the key pictures of one stream. It is a value without a clock.
type scene struct {
	last    []byte
	at      time.Time  // of the newest look
	still   time.Time  // since then nothing has changed
	looks   int        // since still
	bright  float64    // usual
	detail  float64    // usual
	recent  [10]glance // the looks of the last twenty seconds
	n       int
	wrong   Sight     // what is being waited for
	since   time.Time // of wrong
	said    Sight
	saidFor time.Time
}

// glance is one look: how bright, how detailed.
type glance struct{ bright, detail float64 }

// due says whether another look is worth while.
func (s *scene) due(now time.Time) bool { return s.at.IsZero() || age(now, s.at) >= lookEvery }

// look takes a key picture as sampleW×sampleH grey samples.
func (s *scene) look(now time.Time, grey []byte) {
	if len(grey) != sampleW*sampleH {
		return
	}
	bright, detail := measure(grey)
	change := 255.0
	if len(s.last) == len(grey) {
		change = difference(s.last, grey)
	}
	passed := lookEvery
	if !s.at.IsZero() {
		passed = age(now, s.at)
	}
	s.last, s.at = append(s.last[:0], grey...), now
	if change >= stillNoise {
		s.still, s.looks = now, 0
	}
	s.looks++
	wrong := Clear
	switch {
	case bright < blackBelow && detail < flatBelow:
		wrong = Black
	case s.detail > 0 && detail < s.lost():
		wrong = Covered
	}
	s.judge(now, wrong)
	s.recent[s.n%len(s.recent)] = glance{bright, detail}
	s.n++
	if wrong == Clear { // what is wrong is not what is usual
		share := min(1, float64(passed)/float64(memory))
		if s.detail == 0 {
			share = 1
		}
		s.bright += (bright - s.bright) * share
		s.detail += (detail - s.detail) * share
	}
	if s.said == Clear && s.looks > frozenLooks && age(now, s.still) >= frozenAfter && bright >= tooDarkToSee && detail >= flatBelow {
		s.said, s.saidFor = Frozen, s.still
	}
	if s.said == Frozen && change >= stillNoise {
		s.said = Clear
	}
}

// lost is the detail below which a lens counts as covered: a quarter of the
// usual, half of it once it does.
func (s *scene) lost() float64 {
	if s.said == Covered {
		return s.detail * detailBack
	}
	return s.detail * detailLost
}

// judge follows black and covered pictures: they must have come at once, after
// pictures that were good, and must stay.
func (s *scene) judge(now time.Time, wrong Sight) {
	if wrong == Clear {
		s.wrong = Clear
		if s.said != Frozen {
			s.said = Clear
		}
		return
	}
	if s.wrong == Clear {
		s.wrong, s.since = wrong, now
		if !s.sudden(wrong) {
			s.since = time.Time{} // it was so from the beginning, or it became so slowly
		}
	}
	if !s.since.IsZero() && age(now, s.since) >= wrongAfter {
		if s.said == Clear || s.said == Frozen {
			s.saidFor = s.since
		}
		s.said = wrong
	}
}

// sudden says whether one of the last looks was good: dusk and fog take longer.
func (s *scene) sudden(wrong Sight) bool {
	for _, g := range s.recent[:min(s.n, len(s.recent))] {
		if wrong == Black && g.bright >= tooDarkToSee || wrong == Covered && g.detail >= s.detail*detailBack {
			return true
		}
	}
	return false
}

// measure gives the mean brightness of samples and the mean difference of
// neighbours in a row.
func measure(grey []byte) (bright, detail float64) {
	sum, edges := 0, 0
	for i, v := range grey {
		sum += int(v)
		if i%sampleW > 0 {
			edges += abs(int(v) - int(grey[i-1]))
		}
	}
	return float64(sum) / float64(len(grey)), float64(edges) / float64(len(grey)-sampleH)
}

func difference(a, b []byte) float64 {
	sum := 0
	for i := range a {
		sum += abs(int(a[i]) - int(b[i]))
	}
	return float64(sum) / float64(len(a))
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
