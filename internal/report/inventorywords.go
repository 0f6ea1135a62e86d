package report

// Words of the register on paper: Indonesian whatever the window speaks.

// notStated stands for what a record does not say.
const notStated = "Tidak diketahui"

func stated(s string) string {
	if s == "" {
		return notStated
	}
	return s
}

// ConditionWord is a condition as the KIB calls it.
func ConditionWord(condition string) string {
	switch condition {
	case "B":
		return "Baik"
	case "RR":
		return "Rusak Ringan"
	case "RB":
		return "Rusak Berat"
	}
	return condition
}

// OperationWord is whether a thing works.
func OperationWord(operation string) string {
	switch operation {
	case "online":
		return "Online"
	case "offline":
		return "Offline"
	case "belum-dipasang":
		return "Belum dipasang"
	case "dibongkar":
		return "Dibongkar"
	case "":
		return "Belum diperiksa"
	}
	return operation
}

// OfflineWord is why a checked camera was dark.
func OfflineWord(cause string) string {
	switch cause {
	case "cctv":
		return "CCTV"
	case "listrik":
		return "Listrik"
	case "media":
		return "Media"
	case "lainnya", "":
		return "Lainnya"
	}
	return cause
}

// MediumWord is how a camera is connected.
func MediumWord(medium string) string {
	switch medium {
	case "fiber-optic":
		return "Fiber Optic"
	case "wireless":
		return "Wireless"
	case "seluler":
		return "Seluler"
	case "lan":
		return "LAN"
	case "":
		return "Belum dicatat"
	}
	return medium
}

// AcquiredWord is how a thing came to the office.
func AcquiredWord(way string) string {
	switch way {
	case "pembelian":
		return "Pembelian"
	case "hibah":
		return "Hibah"
	case "pinjam-pakai":
		return "Pinjam Pakai"
	case "lainnya":
		return "Lainnya"
	}
	return way
}

// MoveWord names a movement of the books.
func MoveWord(kind string) string {
	switch kind {
	case "tambah":
		return "Tambah"
	case "pindah-titik":
		return "Pindah Titik"
	case "ganti-kondisi":
		return "Ganti Kondisi"
	case "perbaikan":
		return "Perbaikan"
	case "usul-hapus":
		return "Usul Hapus"
	case "hapus":
		return "Hapus"
	}
	return kind
}

func ageWord(age string) string {
	switch age {
	case "2":
		return "≤ 2 tahun"
	case "5":
		return "3–5 tahun"
	case "lebih":
		return "> 5 tahun"
	}
	return notStated
}

// FormWord is the kind of a camera.
func FormWord(form string) string {
	switch form {
	case "ptz":
		return "PTZ"
	case "statis":
		return "Statis"
	}
	return form
}
