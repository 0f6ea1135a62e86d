//go:build !headless

package main

import (
	"bytes"
	"encoding/binary"
	"math"
	"os/exec"
	"sync/atomic"
	"time"
)

// sounder gives the function that makes the alarm's sound with the desktop's
// own player, nil where there is none. It never waits, and while one sounds
// there is no second.
func (w *window) sounder() func() {
	for _, player := range [][]string{{"pw-play", "-"}, {"paplay"}, {"aplay", "-q"}} {
		path, err := exec.LookPath(player[0])
		if err != nil {
			continue
		}
		sound := twoTones()
		var busy atomic.Bool
		return func() {
			if !busy.CompareAndSwap(false, true) {
				return
			}
			w.wg.Go(func() {
				defer busy.Store(false)
				cmd := exec.CommandContext(w.program.ctx, path, player[1:]...)
				cmd.Stdin, cmd.WaitDelay = bytes.NewReader(sound), 3*time.Second
				if err := cmd.Run(); err != nil {
					w.house.log.Debug("no sound", "player", path, "err", err)
				}
			})
		}
	}
	return nil
}

// twoTones is half a second of sound as a WAV file: 8000 samples a second of
// 16 bits, one channel.
func twoTones() []byte {
	const rate = 8000
	var samples []int16
	for _, hertz := range []float64{880, 660} {
		for i := range rate / 4 {
			at := float64(i) / rate
			fade := math.Min(1, math.Min(at, 0.25-at)*50) // without clicks
			samples = append(samples, int16(9000*fade*math.Sin(2*math.Pi*hertz*at)))
		}
	}
	var b bytes.Buffer
	put := func(values ...any) {
		for _, v := range values {
			_ = binary.Write(&b, binary.LittleEndian, v) // a buffer takes everything
		}
	}
	size := uint32(2 * len(samples))
	put([]byte("RIFF"), 36+size, []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1), uint32(rate), uint32(2*rate), uint16(2), uint16(16), []byte("data"), size, samples)
	return b.Bytes()
}
