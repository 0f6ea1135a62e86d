package camera

import (
	"context"
	"image"
	"image/color"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"
)

// painted draws a picture point by point.
func painted(width, height int, light func(x, y int) int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := uint8(min(max(light(x, y), 0), 255))
			img.SetRGBA(x, y, color.RGBA{v, v, v, 255})
		}
	}
	return img
}

// street is a scene with sky, houses and a road; noise is what a sensor adds.
func street(noise int, rng *rand.Rand) func(x, y int) int {
	return func(x, y int) int {
		v := 200 - y/4
		if (x/40)%2 == 0 && y > 60 {
			v = 90
		}
		if y > 240 {
			v = 60
		}
		if noise > 0 {
			v += rng.IntN(2*noise+1) - noise
		}
		return v
	}
}

func Test_pictures_with_nothing_to_see_are_noticed(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	noise := func(base int) func(int, int) int {
		return func(int, int) int { return base + rng.IntN(7) - 3 }
	}
	for _, tc := range []struct {
		name string
		img  *image.RGBA
		want string
	}{
		{"black", painted(640, 360, noise(8)), WarnBlack},
		{"black with a clock in the corner", painted(640, 360, func(x, y int) int {
			if x > 500 && y < 24 {
				return 235
			}
			return 6
		}), WarnBlack},
		{"painted over", painted(640, 360, noise(128)), WarnCovered},
		{"no signal, blue", painted(640, 360, noise(29)), WarnCovered},
		{"white glare", painted(640, 360, noise(250)), WarnCovered},
		{"a street by day", painted(640, 360, street(4, rng)), ""},
		{"a street at night with a lamp", painted(640, 360, func(x, y int) int {
			if (x-300)*(x-300)+(y-150)*(y-150) < 900 {
				return 220
			}
			return 10
		}), ""},
		{"a tiny picture", painted(16, 9, func(x, _ int) int { return 16 * x }), ""},
		{"no picture", image.NewRGBA(image.Rect(0, 0, 0, 0)), ""},
	} {
		if got := lookAt(tc.img).judge(); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func Test_a_frozen_picture_is_told_from_a_street_at_rest(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	still := painted(640, 360, street(0, nil))
	again := painted(640, 360, func(x, y int) int { // the same, encoded anew, under a running clock
		if y < 30 {
			return rng.IntN(256)
		}
		return street(0, nil)(x, y) + rng.IntN(2)
	})
	walker := painted(640, 360, func(x, y int) int {
		if x > 300 && x < 330 && y > 150 && y < 220 {
			return 20
		}
		return street(0, nil)(x, y)
	})
	noisy := painted(640, 360, street(3, rng))
	for _, tc := range []struct {
		name   string
		a, b   *image.RGBA
		frozen bool
	}{
		{"the same picture", still, still, true},
		{"the same picture under a clock", still, again, true},
		{"somebody walks", still, walker, false},
		{"a quiet night's noise", noisy, painted(640, 360, street(3, rng)), false},
		{"another size", still, painted(16, 9, street(0, nil)), false},
	} {
		if got := lookAt(tc.a).frozen(lookAt(tc.b)); got != tc.frozen {
			t.Errorf("%s: %v", tc.name, got)
		}
	}
	if (sight{}).frozen(nil) {
		t.Error("nothing is frozen")
	}
}

func Test_the_same_scene_is_found_in_another_size(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	large := LikenessOf(painted(1280, 720, func(x, y int) int { return street(4, rng)(x/2, y/2) }))
	small := LikenessOf(painted(640, 360, street(4, rng)))
	other := LikenessOf(painted(640, 360, func(x, y int) int { return street(4, rng)(y, x) }))
	black := LikenessOf(painted(640, 360, func(int, int) int { return 4 }))
	switch {
	case !large.Like(small):
		t.Error("main and sub stream of one camera are not found alike")
	case large.Like(other):
		t.Error("two scenes are taken for one")
	case black.Like(black), LikenessOf(nil).Like(LikenessOf(nil)):
		t.Error("black pictures are like nothing")
	}
}

// painter is a decoder that shows one picture after the other.
func painter(pictures ...*image.RGBA) Still {
	n := 0
	return func(context.Context, format.Format, []*rtp.Packet) (*image.RGBA, error) {
		n++
		return pictures[min(n, len(pictures))-1], nil
	}
}

func Test_a_probe_warns_of_what_is_to_be_seen(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 8))
	scene, later := painted(640, 360, street(3, rng)), painted(640, 360, street(3, rng))
	black := painted(640, 360, func(int, int) int { return 3 })
	for name, tc := range map[string]struct {
		show Still
		want []string
	}{
		"alive":            {painter(scene, later), nil},
		"frozen":           {painter(scene, scene), []string{WarnFrozen}},
		"black and frozen": {painter(black), []string{WarnBlack, WarnFrozen}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := openFake(t, nil)
			v := probe(context.Background(), target(t, f), tc.show, nil, quick())
			if !v.OK || !slices.Equal(v.Warnings, tc.want) {
				t.Errorf("warnings %q, want %q (%+v)", v.Warnings, tc.want, v)
			}
		})
	}
}

