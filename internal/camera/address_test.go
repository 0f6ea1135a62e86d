package camera

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

func Test_anything_pasted_is_understood(t *testing.T) {
	for name, r := range map[string]struct{ in, url, user, password string }{
		"complete":            {"rtsp://10.10.5.21:554/Streaming/Channels/101", "rtsp://10.10.5.21:554/Streaming/Channels/101", "", ""},
		"with login":          {"rtsp://pengamat:rahasia@10.10.5.21/live", "rtsp://10.10.5.21/live", "pengamat", "rahasia"},
		"escaped login":       {"rtsp://a:p%40ss%3A%2F%25@10.10.5.21/live", "rtsp://10.10.5.21/live", "a", "p@ss:/%"},
		"raw at and slash":    {"rtsp://a:p@s/s#1@10.10.5.21/live", "rtsp://10.10.5.21/live", "a", "p@s/s#1"},
		"raw percent":         {"rtsp://a:100%@10.10.5.21/live", "rtsp://10.10.5.21/live", "a", "100%"},
		"raw space":           {"rtsp://u:12 x@host", "rtsp://host", "u", "12 x"},
		"space before colon":  {"rtsp://u:12 :x@10.10.5.21:554/live", "rtsp://10.10.5.21:554/live", "u", "12 :x"},
		"space and at":        {"rtsp://u:p@ss w@10.10.5.21/live", "rtsp://10.10.5.21/live", "u", "p@ss w"},
		"space, words after":  {"rtsp://u:1 2@10.10.5.21/live dari admin@pontianak.go.id", "rtsp://10.10.5.21/live", "u", "1 2"},
		"space, no scheme":    {"u:12 x@10.10.5.21", "rtsp://10.10.5.21", "u", "12 x"},
		"a letter after it":   {"rtsp://10.10.5.21/live hubungi admin:x@pontianak.go.id", "rtsp://10.10.5.21/live", "", ""},
		"login, letter after": {"rtsp://a:b@10.10.5.21/live tanya c@pontianak.go.id", "rtsp://10.10.5.21/live", "a", "b"},
		"bare address":        {"10.10.5.21", "rtsp://10.10.5.21", "", ""},
		"bare with port":      {"10.10.5.21:8554", "rtsp://10.10.5.21:8554", "", ""},
		"login without rtsp":  {"admin:abc@10.10.5.21/live", "rtsp://10.10.5.21/live", "admin", "abc"},
		"bare name":           {"kamera-garuda.pontianak.go.id", "rtsp://kamera-garuda.pontianak.go.id", "", ""},
		"quotes and spaces":   {"  \"rtsp://10.10.5.21/live\" ", "rtsp://10.10.5.21/live", "", ""},
		"typographic quotes":  {"“rtsp://10.10.5.21/live”", "rtsp://10.10.5.21/live", "", ""},
		"a command":           {"ffplay -rtsp_transport tcp 'rtsp://10.10.5.21/live' -v error", "rtsp://10.10.5.21/live", "", ""},
		"a sentence":          {"URL: rtsp://10.10.5.21/live,", "rtsp://10.10.5.21/live", "", ""},
		"capitals":            {"RTSP://10.10.5.21/Live", "rtsp://10.10.5.21/Live", "", ""},
		"space round colon":   {"10.10.5.21 : 554 / live", "rtsp://10.10.5.21:554/live", "", ""},
		"line break":          {"rtsp://10.10.5.21/live\r\n", "rtsp://10.10.5.21/live", "", ""},
		"invisible":           {"\ufeffrtsp://10.10.5.21\u200b/live", "rtsp://10.10.5.21/live", "", ""},
		"IPv6 in brackets":    {"rtsp://[2001:db8::7]:554/live", "rtsp://[2001:db8::7]:554/live", "", ""},
		"IPv6 bare":           {"2001:db8::7", "rtsp://[2001:db8::7]", "", ""},
		"Dahua query":         {"rtsp://10.10.5.21/cam/realmonitor?channel=1&subtype=0", "rtsp://10.10.5.21/cam/realmonitor?channel=1&subtype=0", "", ""},
		"secure":              {"rtsps://10.10.5.21:322/live", "rtsps://10.10.5.21:322/live", "", ""},
		"non-breaking spaces": {"rtsp://10.10.5.21/live\u00a0", "rtsp://10.10.5.21/live", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			u, err := ParseAddress(r.in)
			if err != nil {
				t.Fatal(err)
			}
			if u.String() != r.url || u.User() != r.user || u.Password().Reveal() != r.password {
				t.Errorf("got %s user %q password %q", u.String(), u.User(), u.Password().Reveal())
			}
		})
	}
}

func Test_a_login_is_told_apart_at_the_at_that_ends_it(t *testing.T) {
	for name, r := range map[string]struct{ earlier, head, user, password string }{
		"plain":                {"", "rtsp://pengamat:rahasia", "pengamat", "rahasia"},
		"no scheme":            {"", "pengamat:rahasia", "pengamat", "rahasia"},
		"digits like a port":   {"", "rtsp://admin:12345", "admin", "12345"},
		"slash and percent":    {"", "rtsp://a:p/%w#1", "a", "p/%w#1"},
		"escaped":              {"", "rtsp://a:p%20w", "a", "p w"},
		"goes on after an at":  {"a:p", "rtsp://ss:/%w#rd!", "a", "p@ss:/%w#rd!"},
		"two in a row":         {"a:p", "rtsp://", "a", "p@"},
		"at in a path":         {"", "rtsp://10.10.5.21:554/a", "", ""},
		"at in a path, later":  {"a:p", "rtsp://10.10.5.21/a", "", ""},
		"no password yet":      {"", "rtsp://pengamat", "", ""},
		"an empty password":    {"", "rtsp://pengamat:", "", ""},
		"nothing":              {"", "", "", ""},
		"a name, not a secret": {"", "kamera.pontianak.go.id:554/a", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			typed, u, ok := TypedLogin(secret.NewText(r.earlier), r.head)
			if ok != (r.user != "") || u.User() != r.user || u.Password().Reveal() != r.password {
				t.Errorf("got %v user %q password %q typed %q", ok, u.User(), u.Password().Reveal(), typed.Reveal())
			}
		})
	}
}

