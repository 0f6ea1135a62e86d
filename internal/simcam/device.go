package simcam

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/auth"
	"github.com/bluenviron/gortsplib/v4/pkg/description"
)

// plan is what one device offers.
type plan struct {
	spec             Spec
	fault            Fault
	main, sub, audio reel
	cert             *tls.Certificate
}

// device is a camera between two restarts: one server, its streams and the one
// goroutine that sends.
type device struct {
	// set by openDevice, never changed
	plan   plan
	log    *slog.Logger
	server *gortsplib.Server
	tracks []*track // owned by pace
	stop   context.CancelFunc
	wg     sync.WaitGroup

	fault atomic.Pointer[Fault]

	// guarded by mu
	mu      sync.Mutex
	streams map[string]*gortsplib.ServerStream // by address behind host and port
	open    map[ender]struct{}                 // connections and sessions
	changed chan struct{}                      // closed when the fault changes or the device ends
}

// ender is what ends when a fault ends connections.
type ender interface{ Close() }

// openDevice starts serving on a listener, which is its own from now on.
func openDevice(p plan, listener net.Listener, log *slog.Logger) (*device, error) {
	d := &device{
		plan: p, log: log,
		streams: map[string]*gortsplib.ServerStream{},
		open:    map[ender]struct{}{},
		changed: make(chan struct{}),
	}
	d.fault.Store(&p.fault)
	ctx, stop := context.WithCancel(context.Background())
	d.stop = stop
	d.server = d.newServer(&gate{Listener: listener, device: d, ctx: ctx})
	if err := d.listenUDP(); err != nil {
		_ = listener.Close()
		stop()
		return nil, err
	}
	d.mu.Lock() // whoever connects before the streams stand waits here
	if err := d.server.Start(); err != nil {
		d.mu.Unlock()
		_ = listener.Close()
		stop()
		return nil, fmt.Errorf("simcam: serve: %w", err)
	}
	err := d.addStreams()
	d.mu.Unlock()
	if err != nil {
		d.close()
		return nil, err
	}
	d.wg.Go(func() { d.pace(ctx) })
	return d, nil
}

func (d *device) newServer(listener net.Listener) *gortsplib.Server {
	s := &gortsplib.Server{
		Handler:     &handler{d},
		RTSPAddress: listener.Addr().String(),
		Listen:      func(string, string) (net.Listener, error) { return listener, nil },
		// A key picture of 720p is more than a hundred packets, and a reader
		// that joins gets one as its first.
		WriteQueueSize: 512,
	}
	switch d.plan.spec.Auth {
	case "digest":
		s.AuthMethods = []auth.VerifyMethod{auth.VerifyMethodDigestMD5}
	case "basic":
		s.AuthMethods = []auth.VerifyMethod{auth.VerifyMethodBasic}
	case "digest-256":
		s.AuthMethods = []auth.VerifyMethod{auth.VerifyMethodDigestSHA256}
	case "digest-both", "digest-wrong":
		s.AuthMethods = []auth.VerifyMethod{auth.VerifyMethodDigestMD5, auth.VerifyMethodDigestSHA256}
	}
	if d.plan.cert != nil {
		s.TLSConfig = &tls.Config{Certificates: []tls.Certificate{*d.plan.cert}, MinVersion: tls.VersionTLS12}
	}
	return s
}

// listenUDP gives the server a free pair of ports. A TLS camera has none: with
// this library UDP would mean SRTP, which few readers of cameras speak.
func (d *device) listenUDP() error {
	if d.plan.cert != nil {
		return nil
	}
	host, _, err := net.SplitHostPort(d.server.RTSPAddress)
	if err != nil {
		return err
	}
	rtp, rtcp, err := listenPair(host)
	if err != nil {
		return err
	}
	d.server.UDPRTPAddress = rtp.LocalAddr().String()
	d.server.UDPRTCPAddress = rtcp.LocalAddr().String()
	d.server.ListenPacket = func(_, address string) (net.PacketConn, error) {
		if address == rtp.LocalAddr().String() {
			return rtp, nil
		}
		return rtcp, nil
	}
	return nil
}

// addStreams is called with mu held.
func (d *device) addStreams() error {
	start := time.Now()
	err := d.addStream(d.plan.spec.Main, start, d.plan.main, d.plan.audio)
	if err == nil && len(d.plan.sub.units) > 0 {
		err = d.addStream(d.plan.spec.SubPath, start, d.plan.sub)
	}
	return err
}

