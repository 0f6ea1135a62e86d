package desk

import (
	"cmp"
	"iter"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// letterRows are the wanted lines of both agenda books in no order: what
// requests left behind, and what was entered beside them. Who shows them sorts
// them.
func (c *core) letterRows(tx *db.Tx, wanted func(*LetterRow) bool) ([]LetterRow, error) {
	rows, numbers, err := c.book.letters(tx, c.now(), wanted)
	if err != nil {
		return nil, err
	}
	for l, err := range each(tx.Letters(), tx) {
		if err != nil {
			return nil, err
		}
		if row := (LetterRow{Letter: l, Request: numbers[l.RequestID]}); wanted(&row) {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// everyLetter wants all lines of both books.
func everyLetter(*LetterRow) bool { return true }

// letterWriter finds the letters in one request.
type letterWriter struct {
	req       sop.Request
	agency    sop.Agency
	officials []sop.Official
}

// all are the agency's letter, and those of activities 1, 2 and 6 in every
// round; a letter that a second round only repeats is one letter.
func (w letterWriter) all() []LetterRow {
	var rows []LetterRow
	add := func(row LetterRow) {
		if strings.TrimSpace(row.Number) == "" || row.Day().IsZero() { // not written yet, or nobody knows when
			return
		}
		for _, had := range rows {
			if had.Way == row.Way && had.Step == row.Step && had.Number == row.Number {
				return
			}
		}
		rows = append(rows, row)
	}
	for _, step := range w.req.Steps {
		w.each(step, add)
	}
	for _, step := range w.req.History {
		w.each(step, add)
	}
	if w.req.Origin == sop.ProposedByAgency {
		add(w.reference())
	}
	return rows
}

func (w letterWriter) each(step sop.Step, add func(LetterRow)) {
	switch step.N {
	case 1:
		row := w.row(sop.LetterOut, step)
		row.Kind, row.Party, row.Address = "surat", w.agency.Name, w.agency.Address
		add(row)
	case 2:
		row := w.row(sop.LetterIn, step)
		row.Kind, row.Party, row.Address = "surat", w.agency.Name, w.agency.Address
		if !step.Ended.IsZero() {
			row.Agenda, row.Disposition = w.disposed(step.Ended)
		}
		add(row)
	case sop.Activities:
		row := w.row(sop.LetterOut, step)
		holder, _ := sop.HolderOf(w.officials, sop.RoleKadis, cmpTime(step.Evidence.Date, step.Ended))
		row.Kind, row.Party = "nota-dinas", holder.PrintedTitle()
		if row.Party == "" {
			row.Party = roleTitle(sop.RoleKadis)
		}
		add(row)
	}
}

// row is what every letter of the request has in common.
func (w letterWriter) row(way sop.LetterWay, step sop.Step) LetterRow {
	return LetterRow{
		Letter: sop.Letter{
			Way: way, Number: step.Evidence.Number, Source: step.Evidence.Source, Date: step.Evidence.Date, Moved: step.Ended,
			Subject: w.req.Subject, Nature: w.req.Nature, Urgency: w.req.Urgency, Classification: step.Evidence.Classification, RequestID: w.req.ID,
		},
		Request: w.req.Number, Step: step.N, Round: step.Round,
	}
}

// reference is the letter with which the agency itself proposed the relay.
// Its agenda number is its own, or that of the sheet which went with it
// because the agency sent no other letter.
func (w letterWriter) reference() LetterRow {
	ref := w.req.Reference
	row := w.row(sop.LetterIn, sop.Step{Round: 1})
	row.Kind, row.Party, row.Address = "surat", w.agency.Name, w.agency.Address
	row.Number, row.Date, row.Moved = ref.Number, ref.Date, cmpTime(ref.Received, w.req.Registered)
	row.Agenda = ref.Agenda
	agenda, words := w.disposed(time.Time{})
	row.Agenda, row.Disposition = cmp.Or(row.Agenda, agenda), words
	return row
}

// disposed is the agenda number under which a letter that came at a time was
// handed down, and how its sheets put it into words: those written until the
// next letter came. Activities count their rounds each for itself, so only the
// clock tells which sheet goes with which letter.
func (w letterWriter) disposed(came time.Time) (agenda, words string) {
	next := w.nextLetter(came)
	var sheets []string
	for n := 3; n <= 4; n++ {
		var last sop.Step
		for s := range w.rounds(n) {
			if !s.Began.Before(came) && (next.IsZero() || s.Began.Before(next)) && s.Began.After(last.Began) && dispositionWords(s.Evidence) != "" {
				last = s
			}
		}
		if n == 3 {
			agenda = last.Evidence.Number
		}
		if asked := dispositionWords(last.Evidence); asked != "" {
			from, to := dispositionWay(n)
			sheets = append(sheets, listed(" ", roleShort(from), "→", roleShort(to), printedShort(last.Evidence.Date))+": "+asked)
		}
	}
	return agenda, strings.Join(sheets, "; ")
}

// nextLetter is when the agency's next letter came, zero if none did.
func (w letterWriter) nextLetter(after time.Time) time.Time {
	var next time.Time
	for s := range w.rounds(2) {
		if strings.TrimSpace(s.Evidence.Number) != "" && s.Ended.After(after) && (next.IsZero() || s.Ended.Before(next)) {
			next = s.Ended
		}
	}
	return next
}

// rounds gives every round of an activity.
func (w letterWriter) rounds(n int) iter.Seq[sop.Step] {
	return func(yield func(sop.Step) bool) {
		for _, list := range [][]sop.Step{w.req.History, w.req.Steps} {
			for _, s := range list {
				if s.N == n && !yield(s) {
					return
				}
			}
		}
	}
}

// dispositionWay is from whom to whom the sheet of an activity goes.
func dispositionWay(n int) (from, to sop.Role) {
	if n == 4 {
		return sop.RoleKabid, sop.RoleKasi
	}
	return sop.RoleKadis, sop.RoleKabid
}

// dispositionWords are instructions, note and deadline in one line.
func dispositionWords(e sop.Evidence) string {
	var words []string
	for _, i := range e.Instructions {
		words = append(words, instructionWord(i))
	}
	line := listed(". ", strings.Join(words, ", "), e.Text)
	if line != "" && !e.Deadline.IsZero() {
		line += " (batas " + sop.LetterShortDate(e.Deadline) + ")"
	}
	return line
}
