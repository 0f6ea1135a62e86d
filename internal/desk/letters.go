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

// Letters is the room of the agenda books: the letters that the activities of
// requests leave behind, and those that somebody entered beside them.
type Letters struct{ core *core }

// LetterFilter chooses lines of one agenda book. The zero time of From or To
// means no bound; the days counted are those of Letter.Day.
type LetterFilter struct {
	Way      sop.LetterWay
	Text     string
	From, To time.Time // in [From, To)
}

// LetterRow is one line of an agenda book. A line without an ID belongs to an
// activity of a request and is changed there.
type LetterRow struct {
	sop.Letter
	Request string // its registration number, "" = about none
	Step    int    // the activity that left it behind; 0 = the agency's letter, or a letter of its own
	Round   int
}

// Own says that the line was entered in the book itself.
func (l LetterRow) Own() bool { return l.ID != (ulid.ULID{}) }

// Book gives the lines of one agenda book, oldest first.
func (r *Letters) Book(f LetterFilter) ([]LetterRow, error) {
	var rows []LetterRow
	match := matcher(f.Text)
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		rows, err = r.core.letterRows(tx, func(row *LetterRow) bool {
			return row.Way == f.Way && f.covers(row.Day()) && (f.Text == "" || match(row.Words()))
		})
		return err
	})
	sortLetters(rows)
	return rows, err
}

func (f LetterFilter) covers(t time.Time) bool {
	return !t.Before(f.From) && (f.To.IsZero() || t.Before(f.To))
}

// Words are what a search looks through.
func (l LetterRow) Words() []string {
	return []string{l.Number, l.Classification, l.Agenda, l.Party, l.Subject, l.Disposition, l.Note, l.Request, sop.LetterShortDate(l.Date), sop.LetterShortDate(l.Moved)}
}

// Years lists the years that have lines in either book, newest first.
func (r *Letters) Years() ([]int, error) {
	var years []int
	err := r.core.store.Read(func(tx *db.Tx) error {
		all, err := r.core.letterRows(tx, everyLetter)
		for _, row := range all {
			if y := yearOf(row.Day()); !slices.Contains(years, y) {
				years = append(years, y)
			}
		}
		return err
	})
	slices.Sort(years)
	slices.Reverse(years)
	return years, err
}

// yearOf is the year of the office's wall calendar.
func yearOf(t time.Time) int { return t.In(sop.WIB()).Year() }

// Get gives one letter that was entered in the book itself.
func (r *Letters) Get(id ulid.ULID) (sop.Letter, error) {
	var l sop.Letter
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		l, err = tx.Letters().Get(tx, id)
		return err
	})
	return l, err
}

// Put keeps a letter in the book, a new one when its id is zero. Its number is
// kept to the letter: it was given elsewhere.
func (r *Letters) Put(l sop.Letter) (ulid.ULID, error) {
	if err := r.core.checkLetter(l); err != nil {
		return ulid.ULID{}, err
	}
	action := "ubah-surat"
	if l.ID == (ulid.ULID{}) {
		l.ID, action = ulid.Make(), "catat-surat"
	}
	err := r.core.write(action, "", time.Time{}, func(tx *db.Tx) error {
		if l.RequestID != (ulid.ULID{}) {
			if _, err := tx.Requests().Get(tx, l.RequestID); err != nil {
				return err
			}
		}
		return tx.Letters().Put(tx, l.ID, l)
	})
	return l.ID, err
}

// Check says at which field a letter could not be kept, nil when it could.
func (r *Letters) Check(l sop.Letter) error { return r.core.checkLetter(l) }

// checkLetter refuses what no book could hold, at its field.
func (c *core) checkLetter(l sop.Letter) error {
	if l.Way != sop.LetterIn && l.Way != sop.LetterOut {
		return &FieldError{Field: "arah", Rule: FieldChoice, Value: string(l.Way), Choices: []string{string(sop.LetterIn), string(sop.LetterOut)}}
	}
	if wrong := sop.CheckLetter(l); len(wrong) > 0 {
		rule := FieldMissing
		if wrong[0] == sop.LetterMovedFirst {
			rule = FieldIncomplete
		}
		return &FieldError{Field: wrong[0], Rule: rule}
	}
	if l.Moved.After(c.now().Add(futureSlack)) {
		return &FieldError{Field: sop.LetterMovedFirst, Rule: FieldDate, Value: sop.LetterShortDate(l.Moved)}
	}
	return nil
}

// Remove takes a letter out of the book that should not be there. The trail
// keeps what it said, and the act can be taken back.
func (r *Letters) Remove(id ulid.ULID) error {
	return r.core.write("hapus-surat", "", time.Time{}, func(tx *db.Tx) error { return tx.Letters().Delete(tx, id) })
}

