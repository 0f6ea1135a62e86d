package relay

import (
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/format"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// TestReader is the conformance suite of a reader: whatever the camera and the
// way, it gets the description, a key picture first, and numbers without a seam.
func TestReader(t *testing.T) {
	cameras := map[string]struct {
		spec  simcam.Spec
		codec rtpx.Codec
	}{
		"h264":             {simcam.Spec{Codec: "h264"}, rtpx.H264},
		"h264 with sound":  {simcam.Spec{Codec: "h264", Audio: "pcma"}, rtpx.H264},
		"h265":             {simcam.Spec{Codec: "h265", Audio: "aac"}, rtpx.H265},
		"mjpeg":            {simcam.Spec{Codec: "mjpeg"}, rtpx.MJPEG},
		"with digest":      {simcam.Spec{User: "admin", Password: "p@ss:w/rd%#", Auth: "digest"}, rtpx.H264},
		"long key spacing": {simcam.Spec{KeyInterval: 4 * time.Second}, rtpx.H264},
	}
	ways := map[string][]viewOption{"tcp": nil, "udp": {byUDP}}
	for name, c := range cameras {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cam := openCamera(t, c.spec)
			e := openEngine(t, Config{})
			r := record(t, "simpang/utara", cam)
			put(t, e, r)
			untilState(t, e, r.ID, Live, 5*time.Second)
			for way, opts := range ways {
				t.Run(way, func(t *testing.T) { conform(t, address(e, r.Path), c.codec, cam.Spec().Audio, opts) })
			}
			st := status1(e, r.ID)
			if st.VideoCodec == "" || (c.spec.Audio != "") != (st.AudioCodec != "") {
				t.Errorf("codecs %q %q", st.VideoCodec, st.AudioCodec)
			}
			if st.Width == 0 || st.Height == 0 {
				t.Errorf("size %dx%d", st.Width, st.Height)
			}
		})
	}
}

func conform(t *testing.T, url string, codec rtpx.Codec, audio string, opts []viewOption) {
	v := mustView(t, url, opts...)
	v.untilPackets(60, 12*time.Second)
	pack := v.packets()
	continuous(t, pack)
	firstIsKey(t, codec, pack)
	if audio != "" {
		until(t, "sound", 5*time.Second, func() bool {
			v.mu.Lock()
			defer v.mu.Unlock()
			return v.sound > 5
		})
	}
	late := mustView(t, url, opts...) // joins in mid group: no wait for the next key picture
	late.untilPackets(1, 500*time.Millisecond)
	late.untilPackets(30, 12*time.Second)
	continuous(t, late.packets())
	firstIsKey(t, codec, late.packets())
}

// TestUDPReaderThatMustWaitIsNotTakenForDead: before its first key picture a
// reader gets a report, or its own time limit would send it away.
func TestUDPReaderThatMustWaitIsNotTakenForDead(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{KeyInterval: 4 * time.Second})
	e := openEngine(t, Config{})
	r := record(t, "jarang", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	v := mustView(t, address(e, r.Path)+"?start=live", byUDP, func(v *viewer, _ *gortsplib.Client) {
		v.reports = make(chan struct{}, 64)
	})
	select {
	case <-v.reports:
	case <-time.After(3 * time.Second):
		t.Fatal("no sign of life")
	}
	v.untilPackets(1, 8*time.Second)
	firstIsKey(t, rtpx.H264, v.packets())
}

func TestPullByUDP(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{Audio: "pcma"})
	e := openEngine(t, Config{})
	r := record(t, "udp", cam)
	r.Transport = UDP
	put(t, e, r)
	st := untilState(t, e, r.ID, Live, 8*time.Second)
	if st.Transport != UDP {
		t.Errorf("transport %q", st.Transport)
	}
	v := mustView(t, address(e, "udp"))
	v.untilPackets(60, 10*time.Second)
	continuous(t, v.packets())
}

func TestTLSCameraIsPinnedAtFirstUse(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{TLS: true, User: "u", Password: "p"})
	e := openEngine(t, Config{})
	r := record(t, "tls", cam)
	put(t, e, r)
	st := untilState(t, e, r.ID, Live, 8*time.Second)
	if len(st.Fingerprint) != 64 {
		t.Fatalf("fingerprint %q", st.Fingerprint)
	}
	r.Fingerprint = "00" + st.Fingerprint[2:]
	put(t, e, r)
	st = untilState(t, e, r.ID, Refused, 8*time.Second)
	if st.Fault.Kind != FaultCertificate || st.Fingerprint != r.Fingerprint || "00"+st.Offered[2:] != r.Fingerprint {
		t.Errorf("fault %v, trusted %s, offered %s", st.Fault, st.Fingerprint, st.Offered)
	}
	r.Fingerprint = st.Offered
	put(t, e, r)
	if st = untilState(t, e, r.ID, Live, 8*time.Second); st.Offered != "" {
		t.Errorf("offered %s", st.Offered)
	}
}

