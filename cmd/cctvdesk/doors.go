package main

import (
	"context"

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

// looker is the office as the status server sees it.
type looker struct{ desk *desk.Desk }

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
