package db

import (
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bbolt "go.etcd.io/bbolt"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The fixtures testdata/schema-vN.db are stores that a released version wrote,
// each with its key beside it; the secrets in them are made up.
// `go test -run Fixture -update` writes the one of the newest schema, if there
// is none yet; those of older schemas can never be written again.
var update = flag.Bool("update", false, "write the fixture of the newest schema")

func fixtureID(n byte) ulid.ULID { return ulid.ULID{15: n} }

func fixtureCamera(t testing.TB) Camera {
	u, err := secret.ParseURL("rtsp://admin:R%40hasia-1@10.1.2.3:554/live")
	if err != nil {
		t.Fatal(err)
	}
	return Camera{ID: fixtureID(1), Name: "Simpang Garuda", Path: "garuda", URL: u, Enabled: true, Created: fixtureTime()}
}

func fixtureTime() time.Time { return time.Date(2026, 11, 23, 1, 15, 0, 0, time.UTC) }

func fixtureRequest() sop.Request {
	return sop.Request{ID: fixtureID(2), Number: "RLY-2026-0001", Status: sop.Running, Registered: fixtureTime(), AgencyID: fixtureID(3),
		Subject: "Relay CCTV Simpang Garuda", Steps: []sop.Step{{N: 1, Round: 1, Began: fixtureTime()}}}
}

func writeFixture(t *testing.T, path string) {
	t.Helper()
	dir := t.TempDir()
	s, err := Open(Config{Dir: dir, Keeper: KeyFile(dir), Now: fixtureTime})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(Meta{Who: "Rina", Action: "uji"}, func(tx *Tx) error {
		_, err := tx.NextSeq("permintaan", 2026)
		return errors.Join(err,
			tx.Cameras().Put(tx, fixtureID(1), fixtureCamera(t)),
			tx.Requests().Put(tx, fixtureID(2), fixtureRequest()),
			tx.Agencies().Put(tx, fixtureID(3), sop.Agency{ID: fixtureID(3), Name: "Dinas Perhubungan"}),
			tx.Accounts().Put(tx, fixtureID(4), Account{ID: fixtureID(4), Name: "dinding", Password: secret.NewText("Pembaca-1")}),
			tx.PutSettings(Settings{Language: "id", City: "Pontianak", NearShare: 0.8}))
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{fileName: path + ".db", keyName: path + ".key"} {
		data, err := os.ReadFile(filepath.Join(dir, from))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFixture_of_every_schema_opens(t *testing.T) {
	newest := filepath.Join("testdata", fmt.Sprintf("schema-v%d", Schema))
	if _, err := os.Stat(newest + ".db"); errors.Is(err, os.ErrNotExist) && *update {
		writeFixture(t, newest)
	}
	for schema := 1; schema <= Schema; schema++ {
		dir := t.TempDir()
		for from, to := range map[string]string{".db": fileName, ".key": keyName} {
			data, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("schema-v%d%s", schema, from)))
			if err != nil {
				t.Fatalf("%v (go test ./internal/db -run Fixture -update)", err)
			}
			if err := os.WriteFile(filepath.Join(dir, to), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		s, err := Open(Config{Dir: dir, Keeper: KeyFile(dir)})
		if err != nil {
			t.Fatalf("schema %d: %v", schema, err)
		}
		checkFixture(t, s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func checkFixture(t *testing.T, s *Store) {
	t.Helper()
	err := s.Read(func(tx *Tx) error {
		cam, err1 := tx.Cameras().Get(tx, fixtureID(1))
		req, err2 := tx.Requests().Get(tx, fixtureID(2))
		acc, err3 := tx.Accounts().Get(tx, fixtureID(4))
		set, err4 := tx.Settings()
		if diff := cmp.Diff(fixtureCamera(t), cam); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(fixtureRequest(), req); diff != "" {
			t.Error(diff)
		}
		if acc.Password.Reveal() != "Pembaca-1" || set.City != "Pontianak" {
			t.Errorf("%+v %+v", acc, set)
		}
		lines := 0
		for e := range tx.Audit() {
			lines++
			if e.Who != "Rina" || !e.Recorded.Equal(fixtureTime()) {
				t.Errorf("%+v", e)
			}
		}
		if lines != 5 {
			t.Errorf("%d lines in the trail", lines)
		}
		return errors.Join(err1, err2, err3, err4)
	})
	if err != nil {
		t.Error(err)
	}
	err = s.Write(Meta{}, func(tx *Tx) error {
		n, err := tx.NextSeq("permintaan", 2026)
		if n != 2 {
			t.Errorf("next number %d", n)
		}
		return err
	})
	report, err2 := s.Check()
	if err != nil || err2 != nil || !report.OK() {
		t.Errorf("%v %v %+v", err, err2, report)
	}
}

func TestNewer_schema_is_refused_untouched(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(Config{Dir: dir, Keeper: KeyFile(dir)})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	Tamper(t, dir, func(tx *bbolt.Tx) {
		WriteRaw(t, tx, bucketMeta, []byte(metaSchema), binary.BigEndian.AppendUint64(nil, Schema+1))
	})
	if _, err := Open(Config{Dir: dir, Keeper: KeyFile(dir)}); !errors.Is(err, ErrNewerSchema) {
		t.Errorf("%v", err)
	}
}

// The way migrations go, tried with steps of a future that does not exist yet.
func TestMigrations_go_step_by_step(t *testing.T) {
	dir := t.TempDir()
	grown(t, dir)
	bolt, err := openBolt(filepath.Join(dir, fileName), lockWait)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := bolt.Close(); err != nil {
			t.Error(err)
		}
	}()
	broken := errors.New("power cut")
	var order []int
	fails := true
	steps := []step{
		func(tx *bbolt.Tx) error {
			order = append(order, 2)
			_, err := tx.CreateBucket([]byte("stamps"))
			return err
		},
		func(tx *bbolt.Tx) error {
			order = append(order, 3)
			if err := tx.Bucket([]byte("stamps")).Put([]byte("k"), []byte("v")); err != nil {
				return err
			}
			if fails {
				return broken
			}
			return nil
		},
	}
	copies := 0
	before := func(schema uint64) error { copies++; return nil }
	if err := migrate(bolt, steps, before); !errors.Is(err, broken) {
		t.Fatalf("%v", err)
	}
	if schema, err := schemaOf(bolt); schema != 2 || err != nil {
		t.Errorf("after a broken step: schema %d (%v), want 2", schema, err)
	}
	_ = bolt.View(func(tx *bbolt.Tx) error {
		if tx.Bucket([]byte("stamps")).Get([]byte("k")) != nil {
			t.Error("half a step was kept")
		}
		return nil
	})
	fails = false
	if err := errors.Join(migrate(bolt, steps, before), migrate(bolt, steps, before)); err != nil {
		t.Fatal(err)
	}
	if schema, _ := schemaOf(bolt); schema != 3 || fmt.Sprint(order) != "[2 3 3]" || copies != 2 {
		t.Errorf("schema %d by steps %v with %d copies", schema, order, copies)
	}
	if err := migrate(bolt, steps[:1], before); !errors.Is(err, ErrNewerSchema) {
		t.Errorf("an older program: %v", err)
	}
	if len(migrations()) != Schema-1 {
		t.Errorf("%d migrations lead to schema %d", len(migrations()), Schema)
	}
}

func TestMigration_keeps_the_file_as_it_was(t *testing.T) {
	dir := t.TempDir()
	grown(t, dir)
	s, err := Open(Config{Dir: dir, Keeper: KeyFile(dir)})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.beforeMigration(1), s.Close()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, backupsDir, "schema-1.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, fileName), data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := readAll(dir); err != nil {
		t.Errorf("the copy: %v", err)
	}
}
