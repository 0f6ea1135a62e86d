package secret_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

const clear = "Rah4sia!@:/%#ä"

// printed shows v in every way a program prints things by accident.
func printed(v any) string {
	var b bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
		fmt.Fprintf(&b, verb+"\n", v)
	}
	fmt.Fprintln(&b, v)
	fmt.Fprintf(&b, "%v", errors.Join(fmt.Errorf("wrapped: %v", v)))
	slog.New(slog.NewTextHandler(&b, nil)).Info("text", "v", v)
	slog.New(slog.NewJSONHandler(&b, nil)).Info("json", "v", v)
	if data, err := json.Marshal(v); err == nil {
		b.Write(data)
	}
	if data, err := xml.Marshal(v); err == nil {
		b.Write(data)
	}
	return b.String()
}

func TestSecrets_are_never_printed(t *testing.T) {
	u, err := secret.ParseURL("rtsp://" + url.PathEscape("admin") + ":" + url.QueryEscape(clear) + "@10.0.0.9/live")
	if err != nil {
		t.Fatal(err)
	}
	text := secret.NewText(clear)
	type private struct {
		t  secret.Text
		u  secret.URL
		pt *secret.Text
	}
	type public struct {
		T secret.Text
		U secret.URL
		M map[string]secret.Text
	}
	values := map[string]any{
		"text": text, "pointer": &text, "url": u, "url pointer": &u,
		"private": private{text, u, &text}, "public": public{text, u, map[string]secret.Text{"a": text}},
		"slice": []secret.Text{text}, "public pointer": &public{text, u, nil},
	}
	for name, v := range values {
		out := printed(v)
		for _, leak := range []string{clear, "Rah4sia", url.QueryEscape(clear), "admin:", fmt.Sprintf("%x", clear), fmt.Sprintf("%q", clear)} {
			if strings.Contains(out, leak) {
				t.Errorf("%s: %q is in\n%s", name, leak, out)
			}
		}
	}
	if !strings.Contains(printed(text), secret.Mask) || !strings.Contains(printed(u), "rtsp://10.0.0.9/live") {
		t.Error("neither mask nor address is shown")
	}
}

func TestText_is_a_value(t *testing.T) {
	a, b := secret.NewText("x"), secret.NewText("x")
	if a != b || !a.Equal(b) || a == secret.NewText("y") {
		t.Error("equality does not follow the clear text")
	}
	var zero secret.Text
	if !zero.Empty() || zero != secret.NewText("") || zero.Reveal() != "" || fmt.Sprint(zero) != "" {
		t.Error("the zero text is not the empty text")
	}
	if data, err := json.Marshal(zero); err != nil || string(data) != `""` {
		t.Errorf("empty text as JSON: %s %v", data, err)
	}
	if a.Empty() || a.Reveal() != "x" || a.String() != secret.Mask {
		t.Error("the text lost its clear text or its mask")
	}
}

func TestMasks_never_come_back_as_secrets(t *testing.T) {
	var v struct {
		T secret.Text
		U secret.URL
	}
	if err := json.Unmarshal([]byte(`{"T":"•••"}`), &v); err == nil {
		t.Error("a mask was read as a password")
	}
	if err := json.Unmarshal([]byte(`{"U":"rtsp://10.0.0.1/"}`), &v); err == nil {
		t.Error("a printed address was read as an address")
	}
}

