package desk

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Mapping says which column of a file is meant by a column of ours, by the
// words in the file's first row. Columns that are not named go by their own
// name; nil is no mapping at all.
type Mapping map[string]string

// ImportColumn is one column that an import understands.
type ImportColumn struct {
	Name     string
	Required bool
}

// RequestColumns lists the columns of an import of requests, the required ones
// first.
func RequestColumns() []ImportColumn {
	var out []ImportColumn
	for _, c := range requestRequired() {
		out = append(out, ImportColumn{c, true})
	}
	for _, c := range requestOptional() {
		out = append(out, ImportColumn{Name: c})
	}
	return out
}

func requestRequired() []string { return []string{"opd", "hal", "tanggal", "asal", "lokasi"} }

func requestOptional() []string {
	out := []string{"kecamatan", "sifat", "urgensi", "narahubung", "telepon", "surat_rujukan", "kamera", "nomor_surat", "nomor_laporan", "keterangan"}
	for n := 1; n <= sop.Activities; n++ {
		out = append(out, fmt.Sprintf("mulai%d", n), fmt.Sprintf("selesai%d", n))
	}
	return out
}

// TableHead is what a file shows of itself before anything is imported.
type TableHead struct {
	Columns []string   // as typed in the first row
	Sample  [][]string // the first few rows, in the order of Columns
	Rows    int
	Guess   Mapping // our columns that the file seems to have
}

// headRows is how many rows of a file are shown.
const headRows = 3

// RequestTable reads the head of a table of requests and guesses its columns.
func (r *Requests) RequestTable(rows io.Reader) (TableHead, error) {
	t, err := readTable(rows)
	if err != nil {
		return TableHead{}, err
	}
	return t.head(RequestColumns(), aliases), nil
}

// head is what the table shows of itself.
func (t *table) head(columns []ImportColumn, aliases func(string) []string) TableHead {
	head := TableHead{Columns: t.raw, Rows: len(t.rows), Guess: Mapping{}}
	for _, row := range t.rows[:min(len(t.rows), headRows)] {
		cells := make([]string, len(t.raw))
		copy(cells, row.cells)
		head.Sample = append(head.Sample, cells)
	}
	for _, c := range columns {
		if raw, ok := t.guess(c.Name, aliases(c.Name)); ok {
			head.Guess[c.Name] = raw
		}
	}
	return head
}

// guess finds the column of the file that is called like ours, or as people
// call it.
func (t *table) guess(column string, aliases []string) (string, bool) {
	for _, name := range append([]string{column}, aliases...) {
		for i, have := range t.columns {
			if have != "" && joined(have) == joined(name) {
				return t.raw[i], true
			}
		}
	}
	return "", false
}

// aliases are other words for a column, as letters and registers use them.
func aliases(column string) []string {
	switch column {
	case "opd":
		return []string{"perangkat daerah", "instansi", "skpd", "dinas", "pemilik kamera"}
	case "hal":
		return []string{"perihal", "subjek", "uraian"}
	case "tanggal":
		return []string{"tgl", "tanggal registrasi", "tanggal permintaan", "terdaftar"}
	case "asal":
		return []string{"asal permintaan"}
	case "lokasi":
		return []string{"titik", "lokasi kamera", "nama titik", "alamat"}
	case "kamera":
		return []string{"nama kamera", "jumlah kamera", "cctv"}
	case "nomor_surat":
		return []string{"no surat", "no. surat", "nomor surat keluar"}
	case "nomor_laporan":
		return []string{"no laporan", "nomor nota dinas", "no nota dinas"}
	case "keterangan":
		return []string{"catatan", "ket"}
	case "narahubung":
		return []string{"kontak", "penanggung jawab", "nama kontak"}
	case "telepon":
		return []string{"telp", "hp", "no hp", "no telepon", "nomor telepon"}
	case "surat_rujukan":
		return []string{"nomor surat opd", "surat masuk", "rujukan"}
	}
	return nil
}

// rename gives the columns of a file our names. What the mapping leaves out by
// pointing ours elsewhere is not asked for any more.
func (t *table) rename(m Mapping) error {
	if m == nil {
		return nil
	}
	for ours, raw := range m {
		i := slices.IndexFunc(t.raw, func(have string) bool { return strings.EqualFold(have, strings.TrimSpace(raw)) })
		if i < 0 {
			return &FieldError{Field: ours, Rule: FieldUnknown, Value: raw, Choices: t.raw}
		}
		for j, have := range t.columns {
			if have == ours && j != i {
				t.columns[j] = "" // the mapping wants another one
			}
		}
		t.columns[i] = ours
	}
	return nil
}
