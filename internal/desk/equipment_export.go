package desk

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The lists of the register.
const (
	listEquipment = "equipment"
	listMoves     = "equipment-mutasi"
	listLabels    = "label-peralatan"
	listTemplate  = "template-peralatan"
	listExample   = "contoh-peralatan"
)

// textOf is a cell of ours as text.
func textOf(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// equipmentSheet is the register with the columns that an import reads. A
// public one leaves out addresses and serial numbers (UU 14/2008), and
// coordinates unless they are asked for.
func (r *Papers) equipmentSheet(o ListOptions) (sheet, error) {
	s := sheet{title: "Peralatan"}
	columns := slices.DeleteFunc(equipmentColumns(), func(c equipmentColumn) bool {
		return o.Public && (c.private || c.place && !o.Coordinates)
	})
	for _, c := range columns {
		s.columns = append(s.columns, c.name)
	}
	err := r.eachItem(o, func(x equipmentCells) {
		row := make([]any, len(columns))
		for i, c := range columns {
			row[i] = c.get(x)
		}
		s.rows = append(s.rows, row)
	})
	return s, err
}

// movesSheet is every movement of the register, oldest first for each thing.
func (r *Papers) movesSheet(o ListOptions) (sheet, error) {
	s := sheet{title: "Mutasi"}
	for _, c := range MoveColumns() {
		s.columns = append(s.columns, c.Name)
	}
	spots := map[ulid.ULID]sop.Spot{}
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		spots, err = allOf(tx.Spots(), tx)
		return err
	})
	if err != nil {
		return s, err
	}
	err = r.eachItem(o, func(x equipmentCells) {
		for _, h := range x.item.History() {
			m := h.Movement
			if !o.From.IsZero() && m.Date.Before(o.From) || !o.To.IsZero() && !m.Date.Before(o.To) {
				continue
			}
			spot := spots[m.SiteID]
			s.rows = append(s.rows, []any{x.item.Code, day(m.Date), string(m.Kind), spot.Name, spot.District, string(m.Condition),
				numberOr(m.Quantity), m.HandedTo, m.Basis, m.Note})
		}
	})
	return s, err
}

// eachItem walks the things of a filter by code.
func (r *Papers) eachItem(o ListOptions, each func(equipmentCells)) error {
	rows, err := (&Equipment{r.core}).List(o.Equipment)
	if err != nil {
		return err
	}
	return r.core.store.Read(func(tx *db.Tx) error {
		all, err := allOf(tx.Equipment(), tx)
		if err != nil {
			return err
		}
		agencies, err := allOf(tx.Agencies(), tx)
		if err != nil {
			return err
		}
		spots, err := allOf(tx.Spots(), tx)
		if err != nil {
			return err
		}
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		cameras, err := allOf(tx.Cameras(), tx)
		if err != nil {
			return err
		}
		kinds := kindsOf(set)
		for _, row := range rows {
			e := all[row.ID]
			each(equipmentCells{item: e, state: row.State, kind: sop.KindOf(kinds, e.Kind), agency: agencies[e.Owned.AgencyID],
				spot: spots[row.State.SiteID], path: cameras[e.CameraID].Path})
		}
		return nil
	})
}

// equipmentBook writes the register as a workbook of two sheets, the things and
// their movements: what it holds can be imported again.
func (r *Papers) equipmentBook(w io.Writer, o ListOptions) error {
	things, err := r.equipmentSheet(o)
	if err != nil {
		return err
	}
	moves, err := r.movesSheet(o)
	if err != nil {
		return err
	}
	var tables []report.Table
	for _, s := range []sheet{things, moves} {
		tables = append(tables, r.tableOf(s, o))
	}
	return report.WriteWorkbook(w, tables)
}