// NumberPlace is where a number is about to be written: a letter of the book,
// or an activity of a request (0 = the agency's own letter).
type NumberPlace struct {
	Way       sop.LetterWay
	LetterID  ulid.ULID
	RequestID ulid.ULID
	Step      int
}

// Taken looks for another letter with the same number. It is a question to
// ask, never a refusal: the number was given by somebody else.
func (r *Letters) Taken(number string, at NumberPlace) (LetterRow, bool, error) {
	return r.find(func(row LetterRow) bool {
		same := row.ID == at.LetterID && row.Step == at.Step && (row.Own() || row.RequestID == at.RequestID)
		return row.Way == at.Way && !same && sop.SameNumber(row.Number, number)
	})
}

// AgendaTaken looks for another letter of the year under the same agenda
// number. The sheets of one request go with the same letter.
func (r *Letters) AgendaTaken(agenda string, year int, at NumberPlace) (LetterRow, bool, error) {
	return r.find(func(row LetterRow) bool {
		same := row.Own() && row.ID == at.LetterID || row.RequestID != (ulid.ULID{}) && row.RequestID == at.RequestID
		return row.Way == sop.LetterIn && !same && yearOf(row.Day()) == year && sop.SameNumber(row.Agenda, agenda)
	})
}

func (r *Letters) find(wanted func(LetterRow) bool) (LetterRow, bool, error) {
	var all []LetterRow
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		all, err = r.core.letterRows(tx, func(row *LetterRow) bool { return wanted(*row) })
		return err
	})
	if len(all) == 0 {
		return LetterRow{}, false, err
	}
	return slices.MinFunc(all, compareLetters), true, err
}

// Sequence is what the running numbers of a year look like in one book.
type Sequence struct {
	Counted int       // numbers that were read
	Foreign int       // numbers that do not follow the office's template
	Gaps    []sop.Gap // nothing bears these
	Highest int
}

// Sequence reads the running numbers of a year: by the office's template in
// the book of letters out, by the agenda numbers in the book of letters in.
func (r *Letters) Sequence(way sop.LetterWay, year int) (Sequence, error) {
	var out Sequence
	err := r.core.store.Read(func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		all, err := r.core.letterRows(tx, everyLetter)
		if err != nil {
			return err
		}
		out = sequenceOf(set, all, way, year)
		return nil
	})
	return out, err
}

func sequenceOf(set db.Settings, all []LetterRow, way sop.LetterWay, year int) Sequence {
	var out Sequence
	var numbers []int
	for _, row := range all {
		if row.Way != way || yearOf(row.Day()) != year || way == sop.LetterIn && row.Agenda == "" {
			continue
		}
		n, ok := sop.LeadingNumber(row.Agenda)
		if way == sop.LetterOut {
			n, ok = sop.ReadSequence(set.NumberTemplate, set.UnitCode, row.Number)
		}
		if !ok {
			out.Foreign++
			continue
		}
		numbers = append(numbers, n)
		out.Highest = max(out.Highest, n)
	}
	out.Counted, out.Gaps = len(numbers), sop.Gaps(numbers)
	return out
}

// Draft proposes a number by the office's template: the one after the highest
// of the year. It is a konsep; the official number comes from elsewhere.
// An empty class is the code that letters usually bear.
func (r *Letters) Draft(nature, class string, date time.Time) (string, error) {
	if date.IsZero() {
		date = r.core.now()
	}
	var number string
	err := r.core.store.Read(func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		all, err := r.core.letterRows(tx, everyLetter)
		if err != nil {
			return err
		}
		number = sop.FormatNumber(set.NumberTemplate, sop.NumberParts{
			Nature: nature, Classification: cmp.Or(class, usualClassification(set)), Unit: set.UnitCode, Date: date,
			Seq: sequenceOf(set, all, sop.LetterOut, yearOf(date)).Highest + 1,
		})
		return nil
	})
	return number, err
}

// sortLetters orders a book.
func sortLetters(rows []LetterRow) { slices.SortFunc(rows, compareLetters) }

// compareLetters orders lines by day, then by agenda and number, then by what
// came into the office first.
func compareLetters(a, b LetterRow) int {
	return cmp.Or(a.Day().Compare(b.Day()), strings.Compare(a.Agenda, b.Agenda), strings.Compare(a.Number, b.Number), strings.Compare(a.Request, b.Request),
		a.Step-b.Step, a.Round-b.Round, a.ID.Compare(b.ID))
}
