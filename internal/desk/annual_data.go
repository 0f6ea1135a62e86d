package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// annualDesk is what lies on the table while a paper of the register or the
// yearly report is written.
type annualDesk struct {
	periodDesk
	items   []sop.Equipment // without those in the trash
	spots   map[ulid.ULID]sop.Spot
	owners  map[ulid.ULID]sop.Agency
	kinds   []sop.EquipmentKind
	cameras map[ulid.ULID]db.Camera
	watch   watchLog
	on      map[ulid.ULID][]span // when cameras should have been live
	data    sop.YearData
	figures sop.Yearly
	last    *sop.Yearly
	locked  string // when last year's report was locked
	notes   AnnualNotes
	texts   map[string]string
}

// registerDesk lays out the register with the outage book until a moment.
func (c *core) registerDesk(tx *db.Tx, until time.Time) (d annualDesk, err error) {
	d.now = c.now()
	if d.set, err = tx.Settings(); err != nil {
		return d, err
	}
	d.head = c.letterhead(d.set)
	if d.officials, err = listOf(tx.Officials(), tx); err != nil {
		return d, err
	}
	return d, c.layRegister(tx, &d, time.Time{}, until)
}

func (c *core) layRegister(tx *db.Tx, d *annualDesk, from, until time.Time) (err error) {
	d.kinds = kindsOf(d.set)
	if d.spots, err = allOf(tx.Spots(), tx); err != nil {
		return err
	}
	if d.owners, err = allOf(tx.Agencies(), tx); err != nil {
		return err
	}
	if d.cameras, err = allOf(tx.Cameras(), tx); err != nil {
		return err
	}
	for e, err := range each(tx.Equipment(), tx) {
		if err != nil {
			return err
		}
		if e.Trashed.IsZero() {
			d.items = append(d.items, e)
		}
	}
	slices.SortFunc(d.items, func(a, b sop.Equipment) int { return strings.Compare(a.Code, b.Code) })
	if d.watch, err = c.logOf(tx, from, until); err != nil {
		return err
	}
	d.watch.off = united(d.watch.off)
	d.on = map[ulid.ULID][]span{}
	for id, cam := range d.cameras {
		d.on[id] = united(switchedOn(tx, cam, d.watch.now))
	}
	return nil
}

// gather lays out everything that the report of a year says.
func (r *Annual) gather(ctx context.Context, year int) (annualDesk, error) {
	var d annualDesk
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		period := YearOf(year)
		d.periodDesk, err = r.core.periodOf(tx, period)
		if err != nil {
			return err
		}
		if d.notes, err = notesOf(tx, year); err != nil {
			return err
		}
		// The state of cameras on the last day of last year may rest on what was
		// seen long before.
		if err := r.core.layRegister(tx, &d, time.Time{}, d.until()); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		d.data = d.yearData(year)
		d.figures = sop.Tally(d.data)
		if err := ctx.Err(); err != nil {
			return err
		}
		return r.lastYear(tx, &d, year-1)
	})
	if err != nil {
		return d, fmt.Errorf("yearly report: %w", err)
	}
	d.texts = d.defaults()
	return d, nil
}

// lastYear takes the figures of the year before from its locked report, or
// counts them.
func (r *Annual) lastYear(tx *db.Tx, d *annualDesk, year int) error {
	lock, ok, err := newestLock(tx, year)
	if err != nil {
		return err
	}
	if ok {
		if d.last, err = r.core.lockedFigures(lock); err == nil {
			d.locked = editionOf(lock)
			return nil
		}
		r.core.log.Error("yearly report: the figures of a locked report cannot be read", "year", year, "err", err)
	}
	past := *d
	past.period = YearOf(year)
	y := sop.Tally(past.yearData(year))
	if y.Items > 0 || y.Carried > 0 || len(y.AskedBy) > 0 || y.Uptime.All.Watched > 0 {
		d.last = &y
	}
	return nil
}

