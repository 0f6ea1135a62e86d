package db

import (
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"

	bbolt "go.etcd.io/bbolt"
)

// SealCheaply makes the next backups of a store cheap to seal, so that tests
// can afford many.
func (s *Store) SealCheaply() { s.work = 8 }

// AheadSchema is the schema that MigrateAhead leads to.
const AheadSchema = Schema + 2

// MigrateAhead brings the closed store in dir through two migrations that no
// version has yet: the first makes a bucket, the second fills it.
func MigrateAhead(dir string) (err error) {
	s, err := Open(Config{Dir: dir, Keeper: KeyFile(dir)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	steps := append(migrations(),
		func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucket([]byte("ahead"))
			return err
		},
		func(tx *bbolt.Tx) error {
			for n := range 2000 { // more than fits one page
				if err := tx.Bucket([]byte("ahead")).Put(binary.BigEndian.AppendUint32(nil, uint32(n)), make([]byte, 50)); err != nil {
					return err
				}
			}
			return nil
		})
	return migrate(s.bolt, steps, s.beforeMigration)
}

// AheadOf says which schema the file in dir has, and an error when its content
// belongs to another one.
func AheadOf(dir string) (schema uint64, err error) {
	bolt, err := openBolt(filepath.Join(dir, fileName), lockWait)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, bolt.Close()) }()
	if schema, err = schemaOf(bolt); err != nil {
		return 0, err
	}
	return schema, bolt.View(func(tx *bbolt.Tx) error {
		want, has := map[uint64]int{Schema: -1, Schema + 1: 0, Schema + 2: 2000}[schema], -1
		if b := tx.Bucket([]byte("ahead")); b != nil {
			has = b.Stats().KeyN
		}
		if has != want {
			return fmt.Errorf("schema %d has %d entries of what is ahead, not %d", schema, has, want)
		}
		return nil
	})
}

// TakeBack is what follows a commit that failed at its last sync: the newest act
// counts no longer.
func TakeBack(s *Store) error { return s.takeBack(s.Rev()) }
