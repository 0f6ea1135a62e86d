package desk_test

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// oracle computes the figures of a year a second time, from the raw records and
// by other means: movements are replayed, time is counted minute by minute, and
// nothing of the program's own counting is used.
type oracle struct {
	*world
	year  int
	first time.Time // the minute that off begins with
	off   []bool    // the program did not run, minute by minute
	notes db.AnnualNotes
	held  []*stand // what the register held when the year ended
	whole minutes  // availability of all cameras
	rows  map[string]map[string][]string
}

// figures computes a year with what was written for it.
func (w *world) figures(year int, first time.Time, notes db.AnnualNotes) *oracle {
	o := w.counted(year, first)
	o.notes = notes
	o.obstacles()
	o.goals()
	o.against(w.counted(year-1, first))
	return o
}

// counted fills each sheet's rows by name, without the running number, as far
// as they need one year alone.
func (w *world) counted(year int, first time.Time) *oracle {
	o := &oracle{world: w, year: year, first: first, rows: map[string]map[string][]string{}}
	o.off = make([]bool, int(startOf(2027, 1, 5).Sub(first)/time.Minute))
	for _, a := range w.absences {
		for m := o.index(a.From); m < o.index(a.To) && m < len(o.off); m++ {
			o.off[m] = true
		}
	}
	o.stock()
	o.requestTables()
	o.times()
	o.availability()
	return o
}

func (o *oracle) index(t time.Time) int { return int(t.Sub(o.first) / time.Minute) }

func (o *oracle) begins() time.Time { return startOf(o.year, 1, 1) }

func (o *oracle) ends() time.Time { return startOf(o.year+1, 1, 1) }

// add adds n to a cell.
func (o *oracle) add(sheet, row string, cell, width, n int) {
	if row == "" {
		row = "Tidak diketahui"
	}
	if o.rows[sheet] == nil {
		o.rows[sheet] = map[string][]string{}
	}
	cells := o.rows[sheet][row]
	if cells == nil {
		cells = make([]string, width)
		for i := range cells {
			cells[i] = "0"
		}
	}
	was, _ := strconv.Atoi(cells[cell])
	cells[cell] = strconv.Itoa(was + n)
	o.rows[sheet][row] = cells
}

// put writes a cell.
func (o *oracle) put(sheet, row string, cell int, text string) { o.rows[sheet][row][cell] = text }

func part(a, b string) string {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	if y == 0 {
		return "-"
	}
	return fmt.Sprintf("%.4f", float64(x)/float64(y))
}

// stand is a thing replayed to the end of a day (2006-01-02), nil when it is
// not there.
type stand struct {
	count           int
	spot            sop.Spot
	condition       string
	operation, why  string
	looked          time.Time
	agency, kind    string
	camera, relayed bool
}

func (o *oracle) replay(e sop.Equipment, day string) *stand {
	moves := slices.Clone(e.Movements)
	slices.SortStableFunc(moves, func(a, b sop.Movement) int { return a.Date.Compare(b.Date) })
	s := &stand{}
	for _, m := range moves {
		if m.Date.In(sop.WIB()).Format("2006-01-02") > day {
			continue
		}
		if m.Condition != "" {
			s.condition = string(m.Condition)
		}
		switch m.Kind {
		case "tambah":
			s.count += max(m.Quantity, 1)
			s.spot = o.spot(m)
		case "pindah-titik":
			s.spot = o.spot(m)
		case "hapus":
			s.count = 0
		}
	}
	if s.count == 0 {
		return nil
	}
	for _, i := range e.Inspections {
		if i.At.In(sop.WIB()).Format("2006-01-02") <= day && i.At.After(s.looked) {
			s.looked, s.operation, s.why = i.At, string(i.Found), i.Cause
		}
	}
	for _, k := range sop.DefaultKinds() {
		if k.Key == e.Kind {
			s.kind, s.camera = k.Name, k.Camera
		}
	}
	for _, a := range o.agencies {
		if a.ID == e.Owned.AgencyID {
			s.agency = a.Name
		}
	}
	return s
}

func (o *oracle) spot(m sop.Movement) sop.Spot {
	for _, s := range o.spots {
		if s.ID == m.SiteID {
			return s
		}
	}
	return sop.Spot{}
}

// witness lets the outage book speak when it saw the camera later than anybody.
func (o *oracle) witness(e sop.Equipment, s *stand, until time.Time) {
	for _, c := range o.cameras {
		if c.ID != e.CameraID {
			continue
		}
		s.relayed = c.Created.Before(until)
		if c.OnDemand || !c.Enabled {
			return
		}
		for m := o.index(until) - 1; m >= 0; m-- {
			at := o.first.Add(time.Duration(m) * time.Minute)
			if o.off[m] || !at.Add(time.Minute).After(s.looked) {
				if !at.Add(time.Minute).After(s.looked) {
					return
				}
				continue
			}
			s.operation, s.why = "online", ""
			for _, out := range o.outages {
				if out.CameraID == c.ID && !at.Before(out.From) && at.Before(out.To) {
					s.operation = "offline"
					s.why = map[string]string{"timeout": "media", "no-route": "media", "port-closed": "cctv", "login": "lainnya", "": "lainnya"}[out.Cause]
				}
			}
			return
		}
	}
}

