package db

import (
	"time"

	"github.com/oklog/ulid/v2"
)

// The buckets of the yearly report.
const (
	bucketAnnualNotes = "annualnotes"
	bucketAnnualLocks = "annuallocks"
)

// Objects of the yearly report in the trail.
const (
	ObjectAnnualNotes = "annual-notes"
	ObjectAnnualLock  = "annual-lock"
)

// AnnualNotes are what people write into the report of one year: its texts, the
// targets of its indicators, and what was done about each obstacle. A year
// without notes of its own begins with those of the year before.
type AnnualNotes struct {
	ID        ulid.ULID
	Year      int
	Texts     map[string]string  // by the report's names of texts
	Targets   map[string]float64 // by indicator; a share is 0 to 1
	FollowUps map[string]string  // by trouble
}

// AnnualLock is a report as it was locked. Its files are kept byte for byte and
// never made anew; a later lock of the same year is its next revision.
type AnnualLock struct {
	ID       ulid.ULID
	Year     int
	Revision int // 0, and one more for each correction
	At       time.Time
	Who      string
	Reason   string       // why a revision was made
	Figures  string       // SHA-256 of its figures, as the next year compares with
	Files    []AnnualFile // for the office and for the public, as PDF and as XLSX
	Faults   int          // sums that did not add up
}

// AnnualFile is one file of a locked report.
type AnnualFile struct {
	Public bool
	Format string // pdf, xlsx
	SHA    string
	Size   int
}

// AnnualNotes are the notes of the yearly reports.
func (tx *Tx) AnnualNotes() Coll[AnnualNotes] {
	return Coll[AnnualNotes]{bucket: bucketAnnualNotes, object: ObjectAnnualNotes, name: func(n AnnualNotes) string { return yearName(n.Year) }}
}

// AnnualLocks are the locked reports.
func (tx *Tx) AnnualLocks() Coll[AnnualLock] {
	return Coll[AnnualLock]{bucket: bucketAnnualLocks, object: ObjectAnnualLock, name: func(l AnnualLock) string { return yearName(l.Year) }}
}

func yearName(year int) string { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") }
