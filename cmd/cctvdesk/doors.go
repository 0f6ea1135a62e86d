package main

import (
	"context"
	"image"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
	"github.com/diskominfo-pontianak/cctvdesk/internal/web"
)

// What one part of the house is given of another.

// still decodes one picture at its own size, for probes and proofs.
func still(ctx context.Context, f format.Format, picture []*rtp.Packet) (*image.RGBA, error) {
	return video.Still(ctx, f, picture, 0, 0)
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
			PacketsLost: s.PacketsLost, Readers: s.Readers, Reconnects: s.Reconnects, LastPicture: s.LastPicture,
		})
	}
	return out
}
