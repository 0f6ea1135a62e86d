package db

import (
	"encoding/binary"
	"iter"

	"github.com/oklog/ulid/v2"
)

// Mark tells one form of a record from another without reading it: its sum
// and its length, as they stand in front of it. Who keeps what was made of a
// record need read it again only when its mark is another one.
type Mark uint64

// Marks walks a collection by the marks of its records, in the order of their
// ids; no record is read.
func (c Coll[T]) Marks(tx *Tx) iter.Seq2[ulid.ULID, Mark] {
	return func(yield func(ulid.ULID, Mark) bool) {
		for id, data := range tx.walk(c.bucket) {
			if !yield(id, markOf(data)) {
				return
			}
		}
	}
}

// SettingsMark is the mark of the settings, zero while nobody has chosen any.
func (tx *Tx) SettingsMark() Mark {
	return markOf(tx.bucket(bucketSettings).Get([]byte(bucketSettings)))
}

// markOf reads the head of a record; what is too short for one has its length
// alone, and fails when it is read.
func markOf(data []byte) Mark {
	if len(data) < recordHead {
		return Mark(len(data))
	}
	return Mark(binary.BigEndian.Uint32(data[1:]))<<32 | Mark(uint32(len(data)))
}
