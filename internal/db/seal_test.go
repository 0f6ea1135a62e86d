package db_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bbolt "go.etcd.io/bbolt"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

func TestSecrets_are_nowhere_in_the_folder(t *testing.T) {
	dir, away := t.TempDir(), t.TempDir()
	s := openWith(t, db.Config{Dir: dir, Keeper: db.KeyFile(away)})
	cam := someCamera(t)
	acc := db.Account{ID: ulid.Make(), Name: "dinding", Password: secret.NewText("Pembaca-!@:/%#ä")}
	for range 3 { // so that old pages are left behind as well
		write(t, s, func(tx *db.Tx) error {
			cam.Width++
			acc.Disabled = !acc.Disabled
			return errors.Join(tx.Cameras().Put(tx, cam.ID, cam), tx.Accounts().Put(tx, acc.ID, acc))
		})
	}
	if err := errors.Join(s.Backup(filepath.Join(dir, "backups", "a"), secret.Text{}), s.Backup(filepath.Join(dir, "b"), secret.Text{})); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(away, "key"))
	if err != nil {
		t.Fatal(err)
	}
	_, keyText, _ := strings.Cut(strings.TrimSpace(string(key)), " ")
	rawKey, err := base64.StdEncoding.DecodeString(keyText)
	if err != nil {
		t.Fatal(err)
	}
	leaks := [][]byte{rawKey, []byte(keyText)}
	for _, clear := range []string{awkward, "Pembaca-!@:/%#ä", "Kunci-Kedua-77", cam.URL.Reveal()} {
		leaks = append(leaks, []byte(clear), []byte(url.QueryEscape(clear)), []byte(url.PathEscape(clear)), []byte(base64.StdEncoding.EncodeToString([]byte(clear))))
	}
	files := 0
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		for _, leak := range leaks {
			if bytes.Contains(data, leak) {
				t.Errorf("%s has %q in it", path, leak)
			}
		}
		return err
	})
	if err != nil || files < 3 {
		t.Fatalf("%d files looked at, %v", files, err)
	}
}

func TestSealed_value_moved_to_another_record_does_not_open(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	a, b := someCamera(t), someCamera(t)
	write(t, s, func(tx *db.Tx) error {
		return errors.Join(tx.Cameras().Put(tx, a.ID, a), tx.Cameras().Put(tx, b.ID, b))
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db.Tamper(t, dir, func(tx *bbolt.Tx) {
		db.SwapSealed(t, tx, a.ID, b.ID)
	})
	s, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, id := range []ulid.ULID{a.ID, b.ID} {
		err := s.Read(func(tx *db.Tx) error { _, err := tx.Cameras().Get(tx, id); return err })
		if !errors.Is(err, db.ErrDamaged) {
			t.Errorf("the other camera's address opened: %v", err)
		}
	}
	report, err := s.Check()
	if err != nil || len(report.Problems) != 2 || report.Problems[0].Kind != db.ProblemRecord {
		t.Errorf("check: %+v %v", report, err)
	}
}

func TestWrong_key_is_told_from_no_key(t *testing.T) {
	dir, away := t.TempDir(), t.TempDir()
	s := openWith(t, db.Config{Dir: dir, Keeper: db.KeyFile(away)})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(away, "key")
	good, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	id, text, _ := strings.Cut(strings.TrimSpace(string(good)), " ")
	other := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
	for content, want := range map[string]error{
		id + " " + other + "\n":          db.ErrWrongKey,
		id + " " + text[:10] + "\n":      db.ErrWrongKey,
		id + "\n":                        db.ErrWrongKey,
		"":                               db.ErrNoKey,
		"X" + id[1:] + " " + text + "\n": db.ErrNoKey,
		"# catatan\n\n" + string(good):   nil,
		strings.TrimSpace(string(good)):  nil,
	} {
		if err := os.WriteFile(key, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(away)})
		if !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", strings.ReplaceAll(content, text, "KEY"), err, want)
		}
		if err == nil {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		if err != nil && strings.Contains(err.Error(), other) {
			t.Error("the error shows the key")
		}
	}
}
