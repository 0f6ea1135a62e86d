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

// equipmentBook keeps the line that each thing of the register has in lists,
// as requestBook does for requests: a line is made again when its record's mark
// has changed, and all of them when the day, a titik, an agency or the table of
// kinds has.
type equipmentBook struct {
	mu       sync.Mutex
	lines    map[ulid.ULID]*equipmentLine
	order    []*equipmentLine // by code
	turn     uint64
	day      time.Time
	settings db.Mark
	names    db.Mark // of agencies and spots
	kinds    []sop.EquipmentKind
	agencies map[ulid.ULID]sop.Agency
	spots    map[ulid.ULID]sop.Spot
}

// equipmentLine is one thing as lists show it.
type equipmentLine struct {
	mark db.Mark
	row  EquipmentRow
	item sop.Equipment // without movements, inspections and files
	turn uint64
}

// rows gives the line of every thing, the trash included, by code. The slice is
// the caller's.
func (b *equipmentBook) rows(tx *db.Tx, now time.Time) ([]EquipmentRow, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.update(tx, now); err != nil {
		return nil, err
	}
	out := make([]EquipmentRow, len(b.order))
	for i, line := range b.order {
		out[i] = line.row
	}
	return out, nil
}

// taken gives what of the register belongs to one thing alone.
func (b *equipmentBook) taken(tx *db.Tx, now time.Time) (*sop.Taken, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.update(tx, now); err != nil {
		return nil, err
	}
	out := sop.NewTaken()
	for _, line := range b.order {
		out.Add(line.item)
	}
	return out, nil
}

// update brings the lines in line with the store.
func (b *equipmentBook) update(tx *db.Tx, now time.Time) error {
	if err := b.renew(tx, now); err != nil {
		return err
	}
	b.turn++
	seen, fresh := 0, false
	if len(b.lines) == 0 { // all of them: read side by side
		for line, err := range db.Made(tx.Equipment(), tx, func(e sop.Equipment) *equipmentLine { return b.line(e, now) }) {
			if err != nil {
				return err
			}
			b.lines[line.item.ID], fresh = line, true
		}
	}
	for id, mark := range tx.Equipment().Marks(tx) {
		line := b.lines[id]
		if line != nil && line.mark == 0 {
			line.mark = mark // just read
		}
		if line == nil || line.mark != mark {
			e, err := tx.Equipment().Get(tx, id)
			if err != nil {
				b.order = nil
				return err
			}
			line, fresh = b.line(e, now), true
			line.mark = mark
			b.lines[id] = line
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
	slices.SortFunc(b.order, func(a, b *equipmentLine) int { return strings.Compare(a.row.Code, b.row.Code) })
	return nil
}

func (b *equipmentBook) line(e sop.Equipment, now time.Time) *equipmentLine {
	kind, agency := sop.KindOf(b.kinds, e.Kind), b.agencies[e.Owned.AgencyID]
	s := e.At(now)
	spot := b.spots[s.SiteID]
	row := EquipmentRow{
		ID: e.ID, AgencyID: e.Owned.AgencyID, SiteID: s.SiteID, CameraID: e.CameraID,
		Code: e.Code, Kind: e.Kind, KindName: kind.Name, Name: e.Name, Make: strings.TrimSpace(e.Brand + " " + e.Model), Serial: e.Serial,
		Agency: shortName(agency), Site: spot.Name, District: spot.District, Media: e.Link.Media, CameraType: e.Camera.Type,
		Year: e.Owned.Year, State: s, Trashed: e.Trashed, Due: sop.Reminders(e, now),
	}
	row.find = findable([]string{e.Code, e.Name, kind.Name, e.Brand, e.Model, e.Serial, e.Register, e.ItemCode, e.Link.IP, e.Link.MAC,
		e.Link.Provider, e.Link.Customer, agency.Name, agency.Short, spot.Name, spot.Address, spot.District, spot.Village, e.Owned.Manager, e.Note})
	item := e
	item.Movements, item.Inspections, item.Files = nil, nil, nil
	return &equipmentLine{row: row, item: item}
}

// renew forgets all lines when what they are named and judged by has changed.
func (b *equipmentBook) renew(tx *db.Tx, now time.Time) error {
	fresh := b.lines == nil || !b.day.Equal(sop.Day(now))
	if mark := tx.SettingsMark(); fresh || mark != b.settings {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		kinds := kindsOf(set)
		fresh = fresh || !reflect.DeepEqual(kinds, b.kinds)
		b.kinds, b.settings = kinds, mark
	}
	var sum db.Mark
	add := func(id ulid.ULID, mark db.Mark) { sum = sum*1099511628211 ^ mark ^ db.Mark(id.Time()) }
	for id, mark := range tx.Agencies().Marks(tx) {
		add(id, mark)
	}
	for id, mark := range tx.Spots().Marks(tx) {
		add(id, mark)
	}
	if fresh || sum != b.names {
		agencies, err := allOf(tx.Agencies(), tx)
		if err != nil {
			return err
		}
		spots, err := allOf(tx.Spots(), tx)
		if err != nil {
			return err
		}
		b.agencies, b.spots, b.names, fresh = agencies, spots, sum, true
	}
	if fresh {
		b.day, b.lines = sop.Day(now), map[ulid.ULID]*equipmentLine{}
	}
	return nil
}

// kindsOf is the office's table of kinds, or the program's.
func kindsOf(set db.Settings) []sop.EquipmentKind {
	if len(set.Register.Kinds) > 0 {
		return set.Register.Kinds
	}
	return sop.DefaultKinds()
}

// itemCodesOf is the office's table of kode barang, or the program's.
func itemCodesOf(set db.Settings) []sop.ItemCode {
	if len(set.Register.ItemCodes) > 0 {
		return set.Register.ItemCodes
	}
	return sop.DefaultItemCodes()
}
