//go:build soak

package e2e

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

var update = flag.Bool("update", false, "write the golden papers anew")

// papersOf makes every paper of the request by command, checks it with foreign
// programs and compares its words with those that were looked at. What depends
// on the day of this run is left out.
func papersOf(t *testing.T, program, data string) {
	t.Helper()
	out := filepath.Join("..", "build", "e2e", "papers")
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range desk.Documents() {
		file := filepath.Join(out, name+".pdf")
		if said, err := run(t, nil, program, "export", name, "--request", "RLY-2026-0001", "--out", file, "--data", data); err != nil {
			t.Errorf("export %s: %v\n%s", name, err, said)
			continue
		}
		if said, err := run(t, nil, "qpdf", "--check", file); err != nil {
			t.Errorf("%s: %v\n%s", name, err, said)
		}
		if said, err := run(t, nil, "pdftoppm", "-png", "-r", "70", file, filepath.Join(out, name)); err != nil {
			t.Errorf("%s: %v\n%s", name, err, said)
		}
		text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		golden(t, name, lasting(string(text)))
	}
}

// lasting replaces what another run cannot repeat: when it was printed, when
// the camera was tested, and what the test measured.
func lasting(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	text = strings.Join(lines, "\n") + "\n"
	for _, r := range []struct{ what, with string }{
		{`Dicetak dari cctvdesk – .* WIB`, "Dicetak dari cctvdesk – <sekarang>"},
		{`Pontianak, .*\nKepala Seksi`, "Pontianak, <hari ini>\nKepala Seksi"},
		{`/\d{4} \(konsep\)`, "/<tahun> (konsep)"},
		{`(?s)Pada hari ini, .*?di bawah ini:`, "Pada hari ini, <hari uji>, … di bawah ini:"},
		{`(?s)(Berhasil H\.264) .*?(terbaca TCP dan UDP)`, "$1 <hasil ukur> $2"},
		{`(1280×720 ·) .* WIB`, "$1 <saat uji>"},
		{`(gambar pertama) .*`, "$1 <lama>"},
	} {
		text = regexp.MustCompile(r.what).ReplaceAllString(text, r.with)
	}
	return text
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "papers", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-golden +got):\n%s", name, diff)
	}
}
