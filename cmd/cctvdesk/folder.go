package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// The data folder that was chosen in the first-run assistant is remembered in
// one small file of the desktop's configuration, because it must be known
// before any store is open. --data always wins.

// choiceFile is where the choice is kept, "" when the desktop has no place.
func choiceFile() string {
	base, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(base, "cctvdesk", "folder")
}

// chosenFolder is the folder that was chosen, "" when none was.
func chosenFolder() string {
	text, err := os.ReadFile(choiceFile())
	if err != nil {
		return ""
	}
	dir := strings.TrimSpace(string(text))
	if !filepath.IsAbs(dir) {
		return ""
	}
	return dir
}

// chooseFolder makes sure that an office can live in dir, and remembers it.
// Nothing of the folder in use is touched.
func chooseFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return &os.PathError{Op: "mkdir", Path: dir, Err: db.ErrNoWrite}
	}
	probe, err := os.CreateTemp(dir, ".cctvdesk-*")
	if err != nil {
		return &os.PathError{Op: "create", Path: dir, Err: db.ErrNoWrite}
	}
	_ = probe.Close()
	if err := os.Remove(probe.Name()); err != nil {
		return err
	}
	file := choiceFile()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return &os.PathError{Op: "mkdir", Path: filepath.Dir(file), Err: db.ErrNoWrite}
	}
	return desk.WriteFile(file, []byte(dir+"\n"))
}

// restoreData makes an office from a backup in a folder that holds none; moveData
// opens it there. A folder that it had to make goes again when it fails, unless
// somebody has put something into it.
func restoreData(path, dir string, phrase secret.Text) error {
	_, err := os.Lstat(dir)
	made := errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return &os.PathError{Op: "mkdir", Path: dir, Err: db.ErrNoWrite}
	}
	err = fill(dir, path, phrase)
	if err != nil && made {
		removeEmpty(dir)
	}
	return err
}

// removeEmpty takes away a folder in which there are only empty folders.
func removeEmpty(dir string) {
	parts, _ := os.ReadDir(dir)
	for _, part := range parts {
		if part.IsDir() {
			_ = os.Remove(filepath.Join(dir, part.Name())) // refused by one that holds something
		}
	}
	_ = os.Remove(dir)
}
