// Package desk is the open office: the store, the relay engine and the only
// clock, behind rooms of at most a dozen use cases each. One use case is one
// call, one transaction, and one number more in Rev.
//
// It promises that engine and store agree (a camera is given to the engine
// after the store has it and taken away after the store has let it go), that a
// request changes by sop.Apply and by nothing else, and that what a caller was
// told is saved is on the disk. Every method may be slow and may be called
// from any goroutine except a window's; Pulse is cheap.
//
// It never knows widgets, HTTP or words for people: what is wrong leaves as a
// typed error, package say and the doors make sentences of it.
//
// Open gives an open office or nothing. Close takes down, in this order, the
// workers, the engine and the store, and returns when the last goroutine has
// ended; it may be called twice.
package desk

import (
	"context"
	"errors"
	"log/slog"
	"os/user"
	"sync"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// DefaultListen is where readers find the relay unless somebody said otherwise.
const DefaultListen = "127.0.0.1:8554"

// Config says which office to open. Dir is required, everything else has a
// default.
type Config struct {
	// Dir is the data folder; it is made when it is missing.
	Dir string
	// Keeper holds the master key; nil means db.AutoKeeper(Dir).
	Keeper db.Keeper
	// Listen overrides the relay's address from the settings.
	Listen string
	// AnyPort lets the relay take a free port when its own is busy: a window
	// opens anyway, and Pulse tells which port was wanted.
	AnyPort bool
	// Offline opens the store without a relay, for acts that need no camera.
	Offline bool
	// NoSeed leaves the agencies of a new store out (a restore, a test).
	NoSeed bool
	// Log takes what the office has to tell; default: nothing is written.
	Log *slog.Logger
	// Now is the clock; default time.Now.
	Now func() time.Time
	// Still decodes one picture for probes and proofs; without it a probe ends
	// at the key picture.
	Still camera.Still
	// Nearby are networks to call for devices on besides this computer's own:
	// the street of the demo.
	Nearby []camera.Network
}

// Desk is the open office.
type Desk struct {
	// Set by Open, never changed.
	Requests *Requests
	Cameras  *Cameras
	Office   *Office
	Papers   *Papers
	Ledger   *Ledger
	Letters  *Letters
	Acts     *Acts
	Finder   *Finder
	// The register of equipment, and its tables.
	Equipment *Equipment
	Register  *Register
	Annual    *Annual

	core    *core
	pulse   *pulse
	stop    context.CancelFunc
	workers sync.WaitGroup

	closing  sync.Once
	closeErr error
}

// core is what the rooms share.
type core struct {
	store      *db.Store
	engine     *relay.Engine // nil when Offline
	log        *slog.Logger
	now        func() time.Time
	still      camera.Still
	wanted     string        // the relay's address as it should be
	busy       bool          // another program holds that address
	secureBusy bool          // another program holds the address for RTSPS
	proof      relay.Account // the reader of proofs, new at each start, in no file
	login      string        // the name of the desktop's user
	book       requestBook   // the requests as lists show them
	register   equipmentBook // the equipment as lists show it
	acts       actStack      // what can be taken back
	views      viewFolder    // copies of attachments for other programs
	mass       massWatch     // many cameras lost at once
	guard      camera.Guard  // logins that cameras have refused
}

// Open opens the store, brings it up to date, starts the relay with every
// enabled camera and the workers that keep the outage book and the backups.
func Open(cfg Config) (_ *Desk, err error) {
	cfg = cfg.filled()
	store, err := db.Open(db.Config{Dir: cfg.Dir, Keeper: cfg.Keeper, Now: cfg.Now, Log: cfg.Log})
	if err != nil {
		return nil, err
	}
	c := &core{store: store, log: cfg.Log, now: cfg.Now, still: cfg.Still, login: loginName()}
	d := &Desk{
		Requests: &Requests{c}, Cameras: &Cameras{c}, Office: &Office{c},
		Papers: &Papers{c}, Ledger: &Ledger{c}, Letters: &Letters{c}, Acts: &Acts{c}, Finder: &Finder{core: c, nearby: cfg.Nearby},
		Equipment: &Equipment{c}, Register: &Register{c}, Annual: &Annual{c}, core: c, pulse: &pulse{core: c},
	}
	ctx, stop := context.WithCancel(context.Background())
	d.stop = stop
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close())
		}
	}()
	if !cfg.NoSeed {
		if err := c.seed(); err != nil {
			return nil, err
		}
	}
	if cfg.Offline {
		return d, nil
	}
	if err := c.startEngine(cfg); err != nil {
		return nil, err
	}
	book := newOutageBook(c)
	if err := book.settle(); err != nil {
		return nil, err
	}
	if err := c.putAll(); err != nil {
		return nil, err
	}
	d.workers.Go(func() { book.run(ctx) })
	d.workers.Go(func() { c.stayAlive(ctx) })
	d.workers.Go(func() { c.watchGuesses(ctx) })
	d.workers.Go(func() { c.backups(ctx) })
	return d, nil
}

// Close takes the office down and waits for everything it started.
func (d *Desk) Close() error {
	d.closing.Do(func() {
		d.stop()
		d.workers.Wait()
		var engineErr error
		if d.core.engine != nil {
			engineErr = d.core.engine.Close()
		}
		d.closeErr = errors.Join(engineErr, d.core.views.remove(), d.core.store.Close())
	})
	return d.closeErr
}

// Pulse is what is shown all the time, as it stands now. It never changes
// after it was handed out.
func (d *Desk) Pulse() *Pulse { return d.pulse.take() }

// Rev grows with each committed act; what was shown at the same Rev is true still.
func (d *Desk) Rev() uint64 { return d.core.store.Rev() }

// Feed opens a tap on the packets of one published path.
func (d *Desk) Feed(path string) (*relay.Tap, error) {
	if d.core.engine == nil {
		return nil, ErrNoRelay
	}
	return d.core.engine.Tap(path)
}

// Healthy is nil while store and relay work.
func (d *Desk) Healthy() error {
	if d.core.engine == nil {
		return ErrNoRelay
	}
	return d.core.store.Read(func(tx *db.Tx) error {
		_, err := tx.Settings()
		return err
	})
}

func (cfg Config) filled() Config {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Keeper == nil {
		cfg.Keeper = db.AutoKeeper(cfg.Dir)
	}
	return cfg
}

// loginName is who sits at the desktop; it signs what is recorded until the
// settings name somebody.
func loginName() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	if u.Name != "" {
		return u.Name
	}
	return u.Username
}
