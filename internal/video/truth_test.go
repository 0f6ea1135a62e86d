package video

import (
	"testing"
	"time"
	"unsafe"

	"pgregory.net/rapid"
)

func start() time.Time { return time.Date(2026, 9, 7, 8, 0, 0, 0, time.UTC) }

// play notes n pictures at 25 per second and returns the moment of the last.
func play(e *Evidence, from time.Time, n int) time.Time {
	for i := range n {
		e.Picture(from, uint64(from.UnixNano())+uint64(i))
		from = from.Add(40 * time.Millisecond)
	}
	return from.Add(-40 * time.Millisecond)
}

func TestA_stream_lives_ages_and_comes_back(t *testing.T) {
	var e Evidence
	if got := e.Judge(start()).State; got != Waiting {
		t.Fatalf("before the first picture: %s", got)
	}
	last := play(&e, start(), 100)
	for _, step := range []struct {
		after time.Duration
		want  State
	}{
		{0, Live}, {1900 * time.Millisecond, Live}, {2100 * time.Millisecond, Late},
		{3900 * time.Millisecond, Late}, {4100 * time.Millisecond, Stale}, {time.Hour, Stale},
	} {
		if got := e.Judge(last.Add(step.after)).State; got != step.want {
			t.Errorf("%v after the last picture: %s, not %s", step.after, got, step.want)
		}
	}
	back := play(&e, last.Add(time.Hour), 1)
	if got := e.Judge(back).State; got != Live {
		t.Errorf("after a new picture: %s", got)
	}
}

func TestRepeated_bytes_are_not_live(t *testing.T) {
	var e Evidence
	at := play(&e, start(), 50)
	for range 125 { // five seconds of the same payload
		at = at.Add(40 * time.Millisecond)
		e.Picture(at, e.payloads[(e.seen-1)%repeatBack])
	}
	if got := e.Judge(at).State; got != Repeated {
		t.Errorf("after five seconds of the same bytes: %s", got)
	}
}

func TestA_slow_camera_gets_its_own_limit(t *testing.T) {
	var e Evidence
	at := start()
	for i := range 40 {
		at = at.Add(1500 * time.Millisecond)
		e.Picture(at, uint64(i+1))
	}
	if got := e.Judge(at.Add(4 * time.Second)); got.State != Live || got.Limit != 4500*time.Millisecond {
		t.Errorf("a camera of 0.67 pictures a second after 4 s: %s, limit %v", got.State, got.Limit)
	}
}

func TestA_stream_that_cannot_be_decoded_says_so(t *testing.T) {
	var e Evidence
	e.Unsupported()
	if got := e.Judge(start()).State; got != Unsupported {
		t.Errorf("unknown codec: %s", got)
	}
	e.Restart()
	for range brokenFaults {
		e.Fault()
	}
	if got := e.Judge(start()).State; got != Broken {
		t.Errorf("nothing but faults: %s", got)
	}
	if got := e.Judge(play(&e, start(), 1)).State; got != Live {
		t.Errorf("after a good picture: %s", got)
	}
}

// clocks are the two clocks of a computer: one that can be set and goes on in
// sleep, one that can do neither.
type clocks struct {
	wall time.Time
	run  time.Duration
}

// reading is what time.Now would give. The package time offers no way to make a
// time with both readings, so this writes its two words.
func (c clocks) reading() time.Time {
	const from1885 = 62135596800 - 59453308800 // seconds, from the year 1 to 1970 and to 1885
	t := time.Now()
	words := (*struct {
		wall uint64
		ext  int64
	})(unsafe.Pointer(&t))
	words.wall = 1<<63 | uint64(c.wall.Unix()+from1885)<<30 | uint64(c.wall.Nanosecond())
	words.ext = int64(c.run)
	return t
}

func TestThe_two_clocks_are_read_as_time_reads_them(t *testing.T) {
	c := clocks{start(), time.Hour}
	a := c.reading()
	c.wall, c.run = c.wall.Add(-time.Hour), c.run+time.Minute
	b := c.reading()
	if !a.Round(0).Equal(start()) || b.Sub(a) != time.Minute || b.Round(0).Sub(a.Round(0)) != -time.Hour {
		t.Fatalf("%v and %v, %v apart", a, b, b.Sub(a))
	}
}

// Whatever happens between pictures (stalls, the same bytes again, a short loop
// of them, pictures that are not decoded by choice, a clock that is set forward
// or back, a computer that sleeps and wakes), LIVE is claimed only when a new
// picture arrived within the limit, by the honest clock of this test.
func TestNo_false_live(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var e Evidence
		c := clocks{start(), time.Hour}
		honest := time.Duration(0) // the age of the newest new picture
		any, sparse := false, false
		payload := uint64(1)
		pass := func(d time.Duration) { honest, c.wall, c.run = honest+d, c.wall.Add(d), c.run+d }
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0, 1, 2: // a new picture
				payload++
				e.Picture(c.reading(), payload)
				honest, any = 0, true
			case 3: // bytes that were among the last few
				back := uint64(rapid.IntRange(0, repeatBack-1).Draw(t, "back"))
				if payload > back+1 {
					e.Picture(c.reading(), payload-back)
				}
			case 4: // the picture stays away
				pass(time.Duration(rapid.IntRange(1, 8000).Draw(t, "ms")) * time.Millisecond)
			case 5: // the computer sleeps
				d := time.Duration(rapid.IntRange(1, 100).Draw(t, "h")) * time.Hour
				honest, c.wall = honest+d, c.wall.Add(d)
			case 6: // somebody sets the clock
				c.wall = c.wall.Add(time.Duration(rapid.IntRange(-300, 300).Draw(t, "set")) * time.Minute)
			case 7: // a picture comes and is not decoded
				payload++
				e.Skipped(payload)
			case 8: // only some are decoded from now on, or all again
				sparse = !sparse
				e.Sparse(map[bool]time.Duration{true: 4 * time.Second}[sparse])
			case 9: // the camera begins another stream
				e.Restart()
			}
			truth := e.Judge(c.reading())
			if truth.State != Live {
				continue
			}
			if !any {
				t.Fatal("LIVE without a picture")
			}
			if honest > truth.Limit || !truth.Sparse && honest > maxLimit {
				t.Fatalf("LIVE although the newest picture is %v old (limit %v)", honest, truth.Limit)
			}
		}
		payload++
		e.Picture(c.reading(), payload)
		if got := e.Judge(c.reading()).State; got != Live {
			t.Fatalf("a new picture just now, and the state is %s", got)
		}
	})
}

func TestA_short_loop_is_a_repetition(t *testing.T) {
	var e Evidence
	at := play(&e, start(), 50)
	for i := range 125 { // five seconds of the same three pictures
		at = at.Add(40 * time.Millisecond)
		e.Picture(at, uint64(i%3))
	}
	if got := e.Judge(at).State; got != Repeated {
		t.Errorf("after five seconds of a loop: %s", got)
	}
}

// A camera of one picture in three seconds that repeats it is found in time too.
func TestA_slow_camera_that_repeats_is_found_within_five_seconds(t *testing.T) {
	var e Evidence
	at := start()
	for i := range 40 {
		at = at.Add(1300 * time.Millisecond)
		e.Picture(at, uint64(i+1))
	}
	last := at
	for at.Sub(last) < 5*time.Second {
		at = at.Add(1300 * time.Millisecond)
		e.Picture(at, 40)
		if e.Judge(at).State == Repeated {
			break
		}
	}
	if d := at.Sub(last); d > 5*time.Second {
		t.Errorf("found after %v", d)
	}
}
