package report

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Whatever is written into any field, words of any length in any script, no
// paper prints a sign beyond the edge of its page.
func Test_no_text_leaves_its_page(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext tells where words stand: ", err)
	}
	papers := map[string]func(t *testing.T, text string) func(*bytes.Buffer) error{
		"surat-permintaan": overflowing(sampleSurat, func(b *bytes.Buffer, d SuratPermintaan) error { return WriteSuratPermintaan(b, d) }),
		"lembar-disposisi": overflowing(sampleDisposisi, func(b *bytes.Buffer, d LembarDisposisi) error { return WriteLembarDisposisi(b, d) }),
		"nota-dinas":       overflowing(sampleNota, func(b *bytes.Buffer, d NotaDinas) error { return WriteNotaDinas(b, d) }),
		"berita-acara": overflowing(func(t *testing.T) BeritaAcara {
			s := sampleDisposisi(t).Signer
			return BeritaAcara{Head: head(t), Date: at(23, 2, 0), First: Party{Signer: s}, Second: Party{Signer: s}, Witness: s, Cameras: sampleNota(t).Cameras, Notes: []string{""}, Printed: at(23, 1, 15)}
		}, func(b *bytes.Buffer, d BeritaAcara) error { return WriteBeritaAcara(b, d) }),
		"kartu-kendali": overflowing(sampleCard, func(b *bytes.Buffer, d KartuKendali) error { return WriteKartuKendali(b, d) }),
		"agenda":        overflowing(func(t *testing.T) AgendaSurat { return sampleAgenda(t, true) }, func(b *bytes.Buffer, d AgendaSurat) error { return WriteAgendaSurat(b, d, "pdf") }),
		"kepatuhan":     overflowing(sampleCompliance, func(b *bytes.Buffer, d Kepatuhan) error { return WriteKepatuhan(b, d, "pdf") }),
		"rekap": overflowing(func(t *testing.T) RekapBulanan {
			return RekapBulanan{Head: head(t), Requests: make([]RekapRequest, 3), Signer: sampleDisposisi(t).Signer, Approver: sampleDisposisi(t).Signer, Printed: at(23, 1, 15)}
		}, func(b *bytes.Buffer, d RekapBulanan) error { return WriteRekapBulanan(b, d, "pdf") }),
		"monitoring": overflowing(func(t *testing.T) MonitoringSOP {
			return MonitoringSOP{Head: head(t), Rows: make([]MonitoringRow, 3), Assessor: sampleDisposisi(t).Signer, Approver: sampleDisposisi(t).Signer, Printed: at(23, 1, 15)}
		}, func(b *bytes.Buffer, d MonitoringSOP) error { return WriteMonitoringSOP(b, d, "pdf") }),
		"sop": overflowing(func(*testing.T) sop.Version { return sop.DefaultVersion() },
			func(b *bytes.Buffer, d sop.Version) error { return WriteSOP(b, d, "", false, at(23, 1, 15)) }),
	}
	for name, paper := range papers {
		for kind, text := range map[string]string{
			"one-word": strings.Repeat("Sangatpanjangtanpaspasi", 30),
			"prose":    strings.Repeat("Relay tayangan kamera di persimpangan jalan. ", 25),
			"scripts":  strings.Repeat("Смотри 监控摄像头 مراقبة \U0001F4F7 ẅ́ \u202e\n\t", 6),
		} {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				within(t, render(t, paper(t, text)))
			})
		}
	}
}

// overflowing makes a writer of a sample in which every text is another one.
func overflowing[T any](sample func(*testing.T) T, write func(*bytes.Buffer, T) error) func(*testing.T, string) func(*bytes.Buffer) error {
	return func(t *testing.T, text string) func(*bytes.Buffer) error {
		d := sample(t)
		stuff(reflect.ValueOf(&d).Elem(), text)
		return func(b *bytes.Buffer) error { return write(b, d) }
	}
}

// stuff writes text into every field that holds words; the size of the sheet
// stays.
func stuff(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Slice:
		if v.Type().Elem().Kind() != reflect.Uint8 {
			for i := range v.Len() {
				stuff(v.Index(i), text)
			}
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !slices.Contains([]string{"Paper", "Badge", "Executor"}, f.Name) {
				stuff(v.Field(i), text)
			}
		}
	}
}

// within checks where each word of the paper stands.
func within(t *testing.T, data []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-bbox", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	number := func(s string) float64 {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	const slack = 1.0 // points
	width, height, words := 0.0, 0.0, 0
	for line := range strings.SplitSeq(string(out), "\n") {
		if m := regexp.MustCompile(`<page width="([0-9.]+)" height="([0-9.]+)">`).FindStringSubmatch(line); m != nil {
			width, height = number(m[1]), number(m[2])
			continue
		}
		m := regexp.MustCompile(`<word xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)">`).FindStringSubmatch(line)
		if m == nil {
			continue
		}
		words++
		if number(m[1]) < -slack || number(m[2]) < -slack || number(m[3]) > width+slack || number(m[4]) > height+slack {
			t.Fatalf("beyond a page of %.0f × %.0f: %s", width, height, strings.TrimSpace(line))
		}
	}
	if words == 0 {
		t.Fatal("nothing is printed")
	}
}
