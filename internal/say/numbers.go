package say

import (
	"math"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"
)

// Number writes a whole number with its thousands apart: 1.234.
func Number[T ~int | ~int64 | ~uint64](n T) string {
	text := ""
	if n < 0 {
		text = strconv.FormatInt(int64(n), 10)
	} else {
		text = strconv.FormatUint(uint64(n), 10)
	}
	digits, sign := strings.TrimPrefix(text, "-"), ""
	if len(digits) < len(text) {
		sign = "-"
	}
	apart := lang.X("say.number.thousands", ".")
	var out []string
	for len(digits) > 3 {
		out = append([]string{digits[len(digits)-3:]}, out...)
		digits = digits[:len(digits)-3]
	}
	return sign + strings.Join(append([]string{digits}, out...), apart)
}

// Decimal writes a number with one decimal: 87,5.
func Decimal(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nothing
	}
	tenths := int64(math.Round(math.Abs(f) * 10))
	sign := ""
	if f < 0 && tenths > 0 {
		sign = "-"
	}
	return sign + Number(tenths/10) + lang.X("say.number.decimal", ",") + strconv.FormatInt(tenths%10, 10)
}

// Percent writes a share of 1 as 87,5 %.
func Percent(share float64) string {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return nothing
	}
	return lang.X("say.number.percent", "{{.N}} %", values{"N": Decimal(share * 100)})
}

// Bytes writes an amount of data: 512 B, 1,5 MB.
func Bytes[T ~int | ~int64 | ~uint64](n T) string {
	size := max(0, float64(n))
	for _, unit := range []string{"B", "kB", "MB", "GB"} {
		if size < 1000 {
			return amount(size, unit)
		}
		size /= 1000
	}
	return amount(size, "TB")
}

// Kbps writes a rate given in kilobits a second: 512 kb/s, 4,8 Mb/s.
func Kbps(kbps float64) string {
	switch {
	case math.IsNaN(kbps) || kbps < 0:
		return nothing
	case kbps < 1000:
		return amount(math.Round(kbps), "kb/s")
	case kbps < 1e6:
		return amount(kbps/1000, "Mb/s")
	default:
		return amount(kbps/1e6, "Gb/s")
	}
}

// amount writes small units whole and large ones with a decimal.
func amount(n float64, unit string) string {
	number := Decimal(n)
	if unit == "B" || unit == "kb/s" {
		number = Number(int64(math.Round(n)))
	}
	return lang.X("say.number.amount", "{{.N}} {{.Unit}}", values{"N": number, "Unit": unit})
}

// FPS writes a picture rate: 25 fps, 12,5 fps.
func FPS(fps float64) string {
	number := Decimal(fps)
	if fps == math.Trunc(fps) && fps >= 0 && fps < 1e6 {
		number = Number(int64(fps))
	}
	return lang.X("say.number.fps", "{{.N}} fps", values{"N": number})
}

// Size writes a picture's size: 1920 × 1080.
func Size(width, height int) string {
	if width <= 0 || height <= 0 {
		return nothing
	}
	return lang.X("say.number.size", "{{.W}} × {{.H}}", values{"W": width, "H": height})
}

// Took writes a short measured time: 240 milidetik, 1,3 detik.
func Took(d time.Duration) string {
	if d < time.Second {
		return lang.X("say.took.milliseconds", "{{.N}} milidetik", values{"N": max(0, d.Milliseconds())})
	}
	return lang.X("say.took.seconds", "{{.N}} detik", values{"N": Decimal(d.Seconds())})
}
