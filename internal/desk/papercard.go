package desk

import (
	"fmt"
	"strings"

	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// card is D6: the whole way of a request on one sheet.
func (f paperFile) card() report.KartuKendali {
	v := f.view
	req := v.Request
	d := report.KartuKendali{
		Head: f.head, Number: req.Number, Agency: v.Agency.Name, Subject: req.Subject,
		Origin: originWord(req.Origin), Status: statusWord(req.Status), Nature: natureWord(req.Nature),
		Registered: req.Registered, Finished: req.Finished, Contact: listed(", ", req.Contact.Name, req.Contact.Position, req.Contact.Phone),
		Cameras: len(req.Cameras), Standard: v.Standard, Minutes: v.Minutes, Waiting: v.WaitingTotal,
		SOP: req.Rules.SOPVersion, Signer: f.signer(sop.RoleKasi, f.now), Printed: f.now,
	}
	if ref := req.Reference; ref.Number != "" {
		d.Reference = listed(" tanggal ", ref.Number, printedDate(ref.Date))
	}
	for _, s := range req.Sites {
		d.Sites = append(d.Sites, listed(", ", s.Name, s.Village, s.District))
	}
	for _, s := range v.Steps {
		row := f.cardStep(s.Step, s.Judgement)
		if s.Step.N == sop.ProofStep && !s.Step.Began.IsZero() {
			row.Evidence = listed("; ", proofWords(req.Cameras), row.Evidence)
		}
		row.Waiting = s.Waiting
		row.StillUnderway = !s.Step.Began.IsZero() && s.Step.Ended.IsZero()
		d.Steps = append(d.Steps, row)
	}
	cal := calendarOf(f.set)
	for _, s := range req.History {
		row := f.cardStep(s, sop.Judge(s, cal, f.now, f.near))
		if s.N == sop.ProofStep {
			row.Evidence = listed("; ", proofWords(s.Cameras), row.Evidence)
		}
		if s.Returned != nil {
			row.Returned = reasonWords(s.Returned.Reason)
		}
		d.History = append(d.History, row)
	}
	return d
}

func (f paperFile) cardStep(s sop.Step, j sop.Judgement) report.CardStep {
	row := report.CardStep{
		N: s.N, Round: s.Round, Activity: versionOf(f.set, f.view.Request).Activity(s.N).Short, Executor: roleShort(s.Executor), Official: s.Official,
		Began: s.Began, Ended: s.Ended, Standard: s.Standard, Minutes: j.Minutes, OutOfHours: s.OutOfHours,
		Evidence: listed(", ", s.Evidence.Number, printedDate(s.Evidence.Date), dispositionWords(s.Evidence)), LateCause: causeWord(s.LateCause), Note: s.Note,
	}
	if !s.Ended.IsZero() || j.Badge == sop.Late {
		row.Badge = string(j.Badge)
	}
	cal := calendarOf(f.set)
	for _, p := range s.Pauses {
		end := cmpTime(p.Ended, cmpTime(s.Ended, f.now))
		row.Pauses = append(row.Pauses, report.CardPause{From: p.Began, To: p.Ended, Reason: listed(": ", causeWord(p.Reason), p.Note), Minutes: cal.Minutes(p.Began, end)})
	}
	return row
}

// proofWords is the bukti keluaran of activity 5: how many cameras were read
// through the relay and how many were not, "" while none was tested.
func proofWords(cameras []sop.CameraRef) string {
	counts := map[sop.Result]int{}
	untested := 0
	for _, ref := range cameras {
		if ref.Proof == nil {
			untested++
			continue
		}
		counts[ref.Proof.Result]++
	}
	if untested == len(cameras) {
		return ""
	}
	var parts []string
	for _, r := range []sop.Result{sop.Success, sop.Partial, sop.Failure} {
		if n := counts[r]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d kamera %s", n, r))
		}
	}
	if untested > 0 {
		parts = append(parts, fmt.Sprintf("%d kamera belum diuji", untested))
	}
	return "Hasil uji tayang: " + strings.Join(parts, ", ")
}

// listed joins what is not empty.
func listed(sep string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}
