package desk

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// requestBook keeps the line that each request has in lists, and the lines of
// its letters, so that ten years of them open at once. A line is made again
// when its request's mark has changed, when the minute has (only while somebody
// works on it: lateness grows without an act), and all of them when the
// calendar, an agency or an official has.
type requestBook struct {
	mu        sync.Mutex
	lines     map[ulid.ULID]*bookLine
	order     []*bookLine          // newest number first
	numbers   map[ulid.ULID]string // of every request, nil when one may have changed
	turn      uint64
	version   db.Version // of the store, and the minute, that all lines agree with
	minute    int64
	settings  db.Mark
	people    db.Mark // agencies and officials
	names     map[ulid.ULID]sop.Agency
	officials []sop.Official
	near      float64
	profiles  []sop.Profile
	holidays  []sop.Holiday
	calendar  *sop.Calendar
}

// bookLine is one request as lists show it.
type bookLine struct {
	mark    db.Mark
	row     RequestRow
	letters []LetterRow
	lay     span         // when it lay on the desk
	open    *sop.Request // nil when time changes nothing any more
	minute  int64        // at which row was judged
	turn    uint64       // when it was last seen in the store
}

// rows gives the lines of the wanted requests, the trash included, newest number
// first; nil wants all. The slice is the caller's; what its rows point to is
// nobody's.
func (b *requestBook) rows(tx *db.Tx, now time.Time, wanted func(*RequestRow) bool) ([]RequestRow, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.renew(tx, now); err != nil {
		return nil, err
	}
	out := make([]RequestRow, 0, len(b.order))
	for _, line := range b.order {
		if wanted == nil || wanted(&line.row) {
			out = append(out, line.row)
		}
	}
	return out, nil
}

// update brings the lines in line with the store.
func (b *requestBook) update(tx *db.Tx, now time.Time) error {
	b.turn++
	seen, fresh := 0, len(b.lines) == 0
	if fresh { // after a start: side by side is quicker than one after the other
		marks := maps.Collect(tx.Requests().Marks(tx))
		for id, req := range tx.Requests().All(tx) {
			b.lines[id] = b.line(req, marks[id], now)
		}
	}
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
	line := &bookLine{mark: mark, lay: layOnDesk(req), letters: letterWriter{req: req, agency: b.names[req.AgencyID], officials: b.officials}.all()}
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

// during gives the requests that may have lain on the desk in a stretch of
// time, oldest number first, without drafts and the trash.
func (b *requestBook) during(tx *db.Tx, now time.Time, s span) ([]ulid.ULID, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.renew(tx, now); err != nil {
		return nil, err
	}
	var out []ulid.ULID
	for _, line := range slices.Backward(b.order) {
		if line.row.Status != sop.Draft && line.row.Trashed.IsZero() && line.lay.from.Before(s.to) && !line.lay.to.Before(s.from) {
			out = append(out, line.row.ID)
		}
	}
	return out, nil
}

// letters gives the wanted ones of the lines that requests outside the trash
// leave in the agenda books, and the number of every request.
func (b *requestBook) letters(tx *db.Tx, now time.Time, wanted func(*LetterRow) bool) ([]LetterRow, map[ulid.ULID]string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.renew(tx, now); err != nil {
		return nil, nil, err
	}
	if b.numbers == nil {
		b.numbers = make(map[ulid.ULID]string, len(b.order))
		for _, line := range b.order {
			b.numbers[line.row.ID] = line.row.Number
		}
	}
	var out []LetterRow
	for _, line := range slices.Backward(b.order) {
		if !line.row.Trashed.IsZero() {
			continue
		}
		for i := range line.letters {
			if wanted(&line.letters[i]) {
				out = append(out, line.letters[i])
			}
		}
	}
	return out, b.numbers, nil // never written to again
}

// layOnDesk is from the first to the last moment that a request knows of. One
// that is not done has no end: it is on the desk still, or, cancelled, only
// the trail knows since when not.
func layOnDesk(req sop.Request) span {
	s := span{req.Registered, later(req.Registered, req.Finished)}
	take := func(t time.Time) {
		if !t.IsZero() {
			s.from, s.to = earlier(s.from, t), later(s.to, t)
		}
	}
	for _, steps := range [][]sop.Step{req.History, req.Steps} {
		for _, step := range steps {
			take(step.Began)
			take(step.Ended)
			for _, p := range step.Pauses {
				take(p.Began)
				take(p.Ended)
			}
			if step.Returned != nil {
				take(step.Returned.At)
			}
		}
	}
	if was(req) != sop.Done {
		s.to = endless()
	}
	return s
}

// endless is later than any day that can be written down.
func endless() time.Time { return time.Date(10_000, time.January, 1, 0, 0, 0, 0, time.UTC) }

func minuteOf(t time.Time) int64 { return t.Unix() / 60 }

// renew makes the book agree with the store as of now.
func (b *requestBook) renew(tx *db.Tx, now time.Time) error {
	version, reads := tx.Version()
	if reads && version == b.version && minuteOf(now) == b.minute {
		return nil
	}
	b.version, b.numbers = db.Version{}, nil
	if err := b.forget(tx); err != nil {
		return err
	}
	if err := b.update(tx, now); err != nil {
		return err
	}
	if reads {
		b.version, b.minute = version, minuteOf(now)
	}
	return nil
}

// forget drops all lines when what they are judged and named by has changed.
// Settings change often (each move of a tile), the calendar seldom.
func (b *requestBook) forget(tx *db.Tx) error {
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
	add := func(id ulid.ULID, mark db.Mark) { sum = sum*1099511628211 ^ mark ^ db.Mark(id.Time()) } // order and content count
	for id, mark := range tx.Agencies().Marks(tx) {
		add(id, mark)
	}
	for id, mark := range tx.Officials().Marks(tx) {
		add(id, mark)
	}
	if fresh || sum != b.people {
		names, err := allOf(tx.Agencies(), tx)
		if err != nil {
			return err
		}
		officials, err := listOf(tx.Officials(), tx)
		if err != nil {
			return err
		}
		b.names, b.officials, b.people = names, officials, sum
		b.lines = map[ulid.ULID]*bookLine{}
	}
	return nil
}

// requestRows gives every request's line, the trash included.
func (c *core) requestRows(tx *db.Tx) ([]RequestRow, error) { return c.book.rows(tx, c.now(), nil) }
