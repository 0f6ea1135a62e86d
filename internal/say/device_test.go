package say_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
)

func TestDevices_fail_in_words_of_their_own(t *testing.T) {
	if err := say.Load("id"); err != nil { // other tests speak English
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, err := range []error{
		camera.ErrDeviceLogin, camera.ErrDeviceSilent, camera.ErrNotDevice, camera.ErrDeviceAddress,
		moving(camera.ErrDeviceLogin), moving(camera.ErrDeviceSilent), moving(camera.ErrNotDevice), moving(camera.ErrDeviceRefused), camera.ErrNoPTZ,
		camera.ErrRange, camera.ErrRangeLarge, camera.ErrNoNetwork, camera.ErrTemplate,
	} {
		s := say.Error(fmt.Errorf("around: %w", err))
		if s.What == "" || s.Do == "" || s == say.Error(fmt.Errorf("something")) || seen[s.What] {
			t.Errorf("%v: %+v", err, s)
		}
		seen[s.What] = true
	}
	for _, h := range camera.Habits() {
		if s := say.Habit(h); s.What == "" || s.Do == "" || seen[s.What] {
			t.Errorf("%s: %+v", h, s)
		}
	}
}

// moving is an error that a device gave when it was to be moved.
func moving(err error) error { return fmt.Errorf("%w: %w", camera.ErrMoving, err) }

func TestCameraClock_says_how_far_it_is_off(t *testing.T) {
	if err := say.Load("id"); err != nil {
		t.Fatal(err)
	}
	for ahead, want := range map[time.Duration]string{
		0: "", 29 * time.Second: "", 7 * time.Minute: "Jam kamera meleset 7 menit (terlalu cepat).",
		-7 * time.Minute: "Jam kamera meleset 7 menit (terlambat).",
	} {
		if got := say.CameraClock(ahead); got != want {
			t.Errorf("%v: %q, want %q", ahead, got, want)
		}
	}
	if got := say.CameraClock(-45 * time.Second); got == "" {
		t.Error("45 s are nothing")
	}
}
