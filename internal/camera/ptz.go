package camera

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/kerberos-io/onvif/ptz"
	"github.com/kerberos-io/onvif/xsd"
	"github.com/kerberos-io/onvif/xsd/onvif"
)

// Errors of moving a camera.
var (
	// ErrNoPTZ means that the device cannot be moved.
	ErrNoPTZ = errors.New("camera: the device cannot be moved")
	// ErrMoving stands around an error of the device's: it was asked in order to
	// move it, and what helps is not what helps to find its stream.
	ErrMoving = errors.New("camera: moving the device")
)

func moving(err error) error {
	if err == nil || errors.Is(err, ErrNoPTZ) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrMoving, err)
}

// Motion is how a camera moves: shares of its full speed, from −1 to 1. Pan to
// the right, Tilt up and Zoom closer are positive.
type Motion struct{ Pan, Tilt, Zoom float64 }

// Preset is a position that the device has kept.
type Preset struct{ Token, Name string }

// PTZ is a device that can be moved. Its calls wait for one another; each ends
// within 5 s.
type PTZ struct {
	mu      sync.Mutex
	caller  *caller
	profile onvif.ReferenceToken
}

const (
	ptzOpenLimit = 10 * time.Second
	maxPresets   = 64
	// longestMove bounds a move that nobody stops.
	longestMove = 5 * time.Second
)

// OpenPTZ asks a device whether it can be moved, under the same rules as Inspect;
// ErrNoPTZ when it cannot.
func OpenPTZ(ctx context.Context, a Access) (*PTZ, error) {
	p, err := openPTZ(ctx, a)
	return p, moving(err)
}

func openPTZ(ctx context.Context, a Access) (*PTZ, error) {
	ctx, cancel := context.WithTimeout(ctx, ptzOpenLimit)
	defer cancel()
	c, err := newCaller(ctx, a)
	if err != nil {
		return nil, err
	}
	var d Device
	if err := c.readClock(ctx, &d); err != nil {
		return nil, err
	}
	c.readServices(ctx)
	profiles, err := c.profiles(ctx)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(profiles, func(p Profile) bool { return p.PTZ })
	if _, ok := c.services[nsPTZ]; !ok || at < 0 {
		return nil, ErrNoPTZ
	}
	return &PTZ{caller: c, profile: onvif.ReferenceToken(profiles[at].Token)}, nil
}

// velocity is the library's PTZSpeed with the names that a device understands.
type velocity struct {
	PanTilt *onvif.Vector2D `xml:"onvif:PanTilt,omitempty"`
	Zoom    *onvif.Vector1D `xml:"onvif:Zoom,omitempty"`
}

type continuousMove struct {
	XMLName      string               `xml:"tptz:ContinuousMove"`
	ProfileToken onvif.ReferenceToken `xml:"tptz:ProfileToken"`
	Velocity     velocity             `xml:"tptz:Velocity"`
	Timeout      xsd.Duration         `xml:"tptz:Timeout"`
}

// Move moves the camera until Stop, another Move, or the end of the time: a
// device whose operator is gone stops by itself.
func (p *PTZ) Move(ctx context.Context, m Motion, atMost time.Duration) error {
	atMost = max(100*time.Millisecond, min(atMost, longestMove))
	question := continuousMove{ProfileToken: p.profile, Timeout: xsd.Duration(fmt.Sprintf("PT%.1fS", atMost.Seconds()))}
	bound := func(v float64) float64 { return max(-1, min(v, 1)) }
	if m.Pan != 0 || m.Tilt != 0 {
		question.Velocity.PanTilt = &onvif.Vector2D{X: bound(m.Pan), Y: bound(m.Tilt)}
	}
	if m.Zoom != 0 {
		question.Velocity.Zoom = &onvif.Vector1D{X: bound(m.Zoom)}
	}
	var reply ptz.ContinuousMoveResponse
	return p.ask(ctx, question, &reply)
}

// Stop stops every movement.
func (p *PTZ) Stop(ctx context.Context) error {
	var reply ptz.StopResponse
	return p.ask(ctx, ptz.Stop{ProfileToken: p.profile, PanTilt: true, Zoom: true}, &reply)
}

// Presets lists the kept positions, sixty-four at most.
func (p *PTZ) Presets(ctx context.Context) ([]Preset, error) {
	var reply ptz.GetPresetsResponse
	if err := p.ask(ctx, ptz.GetPresets{ProfileToken: p.profile}, &reply); err != nil {
		return nil, err
	}
	var out []Preset
	for _, r := range reply.Preset[:min(len(reply.Preset), maxPresets)] {
		name := word(string(r.Name))
		if name == "" {
			name = word(string(r.Token))
		}
		out = append(out, Preset{string(r.Token), name})
	}
	return out, nil
}

// Goto moves to a kept position.
func (p *PTZ) Goto(ctx context.Context, token string) error {
	to := onvif.ReferenceToken(token)
	var reply ptz.GotoPresetResponse
	return p.ask(ctx, ptz.GotoPreset{ProfileToken: &p.profile, PresetToken: &to}, &reply)
}

func (p *PTZ) ask(ctx context.Context, question, reply any) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return moving(p.caller.secured(ctx, nsPTZ, question, reply))
}