// yearData is what the figures of a year are counted from.
func (d annualDesk) yearData(year int) sop.YearData {
	until := d.until()
	if until.Before(d.period.From) {
		until = d.period.From
	}
	data := sop.YearData{
		Year: year, From: d.period.From, To: d.period.To, Until: until, Calendar: d.calendar, SOP: d.set.SOP,
		Checks: sop.Observation{Causes: map[string]int{}},
	}
	for _, k := range d.kinds {
		data.Kinds = append(data.Kinds, k.Name)
	}
	data.Opening, data.Closing = d.holdings(data.From), d.holdings(until)
	for _, e := range d.items {
		d.flow(&data, e)
	}
	for _, req := range d.requests {
		data.Asked = append(data.Asked, sop.Asked{Request: req, Agency: d.agencies[req.Number].Name, Closed: d.closed(req)})
	}
	data.Uptimes = d.uptimes(span{data.From, until})
	return data
}

// stockOnly is the register on one day, with nothing of a year's work.
func (d annualDesk) stockOnly(until time.Time) sop.YearData {
	p := YearOf(until.Add(-time.Second).In(sop.WIB()).Year())
	data := sop.YearData{Year: yearOf(until.Add(-time.Second)), From: p.From, To: p.To, Until: until, Calendar: calendarOf(d.set)}
	for _, k := range d.kinds {
		data.Kinds = append(data.Kinds, k.Name)
	}
	data.Opening, data.Closing = d.holdings(p.From), d.holdings(until)
	for _, e := range d.items {
		d.flow(&data, e)
	}
	return data
}

// holdings is the register as it stood at the end of the day before until.
func (d annualDesk) holdings(until time.Time) []sop.Holding {
	day := until.Add(-time.Second)
	var out []sop.Holding
	for _, e := range d.items {
		s := d.stateAt(e, until)
		if !s.Held() {
			continue
		}
		kind, spot := sop.KindOf(d.kinds, e.Kind), d.spots[s.SiteID]
		cam, tied := d.cameras[e.CameraID]
		out = append(out, sop.Holding{
			Kind: kind.Name, Camera: kind.Camera, Form: e.Camera.Type, Agency: d.owners[e.Owned.AgencyID].Name, Site: spot.Name, District: spot.District, Count: s.Quantity,
			Condition: string(s.Condition), Operation: string(s.Operation), Cause: s.Cause, Medium: e.Link.Media, Year: e.Owned.Year,
			Relayed: tied && cam.Trashed.IsZero() && !cam.Created.After(day),
		})
	}
	return out
}

// stateAt is a thing's state at the end of the day before until. For a camera
// of the relay the outage book is a witness too: what it last saw counts when
// nobody looked later.
func (d annualDesk) stateAt(e sop.Equipment, until time.Time) sop.EquipmentState {
	s := e.At(until.Add(-time.Second))
	cam, tied := d.cameras[e.CameraID]
	if !s.Held() || !tied || cam.OnDemand {
		return s
	}
	last, ever := endOf(d.on[cam.ID], d.watch.off, until)
	if !ever || !last.After(s.Inspected) {
		return s
	}
	s.Operation, s.Cause = sop.Online, ""
	for _, o := range d.watch.outages[cam.ID] {
		if o.From.Before(last) && (o.To.IsZero() || !o.To.Before(last)) {
			s.Operation, s.Cause = sop.Offline, causeOf(o.Cause)
			break
		}
	}
	return s
}

