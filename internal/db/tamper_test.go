package db

import (
	"encoding/json"
	"path/filepath"
	"testing"

	bbolt "go.etcd.io/bbolt"

	"github.com/oklog/ulid/v2"
)

// Tamper changes the file of a closed store from outside.
func Tamper(t testing.TB, dir string, f func(*bbolt.Tx)) {
	t.Helper()
	bolt, err := bbolt.Open(filepath.Join(dir, fileName), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := bolt.Update(func(tx *bbolt.Tx) error { f(tx); return nil }); err != nil {
		t.Error(err)
	}
	if err := bolt.Close(); err != nil {
		t.Fatal(err)
	}
}

// SwapSealed gives each of two cameras the other's sealed address, with
// checksums that are right: only the seal can tell.
func SwapSealed(t testing.TB, tx *bbolt.Tx, a, b ulid.ULID) {
	t.Helper()
	bucket := tx.Bucket([]byte(bucketCameras))
	var first, second sealedCamera
	if err := unpack(bucketCameras, a[:], bucket.Get(a[:]), &first); err != nil {
		t.Fatal(err)
	}
	if err := unpack(bucketCameras, b[:], bucket.Get(b[:]), &second); err != nil {
		t.Fatal(err)
	}
	first.URL, second.URL = second.URL, first.URL
	for id, v := range map[ulid.ULID]sealedCamera{a: first, b: second} {
		data, err := pack(bucketCameras, id[:], v)
		if err != nil {
			t.Fatal(err)
		}
		if err := bucket.Put(id[:], data); err != nil {
			t.Fatal(err)
		}
	}
}

// WriteRaw puts bytes under a key, whatever they are.
func WriteRaw(t testing.TB, tx *bbolt.Tx, bucket string, key, data []byte) {
	t.Helper()
	if err := tx.Bucket([]byte(bucket)).Put(key, data); err != nil {
		t.Fatal(err)
	}
}

// A value of one field does not open as another field either, and a short or
// changed one not at all.
func TestSeal_belongs_to_its_place(t *testing.T) {
	seals, err := newSealer(randomBytes(keySize))
	if err != nil {
		t.Fatal(err)
	}
	id := ulid.Make()
	at := place{bucketCameras, id, "URL"}
	sealed := seals.seal(at, "rtsp://a:b@c/d")
	if text, err := seals.open(at, sealed); err != nil || text != "rtsp://a:b@c/d" {
		t.Errorf("%q %v", text, err)
	}
	if again := seals.seal(at, "rtsp://a:b@c/d"); string(again) == string(sealed) {
		t.Error("sealing the same twice gives the same: the nonce is not random")
	}
	for name, wrong := range map[string]place{"field": {bucketCameras, id, "SubURL"}, "bucket": {bucketAccounts, id, "URL"}, "id": {bucketCameras, ulid.Make(), "URL"}} {
		if _, err := seals.open(wrong, sealed); err == nil {
			t.Errorf("opened with another %s", name)
		}
	}
	for i := range sealed {
		changed := append([]byte(nil), sealed...)
		changed[i] ^= 1
		if _, err := seals.open(at, changed); err == nil {
			t.Errorf("opened with byte %d changed", i)
		}
		if _, err := seals.open(at, sealed[:i]); err == nil && i > 0 {
			t.Errorf("opened when cut at %d", i)
		}
	}
	other, err := newSealer(randomBytes(keySize))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.open(at, sealed); err == nil {
		t.Error("opened with another key")
	}
	if _, err := newSealer([]byte("short")); err == nil {
		t.Error("a short key was taken")
	}
}

func FuzzUnpack(f *testing.F) {
	key := []byte("0123456789abcdef")
	good, err := pack(bucketCameras, key, sealedCamera{Camera: Camera{Name: "x"}, URL: []byte("sealed")})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte{1, 0, 0, 0, 0})
	f.Add([]byte(nil))
	seals, err := newSealer(make([]byte, keySize))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := string(data)
		// as it is, and with its checksum mended so that the JSON is reached
		for range 2 {
			_, _ = seals.openCamera(ulid.ULID(key), data)
			var e AuditEntry
			_ = unpack(bucketAudit, key, data, &e)
			var s Settings
			if err := unpack(bucketSettings, key, data, &s); err == nil {
				if _, err := json.Marshal(s); err != nil {
					t.Errorf("settings that were read cannot be written: %v", err)
				}
			}
			if string(data) != before {
				t.Fatal("the input was changed")
			}
			data = mend(data, key)
			before = string(data)
		}
	})
}

func mend(data, key []byte) []byte {
	if len(data) < recordHead {
		return data
	}
	packed, err := pack(bucketSettings, key, json.RawMessage(data[recordHead:]))
	if err != nil {
		return data
	}
	return packed
}

func FuzzPassFile(f *testing.F) {
	f.Add([]byte(`{"Kind":"argon2id","Time":1,"Memory":8,"Threads":1,"Salt":"AAAAAAAAAAAAAAAAAAAAAA==","Sealed":"AAAA"}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var file passFile
		if json.Unmarshal(data, &file) == nil && (file.Memory > 1024 || file.Time > 2) {
			return // allowed, but too slow to try
		}
		if key, err := openPassFile(data, "id", passphraseOf("kata sandi")); err == nil {
			t.Errorf("a made-up file opened: %x", key)
		}
	})
}
