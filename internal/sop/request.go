// Package sop is the procedure "Relay Tayangan Surveillance" as plain values
// and pure functions: requests, the acts that change them, working time,
// numbering and the texts of the SOP itself. It knows no file, no socket, no
// window and never asks for the current time; whoever calls hands the time in.
package sop

import (
	"time"

	"github.com/oklog/ulid/v2"
)

// Activities is the number of activities in the SOP's flow table. ProofStep is
// the one whose bukti keluaran are the cameras' tests.
const (
	Activities = 6
	ProofStep  = 5
)

// Status is where a whole request stands (domain: 5.2).
type Status string

// The statuses of a request. Late, paused step and the like are derived.
const (
	Draft     Status = "draf"
	Running   Status = "berjalan"
	Paused    Status = "ditunda"
	Done      Status = "selesai"
	Cancelled Status = "dibatalkan"
	Archived  Status = "diarsipkan"
)

// Statuses lists every status, in the order of a request's life.
func Statuses() []Status { return []Status{Draft, Running, Paused, Done, Cancelled, Archived} }

// Origin says who asked first (SOP gap G1: "diminta/diusulkan").
type Origin string

// The two ways a request may begin.
const (
	AskedByOffice    Origin = "diminta"   // Diskominfo writes to the agency
	ProposedByAgency Origin = "diusulkan" // the agency wrote first; its letter is the reference
)

// Role is one of the four executors of the SOP's flow table.
type Role string

// The four executor columns, in the order of the printed table.
const (
	RoleAgency Role = "opd"   // OPD/Badan/Kecamatan
	RoleKadis  Role = "kadis" // Kepala Dinas Kominfo
	RoleKabid  Role = "kabid" // Kepala Bidang TKPBET
	RoleKasi   Role = "kasi"  // Kepala Seksi SPTIK
)

// Roles lists the executors in the order of the printed table's columns.
func Roles() []Role { return []Role{RoleAgency, RoleKadis, RoleKabid, RoleKasi} }

// Request is one relay request: its facts and what was recorded for each
// activity. It is a value; Apply is the only way it changes.
type Request struct {
	ID          ulid.ULID
	Number      string // RLY-2026-0001, never used again
	Registered  time.Time
	Origin      Origin
	AgencyID    ulid.ULID
	Subject     string // hal
	Nature      string // sifat: biasa, terbatas, rahasia, sangat-rahasia
	Urgency     string // biasa, segera, sangat-segera
	Contact     Contact
	Reference   LetterRef // the agency's incoming letter, when proposed
	Sites       []Site
	Cameras     []CameraRef
	Note        string
	Attachments []Attachment // signed scans and the like, oldest first
	Status      Status
	Before      Status    // the status before Archived or Cancelled, for reopening
	Reason      string    // why cancelled
	Rules       RulesUsed // taken when the request started; later SOP changes do not rewrite history
	Steps       []Step    // always six, the current round of each activity
	History     []Step    // earlier rounds, oldest first, as they stood when returned
	Trashed     time.Time // zero unless in the trash (drafts only)
	Finished    time.Time // zero unless Done
}

// Contact is the person at the agency who can be asked.
type Contact struct{ Name, Position, Phone string }

// LetterRef names a letter by its number and date, and how it came in.
type LetterRef struct {
	Number   string
	Date     time.Time
	Agenda   string    // number in the office's agenda book
	Received time.Time // day on which it came; zero = with the request
}

// Site is a place where cameras stand (titik).
type Site struct {
	Name, Address, District, Village, Category string // kecamatan, kelurahan
	Purpose                                    string // keamanan, bencana, lalu-lintas ("" = not said; UU 27/2022 art. 17)
	Notice                                     string // papan pemberitahuan: ya, tidak, belum-dicek
}

// CameraRef ties a request to a camera of the relay and keeps the outcome of
// the newest test of activity 5.
type CameraRef struct {
	CameraID ulid.ULID
	Name     string
	Site     string
	Proof    *Proof // nil until tested
}

// Result is the outcome of a camera's test in activity 5 (domain 5.5).
type Result string

