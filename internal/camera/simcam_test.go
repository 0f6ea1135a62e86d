package camera

import (
	"context"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// openSimcam starts a simulated camera and returns the target that reads it.
func openSimcam(t *testing.T, spec simcam.Spec) (*simcam.Camera, Target) {
	t.Helper()
	spec.Clips = assets.Clips()
	c, err := simcam.Open(spec, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	u := address(t, c.URL())
	if spec.User != "" {
		u = u.WithLogin(spec.User, secret.NewText(spec.Password))
	}
	return c, Target{URL: u, Measure: 2 * time.Second}
}

// The simulated cameras of the demo, by every codec, login and transport.
func Test_simulated_cameras_are_measured(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]struct {
		spec      simcam.Spec
		transport string
		codec     string
	}{
		"H.264 digest sound": {simcam.Spec{Codec: "h264", Audio: "pcma", FPS: 25, User: "operator", Password: "p@ss/wörd#1", Auth: "digest"}, "", "H264"},
		"H.264 by UDP":       {simcam.Spec{Codec: "h264", FPS: 15}, "udp", "H264"},
		"H.264 secure":       {simcam.Spec{Codec: "h264", FPS: 15, TLS: true, User: "operator", Password: "x", Auth: "basic"}, "tcp", "H264"},
		"H.265":              {simcam.Spec{Codec: "h265", FPS: 12}, "", "H265"},
		"MJPEG":              {simcam.Spec{Codec: "mjpeg", FPS: 10}, "", "MJPEG"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, target := openSimcam(t, r.spec)
			target.Transport = r.transport
			v := Probe(context.Background(), target, nil, nil)
			if !v.OK || v.Codec != r.codec || v.Width < 160 || v.Height < 90 || v.Lost != 0 {
				t.Fatalf("verdict %+v", v)
			}
			if want := float64(r.spec.FPS); v.FPS < want*0.85 || v.FPS > want*1.15 {
				t.Errorf("%.2f fps, want %v", v.FPS, want)
			}
			if r.transport == "udp" && v.Transport != "udp" {
				t.Errorf("came by %s", v.Transport)
			}
			if r.spec.Audio != "" && v.AudioCodec != "G711" {
				t.Errorf("sound %q", v.AudioCodec)
			}
		})
	}
}

func Test_faults_of_simulated_cameras_are_named(t *testing.T) {
	t.Parallel()
	for fault, want := range map[simcam.Fault]Cause{
		simcam.Silence:          CauseNoPackets,
		simcam.NoKeyPictures:    CauseNoKeyPicture,
		simcam.Drop:             CauseRefused,
		simcam.RefuseLogin:      CauseLogin,
		simcam.HangDescribe:     CauseFiltered,
		simcam.Mute:             CauseNotRTSP,
		simcam.NotRTSP:          CauseNotRTSP,
		simcam.Locked:           CauseLocked,
		simcam.TooMany:          CauseTooMany,
		simcam.Busy:             CauseTooMany,
		simcam.NotFound:         CausePath,
		simcam.Redirect:         CauseRedirect,
		simcam.NoVideo:          CauseNoVideo,
		simcam.UnsupportedCodec: CauseCodec,
	} {
		t.Run(string(fault), func(t *testing.T) {
			t.Parallel()
			c, target := openSimcam(t, simcam.Spec{Codec: "h264", User: "operator", Password: "rahasia", Auth: "digest"})
			if err := c.Set(fault); err != nil {
				t.Fatal(err)
			}
			target.Measure = -1
			v := probe(context.Background(), target, nil, nil, quick())
			if v.Cause != want {
				t.Errorf("ended at %s with %q, want %q", v.Hop, v.Cause, want)
			}
		})
	}
}
