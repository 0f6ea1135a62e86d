package report

import (
	"io"
	"math"
	"time"
)

// Kepatuhan is D9: how often the activities kept to the standard times.
type Kepatuhan struct {
	Head       Letterhead
	Period     string
	SOP        string
	Activities []ComplianceRow
	Internal   ComplianceRow // activities of the office only, per finished request
	Total      ComplianceRow // all six, per finished request
	Causes     []CountRow    // of lateness
	Deviations []CountRow    // paused, returned, cancelled …
	Hints      []string      // where the standard time is in doubt
	Signer     Signer
	Approver   Signer
	Printed    time.Time
	CSV        CSVStyle
}

// ComplianceRow is one line: an activity, or a sum over activities.
type ComplianceRow struct {
	Mark, Activity, Executor         string
	Standard, Count, OnTime, Longest int
	Mean, Median, MeanWaiting        float64
}

// CountRow is how often something happened.
type CountRow struct {
	Name  string
	Count int
}

func (c ComplianceRow) cells() []any {
	if c.Count == 0 {
		return []any{c.Mark, c.Activity, c.Executor, c.Standard, 0, 0, 0, share(-1), nil, nil, nil, nil}
	}
	return []any{c.Mark, c.Activity, c.Executor, c.Standard, c.Count, c.OnTime, c.Count - c.OnTime, share(float64(c.OnTime) / float64(c.Count)),
		tenth(c.Mean), tenth(c.Median), c.Longest, tenth(c.MeanWaiting)}
}

// tenth rounds as papers do: nobody measured hundredths of a minute.
func tenth(f float64) float64 { return math.Round(f*10) / 10 }

// WriteKepatuhan writes the report as pdf, xlsx, csv or json.
func WriteKepatuhan(w io.Writer, d Kepatuhan, format string) error {
	times := part{title: "A. Kepatuhan terhadap waktu baku", columns: []Column{
		{Name: "no", Title: "No", Width: 5}, {Name: "kegiatan", Title: "Kegiatan", Width: 44}, {Name: "pelaksana", Title: "Pelaksana", Width: 18},
		{Name: "standar", Title: "Waktu baku (menit)", Width: 10}, {Name: "jumlah", Title: "Jumlah", Width: 9}, {Name: "tepat", Title: "Tepat waktu", Width: 9},
		{Name: "terlambat", Title: "Terlambat", Width: 11}, {Name: "persen", Title: "% tepat", Width: 9}, {Name: "rata_rata", Title: "Rata-rata (menit)", Width: 10},
		{Name: "median", Title: "Median (menit)", Width: 9}, {Name: "terlama", Title: "Terlama (menit)", Width: 9}, {Name: "tunggu", Title: "Rata-rata tunggu (menit)", Width: 11},
	}}
	for _, row := range append(append([]ComplianceRow{}, d.Activities...), d.Internal, d.Total) {
		times.rows = append(times.rows, row.cells())
	}
	parts := []part{countPart("B. Penyebab keterlambatan", "Penyebab", d.Causes), countPart("C. Penyimpangan dari alur", "Penyimpangan", d.Deviations)}
	if format == "pdf" || format == "xlsx" {
		parts = append([]part{times}, parts...)
	} else {
		parts = []part{times}
	}
	remarks := append([]string{
		"Yang dihitung adalah kegiatan yang selesai pada masa laporan, termasuk putaran yang kemudian dikembalikan. Tepat waktu berarti waktu proses tidak melebihi waktu baku.",
		"Baris internal dan seluruh kegiatan dihitung per permintaan yang selesai pada masa laporan, dari jumlah waktu prosesnya terhadap jumlah waktu baku; kegiatan 2 dilaksanakan Perangkat Daerah dan berada di luar kendali dinas.",
	}, d.Hints...)
	return register{
		head: d.Head, title: "Laporan Kepatuhan Waktu Baku", subtitle: d.Period, facts: [][2]string{{"SOP", d.SOP}},
		parts: parts, remarks: remarks, signed: true, right: d.Signer, left: d.Approver, printed: d.Printed, csv: d.CSV,
	}.write(w, format)
}

func countPart(title, name string, rows []CountRow) part {
	p := part{title: title, columns: []Column{{Name: "no", Title: "No", Width: 5}, {Name: "nama", Title: name, Width: 44}, {Name: "jumlah", Title: "Jumlah", Width: 12}}}
	for i, r := range rows {
		p.rows = append(p.rows, []any{i + 1, r.Name, r.Count})
	}
	return p
}
