package db

import (
	"fmt"
	"iter"

	bbolt "go.etcd.io/bbolt"

	"github.com/oklog/ulid/v2"
)

// Coll is a typed collection of records under their ids, in the order of
// their ids. Its methods must be given the transaction that it came from, and
// nothing they return may be used after that transaction except values.
type Coll[T any] struct {
	bucket, object string
	name           func(T) string                     // what the trail calls the record
	disk           func(ulid.ULID, T) any             // with its secrets sealed; nil = as it is
	load           func(ulid.ULID, []byte) (T, error) // nil = plain JSON
	hidden         func(T) map[string]string          // secrets by field, to see that one changed
	quiet          bool                               // changes are not worth a line of the trail
}

// Get gives one record, or ErrNotFound.
func (c Coll[T]) Get(tx *Tx, id ulid.ULID) (T, error) {
	data := tx.bucket(c.bucket).Get(id[:])
	if data == nil {
		var zero T
		return zero, fmt.Errorf("%w: %s %s", ErrNotFound, c.object, id)
	}
	return c.decode(id, data)
}

// Put writes one record and, when it differs from what was there, a line of
// the audit trail with the fields that changed.
func (c Coll[T]) Put(tx *Tx, id ulid.ULID, v T) error {
	b, err := tx.writable(c.bucket)
	if err != nil {
		return err
	}
	if id == (ulid.ULID{}) {
		return fmt.Errorf("db: put %s: no id", c.object)
	}
	var old *T
	before := b.Get(id[:])
	if before != nil {
		was, err := c.decode(id, before)
		if err != nil {
			return err
		}
		old = &was
	}
	var stored any = v
	if c.disk != nil {
		stored = c.disk(id, v)
	}
	data, err := pack(c.bucket, id[:], stored)
	if err != nil {
		return err
	}
	c.remember(tx, id, before, data)
	if err := b.Put(id[:], data); err != nil {
		return fault("put "+c.object, err)
	}
	return c.trail(tx, id, old, &v)
}

// Delete removes one record for good and notes what it was. A record that is
// not there gives ErrNotFound.
func (c Coll[T]) Delete(tx *Tx, id ulid.ULID) error {
	b, err := tx.writable(c.bucket)
	if err != nil {
		return err
	}
	old, err := c.Get(tx, id)
	if err != nil {
		return err
	}
	c.remember(tx, id, b.Get(id[:]), nil)
	if err := b.Delete(id[:]); err != nil {
		return fault("delete "+c.object, err)
	}
	return c.trail(tx, id, &old, nil)
}

// All walks the collection. A record that cannot be read ends the walk, and
// the transaction ends with that error. The caller may put and delete records
// while walking.
func (c Coll[T]) All(tx *Tx) iter.Seq2[ulid.ULID, T] {
	return func(yield func(ulid.ULID, T) bool) {
		for id, r := range c.decoded(tx) {
			if r.err != nil {
				tx.fail(r.err)
				return
			}
			if !yield(id, r.value) {
				return
			}
		}
	}
}

// Each walks the collection like All, but hands an unreadable record's error
// to the caller and goes on if the caller does.
func (c Coll[T]) Each(tx *Tx) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, r := range c.decoded(tx) {
			if !yield(r.value, r.err) {
				return
			}
		}
	}
}

// Count gives the number of records.
func (c Coll[T]) Count(tx *Tx) int { return tx.bucket(c.bucket).Stats().KeyN }

func (c Coll[T]) decode(id ulid.ULID, data []byte) (T, error) {
	if c.load != nil {
		return c.load(id, data)
	}
	var v T
	err := unpack(c.bucket, id[:], data, &v)
	return v, err
}

// trail notes a change of one record; old or new is nil when there is none.
func (c Coll[T]) trail(tx *Tx, id ulid.ULID, old, now *T) error {
	tx.dirty = true
	if c.quiet {
		return nil
	}
	var hiddenOld, hiddenNew map[string]string
	if c.hidden != nil {
		if old != nil {
			hiddenOld = c.hidden(*old)
		}
		if now != nil {
			hiddenNew = c.hidden(*now)
		}
	}
	changes, err := diff(anyOf(old), anyOf(now))
	if err != nil {
		return err
	}
	changes = append(changes, diffHidden(hiddenOld, hiddenNew)...)
	if len(changes) == 0 && old != nil && now != nil {
		return nil
	}
	entry := AuditEntry{Object: c.object, ObjectID: id, Changes: changes}
	if now != nil {
		entry.Name = c.name(*now)
	} else {
		entry.Name = c.name(*old)
	}
	tx.journal.named(entry.Name)
	return tx.Note(entry)
}

func anyOf[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}

// walk visits the records of a bucket. The cursor is set anew after each turn
// of a writing transaction, because bbolt's cursors do not survive changes.
func (tx *Tx) walk(bucket string) iter.Seq2[ulid.ULID, []byte] {
	return func(yield func(ulid.ULID, []byte) bool) {
		cursor := tx.bucket(bucket).Cursor()
		for k, v := cursor.First(); k != nil; k, v = next(cursor, k, tx.tx.Writable()) {
			if len(k) != len(ulid.ULID{}) {
				tx.fail(fmt.Errorf("%w: %s: key %x", ErrDamaged, bucket, k))
				return
			}
			id := ulid.ULID(k)
			k = id[:]
			if !yield(id, v) {
				return
			}
		}
	}
}

func next(cursor *bbolt.Cursor, k []byte, mayHaveChanged bool) (key, value []byte) {
	if !mayHaveChanged {
		return cursor.Next()
	}
	again, v := cursor.Seek(k)
	if again != nil && string(again) == string(k) {
		return cursor.Next()
	}
	return again, v
}
