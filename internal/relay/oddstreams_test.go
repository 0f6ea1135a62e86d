package relay

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/oklog/ulid/v2"
	"github.com/pion/rtp"
)

// TestOddStreams: what cameras do to their numbers and packets, over both
// transports. The relay stays connected, says what it saw, and its reader's
// numbers only grow.
func TestOddStreams(t *testing.T) {
	odd := map[string]struct {
		begin   numbers
		turn    func(*numbers, func([]byte)) // in the middle of the stream
		warning string
	}{
		"another source": {numbers{65500, 1 << 31, 7}, func(n *numbers, _ func([]byte)) {
			*n = numbers{seq: 12, ts: 99, ssrc: 8}
		}, WarnSSRCChanged},
		"the sequence jumps":         {numbers{100, 5, 7}, func(n *numbers, _ func([]byte)) { n.seq += 20000 }, WarnSSRCChanged},
		"the sequence begins anew":   {numbers{30000, 5, 7}, func(n *numbers, _ func([]byte)) { n.seq = 29500 }, WarnSSRCChanged},
		"sequence and time wrap":     {numbers{65530, 0xffffffff - 20000, 7}, func(*numbers, func([]byte)) {}, ""},
		"the time jumps hours ahead": {numbers{1, 1000, 7}, func(n *numbers, _ func([]byte)) { n.ts += 5 * 3600 * 90000 }, WarnTimestampJump},
		"the time jumps hours back":  {numbers{1, 1 << 31, 7}, func(n *numbers, _ func([]byte)) { n.ts -= 5 * 3600 * 90000 }, WarnTimestampJump},
		"a type nobody described": {numbers{1, 1000, 7}, func(n *numbers, send func([]byte)) {
			other := numbers{seq: 1, ts: 4, ssrc: 99}
			for range 5 {
				send(other.packet(true, 111, 1, 2, 3))
			}
		}, WarnUnknownPackets},
		"noise": {numbers{1, 1000, 7}, func(n *numbers, send func([]byte)) {
			send([]byte{1})
			send([]byte("GET / HTTP/1.1\r\n\r\n"))
		}, WarnUnknownPackets},
	}
	for name, c := range odd {
		for _, way := range []string{"tcp", "udp"} {
			t.Run(name+"/"+way, func(t *testing.T) {
				t.Parallel()
				turned := make(chan struct{})
				p := openPuppet(t, puppetSDP(puppetH264), way, func(l *puppetLine) {
					n := c.begin
					for i := 0; l.wait(20 * time.Millisecond); i++ {
						if i == 40 {
							c.turn(&n, func(b []byte) { l.send(0, b) })
							close(turned)
						}
						nal := byte(0x41)
						if i%10 == 0 {
							nal = 0x65
						}
						l.send(0, n.packet(false, 96, nal, 0x9a, byte(i)))
						l.send(0, n.packet(true, 96, nal, 0x3a, byte(i)))
						n.ts += 1800
					}
				})
				e := openEngine(t, Config{})
				r := Camera{ID: ulid.Make(), Path: "a", URL: parse(t, "rtsp://"+p.addr+"/x"), Transport: Auto, Enabled: true}
				put(t, e, r)
				if st := untilState(t, e, r.ID, Live, 5*time.Second); string(st.Transport) != way {
					t.Fatalf("by %s", st.Transport)
				}
				v := mustView(t, address(e, "a"))
				<-turned
				v.untilPackets(60, 8*time.Second)
				continuous(t, v.packets())
				st := status1(e, r.ID)
				if st.State != Live || st.Reconnects != 0 {
					t.Errorf("%s, %d reconnects", st.State, st.Reconnects)
				}
				if c.warning != "" && !strings.Contains(fmt.Sprint(st.Warnings), c.warning) {
					t.Errorf("warnings %v", st.Warnings)
				}
				if st.PacketsLost > 8 {
					t.Errorf("%d packets are told to be lost", st.PacketsLost)
				}
			})
		}
	}
}

