package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// equipmentColumn is one column of a table of equipment, both ways: what an
// export writes there, and what an import, or a change of many at once, makes
// of its text.
type equipmentColumn struct {
	name    string
	aliases []string
	private bool // not for papers that everybody may read
	place   bool // of coordinates: on public papers only when asked for
	// get writes the cell; numbers stay numbers.
	get func(equipmentCells) any
	// set reads a cell that is not empty into the thing's facts; nil = the
	// column is about movements, inspections or the titik.
	set func(in *equipmentImport, e *sop.Equipment, cell string) error
	// clear empties the fact; nil = it cannot be emptied.
	clear func(e *sop.Equipment)
}

// equipmentCells is what the cells of one thing are written from.
type equipmentCells struct {
	item   sop.Equipment
	state  sop.EquipmentState
	kind   sop.EquipmentKind
	agency sop.Agency
	spot   sop.Spot
	path   string // relay path of the camera that it is
}

// textColumn is a column of plain text.
func textColumn(name string, field func(*sop.Equipment) *string, aliases ...string) equipmentColumn {
	return equipmentColumn{
		name: name, aliases: aliases,
		get:   func(x equipmentCells) any { return *field(&x.item) },
		set:   func(_ *equipmentImport, e *sop.Equipment, cell string) error { *field(e) = cell; return nil },
		clear: func(e *sop.Equipment) { *field(e) = "" },
	}
}

// choiceColumn is a column of one of a few constants, as people write them.
func choiceColumn(name string, choices []string, same map[string]string, field func(*sop.Equipment) *string, aliases ...string) equipmentColumn {
	c := textColumn(name, field, aliases...)
	c.set = func(_ *equipmentImport, e *sop.Equipment, cell string) (err error) {
		*field(e), err = pick(cell, choices, same)
		return err
	}
	return c
}

// pick finds the constant that a cell means.
func pick(cell string, choices []string, same map[string]string) (string, error) {
	key := joined(cell)
	for _, c := range choices {
		if joined(c) == key {
			return c, nil
		}
	}
	if c, ok := same[key]; ok {
		return c, nil
	}
	return "", &FieldError{Rule: FieldChoice, Value: cell, Choices: choices}
}

// equipmentColumns lists the columns of domain 8.2, those of an import that
// must be there first.
func equipmentColumns() []equipmentColumn {
	return slices.Concat(identityColumns(), ownershipColumns(), placeColumns(), connectionColumns(), stateColumns())
}

func identityColumns() []equipmentColumn {
	private := textColumn("nomor_seri", func(e *sop.Equipment) *string { return &e.Serial }, "no seri", "serial number", "serial", "sn", "nomor pabrik", "no pabrik")
	private.private = true
	return []equipmentColumn{
		{name: "kode_internal", aliases: []string{"kode", "kode peralatan", "id peralatan"}, get: func(x equipmentCells) any { return x.item.Code },
			set: func(_ *equipmentImport, e *sop.Equipment, cell string) error {
				e.Code = strings.ToUpper(cell)
				return nil
			}},
		textColumn("nama", func(e *sop.Equipment) *string { return &e.Name }, "nama barang", "nama peralatan", "nama jenis barang", "uraian"),
		{name: "jenis", aliases: []string{"jenis barang", "jenis peralatan", "kategori barang"}, get: func(x equipmentCells) any { return x.kind.Name },
			set: func(in *equipmentImport, e *sop.Equipment, cell string) error {
				k, ok := sop.FindKind(in.kinds, cell)
				if !ok {
					var names []string
					for _, k := range in.kinds {
						names = append(names, k.Name)
					}
					return &FieldError{Rule: FieldChoice, Value: cell, Choices: names}
				}
				e.Kind = k.Key
				return nil
			}},
		{name: "opd", aliases: []string{"perangkat daerah", "opd pemilik", "pemilik", "instansi", "skpd", "pengguna barang"}, get: func(x equipmentCells) any { return x.agency.Name },
			set: func(in *equipmentImport, e *sop.Equipment, cell string) (err error) {
				e.Owned.AgencyID, err = in.directory.find(cell)
				return err
			}},
		textColumn("kode_barang", func(e *sop.Equipment) *string { return &e.ItemCode }, "kode brg", "kodefikasi"),
		textColumn("register", func(e *sop.Equipment) *string { return &e.Register }, "nomor register", "no register", "no reg"),
		textColumn("merk", func(e *sop.Equipment) *string { return &e.Brand }, "merek", "brand", "merk type", "merk tipe"),
		textColumn("tipe", func(e *sop.Equipment) *string { return &e.Model }, "type", "model", "tipe model"),
		private,
		choiceColumn("tipe_kamera", sop.CameraTypes(), map[string]string{"fixed": "statis", "static": "statis", "dome": "statis", "bullet": "statis", "speeddome": "ptz"},
			func(e *sop.Equipment) *string { return &e.Camera.Type }, "ptz statis", "ptz/statis", "jenis kamera"),
		textColumn("resolusi", func(e *sop.Equipment) *string { return &e.Camera.Resolution }, "resolution"),
		{name: "inframerah", aliases: []string{"ir", "infrared"}, get: func(x equipmentCells) any { return yesWhen(x.item.Camera.Infrared) },
			set: func(_ *equipmentImport, e *sop.Equipment, cell string) error {
				yes, err := pick(cell, []string{"ya", "tidak"}, map[string]string{"y": "ya", "ada": "ya", "t": "tidak", "tidakada": "tidak"})
				e.Camera.Infrared = yes == "ya"
				return err
			}, clear: func(e *sop.Equipment) { e.Camera.Infrared = false }},
		textColumn("spesifikasi", func(e *sop.Equipment) *string { return &e.Spec }, "spek", "ukuran cc", "bahan"),
		textColumn("satuan", func(e *sop.Equipment) *string { return &e.Unit }),
	}
}

