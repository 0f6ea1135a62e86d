package desk_test

import (
	"errors"
	"log/slog"
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// openTLSCamera starts a camera by rtsps with a certificate of its own.
func openTLSCamera(t *testing.T, listen string) *simcam.Camera {
	t.Helper()
	cam, err := simcam.Open(simcam.Spec{TLS: true, Listen: listen, Clips: assets.Clips()}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cam.Close)
	return cam
}

func statusNow(t *testing.T, d *desk.Desk, id ulid.ULID) desk.CameraView {
	t.Helper()
	v, err := d.Cameras.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestCertificate_is_kept_at_first_use: the certificate that an imported camera
// shows first outlives a restart of the program; another one is refused until
// somebody trusts it, and a camera at another address begins anew.
func TestCertificate_is_kept_at_first_use(t *testing.T) {
	dir := t.TempDir()
	open := func() *desk.Desk {
		d, err := desk.Open(desk.Config{Dir: dir, Listen: "127.0.0.1:0", Still: grey})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	first := openTLSCamera(t, "127.0.0.1:0")
	d := open()
	id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Aman", Address: first.URL(), Enabled: true})
	if err != nil {
		t.Fatal(err)
	}
	await(t, "the certificate is kept", func() bool { return statusNow(t, d, id).Camera.Fingerprint != "" })
	kept := statusNow(t, d, id).Camera.Fingerprint
	if _, err := d.Acts.Undo(); err != nil {
		t.Fatal("the camera cannot be taken back any more: ", err)
	}
	if _, err := d.Acts.Redo(); err != nil {
		t.Fatal(err)
	}
	if got := statusNow(t, d, id).Camera.Fingerprint; got != kept {
		t.Errorf("brought back with %q", got)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}

	listen := first.Addr()
	first.Close()
	openTLSCamera(t, listen)
	d = open()
	defer d.Close()
	await(t, "another certificate is refused", func() bool { return statusNow(t, d, id).Status.State == relay.Refused })
	v := statusNow(t, d, id)
	offered := d.Cameras.Offered(id)
	if v.Status.Fault.Kind != relay.FaultCertificate || v.Camera.Fingerprint != kept || offered == "" || offered == kept {
		t.Fatalf("%v, trusted %s, offered %s", v.Status.Fault, v.Camera.Fingerprint, offered)
	}
	if err := d.Cameras.TrustCertificate(id, kept); !errors.Is(err, desk.ErrCertificateChanged) {
		t.Errorf("a certificate that is not shown: %v", err)
	}
	if err := d.Cameras.TrustCertificate(id, offered); err != nil {
		t.Fatal(err)
	}
	await(t, "the trusted one is live", func() bool { return statusNow(t, d, id).Status.State == relay.Live })

	other := openTLSCamera(t, "127.0.0.1:0")
	draft := desk.DraftOf(statusNow(t, d, id).Camera)
	draft.Address = other.URL()
	if err := d.Cameras.Update(id, draft); err != nil {
		t.Fatal(err)
	}
	await(t, "another camera's certificate is kept", func() bool {
		v := statusNow(t, d, id)
		return v.Status.State == relay.Live && v.Camera.Fingerprint != "" && v.Camera.Fingerprint != offered
	})
}
