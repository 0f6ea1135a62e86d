package desk

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// actionLock is the trail's constant for Kunci Laporan. It cannot be taken
// back: a correction is the next revision.
const actionLock = "kunci-laporan"

// ErrYearRunning means that a report cannot be locked before its year is over.
var ErrYearRunning = errors.New("desk: the year of the report is not over")

// Lock freezes the report of a year (Kunci Laporan): its files are made once
// and kept. A later lock of the same year is Revisi 1, 2 … and says why.
func (r *Annual) Lock(ctx context.Context, year int, reason string) (db.AnnualLock, error) {
	c := r.core
	if c.now().Before(YearOf(year).To) {
		return db.AnnualLock{}, ErrYearRunning
	}
	d, err := r.gather(ctx, year)
	if err != nil {
		return db.AnnualLock{}, err
	}
	before, err := r.Locks(year)
	if err != nil {
		return db.AnnualLock{}, err
	}
	lock := db.AnnualLock{ID: ulid.Make(), Year: year, Revision: len(before), At: c.now().UTC(), Who: c.who(), Reason: strings.TrimSpace(reason), Faults: len(d.figures.Faults)}
	if lock.Revision > 0 && lock.Reason == "" {
		return db.AnnualLock{}, &FieldError{Field: "alasan", Rule: FieldMissing}
	}
	if err := r.keep(ctx, d, &lock); err != nil {
		return db.AnnualLock{}, err
	}
	err = c.write(actionLock, lock.Reason, time.Time{}, func(tx *db.Tx) error {
		newest, ok, err := newestLock(tx, year)
		if err != nil {
			return err
		}
		if ok && newest.Revision >= lock.Revision { // somebody else was quicker
			return db.ErrChangedSince
		}
		return tx.AnnualLocks().Put(tx, lock.ID, lock)
	})
	return lock, err
}

// keep makes the files of a report and keeps them, before the record that
// names them is written.
func (r *Annual) keep(ctx context.Context, d annualDesk, lock *db.AnnualLock) error {
	figures, err := json.Marshal(d.figures)
	if err != nil {
		return err
	}
	if lock.Figures, err = r.core.store.PutBlob(figures); err != nil {
		return err
	}
	for _, public := range []bool{false, true} {
		paper := d.paper(public, editionOf(*lock))
		for _, format := range RegisterFormats(PaperAnnual) {
			if err := ctx.Err(); err != nil {
				return err
			}
			var b bytes.Buffer
			if err := report.WriteLaporanTahunan(&b, paper, format); err != nil {
				return err
			}
			sha, err := r.core.store.PutBlob(b.Bytes())
			if err != nil {
				return err
			}
			lock.Files = append(lock.Files, db.AnnualFile{Public: public, Format: format, SHA: sha, Size: b.Len()})
		}
	}
	return nil
}

// editionOf is what a locked report calls itself.
func editionOf(l db.AnnualLock) string {
	text := "Dikunci " + sop.LetterDate(l.At)
	if l.Revision > 0 {
		return "Revisi " + strconv.Itoa(l.Revision) + ", d" + text[1:]
	}
	return text
}

// Locks lists the locked reports of a year, newest first; 0 means every year.
func (r *Annual) Locks(year int) ([]db.AnnualLock, error) {
	var out []db.AnnualLock
	err := r.core.store.Read(func(tx *db.Tx) error {
		for l, err := range each(tx.AnnualLocks(), tx) {
			if err != nil {
				return err
			}
			if year == 0 || l.Year == year {
				out = append(out, l)
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b db.AnnualLock) int { return cmp.Or(b.Year-a.Year, b.Revision-a.Revision) })
	return out, err
}

func newestLock(tx *db.Tx, year int) (best db.AnnualLock, ok bool, err error) {
	for l, err := range each(tx.AnnualLocks(), tx) {
		if err != nil {
			return best, ok, err
		}
		if l.Year == year && (!ok || l.Revision > best.Revision) {
			best, ok = l, true
		}
	}
	return best, ok, nil
}

// lockedFigures reads the figures that a locked report was made of.
func (c *core) lockedFigures(l db.AnnualLock) (*sop.Yearly, error) {
	data, err := c.store.Blob(l.Figures)
	if err != nil {
		return nil, err
	}
	var y sop.Yearly
	if err := json.Unmarshal(data, &y); err != nil {
		return nil, err
	}
	return &y, nil
}

// Locked gives a file of a locked report, byte for byte as it was made.
func (r *Annual) Locked(l db.AnnualLock, public bool, format string) ([]byte, error) {
	for _, f := range l.Files {
		if f.Public == public && f.Format == format {
			return r.core.store.Blob(f.SHA)
		}
	}
	return nil, ErrFormat
}

// Print writes the report of a year as it is given away: the newest locked
// edition, byte for byte, or the report as it stands now when the year was not
// locked or a draft is asked for.
func (r *Annual) Print(ctx context.Context, w io.Writer, year int, public bool, format string, draft bool) error {
	locks, err := r.Locks(year)
	if err != nil {
		return err
	}
	if draft || len(locks) == 0 {
		return r.Write(ctx, w, year, public, format)
	}
	data, err := r.Locked(locks[0], public, format)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// Moved says whether the records of a year, counted now, say something else
// than when its report was locked.
func (r *Annual) Moved(l db.AnnualLock, counted sop.Yearly) (bool, error) {
	now, err := json.Marshal(counted)
	if err != nil {
		return false, err
	}
	was, err := r.core.store.Blob(l.Figures)
	return err == nil && !bytes.Equal(now, was), err
}
