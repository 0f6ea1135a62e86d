package db

import (
	"archive/tar"
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// maxSmall bounds the manifest and the key of a backup.
const maxSmall = 1 << 20

// Restore makes the data folder dir from a backup. It never writes over a
// store (ErrOccupied). The backup is unpacked beside its place, opened and
// checked like any store, and moved into the folder only then; whatever fails,
// the folder is as it was.
//
// The key comes from the backup, from the folder that the backup was kept in,
// or from this machine's keyring; without one the secrets would be lost, and
// the restore is refused with ErrNoKey.
func Restore(path, dir string, passphrase secret.Text) error {
	if err := makeFolders(dir); err != nil {
		return err
	}
	folder, err := os.Open(dir)
	if err != nil {
		return noWrite("restore", err)
	}
	defer folder.Close()
	if err := lock(folder, lockWait); err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(dir, fileName)); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(ErrOccupied, err)
	}
	temp, err := os.MkdirTemp(dir, tempPrefix)
	if err != nil {
		return noWrite("restore", err)
	}
	r := &restore{temp: temp, dir: dir, from: filepath.Dir(path)}
	return errors.Join(r.run(path, passphrase), os.RemoveAll(temp))
}

// restore is one restore on its way.
type restore struct {
	temp, dir string
	from      string // the folder of the backup
	manifest  manifest
	key       []byte
	blobs     int
	hasStore  bool
}

func (r *restore) run(path string, passphrase secret.Text) error {
	f, err := os.Open(path)
	if err != nil {
		return fault("open backup", errors.Join(notFound(err), err))
	}
	defer f.Close()
	plain, err := unseal(bufio.NewReader(f), passphrase)
	if err != nil {
		return err
	}
	if err := r.unpack(tar.NewReader(plain)); err != nil {
		return err
	}
	if err := r.findKey(passphrase); err != nil {
		return err
	}
	if err := r.try(); err != nil {
		return err
	}
	return r.move()
}

func notFound(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNotFound
	}
	return nil
}

// unseal opens the age file around the tar, if there is one.
func unseal(in *bufio.Reader, passphrase secret.Text) (io.Reader, error) {
	head, err := in.Peek(len(ageMagic))
	if err != nil {
		return nil, fmt.Errorf("%w: backup: %w", ErrDamaged, err)
	}
	if string(head) != ageMagic {
		return in, nil
	}
	if passphrase.Empty() {
		return nil, ErrPassphrase
	}
	identity, err := age.NewScryptIdentity(passphrase.Reveal())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPassphrase, err)
	}
	plain, err := age.Decrypt(in, identity)
	var noMatch *age.NoIdentityMatchError
	switch {
	case errors.As(err, &noMatch):
		return nil, ErrPassphrase
	case err != nil:
		return nil, fmt.Errorf("%w: backup: %w", ErrDamaged, err)
	}
	return plain, nil
}

// unpack reads the tar; what is not ours is not a backup.
func (r *restore) unpack(in *tar.Reader) error {
	if err := os.MkdirAll(filepath.Join(r.temp, attachmentsDir), 0o700); err != nil {
		return noWrite("restore", err)
	}
	for first := true; ; first = false {
		head, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("%w: backup: %w", ErrDamaged, err)
		}
		if head.Typeflag != tar.TypeReg || first != (head.Name == manifestName) {
			return fmt.Errorf("%w: not a backup of cctvdesk", ErrDamaged)
		}
		if err := r.entry(head, in); err != nil {
			return err
		}
	}
	if !r.hasStore {
		return fmt.Errorf("%w: not a backup of cctvdesk", ErrDamaged)
	}
	return nil
}

func (r *restore) entry(head *tar.Header, in io.Reader) error {
	sha, isBlob := strings.CutPrefix(head.Name, attachmentsDir+"/")
	switch {
	case head.Name == manifestName:
		return r.readManifest(in)
	case head.Name == keyName:
		key, err := io.ReadAll(io.LimitReader(in, maxSmall))
		if err != nil || len(key) != keySize {
			return errors.Join(fmt.Errorf("%w: the key of the backup", ErrDamaged), err)
		}
		r.key = key
		return nil
	case head.Name == fileName:
		r.hasStore = true
		return copyFile(filepath.Join(r.temp, fileName), in)
	case isBlob && isSHA(sha):
		r.blobs++
		return copyFile(filepath.Join(r.temp, attachmentsDir, sha), in)
	}
	return fmt.Errorf("%w: backup: unknown entry", ErrDamaged)
}

