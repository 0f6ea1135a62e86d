package relay

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/bluenviron/gortsplib/v4/pkg/description"
	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/oklog/ulid/v2"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"go.uber.org/goleak"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func openCamera(t testing.TB, s simcam.Spec) *simcam.Camera {
	t.Helper()
	c, err := simcam.Open(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func openEngine(t testing.TB, c Config) *Engine {
	t.Helper()
	c.Listen = "127.0.0.1:0"
	e, err := Open(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
		if err := e.Close(); err != nil {
			t.Error("closed twice:", err)
		}
	})
	return e
}

func parse(t testing.TB, s string) secret.URL {
	t.Helper()
	u, err := secret.ParseURL(s)
	if err != nil {
		t.Fatal(s, err)
	}
	return u
}

// record is a camera as the office would enter it.
func record(t testing.TB, path string, c *simcam.Camera) Camera {
	t.Helper()
	s := c.Spec()
	r := Camera{ID: ulid.Make(), Name: path, Path: path, URL: parse(t, c.URL()), Transport: Auto, Enabled: true}
	if s.User != "" {
		r.URL = r.URL.WithLogin(s.User, secret.NewText(s.Password))
	}
	if c.SubURL() != "" {
		r.SubURL = parse(t, c.SubURL()).WithLogin(s.User, secret.NewText(s.Password))
	}
	return r
}

func put(t testing.TB, e *Engine, r Camera) {
	t.Helper()
	if err := e.Put(r); err != nil {
		t.Fatal(err)
	}
}

// until waits for something to become true.
func until(t testing.TB, what string, limit time.Duration, ok func() bool) {
	t.Helper()
	end := time.NewTimer(limit)
	defer end.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-end.C:
			t.Fatalf("not within %v: %s", limit, what)
		}
	}
}

func pause(d time.Duration) { <-time.After(d) }

func status1(e *Engine, id ulid.ULID) CameraStatus {
	e.latest.Store(nil)
	for _, c := range e.Snapshot().Cameras {
		if c.ID == id {
			return c
		}
	}
	return CameraStatus{}
}

func untilState(t testing.TB, e *Engine, id ulid.ULID, want State, limit time.Duration) CameraStatus {
	t.Helper()
	var got CameraStatus
	until(t, fmt.Sprintf("state %s", want), limit, func() bool {
		got = status1(e, id)
		return got.State == want
	})
	return got
}

// viewer is a reader made with the library, which is not ours.
type viewer struct {
	t      testing.TB
	client *gortsplib.Client
	desc   *description.Session

	mu     sync.Mutex
	pack   []*rtp.Packet // video
	at     []time.Time
	sound  int
	ended  chan struct{}
	played time.Time

	reports   chan struct{} // one for each RTCP packet, when made
	backwards bool          // sets its tracks up in the other order
}

type viewOption func(*viewer, *gortsplib.Client)

func view(t testing.TB, url string, opts ...viewOption) (*viewer, error) {
	t.Helper()
	u, err := base.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	tcp := gortsplib.TransportTCP
	v := &viewer{t: t, ended: make(chan struct{})}
	v.client = &gortsplib.Client{
		Scheme: u.Scheme, Host: u.Host, Transport: &tcp,
		OnTransportSwitch: func(error) {}, OnPacketsLost: func(uint64) {}, OnDecodeError: func(err error) {},
		ReadTimeout: time.Minute,
	}
	for _, o := range opts {
		o(v, v.client)
	}
	if err = v.client.Start2(); err != nil {
		return nil, err
	}
	d, _, err := v.client.Describe(u)
	if err == nil {
		v.desc = d
		if v.backwards {
			slices.Reverse(d.Medias)
		}
		err = v.client.SetupAll(d.BaseURL, d.Medias)
	}
	if err == nil {
		v.client.OnPacketRTPAny(v.take)
		if v.reports != nil {
			v.client.OnPacketRTCPAny(func(*description.Media, rtcp.Packet) {
				select {
				case v.reports <- struct{}{}:
				default:
				}
			})
		}
		v.played = time.Now()
		_, err = v.client.Play(nil)
	}
	if err != nil {
		v.client.Close()
		return nil, err
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = v.client.Wait()
		close(v.ended)
	})
	t.Cleanup(func() {
		v.client.Close()
		wg.Wait()
	})
	return v, nil
}

func mustView(t testing.TB, url string, opts ...viewOption) *viewer {
	t.Helper()
	v, err := view(t, url, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func byUDP(_ *viewer, c *gortsplib.Client) {
	udp := gortsplib.TransportUDP
	c.Transport = &udp
}

func (v *viewer) take(m *description.Media, _ format.Format, p *rtp.Packet) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if m.Type != description.MediaTypeVideo {
		v.sound++
		return
	}
	v.pack = append(v.pack, p)
	v.at = append(v.at, time.Now())
}

func (v *viewer) packets() []*rtp.Packet {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.pack[:len(v.pack):len(v.pack)]
}

// untilPackets waits for n video packets more.
func (v *viewer) untilPackets(n int, limit time.Duration) {
	v.t.Helper()
	from := len(v.packets())
	until(v.t, fmt.Sprintf("%d packets more", n), limit, func() bool { return len(v.packets()) >= from+n })
}

func (v *viewer) over() bool {
	select {
	case <-v.ended:
		return true
	default:
		return false
	}
}

// continuous fails when numbers jump or times step back.
func continuous(t testing.TB, pack []*rtp.Packet) {
	t.Helper()
	for i := 1; i < len(pack); i++ {
		if d := pack[i].SequenceNumber - pack[i-1].SequenceNumber; d != 1 {
			t.Fatalf("packet %d of %d: sequence number steps by %d", i, len(pack), int16(d))
		}
		if d := int32(pack[i].Timestamp - pack[i-1].Timestamp); d < 0 || d > 90000*60 {
			t.Fatalf("packet %d of %d: time steps by %d", i, len(pack), d)
		}
		if pack[i].SSRC != pack[0].SSRC {
			t.Fatalf("packet %d: the source changed", i)
		}
	}
}

// firstIsKey fails when the first picture cannot be decoded by itself.
func firstIsKey(t testing.TB, c rtpx.Codec, pack []*rtp.Packet) {
	t.Helper()
	for _, p := range pack {
		s := rtpx.Look(c, p.Payload)
		if s.Key || s.Start {
			return
		}
		if s.Slice {
			break
		}
	}
	t.Fatal("the first picture is no key picture")
}

func address(e *Engine, path string) string { return "rtsp://" + e.Addr() + "/" + path }

func faultKind(err error) FaultKind {
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return ""
}

func deadline(t testing.TB, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	t.Cleanup(cancel)
	return ctx
}
