package sop

import (
	"slices"
	"strings"
)

// Acts on the whole request.

// guard is the guard of "Simpan Draf": whose cameras, and what about.
func (f Facts) guard() error {
	if f.AgencyID.IsZero() {
		return &Refusal{Rule: RuleAgency, Field: "opd"}
	}
	if strings.TrimSpace(f.Subject) == "" {
		return &Refusal{Rule: RuleSubject, Field: "hal"}
	}
	return nil
}

// into writes the facts over a request. Texts are kept as typed but for the
// blanks around them.
func (f Facts) into(r *Request) {
	r.Origin = f.Origin
	if r.Origin != ProposedByAgency {
		r.Origin = AskedByOffice
	}
	r.AgencyID = f.AgencyID
	r.Subject = strings.TrimSpace(f.Subject)
	r.Nature, r.Urgency = f.Nature, f.Urgency
	r.Contact, r.Reference = f.Contact, f.Reference
	r.Sites = slices.Clone(f.Sites)
	r.Note = f.Note
}

// FactsOf takes the editable facts out of a request, for editing or copying.
func FactsOf(r Request) Facts {
	return Facts{Origin: r.Origin, AgencyID: r.AgencyID, Subject: r.Subject, Nature: r.Nature, Urgency: r.Urgency,
		Contact: r.Contact, Reference: r.Reference, Sites: slices.Clone(r.Sites), Note: r.Note}
}

func (c *change) edit() error {
	if c.act.Facts == nil {
		return &Refusal{Rule: RuleUnknown, Field: "data"}
	}
	f := *c.act.Facts
	if err := f.guard(); err != nil {
		return err
	}
	if c.r.open() && !named(f.Sites) {
		return &Refusal{Rule: RuleSite, Field: "lokasi"}
	}
	before := FactsOf(c.r)
	f.into(&c.r)
	after := FactsOf(c.r)
	c.note(0, "asal", string(before.Origin), string(after.Origin))
	c.note(0, "opd", before.AgencyID.String(), after.AgencyID.String())
	c.note(0, "hal", before.Subject, after.Subject)
	c.note(0, "sifat", before.Nature, after.Nature)
	c.note(0, "urgensi", before.Urgency, after.Urgency)
	c.note(0, "narahubung", before.Contact.line(), after.Contact.line())
	c.note(0, "surat-rujukan", before.Reference.line(), after.Reference.line())
	c.note(0, "lokasi", siteLine(before.Sites), siteLine(after.Sites))
	c.note(0, "catatan", before.Note, after.Note)
	return nil
}

// named says that at least one site has a name: a place nobody can find is
// none.
func named(sites []Site) bool {
	return slices.ContainsFunc(sites, func(s Site) bool { return strings.TrimSpace(s.Name) != "" })
}

func (p Contact) line() string { return join(", ", p.Name, p.Position, p.Phone) }

func (l LetterRef) line() string {
	var date, came string
	if !l.Date.IsZero() {
		date = LetterShortDate(l.Date)
	}
	if !l.Received.IsZero() {
		came = "diterima " + LetterShortDate(l.Received)
	}
	return join(", ", l.Number, date, l.Agenda, came)
}

func siteLine(sites []Site) string {
	lines := make([]string, 0, len(sites))
	for _, s := range sites {
		lines = append(lines, join(", ", s.Name, s.Address, s.Village, s.District, s.Category, s.Purpose, s.Notice))
	}
	return strings.Join(lines, "; ")
}

// join joins what is not empty.
func join(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}

// start is "Mulai Permintaan": from here on the SOP's times are fixed (T7).
func (c *change) start() error {
	if !named(c.r.Sites) {
		return &Refusal{Rule: RuleSite, Field: "lokasi"}
	}
	if missing := c.vacant(); len(missing) > 0 {
		return &Refusal{Rule: RuleOfficials, Field: "pejabat", Items: missing}
	}
	return c.adopt()
}

// vacant lists the offices nobody holds. The agency's own chair is filled by
// naming the agency; who sits there is the agency's business.
func (c *change) vacant() []string {
	var out []string
	for _, role := range []Role{RoleKadis, RoleKabid, RoleKasi} {
		if strings.TrimSpace(c.rules.Officials[role]) == "" {
			out = append(out, string(role))
		}
	}
	return out
}

