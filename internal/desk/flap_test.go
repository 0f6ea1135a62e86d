package desk

import (
	"slices"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// TestFlaps_are_one_outage drives the book over a real store: a camera that
// fails again at once for the same reason stays in the outage it was in.
func TestFlaps_are_one_outage(t *testing.T) {
	type step struct {
		second int
		state  relay.State
		fault  relay.FaultKind // "" = none told
	}
	for name, row := range map[string]struct {
		steps []step
		again []int // of each outage, oldest first
		open  bool  // the last one
	}{
		"one":                     {[]step{{0, relay.Waiting, relay.FaultTimeout}, {5, relay.Live, ""}}, []int{0}, false},
		"soon and the same":       {[]step{{0, relay.Waiting, relay.FaultTimeout}, {5, relay.Live, ""}, {34, relay.Waiting, relay.FaultTimeout}}, []int{1}, true},
		"not soon":                {[]step{{0, relay.Waiting, relay.FaultTimeout}, {5, relay.Live, ""}, {35, relay.Waiting, relay.FaultTimeout}}, []int{0, 0}, true},
		"soon for another reason": {[]step{{0, relay.Waiting, relay.FaultTimeout}, {5, relay.Live, ""}, {9, relay.Waiting, relay.FaultSilent}}, []int{0, 0}, true},
		"a chain of flaps": {[]step{{0, relay.Waiting, relay.FaultTimeout}, {5, relay.Live, ""}, {25, relay.Waiting, relay.FaultTimeout}, {50, relay.Live, ""},
			{70, relay.Waiting, relay.FaultTimeout}, {75, relay.Live, ""}}, []int{2}, false},
		"reason not told yet":  {[]step{{0, relay.Stalled, ""}, {5, relay.Live, ""}, {9, relay.Stalled, ""}, {11, relay.Waiting, relay.FaultSilent}}, []int{1}, true},
		"switched off between": {[]step{{0, relay.Waiting, relay.FaultTimeout}, {5, relay.Disabled, ""}, {9, relay.Connecting, ""}, {12, relay.Waiting, relay.FaultTimeout}}, []int{1}, true},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Open(Config{Dir: t.TempDir(), Offline: true, NoSeed: true})
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			b := &outageBook{core: d.core, open: map[ulid.ULID]db.Outage{}, last: map[ulid.ULID]db.Outage{}}
			id, start := ulid.Make(), time.Date(2026, 9, 7, 1, 0, 0, 0, time.UTC)
			for _, s := range row.steps {
				var fault *relay.Fault
				if s.fault != "" {
					fault = &relay.Fault{Kind: s.fault}
				}
				b.note(id, s.state, fault, start.Add(time.Duration(s.second)*time.Second))
			}
			rows, err := d.Ledger.Outages(OutageFilter{})
			if err != nil || len(rows) == 0 {
				t.Fatal(rows, err)
			}
			if open := rows[0].To.IsZero(); open != row.open {
				t.Errorf("open %v: %+v", open, rows[0])
			}
			var again []int
			for _, r := range slices.Backward(rows) {
				again = append(again, r.Again)
			}
			if !slices.Equal(again, row.again) {
				t.Errorf("outages came back %v times, want %v", again, row.again)
			}
		})
	}
}
