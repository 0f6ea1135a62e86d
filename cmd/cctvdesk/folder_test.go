package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
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

// What the window restores opens with its data in the other folder, and the
// folder in use stays as it was; a backup that cannot be read moves nothing.
func TestRestore_makes_an_office_elsewhere(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	here, there := filepath.Join(t.TempDir(), "kantor"), filepath.Join(t.TempDir(), "pulih")
	backup := filepath.Join(t.TempDir(), "kantor.cadangan")
	d := openOffice(t, here)
	if err := d.Office.ChangeSettings(func(s *db.Settings) { s.Government = "Pemerintah Kota Pontianak" }); err != nil {
		t.Fatal(err)
	}
	if err := d.Ledger.Backup(backup, secret.NewText("tujuh kata")); err != nil {
		t.Fatal(err)
	}
	w := &window{program: &program{args: &arguments{}}, house: &house{dir: here}}
	if err := restoreData(backup, there, secret.NewText("delapan kata")); !errors.Is(err, db.ErrPassphrase) {
		t.Fatalf("a wrong passphrase: %v", err)
	}
	if err := restoreData(filepath.Join(here, "tiada.cadangan"), there, secret.Text{}); !errors.Is(err, db.ErrNotFound) {
		t.Fatalf("no such file: %v", err)
	}
	if _, err := os.Stat(there); err == nil {
		t.Fatal("a failure left a folder behind")
	}
	if err := restoreData(backup, here, secret.NewText("tujuh kata")); err == nil {
		t.Fatal("restored over an office")
	}
	if got := chosenFolder(); got != "" || w.program.reopen != nil {
		t.Fatalf("moved to %q by a failure", got)
	}
	if err := restoreData(backup, there, secret.NewText("tujuh kata")); err != nil {
		t.Fatal(err)
	}
	if err := restoreData(backup, there, secret.NewText("tujuh kata")); !errors.Is(err, db.ErrOccupied) {
		t.Fatalf("restored twice: %v", err)
	}
	if err := w.moveData(there); err != nil {
		t.Fatal(err)
	}
	if got := chosenFolder(); got != there || len(w.program.reopen) < 2 || w.program.reopen[1] != there {
		t.Errorf("opens %q with %q", got, w.program.reopen)
	}
	set, err := openOffice(t, there).Office.Settings()
	if err != nil || set.Government != "Pemerintah Kota Pontianak" {
		t.Errorf("restored %q, %v", set.Government, err)
	}
}

func openOffice(t *testing.T, dir string) *desk.Desk {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: dir, Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}
