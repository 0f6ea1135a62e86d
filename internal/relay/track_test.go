package relay

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
)

// TestContinuityNeverStepsBack: whatever a camera does with its numbers, those
// that go out only grow, and grow with the clock.
func TestContinuityNeverStepsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c continuity
		now := time.Unix(1_800_000_000, 0)
		h := rtpx.Header{Seq: rapid.Uint16().Draw(t, "seq"), Time: rapid.Uint32().Draw(t, "time"), SSRC: 1}
		var seq uint16
		var ts uint32
		for i := range rapid.IntRange(2, 60).Draw(t, "n") {
			step := time.Duration(rapid.IntRange(1, 4000).Draw(t, "ms")) * time.Millisecond
			now = now.Add(step)
			h.Seq++
			h.Time += uint32(step.Milliseconds() * 90)
			switch rapid.SampledFrom([]string{"", "", "", "session", "ssrc", "seq", "time"}).Draw(t, "event") {
			case "session":
				c.running = false
				h = rtpx.Header{Seq: rapid.Uint16().Draw(t, "seq"), Time: rapid.Uint32().Draw(t, "time"), SSRC: h.SSRC}
			case "ssrc":
				h = rtpx.Header{Seq: rapid.Uint16().Draw(t, "seq"), Time: rapid.Uint32().Draw(t, "time"), SSRC: h.SSRC + 1}
			case "seq":
				h.Seq += uint16(rapid.IntRange(seqJump, 32000).Draw(t, "jump"))
			case "time":
				h.Time += uint32(rapid.IntRange(3600*90000, 10*3600*90000).Draw(t, "jump"))
			}
			m := c.step(h, now, 90000)
			if m.drop {
				t.Fatal("dropped")
			}
			out := c.outward(h.Time)
			if i > 0 {
				if c.seq != seq+1 {
					t.Fatalf("sequence number steps by %d", c.seq-seq)
				}
				if d := int32(out - ts); d <= 0 || d > 10*90000 {
					t.Fatalf("time steps by %d", d)
				}
			}
			seq, ts = c.seq, out
		}
	})
}

// What a stalled line delivers late keeps its times; a clock that runs ahead or
// back is joined.
func TestContinuityTellsDelayFromJump(t *testing.T) {
	start := time.Unix(1_800_000_000, 0)
	for name, row := range map[string]struct {
		arrives time.Duration // after the packet before
		ticks   int32         // of its time
		jump    bool
	}{
		"as usual":                  {40 * time.Millisecond, 3600, false},
		"held up for eight seconds": {8 * time.Second, 3600, false},
		"the rest of it at once":    {0, 3600, false},
		"a gap and its true time":   {8 * time.Second, 8 * 90000, false},
		"order of pictures":         {40 * time.Millisecond, -7200, false},
		"an hour ahead":             {40 * time.Millisecond, 3600 * 90000 / 2, true},
		"ten seconds back":          {40 * time.Millisecond, -900000, true},
	} {
		var c continuity
		c.step(rtpx.Header{Seq: 1, Time: 1000, SSRC: 1}, start, 90000)
		in := 1000 + uint32(row.ticks)
		m := c.step(rtpx.Header{Seq: 2, Time: in, SSRC: 1}, start.Add(row.arrives), 90000)
		if m.jump != row.jump {
			t.Errorf("%s: a jump: %v", name, m.jump)
		}
		if out := c.outward(in); !row.jump && out != in {
			t.Errorf("%s: %d became %d", name, in, out)
		}
	}
}

func TestContinuityKeepsLossAndForgetsDoubles(t *testing.T) {
	var c continuity
	now := time.Unix(1_800_000_000, 0)
	feed := func(seq uint16) moved { return c.step(rtpx.Header{Seq: seq, SSRC: 1}, now, 90000) }
	feed(65534)
	if m := feed(2); m.lost != 3 || c.seq != 2 {
		t.Fatalf("%+v, seq %d: a loss is passed on as it is", m, c.seq)
	}
	if m := feed(2); !m.drop {
		t.Fatal("a double goes out")
	}
	if m := feed(65535); !m.drop {
		t.Fatal("a late one goes out")
	}
	for seq := uint16(40000); ; seq++ { // it counts anew, just behind
		if m := feed(seq - 39000); !m.drop {
			break
		}
		if seq > 40010 {
			t.Fatal("a camera that counts anew is never believed")
		}
	}
}

func packetOf(seq uint16, ts uint32, marker bool, payload ...byte) []byte {
	return append(rtpx.AppendHeader(nil, marker, 96, seq, ts, 7), payload...)
}

