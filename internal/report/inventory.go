package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// InventoryItem is one thing of the register as it stood on a day, in words.
type InventoryItem struct {
	Code, Kind, ItemCode, Register string
	Name, Brand, Model, Serial     string
	Form, Spec                     string // PTZ or Statis; resolution and the rest
	Count                          int
	Unit                           string
	Year                           int
	Acquired, Fund                 string
	Price                          int64 // rupiah for one
	Agency, Manager                string
	Site, District                 string
	Medium, Provider               string
	Condition, Operation, Cause    string
	Status                         string // of the asset
	Installed, Checked, Warranty   time.Time
	IP, MAC                        string
	Place                          string // coordinates
	Note                           string
}

// DaftarJumlah is D11: how many of what there is on a day, by every cut of the
// city's own lists.
type DaftarJumlah struct {
	Head     Letterhead
	Figures  sop.Yearly // only its tables of the register are printed
	Signer   Signer
	Approver Signer
	Printed  time.Time
}

// WriteDaftarJumlah writes D11 as pdf (A4 portrait) or xlsx.
func WriteDaftarJumlah(w io.Writer, d DaftarJumlah, format string) error {
	y := d.Figures
	title := "Daftar Jumlah Peralatan Surveillance"
	period := "Keadaan " + sop.LetterDate(lastDay(y))
	tables := []tabulation{
		conditionTable(y), agencyTable(y), districtTable(y),
		statusTable(y, y.StatusByAgency, "Perangkat Daerah", "4 Status OPD"), statusTable(y, y.StatusByDistrict, "kecamatan", "5 Status Kecamatan"), mediaTable(y), ageTable(y),
	}
	tables[0].caption, tables[0].sheet = "Jumlah menurut jenis dan kondisi", "1 Jenis dan Kondisi"
	for i := range tables {
		tables[i].number = strconv.Itoa(i + 1)
	}
	switch format {
	case "pdf":
		return write(w, sheet{title: title + " – " + period, printed: d.Printed}, func(p *paper) {
			p.letterhead(d.Head)
			p.centre(strings.ToUpper(title), "B", 12)
			p.centre(period, "", bodySize)
			p.Ln(1)
			(&yearPaper{p, LaporanTahunan{Figures: y}, 0}).stockFaults()
			for _, t := range tables {
				p.tabulation(t)
			}
			p.signers(register{head: d.Head, right: d.Signer, left: d.Approver, printed: d.Printed})
		})
	case "xlsx":
		return writeTables(w, title+" – "+period, d.Printed, tables)
	}
	return fmt.Errorf("%w: %q", ErrFormat, format)
}

// stockFaults is the remark on sums, only when there is something to say.
func (p *yearPaper) stockFaults() {
	if len(p.d.Figures.Faults) > 0 {
		p.faults()
	}
}

// writeTables writes tables as a workbook.
func writeTables(w io.Writer, title string, printed time.Time, tables []tabulation) error {
	b, err := newBook(title, printed, "")
	if err != nil {
		return err
	}
	for _, t := range tables {
		if err := b.table(title, t); err != nil {
			return err
		}
	}
	return b.write(w)
}

// DaftarRinci is D12: each thing of the register on a day, in the manner of the
// KIB B.
type DaftarRinci struct {
	Head     Letterhead
	Day      time.Time
	Public   bool // no serial numbers, no places, no addresses
	Network  bool // with IP and MAC (tick "Sertakan alamat IP"); never for the public
	Items    []InventoryItem
	Signer   Signer
	Approver Signer
	Printed  time.Time
	CSV      CSVStyle
}

