package simcam

import (
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/pion/rtp"
)

func TestKeyAtPlay_begins_each_viewer_with_a_key_picture(t *testing.T) {
	t.Parallel()
	cam, first := watched(t, Spec{KeyInterval: 4 * time.Second, KeyAtPlay: true}, gortsplib.TransportTCP)
	for range 3 { // at different moments between two of the clip's own
		first.forget()
		first.until("more pictures", func(p []*rtp.Packet, _ int) bool { return len(first.pictures(p)) >= 5 })
		next := play(t, cam.URL(), gortsplib.TransportTCP)
		next.until("a picture", func(p []*rtp.Packet, _ int) bool {
			pics := next.pictures(p)
			if len(pics) > 1 && !pics[0].key && !pics[1].key { // one may slip in while PLAY is answered
				t.Fatal("it begins in the middle of a group")
			}
			return len(pics) > 1
		})
	}
}
