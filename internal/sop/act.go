package sop

import (
	"time"

	"github.com/oklog/ulid/v2"
)

// ActKind names what somebody wants to do with a request.
type ActKind string

// The acts of domain 5.3.
const (
	ActEdit     ActKind = "ubah"  // facts of the request (Facts)
	ActStart    ActKind = "mulai" // Draf → Berjalan
	ActBegin    ActKind = "mulai-langkah"
	ActCheck    ActKind = "kelengkapan" // tick or untick (Checks), evidence, note
	ActPause    ActKind = "tunda"
	ActResume   ActKind = "lanjutkan"
	ActFinish   ActKind = "selesaikan-langkah"
	ActReturn   ActKind = "kembalikan"
	ActCancel   ActKind = "batalkan"
	ActReopen   ActKind = "buka-kembali"
	ActArchive  ActKind = "arsipkan"
	ActCorrect  ActKind = "koreksi-waktu"
	ActProve    ActKind = "hasil-uji" // result of a camera test in activity 5
	ActAttach   ActKind = "kaitkan-kamera"
	ActTrash    ActKind = "hapus-draf"
	ActRestore  ActKind = "pulihkan-draf"
	ActEnterAll ActKind = "catat-sekaligus" // all six at once (Steps)
	ActFile     ActKind = "lampirkan"       // File
	ActUnfile   ActKind = "lepas-lampiran"  // File.ID
)

// Act is one wish: what, by whom, when it happened and when it is recorded.
// Only the fields that its Kind needs are read.
type Act struct {
	Kind       ActKind
	By         string    // who records
	At         time.Time // when it happened (waktu kejadian)
	Recorded   time.Time // now (dicatat pada)
	Step       int       // 1..6 for acts on an activity
	To         int       // ActReturn: target activity; ActReopen of a finished request: where to go on (0 = 6)
	Reason     string    // constant or free text; free text where domain 5.3 asks ≥ 10 letters
	Note       string    // more on the reason, or the note of the activity
	OutOfHours *bool
	LateCause  string
	Official   string // ActBegin: who holds the office
	Checks     []Check
	Evidence   *Evidence
	Began      time.Time // ActCorrect
	Ended      time.Time // ActCorrect
	Camera     ulid.ULID // ActProve
	Proof      *Proof
	Cameras    []CameraRef // ActAttach: the new list
	Facts      *Facts      // ActEdit
	Steps      []StepTimes // ActEnterAll, six
	File       *Attachment // ActFile, ActUnfile
}

// Facts are the editable facts of a request.
type Facts struct {
	Origin    Origin
	AgencyID  ulid.ULID
	Subject   string
	Nature    string
	Urgency   string
	Contact   Contact
	Reference LetterRef
	Sites     []Site
	Note      string
}

// StepTimes is one row of "Catat Sekaligus". A zero Began says that the
// activity has not begun, a zero Ended that it is still in progress.
type StepTimes struct {
	Began, Ended time.Time
	Official     string // who held the office then; Rules.Officials when empty
	Checks       []Check
	Evidence     Evidence
	OutOfHours   bool
	LateCause    string
	Note         string
	// OnPaper says that kelengkapan and bukti keluaran of this activity are in
	// the paper file: they are taken as met and are not asked for again. Times
	// are judged as strictly as ever.
	OnPaper bool
}

// Event is what an act changed, in the words of constants; desk writes it to
// the audit trail.
type Event struct {
	Kind     ActKind
	Step     int
	At       time.Time
	Field    string
	Old, New string
	Reason   string
}

// Rule names why an act is refused. Words are made in package say.
type Rule string

