package db

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/zalando/go-keyring"
)

// keyringService is the name under which the keyring lists our keys.
const keyringService = "cctvdesk"

// How long the keyring may take. A new key can go elsewhere, so little; a key
// that is in the keyring can come from nowhere else, and its owner may have to
// type a password first.
const (
	keyringCreate = 3 * time.Second
	keyringRead   = 20 * time.Second
)

// Keyring keeps keys in the desktop's keyring (Secret Service on D-Bus). The
// library under it cannot be cancelled: a call that takes too long is left
// behind, and Close waits for it.
type Keyring struct {
	calls sync.WaitGroup
}

// hasBus reports whether there is a session bus to ask at all. Without one the
// library would try to start a bus of its own.
func hasBus() bool { return os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" }

// Place is PlaceKeyring.
func (k *Keyring) Place() string { return PlaceKeyring }

// Key asks the keyring for the key of a store.
func (k *Keyring) Key(ctx context.Context, storeID string) ([]byte, error) {
	text, err := k.call(ctx, keyringRead, func() (string, error) { return keyring.Get(keyringService, storeID) })
	if err != nil {
		return nil, err
	}
	return decodeKey(text)
}

// Create puts the key of a store into the keyring and reads it back: some
// keyrings take a secret and forget it.
func (k *Keyring) Create(ctx context.Context, storeID string, key []byte) error {
	text := base64.StdEncoding.EncodeToString(key)
	got, err := k.call(ctx, keyringCreate, func() (string, error) {
		if err := keyring.Set(keyringService, storeID, text); err != nil {
			return "", err
		}
		return keyring.Get(keyringService, storeID)
	})
	if err == nil && got != text {
		return fmt.Errorf("%w: it gave back another key", ErrKeyring)
	}
	return err
}

// Close waits for calls that were left behind.
func (k *Keyring) Close() error {
	k.calls.Wait()
	return nil
}

// call runs f, which may hang, and comes back in time.
func (k *Keyring) call(ctx context.Context, limit time.Duration, f func() (string, error)) (string, error) {
	if !hasBus() {
		return "", fmt.Errorf("%w: no session bus", ErrKeyring)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type answer struct {
		text string
		err  error
	}
	done := make(chan answer, 1) // room for an answer that nobody waits for any more
	k.calls.Go(func() {
		text, err := f()
		done <- answer{text, err}
	})
	select {
	case a := <-done:
		switch {
		case errors.Is(a.err, keyring.ErrNotFound):
			return "", ErrNoKey
		case a.err != nil:
			return "", fmt.Errorf("%w: %v", ErrKeyring, a.err)
		}
		return a.text, nil
	case <-ctx.Done():
		return "", fmt.Errorf("%w: %w", ErrKeyring, ctx.Err())
	}
}