func TestBasicOverABareLineNeedsLeave(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{User: "u", Password: "p", Auth: "basic"})
	e := openEngine(t, Config{})
	r := record(t, "basic", cam)
	put(t, e, r)
	if st := untilState(t, e, r.ID, Refused, 5*time.Second); st.Fault.Kind != FaultLoginMethod {
		t.Fatalf("fault %v", st.Fault)
	}
	r.AllowBasic = true
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
}

// TestReadersSurviveTheirCamera: killed and restarted, the reader stays and its
// numbers only grow.
func TestReadersSurviveTheirCamera(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]viewOption{"tcp": nil, "udp": {byUDP}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cam := openCamera(t, simcam.Spec{})
			e := openEngine(t, Config{})
			r := record(t, "jembatan", cam)
			put(t, e, r)
			untilState(t, e, r.ID, Live, 5*time.Second)
			v := mustView(t, address(e, r.Path), opts...)
			v.untilPackets(30, 5*time.Second)
			for range 3 {
				cam.Stop()
				st := untilState(t, e, r.ID, Waiting, 5*time.Second)
				if st.Fault == nil {
					t.Fatal("no reason is named")
				}
				if got := kept(e.find(r.Path).stream); got != 0 {
					t.Fatalf("%d old pictures are kept", got)
				}
				if err := cam.Start(); err != nil {
					t.Fatal(err)
				}
				v.untilPackets(30, 8*time.Second)
			}
			if v.over() {
				t.Fatal("the reader was cut")
			}
			continuous(t, v.packets())
			if st := status1(e, r.ID); st.Reconnects != 3 {
				t.Errorf("%d reconnects", st.Reconnects)
			}
		})
	}
}

func kept(s *stream) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.group.units)
}

func TestSilenceIsAStallAndThenAReconnect(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{})
	e := openEngine(t, Config{Limits: Limits{Silence: 1500 * time.Millisecond}})
	changes := e.Subscribe()
	defer changes.Close()
	r := record(t, "sunyi", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	v := mustView(t, address(e, r.Path))
	v.untilPackets(10, 5*time.Second)
	if err := cam.Set(simcam.Silence); err != nil {
		t.Fatal(err)
	}
	silent := time.Now()
	st := untilState(t, e, r.ID, Stalled, 4*time.Second)
	t.Logf("R9: silence was seen after %v, its limit here is 1.5 s", time.Since(silent).Round(time.Millisecond))
	if st.Fault == nil || st.Fault.Kind != FaultSilent {
		t.Fatalf("fault %v", st.Fault)
	}
	if err := cam.Set(simcam.None); err != nil {
		t.Fatal(err)
	}
	v.untilPackets(30, 12*time.Second)
	continuous(t, v.packets())
	var seq uint64
	for ch, err := changes.Next(deadline(t, 5*time.Second)); ; ch, err = changes.Next(deadline(t, 5*time.Second)) {
		if err != nil {
			t.Fatal(err)
		}
		if seq != 0 && ch.Seq != seq+1 {
			t.Fatal("a change is missing")
		}
		if seq = ch.Seq; ch.To == Stalled {
			break
		}
	}
}

func TestRefusedLoginStopsAfterTwo(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{User: "admin", Password: "right", Auth: "digest"})
	e := openEngine(t, Config{})
	r := record(t, "kantor", cam)
	good := r.URL
	r.URL = parse(t, cam.URL()).WithLogin("admin", good.Password())
	r.URL = parse(t, "rtsp://admin:wrong@"+cam.Addr()+cam.Spec().Main)
	put(t, e, r)
	st := untilState(t, e, r.ID, Refused, 15*time.Second)
	if st.Fault.Kind != FaultLogin || st.Attempt != 2 || !st.NextTry.IsZero() {
		t.Fatalf("%+v", st)
	}
	r.URL = good
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
}

func TestSubStreamIsPulledOnlyWhileSomebodyWatches(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{Sub: true})
	e := openEngine(t, Config{Limits: Limits{Linger: 300 * time.Millisecond}})
	r := record(t, "pasar", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	sub := func() State { return status1(e, r.ID).Sub.State }
	if sub() != Disabled {
		t.Fatal("pulled without a reader")
	}
	v := mustView(t, address(e, "pasar/sub"))
	v.untilPackets(20, 5*time.Second)
	if sub() != Live {
		t.Fatal(sub())
	}
	v.client.Close()
	until(t, "the sub stream rests", 5*time.Second, func() bool { return sub() == Disabled })
}

