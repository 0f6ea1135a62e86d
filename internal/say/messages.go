package say

import (
	"time"

	"fyne.io/fyne/v2/lang"
)

// Messages of domain 5.6 that are not refusals: questions and news.

// Saved is the short news that something is on the disk.
func Saved() string { return lang.X("say.saved", "Tersimpan.") }

// SavedAt says where a paper was saved.
func SavedAt(path string) string {
	return lang.X("say.saved-at", "Laporan disimpan di: {{.Path}}", values{"Path": path})
}

// DuplicateNumber asks whether a letter's number may be used twice.
func DuplicateNumber(number, request string) string {
	return lang.X("say.duplicate-number", "Nomor surat {{.Number}} sudah dipakai pada {{.Request}}. Tetap simpan?",
		values{"Number": number, "Request": request})
}

// DuplicateCamera asks whether a camera may be relayed a second time.
func DuplicateCamera(request string) string {
	return lang.X("say.duplicate-camera", "Kamera ini sudah direlay melalui {{.Request}}. Lanjutkan?", values{"Request": request})
}

// BadIP says that a text is not an IP address.
func BadIP() string {
	return lang.X("say.bad-ip", "Alamat IP tidak sah. Contoh: 10.10.5.21")
}

// HolidaysEmpty warns that a year has no holidays.
func HolidaysEmpty(year int) string {
	return lang.X("say.holidays-empty", "Hari libur tahun {{.Year}} belum diisi. Perhitungan hanya memakai akhir pekan.", values{"Year": year})
}

// CancelConfirm asks before a request is cancelled.
func CancelConfirm(number string) string {
	return lang.X("say.cancel-confirm", "Batalkan permintaan {{.Number}}? Data tetap tersimpan dan dapat dibuka kembali.", values{"Number": number})
}

// LastBackup says when the last backup was made.
func LastBackup(at, now time.Time) string {
	if at.IsZero() {
		return lang.X("say.backup.never", "Belum pernah dicadangkan.")
	}
	return lang.X("say.backup.last", "Cadangan terakhir: {{.Time}} ({{.Ago}}).",
		values{"Time": LongDateClock(at), "Ago": Ago(now.Sub(at))})
}

// Open says that the data are in use by another program: the locked store.
func Open() string {
	return lang.X("say.store.open", "Data sedang dibuka oleh aplikasi lain.")
}
