// Package db keeps one data folder: a bbolt file with typed collections, the
// audit trail, attachments, backups and the sealing of secrets.
//
// It promises: what Write acknowledged is on the disk, whatever happens then
// (kill -9, power cut); a write happens whole, with its lines of the trail, or
// not at all; one process at a time; passwords are sealed with a key that is
// not in the file; a file that is not what was written is refused with
// ErrDamaged, never guessed at. It never knows what an act means.
//
// The folder (0700) holds cctvdesk.db, key (only without a keyring or
// passphrase), attachments/ by SHA-256, backups/ and logs/; files are 0600.
//
// Open gives an open store or nothing. Close waits for the running
// transactions and may be called twice. No goroutine outlives a call.
package db

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	bbolt "go.etcd.io/bbolt"

	"github.com/oklog/ulid/v2"
)

// The names in the data folder.
const (
	fileName       = "cctvdesk.db"
	keyName        = "key"
	passName       = "key.pass"
	attachmentsDir = "attachments"
	backupsDir     = "backups"
	logsDir        = "logs"
)

// lockWait is how long a second start waits for the first to let go.
const lockWait = time.Second

// maxSize bounds the file; a store of ten thousand requests has a hundredth.
const maxSize = 16 << 30

// Config says which folder to open, who keeps its key, and what the time is.
// Only Dir is required.
type Config struct {
	Dir    string
	Keeper Keeper           // default AutoKeeper(Dir)
	Now    func() time.Time // default time.Now
	Log    *slog.Logger     // default: silence
}

// Store is one open data folder.
type Store struct {
	// Set by Open, never changed.
	dir   string
	id    string
	place string
	now   func() time.Time
	log   *slog.Logger
	key   []byte
	seals sealer
	work  int // of age's scrypt, as a power of two; 0 = age's own

	rev  atomic.Uint64
	life atomic.Uint64 // how often an act was taken back, see Tx.Version
	busy sync.RWMutex  // held for reading by everything that uses bolt
	bolt *bbolt.DB     // guarded by busy; nil after Close
}

// Open opens the data folder, makes it when there is none, and brings its
// schema up to date.
func Open(cfg Config) (*Store, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Keeper == nil {
		cfg.Keeper = AutoKeeper(cfg.Dir)
	}
	if cfg.Dir == "" {
		return nil, fmt.Errorf("%w: no folder", ErrNoWrite)
	}
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoWrite, err)
	}
	if err := makeFolders(dir); err != nil {
		return nil, err
	}
	ctx := context.Background()
	path := filepath.Join(dir, fileName)
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		if err := createLocked(ctx, dir, cfg); err != nil {
			return nil, err
		}
	}
	bolt, err := openBolt(path, lockWait)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, now: cfg.Now, log: cfg.Log, bolt: bolt}
	if err := s.begin(ctx, cfg.Keeper); err != nil {
		return nil, errors.Join(err, bolt.Close())
	}
	s.sweep()
	s.place = cfg.Keeper.Place() // an AutoKeeper knows only now
	return s, nil
}

// begin reads what the file says about itself: schema, id, revision, and
// whether the key fits.
func (s *Store) begin(ctx context.Context, keeper Keeper) error {
	if err := migrate(s.bolt, migrations(), s.beforeMigration); err != nil {
		return err
	}
	if err := grow(s.bolt); err != nil {
		return err
	}
	var check []byte
	err := s.bolt.View(func(tx *bbolt.Tx) error {
		for _, name := range buckets() {
			if tx.Bucket([]byte(name)) == nil {
				return fmt.Errorf("%w: bucket %s is missing", ErrDamaged, name)
			}
		}
		meta := tx.Bucket([]byte(bucketMeta))
		rev, err := number(bucketMeta, []byte(metaRev), meta.Get([]byte(metaRev)))
		if err != nil {
			return err
		}
		s.rev.Store(rev)
		s.id = string(meta.Get([]byte(metaID)))
		check = append(check, meta.Get([]byte(metaCheck))...)
		return nil
	})
	if err != nil {
		return err
	}
	if s.key, err = keeper.Key(ctx, s.id); err != nil {
		return err
	}
	if s.seals, err = newSealer(s.key); err != nil {
		return err
	}
	if text, err := s.seals.open(checkPlace(), check); err != nil || text != s.id {
		return ErrWrongKey
	}
	return nil
}

