package db

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

func passphraseOf(s string) secret.Text { return secret.NewText(s) }

// Every keeper keeps the same promises.
func testKeeper(t *testing.T, k Keeper, place string) {
	t.Helper()
	ctx := t.Context()
	one, two := ulid.Make().String(), ulid.Make().String()
	if _, err := k.Key(ctx, one); !errors.Is(err, ErrNoKey) {
		t.Errorf("a key that was never made: %v", err)
	}
	keyOne, keyTwo := randomBytes(keySize), randomBytes(keySize)
	if err := errors.Join(k.Create(ctx, one, keyOne), k.Create(ctx, two, keyTwo), k.Create(ctx, one, keyOne)); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][]byte{one: keyOne, two: keyTwo} {
		if got, err := k.Key(ctx, id); err != nil || !bytes.Equal(got, want) {
			t.Errorf("key of %s: %x %v", id, got, err)
		}
	}
	if k.Place() != place {
		t.Errorf("place %s, want %s", k.Place(), place)
	}
}

func TestKeyFile_keeps_keys(t *testing.T) {
	dir := t.TempDir()
	testKeeper(t, KeyFile(dir), PlaceFile)
	info, err := os.Stat(filepath.Join(dir, keyName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file is %v (%v)", info.Mode(), err)
	}
	id := ulid.Make().String()
	if err := errors.Join(KeyFile(dir).Create(t.Context(), id, randomBytes(keySize))); err != nil {
		t.Fatal(err)
	}
	if err := KeyFile(dir).Create(t.Context(), id, randomBytes(keySize)); !errors.Is(err, ErrWrongKey) {
		t.Errorf("another key for the same store: %v", err)
	}
}

func TestPassphrase_keeps_keys(t *testing.T) {
	dir := t.TempDir()
	testKeeper(t, Passphrase(dir, passphraseOf("kuda baterai staples")), PlacePassphrase)
	files, err := filepath.Glob(filepath.Join(dir, passName+".*"))
	if err != nil || len(files) != 2 {
		t.Fatalf("%v %v", files, err)
	}
	id := strings.TrimPrefix(filepath.Base(files[0]), passName+".")
	for _, wrong := range []string{"kuda", ""} {
		if _, err := Passphrase(dir, passphraseOf(wrong)).Key(t.Context(), id); !errors.Is(err, ErrPassphrase) {
			t.Errorf("opened with %q: %v", wrong, err)
		}
	}
	if err := Passphrase(dir, secret.Text{}).Create(t.Context(), id, randomBytes(keySize)); !errors.Is(err, ErrPassphrase) {
		t.Errorf("kept without a passphrase: %v", err)
	}
	if _, err := AutoKeeper(dir).Key(t.Context(), id); !errors.Is(err, ErrPassphrase) {
		t.Errorf("nobody was asked for the passphrase: %v", err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var f passFile
	if err := json.Unmarshal(data, &f); err != nil || f.Kind != "argon2id" || f.Memory < 64<<10 {
		t.Errorf("the cost is %+v (%v)", f, err)
	}
	f.Memory = 1 << 31 // a file that asks for the whole machine
	if data, err = json.Marshal(f); err != nil {
		t.Fatal(err)
	}
	if _, err := openPassFile(data, id, passphraseOf("x")); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v", err)
	}
}

func TestStore_with_a_passphrase(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(Config{Dir: dir, Keeper: Passphrase(dir, passphraseOf("benar"))})
	if err != nil {
		t.Fatal(err)
	}
	if s.KeyPlace() != PlacePassphrase {
		t.Errorf("the key is in %s", s.KeyPlace())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Config{Dir: dir, Keeper: Passphrase(dir, passphraseOf("salah"))}); !errors.Is(err, ErrPassphrase) {
		t.Errorf("%v", err)
	}
	if _, err := Open(Config{Dir: dir}); !errors.Is(err, ErrPassphrase) {
		t.Errorf("without being asked: %v", err)
	}
	if s, err = Open(Config{Dir: dir, Keeper: Passphrase(dir, passphraseOf("benar"))}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestAutoKeeper_without_a_bus_uses_the_file(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	dir := t.TempDir()
	testKeeper(t, AutoKeeper(dir), PlaceFile)
	if _, err := os.Stat(filepath.Join(dir, keyName)); err != nil {
		t.Error(err)
	}
	if _, err := (&Keyring{}).Key(t.Context(), "x"); !errors.Is(err, ErrKeyring) {
		t.Errorf("a keyring without a bus: %v", err)
	}
}

// A bus that takes connections and never says a word: the worst that a broken
// desktop can do.
func TestKeyring_that_hangs_is_given_up_in_time(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bus")
	bus, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+path)
	ring := &Keyring{}
	keeper := &autoKeeper{dir: t.TempDir(), ring: ring, place: PlaceFile}
	keeper.file = KeyFile(keeper.dir)
	begin := time.Now()
	id := ulid.Make().String()
	if err := keeper.Create(t.Context(), id, randomBytes(keySize)); err != nil || keeper.Place() != PlaceFile {
		t.Errorf("kept in %s: %v", keeper.Place(), err)
	}
	if took := time.Since(begin); took > keyringCreate+2*time.Second {
		t.Errorf("it took %v", took)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ring.Key(ctx, "x"); !errors.Is(err, ErrKeyring) || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	// The bus goes away: the calls that were left behind end.
	for range 2 {
		if c, err := bus.Accept(); err == nil {
			_ = c.Close()
		}
	}
	if err := errors.Join(bus.Close(), ring.Close()); err != nil {
		t.Error(err)
	}
}

// The real thing: gnome-keyring on a bus of its own, as
// `dbus-run-session -- go test -run Keyring_of_the_desktop`.
func TestKeyring_of_the_desktop(t *testing.T) {
	if os.Getenv("CCTVDESK_DB_KEYRING") == "" {
		for _, tool := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
			if _, err := exec.LookPath(tool); err != nil {
				t.Skipf("%s is not installed (Debian: dbus gnome-keyring)", tool)
			}
		}
		home := t.TempDir()
		script := `printf kata | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" -test.v -test.run '^TestKeyring_of_the_desktop$'`
		cmd := exec.Command("dbus-run-session", "--", "sh", "-c", script, os.Args[0])
		cmd.Env = append(os.Environ(), "CCTVDESK_DB_KEYRING=1", "HOME="+home, "XDG_RUNTIME_DIR="+home, "XDG_DATA_HOME="+home)
		out, err := cmd.CombinedOutput()
		if err != nil || !bytes.Contains(out, []byte("PASS: TestKeyring_of_the_desktop")) {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	ring := &Keyring{}
	testKeeper(t, ring, PlaceKeyring)
	dir := t.TempDir()
	testKeeper(t, AutoKeeper(dir), PlaceKeyring)
	if _, err := os.Stat(filepath.Join(dir, keyName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a key file beside a keyring: %v", err)
	}
	if err := ring.Close(); err != nil {
		t.Error(err)
	}
}
