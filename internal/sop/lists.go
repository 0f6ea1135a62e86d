package sop

import (
	"slices"
	"time"
)

// The lists of domain 5.4 and 7. They are constants; words are made in package
// say.

// ReasonOther is "Lainnya": it needs a note.
const ReasonOther = "lainnya"

// PauseCancelled is the pause that a cancelled request holds by itself.
const PauseCancelled = "permintaan-dibatalkan"

// SourcePaper says that the evidence lies in the paper file; the others are
// where an official number came from.
const (
	SourceDraft    = "konsep"
	SourceTU       = "tu"
	SourceSrikandi = "srikandi"
	SourcePaper    = "arsip"
)

// NumberSources lists where a number can come from.
func NumberSources() []string { return []string{SourceDraft, SourceTU, SourceSrikandi, SourcePaper} }

// PauseReasons lists why an activity may have to wait.
func PauseReasons() []string {
	return []string{"menunggu-opd", "kamera-tidak-aktif", "listrik-padam", "gangguan-jaringan", "akses-salah",
		"ip-terblokir", "perangkat-belum-siap", "pejabat-tidak-di-tempat", "keadaan-kahar", ReasonOther}
}

// LateCauses lists why an activity took longer than its standard.
func LateCauses() []string {
	reasons := PauseReasons()
	return slices.Insert(reasons, len(reasons)-1, "antrean-pekerjaan", "kamera-banyak")
}

// ReturnReasons lists why an activity is sent back.
func ReturnReasons() []string {
	return []string{"akses-tidak-lengkap", "akses-tidak-terbuka", "lokasi-tidak-sesuai", "disposisi-kurang-jelas", ReasonOther}
}

// CancelReasons lists why a request ends without a relay.
func CancelReasons() []string {
	return []string{"opd-menolak", "kamera-dibongkar", "tidak-layak-teknis", "permintaan-ganda", ReasonOther}
}

// SiteCategories lists what kind of place a camera watches.
func SiteCategories() []string {
	return []string{"simpang", "ruas-jalan", "jembatan", "pasar", "taman", "layanan-publik", "kantor", "kesehatan",
		"sekolah", "terminal", "rawan-banjir", "rawan-sampah", "objek-vital", "permukiman"}
}

// Purposes lists what pictures of a public place may be made for (UU 27/2022
// art. 17).
func Purposes() []string { return []string{"keamanan", "bencana", "lalu-lintas"} }

// Notices lists whether the public is told of the camera on the spot.
func Notices() []string { return []string{"ya", "tidak", "belum-dicek"} }

// Natures lists the sifat of a letter or request.
func Natures() []string { return []string{"biasa", "terbatas", "rahasia", "sangat-rahasia"} }

// Urgencies lists the urgensi of a letter or request.
func Urgencies() []string { return []string{"biasa", "segera", "sangat-segera"} }

// AgencyKinds lists the jenis of a Perangkat Daerah.
func AgencyKinds() []string {
	return []string{"sekretariat", "dinas", "badan", "inspektorat", "kecamatan", "kelurahan", "rsud", "upt", "vertikal", "lainnya"}
}

// Instructions lists what a disposition asks for (domain 4.4).
func Instructions() []string {
	return []string{"tanggapan-dan-saran", "proses-lebih-lanjut", "koordinasi", "untuk-diketahui", "untuk-ditindaklanjuti",
		"telaah-dan-laporkan", "lakukan-setting-relay", "koordinasi-opd", "siapkan-jawaban", "arsipkan"}
}

// Weekdays lists the day constants, Sunday first as in package time.
func Weekdays() []string {
	return []string{"minggu", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu"}
}

func weekday(t time.Time) string { return Weekdays()[t.In(WIB()).Weekday()] }
