// Package simcam is a city of cameras on loopback: real RTSP servers that loop
// short clips as cameras do, and that fail on call. The demo shows the office
// with them, and the tests of the relay and of the probe dial them.
//
// A camera promises what a good camera keeps: pictures on time, timestamps that
// run on without a seam where the clip begins anew, sender reports, key
// pictures that carry their parameter sets, the same address after a restart.
// Set makes it break one of these promises. It never knows who reads.
//
// Nothing is encoded while it runs: clips are cut into packets once, when a
// camera is opened. Close ends every goroutine and waits for it.
package simcam

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"slices"
	"sync"
	"time"
)

// Sentinels a caller may branch on.
var (
	ErrClip   = errors.New("simcam: no such clip")
	ErrClosed = errors.New("simcam: camera is closed")
	ErrSpec   = errors.New("simcam: contradictory spec")
	ErrFault  = errors.New("simcam: no such fault")
)

// Spec says what a camera is. The zero Spec is an H.264 camera without login,
// sound or sub stream on a free port.
type Spec struct {
	Name string

	// What it shows. Clip names a scene; empty means the scene that fits
	// Codec and KeyInterval best. An empty Codec is the scene's own. FPS and
	// KeyInterval zero mean the clip's own; another FPS plays it faster or
	// slower.
	Clip        string
	Codec       string // "", "h264", "h265", "mjpeg", "mpeg4"
	Audio       string // "", "pcma", "aac"
	FPS         int
	KeyInterval time.Duration
	Sub         bool
	// KeyAtPlay makes it answer each PLAY with a key picture, as most cameras'
	// encoders do: the clip is turned on to its next one. Without it a viewer
	// waits for the clip's own.
	KeyAtPlay bool

	// Who may read. Without a User everybody may. An empty Auth offers digest
	// and basic, "digest" and "basic" only one of them, "digest-256" only the
	// digest by SHA-256, "digest-both" it beside that by MD5, and "digest-wrong"
	// both, of which it takes the one by MD5 only: such cameras are in the field.
	User, Password string
	Auth           string
	// UDPOnly refuses readers who want the packets in the connection.
	UDPOnly bool

	// Where it listens: host and port, port 0 meaning a free one. Empty is
	// 127.0.0.1:0. TLS makes it an rtsps camera with its own certificate.
	Listen string
	TLS    bool
	// Main and SubPath are the addresses of the two streams behind host and
	// port, with the query if there is one; empty means the usual
	// /Streaming/Channels/101 and 102.
	Main, SubPath string

	RedirectTo string  // where Redirect sends readers; empty is rtsp://127.0.0.2:554/
	Loss       float64 // per cent of packets that Loss withholds; 0 means 5
	Clips      fs.FS   // where the clips are; nil means those in the program

	// Where the camera of the demo stands and whose it is; the camera itself
	// does not use these.
	Agency, Site, District, Village, Category, Path string
}

// Camera is one running simulated camera.
type Camera struct {
	// set by Open, never changed
	spec    Spec
	log     *slog.Logger
	library *library
	main    reel
	sub     reel // empty without a sub stream
	audio   reel // empty without sound
	cert    *tls.Certificate
	addr    string // host:port, the same for life

	// guarded by mu
	mu     sync.Mutex
	fault  Fault
	device *device // nil while stopped
	closed bool
}

// Open starts a camera.
func Open(spec Spec, log *slog.Logger) (*Camera, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	c := &Camera{spec: withDefaults(spec), log: log.With("simcam", spec.Name), fault: None}
	var err error
	if c.library, err = openLibrary(c.spec.Clips); err != nil {
		return nil, err
	}
	if err = c.loadReels(); err != nil {
		return nil, err
	}
	if c.spec.TLS {
		if c.cert, err = selfSigned(); err != nil {
			return nil, err
		}
	}
	listener, err := listenSteady(c.spec.Listen)
	if err != nil {
		return nil, fmt.Errorf("simcam: listen: %w", err)
	}
	c.addr = listener.Addr().String()
	if c.device, err = openDevice(c.plan(None), listener, c.log); err != nil {
		return nil, err
	}
	return c, nil
}

func withDefaults(s Spec) Spec {
	if s.Listen == "" {
		s.Listen = "127.0.0.1:0"
	}
	if s.Main == "" {
		s.Main = "/Streaming/Channels/101"
	}
	if s.SubPath == "" {
		s.SubPath = "/Streaming/Channels/102"
	}
	if s.RedirectTo == "" {
		s.RedirectTo = "rtsp://127.0.0.2:554/" // a host nobody has approved
	}
	if s.Loss == 0 {
		s.Loss = 5
	}
	return s
}

