package desk_test

import (
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// wiretap stands between the relay and a camera and counts how often something
// was asked for, in these words.
type wiretap struct {
	addr, words string
	wg          sync.WaitGroup

	mu    sync.Mutex
	asked int
}

// openWiretap listens until the test ends.
func openWiretap(t *testing.T, to, words string) *wiretap {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wiretap{addr: ln.Addr().String(), words: words}
	w.wg.Go(func() {
		for {
			near, err := ln.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", to)
			if err != nil {
				_ = near.Close()
				continue
			}
			w.wg.Go(func() { defer near.Close(); _, _ = io.Copy(near, far) })
			w.wg.Go(func() { defer far.Close(); _, _ = io.Copy(far, io.TeeReader(near, w)) })
		}
	})
	t.Cleanup(func() { _ = ln.Close(); w.wg.Wait() })
	return w
}

func (w *wiretap) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked += strings.Count(string(p), w.words)
	return len(p), nil
}

func (w *wiretap) heard() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked
}

// TestWay_that_worked_outlives_a_restart: a camera that takes UDP only is found
// out once. After a restart it is asked for UDP at once; neither the trail nor
// the steps that can be taken back know of it, and another address begins anew.
func TestWay_that_worked_outlives_a_restart(t *testing.T) {
	dir := t.TempDir()
	open := func() *desk.Desk {
		d, err := desk.Open(desk.Config{Dir: dir, Listen: "127.0.0.1:0", Still: grey})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	shut := func(d *desk.Desk) {
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
	cam, err := simcam.Open(simcam.Spec{UDPOnly: true, Clips: assets.Clips()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer cam.Close()
	tap, other := openWiretap(t, cam.Addr(), "interleaved="), openWiretap(t, cam.Addr(), "interleaved=")
	through := func(w *wiretap) string { return "rtsp://" + w.addr + cam.Spec().Main }

	d := open()
	id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Hanya UDP", Address: through(tap), Enabled: true})
	if err != nil {
		t.Fatal(err)
	}
	await(t, "the way is kept", func() bool { return desk.WayOf(d, id) == string(relay.UDP) })
	if tap.heard() != 1 {
		t.Errorf("asked for TCP %d times", tap.heard())
	}
	if done, some := d.Acts.Last(); !some || done.Action != "terbitkan-kamera" {
		t.Errorf("the newest step is %+v", done)
	}
	lines, err := d.Ledger.Audit(desk.AuditFilter{ObjectID: id})
	if err != nil || len(lines) != 1 {
		t.Errorf("the trail has %d lines, %v", len(lines), err)
	}
	shut(d)

	d = open()
	await(t, "live again", func() bool { return stateOf(d, id) == relay.Live })
	if tap.heard() != 1 {
		t.Errorf("asked for TCP again: %d times in all", tap.heard())
	}
	draft := desk.DraftOf(statusNow(t, d, id).Camera)
	draft.Address = through(other)
	if err := d.Cameras.Update(id, draft); err != nil {
		t.Fatal(err)
	}
	await(t, "live at its other address", func() bool { return stateOf(d, id) == relay.Live && other.heard() > 0 })
	await(t, "that way is kept, too", func() bool { return desk.WayOf(d, id) == string(relay.UDP) })
	shut(d)

	// What the assistant's test has found out need not be found out again.
	d = open()
	defer shut(d)
	late := openWiretap(t, cam.Addr(), "interleaved=")
	tested := desk.CameraDraft{Name: "Teruji", Address: through(late), Enabled: true}
	v := d.Cameras.Probe(t.Context(), tested, nil)
	if !v.OK || v.Transport != "udp" {
		t.Fatalf("%+v", v)
	}
	asked := late.heard()
	tested.Verdict = &v
	second, err := d.Cameras.Publish(t.Context(), tested)
	if err != nil {
		t.Fatal(err)
	}
	await(t, "the tested one is live", func() bool { return stateOf(d, second) == relay.Live })
	if late.heard() != asked {
		t.Error("the relay asked for TCP although the test had told it")
	}
	if err := d.Cameras.Trash(second); err != nil {
		t.Fatal(err)
	}
	if err := d.Cameras.Erase(second); err != nil {
		t.Fatal(err)
	}
	if way := desk.WayOf(d, second); way != "" {
		t.Errorf("an erased camera's way is left: %s", way)
	}
}

// TestDigest_that_worked_outlives_a_restart: a camera that computes the digest by
// SHA-256 wrongly is asked by it once, whatever its transport is; neither a
// restart nor what the assistant's test has found out costs another login.
func TestDigest_that_worked_outlives_a_restart(t *testing.T) {
	dir := t.TempDir()
	open := func() *desk.Desk {
		d, err := desk.Open(desk.Config{Dir: dir, Listen: "127.0.0.1:0", Still: grey})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	cam, err := simcam.Open(simcam.Spec{User: "pengamat", Password: "r4hasia", Auth: "digest-wrong", Clips: assets.Clips()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer cam.Close()
	draft := func(w *wiretap, transport string) desk.CameraDraft {
		return desk.CameraDraft{Name: "Salah hitung " + w.addr, Address: "rtsp://" + w.addr + cam.Spec().Main, User: "pengamat",
			Password: secret.NewText("r4hasia"), Transport: transport, Enabled: true}
	}
	for _, transport := range []string{"auto", "tcp"} {
		d, tap := open(), openWiretap(t, cam.Addr(), `algorithm="SHA-256"`)
		id, err := d.Cameras.Publish(t.Context(), draft(tap, transport))
		if err != nil {
			t.Fatal(err)
		}
		await(t, "the digest is kept", func() bool { return desk.PlainDigestOf(d, id) })
		if tap.heard() == 0 {
			t.Error("the strong digest was never tried")
		}
		tried := tap.heard()
		if err = d.Close(); err != nil {
			t.Fatal(err)
		}
		d = open()
		await(t, "live again", func() bool { return stateOf(d, id) == relay.Live })
		if tap.heard() != tried {
			t.Error("the strong digest was tried again after a restart")
		}
		if err = d.Close(); err != nil {
			t.Fatal(err)
		}
	}

	d := open()
	defer d.Close()
	late := openWiretap(t, cam.Addr(), `algorithm="SHA-256"`)
	tested := draft(late, "auto")
	v := d.Cameras.Probe(t.Context(), tested, nil)
	if !v.OK || !v.PlainDigest {
		t.Fatalf("%+v", v)
	}
	tried := late.heard()
	tested.Verdict = &v
	id, err := d.Cameras.Publish(t.Context(), tested)
	if err != nil {
		t.Fatal(err)
	}
	await(t, "the tested one is live", func() bool { return stateOf(d, id) == relay.Live })
	if late.heard() != tried {
		t.Error("the relay tried the strong digest although the test had told it")
	}
}
