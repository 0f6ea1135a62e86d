package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The desktop is told once of an activity that has passed its standard time,
// over the session's bus, and not again after a restart.
func TestThe_desktop_is_told_of_a_late_activity_once(t *testing.T) {
	tool(t, "dbus-daemon", "/usr/bin/python3")
	program, display, data := binary(t), screen(t, "1366x768"), filepath.Join(t.TempDir(), "data")
	address := filepath.Join(t.TempDir(), "bus")
	start(t, nil, "dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=unix:path="+address)
	bus := "DBUS_SESSION_BUS_ADDRESS=unix:path=" + address
	await(t, "the session's bus", patience, func() bool {
		_, err := os.Stat(address)
		return err == nil
	})
	receiver := start(t, []string{bus}, "/usr/bin/python3", filepath.Join("testdata", "notice_receiver.py"))
	receiver.awaitLine(t, "ready")

	lateRequest(t, data)
	env := []string{display, bus}
	window := start(t, env, program, "--data", data, "--rtsp", freePort(t), "--lang", "id")
	receiver.awaitLine(t, "notice: RLY-"+thisYear()+"-0001 terlambat | Langkah 1 permintaan RLY-"+thisYear()+"-0001 (Dishub) melewati waktu baku 15 menit.")
	window.stop(syscall.SIGTERM)

	lateRequest(t, data)
	start(t, env, program, "--data", data, "--rtsp", freePort(t), "--lang", "id")
	receiver.awaitLine(t, "RLY-"+thisYear()+"-0002 terlambat")
	told := 0
	for _, line := range receiver.said() {
		if strings.Contains(line, "-0001 terlambat") {
			told++
		}
	}
	if told != 1 {
		t.Errorf("the first was told %d times:\n%s", told, strings.Join(receiver.said(), "\n"))
	}
}

// thisYear is that of the moment in which lateRequest begins.
func thisYear() string { return time.Now().Add(-late).In(sop.WIB()).Format("2006") }

const late = 40 * time.Minute

// lateRequest begins a request forty minutes ago in an office that works at all
// hours, because nobody is told of times when nobody works.
func lateRequest(t *testing.T, data string) {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: data, Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}()
	err = d.Office.ChangeSettings(func(s *db.Settings) {
		s.FirstRunDone, s.Holidays = true, nil
		always := sop.Profile{ID: "selalu", Name: "Selalu", Days: map[time.Weekday][]sop.Span{}}
		for day := time.Sunday; day <= time.Saturday; day++ {
			always.Days[day] = []sop.Span{{From: 0, To: 24 * 60}}
		}
		s.Profiles = []sop.Profile{always}
	})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now().Add(-late)
	agencies, err := d.Office.Agencies(false)
	if err != nil {
		t.Fatal(err)
	}
	facts := sop.Facts{Origin: sop.AskedByOffice, Subject: "Relay", Sites: []sop.Site{{Name: "Simpang Garuda"}}}
	for _, a := range agencies {
		if a.Short == "Dishub" {
			facts.AgencyID = a.ID
		}
	}
	for _, role := range []sop.Role{sop.RoleKadis, sop.RoleKabid, sop.RoleKasi} {
		if _, err := d.Office.PutOfficial(sop.Official{Role: role, Name: "Pejabat", Title: string(role), From: began.AddDate(-1, 0, 0)}); err != nil {
			t.Fatal(err)
		}
	}
	id, err := d.Requests.CreateAt(facts, began)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range []sop.Act{{Kind: sop.ActStart, At: began}, {Kind: sop.ActBegin, Step: 1, At: began}} {
		if _, err := d.Requests.Act(id, act); err != nil {
			t.Fatal(err)
		}
	}
}
