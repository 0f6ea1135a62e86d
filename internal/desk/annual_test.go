package desk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// openYear opens the office of a world on 5 January 2027.
func openYear(t testing.TB, dir string) (*desk.Desk, *clock) {
	t.Helper()
	c := newClock(startOf(2027, 1, 5).Add(9 * time.Hour))
	d, err := desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Offline: true, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d, c
}

func annualBook(t *testing.T, d *desk.Desk, year int, public bool) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := d.Annual.Write(t.Context(), &b, year, public, "xlsx"); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// read gives the rows of a sheet by name, without the running number: shares
// to four places, the line of sums included.
func read(t *testing.T, f *excelize.File, sheet string, cells int) map[string][]string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, row := range rows[4:] {
		if len(row) < 3 || row[1] == "" {
			continue
		}
		for len(row) < 2+cells {
			row = append(row, "")
		}
		for i, c := range row[2 : 2+cells] {
			if n, err := strconv.ParseFloat(c, 64); err == nil && strings.Contains(c, ".") && n < 2 {
				row[2+i] = fmt.Sprintf("%.4f", n)
			}
		}
		out[row[1]] = row[2 : 2+cells]
	}
	return out
}

// numberedSheets are the tables of the report: 1 to 17, of which 5 and 12 are
// two.
const numberedSheets = 19

// linesOf gives the lines of a sheet in their order, without the running
// number.
func linesOf(t *testing.T, f *excelize.File, sheet string) (out []string) {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[4:] {
		for len(row) < 7 {
			row = append(row, "")
		}
		out = append(out, strings.Join(row[1:7], " | "))
	}
	return out
}

// Every figure of the yearly report is what a second, independent computation
// makes of the same records.
func TestYearlyReport_figures_agree_with_a_second_computation(t *testing.T) {
	dir := t.TempDir()
	first := startOf(2025, 1, 1)
	importExample(t, dir)
	w := newWorld(t, dir, size{items: 260, moves: 1500, cameras: 60, outages: 2500, requests: 160, years: 2})
	d, _ := openYear(t, dir)
	written := db.AnnualNotes{Year: 2026,
		Targets:   map[string]float64{sop.IndicatorOnline: 0.9, sop.IndicatorSites: 40, sop.IndicatorOnTime: 0.75, sop.IndicatorUptime: 0.98},
		FollowUps: map[string]string{"tunda/listrik-padam": "UPS dipasang.", "terlambat/": "Penyebab diminta saat selesai.", "gangguan/timeout": "Diperiksa bersama OPD.", "pemeriksaan/media": "Jalur diganti."}}
	if err := d.Annual.SaveNotes(written); err != nil {
		t.Fatal(err)
	}
	for year, notes := range map[int]db.AnnualNotes{2025: {}, 2026: written} {
		f := annualBook(t, d, year, false)
		second := w.figures(year, first, notes)
		if got, want := linesOf(t, f, "8 Mutasi"), second.moves(); len(want) < 100 || !cmp.Equal(want, got) {
			t.Errorf("%d, 8 Mutasi, %d lines (-second +report):\n%s", year, len(want), cmp.Diff(want, got))
		}
		if n := len(second.rows); n != numberedSheets-1 {
			t.Errorf("%d: %d tables were computed a second time", year, n)
		}
		for sheet, want := range second.rows {
			cells := 0
			for _, row := range want {
				cells = len(row)
			}
			got := read(t, f, sheet, cells)
			delete(got, "Jumlah") // a formula: sumsLive computes it
			if diff := cmp.Diff(normal(want), normal(got)); diff != "" {
				t.Errorf("%d, %s (-second +report):\n%s", year, sheet, diff)
			}
			names := namesOf(t, f, sheet)
			if diff := cmp.Diff(second.order(sheet, names), names); diff != "" || len(names) != len(want) {
				t.Errorf("%d, the order of %s, %d lines for %d (-second +report):\n%s", year, sheet, len(names), len(want), diff)
			}
		}
		for _, annex := range []string{"Daftar Rinci", "Daftar Permintaan"} {
			if names := namesOf(t, f, annex); len(names) < 10 || !slices.IsSorted(names) {
				t.Errorf("%d: %s has %d lines, or not by code: %v", year, annex, len(names), names)
			}
		}
		sumsLive(t, f)
		if r, err := d.Annual.Report(t.Context(), year, false); err != nil || len(r.Figures.Faults) > 0 {
			t.Errorf("%d: %v %v", year, err, r.Figures.Faults)
		}
	}
}

