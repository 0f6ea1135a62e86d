package db_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestStore_gives_back_what_it_was_given(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	wib := time.FixedZone("WIB", 7*60*60)
	cam := someCamera(t)
	acc := db.Account{ID: ulid.Make(), Name: "dinding", Password: secret.NewText("Pembaca-99"), Paths: []string{"a/*"}, Created: time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC)}
	req := sop.Request{ID: ulid.Make(), Number: "RLY-2026-0001", Registered: time.Date(2026, 11, 23, 8, 15, 0, 0, wib),
		Steps:   []sop.Step{{N: 1, Began: time.Date(2026, 11, 23, 9, 0, 0, 0, wib), Pauses: []sop.Pause{{Began: time.Date(2026, 11, 23, 9, 5, 0, 0, wib)}}}},
		Cameras: []sop.CameraRef{{CameraID: cam.ID, Proof: &sop.Proof{At: time.Date(2026, 11, 23, 10, 0, 0, 0, wib)}}}}
	set := db.Settings{Language: "id", City: "Pontianak", NearShare: 0.8, Wall: []byte(`{"grid":9}`),
		Profiles: []sop.Profile{{ID: "normal", Days: map[time.Weekday][]sop.Span{time.Monday: {{From: 450, To: 720}}}}}}
	write(t, s, func(tx *db.Tx) error {
		return errors.Join(tx.Cameras().Put(tx, cam.ID, cam), tx.Accounts().Put(tx, acc.ID, acc),
			tx.Requests().Put(tx, req.ID, req), tx.PutSettings(set),
			tx.Outages().Put(tx, cam.ID, db.Outage{ID: cam.ID, CameraID: cam.ID, Kind: "waiting"}),
			tx.Officials().Put(tx, cam.ID, sop.Official{ID: cam.ID, Name: "Rina"}))
	})
	if req.Registered.Location() != wib || req.Steps[0].Began.Location() != wib || req.Cameras[0].Proof.At.Location() != wib {
		t.Error("Put changed the caller's value")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	read(t, s, func(tx *db.Tx) error {
		gotCam, err1 := tx.Cameras().Get(tx, cam.ID)
		gotAcc, err2 := tx.Accounts().Get(tx, acc.ID)
		gotReq, err3 := tx.Requests().Get(tx, req.ID)
		gotSet, err4 := tx.Settings()
		if diff := cmp.Diff(cam, gotCam); diff != "" {
			t.Error("camera", diff)
		}
		if gotCam.URL.Password().Reveal() != awkward || gotAcc.Password.Reveal() != "Pembaca-99" {
			t.Error("a secret came back as something else")
		}
		if diff := cmp.Diff(acc, gotAcc); diff != "" {
			t.Error("account", diff)
		}
		if diff := cmp.Diff(req, gotReq); diff != "" {
			t.Error("request", diff)
		}
		if diff := cmp.Diff(set, gotSet); diff != "" {
			t.Error("settings", diff)
		}
		for _, at := range []time.Time{gotReq.Registered, gotReq.Steps[0].Began, gotReq.Steps[0].Pauses[0].Began, gotReq.Cameras[0].Proof.At} {
			if at.Location() != time.UTC {
				t.Errorf("%v was not stored in UTC", at)
			}
		}
		return errors.Join(err1, err2, err3, err4)
	})
}

func TestFolder_is_closed_to_others(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	s := open(t, dir)
	if _, err := s.PutBlob([]byte("gambar")); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(filepath.Join(dir, "backups", "x"), secret.Text{}); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		info, err2 := d.Info()
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %v", path, info.Mode())
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOpen_closes_what_others_could_read(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "cctvdesk.db")
	if err := errors.Join(os.Chmod(dir, 0o755), os.Chmod(path, 0o644)); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
	for _, p := range []string{dir, path} {
		if info, err := os.Stat(p); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %v (%v)", p, info.Mode(), err)
		}
	}
}

