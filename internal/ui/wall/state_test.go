package wall

import (
	"strings"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

func noon() time.Time { return time.Date(2026, 9, 7, 5, 0, 0, 0, time.UTC) }

func TestThe_relay_can_only_take_the_word_live_away(t *testing.T) {
	for _, relay := range []string{stateDisabled, stateConnecting, stateStalled, stateWaiting, stateRefused, stateUnsupported} {
		c := Camera{State: relay, Since: noon()}
		if got := stateOf(c, video.Truth{State: video.Live, At: noon()}, noon()); got == Live || got.colour() {
			t.Errorf("relay %s with a live picture: %s", relay, got)
		}
	}
	for _, evidence := range video.States() {
		got := stateOf(Camera{State: stateLive}, video.Truth{State: evidence, At: noon()}, noon())
		if (got == Live) != (evidence == video.Live) {
			t.Errorf("relay live, picture %s: %s", evidence, got)
		}
	}
}

func TestA_camera_that_is_away(t *testing.T) {
	for name, row := range map[string]struct {
		camera Camera
		truth  video.Truth
		want   State
	}{
		"first connection":       {Camera{State: stateConnecting}, video.Truth{}, Connecting},
		"connection after one":   {Camera{State: stateConnecting}, video.Truth{At: noon()}, Reconnecting},
		"waiting a moment":       {Camera{State: stateWaiting, Since: noon().Add(-10 * time.Second)}, video.Truth{}, Reconnecting},
		"waiting over a minute":  {Camera{State: stateWaiting, Since: noon().Add(-61 * time.Second)}, video.Truth{}, Offline},
		"silence":                {Camera{State: stateStalled}, video.Truth{State: video.Stale, At: noon()}, Stale},
		"silence after repeats":  {Camera{State: stateStalled}, video.Truth{State: video.Repeated, At: noon()}, Repeated},
		"wrong password":         {Camera{State: stateRefused}, video.Truth{At: noon()}, Refused},
		"switched off":           {Camera{State: stateDisabled}, video.Truth{State: video.Live, At: noon()}, Paused},
		"on demand, not yet up":  {Camera{State: stateLive}, video.Truth{State: video.Waiting}, Connecting},
		"a codec we cannot show": {Camera{State: stateLive}, video.Truth{State: video.Unsupported}, Unsupported},
	} {
		if got := stateOf(row.camera, row.truth, noon()); got != row.want {
			t.Errorf("%s: %s, not %s", name, got, row.want)
		}
	}
}

func TestEvery_state_has_words_in_both_languages(t *testing.T) {
	defer func() {
		if err := say.Load("id"); err != nil {
			t.Fatal(err)
		}
	}()
	last := &video.Picture{At: noon().Add(-27 * time.Second)}
	for _, language := range []string{"id", "en"} {
		if err := say.Load(language); err != nil {
			t.Fatal(err)
		}
		seen := map[string]State{}
		for _, s := range States() {
			line, _ := words(Camera{Since: noon()}, video.Truth{At: noon()}, s, nil, noon())
			if other, twice := seen[line]; line == "" || twice {
				t.Errorf("%s: %s says %q, as %s does", language, s, line, other)
			}
			seen[line] = s
			if s.Sign() == "" {
				t.Errorf("%s has no shape", s)
			}
		}
		line, _ := words(Camera{}, video.Truth{}, Stale, last, noon())
		if !strings.Contains(line, "11.59.33") || !strings.Contains(line, "27") {
			t.Errorf("%s: an old picture without its time and age: %q", language, line)
		}
	}
}

// The age of a repeated picture is that of its first appearance.
func TestA_repeated_picture_tells_its_true_age(t *testing.T) {
	last := &video.Picture{At: noon().Add(-time.Second)}
	_, reason := words(Camera{}, video.Truth{State: video.Repeated, At: noon().Add(-40 * time.Second)}, Repeated, last, noon())
	if !strings.Contains(reason, "11.59.20") || !strings.Contains(reason, "40") {
		t.Errorf("it says %q", reason)
	}
}

func TestThe_grid_follows_the_number_of_cameras(t *testing.T) {
	for cameras, want := range map[int]int{0: 1, 1: 1, 2: 4, 4: 4, 5: 9, 9: 9, 10: 16, 16: 16, 17: 16, 200: 16} {
		if got := pageSize(cameras); got != want {
			t.Errorf("%d cameras: %d tiles a page, not %d", cameras, got, want)
		}
	}
}

// A narrow tile keeps the reason.
func TestBrief_keeps_why_a_tile_is_reduced(t *testing.T) {
	for line, want := range map[string]string{
		"▼ HEMAT 20.28.17 · hanya gambar kunci (dekode tertinggal)": "▼ HEMAT 20.28.17 · dekode tertinggal",
		"▼ HEMAT 20.28.17 · aliran kecil":                           "▼ HEMAT 20.28.17 · aliran kecil",
		"● LANGSUNG 20.28.17":                                       "● LANGSUNG 20.28.17",
	} {
		if got := brief(line); got != want {
			t.Errorf("%q became %q", line, got)
		}
	}
}
