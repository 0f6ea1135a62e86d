package e2e

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// A camera is killed and restarted ten times under a playing FFmpeg: FFmpeg
// stays connected, gets pictures again each time, and its timestamps only grow.
func TestFFmpeg_plays_on_while_its_camera_is_killed_ten_times(t *testing.T) {
	tool(t, "ffmpeg")
	cam, err := simcam.Open(simcam.Spec{Name: "mati-hidup", Codec: "h264"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cam.Close)
	rtsp := relayed(t, binary(t), "nama;url;jalur\nmati-hidup;"+cam.URL()+";mati-hidup\n", 1)

	began := time.Now()
	// -copyts: FFmpeg must not move what it reads before it is looked at.
	player := start(t, nil, "ffmpeg", "-nostdin", "-v", "warning", "-copyts", "-rtsp_transport", "tcp", "-i", "rtsp://"+rtsp+"/mati-hidup",
		"-map", "0:v:0", "-c", "copy", "-flush_packets", "1", "-f", "framecrc", "-")
	playsOn(t, player, "at the beginning")
	for n := range 10 {
		cam.Stop()
		away := time.Second + time.Duration(n%5)*250*time.Millisecond
		<-time.After(away)
		if err = cam.Start(); err != nil {
			t.Fatal(err)
		}
		playsOn(t, player, fmt.Sprintf("after restart %d, away for %v", n+1, away))
	}

	times, odd := timestamps(player)
	for i := 1; i < len(times); i++ {
		if times[i] <= times[i-1] {
			t.Errorf("picture %d of %d is at %v, the one before it at %v", i, len(times), times[i], times[i-1])
		}
	}
	if span, took := times[len(times)-1]-times[0], time.Since(began); span > took+5*time.Second {
		t.Errorf("the timestamps ran %v ahead in %v", span, took)
	}
	for _, line := range odd {
		for _, word := range []string{"monoton", "discontinu"} {
			if strings.Contains(strings.ToLower(line), word) {
				t.Errorf("FFmpeg complains: %s", line)
			}
		}
	}
}

// playsOn waits until the player has got twenty more pictures; a player that
// ends has been thrown out.
func playsOn(t *testing.T, player *process, when string) {
	t.Helper()
	before, _ := timestamps(player)
	await(t, "twenty more pictures "+when, patience, func() bool {
		select {
		case <-player.done:
			t.Fatalf("%s FFmpeg has ended (%v):\n%s", when, player.cmd.ProcessState, strings.Join(player.said(), "\n"))
		default:
		}
		now, _ := timestamps(player)
		return len(now) >= len(before)+20
	})
}

// timestamps reads framecrc's lines (stream, dts, pts, duration, size, sum; a
// head tells the unit) and returns what is not of that kind apart.
func timestamps(player *process) (times []time.Duration, odd []string) {
	unit := 1.0 / 90000
	for _, line := range player.said() {
		if base, ok := strings.CutPrefix(line, "#tb 0: "); ok {
			up, down, _ := strings.Cut(base, "/")
			n, _ := strconv.ParseFloat(up, 64)
			d, _ := strconv.ParseFloat(down, 64)
			unit = n / d
			continue
		}
		f := strings.Split(line, ",")
		if strings.HasPrefix(line, "#") || len(f) < 6 {
			odd = append(odd, line)
			continue
		}
		if ticks, err := strconv.ParseInt(strings.TrimSpace(f[1]), 10, 64); err == nil {
			times = append(times, time.Duration(float64(ticks)*unit*float64(time.Second)))
		}
	}
	return times, odd
}