func (r *restore) readManifest(in io.Reader) error {
	text, err := io.ReadAll(io.LimitReader(in, maxSmall))
	if err == nil {
		err = json.Unmarshal(text, &r.manifest)
	}
	switch {
	case err != nil:
		return fmt.Errorf("%w: manifest: %w", ErrDamaged, err)
	case r.manifest.Form > backupForm, r.manifest.Schema > Schema:
		return fmt.Errorf("%w: backup of form %d, schema %d", ErrNewerSchema, r.manifest.Form, r.manifest.Schema)
	case r.manifest.Form < 1 || r.manifest.Store == "":
		return fmt.Errorf("%w: manifest", ErrDamaged)
	}
	return nil
}

// copyFile writes a new file and brings it onto the disk. Reading and writing
// fail for different reasons, and the reasons have different sentences.
func copyFile(path string, in io.Reader) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return noWrite("restore", err)
	}
	source := &readError{in: in}
	_, err = io.Copy(f, source)
	if source.err != nil {
		return errors.Join(fmt.Errorf("%w: backup: %w", ErrDamaged, source.err), f.Close())
	}
	return noWrite("restore", errors.Join(err, f.Sync(), f.Close()))
}

// readError remembers why reading ended.
type readError struct {
	in  io.Reader
	err error
}

func (r *readError) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

// findKey looks for the key where the backup does not carry it.
func (r *restore) findKey(passphrase secret.Text) error {
	if r.key != nil {
		return nil
	}
	home := filepath.Dir(r.from) // a daily backup lies in backups/ of its folder
	var err error
	for _, keeper := range []Keeper{KeyFile(home), KeyFile(r.dir), Passphrase(home, passphrase), AutoKeeper(home)} {
		if r.key, err = keeper.Key(context.Background(), r.manifest.Store); err == nil {
			return nil
		}
	}
	return err
}

// try opens and checks the copy like any store. A missing or damaged
// attachment does not stop it, because the records are worth more; Check tells
// of it afterwards.
func (r *restore) try() error {
	if !r.manifest.Attachments {
		if err := r.fetchAttachments(); err != nil {
			return err
		}
	}
	s, err := Open(Config{Dir: r.temp, Keeper: fixedKeeper(r.key)})
	if err != nil {
		return err
	}
	report, err := s.Check()
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	for _, p := range report.Problems {
		if p.Kind == ProblemStructure || p.Kind == ProblemRecord {
			return fmt.Errorf("%w: backup: %s", ErrDamaged, p.Where)
		}
	}
	return nil
}

// fetchAttachments copies them from the folder that a daily backup lies in.
func (r *restore) fetchAttachments() error {
	from := filepath.Join(filepath.Dir(r.from), attachmentsDir)
	entries, err := os.ReadDir(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault("read attachments", err)
	}
	for _, e := range entries {
		if !isSHA(e.Name()) {
			continue
		}
		f, err := os.Open(filepath.Join(from, e.Name()))
		if err != nil {
			return fault("read attachment", err)
		}
		err = copyFile(filepath.Join(r.temp, attachmentsDir, e.Name()), f)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// move puts the tried copy into the folder: attachments, key, and the file
// last, because with it the folder becomes a store.
func (r *restore) move() error {
	entries, err := os.ReadDir(filepath.Join(r.temp, attachmentsDir))
	if err != nil {
		return noWrite("restore", err)
	}
	for _, e := range entries {
		if !isSHA(e.Name()) {
			continue
		}
		to := filepath.Join(r.dir, attachmentsDir, e.Name())
		if err := os.Rename(filepath.Join(r.temp, attachmentsDir, e.Name()), to); err != nil {
			return noWrite("restore", err)
		}
	}
	if err := syncPath(filepath.Join(r.dir, attachmentsDir)); err != nil {
		return err
	}
	keeper := AutoKeeper(r.dir)
	if key, err := keeper.Key(context.Background(), r.manifest.Store); err != nil || string(key) != string(r.key) {
		if err := keeper.Create(context.Background(), r.manifest.Store, r.key); err != nil {
			return err
		}
	}
	return settle(filepath.Join(r.temp, fileName), filepath.Join(r.dir, fileName))
}