// importExample imports the city's inventory of 147 cameras into a new office.
func importExample(t testing.TB, dir string) {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Offline: true, Now: func() time.Time { return startOf(2027, 1, 5) }})
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := d.Papers.List(&file, "contoh-peralatan", "csv", desk.ListOptions{}); err != nil {
		t.Fatal(err)
	}
	if r, err := d.Equipment.Import(t.Context(), &file, "contoh.csv", desk.EquipmentImport{}, true); err != nil || !r.Applied {
		t.Fatalf("%+v %v", r, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// normal writes whole shares as the sheets do.
func normal(rows map[string][]string) map[string][]string {
	out := map[string][]string{}
	for name, cells := range rows {
		for _, c := range cells {
			switch c {
			case "1.0000":
				c = "1"
			case "0.0000":
				c = "0"
			}
			out[name] = append(out[name], c)
		}
	}
	return out
}

// sumsLive calculates each formula of a workbook and compares it with the
// figure that stands in its cell.
func sumsLive(t *testing.T, f *excelize.File) {
	t.Helper()
	formulas := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c := range row {
				name, _ := excelize.CoordinatesToCellName(c+1, r+1)
				formula, err := f.GetCellFormula(sheet, name)
				if err != nil || formula == "" {
					continue
				}
				formulas++
				got, err := f.CalcCellValue(sheet, name, excelize.Options{RawCellValue: true})
				a, err1 := strconv.ParseFloat(got, 64)
				b, err2 := strconv.ParseFloat(row[c], 64)
				if err != nil || (err1 != nil || err2 != nil || a-b > 1e-9 || b-a > 1e-9) && got != row[c] {
					t.Errorf("%s %s: =%s gives %q, the cell says %q (%v)", sheet, name, formula, got, row[c], err)
				}
			}
		}
		if p, err := f.GetPanes(sheet); err != nil || !p.Freeze || p.YSplit != 4 {
			t.Errorf("%s: the head does not stay (%+v, %v)", sheet, p, err)
		}
	}
	if formulas < 100 {
		t.Errorf("%d formulas", formulas)
	}
}

func TestYearlyReport_of_an_empty_year_says_nihil(t *testing.T) {
	d, _ := openOffice(t)
	var b bytes.Buffer
	if err := d.Annual.Write(t.Context(), &b, 2026, false, "pdf"); err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(paperText(t, b.Bytes())), " ")
	tells(t, text, "(nihil)", "Nihil", "Konsep", "Tahun belum berakhir", "Data tahun 2025 belum ada.")
	if strings.Contains(text, "NaN") || strings.Contains(text, "0/0") {
		t.Error(text)
	}
}

