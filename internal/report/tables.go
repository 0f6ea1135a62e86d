package report

import (
	"strconv"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The tables of the register, for the yearly report and for the Daftar Jumlah
// of any day. Each is written once and numbered by who prints it.

func (t tabulation) numbered(number string) tabulation {
	t.number = number
	return t
}

// stockTable is table 1: what there was, came, went and is.
func stockTable(y sop.Yearly) tabulation {
	t := tabulation{
		caption: "Jumlah peralatan menurut jenis", sheet: "1 Jenis",
		columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: "Jenis", Width: 34}, {Title: "Saldo awal", Width: 14}, {Title: "Tambah", Width: 14}, {Title: "Kurang", Width: 14}, {Title: "Saldo akhir", Width: 14}},
		sums:    []int{2, 3, 4, 5}, across: []acrossSum{{to: 5, plus: []int{2, 3}, minus: []int{4}}},
		notes: []string{"Saldo awal + tambah − kurang = saldo akhir. Saldo awal: keadaan " + sop.LetterDate(y.From.AddDate(0, 0, -1)) + "; saldo akhir: keadaan " + sop.LetterDate(lastDay(y)) + "."},
	}
	for i, r := range y.Kinds {
		t.rows = append(t.rows, []any{i + 1, stated(r.Kind), r.Start, r.Added, r.Gone, r.End})
	}
	return t
}

func agencyTable(y sop.Yearly) tabulation {
	t := tabulation{
		caption: "Jumlah peralatan menurut Perangkat Daerah", sheet: "2 Perangkat Daerah",
		columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: "Perangkat Daerah", Width: 44}, {Title: "Titik", Width: 12}, {Title: "Kamera", Width: 12}, {Title: "Peralatan lain", Width: 14}, {Title: "Jumlah", Width: 12}},
		sums:    []int{3, 4, 5}, across: []acrossSum{{to: 5, plus: []int{3, 4}}}, fixed: []fixedTotal{{2, y.Sites}},
	}
	places := 0
	for i, r := range y.Agencies {
		places += r.Sites
		t.rows = append(t.rows, []any{i + 1, stated(r.Agency), r.Sites, r.Cameras, r.Others, r.Total})
	}
	t.notes = placesNote(places, y.Sites, "lebih dari satu Perangkat Daerah")
	return t
}

// placesNote says why places do not add up.
func placesNote(sum, total int, who string) []string {
	if sum == total {
		return []string{"Titik adalah tempat yang memiliki kamera."}
	}
	return []string{"Titik adalah tempat yang memiliki kamera; titik yang dipakai " + who + " dihitung satu kali pada jumlah."}
}

func districtTable(y sop.Yearly) tabulation {
	t := tabulation{
		caption: "Jumlah kamera menurut kecamatan", sheet: "3 Kecamatan",
		columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: "Kecamatan", Width: 34}, {Title: "Titik", Width: 12}, {Title: "Kamera PTZ", Width: 14}, {Title: "Kamera statis", Width: 14}},
		sums:    []int{3, 4}, fixed: []fixedTotal{{2, y.Sites}},
	}
	unstated, places := 0, 0
	for _, r := range y.Districts {
		unstated, places = unstated+r.Unstated, places+r.Sites
	}
	plus := []int{3, 4}
	if unstated > 0 {
		t.columns = append(t.columns, Column{Title: "Belum dicatat", Width: 14})
		t.sums, plus = append(t.sums, 5), append(plus, 5)
	}
	last := len(t.columns)
	t.columns = append(t.columns, Column{Title: "Jumlah", Width: 12})
	t.sums, t.across = append(t.sums, last), []acrossSum{{to: last, plus: plus}}
	for i, r := range y.Districts {
		row := []any{i + 1, stated(r.District), r.Sites, r.PTZ, r.Fixed}
		if unstated > 0 {
			row = append(row, r.Unstated)
		}
		t.rows = append(t.rows, append(row, r.Total))
	}
	t.notes = placesNote(places, y.Sites, "di lebih dari satu kecamatan")
	return t
}

