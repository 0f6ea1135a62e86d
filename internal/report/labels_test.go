package report

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sampleLabels are more than one sheet, some with texts that do not fit.
func sampleLabels() LabelSheet {
	s := LabelSheet{Office: "Dinas Komunikasi dan Informatika Kota Pontianak", Printed: at(23, 1, 15)}
	names := []string{"Kamera Simpang Garuda", "UPS Ruang Relay", "Kamera pengawas arus lalu lintas Jalan Sultan Abdurrahman sisi utara arah Jembatan Kapuas I lajur kanan", "Switch"}
	owners := []string{"Dinas Perhubungan", "Dinas Perumahan Rakyat dan Kawasan Permukiman serta Lingkungan Hidup", ""}
	for i := range 30 {
		s.Labels = append(s.Labels, Label{Code: fmt.Sprintf("CAM-%04d", i+1), Name: names[i%len(names)], Owner: owners[i%len(owners)], Site: "Simpang Garuda"})
	}
	s.Labels[7].Code = "PERANGKAT-JARINGAN-KOTA-0008"
	return s
}

// A scanner reads each label's code back from the printed sheet.
func Test_labels_are_read_back_by_a_scanner(t *testing.T) {
	t.Parallel()
	s := sampleLabels()
	data := golden(t, "label-peralatan", func(b *bytes.Buffer) error { return WriteLabels(b, s) })
	says(t, inspect(t, data), "CAM-0001", "Kamera Simpang", "Dinas Perhubungan", "CAM-0030")
	draw, err1 := exec.LookPath("pdftoppm")
	scan, err2 := exec.LookPath("zbarimg")
	if err1 != nil || err2 != nil {
		t.Skip("pdftoppm or zbarimg is not installed: the codes were not read back")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "label.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(draw, "-r", strconv.Itoa(labelDPI), "-gray", "-png", file, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var stickers []string
	for i := range s.Labels {
		stickers = append(stickers, cutOut(t, dir, i))
	}
	out, err := exec.Command(scan, append([]string{"--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"}, stickers...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	read, want := strings.Fields(string(out)), []string{}
	for _, l := range s.Labels {
		want = append(want, l.Code)
	}
	slices.Sort(read)
	slices.Sort(want)
	if !slices.Equal(read, want) {
		t.Errorf("read %q, want %q", read, want)
	}
}

const labelDPI = 150

// cutOut cuts the nth sticker from the drawn sheets, as it is held before a
// scanner, and gives its file.
func cutOut(t *testing.T, dir string, n int) string {
	t.Helper()
	const onPage = labelColumns * labelRows
	f, err := os.Open(filepath.Join(dir, fmt.Sprintf("page-%d.png", n/onPage+1)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	page, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	at := n % onPage
	dots := func(mm float64) int { return int(mm * labelDPI / 25.4) }
	x, y := labelLeft+float64(at%labelColumns)*(labelWidth+labelGap), labelTop+float64(at/labelColumns)*labelHeight
	name := filepath.Join(dir, fmt.Sprintf("label-%02d.png", n))
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	sticker := page.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(image.Rect(dots(x), dots(y), dots(x+labelWidth), dots(y+labelHeight)))
	if err := png.Encode(out, sticker); err != nil {
		t.Fatal(err)
	}
	return name
}

func Test_labels_of_nothing_say_so(t *testing.T) {
	t.Parallel()
	says(t, inspect(t, render(t, func(b *bytes.Buffer) error { return WriteLabels(b, LabelSheet{Printed: at(23, 1, 15)}) })), "Tidak ada peralatan yang dipilih.")
}
