package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// D8, D9 and D10: what a period says about the requests and about the SOP.

// was is the status of a request, looking through the archive.
func was(r sop.Request) sop.Status {
	if r.Status == sop.Archived {
		return r.Before
	}
	return r.Status
}

// cancelledAt is when a request was cancelled. The request itself does not say
// it when nothing had begun; the trail always does.
func cancelledAt(tx *db.Tx, req sop.Request) time.Time {
	for e := range tx.AuditOf(req.ID) {
		if e.Action == string(sop.ActCancel) {
			return e.Happened
		}
	}
	return req.Registered
}

// closed is when a request left the desk, zero while it is on it. A request
// that was entered afterwards cannot leave before it came: the sums of a month
// must agree.
func (d periodDesk) closed(req sop.Request) time.Time {
	var at time.Time
	switch was(req) {
	case sop.Done:
		at = req.Finished
	case sop.Cancelled:
		at = d.cancelled[req.Number]
	}
	if !at.IsZero() && at.Before(req.Registered) {
		return req.Registered
	}
	return at
}

func (p Period) holds(t time.Time) bool { return !t.IsZero() && !t.Before(p.From) && t.Before(p.To) }

// until is the last moment a paper of the period may know of.
func (d periodDesk) until() time.Time {
	if d.period.To.Before(d.now) {
		return d.period.To
	}
	return d.now
}

// month is D8: whatever was on the desk at any time in the period.
func (d periodDesk) month() report.RekapBulanan {
	out := report.RekapBulanan{
		Head: d.head, Period: d.period.String(), Signer: d.signer(sop.RoleKasi, d.now), Approver: d.signer(sop.RoleKabid, d.now), Printed: d.now, CSV: d.period.CSV,
	}
	for _, req := range d.requests {
		closed := d.closed(req)
		if !req.Registered.Before(d.period.To) || !closed.IsZero() && closed.Before(d.period.From) {
			continue
		}
		if req.Registered.Before(d.period.From) {
			out.Carried++
		} else {
			out.Came++
		}
		row := d.monthRow(req)
		switch {
		case !d.period.holds(closed):
			out.Left++
		case was(req) == sop.Done:
			out.Finished++
			row.Status, row.Finished, row.Verdict = statusWord(sop.Done), closed, "Tepat Waktu"
			if whole, _ := sop.Whole(req, d.calendar); whole.Late {
				row.Verdict = "Terlambat"
			} else {
				out.OnTime++
			}
		default:
			out.Cancelled++
			row.Status, row.Finished = statusWord(sop.Cancelled), closed
			row.Note = listed("; ", reasonWords(req.Reason), row.Note)
		}
		out.Requests = append(out.Requests, row)
	}
	return out
}

// monthRow is a request as it stood at the end of the period.
func (d periodDesk) monthRow(req sop.Request) report.RekapRequest {
	t := req.Totals(d.calendar, d.until())
	row := report.RekapRequest{
		Number: req.Number, Registered: req.Registered, Agency: d.agencies[req.Number].Name, Subject: req.Subject, Cameras: len(req.Cameras),
		Minutes: t.Minutes, Standard: t.Standard, Waiting: t.Waiting, Days: t.Days, Status: "Masih berjalan",
	}
	if open(req) {
		row.Status = fmt.Sprintf("%s, langkah %d", statusWord(req.Status), current(req))
	}
	for _, ref := range req.Cameras {
		switch {
		case ref.Proof == nil:
		case ref.Proof.Result == sop.Failure:
			row.Failed++
		default:
			row.Succeeded++
		}
	}
	row.Note = listed("; ", d.lateness(req), req.Note)
	return row
}

// lateness names the activities of a request that took longer than their
// standard, with the causes that were given: a request may be on time as a
// whole all the same.
func (d periodDesk) lateness(req sop.Request) string {
	var late, causes []string
	for _, s := range req.Steps {
		if sop.Judge(s, d.calendar, d.until(), d.near).Badge != sop.Late {
			continue
		}
		late = append(late, strconv.Itoa(s.N))
		if word := causeWord(s.LateCause); word != "" && !slices.Contains(causes, word) {
			causes = append(causes, word)
		}
	}
	if len(late) == 0 {
		return ""
	}
	return listed(": ", "langkah "+strings.Join(late, ", ")+" melewati waktu baku", strings.Join(causes, ", "))
}

// executed gathers the executions of a period by activity.
func (d periodDesk) executed(p Period) (all [sop.Activities + 1][]sop.Execution) {
	for _, req := range d.requests {
		for _, e := range sop.Executions(req, d.calendar, p.From, p.To) {
			all[e.N] = append(all[e.N], e)
		}
	}
	return all
}

// wholes are the requests finished in the period.
func (d periodDesk) wholes() (total, internal []sop.Execution) {
	for _, req := range d.requests {
		if was(req) != sop.Done || !d.period.holds(d.closed(req)) {
			continue
		}
		all, office := sop.Whole(req, d.calendar)
		total, internal = append(total, all), append(internal, office)
	}
	return total, internal
}

