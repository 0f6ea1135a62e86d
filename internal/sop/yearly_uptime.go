package sop

import (
	"cmp"
	"slices"
	"time"
)

// Availability as it was measured: the outage book knows when a camera was
// away, the store when the program watched. Time in which nobody watched speaks
// neither for nor against a camera.

// Uptime is one camera's year.
type Uptime struct {
	Camera, Path, Agency, District string
	Asked                          time.Duration // of the year, up to now
	Watched, Down                  time.Duration
	Months                         [12]UptimeMonth
	Outages                        []UptimeOutage // that touched the year
	OnDemand                       bool           // pulled only while somebody looks: counted, not weighed
}

// UptimeMonth is a month's part of a camera's year.
type UptimeMonth struct{ Watched, Down time.Duration }

// UptimeOutage is one outage of a camera, as long as it was within the year.
type UptimeOutage struct {
	Cause  string // kind of the relay's fault, "" = not known
	Length time.Duration
}

// UptimeRow is a camera, or the sum over cameras. Down is measured within the
// watched time.
type UptimeRow struct {
	Name, Path, Agency, District string
	Cameras, OnDemand, Outages   int
	Asked, Watched, Down         time.Duration
	Longest                      time.Duration // outage
	Cause                        string        // most frequent
}

// Share is the part of the watched time in which pictures came; not known when
// nobody watched.
func (r UptimeRow) Share() (share float64, known bool) {
	if r.Watched <= 0 {
		return 0, false
	}
	return float64(r.Watched-r.Down) / float64(r.Watched), true
}

// WatchedShare is how much of the time the share speaks for.
func (r UptimeRow) WatchedShare() float64 {
	if r.Asked <= 0 {
		return 0
	}
	return float64(r.Watched) / float64(r.Asked)
}

// CauseRow is how often, and how long together, something took cameras away.
type CauseRow struct {
	Cause  string
	Count  int
	Length time.Duration
}

// UptimeSums are the tables of availability.
type UptimeSums struct {
	Cameras   []UptimeRow
	Agencies  []UptimeRow
	Districts []UptimeRow
	Causes    []CauseRow
	Months    [12]UptimeMonth
	All       UptimeRow
}

// SumUptimes makes the tables of availability, in the order of the paper.
func SumUptimes(list []Uptime) UptimeSums {
	var s UptimeSums
	agencies, districts := map[string][]Uptime{}, map[string][]Uptime{}
	for _, u := range list {
		row := sumUptime([]Uptime{u})
		row.Name, row.Path, row.Agency, row.District = u.Camera, u.Path, u.Agency, u.District
		s.Cameras = append(s.Cameras, row)
		agencies[u.Agency] = append(agencies[u.Agency], u)
		districts[u.District] = append(districts[u.District], u)
		for m := range u.Months {
			if !u.OnDemand {
				s.Months[m].Watched += u.Months[m].Watched
				s.Months[m].Down += u.Months[m].Down
			}
		}
	}
	slices.SortStableFunc(s.Cameras, func(a, b UptimeRow) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Path, b.Path)) })
	for _, name := range inOrder(keysOf(agencies), nil) {
		row := sumUptime(agencies[name])
		row.Name = name
		s.Agencies = append(s.Agencies, row)
	}
	for _, name := range inOrder(keysOf(districts), districtNames()) {
		row := sumUptime(districts[name])
		row.Name = name
		s.Districts = append(s.Districts, row)
	}
	s.All = sumUptime(list)
	s.Causes = uptimeCauses(list)
	return s
}

func sumUptime(list []Uptime) UptimeRow {
	var r UptimeRow
	for _, u := range list {
		r.Cameras++
		r.Outages += len(u.Outages)
		for _, o := range u.Outages {
			r.Longest = max(r.Longest, o.Length)
		}
		if u.OnDemand {
			r.OnDemand++
			continue
		}
		r.Asked += u.Asked
		r.Watched += u.Watched
		r.Down += u.Down
	}
	if causes := uptimeCauses(list); len(causes) > 0 {
		r.Cause = causes[0].Cause
	}
	return r
}

// uptimeCauses puts what happened most first.
func uptimeCauses(list []Uptime) []CauseRow {
	by := map[string]*CauseRow{}
	for _, u := range list {
		for _, o := range u.Outages {
			r := by[o.Cause]
			if r == nil {
				r = &CauseRow{Cause: o.Cause}
				by[o.Cause] = r
			}
			r.Count++
			r.Length += o.Length
		}
	}
	var out []CauseRow
	for _, r := range by {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b CauseRow) int {
		return cmp.Or(b.Count-a.Count, cmp.Compare(b.Length, a.Length), cmp.Compare(a.Cause, b.Cause))
	})
	return out
}
