package relay

import (
	"testing"
	"time"
)

// The time in reports goes with the stream's time, whatever is done to the
// camera's clock, and however long a report was held up.
func TestCameraClockThatIsSet(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	for name, off := range map[string]time.Duration{"right": 200 * time.Millisecond, "seven minutes slow": 7 * time.Minute, "in 1970": time.Duration(now.Unix()) * time.Second} {
		var c wallClock
		var last said
		first := c.follow(now.Add(-off), now, 90000, 90000, &last)
		if d := now.Sub(first); d > 10*time.Second || d < -10*time.Second {
			t.Errorf("%s: readers are told %v", name, d)
		}
		set := off
		for i, row := range []struct{ set, late time.Duration }{{0, 0}, {time.Hour, 0}, {0, 8 * time.Second}, {-3 * time.Hour, 0}, {100 * time.Millisecond, 0}, {0, 0}} {
			set += row.set
			at := now.Add(time.Duration(i+1) * 5 * time.Second)
			got := c.follow(at.Add(-set), at.Add(row.late), 90000+uint32(i+1)*5*90000, 90000, &last)
			want := first.Add(time.Duration(i+1) * 5 * time.Second)
			if d := got.Sub(want); d > 200*time.Millisecond || d < -200*time.Millisecond {
				t.Errorf("%s: report %d steps by %v", name, i, d)
			}
		}
	}
}
