package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// kept is what of the wall must survive any end of the program.
type kept struct {
	Views []struct {
		Number int
		Name   string
		Layout string
	}
	Now  struct{ Number int }
	Page int
	Info bool
}

// The program is killed in the middle of the day: the wall comes back with its
// kept views and their numbers, on the same view and page, in a window of the
// same size.
func TestWall_is_as_it_was_after_the_program_was_killed(t *testing.T) {
	program, display, data := binary(t), screen(t, "1366x768"), filepath.Join(t.TempDir(), "data")
	config := t.TempDir()
	env := []string{display, "XDG_CONFIG_HOME=" + config, "HOME=" + t.TempDir()}
	cams := map[string]*simcam.Camera{}
	for n := 1; n <= 6; n++ {
		cam, err := simcam.Open(simcam.Spec{Codec: "h264", Name: fmt.Sprint("Kamera ", n)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(cam.Close)
		cams[cam.Spec().Name] = cam
	}
	publishAll(t, data, cams)
	seed(t, data, `{"views":[{"number":1,"name":"Pagi","kind":"semua","layout":"9"},{"number":7,"name":"Dua-dua","kind":"semua","layout":"2x1"}],"now":{"kind":"semua"},"tour":{}}`)
	rtsp, status := freePort(t), freePort(t)
	first := start(t, env, program, "--data", data, "--rtsp", rtsp, "--status", status)
	openSized(t, display, 1180, 760) // Beranda with its notices needs 742
	await(t, "all six on the wall", patience, func() bool { return len(tiles(status)) == 6 })
	press := func(keys ...string) {
		t.Helper()
		if out, err := run(t, []string{display}, "xdotool", append([]string{"key", "--delay", "60"}, keys...)...); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	names := func() (list []string) {
		for name := range tiles(status) {
			list = append(list, name)
		}
		slices.Sort(list)
		return list
	}
	shows := func(want ...string) func() bool { return func() bool { return slices.Equal(names(), want) } }
	await(t, "view 7", patience, func() bool {
		press("alt+3", "ctrl+7") // before the kept views are read, Ctrl+7 is another page
		return shows("Kamera 1", "Kamera 2")()
	})
	press("Next")
	await(t, "its second page", patience, shows("Kamera 3", "Kamera 4"))
	press("i")
	await(t, "page and details on the disk", patience, func() bool {
		var k kept
		return json.Unmarshal([]byte(wallOn(t, data)), &k) == nil && k.Now.Number == 7 && k.Page == 1 && k.Info
	})
	shot(t, display, "wall-before-kill")
	await(t, "the size on the disk", patience, func() bool { // the toolkit writes its preferences a moment later
		openSized(t, display, 1180, 760)
		kept, err := filepath.Glob(filepath.Join(config, "fyne", "*", "preferences.json"))
		if err != nil || len(kept) == 0 {
			return false
		}
		size, err := os.ReadFile(kept[0])
		return err == nil && strings.Contains(string(size), "1180") && strings.Contains(string(size), "760")
	})
	first.stop(syscall.SIGKILL)

	start(t, env, program, "--data", data, "--rtsp", rtsp, "--status", status)
	await(t, "the window in its size", patience, func() bool {
		out, err := run(t, []string{display}, "xdotool", "search", "--name", "cctvdesk", "getwindowgeometry")
		return err == nil && strings.Contains(out, "1180x760")
	})
	await(t, "the wall", patience, func() bool {
		_, _ = run(t, []string{display}, "xdotool", "search", "--name", "cctvdesk", "windowfocus", "key", "alt+3")
		return len(tiles(status)) > 0
	})
	await(t, "the same view and page", patience, shows("Kamera 3", "Kamera 4"))
	shot(t, display, "wall-after-kill")
	press("ctrl+1")
	await(t, "the other kept view under its number", patience, func() bool { return len(tiles(status)) == 6 })
	await(t, "both kept views on the disk", patience, func() bool {
		var k kept
		return json.Unmarshal([]byte(wallOn(t, data)), &k) == nil && len(k.Views) == 2 && k.Views[1].Name == "Dua-dua" && k.Views[1].Number == 7 && k.Views[1].Layout == "2x1"
	})
}

// seed writes how the wall was left.
func seed(t *testing.T, data, wall string) {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: data, Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Office.ChangeSettings(func(s *db.Settings) { s.Wall = json.RawMessage(wall) }); err != nil {
		t.Fatal(err)
	}
}

// wallOn is what is on the disk of the wall now; "" when the copy was taken in
// the middle of a write.
func wallOn(t *testing.T, data string) string {
	t.Helper()
	d, err := copied(t, data)
	if err != nil {
		return ""
	}
	defer d.Close()
	set, err := d.Office.Settings()
	if err != nil {
		return ""
	}
	return string(set.Wall)
}

// openSized gives the window a size and opens Dinding Video by keyboard.
func openSized(t *testing.T, display string, width, height int) {
	t.Helper()
	await(t, "the window in the size it was given", patience, func() bool {
		_, err := run(t, []string{display}, "xdotool", "search", "--name", "cctvdesk", "windowmove", "0", "0", "windowsize", fmt.Sprint(width), fmt.Sprint(height), "windowfocus", "key", "alt+3")
		<-time.After(time.Second) // one that has just opened takes its own size once more
		out, failed := run(t, []string{display}, "xdotool", "search", "--name", "cctvdesk", "getwindowgeometry")
		return err == nil && failed == nil && strings.Contains(out, fmt.Sprintf("%dx%d", width, height))
	})
}
