package e2e

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// What outside scripts rely on of the status server, told by a camera that is
// shown, one whose codec only the relay can do with, and one that is not there.
func TestThe_status_server_keeps_its_contract(t *testing.T) {
	tool(t, "ffprobe")
	program, data := binary(t), filepath.Join(t.TempDir(), "data")
	table := "nama;url;jalur\n"
	for _, codec := range []string{"h264", "mpeg4"} {
		cam, err := simcam.Open(simcam.Spec{Name: codec, Codec: codec}, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(cam.Close)
		table += codec + ";" + cam.URL() + ";uji/" + codec + "\n"
	}
	table += "mati;rtsp://admin:rahasia@" + freePort(t) + "/x;uji/mati\n"
	csv := filepath.Join(t.TempDir(), "kamera.csv")
	if err := os.WriteFile(csv, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := run(t, nil, program, "import", "cameras", csv, "--apply", "--data", data); err != nil {
		t.Fatalf("import: %v\n%s", err, out)
	}
	rtsp, status := freePort(t), freePort(t)
	serve := start(t, nil, program, "serve", "--data", data, "--rtsp", rtsp, "--status", status)
	await(t, "two live cameras, and the reason why the third is not", patience, func() bool {
		live, told := 0, 0
		for _, c := range cameras(status) {
			if c.State == "live" {
				live++
			} else if c.Reason != "" {
				told++
			}
		}
		return live == 2 && told == 1
	})
	if got := strings.TrimSpace(get(t, "http://"+status+"/healthz")); got != "ok" {
		t.Errorf("/healthz says %q", got)
	}
	fieldsOf(t, get(t, "http://"+status+"/v1/cameras"))
	metrics := get(t, "http://"+status+"/metrics")
	for _, line := range []string{`cctvdesk_camera_up{path="uji/h264"} 1`, `cctvdesk_camera_up{path="uji/mati"} 0`, `cctvdesk_camera_bytes_total{path="uji/mpeg4"}`,
		`cctvdesk_camera_packets_lost_total{path="uji/h264"}`, `cctvdesk_camera_reconnects_total{path="uji/mati"}`, `cctvdesk_readers{path="uji/h264"}`,
		`cctvdesk_reader_bytes_total`, `cctvdesk_decode_frames_total{path="uji/h264"}`, `go_goroutines`} {
		if !strings.Contains(metrics, line) {
			t.Errorf("/metrics lacks %s", line)
		}
	}
	for _, page := range []string{"healthz", "v1/cameras", "metrics"} {
		answer, err := http.Post("http://"+status+"/"+page, "text/plain", strings.NewReader("x"))
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("POST %s: %s", page, answer.Status)
		}
	}
	for _, transport := range []string{"tcp", "udp"} {
		got, err := ffprobe(t, transport, "rtsp://"+rtsp+"/uji/mpeg4")
		if err != nil || got.Codec != "mpeg4" {
			t.Errorf("a codec that the wall cannot show, by %s: %+v %v", transport, got, err)
		}
	}
	serve.stop(syscall.SIGTERM)
	if code := serve.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("ended with %d", code)
	}
}

// fieldsOf looks that /v1/cameras has exactly the fields of the contract, and
// no address or login in any of them.
func fieldsOf(t *testing.T, body string) {
	t.Helper()
	var list []map[string]any
	if err := json.Unmarshal([]byte(body), &list); err != nil || len(list) != 3 {
		t.Fatalf("%v\n%s", err, body)
	}
	want := []string{"audio", "codec", "fps", "height", "id", "kbps", "last_picture", "name", "packets_lost", "path", "readers", "reason", "reconnects", "since", "state", "width"}
	for _, c := range list {
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(c))); diff != "" {
			t.Errorf("fields (-want +got):\n%s", diff)
		}
		if c["path"] == "uji/mati" && (c["state"] == "live" || c["reason"] == "") {
			t.Errorf("a camera that is not there: %v", c)
		}
	}
	for _, secret := range []string{"rahasia", "admin", "127.0.0.1"} {
		if strings.Contains(body, secret) {
			t.Errorf("%q stands in\n%s", secret, body)
		}
	}
}
