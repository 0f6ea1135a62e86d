package wall

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

func TestZoom_shows_a_part_pans_and_goes_back(t *testing.T) {
	r := openRoom(t, simcam.Spec{Codec: "h264"}, simcam.Spec{Codec: "h264"})
	r.until("all tiles live", patience, r.wall.AllLive)
	press := func(k fyne.KeyName) bool { return r.wall.Key(&fyne.KeyEvent{Name: k}) }
	if press(fyne.KeyPlus) {
		t.Error("in the grid + means nothing")
	}
	press(fyne.Key1)
	id := r.wall.enlarged
	tile := r.wall.tiles[id]
	r.until("enlarged and live", patience, func() bool { return r.wall.AllLive() && tile.face.picture != nil })
	whole := tile.face.picture.Rect.Size()
	tile.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(10, 10)}, Scrolled: fyne.NewDelta(0, 10)})
	if r.wall.view.Whole() || r.wall.view.X >= 0.5 {
		t.Fatalf("the wheel at the left edge looks at %+v", r.wall.view)
	}
	for range 6 {
		press(fyne.KeyPlus)
	}
	if w := r.wall.wants[0]; w.path != w.camera.Path {
		t.Error("zooming calls the main stream")
	}
	before := tile.face.picture
	r.until("a picture of the part", patience, func() bool { return tile.face.picture != nil && tile.face.picture.Rect.Size() != whole })
	x := r.wall.view.X
	press(fyne.KeyRight)
	if r.wall.enlarged != id || r.wall.view.X <= x {
		t.Error("while zoomed the arrows move the part, not the camera")
	}
	tile.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(40, 0)})
	tile.DragEnd()
	if r.wall.setup.Now.Kind != KindAll {
		t.Error("dragging the part has moved the camera in the view")
	}
	press(fyne.KeyHome)
	if !r.wall.view.Whole() || before == nil {
		t.Error("Home shows the whole picture")
	}
	press(fyne.KeyPlus)
	press(fyne.KeyEscape)
	press(fyne.Key2)
	if !r.wall.view.Whole() {
		t.Error("another camera is looked at whole")
	}
}

func TestA_camera_put_aside_is_not_decoded_and_says_so(t *testing.T) {
	r := openRoom(t, simcam.Spec{Codec: "h264"})
	r.until("live", patience, r.wall.AllLive)
	id := r.wall.cameras[0].ID
	r.wall.PutAside(id, true)
	r.until("paused", patience, func() bool { return r.state(0) == Paused })
	if got := r.wall.tiles[id].face; got.grey == nil || got.line != "Dijeda" {
		t.Errorf("a paused tile shows %q, old picture kept: %v", got.line, got.grey != nil)
	}
	if r.engine.Snapshot().Cameras[0].State != "live" {
		t.Error("the relay goes on")
	}
	r.wall.PutAside(id, false)
	r.until("live again", patience, r.wall.AllLive)
}

func TestStill_is_the_decoded_picture_in_its_own_size_with_a_border(t *testing.T) {
	r := openRoom(t, simcam.Spec{Codec: "h264"}, simcam.Spec{Codec: "h264"}, simcam.Spec{Codec: "h264"}, simcam.Spec{Codec: "h264"})
	r.until("live", patience, r.wall.AllLive)
	id := r.wall.cameras[0].ID
	take, ok := r.wall.Still(id)
	if !ok {
		t.Fatal("no still of a camera on screen")
	}
	s, ok := take(context.Background())
	status := r.engine.Snapshot().Cameras[0]
	if !ok || s.Picture.Rect.Dx() != status.Width || s.Picture.Rect.Dy() != status.Height {
		t.Fatalf("a still of %v, the camera sends %d×%d", s.Picture.Rect, status.Width, status.Height)
	}
	framed, err := s.Framed()
	if err != nil {
		t.Fatal(err)
	}
	if framed.Rect.Dx() <= s.Picture.Rect.Dx() || framed.Rect.Dy() <= s.Picture.Rect.Dy() {
		t.Error("no border")
	}
	dark := 0
	for y := framed.Rect.Dy() - 30; y < framed.Rect.Dy(); y++ {
		for x := range framed.Rect.Dx() {
			if framed.RGBAAt(x, y).R < 100 {
				dark++
			}
		}
	}
	if dark < 100 {
		t.Error("nothing is written in the border")
	}
	if _, ok := r.wall.Still(ulid.Make()); ok {
		t.Error("a still of a camera that is not there")
	}
}

func TestTrace_finds_the_hop_that_broke(t *testing.T) {
	r := openRoom(t, simcam.Spec{Codec: "h264"})
	r.until("live", patience, r.wall.AllLive)
	id := r.wall.cameras[0].ID
	r.wall.Trace(id)
	tile := r.wall.tiles[id]
	bad := func() (n int) {
		for _, h := range tile.face.hops {
			if h.bad {
				n++
			}
		}
		return n
	}
	r.until("every hop is well", patience, func() bool { return tile.face.hops[0].where != "" && bad() == 0 })
	if err := r.cameras[0].Set(simcam.Drop); err != nil {
		t.Fatal(err)
	}
	r.until("the first hop is bad", patience, func() bool { return tile.face.hops[0].bad })
	r.wall.Trace(id)
	r.until("taken away", patience, func() bool { return tile.face.hops == [hopCount]hop{} })
}

func TestInfo_tells_what_the_wall_costs(t *testing.T) {
	r := openRoom(t, simcam.Spec{Codec: "h264"})
	r.until("live", patience, r.wall.AllLive)
	if !r.wall.root.hint.Hidden {
		t.Fatalf("nobody asked for details: %q", r.wall.root.hint.Text)
	}
	r.wall.SetInfo(true)
	tile := r.wall.tiles[r.wall.cameras[0].ID]
	r.until("details on the tile", patience, func() bool { return tile.face.info[0] != "" })
	r.until("the wall's own figures below it", patience, func() bool {
		text := r.wall.root.hint.Text
		for _, word := range []string{"CPU", "lukis", "antre layar", "dekoder tertinggal"} {
			if r.wall.root.hint.Hidden || !strings.Contains(text, word) {
				return false
			}
		}
		return !strings.Contains(text, "CPU 0 %") // a decoder that runs takes something
	})
	r.wall.SetInfo(false)
	if !r.wall.root.hint.Hidden {
		t.Errorf("the figures stay: %q", r.wall.root.hint.Text)
	}
}

func TestHint_of_a_camera_that_is_moved_names_other_keys(t *testing.T) {
	s := openStage(t, 2)
	s.Enlarge(s.list[0].ID)
	before := s.root.hint.Text
	s.Steer(true)
	if got := s.root.hint.Text; strings.Contains(got, "+ memperbesar") || !strings.Contains(got, "P menutup") {
		t.Errorf("while the pad is open: %q", got)
	}
	s.Steer(false)
	if s.root.hint.Text != before {
		t.Errorf("afterwards: %q", s.root.hint.Text)
	}
}
