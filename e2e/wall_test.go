package e2e

import (
	"image"
	_ "image/png" // screenshots
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// greyWithin is the promise: a camera that stopped is grey on the wall after
// five seconds. The rest is for a busy machine to paint and be photographed.
const greyWithin = 5*time.Second + 5*time.Second

// A camera that stops greys its tile and the relay names the reason; started
// again, it comes back by itself. The eye is a screenshot: colour is life.
func TestA_stopped_camera_greys_its_tile_and_comes_back(t *testing.T) {
	program, display, data := binary(t), screen(t, "1366x768"), filepath.Join(t.TempDir(), "data")
	city := simcam.City()
	spec := city[0]
	for _, s := range city {
		if s.Codec == "" || s.Codec == "h264" {
			spec = s
		}
	}
	cam, err := simcam.Open(spec, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cam.Close)
	publishAll(t, data, map[string]*simcam.Camera{spec.Name: cam})

	rtsp, status := freePort(t), freePort(t)
	start(t, []string{display}, program, "--data", data, "--rtsp", rtsp, "--status", status)
	await(t, "the camera is live in the relay", patience, func() bool { return allLive(cameras(status), 1) })
	openWall(t, display)
	await(t, "the tile is in colour", patience, func() bool { return colour(t, shot(t, display, "wall-live")) > 0.08 })

	cam.Stop()
	await(t, "the stopped camera's tile is grey", greyWithin, func() bool { return colour(t, shot(t, display, "wall-stopped")) < 0.03 })
	list := cameras(status)
	if len(list) != 1 || list[0].State == "live" || list[0].Reason == "" {
		t.Errorf("the relay says %+v: not live and a reason were expected", list)
	}

	if err := cam.Start(); err != nil {
		t.Fatal(err)
	}
	await(t, "the tile is in colour again by itself", patience, func() bool { return colour(t, shot(t, display, "wall-back")) > 0.08 })
}

// openWall fills the screen with the window and opens Dinding Video by keyboard.
func openWall(t *testing.T, display string) {
	t.Helper()
	env := []string{display}
	await(t, "the window", patience, func() bool {
		_, err := run(t, env, "xdotool", "search", "--name", "cctvdesk", "windowmove", "0", "0", "windowsize", "1366", "768", "windowfocus")
		return err == nil
	})
	await(t, "Dinding Video", patience, func() bool {
		if _, err := run(t, env, "xdotool", "key", "alt+3"); err != nil {
			t.Fatal(err)
		}
		return colour(t, shot(t, display, "wall-opening")) > 0.08
	})
}

// colour is how colourful the middle of the page is: the mean distance between
// the strongest and the weakest channel, 0 for grey.
func colour(t *testing.T, path string) float64 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	// The tile without the navigation at the left and the banner in its middle.
	b := img.Bounds()
	area := image.Rect(b.Dx()*35/100, b.Dy()*15/100, b.Dx()*85/100, b.Dy()*38/100)
	var sum float64
	n := 0
	for y := area.Min.Y; y < area.Max.Y; y += 3 {
		for x := area.Min.X; x < area.Max.X; x += 3 {
			r, g, bl, _ := img.At(x, y).RGBA()
			sum += float64(max(r, g, bl)-min(r, g, bl)) / 0xffff
			n++
		}
	}
	return sum / float64(n)
}
