package db

import (
	"archive/tar"
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
	bbolt "go.etcd.io/bbolt"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// A backup is a tar: manifest.json, cctvdesk.db, attachments/…, and with a
// passphrase also the master key; then the whole tar is inside an age file
// (age-encryption.org), which opens without us: `age -d FILE | tar x`.
// Without a passphrase nothing in it opens the sealed secrets.
const (
	manifestName = "manifest.json"
	backupForm   = 1
	ageMagic     = "age-encryption.org/"
)

// manifest is the first file of a backup.
type manifest struct {
	Form        int
	Store       string // id
	Schema      uint64
	Rev         uint64
	Created     time.Time
	Attachments bool // whether they are inside
	Key         bool // whether it is inside
}

// Backup writes a backup to path, as a whole or not at all, mode 0600. Others
// may read and write the store meanwhile: the backup is one moment of it. A
// backup into the store's own backups/ folder carries no attachments, which
// lie beside it and never change; any other carries everything.
func (s *Store) Backup(path string, passphrase secret.Text) (err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return noWrite("backup", err)
	}
	if path == filepath.Join(s.dir, fileName) {
		return fmt.Errorf("%w: that is the store itself", ErrOccupied)
	}
	f, err := os.CreateTemp(filepath.Dir(path), tempPrefix)
	if err != nil {
		return noWrite("backup", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	own := filepath.Dir(path) == filepath.Join(s.dir, backupsDir)
	if err := errors.Join(s.writeBackup(f, passphrase, !own), f.Close()); err != nil {
		return noWrite("backup", err)
	}
	return settle(f.Name(), path)
}

// BackupTo writes a backup to w, attachments and all.
func (s *Store) BackupTo(w io.Writer, passphrase secret.Text) error {
	return s.writeBackup(w, passphrase, true)
}

func (s *Store) writeBackup(w io.Writer, passphrase secret.Text, attachments bool) error {
	if passphrase.Empty() {
		return s.writeTar(w, attachments, false)
	}
	recipient, err := age.NewScryptRecipient(passphrase.Reveal())
	if err != nil {
		return fmt.Errorf("db: backup: %w", err)
	}
	if s.work != 0 {
		recipient.SetWorkFactor(s.work)
	}
	sealed, err := age.Encrypt(w, recipient)
	if err != nil {
		return fault("backup", err)
	}
	if err := s.writeTar(sealed, attachments, true); err != nil {
		return err // not closed: an unfinished age file does not open
	}
	return fault("backup", sealed.Close())
}

func (s *Store) writeTar(w io.Writer, attachments, key bool) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	out := tar.NewWriter(buffered)
	err := s.use(func(bolt *bbolt.DB) error {
		return bolt.View(func(btx *bbolt.Tx) error { return s.tarStore(out, &Tx{tx: btx}, attachments, key) })
	})
	if err == nil && attachments {
		// Attachments are written before the record that names them, so every
		// one that the snapshot knows is in the folder by now.
		err = s.tarAttachments(out)
	}
	if err != nil {
		return fault("backup", err)
	}
	return fault("backup", errors.Join(out.Close(), buffered.Flush()))
}

// tarStore writes manifest, key and file as they stand in one transaction.
func (s *Store) tarStore(out *tar.Writer, tx *Tx, attachments, key bool) error {
	rev, err := number(bucketMeta, []byte(metaRev), tx.bucket(bucketMeta).Get([]byte(metaRev)))
	if err != nil {
		return err
	}
	now := s.now().UTC().Truncate(time.Second)
	text, err := json.MarshalIndent(manifest{Form: backupForm, Store: s.id, Schema: Schema, Rev: rev, Created: now,
		Attachments: attachments, Key: key}, "", "  ")
	if err != nil {
		return err
	}
	if err := tarBytes(out, manifestName, text, now); err != nil {
		return err
	}
	if key {
		if err := tarBytes(out, keyName, s.key, now); err != nil {
			return err
		}
	}
	if err := out.WriteHeader(tarHeader(fileName, tx.tx.Size(), now)); err != nil {
		return err
	}
	_, err = tx.tx.WriteTo(out)
	return err
}

func (s *Store) tarAttachments(out *tar.Writer) error {
	dir := filepath.Join(s.dir, attachmentsDir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !isSHA(e.Name()) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		if err := tarBytes(out, attachmentsDir+"/"+e.Name(), data, s.now().UTC()); err != nil {
			return err
		}
	}
	return nil
}

func tarHeader(name string, size int64, at time.Time) *tar.Header {
	return &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: at, Format: tar.FormatPAX}
}

func tarBytes(out *tar.Writer, name string, data []byte, at time.Time) error {
	if err := out.WriteHeader(tarHeader(name, int64(len(data)), at.Truncate(time.Second))); err != nil {
		return err
	}
	_, err := out.Write(data)
	return err
}

// beforeMigration keeps a copy of the file as the older version left it.
func (s *Store) beforeMigration(schema uint64) error {
	path := filepath.Join(s.dir, backupsDir, fmt.Sprintf("schema-%d.db", schema))
	s.log.Info("store: migrating", "from", schema, "to", Schema, "copy", path)
	f, err := os.CreateTemp(filepath.Dir(path), tempPrefix)
	if err != nil {
		return noWrite("copy before migration", err)
	}
	err = s.bolt.View(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(f)
		return err
	})
	if err := errors.Join(err, f.Close()); err != nil {
		return noWrite("copy before migration", err)
	}
	return settle(f.Name(), path)
}