// Outcomes of a test.
const (
	Success Result = "berhasil"
	Partial Result = "sebagian"
	Failure Result = "gagal"
)

// Proof is the evidence that a camera can (or cannot) be watched through the
// relay: activity 5's "hasil uji tayang".
type Proof struct {
	Result        Result
	At            time.Time
	Codec         string
	Width, Height int
	FPS, Kbps     float64
	FirstPicture  time.Duration // from PLAY to the first decoded picture
	Measured      time.Duration // how long was measured; the figures below are of that time
	KeyInterval   time.Duration // the longest between two key pictures
	Jitter        time.Duration // of the pictures' arrival
	Lost          uint64        // packets
	Received      uint64        // packets
	UDP           string        // "" = not tried, UDPRead, or the constant of why UDP brought nothing
	Picture       string        // SHA-256 of the stored picture, "" if none
	Path          string        // relay path that was read
	Cause         string        // constant of the failure, "" when it worked
	Note          string
}

// UDPRead says in Proof.UDP that the path was read by UDP as well as by TCP.
const UDPRead = "terbaca"

// Step is one activity of one round.
type Step struct {
	N          int // 1..6
	Round      int // 1, and one more for each return
	Executor   Role
	Official   string // name of who held the office when it began
	Standard   int    // minutes, as of the SOP version in use
	Checks     []Check
	Evidence   Evidence
	Began      time.Time // zero = not yet
	Pauses     []Pause
	Ended      time.Time // zero = not yet
	OutOfHours bool      // "Dikerjakan di luar jam kerja": clock minutes count (rule T8)
	LateCause  string    // penyebab keterlambatan
	Note       string
	Returned   *Return     // set on rounds in History that were sent back
	Cameras    []CameraRef // the tests as they stood, only on returned rounds of activity 5
}

// Check is one item of kelengkapan.
type Check struct {
	Key       string // constant, e.g. "ip", "internet"; words come from the SOP version
	Label     string // the words as printed
	Mandatory bool
	Met       bool
	Note      string
}

// Evidence is the bukti keluaran of an activity.
type Evidence struct {
	Number string // of the letter, sheet or report
	Date   time.Time
	Source string // konsep, tu, srikandi
	Text   string // instruction, result in words
	// Classification is the code of klasifikasi arsip of a letter that the
	// office writes (activities 1 and 6), "" = the office's usual one.
	Classification string
	// Instructions and Deadline are what a disposition asks for besides its
	// words (activities 3 and 4): constants of Instructions, and batas waktu.
	Instructions []string
	Deadline     time.Time
}

// Pause is a stretch in which the executor could not go on.
type Pause struct {
	Began, Ended time.Time // Ended zero = still open
	Reason       string    // constant from PauseReasons
	Note         string
}

// Return says why a round was sent back and to which activity.
type Return struct {
	At     time.Time
	To     int
	Reason string
}

// RulesUsed is the snapshot taken at "Mulai Permintaan" (rule T7).
type RulesUsed struct {
	SOPVersion string
	Standards  []int  // minutes, six
	Profile    string // hours valid that day; the count itself follows the calendar
}

// StepState is derived from a step and its predecessor.
type StepState string

// The states of an activity (domain 5.2).
const (
	StepIdle    StepState = "belum-mulai"
	StepWaiting StepState = "menunggu"
	StepRunning StepState = "diproses"
	StepPaused  StepState = "ditunda"
	StepDone    StepState = "selesai"
)

// StepStates lists every state of an activity.
func StepStates() []StepState {
	return []StepState{StepIdle, StepWaiting, StepRunning, StepPaused, StepDone}
}

// Badge is the derived judgement of time (rules T3, T12).
type Badge string

// The time badges; NoBadge while nothing can be said.
const (
	NoBadge   Badge = ""
	OnTime    Badge = "tepat-waktu"
	NearLimit Badge = "mendekati-batas"
	Late      Badge = "terlambat"
)

// Badges lists every badge that has a word.
func Badges() []Badge { return []Badge{OnTime, NearLimit, Late} }
