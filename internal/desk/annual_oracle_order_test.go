package desk_test

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The second computation of the order in which the tables list their lines.

// namesOf gives the names of a sheet's lines from top to bottom, without the
// line of sums.
func namesOf(t *testing.T, f *excelize.File, sheet string) (out []string) {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[4:] {
		if len(row) >= 3 && row[1] != "" && row[1] != "Jumlah" {
			out = append(out, row[1])
		}
	}
	return out
}

// order puts the names of a table as a reader expects them: by the list that
// people know them by, by how often, or by name; what is not known comes last,
// and the line of all after it.
func (o *oracle) order(sheet string, names []string) []string {
	known, often := o.known(sheet), map[string]int{}
	if sheet == "13 Kendala" || sheet == "16 Sebab Gangguan" {
		for name, cells := range o.rows[sheet] {
			often[name], _ = strconv.Atoi(cells[0])
		}
	}
	last := func(name string) int { return slices.Index([]string{"Tidak diketahui", "Semua kamera"}, name) }
	out := slices.Clone(names)
	slices.SortStableFunc(out, func(a, b string) int {
		by := cmp.Or(last(a)-last(b), often[b]-often[a], slices.Index(known, a)-slices.Index(known, b))
		if by == 0 && len(known) == 0 && len(often) == 0 {
			by = strings.Compare(strings.ToLower(a), strings.ToLower(b))
		}
		return by
	})
	return out
}

// known is the list that a table follows, nil when it follows none.
func (o *oracle) known(sheet string) (out []string) {
	switch sheet {
	case "1 Jenis", "4 Kondisi", "7 Umur":
		return []string{"Kamera", "NVR/DVR", "Server", "Switch", "Router", "Access Point/Radio", "Modem", "UPS", "Monitor/Video Wall", "Media Converter", "Penyimpanan", "Tiang/Box Panel", "Lainnya"}
	case "3 Kecamatan", "5b Status Kecamatan", "15 Ketersediaan Kecamatan":
		return []string{"Pontianak Selatan", "Pontianak Timur", "Pontianak Barat", "Pontianak Utara", "Pontianak Kota", "Pontianak Tenggara"}
	case "9 Permintaan per Bulan":
		return []string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}
	case "11 Kepatuhan":
		for n := 1; n <= 6; n++ {
			out = append(out, sop.DefaultVersion().Activity(n).Short)
		}
		return append(out, "Kegiatan internal, per permintaan", "Seluruh kegiatan, per permintaan")
	case "12a Capaian", "12b Perbandingan":
		for _, m := range o.measures() {
			out = append(out, m.name)
		}
	}
	return out
}
