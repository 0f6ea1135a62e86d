package desk_test

import (
	"context"
	"image"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/oklog/ulid/v2"
	"github.com/pion/rtp"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// patience bounds every wait for the real engine.
const patience = 30 * time.Second

// grey stands in for the decoder, which needs cgo: a picture of the size a
// real one would have is enough here, decoding is tested where it lives.
func grey(context.Context, format.Format, []*rtp.Packet) (*image.RGBA, error) {
	return image.NewRGBA(image.Rect(0, 0, 64, 36)), nil
}

// openRelay opens an office with a running relay on a free port.
func openRelay(t *testing.T, dir string) *desk.Desk {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: dir, Listen: "127.0.0.1:0", Still: grey})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// openCamera starts a simulated camera with a login.
func openCamera(t *testing.T) *simcam.Camera {
	t.Helper()
	spec := simcam.City()[0]
	spec.Listen, spec.User, spec.Password, spec.Auth = "127.0.0.1:0", "operator", "r4hasia", "digest"
	spec.Clips, spec.Audio = assets.Clips(), ""
	cam, err := simcam.Open(spec, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cam.Close() })
	return cam
}

// publish gives a camera to the office.
func publish(t *testing.T, d *desk.Desk, cam *simcam.Camera, request ulid.ULID) ulid.ULID {
	t.Helper()
	id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{
		Name: "Simpang Garuda", Address: cam.URL(), User: "operator", Password: secret.NewText("r4hasia"),
		Enabled: true, AgencyID: agency(t, d, "Dishub"), RequestID: request,
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// await polls what the desk says until it is as wanted.
func await(t *testing.T, what string, done func() bool) {
	t.Helper()
	deadline := time.After(patience)
	for !done() {
		select {
		case <-deadline:
			t.Fatalf("waited in vain: %s", what)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func stateOf(d *desk.Desk, id ulid.ULID) relay.State {
	for _, c := range d.Pulse().Cameras {
		if c.ID == id {
			return c.Status.State
		}
	}
	return ""
}

func TestPublish_gives_the_camera_to_the_relay_and_again_after_a_restart(t *testing.T) {
	dir, cam := t.TempDir(), openCamera(t)
	first := openRelay(t, dir)
	id := publish(t, first, cam, ulid.ULID{})
	await(t, "the camera is live", func() bool { return stateOf(first, id) == relay.Live })
	pulse := first.Pulse()
	if pulse.Live != 1 || pulse.Total != 1 || !strings.HasPrefix(first.Cameras.Address("simpang-garuda"), "rtsp://"+pulse.Listening+"/") {
		t.Errorf("live %d of %d at %s", pulse.Live, pulse.Total, pulse.Listening)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again := openRelay(t, dir)
	await(t, "the camera is live after a restart", func() bool { return stateOf(again, id) == relay.Live })
	if err := again.Cameras.SetEnabled(id, false); err != nil {
		t.Fatal(err)
	}
	await(t, "the camera is off", func() bool { return stateOf(again, id) == relay.Disabled })
	if err := again.Cameras.Trash(id); err != nil {
		t.Fatal(err)
	}
	await(t, "the camera has left desk and relay", func() bool {
		p := again.Pulse()
		return len(p.Cameras) == 0 && len(p.Relay.Cameras) == 0
	})
}

func TestProve_reads_back_through_the_relay_and_notes_activity_5(t *testing.T) {
	d, cam := openRelay(t, t.TempDir()), openCamera(t)
	officials(t, d)
	request := draft(t, d, "Relay Simpang Garuda")
	walk(t, d, request, 4)
	act(t, d, request, sop.Act{Kind: sop.ActBegin, Step: 5})
	id := publish(t, d, cam, request)
	if err := d.Cameras.Attach(request, id); err != nil {
		t.Fatal(err)
	}
	var hops []camera.HopName
	proven, err := d.Cameras.Prove(t.Context(), id, func(h camera.Hop) {
		if h.Result == camera.Done {
			hops = append(hops, h.Name)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	proof, picture := proven.Proof, proven.Picture
	if proof.Result != sop.Success || proven.Later || proof.Codec != "H264" || proof.Path != "simpang-garuda" || proof.Picture == "" || picture == nil {
		t.Errorf("%+v", proof)
	}
	if len(hops) == 0 {
		t.Error("no hop was told")
	}
	if proof.UDP != sop.UDPRead || proof.Measured < 9*time.Second || proof.Received == 0 || proof.Lost != 0 || proof.FirstPicture <= 0 || proof.KeyInterval <= 0 {
		t.Errorf("the evidence is thin: %+v", proof)
	}
	v, err := d.Requests.Get(request)
	if err != nil || len(v.Request.Cameras) != 1 || v.Request.Cameras[0].Proof == nil || v.Request.Cameras[0].Proof.Picture != proof.Picture {
		t.Errorf("%+v, %v", v.Request.Cameras, err)
	}
}

func TestOutages_are_written_as_they_happen(t *testing.T) {
	dir, cam := t.TempDir(), openCamera(t)
	d := openRelay(t, dir)
	id := publish(t, d, cam, ulid.ULID{})
	await(t, "the camera is live", func() bool { return stateOf(d, id) == relay.Live })
	cam.Stop()
	outages := func() []desk.OutageRow {
		rows, err := d.Ledger.Outages(desk.OutageFilter{CameraID: id})
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	await(t, "the outage is in the book", func() bool { rows := outages(); return len(rows) == 1 && rows[0].Cause != "" })
	if o := outages()[0]; !o.To.IsZero() || o.Camera != "Simpang Garuda" || o.Agency != "Dishub" {
		t.Errorf("%+v", o)
	}
	if err := cam.Start(); err != nil {
		t.Fatal(err)
	}
	if err := d.Cameras.Reconnect(id); err != nil {
		t.Fatal(err)
	}
	await(t, "the outage has ended", func() bool { rows := outages(); return len(rows) == 1 && !rows[0].To.IsZero() })
}

func TestOutages_end_with_the_program(t *testing.T) {
	dir, cam := t.TempDir(), openCamera(t)
	d := openRelay(t, dir)
	id := publish(t, d, cam, ulid.ULID{})
	cam.Stop()
	await(t, "the outage is in the book", func() bool {
		rows, err := d.Ledger.Outages(desk.OutageFilter{CameraID: id})
		return err == nil && len(rows) == 1
	})
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	after, err := desk.Open(desk.Config{Dir: dir, Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	defer after.Close()
	rows, err := after.Ledger.Outages(desk.OutageFilter{})
	if err != nil || len(rows) != 1 || rows[0].To.IsZero() {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestOpen_with_a_busy_port(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	busy, dir := l.Addr().String(), t.TempDir()
	if d, err := desk.Open(desk.Config{Dir: dir, Listen: busy}); err == nil {
		t.Errorf("opened at %s", d.Pulse().Listening)
	}
	d, err := desk.Open(desk.Config{Dir: dir, Listen: busy, AnyPort: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if p := d.Pulse(); p.WantedListen != busy || p.Listening == busy || p.Listening == "" {
		t.Errorf("listening at %q, wanted %q", p.Listening, p.WantedListen)
	}
}
