package sop

import (
	"time"

	"github.com/oklog/ulid/v2"
)

// Agency is a Perangkat Daerah (or outside partner) that owns cameras.
type Agency struct {
	ID        ulid.ULID
	Code      string
	Name      string // Dinas Perhubungan
	Short     string // Dishub
	Kind      string // sekretariat, dinas, badan, inspektorat, kecamatan, kelurahan, rsud, upt, vertikal, lainnya
	HeadTitle string // Kepala Dinas, Camat, Inspektur, Direktur …
	Address   string
	Phone     string
	Email     string
	Contact   Contact
	Inactive  bool
}

// Official is a person in one of the four roles for a span of days.
type Official struct {
	ID       ulid.ULID
	Role     Role
	Title    string // jabatan as printed, editable
	Name     string
	Rank     string    // pangkat
	NIP      string    // 18 digits, shown 8-6-1-3
	Acting   string    // "", plt, plh
	From, To time.Time // To zero = still
}

// Passage is a piece of the SOP: the wording shown, and the wording of the
// signed paper with its slips of the pen, so that an auditor can compare (G7).
type Passage struct{ Text, Verbatim string }

// Version is one version of the SOP: its identity block, texts, times and
// kelengkapan. Dates are texts, because the paper has one that is only a year
// and one that is blank.
type Version struct {
	Name       string // e.g. "2020"
	Number     string // …/TKPBET.DKI/2020
	Activities []Activity

	Title          Passage // Relay Tayangan Surveillance
	Government     string
	Office         string
	Division       string // bidang
	Section        string // seksi
	Created        string
	Revised        string
	Effective      string
	ApprovedBy     Approver
	LegalBasis     []Passage
	Related        []Passage // keterkaitan
	Qualifications []Passage
	Equipment      []Passage // peralatan/perlengkapan
	Warning        Passage   // peringatan; kept, never used in the workflow (G8)
	Records        []Passage // pencatatan dan pendataan
	Columns        []Column  // the four executor columns as printed
}

// Approver signed the SOP.
type Approver struct{ Title, Name, Rank, NIP string }

// Column is the printed head of an executor's column.
type Column struct {
	Role Role
	Head Passage
}

// Activity is one row of the flow table.
type Activity struct {
	N            int
	Text         string // corrected wording
	Verbatim     string // as in the paper (G7)
	Short        string
	Executor     Role
	Requirements Passage // kelengkapan as printed
	Checks       []Check // kelengkapan as ticked
	Minutes      int
	Output       string
	Remark       string // keterangan, empty in the paper (G5)
}

// Total is the sum of the standard times: 135 minutes in the paper.
func (v Version) Total() int {
	sum := 0
	for _, a := range v.Activities {
		sum += a.Minutes
	}
	return sum
}

// Activity is row n of the flow table, the zero Activity if there is none.
func (v Version) Activity(n int) Activity {
	for _, a := range v.Activities {
		if a.N == n {
			return a
		}
	}
	return Activity{}
}
