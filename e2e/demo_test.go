package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// demoCameras is how many cameras the demo city has (issue A: eight of four agencies).
const demoCameras = 8

// The demo city opens with every tile live, every printed address can be read
// by a foreign reader over TCP and UDP, and after kill -9 everything is back.
func TestThe_demo_city_is_live_readable_and_survives_kill(t *testing.T) {
	tool(t, "ffprobe")
	program, display, data := binary(t), screen(t, "1920x1080"), filepath.Join(t.TempDir(), "demo")
	rtsp, status := freePort(t), freePort(t)
	args := []string{"--demo", "--data", data, "--rtsp", rtsp, "--status", status}

	desk := start(t, []string{display}, program, args...)
	desk.awaitLine(t, "menampilkan gambar langsung")
	shot(t, display, "demo-wall-1920")
	addresses := printedAddresses(desk.said())
	if len(addresses) != demoCameras {
		t.Fatalf("%d addresses printed, not %d:\n%s", len(addresses), demoCameras, strings.Join(desk.said(), "\n"))
	}
	known := map[string]camera{}
	for _, c := range cameras(status) {
		known["rtsp://"+rtsp+"/"+c.Path] = c
	}
	for _, address := range addresses {
		want, ok := known[address]
		if !ok {
			t.Fatalf("%s is printed, but the status server does not know it", address)
		}
		for _, transport := range []string{"tcp", "udp"} {
			got, err := ffprobe(t, transport, address)
			if err != nil {
				t.Error(err)
				continue
			}
			if got.Width != want.Width || got.Height != want.Height || got.Codec != ffmpegName(want.Codec) {
				t.Errorf("%s over %s: %+v, the relay says %s %dx%d", address, transport, got, want.Codec, want.Width, want.Height)
			}
		}
	}

	desk.stop(syscall.SIGKILL)
	before := office(t, program, data)
	again := start(t, []string{display}, program, args...)
	again.awaitLine(t, "menampilkan gambar langsung")
	again.stop(syscall.SIGTERM)
	if code := again.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("the program ended with %d on SIGTERM", code)
	}
	if diff := cmp.Diff(before, office(t, program, data)); diff != "" {
		t.Errorf("after kill -9 and restart (-before +after):\n%s", diff)
	}
}

func printedAddresses(lines []string) []string {
	address := regexp.MustCompile(`rtsp://[^\s]+`)
	var found []string
	for _, line := range lines {
		if a := address.FindString(line); a != "" {
			found = append(found, a)
		}
	}
	return found
}

// office is what must not be lost: requests with their steps, and cameras.
func office(t *testing.T, program, data string) map[string]any {
	t.Helper()
	all := map[string]any{}
	for _, list := range []string{"requests", "cameras"} {
		file := filepath.Join(t.TempDir(), list+".json")
		if out, err := run(t, nil, program, "export", list, "--out", file, "--data", data); err != nil {
			t.Fatalf("export %s: %v\n%s", list, err, out)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var rows []map[string]any
		if err := json.Unmarshal(text, &rows); err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			t.Fatalf("the demo has no %s", list)
		}
		for _, row := range rows {
			delete(row, "url") // a simulated camera may have to move to another free port
			if steps, ok := row["langkah"].([]any); ok {
				forgetRunningMinutes(steps)
			}
		}
		all[list] = rows
	}
	return all
}

// forgetRunningMinutes drops what grows with the clock: a running step's minutes.
func forgetRunningMinutes(steps []any) {
	for _, s := range steps {
		if step, ok := s.(map[string]any); ok && (step["selesai"] == nil || step["selesai"] == "") {
			delete(step, "menit")
			delete(step, "nilai")
		}
	}
}

// ffmpegName is ffprobe's word for a codec of the relay.
func ffmpegName(codec string) string {
	switch strings.ToLower(strings.NewReplacer(".", "", "-", "").Replace(codec)) {
	case "h264":
		return "h264"
	case "h265", "hevc":
		return "hevc"
	case "mjpeg", "jpeg":
		return "mjpeg"
	}
	return codec
}
