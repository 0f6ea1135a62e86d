package report

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func sampleTable() Table {
	return Table{
		Title: "Daftar Kamera: [Dishub]",
		Columns: []Column{
			{Name: "nama", Title: "Nama"}, {Name: "jalur"}, {Name: "fps", Title: "fps"}, {Name: "aktif", Title: "Aktif"},
			{Name: "sejak", Title: "Sejak"}, {Name: "menit"}, {Name: "catatan", Width: 30},
		},
		Rows: [][]any{
			{"Simpang Garuda", "dishub/garuda", 12.5, true, at(23, 1, 15), 65 * time.Minute, "=HYPERLINK(\"http://x\")"},
			{"Pasar; \"Flamboyan\"", "pasar", 25.0, false, time.Time{}, nil, "-"},
			{"+62 561", "@pasar", nil, nil, nil, 3, "＝1+1", "one too many"},
			{"short"},
		},
		Printed: at(23, 1, 15),
	}
}

func sheetBytes(t *testing.T, table Table, format string) []byte {
	t.Helper()
	return render(t, func(b *bytes.Buffer) error { return WriteSheet(b, table, format) })
}

func Test_csv_opens_in_an_indonesian_spreadsheet(t *testing.T) {
	t.Parallel()
	data := sheetBytes(t, sampleTable(), "csv")
	rest, found := bytes.CutPrefix(data, []byte("\xef\xbb\xbf"))
	if !found {
		t.Error("no byte order mark")
	}
	r := csv.NewReader(bytes.NewReader(rest))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"nama", "jalur", "fps", "aktif", "sejak", "menit", "catatan"},
		{"Simpang Garuda", "dishub/garuda", "12,5", "ya", "23-11-2026 08.15", "65", "'=HYPERLINK(\"http://x\")"},
		{"Pasar; \"Flamboyan\"", "pasar", "25", "tidak", "", "", "-"},
		{"'+62 561", "'@pasar", "", "", "", "3", "'＝1+1"},
		{"short", "", "", "", "", "", ""},
	}
	for i, row := range want {
		if strings.Join(rows[i], "|") != strings.Join(row, "|") {
			t.Errorf("row %d: %q, want %q", i, rows[i], row)
		}
	}
}

func Test_json_keeps_names_order_and_kinds(t *testing.T) {
	t.Parallel()
	data := sheetBytes(t, sampleTable(), "json")
	var rows []map[string]any
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	if rows[0]["fps"] != 12.5 || rows[0]["sejak"] != "2026-11-23T01:15:00Z" || rows[0]["catatan"] != "=HYPERLINK(\"http://x\")" || rows[1]["sejak"] != nil {
		t.Errorf("%v", rows)
	}
	if i, j := bytes.Index(data, []byte(`"nama"`)), bytes.Index(data, []byte(`"catatan"`)); i > j {
		t.Error("columns out of order")
	}
	if empty := sheetBytes(t, Table{}, "json"); string(empty) != "[]\n" {
		t.Errorf("%q", empty)
	}
}

func Test_xlsx_reads_back(t *testing.T) {
	t.Parallel()
	data := sheetBytes(t, sampleTable(), "xlsx")
	if again := sheetBytes(t, sampleTable(), "xlsx"); !bytes.Equal(data, again) {
		t.Error("the same list gave other bytes")
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	name := book.GetSheetName(0)
	if name != "Daftar Kamera   Dishub" {
		t.Errorf("sheet %q", name)
	}
	for cell, want := range map[string]string{
		"A1": "Nama", "B1": "jalur", "A2": "Simpang Garuda", "C2": "12.5", "D2": "ya", "E2": "23-11-2026 08.15", "F2": "65",
		"G2": "=HYPERLINK(\"http://x\")", "D3": "tidak", "E3": "", "A5": "short",
	} {
		if got, err := book.GetCellValue(name, cell); err != nil || got != want {
			t.Errorf("%s: %q, want %q (%v)", cell, got, want, err)
		}
	}
	if formula, _ := book.GetCellFormula(name, "G2"); formula != "" {
		t.Errorf("text became the formula %q", formula)
	}
}

func Test_list_on_paper(t *testing.T) {
	t.Parallel()
	table := sampleTable()
	for i := range 80 {
		table.Rows = append(table.Rows, []any{"Kamera", "jalur/" + strings.Repeat("x", i), float64(i), true, at(23, 1, i%60), i, "catatan panjang sekali untuk melihat pemenggalan baris"})
	}
	text := inspect(t, golden(t, "daftar", func(b *bytes.Buffer) error { return WriteSheet(b, table, "pdf") }))
	says(t, text, "DAFTAR KAMERA: [DISHUB]", "Jumlah baris: 84", "Simpang Garuda", "23-11-2026 08.15")
	inspect(t, sheetBytes(t, Table{Title: "Kosong", Columns: table.Columns}, "pdf"))
	inspect(t, sheetBytes(t, Table{}, "pdf"))
}

func Test_unknown_format_is_refused(t *testing.T) {
	t.Parallel()
	if err := WriteSheet(&bytes.Buffer{}, sampleTable(), "docx"); !errors.Is(err, ErrFormat) {
		t.Error(err)
	}
}

// Whoever opens a list finds its columns ready to be narrowed down and its head
// standing still, also in one too large for the writer's memory.
func Test_xlsx_can_be_filtered_whatever_its_size(t *testing.T) {
	long := strings.Repeat("panjang ", 60)
	for name, rows := range map[string]int{"three": 3, "more than 16 MiB": 40_000} {
		table := Table{Title: "Daftar", Columns: []Column{{Name: "nama"}, {Name: "catatan"}}, Printed: at(23, 1, 15)}
		for range rows {
			table.Rows = append(table.Rows, []any{"Simpang", long})
		}
		book := sheetBytes(t, table, "xlsx")
		pack, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
		if err != nil {
			t.Fatal(err)
		}
		part, err := pack.Open("xl/worksheets/sheet1.xml")
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{fmt.Sprintf(`<autoFilter ref="$A$1:$B$%d"`, rows+1), `state="frozen"`} {
			if !bytes.Contains(text, []byte(want)) {
				t.Errorf("%s: no %s", name, want)
			}
		}
		if n := bytes.Count(text, []byte("<row ")); n != rows+1 {
			t.Errorf("%s: %d rows", name, n)
		}
	}
}