func TestOpen_leaves_a_folder_with_other_things_as_it_is(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(os.Chmod(dir, 0o755), os.WriteFile(filepath.Join(dir, "surat.txt"), nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("the folder is %v (%v)", info.Mode(), err)
	}
}

func TestSecond_process_is_refused_and_does_no_harm(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	number, err := writeOne(s)
	if err != nil {
		t.Fatal(err)
	}
	cmd, out := startChild(t, "hold", dir)
	if !out.Scan() || !strings.Contains(out.Text(), db.ErrOpenElsewhere.Error()) {
		t.Errorf("the other process was told %q", out.Text())
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the other process opened the store too")
	}
	read(t, s, func(tx *db.Tx) error { _, err := tx.Requests().Get(tx, numbered(number)); return err })
	if _, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)}); !errors.Is(err, db.ErrOpenElsewhere) {
		t.Errorf("second open in one process: %v", err)
	}
	if _, err := writeOne(s); err != nil {
		t.Errorf("after a second start: %v", err)
	}
}

func TestOpen_elsewhere_ends_with_the_other_process(t *testing.T) {
	dir := t.TempDir()
	cmd, out := startChild(t, "hold", dir)
	if !out.Scan() || out.Text() != "open" {
		t.Fatalf("the other process said %q", out.Text())
	}
	if _, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)}); !errors.Is(err, db.ErrOpenElsewhere) {
		t.Errorf("while it is open elsewhere: %v", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	open(t, dir)
}

func TestWrite_happens_whole_or_not_at_all(t *testing.T) {
	s := open(t, t.TempDir())
	refused := errors.New("a rule says no")
	rev := s.Rev()
	id := ulid.Make()
	for name, end := range map[string]func(){"error": func() {}, "panic": func() { panic("bug") }} {
		func() {
			defer func() { _ = recover() }()
			err := s.Write(db.Meta{}, func(tx *db.Tx) error {
				if err := tx.Agencies().Put(tx, id, sop.Agency{ID: id, Name: "x"}); err != nil {
					t.Error(err)
				}
				if _, err := tx.NextSeq("surat", 2026); err != nil {
					t.Error(err)
				}
				end()
				return refused
			})
			if err != refused {
				t.Errorf("%s: the error of the act came back as %v", name, err)
			}
		}()
	}
	read(t, s, func(tx *db.Tx) error {
		if _, err := tx.Agencies().Get(tx, id); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("half an act: %v", err)
		}
		return nil
	})
	if s.Rev() != rev || len(trail(t, s)) != 0 {
		t.Error("an act that did not happen was counted or noted")
	}
	write(t, s, func(tx *db.Tx) error {
		if n, err := tx.NextSeq("surat", 2026); n != 1 || err != nil {
			t.Errorf("the number of an act that did not happen is lost: %d %v", n, err)
		}
		return nil
	})
}

func TestRev_grows_with_acts_only_and_outlives_the_process(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for want := uint64(1); want <= 3; want++ {
		if _, err := writeOne(s); err != nil {
			t.Fatal(err)
		}
		if s.Rev() != want {
			t.Errorf("revision %d, want %d", s.Rev(), want)
		}
	}
	write(t, s, func(*db.Tx) error { return nil })
	read(t, s, func(tx *db.Tx) error { _, err := tx.Settings(); return err })
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	if err := s.Read(func(*db.Tx) error { return nil }); !errors.Is(err, db.ErrClosed) {
		t.Errorf("a closed store was read: %v", err)
	}
	if err := s.Write(db.Meta{}, func(*db.Tx) error { return nil }); !errors.Is(err, db.ErrClosed) {
		t.Errorf("a closed store was written: %v", err)
	}
	if got := open(t, dir).Rev(); got != 3 {
		t.Errorf("revision %d after a restart, want 3", got)
	}
}

func TestNumbers_are_never_given_twice(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	n, err := writeOne(s)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, func(tx *db.Tx) error { return tx.Requests().Delete(tx, numbered(n)) })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if again, err := writeOne(s); err != nil || again != n+1 {
		t.Errorf("after %d was deleted: %d %v", n, again, err)
	}
	write(t, s, func(tx *db.Tx) error {
		other, err1 := tx.NextSeq("permintaan", 2027)
		letter, err2 := tx.NextSeq("surat", 2026)
		if other != 1 || letter != 1 {
			t.Errorf("other series do not begin with 1: %d, %d", other, letter)
		}
		return errors.Join(err1, err2)
	})
}

