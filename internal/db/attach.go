package db

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// PutBlob keeps data under its SHA-256 and returns that as hexadecimal text.
// When it returns, the data is on the disk. The same data is kept once.
func (s *Store) PutBlob(data []byte) (sha string, err error) {
	sum := sha256.Sum256(data)
	sha = hex.EncodeToString(sum[:])
	path := filepath.Join(s.dir, attachmentsDir, sha)
	if _, err := s.Blob(sha); err == nil {
		// The run that wrote it may have been killed before its last sync.
		return sha, errors.Join(syncPath(path), syncPath(filepath.Dir(path)))
	}
	return sha, writeFile(path, data)
}

// Blob gives back what was kept under sha: ErrNotFound when nothing was,
// ErrDamaged when it is not that any more.
func (s *Store) Blob(sha string) ([]byte, error) {
	if !isSHA(sha) {
		return nil, fmt.Errorf("%w: not a SHA-256", ErrNotFound)
	}
	data, err := os.ReadFile(filepath.Join(s.dir, attachmentsDir, sha))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w: attachment %s", ErrNotFound, sha)
	case err != nil:
		return nil, fault("read attachment", err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != sha {
		return nil, fmt.Errorf("%w: attachment %s", ErrDamaged, sha)
	}
	return data, nil
}

// isSHA keeps names that are none out of paths.
func isSHA(s string) bool {
	raw, err := hex.DecodeString(s)
	return err == nil && len(raw) == sha256.Size && hex.EncodeToString(raw) == s
}

// writeFile puts data into a file as a whole or not at all: beside its place,
// onto the disk, then under its name.
func writeFile(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), tempPrefix) // mode 0600
	if err != nil {
		return noWrite("write file", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if _, err := f.Write(data); err != nil {
		return errors.Join(noWrite("write file", err), f.Close())
	}
	if err := f.Close(); err != nil {
		return noWrite("write file", err)
	}
	return settle(f.Name(), path)
}

// sweep removes what a crash left unfinished. Only who has the store open may.
func (s *Store) sweep() {
	for _, dir := range []string{s.dir, filepath.Join(s.dir, attachmentsDir), filepath.Join(s.dir, backupsDir)} {
		left, _ := filepath.Glob(filepath.Join(dir, tempPrefix+"*"))
		for _, path := range left {
			if err := os.RemoveAll(path); err != nil {
				s.log.Warn("store: an unfinished file stays", "path", path, "err", err)
			}
		}
	}
}

// tempPrefix begins the names of files that are not complete; a crash may
// leave some.
const tempPrefix = ".part-"

func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails, it ends the program
	return b
}
