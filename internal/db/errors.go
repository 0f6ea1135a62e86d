package db

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	bolterrors "go.etcd.io/bbolt/errors"
)

// What a caller may branch on. Everything else that this package returns is a
// fault of the machine or a bug, and is wrapped with the operation.
var (
	// ErrOpenElsewhere means that another process has the data folder open.
	ErrOpenElsewhere = errors.New("db: open elsewhere")
	// ErrNewerSchema means that a newer cctvdesk wrote the data.
	ErrNewerSchema = errors.New("db: written by a newer version")
	// ErrDamaged means that the file, a record, a blob or a backup is not what
	// was once written.
	ErrDamaged = errors.New("db: damaged")
	// ErrNoWrite means that the data folder or a file in it cannot be written.
	ErrNoWrite = errors.New("db: cannot be written")
	// ErrFull means that there is no space left; nothing was changed.
	ErrFull = errors.New("db: no space left")
	// ErrWrongKey means that the master key is not the one that sealed the data.
	ErrWrongKey = errors.New("db: the key does not fit")
	// ErrNoKey means that the keeper has no key for this data.
	ErrNoKey = errors.New("db: there is no key")
	// ErrKeyring means that the desktop keyring does not answer or refuses.
	ErrKeyring = errors.New("db: the keyring does not answer")
	// ErrPassphrase means that the passphrase is missing or wrong.
	ErrPassphrase = errors.New("db: wrong passphrase")
	// ErrNotFound means that there is no such record or blob.
	ErrNotFound = errors.New("db: not found")
	// ErrOccupied means that a restore would have to write over something.
	ErrOccupied = errors.New("db: the folder is not empty")
	// ErrClosed means that the store has been closed.
	ErrClosed = errors.New("db: closed")
	// ErrChangedSince means that a record is not any more what the act to be
	// taken back had made of it.
	ErrChangedSince = errors.New("db: changed since")
	// ErrReadOnly means that a reading transaction was asked to write.
	ErrReadOnly = errors.New("db: not in a writing transaction")
)

// Sentinels lists every error a caller may branch on; package say must have a
// sentence for each that can reach a person.
func Sentinels() []error {
	return []error{ErrOpenElsewhere, ErrNewerSchema, ErrDamaged, ErrNoWrite, ErrFull, ErrWrongKey, ErrNoKey,
		ErrKeyring, ErrPassphrase, ErrNotFound, ErrOccupied, ErrClosed, ErrReadOnly, ErrChangedSince}
}

// noRoom says whether err comes of a full disk. bbolt tells of some failures in
// its own words only (growing the file), so the text is looked at too.
func noRoom(err error) bool {
	for _, full := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, full) || strings.Contains(err.Error(), full.Error()) {
			return true
		}
	}
	return errors.Is(err, bolterrors.ErrMaxSizeReached)
}

// fault gives err a kind, where the operating system's or bbolt's own error
// says more than its text. The operation is for the log.
func fault(op string, err error) error {
	if err == nil {
		return nil
	}
	for _, kind := range Sentinels() {
		if errors.Is(err, kind) {
			return err
		}
	}
	var kind error
	switch {
	case noRoom(err):
		kind = ErrFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		kind = ErrNoWrite
	case errors.Is(err, bolterrors.ErrTimeout):
		kind = ErrOpenElsewhere
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		kind = ErrDamaged
	case errors.Is(err, bolterrors.ErrDatabaseNotOpen):
		kind = ErrClosed
	default:
		return fmt.Errorf("db: %s: %w", op, err)
	}
	return fmt.Errorf("%w: %s: %w", kind, op, err)
}
