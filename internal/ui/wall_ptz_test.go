package ui

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
)

// lens is a camera that remembers how it was moved.
type lens struct {
	mu     sync.Mutex
	moving bool
	last   camera.Motion
	moves  int
	stops  int
	fault  error
}

func (l *lens) Move(_ context.Context, m camera.Motion, _ time.Duration) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fault != nil {
		return l.fault
	}
	l.moving, l.last, l.moves = true, m, l.moves+1
	return nil
}

func (l *lens) Stop(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.moving, l.stops = false, l.stops+1
	return ctx.Err() // a Stop that comes with an ended context stops nothing
}

func (l *lens) Goto(context.Context, string) error { return nil }

func (l *lens) is(moving bool, m camera.Motion) func() bool {
	return func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		return l.moving == moving && (!moving || l.last == m)
	}
}

// padOf is a wall with the pad of a camera that can be moved.
func padOf(t *testing.T) (*testHouse, *wallPage, *lens) {
	t.Helper()
	h, p, pulse := wallOf(t)
	l := &lens{}
	id := pulse.Cameras[0].ID
	p.wall.Enlarge(id)
	p.beginPTZ(newWallPTZ(p, id, "Simpang Garuda", l, nil))
	return h, p, l
}

func TestPTZ_moves_while_a_key_is_held_and_stops_on_release(t *testing.T) {
	h, p, l := padOf(t)
	right, up := camera.Motion{Pan: ptzSpeed}, camera.Motion{Tilt: ptzSpeed}
	p.ptz.keyDown(&fyne.KeyEvent{Name: fyne.KeyRight})
	h.until("the camera to turn right", l.is(true, right))
	p.ptz.keyDown(&fyne.KeyEvent{Name: fyne.KeyUp}) // the other key takes over
	h.until("the camera to turn up", l.is(true, up))
	p.ptz.keyUp(&fyne.KeyEvent{Name: fyne.KeyRight})
	if p.ptz.held != fyne.KeyUp {
		t.Error("letting another key go ends the movement")
	}
	h.until("the movement to be renewed", func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		return l.moves >= 4
	})
	p.ptz.keyUp(&fyne.KeyEvent{Name: fyne.KeyUp})
	h.until("the camera to stop", l.is(false, up))
}

func TestPTZ_stops_when_nobody_holds_it_any_more(t *testing.T) {
	left := camera.Motion{Pan: -ptzSpeed}
	for name, letGo := range map[string]func(*testHouse, *wallPage){
		"the program loses the focus":  func(h *testHouse, _ *wallPage) { h.shell.letGo() },
		"another page is opened":       func(h *testHouse, _ *wallPage) { h.shell.Open("kamera") },
		"the pad is closed":            func(_ *testHouse, p *wallPage) { p.endPTZ() },
		"the camera is not alone":      func(_ *testHouse, p *wallPage) { p.wall.Enlarge(ulid.ULID{}); p.checkPTZ() },
		"the camera's owner is closed": func(_ *testHouse, p *wallPage) { p.env.Tasks.Drop() },
	} {
		t.Run(name, func(t *testing.T) {
			h, p, l := padOf(t)
			p.ptz.keyDown(&fyne.KeyEvent{Name: fyne.KeyLeft})
			h.until("the camera to turn", l.is(true, left))
			letGo(h, p)
			h.until("the camera to stop", l.is(false, left))
		})
	}
}

func TestPTZ_button_moves_while_it_is_pressed(t *testing.T) {
	h, p, l := padOf(t)
	closer := camera.Motion{Zoom: ptzSpeed}
	b := newHoldButton(nil, func() { p.ptz.hold(closer) }, p.ptz.release)
	for name, end := range map[string]func(){"the mouse": func() { b.MouseUp(nil) }, "sliding off": b.MouseOut, "the focus": b.FocusLost} {
		b.MouseDown(nil)
		h.until("the camera to come closer", l.is(true, closer))
		end()
		h.until(name+" to stop it", l.is(false, closer))
	}
}

func TestPTZ_a_press_shorter_than_the_answer_leaves_nothing_moving(t *testing.T) {
	h, p, l := padOf(t)
	for range 20 {
		p.ptz.keyDown(&fyne.KeyEvent{Name: fyne.KeyRight})
		p.ptz.keyUp(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	func() { // wait until nobody moves it any more
		p.ptz.turn.Lock()
		defer p.ptz.turn.Unlock()
	}()
	h.until("the camera to stand", l.is(false, camera.Motion{}))
	l.fault = errors.New("the device is away")
	p.ptz.keyDown(&fyne.KeyEvent{Name: fyne.KeyRight})
	h.until("the fault to be told", h.shell.dialogs.Open)
}
