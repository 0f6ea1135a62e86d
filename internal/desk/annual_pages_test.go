package desk_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The report of the year whose every figure is computed a second time, in both
// levels, is a sound PDF with all its fonts in it. With PAGES=FOLDER both are
// left there for who wants to look at them page by page; scripts/shots puts the
// pages into the guide.
func TestYearlyReport_is_a_sound_document(t *testing.T) {
	dir := t.TempDir()
	importExample(t, dir)
	newWorld(t, dir, size{items: 260, moves: 1500, cameras: 60, outages: 2500, requests: 160, years: 2})
	d, _ := openYear(t, dir)
	for _, o := range []sop.Official{
		{Role: sop.RoleKadis, Name: "Hendra Contoh, S.Sos., M.Si.", Title: "Kepala Dinas Komunikasi dan Informatika", Rank: "Pembina Utama Muda", NIP: "197003151996031004"},
		{Role: sop.RoleKabid, Name: "Rina Contoh, S.Kom., M.T.", Title: "Kepala Bidang TKPBET", Rank: "Pembina", NIP: "197808202003122003"},
		{Role: sop.RoleKasi, Name: "Agus Contoh, S.T.", Title: "Kepala Seksi SPTIK", Rank: "Penata Tingkat I", NIP: "198511102010011012"},
	} {
		o.From = startOf(2025, 1, 2)
		if _, err := d.Office.PutOfficial(o); err != nil {
			t.Fatal(err)
		}
	}
	err := d.Annual.SaveNotes(db.AnnualNotes{Year: 2026,
		Targets:   map[string]float64{sop.IndicatorOnline: 0.9, sop.IndicatorSites: 40, sop.IndicatorOnTime: 0.75, sop.IndicatorUptime: 0.98},
		FollowUps: map[string]string{"tunda/listrik-padam": "UPS dipasang di 12 titik.", "gangguan/timeout": "Diperiksa bersama perangkat daerah.", "pemeriksaan/media": "Jalur fiber optic diganti."}})
	if err != nil {
		t.Fatal(err)
	}
	keep := os.Getenv("PAGES")
	if keep == "" {
		keep = t.TempDir()
	}
	for level, public := range map[string]bool{"internal": false, "publik": true} {
		var b bytes.Buffer
		if err := d.Annual.Write(t.Context(), &b, 2026, public, "pdf"); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(keep, level+".pdf")
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if tool, err := exec.LookPath("qpdf"); err == nil {
			if out, err := exec.Command(tool, "--check", path).CombinedOutput(); err != nil {
				t.Errorf("%s: qpdf --check: %v\n%s", level, err, out)
			}
		}
		if tool, err := exec.LookPath("pdffonts"); err == nil {
			out, err := exec.Command(tool, path).Output()
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n")[2:] {
				if f := strings.Fields(line); f[len(f)-5] != "yes" {
					t.Errorf("%s: a font is not in the file: %s", level, line)
				}
			}
		}
	}
}
