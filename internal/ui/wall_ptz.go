package ui

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// wallPTZ moves the enlarged camera: by its pad, or by the arrows and + and −
// while they are held. Each movement ends by itself soon after nobody renews it,
// and at once when the key, the mouse or the window's focus is let go.
type wallPTZ struct {
	page   *wallPage
	id     ulid.ULID
	device mover
	name   string
	object fyne.CanvasObject
	held   fyne.KeyName
	moving *kit.Task
	turn   sync.Mutex // one movement at a time: the Stop of the last comes before the next
}

// mover is what moves: a camera's PTZ service.
type mover interface {
	Move(ctx context.Context, m camera.Motion, atMost time.Duration) error
	Stop(ctx context.Context) error
	Goto(ctx context.Context, token string) error
}

// A movement is renewed while it is held and lasts a little longer than that.
const (
	ptzRenew = 600 * time.Millisecond
	ptzLasts = 1500 * time.Millisecond
	ptzSpeed = 0.5
	// ptzStopLimit bounds the Stop that follows a movement.
	ptzStopLimit = 3 * time.Second
)

// togglePTZ asks the camera whether it can be moved and shows its pad, or takes
// the pad away.
func (p *wallPage) togglePTZ(id ulid.ULID) {
	if p.ptz != nil {
		p.endPTZ()
		return
	}
	cam, ok := p.find(id)
	if !ok {
		return
	}
	p.wall.Enlarge(id)
	p.env.Toasts.Show(lang.X("shell.ptz.asking", "Menanyai {{.Name}} apakah dapat digerakkan…", map[string]any{"Name": cam.Name}))
	type answer struct {
		device  *camera.PTZ
		presets []camera.Preset
	}
	kit.Run(p.env.Tasks, func(ctx context.Context) (answer, error) {
		device, err := p.env.Finder.PTZ(ctx, id)
		if err != nil {
			return answer{}, err
		}
		presets, err := device.Presets(ctx)
		if err != nil {
			p.env.Log.Warn("presets could not be read", "camera", cam.Name, "err", err)
		}
		return answer{device, presets}, nil
	}, func(a answer, err error) {
		p.env.Toasts.Clear()
		now, ok := p.wall.Selected()
		switch {
		case err != nil:
			p.env.Fail(err)
		case p.ptz == nil && ok && now == id:
			p.beginPTZ(newWallPTZ(p, id, cam.Name, a.device, a.presets))
		}
	})
}

func (p *wallPage) beginPTZ(z *wallPTZ) {
	p.ptz = z
	p.wall.Steer(true)
	p.lay()
}

func (p *wallPage) endPTZ() {
	if p.ptz != nil {
		p.ptz.release()
		p.ptz = nil
		p.wall.Steer(false)
		p.lay()
	}
}

func newWallPTZ(p *wallPage, id ulid.ULID, name string, device mover, presets []camera.Preset) *wallPTZ {
	z := &wallPTZ{page: p, id: id, device: device, name: name}
	pad := container.NewGridWithColumns(3)
	for _, b := range []struct {
		icon fyne.Resource
		m    camera.Motion
	}{
		{nil, camera.Motion{}}, {theme.MoveUpIcon(), camera.Motion{Tilt: ptzSpeed}}, {nil, camera.Motion{}},
		{theme.NavigateBackIcon(), camera.Motion{Pan: -ptzSpeed}}, {theme.MediaStopIcon(), camera.Motion{}}, {theme.NavigateNextIcon(), camera.Motion{Pan: ptzSpeed}},
		{theme.ZoomOutIcon(), camera.Motion{Zoom: -ptzSpeed}}, {theme.MoveDownIcon(), camera.Motion{Tilt: -ptzSpeed}}, {theme.ZoomInIcon(), camera.Motion{Zoom: ptzSpeed}},
	} {
		if b.icon == nil {
			pad.Add(container.NewStack())
			continue
		}
		pad.Add(newHoldButton(b.icon, func() { z.hold(b.m) }, z.release))
	}
	list := container.New(kit.Tight(4))
	for _, preset := range presets {
		list.Add(kit.NewButton(preset.Name, func() { z.goTo(preset) }))
	}
	if len(presets) == 0 {
		list.Add(kit.Muted(lang.X("shell.ptz.nopreset", "Kamera belum menyimpan posisi.")))
	}
	shut := kit.NewQuiet("", theme.CancelIcon(), p.endPTZ)
	head := container.NewBorder(nil, nil, nil, shut, kit.Strong(lang.X("shell.ptz", "Gerakkan kamera")))
	z.object = container.New(kit.Margins(10, 0, 0, 0), container.New(kit.AtLeast(stripWidth, 0), container.NewBorder(
		container.NewVBox(head, pad, kit.Muted(lang.X("shell.ptz.how", "Tahan tombol, atau tahan panah, + dan −. Lepas untuk berhenti. P menutup.")),
			kit.Strong(lang.X("shell.ptz.presets", "Posisi tersimpan"))), nil, nil, nil, container.NewVScroll(list))))
	return z
}

