package db

import (
	"crypto/cipher"
	"crypto/rand"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// keySize is the size of the master key in bytes.
const keySize = chacha20poly1305.KeySize

// sealer seals secrets with the master key: XChaCha20-Poly1305 with a random
// nonce of 24 bytes before the text. Bucket, record and field are associated
// data: a value that was copied to another record or field does not open.
type sealer struct{ aead cipher.AEAD }

func newSealer(key []byte) (sealer, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return sealer{}, fmt.Errorf("%w: %v", ErrWrongKey, err)
	}
	return sealer{aead}, nil
}

// place is where a sealed value belongs.
type place struct {
	bucket string
	id     ulid.ULID
	field  string
}

func (p place) bytes() []byte {
	return fmt.Appendf(nil, "cctvdesk 1\x00%s\x00%s\x00%s", p.bucket, p.id, p.field)
}

// seal seals text for one place; nothing is sealed as nothing.
func (s sealer) seal(at place, text string) []byte {
	if text == "" {
		return nil
	}
	nonce := make([]byte, s.aead.NonceSize(), s.aead.NonceSize()+len(text)+s.aead.Overhead())
	_, _ = rand.Read(nonce) // crypto/rand never fails, it ends the program
	return s.aead.Seal(nonce, nonce, []byte(text), at.bytes())
}

// open gives back what was sealed for that place.
func (s sealer) open(at place, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	n := s.aead.NonceSize()
	if len(sealed) < n {
		return "", fmt.Errorf("%w: %s/%s: %s is too short", ErrDamaged, at.bucket, at.id, at.field)
	}
	text, err := s.aead.Open(nil, sealed[:n], sealed[n:], at.bytes())
	if err != nil {
		// The key itself was tried at Open, so the value is what is wrong.
		return "", fmt.Errorf("%w: %s/%s: %s does not open", ErrDamaged, at.bucket, at.id, at.field)
	}
	return string(text), nil
}

// The sealed records: a field of the outer struct stands before the field of
// the same name inside, so JSON writes and reads the sealed bytes instead of
// the masks. Values, not pointers, so that a copy for UTC finds every field.
type sealedCamera struct {
	Camera
	URL, SubURL []byte
}

type sealedAccount struct {
	Account
	Password []byte
}

func (s sealer) sealCamera(id ulid.ULID, c Camera) any {
	return sealedCamera{c,
		s.seal(place{bucketCameras, id, "URL"}, c.URL.Reveal()),
		s.seal(place{bucketCameras, id, "SubURL"}, c.SubURL.Reveal())}
}

func (s sealer) openCamera(id ulid.ULID, data []byte) (Camera, error) {
	var d sealedCamera
	if err := unpack(bucketCameras, id[:], data, &d); err != nil {
		return Camera{}, err
	}
	var err error
	if d.Camera.URL, err = s.openURL(place{bucketCameras, id, "URL"}, d.URL); err != nil {
		return Camera{}, err
	}
	if d.Camera.SubURL, err = s.openURL(place{bucketCameras, id, "SubURL"}, d.SubURL); err != nil {
		return Camera{}, err
	}
	return d.Camera, nil
}

func (s sealer) sealAccount(id ulid.ULID, a Account) any {
	return sealedAccount{a, s.seal(place{bucketAccounts, id, "Password"}, a.Password.Reveal())}
}

func (s sealer) openAccount(id ulid.ULID, data []byte) (Account, error) {
	var d sealedAccount
	if err := unpack(bucketAccounts, id[:], data, &d); err != nil {
		return Account{}, err
	}
	text, err := s.open(place{bucketAccounts, id, "Password"}, d.Password)
	if err != nil {
		return Account{}, err
	}
	d.Account.Password = secret.NewText(text)
	return d.Account, nil
}