// flow takes a thing's movements and checks of the year into the data.
func (d annualDesk) flow(data *sop.YearData, e sop.Equipment) {
	kind := sop.KindOf(d.kinds, e.Kind)
	for _, c := range e.History() {
		at := sop.Day(c.Movement.Date)
		if at.Before(data.From) || !at.Before(data.Until) {
			continue
		}
		if n := c.Delta(); n != 0 {
			data.Flows = append(data.Flows, sop.Flow{Kind: kind.Name, Count: n})
		}
		data.Moves = append(data.Moves, d.moved(e, c))
	}
	if !kind.Camera {
		return
	}
	for _, i := range e.Inspections {
		if i.At.Before(data.From) || !i.At.Before(data.Until) {
			continue
		}
		switch i.Found {
		case sop.Online:
			data.Checks.Online++
		case sop.Offline:
			data.Checks.Offline++
			if data.Checks.Causes != nil {
				data.Checks.Causes[cmp.Or(i.Cause, sop.ReasonOther)]++
			}
		}
	}
}

// moved is a movement as table 8 prints it.
func (d annualDesk) moved(e sop.Equipment, c sop.Moved) sop.Move {
	m := c.Movement
	out := sop.Move{At: m.Date, Code: e.Code, Item: listed(" ", e.Name, e.Brand, e.Model), Kind: string(m.Kind), Basis: m.Basis, Note: m.Note}
	place := func(s sop.EquipmentState) string { return d.spots[s.SiteID].Name }
	switch m.Kind {
	case sop.MoveAdd:
		out.To = place(c.To)
	case sop.MoveSite:
		out.From, out.To = place(c.From), place(c.To)
	case sop.MoveCondition, sop.MoveRepair:
		out.From, out.To = report.ConditionWord(string(c.From.Condition)), report.ConditionWord(string(c.To.Condition))
	case sop.MovePropose, sop.MoveRemove:
		out.From, out.To = place(c.From), m.HandedTo
	}
	if n := c.Delta(); n > 1 || n < -1 {
		out.Item += " (" + strconv.Itoa(max(n, -n)) + ")"
	}
	return out
}

// uptimes are the cameras' availability within a stretch, by name.
func (d annualDesk) uptimes(within span) []sop.Uptime {
	if !within.from.Before(within.to) {
		return nil
	}
	off, months := cut(d.watch.off, within), []time.Time{within.from}
	for m := range 12 {
		months = append(months, within.from.In(sop.WIB()).AddDate(0, m+1, 0))
	}
	var out []sop.Uptime
	for _, cam := range d.cameras {
		if !cam.Created.Before(within.to) {
			continue
		}
		u := d.uptime(cam, within, off, months)
		if cam.Trashed.IsZero() || u.Watched > 0 {
			u.Agency = d.owners[cam.AgencyID].Name
			out = append(out, u)
		}
	}
	slices.SortFunc(out, func(a, b sop.Uptime) int {
		return cmp.Or(strings.Compare(a.Camera, b.Camera), strings.Compare(a.Path, b.Path))
	})
	return out
}

// uptime is one camera's availability within a stretch. off is when the program
// did not run in it; months are the edges of its months.
func (d annualDesk) uptime(cam db.Camera, within span, off []span, months []time.Time) sop.Uptime {
	u := sop.Uptime{Camera: cam.Name, Path: cam.Path, District: cam.District, OnDemand: cam.OnDemand, Asked: within.to.Sub(within.from)}
	var down []span
	for _, o := range d.watch.outages[cam.ID] {
		end := cmpTime(o.To, d.watch.now)
		if !o.From.Before(within.to) || end.Before(within.from) {
			continue
		}
		s := span{later(o.From, within.from), earlier(end, within.to)}
		down = append(down, s)
		u.Outages = append(u.Outages, sop.UptimeOutage{Cause: o.Cause, Length: max(s.to.Sub(s.from), 0)})
	}
	if cam.OnDemand {
		return u
	}
	watched := without(cut(d.on[cam.ID], within), off)
	down = common(watched, down)
	u.Watched, u.Down = length(watched), length(down)
	up, gone := shared(watched, months), shared(down, months)
	for m := range u.Months {
		u.Months[m] = sop.UptimeMonth{Watched: up[m], Down: gone[m]}
	}
	return u
}