func yesWhen(b bool) string {
	if b {
		return "ya"
	}
	return ""
}

func ownershipColumns() []equipmentColumn {
	return []equipmentColumn{
		{name: "tahun_perolehan", aliases: []string{"tahun", "tahun pembelian", "thn perolehan"}, get: func(x equipmentCells) any { return numberOr(x.item.Owned.Year) },
			set: func(_ *equipmentImport, e *sop.Equipment, cell string) (err error) {
				e.Owned.Year, err = whole(cell)
				return err
			}, clear: func(e *sop.Equipment) { e.Owned.Year = 0 }},
		choiceColumn("cara_perolehan", sop.Acquisitions(), map[string]string{"beli": "pembelian", "pengadaan": "pembelian", "pinjam": "pinjam-pakai"},
			func(e *sop.Equipment) *string { return &e.Owned.Acquired }, "asal usul", "asal-usul", "perolehan"),
		textColumn("sumber_dana", func(e *sop.Equipment) *string { return &e.Owned.Fund }, "dana", "anggaran"),
		{name: "harga", aliases: []string{"nilai", "harga perolehan", "harga satuan", "nilai perolehan"}, get: func(x equipmentCells) any { return priceOr(x.item.Owned.Price) },
			set: func(_ *equipmentImport, e *sop.Equipment, cell string) (err error) {
				e.Owned.Price, err = rupiah(cell)
				return err
			}, clear: func(e *sop.Equipment) { e.Owned.Price = 0 }},
		textColumn("pengelola", func(e *sop.Equipment) *string { return &e.Owned.Manager }, "dikelola oleh"),
		textColumn("penanggung_jawab", func(e *sop.Equipment) *string { return &e.Owned.Keeper }, "penanggung jawab pemeliharaan", "pj pemeliharaan"),
		dayColumn("garansi_sampai", func(e *sop.Equipment) *time.Time { return &e.Owned.Warranty }, "garansi", "akhir garansi"),
		dayColumn("tanggal_pasang", func(e *sop.Equipment) *time.Time { return &e.Installed }, "tgl pasang", "dipasang"),
		textColumn("keterangan", func(e *sop.Equipment) *string { return &e.Note }, "ket", "catatan"),
	}
}

func connectionColumns() []equipmentColumn {
	ip := textColumn("ip", func(e *sop.Equipment) *string { return &e.Link.IP }, "alamat ip", "ip address")
	mac := textColumn("mac", func(e *sop.Equipment) *string { return &e.Link.MAC }, "alamat mac", "mac address")
	customer := textColumn("nomor_pelanggan", func(e *sop.Equipment) *string { return &e.Link.Customer }, "no pelanggan", "id pelanggan")
	ip.private, mac.private, customer.private = true, true, true
	return []equipmentColumn{
		choiceColumn("media", sop.Media(), map[string]string{"fo": "fiber-optic", "fiber": "fiber-optic", "fibre": "fiber-optic", "fiberoptik": "fiber-optic", "serat optik": "fiber-optic",
			"radio": "wireless", "nirkabel": "wireless", "wifi": "wireless", "4g": "seluler", "gsm": "seluler", "lte": "seluler", "kabel": "lan", "utp": "lan"},
			func(e *sop.Equipment) *string { return &e.Link.Media }, "media koneksi", "koneksi", "jaringan"),
		textColumn("penyedia", func(e *sop.Equipment) *string { return &e.Link.Provider }, "isp", "penyedia internet", "provider"),
		customer,
		dayColumn("jatuh_tempo", func(e *sop.Equipment) *time.Time { return &e.Link.Due }, "langganan sampai", "jatuh tempo langganan"),
		ip, mac,
	}
}

