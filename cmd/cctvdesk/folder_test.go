package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

func TestA_chosen_folder_is_remembered_and_data_wins(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	p := &program{args: &arguments{}}
	usual, err := p.dataDir()
	if err != nil || filepath.Base(usual) != "cctvdesk" {
		t.Fatalf("before a choice: %q, %v", usual, err)
	}
	chosen := filepath.Join(t.TempDir(), "kantor")
	if err := chooseFolder(chosen); err != nil {
		t.Fatal(err)
	}
	if got, _ := p.dataDir(); got != chosen {
		t.Errorf("after the choice: %q", got)
	}
	p.args.Demo = true
	if got, _ := p.dataDir(); got == chosen {
		t.Error("the demo city moved into the office's folder")
	}
	p.args.Data = usual
	if got, _ := p.dataDir(); got != usual {
		t.Errorf("--data does not win: %q", got)
	}
}

func TestA_folder_that_cannot_be_written_is_not_chosen(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	file := filepath.Join(t.TempDir(), "berkas")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := chooseFolder(filepath.Join(file, "kantor")); !errors.Is(err, db.ErrNoWrite) {
		t.Errorf("%v", err)
	}
	if got := chosenFolder(); got != "" {
		t.Errorf("%q was remembered", got)
	}
}
