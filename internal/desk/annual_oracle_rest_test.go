package desk_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The second computation of movements, indicators and obstacles.

// moves are the lines of table 8 in its order: day (as a workbook counts days),
// thing, kind, from, to, basis.
func (o *oracle) moves() []string {
	type line struct{ day, code, text string }
	var lines []line
	for _, e := range o.items {
		place, state, have := "", "", 0
		for _, m := range e.Movements {
			from, to, name, moved := "", "", strings.Join(strings.Fields(e.Code+" "+e.Name+" "+e.Brand+" "+e.Model), " "), 0
			kind := map[string]string{"tambah": "Tambah", "pindah-titik": "Pindah Titik", "ganti-kondisi": "Ganti Kondisi", "perbaikan": "Perbaikan", "usul-hapus": "Usul Hapus", "hapus": "Hapus"}[string(m.Kind)]
			was := state
			if m.Condition != "" {
				state = map[string]string{"B": "Baik", "RR": "Rusak Ringan", "RB": "Rusak Berat"}[string(m.Condition)]
			}
			switch kind {
			case "Tambah":
				moved = max(m.Quantity, 1)
				place = o.spot(m).Name
				to, have = place, have+moved
			case "Pindah Titik":
				from, to = place, o.spot(m).Name
				place = to
			case "Ganti Kondisi", "Perbaikan":
				from, to = was, state
			case "Hapus":
				from, to, moved, have = place, m.HandedTo, have, 0
			default:
				from, to = place, m.HandedTo
			}
			if moved > 1 {
				name += fmt.Sprintf(" (%d)", moved)
			}
			day := m.Date.In(sop.WIB())
			if day.Year() != o.year {
				continue
			}
			serial := int(time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC).Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour))
			lines = append(lines, line{day.Format("2006-01-02"), e.Code, strings.Join([]string{strconv.Itoa(serial), name, kind, from, to, m.Basis}, " | ")})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return strings.Compare(a.day+a.code, b.day+b.code) })
	var out []string
	for _, l := range lines {
		out = append(out, l.text)
	}
	return out
}

// measured is an indicator or a total: a count, or part of a whole.
type measured struct {
	key, name string
	n, of     int // of < 0: n is a count
}

func (m measured) text() string {
	switch {
	case m.of < 0:
		return strconv.Itoa(m.n)
	case m.of == 0:
		return "-"
	}
	return fmt.Sprintf("%.4f", float64(m.n)/float64(m.of))
}

// sum adds up a column of a sheet.
func (o *oracle) sum(sheet string, cell int) (n int) {
	for _, cells := range o.rows[sheet] {
		one, _ := strconv.Atoi(cells[cell])
		n += one
	}
	return n
}

// inYear says whether something happened in the year.
func (o *oracle) inYear(t time.Time) bool { return !t.IsZero() && t.In(sop.WIB()).Year() == o.year }

// looks counts what cameras were found to be in the year, and why offline.
func (o *oracle) looks() (online, offline int, why map[string]int) {
	why = map[string]int{}
	for _, e := range o.items {
		for _, i := range e.Inspections {
			if e.Kind != "kamera" || !o.inYear(i.At) {
				continue
			}
			switch i.Found {
			case "online":
				online++
			case "offline":
				offline++
				cause := map[string]string{"cctv": "CCTV", "listrik": "Listrik", "media": "Media", "lainnya": "Lainnya", "": "Lainnya"}[i.Cause]
				why[cause]++
			}
		}
	}
	return online, offline, why
}

