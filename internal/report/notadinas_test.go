package report

import (
	"bytes"
	"strings"
	"testing"
)

func nota(d NotaDinas) func(*bytes.Buffer) error {
	return func(b *bytes.Buffer) error { return WriteNotaDinas(b, d) }
}

func Test_nota_dinas_is_an_official_letter(t *testing.T) {
	t.Parallel()
	text := inspect(t, golden(t, "nota-dinas", nota(sampleNota(t))))
	says(t, text,
		"PEMERINTAH KOTA PONTIANAK", "DINAS KOMUNIKASI DAN INFORMATIKA", "NOTA DINAS",
		"Kepada : Kepala Dinas Komunikasi dan Informatika Kota Pontianak",
		"Tanggal : 23 November 2026",
		"B/500.12/31/DISKOMINFO/2026 (konsep)",
		"Lampiran : 1 (satu) berkas",
		"Menindaklanjuti disposisi Kepala Bidang TKPBET tanggal 20 November 2026",
		"jumlah kamera diminta 7 (tujuh), berhasil tayang 5 (lima), tayang sebagian 1 (satu), gagal 1 (satu).",
		"52 menit kerja (waktu baku 60 menit), tepat waktu.",
		"Simpang Pattimura: kamera tidak menjawab",
		"NIP 19840315 200904 2 003",
		"BUKTI TAYANG HASIL RELAY",
		"Dicetak dari cctvdesk – 23 November 2026 08.15 WIB – Halaman 1 dari 3",
		"Halaman 3 dari 3",
	)
}

func Test_nota_dinas_without_pictures_has_no_annex(t *testing.T) {
	t.Parallel()
	d := sampleNota(t)
	d.Cameras, d.Draft, d.Head.Logo = d.Cameras[6:], false, nil
	d.Minutes, d.LateCause = 85, "Jumlah kamera banyak"
	text := inspect(t, golden(t, "nota-dinas-gagal", nota(d)))
	says(t, text, "Lampiran : -", "terlambat 25 menit karena jumlah kamera banyak.", "Halaman 1 dari 1")
	if strings.Contains(text, "konsep") || strings.Contains(text, "BUKTI TAYANG") {
		t.Errorf("a final letter without pictures says konsep or has an annex:\n%s", text)
	}
}

func Test_nota_dinas_survives_odd_data(t *testing.T) {
	t.Parallel()
	d := sampleNota(t)
	d.Subject = strings.Repeat("Sangatpanjangsekalitanpaspasi", 20)
	d.Agency = "Dinas \U0001F4F7 \x00\x07 \u202e Ujian\nBaris"
	d.Cameras[0].Picture = []byte("not a picture")
	d.Cameras[1].Name = strings.Repeat("x", 4000)
	d.Signer = Signer{}
	d.LateCause, d.Minutes = "é", 90
	for range 60 {
		d.Cameras = append(d.Cameras, d.Cameras[6])
	}
	text := inspect(t, render(t, nota(d)))
	says(t, text, "gambar tidak dapat dibaca", "67 (enam puluh tujuh)", "3. Simpang Tanjung Hulu")
	inspect(t, render(t, nota(NotaDinas{})))
}