func TestParseURL_splits_what_people_paste(t *testing.T) {
	for name, row := range map[string]struct{ in, user, pass, shown, host, path string }{
		"plain":                        {"rtsp://10.0.0.1:554/live", "", "", "rtsp://10.0.0.1:554/live", "10.0.0.1:554", "/live"},
		"no port":                      {"rtsp://kamera.example.id/a/b?c=d", "", "", "rtsp://kamera.example.id/a/b?c=d", "kamera.example.id:554", "/a/b?c=d"},
		"rtsps":                        {"RTSPS://10.0.0.1/x", "", "", "rtsps://10.0.0.1/x", "10.0.0.1:322", "/x"},
		"no path":                      {"rtsp://10.0.0.1", "", "", "rtsp://10.0.0.1", "10.0.0.1:554", ""},
		"bare name":                    {"rtsp://kamera1/live", "", "", "rtsp://kamera1/live", "kamera1:554", "/live"},
		"IPv6":                         {"rtsp://a:b@[fe80::1]:8554/x", "a", "b", "rtsp://[fe80::1]:8554/x", "[fe80::1]:8554", "/x"},
		"spaces around":                {"  rtsp://a:b@10.0.0.1/x \n", "a", "b", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"user only":                    {"rtsp://admin@10.0.0.1/x", "admin", "", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"password only":                {"rtsp://:geheim@10.0.0.1/x", "", "geheim", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"escaped":                      {"rtsp://admin:p%40ss%3A%2F%25%23%C3%A4%21@10.0.0.1/x", "admin", "p@ss:/%#ä!", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"bare @":                       {"rtsp://admin:p@ss@10.0.0.1/x", "admin", "p@ss", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"bare :":                       {"rtsp://admin:a:b:c@10.0.0.1/x", "admin", "a:b:c", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"bare /":                       {"rtsp://admin:12/34@10.0.0.1/x", "admin", "12/34", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"bare #":                       {"rtsp://admin:#1#@10.0.0.1/x", "admin", "#1#", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"bare ?":                       {"rtsp://admin:why?@10.0.0.1/x", "admin", "why?", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"bare %":                       {"rtsp://admin:100%sure@10.0.0.1/x", "admin", "100%sure", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"bare ä":                       {"rtsp://admin:ä!@10.0.0.1/x", "admin", "ä!", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"all of them":                  {"rtsp://admin:!@:/%#ä@10.0.0.1:8554/x", "admin", "!@:/%#ä", "rtsp://10.0.0.1:8554/x", "10.0.0.1:8554", "/x"},
		"@ and / before a bare name":   {"rtsp://admin:p/w@kamera1/x", "admin", "p/w", "rtsp://kamera1/x", "kamera1:554", "/x"},
		"password like a host":         {"rtsp://admin:p@ss/w@10.0.0.1/x", "admin", "p@ss/w", "rtsp://10.0.0.1/x", "10.0.0.1:554", "/x"},
		"@ in the path":                {"rtsp://10.0.0.1/user@main", "", "", "rtsp://10.0.0.1/user@main", "10.0.0.1:554", "/user@main"},
		"@ in the path of a bare name": {"rtsp://u:p@cam/a@b", "u", "p", "rtsp://cam/a%40b", "cam:554", "/a%40b"},
		"space and umlaut in the path": {"rtsp://10.0.0.1/jalan ä#1%", "", "", "rtsp://10.0.0.1/jalan%20%C3%A4%231%25", "10.0.0.1:554", "/jalan%20%C3%A4%231%25"},
		"query at once":                {"rtsp://10.0.0.1?x=1", "", "", "rtsp://10.0.0.1/?x=1", "10.0.0.1:554", "/?x=1"},
	} {
		u, err := secret.ParseURL(row.in)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := []string{u.User(), u.Password().Reveal(), u.String(), u.Host(), u.Path()}
		want := []string{row.user, row.pass, row.shown, row.host, row.path}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: got %q, want %q", name, got[i], want[i])
			}
		}
		checkRoundTrip(t, u)
	}
}

// checkRoundTrip holds what the store and the dial rely on.
func checkRoundTrip(t *testing.T, u secret.URL) {
	t.Helper()
	again, err := secret.ParseURL(u.Reveal())
	if err != nil || again != u {
		t.Errorf("the revealed address is read back as %v (%v), was %v", again, err, u)
	}
	bare, err := secret.ParseURL(u.String())
	if err != nil || bare != u.WithLogin("", secret.Text{}) {
		t.Errorf("the shown address is read back as %v (%v), was %v", bare, err, u)
	}
	std, err := url.Parse(u.Reveal())
	if err != nil {
		t.Fatalf("net/url refuses the revealed address: %v", err)
	}
	password, _ := std.User.Password()
	if std.User.Username() != u.User() || password != u.Password().Reveal() || std.Fragment != "" {
		t.Errorf("net/url sees another login or a fragment")
	}
	if u.Reveal() == "" || u.Host() == "" {
		t.Error("an address without text or host")
	}
}

func TestParseURL_refuses_without_repeating(t *testing.T) {
	for in, want := range map[string]error{
		"":                                      secret.ErrScheme,
		"10.0.0.1/live":                         secret.ErrScheme,
		"http://a:geheim@10.0.0.1/":             secret.ErrScheme,
		"rtsp://":                               secret.ErrHost,
		"rtsp://a:geheim@/x":                    secret.ErrHost,
		"rtsp://10.0.0.1:geheim/":               secret.ErrHost,
		"rtsp://10.0.0.1:99999/":                secret.ErrHost,
		"rtsp://10.0.0.1:/":                     secret.ErrHost,
		"rtsp://[::1/":                          secret.ErrHost,
		"rtsp://[kamera]/":                      secret.ErrHost,
		"rtsp://geheim geheim/":                 secret.ErrHost,
		"rtsp://10.0.0.1/\x00geheim":            secret.ErrSyntax,
		"rtsp://10.0.0.1/\r\nX: geheim":         secret.ErrSyntax,
		"rtsp://a/" + strings.Repeat("x", 3000): secret.ErrSyntax,
		"rtsp://a/" + strings.Repeat("ä", 900):  secret.ErrSyntax,
	} {
		u, err := secret.ParseURL(in)
		if !errors.Is(err, want) {
			t.Errorf("%.40q: %v, want %v", in, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "geheim") {
			t.Errorf("the error repeats the address: %v", err)
		}
		if !u.IsZero() {
			t.Errorf("%.40q: an error and an address", in)
		}
	}
}

func TestWithLogin_changes_only_the_login(t *testing.T) {
	u, err := secret.ParseURL("rtsp://lama:lama@10.0.0.1:8554/a?b")
	if err != nil {
		t.Fatal(err)
	}
	v := u.WithLogin("bäru", secret.NewText("!@:/%#ä\xff"))
	if v.User() != "bäru" || v.String() != u.String() || v.Host() != u.Host() || v == u {
		t.Errorf("%v %q", v, v.User())
	}
	checkRoundTrip(t, v)
	if got := u.WithLogin("", secret.Text{}).Reveal(); got != "rtsp://10.0.0.1:8554/a?b" {
		t.Errorf("without login: %s", got)
	}
	if !(secret.URL{}).WithLogin("a", secret.NewText("b")).IsZero() || (secret.URL{}).String() != "" || (secret.URL{}).Host() != "" {
		t.Error("a login made an address of nothing")
	}
}

func TestMasked_hides_passwords_inside_the_path(t *testing.T) {
	for in, want := range map[string]string{
		"rtsp://10.0.0.1/user=admin_password=tlJwpbo6_channel=1_stream=0.sdp": "rtsp://10.0.0.1/user=admin_password=•••_channel=1_stream=0.sdp",
		"rtsp://10.0.0.1/user=admin&password=a.b&channel=1":                   "rtsp://10.0.0.1/user=admin&password=•••&channel=1",
		"rtsp://10.0.0.1/live?usr=a&PWD=b":                                    "rtsp://10.0.0.1/live?usr=a&PWD=•••",
		"rtsp://10.0.0.1/passage/1":                                           "rtsp://10.0.0.1/passage/1",
	} {
		u, err := secret.ParseURL(in)
		if err != nil {
			t.Fatal(err)
		}
		if u.Masked() != want || fmt.Sprint(u) != want {
			t.Errorf("%s: %s", in, u.Masked())
		}
		if u.String() != in {
			t.Errorf("the address to dial was changed: %s", u.String())
		}
	}
}

func FuzzParseURL(f *testing.F) {
	for _, seed := range []string{"rtsp://a:b@10.0.0.1:554/x?y#z", "rtsps://[::1]:322/", "rtsp://a:!@:/%#ä@b.id/x", "rtsp://u:p@cam/a@b@c.id",
		"rtsp://a%zz:b%41@cam:1/%", "rtsp://@cam", "rtsp://a:b@@cam", "rtsp://:@cam", "rtsp://10.0.0.1//@x", "rtsp://x:1/2@y:3/4@z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		u, err := secret.ParseURL(in)
		if err != nil {
			if !u.IsZero() {
				t.Error("an error and an address")
			}
			return
		}
		checkRoundTrip(t, u)
	})
}