// What is watched too shortly for a second picture is not called alive: the
// probe waits for it as long as it may, and then says that it does not know.
func Test_a_probe_says_when_it_could_not_compare_two_pictures(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(9, 10))
	scene, later := painted(640, 360, street(3, rng)), painted(640, 360, street(3, rng))
	for name, tc := range map[string]struct {
		keys              int // pictures, a hundredth of a second each, from one that stands by itself to the next
		measure, patience time.Duration
		show              Still
		want              []string
	}{
		"too short":                {0, 50 * time.Millisecond, 0, painter(scene, scene), []string{WarnUnwatched}},
		"waited for, alive":        {40, 50 * time.Millisecond, 3 * time.Second, painter(scene, later), nil},
		"waited for, frozen":       {40, 50 * time.Millisecond, 3 * time.Second, painter(scene, scene), []string{WarnFrozen}},
		"waited for in vain":       {0, 50 * time.Millisecond, 200 * time.Millisecond, painter(scene, scene), []string{WarnUnwatched}},
		"too close to be compared": {3, 60 * time.Millisecond, 0, painter(scene, scene), []string{WarnUnwatched}},
		"measured as usual":        {20, 0, 0, painter(scene, scene), []string{WarnFrozen}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := openFake(t, func(f *fake) { f.stream = movie(tc.keys) })
			l := quick()
			l.key, l.long = 5*time.Second, 5*time.Second // nothing here is too rare
			if name == "too close to be compared" {
				l.frozen = time.Minute
			}
			at := target(t, f)
			at.Measure, at.Patience = tc.measure, tc.patience
			v := probe(context.Background(), at, tc.show, nil, l)
			if !v.OK || !slices.Equal(v.Warnings, tc.want) {
				t.Errorf("warnings %q, want %q (%+v)", v.Warnings, tc.want, v)
			}
			if tc.patience > 0 && v.Measured > tc.patience+time.Second {
				t.Errorf("measured for %v", v.Measured)
			}
		})
	}
}

func Test_jitter_is_that_of_pictures_and_not_of_their_packets(t *testing.T) {
	m := newMeter(&format.H264{PayloadTyp: 96}, lookH264)
	m.restart(at(0))
	seq := uint16(0)
	send := func(tenths int, stamp uint32, late time.Duration) {
		for i := range 3 {
			seq++
			m.put(&rtp.Packet{Header: rtp.Header{SequenceNumber: seq, Timestamp: stamp, Marker: i == 2}, Payload: []byte{0x41, 1}},
				at(tenths).Add(late+time.Duration(i)*20*time.Millisecond))
		}
	}
	for i := range 50 {
		send(i, uint32(i)*9000, 0)
	}
	if r := m.read(at(0), at(50)); r.jitter > time.Microsecond || r.packets != 150 || r.span != 5*time.Second {
		t.Errorf("even: %+v", r)
	}
	for i := range 50 {
		send(50+i, uint32(50+i)*9000, time.Duration(i%2)*30*time.Millisecond)
	}
	if r := m.read(at(0), at(100)); r.jitter < 20*time.Millisecond || r.jitter > 31*time.Millisecond {
		t.Errorf("every second picture 30 ms late: jitter %v", r.jitter)
	}
}

func Test_the_clock_of_a_sender_report_is_believed_only_when_it_is_one(t *testing.T) {
	ntp := func(t time.Time) uint64 { return uint64(t.Unix()+2_208_988_800)<<32 | 1<<31 }
	now := at(0)
	m := newMeter(&format.H264{PayloadTyp: 96}, lookH264)
	m.report(uint64(90_000)<<32, now) // counts from when it was switched on
	if r := m.read(now, now); r.clockKnown {
		t.Errorf("an uptime was taken for a clock: %v", r.ahead)
	}
	m.report(ntp(now.Add(-7*time.Minute)), now)
	if r := m.read(now, now); !r.clockKnown || r.ahead != -7*time.Minute+500*time.Millisecond {
		t.Errorf("seven minutes late: %v %v", r.ahead, r.clockKnown)
	}
}
