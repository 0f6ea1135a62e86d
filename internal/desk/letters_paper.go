package desk

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The papers of a period, by the names of the command line.
const (
	PaperAgendaIn   = "agenda-masuk"   // D7
	PaperAgendaOut  = "agenda-keluar"  // D7
	PaperMonth      = "rekap-bulanan"  // D8
	PaperCompliance = "kepatuhan"      // D9
	PaperMonitoring = "monitoring-sop" // D10, half-yearly
	PaperEvaluation = "evaluasi-sop"   // D10, yearly
)

// PeriodPapers lists the papers that are made of a period and not of a request.
func PeriodPapers() []string {
	return []string{PaperAgendaIn, PaperAgendaOut, PaperMonth, PaperCompliance, PaperMonitoring, PaperEvaluation}
}

// Period is a stretch of whole days of the office, [From, To). CSV is how a
// list of it is written for a spreadsheet.
type Period struct {
	From, To time.Time
	CSV      report.CSVStyle
}

// MonthOf is one calendar month.
func MonthOf(year int, month time.Month) Period { return months(year, month, 1) }

// YearOf is one calendar year.
func YearOf(year int) Period { return months(year, time.January, 12) }

// HalfOf is the half of the year that t lies in.
func HalfOf(t time.Time) Period {
	l := t.In(sop.WIB())
	if l.Month() < time.July {
		return months(l.Year(), time.January, 6)
	}
	return months(l.Year(), time.July, 6)
}

func months(year int, month time.Month, n int) Period {
	from := time.Date(year, month, 1, 0, 0, 0, 0, sop.WIB())
	return Period{From: from, To: from.AddDate(0, n, 0)}
}

// DefaultPeriod is the period a paper is usually made of, as of now.
func DefaultPeriod(name string, now time.Time) Period {
	l := now.In(sop.WIB())
	switch name {
	case PaperMonth:
		return MonthOf(l.Year(), l.Month())
	case PaperMonitoring:
		return HalfOf(now)
	}
	return YearOf(l.Year())
}

// whole says how many calendar months a period has, 0 when it is none.
func (p Period) whole() int {
	f, t := p.From.In(sop.WIB()), p.To.In(sop.WIB())
	n := (t.Year()-f.Year())*12 + int(t.Month()) - int(f.Month())
	if n < 1 || f.Day() != 1 || !f.AddDate(0, n, 0).Equal(t) {
		return 0
	}
	return n
}

// before is the period of the same length ahead of p.
func (p Period) before() Period {
	if n := p.whole(); n > 0 {
		return Period{From: p.From.In(sop.WIB()).AddDate(0, -n, 0), To: p.From}
	}
	return Period{From: p.From.Add(-p.To.Sub(p.From)), To: p.From}
}

// String names the period as papers do: Bulan November 2026, Tahun 2026, or
// from day to day.
func (p Period) String() string {
	f := p.From.In(sop.WIB())
	switch n := p.whole(); {
	case n == 1:
		return "Bulan " + sop.MonthName(f.Month()) + " " + strconv.Itoa(f.Year())
	case n == 12 && f.Month() == time.January:
		return "Tahun " + strconv.Itoa(f.Year())
	case n == 6 && f.Month() == time.January:
		return "Semester I Tahun " + strconv.Itoa(f.Year())
	case n == 6 && f.Month() == time.July:
		return "Semester II Tahun " + strconv.Itoa(f.Year())
	}
	return sop.LetterDate(p.From) + " s.d. " + sop.LetterDate(p.To.Add(-time.Minute))
}

// Suffix names the period in a file name: 2026-11, 2026, 2026-07-2026-12.
func (p Period) Suffix() string {
	f, last := p.From.In(sop.WIB()), p.To.Add(-time.Minute).In(sop.WIB())
	switch n := p.whole(); {
	case n == 1:
		return f.Format("2006-01")
	case n == 12 && f.Month() == time.January:
		return f.Format("2006")
	}
	return f.Format("2006-01-02") + "-" + last.Format("2006-01-02")
}

