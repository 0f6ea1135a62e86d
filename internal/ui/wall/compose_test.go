package wall

import (
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// stage is a wall without pictures, with a clock of its own.
type stage struct {
	*Wall
	at   time.Time
	kept Setup
	list []Camera
}

func openStage(t *testing.T, cameras int) *stage {
	t.Helper()
	s := &stage{at: time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC)}
	app := test.NewTempApp(t)
	s.Wall = New(Config{Main: kit.NewPump(), Feed: func(string) (video.Feed, error) { return nil, errors.New("no feed") },
		Now: func() time.Time { return s.at }, Changed: func(k Setup) { s.kept = k }})
	t.Cleanup(s.Close)
	window := app.NewWindow("")
	window.SetPadded(false)
	window.SetContent(s.Object())
	window.Resize(fyne.NewSize(804, 604))
	for i := range cameras {
		s.list = append(s.list, Camera{ID: ulid.Make(), Name: string(rune('A' + i)), Agency: []string{"Dishub", "PUPR"}[i%2], State: stateLive})
	}
	s.Beat(s.list)
	return s
}

// names are the tiles on screen, "-" for an empty cell.
func (s *stage) names() string {
	out := ""
	for _, p := range s.places {
		if !p.filled {
			out += "-"
			continue
		}
		out += p.camera.Name
	}
	return out
}

func (s *stage) expect(t *testing.T, want string) {
	t.Helper()
	if got := s.names(); got != want {
		t.Errorf("on screen: %q, want %q", got, want)
	}
	if n := len(s.root.grid.Objects); n != len(s.layout.Cells) {
		t.Errorf("%d objects in %d cells", n, len(s.layout.Cells))
	}
}

func TestViews_on_the_wall(t *testing.T) {
	s := openStage(t, 5)
	s.expect(t, "ABCDE-") // three columns, no row that stays empty
	s.Show(View{Kind: KindAgency, Agency: "PUPR"})
	s.expect(t, "BD")
	s.SetLayout("4")
	s.expect(t, "BD--")
	s.Show(View{Kind: KindTrouble})
	s.expect(t, "-")
	s.list[2].State = stateWaiting
	s.Beat(s.list)
	s.expect(t, "C")
	s.Show(View{Kind: KindAll, Layout: "4"})
	s.expect(t, "ABCD")
	s.Key(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	s.expect(t, "E---")
	if s.kept.Page != 1 || s.kept.Now.Layout != "4" {
		t.Errorf("kept %s", s.kept.Bytes())
	}
	again := ParseSetup(s.kept.Bytes())
	s.Show(View{Kind: KindAll})
	s.show(again.Now, again.Page)
	s.expect(t, "E---")
}

func TestCameras_are_placed_changed_and_taken_out(t *testing.T) {
	s := openStage(t, 5)
	s.Show(View{Kind: KindFixed, Layout: "4"})
	s.expect(t, "----")
	s.Add(s.list[0].ID)
	s.mark(2)
	s.Add(s.list[1].ID)
	s.expect(t, "A-B-")
	s.Add(s.list[0].ID) // it is there already
	s.expect(t, "A-B-")
	// Dragged from the tree into the right lower cell, then onto the first.
	if !s.Drop(s.list[2].ID, fyne.NewPos(600, 500)) {
		t.Error("that was on the board")
	}
	s.expect(t, "A-BC")
	s.Drop(s.list[2].ID, fyne.NewPos(100, 100))
	s.expect(t, "C-BA")
	if s.Drop(s.list[3].ID, fyne.NewPos(5000, 100)) {
		t.Error("that was not on the board")
	}
	s.selectTile(s.list[1].ID)
	if !s.Key(&fyne.KeyEvent{Name: fyne.KeyDelete}) {
		t.Error("Delete takes the chosen camera out")
	}
	s.expect(t, "C--A")
	s.mark(2)
	s.pick(s.list[0].ID)
	if at, chosen := s.marked, s.selected; at >= 0 || chosen != s.list[0].ID {
		t.Errorf("a tile was pressed, and cell %d is chosen too", at)
	}
	s.KeepView(7, "Simpang")
	if v, ok := s.kept.Find(7); !ok || v.Name != "Simpang" || len(v.Places) != 4 {
		t.Errorf("kept %+v", s.kept.Views)
	}
	s.Show(View{Kind: KindAll}) // a living view that is changed by hand becomes a fixed one
	s.Drop(s.list[4].ID, fyne.NewPos(10, 10))
	s.expect(t, "EBCDA-")
	if s.setup.Now.Kind != KindFixed || s.setup.Now.Number != 0 {
		t.Errorf("%+v", s.setup.Now)
	}
}

func TestArrows_walk_over_large_and_empty_cells(t *testing.T) {
	s := openStage(t, 3)
	s.Show(View{Kind: KindAll, Layout: "6"})
	press := func(k fyne.KeyName) { s.Key(&fyne.KeyEvent{Name: k}) }
	press(fyne.KeyRight) // nothing was chosen: the first
	press(fyne.KeyRight)
	if s.selected != s.list[1].ID {
		t.Error("right of the large tile stands B")
	}
	press(fyne.KeyDown)
	press(fyne.KeyDown)
	if s.selected != (ulid.ULID{}) || s.marked != 5 {
		t.Errorf("below C is an empty cell; chosen %d", s.marked)
	}
	press(fyne.KeyUp)
	if s.selected != s.list[2].ID || s.marked != -1 {
		t.Error("and back to C")
	}
}

func TestTour_shows_pages_in_turn_and_looks_ahead(t *testing.T) {
	s := openStage(t, 10)
	s.Show(View{Kind: KindAll, Layout: "4"})
	s.SetTour(Tour{On: true, Dwell: 10})
	pass := func(d time.Duration) {
		s.at = s.at.Add(d)
		s.Beat(s.list)
	}
	ahead := func() (n int) {
		for _, w := range s.wants {
			if w.ahead {
				n++
			}
		}
		return n
	}
	pass(6 * time.Second)
	s.expect(t, "ABCD")
	if ahead() != 0 {
		t.Error("too early to look ahead")
	}
	pass(2 * time.Second)
	if ahead() != 4 {
		t.Errorf("%d of the next page are decoded before their turn", ahead())
	}
	pass(2 * time.Second)
	s.expect(t, "EFGH")
	s.Key(&fyne.KeyEvent{Name: fyne.KeySpace})
	pass(time.Minute)
	s.expect(t, "EFGH") // it stands still
	s.Key(&fyne.KeyEvent{Name: fyne.KeySpace})
	pass(10 * time.Second)
	s.expect(t, "IJ--")
	pass(10 * time.Second)
	s.expect(t, "ABCD")
	// Over kept views.
	s.Show(View{Kind: KindAgency, Agency: "PUPR", Layout: "9"})
	s.KeepView(1, "PUPR")
	s.Show(View{Kind: KindAgency, Agency: "Dishub", Layout: "9"})
	s.KeepView(2, "Dishub")
	s.SetTour(Tour{On: true, Dwell: 5, Views: []int{1, 2}})
	pass(5 * time.Second)
	s.expect(t, "BDFHJ----")
	pass(5 * time.Second)
	s.expect(t, "ACEGI----")
	s.Key(&fyne.KeyEvent{Name: fyne.Key1}) // an enlarged camera holds it up
	pass(time.Minute)
	if s.enlarged != s.list[0].ID {
		t.Error("the tour took the enlarged camera away")
	}
}
