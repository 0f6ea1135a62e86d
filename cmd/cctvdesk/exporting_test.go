package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// A locked year is printed byte for byte from the command line too.
func TestExport_of_a_locked_year_is_its_locked_file(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	d, err := desk.Open(desk.Config{Dir: dir, Keeper: db.AutoKeeper(dir), Offline: true, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	lock, err := d.Annual.Lock(t.Context(), 2024, "")
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string][]byte{}
	for _, format := range []string{"pdf", "xlsx"} {
		if kept[format], err = d.Annual.Locked(lock, false, format); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	export := func(format string, more ...string) []byte {
		var problems bytes.Buffer
		out := filepath.Join(t.TempDir(), "tahunan."+format)
		args := append([]string{"export", "laporan-tahunan", "--year", "2024", "--out", out, "--data", dir}, more...)
		if code := run(t.Context(), args, strings.NewReader(""), io.Discard, &problems); code != 0 {
			t.Fatalf("code %d: %s", code, problems.String())
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for format, want := range kept {
		if !bytes.Equal(export(format), want) {
			t.Errorf("the %s is not the locked one", format)
		}
		if bytes.Equal(export(format, "--draft"), want) {
			t.Errorf("the draft %s is the locked one", format)
		}
	}
}
