package db

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	bbolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/oklog/ulid/v2"
)

// Keys of the meta bucket.
const (
	metaSchema  = "schema"  // number of the schema
	metaID      = "id"      // ULID of the store, by which keepers know its key
	metaCheck   = "check"   // the id, sealed: opens only with the right key
	metaRev     = "rev"     // committed acts
	metaWritten = "written" // when the newest act was committed, ms
	metaCreated = "created" // ms
)

// makeFolders makes the data folder and takes it away from other users' eyes.
func makeFolders(dir string) error {
	for _, d := range []string{dir, filepath.Join(dir, attachmentsDir), filepath.Join(dir, backupsDir), filepath.Join(dir, logsDir)} {
		if err := makeFolder(d); err != nil {
			return noWrite("make folder", err)
		}
	}
	return protectFolder(dir)
}

// protectFolder closes the data folder to others, if it is ours alone. One in
// which somebody keeps other things too (--data /tmp) stays as it is: our
// files and folders inside are closed anyway.
func protectFolder(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return noWrite("look at folder", err)
	}
	if info.Mode().Perm()&0o077 == 0 || info.Mode()&os.ModeSticky != 0 {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return noWrite("look at folder", err)
	}
	ours := []string{fileName, keyName, attachmentsDir, backupsDir, logsDir}
	for _, e := range entries {
		if !slices.Contains(ours, e.Name()) && !strings.HasPrefix(e.Name(), passName) && !strings.HasPrefix(e.Name(), tempPrefix) {
			return nil
		}
	}
	return noWrite("protect folder", os.Chmod(dir, 0o700))
}

// makeFolder makes a folder with all above it, and sees to it that their names
// outlive a power cut.
func makeFolder(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case err == nil && info.IsDir():
		return nil
	case err == nil:
		return &fs.PathError{Op: "mkdir", Path: dir, Err: syscall.ENOTDIR}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	above := filepath.Dir(dir)
	if err := makeFolder(above); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	_ = syncPath(above) // a folder may be closed to readers and still take names
	return nil
}

// noWrite is fault for what happens to folders and new files: whatever the
// reason (a file in the way, a missing disk), it cannot be written there.
func noWrite(op string, err error) error {
	if err == nil {
		return nil
	}
	if noRoom(err) {
		return fault(op, err)
	}
	return fmt.Errorf("%w: %s: %w", ErrNoWrite, op, err)
}

// createLocked makes the store unless another process has just done so. The
// folder itself is the lock: there is no file yet that could be one.
func createLocked(ctx context.Context, dir string, cfg Config) error {
	folder, err := os.Open(dir)
	if err != nil {
		return noWrite("lock folder", err)
	}
	defer folder.Close()
	if err := lock(folder, lockWait); err != nil {
		return err
	}
	path := filepath.Join(dir, fileName)
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		return noWrite("look for store", err)
	}
	return create(ctx, path, cfg)
}

// create writes a new store beside its place and moves it there when all of it
// is on the disk: a crash leaves a whole store or none. The key is kept first;
// one that no store needs does no harm.
func create(ctx context.Context, path string, cfg Config) (err error) {
	now := cfg.Now().UTC()
	id, err := ulid.New(ulid.Timestamp(now), rand.Reader)
	if err != nil {
		return fmt.Errorf("db: store id: %w", err)
	}
	key := randomBytes(keySize)
	if err := cfg.Keeper.Create(ctx, id.String(), key); err != nil {
		return err
	}
	seals, err := newSealer(key)
	if err != nil {
		return err
	}
	temp := path + ".new"
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return noWrite("create", err) // left by a crash
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temp))
		}
	}()
	bolt, err := bbolt.Open(temp, 0o600, &bbolt.Options{Timeout: lockWait})
	if err != nil {
		return noWrite("create", err)
	}
	err = bolt.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets() {
			if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
				return err
			}
		}
		b := tx.Bucket([]byte(bucketMeta))
		return errors.Join(
			b.Put([]byte(metaSchema), binary.BigEndian.AppendUint64(nil, Schema)),
			b.Put([]byte(metaID), []byte(id.String())),
			b.Put([]byte(metaCheck), seals.seal(checkPlace(), id.String())),
			b.Put([]byte(metaCreated), binary.BigEndian.AppendUint64(nil, ulid.Timestamp(now))),
		)
	})
	if err = errors.Join(err, bolt.Close()); err != nil {
		return noWrite("create", err)
	}
	return settle(temp, path)
}

// settle moves a file that is complete to its place and sees to it that both
// its content and its name are on the disk.
func settle(temp, path string) error {
	if err := syncPath(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return noWrite("rename", err)
	}
	return syncPath(filepath.Dir(path))
}

// syncPath brings a file, or the names in a folder, onto the disk.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return noWrite("sync", err)
	}
	return noWrite("sync", errors.Join(f.Sync(), f.Close()))
}

// lock takes the exclusive lock of an open file or folder. It belongs to the
// open file: bbolt, which asks for the same lock later, is given it at once.
func lock(f *os.File, wait time.Duration) error {
	end := time.Now().Add(wait)
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return noWrite("lock", err)
		case time.Now().After(end):
			return ErrOpenElsewhere
		}
		time.Sleep(20 * time.Millisecond) // flock cannot wait with a limit
	}
}

// openBolt opens the file for this process alone. bbolt believes what stands
// in a file and panics where that leads nowhere; so the file is inspected
// after it was locked and before bbolt sees it.
func openBolt(path string, wait time.Duration) (bolt *bbolt.DB, err error) {
	var opened *os.File
	options := &bbolt.Options{Timeout: wait, MaxSize: maxSize, OpenFile: func(name string, _ int, _ os.FileMode) (*os.File, error) {
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			return nil, noWrite("open", err)
		}
		if err := errors.Join(lock(f, wait), protect(f)); err != nil {
			return nil, errors.Join(err, f.Close())
		}
		if err := inspect(f); err != nil {
			return nil, errors.Join(err, f.Close())
		}
		opened = f
		return f, nil
	}}
	err = guarded(func() (err error) {
		bolt, err = bbolt.Open(path, 0o600, options)
		return err
	})
	switch {
	case err == nil:
		return bolt, nil
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, ErrOpenElsewhere
	case errors.Is(err, ErrDamaged) && opened != nil:
		_ = opened.Close() // a panic may have left it open, and locked
	}
	return nil, fault("open", err)
}

// protect takes the rights of others away from the file.
func protect(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return noWrite("open", err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%w: %s is not a file", ErrDamaged, fileName)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return noWrite("protect", f.Chmod(0o600))
	}
	return nil
}
