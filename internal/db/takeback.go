package db

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	bbolt "go.etcd.io/bbolt"
)

// takeBack follows a commit that failed. bbolt writes the page that makes an
// act count and syncs it; when that sync fails it gives an error, but the page
// is in the file all the same, and the act would count from now on although
// its user was told that it does not. So the page is made the one before.
//
// When that cannot be written either, the disk is not to be trusted: the store
// is closed, and what is on the disk is found out at the next Open.
func (s *Store) takeBack(rev uint64) error {
	s.busy.Lock()
	defer s.busy.Unlock()
	if s.bolt == nil {
		return nil
	}
	failed, counts, err := reaches(s.bolt, rev)
	if err == nil && !counts {
		return nil
	}
	s.life.Add(1) // what was read of it in between is of no version any more
	path := filepath.Join(s.dir, fileName)
	err = errors.Join(err, s.bolt.Close())
	s.bolt = nil
	if err = errors.Join(err, restoreMeta(path, failed)); err != nil {
		return err
	}
	s.bolt, err = openBolt(path, lockWait)
	return err
}

// reaches says whether the file counts rev acts, and which transaction made it so.
func reaches(bolt *bbolt.DB, rev uint64) (txid uint64, yes bool, err error) {
	err = bolt.View(func(tx *bbolt.Tx) error {
		known, err := number(bucketMeta, []byte(metaRev), tx.Bucket([]byte(bucketMeta)).Get([]byte(metaRev)))
		txid, yes = uint64(tx.ID()), known >= rev
		return err
	})
	return txid, yes, err
}

// restoreMeta writes the older of the two meta pages over the newer one. Both
// are the same then, which bbolt does not mind: the next act goes over the one
// that was newer.
//
// What was only seen in memory and never reached the file needs nothing.
func restoreMeta(path string, failed uint64) (err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return noWrite("take back", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := lock(f, lockWait); err != nil {
		return err
	}
	first, err1 := readMeta(f, 0)
	second, err2 := readMeta(f, first.pageSize)
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("%w: take back: %w", ErrDamaged, err)
	}
	if max(first.txid, second.txid) != failed {
		return nil
	}
	older, newer := uint64(0), uint64(1)
	if first.txid > second.txid {
		older, newer = 1, 0
	}
	page := make([]byte, first.pageSize)
	if _, err := f.ReadAt(page, int64(older*first.pageSize)); err != nil {
		return fault("take back", err)
	}
	binary.LittleEndian.PutUint64(page, newer) // a page begins with its own number
	if _, err := f.WriteAt(page, int64(newer*first.pageSize)); err != nil {
		return fault("take back", err)
	}
	return fault("take back", f.Sync())
}
