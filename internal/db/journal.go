package db

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/oklog/ulid/v2"
)

// Journal is what one act changed, so that a later act can put it back. It
// holds records as they lie on the disk, secrets sealed.
type Journal struct {
	entries []journalEntry
	at      map[string]int // bucket and key → place in entries
	names   []string       // of the first records that were changed
}

type journalEntry struct {
	object string
	id     ulid.ULID
	bucket string
	key    []byte
	old    []byte // nil = there was none
	new    []byte // nil = there is none any more
	// revert puts old back and notes the difference in the trail.
	revert func(tx *Tx, old []byte) error
	// same says whether what stands there now is what the act left behind.
	same func(now, left []byte) bool
}

// Journal gives what the transaction has changed so far. It may be kept after
// the transaction was committed; after one that was not it is worthless.
func (tx *Tx) Journal() *Journal { return tx.journal }

// Empty says that there is nothing to put back.
func (j *Journal) Empty() bool { return j == nil || len(j.entries) == 0 }

// Size is what the journal holds of records, in bytes.
func (j *Journal) Size() int {
	n := 0
	for _, e := range j.entries {
		n += len(e.old) + len(e.new)
	}
	return n
}

// journalNames is how many names a journal keeps: enough for a sentence.
const journalNames = 4

// Names are those of the first few records that were changed.
func (j *Journal) Names() []string { return slices.Clone(j.names) }

// named keeps the name of a record that was changed.
func (j *Journal) named(name string) {
	if name != "" && len(j.names) < journalNames && !slices.Contains(j.names, name) {
		j.names = append(j.names, name)
	}
}

// Touched lists the ids of an object's records that were changed.
func (j *Journal) Touched(object string) []ulid.ULID {
	var out []ulid.ULID
	for _, e := range j.entries {
		if e.object == object {
			out = append(out, e.id)
		}
	}
	return out
}

// Revert puts back, in the order last to first, what the act changed: it is a
// new change with lines of its own in the trail. A record that somebody has
// changed since gives ErrChangedSince, and the transaction must end with it.
func (j *Journal) Revert(tx *Tx) error {
	for _, e := range slices.Backward(j.entries) {
		if now := tx.bucket(e.bucket).Get(e.key); !e.same(now, e.new) {
			return fmt.Errorf("%w: %s %s", ErrChangedSince, e.object, e.id)
		}
		if err := e.revert(tx, e.old); err != nil {
			return err
		}
	}
	return nil
}

// record notes a change of one record. A record that changes twice in one act
// keeps what was there before the first and what stands after the last.
func (j *Journal) record(e journalEntry) {
	e.old, e.new = bytes.Clone(e.old), bytes.Clone(e.new)
	place := e.bucket + "\x00" + string(e.key)
	if i, again := j.at[place]; again {
		j.entries[i].new = e.new
		return
	}
	if j.at == nil {
		j.at = map[string]int{}
	}
	j.at[place] = len(j.entries)
	j.entries = append(j.entries, e)
}

// sameBytes compares two records, nil being none.
func sameBytes(now, left []byte) bool { return bytes.Equal(now, left) && (now == nil) == (left == nil) }

// Follow takes in what the program itself has written since on top of what this
// act left behind (what it found out about a new record): the act can still be
// put back, and that with it. Other changes leave the journal as it is.
func (j *Journal) Follow(since *Journal) {
	for _, e := range since.entries {
		if i, ok := j.at[e.bucket+"\x00"+string(e.key)]; ok && sameBytes(e.old, j.entries[i].new) {
			j.entries[i].new = e.new
		}
	}
}

// remember notes a change of a record of this collection.
func (c Coll[T]) remember(tx *Tx, id ulid.ULID, old, now []byte) {
	if c.quiet {
		return // the program's own log is nobody's act
	}
	tx.journal.record(journalEntry{object: c.object, id: id, bucket: c.bucket, key: id[:], old: old, new: now, same: sameBytes,
		revert: func(tx *Tx, old []byte) error { return c.putBack(tx, id, old) }})
}

// putBack writes a record as it lay on the disk (sealing it anew would make
// other bytes of the same), or takes away one that was not there.
func (c Coll[T]) putBack(tx *Tx, id ulid.ULID, old []byte) error {
	if old == nil {
		return c.Delete(tx, id)
	}
	b, err := tx.writable(c.bucket)
	if err != nil {
		return err
	}
	was, err := c.decode(id, old)
	if err != nil {
		return err
	}
	var is *T
	now := b.Get(id[:])
	if now != nil {
		v, err := c.decode(id, now)
		if err != nil {
			return err
		}
		is = &v
	}
	c.remember(tx, id, now, old)
	if err := b.Put(id[:], old); err != nil {
		return fault("put back "+c.object, err)
	}
	return c.trail(tx, id, is, &was)
}

// rememberSettings notes a change of the settings. When the last backup was is
// no choice of anybody, and neither is where windows stand: they stay.
func (tx *Tx) rememberSettings(old, now []byte) {
	tx.journal.record(journalEntry{object: ObjectSettings, bucket: bucketSettings, key: []byte(bucketSettings), old: old, new: now, same: sameChoices,
		revert: func(tx *Tx, old []byte) error {
			is, err := tx.Settings()
			if err != nil {
				return err
			}
			was, err := settingsOf(old)
			if err != nil {
				return err
			}
			was.LastBackup = is.LastBackup
			keepPlaces(&was, is)
			return tx.PutSettings(was)
		}})
}

// settingsOf reads settings, zero ones from nil.
func settingsOf(data []byte) (Settings, error) {
	var s Settings
	if data == nil {
		return s, nil
	}
	err := unpack(bucketSettings, []byte(bucketSettings), data, &s)
	return s, err
}

// sameChoices compares settings by what somebody has chosen.
func sameChoices(now, left []byte) bool {
	a, err := settingsOf(now)
	if err != nil {
		return false
	}
	b, err := settingsOf(left)
	if err != nil {
		return false
	}
	a.LastBackup = b.LastBackup
	keepPlaces(&a, b)
	changes, err := diff(a, b)
	return err == nil && len(changes) == 0
}