func conditionTable(y sop.Yearly) tabulation {
	t := tabulation{
		caption: "Kondisi peralatan", sheet: "4 Kondisi",
		columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: "Jenis", Width: 34}, {Title: "Baik (B)", Width: 12}, {Title: "Rusak Ringan (RR)", Width: 14}, {Title: "Rusak Berat (RB)", Width: 14}},
		sums:    []int{2, 3, 4},
	}
	unstated := 0
	for _, r := range y.Conditions {
		unstated += r.Unstated
	}
	plus := []int{2, 3, 4}
	if unstated > 0 {
		t.columns = append(t.columns, Column{Title: "Belum dicatat", Width: 12})
		t.sums, plus = append(t.sums, 5), append(plus, 5)
	}
	last := len(t.columns)
	t.columns = append(t.columns, Column{Title: "Jumlah", Width: 12}, Column{Title: "% Baik", Width: 12})
	t.sums, t.across, t.ratios = append(t.sums, last), []acrossSum{{to: last, plus: plus}}, []ratio{{last + 1, 2, last}}
	for i, r := range y.Conditions {
		row := []any{i + 1, stated(r.Kind), r.Good, r.Worn, r.Broken}
		if unstated > 0 {
			row = append(row, r.Unstated)
		}
		t.rows = append(t.rows, append(row, r.Total, partOf(r.Good, r.Total)))
	}
	return t
}

// partOf is a part of a whole, none of nothing.
func partOf(part, whole int) share {
	if whole == 0 {
		return -1
	}
	return share(float64(part) / float64(whole))
}

// statusTable is table 5, once for each owner and once for each kecamatan.
func statusTable(y sop.Yearly, rows []sop.StatusRow, name, sheet string) tabulation {
	t := tabulation{
		caption: "Status operasi kamera per " + sop.LetterDate(lastDay(y)) + " menurut " + name, sheet: sheet,
		columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: upperFirst(name), Width: 38}, {Title: "Online", Width: 13}, {Title: "Offline", Width: 13.5},
			{Title: "% online", Width: 13}, {Title: "CCTV", Width: 12}, {Title: "Listrik", Width: 12.5}, {Title: "Media", Width: 12.5}, {Title: "Lain", Width: 9.5},
			{Title: "Tidak aktif / belum diperiksa", Width: 18.5}, {Title: "Jumlah", Width: 15}},
		sums: []int{2, 3, 5, 6, 7, 8, 9, 10}, across: []acrossSum{{to: 10, plus: []int{2, 3, 9}}},
		notes: []string{"Status adalah hasil pemeriksaan terakhir sampai dengan tanggal tersebut. % online dihitung dari kamera yang online dan offline; CCTV, Listrik, Media, dan Lain adalah penyebab kamera offline."},
	}
	for i, r := range rows {
		t.rows = append(t.rows, []any{i + 1, stated(r.Name), r.Online, r.Offline, partOf(r.Online, r.Online+r.Offline), r.Causes[0], r.Causes[1], r.Causes[2], r.Causes[3], r.Other, r.Total})
	}
	t.shares = []shareOf{{to: 4, part: 2, rest: 3}}
	return t
}

func mediaTable(y sop.Yearly) tabulation {
	t := cutTable(y.Media, "Perangkat Daerah", sop.MediaColumns(), MediumWord)
	t.caption, t.sheet = "Media sambungan kamera", "6 Media"
	return t
}

func ageTable(y sop.Yearly) tabulation {
	t := cutTable(y.Ages, "Jenis", sop.AgeColumns(), ageWord)
	t.caption, t.sheet = "Umur peralatan menurut tahun perolehan", "7 Umur"
	t.notes = []string{"Umur dihitung dari tahun perolehan sampai tahun " + strconv.Itoa(lastDay(y).In(sop.WIB()).Year()) + "."}
	return t
}

// cutTable prints rows of counts; a last column that is empty throughout is
// left out.
func cutTable(rows []sop.CutRow, name string, columns []string, word func(string) string) tabulation {
	t := tabulation{columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: name, Width: 40}}}
	n, rest := len(columns), 0
	for _, r := range rows {
		rest += r.Cells[n-1]
	}
	if rest == 0 {
		n--
	}
	sum := acrossSum{to: n + 2}
	for i, c := range columns[:n] {
		t.columns = append(t.columns, Column{Title: word(c), Width: 14})
		t.sums = append(t.sums, i+2)
		sum.plus = append(sum.plus, i+2)
	}
	t.columns = append(t.columns, Column{Title: "Jumlah", Width: 12})
	t.sums, t.across = append(t.sums, n+2), []acrossSum{sum}
	for i, r := range rows {
		row := []any{i + 1, stated(r.Name)}
		for _, c := range r.Cells[:n] {
			row = append(row, c)
		}
		t.rows = append(t.rows, append(row, r.Total))
	}
	return t
}
