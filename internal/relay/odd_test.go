package relay

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/bluenviron/gortsplib/v4/pkg/format/rtph264"
	"github.com/oklog/ulid/v2"
)

// TestLargePacketsArePackedAnew: a camera sends a picture in one packet that no
// Ethernet datagram holds, over either transport; a reader by UDP puts the very
// same picture together.
func TestLargePacketsArePackedAnew(t *testing.T) {
	for _, way := range []string{"tcp", "udp"} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			nal := append([]byte{0x65, 0x88}, bytes.Repeat([]byte{1, 2, 3, 4, 5}, 4000)...)
			p := openPuppet(t, puppetSDP(puppetH264), way, func(l *puppetLine) {
				n := numbers{seq: 65530, ssrc: 7}
				for l.wait(30 * time.Millisecond) {
					l.send(0, n.packet(true, 96, nal...))
					n.ts += 2700
				}
			})
			e := openEngine(t, Config{})
			r := Camera{ID: ulid.Make(), Path: "a", URL: parse(t, "rtsp://"+p.addr+"/x"), Transport: Auto, Enabled: true}
			put(t, e, r)
			untilState(t, e, r.ID, Live, 5*time.Second)
			v := mustView(t, address(e, "a"), byUDP)
			v.untilPackets(60, 8*time.Second)
			pack := v.packets()
			continuous(t, pack)
			d := &rtph264.Decoder{PacketizationMode: 1}
			if err := d.Init(); err != nil {
				t.Fatal(err)
			}
			whole := 0
			for _, p := range pack {
				if len(p.Payload) > payloadMax {
					t.Fatalf("a packet of %d bytes", len(p.Payload))
				}
				if au, err := d.Decode(p); err == nil {
					if len(au) != 1 || !bytes.Equal(au[0], nal) {
						t.Fatal("the picture was changed")
					}
					whole++
				}
			}
			if whole < 3 {
				t.Errorf("%d whole pictures", whole)
			}
			if w := status1(e, r.ID).Warnings; !strings.Contains(fmt.Sprint(w), WarnOversize) {
				t.Errorf("warnings %v", w)
			}
		})
	}
}

// TestParameterSetsAreLearned: the description lacks them, the stream has them:
// readers are told of them all the same.
func TestParameterSetsAreLearned(t *testing.T) {
	t.Parallel()
	sps, pps := unbase64(t, puppetSPS), unbase64(t, puppetPPS)
	p := openPuppet(t, puppetSDP("m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"), "", func(l *puppetLine) {
		n := numbers{ssrc: 7}
		for i := 0; l.wait(20 * time.Millisecond); i++ {
			if i%10 == 0 {
				l.send(0, n.packet(false, 96, sps...))
				l.send(0, n.packet(false, 96, pps...))
				l.send(0, n.packet(true, 96, 0x65, 0x9a))
			} else {
				l.send(0, n.packet(true, 96, 0x41, 0x9a))
			}
			n.ts += 1800
		}
	})
	e := openEngine(t, Config{})
	r := Camera{ID: ulid.Make(), Path: "a", URL: parse(t, "rtsp://"+p.addr+"/x"), Enabled: true}
	put(t, e, r)
	v := mustView(t, address(e, "a")) // asks before the first picture has come
	f, ok := v.desc.Medias[0].Formats[0].(*format.H264)
	if !ok || !bytes.Equal(f.SPS, sps) || !bytes.Equal(f.PPS, pps) {
		t.Errorf("readers are told %+v", v.desc.Medias[0].Formats[0])
	}
	st := status1(e, r.ID)
	if st.Width == 0 || !strings.Contains(fmt.Sprint(st.Warnings), WarnParamsInBand) {
		t.Errorf("%d wide, warnings %v", st.Width, st.Warnings)
	}
}

// TestOddDescriptions: lines that no library takes are mended, a track that
// cannot be saved is left out, and both are told.
func TestOddDescriptions(t *testing.T) {
	const odd = "v=0\r\no=- -1 -1 IN IP4 \r\ns=\r\nc=IN \r\nt=now later\r\na=control:*\r\n" +
		"m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;sprop-parameter-sets=" + puppetSPS + "," + puppetPPS + "\r\na=control:trackID=0\r\n"
	for name, c := range map[string]struct {
		sdp   string
		warns []string
	}{
		"odd lines":            {odd, []string{WarnRepairedSDP}},
		"aac without its form": {odd + "m=audio 0 RTP/AVP 97\r\na=rtpmap:97 MPEG4-GENERIC/16000\r\na=control:trackID=1\r\n", []string{WarnRepairedSDP, WarnSkippedTracks}},
		"a track of nothing":   {odd + "m=application\r\n", []string{WarnRepairedSDP, WarnSkippedTracks}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := openPuppet(t, c.sdp, "", func(l *puppetLine) {
				n := numbers{ssrc: 7}
				for l.wait(20 * time.Millisecond) {
					l.send(0, n.packet(true, 96, 0x65, 0x9a))
					n.ts += 1800
				}
			})
			e := openEngine(t, Config{})
			r := Camera{ID: ulid.Make(), Path: "a", URL: parse(t, "rtsp://"+p.addr+"/x"), Enabled: true}
			put(t, e, r)
			untilState(t, e, r.ID, Live, 5*time.Second)
			v := mustView(t, address(e, "a"))
			v.untilPackets(20, 5*time.Second)
			continuous(t, v.packets())
			got := fmt.Sprint(status1(e, r.ID).Warnings)
			for _, w := range c.warns {
				if !strings.Contains(got, w) {
					t.Errorf("warnings %v lack %s", got, w)
				}
			}
		})
	}
}