// EquipmentTemplate writes an empty workbook with the columns of an import, one
// example row, and a sheet that explains each column.
func (r *Papers) EquipmentTemplate(w io.Writer) error {
	x := equipmentCells{
		item: sop.Equipment{Code: "CAM-0001", Name: "Kamera Simpang Garuda", Brand: "Hikvision", Model: "DS-2DE4225IW", Serial: "ABC123456",
			Register: "0001", ItemCode: "1.3.2.05.01.05.002", Unit: "unit", Camera: sop.CameraSpec{Type: "ptz", Resolution: "1920x1080", Infrared: true},
			Owned: sop.Ownership{Year: 2024, Acquired: "pembelian", Fund: "APBD", Price: 12_500_000},
			Link:  sop.Connection{Media: "fiber-optic", IP: "10.10.5.21"}},
		state:  sop.EquipmentState{Status: sop.AssetActive, Quantity: 1, Condition: sop.Good, Operation: sop.Online},
		kind:   sop.DefaultKinds()[0],
		agency: sop.Agency{Name: "Dinas Perhubungan"},
		spot:   sop.Spot{Site: sop.Site{Name: "Simpang Garuda", District: "Pontianak Kota", Category: "simpang"}, Lat: -0.0263, Lon: 109.3425},
	}
	things := sheet{title: "Peralatan"}
	help := sheet{title: "Petunjuk", columns: []string{"kolom", "wajib", "isi", "nama lain yang dikenali"}}
	var row []any
	for _, c := range equipmentColumns() {
		things.columns = append(things.columns, c.name)
		row = append(row, c.get(x))
		must := ""
		if slices.Contains(equipmentRequired(), c.name) {
			must = "ya"
		}
		help.rows = append(help.rows, []any{c.name, must, columnHelp(c.name), strings.Join(c.aliases, ", ")})
	}
	things.rows = [][]any{row}
	moves := sheet{title: "Mutasi"}
	for _, c := range MoveColumns() {
		moves.columns = append(moves.columns, c.Name)
	}
	return report.WriteWorkbook(w, []report.Table{r.tableOf(things, ListOptions{}), r.tableOf(moves, ListOptions{}), r.tableOf(help, ListOptions{})})
}

// SaveEquipmentTemplate writes the template to a path of the user's choice.
func (r *Papers) SaveEquipmentTemplate(path string) error {
	var b bytes.Buffer
	if err := r.EquipmentTemplate(&b); err != nil {
		return err
	}
	return WriteFile(path, b.Bytes())
}

// columnHelp says what a column takes, in the words of the sheet: Indonesian,
// as all papers.
func columnHelp(column string) string {
	list := func(words []string) string { return strings.Join(words, " / ") }
	switch column {
	case "kode_internal":
		return "kosong = diberi nomor sendiri; diisi = peralatan dengan kode itu"
	case "tipe_kamera":
		return list(sop.CameraTypes()) + "; wajib untuk kamera"
	case "media":
		return list(sop.Media())
	case "cara_perolehan":
		return list(sop.Acquisitions())
	case "kondisi":
		return "B / RR / RB"
	case "status_operasi":
		return "online / offline / belum-dipasang / dibongkar"
	case "penyebab_offline":
		return list(sop.OfflineCauses())
	case "status_aset":
		return "aktif / usul-hapus / mutasi / dihapus"
	case "harga":
		return "rupiah untuk satu barang, misalnya 12.500.000"
	case "lintang", "bujur":
		return "derajat dengan koma, misalnya -0,0263"
	case "tanggal_cek", "tanggal_tambah", "tanggal_pasang", "garansi_sampai", "jatuh_tempo":
		return "dd-mm-yyyy"
	case "kategori":
		return list(sop.SiteCategories())
	case "jalur":
		return "jalur relay bila kamera ini direlay cctvdesk"
	case "jenis":
		return "nama jenis di Pengaturan, misalnya Kamera, NVR/DVR, Switch"
	}
	return ""
}

// Labels writes stickers for the things of a filter as PDF.
func (r *Papers) Labels(w io.Writer, f EquipmentFilter) error {
	rows, err := (&Equipment{r.core}).List(f)
	if err != nil {
		return err
	}
	s := report.LabelSheet{Printed: r.core.now()}
	err = r.core.store.Read(func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		s.Office = set.Office
		agencies, err := allOf(tx.Agencies(), tx)
		for _, row := range rows {
			s.Labels = append(s.Labels, report.Label{Code: row.Code, Name: row.Name, Owner: agencies[row.AgencyID].Name, Site: row.Site})
		}
		return err
	})
	if err != nil {
		return err
	}
	return report.WriteLabels(w, s)
}
