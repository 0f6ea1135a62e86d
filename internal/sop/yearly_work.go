package sop

import (
	"cmp"
	"slices"
	"time"
)

// Tables 9 to 13: what was asked for, how long it took and what stood in the
// way.

// MonthRow is a line of table 9. Running is what was on the desk when the month
// ended.
type MonthRow struct{ Came, Finished, Running, Cancelled int }

// AskedRow is a line of table 10, of requests that came in the year. A camera
// whose test was made after the year is untested here.
type AskedRow struct {
	Agency                                      string
	Requests, Cameras, Worked, Failed, Untested int
}

// TimeRow is a line of table 11: one activity.
type TimeRow struct {
	N    int
	Text string
	Stat
}

// TroubleRow is a line of table 13: an obstacle and how often it was met.
type TroubleRow struct {
	Source string // TroublePause, TroubleLate, TroubleOutage, TroubleCheck
	Cause  string // constant
	Count  int
}

// Key names a trouble, so that what was done about it can be kept.
func (t TroubleRow) Key() string { return t.Source + "/" + t.Cause }

// Where a trouble of table 13 was recorded.
const (
	TroublePause  = "tunda"       // an activity had to wait
	TroubleLate   = "terlambat"   // why an activity took longer than its standard
	TroubleOutage = "gangguan"    // the outage book
	TroubleCheck  = "pemeriksaan" // why a checked camera was offline
)

// Indicator is a line of the performance table: what was reached. Known is
// false when there was nothing to measure, which is no zero.
type Indicator struct {
	Key   string
	Value float64 // a share (0 to 1), or a count
	Share bool
	Known bool
}

// The indicators of the report (domain 11), and two measured ones.
const (
	IndicatorOnline  = "kamera-online"
	IndicatorSites   = "titik-terintegrasi"
	IndicatorOnTime  = "relay-tepat-waktu"
	IndicatorGood    = "peralatan-baik"
	IndicatorAgency  = "opd-terintegrasi"
	IndicatorChecked = "pemeriksaan-online"
	IndicatorUptime  = "ketersediaan"
)

// IndicatorKeys lists the indicators in the order of the report.
func IndicatorKeys() []string {
	return []string{IndicatorOnline, IndicatorSites, IndicatorOnTime, IndicatorGood, IndicatorAgency, IndicatorChecked, IndicatorUptime}
}

// SharedIndicator says whether an indicator is a part of a whole (and not a
// count).
func SharedIndicator(key string) bool { return key != IndicatorSites && key != IndicatorAgency }

// ended is the status in which a request left the desk.
func (a Asked) ended() Status {
	if a.Request.Status == Archived {
		return a.Request.Before
	}
	return a.Request.Status
}

func within(t, from, to time.Time) bool { return !t.IsZero() && !t.Before(from) && t.Before(to) }

// work fills tables 9 to 11. A request that came in one year and ended in the
// next is counted as come in the first and as finished in the second.
func (y *Yearly) work(d YearData) {
	for _, a := range d.Asked {
		if a.Request.Registered.Before(d.From) && (a.Closed.IsZero() || !a.Closed.Before(d.From)) {
			y.Carried++
		}
	}
	for m := range y.Months {
		y.Months[m] = monthOf(d, m)
	}
	y.asked(d)
	var by [Activities + 1][]Execution
	for _, a := range d.Asked {
		for _, e := range Executions(a.Request, d.Calendar, d.From, d.Until) {
			if e.N >= 1 && e.N <= Activities {
				by[e.N] = append(by[e.N], e)
			}
		}
	}
	for _, a := range d.SOP.Activities {
		if a.N < 1 || a.N > Activities {
			continue
		}
		stat := Sum(by[a.N])
		stat.Standard = cmp.Or(stat.Standard, a.Minutes)
		y.Times = append(y.Times, TimeRow{N: a.N, Text: cmp.Or(a.Short, a.Text), Stat: stat})
	}
	whole, internal := wholes(d)
	y.Whole, y.Internal = Sum(whole), Sum(internal)
	y.Whole.Standard = cmp.Or(y.Whole.Standard, d.SOP.Total())
	y.Internal.Standard = cmp.Or(y.Internal.Standard, d.SOP.Total()-d.SOP.Activity(2).Minutes)
}

