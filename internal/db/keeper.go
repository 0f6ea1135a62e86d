package db

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/crypto/argon2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// Keeper is where the master key of a store lives: the desktop's keyring, a
// file sealed by a passphrase, or a plain file that only its owner may read.
// A store is known to its keeper by its id, and one keeper may keep the keys
// of many.
type Keeper interface {
	// Key gives the key of a store: ErrNoKey when this keeper has none,
	// ErrPassphrase and ErrKeyring when it does not give it.
	Key(ctx context.Context, storeID string) ([]byte, error)
	// Create keeps the key of a store. It never drops another store's key.
	Create(ctx context.Context, storeID string, key []byte) error
	// Place says which kind it is: one of the Place constants.
	Place() string
}

// The kinds of keepers.
const (
	PlaceKeyring    = "keyring"
	PlaceFile       = "file"
	PlacePassphrase = "passphrase"
)

// KeyFile keeps keys in the plain file `key` of the folder, mode 0600. Whoever
// can read the user's files can read it; the window says so.
func KeyFile(dir string) Keeper { return keyFile{filepath.Join(dir, keyName)} }

type keyFile struct{ path string }

func (k keyFile) Place() string { return PlaceFile }

// Each line of the file is the id of a store and its key.
func (k keyFile) Key(_ context.Context, storeID string) ([]byte, error) {
	data, err := os.ReadFile(k.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrNoKey
	case err != nil:
		return nil, fault("read key file", err)
	}
	for line := range strings.Lines(string(data)) {
		id, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		if id == storeID {
			return decodeKey(text)
		}
	}
	return nil, ErrNoKey
}

func (k keyFile) Create(ctx context.Context, storeID string, key []byte) error {
	if old, err := k.Key(ctx, storeID); err == nil && bytes.Equal(old, key) {
		return nil
	} else if err == nil {
		return fmt.Errorf("%w: the key file has another key for this store", ErrWrongKey)
	} else if !errors.Is(err, ErrNoKey) {
		return err
	}
	data, err := os.ReadFile(k.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault("read key file", err)
	}
	if len(data) > 0 && !bytes.HasSuffix(data, []byte("\n")) {
		data = append(data, '\n')
	}
	data = fmt.Appendf(data, "%s %s\n", storeID, base64.StdEncoding.EncodeToString(key))
	return writeFile(k.path, data)
}

func decodeKey(text string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(key) != keySize {
		return nil, fmt.Errorf("%w: it is not a key", ErrWrongKey)
	}
	return key, nil
}

// Passphrase keeps the key in the folder, sealed by a passphrase (argon2id).
// It costs about a tenth of a second and 64 MiB to open.
func Passphrase(dir string, phrase secret.Text) Keeper { return passKeeper{dir, phrase} }

type passKeeper struct {
	dir    string
	phrase secret.Text
}

// passFile is the file: the cost stands in it, so that it can grow later.
type passFile struct {
	Kind         string // argon2id
	Time, Memory uint32
	Threads      uint8
	Salt, Sealed []byte
}

// The cost of a new file (RFC 9106, second choice), and the most that a file
// may ask for.
const (
	passKind      = "argon2id"
	passTime      = 3
	passMemory    = 64 << 10 // KiB
	passMaxTime   = 16
	passMaxMemory = 512 << 10
)

func passPath(dir, storeID string) string {
	return filepath.Join(dir, passName+"."+filepath.Base(storeID))
}

func (k passKeeper) Place() string { return PlacePassphrase }

func (k passKeeper) Key(_ context.Context, storeID string) ([]byte, error) {
	data, err := os.ReadFile(passPath(k.dir, storeID))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrNoKey
	case err != nil:
		return nil, fault("read sealed key", err)
	}
	return openPassFile(data, storeID, k.phrase)
}

func openPassFile(data []byte, storeID string, phrase secret.Text) ([]byte, error) {
	var f passFile
	if err := json.Unmarshal(data, &f); err != nil || f.Kind != passKind || len(f.Salt) < 16 || len(f.Sealed) == 0 ||
		f.Time < 1 || f.Time > passMaxTime || f.Memory < 8 || f.Memory > passMaxMemory || f.Threads < 1 {
		return nil, fmt.Errorf("%w: sealed key", ErrDamaged)
	}
	if phrase.Empty() {
		return nil, ErrPassphrase
	}
	seals, err := newSealer(argon2.IDKey([]byte(phrase.Reveal()), f.Salt, f.Time, f.Memory, f.Threads, keySize))
	if err != nil {
		return nil, err
	}
	key, err := seals.open(place{bucket: passName, field: storeID}, f.Sealed)
	if err != nil || len(key) != keySize {
		return nil, ErrPassphrase
	}
	return []byte(key), nil
}

func (k passKeeper) Create(ctx context.Context, storeID string, key []byte) error {
	if k.phrase.Empty() {
		return ErrPassphrase
	}
	f := passFile{Kind: passKind, Time: passTime, Memory: passMemory, Threads: 1, Salt: randomBytes(16)}
	seals, err := newSealer(argon2.IDKey([]byte(k.phrase.Reveal()), f.Salt, f.Time, f.Memory, f.Threads, keySize))
	if err != nil {
		return err
	}
	f.Sealed = seals.seal(place{bucket: passName, field: storeID}, string(key))
	data, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("db: sealed key: %w", err)
	}
	return writeFile(passPath(k.dir, storeID), data)
}

// AutoKeeper keeps keys where this machine can: in the desktop's keyring when
// it answers in time, else in the key file of the folder. A key is looked for
// in the file first, which asks nobody.
func AutoKeeper(dir string) Keeper {
	return &autoKeeper{dir: dir, file: KeyFile(dir), ring: &Keyring{}, place: PlaceFile}
}

type autoKeeper struct {
	// Set by AutoKeeper, never changed.
	dir  string
	file Keeper
	ring *Keyring

	mu    sync.Mutex
	place string // guarded by mu: where the key was last found or put
}

func (k *autoKeeper) Key(ctx context.Context, storeID string) ([]byte, error) {
	key, err := k.file.Key(ctx, storeID)
	if !errors.Is(err, ErrNoKey) {
		k.found(PlaceFile)
		return key, err
	}
	if _, err := os.Lstat(passPath(k.dir, storeID)); err == nil {
		k.found(PlacePassphrase)
		return nil, ErrPassphrase // somebody must type it
	}
	if !hasBus() {
		return nil, ErrNoKey
	}
	k.found(PlaceKeyring)
	return k.ring.Key(ctx, storeID)
}

func (k *autoKeeper) Create(ctx context.Context, storeID string, key []byte) error {
	if hasBus() {
		if err := k.ring.Create(ctx, storeID, key); err == nil {
			k.found(PlaceKeyring)
			return nil
		}
	}
	k.found(PlaceFile)
	return k.file.Create(ctx, storeID, key)
}

func (k *autoKeeper) Place() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.place
}

func (k *autoKeeper) found(place string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.place = place
}

// fixedKeeper gives one key that is already in hand: a restore tries its copy
// with it.
type fixedKeeper []byte

func (k fixedKeeper) Key(context.Context, string) ([]byte, error) { return k, nil }

func (k fixedKeeper) Create(context.Context, string, []byte) error { return ErrNoKey }

func (k fixedKeeper) Place() string { return PlaceFile }
