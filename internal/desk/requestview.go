package desk

import (
	"errors"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// futureSlack is how far a time may be ahead of the clock (rule T11).
const futureSlack = 5 * time.Minute

// current is the activity a request stands at: the first one that has not
// ended, 0 in a draft and when all have.
func current(r sop.Request) int {
	if r.Status == sop.Draft {
		return 0
	}
	for n := 1; n <= sop.Activities; n++ {
		if r.StepState(n) != sop.StepDone {
			return n
		}
	}
	return 0
}

// open says whether somebody still has to do something.
func open(r sop.Request) bool { return r.Status == sop.Running || r.Status == sop.Paused }

func rowOf(req sop.Request, agency sop.Agency, cal *sop.Calendar, now time.Time, near float64) RequestRow {
	row := RequestRow{
		ID: req.ID, Number: req.Number, Agency: shortName(agency), Subject: req.Subject,
		Status: req.Status, Step: current(req), Registered: req.Registered,
		Finished: req.Finished, Cameras: len(req.Cameras), LateStep: req.LateStep(cal, now, near),
		AgencyID: req.AgencyID, Trashed: req.Trashed,
	}
	for _, s := range req.Sites {
		row.Sites = append(row.Sites, s.Name)
		if s.District != "" && !slices.Contains(row.Districts, s.District) {
			row.Districts = append(row.Districts, s.District)
		}
	}
	for n := 1; n <= sop.Activities; n++ {
		j := sop.Judge(req.Step(n), cal, now, near)
		row.Minutes += j.Minutes
		row.Standard += j.Standard
		if n == row.Step {
			row.StepState, row.Badge, row.Deadline = req.StepState(n), j.Badge, j.Deadline
		}
	}
	row.LongPause = row.Step > 0 && sop.LongPause(req.Step(row.Step), cal, now)
	if row.LateStep > 0 {
		row.Badge = sop.Late
	} else if row.Status == sop.Done {
		row.Badge = sop.OnTime
	}
	return row
}

// view puts together what the sheet of one request shows.
func (c *core) view(tx *db.Tx, id ulid.ULID) (RequestView, error) {
	v, err := c.viewWithoutTrail(tx, id)
	if err != nil {
		return v, err
	}
	v.Trail, err = trail(tx, id, 500)
	return v, err
}

// viewWithoutTrail is view for papers and lists, which print no trail.
func (c *core) viewWithoutTrail(tx *db.Tx, id ulid.ULID) (RequestView, error) {
	req, err := tx.Requests().Get(tx, id)
	if err != nil {
		return RequestView{}, err
	}
	set, err := tx.Settings()
	if err != nil {
		return RequestView{}, err
	}
	v := RequestView{Request: req, Allowed: sop.Allowed(req), Current: current(req)}
	if v.Agency, err = getOrZero(tx.Agencies(), tx, req.AgencyID); err != nil {
		return v, err
	}
	if _, err := tx.Drafts().Get(tx, id); err == nil {
		v.CameraDraft = true
	} else if !errors.Is(err, db.ErrNotFound) {
		return v, err
	}
	if v.Later, err = getOrZero(tx.Retests(), tx, id); err != nil {
		return v, err
	}
	cal, now, version := calendarOf(set), c.now(), versionOf(set, req)
	for n := 1; n <= sop.Activities; n++ {
		s := StepView{
			Step: req.Step(n), State: req.StepState(n),
			Judgement: sop.Judge(req.Step(n), cal, now, set.NearShare),
			Waiting:   sop.Waiting(req, n, cal, now),
			Allowed:   sop.AllowedStep(req, n), Activity: version.Activity(n),
		}
		v.Minutes += s.Judgement.Minutes
		v.Standard += s.Judgement.Standard
		v.WaitingTotal += s.Waiting
		v.Steps = append(v.Steps, s)
	}
	return v, nil
}

// draft makes a new draft under the next number of the year; the year is that
// of the office's wall, not of UTC.
func (c *core) draft(tx *db.Tx, f sop.Facts, registered time.Time) (sop.Request, error) {
	if f.AgencyID != (ulid.ULID{}) {
		if _, err := tx.Agencies().Get(tx, f.AgencyID); errors.Is(err, db.ErrNotFound) {
			return sop.Request{}, &FieldError{Field: "agency", Rule: FieldUnknown}
		} else if err != nil {
			return sop.Request{}, err
		}
	}
	year := registered.In(sop.WIB()).Year()
	seq, err := tx.NextSeq("permintaan", year)
	if err != nil {
		return sop.Request{}, err
	}
	return sop.NewRequest(ulid.Make(), sop.RegistrationNumber(year, seq), f, registered.UTC())
}

// apply runs one act on one request inside a transaction.
func (c *core) apply(tx *db.Tx, id ulid.ULID, a sop.Act) (sop.Request, error) {
	req, err := tx.Requests().Get(tx, id)
	if err != nil {
		return req, err
	}
	next, err := c.applyTo(tx, req, a)
	if err != nil {
		return req, err
	}
	return next, tx.Requests().Put(tx, id, next)
}

// applyTo runs one act on a request that need not be in the store yet.
func (c *core) applyTo(tx *db.Tx, req sop.Request, a sop.Act) (sop.Request, error) {
	set, err := tx.Settings()
	if err != nil {
		return req, err
	}
	a.Recorded = c.now().UTC()
	if a.At.IsZero() {
		a.At = a.Recorded
	}
	a.At = a.At.UTC()
	if a.By == "" {
		a.By = set.UserName
	}
	if a.By == "" {
		a.By = c.login
	}
	rules, err := c.rules(tx, set, req, a.At)
	if err != nil {
		return req, err
	}
	if a.Kind == sop.ActBegin && a.Official == "" && a.Step >= 1 && a.Step <= sop.Activities {
		a.Official = rules.Officials[req.Step(a.Step).Executor]
	}
	next, _, err := sop.Apply(req, a, rules)
	return next, err
}

// rules is what the procedure must know at the time of an act.
func (c *core) rules(tx *db.Tx, set db.Settings, req sop.Request, at time.Time) (sop.Rules, error) {
	officials, err := officialsAt(tx, at)
	if err != nil {
		return sop.Rules{}, err
	}
	names := make(map[sop.Role]string, len(officials)+1)
	for role, o := range officials {
		names[role] = o.Name
	}
	if req.Contact.Name != "" { // nearer than whoever stands for all agencies
		names[sop.RoleAgency] = req.Contact.Name
	}
	if names[sop.RoleAgency] == "" {
		agency, err := getOrZero(tx.Agencies(), tx, req.AgencyID)
		if err != nil {
			return sop.Rules{}, err
		}
		names[sop.RoleAgency] = agencyOfficial(req, agency)
	}
	return sop.Rules{
		SOP: set.SOP, Calendar: calendarOf(set), Officials: names,
		NearShare: set.NearShare, FutureSlack: futureSlack, AskLateCause: true,
	}, nil
}

// agencyOfficial is who acts for the agency: the request's contact, the
// agency's contact, or whoever leads it.
func agencyOfficial(req sop.Request, a sop.Agency) string {
	switch {
	case req.Contact.Name != "":
		return req.Contact.Name
	case a.Contact.Name != "":
		return a.Contact.Name
	case a.HeadTitle != "":
		return a.HeadTitle
	}
	return a.Name
}
