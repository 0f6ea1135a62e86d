package db

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bbolt "go.etcd.io/bbolt"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// grown makes a store with branches, overflow pages, free pages and an
// attachment, and gives the bytes of its file.
func grown(t testing.TB, dir string) []byte {
	t.Helper()
	s, err := Open(Config{Dir: dir, Keeper: KeyFile(dir)})
	if err != nil {
		t.Fatal(err)
	}
	var first ulid.ULID
	for round := range 3 {
		err := s.Write(Meta{Who: "uji"}, func(tx *Tx) error {
			for i := range 120 {
				id := ulid.Make()
				if round == 0 && i == 0 {
					first = id
				}
				if err := tx.Agencies().Put(tx, id, sop.Agency{ID: id, Name: strings.Repeat("Dinas ", i)}); err != nil {
					return err
				}
			}
			id := ulid.Make()
			return tx.Requests().Put(tx, id, sop.Request{ID: id, Note: strings.Repeat("panjang ", 3000)})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Write(Meta{}, func(tx *Tx) error { return tx.Agencies().Delete(tx, first) }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// readAll opens a folder and reads everything in it; the error says what was
// found, a panic would end the test program.
func readAll(dir string) error {
	s, err := Open(Config{Dir: dir, Keeper: KeyFile(dir)})
	if err != nil {
		return err
	}
	report, err := s.Check()
	for _, p := range report.Problems {
		err = errors.Join(err, p.Err)
	}
	err = errors.Join(err, s.Write(Meta{}, func(tx *Tx) error {
		id := ulid.Make()
		return tx.Agencies().Put(tx, id, sop.Agency{ID: id})
	}))
	return errors.Join(err, s.Close())
}

func TestDamaged_files_are_refused_and_never_end_the_program(t *testing.T) {
	dir := t.TempDir()
	good := grown(t, dir)
	path := filepath.Join(dir, fileName)
	rounds := 300
	if testing.Short() {
		rounds = 50
	}
	random := rand.New(rand.NewPCG(1, 2))
	found := 0
	for i := range rounds {
		bad := bytes.Clone(good)
		how := ""
		switch i % 4 {
		case 0:
			at := random.IntN(len(bad))
			bad[at] ^= 1 << random.IntN(8)
			how = fmt.Sprintf("bit at %d", at)
		case 1: // where it hurts: the heads of pages
			page := random.IntN(len(bad) / 4096)
			at := page*4096 + random.IntN(48)
			bad[at] = byte(random.Uint32())
			how = fmt.Sprintf("head of page %d", page)
		case 2:
			n := random.IntN(len(bad))
			bad = bad[:n]
			how = fmt.Sprintf("cut at %d", n)
		case 3:
			from, to := random.IntN(len(bad)/4096), random.IntN(len(bad)/4096)
			copy(bad[to*4096:(to+1)*4096], good[from*4096:])
			how = fmt.Sprintf("page %d over %d", from, to)
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		err := readAll(dir)
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%s: the verdict took %v", how, took)
		}
		if err != nil {
			found++
		}
		if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewerSchema) && !errors.Is(err, ErrWrongKey) {
			t.Errorf("%s: %v", how, err)
		}
		if i%4 == 2 && err == nil && len(bad) < len(good)/2 {
			t.Errorf("%s: nothing was found", how)
		}
	}
	t.Logf("%d damaged files, in %d of them the damage was met", rounds, found)
	if found < rounds/4 {
		t.Error("hardly any damage was found: is the test hitting anything?")
	}
}

// A flipped bit in a record is found, even where JSON would not mind.
func TestFlipped_bit_in_a_record_is_found(t *testing.T) {
	dir := t.TempDir()
	good := grown(t, dir)
	// Wherever it stands: pages that were written over keep old copies.
	word, copies := []byte("panjang panjang"), 0
	for at := bytes.Index(good, word); at >= 0; at = bytes.Index(good, word) {
		good[at] ^= 2 // another letter
		copies++
	}
	if copies == 0 {
		t.Fatal("the record is not in the file")
	}
	if err := os.WriteFile(filepath.Join(dir, fileName), good, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := readAll(dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v", err)
	}
}

func TestFiles_that_are_no_store_are_refused(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "lain.db")
	bolt, err := bbolt.Open(foreign, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := bolt.Close(); err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"empty": nil, "text": []byte(strings.Repeat("bukan basis data ", 5000)), "zeroes": make([]byte, 1<<16), "another program's": other} {
		dir := t.TempDir()
		path := filepath.Join(dir, fileName)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(Config{Dir: dir, Keeper: KeyFile(dir)}); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, data) {
			t.Errorf("%s: the file was changed (%v)", name, err)
		}
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, fileName), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Config{Dir: dir, Keeper: KeyFile(dir)}); err == nil {
		t.Error("a folder in place of the file was opened")
	}
}

// A refused file is let go: the next try is not told "open elsewhere".
func TestRefused_file_is_not_kept_locked(t *testing.T) {
	dir := t.TempDir()
	good := grown(t, dir)
	path := filepath.Join(dir, fileName)
	if err := os.WriteFile(path, good[:len(good)/3], 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := Open(Config{Dir: dir, Keeper: KeyFile(dir)}); !errors.Is(err, ErrDamaged) {
			t.Errorf("%v", err)
		}
	}
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := readAll(dir); err != nil {
		t.Errorf("the good file again: %v", err)
	}
}

func TestPanic_in_the_library_is_damage(t *testing.T) {
	if err := guarded(func() error { panic("page 7: assertion failed") }); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v", err)
	}
	if err := guarded(func() error { return nil }); err != nil {
		t.Error(err)
	}
}

// inspect must never panic, and what it lets pass bbolt must survive.
func FuzzInspect(f *testing.F) {
	dir := f.TempDir()
	good := grown(f, dir)
	f.Add(0, []byte{1}, 0)
	f.Add(4096*3+8, []byte{0xff, 0xff}, 1)
	f.Add(16+40, []byte{9}, len(good)/2)
	path := filepath.Join(dir, fileName)
	f.Fuzz(func(t *testing.T, at int, patch []byte, cut int) {
		bad := bytes.Clone(good)
		if at >= 0 && at < len(bad) {
			copy(bad[at:], patch)
		}
		if cut > 0 && cut < len(bad) {
			bad = bad[:len(bad)-cut]
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		_ = readAll(dir)
	})
}
