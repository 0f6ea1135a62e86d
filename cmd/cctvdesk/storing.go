package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// A backup needs the key that seals its passwords. With a passphrase the key is
// inside the backup, sealed with it. Without one it is never inside: where the
// key is a file, a copy of it is put beside the backup, to be kept elsewhere;
// where the desktop's keyring has it, the backup opens on this machine only.

// keyEnd names the copy of the key beside a backup.
const keyEnd = ".kunci"

// backupCmd writes the whole office into one file.
type backupCmd struct {
	File           string `arg:""`
	PassphraseFile string `placeholder:"FILE"`
}

// Run writes the backup.
func (c backupCmd) Run(p *program) (err error) {
	phrase, err := passphrase(c.PassphraseFile)
	if err != nil {
		return err
	}
	h, err := p.build(plan{offline: true})
	if err != nil {
		return err
	}
	defer func() {
		if failed := h.Close(); err == nil {
			err = failed
		}
	}()
	path, err := filepath.Abs(c.File)
	if err != nil {
		return fileError(c.File, err)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return fileError(filepath.Dir(path), err)
	}
	err = h.desk.Ledger.Backup(path, phrase)
	if errors.Is(err, desk.ErrBackupPlace) {
		return fileError(path, err)
	}
	if err != nil {
		return err
	}
	p.printf("%s", lang.X("cli.backup.done", "Cadangan disimpan di: {{.File}}", map[string]any{"File": path}))
	if !phrase.Empty() {
		return nil
	}
	key, err := os.ReadFile(filepath.Join(h.dir, "key"))
	if errors.Is(err, fs.ErrNotExist) {
		p.printf("%s", lang.X("cli.backup.ring", "Kunci data ada pada gantungan kunci komputer ini. Agar cadangan dapat dibuka di komputer lain, ulangi dengan --passphrase-file."))
		return nil
	}
	if err != nil {
		return fileError(filepath.Join(h.dir, "key"), err)
	}
	if err := desk.WriteSecretFile(path+keyEnd, key); err != nil {
		return fileError(path+keyEnd, err)
	}
	p.printf("%s", lang.X("cli.backup.key", "Kunci data disalin ke: {{.File}}. Simpan terpisah dari cadangan; tanpa kunci, cadangan tidak dapat dipulihkan di tempat lain.",
		map[string]any{"File": path + keyEnd}))
	return nil
}

// passphrase reads the first line of a file: an argument would be seen by
// others on the machine.
func passphrase(file string) (secret.Text, error) {
	if file == "" {
		return secret.Text{}, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return secret.Text{}, fileError(file, err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	phrase := secret.NewText(strings.TrimRight(line, "\r"))
	if phrase.Empty() {
		return phrase, said(lang.X("cli.passphrase.empty", "Berkas {{.File}} tidak memuat kalimat sandi di baris pertama.", map[string]any{"File": file}), nil)
	}
	return phrase, nil
}

// restoreCmd fills an empty data folder from a backup.
type restoreCmd struct {
	File           string `arg:""`
	PassphraseFile string `placeholder:"FILE"`
}

// Run restores; it never writes over an office.
func (c restoreCmd) Run(p *program) error {
	phrase, err := passphrase(c.PassphraseFile)
	if err != nil {
		return err
	}
	dir, err := p.dataDir()
	if err != nil {
		return folderError(dir, err)
	}
	path, err := filepath.Abs(c.File)
	if err != nil {
		return fileError(c.File, err)
	}
	if _, err := os.Stat(path); err != nil {
		return fileError(c.File, err)
	}
	if err := makeFolder(dir); err != nil {
		return folderError(dir, err)
	}
	if err := fill(dir, path, phrase); err != nil {
		return restoreError(dir, err)
	}
	p.printf("%s", lang.X("cli.restore.done", "Data dipulihkan ke: {{.Dir}}", map[string]any{"Dir": dir}))
	return nil
}

// fill makes an office in dir from the backup at path, with the key that lies
// beside it. When it fails, the folder is as it was.
func fill(dir, path string, phrase secret.Text) error {
	undo, err := bringKey(path+keyEnd, filepath.Join(dir, "key"))
	if err != nil {
		return fileError(path+keyEnd, err)
	}
	if err := db.Restore(path, dir, phrase); err != nil {
		undo()
		return err
	}
	return nil
}

// bringKey puts the key that lies beside a backup into the folder, unless one
// is there, and gives the way back.
func bringKey(from, to string) (undo func(), err error) {
	nothing := func() {}
	if _, err := os.Lstat(to); err == nil {
		return nothing, nil
	}
	key, err := os.ReadFile(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nothing, nil
	}
	if err != nil {
		return nothing, err
	}
	return func() { _ = os.Remove(to) }, desk.WriteSecretFile(to, key)
}

func restoreError(dir string, err error) error {
	switch {
	case errors.Is(err, db.ErrOccupied):
		return said(lang.X("cli.restore.occupied", "Folder {{.Dir}} sudah berisi data. Pilih folder kosong dengan --data, atau pindahkan isinya dahulu.", map[string]any{"Dir": dir}), err)
	case errors.Is(err, db.ErrDamaged):
		return said(lang.X("cli.restore.damaged", "Berkas ini bukan cadangan cctvdesk atau isinya rusak. Pilih cadangan lain."), err)
	case errors.Is(err, db.ErrPassphrase):
		return said(lang.X("cli.restore.passphrase", "Cadangan ini disegel dengan kalimat sandi. Ulangi dengan --passphrase-file yang memuat kalimat sandi yang benar."), err)
	case errors.Is(err, db.ErrNoKey):
		return said(lang.X("cli.restore.key", "Kunci cadangan ini tidak ditemukan. Letakkan berkas .kunci di samping cadangan, lalu ulangi."), err)
	}
	return err
}

// problemWord names a kind of problem.
func problemWord(kind string) string {
	switch kind {
	case db.ProblemRecord:
		return lang.X("cli.check.record", "catatan rusak")
	case db.ProblemBlob:
		return lang.X("cli.check.attachment", "lampiran rusak")
	case db.ProblemMissing:
		return lang.X("cli.check.missing", "lampiran hilang")
	}
	return lang.X("cli.check.structure", "susunan berkas rusak")
}

// checkCmd reads the whole store.
type checkCmd struct{}

// Run checks; exit 1 when something is wrong.
func (checkCmd) Run(p *program) (err error) {
	h, err := p.build(plan{offline: true})
	if err != nil {
		return err
	}
	defer func() {
		if failed := h.Close(); err == nil {
			err = failed
		}
	}()
	report, err := h.desk.Ledger.Check()
	if err != nil {
		return err
	}
	for _, problem := range report.Problems {
		p.printf("%s: %s", problemWord(problem.Kind), problem.Where)
	}
	if !report.OK() {
		return said(lang.X("cli.check.bad", "{{.N}} bagian data rusak. Pulihkan dari cadangan terakhir, dan simpan folder data ini untuk diperiksa.",
			map[string]any{"N": len(report.Problems)}), nil)
	}
	n := 0
	for _, count := range report.Records {
		n += count
	}
	p.printf("%s", lang.X("cli.check.good", "Data utuh: {{.Records}} catatan, {{.Blobs}} lampiran.", map[string]any{"Records": n, "Blobs": report.Blobs}))
	return nil
}