func TestLock_freezes_the_report_and_its_reprints(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, dir, size{items: 30, moves: 60, cameras: 5, outages: 40, requests: 10, years: 2})
	d, c := openYear(t, dir)
	if _, err := d.Annual.Lock(t.Context(), 2027, ""); !errors.Is(err, desk.ErrYearRunning) {
		t.Fatalf("a running year: %v", err)
	}
	lock, err := d.Annual.Lock(t.Context(), 2026, "")
	if err != nil || lock.Revision != 0 || len(lock.Files) != 4 {
		t.Fatalf("%+v %v", lock, err)
	}
	first, err := d.Annual.Locked(lock, false, "pdf")
	if err != nil || !bytes.HasPrefix(first, []byte("%PDF")) {
		t.Fatal(err)
	}
	tells(t, strings.Join(strings.Fields(paperText(t, first)), " "), "Dikunci 5 Januari 2027", "Tingkat: Internal")
	moved := func() bool {
		v, err := d.Annual.View(t.Context(), 2026)
		if err != nil {
			t.Fatal(err)
		}
		moved, err := d.Annual.Moved(lock, v.Figures)
		if err != nil {
			t.Fatal(err)
		}
		return moved
	}
	if moved() {
		t.Fatal("nothing changed")
	}
	c.set(c.now().AddDate(0, 0, 9))
	officials(t, d)
	id := draft(t, d, "Terlambat dicatat")
	act(t, d, id, sop.Act{Kind: sop.ActStart, At: c.now().AddDate(0, 0, -1)})
	again, err := d.Annual.Locked(lock, false, "pdf")
	if err != nil || !bytes.Equal(first, again) {
		t.Fatal("a reprint is not the same")
	}
	for draft, same := range map[bool]bool{false: true, true: false} {
		var b bytes.Buffer
		if err := d.Annual.Print(t.Context(), &b, 2026, false, "pdf", draft); err != nil || bytes.Equal(first, b.Bytes()) != same {
			t.Errorf("draft %v: the locked file again: %v (%v)", draft, !same, err)
		}
	}
	late := sop.Equipment{Kind: "ups", Name: "UPS terlambat dicatat", Owned: sop.Ownership{AgencyID: w.agencies[0].ID}}
	if _, err := d.Equipment.Add(late, sop.Movement{Date: startOf(2026, 12, 1), Condition: sop.Good}); err != nil {
		t.Fatal(err)
	}
	if !moved() {
		t.Error("a movement of the locked year was recorded, and nobody is told")
	}
	if _, err := d.Annual.Lock(t.Context(), 2026, " "); err == nil {
		t.Error("a revision without a reason")
	}
	next, err := d.Annual.Lock(t.Context(), 2026, "Mutasi terlambat dicatat")
	if err != nil || next.Revision != 1 {
		t.Fatalf("%+v %v", next, err)
	}
	second, err := d.Annual.Locked(next, true, "pdf")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(paperText(t, second)), " ")
	tells(t, text, "Revisi 1, dikunci 14 Januari 2027", "Tingkat: Untuk Publik")
	for _, secret := range []string{"SN00", "Tabel 17", "Nomor seri"} {
		if strings.Contains(text, secret) {
			t.Errorf("the public report says %q", secret)
		}
	}
	if locks, err := d.Annual.Locks(2026); err != nil || len(locks) != 2 || locks[0].Revision != 1 {
		t.Errorf("%+v %v", locks, err)
	}
	if _, err := d.Acts.Undo(); err == nil {
		if locks, _ := d.Annual.Locks(2026); len(locks) != 2 {
			t.Error("a locked report was taken back")
		}
	}
	if r, err := d.Ledger.Check(); err != nil || len(r.Problems) > 0 {
		t.Errorf("%+v %v", r, err)
	}
	if report, err := d.Annual.Report(t.Context(), 2027, false); err != nil || report.LastLocked != "Revisi 1, dikunci 14 Januari 2027" || report.Last == nil {
		t.Errorf("last year is not taken from the locked report: %q %v", report.LastLocked, err)
	}
}

// The report is signed by who holds the office on the day of the signature,
// and says who held it in the year.
func TestYearlyReport_is_signed_by_todays_officials(t *testing.T) {
	d, c := openOffice(t)
	c.set(startOf(2027, 1, 5).Add(9 * time.Hour))
	for _, o := range []sop.Official{
		{Role: sop.RoleKasi, Name: "Kasi Lama", Title: "Kepala Seksi SPTIK", From: startOf(2024, 1, 2), To: startOf(2026, 12, 31)},
		{Role: sop.RoleKasi, Name: "Kasi Baru", Title: "Kepala Seksi SPTIK", From: startOf(2027, 1, 1)},
	} {
		if _, err := d.Office.PutOfficial(o); err != nil {
			t.Fatal(err)
		}
	}
	r, err := d.Annual.Report(t.Context(), 2026, false)
	if err != nil || r.Kasi.Name != "Kasi Baru" {
		t.Errorf("signed by %+v: %v", r.Kasi, err)
	}
	var held []string
	for _, o := range r.Officials {
		if o.Name != "" {
			held = append(held, o.Name+", "+o.Span)
		}
	}
	if diff := cmp.Diff([]string{"Kasi Lama, 2 Januari 2024 s.d. 31 Desember 2026"}, held); diff != "" {
		t.Error(diff)
	}
}

