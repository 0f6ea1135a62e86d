package desk_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func written(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, data, 0o600))
	return path
}

func TestAttach_keeps_a_file_byte_for_byte_and_takes_it_back(t *testing.T) {
	d, err := desk.Open(desk.Config{Dir: t.TempDir(), Offline: true})
	must(t, err)
	id := draft(t, d, "Relay Simpang Garuda")
	data := []byte("%PDF-1.4\r\n\x00\xff akhir")
	v, err := d.Requests.AttachFile(t.Context(), id, written(t, "surat bertanda tangan.pdf", data))
	must(t, err)
	if len(v.Request.Attachments) != 1 {
		t.Fatalf("%d attachments", len(v.Request.Attachments))
	}
	a := v.Request.Attachments[0]
	sum := sha256.Sum256(data)
	if a.SHA != hex.EncodeToString(sum[:]) || a.Size != int64(len(data)) || a.Name != "surat bertanda tangan.pdf" || a.By == "" {
		t.Errorf("kept as %+v", a)
	}
	out := filepath.Join(t.TempDir(), "salinan.pdf")
	must(t, d.Requests.SaveFile(id, a.ID, out))
	shown, err := d.Requests.ViewFile(id, a.ID)
	must(t, err)
	for _, path := range []string{out, shown} {
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%s: %q, %v", path, got, err)
		}
	}
	rows, err := d.Requests.List(desk.RequestFilter{Text: "bertanda"})
	must(t, err)
	if len(rows) != 1 {
		t.Error("a request is not found by its attachment")
	}
	_, err = d.Requests.DetachFile(id, a.ID)
	must(t, err)
	if _, _, err := d.Requests.File(id, a.ID); !errors.Is(err, db.ErrNotFound) {
		t.Error("still there: ", err)
	}
	undo(t, d, "lepas-lampiran")
	if _, got, err := d.Requests.File(id, a.ID); err != nil || !bytes.Equal(got, data) {
		t.Errorf("back came %q, %v", got, err)
	}
	must(t, d.Close())
	if _, err := os.Stat(shown); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a copy for viewing outlives the office")
	}
}

func TestAttach_refuses_with_a_reason_and_changes_nothing(t *testing.T) {
	d, _ := openOffice(t)
	id := draft(t, d, "Relay Simpang Garuda")
	folder := filepath.Join(t.TempDir(), "folder.pdf")
	must(t, os.Mkdir(folder, 0o700))
	large := written(t, "besar.pdf", nil)
	must(t, os.Truncate(large, sop.MaxAttachment+1))
	for name, test := range map[string]struct {
		path string
		want error
	}{
		"missing": {filepath.Join(t.TempDir(), "tidak-ada.pdf"), desk.ErrFileGone},
		"empty":   {written(t, "kosong.pdf", nil), desk.ErrFileEmpty},
		"runs":    {written(t, "setup.exe", []byte("MZ")), desk.ErrFileKind},
		"folder":  {folder, desk.ErrFileKind},
		"large":   {large, desk.ErrFileLarge},
	} {
		_, err := d.Requests.AttachFile(t.Context(), id, test.path)
		var file *desk.FileError
		if !errors.Is(err, test.want) || !errors.As(err, &file) || file.Name != filepath.Base(test.path) {
			t.Errorf("%s: %v", name, err)
		}
	}
	just := written(t, "pas.pdf", nil)
	must(t, os.Truncate(just, sop.MaxAttachment))
	v, err := d.Requests.AttachFile(t.Context(), id, just)
	if err != nil || len(v.Request.Attachments) != 1 {
		t.Errorf("exactly the limit: %v", err)
	}
	if _, err := d.Requests.AttachFile(t.Context(), ulid.Make(), just); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("a request that is none: %v", err)
	}
}

// vanishing is a file on a stick that is pulled out.
type vanishing struct {
	fs.File
	left int
}

