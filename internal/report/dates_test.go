package report

import (
	"testing"
	"time"
)

func Test_dates_and_numbers_of_letters(t *testing.T) {
	t.Parallel()
	late := time.Date(2026, 12, 31, 17, 30, 0, 0, time.UTC) // half past midnight in Pontianak
	for got, want := range map[string]string{
		dateClock(late):   "01-01-2027 00.30",
		decimal(12.5, 1):  "12,5",
		decimal(25, 1):    "25",
		decimal(0.125, 3): "0,125",
		minutesText(52):   "52 menit",
		minutesText(65):   "1 j 05 m",
		countWord(7):      "7 (tujuh)",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