// WriteDaftarRinci writes D12 as pdf (A4 landscape), xlsx, csv or json.
func WriteDaftarRinci(w io.Writer, d DaftarRinci, format string) error {
	title := "Daftar Rinci Peralatan Surveillance"
	period := "Keadaan " + sop.LetterDate(d.Day)
	switch format {
	case "pdf":
		return write(w, sheet{landscape: true, title: title + " – " + period, printed: d.Printed}, func(p *paper) {
			p.letterhead(d.Head)
			p.centre(strings.ToUpper(title), "B", 12)
			p.centre(period, "", bodySize)
			p.Ln(1)
			t := printedInventory(d.Items, d.Public)
			if d.Network && !d.Public {
				t = withNetwork(t, d.Items)
			}
			p.tabulation(t)
			p.signers(register{head: d.Head, right: d.Signer, left: d.Approver, printed: d.Printed})
		})
	case "xlsx":
		return writeTables(w, title+" – "+period, d.Printed, []tabulation{fullInventory(d.Items, d.Public, d.Network)})
	case "csv", "json":
		full := fullInventory(d.Items, d.Public, d.Network)
		t := Table{Title: title, Columns: full.columns, Printed: d.Printed, CSV: d.CSV}
		for _, row := range full.rows {
			cells := make([]any, len(row))
			for i, c := range row {
				cells[i] = plainCell(c)
				if r, ok := c.(rupiah); ok {
					cells[i] = int(r)
				}
			}
			t.Rows = append(t.Rows, cells)
		}
		return WriteSheet(w, t, format)
	}
	return fmt.Errorf("%w: %q", ErrFormat, format)
}

// printedInventory has what fits a sheet of paper: what belongs together stands
// in one column.
func printedInventory(items []InventoryItem, public bool) tabulation {
	t := tabulation{caption: "Daftar rinci peralatan", columns: []Column{
		{Name: "no", Title: "No", Width: 11}, {Title: "Kode internal, kode barang, register", Width: 36}, {Title: "Nama, merk, tipe", Width: 45},
		{Title: "Nomor seri", Width: 32}, {Title: "Tahun, asal-usul", Width: 24}, {Title: "Harga satuan", Width: 31},
		{Title: "Jumlah", Width: 19}, {Title: "Kondisi", Width: 18}, {Title: "Status", Width: 20}, {Title: "Perangkat Daerah", Width: 35}, {Title: "Titik, kecamatan", Width: 36},
	}, sums: []int{6}}
	for i, it := range items {
		year := ""
		if it.Year > 0 {
			year = strconv.Itoa(it.Year)
		}
		t.rows = append(t.rows, []any{
			i + 1, it.Code + "\n" + listedWords(dash(it.ItemCode), "/", dash(it.Register)), listedWords(it.Name, it.Form, it.Brand, it.Model), it.Serial, listedComma(year, it.Acquired), rupiah(it.Price),
			it.Count, it.Condition, listedWords(it.Operation, bracketed(it.Cause)), it.Agency, listedComma(it.Site, it.District),
		})
	}
	if public {
		t = t.without(3)
		t.sums = []int{5}
	}
	return t
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}

// without takes a column out; the sums are the caller's to set.
func (t tabulation) without(column int) tabulation {
	t.columns = append(append([]Column{}, t.columns[:column]...), t.columns[column+1:]...)
	rows := make([][]any, len(t.rows))
	for i, row := range t.rows {
		rows[i] = append(append([]any{}, row[:column]...), row[column+1:]...)
	}
	t.rows = rows
	return t
}

func withNetwork(t tabulation, items []InventoryItem) tabulation {
	t.columns = append(t.columns, Column{Title: "IP / MAC", Width: 30})
	for i, it := range items {
		t.rows[i] = append(t.rows[i], listedWords(it.IP, it.MAC))
	}
	return t
}

