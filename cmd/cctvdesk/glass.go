//go:build !headless

package main

import (
	"sync/atomic"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui"
	"github.com/diskominfo-pontianak/cctvdesk/internal/web"
)

// glass is the video wall as the status server sees it.
type glass struct{ shell atomic.Pointer[ui.Shell] }

// look gives the function that the status server asks, nil without a window.
func (g *glass) look(window bool) func() web.Wall {
	if !window {
		return nil
	}
	return g.now
}

func (g *glass) now() (out web.Wall) {
	shell := g.shell.Load()
	if shell == nil || shell.Wall() == nil {
		return out
	}
	for _, t := range shell.Wall().Glass() {
		out.Tiles = append(out.Tiles, web.Tile{ID: t.ID.String(), Name: t.Name, State: string(t.State), Words: t.Line, Reason: t.Reason,
			Age: t.Age, Colour: t.Colour, Rung: int(t.Rung), Why: string(t.Why)})
	}
	f := shell.Wall().Figures()
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	out.Figures = map[string]float64{
		"draw_p50": ms(f.Draw50), "draw_p95": ms(f.Draw95), "wait_p50": ms(f.Wait50), "wait_p99": ms(f.Wait99),
		"glass_p50": ms(f.Glass50), "glass_p95": ms(f.Glass95), "change": ms(f.Change), "fill": ms(f.Fill),
		"cpu": f.CPU, "behind": ms(f.Behind), "drops": float64(f.Drops), "slow": float64(f.Slow),
	}
	return out
}
