package desk_test

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The second computation of requests, times and availability.

func (o *oracle) closed(r sop.Request) (time.Time, bool) {
	if at, ok := o.cancelled[r.Number]; ok {
		return at, true
	}
	return r.Finished, false
}

func (o *oracle) name(r sop.Request) string {
	for _, a := range o.agencies {
		if a.ID == r.AgencyID {
			return a.Name
		}
	}
	return ""
}

func (o *oracle) requestTables() {
	for m := 1; m <= 12; m++ {
		name := sop.MonthName(time.Month(m))
		until := startOf(o.year, time.Month(m+1), 1)
		for cell := range 4 {
			o.add("9 Permintaan per Bulan", name, cell, 4, 0)
		}
		for _, r := range o.requests {
			closed, cancelled := o.closed(r)
			here := func(t time.Time) bool {
				l := t.In(sop.WIB())
				return !t.IsZero() && l.Year() == o.year && int(l.Month()) == m
			}
			if here(r.Registered) {
				o.add("9 Permintaan per Bulan", name, 0, 4, 1)
			}
			if here(closed) {
				o.add("9 Permintaan per Bulan", name, map[bool]int{false: 1, true: 3}[cancelled], 4, 1)
			}
			if r.Registered.Before(until) && (closed.IsZero() || !closed.Before(until)) {
				o.add("9 Permintaan per Bulan", name, 2, 4, 1)
			}
		}
	}
	for _, r := range o.requests {
		if r.Registered.In(sop.WIB()).Year() != o.year {
			continue
		}
		o.add("10 Permintaan per OPD", o.name(r), 0, 5, 1)
		for _, c := range r.Cameras {
			o.add("10 Permintaan per OPD", o.name(r), 1, 5, 1)
			cell := 2
			if c.Proof == nil || !c.Proof.At.Before(o.ends()) {
				cell = 4
			} else if c.Proof.Result == "gagal" {
				cell = 3
			}
			o.add("10 Permintaan per OPD", o.name(r), cell, 5, 1)
		}
	}
}

func (o *oracle) times() {
	v := sop.DefaultVersion()
	took, whole, internal := map[int][]int{}, []int{}, []int{}
	for _, r := range o.requests {
		sum, own := 0, 0
		for _, s := range r.Steps {
			if s.Ended.IsZero() {
				continue
			}
			sum += spent(s)
			if s.N != 2 {
				own += spent(s)
			}
			if s.Ended.In(sop.WIB()).Year() == o.year {
				took[s.N] = append(took[s.N], spent(s))
			}
		}
		if !r.Finished.IsZero() && r.Finished.In(sop.WIB()).Year() == o.year {
			whole, internal = append(whole, sum), append(internal, own)
		}
	}
	line := func(name string, standard int, list []int) {
		o.add("11 Kepatuhan", name, 0, 7, standard)
		slices.Sort(list)
		total := 0
		for _, n := range list {
			total += n
			o.add("11 Kepatuhan", name, 1, 7, 1)
			if n <= standard {
				o.add("11 Kepatuhan", name, 2, 7, 1)
			}
		}
		cells := o.rows["11 Kepatuhan"][name]
		cells[3] = part(cells[2], cells[1])
		if n := len(list); n > 0 {
			cells[4], cells[6] = tenths(float64(total)/float64(n)), strconv.Itoa(list[n-1])
			cells[5] = tenths(float64(list[(n-1)/2]+list[n/2]) / 2)
		}
	}
	for n := 1; n <= 6; n++ {
		line(v.Activity(n).Short, v.Activity(n).Minutes, took[n])
	}
	line("Kegiatan internal, per permintaan", 120, internal)
	line("Seluruh kegiatan, per permintaan", 135, whole)
}

func tenths(f float64) string { return strconv.FormatFloat(float64(int(f*10+0.5))/10, 'f', -1, 64) }

// minutes are what was counted of some cameras.
type minutes struct {
	cameras, asked, watched, down, outages, longest int
	causes                                          map[string]*spell
}

// spell is how often and how long something took cameras away.
type spell struct{ times, minutes int }

func (m *minutes) take(n minutes) {
	m.cameras, m.asked, m.watched, m.down, m.outages = m.cameras+n.cameras, m.asked+n.asked, m.watched+n.watched, m.down+n.down, m.outages+n.outages
	m.longest = max(m.longest, n.longest)
	for cause, s := range n.causes {
		if m.causes == nil {
			m.causes = map[string]*spell{}
		}
		if m.causes[cause] == nil {
			m.causes[cause] = &spell{}
		}
		m.causes[cause].times += s.times
		m.causes[cause].minutes += s.minutes
	}
}

