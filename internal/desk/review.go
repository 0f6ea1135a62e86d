package desk

import (
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// monitorMonths is how long the SOP may go without the form of monitoring: it is
// watched at least each half year (domain 2).
const monitorMonths = 6

// monitoringDue says whether it is time for the form of monitoring: half a year
// after the last one or the last evaluation, or after the first request of an
// office that never made one.
func monitoringDue(set db.Settings, rows []RequestRow, now time.Time) bool {
	var first time.Time
	for _, row := range rows {
		if row.Status != sop.Draft && row.Trashed.IsZero() && (first.IsZero() || row.Registered.Before(first)) {
			first = row.Registered
		}
	}
	return !first.IsZero() && now.After(later(cmpTime(set.Monitored, first), set.Evaluated).AddDate(0, monitorMonths, 0))
}

// reviewAhead is how long before the day the SOP's review is reminded of.
const reviewAhead = 30 * 24 * time.Hour

// reviewDue is when the SOP should be looked at again: a year after it was
// looked at last, which the form of evaluation is, too, or after its revision or
// making (Permenpan RB 35/2012: at least once a year).
func reviewDue(set db.Settings) (time.Time, bool) {
	since := later(set.Register.SOPReviewed, set.Evaluated)
	if since.IsZero() {
		for _, text := range []string{set.SOP.Revised, set.SOP.Effective, set.SOP.Created} {
			if t, err := dayOf(strings.TrimSpace(text)); err == nil {
				since = t
				break
			}
		}
	}
	if since.IsZero() {
		return time.Time{}, false
	}
	return sop.Day(since.In(sop.WIB()).AddDate(1, 0, 0)), true
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
