package report

import (
	"math"
	"strconv"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The tables of the yearly report beside those of the register: movements,
// requests, times, indicators, obstacles and availability.

// lastDay is the day whose state the figures give.
func lastDay(y sop.Yearly) time.Time { return y.Until.Add(-time.Second) }

func moveTable(y sop.Yearly) tabulation {
	t := tabulation{caption: "Mutasi peralatan", sheet: "8 Mutasi", columns: []Column{
		{Name: "no", Title: "No", Width: 8}, {Title: "Tanggal", Width: 20}, {Title: "Barang", Width: 40}, {Title: "Jenis mutasi", Width: 22}, {Title: "Dari", Width: 26}, {Title: "Ke", Width: 28}, {Title: "Dasar", Width: 24},
	}}
	for i, m := range y.Moves {
		t.rows = append(t.rows, []any{i + 1, day(m.At), listedWords(m.Code, m.Item), MoveWord(m.Kind), m.From, m.To, m.Basis})
	}
	return t
}

func monthTable(y sop.Yearly) tabulation {
	t := tabulation{
		caption: "Permintaan relay per bulan", sheet: "9 Permintaan per Bulan",
		columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: "Bulan", Width: 30}, {Title: "Masuk", Width: 14}, {Title: "Selesai", Width: 14}, {Title: "Berjalan", Width: 14}, {Title: "Dibatalkan", Width: 14}},
		sums:    []int{2, 3, 5},
		notes: []string{
			"Berjalan: permintaan yang belum selesai pada akhir bulan. Sisa tahun lalu: " + strconv.Itoa(y.Carried) + " permintaan.",
			"Permintaan yang masuk pada suatu tahun dan selesai pada tahun berikutnya dihitung masuk pada tahun pertama dan selesai pada tahun kedua.",
		},
	}
	left := y.Carried
	for m, r := range y.Months {
		name := sop.MonthName(time.Month(m + 1))
		if begins := y.From.In(sop.WIB()).AddDate(0, m, 0); !begins.Before(y.Until) {
			t.rows = append(t.rows, []any{m + 1, name, nil, nil, nil, nil})
			continue
		}
		left = r.Running
		t.rows = append(t.rows, []any{m + 1, name, r.Came, r.Finished, r.Running, r.Cancelled})
	}
	t.fixed = []fixedTotal{{4, left}}
	return t
}

func askedTable(y sop.Yearly) tabulation {
	t := tabulation{
		caption: "Permintaan relay menurut Perangkat Daerah", sheet: "10 Permintaan per OPD",
		columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: "Perangkat Daerah", Width: 40}, {Title: "Permintaan", Width: 14}, {Title: "Kamera diminta", Width: 14}, {Title: "Berhasil", Width: 12}, {Title: "Gagal", Width: 11}, {Title: "Belum diuji", Width: 12}},
		sums:    []int{2, 3, 4, 5, 6}, across: []acrossSum{{to: 3, plus: []int{4, 5, 6}}},
		notes: []string{"Permintaan yang masuk pada tahun laporan."},
	}
	for i, r := range y.AskedBy {
		t.rows = append(t.rows, []any{i + 1, stated(r.Agency), r.Requests, r.Cameras, r.Worked, r.Failed, r.Untested})
	}
	return t
}

func timeTable(y sop.Yearly) tabulation {
	t := tabulation{
		caption: "Kepatuhan terhadap waktu baku", sheet: "11 Kepatuhan",
		columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: "Langkah", Width: 46}, {Title: "Standar (menit)", Width: 13}, {Title: "Jumlah", Width: 12}, {Title: "Tepat", Width: 11},
			{Title: "% tepat", Width: 12}, {Title: "Rata-rata (menit)", Width: 14}, {Title: "Median (menit)", Width: 13}, {Title: "Terlama (menit)", Width: 13}},
		ratios: []ratio{{5, 4, 3}},
		notes: []string{
			"Yang dihitung hanya langkah yang selesai pada tahun laporan, termasuk putaran yang kemudian dikembalikan. Tepat: waktu proses tidak melebihi waktu baku.",
			"Dua baris terakhir dihitung per permintaan yang selesai: kegiatan internal (1, 3–6), dan seluruh kegiatan.",
		},
	}
	add := func(no any, name string, s sop.Stat) {
		row := []any{no, name, s.Standard, s.Count, s.OnTime, partOf(s.OnTime, s.Count), nil, nil, nil}
		if s.Count > 0 {
			row[6], row[7], row[8] = tenth(s.Mean), tenth(s.Median), s.Longest
		}
		t.rows = append(t.rows, row)
	}
	for _, r := range y.Times {
		add(r.N, r.Text, r.Stat)
	}
	add(nil, "Kegiatan internal, per permintaan", y.Internal)
	add(nil, "Seluruh kegiatan, per permintaan", y.Whole)
	return t
}