// TestUDPIsSortedAndItsLossCounted: datagrams overtake each other, come twice,
// or not at all.
func TestUDPIsSortedAndItsLossCounted(t *testing.T) {
	t.Parallel()
	p := openPuppet(t, puppetSDP(puppetH264), "udp", func(l *puppetLine) {
		n := numbers{seq: 65000, ts: 5, ssrc: 7}
		for i := 0; l.wait(10 * time.Millisecond); i++ {
			nal := byte(0x41)
			if i%10 == 0 {
				nal = 0x65
			}
			var list [4][]byte
			for k := range list {
				list[k] = n.packet(k == 3, 96, nal, 0x9a, byte(k))
			}
			for _, k := range []int{1, 0, 0, 3, 2} {
				if i%50 == 49 && k == 2 {
					continue // lost: one in two hundred
				}
				l.send(0, list[k])
			}
			n.ts += 900
		}
	})
	e := openEngine(t, Config{})
	r := Camera{ID: ulid.Make(), Path: "a", URL: parse(t, "rtsp://"+p.addr+"/x"), Transport: UDP, Enabled: true}
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	v := mustView(t, address(e, "a"))
	v.untilPackets(900, 10*time.Second)
	gaps := 0
	for i, pack := range v.packets() {
		if i == 0 {
			continue
		}
		d := pack.SequenceNumber - v.packets()[i-1].SequenceNumber
		if d != 1 && d != 2 {
			t.Fatalf("packet %d: the number steps by %d", i, int16(d))
		}
		gaps += int(d) - 1
	}
	st := status1(e, r.ID)
	if gaps < 2 || gaps > 6 || int(st.PacketsLost) < gaps || int(st.PacketsLost) > gaps+3 {
		t.Errorf("%d gaps, %d told to be lost", gaps, st.PacketsLost)
	}
}

// TestTransportThatWorkedIsKept: a camera that takes UDP only is asked for TCP
// once; one that sends nothing by TCP is asked by UDP next, and the other way
// round when it refuses that.
func TestTransportThatWorkedIsKept(t *testing.T) {
	t.Parallel()
	stream := func(ways ...string) func(*puppetLine) {
		return func(l *puppetLine) {
			n := numbers{ssrc: 7}
			for l.wait(20 * time.Millisecond) {
				way := "tcp"
				if len(l.pairs) > 0 {
					way = "udp"
				}
				if strings.Contains(fmt.Sprint(ways), way) {
					l.send(0, n.packet(true, 96, 0x65, 0x9a))
					n.ts += 1800
				}
			}
		}
	}
	limits := Limits{LoginEvery: 200 * time.Millisecond, Silence: time.Second}
	udpOnly := openPuppet(t, puppetSDP(puppetH264), "udp", stream("udp"))
	e := openEngine(t, Config{Limits: limits})
	r := Camera{ID: ulid.Make(), Path: "a", URL: parse(t, "rtsp://"+udpOnly.addr+"/x"), Enabled: true}
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	e.Reconnect(r.ID)
	until(t, "a second session", 5*time.Second, func() bool {
		st := status1(e, r.ID)
		return st.Reconnects == 1 && st.State == Live
	})
	if n := udpOnly.asked("SETUP", "interleaved="); n != 1 {
		t.Errorf("asked for TCP %d times", n)
	}

	mute := openPuppet(t, puppetSDP(puppetH264), "", stream("udp"))
	r = Camera{ID: ulid.Make(), Path: "b", URL: parse(t, "rtsp://"+mute.addr+"/x"), Enabled: true}
	put(t, e, r)
	if st := untilState(t, e, r.ID, Live, 8*time.Second); st.Transport != UDP {
		t.Errorf("by %s, which brings nothing", st.Transport)
	}
}

