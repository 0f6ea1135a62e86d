package wall

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// The tiles wander round a small square, a step a minute, all of them alike and
// never off the board; nothing else about them changes.
func TestDrift_moves_the_tiles_a_little_every_minute(t *testing.T) {
	s := openStage(t, 9)
	corner := func() fyne.Position { return s.root.grid.Objects[0].Position() }
	if corner() != (fyne.Position{}) {
		t.Fatalf("without drift the first tile stands at %v", corner())
	}
	s.SetDrift(true)
	if !s.kept.Drift {
		t.Error("it is not kept")
	}
	size, seen, last := s.root.grid.Objects[0].Size(), map[fyne.Position]int{}, corner()
	for minute := range 16 {
		s.Beat(s.list)
		if minute > 0 && corner() == last {
			t.Errorf("minute %d: the tiles stand still", minute)
		}
		last = corner()
		seen[last]++
		for i, o := range s.root.grid.Objects {
			end, room := o.Position().Add(o.Size()), s.root.grid.Size()
			if o.Position().X < 0 || o.Position().Y < 0 || end.X > room.Width+0.01 || end.Y > room.Height+0.01 {
				t.Errorf("minute %d: tile %d leaves the board: %v to %v of %v", minute, i, o.Position(), end, room)
			}
		}
		if got := s.root.grid.Objects[0].Size(); got != size {
			t.Errorf("minute %d: a tile of %v, not %v", minute, got, size)
		}
		s.at = s.at.Add(30 * time.Second)
		s.Beat(s.list)
		if at := corner(); at != last {
			t.Errorf("minute %d: they move within a minute, to %v", minute, at)
		}
		s.at = s.at.Add(30 * time.Second)
	}
	if len(seen) != 8 {
		t.Errorf("%d places in sixteen minutes: %v", len(seen), seen)
	}
	for at, n := range seen {
		if n != 2 || at.X > 2*driftBy || at.Y > 2*driftBy {
			t.Errorf("%d times at %v", n, at)
		}
	}
	s.SetDrift(false)
	if corner() != (fyne.Position{}) {
		t.Errorf("without drift the first tile stands at %v", corner())
	}
}

// Each view stands as long as was asked for it, and the next one is decoded
// before it is shown.
func TestTour_stays_with_each_view_as_long_as_it_asks(t *testing.T) {
	s := openStage(t, 8)
	s.Show(View{Kind: KindAgency, Agency: "PUPR", Layout: "2x1"}) // two pages: BD, FH
	s.KeepView(1, "PUPR")
	s.Show(View{Kind: KindAgency, Agency: "Dishub", Layout: "4"}) // ACEG
	s.KeepView(2, "Dishub")
	views := s.setup.Views
	views[0].Dwell, views[1].Dwell = 7, 20
	s.SetViews(views)
	s.Show(views[0])
	s.SetTour(Tour{On: true, Dwell: 12, Views: []int{1, 2}})

	stays := map[string]time.Duration{}
	ahead := map[string]string{} // what was decoded before each page came
	before, waiting := s.names(), ""
	for range 2 * (7 + 7 + 20) * 2 {
		s.at = s.at.Add(500 * time.Millisecond)
		s.Beat(s.list)
		if now := s.names(); now != before {
			ahead[now] = waiting
			before = now
		}
		stays[before] += 500 * time.Millisecond
		waiting = ""
		for _, w := range s.wants {
			if w.ahead {
				waiting += w.camera.Name
			}
		}
	}
	for page, want := range map[string]time.Duration{"BD": 14 * time.Second, "FH": 14 * time.Second, "ACEG": 40 * time.Second} {
		if stays[page] != want {
			t.Errorf("two rounds: %v on %s, not %v", stays[page], page, want)
		}
		if ahead[page] != page {
			t.Errorf("before %s came, %q was decoded", page, ahead[page])
		}
	}
	if len(stays) != 3 {
		t.Errorf("shown: %v", stays)
	}
}
