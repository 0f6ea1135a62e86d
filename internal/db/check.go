package db

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	bbolt "go.etcd.io/bbolt"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Report is what Check found.
type Report struct {
	At       time.Time
	Schema   int
	Records  map[string]int // by object: request, camera …, audit
	Blobs    int
	Bytes    int64 // of the file
	Problems []Problem
}

// OK reports whether nothing is wrong.
func (r Report) OK() bool { return len(r.Problems) == 0 }

// Problem is one thing that is wrong.
type Problem struct {
	Kind  string // one of the Problem constants
	Where string // bucket and key, file name, page
	Err   error  // for the log
}

// The kinds of problems.
const (
	ProblemStructure = "structure"  // the file's own pages
	ProblemRecord    = "record"     // a record that cannot be read
	ProblemBlob      = "attachment" // an attachment that is not what it was
	ProblemMissing   = "missing"    // an attachment that a record names is gone
)

// ObjectAudit names the trail in Report.Records.
const ObjectAudit = "audit"

// Check reads everything: the pages of the file, every record, every line of
// the trail and every attachment. Others may read and write meanwhile. An
// error means that the check could not be made; what it found is in Report.
func (s *Store) Check() (Report, error) {
	c := &checker{report: Report{At: s.now().UTC(), Schema: Schema, Records: map[string]int{}}, named: map[string]string{}}
	err := s.use(func(bolt *bbolt.DB) error {
		return bolt.View(func(btx *bbolt.Tx) error {
			c.report.Bytes = btx.Size()
			for err := range btx.Check() { // it catches its own panics
				c.add(ProblemStructure, fileName, err)
			}
			tx := &Tx{tx: btx, seals: s.seals, life: s.life.Load(), now: s.now().UTC()}
			if err := guarded(func() error { c.records(tx); return nil }); err != nil {
				c.add(ProblemStructure, fileName, err)
			}
			return nil
		})
	})
	if err != nil {
		return c.report, fault("check", err)
	}
	return c.report, c.attachments(s)
}

type checker struct {
	report Report
	named  map[string]string // attachment → the record that names it
}

func (c *checker) add(kind, where string, err error) {
	c.report.Problems = append(c.report.Problems, Problem{kind, where, err})
}

func (c *checker) records(tx *Tx) {
	requests := func(r sop.Request) {
		for _, a := range r.Attachments {
			c.named[a.SHA] = r.Number
		}
		for _, cam := range r.Cameras {
			c.name(cam, r.Number)
		}
		for _, step := range r.History {
			for _, cam := range step.Cameras {
				c.name(cam, r.Number)
			}
		}
	}
	checkColl(c, tx, tx.Requests(), requests)
	checkColl(c, tx, tx.Cameras(), nil)
	checkColl(c, tx, tx.Agencies(), nil)
	checkColl(c, tx, tx.Officials(), nil)
	checkColl(c, tx, tx.Accounts(), nil)
	checkColl(c, tx, tx.Outages(), nil)
	checkColl(c, tx, tx.Letters(), nil)
	checkColl(c, tx, tx.Absences(), nil)
	checkColl(c, tx, tx.Certificates(), nil)
	checkColl(c, tx, tx.Drafts(), nil)
	checkColl(c, tx, tx.Ways(), nil)
	checkColl(c, tx, tx.Retests(), func(r Retests) {
		for _, one := range r.Proofs {
			c.name(sop.CameraRef{Proof: &one.Proof}, r.ID.String())
		}
	})
	checkColl(c, tx, tx.Spots(), nil)
	checkColl(c, tx, tx.Equipment(), func(e sop.Equipment) {
		for _, a := range e.Files {
			c.named[a.SHA] = e.Code
		}
	})
	checkColl(c, tx, tx.AnnualNotes(), nil)
	checkColl(c, tx, tx.AnnualLocks(), func(l AnnualLock) {
		c.named[l.Figures] = yearName(l.Year)
		for _, f := range l.Files {
			c.named[f.SHA] = yearName(l.Year)
		}
	})
	if _, err := tx.Settings(); err != nil {
		c.add(ProblemRecord, bucketSettings, err)
	}
	ofObjects, indexed := 0, tx.bucket(bucketHistory).Stats().KeyN
	for e := range tx.Audit() {
		c.report.Records[ObjectAudit]++
		if e.ObjectID != (ulid.ULID{}) {
			ofObjects++
		}
	}
	if tx.err == nil && ofObjects != indexed {
		c.add(ProblemRecord, bucketHistory, fmt.Errorf("%w: %d entries, %d indexed", ErrDamaged, ofObjects, indexed))
	}
	if tx.err != nil {
		c.add(ProblemRecord, bucketAudit, tx.err)
	}
}

func (c *checker) name(cam sop.CameraRef, where string) {
	if cam.Proof != nil && cam.Proof.Picture != "" {
		c.named[cam.Proof.Picture] = where
	}
}

// checkColl reads every record of a collection.
func checkColl[T any](c *checker, tx *Tx, coll Coll[T], look func(T)) {
	for v, err := range coll.Each(tx) {
		c.report.Records[coll.object]++
		switch {
		case err != nil:
			c.add(ProblemRecord, coll.bucket, err)
		case look != nil:
			look(v)
		}
	}
	if tx.err != nil {
		c.add(ProblemRecord, coll.bucket, tx.err)
		tx.err = nil
	}
}

// attachments compares every file with its name.
func (c *checker) attachments(s *Store) error {
	entries, err := os.ReadDir(filepath.Join(s.dir, attachmentsDir))
	if err != nil {
		return fault("check", err)
	}
	for _, e := range entries {
		if !isSHA(e.Name()) {
			continue // unfinished, left by a crash
		}
		c.report.Blobs++
		if _, err := s.Blob(e.Name()); err != nil {
			c.add(ProblemBlob, e.Name(), err)
		}
	}
	for sha, where := range c.named {
		if _, err := s.Blob(sha); errors.Is(err, ErrNotFound) {
			c.add(ProblemMissing, fmt.Sprintf("%s: %s", where, sha), err)
		}
	}
	return nil
}
