package wall

import (
	"testing"

	"github.com/oklog/ulid/v2"
)

// Every layout covers its raster exactly once.
func TestLayouts_cover_their_raster_once(t *testing.T) {
	list := append(Layouts(), Grid(5, 3), Grid(1, 8), Grid(8, 8))
	tiles := map[string]int{"1": 1, "4": 4, "6": 6, "8": 8, "9": 9, "10": 10, "13": 13, "16": 16, "25": 25, "36": 36, "64": 64, "5x3": 15, "1x8": 8, "8x8": 64}
	for _, l := range list {
		seen := map[[2]int]int{}
		for _, c := range l.Cells {
			for x := c.X; x < c.X+c.W; x++ {
				for y := c.Y; y < c.Y+c.H; y++ {
					seen[[2]int{x, y}]++
				}
			}
		}
		if len(seen) != l.Columns*l.Rows {
			t.Errorf("%s: %d of %d squares", l.Name, len(seen), l.Columns*l.Rows)
		}
		for at, n := range seen {
			if n != 1 || at[0] < 0 || at[0] >= l.Columns || at[1] < 0 || at[1] >= l.Rows {
				t.Errorf("%s: square %v is covered %d times", l.Name, at, n)
			}
		}
		if len(l.Cells) != tiles[l.Name] {
			t.Errorf("%s: %d tiles", l.Name, len(l.Cells))
		}
		if found, ok := LayoutOf(l.Name); !ok || len(found.Cells) != len(l.Cells) {
			t.Errorf("%s is not found by its name", l.Name)
		}
	}
	for _, bad := range []string{"", "0", "7", "x", "0x4", "9x8", "-1x3", "65x1", "3x", "2x2x2"} {
		if _, ok := LayoutOf(bad); ok {
			t.Errorf("%q is a layout", bad)
		}
	}
}

func TestNeighbours(t *testing.T) {
	six, _ := LayoutOf("6") // a large one at the left top: 0; then row by row
	nine, _ := LayoutOf("9")
	for _, c := range []struct {
		l            Layout
		from, dx, dy int
		want         int
	}{
		{nine, 4, 1, 0, 5}, {nine, 4, -1, 0, 3}, {nine, 4, 0, -1, 1}, {nine, 4, 0, 1, 7},
		{nine, 2, 1, 0, -1}, {nine, 0, 0, -1, -1}, {nine, 8, 0, 1, -1},
		{six, 0, 1, 0, 1}, {six, 1, -1, 0, 0}, {six, 2, -1, 0, 0}, {six, 0, 0, 1, 3}, {six, 5, 0, -1, 2},
		{nine, -1, 1, 0, -1}, {nine, 9, 1, 0, -1},
	} {
		if got := c.l.neighbour(c.from, c.dx, c.dy); got != c.want {
			t.Errorf("%s: from %d by %d,%d: %d, want %d", c.l.Name, c.from, c.dx, c.dy, got, c.want)
		}
	}
}

func TestViews_follow_the_data_or_keep_their_places(t *testing.T) {
	a, b, c := Camera{ID: ulid.Make(), Agency: "Dishub", State: stateLive}, Camera{ID: ulid.Make(), Agency: "PUPR", State: stateWaiting}, Camera{ID: ulid.Make(), Agency: "Dishub", State: stateStalled}
	d := Camera{ID: ulid.Make(), Agency: "PUPR", State: stateLive, Troubled: true} // the relay is content, its pictures repeat
	all := []Camera{a, b, c, d}
	gone := ulid.Make()
	for name, row := range map[string]struct {
		view View
		want []ulid.ULID
	}{
		"all":     {View{Kind: KindAll}, []ulid.ULID{a.ID, b.ID, c.ID, d.ID}},
		"agency":  {View{Kind: KindAgency, Agency: "Dishub"}, []ulid.ULID{a.ID, c.ID}},
		"trouble": {View{Kind: KindTrouble}, []ulid.ULID{b.ID, c.ID, d.ID}},
		"fixed":   {View{Kind: KindFixed, Places: []ulid.ULID{c.ID, {}, gone, a.ID}}, []ulid.ULID{c.ID, {}, {}, a.ID}},
	} {
		var got []ulid.ULID
		for _, p := range row.view.listed(all) {
			if p.filled != (p.camera.ID != ulid.ULID{}) {
				t.Errorf("%s: an empty place with a camera", name)
			}
			got = append(got, p.camera.ID)
		}
		if len(got) != len(row.want) {
			t.Fatalf("%s: %d places, want %d", name, len(got), len(row.want))
		}
		for i := range got {
			if got[i] != row.want[i] {
				t.Errorf("%s: place %d", name, i)
			}
		}
	}
}

