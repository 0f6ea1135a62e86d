package report

import (
	"bytes"
	"strings"
	"testing"
)

func sampleSurat(t *testing.T) SuratPermintaan {
	t.Helper()
	return SuratPermintaan{
		Head: head(t), Number: "B/500.12/27/DISKOMINFO/2026", Date: at(16, 2, 0), Nature: "Biasa",
		Subject: "Permintaan Relay Tayangan Kamera Surveillance",
		To:      "Kepala Dinas Perhubungan Kota Pontianak", ToPlace: "Pontianak",
		Basis: []string{
			"Peraturan Daerah Kota Pontianak Nomor 9 Tahun 2022 tentang Smart City",
			"SOP Relay Tayangan Surveillance Nomor …/TKPBET.DKI/2020",
		},
		Sites: []SiteRow{
			{Name: "Simpang Garuda", Address: "Jalan Gajah Mada", District: "Pontianak Selatan", Village: "Benua Melayu Darat", Cameras: 2},
			{Name: "Bundaran Kota Baru", Address: "Jalan M. Sohor", District: "Pontianak Selatan", Village: "Akcaya", Cameras: 1, Note: "rawan macet pagi hari"},
		},
		Deadline: at(20, 2, 0), Contact: "Siti Nurhaliza Rahmawati (0812-0000-0000)",
		CC:      []string{"Wali Kota Pontianak (sebagai laporan)", "Sekretaris Daerah Kota Pontianak"},
		Signer:  Signer{Title: "Kepala Dinas", Name: "Nama Kepala Dinas, S.T., M.M.", Rank: "Pembina Utama Muda", NIP: "197001011995031002"},
		Printed: at(16, 1, 15),
	}
}

func Test_surat_permintaan(t *testing.T) {
	t.Parallel()
	d := sampleSurat(t)
	text := inspect(t, golden(t, "surat-permintaan", func(b *bytes.Buffer) error { return WriteSuratPermintaan(b, d) }))
	says(t, text, "Pontianak, 16 November 2026", "Yth. Kepala Dinas Perhubungan Kota Pontianak",
		"akun khusus baca (view only)", "selambat-lambatnya hari Jumat, 20 November 2026.", "Tembusan:", "Halaman 1 dari 1", "Lampiran : -")

	for range 6 {
		d.Sites = append(d.Sites, d.Sites...)
	}
	d.Basis, d.Draft, d.Reference = nil, true, "nomor 500.11/12/DISHUB/2026 tanggal 10 November 2026"
	text = inspect(t, render(t, func(b *bytes.Buffer) error { return WriteSuratPermintaan(b, d) }))
	says(t, text, "Lampiran : 1 (satu) berkas", "sebagaimana daftar terlampir.", "DAFTAR LOKASI KAMERA SURVEILLANCE", "(konsep)", "Menindaklanjuti surat Saudara nomor 500.11/12/DISHUB/2026")
	inspect(t, render(t, func(b *bytes.Buffer) error { return WriteSuratPermintaan(b, SuratPermintaan{}) }))
}

func sampleDisposisi(t *testing.T) LembarDisposisi {
	t.Helper()
	return LembarDisposisi{
		Head: head(t), From: "Dinas Perhubungan Kota Pontianak", LetterNumber: "B/500.11.10.1/208/DISHUB/2026",
		LetterDate: at(18, 2, 0), Received: at(19, 2, 0), Agenda: "412/2026", Urgency: "segera",
		Subject: "Penyampaian akses tayang kamera CCTV persimpangan untuk relay ke Data Center Kota Pontianak",
		To: []Tick{
			{"Kepala Bidang TKPBET", true}, {"Sekretaris", false}, {"Kepala Bidang Informasi dan Komunikasi Publik", false}, {"Kepala Bidang Statistik", false},
		},
		Instructions: []Tick{
			{"Tanggapan dan saran", false}, {"Proses lebih lanjut", true}, {"Koordinasi/konfirmasikan", false}, {"Untuk diketahui", false},
			{"Telaah dan laporkan", false}, {"Lakukan setting relay", true}, {"Arsipkan", false},
		},
		Note:     "Mohon dituntaskan sebelum apel gelar pasukan pengamanan Natal. Laporkan kamera yang gagal kepada Dinas Perhubungan.",
		Deadline: at(23, 2, 0), Date: at(20, 2, 0), Request: "RLY-2026-0007",
		Signer:  Signer{Title: "Kepala Dinas", Name: "Nama Kepala Dinas, S.T., M.M.", Rank: "Pembina Utama Muda", NIP: "197001011995031002"},
		Printed: at(20, 1, 15),
	}
}

