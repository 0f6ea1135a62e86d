package camera

import (
	"errors"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

func TestPTZ_moves_stops_and_goes_to_presets(t *testing.T) {
	for _, login := range []string{"digest", "token"} {
		d := openONVIF(t, simcam.ONVIFSpec{Serial: "PTZ1", PTZ: true, Login: login, Clock: -7 * time.Minute}, simcam.Spec{})
		p, err := OpenPTZ(t.Context(), accessTo(d))
		if err != nil {
			t.Fatal(login, err)
		}
		if err := p.Move(t.Context(), Motion{Pan: 5, Tilt: -0.5}, time.Hour); err != nil {
			t.Fatal(err)
		}
		if err := p.Move(t.Context(), Motion{Zoom: 1}, time.Second); err != nil {
			t.Fatal(err)
		}
		if err := p.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		list, err := p.Presets(t.Context())
		if err != nil || len(list) != 3 || list[1].Name != "Lampu merah" {
			t.Fatalf("presets %v, %v", list, err)
		}
		if err := p.Goto(t.Context(), list[1].Token); err != nil {
			t.Fatal(err)
		}
		if err := p.Goto(t.Context(), "tidak ada"); !errors.Is(err, ErrDeviceRefused) {
			t.Errorf("an unknown preset: %v", err)
		}
		want := []simcam.PTZMove{
			{Kind: "ContinuousMove", Pan: 1, Tilt: -0.5, Timeout: "PT5.0S"}, // speed and time are bounded
			{Kind: "ContinuousMove", Zoom: 1, Timeout: "PT1.0S"},
			{Kind: "Stop"}, {Kind: "GotoPreset", Preset: "2"},
		}
		got := d.Moves()
		if len(got) != len(want) {
			t.Fatalf("%s: %+v", login, got)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: move %d: %+v", login, i, got[i])
			}
		}
	}
}

func TestPTZ_is_refused_where_there_is_none(t *testing.T) {
	d := openONVIF(t, simcam.ONVIFSpec{Serial: "FIX1"}, simcam.Spec{})
	if _, err := OpenPTZ(t.Context(), accessTo(d)); !errors.Is(err, ErrNoPTZ) {
		t.Errorf("got %v", err)
	}
}
