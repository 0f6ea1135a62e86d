package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// serveCmd is relay and store without a window, for a server room.
type serveCmd struct{}

// Run serves until it is told to end.
func (serveCmd) Run(p *program) (err error) {
	frugal()
	h, err := p.build(plan{serves: true})
	if err != nil {
		return err
	}
	defer func() {
		if failed := h.Close(); err == nil {
			err = failed
		}
	}()
	pulse := h.desk.Pulse()
	if h.demo != nil {
		pulse = p.described(h.desk)
	}
	p.printf("%s", lang.X("cli.serve.listening", "Relay melayani di {{.Address}}. Tekan Ctrl-C untuk mengakhiri.", map[string]any{"Address": pulse.Listening}))
	if h.web != nil {
		p.printf("%s", lang.X("cli.serve.status", "Status tersedia di http://{{.Address}}/v1/cameras", map[string]any{"Address": h.web.Addr()}))
	}
	p.printAddresses(h.desk, pulse)
	if h.demo == nil {
		<-p.ctx.Done()
		return nil
	}
	p.announce(p.ctx, h, func() bool { pulse := h.desk.Pulse(); return pulse.Total > 0 && pulse.Live == pulse.Total },
		lang.X("cli.demo.relayed", "Semua {{.N}} kamera tersambung dan dapat dibaca.", map[string]any{"N": len(pulse.Cameras)}))
	<-p.ctx.Done()
	return nil
}

// announce prints one line as soon as the demo is seeded and done says so.
func (p *program) announce(ctx context.Context, h *house, done func() bool, line string) {
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if h.demo.seeded() && done() {
				p.printf("%s", line)
				return
			}
		}
	}
}

// described waits, a moment at most, until the demo's cameras have said what
// they send, so that their addresses are printed with the codec.
func (p *program) described(d *desk.Desk) *desk.Pulse {
	limit := time.NewTimer(3 * time.Second)
	defer limit.Stop()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		pulse := d.Pulse()
		if !slices.ContainsFunc(pulse.Cameras, func(c desk.PulseCamera) bool { return c.Enabled && codecOf(c) == "-" }) {
			return pulse
		}
		select {
		case <-tick.C:
		case <-limit.C:
			return pulse
		case <-p.ctx.Done():
			return pulse
		}
	}
}

// printAddresses prints where each camera can be read, one a line, with its
// codec once that is known.
func (p *program) printAddresses(d *desk.Desk, pulse *desk.Pulse) {
	for _, c := range pulse.Cameras {
		if !c.Enabled {
			continue
		}
		p.printf("%s  %-5s  %s", d.Cameras.Address(c.Path), codecOf(c), c.Name)
	}
}

func codecOf(c desk.PulseCamera) string {
	if c.Status.VideoCodec != "" {
		return c.Status.VideoCodec
	}
	if c.Codec != "" {
		return c.Codec
	}
	return "-"
}

func (p *program) printf(format string, args ...any) { _, _ = fmt.Fprintf(p.out, format+"\n", args...) }
