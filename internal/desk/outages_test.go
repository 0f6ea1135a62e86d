package desk_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// With this variable the test program is an office that watches one camera
// which does not answer, until somebody kills it.
const childOffice = "CCTVDESK_DESK_CHILD"

func watchUntilKilled(dir string) int {
	d, err := desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Listen: "127.0.0.1:0"})
	if err != nil {
		fmt.Println("error:", err)
		return 1
	}
	tick := time.NewTicker(20 * time.Millisecond)
	for told := false; ; <-tick.C {
		rows, err := d.Ledger.Outages(desk.OutageFilter{})
		if err != nil || !told && len(rows) > 0 && rows[0].Cause != "" {
			told = true
			fmt.Println("away", err)
		}
	}
}

// TestKill_leaves_an_outage_book_that_can_be_trusted: the process is killed
// with an outage open; an hour later the office opens again. The hour is an
// absence of the program and no outage of the camera.
func TestKill_leaves_an_outage_book_that_can_be_trusted(t *testing.T) {
	dir := t.TempDir()
	d, err := desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{
		Name: "Simpang Garuda", Address: "rtsp://127.0.0.1:1/jalur", Enabled: true, AgencyID: agency(t, d, "Dishub"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	killChild(t, dir)

	hourLater := func() time.Time { return time.Now().Add(time.Hour) }
	d, err = desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Listen: "127.0.0.1:0", Now: hourLater})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	// The camera is still away, for the same reason, seconds after the last
	// sign of life by the engine's clock: the outage goes on.
	await(t, "the outage goes on", func() bool {
		rows, err := d.Ledger.Outages(desk.OutageFilter{})
		return err == nil && len(rows) == 1 && rows[0].To.IsZero() && rows[0].Again == 1
	})
	a, err := d.Cameras.Availability(id, time.Time{}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Off < 59*time.Minute || a.Off > 61*time.Minute || a.Down > a.Watched || a.Watched > 2*time.Minute || a.Outages != 1 {
		t.Errorf("watched %v, off %v, down %v, %d outages", a.Watched, a.Off, a.Down, a.Outages)
	}
	if share, known := a.Share(); !known || share > 0.9 {
		t.Errorf("a camera that never answered is available by %v (%v)", share, known)
	}
}

// killChild lets another process watch until its outage is in the book, then
// kills it.
func killChild(t *testing.T, dir string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childOffice+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "away <nil>" {
		t.Errorf("the child said %q", lines.Text())
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
}

func TestAvailability_counts_switched_off_and_trashed_time_as_unwatched(t *testing.T) {
	dir, now := t.TempDir(), newClock(wib(8, 0))
	d, err := desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Listen: "127.0.0.1:0", Now: now.now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{
		Name: "Simpang Garuda", Address: "rtsp://127.0.0.1:1/jalur", Enabled: true, AgencyID: agency(t, d, "Dishub"),
	})
	if err != nil {
		t.Fatal(err)
	}
	acts := []func() error{
		func() error { return d.Cameras.SetEnabled(id, false) }, // 9
		func() error { return d.Cameras.SetEnabled(id, true) },  // 10
		func() error { return d.Cameras.Trash(id) },             // 11
		func() error { return d.Cameras.Restore(id) },           // 12
	}
	for i, do := range acts {
		now.set(wib(9+i, 0))
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	now.set(wib(14, 0))
	for _, row := range []struct {
		from, to                int // hour; 0 = open
		period, watched, agency int
	}{
		{0, 0, 6, 4, 4}, {8, 10, 2, 1, 1}, {9, 10, 1, 0, 0}, {6, 9, 3, 1, 1}, {13, 20, 1, 1, 1}, {15, 16, 0, 0, 0},
	} {
		var from, to time.Time
		if row.from > 0 {
			from = wib(row.from, 0)
		}
		if row.to > 0 {
			to = wib(row.to, 0)
		}
		a, err := d.Cameras.Availability(id, from, to)
		if err != nil || a.Period != time.Duration(row.period)*time.Hour || a.Watched != time.Duration(row.watched)*time.Hour {
			t.Errorf("%d-%d: period %v, watched %v, %v", row.from, row.to, a.Period, a.Watched, err)
		}
		all, err := d.Ledger.Availability(from, to)
		if err != nil || len(all.Cameras) != 1 || len(all.Agencies) != 1 || all.Agencies[0].Agency != "Dishub" ||
			all.All.Watched != time.Duration(row.agency)*time.Hour || all.All.Cameras != 1 {
			t.Errorf("%d-%d: %+v, %v", row.from, row.to, all, err)
		}
	}
	if _, err := d.Cameras.Availability(ulid.Make(), time.Time{}, time.Time{}); err == nil {
		t.Error("an unknown camera has an availability")
	}
}