// hold moves until release: the movement is renewed as long as it is held.
func (z *wallPTZ) hold(m camera.Motion) {
	z.release()
	if m == (camera.Motion{}) {
		return
	}
	z.moving = kit.Run(z.page.env.Tasks, func(ctx context.Context) (struct{}, error) { return struct{}{}, z.keepMoving(ctx, m) },
		func(_ struct{}, err error) {
			if err != nil {
				z.page.env.Fail(err)
			}
		})
}

// keepMoving renews a movement until ctx ends, then stops the camera.
func (z *wallPTZ) keepMoving(ctx context.Context, m camera.Motion) error {
	z.turn.Lock()
	defer z.turn.Unlock()
	if ctx.Err() != nil { // let go before its turn came
		return nil
	}
	renew := time.NewTicker(ptzRenew)
	defer renew.Stop()
	var err error
	for err == nil && ctx.Err() == nil {
		if err = z.device.Move(ctx, m, ptzLasts); err != nil {
			break
		}
		select {
		case <-renew.C:
		case <-ctx.Done():
		}
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), ptzStopLimit)
	defer cancel()
	if stopped := z.device.Stop(stop); stopped != nil {
		return stopped
	}
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// release stops the camera.
func (z *wallPTZ) release() {
	z.held = ""
	z.moving.Cancel()
	z.moving = nil
}

// goTo moves to a kept position.
func (z *wallPTZ) goTo(p camera.Preset) {
	z.release()
	z.page.env.Act(func() error { return z.device.Goto(context.Background(), p.Token) }, func() {
		z.page.env.Toasts.Show(lang.X("shell.ptz.gone", "{{.Name}} menuju {{.Preset}}.", map[string]any{"Name": z.name, "Preset": p.Name}))
	})
}

// motionOf is the movement of a key.
func motionOf(key fyne.KeyName) (camera.Motion, bool) {
	switch key {
	case fyne.KeyLeft:
		return camera.Motion{Pan: -ptzSpeed}, true
	case fyne.KeyRight:
		return camera.Motion{Pan: ptzSpeed}, true
	case fyne.KeyUp:
		return camera.Motion{Tilt: ptzSpeed}, true
	case fyne.KeyDown:
		return camera.Motion{Tilt: -ptzSpeed}, true
	case fyne.KeyPlus, fyne.KeyEqual:
		return camera.Motion{Zoom: ptzSpeed}, true
	case fyne.KeyMinus:
		return camera.Motion{Zoom: -ptzSpeed}, true
	}
	return camera.Motion{}, false
}

// keyDown begins a movement; it says nothing to other keys.
func (z *wallPTZ) keyDown(ev *fyne.KeyEvent) {
	if m, ok := motionOf(ev.Name); ok && z.held != ev.Name {
		z.hold(m)
		z.held = ev.Name
	}
}

// keyUp ends the movement of that key.
func (z *wallPTZ) keyUp(ev *fyne.KeyEvent) {
	if z.held == ev.Name {
		z.release()
	}
}

// bindPTZ listens to keys that are pressed and let go, and to the window losing
// the focus.
func (p *wallPage) bindPTZ() {
	if c, ok := p.env.Window.Canvas().(desktop.Canvas); ok {
		c.SetOnKeyDown(func(ev *fyne.KeyEvent) {
			if p.ptz != nil && !p.env.Dialogs.Open() && p.env.Window.Canvas().Focused() == nil {
				p.ptz.keyDown(ev)
			}
		})
		c.SetOnKeyUp(func(ev *fyne.KeyEvent) {
			if p.ptz != nil {
				p.ptz.keyUp(ev)
			}
		})
	}
}

// letGo stops a movement because nobody looks any more.
func (p *wallPage) letGo() {
	if p.ptz != nil {
		p.ptz.release()
	}
}

// checkPTZ takes the pad away when another camera is shown.
func (p *wallPage) checkPTZ() {
	if p.ptz != nil && !p.wall.Enlarged(p.ptz.id) {
		p.endPTZ()
	}
}
