package desk

import (
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// How the course of each camera's bit rate is kept: a mean every half minute,
// for an hour, in memory. It is for looking at; the outage book is the record.
const (
	rateEvery = 30 * time.Second
	ratesKept = 120
)

// rateLog is the course of every camera's bit rate. It is filled by the pulse.
type rateLog struct {
	began time.Time // of the half minute under way
	sums  map[ulid.ULID]rateSum
	lines map[ulid.ULID][]float32 // of ratesKept values; replaced, never altered: pulses share them
}

type rateSum struct {
	sum float64
	n   int
}

// take notes what the relay measures now.
func (l *rateLog) take(now time.Time, cameras []relay.CameraStatus) {
	if l.sums == nil {
		l.sums, l.lines = map[ulid.ULID]rateSum{}, map[ulid.ULID][]float32{}
	}
	if l.began.IsZero() || now.Before(l.began) {
		l.began = now
	}
	if missed := int(now.Sub(l.began) / rateEvery); missed > 0 {
		l.close(min(missed, ratesKept), cameras)
		l.began = l.began.Add(time.Duration(missed) * rateEvery)
	}
	for _, c := range cameras {
		if c.State == relay.Live {
			s := l.sums[c.ID]
			l.sums[c.ID] = rateSum{s.sum + c.Kbps, s.n + 1}
		}
	}
}

// close ends half a minute; those in which nobody looked are gaps. Cameras that
// are gone are forgotten.
func (l *rateLog) close(missed int, cameras []relay.CameraStatus) {
	lines := make(map[ulid.ULID][]float32, len(cameras))
	for _, c := range cameras {
		value := float32(0) // watched, and nothing came
		if s := l.sums[c.ID]; s.n > 0 {
			value = float32(s.sum / float64(s.n))
		}
		line := l.lines[c.ID]
		if line == nil { // an hour in which nobody looked
			line = slices.Repeat([]float32{-1}, ratesKept)
		}
		line = append(slices.Clone(line), value)
		for range missed - 1 {
			line = append(line, -1)
		}
		lines[c.ID] = line[len(line)-ratesKept:]
	}
	l.lines = lines
	clear(l.sums)
}
