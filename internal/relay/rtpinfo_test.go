package relay

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/bluenviron/gortsplib/v4/pkg/headers"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// TestRTPInfoNamesOneMoment: the times that PLAY's answer gives for picture and
// sound are of the same moment, and the picture's is that of the first one sent.
// Else players set sound and picture apart, or jump when the first report comes.
func TestRTPInfoNamesOneMoment(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{KeyInterval: 4 * time.Second, Audio: "pcma"})
	e := openEngine(t, Config{})
	r := record(t, "a", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	for mode, ahead := range map[startMode]struct{ least, most time.Duration }{
		startGOP:  {time.Second, 6 * time.Second}, // sound begins a group's length after the moment
		startNow:  {-200 * time.Millisecond, 900 * time.Millisecond},
		startLive: {-200 * time.Millisecond, 900 * time.Millisecond},
	} {
		untilGroup(t, e, "a", 20) // two seconds of it
		url := address(e, "a") + "?start=" + string(mode)
		c := dialRaw(t, e)
		id := c.session(c.do(base.Setup, url+"/trackID=0", "Transport", overTCP))
		c.do(base.Setup, url+"/trackID=1", "Session", id, "Transport", "RTP/AVP/TCP;unicast;interleaved=2-3")
		res := c.do(base.Play, url, "Session", id)
		var info headers.RTPInfo
		if err := info.Unmarshal(res.Header["RTP-Info"]); err != nil {
			t.Fatalf("%s: %v: %v", mode, res.Header["RTP-Info"], err)
		}
		var said [2]*uint32
		for _, entry := range info {
			said[strings.Count(entry.URL, "trackID=1")] = entry.Timestamp
		}
		if said[0] == nil || said[1] == nil {
			t.Fatalf("%s: a track is missing in %v", mode, res.Header["RTP-Info"])
		}
		_ = c.c.SetDeadline(time.Now().Add(8 * time.Second))
		var first [2]*uint32
		for first[0] == nil || first[1] == nil {
			var f base.InterleavedFrame
			if err := f.Unmarshal(c.br); err != nil {
				t.Fatal(err)
			}
			if track := f.Channel / 2; f.Channel%2 == 0 && first[track] == nil && len(f.Payload) > 12 {
				ts := binary.BigEndian.Uint32(f.Payload[4:])
				first[track] = &ts
			}
		}
		if mode != startLive && *said[0] != *first[0] {
			t.Errorf("%s: the picture is said to begin at %d and begins at %d", mode, *said[0], *first[0])
		}
		late := time.Duration(int32(*first[1]-*said[1])) * time.Second / 8000
		if late < ahead.least || late > ahead.most {
			t.Errorf("%s: sound begins %v after the moment that is named", mode, late)
		}
	}
}
