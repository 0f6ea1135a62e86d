package simcam

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// ONVIFFault is something an ONVIF device does wrong.
type ONVIFFault string

// What a device can do wrong.
const (
	ONVIFNone     ONVIFFault = "none"
	ONVIFHuge     ONVIFFault = "huge"     // answers of 100 MB
	ONVIFSlow     ONVIFFault = "slow"     // a byte of an answer, and then nothing
	ONVIFNoise    ONVIFFault = "noise"    // answers that are no XML
	ONVIFEntities ONVIFFault = "entities" // answers that declare entities of entities
	ONVIFCrowd    ONVIFFault = "crowd"    // a megabyte of empty profiles
	ONVIFForeign  ONVIFFault = "foreign"  // names another host in every address
	ONVIFRedirect ONVIFFault = "redirect" // sends everybody to another host
	ONVIFLocked   ONVIFFault = "locked"   // refuses every login
)

// ONVIFFaults returns every fault, ONVIFNone first.
func ONVIFFaults() []ONVIFFault {
	return []ONVIFFault{
		ONVIFNone, ONVIFHuge, ONVIFSlow, ONVIFNoise, ONVIFEntities,
		ONVIFCrowd, ONVIFForeign, ONVIFRedirect, ONVIFLocked,
	}
}

// ONVIFSpec says what an ONVIF device is. The zero spec is a device with both
// media services that takes a login in either way.
type ONVIFSpec struct {
	Maker, Model, Firmware, Serial string
	Endpoint                       string        // urn:uuid:…; empty: made from the serial
	Login                          string        // "" both ways, "digest", "token", "none"
	Clock                          time.Duration // how far its clock is ahead
	PTZ                            bool
	OldMedia, NewMedia             bool   // only Media1, only Media2; neither set: both
	Listen                         string // empty is 127.0.0.1:0
	ForeignHost                    string // what ONVIFForeign and ONVIFRedirect name; empty is 127.0.0.2
}

// ONVIF is the device service of one simulated camera: it says what the
// camera is and where its streams are. Its login is the camera's.
type ONVIF struct {
	// set by OpenONVIF, never changed
	spec   ONVIFSpec
	cam    *Camera
	log    *slog.Logger
	sizes  [2][2]int // width and height of main and sub stream
	nonce  string    // of its HTTP digest
	addr   string
	server *http.Server
	wg     sync.WaitGroup
	gone   context.Context // ends with the device
	leave  context.CancelFunc

	talking sync.RWMutex // held for reading by each answer under way

	// guarded by mu
	mu     sync.Mutex
	fault  ONVIFFault
	logins int
	asked  map[string]int
	moves  []PTZMove
}

// OpenONVIF starts the device service of a camera.
func OpenONVIF(spec ONVIFSpec, cam *Camera, log *slog.Logger) (*ONVIF, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if spec.Listen == "" {
		spec.Listen = "127.0.0.1:0"
	}
	if spec.ForeignHost == "" {
		spec.ForeignHost = "127.0.0.2"
	}
	if spec.Endpoint == "" {
		spec.Endpoint = EndpointOf(spec.Serial)
	}
	d := &ONVIF{spec: spec, cam: cam, log: log.With("onvif", cam.spec.Name), fault: ONVIFNone, asked: map[string]int{}}
	if err := d.measure(); err != nil {
		return nil, err
	}
	var nonce [16]byte
	_, _ = rand.Read(nonce[:]) // never fails, says its documentation
	d.nonce = hex.EncodeToString(nonce[:])
	listener, err := listenSteady(spec.Listen)
	if err != nil {
		return nil, fmt.Errorf("simcam: listen: %w", err)
	}
	d.addr = listener.Addr().String()
	d.gone, d.leave = context.WithCancel(context.Background())
	d.server = &http.Server{Handler: d, ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return d.gone }}
	d.wg.Go(func() {
		if err := d.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			d.log.Error("simcam: onvif", "err", err)
		}
	})
	return d, nil
}

// measure reads the pictures' sizes from the clips' list.
func (d *ONVIF) measure() error {
	main, err := d.cam.library.video(d.cam.spec)
	if err != nil {
		return err
	}
	d.sizes[0] = [2]int{main.Width, main.Height}
	if sub, ok := d.cam.library.find(main.Scene, streamSub); ok {
		d.sizes[1] = [2]int{sub.Width, sub.Height}
	}
	return nil
}

// Addr returns host:port of the device service.
func (d *ONVIF) Addr() string { return d.addr }

// Service returns the address of the device service.
func (d *ONVIF) Service() string { return "http://" + d.addr + "/onvif/device_service" }

// Spec returns what the device was opened with, defaults filled in.
func (d *ONVIF) Spec() ONVIFSpec { return d.spec }

// Camera returns the camera it speaks for.
func (d *ONVIF) Camera() *Camera { return d.cam }

// Set switches to a fault, or to ONVIFNone, for the questions to come.
func (d *ONVIF) Set(f ONVIFFault) error {
	if !slices.Contains(ONVIFFaults(), f) {
		return fmt.Errorf("%w: %q", ErrFault, string(f))
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault = f
	return nil
}

func (d *ONVIF) now() ONVIFFault {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.fault
}

// Refused counts the logins that were refused.
func (d *ONVIF) Refused() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.logins
}

// Asked counts how often a question was asked.
func (d *ONVIF) Asked(question string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.asked[question]
}

func (d *ONVIF) count(question string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked[question]++
}

func (d *ONVIF) refuse() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.logins++
}

// clock is the device's own time.
func (d *ONVIF) clock() time.Time { return time.Now().Add(d.spec.Clock).UTC() }

// Close ends the service and waits for it. The camera stays.
func (d *ONVIF) Close() {
	d.leave()
	_ = d.server.Close()
	d.wg.Wait()
	d.talking.Lock() // the library's Close does not wait for answers under way
	defer d.talking.Unlock()
}
