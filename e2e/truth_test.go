package e2e

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// wallTile is a tile of the status server's /v1/wall: what stands on the glass.
type wallTile struct {
	Name, State, Words, Reason string
	Colour                     bool
	AgeMS                      int64 `json:"age_ms"`
}

// tiles asks what stands on the wall, by camera; nil while nobody answers.
func tiles(address string) map[string]wallTile {
	client := http.Client{Timeout: 5 * time.Second}
	answer, err := client.Get("http://" + address + "/v1/wall")
	if err != nil {
		return nil
	}
	defer answer.Body.Close()
	var wall struct{ Tiles []wallTile }
	if json.NewDecoder(answer.Body).Decode(&wall) != nil {
		return nil
	}
	byName := map[string]wallTile{}
	for _, t := range wall.Tiles {
		byName[t.Name] = t
	}
	return byName
}

// Four cameras on one wall: one stops, one repeats its picture, one sends
// broken bytes, one is well. Every tile says so, by itself, and goes back to
// LIVE when its camera is well again; nothing is in colour that is not live.
func TestTiles_tell_the_truth_about_their_cameras(t *testing.T) {
	program, display, data := binary(t), screen(t, "1366x768"), filepath.Join(t.TempDir(), "data")
	names := []string{"Berhenti", "Mengulang", "Rusak", "Sehat"}
	cams := map[string]*simcam.Camera{}
	for _, name := range names {
		cam, err := simcam.Open(simcam.Spec{Codec: "h264", Name: name}, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(cam.Close)
		cams[name] = cam
	}
	publishAll(t, data, cams)
	rtsp, status := freePort(t), freePort(t)
	start(t, []string{display}, program, "--data", data, "--rtsp", rtsp, "--status", status, "--wall", "semua")

	live := func(name string) bool {
		s := tiles(status)[name]
		return s.Colour && (s.State == "live" || s.State == "reduced")
	}
	await(t, "all tiles live", patience, func() bool {
		for _, name := range names {
			if !live(name) {
				return false
			}
		}
		return true
	})
	shot(t, display, "truth-live")

	cams["Berhenti"].Stop()
	for name, fault := range map[string]simcam.Fault{"Mengulang": simcam.Repeat, "Rusak": simcam.Corrupt} {
		if err := cams[name].Set(fault); err != nil {
			t.Fatal(err)
		}
	}
	// Five seconds are the promise; the rest is for a busy machine.
	for name, states := range map[string][]string{
		"Berhenti": {"stale", "reconnecting", "offline"}, "Mengulang": {"repeated"}, "Rusak": {"broken"},
	} {
		await(t, name+" says what is wrong, in grey", 15*time.Second, func() bool {
			tile := tiles(status)[name]
			for _, s := range states {
				if tile.State == s && !tile.Colour && tile.Words != "" {
					return true
				}
			}
			return false
		})
	}
	shot(t, display, "truth-faults")
	if !live("Sehat") {
		t.Errorf("the camera that is well: %+v", tiles(status)["Sehat"])
	}

	if err := cams["Berhenti"].Start(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Mengulang", "Rusak"} {
		if err := cams[name].Set(simcam.None); err != nil {
			t.Fatal(err)
		}
	}
	defer func() {
		if t.Failed() {
			t.Logf("the wall: %+v", tiles(status))
			shot(t, display, "truth-failed")
		}
	}()
	for _, name := range names {
		await(t, name+" is live again", patience, func() bool { return live(name) })
	}
}

// publishAll opens an office with these cameras, past its first run.
func publishAll(t *testing.T, data string, cams map[string]*simcam.Camera) {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: data, Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}()
	if err := d.Office.FirstRun(desk.FirstRunInput{Language: "id", UserName: "Uji"}); err != nil {
		t.Fatal(err)
	}
	for name, cam := range cams {
		spec := cam.Spec()
		if _, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{
			Name: name, Address: cam.URL(), User: spec.User, Password: secret.NewText(spec.Password), AllowBasic: true, Enabled: true,
		}); err != nil {
			t.Fatal(err)
		}
	}
}
