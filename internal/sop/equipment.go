package sop

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// Equipment is one thing of the register (domain 8.2): one row for each serial
// number. Where it stands, in what condition, how many of it there are and
// whether it still belongs to the register is not written here: it follows from
// Movements for any day, and whether it works follows from Inspections. At
// derives both.
type Equipment struct {
	ID       ulid.ULID
	Code     string // kode internal: CAM-0001, never used again
	Kind     string // key of an EquipmentKind
	ItemCode string // kode barang: 1.3.2.05.01.05.002
	Register string // 0001; unique for kode barang and owner
	Name     string
	Brand    string // merk
	Model    string // tipe
	Serial   string // nomor seri; unique for each brand
	Spec     string // spesifikasi in words
	Unit     string // satuan
	Camera   CameraSpec
	Owned    Ownership
	Link     Connection

	Installed   time.Time // tanggal pasang; zero = not known
	Note        string
	CameraID    ulid.ULID    // the relay's camera that this thing is, zero if none
	Files       []Attachment // photos and papers, oldest first
	Movements   []Movement   // by date; the first is a Tambah
	Inspections []Inspection // by time
	Created     time.Time
	Trashed     time.Time // zero unless in the trash
}

// CameraSpec is what only cameras have.
type CameraSpec struct {
	Type       string // ptz, statis; must be given for kinds that are cameras
	Resolution string // 1920x1080
	Infrared   bool
}

// Ownership says whose a thing is and where it came from.
type Ownership struct {
	AgencyID ulid.ULID // OPD pemilik
	Manager  string    // pengelola, when another one runs it
	Keeper   string    // penanggung jawab pemeliharaan
	Year     int       // tahun perolehan, 0 = not known
	Acquired string    // pembelian, hibah, pinjam-pakai, lainnya
	Fund     string    // sumber dana
	Price    int64     // rupiah for one
	Warranty time.Time // garansi sampai; zero = none known
}

// Connection says how a thing is connected and who is paid for that.
type Connection struct {
	Media    string    // fiber-optic, wireless, seluler, lan
	Provider string    // penyedia internet
	Customer string    // nomor pelanggan
	Due      time.Time // langganan jatuh tempo
	IP, MAC  string    // not for public papers
}

// Condition is the state of repair, as in the KIB.
type Condition string

// The three conditions of Permendagri 19/2016.
const (
	Good       Condition = "B"  // baik
	LightFault Condition = "RR" // rusak ringan (kurang baik)
	HeavyFault Condition = "RB" // rusak berat
)

// Conditions lists the conditions from good to bad.
func Conditions() []Condition { return []Condition{Good, LightFault, HeavyFault} }

// Operation says whether a thing works, as somebody found it on a day.
type Operation string

// What an inspection may find. The zero Operation means that nobody has looked.
const (
	Online       Operation = "online"
	Offline      Operation = "offline"
	NotInstalled Operation = "belum-dipasang"
	Dismantled   Operation = "dibongkar"
)

// Operations lists what an inspection may find.
func Operations() []Operation { return []Operation{Online, Offline, NotInstalled, Dismantled} }

// OfflineCauses lists why a camera of the city is dark (domain 7.1).
func OfflineCauses() []string { return []string{"cctv", "listrik", "media", ReasonOther} }

// AssetStatus is where a thing stands in the books.
type AssetStatus string

// The stands of an asset. The zero AssetStatus means: not in the books on that
// day.
const (
	AssetActive   AssetStatus = "aktif"
	AssetHanded   AssetStatus = "mutasi" // handed to another agency
	AssetProposed AssetStatus = "usul-hapus"
	AssetRemoved  AssetStatus = "dihapus"
)

// AssetStatuses lists the stands of an asset in the order of its life.
func AssetStatuses() []AssetStatus {
	return []AssetStatus{AssetActive, AssetProposed, AssetHanded, AssetRemoved}
}

// Media lists how a camera may be connected.
func Media() []string { return []string{"fiber-optic", "wireless", "seluler", "lan"} }

// Acquisitions lists how a thing may have come to the office.
func Acquisitions() []string { return []string{"pembelian", "hibah", "pinjam-pakai", ReasonOther} }

// CameraTypes lists the two kinds of cameras that the city counts.
func CameraTypes() []string { return []string{"ptz", "statis"} }

// MovementKind names a change of the books.
type MovementKind string

// The movements of domain 8.2.
const (
	MoveAdd       MovementKind = "tambah"
	MoveSite      MovementKind = "pindah-titik"
	MoveCondition MovementKind = "ganti-kondisi"
	MoveRepair    MovementKind = "perbaikan"
	MovePropose   MovementKind = "usul-hapus"
	MoveRemove    MovementKind = "hapus"
)

// MovementKinds lists every kind of movement in the order of a thing's life.
func MovementKinds() []MovementKind {
	return []MovementKind{MoveAdd, MoveSite, MoveCondition, MoveRepair, MovePropose, MoveRemove}
}

// Movement (mutasi) is one change of the books, on one day.
type Movement struct {
	ID        ulid.ULID
	Date      time.Time // the office's day counts, not the hour
	Kind      MovementKind
	SiteID    ulid.ULID // tambah, pindah-titik: where to; zero = not placed (gudang)
	Condition Condition // tambah, ganti-kondisi, perbaikan: what it is from now on; empty = as it was
	Quantity  int       // tambah, hapus: how many; 0 = one, or all that are left
	HandedTo  string    // hapus: the agency that has it now; empty = gone for good
	Basis     string    // dasar: BA or SK
	Note      string
	By        string
	Recorded  time.Time
}

