//go:build soak

package desk_test

import (
	"context"
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// TestTry_of_200_rows prints how long a table of two hundred cameras that
// answer takes; docs/benchmarks.md has the figure. The promise is a minute. One
// camera in five shows a frozen picture, and all send a key picture every two or
// four seconds: each frozen one is told, and of none it is unknown.
func TestTry_of_200_rows(t *testing.T) {
	d, err := desk.Open(desk.Config{Dir: t.TempDir(), Listen: "127.0.0.1:0", Still: dead265})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	clips := []string{"persimpangan", "pasar", "lobi", "taman", "parkir"}
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
	frozen, unknown := 0, 0
	for _, r := range trial.Rows {
		switch {
		case slices.Contains(r.Verdict.Warnings, camera.WarnFrozen):
			frozen++
		case slices.Contains(r.Verdict.Warnings, camera.WarnUnwatched):
			unknown++
		}
	}
	if frozen != 40 || unknown != 0 {
		t.Errorf("%d frozen, want 40; of %d it is not known", frozen, unknown)
	}
}

// dead265 shows every H.265 camera as one dead picture.
func dead265(ctx context.Context, f format.Format, packets []*rtp.Packet) (*image.RGBA, error) {
	img, err := scenery(ctx, f, packets)
	if _, dead := f.(*format.H265); dead {
		for i := range img.Pix {
			img.Pix[i] = uint8(i / 256)
		}
	}
	return img, err
}