// checkPlace is where the value stands by which a key is tried.
func checkPlace() place { return place{bucket: bucketMeta, field: metaCheck} }

// Dir is the data folder.
func (s *Store) Dir() string { return s.dir }

// KeyPlace says where the master key lives: one of the Place constants.
func (s *Store) KeyPlace() string { return s.place }

// Rev grows by one with each committed act.
func (s *Store) Rev() uint64 { return s.rev.Load() }

// Read runs f in a reading transaction: one unchanging view of everything.
// Neither Read nor Write may be called inside f.
func (s *Store) Read(f func(*Tx) error) error {
	return s.use(func(bolt *bbolt.DB) error {
		return bolt.View(func(btx *bbolt.Tx) error {
			tx := &Tx{tx: btx, seals: s.seals, life: s.life.Load(), now: s.now().UTC()}
			return tx.finish(f(tx))
		})
	})
}

// Write runs f in the only writing transaction. When it returns nil, all that
// f wrote is on the disk; otherwise nothing is. An error of f comes back as it
// is. Neither Read nor Write may be called inside f.
func (s *Store) Write(meta Meta, f func(*Tx) error) error {
	var rev uint64
	var refused error
	failed := false
	err := s.use(func(bolt *bbolt.DB) error {
		err := bolt.Update(func(btx *bbolt.Tx) (err error) {
			tx := &Tx{tx: btx, seals: s.seals, life: s.life.Load(), meta: meta, now: s.now().UTC(), journal: &Journal{}}
			if refused = tx.finish(f(tx)); refused != nil {
				return refused
			}
			if !tx.dirty {
				return errUnchanged
			}
			rev, err = tx.sign()
			return err
		})
		switch {
		case refused != nil:
			return refused
		case errors.Is(err, errUnchanged):
			return nil
		case err != nil:
			failed = true
			return fault("write", err)
		}
		s.reached(rev)
		return nil
	})
	if failed && rev > 0 {
		err = errors.Join(err, s.takeBack(rev))
	}
	return err
}

// sign counts the act and notes when it was.
func (tx *Tx) sign() (rev uint64, err error) {
	b := tx.bucket(bucketMeta)
	if rev, err = number(bucketMeta, []byte(metaRev), b.Get([]byte(metaRev))); err != nil {
		return 0, err
	}
	rev++
	if err := b.Put([]byte(metaRev), binary.BigEndian.AppendUint64(nil, rev)); err != nil {
		return 0, err
	}
	return rev, b.Put([]byte(metaWritten), binary.BigEndian.AppendUint64(nil, ulid.Timestamp(tx.now)))
}

// reached makes rev known; of two writers that end at once the later counts.
func (s *Store) reached(rev uint64) {
	for known := s.rev.Load(); rev > known && !s.rev.CompareAndSwap(known, rev); known = s.rev.Load() {
	}
}

// errUnchanged rolls back a write in which nothing was written.
var errUnchanged = errors.New("db: unchanged")

// use keeps the file open while f runs.
func (s *Store) use(f func(*bbolt.DB) error) error {
	s.busy.RLock()
	defer s.busy.RUnlock()
	if s.bolt == nil {
		return ErrClosed
	}
	return f(s.bolt)
}

// Close waits for the running transactions and closes the file.
func (s *Store) Close() error {
	s.busy.Lock()
	defer s.busy.Unlock()
	if s.bolt == nil {
		return nil
	}
	bolt := s.bolt
	s.bolt = nil
	return fault("close", bolt.Close())
}