func (o *oracle) stock() {
	lastDay := func(year int) string { return fmt.Sprintf("%d-12-31", year) }
	sites := map[string]map[string]bool{}
	seen := func(table, row string, s *stand) {
		if !s.camera || s.spot.Name == "" {
			return
		}
		key := table + "|" + row
		if sites[key] == nil {
			sites[key] = map[string]bool{}
		}
		sites[key][s.spot.Name+"/"+s.spot.District] = true
	}
	for _, e := range o.items {
		if s := o.replay(e, lastDay(o.year-1)); s != nil {
			o.add("1 Jenis", s.kind, 0, 4, s.count)
		}
		s := o.replay(e, lastDay(o.year))
		o.flows(e)
		if s == nil {
			continue
		}
		o.witness(e, s, o.ends())
		o.held = append(o.held, s)
		o.add("1 Jenis", s.kind, 3, 4, s.count)
		o.add("2 Perangkat Daerah", s.agency, map[bool]int{true: 1, false: 2}[s.camera], 4, s.count)
		o.add("2 Perangkat Daerah", s.agency, 3, 4, s.count)
		seen("2 Perangkat Daerah", s.agency, s)
		o.add("4 Kondisi", s.kind, map[string]int{"B": 0, "RR": 1, "RB": 2}[s.condition], 5, s.count)
		o.add("4 Kondisi", s.kind, 3, 5, s.count)
		age := 0
		switch years := o.year - e.Owned.Year; {
		case e.Owned.Year == 0:
			age = 3
		case years > 5:
			age = 2
		case years > 2:
			age = 1
		}
		o.add("7 Umur", s.kind, age, 5, s.count)
		o.add("7 Umur", s.kind, 4, 5, s.count)
		if s.camera {
			seen("3 Kecamatan", s.spot.District, s)
			o.camera(e, s)
		}
	}
	for key, found := range sites {
		for i := range key {
			if key[i] == '|' {
				row := key[i+1:]
				if row == "" {
					row = "Tidak diketahui"
				}
				o.put(key[:i], row, 0, strconv.Itoa(len(found)))
			}
		}
	}
	for _, cells := range o.rows["4 Kondisi"] {
		cells[4] = part(cells[0], cells[3])
	}
	for _, sheet := range []string{"5a Status OPD", "5b Status Kecamatan"} {
		for _, cells := range o.rows[sheet] {
			on, _ := strconv.Atoi(cells[0])
			off, _ := strconv.Atoi(cells[1])
			cells[2] = part(cells[0], strconv.Itoa(on+off))
		}
	}
}

// camera adds a camera to the tables that are of cameras only.
func (o *oracle) camera(e sop.Equipment, s *stand) {
	form := map[string]int{"ptz": 1, "statis": 2, "": 3}[e.Camera.Type]
	o.add("3 Kecamatan", s.spot.District, form, 5, s.count)
	o.add("3 Kecamatan", s.spot.District, 4, 5, s.count)
	medium := map[string]int{"fiber-optic": 0, "wireless": 1, "seluler": 2, "lan": 3, "": 4}[e.Link.Media]
	o.add("6 Media", s.agency, medium, 6, s.count)
	o.add("6 Media", s.agency, 5, 6, s.count)
	for sheet, row := range map[string]string{"5a Status OPD": s.agency, "5b Status Kecamatan": s.spot.District} {
		o.add(sheet, row, 8, 9, s.count)
		switch s.operation {
		case "online":
			o.add(sheet, row, 0, 9, s.count)
		case "offline":
			o.add(sheet, row, 1, 9, s.count)
			o.add(sheet, row, map[string]int{"cctv": 3, "listrik": 4, "media": 5}[s.why]+map[bool]int{true: 6}[s.why == "" || s.why == "lainnya"], 9, s.count)
		default:
			o.add(sheet, row, 7, 9, s.count)
		}
	}
}

// flows counts what came and went in the year.
func (o *oracle) flows(e sop.Equipment) {
	kind := ""
	for _, k := range sop.DefaultKinds() {
		if k.Key == e.Kind {
			kind = k.Name
		}
	}
	have := 0
	for _, m := range e.Movements {
		in := m.Date.In(sop.WIB()).Year() == o.year
		switch m.Kind {
		case "tambah":
			have += max(m.Quantity, 1)
			if in {
				o.add("1 Jenis", kind, 1, 4, max(m.Quantity, 1))
			}
		case "hapus":
			if in {
				o.add("1 Jenis", kind, 2, 4, have)
			}
			have = 0
		}
	}
}
