package desk

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestReadTable_takes_what_offices_write(t *testing.T) {
	for _, row := range []struct{ name, file string }{
		{"comma", "nama,url\nA,rtsp://h/1\n"},
		{"semicolon of an Indonesian Excel", "nama;url\nA;rtsp://h/1\n"},
		{"byte order mark", "\ufeffnama;url\r\nA;rtsp://h/1\r\n"},
		{"no end of line", "nama;url\nA;rtsp://h/1"},
		{"capitals and blanks in names", " Nama ; URL \nA;rtsp://h/1\n"},
		{"empty rows before and between", "\n;\nnama;url\n;\nA;rtsp://h/1\n\n"},
		{"quotes around a separator", "nama;url\n\"A\";\"rtsp://h/1\"\n"},
		{"empty cells too many", "nama;url\nA;rtsp://h/1;;;\n"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := readTable(strings.NewReader(row.file))
			if err != nil {
				t.Fatal(err)
			}
			if len(got.rows) != 1 || got.rows[0].bad != nil {
				t.Fatalf("rows: %+v", got.rows)
			}
			if n, u := got.cell(got.rows[0], "nama"), got.cell(got.rows[0], "url"); n != "A" || u != "rtsp://h/1" {
				t.Errorf("nama %q, url %q", n, u)
			}
		})
	}
}

func TestReadTable_marks_the_bad_row_and_reads_on(t *testing.T) {
	file := "nama;url\n" +
		"A;b;c\n" + // more cells than columns
		"B\xff;x\n" + // not UTF-8
		"a\"b;x\n" + // a bare quote
		"D;rtsp://h/4\n"
	got, err := readTable(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var rules []FieldRule
	var lines []int
	for _, r := range got.rows {
		lines = append(lines, r.line)
		if r.bad != nil {
			rules = append(rules, r.bad.Rule)
		} else {
			rules = append(rules, "")
		}
	}
	if diff := cmp.Diff([]FieldRule{FieldColumns, FieldText, FieldQuotes, ""}, rules); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{2, 3, 4, 5}, lines); diff != "" {
		t.Error(diff)
	}
}

