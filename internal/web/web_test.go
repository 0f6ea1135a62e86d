package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// city is a looker with two cameras of one state each.
type city struct{ sick error }

func (c city) Healthy() error { return c.sick }

func (c city) BytesOut() uint64 { return 12345 }
func (c city) Answers() Answers {
	return Answers{Within: map[float64]uint64{0.005: 41}, All: 42, Sum: 0.5}
}

func (c city) DecodedFrames() map[string]uint64 { return map[string]uint64{"dishub/garuda": 77} }

func (c city) Cameras() []Camera {
	since := time.Date(2026, 11, 23, 8, 15, 0, 0, time.FixedZone("WIB", 7*3600))
	return []Camera{
		{
			ID: "01J", Name: "Simpang \"Garuda\"", Path: "dishub/garuda", State: "live", Since: since, Codec: "H264", Audio: "G711",
			Width: 1920, Height: 1080, FPS: 25, Kbps: 4096.5, PacketsLost: 3, Readers: 2, Reconnects: 1, LastPicture: since, Bytes: 999,
		},
		{ID: "01K", Name: "Pasar", Path: "pasar", State: "waiting", Reason: "timeout", FPS: math.NaN()},
		{ID: "01L", Name: "Pasar lagi", Path: "pasar", State: "live"},
	}
}

func open(t *testing.T, l Looker) *Server {
	t.Helper()
	waits := NewWaits()
	waits.Observe(3 * time.Millisecond)
	s, err := Open(Config{Addr: "127.0.0.1:0", Looker: l, Waits: waits})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error("second close:", err)
		}
	})
	return s
}

func ask(t *testing.T, s *Server, method, path string) (int, http.Header, string) {
	t.Helper()
	req, err := http.NewRequest(method, "http://"+s.Addr()+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Timeout: 5 * time.Second}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(body)
}

func Test_health(t *testing.T) {
	s := open(t, city{})
	if code, _, body := ask(t, s, http.MethodGet, "/healthz"); code != http.StatusOK || body != "ok\n" {
		t.Errorf("%d %q", code, body)
	}
	sick := open(t, city{sick: errors.New("store: secret detail")})
	if code, _, body := ask(t, sick, http.MethodGet, "/healthz"); code != http.StatusServiceUnavailable || strings.Contains(body, "detail") {
		t.Errorf("%d %q", code, body)
	}
}

func Test_cameras_as_promised(t *testing.T) {
	s := open(t, city{})
	code, header, body := ask(t, s, http.MethodGet, "/v1/cameras")
	if code != http.StatusOK || !strings.HasPrefix(header.Get("Content-Type"), "application/json") {
		t.Fatalf("%d %v", code, header)
	}
	var got []map[string]any
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"audio", "codec", "fps", "height", "id", "kbps", "last_picture", "name", "packets_lost",
		"path", "readers", "reason", "reconnects", "since", "state", "width",
	}
	for _, c := range got {
		var keys []string
		for k := range c {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		if !slices.Equal(keys, want) {
			t.Errorf("fields %v", keys)
		}
	}
	if got[0]["since"] != "2026-11-23T01:15:00Z" || got[0]["state"] != "live" || got[1]["last_picture"] != nil || got[1]["fps"] != 0.0 {
		t.Errorf("%v", got)
	}
}

func Test_no_cameras_is_an_empty_list(t *testing.T) {
	s := open(t, none{})
	if _, _, body := ask(t, s, http.MethodGet, "/v1/cameras"); strings.TrimSpace(body) != "[]" {
		t.Errorf("%q", body)
	}
}

type none struct{}

func (none) Healthy() error    { return nil }
func (none) Cameras() []Camera { return nil }

