package main

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// backupCmd writes the whole office into one file.
type backupCmd struct {
	File string `arg:""`
}

// Run writes the backup.
func (c backupCmd) Run(p *program) (err error) {
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
	if err := h.desk.Ledger.Backup(path, secret.Text{}); err != nil {
		return err
	}
	p.printf("%s", lang.X("cli.backup.done", "Cadangan disimpan di: {{.File}}", map[string]any{"File": path}))
	return nil
}

// restoreCmd fills a data folder from a backup.
type restoreCmd struct {
	File string `arg:""`
}

// Run restores; the folder's own data is put aside, never thrown away.
func (c restoreCmd) Run(p *program) error {
	dir, err := p.dataDir()
	if err != nil {
		return folderError(dir, err)
	}
	if _, err := os.Stat(c.File); err != nil {
		return fileError(c.File, err)
	}
	if err := makeFolder(dir); err != nil {
		return folderError(dir, err)
	}
	if err := db.Restore(c.File, dir, secret.Text{}); err != nil {
		return err
	}
	p.printf("%s", lang.X("cli.restore.done", "Data dipulihkan ke: {{.Dir}}", map[string]any{"Dir": dir}))
	return nil
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
	if _, err := h.desk.Ledger.Check(); err != nil {
		return err
	}
	p.printf("%s", lang.X("cli.check.good", "Data utuh."))
	return nil
}
