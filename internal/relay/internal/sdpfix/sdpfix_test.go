package sdpfix

import (
	"strings"
	"testing"
)

const good = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:trackID=0\r\n"

func TestMend(t *testing.T) {
	for name, c := range map[string]struct {
		in               string
		changed, dropped bool
		tracks           int
	}{
		"nothing wrong":                      {good, false, false, 1},
		"no address, mediamtx 5033":          {strings.Replace(good, "t=0 0", "c=IN \r\nt=0 0", 1), true, false, 1},
		"junk line":                          {strings.Replace(good, "t=0 0", "t=0 0\r\nthis is no line", 1), true, false, 1},
		"times that are no numbers":          {strings.Replace(good, "t=0 0", "t=now never", 1), true, false, 1},
		"a second track that cannot be read": {good + "m=audio 0 RTP/AVP x\r\na=rtpmap:x FOO/1\r\n", true, true, 1},
		"audio without its config":           {good + "m=audio 0 RTP/AVP 97\r\na=rtpmap:97 MPEG4-GENERIC/16000/1\r\na=fmtp:97 config=zz\r\na=control:t1\r\n", true, true, 1},
		"bad parameter sets":                 {strings.Replace(good, "a=control", "a=fmtp:96 sprop-parameter-sets=%%%;packetization-mode=x\r\na=control", 1), true, false, 1},
		"odd protocol":                       {strings.Replace(good, "RTP/AVP", "rtp/avp", 1), true, false, 1},
		"nothing to save":                    {"hello", false, false, 0},
	} {
		out, changed, dropped := Mend([]byte(c.in))
		if changed && !parses(out) {
			t.Errorf("%s: the mended text does not parse:\n%s", name, out)
		}
		if !changed && string(out) != c.in {
			t.Errorf("%s: altered without saying so", name)
		}
		if parses([]byte(c.in)) {
			c.changed, c.dropped = false, false // the library takes it as it is: nothing may be touched
			c.tracks = strings.Count(c.in, "m=")
		}
		if changed != c.changed || dropped != c.dropped || strings.Count(string(out), "m=") != c.tracks {
			t.Errorf("%s: changed %v dropped %v\n%s", name, changed, dropped, out)
		}
	}
}

func FuzzMend(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte(strings.ReplaceAll(good, "a=", "b=")))
	f.Add([]byte("m=\r\nm=video\r\na=rtpmap:96\r\n"))
	f.Add([]byte("v=0\nm=video 0 RTP/AVP 96 97\na=mid:1\nm=audio 1 x 0\na=sendonly\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		out, changed, _ := Mend(b)
		if changed && !parses(out) {
			t.Fatalf("%q became %q", b, out)
		}
		if len(out) > len(b)+200 {
			t.Fatal("it grew")
		}
	})
}
