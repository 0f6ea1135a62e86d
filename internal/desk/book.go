package desk

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// requestBook keeps the line that each request has in lists, so that ten years
// of them open at once. A line is made again when its request's mark has
// changed, when the minute has (only while somebody works on it: lateness
// grows without an act), and all of them when the calendar or an agency has.
type requestBook struct {
	mu       sync.Mutex
	lines    map[ulid.ULID]*bookLine
	order    []*bookLine // newest number first
	turn     uint64
	settings db.Mark
	agencies db.Mark
	names    map[ulid.ULID]sop.Agency
	near     float64
	profiles []sop.Profile
	holidays []sop.Holiday
	calendar *sop.Calendar
}

// bookLine is one request as lists show it.
type bookLine struct {
	mark   db.Mark
	row    RequestRow
	open   *sop.Request // nil when time changes nothing any more
	minute int64        // at which row was judged
	turn   uint64       // when it was last seen in the store
}

// rows gives the line of every request, the trash included, newest number
// first. The slice is the caller's; what its rows point to is nobody's.
func (b *requestBook) rows(tx *db.Tx, now time.Time) ([]RequestRow, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.renew(tx); err != nil {
		return nil, err
	}
	if err := b.update(tx, now); err != nil {
		return nil, err
	}
	out := make([]RequestRow, len(b.order))
	for i, line := range b.order {
		out[i] = line.row
	}
	return out, nil
}

// update brings the lines in line with the store.
func (b *requestBook) update(tx *db.Tx, now time.Time) error {
	b.turn++
	seen, fresh := 0, false
	for id, mark := range tx.Requests().Marks(tx) {
		line := b.lines[id]
		if line == nil || line.mark != mark {
			req, err := tx.Requests().Get(tx, id)
			if err != nil {
				b.order = nil // it may name lines that have been replaced
				return err
			}
			line, fresh = b.line(req, mark, now), true
			b.lines[id] = line
		} else if line.open != nil && line.minute != minuteOf(now) {
			b.judge(line, *line.open, now)
		}
		line.turn = b.turn
		seen++
	}
	if !fresh && seen == len(b.lines) && seen == len(b.order) {
		return nil
	}
	b.order = b.order[:0]
	for id, line := range b.lines {
		if line.turn != b.turn {
			delete(b.lines, id)
			continue
		}
		b.order = append(b.order, line)
	}
	slices.SortFunc(b.order, func(a, b *bookLine) int { return strings.Compare(b.row.Number, a.row.Number) })
	return nil
}

func (b *requestBook) line(req sop.Request, mark db.Mark, now time.Time) *bookLine {
	line := &bookLine{mark: mark}
	if open(req) {
		line.open = &req
	}
	b.judge(line, req, now)
	return line
}

func (b *requestBook) judge(line *bookLine, req sop.Request, now time.Time) {
	find := line.row.find
	line.row = rowOf(req, b.names[req.AgencyID], b.calendar, now, b.near)
	if find == "" {
		find = findable(words(req, b.names[req.AgencyID]))
	}
	line.row.find = find
	line.minute = minuteOf(now)
}

func minuteOf(t time.Time) int64 { return t.Unix() / 60 }

// renew forgets all lines when what they are judged and named by has changed.
// Settings change often (each move of a tile), the calendar seldom.
func (b *requestBook) renew(tx *db.Tx) error {
	fresh := b.lines == nil
	if mark := tx.SettingsMark(); fresh || mark != b.settings {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		if fresh || set.NearShare != b.near || !reflect.DeepEqual(set.Profiles, b.profiles) || !reflect.DeepEqual(set.Holidays, b.holidays) {
			b.near, b.profiles, b.holidays, b.calendar = set.NearShare, set.Profiles, set.Holidays, calendarOf(set)
			b.lines = map[ulid.ULID]*bookLine{}
		}
		b.settings = mark
	}
	var sum db.Mark
	for id, mark := range tx.Agencies().Marks(tx) {
		sum = sum*1099511628211 ^ mark ^ db.Mark(id.Time()) // order and content count
	}
	if fresh || sum != b.agencies {
		names, err := allOf(tx.Agencies(), tx)
		if err != nil {
			return err
		}
		b.names, b.agencies = names, sum
		b.lines = map[ulid.ULID]*bookLine{}
	}
	return nil
}

// requestRows gives every request's line, the trash included.
func (c *core) requestRows(tx *db.Tx) ([]RequestRow, error) { return c.book.rows(tx, c.now()) }
