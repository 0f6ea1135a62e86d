//go:build soak

package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// TestTry_of_200_rows prints how long a table of two hundred cameras that
// answer takes; docs/benchmarks.md has the figure. The promise is a minute.
func TestTry_of_200_rows(t *testing.T) {
	d := openSight(t)
	clips := []string{"persimpangan", "pasar", "lobi", "terminal", "parkir"}
	var file strings.Builder
	file.WriteString("nama;url\n")
	for i := range 200 {
		fmt.Fprintf(&file, "Kamera %03d;%s\n", i+1, login(shop(t, clips[i%len(clips)], "").URL(), "r4hasia"))
	}
	trial, err := d.Cameras.Try(t.Context(), strings.NewReader(file.String()), "kamera.csv", func(desk.TrialRow) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("200 rows in %.1f s: %d ready, %d to look at, %d failed",
		trial.Took.Seconds(), trial.Count(desk.TrialGood), trial.Count(desk.TrialLook), trial.Count(desk.TrialFailed))
	if n := trial.Count(desk.TrialGood, desk.TrialLook); n != 200 {
		t.Errorf("%d of 200 gave a picture", n)
	}
}