// measures are the indicators and totals of the year, in the report's order.
func (o *oracle) measures() []measured {
	things, good, cameras, online, known := 0, 0, 0, 0, 0
	sites, linked, owners := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, s := range o.held {
		things += s.count
		if s.condition == "B" {
			good += s.count
		}
		if !s.camera {
			continue
		}
		cameras += s.count
		switch s.operation {
		case "online":
			online, known = online+s.count, known+s.count
		case "offline":
			known += s.count
		}
		at := s.spot.Name + "/" + s.spot.District
		if s.spot.Name != "" {
			sites[at] = true
		}
		if s.relayed && s.spot.Name != "" {
			linked[at] = true
		}
		if s.relayed && s.agency != "" {
			owners[s.agency] = true
		}
	}
	cells := o.rows["11 Kepatuhan"]["Seluruh kegiatan, per permintaan"]
	finished, _ := strconv.Atoi(cells[1])
	punctual, _ := strconv.Atoi(cells[2])
	seen, missed, _ := o.looks()
	return []measured{
		{sop.IndicatorOnline, "Persentase kamera online", online, known},
		{sop.IndicatorSites, "Jumlah titik terintegrasi", len(linked), -1},
		{sop.IndicatorOnTime, "Persentase relay tepat waktu", punctual, finished},
		{sop.IndicatorGood, "Persentase peralatan baik", good, things},
		{sop.IndicatorAgency, "Jumlah OPD terintegrasi", len(owners), -1},
		{sop.IndicatorChecked, "Kamera online berdasarkan pemeriksaan", seen, seen + missed},
		{sop.IndicatorUptime, "Ketersediaan tayangan terukur", o.whole.watched - o.whole.down, o.whole.watched},
		{"", "Jumlah peralatan", things, -1},
		{"", "Jumlah kamera", cameras, -1},
		{"", "Jumlah titik", len(sites), -1},
		{"", "Permintaan masuk", o.sum("9 Permintaan per Bulan", 0), -1},
		{"", "Permintaan selesai", finished, -1},
		{"", "Gangguan kamera tercatat", o.whole.outages, -1},
	}
}

// goals is table 12a.
func (o *oracle) goals() {
	for _, m := range o.measures() {
		if m.key == "" {
			continue
		}
		o.add("12a Capaian", m.name, 0, 3, 0)
		target, reached := "", "-"
		if goal := o.notes.Targets[m.key]; goal > 0 {
			target = strconv.FormatFloat(goal, 'f', -1, 64)
			value := float64(m.n)
			if m.of > 0 {
				target, value = fmt.Sprintf("%.4f", goal), value/float64(m.of)
			}
			if m.of != 0 {
				reached = fmt.Sprintf("%.4f", value/goal)
			}
		}
		o.put("12a Capaian", m.name, 0, target)
		o.put("12a Capaian", m.name, 1, m.text())
		o.put("12a Capaian", m.name, 2, reached)
	}
}

// against is table 12b.
func (o *oracle) against(last *oracle) {
	before := last.measures()
	for i, m := range o.measures() {
		was := before[i]
		apart := "-"
		switch {
		case m.of < 0:
			apart = strconv.Itoa(m.n - was.n)
		case m.of > 0 && was.of > 0:
			apart = fmt.Sprintf("%.4f", float64(m.n)/float64(m.of)-float64(was.n)/float64(was.of))
		}
		o.add("12b Perbandingan", m.name, 0, 3, 0)
		o.put("12b Perbandingan", m.name, 0, was.text())
		o.put("12b Perbandingan", m.name, 1, m.text())
		o.put("12b Perbandingan", m.name, 2, apart)
	}
}

// obstacles is table 13, with what was done about each.
func (o *oracle) obstacles() {
	met := func(key, word string, n int) {
		o.add("13 Kendala", word, 0, 2, n)
		o.put("13 Kendala", word, 1, o.notes.FollowUps[key])
	}
	for _, r := range o.requests {
		for _, s := range r.Steps {
			for _, p := range s.Pauses {
				if o.inYear(p.Began) {
					met("tunda/"+p.Reason, map[string]string{"listrik-padam": "Kegiatan ditunda: listrik padam", "menunggu-opd": "Kegiatan ditunda: menunggu tanggapan Perangkat Daerah",
						"gangguan-jaringan": "Kegiatan ditunda: gangguan jaringan (media)"}[p.Reason], 1)
				}
			}
			if o.inYear(s.Ended) && spent(s) > s.Standard {
				met("terlambat/"+s.LateCause, map[string]string{"kamera-banyak": "Kegiatan terlambat: jumlah kamera banyak", "antrean-pekerjaan": "Kegiatan terlambat: antrean pekerjaan",
					"": "Kegiatan terlambat: penyebab tidak dicatat"}[s.LateCause], 1)
			}
		}
	}
	for cause, s := range o.whole.causes {
		met("gangguan/"+cause, "Gangguan kamera: "+outageWord(cause), s.times)
	}
	_, _, why := o.looks()
	for word, n := range why {
		met("pemeriksaan/"+strings.ToLower(word), "Kamera offline saat diperiksa: "+word, n)
	}
}