func (v *vanishing) Read(p []byte) (int, error) {
	if v.left == 0 {
		return 0, errors.New("input/output error")
	}
	n, err := v.File.Read(p[:min(len(p), v.left)])
	v.left -= n
	return n, err
}

func TestAttach_notices_a_file_that_vanishes_or_changes_while_it_is_copied(t *testing.T) {
	then := time.Date(2026, 9, 7, 1, 0, 0, 0, time.UTC)
	folder := fstest.MapFS{
		"surat.pdf":   {Data: []byte("isi surat"), ModTime: then},
		"ditulis.pdf": {Data: []byte("isi surat"), ModTime: then.Add(time.Second)},
		"tumbuh.pdf":  {Data: []byte("isi surat, lebih panjang"), ModTime: then},
	}
	open := func() fs.File {
		f, err := folder.Open("surat.pdf")
		must(t, err)
		return f
	}
	data, err := desk.WholeOf(open(), "surat.pdf", func() (fs.FileInfo, error) { return folder.Stat("surat.pdf") })
	if err != nil || string(data) != "isi surat" {
		t.Errorf("untouched: %q, %v", data, err)
	}
	if _, err := desk.WholeOf(&vanishing{open(), 4}, "surat.pdf", func() (fs.FileInfo, error) { return folder.Stat("surat.pdf") }); !errors.Is(err, desk.ErrFileGone) {
		t.Errorf("pulled out: %v", err)
	}
	for name, after := range map[string]string{"removed": "tidak-ada.pdf", "written again": "ditulis.pdf", "grown": "tumbuh.pdf"} {
		if _, err := desk.WholeOf(open(), "surat.pdf", func() (fs.FileInfo, error) { return folder.Stat(after) }); !errors.Is(err, desk.ErrFileGone) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAttachments_are_in_backups_and_missed_by_the_check(t *testing.T) {
	dir := t.TempDir()
	d, err := desk.Open(desk.Config{Dir: dir, Offline: true, Keeper: db.KeyFile(dir)})
	must(t, err)
	id := draft(t, d, "Relay Simpang Garuda")
	v, err := d.Requests.AttachFile(t.Context(), id, written(t, "surat.pdf", []byte("isi")))
	must(t, err)
	sha := v.Request.Attachments[0].SHA
	backup := filepath.Join(t.TempDir(), "cadangan")
	must(t, d.Ledger.Backup(backup, secret.NewText("sandi yang panjang")))
	must(t, os.Remove(filepath.Join(dir, "attachments", sha)))
	report, err := d.Ledger.Check()
	must(t, err)
	if len(report.Problems) != 1 || report.Problems[0].Kind != db.ProblemMissing {
		t.Errorf("the check finds %+v", report.Problems)
	}
	must(t, d.Close())
	fresh := t.TempDir()
	must(t, db.Restore(backup, fresh, secret.NewText("sandi yang panjang")))
	again, err := desk.Open(desk.Config{Dir: fresh, Offline: true})
	must(t, err)
	_, data, err := again.Requests.File(id, v.Request.Attachments[0].ID)
	if err != nil || string(data) != "isi" {
		t.Errorf("restored: %q, %v", data, err)
	}
	must(t, again.Close())
}

func TestFileName_is_one_that_every_desktop_takes(t *testing.T) {
	got := map[string]string{}
	for _, name := range []string{"surat.pdf", "../../etc/passwd", "a/b\\c:d.pdf", " .bashrc", "", "\x00\n.pdf", "ضوء🙂.pdf"} {
		got[name] = desk.FileName(name)
	}
	want := map[string]string{"surat.pdf": "surat.pdf", "../../etc/passwd": "-..-etc-passwd", "a/b\\c:d.pdf": "a-b-c-d.pdf",
		" .bashrc": "bashrc", "": "lampiran", "\x00\n.pdf": "--.pdf", "ضوء🙂.pdf": "ضوء🙂.pdf"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
