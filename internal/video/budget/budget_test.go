package budget

import (
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	"pgregory.net/rapid"
)

const beat = 500 * time.Millisecond

// machine is a computer with two cores: what its tiles cost, how far behind it
// falls when that is too much, and how slow its window becomes.
type machine struct {
	*Controller
	now    time.Time
	tiles  []Tile
	cost   map[ulid.ULID]float64 // cores of the full stream
	paint  float64               // seconds of one repaint
	other  float64               // cores that others take
	behind time.Duration
	drops  uint64
	log    []Decision
}

func newMachine(tiles int, cost float64) *machine {
	m := &machine{Controller: New(), now: time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC), cost: map[ulid.ULID]float64{}, paint: 0.02}
	for i := range tiles {
		id := ulid.ULID{15: byte(i + 1)}
		m.tiles = append(m.tiles, Tile{ID: id, Pixels: 1000 * (i + 1), Sub: i%2 == 0})
		m.cost[id] = cost
	}
	return m
}

// share is what a rung leaves of a stream's cost.
var share = map[Rung]float64{Full: 1, Fewer: 0.85, Small: 0.2, Keys: 0.1, Stills: 0.02, Paused: 0}

func (m *machine) load() Load {
	cores := 0.0
	for _, t := range m.tiles {
		rung, _ := m.Of(t.ID)
		cores += m.cost[t.ID] * share[rung]
	}
	slow, _ := m.Slow()
	paint := m.paint * 10 / float64(int(1)<<slow)
	if len(m.tiles) > 0 && m.all(Fewer) {
		paint /= 2
	}
	cores += paint
	room := 2 - m.other
	if cores > room {
		m.behind = min(m.behind+beat/2, time.Second)
		if m.behind == time.Second {
			m.drops += 5
		}
	} else {
		m.behind = 0
	}
	return Load{CPU: min(cores, room) / 2, Behind: m.behind, Drops: m.drops, Paint: min(paint, 1), Wait: time.Duration(m.paint * float64(time.Second))}
}

// all says whether every tile that may be reduced is at least on a rung.
func (m *machine) all(r Rung) bool {
	for _, t := range m.tiles {
		if rung, _ := m.Of(t.ID); rung < r && !t.Shield {
			return false
		}
	}
	return true
}

// run lets time pass and collects what was decided.
func (m *machine) run(d time.Duration) []Decision {
	var all []Decision
	for end := m.now.Add(d); m.now.Before(end); {
		m.now = m.now.Add(beat)
		all = append(all, m.Step(m.now, m.tiles, m.load())...)
	}
	m.log = append(m.log, all...)
	return all
}

func TestOverload_is_answered_within_two_seconds(t *testing.T) {
	m := newMachine(16, 0.08)
	if got := m.run(time.Minute); len(got) != 0 {
		t.Fatalf("a machine with room reduces %v", got)
	}
	m.other = 1.2
	if got := m.run(2 * time.Second); len(got) == 0 {
		t.Fatal("two seconds of overload, and nothing happens")
	}
	m.run(20 * time.Second)
	if l := m.load(); l.Behind > 0 || l.CPU > 0.4+1e-9 {
		t.Errorf("twenty seconds later it is still too much: %+v", l)
	}
	m.other = 0
	m.run(5 * time.Minute)
	if !m.none() {
		t.Error("nobody else is left, and not everything came back by itself")
	}
}

// none says whether nothing is reduced.
func (m *machine) none() bool {
	for _, t := range m.tiles {
		if rung, _ := m.Of(t.ID); rung != Full {
			return false
		}
	}
	slow, _ := m.Slow()
	return slow == 0
}

func TestThe_order_is_hidden_then_the_smallest_then_key_pictures(t *testing.T) {
	m := newMachine(8, 0.1)
	m.tiles[7].Hidden = true
	m.tiles[0].Shield = true
	m.run(10 * time.Second)
	m.other = 1.95
	log := m.run(40 * time.Second)
	if log[0].ID != m.tiles[7].ID || log[0].To != Paused {
		t.Errorf("first the hidden one: %+v", log[0])
	}
	last := Full
	pixels := map[Rung]int{}
	for _, d := range log[1:] {
		if d.ID == m.tiles[0].ID {
			t.Fatalf("a shielded tile is reduced: %+v", d)
		}
		if d.To < last {
			t.Errorf("%+v after rung %d", d, last)
		}
		last = d.To
		i := int(d.ID[15]) - 1
		if m.tiles[i].Pixels < pixels[d.To] {
			t.Errorf("%+v: a larger one went before", d)
		}
		pixels[d.To] = m.tiles[i].Pixels
		if d.To == Small && !m.tiles[i].Sub {
			t.Errorf("%+v has no sub stream", d)
		}
		if d.Reason == "" {
			t.Errorf("%+v without a reason", d)
		}
	}
	if rung, why := m.Of(m.tiles[1].ID); rung < Keys || why == "" {
		t.Errorf("the smallest stands on %d (%s)", rung, why)
	}
	// Whoever is chosen gets everything back at once.
	m.tiles[1].Shield = true
	if got := m.run(beat); len(got) == 0 || got[0].ID != m.tiles[1].ID || got[0].To != Full || got[0].Reason != Chosen {
		t.Errorf("a chosen tile: %+v", got)
	}
}

