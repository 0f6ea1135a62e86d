package desk

import (
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// massEvent moves cameras first..last to a state, a second after the start.
type massEvent struct {
	second      int
	first, last int
	state       relay.State
}

func TestMassFailure_is_one_message_for_cameras_lost_together(t *testing.T) {
	live := massEvent{0, 0, 11, relay.Live}
	for name, row := range map[string]struct {
		events    []massEvent
		began     int
		lost      int // of the failure under way at the end; 0 = none
		away      int
		firstLost int
	}{
		"a third is not more than a third":    {events: []massEvent{live, {5, 0, 3, relay.Waiting}}},
		"more than a third":                   {events: []massEvent{live, {5, 0, 4, relay.Waiting}}, began: 1, lost: 5, away: 5, firstLost: 5},
		"one after the other in ten seconds":  {events: []massEvent{live, {5, 0, 2, relay.Waiting}, {14, 3, 4, relay.Stalled}}, began: 1, lost: 5, away: 5, firstLost: 5},
		"too slowly":                          {events: []massEvent{live, {5, 0, 2, relay.Waiting}, {16, 3, 4, relay.Waiting}}},
		"all forty are one":                   {events: []massEvent{live, {5, 0, 11, relay.Waiting}}, began: 1, lost: 12, away: 12, firstLost: 5},
		"who is lost later belongs to it":     {events: []massEvent{live, {5, 0, 4, relay.Waiting}, {60, 5, 6, relay.Waiting}}, began: 1, lost: 7, away: 7, firstLost: 5},
		"it ends when they are back":          {events: []massEvent{live, {5, 0, 5, relay.Waiting}, {60, 0, 5, relay.Live}}, began: 1},
		"it lasts while some are away":        {events: []massEvent{live, {5, 0, 5, relay.Waiting}, {60, 0, 3, relay.Live}}, began: 1, lost: 6, away: 2, firstLost: 5},
		"one straggler of ten does not hold":  {events: []massEvent{live, {5, 0, 10, relay.Waiting}, {60, 0, 9, relay.Live}}, began: 1},
		"a second one is a second message":    {events: []massEvent{live, {5, 0, 5, relay.Waiting}, {60, 0, 5, relay.Live}, {90, 0, 5, relay.Waiting}}, began: 2, lost: 6, away: 6, firstLost: 90},
		"states of trouble count once":        {events: []massEvent{live, {5, 0, 4, relay.Stalled}, {8, 0, 4, relay.Waiting}, {12, 0, 4, relay.Connecting}, {13, 0, 4, relay.Waiting}}, began: 1, lost: 5, away: 5, firstLost: 5},
		"never live is not lost":              {events: []massEvent{{0, 0, 11, relay.Connecting}, {5, 0, 11, relay.Waiting}}},
		"switched off is not lost":            {events: []massEvent{live, {5, 0, 11, relay.Disabled}}},
		"switched off while away is not away": {events: []massEvent{live, {5, 0, 4, relay.Waiting}, {9, 0, 4, relay.Disabled}}, began: 1},
		"two of three are too few":            {events: []massEvent{{0, 0, 2, relay.Live}, {5, 0, 1, relay.Waiting}}},
		"three of three":                      {events: []massEvent{{0, 0, 2, relay.Live}, {5, 0, 2, relay.Refused}}, began: 1, lost: 3, away: 3, firstLost: 5},
	} {
		t.Run(name, func(t *testing.T) {
			var w massWatch
			start, began := time.Date(2026, 9, 7, 1, 0, 0, 0, time.UTC), 0
			for _, e := range row.events {
				for i := e.first; i <= e.last; i++ {
					if w.note(ulid.ULID{byte(i + 1)}, e.state, start.Add(time.Duration(e.second)*time.Second)) {
						began++
					}
				}
			}
			now := w.current()
			if began != row.began || (now != nil) != (row.lost > 0) {
				t.Fatalf("%d messages, now %+v", began, now)
			}
			if now != nil && (now.Lost != row.lost || now.Away != row.away || !now.Since.Equal(start.Add(time.Duration(row.firstLost)*time.Second))) {
				t.Errorf("%+v", now)
			}
		})
	}
}