func Test_lembar_disposisi(t *testing.T) {
	t.Parallel()
	d := sampleDisposisi(t)
	text := inspect(t, golden(t, "lembar-disposisi", func(b *bytes.Buffer) error { return WriteLembarDisposisi(b, d) }))
	says(t, text, "LEMBAR DISPOSISI", "412/2026", "Sangat Segera", "Lakukan setting relay", "Batas waktu: 23 November 2026", "NIP 19700101 199503 1 002", "Halaman 1 dari 1")
	d.Note, d.Subject = strings.Repeat("catatan panjang ", 200), strings.Repeat("hal panjang ", 60)
	for range 20 {
		d.To = append(d.To, Tick{strings.Repeat("jabatan ", 20), true})
	}
	says(t, inspect(t, render(t, func(b *bytes.Buffer) error { return WriteLembarDisposisi(b, d) })), "Halaman 1 dari 1")
	says(t, inspect(t, render(t, func(b *bytes.Buffer) error { return WriteLembarDisposisi(b, LembarDisposisi{}) })), "Halaman 1 dari 1")
}

func Test_berita_acara(t *testing.T) {
	t.Parallel()
	d := BeritaAcara{
		Head: head(t), Number: "500.12/5/BA/DISKOMINFO/2026", Date: at(23, 2, 0),
		First:   Party{Signer: sampleNota(t).Signer, Office: "Dinas Komunikasi dan Informatika Kota Pontianak"},
		Second:  Party{Signer: Signer{Title: "Kepala Seksi Manajemen Lalu Lintas", Name: "Budi Santoso, S.T.", Rank: "Penata", NIP: "198501012010011003"}, Office: "Dinas Perhubungan Kota Pontianak", Address: "Jalan Ahmad Yani, Pontianak"},
		Witness: sampleDisposisi(t).Signer, Place: "Data Center Kota Pontianak", Request: "RLY-2026-0007",
		Agency: "Dinas Perhubungan Kota Pontianak", Cameras: sampleNota(t).Cameras,
		Notes:   []string{"Kamera Simpang Pattimura diuji kembali setelah catu daya diperbaiki."},
		Printed: at(23, 1, 15),
	}
	text := inspect(t, golden(t, "berita-acara", func(b *bytes.Buffer) error { return WriteBeritaAcara(b, d) }))
	says(t, text, "UJI TAYANG RELAY SURVEILLANCE",
		"Pada hari ini, Senin, tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam (23-11-2026), bertempat di Data Center Kota Pontianak",
		"selanjutnya disebut PIHAK PERTAMA.", "selanjutnya disebut PIHAK KEDUA.", "terhadap 7 (tujuh) kamera", "rangkap 2 (dua)", "Mengetahui,")
	d.Handover, d.Witness = true, Signer{}
	says(t, inspect(t, render(t, func(b *bytes.Buffer) error { return WriteBeritaAcara(b, d) })), "PENYERAHAN AKSES", "PIHAK PERTAMA menyerahkan dan PIHAK KEDUA menerima")
	inspect(t, render(t, func(b *bytes.Buffer) error { return WriteBeritaAcara(b, BeritaAcara{}) }))
}