func (d *device) addStream(address string, start time.Time, reels ...reel) error {
	desc := &description.Session{Title: "Media Presentation"}
	var tracks []*track
	for _, r := range reels {
		if len(r.units) == 0 {
			continue
		}
		kind := description.MediaTypeVideo
		if !r.video {
			kind = description.MediaTypeAudio
		}
		m := &description.Media{Type: kind, Formats: r.formats()}
		desc.Medias = append(desc.Medias, m)
		tracks = append(tracks, newTrack(r, m, start, d.plan.spec.Loss))
	}
	stream := &gortsplib.ServerStream{Server: d.server, Desc: desc}
	if err := stream.Initialize(); err != nil {
		return fmt.Errorf("simcam: stream: %w", err)
	}
	for _, t := range tracks {
		t.stream = stream
	}
	d.streams[strings.ToLower(address)] = stream
	d.tracks = append(d.tracks, tracks...)
	return nil
}

// freshKey asks a stream's encoder for a key picture.
func (d *device) freshKey(stream *gortsplib.ServerStream) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, t := range d.tracks {
		if t.stream == stream && t.reel.video {
			t.asked.Store(true)
		}
	}
}

// set changes the fault of a running device.
func (d *device) set(f Fault) {
	d.fault.Store(&f)
	d.mu.Lock()
	defer d.mu.Unlock()
	close(d.changed)
	d.changed = make(chan struct{})
	if f.ends() {
		for e := range d.open {
			e.Close() // cancels a context, does not wait
		}
	}
}

func (d *device) now() Fault { return *d.fault.Load() }

// close ends the device and waits for its goroutines.
func (d *device) close() {
	d.stop()
	d.set(None) // lets go of those who hang in a handler
	d.server.Close()
	d.wg.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.streams {
		s.Close()
	}
}

// hang waits as long as the fault is on, at most as long as the most patient
// client would.
func (d *device) hang(f Fault) {
	d.mu.Lock()
	changed := d.changed
	d.mu.Unlock()
	if d.now() != f {
		return // it changed before there was something to wait for
	}
	patience := time.NewTimer(2 * time.Minute)
	defer patience.Stop()
	select {
	case <-changed:
	case <-patience.C:
	}
}

// pace sends each track's units when they are due. One goroutine serves all
// tracks of a camera: with eight cameras a timer each is what costs.
func (d *device) pace(ctx context.Context) {
	if len(d.tracks) == 0 {
		return
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		now, fault := time.Now(), d.now()
		next := now.Add(time.Hour)
		for _, t := range d.tracks {
			for due := t.due(); !due.After(now); due = t.due() {
				t.send(fault, due)
			}
			if due := t.due(); due.Before(next) {
				next = due
			}
		}
		timer.Reset(time.Until(next) + toBeat(next))
	}
}

// beat is the grid on which cameras send. What is due between two beats leaves
// at the next: pictures are some milliseconds late, as those of any camera,
// and all cameras of a city wake the processor together.
const beat = 10 * time.Millisecond

// toBeat is the time from t to the next beat.
func toBeat(t time.Time) time.Duration {
	return beat - time.Duration(t.UnixNano())%beat
}

// listenSteady listens on an address; for port 0 it looks for a free port
// below the range from which the system takes the ports of outgoing
// connections. A camera must come back on its own port, and from that range
// somebody's outgoing connection could have taken it meanwhile: even the relay
// that dials the closed port, which then connects to itself.
func listenSteady(address string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if port != "0" {
		return net.Listen("tcp", address)
	}
	for range 64 {
		if l, err := net.Listen("tcp", fmt.Sprintf("%s:%d", host, 20000+rand.IntN(10000))); err == nil {
			return l, nil
		}
	}
	return net.Listen("tcp", address)
}

// listenPair finds an even UDP port and the odd one above it, as RTP wants.
func listenPair(host string) (rtp, rtcp net.PacketConn, err error) {
	for range 64 {
		port := 20000 + 2*rand.IntN(5000)
		if rtp, err = net.ListenPacket("udp", fmt.Sprintf("%s:%d", host, port)); err != nil {
			continue
		}
		if rtcp, err = net.ListenPacket("udp", fmt.Sprintf("%s:%d", host, port+1)); err == nil {
			return rtp, rtcp, nil
		}
		_ = rtp.Close()
	}
	return nil, nil, fmt.Errorf("simcam: no free pair of UDP ports: %w", err)
}