func Test_what_is_no_address_is_refused(t *testing.T) {
	for name, r := range map[string]struct {
		in   string
		want error
	}{
		"empty":             {"", secret.ErrHost},
		"only spaces":       {" \t ", secret.ErrHost},
		"a web page":        {"http://10.10.5.21/", secret.ErrScheme},
		"mistyped address":  {"10.10.5.256", secret.ErrHost},
		"three numbers":     {"rtsp://10.10.5/live", secret.ErrHost},
		"port too large":    {"10.10.5.21:99999", secret.ErrHost},
		"no host":           {"rtsp:///live", secret.ErrHost},
		"name with a comma": {"ka,mera", secret.ErrHost},
		"endless":           {strings.Repeat("a", 5000), secret.ErrSyntax},
	} {
		t.Run(name, func(t *testing.T) {
			if u, err := ParseAddress(r.in); !errors.Is(err, r.want) {
				t.Errorf("got %v, %v", u, err)
			}
		})
	}
}

func Test_slug(t *testing.T) {
	for in, want := range map[string]string{
		"Simpang Garuda":                "simpang-garuda",
		"Jl. A. Yani (DPRD) – Kamera 2": "jl-a-yani-dprd-kamera-2",
		"Jum'at Café":                   "jumat-cafe",
		"../../etc/passwd":              "etc-passwd",
		"摄像头":                           "kamera",
		"":                              "kamera",
		strings.Repeat("ab ", 100):      strings.TrimRight(strings.Repeat("ab-", 22)[:64], "-"),
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{
		"rtsp://a:p@s/s#1@10.10.5.21/live", "10.10.5.21:554", "\"rtsps://[::1]:322/x?y=1\"", "admin:%@h/", "rtsp://u:12 x@host", "u:1 @ 2 x@10.10.5.21 : 554", "rtsp://u:p%zz@kamera.example.id/a b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := ParseAddress(s)
		if err != nil {
			if len(s) > 12 && strings.Contains(err.Error(), s) {
				t.Errorf("the error repeats what was pasted: %v", err)
			}
			return
		}
		if u.Host() == "" {
			t.Errorf("no host in %q", s)
		}
		again, err := ParseAddress(u.Reveal())
		if err != nil || again != u {
			t.Errorf("%q: read back as %q (%v), want %q", s, again.Reveal(), err, u.Reveal())
		}
		if _, _, err := targetURLs(u); err != nil && u.String() == "" {
			t.Errorf("%q cannot be dialled: %v", s, err)
		}
	})
}

func FuzzSlug(f *testing.F) {
	f.Add("Simpang Garuda")
	f.Add("İ../\x00")
	f.Fuzz(func(t *testing.T, s string) {
		got := Slug(s)
		if got == "" || len(got) > maxSlug || strings.Trim(got, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" ||
			strings.HasPrefix(got, "-") || strings.HasSuffix(got, "-") || strings.Contains(got, "--") {
			t.Errorf("Slug(%q) = %q", s, got)
		}
		if Slug(got) != got {
			t.Errorf("Slug(%q) is not stable", got)
		}
	})
}

// FuzzPackets feeds foreign bytes to what looks into packets and counts them.
func FuzzPackets(f *testing.F) {
	f.Add([]byte{0x65, 1, 2}, uint16(1), uint32(0), true)
	f.Add([]byte{24, 0, 2, 0x67, 0x64, 0xff}, uint16(65535), uint32(90), false)
	f.Add([]byte{0x60, 0x01, 0, 3, 0x42, 1, 1}, uint16(9), uint32(1), true)
	f.Fuzz(func(t *testing.T, payload []byte, seq uint16, stamp uint32, marker bool) {
		before := string(payload)
		for _, forma := range []format.Format{&format.H264{PayloadTyp: 96}, &format.H265{PayloadTyp: 96}, &format.MJPEG{}} {
			_, l := lookFor(forma)
			m := newMeter(forma, l)
			for i := range uint16(3) {
				m.put(&rtp.Packet{Header: rtp.Header{SequenceNumber: seq * i, Timestamp: stamp * uint32(i), Marker: marker}, Payload: payload}, at(int(i)))
			}
			if r := m.read(at(0), at(3)); r.fps < 0 || r.kbps < 0 || r.width < 0 {
				t.Errorf("%+v", r)
			}
		}
		if string(payload) != before {
			t.Error("the payload was altered")
		}
	})
}

func Test_seeds_are_committed(t *testing.T) {
	for _, name := range []string{"FuzzParseAddress", "FuzzSlug", "FuzzPackets"} {
		if files, err := os.ReadDir("testdata/fuzz/" + name); err != nil || len(files) == 0 {
			t.Errorf("%s has no seed under testdata/fuzz: %v", name, err)
		}
	}
}
