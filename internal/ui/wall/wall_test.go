package wall

import (
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// room is a wall on a real engine and real simulated cameras, its UI goroutine
// worked by hand.
type room struct {
	t       *testing.T
	wall    *Wall
	pump    *kit.Pump
	engine  *relay.Engine
	cameras []*simcam.Camera
	ids     []ulid.ULID
	most    int // functions run by one pump
}

func openRoom(t *testing.T, specs ...simcam.Spec) *room {
	t.Helper()
	engine, err := relay.Open(relay.Config{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	r := &room{t: t, pump: kit.NewPump(), engine: engine}
	for i, spec := range specs {
		cam, err := simcam.Open(spec, nil)
		if err != nil {
			t.Fatal(err)
		}
		url, err := secret.ParseURL(cam.URL())
		if err != nil {
			t.Fatal(err)
		}
		id := ulid.Make()
		record := relay.Camera{ID: id, Name: spec.Clip, Path: "kamera-" + string(rune('a'+i)), URL: url, Enabled: true}
		if err := engine.Put(record); err != nil {
			t.Fatal(err)
		}
		r.cameras, r.ids = append(r.cameras, cam), append(r.ids, id)
	}
	app := test.NewTempApp(t)
	r.wall = New(Config{Main: r.pump, Feed: func(path string) (video.Feed, error) { return engine.Tap(path) }})
	window := app.NewWindow("")
	window.SetContent(r.wall.Object())
	window.Resize(fyne.NewSize(800, 450))
	t.Cleanup(func() {
		r.wall.Close()
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
		for _, c := range r.cameras {
			c.Close()
		}
	})
	return r
}

// beat hands the engine's states to the wall, as the office does.
func (r *room) beat() {
	var list []Camera
	for _, c := range r.engine.Snapshot().Cameras {
		w := Camera{ID: c.ID, Name: c.Name, Path: c.Path, State: string(c.State), Since: c.Since, NextTry: c.NextTry}
		if c.Fault != nil {
			w.Reason = string(c.Fault.Kind)
		}
		list = append(list, w)
	}
	r.wall.Beat(list)
}

// until plays the UI goroutine until ready says so.
func (r *room) until(what string, limit time.Duration, ready func() bool) {
	r.t.Helper()
	over := time.NewTimer(limit)
	defer over.Stop()
	beat := time.NewTicker(50 * time.Millisecond)
	defer beat.Stop()
	for {
		r.beat()
		r.most = max(r.most, r.pump.Run())
		if ready() {
			return
		}
		select {
		case <-beat.C:
		case <-over.C:
			r.t.Fatalf("waited %v in vain for %s; tiles: %+v", limit, what, r.wall.Tiles())
		}
	}
}

func (r *room) state(i int) State {
	for _, s := range r.wall.Tiles() {
		if s.ID == r.ids[i] {
			if s.live { // on a busy machine the ladder may have reduced it
				return Live
			}
			return s.State
		}
	}
	return ""
}

const patience = 20 * time.Second

func TestA_stopped_camera_goes_grey_with_its_reason_and_comes_back(t *testing.T) {
	r := openRoom(t, simcam.Spec{Codec: "h264"}, simcam.Spec{Codec: "mjpeg"})
	r.until("all tiles live", patience, r.wall.AllLive)
	r.cameras[0].Stop()
	r.until("the stopped camera's tile to leave LIVE", 5*time.Second, func() bool { return !r.state(0).colour() })
	r.until("its face to be grey, with the reason", patience, func() bool {
		f := r.wall.tiles[r.ids[0]].face
		return f.grey != nil && f.picture == nil && f.reason != ""
	})
	if r.state(1) != Live {
		t.Errorf("the other camera's tile is %s", r.state(1))
	}
	if err := r.cameras[0].Start(); err != nil {
		t.Fatal(err)
	}
	r.until("all tiles live again", patience, r.wall.AllLive)
	if r.most > 2 {
		t.Errorf("%d posts were outstanding at once", r.most)
	}
}

func TestFaults_are_called_by_their_names(t *testing.T) {
	for fault, want := range map[simcam.Fault][]State{
		simcam.Repeat:  {Repeated},
		simcam.Silence: {Stale, Reconnecting},
		simcam.Corrupt: {Broken},
	} {
		t.Run(string(fault), func(t *testing.T) {
			r := openRoom(t, simcam.Spec{Codec: "h264"})
			r.until("the tile live", patience, r.wall.AllLive)
			if err := r.cameras[0].Set(fault); err != nil {
				t.Fatal(err)
			}
			r.until(string(fault)+" to be seen", 6*time.Second, func() bool {
				for _, s := range want {
					if r.state(0) == s {
						return true
					}
				}
				return false
			})
			if err := r.cameras[0].Set(simcam.None); err != nil {
				t.Fatal(err)
			}
			r.until("the tile live again", patience, r.wall.AllLive)
		})
	}
}

func TestA_hidden_wall_decodes_nothing_and_claims_nothing(t *testing.T) {
	r := openRoom(t, simcam.Spec{Codec: "h264"})
	r.until("the tile live", patience, r.wall.AllLive)
	r.wall.SetVisible(false)
	if f := r.wall.tiles[r.ids[0]].face; f.state == Live || f.picture != nil {
		t.Error("a hidden tile still claims LIVE")
	}
	r.until("nothing on screen", patience, func() bool { return len(r.wall.Tiles()) == 0 })
	r.wall.SetVisible(true)
	r.until("the tile live again", patience, r.wall.AllLive)
}

func TestKeys_enlarge_and_go_back(t *testing.T) {
	r := openRoom(t, simcam.Spec{Codec: "h264"}, simcam.Spec{Codec: "h264"}, simcam.Spec{Codec: "h264"})
	r.until("all tiles live", patience, r.wall.AllLive)
	press := func(k fyne.KeyName) bool { return r.wall.Key(&fyne.KeyEvent{Name: k}) }
	if press(fyne.KeyEscape) {
		t.Error("Escape means nothing in the grid")
	}
	if !press(fyne.Key2) || r.wall.enlarged != r.wall.cameras[1].ID {
		t.Fatal("2 does not enlarge the second tile")
	}
	if !r.shows(r.wall.enlarged) {
		t.Error("the enlarged tile is black instead of showing what it had")
	}
	r.until("the enlarged tile live", patience, r.wall.AllLive)
	if n := len(r.wall.Tiles()); n != 1 {
		t.Errorf("%d tiles are decoded while one is enlarged", n)
	}
	press(fyne.KeyRight)
	if r.wall.enlarged != r.wall.cameras[2].ID {
		t.Error("the arrow does not go to the neighbour")
	}
	if !press(fyne.KeyEscape) || r.wall.enlarged != (ulid.ULID{}) {
		t.Error("Escape does not go back")
	}
	for _, c := range r.wall.cameras {
		if !r.shows(c.ID) {
			t.Errorf("back in the grid, %s is black instead of showing what it had", c.Path)
		}
	}
	if f := r.wall.tiles[r.wall.cameras[0].ID].face; f.picture != nil || f.state == Live {
		t.Error("what was not looked at claims to be live")
	}
	r.until("the grid live", patience, func() bool { return r.wall.AllLive() && len(r.wall.Tiles()) == 3 })
}

// shows says whether a tile has a picture, in colour or in grey.
func (r *room) shows(id ulid.ULID) bool {
	f := r.wall.tiles[id].face
	return f.picture != nil || f.grey != nil
}

func TestA_tile_that_left_for_a_moment_says_again_what_it_said(t *testing.T) {
	r := openRoom(t, simcam.Spec{Codec: "h264"}, simcam.Spec{Codec: "h264"})
	r.until("all tiles live", patience, r.wall.AllLive)
	first, second := r.wall.cameras[0].ID, r.wall.cameras[1].ID
	r.wall.PutAside(second, true)
	paused := func() bool { return r.wall.tiles[second].face.state == Paused }
	r.until("the second paused", patience, paused)
	r.wall.toggle(first) // to and fro, faster than the tick looks
	r.wall.toggle(first)
	if paused() || !r.shows(second) {
		t.Error("a tile that comes back keeps its picture and claims nothing yet")
	}
	r.until("the second paused again", patience, paused)
}

func TestMore_than_sixteen_cameras_have_pages(t *testing.T) {
	app := test.NewTempApp(t)
	w := New(Config{Main: kit.NewPump(), Feed: func(string) (video.Feed, error) { return nil, errors.New("no feed") }})
	defer w.Close()
	app.NewWindow("").SetContent(w.Object())
	var list []Camera
	for range 20 {
		list = append(list, Camera{ID: ulid.Make(), State: stateConnecting})
	}
	w.Beat(list)
	if n := len(w.root.grid.Objects); n != 16 || w.root.hint.Hidden {
		t.Errorf("first page: %d tiles, hint hidden %v", n, w.root.hint.Hidden)
	}
	w.Key(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if n := len(w.root.grid.Objects); n != 4 {
		t.Errorf("second page: %d tiles", n)
	}
	w.Key(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if w.setup.Page != 1 {
		t.Errorf("there is no page %d", w.setup.Page)
	}
}
