package db

import (
	"encoding/binary"
	"errors"
	"time"

	bbolt "go.etcd.io/bbolt"

	"github.com/oklog/ulid/v2"
)

// Absence is a stretch in which this program did not run: nobody watched the
// cameras, so it is neither good time nor an outage of theirs.
type Absence struct {
	ID       ulid.ULID
	From, To time.Time
}

// ObjectAbsence names absences in a report of the check.
const ObjectAbsence = "absence"

const (
	bucketAbsences = "absences"
	metaAlive      = "alive" // when the program last said that it runs
)

// Absences are the stretches in which the program was off. Like the outage
// book they are a log of the program and stand in no trail.
func (tx *Tx) Absences() Coll[Absence] {
	return Coll[Absence]{bucket: bucketAbsences, object: ObjectAbsence, name: func(Absence) string { return "" }, quiet: true}
}

// StayAlive notes that the program runs now. It is no act: neither the
// revision nor the time of the last write moves, or every page would read
// everything again twice a minute.
func (s *Store) StayAlive() error {
	now := binary.BigEndian.AppendUint64(nil, ulid.Timestamp(s.now()))
	return s.use(func(bolt *bbolt.DB) error {
		return fault("stay alive", bolt.Update(func(tx *bbolt.Tx) error {
			meta := tx.Bucket([]byte(bucketMeta))
			if meta == nil {
				return errors.New("no meta bucket")
			}
			return meta.Put([]byte(metaAlive), now)
		}))
	})
}

// LastAlive is when StayAlive was last called, zero when never.
func (tx *Tx) LastAlive() time.Time {
	n, err := number(bucketMeta, []byte(metaAlive), tx.bucket(bucketMeta).Get([]byte(metaAlive)))
	if err != nil {
		tx.fail(err)
	}
	if n == 0 {
		return time.Time{}
	}
	return ulid.Time(n).UTC()
}
