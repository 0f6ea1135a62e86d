package db_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestOpen_where_nothing_can_be_written(t *testing.T) {
	file := filepath.Join(t.TempDir(), "berkas")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "x"), "/proc/cctvdesk", "/dev/null/x", ""} {
		if _, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)}); !errors.Is(err, db.ErrNoWrite) {
			t.Errorf("%q: %v", dir, err)
		}
	}
	if os.Geteuid() == 0 {
		t.Log("root may write everywhere: folders without rights are not tried")
		return
	}
	closed := t.TempDir()
	if err := os.Chmod(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Open(db.Config{Dir: closed, Keeper: db.KeyFile(closed)}); !errors.Is(err, db.ErrNoWrite) {
		t.Errorf("folder without rights: %v", err)
	}
}

// fullDisk is a file system of 4 MiB, or the test is skipped.
func fullDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestFull_disk_changes_nothing_and_ends(t *testing.T) {
	disk := fullDisk(t)
	dir := filepath.Join(disk, "data")
	s := open(t, dir)
	t.Cleanup(func() { _ = s.Close() }) // before the disk goes
	last, err := writeOne(s)
	if err != nil {
		t.Fatal(err)
	}
	filler := filepath.Join(disk, "penuh")
	if err := os.WriteFile(filler, make([]byte, 8<<20), 0o600); err == nil {
		t.Fatal("the small disk is not small")
	}
	rev := s.Rev()
	err = nil
	for range 2000 { // until the room inside the file is used up too
		if err = s.Write(db.Meta{}, func(tx *db.Tx) error {
			a := sop.Agency{ID: ulid.Make(), Name: strings.Repeat("penuh", 2000)}
			return tx.Agencies().Put(tx, a.ID, a)
		}); err != nil {
			break
		}
		rev++
	}
	if !errors.Is(err, db.ErrFull) || s.Rev() != rev {
		t.Fatalf("on a full disk: %v, revision %d of %d", err, s.Rev(), rev)
	}
	if _, err := s.PutBlob(make([]byte, 1<<20)); !errors.Is(err, db.ErrFull) {
		t.Errorf("attachment on a full disk: %v", err)
	}
	if err := s.Backup(filepath.Join(disk, "cadangan"), secret.Text{}); !errors.Is(err, db.ErrFull) {
		t.Errorf("backup on a full disk: %v", err)
	}
	if _, err := os.Stat(filepath.Join(disk, "cadangan")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("half a backup was left under its name")
	}
	read(t, s, func(tx *db.Tx) error { _, err := tx.Requests().Get(tx, numbered(last)); return err })
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if n, err := writeOne(s); err != nil || n != last+1 {
		t.Errorf("after space came back: number %d after %d, %v", n, last, err)
	}
}

func TestBackup_to_a_full_device_says_so(t *testing.T) {
	s := open(t, t.TempDir())
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	if err := s.BackupTo(f, secret.Text{}); !errors.Is(err, db.ErrFull) {
		t.Errorf("%v", err)
	}
}
