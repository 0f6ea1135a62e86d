package report

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

var update = flag.Bool("update", false, "rewrite the golden papers")

func at(day, hour, minute int) time.Time {
	return time.Date(2026, time.November, day, hour, minute, 0, 0, time.UTC)
}

// scene draws a picture one can tell apart: sky, ground, a road, the number.
func scene(t *testing.T, w, h, n int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	sky := color.RGBA{uint8(90 + 20*n), uint8(140 + 10*n), 220, 255}
	draw.Draw(img, image.Rect(0, 0, w, h/2), image.NewUniform(sky), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, h/2, w, h), image.NewUniform(color.RGBA{80, uint8(100 + 15*n), 70, 255}), image.Point{}, draw.Src)
	for i := range n {
		box := image.Rect(w/10+i*w/6, h/3, w/10+i*w/6+w/9, h*2/3)
		draw.Draw(img, box, image.NewUniform(color.RGBA{uint8(40 * i), 60, 60, 255}), image.Point{}, draw.Src)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// emblem draws a shield on transparent ground.
func emblem(t *testing.T) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 200, 240))
	for y := range 240 {
		half := 95.0
		if y > 120 {
			half *= 1 - float64(y-120)/125
		}
		for x := int(100 - half); x < int(100+half); x++ {
			c := color.NRGBA{20, 70, 150, 255}
			if (x-100)*(x-100)+(y-95)*(y-95) < 2500 {
				c = color.NRGBA{240, 200, 40, 255}
			}
			img.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func head(t *testing.T) Letterhead {
	return Letterhead{
		Government: "Pemerintah Kota Pontianak",
		Office:     "Dinas Komunikasi dan Informatika",
		Address:    "Jalan Rahadi Usman Nomor 3, Pontianak, Kalimantan Barat 78111",
		Contact:    "Telepon (0561) 733041 · Laman diskominfo.pontianak.go.id · Pos-el diskominfo@pontianak.go.id",
		City:       "Pontianak",
		Logo:       emblem(t),
	}
}

func sampleNota(t *testing.T) NotaDinas {
	t.Helper()
	d := NotaDinas{
		Head:   head(t),
		Number: "B/500.12/31/DISKOMINFO/2026", Draft: true,
		Date:            at(23, 3, 0),
		To:              "Kepala Dinas Komunikasi dan Informatika Kota Pontianak",
		From:            "Kepala Seksi Sarana dan Prasarana Teknologi Informasi dan Komunikasi",
		CC:              []string{"Kepala Bidang TKPBET", "Sekretaris Dinas"},
		Nature:          "Biasa",
		Subject:         "Laporan Hasil Relay Tayangan Surveillance Dinas Perhubungan Kota Pontianak",
		Request:         "RLY-2026-0007",
		Agency:          "Dinas Perhubungan Kota Pontianak",
		DispositionDate: at(20, 2, 0),
		Minutes:         52, Standard: 60,
		Suggestions: []string{"Dinas Perhubungan memeriksa catu daya kamera Simpang Pattimura"},
		Signer: Signer{
			Title: "Kepala Seksi Sarana dan Prasarana Teknologi Informasi dan Komunikasi",
			Name:  "Siti Nurhaliza Rahmawati, S.Kom., M.T.", Rank: "Penata Tingkat I", NIP: "198403152009042003",
		},
		Printed: at(23, 1, 15),
		SOP:     "versi 2020",
	}
	names := []string{"Simpang Garuda", "Jalan Imam Bonjol", "Simpang Tanjung Hulu", "Pasar Flamboyan", "Bundaran Kota Baru", "Jalan Pak Kasih", "Simpang Pattimura"}
	for i, name := range names {
		c := CameraResult{
			Name: name, Site: "Kecamatan Pontianak Kota", Path: "dishub/" + strings.ToLower(strings.ReplaceAll(name, " ", "-")),
			Result: "berhasil", Codec: "H264", Size: "1920x1080", FPS: 25, Kbps: 3890 + float64(i)*111,
			At: at(23, 1, 2+i), FirstPicture: 840 * time.Millisecond,
			Measured: 10 * time.Second, Received: 5000, UDP: sop.UDPRead,
			Picture: scene(t, 640, 360, i+1),
		}
		switch i {
		case 1:
			c.Lost, c.UDP = 60, "no-packets"
		case 3:
			c.Codec, c.Size, c.FPS, c.Result, c.Cause = "H265", "2560x1440", 12.5, "sebagian", "rare-keys"
		case 6:
			c = CameraResult{Name: name, Site: c.Site, Path: c.Path, Result: "gagal", Cause: "filtered", At: c.At}
		}
		d.Cameras = append(d.Cameras, c)
	}
	return d
}

func render(t *testing.T, write func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// golden compares a paper with its master; whoever changes the look runs the
// test with -update and looks at the pages.
func golden(t *testing.T, name string, write func(*bytes.Buffer) error) []byte {
	t.Helper()
	data := render(t, write)
	if again := render(t, write); !bytes.Equal(data, again) {
		t.Fatalf("%s: the same data gave other bytes", name)
	}
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (go test ./internal/report -update writes it)", err)
	}
	if !bytes.Equal(data, want) {
		t.Errorf("%s differs from %s: look at both, then run with -update", name, file)
	}
	return data
}

// inspect lets foreign programs read the paper: its structure, its fonts, its
// text. It returns the text, or "" where the tools are not installed.
func inspect(t *testing.T, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if tool, err := exec.LookPath("qpdf"); err == nil {
		if out, err := exec.Command(tool, "--check", file).CombinedOutput(); err != nil {
			t.Errorf("qpdf --check: %v\n%s", err, out)
		}
	}
	if tool, err := exec.LookPath("pdffonts"); err == nil {
		out, err := exec.Command(tool, file).Output()
		if err != nil {
			t.Error(err)
		}
		for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n")[2:] {
			if !strings.Contains(line, "liberationsans") || !strings.Contains(line, " yes ") {
				t.Errorf("font not embedded, or another one: %s", line)
			}
		}
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Log("pdftotext is not installed: the text was not read back")
		return ""
	}
	out, err := exec.Command(tool, "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// says checks that each sentence stands in the text, whatever its line breaks.
func says(t *testing.T, text string, sentences ...string) {
	t.Helper()
	if text == "" {
		return
	}
	flat := strings.Join(strings.Fields(text), " ")
	for _, s := range sentences {
		if !strings.Contains(flat, strings.Join(strings.Fields(s), " ")) {
			t.Errorf("the paper does not say %q\n%s", s, text)
		}
	}
}
