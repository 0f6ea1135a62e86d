package main

import (
	"context"
	"sync"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/web"
)

// What one part of the house is given of another.

// ownSize makes of the decoder's still picture the one that probes and proofs
// want: at the picture's own size. It is generic so that the words of RTP stay
// where they belong.
func ownSize[Format, Packets, Picture any](
	still func(context.Context, Format, Packets, int, int) (Picture, error),
) func(context.Context, Format, Packets) (Picture, error) {
	return func(ctx context.Context, f Format, p Packets) (Picture, error) { return still(ctx, f, p, 0, 0) }
}

// frames counts the pictures that the window decoded, by relay path.
type frames struct {
	mu     sync.Mutex
	byPath map[string]uint64
}

func (f *frames) add(path string, pictures int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.byPath == nil {
		f.byPath = map[string]uint64{}
	}
	f.byPath[path] += uint64(max(pictures, 0))
}

func (f *frames) of(path string) uint64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.byPath[path]
}

// looker is the office as the status server sees it.
type looker struct {
	desk   *desk.Desk
	frames *frames
}

// BytesOut is what went out to readers.
func (l looker) BytesOut() uint64 { return l.desk.Pulse().Relay.BytesOut }

// Answers is how long readers' requests took.
func (l looker) Answers() web.Answers {
	h := l.desk.Pulse().Relay.Handled
	out := web.Answers{Within: map[float64]uint64{}, All: h.All, Sum: h.Sum.Seconds()}
	for i, n := range h.Within {
		out.Within[h.Steps[i].Seconds()] = n
	}
	return out
}

// DecodedFrames gives every path of a camera that stands; without a window
// nothing is decoded.
func (l looker) DecodedFrames() map[string]uint64 {
	out := map[string]uint64{}
	for _, c := range l.desk.Pulse().Cameras {
		out[c.Path] = l.frames.of(c.Path)
		if c.SubPath != "" {
			out[c.SubPath] = l.frames.of(c.SubPath)
		}
	}
	return out
}

// Healthy is nil while store and relay work.
func (l looker) Healthy() error { return l.desk.Healthy() }

// Cameras gives every camera without address or login.
func (l looker) Cameras() []web.Camera {
	pulse := l.desk.Pulse()
	out := make([]web.Camera, 0, len(pulse.Cameras))
	for _, c := range pulse.Cameras {
		s := c.Status
		reason := ""
		if s.Fault != nil {
			reason = say.Fault(s.Fault).String()
		}
		out = append(out, web.Camera{
			ID: c.ID.String(), Name: c.Name, Path: c.Path, State: string(s.State), Since: s.Since, Reason: reason,
			Codec: s.VideoCodec, Audio: s.AudioCodec, Width: s.Width, Height: s.Height, FPS: s.FPS, Kbps: s.Kbps,
			PacketsLost: s.PacketsLost, Readers: s.Readers, Reconnects: s.Reconnects, LastPicture: s.LastPicture, Bytes: s.BytesIn,
		})
	}
	return out
}
