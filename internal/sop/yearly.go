package sop

import (
	"slices"
	"strings"
	"time"
)

// The figures of the yearly report (domain 11): what the register, the
// requests and the outage book say about one year, counted from dated records
// and never from a number somebody keeps. Everything here is a pure function of
// plain values; keys are constants or names, words for them are made on paper.

// Holding is one item of the register as it stood on a day.
type Holding struct {
	Kind      string // name of the jenis
	Camera    bool   // the jenis is one of cameras
	Form      string // of a camera: ptz, statis, "" = not recorded
	Agency    string // name of the owner (OPD pemilik)
	Site      string // titik, "" = none
	District  string // kecamatan
	Count     int    // pieces; 1 with a serial number
	Condition string // B, RR, RB
	Operation string // online, offline, belum-dipasang, dibongkar
	Cause     string // why offline: cctv, listrik, media, lainnya
	Medium    string // fiber-optic, wireless, seluler, lan
	Year      int    // of acquisition, 0 = not known
	Relayed   bool   // its pictures are published on the relay
}

// Flow is what came into or left the register within the year: +n or −n
// pieces of a kind.
type Flow struct {
	Kind  string
	Count int
}

// Move is one movement of the year as table 8 lists it.
type Move struct {
	At    time.Time
	Code  string // kode internal of the item
	Item  string
	Kind  string // constant of the movement
	From  string
	To    string
	Basis string // dasar: BA or SK
	Note  string
}

// Observation counts the checks (Pemeriksaan) of cameras in the year: a
// desktop log measures nothing between two looks, so that a share of them is
// said to be "berdasarkan pemeriksaan".
type Observation struct {
	Online, Offline int
	Causes          map[string]int // of the offline ones
}

// Asked is one request with what the yearly report must know of it.
type Asked struct {
	Request Request
	Agency  string
	Closed  time.Time // when it left the desk; zero while it is on it
}

// YearData is everything that a yearly report is computed from.
type YearData struct {
	Year     int
	From, To time.Time // [1 January, 1 January) of the office
	Until    time.Time // figures are as of then: To, or now while the year runs
	Opening  []Holding // the register at From
	Closing  []Holding // the register at Until
	Flows    []Flow    // from movements and first records in [From, Until)
	Moves    []Move
	Checks   Observation
	Asked    []Asked
	Calendar *Calendar
	SOP      Version
	Uptimes  []Uptime
	Kinds    []string // names of the jenis in the order of the papers
}

// StockSums are the totals that every cut of the register must add up to.
type StockSums struct {
	Items, Cameras, Sites       int // pieces, cameras, places with a camera
	LinkedSites, LinkedAgencies int // with a camera whose pictures come over the relay
}

// Yearly are the figures of one year. Rows stand in the order of the paper.
type Yearly struct {
	Year            int
	From, To, Until time.Time

	StockSums

	Kinds            []KindRow      // table 1
	Agencies         []AgencyRow    // table 2
	Districts        []DistrictRow  // table 3
	Conditions       []ConditionRow // table 4
	StatusByAgency   []StatusRow    // table 5
	StatusByDistrict []StatusRow    // table 5
	Media            []CutRow       // table 6, columns of MediaColumns
	Ages             []CutRow       // table 7, columns of AgeColumns
	Moves            []Move         // table 8
	Carried          int            // requests still open from before
	Months           [12]MonthRow   // table 9
	AskedBy          []AskedRow     // table 10
	Times            []TimeRow      // table 11
	Whole, Internal  Stat           // table 11: all activities, those of the office
	Indicators       []Indicator    // table 12
	Troubles         []TroubleRow   // table 13
	Checks           Observation
	Uptime           UptimeSums
	Faults           []SumFault // sums that do not add up; none is as it should be
}

// SumFault is a cut that does not add up to its total. The report says so on
// its face.
type SumFault struct {
	Table string // "1", "5a" …
	What  string // constant of the column
	Sum   int
	Total int
}

// Tally computes the yearly figures.
func Tally(d YearData) Yearly {
	y := Yearly{Year: d.Year, From: d.From, To: d.To, Until: d.Until, Checks: d.Checks}
	y.Moves = slices.Clone(d.Moves)
	slices.SortStableFunc(y.Moves, func(a, b Move) int { return a.At.Compare(b.At) })
	y.stock(d)
	y.work(d)
	y.Uptime = SumUptimes(d.Uptimes)
	y.troubles(d)
	y.indicators()
	y.check(d)
	return y
}

// inOrder sorts keys by a known order; what is not in it follows by name, and
// what was not recorded stands last.
func inOrder(keys []string, known []string) []string {
	slices.SortFunc(keys, func(a, b string) int {
		if (a == "") != (b == "") {
			if a == "" {
				return 1
			}
			return -1
		}
		i, j := slices.Index(known, a), slices.Index(known, b)
		switch {
		case i >= 0 && j >= 0:
			return i - j
		case i >= 0:
			return -1
		case j >= 0:
			return 1
		}
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	})
	return keys
}