// often is the word of the most frequent cause; of two as frequent the longer.
func (m *minutes) often() string {
	best, word := spell{}, ""
	for cause, s := range m.causes {
		if s.times > best.times || s.times == best.times && s.minutes > best.minutes {
			best, word = *s, outageWord(cause)
		}
	}
	return word
}

// outageWord is what papers call the outages that this world knows.
func outageWord(cause string) string {
	return map[string]string{"timeout": "kamera tidak menjawab", "port-closed": "port tertutup", "no-route": "jaringan tidak terhubung",
		"login": "nama pengguna atau kata sandi ditolak", "": "sebab tidak diketahui"}[cause]
}

// counts counts one camera's year, minute by minute.
func (o *oracle) counts(c db.Camera) minutes {
	from, to := o.index(o.begins()), o.index(o.ends())
	dark := o.dark(c)
	out := minutes{cameras: 1, causes: map[string]*spell{}}
	for _, one := range o.outages {
		if one.CameraID != c.ID || o.index(one.From) >= to || o.index(one.To) < from {
			continue
		}
		length := 0
		for m := o.index(one.From); m < o.index(one.To); m++ {
			if m >= from && m < to {
				length++
			}
		}
		out.take(minutes{outages: 1, longest: length, causes: map[string]*spell{one.Cause: {1, length}}})
	}
	for m := from; m < to && !c.OnDemand; m++ {
		out.asked++
		if c.Enabled && !o.off[m] {
			out.watched++
			if dark[m] {
				out.down++
			}
		}
	}
	return out
}

// availability is tables 14 to 17.
func (o *oracle) availability() {
	sums := map[string]map[string]*minutes{}
	for _, c := range o.cameras {
		if !c.Created.Before(o.ends()) {
			continue
		}
		agency := ""
		for _, a := range o.agencies {
			if a.ID == c.AgencyID {
				agency = a.Name
			}
		}
		where := agency
		if c.District != "" {
			where += ", " + c.District
		}
		mine := o.counts(c)
		o.whole.take(mine)
		for sheet, row := range map[string]string{"14 Ketersediaan OPD": agency, "15 Ketersediaan Kecamatan": c.District, "17 Ketersediaan Kamera": c.Name + " (" + where + ")"} {
			if sums[sheet] == nil {
				sums[sheet] = map[string]*minutes{"Semua kamera": {}}
			}
			if row == "" {
				row = "Tidak diketahui"
			}
			if sums[sheet][row] == nil {
				sums[sheet][row] = &minutes{}
			}
			sums[sheet][row].take(mine)
			sums[sheet]["Semua kamera"].take(mine)
		}
	}
	for sheet, rows := range sums {
		for row, s := range rows {
			o.add(sheet, row, 0, 7, s.cameras)
			o.put(sheet, row, 1, floor(s.watched-s.down, s.watched))
			o.put(sheet, row, 2, floor(s.watched, max(s.asked, 1)))
			o.put(sheet, row, 3, strconv.Itoa(s.outages))
			o.put(sheet, row, 4, stretchOf(s.down))
			o.put(sheet, row, 5, stretchOf(s.longest))
			o.put(sheet, row, 6, s.often())
		}
	}
	for cause, s := range o.whole.causes {
		o.add("16 Sebab Gangguan", outageWord(cause), 0, 2, s.times)
		o.put("16 Sebab Gangguan", outageWord(cause), 1, stretchOf(s.minutes))
	}
}

func (o *oracle) dark(c db.Camera) []bool {
	out := make([]bool, len(o.off))
	for _, one := range o.outages {
		if one.CameraID == c.ID {
			for m := o.index(one.From); m < o.index(one.To) && m < len(out); m++ {
				out[m] = true
			}
		}
	}
	return out
}

// floor is a share rounded down to a tenth of a per cent.
func floor(a, b int) string {
	if b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.4f", float64(a*1000/b)/1000)
}

func stretchOf(minutes int) string {
	switch {
	case minutes < 60:
		return fmt.Sprintf("%d m", minutes)
	case minutes < 1440:
		return fmt.Sprintf("%d j %02d m", minutes/60, minutes%60)
	}
	return fmt.Sprintf("%d h %02d j", minutes/1440, minutes/60%24)
}