// indicatorWord names an indicator.
func indicatorWord(key string) string {
	switch key {
	case sop.IndicatorOnline:
		return "Persentase kamera online"
	case sop.IndicatorSites:
		return "Jumlah titik terintegrasi"
	case sop.IndicatorOnTime:
		return "Persentase relay tepat waktu"
	case sop.IndicatorGood:
		return "Persentase peralatan baik"
	case sop.IndicatorAgency:
		return "Jumlah OPD terintegrasi"
	case sop.IndicatorChecked:
		return "Kamera online berdasarkan pemeriksaan"
	}
	return "Ketersediaan tayangan terukur"
}

// IndicatorWord names an indicator as the report does.
func IndicatorWord(key string) string { return indicatorWord(key) }

// reached is an indicator's value as it is printed: a share, a count, or none.
func reached(i sop.Indicator) any {
	switch {
	case !i.Known && i.Share:
		return share(-1)
	case !i.Known:
		return nil
	case i.Share:
		return share(i.Value)
	}
	return int(math.Round(i.Value))
}

// goalTable is table 12a: what was aimed at and what was reached.
func goalTable(d LaporanTahunan) tabulation {
	t := tabulation{
		caption: "Capaian indikator kinerja", sheet: "12a Capaian",
		columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: "Indikator", Width: 56}, {Title: "Target", Width: 16}, {Title: "Realisasi", Width: 16}, {Title: "Capaian", Width: 16}},
		divides: []divideOf{{4, 3, 2}},
		notes: []string{
			"Titik dan OPD terintegrasi: memiliki kamera yang tayangannya diterbitkan melalui relay. Capaian = realisasi : target.",
			"Berdasarkan pemeriksaan: bagian hasil pemeriksaan tahun ini yang menyatakan kamera online. Terukur: bagian waktu pantau ketika kamera memberi gambar (Lampiran 1).",
		},
	}
	for i, key := range sop.IndicatorKeys() {
		got := d.Figures.Indicator(key)
		row := []any{i + 1, indicatorWord(key), nil, reached(got), share(-1)}
		if target, ok := d.Targets[key]; ok && target > 0 {
			row[2] = reached(sop.Indicator{Key: key, Value: target, Share: got.Share, Known: true})
			if got.Known {
				row[4] = share(got.Value / target)
			}
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// againstTable is table 12b: this year against the last.
func againstTable(d LaporanTahunan) tabulation {
	y := d.Figures
	t := tabulation{
		caption: "Perbandingan dengan tahun lalu", sheet: "12b Perbandingan",
		columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: "Indikator", Width: 56}, {Title: "Tahun " + strconv.Itoa(y.Year-1), Width: 16}, {Title: "Tahun " + strconv.Itoa(y.Year), Width: 16}, {Title: "Selisih", Width: 16}},
		minus:   []lessOf{{4, 3, 2}},
	}
	switch {
	case d.Last == nil:
		t.notes = []string{"Data tahun " + strconv.Itoa(y.Year-1) + " belum ada."}
	case d.LastLocked != "":
		t.notes = []string{"Angka tahun lalu: menurut laporan yang dikunci (" + d.LastLocked + ")."}
	default:
		t.notes = []string{"Angka tahun lalu dihitung dari catatan; laporan tahun itu belum dikunci."}
	}
	add := func(name string, was, is any) {
		t.rows = append(t.rows, []any{len(t.rows) + 1, name, was, is, apart(was, is)})
	}
	last := func(of func(sop.Yearly) any) any {
		if d.Last == nil {
			return nil
		}
		return of(*d.Last)
	}
	for _, key := range sop.IndicatorKeys() {
		of := func(y sop.Yearly) any { return reached(y.Indicator(key)) }
		add(indicatorWord(key), last(of), of(y))
	}
	for _, c := range []struct {
		name string
		of   func(sop.Yearly) any
	}{
		{"Jumlah peralatan", func(y sop.Yearly) any { return y.Items }},
		{"Jumlah kamera", func(y sop.Yearly) any { return y.Cameras }},
		{"Jumlah titik", func(y sop.Yearly) any { return y.Sites }},
		{"Permintaan masuk", func(y sop.Yearly) any { return cameIn(y) }},
		{"Permintaan selesai", func(y sop.Yearly) any { return y.Whole.Count }},
		{"Gangguan kamera tercatat", func(y sop.Yearly) any { return y.Uptime.All.Outages }},
	} {
		add(c.name, last(c.of), c.of(y))
	}
	return t
}

func cameIn(y sop.Yearly) int {
	n := 0
	for _, m := range y.Months {
		n += m.Came
	}
	return n
}

// points is a difference of two shares: +2,5 poin.
type points float64

// String writes the difference with its sign.
func (p points) String() string { return signed(float64(p)*100, 1) + " poin" }

// change is a difference of two counts.
type change int

// String writes the difference with its sign.
func (c change) String() string { return signed(float64(c), 0) }

func signed(f float64, places int) string {
	text := decimal(math.Abs(f), places)
	switch {
	case text == "0":
		return "0"
	case f < 0:
		return "−" + text
	}
	return "+" + text
}

