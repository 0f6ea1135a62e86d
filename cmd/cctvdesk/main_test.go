package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/web"
)

func TestLog_never_tells_a_login(t *testing.T) {
	var b bytes.Buffer
	log := slog.New(redacting{slog.NewTextHandler(&b, nil)}).With("from", "rtsp://admin:rahasia@10.0.0.1/1")
	log.Error("dial rtsp://admin:rahasia@10.0.0.1/1 failed",
		"err", errors.New("GET http://h/x?user=a&password=rahasia&ch=1"), slog.Group("in", "url", "rtsp://admin:rahasia@h"))
	if strings.Contains(b.String(), "rahasia") {
		t.Error(b.String())
	}
	log.Error(`parse "rtsp://admin:p@ss:w/rd%#ä!@10.0.0.1/1" failed`)
	for _, part := range []string{"p@ss", "ss:w", "w/rd", "rd%"} {
		if strings.Contains(b.String(), part) {
			t.Errorf("%s of an awkward password is in %s", part, b.String())
		}
	}
	if !strings.Contains(b.String(), "10.0.0.1/1") || !strings.Contains(b.String(), "ch=1") {
		t.Errorf("too much is hidden: %s", b.String())
	}
}

func TestWrongUsage_repeats_plain_words_only(t *testing.T) {
	for text, want := range map[string]string{
		"unknown flag --warna":                   "--warna",
		"unexpected argument lihat":              "lihat",
		"unexpected argument rtsp://a:rahasia@h": "",
		`unexpected argument S3cret!`:            "",
	} {
		got := wrongUsage(errors.New(text))
		if strings.Contains(got, "rahasia") || strings.Contains(got, "S3cret") || want != "" && !strings.Contains(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestDisplayAnswers_dials_what_DISPLAY_names(t *testing.T) {
	for _, display := range []string{"", "x", ":", ":x", ":-1", ":48213", "localhost:48213.0"} {
		if displayAnswers(display) {
			t.Errorf("%q answers", display)
		}
	}
	l, err := net.Listen("unix", "@/tmp/.X11-unix/X48214")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if !displayAnswers(":48214.0") {
		t.Error("a listening display does not answer")
	}
}

func TestWorkday_goes_back_over_weekends_and_holidays(t *testing.T) {
	w := workday{sop.NewCalendar(sop.DefaultCalendar()), time.Date(2026, 8, 18, 22, 0, 0, 0, sop.WIB())}
	for n, want := range map[int]string{0: "2026-08-18", 1: "2026-08-14", 2: "2026-08-13", 3: "2026-08-12"} {
		if got := w.back(n).Format("2006-01-02"); got != want {
			t.Errorf("%d days back: %s", n, got)
		}
	}
}

// The demo's requests must be believable on whatever day and at whatever hour
// somebody opens it: no act of any story may be refused.
func TestStories_are_told_without_a_refusal(t *testing.T) {
	for _, opened := range []time.Time{
		time.Date(2026, 11, 23, 22, 17, 0, 0, sop.WIB()), // a Monday night
		time.Date(2026, 9, 6, 3, 0, 0, 0, sop.WIB()),     // a Sunday before dawn
		time.Date(2026, 3, 25, 7, 16, 0, 0, sop.WIB()),   // the first morning after Idulfitri
		time.Date(2027, 1, 4, 12, 30, 0, 0, sop.WIB()),   // a lunch break in a year without holidays
	} {
		d, err := desk.Open(desk.Config{Dir: filepath.Join(t.TempDir(), "data"), Offline: true, Now: func() time.Time { return opened }})
		if err != nil {
			t.Fatal(err)
		}
		m := &demo{desk: d, log: slog.New(slog.DiscardHandler), clock: func() time.Time { return opened }}
		if err := m.openOffice(); err != nil {
			t.Fatal(err)
		}
		for _, spec := range simcam.City() {
			id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: spec.Name, Path: spec.Path, Address: "rtsp://10.0.0.1/1"})
			if err != nil {
				t.Fatal(err)
			}
			m.ids = append(m.ids, id)
		}
		rows := func() []desk.RequestRow {
			rows, err := d.Requests.List(desk.RequestFilter{Archived: true})
			if err != nil {
				t.Fatal(err)
			}
			return rows
		}
		m.prove = func(_ context.Context, id ulid.ULID) error {
			for _, r := range rows() {
				if strings.Contains(r.Subject, "Simpang Garuda") {
					return d.Cameras.NoteProof(r.ID, id, sop.Proof{Result: sop.Success, At: opened})
				}
			}
			return errors.New("the proven request is missing")
		}
		for range 2 { // told again, nothing is told twice
			if err := m.fill(t.Context()); err != nil {
				t.Errorf("%v: %v", opened, err)
			}
		}
		standing := map[sop.Status]int{}
		late := 0
		for _, r := range rows() {
			standing[r.Status]++
			if r.LateStep > 0 && r.Status == sop.Running {
				late++
			}
		}
		want := map[sop.Status]int{sop.Cancelled: 1, sop.Running: 3, sop.Paused: 1, sop.Draft: 1, sop.Done: 1}
		if diff := cmp.Diff(want, standing); diff != "" || late != 1 {
			t.Errorf("%v: %d late, %s", opened, late, diff)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestMetrics_name_every_path_decoded_or_not(t *testing.T) {
	d, err := desk.Open(desk.Config{Dir: filepath.Join(t.TempDir(), "data"), Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, name := range []string{"Garuda", "Pasar"} {
		draft := desk.CameraDraft{Name: name, Address: "rtsp://10.0.0.1/1", SubAddress: "rtsp://10.0.0.1/2", Enabled: true}
		if _, err := d.Cameras.Publish(t.Context(), draft); err != nil {
			t.Fatal(err)
		}
	}
	l := looker{d, &frames{}}
	l.frames.add("garuda/sub", 3)
	l.frames.add("garuda/sub", 4)
	l.frames.add("gone", 1)
	want := map[string]uint64{"garuda": 0, "garuda/sub": 7, "pasar": 0, "pasar/sub": 0}
	if diff := cmp.Diff(want, l.DecodedFrames()); diff != "" {
		t.Error(diff)
	}
	var _ web.Sender = l
	var _ web.Decoded = l
}
