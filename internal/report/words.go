package report

// resultWord is the printed word of a test's outcome.
func resultWord(result string) string {
	switch result {
	case "berhasil":
		return "Berhasil"
	case "sebagian":
		return "Sebagian"
	case "gagal":
		return "Gagal"
	case "":
		return "Belum diuji"
	}
	return result
}

// codecWord writes a codec as its standard is called.
func codecWord(codec string) string {
	switch codec {
	case "H264", "h264":
		return "H.264"
	case "H265", "h265", "hevc":
		return "H.265"
	case "MJPEG", "mjpeg":
		return "Motion JPEG"
	}
	return codec
}

// causeWords says on paper why a camera did not come, from the constants that
// the probe and the relay leave in a proof. Words somebody typed pass through.
func causeWords(cause string) string {
	words := map[string]string{
		"name":             "nama host tidak dikenal",
		"no-route":         "jaringan tidak terhubung",
		"route":            "jaringan tidak terhubung",
		"refused":          "port tertutup",
		"port-closed":      "port tertutup",
		"filtered":         "kamera tidak menjawab",
		"timeout":          "kamera tidak menjawab",
		"not-rtsp":         "bukan layanan RTSP",
		"tls-expected":     "kamera meminta sambungan aman (RTSPS)",
		"tls-unexpected":   "kamera tidak mendukung sambungan aman (RTSPS)",
		"certificate":      "sertifikat kamera berubah",
		"login":            "nama pengguna atau kata sandi ditolak",
		"login-method":     "cara masuk kamera tidak diizinkan",
		"locked":           "akun dikunci oleh kamera",
		"path":             "jalur tayangan tidak ditemukan",
		"no-path":          "jalur tayangan tidak ditemukan",
		"no-video":         "tidak ada video",
		"codec":            "format video belum dapat ditampilkan",
		"redirect":         "kamera mengalihkan ke alamat lain",
		"no-packets":       "paket video tidak diterima",
		"no-key-picture":   "gambar utuh tidak diterima",
		"rare-keys":        "jarak gambar kunci terlalu jauh",
		"too-many":         "sambungan di kamera penuh",
		"closed-by-camera": "sambungan diputus oleh kamera",
		"silent":           "kamera berhenti mengirim",
		"protocol":         "jawaban kamera tidak sah",
		"internal":         "kesalahan dalam aplikasi",
	}
	if w, ok := words[cause]; ok {
		return w
	}
	return cause
}
