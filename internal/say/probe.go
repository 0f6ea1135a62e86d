package say

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
)

// probeWarning are warnings that only a probe gives.
func probeWarning(w string) string {
	switch w {
	case camera.WarnBlack:
		return lang.X("say.warning.black", "Gambarnya hitam. Periksa penutup lensa, lampu inframerah, dan setelan malam kamera.")
	case camera.WarnCovered:
		return lang.X("say.warning.covered", "Gambarnya polos: lensa tertutup, silau, atau masukan NVR tanpa sinyal.")
	case camera.WarnFrozen:
		return lang.X("say.warning.frozen", "Gambarnya tidak berubah selama diuji. Pastikan bukan gambar beku: mulai ulang kamera bila perlu.")
	case camera.WarnUnwatched:
		return lang.X("say.warning.unwatched", "Gambar kedua belum datang selama diuji: belum dapat dinilai apakah gambarnya beku. Uji kamera ini sendiri sebelum menerimanya.")
	case camera.WarnClock:
		return lang.X("say.warning.clock", "Jam kamera meleset. Atur jamnya melalui NTP.")
	case camera.WarnHeld:
		return lang.X("say.warning.held", "Login ini sudah ditolak dua kali dan tidak dikirim lagi selama 30 menit, agar akun kamera tidak terkunci. Isi login lain, atau tanyakan dahulu.")
	}
	return w
}

// The line to the data centre is judged for a camera by what forty like it
// would need together, and by what one H.264 stream of its size usually needs.
const (
	lineCameras   = 40
	lineHeavyKbps = 6000
)

// LineLoad says what a camera costs the data centre's line.
func LineLoad(kbps float64) string {
	if kbps <= 0 {
		return ""
	}
	v := values{"Rate": Kbps(kbps), "N": Number(lineCameras), "Sum": Kbps(kbps * lineCameras)}
	if kbps > lineHeavyKbps {
		return lang.X("say.line.heavy", "{{.Rate}}; {{.N}} kamera seperti ini memerlukan {{.Sum}}. Berat untuk jalur Data Center: turunkan laju bit kamera ke 2 sampai 4 Mb/s.", v)
	}
	return lang.X("say.line", "{{.Rate}}; {{.N}} kamera seperti ini memerlukan {{.Sum}}.", v)
}

// KeyDistance judges how far a camera's key pictures are apart; empty when
// nothing is wrong with it.
func KeyDistance(seconds float64) string {
	if seconds <= 2.5 {
		return ""
	}
	return lang.X("say.keys.far", "Gambar kunci tiap {{.N}} dtk: pembaca baru menunggu selama itu. Atur jarak I-frame ke 1 sampai 2 detik.", values{"N": Decimal(seconds)})
}