// The refusals of domain 5.6 and 5.3.
const (
	RuleMandatoryMissing Rule = "kelengkapan" // Items
	RuleOrder            Rule = "urutan"      // Step, Other
	RuleEndBeforeBegin   Rule = "selesai-sebelum-mulai"
	RuleBeforePrevious   Rule = "sebelum-langkah-lalu" // Other, Time
	RuleFuture           Rule = "masa-depan"
	RuleOutsideHours     Rule = "luar-jam"           // Text = day (Weekdays), Time; ask for OutOfHours
	RuleLateCause        Rule = "penyebab-terlambat" // Step, Standard, Actual
	RuleAllFailed        Rule = "semua-gagal"
	RuleNotTested        Rule = "belum-diuji"
	RuleReason           Rule = "alasan"
	RuleStatus           Rule = "status" // the request's status does not allow it
	RuleOpenPause        Rule = "jeda-terbuka"
	RuleNotRunning       Rule = "langkah-tidak-berjalan"
	RuleAlreadyDone      Rule = "langkah-sudah-selesai"
	RuleEvidence         Rule = "bukti-keluaran"
	RuleAgency           Rule = "opd-kosong"
	RuleSubject          Rule = "hal-kosong"
	RuleSite             Rule = "lokasi-kosong"
	RuleOfficials        Rule = "pejabat-kosong" // Items = roles
	RuleReturnTarget     Rule = "tujuan-kembali"
	RulePauseOrder       Rule = "urutan-jeda"
	RuleUnknown          Rule = "tindakan-tidak-dikenal"
	RuleAlreadyBegun     Rule = "langkah-sudah-dimulai"
	RuleAfterNext        Rule = "sesudah-langkah-berikut" // Other, Time
	RuleBeforeReturn     Rule = "sebelum-dikembalikan"    // Step, Time
	RuleVersion          Rule = "versi-sop"               // the SOP in force has not six activities
	RuleCamera           Rule = "kamera-tidak-terkait"
	RuleNote             Rule = "catatan" // activity 5 with failed cameras needs a word on them
	RuleTime             Rule = "waktu-kosong"
	RuleDeadline         Rule = "batas-waktu"        // Time: a disposition's deadline lies before its date
	RuleFile             Rule = "lampiran-tidak-sah" // Text = file name: its kind or size is not allowed
	RuleFileTwice        Rule = "lampiran-ganda"     // Text = the attachment that has the same bytes
)

// AllRules lists every rule; package say must have a sentence for each.
func AllRules() []Rule {
	return []Rule{RuleMandatoryMissing, RuleOrder, RuleEndBeforeBegin, RuleBeforePrevious, RuleFuture,
		RuleOutsideHours, RuleLateCause, RuleAllFailed, RuleNotTested, RuleReason, RuleStatus, RuleOpenPause,
		RuleNotRunning, RuleAlreadyDone, RuleEvidence, RuleAgency, RuleSubject, RuleSite, RuleOfficials,
		RuleReturnTarget, RulePauseOrder, RuleUnknown, RuleAlreadyBegun, RuleAfterNext, RuleBeforeReturn,
		RuleVersion, RuleCamera, RuleNote, RuleTime, RuleDeadline,
		RuleFile, RuleFileTwice}
}

// AllActs lists every kind of act.
func AllActs() []ActKind {
	return []ActKind{ActEdit, ActStart, ActBegin, ActCheck, ActPause, ActResume, ActFinish, ActReturn, ActCancel,
		ActReopen, ActArchive, ActCorrect, ActProve, ActAttach, ActTrash, ActRestore, ActEnterAll, ActFile, ActUnfile}
}

// Refusal is the error of Apply: which rule says no, at which field, and the
// facts for the sentence. It carries no words for people.
type Refusal struct {
	Rule     Rule
	Field    string
	Step     int
	Other    int
	Standard int
	Actual   int
	Time     time.Time
	Items    []string
	Text     string
}

func (r *Refusal) Error() string { return "sop: refused: " + string(r.Rule) }

// Rules is what Apply must know besides the request: the SOP in force, the
// calendar, the officials and a few settings. It is plain data.
type Rules struct {
	SOP          Version
	Calendar     *Calendar
	Officials    map[Role]string // who holds each office at the act's time; "" = nobody
	NearShare    float64         // 0.8: Mendekati Batas (rule T12)
	FutureSlack  time.Duration   // 5 min (rule T11)
	AskLateCause bool
}