func TestReadTable_refuses_what_is_no_table(t *testing.T) {
	for name, file := range map[string]string{
		"empty":            "",
		"blank lines only": "\n\n ; \n",
		"broken workbook":  "PK\x03\x04 and then nothing",
		"UTF-16":           "\xff\xfen\x00a\x00m\x00a\x00;\x00u\x00r\x00l\x00\n\x00",
		"Latin-1 names":    "lok\xe1si;url\nA;b\n",
	} {
		if _, err := readTable(strings.NewReader(file)); !errors.Is(err, ErrNotTable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// workbookOf builds the smallest workbook that a spreadsheet would write.
func workbookOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const relationNS = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

func sampleWorkbook(t testing.TB) []byte {
	return workbookOf(t, map[string]string{
		"xl/workbook.xml":            `<workbook ` + relationNS + `><sheets><sheet name="Data" r:id="rId7"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId7" Target="worksheets/isi.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst><si><t>nama</t></si><si><r><t>tang</t></r><r><t>gal</t></r></si></sst>`,
		"xl/styles.xml":              `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\-mm\-yyyy hh.mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"xl/worksheets/isi.xml": `<worksheet><sheetData>
			<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
			<row r="3"><c r="A3" t="inlineStr"><is><t>Simpang</t></is></c><c r="B3"><v>12.5</v></c><c r="C3" s="1"><v>46272.333333</v></c></row>
			<row r="4"><c r="A4" t="str"><v>Pasar</v></c><c r="C4" s="2"><v>46272</v></c></row>
		</sheetData></worksheet>`,
	})
}

func TestReadTable_tells_a_large_table_from_no_table(t *testing.T) {
	for name, file := range map[string]string{
		"rows":  "nama;url\n" + strings.Repeat("A;b\n", officeLimits().rows+1),
		"bytes": strings.Repeat("nama;url\n", int(officeLimits().bytes)/9+1),
	} {
		if _, err := readTable(strings.NewReader(file)); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadTable_reads_the_first_sheet_of_a_workbook(t *testing.T) {
	got, err := readTable(bytes.NewReader(sampleWorkbook(t)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"nama", "", "tanggal"}, got.columns); diff != "" {
		t.Fatal(diff)
	}
	var cells []string
	for _, r := range got.rows {
		cells = append(cells, got.cell(r, "nama"), got.cell(r, "tanggal"))
	}
	want := []string{"Simpang", "07-09-2026 08.00", "Pasar", "07-09-2026"}
	if diff := cmp.Diff(want, cells); diff != "" {
		t.Error(diff)
	}
	if got.rows[0].line != 3 {
		t.Errorf("line %d, the row stands in 3", got.rows[0].line)
	}
}

func TestMoment_reads_times_of_the_office(t *testing.T) {
	at := func(h, m int) time.Time { return time.Date(2026, 9, 7, h, m, 0, 0, sop.WIB()).UTC() }
	for cell, want := range map[string]time.Time{
		"07-09-2026 08.12":     at(8, 12),
		"7-9-2026 8.12":        at(8, 12),
		"07/09/2026 08:12":     at(8, 12),
		"2026-09-07 08.12":     at(8, 12),
		"07-09-2026 08.12 WIB": at(8, 12),
		"07-09-2026":           at(7, 15),
	} {
		if got, err := moment(cell); err != nil || !got.Equal(want) {
			t.Errorf("%q: %v, %v", cell, got, err)
		}
	}
	for _, cell := range []string{"", "kemarin", "31-02-2026", "07-13-2026 08.00", "07-09-2026 25.00", "07-09-1226", "07-09-2026 8"} {
		if got, err := moment(cell); err == nil {
			t.Errorf("%q was read as %v", cell, got)
		}
	}
}

func TestNormal_makes_spellings_equal(t *testing.T) {
	for a, b := range map[string]string{
		"Benua Melayu Darat":      "benuamelayu  darat",
		"Dinas Perhubungan":       " DINAS  perhubungan.",
		"Dinas Koperasi, Usaha":   "dinas koperasi usaha",
		"Kec. Pontianak Tenggara": "kec pontianak-tenggara",
		"Café":                    "cafe",
	} {
		if joined(a) != joined(b) {
			t.Errorf("%q and %q differ: %q, %q", a, b, joined(a), joined(b))
		}
	}
}

func TestMatcher_finds_words_in_any_order(t *testing.T) {
	texts := []string{"RLY-2026-0007", "Relay kamera Pasar Flamboyan", "10.10.5.21:554"}
	for search, want := range map[string]bool{
		"": true, "flamboyan pasar": true, "2026-0007": true, "rly20260007": true, "10.10.5.21": true,
		"pasar tengah": false, "0008": false, "   ": true, "---": true,
	} {
		if got := matcher(search)(texts); got != want {
			t.Errorf("%q: %v", search, got)
		}
	}
}

func TestKept_keeps_the_newest_and_the_last_of_each_month(t *testing.T) {
	var names []string
	day := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for ; day.Before(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)); day = day.AddDate(0, 0, 1) {
		names = append(names, backupName+day.Format("2006-01-02")+backupEnd)
	}
	keep := kept(names)
	for _, name := range []string{"2026-11-23", "2026-11-10", "2026-10-31", "2026-09-30", "2025-12-31"} {
		if !keep[backupName+name+backupEnd] {
			t.Errorf("%s is gone", name)
		}
	}
	for _, name := range []string{"2026-11-09", "2026-10-30", "2025-11-30", "2025-01-01"} {
		if keep[backupName+name+backupEnd] {
			t.Errorf("%s is still there", name)
		}
	}
	if n := len(keep); n != keepDaily+keepMonthly-1 {
		t.Errorf("%d kept", n)
	}
}

// FuzzReadTable hands in any bytes: there is a table within its bounds, or an
// error, and every cell of it can be asked for.
func FuzzReadTable(f *testing.F) {
	f.Add([]byte("nama;url;jalur\nSimpang;rtsp://a:b@h/1;x\n\"y\n;;;;\n"))
	f.Add([]byte("\xef\xbb\xbfopd,hal,tanggal,asal,lokasi,mulai1\nDishub,x,07-09-2026,diminta,a|b,07-09-2026 08.00\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Add(sampleWorkbook(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := readTable(bytes.NewReader(data))
		if err != nil {
			return
		}
		if len(got.columns) == 0 || len(got.columns) > maxTableCols || len(got.rows) > officeLimits().rows {
			t.Fatalf("%d columns, %d rows", len(got.columns), len(got.rows))
		}
		for _, r := range got.rows {
			for _, c := range got.columns {
				if text := got.cell(r, c); r.bad == nil && len(text) > maxCell {
					t.Fatalf("a cell of %d bytes", len(text))
				}
			}
			_, _ = moment(got.cell(r, "tanggal"))
			_ = list(got.cell(r, "lokasi"))
		}
	})
}

func TestReachable_is_an_address_that_others_can_type(t *testing.T) {
	for addr, want := range map[string]string{"127.0.0.1:8554": "127.0.0.1:8554", "10.0.0.7:1": "10.0.0.7:1", "[::1]:5": "[::1]:5"} {
		if got := reachable(addr); got != want {
			t.Errorf("%s: %s", addr, got)
		}
	}
	for _, all := range []string{"0.0.0.0:8554", "[::]:8554"} {
		if got := reachable(all); strings.HasPrefix(got, "0.0.0.0") || strings.HasPrefix(got, "[::]") || !strings.HasSuffix(got, ":8554") {
			t.Errorf("%s: %s", all, got)
		}
	}
}