// compliance is D9.
func (d periodDesk) compliance() report.Kepatuhan {
	out := report.Kepatuhan{
		Head: d.head, Period: d.period.String(), SOP: listed(", versi ", d.set.SOP.Title.Text, d.set.SOP.Name),
		Signer: d.signer(sop.RoleKasi, d.now), Approver: d.signer(sop.RoleKabid, d.now), Printed: d.now, CSV: d.period.CSV,
	}
	now, before := d.executed(d.period), d.executed(d.period.before())
	causes := map[string]int{}
	for _, a := range d.set.SOP.Activities {
		stat := sop.Sum(now[a.N])
		row := complianceRow(stat, a.Minutes)
		row.Mark, row.Activity, row.Executor = strconv.Itoa(a.N), a.Text, roleShort(a.Executor)
		if a.Executor == sop.RoleAgency {
			row.Executor = roleTitle(a.Executor)
		}
		out.Activities = append(out.Activities, row)
		if hint := reviseHint(a.N, stat, sop.Sum(before[a.N])); hint != "" {
			out.Hints = append(out.Hints, hint)
		}
		for _, e := range now[a.N] {
			if e.Late {
				causes[cmp.Or(causeWord(e.Cause), "Tidak dicatat")]++
			}
		}
	}
	total, internal := d.wholes()
	outside := d.set.SOP.Activity(2).Minutes
	out.Internal, out.Total = complianceRow(sop.Sum(internal), d.set.SOP.Total()-outside), complianceRow(sop.Sum(total), d.set.SOP.Total())
	out.Internal.Activity, out.Total.Activity = "Kegiatan internal (1, 3–6), per permintaan", "Seluruh kegiatan, per permintaan"
	out.Causes = counted(causes)
	out.Deviations = d.deviations(now)
	return out
}

func complianceRow(s sop.Stat, standard int) report.ComplianceRow {
	return report.ComplianceRow{
		Standard: cmp.Or(s.Standard, standard), Count: s.Count, OnTime: s.OnTime, Longest: s.Longest, Mean: s.Mean, Median: s.Median, MeanWaiting: s.MeanWaiting,
	}
}

// reviseHint asks to look at the standard time of an activity, "" when there is
// no reason to.
func reviseHint(n int, now, before sop.Stat) string {
	if !sop.Revise(now, before) {
		return ""
	}
	return fmt.Sprintf("Kegiatan %d: median melebihi waktu baku %d menit lebih dari separuh pada dua masa berturut-turut. Pertimbangkan revisi waktu baku.", n, now.Standard)
}

// counted puts what happened most first.
func counted(counts map[string]int) []report.CountRow {
	var out []report.CountRow
	for name, n := range counts {
		out = append(out, report.CountRow{Name: name, Count: n})
	}
	slices.SortFunc(out, func(a, b report.CountRow) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Name, b.Name)) })
	return out
}

// deviations counts what the flow of the SOP does not know (gap G4).
func (d periodDesk) deviations(done [sop.Activities + 1][]sop.Execution) []report.CountRow {
	paused, returned, cancelled, outside := 0, 0, 0, 0
	for _, req := range d.requests {
		var last time.Time
		for _, s := range slices.Concat(req.History, req.Steps) {
			for _, p := range s.Pauses {
				if d.period.holds(p.Began) && p.Reason != sop.PauseCancelled {
					paused++
				}
			}
			if s.Returned != nil && d.period.holds(s.Returned.At) && !s.Returned.At.Equal(last) { // one return reopens several activities
				returned++
				last = s.Returned.At
			}
		}
		if was(req) == sop.Cancelled && d.period.holds(d.closed(req)) {
			cancelled++
		}
	}
	for _, list := range done {
		for _, e := range list {
			if e.OutOfHours {
				outside++
			}
		}
	}
	return []report.CountRow{
		{Name: "Kegiatan ditunda", Count: paused}, {Name: "Permintaan dikembalikan", Count: returned},
		{Name: "Permintaan dibatalkan", Count: cancelled}, {Name: "Kegiatan di luar jam kerja", Count: outside},
	}
}

// monitoring is D10: the form with what the data proposes.
func (d periodDesk) monitoring(evaluation bool) report.MonitoringSOP {
	out := report.MonitoringSOP{
		Head: d.head, Evaluation: evaluation, Period: d.period.String(), SOP: d.set.SOP.Title.Text, Number: d.set.SOP.Number, Share: goodShare(d.set),
		Assessor: d.signer(sop.RoleKabid, d.now), Approver: d.signer(sop.RoleKadis, d.now), Printed: d.now, CSV: d.period.CSV,
	}
	now, before := d.executed(d.period), d.executed(d.period.before())
	for _, a := range d.set.SOP.Activities {
		stat := sop.Sum(now[a.N])
		row := report.MonitoringRow{N: a.N, Procedure: a.Text, Count: stat.Count, OnTime: stat.OnTime, Note: report.ComplianceNote(stat)}
		row.Good, row.Known = stat.Good(out.Share)
		causes := map[string]int{}
		for _, e := range now[a.N] {
			if word := causeWord(e.Cause); e.Late && word != "" {
				causes[word]++
			}
		}
		if list := counted(causes); row.Known && !row.Good && len(list) > 0 {
			row.Todo = fmt.Sprintf("Tindak lanjuti penyebab terbanyak: %s (%d kali).", list[0].Name, list[0].Count)
		}
		row.Todo = listed(" ", row.Todo, reviseHint(a.N, stat, sop.Sum(before[a.N])))
		out.Rows = append(out.Rows, row)
	}
	return out
}

// goodShare is the office's threshold of the monitoring form.
func goodShare(set db.Settings) float64 {
	if set.GoodShare <= 0 {
		return sop.DefaultGoodShare
	}
	return set.GoodShare
}
