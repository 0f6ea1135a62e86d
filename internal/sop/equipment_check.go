package sop

import (
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// Flaw is something wrong with one field of a thing of the register. Fields
// are named as the columns of domain 8.2.
type Flaw struct {
	Field   string
	Rule    FlawRule
	Value   string   // as it was given
	Other   string   // FlawTaken: code of the thing that has it
	Choices []string // FlawChoice
	Warning bool     // worth a look, no hindrance
}

// FlawRule names what is wrong.
type FlawRule string

// The rules of the register (domain 8.2).
const (
	FlawMissing   FlawRule = "kosong"
	FlawTaken     FlawRule = "sudah-ada"
	FlawChoice    FlawRule = "pilihan"
	FlawYear      FlawRule = "tahun"          // 1990 … now
	FlawPrice     FlawRule = "harga"          // below zero
	FlawCount     FlawRule = "jumlah"         // below one
	FlawSerial    FlawRule = "satu-per-seri"  // a serial number is of one thing
	FlawAddress   FlawRule = "alamat-ip"      // not an IP address
	FlawMAC       FlawRule = "alamat-mac"     // not a MAC address
	FlawRegister  FlawRule = "nomor-register" // not digits
	FlawItemCode  FlawRule = "kode-barang"    // not 1.3.2.…
	FlawWorking   FlawRule = "rb-online"      // rusak berat, and yet online
	FlawBox       FlawRule = "luar-kota"      // coordinates outside Pontianak
	FlawPurpose   FlawRule = "tanpa-tujuan"   // no purpose of processing (UU 27/2022)
	FlawFuture    FlawRule = "masa-depan"     // a day that has not come
	FlawLong      FlawRule = "terlalu-panjang"
	FlawFirst     FlawRule = "bukan-tambah"    // before the thing was added
	FlawGone      FlawRule = "sudah-tidak-ada" // after the thing has gone
	FlawTwice     FlawRule = "dua-kali"        // added, or proposed, although it is already
	FlawSame      FlawRule = "tidak-berubah"   // moves nothing
	FlawTooMany   FlawRule = "lebih-dari-ada"  // removes more than there are
	FlawNeedCause FlawRule = "perlu-sebab"     // offline without a cause
)

// FlawRules lists the rules that only the register has.
func FlawRules() []FlawRule {
	return []FlawRule{FlawYear, FlawPrice, FlawSerial, FlawAddress, FlawMAC, FlawRegister, FlawItemCode, FlawWorking, FlawBox, FlawPurpose,
		FlawFuture, FlawLong, FlawFirst, FlawGone, FlawTwice, FlawSame, FlawTooMany, FlawNeedCause}
}

// maxText bounds one text of the register; a note may be longer.
const (
	maxText = 200
	maxNote = 2000
)

// FirstYear is the earliest tahun perolehan (domain 8.2).
const FirstYear = 1990

// CheckEquipment says what is wrong with a thing by itself: its facts, then
// its movements and inspections. kinds is the office's table; today ends what
// may have happened.
func CheckEquipment(e Equipment, kinds []EquipmentKind, today time.Time) []Flaw {
	c := checking{today: today}
	c.facts(e, kinds)
	c.texts(e)
	c.flaws = append(c.flaws, CheckMovements(e.Movements, today)...)
	for _, i := range e.Inspections {
		c.flaws = append(c.flaws, CheckInspection(i, today)...)
	}
	now := e.At(today)
	if now.Condition == HeavyFault && now.Operation == Online {
		c.flaws = append(c.flaws, Flaw{Field: "kondisi", Rule: FlawWorking, Warning: true})
	}
	if e.Serial != "" && now.Quantity > 1 {
		c.note("jumlah", FlawSerial, strconv.Itoa(now.Quantity))
	}
	return c.flaws
}

// checking gathers what is wrong.
type checking struct {
	today time.Time
	flaws []Flaw
}

func (c *checking) note(field string, rule FlawRule, value string) {
	c.flaws = append(c.flaws, Flaw{Field: field, Rule: rule, Value: value})
}

func (c *checking) choice(field, value string, choices []string) {
	if value != "" && !slices.Contains(choices, value) {
		c.flaws = append(c.flaws, Flaw{Field: field, Rule: FlawChoice, Value: value, Choices: choices})
	}
}

func (c *checking) facts(e Equipment, kinds []EquipmentKind) {
	if strings.TrimSpace(e.Name) == "" {
		c.note("nama", FlawMissing, "")
	}
	i := slices.IndexFunc(kinds, func(k EquipmentKind) bool { return k.Key == e.Kind })
	switch {
	case e.Kind == "":
		c.note("jenis", FlawMissing, "")
	case i < 0:
		var names []string
		for _, k := range kinds {
			names = append(names, k.Name)
		}
		c.flaws = append(c.flaws, Flaw{Field: "jenis", Rule: FlawChoice, Value: e.Kind, Choices: names})
	case kinds[i].Camera && e.Camera.Type == "":
		c.note("tipe_kamera", FlawMissing, "")
	}
	c.choice("tipe_kamera", e.Camera.Type, CameraTypes())
	if e.Owned.AgencyID == (ulid.ULID{}) {
		c.note("opd", FlawMissing, "")
	}
	c.choice("cara_perolehan", e.Owned.Acquired, Acquisitions())
	c.choice("media", e.Link.Media, Media())
	if y := e.Owned.Year; y != 0 && (y < FirstYear || y > c.today.In(WIB()).Year()) {
		c.note("tahun_perolehan", FlawYear, strconv.Itoa(y))
	}
	if e.Owned.Price < 0 {
		c.note("harga", FlawPrice, strconv.FormatInt(e.Owned.Price, 10))
	}
	if r := e.Register; r != "" && !isDigits(r) {
		c.note("register", FlawRegister, r)
	}
	if k := e.ItemCode; k != "" && !IsItemCode(k) {
		c.note("kode_barang", FlawItemCode, k)
	}
	if ip := e.Link.IP; ip != "" {
		if _, err := netip.ParseAddr(ip); err != nil {
			c.note("ip", FlawAddress, ip)
		}
	}
	if mac := e.Link.MAC; mac != "" {
		if _, err := net.ParseMAC(mac); err != nil {
			c.note("mac", FlawMAC, mac)
		}
	}
}

func (c *checking) texts(e Equipment) {
	for _, t := range []struct {
		field, text string
		most        int
	}{
		{"kode_internal", e.Code, maxText}, {"nama", e.Name, maxText}, {"merk", e.Brand, maxText}, {"tipe", e.Model, maxText},
		{"nomor_seri", e.Serial, maxText}, {"register", e.Register, maxText}, {"satuan", e.Unit, maxText}, {"resolusi", e.Camera.Resolution, maxText},
		{"spesifikasi", e.Spec, maxNote}, {"keterangan", e.Note, maxNote}, {"pengelola", e.Owned.Manager, maxText},
		{"penanggung_jawab", e.Owned.Keeper, maxText}, {"sumber_dana", e.Owned.Fund, maxText},
		{"penyedia", e.Link.Provider, maxText}, {"nomor_pelanggan", e.Link.Customer, maxText},
	} {
		if len(t.text) > t.most {
			c.note(t.field, FlawLong, "")
		}
	}
}

// CheckMovements says what is wrong with a thing's movements as a row: it must
// be added before anything else, nothing happens to it after it has gone, and
// it cannot lose more than there is.
func CheckMovements(all []Movement, today time.Time) []Flaw {
	c := checking{today: today}
	if len(all) == 0 {
		c.note("mutasi", FlawFirst, "")
	}
	var s EquipmentState
	for _, m := range byDay(all) {
		c.movement(s, m)
		s.move(m)
	}
	return c.flaws
}

// movement checks one movement against how the thing stood before it.
func (c *checking) movement(s EquipmentState, m Movement) {
	switch {
	case m.Date.IsZero():
		c.note("tanggal", FlawMissing, "")
	case dayNumber(m.Date) > dayNumber(c.today):
		c.note("tanggal", FlawFuture, LetterShortDate(m.Date))
	}
	if m.Condition != "" && !slices.Contains(Conditions(), m.Condition) {
		c.flaws = append(c.flaws, Flaw{Field: "kondisi", Rule: FlawChoice, Value: string(m.Condition), Choices: []string{"B", "RR", "RB"}})
	}
	if m.Quantity < 0 {
		c.note("jumlah", FlawCount, strconv.Itoa(m.Quantity))
	}
	if len(m.Basis) > maxText {
		c.note("dasar", FlawLong, "")
	}
	if len(m.Note) > maxNote {
		c.note("keterangan", FlawLong, "")
	}
	if m.Kind == MoveAdd {
		if s.Held() {
			c.note("jenis_mutasi", FlawTwice, string(m.Kind))
		}
		if m.Condition == "" {
			c.note("kondisi", FlawMissing, "")
		}
		return
	}
	switch {
	case s.Status == "":
		c.note("tanggal", FlawFirst, LetterShortDate(m.Date))
		return
	case !s.Held():
		c.note("tanggal", FlawGone, LetterShortDate(s.Moved))
		return
	}
	switch m.Kind {
	case MoveSite:
		if m.SiteID == s.SiteID {
			c.note("titik", FlawSame, "")
		}
	case MoveCondition:
		if m.Condition == "" {
			c.note("kondisi", FlawMissing, "")
		} else if m.Condition == s.Condition {
			c.note("kondisi", FlawSame, string(m.Condition))
		}
	case MoveRepair:
	case MovePropose:
		if s.Status == AssetProposed {
			c.note("jenis_mutasi", FlawTwice, string(m.Kind))
		}
	case MoveRemove:
		if m.Quantity > s.Quantity {
			c.note("jumlah", FlawTooMany, strconv.Itoa(s.Quantity))
		}
	default:
		var kinds []string
		for _, k := range MovementKinds() {
			kinds = append(kinds, string(k))
		}
		c.flaws = append(c.flaws, Flaw{Field: "jenis_mutasi", Rule: FlawChoice, Value: string(m.Kind), Choices: kinds})
	}
}

// CheckInspection says what is wrong with one inspection.
func CheckInspection(i Inspection, today time.Time) []Flaw {
	c := checking{today: today}
	switch {
	case i.At.IsZero():
		c.note("tanggal_cek", FlawMissing, "")
	case dayNumber(i.At) > dayNumber(today):
		c.note("tanggal_cek", FlawFuture, LetterShortDate(i.At))
	}
	if !slices.Contains(Operations(), i.Found) {
		c.flaws = append(c.flaws, Flaw{Field: "status_operasi", Rule: FlawChoice, Value: string(i.Found), Choices: []string{"online", "offline", "belum-dipasang", "dibongkar"}})
	}
	if i.Found == Offline && i.Cause == "" {
		c.note("penyebab_offline", FlawNeedCause, "")
	}
	c.choice("penyebab_offline", i.Cause, OfflineCauses())
	if len(i.Note) > maxNote {
		c.note("keterangan", FlawLong, "")
	}
	return c.flaws
}

// CheckSpot says what is wrong with a titik. Coordinates outside the soft box
// of the city and a missing purpose are warnings.
func CheckSpot(s Spot) []Flaw {
	var c checking
	if strings.TrimSpace(s.Name) == "" {
		c.note("titik", FlawMissing, "")
	}
	if len(s.Name) > maxText {
		c.note("titik", FlawLong, "")
	}
	c.choice("kategori", s.Category, append(SiteCategories(), ReasonOther))
	c.choice("tujuan", s.Purpose, Purposes())
	c.choice("papan", s.Notice, Notices())
	if s.Located() && (s.Lat < -0.15 || s.Lat > 0.15 || s.Lon < 109.20 || s.Lon > 109.45) {
		c.flaws = append(c.flaws, Flaw{Field: "koordinat", Rule: FlawBox, Warning: true})
	}
	if s.Purpose == "" {
		c.flaws = append(c.flaws, Flaw{Field: "tujuan", Rule: FlawPurpose, Warning: true})
	}
	return c.flaws
}

func isDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// IsItemCode says whether s looks like a kode barang: numbers with dots between.
func IsItemCode(s string) bool {
	parts := strings.Split(s, ".")
	return len(parts) > 2 && len(parts) < 11 && !slices.ContainsFunc(parts, func(p string) bool { return !isDigits(p) })
}
