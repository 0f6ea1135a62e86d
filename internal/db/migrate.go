package db

import (
	"encoding/binary"
	"fmt"

	bbolt "go.etcd.io/bbolt"
)

// Schema is the number of the schema that this version writes. A store with a
// smaller one is brought up, step by step; one with a larger one is refused.
const Schema = 1

// step brings the file from one schema to the next. It sees raw buckets: the
// types of today are not the types of then.
type step func(*bbolt.Tx) error

// migrations lists the steps: the first leads from schema 1 to 2, and so on.
// There is a store of every schema under testdata, and a test that opens it.
func migrations() []step { return nil }

// migrate brings the file to the newest schema, each step in a transaction of
// its own that also writes the new number: a crash leaves the old schema or
// the new one. before runs once, ahead of the first step.
func migrate(bolt *bbolt.DB, steps []step, before func(schema uint64) error) error {
	schema, err := schemaOf(bolt)
	if err != nil {
		return err
	}
	newest := uint64(len(steps)) + 1
	if schema > newest {
		return fmt.Errorf("%w: schema %d, known is %d", ErrNewerSchema, schema, newest)
	}
	if schema < newest {
		if err := before(schema); err != nil {
			return err
		}
	}
	for ; schema < newest; schema++ {
		err := bolt.Update(func(tx *bbolt.Tx) error {
			if err := steps[schema-1](tx); err != nil {
				return err
			}
			return tx.Bucket([]byte(bucketMeta)).Put([]byte(metaSchema), binary.BigEndian.AppendUint64(nil, schema+1))
		})
		if err != nil {
			return fault(fmt.Sprintf("migrate to schema %d", schema+1), err)
		}
	}
	return nil
}

func schemaOf(bolt *bbolt.DB) (schema uint64, err error) {
	err = bolt.View(func(tx *bbolt.Tx) error {
		meta := tx.Bucket([]byte(bucketMeta))
		if meta == nil {
			return fmt.Errorf("%w: not a store of cctvdesk", ErrDamaged)
		}
		schema, err = number(bucketMeta, []byte(metaSchema), meta.Get([]byte(metaSchema)))
		if err == nil && schema == 0 {
			err = fmt.Errorf("%w: no schema", ErrDamaged)
		}
		return err
	})
	return schema, err
}