// TestFormatsAreCarriedUntouched: whatever the tracks are, readers are told of
// them as the camera told us, and get every payload as it was.
func TestFormatsAreCarriedUntouched(t *testing.T) {
	video := func(typ int, rtpmap, fmtp string) string {
		s := fmt.Sprintf("m=video 0 RTP/AVP %d\r\na=rtpmap:%d %s\r\n", typ, typ, rtpmap)
		if fmtp != "" {
			s += fmt.Sprintf("a=fmtp:%d %s\r\n", typ, fmtp)
		}
		return s
	}
	audio := func(typ int, rtpmap, fmtp string) string {
		return "m=audio" + strings.TrimPrefix(video(typ, rtpmap, fmtp), "m=video")
	}
	const backChannel = "m=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendonly\r\n"
	const metadata = "m=application 0 RTP/AVP 107\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\n"
	for name, c := range map[string]struct {
		media   []string
		types   []uint8 // of the packets sent, by track
		payload []byte  // of the video: a picture that can be decoded by itself
		codec   string
		sound   string
		rtpmaps []string // what readers are told
	}{
		"mpeg-4": {[]string{video(96, "MP4V-ES/90000", "profile-level-id=1; config=000001b001000001b58913000001000000012000c48d8800cd3204709443")}, []uint8{96},
			[]byte{0, 0, 1, 0xb0, 1, 0, 0, 1, 0xb6, 0x10, 9}, "MPEG4", "", []string{"MP4V-ES/90000"}},
		"av1 and opus": {[]string{video(98, "AV1/90000", "profile=0;level-idx=8;tier=0"), audio(111, "opus/48000/2", "sprop-stereo=1")}, []uint8{98, 111},
			[]byte{0x18, 0x0a, 0x0b, 0x00}, "AV1", "Opus", []string{"AV1/90000", "opus/48000/2"}},
		"vp8 and g.726":       {[]string{video(97, "VP8/90000", ""), audio(102, "G726-32/8000", "")}, []uint8{97, 102}, []byte{0x10, 0x00, 1}, "VP8", "G726", []string{"VP8/90000", "G726-32/8000"}},
		"vp9 and g.711":       {[]string{video(97, "VP9/90000", ""), audio(8, "PCMA/8000", "")}, []uint8{97, 8}, []byte{0x08, 1}, "VP9", "PCMA", []string{"VP9/90000", "PCMA/8000"}},
		"unknown":             {[]string{video(120, "X-KHATULISTIWA/90000", "mode=3;x=y"), audio(121, "X-SUARA/16000", "")}, []uint8{120, 121}, []byte{1, 2, 3}, "X-KHATULISTIWA", "X-SUARA", []string{"X-KHATULISTIWA/90000", "X-SUARA/16000"}},
		"h.264, back channel": {[]string{puppetH264, backChannel, audio(0, "PCMU/8000", ""), metadata}, []uint8{96, 0, 0, 107}, []byte{0x65, 0x9a, 1}, "H264", "PCMU", []string{"H264/90000", "PCMU/8000", "vnd.onvif.metadata/90000"}},
	} {
		for _, way := range []string{"tcp", "udp"} {
			t.Run(name+"/"+way, func(t *testing.T) {
				t.Parallel()
				p := openPuppet(t, puppetSDP(c.media...), way, func(l *puppetLine) {
					var n [4]numbers
					for i := 0; l.wait(10 * time.Millisecond); i++ {
						for k, typ := range c.types {
							payload := []byte{byte(k), 0x5a, byte(i)}
							if k == 0 {
								payload = append(c.payload[:len(c.payload):len(c.payload)], byte(i))
							}
							if strings.Contains(c.media[k], "sendonly") {
								continue
							}
							n[k].ssrc = uint32(k + 1)
							l.send(k, n[k].packet(true, typ, payload...))
							n[k].ts += 900
						}
					}
				})
				e := openEngine(t, Config{})
				r := Camera{ID: ulid.Make(), Path: "a", URL: parse(t, "rtsp://"+p.addr+"/x"), Transport: Auto, Enabled: true}
				put(t, e, r)
				untilState(t, e, r.ID, Live, 5*time.Second)
				st := status1(e, r.ID)
				if st.VideoCodec != c.codec || st.AudioCodec != c.sound {
					t.Errorf("codecs %q %q", st.VideoCodec, st.AudioCodec)
				}
				v := mustView(t, address(e, "a"))
				var told []string
				for _, m := range v.desc.Medias {
					told = append(told, m.Formats[0].RTPMap())
				}
				if fmt.Sprint(told) != fmt.Sprint(c.rtpmaps) {
					t.Errorf("readers are told of %v, want %v", told, c.rtpmaps)
				}
				sameParameters(t, c.media[0], v.desc.Medias[0].Formats[0])
				if n := p.asked("SETUP", "trackID=1"); strings.Contains(name, "back") && n != 0 {
					t.Error("the back channel was set up")
				}
				v.untilPackets(40, 5*time.Second)
				pack := v.packets()
				continuous(t, pack)
				untouched(t, pack, c.payload)
				if c.sound != "" {
					until(t, "sound", 5*time.Second, func() bool {
						v.mu.Lock()
						defer v.mu.Unlock()
						return v.sound > 10
					})
				}
			})
		}
	}
}

// sameParameters compares what readers are told of a format with the camera's
// own words.
func sameParameters(t *testing.T, media string, f format.Format) {
	t.Helper()
	_, fmtp, ok := strings.Cut(media, "a=fmtp:")
	if !ok || strings.Contains(media, "sprop-parameter-sets") {
		return
	}
	_, list, _ := strings.Cut(strings.TrimSpace(fmtp), " ")
	told := f.FMTP()
	for pair := range strings.SplitSeq(list, ";") {
		k, want, _ := strings.Cut(strings.TrimSpace(pair), "=")
		if !strings.EqualFold(told[k], want) {
			t.Errorf("%s=%s became %q", k, want, told[k])
		}
	}
}

func untouched(t *testing.T, pack []*rtp.Packet, payload []byte) {
	t.Helper()
	for i, p := range pack {
		n := len(payload)
		if len(p.Payload) != n+1 || string(p.Payload[:n]) != string(payload) || i > 0 && p.Payload[n] != pack[i-1].Payload[n]+1 {
			t.Fatalf("packet %d of %d holds % x, want % x and a count", i, len(pack), p.Payload, payload)
		}
	}
}