// Inspection (pemeriksaan) is what somebody found on a day: whether a thing
// works is an observation, not a property.
type Inspection struct {
	ID       ulid.ULID
	At       time.Time
	Found    Operation
	Cause    string // offline only: constant of OfflineCauses
	Officer  string
	Note     string
	OutageID ulid.ULID // of the outage book, when the relay measured it
	Recorded time.Time
}

// EquipmentState is how a thing stood at the end of one day.
type EquipmentState struct {
	Status    AssetStatus // "" when it was not in the books
	Quantity  int         // how many were in the books; 0 unless Held
	SiteID    ulid.ULID
	Condition Condition
	HandedTo  string
	Operation Operation // "" = nobody had looked
	Cause     string    // of Offline
	Inspected time.Time // the newest inspection until then, zero = none
	Moved     time.Time // day of the newest movement until then
}

// Held says that the thing was in the books: added, and not gone.
func (s EquipmentState) Held() bool { return s.Status == AssetActive || s.Status == AssetProposed }

// At derives how the thing stood at the end of t's day (WIB). It reads nothing
// but the movements and inspections of that day and before.
func (e Equipment) At(t time.Time) EquipmentState {
	var s EquipmentState
	day := dayNumber(t)
	for _, m := range byDay(e.Movements) {
		if dayNumber(m.Date) > day {
			break
		}
		s.move(m)
	}
	for _, i := range e.Inspections {
		if dayNumber(i.At) <= day && !i.At.Before(s.Inspected) {
			s.Inspected, s.Operation, s.Cause = i.At, i.Found, i.Cause
		}
	}
	if s.Operation == "" && s.Held() && !e.Installed.IsZero() && dayNumber(e.Installed) > day {
		s.Operation = NotInstalled
	}
	return s
}

// move is what one movement makes of a state.
func (s *EquipmentState) move(m Movement) {
	s.Moved = m.Date
	if m.Condition != "" {
		s.Condition = m.Condition
	}
	switch m.Kind {
	case MoveAdd:
		s.Quantity += max(m.Quantity, 1)
		s.Status, s.SiteID, s.HandedTo = AssetActive, m.SiteID, ""
	case MoveSite:
		s.SiteID = m.SiteID
	case MoveRepair, MoveCondition:
	case MovePropose:
		s.Status = AssetProposed
	case MoveRemove:
		if m.Quantity > 0 && m.Quantity < s.Quantity {
			s.Quantity -= m.Quantity
			return
		}
		s.Quantity, s.Status, s.HandedTo = 0, AssetRemoved, m.HandedTo
		if m.HandedTo != "" {
			s.Status = AssetHanded
		}
	}
}

// Moved is one movement with how the thing stood before and after it.
type Moved struct {
	Movement Movement
	From, To EquipmentState
}

// Delta is how many more (below zero: fewer) the movement left in the books:
// tambah and kurang of the yearly table.
func (m Moved) Delta() int { return m.To.Quantity - m.From.Quantity }

// History lists the movements by day, each with the state before and after.
func (e Equipment) History() []Moved {
	var s EquipmentState
	ordered := byDay(e.Movements)
	out := make([]Moved, 0, len(ordered))
	for _, m := range ordered {
		was := s
		s.move(m)
		out = append(out, Moved{m, was, s})
	}
	return out
}

// byDay gives movements by day; those of one day stay in the order in which
// they were recorded. It copies only when they are not in order already.
func byDay(all []Movement) []Movement {
	order := func(a, b Movement) int { return cmp.Compare(dayNumber(a.Date), dayNumber(b.Date)) }
	if slices.IsSortedFunc(all, order) {
		return all
	}
	all = slices.Clone(all)
	slices.SortStableFunc(all, order)
	return all
}

// Day is the day of t in the office's time, at its first moment, in UTC.
func Day(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	t = t.In(WIB())
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, WIB()).UTC()
}

// Age is how many years a thing had been there in a year; false when its year
// is not known.
func (e Equipment) Age(year int) (int, bool) {
	if e.Owned.Year == 0 {
		return 0, false
	}
	return max(year-e.Owned.Year, 0), true
}

// Spot is a titik: a place of the register where equipment stands.
type Spot struct {
	ID ulid.ULID
	Site
	Lat, Lon float64 // both 0 = not known
	Note     string
	Created  time.Time
	Trashed  time.Time // zero unless in the trash
}

// Located says that the spot's coordinates are known.
func (s Spot) Located() bool { return s.Lat != 0 || s.Lon != 0 }

// EquipmentKind is one jenis of the register; the table is the office's own.
type EquipmentKind struct {
	Key      string // constant under which records keep it
	Name     string // Kamera
	Prefix   string // of kode internal: CAM
	ItemCode string // kode barang that is usual
	Unit     string // satuan
	Camera   bool   // PTZ or statis must be said; may be a camera of the relay
}

// ItemCode is one kode barang (Permendagri 108/2016); the table is the
// office's own, and to be confirmed with the Pengurus Barang.
type ItemCode struct{ Code, Name string }

// KindOf finds a kind by its key; one that the table has no longer keeps its
// key as name.
func KindOf(kinds []EquipmentKind, key string) EquipmentKind {
	for _, k := range kinds {
		if k.Key == key {
			return k
		}
	}
	return EquipmentKind{Key: key, Name: key}
}

// FindKind finds a kind by what people write: its name, key or prefix.
func FindKind(kinds []EquipmentKind, text string) (EquipmentKind, bool) {
	for _, k := range kinds {
		if SamePlace(k.Name, text) || SamePlace(k.Key, text) || SamePlace(k.Prefix, text) {
			return k, true
		}
	}
	for _, k := range kinds {
		for part := range strings.SplitSeq(k.Name, "/") { // "NVR" of "NVR/DVR"
			if SamePlace(part, text) {
				return k, true
			}
		}
	}
	return EquipmentKind{}, false
}
