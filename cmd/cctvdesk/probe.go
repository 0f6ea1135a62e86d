package main

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
)

// probeCmd diagnoses one camera; it needs no store.
type probeCmd struct {
	URL  string `arg:"" name:"url"`
	JSON bool   `name:"json"`
}

// probeJSON is the contract of "probe --json".
type probeJSON struct {
	OK          bool      `json:"ok"`
	Cause       string    `json:"cause"`
	Hop         string    `json:"hop"`
	Advice      string    `json:"advice"`
	Codec       string    `json:"codec"`
	Width       int       `json:"width"`
	Height      int       `json:"height"`
	FPS         float64   `json:"fps"`
	Kbps        float64   `json:"kbps"`
	KeyInterval float64   `json:"key_interval"` // seconds
	Hops        []hopJSON `json:"hops"`
}

type hopJSON struct {
	Name   string  `json:"name"`
	Result string  `json:"result"`
	Ms     float64 `json:"ms"`
}

// Run probes; exit 0 when a picture came.
func (c probeCmd) Run(p *program) error {
	text := c.URL
	if text == "-" { // an address with a login is better not an argument: others see those
		line, err := bufio.NewReader(io.LimitReader(p.in, 8192)).ReadString('\n')
		if err != nil && err != io.EOF {
			return err
		}
		text = strings.TrimSpace(line)
	}
	url, err := camera.ParseAddress(text)
	if err != nil {
		return said(lang.X("cli.probe.address", "Alamat kamera tidak sah. Contoh: rtsp://pengguna:sandi@10.10.5.21:554/jalur"), err)
	}
	on := func(camera.Hop) {}
	if !c.JSON {
		on = func(h camera.Hop) { p.printHop(h) }
	}
	v := camera.Probe(p.ctx, camera.Target{URL: url, Transport: "auto"}, eye(), on)
	if c.JSON {
		return p.probeAsJSON(v)
	}
	if !v.OK {
		return said(say.Cause(v.Cause).String(), nil)
	}
	p.printf("%s", lang.X("cli.probe.ok", "Gambar diterima: {{.Codec}}, {{.Width}}x{{.Height}}, {{.FPS}} gambar per detik, {{.Kbps}}.", map[string]any{
		"Codec": v.Codec, "Width": v.Width, "Height": v.Height, "FPS": say.Decimal(v.FPS), "Kbps": say.Kbps(v.Kbps),
	}))
	return nil
}

func (p *program) printHop(h camera.Hop) {
	mark := map[camera.Result]string{camera.Done: "✓", camera.Failed: "✗"}[h.Result]
	if mark == "" {
		return
	}
	p.printf("%s %-28s %6d ms", mark, say.Hop(h.Name), h.Took.Milliseconds())
}

func (p *program) probeAsJSON(v camera.Verdict) error {
	out := probeJSON{
		OK: v.OK, Cause: string(v.Cause), Hop: string(v.Hop), Codec: v.Codec, Width: v.Width, Height: v.Height,
		FPS: v.FPS, Kbps: v.Kbps, KeyInterval: v.KeyInterval.Seconds(), Hops: []hopJSON{},
	}
	if v.Cause != camera.NoCause {
		out.Advice = say.Cause(v.Cause).String()
	}
	for _, h := range v.Hops {
		out.Hops = append(out.Hops, hopJSON{string(h.Name), string(h.Result), float64(h.Took.Microseconds()) / 1000})
	}
	enc := json.NewEncoder(p.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return err
	}
	if !v.OK {
		return errSilent
	}
	return nil
}
