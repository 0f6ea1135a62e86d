package desk

import (
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// How long the SOP may go without its forms: it is watched at least each half
// year and evaluated at least yearly (domain 2).
const (
	monitorMonths  = 6
	evaluateMonths = 12
)

// sopReviewDue names the form it is time for, "" for none: so long after the last
// one was made, or after the first request of an office that never made one.
func sopReviewDue(set db.Settings, rows []RequestRow, now time.Time) string {
	var first time.Time
	for _, row := range rows {
		if row.Status != sop.Draft && row.Trashed.IsZero() && (first.IsZero() || row.Registered.Before(first)) {
			first = row.Registered
		}
	}
	switch {
	case first.IsZero():
		return ""
	case now.After(cmpTime(set.Evaluated, first).AddDate(0, evaluateMonths, 0)):
		return PaperEvaluation
	case now.After(later(cmpTime(set.Monitored, first), set.Evaluated).AddDate(0, monitorMonths, 0)):
		return PaperMonitoring
	}
	return ""
}

// reviewed keeps that a form of monitoring or evaluation has been made.
func (c *core) reviewed(paper string) error {
	if paper != PaperMonitoring && paper != PaperEvaluation {
		return nil
	}
	return c.write("formulir-sop", "", time.Time{}, func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		if paper == PaperMonitoring {
			set.Monitored = tx.Now()
		} else {
			set.Evaluated = tx.Now()
		}
		return tx.PutSettings(set)
	})
}
