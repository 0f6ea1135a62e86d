package ui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// narrowing is what the list of requests leaves out besides search and state.
type narrowing struct {
	agency   ulid.ULID
	district string
	step     int
	late     bool
	period   string // of registration: a constant of periods, "" = always
	finished string // of the end: likewise, but periodSpan
	from, to time.Time
}

// The periods of registration that can be chosen by name; periodSpan has days
// of its own, both counted.
const (
	periodMonth     = "bulan-ini"
	periodLastMonth = "bulan-lalu"
	periodYear      = "tahun-ini"
	periodLastYear  = "tahun-lalu"
	periodSpan      = "rentang"
)

func periods() []kit.Option {
	return []kit.Option{
		{Value: "", Word: lang.X("requests.period.always", "Semua waktu")},
		{Value: periodMonth, Word: lang.X("requests.period.month", "Bulan ini")},
		{Value: periodLastMonth, Word: lang.X("requests.period.month.last", "Bulan lalu")},
		{Value: periodYear, Word: lang.X("requests.period.year", "Tahun ini")},
		{Value: periodLastYear, Word: lang.X("requests.period.year.last", "Tahun lalu")},
		{Value: periodSpan, Word: lang.X("requests.period.span", "Rentang tanggal")},
	}
}

// span is when the requests of a period were registered, as of now: from, and
// the first moment after it. Zero means without end.
func (n narrowing) span(now time.Time) (from, to time.Time) {
	if n.period == periodSpan {
		if !n.to.IsZero() {
			to = n.to.AddDate(0, 0, 1)
		}
		return n.from, to
	}
	return spanOf(n.period, now)
}

// spanOf is from when to when a period with a name is, as of now.
func spanOf(period string, now time.Time) (from, to time.Time) {
	l := now.In(sop.WIB())
	month := time.Date(l.Year(), l.Month(), 1, 0, 0, 0, 0, sop.WIB())
	year := time.Date(l.Year(), 1, 1, 0, 0, 0, 0, sop.WIB())
	switch period {
	case periodMonth:
		return month, month.AddDate(0, 1, 0)
	case periodLastMonth:
		return month.AddDate(0, -1, 0), month
	case periodYear:
		return year, year.AddDate(1, 0, 0)
	case periodLastYear:
		return year.AddDate(-1, 0, 0), year
	}
	return time.Time{}, time.Time{}
}

// keep says of each row whether it is wanted; nil when all are.
func (n narrowing) keep(now time.Time) func(desk.RequestRow) bool {
	if n == (narrowing{}) {
		return nil
	}
	from, to := n.span(now)
	first, after := spanOf(n.finished, now)
	return func(r desk.RequestRow) bool {
		return (n.agency == ulid.ULID{} || r.AgencyID == n.agency) &&
			(n.district == "" || slices.Contains(r.Districts, n.district)) &&
			(n.step == 0 || r.Step == n.step) && (!n.late || r.LateStep > 0) &&
			(from.IsZero() || !r.Registered.Before(from)) && (to.IsZero() || r.Registered.Before(to)) &&
			(first.IsZero() || !r.Finished.Before(first) && r.Finished.Before(after))
	}
}

// part is one thing that is narrowed by, with what it becomes without it.
type part struct {
	word    string
	without narrowing
}

// parts are the chips of a narrowing, in the order of the dialog.
func (n narrowing) parts(agency string) []part {
	var out []part
	add := func(on bool, word string, clear func(*narrowing)) {
		if on {
			rest := n
			clear(&rest)
			out = append(out, part{word, rest})
		}
	}
	add(n.step > 0, lang.X("requests.narrow.step", "Kegiatan {{.N}}", map[string]any{"N": strconv.Itoa(n.step)}), func(n *narrowing) { n.step = 0 })
	add(n.agency != ulid.ULID{}, agency, func(n *narrowing) { n.agency = ulid.ULID{} })
	add(n.district != "", n.district, func(n *narrowing) { n.district = "" })
	add(n.late, say.Badge(sop.Late), func(n *narrowing) { n.late = false })
	add(n.period != "", n.periodWord(), func(n *narrowing) { n.period, n.from, n.to = "", time.Time{}, time.Time{} })
	add(n.finished != "", lang.X("requests.narrow.finished", "Selesai: {{.Period}}", map[string]any{"Period": periodName(n.finished)}), func(n *narrowing) { n.finished = "" })
	return out
}

func (n narrowing) periodWord() string {
	if n.period == periodSpan {
		return strings.Join([]string{day(n.from), day(n.to)}, "–")
	}
	return periodName(n.period)
}

// periodName is the name of a period that has one.
func periodName(period string) string {
	for _, o := range periods() {
		if o.Value == period {
			return o.Word
		}
	}
	return period
}
