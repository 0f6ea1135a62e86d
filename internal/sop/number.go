package sop

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// DefaultNumberTemplate is the pattern of the city's letters since 2023
// (domain 4.2).
const DefaultNumberTemplate = "{derajat}/{klas}/{urut}/{unit}/{tahun}"

// DefaultClassification and DefaultUnitCode are the shipped values of two
// tokens; both are settings.
const (
	DefaultClassification = "500.12"
	DefaultUnitCode       = "DISKOMINFO"
)

// NumberParts are the values of a letter number's tokens.
type NumberParts struct {
	Nature         string // sifat; gives {derajat}
	Classification string
	Seq            int // 0 leaves room to write it in by hand
	Unit           string
	Date           time.Time
}

// FormatNumber fills a template for a draft number. The official number is
// given by the secretariat or SRIKANDI and is never made here.
func FormatNumber(template string, p NumberParts) string {
	seq, seq3 := "…", "…"
	if p.Seq > 0 {
		seq, seq3 = strconv.Itoa(p.Seq), fmt.Sprintf("%03d", p.Seq)
	}
	date := p.Date.In(WIB())
	return strings.NewReplacer(
		"{derajat}", Degree(p.Nature),
		"{klas}", p.Classification,
		"{urut}", seq,
		"{urut3}", seq3,
		"{unit}", p.Unit,
		"{bulan}", fmt.Sprintf("%02d", int(date.Month())),
		"{bulan_romawi}", RomanMonth(date.Month()),
		"{tahun}", strconv.Itoa(date.Year()),
	).Replace(template)
}

// Degree is the letter that stands for a sifat at the head of a number.
func Degree(nature string) string {
	switch nature {
	case "terbatas":
		return "T"
	case "rahasia":
		return "R"
	case "sangat-rahasia":
		return "SR"
	default:
		return "B"
	}
}

// RomanMonth writes a month in Roman numerals.
func RomanMonth(m time.Month) string {
	if m < time.January || m > time.December {
		return ""
	}
	return [...]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"}[m-1]
}

// RegistrationNumber is our own number of a request, independent of any
// letter: RLY-2026-0001. It is never given twice.
func RegistrationNumber(year, seq int) string { return fmt.Sprintf("RLY-%04d-%04d", year, seq) }

// The warnings of CheckNIP. They are warnings only: the number on the paper is
// right even when it looks odd.
const (
	NIPLength      = "panjang" // not 18 digits
	NIPBirth       = "tanggal-lahir"
	NIPAppointment = "pengangkatan" // year and month of appointment
	NIPSex         = "jenis-kelamin"
	NIPSequence    = "nomor-urut"
)

// NIPWarnings lists every warning of CheckNIP.
func NIPWarnings() []string {
	return []string{NIPLength, NIPBirth, NIPAppointment, NIPSex, NIPSequence}
}

// CheckNIP looks at a civil servant's number: birth date, month of
// appointment, sex, sequence. ok is true when there is nothing to warn of;
// an empty number is fine, because a name may be known before its number.
func CheckNIP(s string) (ok bool, warnings []string) {
	digits := digitsOf(s)
	if strings.TrimSpace(s) == "" {
		return true, nil
	}
	if len(digits) != 18 {
		return false, []string{NIPLength}
	}
	birth, err := time.Parse("20060102", digits[:8])
	if err != nil || birth.Year() < 1930 {
		warnings = append(warnings, NIPBirth)
	}
	appointed, err := time.Parse("200601", digits[8:14])
	if err != nil || appointed.Before(birth.AddDate(15, 0, 0)) {
		warnings = append(warnings, NIPAppointment)
	}
	if digits[14] != '1' && digits[14] != '2' {
		warnings = append(warnings, NIPSex)
	}
	if digits[15:] == "000" {
		warnings = append(warnings, NIPSequence)
	}
	return len(warnings) == 0, warnings
}

// FormatNIP shows a number as 8-6-1-3; what is not 18 digits is shown as typed.
func FormatNIP(s string) string {
	d := digitsOf(s)
	if len(d) != 18 {
		return strings.TrimSpace(s)
	}
	return d[:8] + " " + d[8:14] + " " + d[14:15] + " " + d[15:]
}

// digitsOf drops the blanks and dots people type; any other sign stays, so
// that a letter is not silently lost.
func digitsOf(s string) string {
	s = strings.NewReplacer(" ", "", ".", "", "-", "", "\u00a0", "").Replace(s)
	for _, r := range s {
		if r < '0' || r > '9' {
			return ""
		}
	}
	return s
}