// Period writes one of the papers of a period as pdf, xlsx, csv or json.
func (r *Papers) Period(w io.Writer, name, format string, p Period) error {
	if !slices.Contains([]string{"pdf", "xlsx", "csv", "json"}, format) {
		return ErrFormat
	}
	if !p.From.Before(p.To) {
		return &FieldError{Field: "to", Rule: FieldIncomplete}
	}
	desk, err := r.periodDesk(name, p)
	if err != nil {
		return err
	}
	switch name {
	case PaperAgendaIn:
		return report.WriteAgendaSurat(w, desk.agenda(sop.LetterIn), format)
	case PaperAgendaOut:
		return report.WriteAgendaSurat(w, desk.agenda(sop.LetterOut), format)
	case PaperMonth:
		return report.WriteRekapBulanan(w, desk.month(), format)
	case PaperCompliance:
		return report.WriteKepatuhan(w, desk.compliance(), format)
	case PaperMonitoring, PaperEvaluation:
		return report.WriteMonitoringSOP(w, desk.monitoring(name == PaperEvaluation), format)
	}
	return ErrUnknownPaper
}

// periodDesk is what lies on the table while a paper of a period is written.
type periodDesk struct {
	paperFile
	period    Period
	requests  []sop.Request // of the period and the one before, in the order of their numbers, without drafts
	cancelled map[string]time.Time
	agencies  map[string]sop.Agency
	letters   []LetterRow
	calendar  *sop.Calendar
}

func (r *Papers) periodDesk(name string, p Period) (d periodDesk, err error) {
	err = r.core.store.Read(func(tx *db.Tx) (err error) {
		if d, err = r.core.periodOf(tx, p); err != nil {
			return err
		}
		if name == PaperAgendaIn || name == PaperAgendaOut {
			d.letters, err = r.core.letterRows(tx, everyLetter)
		}
		return err
	})
	if err != nil {
		return d, fmt.Errorf("papers of a period: %w", err)
	}
	return d, nil
}

// periodOf lays on the table what papers of a period need, all but the
// letters: the requests that were on the desk in it or in the period before,
// with which it is compared. Ten years hold ten times as many.
func (c *core) periodOf(tx *db.Tx, p Period) (d periodDesk, err error) {
	d = periodDesk{period: p, cancelled: map[string]time.Time{}, agencies: map[string]sop.Agency{}}
	d.now = c.now()
	if d.set, err = tx.Settings(); err != nil {
		return d, err
	}
	d.near, d.calendar, d.head = d.set.NearShare, calendarOf(d.set), c.letterhead(d.set)
	if d.officials, err = listOf(tx.Officials(), tx); err != nil {
		return d, err
	}
	agencies, err := allOf(tx.Agencies(), tx)
	if err != nil {
		return d, err
	}
	there, err := c.book.during(tx, d.now, span{p.before().From, p.To})
	if err != nil {
		return d, err
	}
	for _, id := range there {
		req, err := tx.Requests().Get(tx, id)
		if err != nil {
			return d, err
		}
		d.requests = append(d.requests, req)
		d.agencies[req.Number] = agencies[req.AgencyID]
		if was(req) == sop.Cancelled {
			d.cancelled[req.Number] = cancelledAt(tx, req)
		}
	}
	return d, nil
}

// agenda is D7.
func (d periodDesk) agenda(way sop.LetterWay) report.AgendaSurat {
	out := report.AgendaSurat{Head: d.head, In: way == sop.LetterIn, Period: d.period.String(), Printed: d.now, CSV: d.period.CSV}
	f := LetterFilter{From: d.period.From, To: d.period.To}
	rows := slices.DeleteFunc(slices.Clone(d.letters), func(row LetterRow) bool { return row.Way != way || !f.covers(row.Day()) })
	sortLetters(rows)
	for _, row := range rows {
		line := report.AgendaLetter{
			Agenda: row.Agenda, Number: row.Number, Draft: row.Source == sop.SourceDraft, Date: row.Date, Moved: row.Moved,
			Party: row.Party, Address: row.Address, Subject: row.Subject, Disposition: row.Disposition, Note: listed("; ", letterKindWord(row.Kind), row.Request, row.Note),
		}
		out.Letters = append(out.Letters, line)
	}
	if f, last := d.period.From.In(sop.WIB()), d.period.To.Add(-time.Minute); f.Year() == yearOf(last) { // numbers begin anew each year
		s := sequenceOf(d.set, d.letters, way, f.Year())
		out.Gaps, out.Foreign = s.Gaps, s.Foreign
	}
	return out
}

// letterKindWord names a kind of letter that is no plain letter.
func letterKindWord(kind string) string {
	words := map[string]string{"nota-dinas": "Nota dinas", "berita-acara": "Berita acara", "laporan": "Laporan", "undangan": "Undangan", "lainnya": "Lainnya"}
	return words[kind]
}
