package db_test

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// office fills a store and tells what is in it.
func office(t *testing.T, s *db.Store) (camera db.Camera, sha string) {
	t.Helper()
	camera = someCamera(t)
	sha, err := s.PutBlob([]byte("gambar bukti"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, func(tx *db.Tx) error {
		r := sop.Request{ID: numbered(1), Number: "RLY-2026-0001", Cameras: []sop.CameraRef{{Proof: &sop.Proof{Picture: sha}}}}
		_, err := tx.NextSeq("permintaan", 2026)
		return errors.Join(err, tx.Cameras().Put(tx, camera.ID, camera), tx.Requests().Put(tx, r.ID, r), tx.PutSettings(db.Settings{City: "Pontianak"}))
	})
	return camera, sha
}

// everything reads a whole store as JSON (with masks) and its secrets.
func everything(t *testing.T, s *db.Store) string {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	read(t, s, func(tx *db.Tx) error {
		for _, v := range tx.Cameras().All(tx) {
			_ = enc.Encode(v)
			out.WriteString(v.URL.Reveal() + v.SubURL.Reveal())
		}
		for _, v := range tx.Requests().All(tx) {
			_ = enc.Encode(v)
		}
		for v := range tx.Audit() {
			_ = enc.Encode(v)
		}
		set, err := tx.Settings()
		_ = enc.Encode(set)
		return err
	})
	return out.String()
}

func TestBackup_with_a_passphrase_opens_on_another_machine(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	_, sha := office(t, s)
	phrase := secret.NewText("kuda baterai staples")
	costsGuessersDearly(t, s, phrase)
	s.SealCheaply()
	file := filepath.Join(t.TempDir(), "cadangan.age")
	if err := s.Backup(file, phrase); err != nil {
		t.Fatal(err)
	}
	before, rev := everything(t, s), s.Rev()
	if _, err := writeOne(s); err != nil { // after the backup
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup is %v (%v)", info.Mode(), err)
	}
	raw, err := os.ReadFile(file)
	if err != nil || bytes.Contains(raw, []byte("Simpang Garuda")) || bytes.Contains(raw, []byte("RLY-2026")) {
		t.Error("the sealed backup can be read")
	}
	opensWithAge(t, raw, phrase.Reveal())
	for _, wrong := range []string{"", "kuda"} {
		to := filepath.Join(t.TempDir(), "baru")
		if err := db.Restore(file, to, secret.NewText(wrong)); !errors.Is(err, db.ErrPassphrase) {
			t.Errorf("with passphrase %q: %v", wrong, err)
		}
		if _, err := os.Stat(filepath.Join(to, "cctvdesk.db")); !errors.Is(err, fs.ErrNotExist) {
			t.Error("a refused restore left a store")
		}
	}
	to := filepath.Join(t.TempDir(), "mesin", "lain")
	if err := db.Restore(file, to, phrase); err != nil {
		t.Fatal(err)
	}
	restored := open(t, to)
	if diff := cmp.Diff(before, everything(t, restored)); diff != "" {
		t.Error(diff)
	}
	if blob, err := restored.Blob(sha); err != nil || string(blob) != "gambar bukti" {
		t.Errorf("attachment %q %v", blob, err)
	}
	if restored.Rev() != rev {
		t.Errorf("revision %d, was %d", restored.Rev(), rev)
	}
	if left, _ := filepath.Glob(filepath.Join(to, ".part-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// opensWithAge holds the promise that a backup can be opened without us.
func opensWithAge(t *testing.T, sealed []byte, phrase string) {
	t.Helper()
	identity, err := age.NewScryptIdentity(phrase)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := age.Decrypt(bytes.NewReader(sealed), identity)
	if err != nil {
		t.Fatal(err)
	}
	if names := tarNames(t, plain); len(names) != 4 || !slices.Equal(names[:3], []string{"manifest.json", "key", "cctvdesk.db"}) {
		t.Errorf("%v", names)
	}
}

// costsGuessersDearly looks at what a sealed backup says about its passphrase's
// cost: 2 to the power of 18 at least, about a second a guess.
func costsGuessersDearly(t *testing.T, s *db.Store, phrase secret.Text) {
	t.Helper()
	var sealed bytes.Buffer
	if err := s.BackupTo(&sealed, phrase); err != nil {
		t.Fatal(err)
	}
	_, stanza, _ := strings.Cut(sealed.String(), "-> scrypt ")
	line, _, _ := strings.Cut(stanza, "\n")
	fields := strings.Fields(line)
	if len(fields) != 2 {
		t.Fatalf("no cost in %q", line)
	}
	if cost, err := strconv.Atoi(fields[1]); err != nil || cost < 18 {
		t.Errorf("a guess costs 2^%s", fields[1])
	}
}

// sealCheaply seals as Backup does, at a cost that tests can pay often.
func sealCheaply(t *testing.T, plain []byte, phrase string) []byte {
	t.Helper()
	recipient, err := age.NewScryptRecipient(phrase)
	if err != nil {
		t.Fatal(err)
	}
	recipient.SetWorkFactor(8)
	var out bytes.Buffer
	w, err := age.Encrypt(&out, recipient)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func tarNames(t *testing.T, in io.Reader) (names []string) {
	t.Helper()
	for r := tar.NewReader(in); ; {
		head, err := r.Next()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, head.Name)
	}
}

func TestPlain_backup_opens_no_secret_elsewhere(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	office(t, s)
	usb := filepath.Join(t.TempDir(), "usb.cadangan")
	if err := s.Backup(usb, secret.Text{}); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(usb)
	if err != nil {
		t.Fatal(err)
	}
	names := tarNames(t, bytes.NewReader(raw))
	if slices.Contains(names, "key") || len(names) != 3 || bytes.Contains(raw, []byte("Sangat")) {
		t.Errorf("%v", names)
	}
	to := filepath.Join(t.TempDir(), "baru")
	if err := db.Restore(usb, to, secret.Text{}); !errors.Is(err, db.ErrNoKey) {
		t.Errorf("without the key: %v", err)
	}
	// With the key brought along by hand it is whole.
	key, err := os.ReadFile(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, "key"), key, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := db.Restore(usb, to, secret.Text{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(everything(t, s), everything(t, open(t, to))); diff != "" {
		t.Error(diff)
	}
}

func TestDaily_backup_leans_on_its_own_folder(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	_, sha := office(t, s)
	daily := filepath.Join(dir, "backups", "cctvdesk-2026-11-23.cadangan")
	if err := s.Backup(daily, secret.Text{}); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(daily)
	if err != nil {
		t.Fatal(err)
	}
	if names := tarNames(t, f); !slices.Equal(names, []string{"manifest.json", "cctvdesk.db"}) {
		t.Errorf("%v", names)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "baru")
	if err := db.Restore(daily, to, secret.Text{}); err != nil {
		t.Fatal(err)
	}
	restored := open(t, to)
	if blob, err := restored.Blob(sha); err != nil || string(blob) != "gambar bukti" {
		t.Errorf("attachment %q %v", blob, err)
	}
	if diff := cmp.Diff(everything(t, s), everything(t, restored)); diff != "" {
		t.Error(diff)
	}
}

func TestRestore_never_touches_a_store(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	office(t, s)
	file := filepath.Join(t.TempDir(), "x")
	if err := s.Backup(file, secret.Text{}); err != nil {
		t.Fatal(err)
	}
	before := everything(t, s)
	if err := db.Restore(file, dir, secret.Text{}); !errors.Is(err, db.ErrOccupied) {
		t.Errorf("over an open store: %v", err)
	}
	if diff := cmp.Diff(before, everything(t, s)); diff != "" {
		t.Error(diff)
	}
	if err := s.Backup(filepath.Join(dir, "cctvdesk.db"), secret.Text{}); !errors.Is(err, db.ErrOccupied) {
		t.Errorf("a backup over the store itself: %v", err)
	}
	if err := s.Backup(filepath.Join(dir, "tidak", "ada", "x"), secret.Text{}); !errors.Is(err, db.ErrNoWrite) {
		t.Errorf("a backup into no folder: %v", err)
	}
	if err := db.Restore(filepath.Join(dir, "tidak-ada"), filepath.Join(t.TempDir(), "y"), secret.Text{}); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("no backup there: %v", err)
	}
}

func TestRestore_refuses_what_is_not_a_whole_backup(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	office(t, s)
	var plain bytes.Buffer
	phrase := secret.NewText("kata")
	if err := s.BackupTo(&plain, secret.Text{}); err != nil {
		t.Fatal(err)
	}
	sealed := sealCheaply(t, plain.Bytes(), "kata")
	key, err := os.ReadFile(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(sealed)
	flipped[len(flipped)/2] ^= 1
	record := bytes.Clone(plain.Bytes())
	record[bytes.LastIndex(record, []byte("Simpang Garuda"))] ^= 1
	newer := bytes.Replace(plain.Bytes(), []byte(`"Schema": 1`), []byte(`"Schema": 9`), 1)
	for name, row := range map[string]struct {
		data []byte
		want error
	}{
		"empty":               {nil, db.ErrDamaged},
		"text":                {[]byte(strings.Repeat("bukan cadangan ", 200)), db.ErrDamaged},
		"cut short":           {plain.Bytes()[:plain.Len()/2], db.ErrDamaged},
		"sealed cut short":    {sealed[:len(sealed)-40], db.ErrDamaged},
		"sealed flipped":      {flipped, db.ErrDamaged},
		"record flipped":      {record, db.ErrDamaged},
		"newer schema":        {newer, db.ErrNewerSchema},
		"path trick":          {tarOf(t, plain.Bytes(), "../../jahat"), db.ErrDamaged},
		"path in attachments": {tarOf(t, plain.Bytes(), "attachments/../../jahat"), db.ErrDamaged},
		"only a manifest":     {tarOf(t, plain.Bytes(), ""), db.ErrDamaged},
	} {
		file := filepath.Join(t.TempDir(), "x")
		to := t.TempDir()
		if err := errors.Join(os.WriteFile(file, row.data, 0o600), os.WriteFile(filepath.Join(to, "key"), key, 0o600)); err != nil {
			t.Fatal(err)
		}
		if err := db.Restore(file, to, phrase); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", name, err, row.want)
		}
		entries, err := os.ReadDir(to)
		if err != nil || len(entries) != 4 { // key and three empty folders
			t.Errorf("%s: left behind: %v %v", name, entries, err)
		}
	}
}

// tarOf is a tar with the manifest of a good one and a file of that name.
func tarOf(t *testing.T, good []byte, name string) []byte {
	t.Helper()
	in := tar.NewReader(bytes.NewReader(good))
	head, err := in.Next()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	text, err := io.ReadAll(in)
	if err = errors.Join(err, w.WriteHeader(head)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if name != "" {
		if err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: 1, Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestBlobs_are_kept_once_and_checked(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	one, err1 := s.PutBlob([]byte("a"))
	two, err2 := s.PutBlob([]byte("a"))
	if err1 != nil || err2 != nil || one != two || len(one) != 64 {
		t.Fatalf("%s %s %v %v", one, two, err1, err2)
	}
	for _, name := range []string{"", "../cctvdesk.db", strings.ToUpper(one), one[:63], strings.Repeat("0", 64)} {
		if _, err := s.Blob(name); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("%q: %v", name, err)
		}
	}
	path := filepath.Join(dir, "attachments", one)
	if err := os.WriteFile(path, []byte("b"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Blob(one); !errors.Is(err, db.ErrDamaged) {
		t.Errorf("a changed attachment: %v", err)
	}
	report, err := s.Check()
	if err != nil || report.OK() || report.Problems[0].Kind != db.ProblemBlob || report.Blobs != 1 {
		t.Errorf("%+v %v", report, err)
	}
	if _, err := s.PutBlob([]byte("a")); err != nil { // mends it
		t.Fatal(err)
	}
	if data, err := s.Blob(one); err != nil || string(data) != "a" {
		t.Errorf("%q %v", data, err)
	}
}

func TestCheck_counts_and_names_what_is_missing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	_, sha := office(t, s)
	path := filepath.Join(dir, "attachments", sha)
	if err := os.Rename(path, path+".x"); err != nil {
		t.Fatal(err)
	}
	report, err := s.Check()
	if err != nil || len(report.Problems) != 1 || report.Problems[0].Kind != db.ProblemMissing || !strings.Contains(report.Problems[0].Where, "RLY-2026-0001") {
		t.Errorf("%+v %v", report, err)
	}
	if err := os.Rename(path+".x", path); err != nil {
		t.Fatal(err)
	}
	report, err = s.Check()
	want := map[string]int{db.ObjectRequest: 1, db.ObjectCamera: 1, db.ObjectAudit: 3}
	if diff := cmp.Diff(want, report.Records); diff != "" || err != nil || !report.OK() {
		t.Errorf("%s %v %+v", diff, err, report.Problems)
	}
}

// Foreign tars into Restore: no panic, and nothing outside the folder.
func FuzzRestore(f *testing.F) {
	dir := f.TempDir()
	s, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)})
	if err != nil {
		f.Fatal(err)
	}
	var good bytes.Buffer
	if err := errors.Join(s.BackupTo(&good, secret.Text{}), s.Close()); err != nil {
		f.Fatal(err)
	}
	f.Add(good.Bytes()[:2048])
	f.Add([]byte("age-encryption.org/v1\n-> X25519 a\n"))
	f.Add([]byte(ulid.Make().String()))
	f.Fuzz(func(t *testing.T, data []byte) {
		base := t.TempDir()
		file := filepath.Join(base, "x")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := db.Restore(file, filepath.Join(base, "to"), secret.Text{}); err == nil {
			t.Error("made-up bytes were restored")
		}
		if entries, err := os.ReadDir(base); err != nil || len(entries) != 2 {
			t.Errorf("%v %v", entries, err)
		}
	})
}