// placeColumns are of the titik; stateColumns follow from movements and
// inspections.
func placeColumns() []equipmentColumn {
	of := func(name string, get func(sop.Spot) any, aliases ...string) equipmentColumn {
		return equipmentColumn{name: name, aliases: aliases, get: func(x equipmentCells) any { return get(x.spot) }}
	}
	lat := of("lintang", func(s sop.Spot) any { return degreesOr(s, s.Lat) }, "latitude", "lat")
	lon := of("bujur", func(s sop.Spot) any { return degreesOr(s, s.Lon) }, "longitude", "lon", "long")
	lat.place, lon.place = true, true
	return []equipmentColumn{
		of("titik", func(s sop.Spot) any { return s.Name }, "lokasi", "nama titik", "nama lokasi", "penempatan"),
		of("alamat_titik", func(s sop.Spot) any { return s.Address }, "alamat", "alamat lokasi"),
		of("kecamatan", func(s sop.Spot) any { return s.District }, "kec"),
		of("kelurahan", func(s sop.Spot) any { return s.Village }, "kel"),
		of("kategori", func(s sop.Spot) any { return s.Category }, "kategori lokasi", "kategori titik"),
		lat, lon,
	}
}

func stateColumns() []equipmentColumn {
	return []equipmentColumn{
		{name: "jumlah", aliases: []string{"qty", "banyaknya", "jml"}, get: func(x equipmentCells) any { return x.state.Quantity }},
		{name: "kondisi", aliases: []string{"kondisi barang", "keadaan barang", "b/rr/rb", "b rr rb"}, get: func(x equipmentCells) any { return string(x.state.Condition) }},
		{name: "status_aset", aliases: []string{"status barang"}, get: func(x equipmentCells) any { return string(x.state.Status) }},
		{name: "status_operasi", aliases: []string{"status", "online offline", "online/offline", "operasi"}, get: func(x equipmentCells) any { return string(x.state.Operation) }},
		{name: "penyebab_offline", aliases: []string{"penyebab", "sebab offline"}, get: func(x equipmentCells) any { return x.state.Cause }},
		{name: "tanggal_cek", aliases: []string{"terakhir dicek", "tgl cek", "tanggal pemeriksaan"}, get: func(x equipmentCells) any { return day(x.state.Inspected) }},
		{name: "tanggal_tambah", aliases: []string{"tanggal perolehan", "tgl perolehan", "tanggal masuk"}, get: func(x equipmentCells) any {
			if len(x.item.Movements) == 0 {
				return ""
			}
			return day(x.item.History()[0].Movement.Date)
		}},
		{name: "jalur", aliases: []string{"jalur relay", "kamera relay"}, get: func(x equipmentCells) any { return x.path }},
	}
}

func numberOr(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

func priceOr(n int64) any {
	if n == 0 {
		return nil
	}
	return int(n)
}

func degreesOr(s sop.Spot, f float64) any {
	if !s.Located() {
		return nil
	}
	return strings.ReplaceAll(strconv.FormatFloat(f, 'f', -1, 64), ".", ",")
}

// dayColumn is a column of days.
func dayColumn(name string, field func(*sop.Equipment) *time.Time, aliases ...string) equipmentColumn {
	return equipmentColumn{
		name: name, aliases: aliases,
		get: func(x equipmentCells) any { return day(*field(&x.item)) },
		set: func(_ *equipmentImport, e *sop.Equipment, cell string) (err error) {
			*field(e), err = dayOf(cell)
			return err
		},
		clear: func(e *sop.Equipment) { *field(e) = time.Time{} },
	}
}

// EquipmentColumns lists the columns of an import of equipment, the required
// ones first.
func EquipmentColumns() []ImportColumn {
	var out, rest []ImportColumn
	for _, c := range equipmentColumns() {
		if slices.Contains(equipmentRequired(), c.name) {
			out = append(out, ImportColumn{c.name, true})
			continue
		}
		rest = append(rest, ImportColumn{Name: c.name})
	}
	return append(out, rest...)
}

func equipmentRequired() []string { return []string{"nama", "jenis", "opd"} }
