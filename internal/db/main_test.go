package db_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The test program is also the other process: with this variable it does one
// job on the folder named there, instead of the tests.
const childJob = "CCTVDESK_DB_CHILD"

func TestMain(m *testing.M) {
	if job, dir, ok := strings.Cut(os.Getenv(childJob), " "); ok {
		os.Exit(child(job, dir))
	}
	if os.Getenv("CCTVDESK_DB_KEYRING") != "" {
		os.Exit(m.Run()) // the library keeps its bus connection for good
	}
	os.Unsetenv("DBUS_SESSION_BUS_ADDRESS") // tests of the keyring bring their own
	goleak.VerifyTestMain(m)
}

func child(job, dir string) int {
	if job == "migrate" {
		return ended(migrateTold(dir))
	}
	s, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)})
	if err != nil {
		return ended(err)
	}
	switch job {
	case "hold": // until somebody closes standard input
		fmt.Println("open")
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	case "write": // until somebody kills
		for {
			number, err := writeOne(s)
			if err != nil {
				return ended(err)
			}
			fmt.Println(number)
		}
	case "live":
		err = live(s, dir)
	case "obey":
		err = obey(s)
	}
	return ended(errors.Join(err, s.Close()))
}

// ended prints what went wrong, if anything, and gives the exit code.
func ended(err error) int {
	if err == nil {
		return 0
	}
	fmt.Println("error:", err)
	return 1
}

// writeOne does what registering a request does: a number, two records in two
// buckets, their lines of the trail, an attachment.
func writeOne(s *db.Store) (number int, err error) {
	sha, err := s.PutBlob([]byte(ulid.Make().String()))
	if err != nil {
		return 0, err
	}
	err = s.Write(db.Meta{Who: "anak", Action: "daftar"}, func(tx *db.Tx) error {
		if number, err = tx.NextSeq("permintaan", 2026); err != nil {
			return err
		}
		r := sop.Request{ID: numbered(number), Number: fmt.Sprint(number), Subject: strings.Repeat("x", number%5000)}
		r.Cameras = []sop.CameraRef{{CameraID: r.ID, Proof: &sop.Proof{Picture: sha}}}
		if err := tx.Requests().Put(tx, r.ID, r); err != nil {
			return err
		}
		return tx.Agencies().Put(tx, r.ID, sop.Agency{ID: r.ID, Name: fmt.Sprint(number)})
	})
	return number, err
}

// numbered is an id made of a number.
func numbered(n int) (id ulid.ULID) {
	copy(id[8:], fmt.Sprintf("%08d", n))
	return id
}

func startChild(t *testing.T, job, dir string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd, _, out := startChildWith(t, job, dir)
	return cmd, out
}

// startChildWith starts one that listens to what is written.
func startChildWith(t *testing.T, job, dir string) (*exec.Cmd, io.Writer, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childJob+"="+job+" "+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := cmd.StdinPipe() // stays open until the child has ended
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close() })
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, in, bufio.NewScanner(out)
}

// quickDir is a folder in memory, if there is such a place, for tests to which
// it makes no difference how long a real disk takes to sync.
func quickDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "cctvdesk-test-*")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// open opens a store and checks it when the test ends.
func open(t testing.TB, dir string) *db.Store {
	t.Helper()
	return openWith(t, db.Config{Dir: dir, Keeper: db.KeyFile(dir)})
}

func openWith(t testing.TB, cfg db.Config) *db.Store {
	t.Helper()
	s, err := db.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		report, err := s.Check()
		if err == nil && !report.OK() {
			t.Errorf("the store is not sound: %+v", report.Problems)
		}
		if err != nil && !t.Failed() && err != db.ErrClosed {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func write(t testing.TB, s *db.Store, f func(*db.Tx) error) {
	t.Helper()
	if err := s.Write(db.Meta{Who: "Rina", Action: "uji"}, f); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, s *db.Store, f func(*db.Tx) error) {
	t.Helper()
	if err := s.Read(f); err != nil {
		t.Fatal(err)
	}
}

// trail gives the whole trail, newest first.
func trail(t testing.TB, s *db.Store) (all []db.AuditEntry) {
	t.Helper()
	read(t, s, func(tx *db.Tx) error {
		for e := range tx.Audit() {
			all = append(all, e)
		}
		return nil
	})
	return all
}

func parse(t testing.TB, address string) secret.URL {
	t.Helper()
	u, err := secret.ParseURL(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// someCamera has every field set.
func someCamera(t testing.TB) db.Camera {
	return db.Camera{ID: ulid.Make(), Name: "Simpang Garuda", Path: "dishub/garuda",
		URL: parse(t, "rtsp://admin:"+awkward+"@10.1.2.3:554/live/ch1"), SubURL: parse(t, "rtsp://admin:Kunci-Kedua-77@10.1.2.3/live/ch2"),
		AgencyID: ulid.Make(), RequestID: ulid.Make(), Site: "Simpang", District: "Pontianak Kota", Village: "Darat Sekip", Category: "simpang",
		Tags: []string{"a", "b"}, Transport: "tcp", AllowBasic: true, Enabled: true, OnDemand: true, Wait: true, Fingerprint: "ab:cd", Codec: "H264",
		Width: 1920, Height: 1080, FPS: 25, Kbps: 2048.5, Created: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC),
		Trashed: time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC), Serial: "S1", Note: "catatan"}
}

// awkward is a password that somebody once had.
const awkward = "!@:/%#ä-Sangat"
