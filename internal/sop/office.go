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

// Version is one version of the SOP: texts, times and kelengkapan.
type Version struct {
	Name       string // e.g. "2020"
	Number     string // …/TKPBET.DKI/2020
	Activities []Activity
}

// Activity is one row of the flow table.
type Activity struct {
	N        int
	Text     string // corrected wording
	Verbatim string // as in the paper (G7)
	Short    string
	Executor Role
	Checks   []Check
	Minutes  int
	Output   string
}