func TestNotes_are_kept_for_next_year(t *testing.T) {
	d, c := openOffice(t)
	mine := db.AnnualNotes{Year: 2026, Texts: map[string]string{"saran": "Tambah kamera di jembatan."}, Targets: map[string]float64{sop.IndicatorOnline: 0.95}, FollowUps: map[string]string{"tunda/listrik-padam": "UPS dipasang."}}
	if err := d.Annual.SaveNotes(mine); err != nil {
		t.Fatal(err)
	}
	c.set(c.now().AddDate(1, 0, 0))
	got, err := d.Annual.Notes(2027)
	if err != nil || got.Inherited != 2026 || got.Texts["saran"] != mine.Texts["saran"] || got.Targets[sop.IndicatorOnline] != 0.95 {
		t.Fatalf("%+v %v", got, err)
	}
	got.Texts["saran"] = "Tahun baru."
	if err := d.Annual.SaveNotes(got.AnnualNotes); err != nil {
		t.Fatal(err)
	}
	if old, err := d.Annual.Notes(2026); err != nil || old.Inherited != 0 || old.Texts["saran"] != "Tambah kamera di jembatan." {
		t.Errorf("%+v %v", old, err)
	}
	if err := d.Annual.SaveNotes(db.AnnualNotes{Year: 2026, Targets: map[string]float64{sop.IndicatorOnline: 95}}); err == nil {
		t.Error("a share of 9500 % was taken")
	}
}

func TestInventory_of_any_day(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, dir, size{items: 60, moves: 200, cameras: 5, outages: 10, requests: 2, years: 2})
	d, _ := openYear(t, dir)
	o := &oracle{world: w}
	for _, day := range []time.Time{startOf(2026, 7, 1), startOf(2026, 12, 31)} {
		want := 0
		for _, e := range w.items {
			if s := o.replay(e, day.Format("2006-01-02")); s != nil {
				want++
			}
		}
		var b bytes.Buffer
		if err := d.Annual.Inventory(&b, desk.PaperDetail, "csv", desk.InventoryOptions{Day: day}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(b.String(), "\n") - 1; got != want {
			t.Errorf("%s: %d things, want %d", day, got, want)
		}
	}
	var b bytes.Buffer
	if err := d.Annual.Inventory(&b, desk.PaperCounts, "pdf", desk.InventoryOptions{}); err != nil {
		t.Fatal(err)
	}
	tells(t, strings.Join(strings.Fields(paperText(t, b.Bytes())), " "), "DINAS KOMUNIKASI DAN INFORMATIKA", "DAFTAR JUMLAH PERALATAN SURVEILLANCE", "Keadaan 5 Januari 2027", "Tabel 1. Jumlah menurut jenis dan kondisi")
	if err := d.Annual.Inventory(&b, desk.PaperCounts, "csv", desk.InventoryOptions{}); !errors.Is(err, desk.ErrFormat) {
		t.Error(err)
	}
	if err := d.Annual.Inventory(&b, desk.PaperDetail, "pdf", desk.InventoryOptions{Day: startOf(2030, 1, 1)}); err == nil {
		t.Error("a day to come")
	}
}

func TestYearlyReport_can_be_cancelled(t *testing.T) {
	d, _ := openOffice(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Annual.Write(ctx, &bytes.Buffer{}, 2026, false, "pdf"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestWorld_for_a_look leaves an office with two years of work in a folder, for
// who wants to look at its report in the window or to take the guide's pictures
// (WORLD=/tmp/office go test -run World_for_a_look ./internal/desk).
func TestWorld_for_a_look(t *testing.T) {
	dir := os.Getenv("WORLD")
	if dir == "" {
		t.Skip("no folder is named by WORLD")
	}
	importExample(t, dir)
	newWorld(t, dir, size{items: 190, moves: 500, cameras: 60, outages: 900, requests: 90, years: 2})
	d, _ := openYear(t, dir)
	officials(t, d)
}