// fullInventory has a column for each field, so that a spreadsheet can count.
func fullInventory(items []InventoryItem, public, network bool) tabulation {
	t := tabulation{caption: "Daftar rinci peralatan", sheet: "Daftar Rinci"}
	type field struct {
		Column
		of func(InventoryItem) any
	}
	text := func(name, title string, width float64, of func(InventoryItem) string) field {
		return field{Column{name, title, width}, func(it InventoryItem) any { return of(it) }}
	}
	number := 0
	fields := []field{
		{Column{"no", "No", 6}, func(InventoryItem) any { number++; return number }},
		text("kode", "Kode internal", 13, func(it InventoryItem) string { return it.Code }),
		text("kode_barang", "Kode barang", 20, func(it InventoryItem) string { return it.ItemCode }),
		text("register", "Register", 10, func(it InventoryItem) string { return it.Register }),
		text("jenis", "Jenis", 18, func(it InventoryItem) string { return it.Kind }),
		text("nama", "Nama", 26, func(it InventoryItem) string { return it.Name }),
		text("merk", "Merk", 14, func(it InventoryItem) string { return it.Brand }),
		text("tipe", "Tipe", 18, func(it InventoryItem) string { return it.Model }),
		text("nomor_seri", "Nomor seri", 20, func(it InventoryItem) string { return it.Serial }),
		text("ptz_statis", "PTZ/Statis", 11, func(it InventoryItem) string { return it.Form }),
		text("spesifikasi", "Spesifikasi", 24, func(it InventoryItem) string { return it.Spec }),
		{Column{"jumlah", "Jumlah", 9}, func(it InventoryItem) any { return it.Count }},
		text("satuan", "Satuan", 9, func(it InventoryItem) string { return it.Unit }),
		{Column{"tahun", "Tahun perolehan", 11}, func(it InventoryItem) any {
			if it.Year == 0 {
				return nil
			}
			return strconv.Itoa(it.Year)
		}},
		text("asal_usul", "Asal-usul", 14, func(it InventoryItem) string { return it.Acquired }),
		text("sumber_dana", "Sumber dana", 14, func(it InventoryItem) string { return it.Fund }),
		{Column{"harga", "Harga satuan (Rp)", 16}, func(it InventoryItem) any { return rupiah(it.Price) }},
		text("kondisi", "Kondisi", 12, func(it InventoryItem) string { return it.Condition }),
		text("status_operasi", "Status operasi", 14, func(it InventoryItem) string { return it.Operation }),
		text("penyebab", "Penyebab offline", 14, func(it InventoryItem) string { return it.Cause }),
		text("status_aset", "Status aset", 12, func(it InventoryItem) string { return it.Status }),
		text("opd", "Perangkat Daerah pemilik", 26, func(it InventoryItem) string { return it.Agency }),
		text("pengelola", "Pengelola", 18, func(it InventoryItem) string { return it.Manager }),
		text("titik", "Titik", 26, func(it InventoryItem) string { return it.Site }),
		text("kecamatan", "Kecamatan", 20, func(it InventoryItem) string { return it.District }),
		text("media", "Media", 12, func(it InventoryItem) string { return it.Medium }),
		text("penyedia", "Penyedia internet", 16, func(it InventoryItem) string { return it.Provider }),
		{Column{"tanggal_pasang", "Tanggal pasang", 12}, func(it InventoryItem) any { return day(it.Installed) }},
		{Column{"tanggal_cek", "Tanggal cek", 12}, func(it InventoryItem) any { return day(it.Checked) }},
		{Column{"garansi_sampai", "Garansi sampai", 12}, func(it InventoryItem) any { return day(it.Warranty) }},
		text("koordinat", "Koordinat", 20, func(it InventoryItem) string { return it.Place }),
		text("ip", "IP", 14, func(it InventoryItem) string { return it.IP }),
		text("mac", "MAC", 18, func(it InventoryItem) string { return it.MAC }),
		text("keterangan", "Keterangan", 26, func(it InventoryItem) string { return it.Note }),
	}
	secret := map[string]bool{"ip": !network || public, "mac": !network || public, "nomor_seri": public, "koordinat": public, "keterangan": public, "penyedia": public}
	t.rows = make([][]any, len(items))
	for _, f := range fields {
		if secret[f.Name] {
			continue
		}
		if f.Name == "jumlah" {
			t.sums = []int{len(t.columns)}
		}
		t.columns = append(t.columns, f.Column)
		for i := range items {
			t.rows[i] = append(t.rows[i], f.of(items[i]))
		}
	}
	return t
}