// apart is the difference of two figures of one kind.
func apart(was, is any) any {
	switch was := was.(type) {
	case int:
		if is, ok := is.(int); ok {
			return change(is - was)
		}
	case share:
		if is, ok := is.(share); ok && was >= 0 && is >= 0 {
			return points(is - was)
		}
	}
	return "-"
}

// troubleTable is table 13.
func troubleTable(d LaporanTahunan) tabulation {
	t := tabulation{caption: "Kendala dan tindak lanjut", sheet: "13 Kendala", columns: []Column{
		{Name: "no", Title: "No", Width: 8}, {Title: "Kendala", Width: 56}, {Title: "Frekuensi", Width: 16}, {Title: "Tindak lanjut", Width: 66},
	}}
	for i, r := range d.Figures.Troubles {
		t.rows = append(t.rows, []any{i + 1, TroubleWord(r, d.CauseWord), r.Count, d.FollowUps[r.Key()]})
	}
	return t
}

// TroubleWord says what stood in the way. words gives the words of a pause or a
// late cause.
func TroubleWord(r sop.TroubleRow, words func(string) string) string {
	switch r.Source {
	case sop.TroublePause:
		return "Kegiatan ditunda: " + lowerFirst(words(r.Cause))
	case sop.TroubleLate:
		if r.Cause == "" {
			return "Kegiatan terlambat: penyebab tidak dicatat"
		}
		return "Kegiatan terlambat: " + lowerFirst(words(r.Cause))
	case sop.TroubleOutage:
		if r.Cause == "" {
			return "Gangguan kamera: sebab tidak diketahui"
		}
		return "Gangguan kamera: " + causeWords(r.Cause)
	}
	return "Kamera offline saat diperiksa: " + OfflineWord(r.Cause)
}

func lowerFirst(s string) string {
	if len(s) < 2 || s[1] >= 'A' && s[1] <= 'Z' || s[0] < 'A' || s[0] > 'Z' {
		return s
	}
	return string(s[0]+'a'-'A') + s[1:]
}

// uptimeTable is a table of availability, for owners, kecamatan or cameras.
func uptimeTable(rows []sop.UptimeRow, all sop.UptimeRow, name, sheet string, places bool) tabulation {
	t := tabulation{caption: "Ketersediaan tayangan menurut " + name, sheet: sheet, columns: []Column{
		{Name: "no", Title: "No", Width: 7}, {Title: upperFirst(name), Width: 36}, {Title: "Kamera", Width: 11}, {Title: "Tersedia", Width: 13}, {Title: "Dipantau", Width: 13},
		{Title: "Gangguan", Width: 13}, {Title: "Lama gangguan", Width: 16}, {Title: "Terlama", Width: 14}, {Title: "Sebab terbanyak", Width: 32},
	}}
	line := func(no any, name string, r sop.UptimeRow) []any {
		up := share(-1)
		if s, known := r.Share(); known {
			up = floored(s)
		}
		cause := ""
		if r.Outages > 0 {
			cause = outageCause(r.Cause)
		}
		return []any{no, name, r.Cameras, up, floored(r.WatchedShare()), r.Outages, stretch(r.Down), stretch(r.Longest), cause}
	}
	for i, r := range rows {
		name := stated(r.Name)
		if places {
			name = listedWords(r.Name, "("+listedComma(r.Agency, r.District)+")")
		}
		t.rows = append(t.rows, line(i+1, name, r))
	}
	if len(rows) > 0 {
		t.last = line(nil, "Semua kamera", all)
	}
	t.notes = []string{"Tersedia: bagian waktu pantau ketika kamera memberi gambar. Dipantau: bagian tahun laporan ketika cctvdesk memantau; waktu selebihnya tidak dinilai. Waktu: h hari, j jam, m menit."}
	if all.OnDemand > 0 {
		t.notes = append(t.notes, strconv.Itoa(all.OnDemand)+" kamera hanya diambil bila ditonton: dihitung jumlahnya, tidak dinilai ketersediaannya.")
	}
	return t
}

func outageCause(cause string) string {
	if cause == "" {
		return "sebab tidak diketahui"
	}
	return causeWords(cause)
}

func listedComma(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + ", " + b
}

func upperFirst(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// floored rounds a share down, so that what failed is never 100 %.
func floored(s float64) share { return share(math.Floor(s*1000) / 1000) }

// outageTable is what took cameras away.
func outageTable(y sop.Yearly) tabulation {
	t := tabulation{caption: "Sebab gangguan kamera", sheet: "16 Sebab Gangguan", columns: []Column{
		{Name: "no", Title: "No", Width: 7}, {Title: "Sebab", Width: 96}, {Title: "Gangguan", Width: 22}, {Title: "Lama seluruhnya", Width: 28},
	}, sums: []int{2}}
	for i, c := range y.Uptime.Causes {
		t.rows = append(t.rows, []any{i + 1, outageCause(c.Cause), c.Count, stretch(c.Length)})
	}
	t.notes = []string{"Lama gangguan dihitung sejak kamera hilang sampai kembali, juga ketika cctvdesk tidak memantau; gangguan beruntun dengan sebab sama dihitung satu."}
	return t
}
