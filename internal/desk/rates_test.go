package desk

import (
	"slices"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

func TestRates_keep_an_hour_of_half_minutes(t *testing.T) {
	var l rateLog
	id := ulid.Make()
	at := time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC)
	camera := func(kbps float64, state relay.State) []relay.CameraStatus {
		return []relay.CameraStatus{{ID: id, State: state, Kbps: kbps}}
	}
	hour := func(newest ...float32) []float32 {
		return append(slices.Repeat([]float32{-1}, ratesKept-len(newest)), newest...)
	}
	for i := range 60 { // half a minute at two looks a second
		l.take(at.Add(time.Duration(i)*500*time.Millisecond), camera(float64(100+i%2*100), relay.Live))
	}
	at = at.Add(30 * time.Second)
	l.take(at, camera(0, relay.Waiting))
	if got := l.lines[id]; !slices.Equal(got, hour(150)) {
		t.Fatalf("%v", got)
	}
	shared := l.lines[id]
	at = at.Add(30 * time.Second)
	l.take(at, camera(80, relay.Live))
	at = at.Add(90 * time.Second) // the window slept for a minute
	l.take(at, camera(80, relay.Live))
	if got := l.lines[id]; !slices.Equal(got, hour(150, 0, 80, -1, -1)) {
		t.Fatalf("%v", got)
	}
	if !slices.Equal(shared, hour(150)) {
		t.Error("what was handed out has changed")
	}
	at = at.Add(100 * time.Hour)
	l.take(at, camera(80, relay.Live))
	if n := len(l.lines[id]); n != ratesKept {
		t.Errorf("%d values", n)
	}
	l.take(at.Add(time.Minute), nil)
	if len(l.lines) != 0 {
		t.Error("a camera that is gone is remembered")
	}
}
