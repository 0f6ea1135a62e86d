package sop

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/oklog/ulid/v2"
)

// LetterWay says into which agenda book a letter belongs.
type LetterWay string

// The two agenda books (domain 4.6).
const (
	LetterIn  LetterWay = "masuk"
	LetterOut LetterWay = "keluar"
)

// LetterKinds lists what kind of paper a letter is (domain 5.1).
func LetterKinds() []string {
	return []string{"surat", "nota-dinas", "berita-acara", "laporan", "undangan", "lainnya"}
}

// Letter is one line of an agenda book that no activity of the procedure
// leaves behind: an invitation, a reminder, an answer. The letters of the
// activities stand in their requests and are never entered twice.
type Letter struct {
	ID      ulid.ULID
	Way     LetterWay
	Kind    string
	Number  string // as it stands on the paper, never altered
	Source  string // konsep, tu, srikandi, arsip
	Date    time.Time
	Moved   time.Time // tanggal terima or tanggal kirim
	Agenda  string    // nomor agenda of a letter that came in
	Party   string    // pengirim, or to whom it was sent
	Address string
	Subject string // isi ringkas
	Nature  string
	Urgency string
	// Classification is the code of klasifikasi arsip, "" = not said.
	Classification string
	Attachments    int
	CC             []string  // tembusan
	RequestID      ulid.ULID // zero = about no request
	Disposition    string    // in words
	Note           string
}

// Day is the day by which the agenda book orders a letter: when it came or
// went, else its own date.
func (l Letter) Day() time.Time {
	if l.Moved.IsZero() {
		return l.Date
	}
	return l.Moved
}

// The fields of a Letter that may be refused, and why.
const (
	LetterNumberMissing  = "nomor"   // neither a number nor the mark of a draft
	LetterDateMissing    = "tanggal" // no day at all
	LetterPartyMissing   = "pihak"
	LetterSubjectMissing = "hal"
	LetterMovedFirst     = "terima" // came or went before it was written
)

// CheckLetter names the fields of a letter that cannot be kept as they are.
func CheckLetter(l Letter) []string {
	var wrong []string
	for _, f := range []struct {
		bad  bool
		name string
	}{
		{strings.TrimSpace(l.Number) == "", LetterNumberMissing},
		{l.Date.IsZero(), LetterDateMissing},
		{strings.TrimSpace(l.Party) == "", LetterPartyMissing},
		{strings.TrimSpace(l.Subject) == "", LetterSubjectMissing},
		{!l.Moved.IsZero() && !l.Date.IsZero() && l.Moved.Before(l.Date), LetterMovedFirst},
	} {
		if f.bad {
			wrong = append(wrong, f.name)
		}
	}
	return wrong
}

// SameNumber says that two numbers name the same letter: upper and lower case
// and blanks make no other letter. What is blank, or a draft in which the
// sequence is still open, is no number yet.
func SameNumber(a, b string) bool {
	key := NumberKey(a)
	return key != "" && key == NumberKey(b)
}

// NumberKey is what of a number is compared; "" when there is nothing to
// compare.
func NumberKey(number string) string {
	if strings.Contains(number, "…") {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, number)
}

// ReadSequence finds the running number in a number that follows the office's
// own template; false for numbers of others.
func ReadSequence(template, unit, number string) (seq int, ok bool) {
	pattern := regexp.QuoteMeta(template)
	for _, token := range []struct{ name, pattern string }{
		{"derajat", `(?:B|T|R|SR)`}, {"klas", `[0-9.]+`}, {"urut", `(?P<urut>[0-9]{1,9})`}, {"urut3", `(?P<urut>[0-9]{1,9})`},
		{"unit", regexp.QuoteMeta(unit)}, {"bulan", `[0-9]{2}`}, {"bulan_romawi", `[IVX]+`}, {"tahun", `[0-9]{4}`},
	} {
		pattern = strings.ReplaceAll(pattern, regexp.QuoteMeta("{"+token.name+"}"), token.pattern)
	}
	known, err := regexp.Compile(`(?i)^\s*` + pattern + `\s*$`)
	if err != nil || known.SubexpIndex("urut") < 0 { // the template has no running number
		return 0, false
	}
	found := known.FindStringSubmatch(number)
	if found == nil {
		return 0, false
	}
	seq, err = strconv.Atoi(found[known.SubexpIndex("urut")])
	return seq, err == nil
}

// LeadingNumber reads the figures with which an agenda number begins
// ("412/2026").
func LeadingNumber(s string) (int, bool) {
	s = strings.TrimSpace(s)
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(s)
	}
	n, err := strconv.Atoi(s[:end])
	return n, err == nil
}

// Gap is a stretch of running numbers that nothing bears, both ends counted.
type Gap struct{ From, To int }

// String writes 7 or 3–7.
func (g Gap) String() string {
	if g.From == g.To {
		return strconv.Itoa(g.From)
	}
	return strconv.Itoa(g.From) + "–" + strconv.Itoa(g.To)
}

// Gaps lists what is missing between the lowest and the highest of some
// running numbers.
func Gaps(numbers []int) []Gap {
	sorted := slices.Clone(numbers)
	slices.Sort(sorted)
	var out []Gap
	for i := 1; i < len(sorted); i++ {
		if from, to := sorted[i-1]+1, sorted[i]-1; from <= to {
			out = append(out, Gap{from, to})
		}
	}
	return out
}
