package say

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Changes words what an entry of the trail says has changed: fields by their
// names in forms, constants and times as people read them, ids by the names of
// what they point to. Ids and keys of the record itself, and copies of rounds
// that were sent back, are left out.
func Changes(e db.AuditEntry, names map[ulid.ULID]string) []db.Change {
	var out []db.Change
	for _, c := range e.Changes {
		field, shown := FieldPath(c.Field)
		if !shown {
			continue
		}
		last := lastPart(c.Field)
		out = append(out, db.Change{Field: field, Old: trailValue(e.Object, last, c.Old, names), New: trailValue(e.Object, last, c.New, names)})
	}
	return out
}

// FieldPath words a field's way (Steps.4.Ended: Kegiatan 4 · Selesai), and
// says whether it is anything to people.
func FieldPath(path string) (string, bool) {
	var words []string
	for i, part := range strings.Split(path, ".") {
		if _, err := strconv.Atoi(part); err == nil {
			if i > 0 {
				words[len(words)-1] += " " + part
			}
			continue
		}
		switch part {
		case "ID", "Key", "N", "History":
			return "", false
		}
		word := fieldWord(part)
		if word == "" {
			word = lang.X("say.trail.other", "Isian lain")
		}
		words = append(words, word)
	}
	return strings.Join(words, " · "), true
}

// lastPart is the name of the field itself.
func lastPart(path string) string {
	parts := strings.Split(path, ".")
	for i := len(parts) - 1; i >= 0; i-- {
		if _, err := strconv.Atoi(parts[i]); err != nil {
			return parts[i]
		}
	}
	return path
}

// trailValue words one side of a change.
func trailValue(object, field, value string, names map[ulid.ULID]string) string {
	if value == "" {
		return ""
	}
	if value == "true" {
		return lang.X("say.trail.yes", "Ya")
	}
	if word, ok := constantOf(object, field, value); ok {
		return word
	}
	if strings.HasSuffix(field, "ID") {
		if id, err := ulid.ParseStrict(value); err == nil {
			if name := names[id]; name != "" {
				return name
			}
			return lang.X("say.trail.unknown", "Data yang sudah tidak ada")
		}
	}
	if t, err := time.Parse(time.RFC3339Nano, value); err == nil {
		switch field {
		case "Date", "Received", "Installed", "Warranty", "Due", "SOPReviewed":
			return ShortDate(t)
		}
		return DateClock(t)
	}
	return value
}

// constantOf words a constant or a measure; false for free text.
func constantOf(object, field, value string) (string, bool) {
	if ofRegister(object) {
		if word, ok := registerConstant(field, value); ok {
			return word, true
		}
	}
	switch field {
	case "Status", "Before":
		return Status(sop.Status(value)), true
	case "Origin":
		return Origin(sop.Origin(value)), true
	case "Nature":
		return Nature(value), true
	case "Urgency":
		return Urgency(value), true
	case "Executor", "Role":
		return Role(sop.Role(value)), true
	case "Result":
		return Result(sop.Result(value)), true
	case "Reason", "LateCause":
		return Reason(value), true
	case "Purpose":
		return Purpose(value), true
	case "Notice":
		return Notice(value), true
	case "Category":
		return Category(value), true
	case "Source":
		return NumberSource(value), true
	case "Instructions":
		return Instruction(value), true
	case "Kind":
		return kindOf(object, value), true
	case "Acting":
		return strings.ToUpper(value[:1]) + value[1:] + ".", true
	case "Language":
		return languageName(value), true
	case "SHA", "Picture", "Logo":
		return value[:min(len(value), 12)], true
	case "Size", "FirstPicture", "NearShare", "GoodShare", "Kbps", "FPS":
		return measureOf(field, value)
	}
	return "", false
}

func kindOf(object, value string) string {
	if object == db.ObjectAgency {
		return AgencyKind(value)
	}
	return HolidayKind(value)
}

func languageName(code string) string {
	switch code {
	case "id":
		return lang.X("say.language.id", "Bahasa Indonesia")
	case "en":
		return lang.X("say.language.en", "Bahasa Inggris")
	}
	return code
}

func measureOf(field, value string) (string, bool) {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return "", false
	}
	switch field {
	case "Size":
		return Bytes(int64(n)), true
	case "FirstPicture":
		return Took(time.Duration(n)), true
	case "Kbps", "FPS":
		return Decimal(n), true
	}
	return Percent(n), true
}