func Test_metrics(t *testing.T) {
	s := open(t, city{})
	code, _, body := ask(t, s, http.MethodGet, "/metrics")
	if code != http.StatusOK {
		t.Fatal(code, body)
	}
	for _, line := range []string{
		`cctvdesk_camera_up{path="dishub/garuda"} 1`,
		`cctvdesk_camera_up{path="pasar"} 0`,
		`cctvdesk_camera_bytes_total{path="dishub/garuda"} 999`,
		`cctvdesk_camera_packets_lost_total{path="dishub/garuda"} 3`,
		`cctvdesk_camera_reconnects_total{path="dishub/garuda"} 1`,
		`cctvdesk_readers{path="dishub/garuda"} 2`,
		`cctvdesk_reader_bytes_total 12345`,
		`cctvdesk_reader_answer_seconds_bucket{le="0.005"} 41`,
		`cctvdesk_reader_answer_seconds_count 42`,
		`cctvdesk_decode_frames_total{path="dishub/garuda"} 77`,
		`cctvdesk_ui_do_wait_seconds_count 1`,
		`go_goroutines `,
	} {
		if !strings.Contains(body, line) {
			t.Errorf("no %s", line)
		}
	}
}

func Test_only_looking(t *testing.T) {
	s := open(t, city{})
	for _, path := range []string{"/healthz", "/v1/cameras", "/metrics", "/"} {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodHead, http.MethodOptions, "TEARDOWN"} {
			code, header, _ := ask(t, s, method, path)
			if code != http.StatusMethodNotAllowed || header.Get("Allow") != http.MethodGet {
				t.Errorf("%s %s: %d", method, path, code)
			}
		}
	}
	if code, _, _ := ask(t, s, http.MethodGet, "/v1/secrets"); code != http.StatusNotFound {
		t.Error(code)
	}
}

func Test_without_a_host_it_stays_at_home(t *testing.T) {
	for in, want := range map[string]string{
		":9100": "127.0.0.1:9100", "9100": "127.0.0.1:9100", "0.0.0.0:9100": "0.0.0.0:9100", "[::1]:0": "[::1]:0",
	} {
		if got, err := listenAddr(in); err != nil || got != want {
			t.Errorf("%s: %s, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "host", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999"} {
		if got, err := listenAddr(in); !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %s, %v", in, got, err)
		}
	}
}

func Test_a_busy_port_is_named(t *testing.T) {
	s := open(t, city{})
	if again, err := Open(Config{Addr: s.Addr(), Looker: city{}}); !errors.Is(err, ErrBusy) {
		t.Errorf("%v %v", again, err)
	}
}

// A caller that sends its request a byte at a time, or nothing, or noise, must
// not stop the others.
func Test_rude_callers_hurt_nobody(t *testing.T) {
	s := open(t, city{})
	for _, rude := range []string{"", "GET", "\x16\x03\x01\x02\x00", "GET /" + strings.Repeat("a", 100_000) + " HTTP/1.1\r\n", strings.Repeat("X: y\r\n", 10_000)} {
		c, err := net.DialTimeout("tcp", s.Addr(), 2*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_, _ = fmt.Fprint(c, rude)
	}
	if code, _, body := ask(t, s, http.MethodGet, "/healthz"); code != http.StatusOK || !bytes.Equal([]byte(body), []byte("ok\n")) {
		t.Errorf("%d %q", code, body)
	}
}

func TestThe_wall_is_told_as_it_stands_while_there_is_one(t *testing.T) {
	s := open(t, city{})
	if code, _, _ := ask(t, s, http.MethodGet, "/v1/wall"); code != http.StatusNotFound {
		t.Errorf("without a window: %d", code)
	}
	s, err := Open(Config{Addr: "127.0.0.1:0", Looker: city{}, Wall: func() Wall {
		return Wall{Tiles: []Tile{{ID: "01J", Name: "Garuda", State: "stale", Words: "Gambar terakhir", Age: 2500 * time.Millisecond}},
			Figures: map[string]float64{"draw_p95": math.NaN()}}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	code, _, body := ask(t, s, http.MethodGet, "/v1/wall")
	http.DefaultClient.CloseIdleConnections()
	for _, want := range []string{`"state": "stale"`, `"age_ms": 2500`, `"draw_p95": 0`} {
		if code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%d, no %s in %s", code, want, body)
		}
	}
	if code, _, _ := ask(t, s, http.MethodPost, "/v1/wall"); code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", code)
	}
}