// adopt takes the SOP in force into the request.
func (c *change) adopt() error {
	v := c.rules.SOP
	if len(v.Activities) != Activities {
		return &Refusal{Rule: RuleVersion, Text: v.Name}
	}
	for i, a := range v.Activities {
		if a.N != i+1 || a.Minutes < 1 {
			return &Refusal{Rule: RuleVersion, Text: v.Name}
		}
	}
	c.r.Steps = freshSteps(v)
	c.r.Rules = RulesUsed{SOPVersion: v.Name, Profile: c.rules.Calendar.Profile(c.act.At)}
	for _, a := range v.Activities {
		c.r.Rules.Standards = append(c.r.Rules.Standards, a.Minutes)
	}
	c.note(0, "versi-sop", "", v.Name)
	c.r.Status = Running
	return nil
}

// cancel stops a request. What was in progress is paused for as long as the
// request is cancelled, so that a reopened one does not count that time.
func (c *change) cancel() error {
	if err := c.reasoned(CancelReasons()); err != nil {
		return err
	}
	if n := c.r.CurrentStep(); n > 0 && c.r.StepState(n) == StepRunning {
		s := &c.r.Steps[n-1]
		if err := c.notBefore(s, c.act.At); err != nil {
			return err
		}
		s.Pauses = append(s.Pauses, Pause{Began: c.act.At, Reason: PauseCancelled})
		c.note(n, "jeda", "", PauseCancelled)
	}
	c.r.Before = c.r.Status
	c.r.Status = Cancelled
	c.set(0, "alasan", &c.r.Reason, join(": ", c.act.Reason, c.act.Note))
	return nil
}

// archive hides what is over.
func (c *change) archive() error {
	c.r.Before = c.r.Status
	c.r.Status = Archived
	return nil
}

// reopen takes one step back: from the archive to what it was, from cancelled
// to where it stood, from finished to an activity that is done once more.
func (c *change) reopen() error {
	if err := c.reasoned(nil); err != nil {
		return err
	}
	switch c.r.Status {
	case Archived:
		c.r.Status = Done
		if c.r.Before == Cancelled {
			c.r.Status = Cancelled
		}
		c.r.Before = ""
	case Cancelled:
		return c.revive()
	case Done:
		return c.redo()
	}
	return nil
}

// revive lets a cancelled request go on where it stood.
func (c *change) revive() error {
	for i := range c.r.Steps {
		s := &c.r.Steps[i]
		open := s.openPause()
		if open < 0 || s.Pauses[open].Reason != PauseCancelled {
			continue
		}
		if c.act.At.Before(s.Pauses[open].Began) {
			return &Refusal{Rule: RulePauseOrder, Field: "waktu", Step: s.N, Time: s.Pauses[open].Began}
		}
		s.Pauses[open].Ended = c.act.At
		c.note(s.N, "jeda", PauseCancelled, "")
	}
	c.r.Status = c.r.derivedStatus()
	c.r.Before = ""
	c.set(0, "alasan", &c.r.Reason, "")
	return nil
}

// redo opens the last activity of a finished request once more, or all from
// the one named. The rounds that stood stay in the history.
func (c *change) redo() error {
	to := c.act.To
	if to == 0 {
		to = Activities
	}
	if to < 1 || to > Activities {
		return &Refusal{Rule: RuleReturnTarget, Field: "tujuan", Other: to}
	}
	if end := c.r.Step(Activities).Ended; c.act.At.Before(end) {
		return &Refusal{Rule: RuleBeforePrevious, Field: "waktu", Step: to, Other: Activities, Time: end}
	}
	c.newRounds(to, Activities)
	c.setTime(0, "selesai", &c.r.Finished, timeZero())
	c.r.Status = Running
	return nil
}

func (c *change) trash() error {
	c.setTime(0, "dihapus", &c.r.Trashed, c.act.At)
	return nil
}

func (c *change) restore() error {
	c.setTime(0, "dihapus", &c.r.Trashed, timeZero())
	return nil
}
