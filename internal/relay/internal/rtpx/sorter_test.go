package rtpx

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestSorter: whatever overtakes what within its patience, numbers come out in
// order, none twice, and none is kept for ever.
func TestSorter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.Uint16().Draw(t, "first")
		n := rapid.IntRange(1, 200).Draw(t, "n")
		order := []int{0}
		for from := 1; from < n; from += 5 { // neighbours overtake each other
			var block []int
			for i := from; i < min(from+5, n); i++ {
				block = append(block, i)
			}
			order = append(order, rapid.Permutation(block).Draw(t, "block")...)
		}
		lost := map[int]bool{}
		for range rapid.IntRange(0, 5).Draw(t, "lost") {
			lost[rapid.IntRange(1, n).Draw(t, "which")] = true
		}
		var s Sorter
		var got []uint16
		at := time.Unix(1_800_000_000, 0)
		put := func(i int) {
			seq := first + uint16(i)
			b := AppendHeader(nil, false, 96, seq, 0, 7)
			h, _ := Parse(b)
			s.Put(h, b, at, func(b []byte) {
				h, _ := Parse(b)
				got = append(got, h.Seq)
			})
			at = at.Add(time.Millisecond)
		}
		for _, i := range order {
			if !lost[i] {
				put(i)
			}
		}
		const after = 8
		for i := range after { // whatever was waited for is given up
			put(n + i)
			at = at.Add(time.Second)
		}
		want := 0
		for i := range n + after {
			if lost[i] && i < n {
				continue
			}
			if want >= len(got) {
				t.Fatalf("%d of %d packets came out", len(got), n+after)
			}
			if got[want] != first+uint16(i) {
				t.Fatalf("packet %d is %d, want %d", want, got[want], first+uint16(i))
			}
			want++
		}
		if want != len(got) {
			t.Fatalf("%d packets came out, want %d", len(got), want)
		}
	})
}

func TestSorterFollowsAnotherSourceAndANewCount(t *testing.T) {
	var s Sorter
	var got []uint16
	put := func(ssrc uint32, list ...uint16) {
		for _, seq := range list {
			b := AppendHeader(nil, false, 96, seq, 0, ssrc)
			h, _ := Parse(b)
			s.Put(h, b, time.Time{}, func(b []byte) {
				h, _ := Parse(b)
				got = append(got, h.Seq)
			})
		}
	}
	put(1, 10, 11, 13) // 13 is held
	put(2, 500, 501)
	put(2, 100, 101, 102, 103, 104, 105, 106, 107, 108, 110, 109)
	put(2, 40000, 40001) // far ahead
	want := []uint16{10, 11, 13, 500, 501, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 40000, 40001}
	if len(got) != len(want) {
		t.Fatalf("%v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}

func FuzzSorter(f *testing.F) {
	f.Add([]byte{1, 2, 3, 200, 4, 255, 0})
	f.Fuzz(func(t *testing.T, steps []byte) {
		var s Sorter
		in, out, seq := 0, 0, uint16(0)
		at := time.Time{}
		for _, d := range steps {
			seq += uint16(int8(d)) + uint16(d&3)*400
			b := AppendHeader(nil, false, 96, seq, 0, uint32(d&1))
			h, _ := Parse(b)
			at = at.Add(time.Duration(d) * time.Millisecond / 8)
			in++
			s.Put(h, b, at, func([]byte) { out++ })
			if s.n < 0 || s.n > sorterHeld+1 || in-out < s.n {
				t.Fatalf("%d held, %d in, %d out", s.n, in, out)
			}
		}
	})
}