func TestReading_transactions_do_not_write(t *testing.T) {
	s := open(t, t.TempDir())
	read(t, s, func(tx *db.Tx) error {
		_, err := tx.NextSeq("x", 1)
		for _, err := range []error{err, tx.PutSettings(db.Settings{}), tx.Note(db.AuditEntry{}),
			tx.Agencies().Put(tx, ulid.Make(), sop.Agency{}), tx.Agencies().Delete(tx, ulid.Make())} {
			if !errors.Is(err, db.ErrReadOnly) {
				t.Errorf("written in a reading transaction: %v", err)
			}
		}
		return nil
	})
	if err := s.Write(db.Meta{}, func(tx *db.Tx) error { return tx.Agencies().Delete(tx, ulid.Make()) }); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("deleting nothing: %v", err)
	}
	if err := s.Write(db.Meta{}, func(tx *db.Tx) error { return tx.Agencies().Put(tx, ulid.ULID{}, sop.Agency{}) }); err == nil {
		t.Error("a record without an id was taken")
	}
}

func TestWalk_allows_changes_and_keeps_the_order(t *testing.T) {
	s := open(t, t.TempDir())
	const n = 300
	write(t, s, func(tx *db.Tx) error {
		for i := n; i > 0; i-- {
			if err := tx.Agencies().Put(tx, numbered(i), sop.Agency{ID: numbered(i), Name: strings.Repeat("n", i)}); err != nil {
				return err
			}
		}
		return nil
	})
	write(t, s, func(tx *db.Tx) error {
		want := 1
		for id, a := range tx.Agencies().All(tx) {
			if id != numbered(want) || len(a.Name) != want {
				t.Fatalf("record %s, want number %d", id, want)
			}
			var err error
			if want++; want%2 == 0 {
				err = tx.Agencies().Delete(tx, id)
			} else {
				a.Name = strings.Repeat("panjang", 300)
				err = tx.Agencies().Put(tx, id, a)
			}
			if err != nil {
				return err
			}
		}
		if want != n+1 {
			t.Errorf("walked to %d of %d", want-1, n)
		}
		return nil
	})
	read(t, s, func(tx *db.Tx) error {
		if got := tx.Agencies().Count(tx); got != n/2 {
			t.Errorf("%d records, want %d", got, n/2)
		}
		for a, err := range tx.Agencies().Each(tx) {
			if err != nil || a.Name == "" {
				t.Error(err)
			}
			break
		}
		for range tx.Agencies().All(tx) {
			break
		}
		return nil
	})
}

func TestCrash_leftovers_are_swept(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	left := []string{filepath.Join(dir, ".part-1"), filepath.Join(dir, "attachments", ".part-2"), filepath.Join(dir, "backups", ".part-3")}
	for _, path := range left {
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	open(t, dir)
	for _, path := range left {
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there", path)
		}
	}
}

func TestStore_serves_many_at_once_and_Close_waits(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				if _, err := writeOne(s); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range 20 {
				err := s.Read(func(tx *db.Tx) error {
					if a, b := tx.Requests().Count(tx), tx.Agencies().Count(tx); a != b {
						t.Errorf("a reader saw half an act: %d and %d", a, b)
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Go(func() {
		if err := s.Backup(filepath.Join(dir, "backups", "tengah"), secret.Text{}); err != nil {
			t.Error(err)
		}
	})
	wg.Wait()
	if s.Rev() != 80 {
		t.Errorf("revision %d after 80 acts", s.Rev())
	}
	if err := db.Restore(filepath.Join(dir, "backups", "tengah"), filepath.Join(t.TempDir(), "baru"), secret.Text{}); err != nil {
		t.Errorf("the backup made meanwhile: %v", err)
	}
	inside, leave, closed := make(chan bool), make(chan bool), make(chan bool)
	wg.Go(func() {
		if err := s.Read(func(*db.Tx) error { close(inside); <-leave; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-inside
	wg.Go(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		close(closed)
	})
	select {
	case <-closed:
		t.Error("Close did not wait for a reader")
	case <-time.After(50 * time.Millisecond):
	}
	close(leave)
	wg.Wait()
}
