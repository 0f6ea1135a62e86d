package desk_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// watch reads a path of the relay as a bare program does: SETUP, PLAY, and then
// whatever comes. It gives the connection while packets flow.
func watch(t *testing.T, d *desk.Desk, path string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", d.Pulse().Listening)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetDeadline(time.Now().Add(patience))
	url, br := "rtsp://"+d.Pulse().Listening+"/"+path, bufio.NewReader(c)
	for i, request := range []string{
		"SETUP " + url + "/trackID=0 RTSP/1.0\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n",
		"PLAY " + url + " RTSP/1.0\r\n",
	} {
		if _, err := fmt.Fprintf(c, "%sCSeq: %d\r\n\r\n", request, i+1); err != nil {
			t.Fatal(err)
		}
		status, err := br.ReadString('\n')
		if err != nil || !strings.Contains(status, "200") {
			t.Fatal(request, status, err)
		}
		for line := status; line != "\r\n"; {
			if line, err = br.ReadString('\n'); err != nil {
				t.Fatal(err)
			}
		}
	}
	return c
}

func TestDisconnect_ends_one_reader_and_is_on_the_camera_s_trail(t *testing.T) {
	d, cam := openRelay(t, t.TempDir()), openCamera(t)
	id := publish(t, d, cam, ulid.ULID{})
	await(t, "the camera is live", func() bool { return stateOf(d, id) == relay.Live })
	first, second := watch(t, d, "simpang-garuda"), watch(t, d, "simpang-garuda")
	await(t, "two readers", func() bool { return len(d.Pulse().Relay.Readers) == 2 })
	victim := ""
	for _, r := range d.Pulse().Relay.Readers {
		if r.Remote == first.LocalAddr().String() {
			victim = r.ID
		}
	}
	if err := d.Cameras.Disconnect(victim); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, first); err != nil && strings.Contains(err.Error(), "timeout") {
		t.Error("the reader still reads")
	}
	await(t, "one reader", func() bool { return len(d.Pulse().Relay.Readers) == 1 })
	if got := d.Pulse().Relay.Readers[0].Remote; got != second.LocalAddr().String() {
		t.Errorf("the wrong one was cut, %s reads on", got)
	}
	view, err := d.Cameras.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	if entry := view.Trail[0]; entry.Action != "putuskan-pembaca" || len(entry.Changes) != 1 || !strings.Contains(entry.Changes[0].Old, first.LocalAddr().String()) {
		t.Errorf("the trail says %+v", entry)
	}
	if err := d.Cameras.Disconnect(victim); err != nil {
		t.Error("that it has left is no failure:", err)
	}
}

// Editing one camera leaves the others' sessions and readers alone.
func TestEditing_a_camera_restarts_only_that_camera(t *testing.T) {
	d, one, two := openRelay(t, t.TempDir()), openCamera(t), openCamera(t)
	a := publish(t, d, one, ulid.ULID{})
	b, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Pasar", Address: two.URL(), User: "operator",
		Password: secret.NewText("r4hasia"), Enabled: true, AgencyID: agency(t, d, "Dishub")})
	if err != nil {
		t.Fatal(err)
	}
	await(t, "both live", func() bool { return stateOf(d, a) == relay.Live && stateOf(d, b) == relay.Live })
	watch(t, d, "simpang-garuda")
	watch(t, d, "pasar")
	await(t, "two readers", func() bool { return len(d.Pulse().Relay.Readers) == 2 })
	before := statusOf(d, a)
	view, err := d.Cameras.Get(b)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Cameras.Update(b, desk.CameraDraft{Name: "Pasar", Path: view.Camera.Path, Address: two.URL(), User: "operator",
		Password: secret.NewText("r4hasia"), Enabled: true, AgencyID: view.Camera.AgencyID, Transport: "tcp"}); err != nil {
		t.Fatal(err)
	}
	await(t, "the edited camera is live again", func() bool {
		now := statusOf(d, b)
		return now.State == relay.Live && now.Since.After(before.Since)
	})
	after := statusOf(d, a)
	if after.Reconnects != before.Reconnects || !after.Since.Equal(before.Since) || after.Readers != 1 {
		t.Errorf("the other camera: %d reconnects, live since %v, %d readers", after.Reconnects, after.Since, after.Readers)
	}
}

func statusOf(d *desk.Desk, id ulid.ULID) relay.CameraStatus {
	for _, c := range d.Pulse().Cameras {
		if c.ID == id {
			return c.Status
		}
	}
	return relay.CameraStatus{}
}