// loadReels reads and cuts the clips that the spec names.
func (c *Camera) loadReels() error {
	main, err := c.library.video(c.spec)
	if err != nil {
		return err
	}
	if c.main, err = c.library.load(main, c.spec.FPS); err != nil {
		return err
	}
	if sub, ok := c.library.find(main.Scene, streamSub); ok {
		fps := sub.FPS
		if c.spec.FPS != 0 {
			fps = min(fps, c.spec.FPS)
		}
		if c.sub, err = c.library.load(sub, fps); err != nil {
			return err
		}
	} else if c.spec.Sub {
		return fmt.Errorf("%w: %s has no sub stream", ErrClip, main.Scene)
	}
	if c.spec.Audio != "" {
		sound, ok := c.library.sound(c.spec.Audio, main.Scene)
		if !ok {
			return fmt.Errorf("%w: no sound in %s", ErrClip, c.spec.Audio)
		}
		c.audio, err = c.library.load(sound, 0)
	}
	return err
}

// Spec returns what the camera was opened with, defaults filled in.
func (c *Camera) Spec() Spec { return c.spec }

// Addr returns host:port. It stays the same over Stop and Start.
func (c *Camera) Addr() string { return c.addr }

// URL returns the address of the main stream, without the login.
func (c *Camera) URL() string { return c.scheme() + c.addr + c.spec.Main }

// SubURL returns the address of the sub stream, empty without one.
func (c *Camera) SubURL() string {
	if !c.spec.Sub {
		return ""
	}
	return c.scheme() + c.addr + c.spec.SubPath
}

// Certificate returns what a TLS camera shows, nil for any other.
func (c *Camera) Certificate() *x509.Certificate {
	if c.cert == nil {
		return nil
	}
	return c.cert.Leaf
}

func (c *Camera) scheme() string {
	if c.spec.TLS {
		return "rtsps://"
	}
	return "rtsp://"
}

// Fault returns the fault that is on.
func (c *Camera) Fault() Fault {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.fault
}

// Set switches to a fault, or to None, at once. Leaving Drop opens the port
// again, which fails when somebody else has taken it.
func (c *Camera) Set(f Fault) error {
	if f == "" {
		f = None
	}
	if !slices.Contains(Faults(), f) {
		return fmt.Errorf("%w: %q", ErrFault, string(f))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return ErrClosed
	}
	old := c.fault
	if f == old {
		return nil
	}
	c.log.Info("fault", "from", string(old), "to", string(f))
	c.fault = f
	switch {
	case f == Drop:
		c.stop()
		return nil
	case old == Drop:
		return c.start()
	case c.device == nil:
		return nil // stopped by hand; Start will meet the fault
	case f.restarts() || old.restarts():
		c.stop()
		return c.start()
	}
	c.device.set(f)
	return nil
}

// Stop ends every connection and closes the port, as pulling the plug does.
func (c *Camera) Stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stop()
}

// Start brings a stopped camera back on its old port. A fault stays on, except
// Drop, which it ends.
func (c *Camera) Start() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return ErrClosed
	}
	if c.fault == Drop {
		c.fault = None
	}
	return c.start()
}

// Close stops the camera for good and waits for its last goroutine.
func (c *Camera) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	c.stop()
}

// stop is called with mu held.
func (c *Camera) stop() {
	if c.device != nil {
		c.device.close()
		c.device = nil
	}
}

// start is called with mu held.
func (c *Camera) start() error {
	if c.device != nil {
		return nil
	}
	listener, err := net.Listen("tcp", c.addr)
	if err != nil {
		return fmt.Errorf("simcam: listen again: %w", err)
	}
	plan := c.plan(c.fault)
	if c.fault == UnsupportedCodec {
		old, ok := c.library.find("", streamOld)
		if !ok {
			_ = listener.Close()
			return fmt.Errorf("%w: nothing in MPEG-4", ErrClip)
		}
		if plan.main, err = c.library.load(old, 0); err != nil {
			_ = listener.Close()
			return err
		}
	}
	c.device, err = openDevice(plan, listener, c.log)
	return err
}

// plan says what the next device offers under a fault.
func (c *Camera) plan(f Fault) plan {
	p := plan{spec: c.spec, fault: f, main: c.main, audio: c.audio, cert: c.cert}
	if c.spec.Sub {
		p.sub = c.sub
	}
	switch f {
	case NewResolution:
		if len(c.sub.units) > 0 {
			p.main = c.sub
		}
	case NoVideo:
		p.main, p.sub = reel{}, reel{}
		if len(p.audio.units) == 0 {
			p.audio = quiet()
		}
	}
	return p
}