func TestTap(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{Audio: "pcma"})
	e := openEngine(t, Config{})
	r := record(t, "taman", cam)
	put(t, e, r)
	tap, err := e.Tap("taman")
	if err != nil {
		t.Fatal(err)
	}
	var last uint32
	for i := range 40 {
		pack, at, err := tap.Read(deadline(t, 10*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			firstIsKey(t, rtpx.H264, pack)
			if _, ok := tap.Format().(*format.H264); !ok {
				t.Fatalf("format %T", tap.Format())
			}
		}
		if !pack[len(pack)-1].Marker || time.Since(at) > 5*time.Second {
			t.Fatal("not one whole new picture")
		}
		if ts := pack[0].Timestamp; i > 0 && int32(ts-last) <= 0 {
			t.Fatal("time stands still")
		} else {
			last = ts
		}
		for _, p := range pack {
			if p.Timestamp != last {
				t.Fatal("packets of two pictures")
			}
		}
	}
	cam.Stop()
	untilState(t, e, r.ID, Waiting, 5*time.Second)
	if err = cam.Start(); err != nil {
		t.Fatal(err)
	}
	for range 20 { // what waited, and then pictures of the camera that came back
		if _, _, err = tap.Read(deadline(t, 10*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	if err = tap.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err = tap.Read(deadline(t, time.Second)); err != ErrClosed {
		t.Fatal(err)
	}
	if _, err = e.Tap("nowhere"); faultKind(err) != FaultNoPath {
		t.Fatal(err)
	}
}

func TestNewFormatsEndReadersCleanly(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{})
	other := openCamera(t, simcam.Spec{Codec: "h265"})
	e := openEngine(t, Config{})
	r := record(t, "ganti", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	v := mustView(t, address(e, "ganti"))
	v.untilPackets(5, 5*time.Second)
	tap, err := e.Tap("ganti")
	if err != nil {
		t.Fatal(err)
	}
	defer tap.Close()
	r.URL = parse(t, other.URL())
	put(t, e, r)
	until(t, "the reader's end", 8*time.Second, v.over)
	v = mustView(t, address(e, "ganti"))
	v.untilPackets(5, 5*time.Second)
	firstIsKey(t, rtpx.H265, v.packets())
	until(t, "the tap sees the new format", 5*time.Second, func() bool {
		_, ok := tap.Format().(*format.H265)
		return ok
	})
}

func TestEditingTouchesOnlyWhatItMust(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{})
	e := openEngine(t, Config{})
	r := record(t, "satu", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	v := mustView(t, address(e, "satu"))
	v.untilPackets(5, 5*time.Second)
	before := e.find("satu").source.Load()
	r.Name = "Another name"
	put(t, e, r)
	if e.find("satu").source.Load() != before || v.over() {
		t.Fatal("a new name restarted the camera")
	}
	changes := e.Subscribe()
	defer changes.Close()
	e.Reconnect(r.ID)
	if ch, err := changes.Next(deadline(t, 5*time.Second)); err != nil || ch.Name != r.Name {
		t.Fatalf("the change feed knows the camera as %q: %v", ch.Name, err)
	}
	two := record(t, "satu", cam)
	if err := e.Put(two); faultKind(err) != FaultPathTaken {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "Satu", "a//b", "a/sub", "../a", "a b", "a/"} {
		two.Path = bad
		if err := e.Put(two); faultKind(err) != FaultBadPath {
			t.Fatalf("%q: %v", bad, err)
		}
	}
	r.Path = "dua"
	put(t, e, r)
	until(t, "the old path's reader ends", 5*time.Second, v.over)
	if _, err := view(t, address(e, "satu")); err == nil {
		t.Fatal("the old path still answers")
	}
	v = mustView(t, address(e, "dua"))
	v.untilPackets(5, 5*time.Second)
	r.Enabled = false
	put(t, e, r)
	if st := status1(e, r.ID); st.State != Disabled {
		t.Fatal(st.State)
	}
	if v.over() {
		t.Fatal("switching off cut the reader")
	}
	e.Remove(r.ID)
	until(t, "the reader ends with the camera", 5*time.Second, v.over)
}

func TestPortBusy(t *testing.T) {
	e := openEngine(t, Config{})
	if _, err := Open(Config{Listen: e.Addr()}); faultKind(err) != FaultPortBusy {
		t.Fatal(err)
	}
	if _, err := Open(Config{Listen: "no such address"}); faultKind(err) != FaultBadAddress {
		t.Fatal(err)
	}
}

func TestInterleavedChannelsOfTheReadersChoice(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{Audio: "pcma"})
	e := openEngine(t, Config{})
	r := record(t, "kanal", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	// A reader that sets up its second track first wants channels 0-1 for it.
	v := mustView(t, address(e, "kanal"), func(v *viewer, _ *gortsplib.Client) { v.backwards = true })
	v.untilPackets(30, 5*time.Second)
	continuous(t, v.packets())
	firstIsKey(t, rtpx.H264, v.packets())
}
