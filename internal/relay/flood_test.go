package relay

import (
	"bytes"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/oklog/ulid/v2"
)

// TestFloodingCameraIsBounded (R17): a camera sends packets of 64 KiB as fast as
// the line takes them, every one of them a key picture or none ever whole, while
// one reader reads and one does not. What it costs stays bounded, and another
// camera's reader loses nothing.
func TestFloodingCameraIsBounded(t *testing.T) {
	for name, marker := range map[string]bool{"whole pictures": true, "one picture without end": false} {
		t.Run(name, func(t *testing.T) {
			packet := (&numbers{seq: 1, ts: 5, ssrc: 7}).packet(marker, 96, append([]byte{0x65, 0x88}, bytes.Repeat([]byte{3}, 65000)...)...)
			p := openPuppet(t, puppetSDP(puppetH264), "tcp", func(l *puppetLine) {
				n := numbers{seq: 1, ts: 5, ssrc: 7}
				b := bytes.Clone(packet)
				for l.wait(time.Millisecond) {
					copy(b, n.packet(marker, 96))
					l.send(0, b)
					if marker {
						n.ts += 900
					}
				}
			})
			e, _, _ := liveEngine(t, Config{}, "baik")
			good := mustView(t, address(e, "baik"))
			good.untilPackets(10, 5*time.Second)
			before, most := heap(), uint64(0)
			r := Camera{ID: ulid.Make(), Path: "banjir", URL: parse(t, "rtsp://"+p.addr+"/x"), Enabled: true}
			put(t, e, r)
			untilState(t, e, r.ID, Live, 5*time.Second)
			c := dialRaw(t, e)
			id := c.session(c.do(base.Setup, address(e, "banjir")+"/trackID=0", "Transport", overTCP))
			c.do(base.Play, address(e, "banjir"), "Session", id) // and never reads again
			for end := time.Now().Add(3 * time.Second); time.Now().Before(end); pause(50 * time.Millisecond) {
				most = max(most, heap())
			}
			cost := int64(most) - int64(before)
			t.Logf("R17: a flood cost %d KiB at most", cost>>10)
			if cost > 16<<20 { // the camera that is played and the reader's queue of 8 MiB included
				t.Error("too much")
			}
			continuous(t, good.packets())
			if st := status1(e, r.ID); st.State == Disabled {
				t.Error(st.State)
			}
		})
	}
}
