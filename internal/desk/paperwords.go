package desk

// The words of the lists of domain 5.4 as papers print them. Papers are the
// office's Indonesian whatever language the window speaks, so they are not in
// the window's catalogue.

func natureWord(nature string) string {
	switch nature {
	case "terbatas":
		return "Terbatas"
	case "rahasia":
		return "Rahasia"
	case "sangat-rahasia":
		return "Sangat Rahasia"
	}
	return "Biasa"
}

// causeWord gives the words of a pause reason or a late cause; what somebody
// typed passes through.
func causeWord(cause string) string {
	words := map[string]string{
		"menunggu-opd":            "Menunggu tanggapan Perangkat Daerah",
		"kamera-tidak-aktif":      "Kamera tidak aktif",
		"listrik-padam":           "Listrik padam",
		"gangguan-jaringan":       "Gangguan jaringan (media)",
		"akses-salah":             "Akses/kredensial salah",
		"ip-terblokir":            "IP/port terblokir",
		"perangkat-belum-siap":    "Perangkat Data Center tidak siap",
		"pejabat-tidak-di-tempat": "Pejabat tidak di tempat",
		"keadaan-kahar":           "Cuaca/keadaan kahar",
		"antrean-pekerjaan":       "Antrean pekerjaan",
		"kamera-banyak":           "Jumlah kamera banyak",
		"permintaan-dibatalkan":   "Permintaan dibatalkan",
		"lainnya":                 "Lainnya",
	}
	if w, ok := words[cause]; ok {
		return w
	}
	return cause
}
