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

func TestLossByAReadersReport(t *testing.T) {
	report := func(lost ...byte) []byte {
		return append([]byte{0x81, 201, 0, 7, 0, 0, 0, 1, 0, 0, 0, 2, 9}, append(lost, make([]byte, 16)...)...)
	}
	for name, row := range map[string]struct {
		b    []byte
		lost uint32
		ok   bool
	}{
		"some":             {report(0, 1, 2), 258, true},
		"doubles":          {report(0xff, 0xff, 0xfe), 0, true},
		"about nobody":     {[]byte{0x80, 201, 0, 1, 0, 0, 0, 1}, 0, false},
		"a sender's":       {append([]byte{0x81, 200}, report(0, 0, 7)[2:]...), 0, false},
		"cut short":        {report(0, 0, 7)[:20], 0, false},
		"another protocol": {append([]byte{0x01, 201}, report(0, 0, 7)[2:]...), 0, false},
	} {
		if lost, ok := lostBy(row.b); lost != row.lost || ok != row.ok {
			t.Errorf("%s: %d, %v", name, lost, ok)
		}
	}
}

// FuzzReports speaks to both sides with whatever a camera, or a reader by UDP,
// may send as a report.
func FuzzReports(f *testing.F) {
	f.Add([]byte{0x81, 201, 0, 7, 0, 0, 0, 1, 0, 0, 0, 2, 9, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Add(append([]byte{0x80, 200, 0, 6, 0, 0, 0, 7}, make([]byte, 20)...))
	f.Fuzz(func(t *testing.T, b []byte) {
		if n, ok := lostBy(b); n > 0 && (!ok || n > 0x7fffff) {
			t.Fatalf("%d lost, %v", n, ok)
		}
		now := time.Unix(1_800_000_000, 0)
		s := newStream("x", Limits{}.filled())
		if err := s.begin(testOffer(), now); err != nil {
			t.Fatal(err)
		}
		var n numbers
		if len(b) >= 8 {
			n.ssrc = uint32(b[4])<<24 | uint32(b[5])<<16 | uint32(b[6])<<8 | uint32(b[7])
		}
		s.packet(0, n.packet(true, 96, 0x65, 1), now)
		s.cameraReport(0, b, now)
		s.cameraReport(1, b, now)
		s.beat(now.Add(10 * time.Second))
	})
}
