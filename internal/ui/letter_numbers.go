package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// numberCheck is a number about to be kept, and where.
type numberCheck struct {
	number string
	at     desk.NumberPlace
	agenda bool      // it is a number of the agenda book
	day    time.Time // whose year counts for agenda numbers
}

// evidenceNumber is what the evidence of an activity may share with another
// letter; nothing for a number that stands there already.
func evidenceNumber(req sop.Request, n int, e *sop.Evidence) []numberCheck {
	if e == nil || e.Number == req.Step(n).Evidence.Number {
		return nil
	}
	c := numberCheck{number: e.Number, at: desk.NumberPlace{Way: sop.LetterOut, RequestID: req.ID, Step: n}, day: e.Date}
	switch n {
	case 2:
		c.at.Way = sop.LetterIn
	case 3, 4:
		c.agenda = true
	}
	return []numberCheck{c}
}

// unlessTaken keeps numbers that nobody else has at once, and asks before it
// keeps one that another letter bears: it was given elsewhere, and may be right.
func (e *env) unlessTaken(checks []numberCheck, keep func()) {
	if len(checks) == 0 {
		keep()
		return
	}
	kit.Run(e.Tasks, func(context.Context) ([]string, error) {
		var questions []string
		for _, c := range checks {
			question, err := e.takenQuestion(c)
			if err != nil {
				return nil, err
			}
			if question != "" {
				questions = append(questions, question)
			}
		}
		return questions, nil
	}, func(questions []string, err error) {
		switch {
		case err != nil:
			e.Fail(err)
		case len(questions) == 0:
			keep()
		default:
			e.Dialogs.Confirm(kit.Confirm{
				Title: lang.X("letters.taken", "Nomor sudah dipakai"), Text: strings.Join(questions, "\n\n"),
				Do: lang.X("letters.taken.keep", "Tetap Simpan"), OK: keep,
			})
		}
	})
}

func (e *env) takenQuestion(c numberCheck) (string, error) {
	if c.agenda {
		row, taken, err := e.Letters.AgendaTaken(c.number, c.day.In(sop.WIB()).Year(), c.at)
		if err != nil || !taken {
			return "", err
		}
		return lang.X("letters.taken.agenda", "Nomor agenda {{.Number}} sudah dipakai pada {{.Where}}. Tetap simpan?",
			map[string]any{"Number": c.number, "Where": letterPlace(row)}), nil
	}
	row, taken, err := e.Letters.Taken(c.number, c.at)
	if err != nil || !taken {
		return "", err
	}
	return say.DuplicateNumber(c.number, letterPlace(row)), nil
}

// letterPlace says where a letter stands: its request, or the book.
func letterPlace(row desk.LetterRow) string {
	switch {
	case row.Request != "":
		return row.Request
	case row.Way == sop.LetterOut:
		return lang.X("letters.book.out", "Agenda Surat Keluar tanggal {{.Day}}", map[string]any{"Day": say.ShortDate(row.Day())})
	}
	return lang.X("letters.book.in", "Agenda Surat Masuk tanggal {{.Day}}", map[string]any{"Day": say.ShortDate(row.Day())})
}

// draftButton writes a number by the office's template into a field, marked as
// a konsep; who wrote something there keeps it. A konsep that is written over is
// one no longer: where the new number comes from is asked anew.
func (e *env) draftButton(number *kit.Entry, source *kit.Choice, nature, class func() string, day *kit.DateClock) *kit.Button {
	proposed := ""
	if source.Value() == sop.SourceDraft {
		proposed = number.Text
	}
	number.OnChanged = func(text string) {
		if proposed != "" && text != proposed && source.Value() == sop.SourceDraft {
			source.Set("")
		}
	}
	return kit.NewButton(lang.X("letters.draft", "Usulkan nomor konsep"), func() {
		date, _ := day.Value()
		sort, code := nature(), class()
		kit.Run(e.Tasks, func(context.Context) (string, error) { return e.Letters.Draft(sort, code, date) }, func(text string, err error) {
			if err != nil {
				e.Fail(err)
				return
			}
			if strings.TrimSpace(number.Text) == "" || source.Value() == sop.SourceDraft {
				proposed = text
				number.SetText(text)
				source.Set(sop.SourceDraft)
			}
		})
	})
}
