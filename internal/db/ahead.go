package db

import (
	"iter"
	"runtime"
	"sync"

	"github.com/oklog/ulid/v2"
)

// Reading a long list is decoding JSON, and nothing else takes time in it. A
// reading transaction's bytes do not move, so that records ahead of the walk
// are decoded side by side: few at first, for those who look for one record
// and go, more the longer somebody stays.
const (
	aheadFirst = 16
	aheadMost  = 512
)

// record is one record of a walk: what it is, or why it cannot be read.
type record[T any] struct {
	id    ulid.ULID
	data  []byte
	value T
	err   error
}

// decoded walks a collection in order.
func (c Coll[T]) decoded(tx *Tx) iter.Seq2[ulid.ULID, record[T]] {
	most := aheadMost
	if tx.tx.Writable() {
		most = 1 // the walk must see what its own loop changes
	}
	return func(yield func(ulid.ULID, record[T]) bool) {
		room := min(aheadFirst, most)
		batch := make([]record[T], 0, room)
		flush := func() bool {
			c.decodeAll(batch)
			for i := range batch {
				if !yield(batch[i].id, batch[i]) {
					return false
				}
			}
			room, batch = min(2*room, most), batch[:0]
			return true
		}
		for id, data := range tx.walk(c.bucket) {
			batch = append(batch, record[T]{id: id, data: data})
			if len(batch) == room && !flush() {
				return
			}
		}
		flush()
	}
}

// Made walks a collection like Each, and gives what make makes of each record.
// It is made where the record is decoded, side by side: make must not change
// anything that is shared.
func Made[T, M any](c Coll[T], tx *Tx, make func(T) M) iter.Seq2[M, error] {
	return Coll[M]{bucket: c.bucket, object: c.object, load: func(id ulid.ULID, data []byte) (made M, err error) {
		v, err := c.decode(id, data)
		if err == nil {
			made = make(v)
		}
		return made, err
	}}.Each(tx)
}

// decodeAll decodes a batch on all processors, and waits.
func (c Coll[T]) decodeAll(batch []record[T]) {
	workers := min(runtime.GOMAXPROCS(0), len(batch)/aheadFirst)
	if workers < 2 {
		c.decodePart(batch)
		return
	}
	var wg sync.WaitGroup
	for n := range workers {
		wg.Go(func() { c.decodePart(batch[n*len(batch)/workers : (n+1)*len(batch)/workers]) })
	}
	wg.Wait()
}

func (c Coll[T]) decodePart(batch []record[T]) {
	for i := range batch {
		batch[i].value, batch[i].err = c.decode(batch[i].id, batch[i].data)
	}
}