// TestPictures: how packets become pictures, by what cameras are known to do.
func TestPictures(t *testing.T) {
	const (
		sps, pps, sei, idr, p = 7, 8, 6, 5, 1
	)
	type in struct {
		ts     uint32
		marker bool
		nal    byte
	}
	for name, c := range map[string]struct {
		in   []in
		want string
	}{
		"plain":                          {[]in{{1, false, sps}, {1, false, pps}, {1, true, idr}, {2, true, p}}, "[3 key][1]"},
		"marker after parameter sets":    {[]in{{1, true, sps}, {1, true, pps}, {1, true, idr}, {2, true, p}}, "[3 key][1]"},
		"parameter sets of another time": {[]in{{1, true, sps}, {1, true, pps}, {2, true, idr}}, "[3 key]"},
		"no markers at all":              {[]in{{1, false, sps}, {1, false, idr}, {2, false, p}, {3, false, p}}, "[2 key][1]"},
		"two slices":                     {[]in{{1, false, idr}, {1, true, idr}, {2, false, p}, {2, true, p}}, "[2 key][2]"},
		"open group: sps before a p":     {[]in{{1, false, sps}, {1, true, p}, {2, true, p}}, "[2 key][1]"},
		"sei before each":                {[]in{{1, false, sei}, {1, true, idr}, {2, false, sei}, {2, true, p}}, "[2 key][2]"},
		"pictures before the first key":  {[]in{{1, true, p}, {2, true, p}, {3, true, idr}, {4, true, p}}, "[1 key][1]"},
	} {
		t.Run(name, func(t *testing.T) {
			k := newTrack(0, &medium{video: true, codec: rtpx.H264, clock: 90000, types: []uint8{96}})
			got, now := "", time.Now()
			var next uint16
			first := true
			for i, x := range c.in {
				b := packetOf(uint16(i), x.ts*3000, x.marker, x.nal, 0xff)
				h, _ := rtpx.Parse(b)
				k.cont.step(h, now, 90000)
				for _, u := range k.add(h, b, now) {
					if u == nil || u.held {
						continue
					}
					if !first && u.seq != next {
						t.Errorf("picture begins at %d, the one before ended at %d", u.seq, next)
					}
					next, first = u.seq+uint16(u.packets), false
					key := ""
					if u.key {
						key = " key"
					}
					got += fmt.Sprintf("[%d%s]", u.packets, key)
				}
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestAPictureTooLargeIsLeftOut(t *testing.T) {
	k := newTrack(0, &medium{video: true, codec: rtpx.H264, clock: 90000, types: []uint8{96}})
	big := make([]byte, 60000)
	big[0] = 5
	var out []*unit
	for i := range 200 {
		ts, marker := uint32(3000), i == 150
		if i > 150 {
			ts, marker = uint32(i)*3000, true
			big = []byte{5, 0}
		}
		b := packetOf(uint16(i), ts, marker, big...)
		h, _ := rtpx.Parse(b)
		k.cont.step(h, time.Now(), 90000)
		for _, u := range k.add(h, b, time.Now()) {
			if u != nil {
				out = append(out, u)
			}
		}
		if len(k.asm.buf) > pictureMax {
			t.Fatal("it is kept")
		}
	}
	if len(out) != 49 {
		t.Errorf("%d pictures after it", len(out))
	}
}

func TestMissingParameterSetsAreLearned(t *testing.T) {
	p := newParamSets(rtpx.H264)
	if p.list() != nil {
		t.Fatal("there are none")
	}
	p.learn([]byte{24, 0, 3, 0x67, 1, 2, 0, 2, 0x68, 3}) // an aggregate
	if l := p.list(); len(l) != 2 || l[0][0] != 0x67 || l[1][0] != 0x68 || !p.fresh {
		t.Fatal(l)
	}
	p.fresh = false
	p.learn([]byte{0x67, 1, 2})
	if p.fresh {
		t.Fatal("nothing is new")
	}
}

func TestAccountGlobs(t *testing.T) {
	for _, c := range []struct {
		glob, path string
		want       bool
	}{
		{"a", "a", true}, {"a", "b", false}, {"a", "a/sub", true}, {"a", "a/b", false},
		{"a/*", "a/b", true}, {"a/*", "a/b/c", false}, {"a/*", "a/b/sub", true}, {"a/**", "a/b/c", true},
		{"a/**", "ab", false}, {"*", "x/y/z", true}, {"sim*", "simpang", true}, {"[", "[", false},
	} {
		if got := mayRead(Account{Paths: []string{c.glob}}, c.path); got != c.want {
			t.Errorf("%q covers %q: %v", c.glob, c.path, got)
		}
	}
}