// monthOf counts one month, 0 = January. A month that has not begun is empty.
func monthOf(d YearData, m int) MonthRow {
	from := d.From.In(WIB()).AddDate(0, m, 0)
	to := from.AddDate(0, 1, 0)
	if d.Until.Before(to) {
		to = d.Until
	}
	var row MonthRow
	if !from.Before(to) {
		return row
	}
	for _, a := range d.Asked {
		if within(a.Request.Registered, from, to) {
			row.Came++
		}
		switch {
		case within(a.Closed, from, to) && a.ended() == Cancelled:
			row.Cancelled++
		case within(a.Closed, from, to):
			row.Finished++
		case a.Request.Registered.Before(to) && (a.Closed.IsZero() || !a.Closed.Before(to)):
			row.Running++
		}
	}
	return row
}

func (y *Yearly) asked(d YearData) {
	rows := map[string]*AskedRow{}
	for _, a := range d.Asked {
		if !within(a.Request.Registered, d.From, d.Until) {
			continue
		}
		r := rows[a.Agency]
		if r == nil {
			r = &AskedRow{Agency: a.Agency}
			rows[a.Agency] = r
		}
		r.Requests++
		for _, c := range a.Request.Cameras {
			r.Cameras++
			switch {
			case c.Proof == nil || !c.Proof.At.Before(d.Until):
				r.Untested++
			case c.Proof.Result == Failure:
				r.Failed++
			default:
				r.Worked++
			}
		}
	}
	for _, name := range inOrder(keysOf(rows), nil) {
		y.AskedBy = append(y.AskedBy, *rows[name])
	}
}

// wholes are the requests finished in the year.
func wholes(d YearData) (whole, internal []Execution) {
	for _, a := range d.Asked {
		if a.ended() != Done || !within(a.Closed, d.From, d.Until) {
			continue
		}
		all, office := Whole(a.Request, d.Calendar)
		whole, internal = append(whole, all), append(internal, office)
	}
	return whole, internal
}

// troubles is table 13, what happened most first.
func (y *Yearly) troubles(d YearData) {
	counts := map[TroubleRow]int{}
	for _, a := range d.Asked {
		for _, s := range slices.Concat(a.Request.History, a.Request.Steps) {
			for _, p := range s.Pauses {
				if within(p.Began, d.From, d.Until) && p.Reason != PauseCancelled {
					counts[TroubleRow{Source: TroublePause, Cause: p.Reason}]++
				}
			}
		}
		for _, e := range Executions(a.Request, d.Calendar, d.From, d.Until) {
			if e.Late {
				counts[TroubleRow{Source: TroubleLate, Cause: e.Cause}]++
			}
		}
	}
	for _, c := range y.Uptime.Causes {
		counts[TroubleRow{Source: TroubleOutage, Cause: c.Cause}] += c.Count
	}
	for cause, n := range d.Checks.Causes {
		counts[TroubleRow{Source: TroubleCheck, Cause: cause}] += n
	}
	for row, n := range counts {
		row.Count = n
		y.Troubles = append(y.Troubles, row)
	}
	slices.SortFunc(y.Troubles, func(a, b TroubleRow) int {
		return cmp.Or(b.Count-a.Count, cmp.Compare(a.Source, b.Source), cmp.Compare(a.Cause, b.Cause))
	})
}

// Indicator gives one indicator's result.
func (y Yearly) Indicator(key string) Indicator {
	for _, i := range y.Indicators {
		if i.Key == key {
			return i
		}
	}
	return Indicator{Key: key, Share: SharedIndicator(key)}
}

func (y *Yearly) indicators() {
	share := func(key string, part, whole int) Indicator {
		i := Indicator{Key: key, Share: true, Known: whole > 0}
		if i.Known {
			i.Value = float64(part) / float64(whole)
		}
		return i
	}
	online, known := 0, 0
	for _, r := range y.StatusByAgency {
		online, known = online+r.Online, known+r.Online+r.Offline
	}
	good := 0
	for _, r := range y.Conditions {
		good += r.Good
	}
	count := func(key string, n int) Indicator { return Indicator{Key: key, Value: float64(n), Known: true} }
	up := Indicator{Key: IndicatorUptime, Share: true}
	up.Value, up.Known = y.Uptime.All.Share()
	y.Indicators = []Indicator{
		share(IndicatorOnline, online, known), count(IndicatorSites, y.LinkedSites), share(IndicatorOnTime, y.Whole.OnTime, y.Whole.Count),
		share(IndicatorGood, good, y.Items), count(IndicatorAgency, y.LinkedAgencies),
		share(IndicatorChecked, y.Checks.Online, y.Checks.Online+y.Checks.Offline), up,
	}
}
