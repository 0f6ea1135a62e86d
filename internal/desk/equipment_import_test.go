package desk_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"
	"github.com/xuri/excelize/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func importItems(t *testing.T, d *desk.Desk, file string, o desk.EquipmentImport, apply bool) desk.ImportReport {
	t.Helper()
	r, err := d.Equipment.Import(t.Context(), strings.NewReader(file), "alat.csv", o, apply)
	if err != nil && !errors.Is(err, desk.ErrBadRows) {
		t.Fatal(err)
	}
	return r
}

func TestEquipment_import_says_of_each_row_what_is_wrong(t *testing.T) {
	d, _ := openOffice(t)
	oneCamera(t, d, "ADA-1", ulid.ULID{})
	rev := d.Rev()
	const head = "nama;jenis;opd;tipe_kamera;merk;nomor_seri;tahun_perolehan;harga;tanggal_pasang;kondisi;titik;kecamatan;lintang;status_operasi;garansi_sampai\n"
	for _, c := range []struct {
		row  string
		want []string
	}{
		{"Kamera A;Kamera;Dishub;PTZ;Axis;X1;2020;12.500.000,00;1/2/2020;Baik;Simpang A;Kota;-0,0263;online;31 Desember 2027", []string{"kecamatan:tidak-dikenal"}},
		{"Kamera A;Kamera;Dishub;PTZ;Axis;X2;2020;Rp 12.500.000;01-02-2020;B;Simpang A;Pontianak Kota;-0,0263;aktif;", nil},
		{"Kamera A;Kamera;Dishub;PTZ;Axis;X2;2020;;;B;;;;;", []string{"nomor_seri:ganda"}},
		{"Kamera B;Kamera;Dinas Gaib;PTZ;;;2020;;;;;;;;", []string{"opd:tidak-dikenal"}},
		{"Kamera C;Kamera;Dishub;bulat;;;dua ribu;-5;32-13-2020;hancur;;;;;", []string{"tipe_kamera:pilihan", "tahun_perolehan:jumlah", "tanggal_pasang:hari", "kondisi:pilihan"}},
		{"Kamera D;Kamera;Dishub;;;;1970;-5;;B;;;;;", []string{"tipe_kamera:kosong", "tahun_perolehan:tahun", "harga:harga"}},
		{";Kamera;Dishub;PTZ;;;;;;B;;;;;", []string{"nama:kosong"}},
		{"=1+1;Kamera;Dishub;PTZ;;;;;;B;;;;;", []string{"nama:rumus"}},
		{"Kamera E;#REF!;Dishub;PTZ;;;;;;B;;;;;", []string{"jenis:rumus"}},
		{"Kamera F;drone;Dishub;PTZ;;;;;;B;;;;;", []string{"jenis:pilihan"}},
	} {
		want, before := c.want, ""
		if want == nil {
			want = []string{}
		}
		if slices.Contains(want, "nomor_seri:ganda") { // the second of two
			before = "Kamera Z;Kamera;Dishub;PTZ;AXIS;x2;2020;;;B;;;;;\n"
		}
		r := importItems(t, d, head+before+c.row+"\n", desk.EquipmentImport{}, c.want != nil)
		r.Rows = r.Rows[len(r.Rows)-1:]
		if diff := cmp.Diff([][]string{want}, rules(r)); diff != "" {
			t.Errorf("%s:\n%s", c.row, diff)
		}
	}
	if d.Rev() != rev {
		t.Error("something was kept of files with bad rows")
	}
}