// When others take the machine, tiles that show nothing do not help: it ends
// with key pictures. When it is the wall itself, it goes as far as it must.
func TestThe_last_rungs_are_for_a_wall_that_is_itself_too_much(t *testing.T) {
	lowest := func(m *machine) (r Rung) {
		m.run(2 * time.Minute)
		for _, tile := range m.tiles {
			rung, _ := m.Of(tile.ID)
			r = max(r, rung)
		}
		return r
	}
	others := newMachine(16, 0.02)
	others.other = 1.99
	if got := lowest(others); got != Keys {
		t.Errorf("others take the machine: rung %d", got)
	}
	own := newMachine(16, 3)
	if got := lowest(own); got < Stills {
		t.Errorf("the wall itself is too much: rung %d", got)
	}
}

// Painting is one repaint for the whole window: fewer pictures help, taking
// streams away does not.
func TestA_slow_window_paints_less_and_takes_no_stream_away(t *testing.T) {
	m := newMachine(16, 0.01)
	m.paint = 0.15
	for _, d := range m.run(30 * time.Second) {
		if d.To > Fewer {
			t.Fatalf("%+v does not make painting cheaper", d)
		}
	}
	if slow, why := m.Slow(); slow == 0 || why == "" {
		t.Errorf("the rhythm is halved %d times, because %q", slow, why)
	}
	m.paint = 0.02
	m.run(2 * time.Minute)
	if !m.none() {
		t.Error("the window is quick again, and still paints less")
	}
}

func TestWho_asks_for_the_full_picture_keeps_it_for_a_while(t *testing.T) {
	m := newMachine(8, 0.1)
	m.other = 1.9
	m.run(30 * time.Second)
	id := m.tiles[3].ID
	if got := m.Reset(id, m.now); len(got) != 1 || got[0].To != Full || got[0].Reason != Restore {
		t.Fatalf("%+v", got)
	}
	m.run(30 * time.Second)
	if rung, _ := m.Of(id); rung != Full {
		t.Error("it was taken away again at once")
	}
	m.run(2 * time.Minute)
	if rung, _ := m.Of(id); rung == Full {
		t.Error("it is full for ever, although there is no room")
	}
}

// A load at the edge must not make the wall flutter: each vain try to come back
// doubles the time until the next.
func TestAt_the_edge_it_does_not_flutter(t *testing.T) {
	m := newMachine(16, 0.1)
	m.other = 0.6
	m.run(time.Hour)
	ups := 0
	m.log = nil
	m.run(time.Hour)
	for _, d := range m.log {
		if d.To < d.From {
			ups++
		}
	}
	if ups > 16*14 {
		t.Errorf("%d steps up in an hour", ups)
	}
}

// Whatever happens, a shielded tile is full, a tile without a sub stream never
// stands on that rung, every reduced tile has a reason, and when the load is
// gone everything comes back.
func TestLadder_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(rapid.IntRange(1, 24).Draw(t, "tiles"), rapid.Float64Range(0, 0.3).Draw(t, "cost"))
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			i := rapid.IntRange(0, len(m.tiles)-1).Draw(t, "tile")
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0:
				m.other = rapid.Float64Range(0, 2).Draw(t, "other")
			case 1:
				m.paint = rapid.Float64Range(0, 0.3).Draw(t, "paint")
			case 2:
				m.tiles[i].Shield = !m.tiles[i].Shield
			case 3:
				m.tiles[i].Hidden = !m.tiles[i].Hidden
			case 4:
				m.now = m.now.Add(time.Duration(rapid.IntRange(-60, 3600).Draw(t, "jump")) * time.Second)
			case 5:
				m.Reset(m.tiles[i].ID, m.now)
			}
			m.run(time.Duration(rapid.IntRange(1, 20).Draw(t, "halves")) * beat)
			for _, tile := range m.tiles {
				rung, why := m.Of(tile.ID)
				if tile.Shield && rung != Full || rung == Small && !tile.Sub || rung != Full && why == "" {
					t.Fatalf("%+v stands on %d because of %q", tile, rung, why)
				}
			}
		}
		m.other, m.paint = 0, 0.01
		for id := range m.cost {
			m.cost[id] = 0.001
		}
		for half := 0; half < 4*60 && !m.none(); half++ {
			m.run(30 * time.Second)
		}
		if !m.none() {
			t.Fatal("the load is gone, and something is still reduced")
		}
	})
}

func TestThe_stream_by_size_has_an_edge_that_does_not_flutter(t *testing.T) {
	for _, row := range []struct {
		height, sub int
		already     bool
		want        bool
	}{
		{200, 0, false, true}, {300, 0, false, false}, {300, 0, true, true}, {330, 0, true, false},
		{340, 360, false, true}, {380, 360, false, false}, {480, 360, true, true}, {483, 360, true, false},
	} {
		if got := Fits(row.height, row.sub, row.already); got != row.want {
			t.Errorf("%+v: %v", row, got)
		}
	}
}