func TestA_camera_stands_in_one_place_only(t *testing.T) {
	a, b, c := ulid.Make(), ulid.Make(), ulid.Make()
	v := View{Kind: KindFixed, Layout: "4", Places: []ulid.ULID{a, b}}
	v = v.with(3, c)
	check := func(want ...ulid.ULID) {
		t.Helper()
		if len(v.Places) != len(want) {
			t.Fatalf("%d places, want %d", len(v.Places), len(want))
		}
		for i := range want {
			if v.Places[i] != want[i] {
				t.Fatalf("place %d is wrong", i)
			}
		}
	}
	check(a, b, ulid.ULID{}, c)
	v = v.with(0, c) // they change places
	check(c, b, ulid.ULID{}, a)
	v = v.with(2, b)
	check(c, ulid.ULID{}, b, a)
	v = v.with(3, ulid.ULID{})
	check(c, ulid.ULID{}, b)
	v = v.with(2, ulid.ULID{}).with(0, ulid.ULID{})
	check()
}

func TestSetup_survives_being_kept_and_noise_is_a_fresh_wall(t *testing.T) {
	s := Setup{Now: View{Kind: KindAgency, Agency: "PUPR", Layout: "13"}, Page: 2, Tour: Tour{On: true, Dwell: 7, Views: []int{2, 1}}, Tree: true}
	s.Keep(View{Number: 2, Name: "Malam", Kind: KindAll})
	s.Keep(View{Number: 1, Name: "Pagi", Kind: KindFixed, Layout: "6", Places: []ulid.ULID{ulid.Make()}})
	s.Keep(View{Number: 2, Name: "Malam Minggu", Kind: KindTrouble})
	got := ParseSetup(s.Bytes())
	if string(got.Bytes()) != string(s.Bytes()) {
		t.Errorf("kept %s\nread %s", s.Bytes(), got.Bytes())
	}
	if v, ok := got.Find(2); !ok || v.Name != "Malam Minggu" || got.Free() != 3 {
		t.Errorf("view 2 is %+v, next free %d", v, got.Free())
	}
	got.Drop(1)
	if got.Free() != 1 || len(got.Views) != 1 {
		t.Errorf("after dropping: %d views", len(got.Views))
	}
	for _, noise := range []string{"", "null", "{", `{"now":{"kind":"x"}}`, `{"page":-3,"now":{"kind":"semua","layout":"999x999"}}`, `{"views":[{"number":0,"name":"a","kind":"semua"},{"number":3,"kind":"semua"}]}`} {
		s := ParseSetup([]byte(noise))
		if s.Now.Kind != KindAll || s.Page != 0 || len(s.Views) != 0 || s.Tour.Dwell != 15 {
			t.Errorf("%q becomes %s", noise, s.Bytes())
		}
	}
}

func FuzzParseSetup(f *testing.F) {
	f.Add([]byte(`{"views":[{"number":1,"name":"a","kind":"tetap","layout":"13","places":["01ARZ3NDEKTSV4RRFFQ69G5FAV"]}],"now":{"kind":"opd"},"tour":{"on":true,"dwell":-4}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		s := ParseSetup(b)
		if !s.Now.valid() || s.Tour.Dwell < MinDwell || s.Tour.Dwell > MaxDwell || s.Page < 0 {
			t.Fatalf("%s", s.Bytes())
		}
		for _, v := range s.Views {
			if !v.valid() || v.Number < 1 || v.Name == "" {
				t.Fatalf("%+v", v)
			}
		}
	})
}