func TestEquipment_import_modes_and_blank_cells(t *testing.T) {
	d, _ := openOffice(t)
	first := importItems(t, d, "nama;jenis;opd;merk;nomor_seri;media;penyedia;kondisi\nSwitch A;Switch;Diskominfo;Cisco;S1;LAN;Telkom;B\n", desk.EquipmentImport{}, true)
	if !first.Applied {
		t.Fatalf("%+v", rules(first))
	}
	get := func() desk.EquipmentView {
		v, err := d.Equipment.Get(first.Rows[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	const again = "merk;nomor_seri;nama;jenis;opd;media;penyedia;kondisi\nCISCO;s1;Switch Lantai 2;Switch;Diskominfo;;;RR\n"
	if r := importItems(t, d, again, desk.EquipmentImport{Mode: desk.ModeAdd}, true); r.Rows[0].Verb != desk.VerbSkip || get().Item.Name != "Switch A" {
		t.Errorf("only adding: %+v", r.Rows[0])
	}
	if r := importItems(t, d, again, desk.EquipmentImport{Mode: desk.ModeUpdate}, true); r.Rows[0].Verb != desk.VerbChange || len(r.Rows[0].Changes) != 4 {
		t.Errorf("only updating: %+v", r.Rows[0])
	}
	if v := get(); v.Item.Name != "Switch Lantai 2" || v.Item.Link.Media != "lan" || v.State.Condition != sop.LightFault || len(v.Moves) != 2 {
		t.Errorf("blank cells took something away: %+v", v.Item.Link)
	}
	if r := importItems(t, d, again, desk.EquipmentImport{Mode: desk.ModeUpdate, ClearBlank: true}, true); r.Rows[0].Verb != desk.VerbChange || get().Item.Link != (sop.Connection{}) {
		t.Errorf("blank cells were to be emptied: %+v", get().Item.Link)
	}
	if r := importItems(t, d, "kode_internal;nama\nSWT-0009;X\n", desk.EquipmentImport{Mode: desk.ModeUpdate}, true); len(r.Rows) != 1 || !cmp.Equal(rules(r), [][]string{{"kode_internal:tidak-ada"}}) {
		t.Errorf("%+v", rules(r))
	}
	if r := importItems(t, d, "nama\nX\n", desk.EquipmentImport{Mode: desk.ModeUpdate}, true); !cmp.Equal(r.Missing, []string{"kode_internal"}) {
		t.Errorf("%+v", r)
	}
	undo(t, d, "impor-peralatan")
	if get().Item.Link.Media != "lan" {
		t.Error("an update was not taken back")
	}
}

// A sheet as offices keep it: a title over merged cells, a head of two rows, a
// row of numbers, formulas, dates and prices as Excel has them.
func TestEquipment_import_reads_a_sheet_with_merged_heads(t *testing.T) {
	book := excelize.NewFile()
	sheet := book.GetSheetName(0)
	date, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	price := `_("Rp"* #,##0_);[Red]_("Rp"* (#,##0)`
	money, err2 := book.NewStyle(&excelize.Style{CustomNumFmt: &price})
	if err := errors.Join(err, err2,
		book.SetCellValue(sheet, "A1", "DAFTAR PERALATAN SURVEILLANCE TAHUN 2026"), book.MergeCell(sheet, "A1", "I1"),
		book.SetSheetRow(sheet, "A3", &[]any{"No", "Nama Barang", "Jenis", "Perangkat Daerah", "Spesifikasi teknis", "", "Harga (Rp)", "Harga", "Tgl Pasang"}),
		book.MergeCell(sheet, "E3", "F3"), book.MergeCell(sheet, "A3", "A4"),
		book.SetSheetRow(sheet, "A4", &[]any{"", "", "", "", "Merk", "PTZ/Statis", "", "", ""}),
		book.SetSheetRow(sheet, "A5", &[]any{1, 2, 3, 4, 5, 6, 7, 8, 9}),
		book.SetSheetRow(sheet, "A6", &[]any{1, "Kamera Simpang Garuda", "CCTV", "Dishub", "Axis", "PTZ", "", 12500000.5, 45000}),
		book.SetSheetRow(sheet, "A7", &[]any{2, "Kamera Pasar", "Kamera", "Dishub", "Axis", "Statis", "", nil, 45001}),
		book.SetCellFormula(sheet, "H7", "H6*2"),
		book.SetCellStyle(sheet, "I6", "I7", date), book.SetCellStyle(sheet, "H6", "H7", money)); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	d, _ := openOffice(t)
	head, err := d.Equipment.EquipmentTable(bytes.NewReader(file.Bytes()))
	if err != nil || head.Rows != 2 || head.Guess["tipe_kamera"] != "PTZ/Statis" || head.Guess["nama"] != "Nama Barang" || head.Guess["harga"] != "Harga" {
		t.Fatalf("%+v, %v", head, err)
	}
	r, err := d.Equipment.Import(t.Context(), bytes.NewReader(file.Bytes()), "kib.xlsx", desk.EquipmentImport{}, false)
	if err != nil {
		t.Fatal(err)
	}
	// CCTV is no kind of the table, and the formula of row 7 was never counted.
	if diff := cmp.Diff([][]string{{"jenis:pilihan"}, {"harga:rumus"}}, rules(r)); diff != "" {
		t.Error(diff)
	}
	if r.Rows[0].Line != 6 {
		t.Errorf("line %d", r.Rows[0].Line)
	}
	if err := errors.Join(book.SetCellValue(sheet, "C6", "Kamera"), book.SetCellValue(sheet, "H7", 7_000_000)); err != nil {
		t.Fatal(err)
	}
	file.Reset()
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	r, err = d.Equipment.Import(t.Context(), bytes.NewReader(file.Bytes()), "kib.xlsx", desk.EquipmentImport{}, true)
	if err != nil || !r.Applied {
		t.Fatalf("%+v, %v", rules(r), err)
	}
	v, err := d.Equipment.Get(r.Rows[0].ID)
	if err != nil || v.Item.Owned.Price != 12_500_001 || v.Item.Installed.Format("2006-01-02") != "2023-03-14" || !v.Moves[0].Movement.Date.Equal(v.Item.Installed) {
		t.Errorf("%+v %s, %v", v.Item.Owned, v.Item.Installed, err)
	}
}

func TestEquipment_import_refuses_what_is_no_table(t *testing.T) {
	d, _ := openOffice(t)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"empty":            {nil, desk.ErrNotTable},
		"a zip of nothing": {[]byte("PK\x03\x04xxxx"), desk.ErrNotTable},
		"too many bytes":   {bytes.Repeat([]byte("a"), 65<<20), desk.ErrTooLarge},
		"too many rows":    {[]byte("nama;jenis;opd\n" + strings.Repeat("a;b;c\n", 100_050)), desk.ErrTooLarge},
		"a binary":         {append([]byte{0xff, 0xfe, 0, 1}, bytes.Repeat([]byte{0, 0xd8}, 500)...), desk.ErrNotTable},
	} {
		if _, err := d.Equipment.Import(t.Context(), bytes.NewReader(c.data), name, desk.EquipmentImport{}, true); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	r := importItems(t, d, "%PDF-1.7\nbukan tabel\n", desk.EquipmentImport{}, true)
	if r.Applied || len(r.Missing) != 3 {
		t.Errorf("a PDF: %+v", r)
	}
}

// A hundred thousand rows are judged one by one in bounded memory, and one bad
// row among them keeps everything out.
func TestEquipment_import_of_a_hundred_thousand_rows(t *testing.T) {
	if testing.Short() {
		t.Skip("a few seconds")
	}
	d, _ := openOffice(t)
	var file bytes.Buffer
	file.WriteString("nama;jenis;opd;merk;nomor_seri;tipe_kamera;kondisi;titik;kecamatan\n")
	for n := range 100_000 {
		kind := "Kamera"
		if n == 77_777 {
			kind = "drone"
		}
		fmt.Fprintf(&file, "Kamera %d;%s;Dishub;Axis;AX%07d;statis;B;Titik %d;Pontianak Kota\n", n, kind, n, n%200)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	rev := d.Rev()
	r, err := d.Equipment.Import(t.Context(), &file, "besar.csv", desk.EquipmentImport{}, true)
	if !errors.Is(err, desk.ErrBadRows) || len(r.Rows) != 100_000 || r.Bad() != 1 || r.Rows[77_777].Problems[0].Field != "jenis" {
		t.Fatalf("%d rows, %d bad, %v", len(r.Rows), r.Bad(), err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if d.Rev() != rev {
		t.Error("something was kept")
	}
	t.Logf("heap in use %d MiB, taken from the system %d MiB", (after.HeapInuse)>>20, after.Sys>>20)
	if after.Sys-before.Sys > 1<<30 {
		t.Errorf("%d MiB for a table of 7", (after.Sys-before.Sys)>>20)
	}
	runtime.KeepAlive(r)
}

func TestEquipment_import_of_movements(t *testing.T) {
	d, _ := openOffice(t)
	oneCamera(t, d, "A1", oneSpot(t, d, "Simpang Garuda"))
	const moves = "kode_internal;tanggal;jenis_mutasi;titik;kondisi;dasar\n" +
		"CAM-0001;01-03-2026;hapus;;;SK 9\n" + // written first, happened last
		"CAM-0001;01-02-2025;pindah titik;Pasar Flamboyan;;BA 2\n" +
		"CAM-0001;01-01-2026;Perbaikan;;B;BA 3\n"
	r := importItems(t, d, moves, desk.EquipmentImport{}, true)
	if !r.Applied {
		t.Fatalf("%+v", rules(r))
	}
	id, err := d.Equipment.Find("cam-0001")
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.Equipment.Get(id)
	if err != nil || v.State.Status != sop.AssetRemoved || len(v.Moves) != 4 || v.Moves[0].Movement.Basis != "SK 9" {
		t.Errorf("%+v, %v", v.Moves, err)
	}
	r = importItems(t, d, moves, desk.EquipmentImport{}, true)
	for _, row := range r.Rows {
		if row.Verb != desk.VerbKeep {
			t.Errorf("noted twice: %+v", row)
		}
	}
	r = importItems(t, d, "kode_internal;tanggal;jenis_mutasi\nCAM-0001;01-04-2026;perbaikan\nCAM-9999;01-04-2026;hapus\nCAM-0001;;sulap\n", desk.EquipmentImport{}, true)
	if diff := cmp.Diff([][]string{{"tanggal:sudah-tidak-ada"}, {"kode_internal:tidak-ada"}, {"tanggal:kosong"}}, rules(r)); diff != "" {
		t.Error(diff)
	}
}

func TestEquipment_import_is_taken_back_in_another_sitting(t *testing.T) {
	d, _ := openOffice(t)
	const file = "nama;jenis;opd;titik;nomor_seri\nSwitch A;Switch;Diskominfo;Ruang Server;S1\nSwitch B;Switch;Diskominfo;Ruang Server;S2\n"
	r := importItems(t, d, file, desk.EquipmentImport{}, true)
	entry := func(id ulid.ULID) db.AuditEntry {
		entries, err := d.Ledger.Audit(desk.AuditFilter{ObjectID: id, Limit: 1})
		if err != nil || len(entries) != 1 {
			t.Fatal(err)
		}
		return entries[0]
	}
	if n, err := d.Acts.UndoImport(entry(r.Rows[0].ID)); err != nil || n != 3 {
		t.Errorf("%d records, %v", n, err)
	}
	r = importItems(t, d, file, desk.EquipmentImport{}, true)
	if importItems(t, d, strings.ReplaceAll(file, "Switch A;", "Switch X;"), desk.EquipmentImport{}, true); !r.Applied {
		t.Fatal("not applied")
	}
	if _, err := d.Acts.UndoImport(entry(r.Rows[0].ID)); !errors.Is(err, desk.ErrOnlyAtOnce) {
		t.Errorf("an update was taken back without what was there before: %v", err)
	}
}
