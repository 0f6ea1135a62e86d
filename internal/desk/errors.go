package desk

import "errors"

// What a caller may branch on besides the errors of sop, db, relay and secret.
var (
	// ErrNoRelay means that the office was opened without its relay.
	ErrNoRelay = errors.New("desk: opened without the relay")
	// ErrNotReady means that the paper cannot be made yet: the activity it
	// reports on has not been finished.
	ErrNotReady = errors.New("desk: the activity of this paper is not finished")
	// ErrUnknownPaper means that no paper or list has that name.
	ErrUnknownPaper = errors.New("desk: no such paper")
	// ErrFormat means that the paper is not made in that format.
	ErrFormat = errors.New("desk: not made in that format")
	// ErrCertificateChanged means that a camera shows another certificate now
	// than the one that was to be trusted.
	ErrCertificateChanged = errors.New("desk: the camera shows yet another certificate")
	// ErrOnlyAtOnce means that an import changed records that were there before:
	// it can be taken back in the sitting in which it was made, not later.
	ErrOnlyAtOnce = errors.New("desk: this import can only be taken back at once")
	// ErrInUse means that something still refers to what should go.
	ErrInUse = errors.New("desk: still in use")
	// ErrNotTable means that a file is neither CSV nor a readable workbook.
	ErrNotTable = errors.New("desk: not a table")
	// ErrBackupPlace means that the backup cannot be written where it should go.
	ErrBackupPlace = errors.New("desk: the backup cannot be written there")
	// ErrTooLarge means that a table has more rows or bytes than anybody writes.
	ErrTooLarge = errors.New("desk: the table is too large")
	// ErrNothingFailed means that no camera of the request needs another try.
	ErrNothingFailed = errors.New("desk: no camera of the request failed")
	// ErrBadRows means that an import was refused because of its rows; nothing
	// was changed.
	ErrBadRows = errors.New("desk: rows are wrong")
)

// FieldRule names what is wrong with one field.
type FieldRule string

// The rules of fields outside the procedure.
const (
	FieldColumns    FieldRule = "kolom-lebih"   // more cells than columns
	FieldText       FieldRule = "bukan-teks"    // not UTF-8, or far too long
	FieldQuotes     FieldRule = "kutip"         // quotes are not closed
	FieldMissing    FieldRule = "kosong"        // must be filled in
	FieldAddress    FieldRule = "alamat"        // not an rtsp address
	FieldPath       FieldRule = "jalur"         // not a relay path
	FieldTaken      FieldRule = "sudah-ada"     // somebody else has it; Other names whom
	FieldTwice      FieldRule = "ganda"         // the same in another row; Row names which
	FieldUnknown    FieldRule = "tidak-dikenal" // not in the directory
	FieldChoice     FieldRule = "pilihan"       // not one of the choices; Choices names them
	FieldDate       FieldRule = "tanggal"       // not a date (dd-mm-yyyy [hh.mm])
	FieldName       FieldRule = "nama"          // letters or length not allowed
	FieldRefused    FieldRule = "ditolak"       // the procedure refuses; Err is the *sop.Refusal
	FieldIncomplete FieldRule = "tidak-urut"    // times must be filled from activity 1 on, begin before end
	FieldNetwork    FieldRule = "jaringan"      // neither an address nor a network (CIDR)
	FieldCount      FieldRule = "jumlah"        // not a number that makes sense here
	FieldPast       FieldRule = "lewat"         // must lie in the future
	FieldLoop       FieldRule = "berputar"      // an address that leads back to this relay's own path
	FieldPair       FieldRule = "sertifikat"    // not a certificate with its key (PEM)
	FieldDay        FieldRule = "hari"          // not a day (dd-mm-yyyy)
	FieldFormula    FieldRule = "rumus"         // a formula without a value, or one that failed
	FieldNone       FieldRule = "tidak-ada"     // no such record to change
	FieldIgnored    FieldRule = "diabaikan"     // changes by another way, and stays
	FieldAssumed    FieldRule = "dianggap-baik" // a condition that was not told, and is taken for good
)

// FieldError is a refusal outside the procedure: which field, and what is
// wrong with it. It carries no secret and no words for people.
type FieldError struct {
	Field   string // constant: name, path, address, agency …, or the column of a table
	Rule    FieldRule
	Value   string // as typed, empty when it could be secret
	Other   string // FieldTaken: name of the one that has it
	Row     int    // FieldTwice: the other row
	Choices []string
	Err     error // FieldRefused, FieldAddress: the cause
}

// Error names field and rule.
func (e *FieldError) Error() string { return "desk: " + e.Field + ": " + string(e.Rule) }

// Unwrap gives the cause.
func (e *FieldError) Unwrap() error { return e.Err }
