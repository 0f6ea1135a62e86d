package desk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Availability says how much of the time that cctvdesk watched a camera (or
// all cameras of an agency) the camera gave pictures. Time in which cctvdesk
// was off, or the camera was switched off by the office, is watched by nobody
// and speaks neither for nor against it.
type Availability struct {
	CameraID, AgencyID ulid.ULID // CameraID is zero in a sum
	Camera, Path       string
	Agency             string
	Cameras            int           // how many are summed up
	Period             time.Duration // that was asked for, up to now
	Watched            time.Duration
	Off                time.Duration // cctvdesk did not run while the camera was switched on
	Down               time.Duration // of the watched time
	Outages            int
	OnDemand           bool // pulled only while somebody looks: no figure is honest
}

// Share is the part of the watched time in which the camera gave pictures; not
// known when nobody watched.
func (a Availability) Share() (share float64, known bool) {
	if a.Watched <= 0 {
		return 0, false
	}
	return float64(a.Watched-a.Down) / float64(a.Watched), true
}

// WatchedShare is how much of the period the share speaks for.
func (a Availability) WatchedShare() float64 {
	if a.Period <= 0 {
		return 0
	}
	return float64(a.Watched) / float64(a.Period)
}

// AvailabilityReport is the availability of a period: each camera by name,
// each agency, and all together.
type AvailabilityReport struct {
	From, To time.Time
	Cameras  []Availability
	Agencies []Availability
	All      Availability
}

// Availability gives one camera's availability in [from, to); a zero from means
// since it was published, a zero to means until now.
func (r *Cameras) Availability(id ulid.ULID, from, to time.Time) (Availability, error) {
	var out Availability
	err := r.core.store.Read(func(tx *db.Tx) error {
		cam, err := tx.Cameras().Get(tx, id)
		if err != nil {
			return err
		}
		if from.IsZero() {
			from = cam.Created
		}
		l, err := r.core.logOf(tx, from, to)
		if err != nil {
			return err
		}
		agency, err := getOrZero(tx.Agencies(), tx, cam.AgencyID)
		out = l.of(tx, cam, agency)
		return err
	})
	return out, err
}

// Availability gives the availability of every camera and agency in [from,
// to); a zero from means since the first camera, a zero to means until now.
// Cameras in the trash count as long as they were watched.
func (r *Ledger) Availability(from, to time.Time) (AvailabilityReport, error) {
	var out AvailabilityReport
	err := r.core.store.Read(func(tx *db.Tx) error {
		cameras, err := listOf(tx.Cameras(), tx)
		if err != nil {
			return err
		}
		if from.IsZero() {
			from = r.core.now()
			for _, cam := range cameras {
				if cam.Created.Before(from) {
					from = cam.Created
				}
			}
		}
		agencies, err := allOf(tx.Agencies(), tx)
		if err != nil {
			return err
		}
		l, err := r.core.logOf(tx, from, to)
		if err != nil {
			return err
		}
		out.From, out.To = l.period.from, l.period.to
		for _, cam := range cameras {
			a := l.of(tx, cam, agencies[cam.AgencyID])
			if cam.Trashed.IsZero() || a.Watched > 0 {
				out.Cameras = append(out.Cameras, a)
			}
		}
		return nil
	})
	out.sum()
	return out, err
}

// sum fills the sums of a report and puts it in order.
func (r *AvailabilityReport) sum() {
	slices.SortFunc(r.Cameras, func(a, b Availability) int {
		return cmp.Or(strings.Compare(a.Camera, b.Camera), strings.Compare(a.Path, b.Path))
	})
	at := map[ulid.ULID]int{}
	for _, c := range r.Cameras {
		i, known := at[c.AgencyID]
		if !known {
			i = len(r.Agencies)
			at[c.AgencyID] = i
			r.Agencies = append(r.Agencies, Availability{AgencyID: c.AgencyID, Agency: c.Agency})
		}
		r.Agencies[i].add(c)
		r.All.add(c)
	}
	slices.SortFunc(r.Agencies, func(a, b Availability) int { return strings.Compare(a.Agency, b.Agency) })
}

// add takes a camera into a sum. One on demand is counted but not weighed.
func (a *Availability) add(c Availability) {
	a.Cameras++
	a.Outages += c.Outages
	if c.OnDemand {
		return
	}
	a.Period += c.Period
	a.Watched += c.Watched
	a.Off += c.Off
	a.Down += c.Down
}

// watchLog is what the store knows about a period.
type watchLog struct {
	now     time.Time
	period  span
	off     []span // the program did not run
	outages map[ulid.ULID][]db.Outage
}

func (c *core) logOf(tx *db.Tx, from, to time.Time) (watchLog, error) {
	l := watchLog{now: c.now(), outages: map[ulid.ULID][]db.Outage{}}
	if to.IsZero() || to.After(l.now) {
		to = l.now
	}
	l.period = span{from, to}
	for a, err := range each(tx.Absences(), tx) {
		if err != nil {
			return l, err
		}
		l.off = append(l.off, span{a.From, a.To})
	}
	if c.engine == nil {
		l.off = append(l.off, span{tx.LastAlive(), l.now}) // the folder is ours, so nobody else watches either
	}
	list, err := outagesOf(tx, OutageFilter{From: from, To: to})
	for _, o := range list {
		l.outages[o.CameraID] = append(l.outages[o.CameraID], o)
	}
	return l, err
}

// of judges one camera.
func (l watchLog) of(tx *db.Tx, cam db.Camera, agency sop.Agency) Availability {
	a := Availability{
		CameraID: cam.ID, AgencyID: cam.AgencyID, Camera: cam.Name, Path: cam.Path, Agency: shortName(agency),
		Cameras: 1, OnDemand: cam.OnDemand, Outages: len(l.outages[cam.ID]),
	}
	if l.period.from.Before(l.period.to) {
		a.Period = l.period.to.Sub(l.period.from)
	}
	if cam.OnDemand {
		return a
	}
	wanted := common(switchedOn(tx, cam, l.now), []span{l.period})
	watched := without(wanted, l.off)
	var down []span
	for _, o := range l.outages[cam.ID] {
		end := o.To
		if end.IsZero() {
			end = l.now
		}
		down = append(down, span{o.From, end})
	}
	a.Watched, a.Down = length(watched), length(common(watched, down))
	a.Off = length(wanted) - a.Watched
	return a
}

// switchedOn reads in the trail when a camera was one that should be live:
// from its publishing on, but not while it was switched off or in the trash.
func switchedOn(tx *db.Tx, cam db.Camera, now time.Time) []span {
	var out []span
	enabled, trashed, end := cam.Enabled, !cam.Trashed.IsZero(), now
	for e := range tx.AuditOf(cam.ID) {
		wasOn, was := enabled && !trashed, [2]bool{enabled, trashed}
		for _, c := range e.Changes {
			switch c.Field {
			case "Enabled":
				enabled = c.Old == "true"
			case "Trashed":
				trashed = c.Old != ""
			}
		}
		if was == [2]bool{enabled, trashed} {
			continue
		}
		if wasOn {
			out = append(out, span{e.Recorded, end})
		}
		end = e.Recorded
	}
	if enabled && !trashed {
		out = append(out, span{cam.Created, end})
	}
	return out
}

// Absences gives the stretches in which the program was off and that touch
// [from, to), oldest first. The time before the first start is none of them.
func (r *Ledger) Absences(from, to time.Time) ([]db.Absence, error) {
	var out []db.Absence
	err := r.core.store.Read(func(tx *db.Tx) error {
		for a, err := range each(tx.Absences(), tx) {
			if err != nil {
				return err
			}
			if !a.From.IsZero() && a.To.After(from) && (to.IsZero() || a.From.Before(to)) {
				out = append(out, a)
			}
		}
		return nil
	})
	return out, err
}
