package sop

import (
	"time"

	"github.com/oklog/ulid/v2"
)

// Reminder kinds: what of the register is due.
const (
	RemindWarranty     = "garansi"      // ends soon, or ended
	RemindSubscription = "langganan"    // internet is due
	RemindInspection   = "pemeriksaan"  // nobody has looked for six months
	RemindSOP          = "tinjauan-sop" // the SOP should be looked at again
)

// Reminder is one thing that somebody should look at by a day.
type Reminder struct {
	Kind string
	ID   ulid.ULID // of the thing; zero for the SOP
	Code string
	Name string
	Due  time.Time // day on which it is or was due
}

// How long before the day a reminder begins, and how long a thing may go
// without an inspection (domain 7.2: monev every six months).
const (
	warrantyAhead     = 60 * 24 * time.Hour
	warrantyAfter     = 30 * 24 * time.Hour // an ended warranty is old news after that
	subscriptionAhead = 30 * 24 * time.Hour
	inspectionMonths  = 6
)

// Reminders says what of one thing is due at now.
func Reminders(e Equipment, now time.Time) []Reminder {
	s := e.At(now)
	if !e.Trashed.IsZero() || !s.Held() {
		return nil
	}
	var out []Reminder
	add := func(kind string, due time.Time) {
		out = append(out, Reminder{kind, e.ID, e.Code, e.Name, due})
	}
	if w := e.Owned.Warranty; !w.IsZero() && w.Before(now.Add(warrantyAhead)) && w.After(now.Add(-warrantyAfter)) {
		add(RemindWarranty, w)
	}
	if d := e.Link.Due; !d.IsZero() && d.Before(now.Add(subscriptionAhead)) {
		add(RemindSubscription, d)
	}
	since := s.Inspected
	if since.IsZero() {
		since = e.firstDay()
	}
	if due := since.In(WIB()).AddDate(0, inspectionMonths, 0); !since.IsZero() && due.Before(now) && s.Operation != NotInstalled && s.Operation != Dismantled {
		add(RemindInspection, due.UTC())
	}
	return out
}

func (e Equipment) firstDay() time.Time {
	if len(e.Movements) == 0 {
		return e.Created
	}
	return byDay(e.Movements)[0].Date
}
