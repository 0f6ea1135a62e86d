package db

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	bbolt "go.etcd.io/bbolt"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The buckets of the file.
const (
	bucketMeta      = "meta"
	bucketSeq       = "seq"
	bucketSettings  = "settings"
	bucketAudit     = "audit"
	bucketHistory   = "history" // object id + entry id of the trail, no value
	bucketRequests  = "requests"
	bucketCameras   = "cameras"
	bucketAgencies  = "agencies"
	bucketOfficials = "officials"
	bucketAccounts  = "accounts"
	bucketOutages   = "outages"
	bucketLetters   = "letters"
)

// buckets lists every bucket that a store has.
func buckets() []string {
	return []string{bucketMeta, bucketSeq, bucketSettings, bucketAudit, bucketHistory, bucketRequests, bucketCameras,
		bucketAgencies, bucketOfficials, bucketAccounts, bucketOutages, bucketLetters, bucketAbsences, bucketCertificates, bucketDrafts, bucketWays, bucketRetests,
		bucketEquipment, bucketSpots, bucketAnnualNotes, bucketAnnualLocks}
}

// Tx is one transaction. It is valid inside the function it was handed to,
// and on that function's goroutine, only.
type Tx struct {
	tx    *bbolt.Tx
	seals sealer
	meta  Meta
	now   time.Time // fixed at the beginning
	life  uint64    // of the file, as opened; see Version
	dirty bool      // something was written
	err   error     // what an iterator could not return

	journal *Journal // what a writing transaction has changed
}

// Requests are the relay requests.
func (tx *Tx) Requests() Coll[sop.Request] {
	return Coll[sop.Request]{bucket: bucketRequests, object: ObjectRequest, name: func(r sop.Request) string { return r.Number }}
}

// Cameras are the cameras, with their addresses sealed.
func (tx *Tx) Cameras() Coll[Camera] {
	return Coll[Camera]{bucket: bucketCameras, object: ObjectCamera, name: func(c Camera) string { return c.Name },
		disk: tx.seals.sealCamera, load: tx.seals.openCamera, hidden: func(c Camera) map[string]string {
			return map[string]string{"URL.Login": login(c.URL), "SubURL.Login": login(c.SubURL)}
		}}
}

// Agencies are the Perangkat Daerah.
func (tx *Tx) Agencies() Coll[sop.Agency] {
	return Coll[sop.Agency]{bucket: bucketAgencies, object: ObjectAgency, name: func(a sop.Agency) string { return a.Name }}
}

// Officials are who held which office when.
func (tx *Tx) Officials() Coll[sop.Official] {
	return Coll[sop.Official]{bucket: bucketOfficials, object: ObjectOfficial, name: func(o sop.Official) string { return o.Name }}
}

// Accounts are the readers' accounts, with their passwords sealed.
func (tx *Tx) Accounts() Coll[Account] {
	return Coll[Account]{bucket: bucketAccounts, object: ObjectAccount, name: func(a Account) string { return a.Name },
		disk: tx.seals.sealAccount, load: tx.seals.openAccount,
		hidden: func(a Account) map[string]string { return map[string]string{"Password": a.Password.Reveal()} }}
}

// Letters are the letters of the agenda books that no request holds.
func (tx *Tx) Letters() Coll[sop.Letter] {
	return Coll[sop.Letter]{bucket: bucketLetters, object: ObjectLetter, name: func(l sop.Letter) string { return l.Number }}
}

// Outages is the outage book. It is a log of its own, written by the program
// and not by a person, so its entries are not repeated in the audit trail.
func (tx *Tx) Outages() Coll[Outage] {
	return Coll[Outage]{bucket: bucketOutages, object: ObjectOutage, name: func(Outage) string { return "" }, quiet: true}
}

// login is what of an address the trail may only mask.
func login(u secret.URL) string {
	if u.User() == "" && u.Password().Empty() {
		return ""
	}
	return u.User() + "\x00" + u.Password().Reveal()
}

// Settings gives the settings, zero ones while nobody has chosen any.
func (tx *Tx) Settings() (Settings, error) {
	return settingsOf(tx.bucket(bucketSettings).Get([]byte(bucketSettings)))
}

// PutSettings writes the settings and notes what changed; where windows and
// tiles stand is kept but not noted.
func (tx *Tx) PutSettings(s Settings) error {
	b, err := tx.writable(bucketSettings)
	if err != nil {
		return err
	}
	old, err := tx.Settings()
	if err != nil {
		return err
	}
	key := []byte(bucketSettings)
	data, err := pack(bucketSettings, key, s)
	if err != nil {
		return err
	}
	before := bytes.Clone(b.Get(key))
	if err := b.Put(key, data); err != nil {
		return fault("put settings", err)
	}
	tx.dirty = true
	keepPlaces(&old, Settings{})
	keepPlaces(&s, Settings{})
	changes, err := diff(old, s)
	if err != nil || len(changes) == 0 {
		return err
	}
	tx.rememberSettings(before, data)
	return tx.Note(AuditEntry{Object: ObjectSettings, Changes: changes})
}

// NextSeq gives the next number of a series in a year, beginning with 1. A
// number that was given in a committed transaction is never given again, even
// if what bore it is deleted.
func (tx *Tx) NextSeq(name string, year int) (int, error) {
	b, err := tx.writable(bucketSeq)
	if err != nil {
		return 0, err
	}
	key := fmt.Appendf(nil, "%s/%04d", name, year)
	n, err := number(bucketSeq, key, b.Get(key))
	if err != nil {
		return 0, err
	}
	tx.dirty = true
	return int(n + 1), fault("next number", b.Put(key, binary.BigEndian.AppendUint64(nil, n+1)))
}

// Now is the time of the transaction, fixed at its beginning, in UTC.
func (tx *Tx) Now() time.Time { return tx.now }

// Version says which content a reading transaction sees: the same version, the
// same content. It is of this run of the program only.
type Version struct{ life, act uint64 }

// Version is that of a reading transaction; a writing one has none. An act that
// was taken back leaves its number to the next one, so the file's life counts too.
func (tx *Tx) Version() (v Version, reads bool) {
	return Version{tx.life, uint64(tx.tx.ID())}, !tx.tx.Writable()
}

// LastWrite is when the newest act was committed, zero in a new store.
func (tx *Tx) LastWrite() time.Time {
	n, err := number(bucketMeta, []byte(metaWritten), tx.bucket(bucketMeta).Get([]byte(metaWritten)))
	if err != nil {
		tx.fail(err)
	}
	if n == 0 {
		return time.Time{}
	}
	return ulid.Time(n).UTC()
}

// number reads a counter; a missing one is zero.
func number(bucket string, key, data []byte) (uint64, error) {
	switch len(data) {
	case 0:
		return 0, nil
	case 8:
		return binary.BigEndian.Uint64(data), nil
	}
	return 0, fmt.Errorf("%w: %s/%s: not a number", ErrDamaged, bucket, key)
}

// bucket gives a bucket; Open has seen to it that all are there.
func (tx *Tx) bucket(name string) *bbolt.Bucket { return tx.tx.Bucket([]byte(name)) }

func (tx *Tx) writable(name string) (*bbolt.Bucket, error) {
	if !tx.tx.Writable() {
		return nil, ErrReadOnly
	}
	return tx.bucket(name), nil
}

// fail keeps the first error that an iterator met.
func (tx *Tx) fail(err error) {
	if tx.err == nil {
		tx.err = err
	}
}

// finish ends a transaction's function: its own error goes first.
func (tx *Tx) finish(err error) error {
	if err == nil || errors.Is(err, tx.err) {
		return tx.err
	}
	return err
}
