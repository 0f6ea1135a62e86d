//go:build soak

package wall

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// An hour of a wall on which cameras stop and come back, views are enlarged and
// left and the wall is hidden and shown: memory, goroutines and kept tiles are
// the same at the end as after the first tenth. CCTVDESK_SOAK sets another time.
func TestAn_hour_of_the_wall_grows_nothing(t *testing.T) {
	length := time.Hour
	if d, err := time.ParseDuration(os.Getenv("CCTVDESK_SOAK")); err == nil {
		length = d
	}
	r := openRoom(t, simcam.Spec{Codec: "h264", Sub: true}, simcam.Spec{Codec: "h265"}, simcam.Spec{Codec: "mjpeg"}, simcam.Spec{Codec: "h264"})
	r.until("all tiles live", patience, r.wall.AllLive)
	began := time.Now()
	var first, last standingOf
	for round := 0; time.Since(began) < length; round++ {
		r.cameras[round%4].Stop()
		r.until("a stopped camera to be told", patience, func() bool { return !r.wall.AllLive() })
		if err := r.cameras[round%4].Start(); err != nil {
			t.Fatal(err)
		}
		r.wall.toggle(r.ids[(round+1)%4])
		r.until("the enlarged tile live", patience, r.wall.AllLive)
		r.wall.toggle(r.ids[(round+1)%4])
		r.wall.SetVisible(false)
		r.until("nothing on screen", patience, func() bool { return len(r.wall.Tiles()) == 0 })
		r.wall.SetVisible(true)
		r.until("all tiles live again", patience, r.wall.AllLive)
		last = measureAll(t)
		if first.goroutines == 0 && time.Since(began) > length/10 {
			first = last
		}
	}
	t.Logf("after a tenth %+v, at the end %+v", first, last)
	if last.goroutines > first.goroutines+4 || last.rss > first.rss+first.rss/20+8<<20 || last.heap > first.heap+8<<20 {
		t.Errorf("it grows: %+v, then %+v", first, last)
	}
	if len(r.wall.slots) > 4 || len(r.wall.tiles) > 4 {
		t.Errorf("%d slots, %d tiles", len(r.wall.slots), len(r.wall.tiles))
	}
}

// standingOf is what the process holds.
type standingOf struct {
	goroutines int
	heap, rss  uint64
}

func measureAll(t *testing.T) standingOf {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	status, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(status))
	pages, err := strconv.ParseUint(fields[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return standingOf{runtime.NumGoroutine(), m.HeapAlloc, pages * uint64(os.Getpagesize())}
}
