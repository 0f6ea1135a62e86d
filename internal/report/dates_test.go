package report

import (
	"testing"
	"time"
)

func Test_terbilang(t *testing.T) {
	for n, want := range map[int]string{
		0: "nol", 1: "satu", 10: "sepuluh", 11: "sebelas", 12: "dua belas", 19: "sembilan belas", 20: "dua puluh", 21: "dua puluh satu",
		100: "seratus", 101: "seratus satu", 115: "seratus lima belas", 200: "dua ratus", 999: "sembilan ratus sembilan puluh sembilan",
		1000: "seribu", 1001: "seribu satu", 1100: "seribu seratus", 2000: "dua ribu", 2026: "dua ribu dua puluh enam",
		11000: "sebelas ribu", 100_000: "seratus ribu", 1_000_000: "satu juta", 12_500_000: "dua belas juta lima ratus ribu",
		999_999_999: "sembilan ratus sembilan puluh sembilan juta sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan",
		-3:          "-3", 1_000_000_000: "1000000000",
	} {
		if got := Terbilang(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func Test_dates_and_numbers_of_letters(t *testing.T) {
	late := time.Date(2026, 12, 31, 17, 30, 0, 0, time.UTC) // half past midnight in Pontianak
	for got, want := range map[string]string{
		longDate(late):                  "1 Januari 2027",
		dayDate(late):                   "Jumat, 1 Januari 2027",
		shortDate(late):                 "01-01-2027",
		clock(late):                     "00.30 WIB",
		dateClock(late):                 "01-01-2027 00.30",
		longDate(time.Time{}):           "-",
		thousands(1234567):              "1.234.567",
		thousands(-1234):                "-1.234",
		thousands(12):                   "12",
		decimal(12.5, 1):                "12,5",
		decimal(25, 1):                  "25",
		decimal(0.125, 3):               "0,125",
		minutesText(52):                 "52 menit",
		minutesText(65):                 "1 j 05 m",
		formatNIP("196103291989031004"): "19610329 198903 1 004",
		formatNIP("123"):                "123",
		countWord(7):                    "7 (tujuh)",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
