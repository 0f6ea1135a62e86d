package desk

import (
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// dayOf reads a day as people write it: 31-12-2026, 31/12/2026, 2026-12-31,
// 7 April 2020. A clock behind it is left out. The day is the office's, in UTC.
func dayOf(cell string) (time.Time, error) {
	text := strings.Join(strings.Fields(cell), " ")
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(sop.MonthName(m))
		for _, short := range []string{name, name[:3]} {
			if before, after, ok := strings.Cut(strings.ToLower(text), " "+short+" "); ok {
				text = before + "-" + strconv.Itoa(int(m)) + "-" + after
			}
		}
	}
	text, _, _ = strings.Cut(text, " ")
	text = strings.NewReplacer("/", "-", ".", "-").Replace(text)
	for _, layout := range []string{"2-1-2006", "2006-1-2"} {
		t, err := time.ParseInLocation(layout, text, sop.WIB())
		if err == nil && t.Year() >= sop.FirstYear && t.Year() <= 2100 {
			return t.UTC(), nil
		}
	}
	return time.Time{}, &FieldError{Rule: FieldDay, Value: cell}
}

// rupiah reads an amount as Indonesians write it: Rp 12.500.000,00 · 12500000 ·
// 12.500.000. Cents are rounded.
func rupiah(cell string) (int64, error) {
	bad := &FieldError{Rule: FieldCount, Value: cell}
	text := strings.ToLower(strings.Join(strings.Fields(cell), ""))
	text = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(text, "rp."), "rp"), ",-")
	f, err := decimalOf(text, true)
	if err != nil || f > 1e15 || f < -1e15 {
		return 0, bad
	}
	if f < 0 {
		return int64(f - 0.5), nil
	}
	return int64(f + 0.5), nil
}

// whole reads a count or a year: 3 · 1.000 · 2020,0.
func whole(cell string) (int, error) {
	f, err := decimalOf(strings.TrimSpace(cell), true)
	if err != nil || f != float64(int(f)) {
		return 0, &FieldError{Rule: FieldCount, Value: cell}
	}
	return int(f), nil
}

// degrees reads a coordinate: -0,0263 or -0.0263.
func degrees(cell string) (float64, error) {
	f, err := decimalOf(strings.TrimSpace(cell), false)
	if err != nil || f < -180 || f > 180 {
		return 0, &FieldError{Rule: FieldCount, Value: cell}
	}
	return f, nil
}

// decimalOf reads a number with a decimal comma. Without a comma a dot parts
// thousands where thousands says so and the dots stand as they then must, else
// it is the decimal point of another program.
func decimalOf(text string, thousands bool) (float64, error) {
	if strings.Contains(text, ",") {
		// 1,234,567.89 of an English program, else 1.234.567,89.
		if strings.Count(text, ",") > 1 && groups(strings.TrimLeft(text, "-"), ",") {
			text = strings.ReplaceAll(text, ",", "")
		} else {
			text = strings.Replace(strings.ReplaceAll(text, ".", ""), ",", ".", 1)
		}
	} else if thousands && groups(strings.TrimLeft(text, "-"), ".") {
		text = strings.ReplaceAll(text, ".", "")
	}
	if strings.ContainsAny(text, "xXpPnNiI_") { // hexadecimal, NaN, Inf: nobody writes those
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseFloat(text, 64)
}

// groups says whether text is digits in groups of three.
func groups(text, sep string) bool {
	parts := strings.Split(strings.SplitN(text, otherSign(sep), 2)[0], sep)
	if len(parts) < 2 {
		return false
	}
	for i, p := range parts {
		if i == 0 && (len(p) < 1 || len(p) > 3) || i > 0 && len(p) != 3 {
			return false
		}
	}
	return true
}

func otherSign(sep string) string {
	if sep == "," {
		return "."
	}
	return ","
}

// Rupiah reads an amount from a form; nothing is zero.
func Rupiah(text string) (int64, error) {
	if strings.TrimSpace(text) == "" {
		return 0, nil
	}
	return rupiah(text)
}

// Whole reads a count or a year from a form; nothing is zero.
func Whole(text string) (int, error) {
	if strings.TrimSpace(text) == "" {
		return 0, nil
	}
	return whole(text)
}

// Degrees reads a coordinate from a form; nothing is zero.
func Degrees(text string) (float64, error) {
	if strings.TrimSpace(text) == "" {
		return 0, nil
	}
	return degrees(strings.ReplaceAll(text, "−", "-"))
}
