package db

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"iter"

	"github.com/oklog/ulid/v2"
)

// Audit walks the trail, newest first. An entry that cannot be read ends the
// walk, and the transaction ends with that error.
func (tx *Tx) Audit() iter.Seq[AuditEntry] { return tx.AuditBefore(ulid.ULID{}) }

// AuditBefore walks the entries older than the one with that id, newest first;
// the zero id means all. It is the cursor of a list that is shown in pages.
func (tx *Tx) AuditBefore(before ulid.ULID) iter.Seq[AuditEntry] {
	return func(yield func(AuditEntry) bool) {
		cursor := tx.bucket(bucketAudit).Cursor()
		k, v := cursor.Last()
		if before != (ulid.ULID{}) {
			if k, v = cursor.Seek(before[:]); k == nil {
				k, v = cursor.Last()
			}
			for k != nil && bytes.Compare(k, before[:]) >= 0 {
				k, v = cursor.Prev()
			}
		}
		for ; k != nil; k, v = cursor.Prev() {
			var e AuditEntry
			if err := unpack(bucketAudit, k, v, &e); err != nil {
				tx.fail(err)
				return
			}
			if !yield(e) {
				return
			}
		}
	}
}

// AuditOf walks the entries of one object, newest first, without reading the
// others.
func (tx *Tx) AuditOf(object ulid.ULID) iter.Seq[AuditEntry] {
	return func(yield func(AuditEntry) bool) {
		cursor, trail := tx.bucket(bucketHistory).Cursor(), tx.bucket(bucketAudit)
		last := append(object[:], bytes.Repeat([]byte{0xff}, len(object))...)
		k, _ := cursor.Seek(last)
		if k == nil {
			k, _ = cursor.Last()
		} else if !bytes.Equal(k, last) {
			k, _ = cursor.Prev()
		}
		for ; bytes.HasPrefix(k, object[:]); k, _ = cursor.Prev() {
			var e AuditEntry
			id := k[len(object):]
			if err := unpack(bucketAudit, id, trail.Get(id), &e); err != nil {
				tx.fail(err)
				return
			}
			if !yield(e) {
				return
			}
		}
	}
}

// Note adds a line to the trail. What is left empty is taken from the
// transaction; id and time of recording always are.
func (tx *Tx) Note(e AuditEntry) error {
	b, err := tx.writable(bucketAudit)
	if err != nil {
		return err
	}
	if e.ID, err = tx.auditID(); err != nil {
		return err
	}
	e.Recorded = tx.now
	if e.Who == "" {
		e.Who = tx.meta.Who
	}
	if e.Action == "" {
		e.Action = tx.meta.Action
	}
	if e.Reason == "" {
		e.Reason = tx.meta.Reason
	}
	if e.Happened.IsZero() {
		e.Happened = tx.meta.Happened
	}
	if e.Happened.IsZero() {
		e.Happened = tx.now
	}
	data, err := pack(bucketAudit, e.ID[:], e)
	if err != nil {
		return err
	}
	tx.dirty = true
	if err := b.Put(e.ID[:], data); err != nil {
		return fault("note", err)
	}
	if e.ObjectID == (ulid.ULID{}) {
		return nil
	}
	return fault("note", tx.bucket(bucketHistory).Put(append(e.ObjectID[:], e.ID[:]...), []byte{}))
}

// auditID gives an id behind every id of the trail, even when the clock was
// set back: then it is the newest one plus one.
func (tx *Tx) auditID() (ulid.ULID, error) {
	now, err := ulid.New(ulid.Timestamp(tx.now), rand.Reader)
	if err != nil {
		return now, fmt.Errorf("db: audit id: %w", err)
	}
	last, _ := tx.bucket(bucketAudit).Cursor().Last()
	if len(last) != len(now) || bytes.Compare(last[:6], now[:6]) < 0 {
		return now, nil
	}
	next := ulid.ULID(last)
	for i := len(next) - 1; i >= 0; i-- {
		next[i]++
		if next[i] != 0 {
			break
		}
	}
	return next, nil
}
