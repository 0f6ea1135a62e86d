package video

import (
	"testing"
	"time"

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
		e.Picture(at, e.payload)
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

// Whatever happens between pictures (stalls, repeats, clocks that jump, a
// computer that sleeps), LIVE is claimed only when a new picture arrived within
// the limit, by the honest clock of this test.
func TestNo_false_live(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var e Evidence
		real := start()
		skew := time.Duration(0)
		var lastNew time.Time // in true time
		payload := uint64(1)
		// reading is the wall clock as the program sees it; age takes the larger
		// of it and the monotonic one, which stands still in sleep.
		reading := func() time.Time { return real.Add(skew) }
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0, 1: // a new picture
				payload++
				e.Picture(reading(), payload)
				lastNew = real
			case 2: // the same bytes again
				e.Picture(reading(), payload)
				if lastNew.IsZero() {
					lastNew = real // there was nothing yet to be the same as
				}
			case 3: // time passes
				d := time.Duration(rapid.IntRange(1, 8000).Draw(t, "ms")) * time.Millisecond
				real = real.Add(d)
			case 4: // the computer sleeps
				real = real.Add(time.Duration(rapid.IntRange(1, 100).Draw(t, "h")) * time.Hour)
			case 5: // the clock is set forward
				skew += time.Duration(rapid.IntRange(0, 120).Draw(t, "forward")) * time.Minute
			}
			truth := e.Judge(reading())
			if truth.State != Live {
				continue
			}
			if lastNew.IsZero() {
				t.Fatal("LIVE without a picture")
			}
			if honest := real.Sub(lastNew); honest > maxLimit || honest > truth.Limit {
				t.Fatalf("LIVE although the newest picture is %v old (limit %v)", honest, truth.Limit)
			}
		}
		payload++
		e.Picture(reading(), payload)
		if got := e.Judge(reading()).State; got != Live {
			t.Fatalf("a new picture just now, and the state is %s", got)
		}
	})
}
