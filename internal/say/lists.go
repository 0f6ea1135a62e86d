package say

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Reason says why something was paused, late, returned or cancelled. A
// constant may be followed by a note ("lainnya: rapat"); free text is itself.
func Reason(r string) string {
	constant, note, noted := strings.Cut(r, ": ")
	word := reason(constant)
	if word == "" {
		return r
	}
	if noted {
		return lang.X("say.reason.noted", "{{.Reason}}: {{.Note}}", values{"Reason": word, "Note": note})
	}
	return word
}

func reason(constant string) string {
	switch constant {
	case "menunggu-opd":
		return lang.X("say.reason.agency", "Menunggu tanggapan Perangkat Daerah")
	case "kamera-tidak-aktif":
		return lang.X("say.reason.camera-off", "Kamera tidak aktif")
	case "listrik-padam":
		return lang.X("say.reason.power", "Listrik padam")
	case "gangguan-jaringan":
		return lang.X("say.reason.network", "Gangguan jaringan (media)")
	case "akses-salah":
		return lang.X("say.reason.login", "Akses/kredensial salah")
	case "ip-terblokir":
		return lang.X("say.reason.blocked", "IP/port terblokir")
	case "perangkat-belum-siap":
		return lang.X("say.reason.data-center", "Perangkat Data Center tidak siap")
	case "pejabat-tidak-di-tempat":
		return lang.X("say.reason.absent", "Pejabat tidak di tempat")
	case "keadaan-kahar":
		return lang.X("say.reason.force-majeure", "Cuaca/keadaan kahar")
	case "antrean-pekerjaan":
		return lang.X("say.reason.queue", "Antrean pekerjaan")
	case "kamera-banyak":
		return lang.X("say.reason.many", "Jumlah kamera banyak")
	case "akses-tidak-lengkap":
		return lang.X("say.reason.incomplete", "Akses tidak lengkap")
	case "akses-tidak-terbuka":
		return lang.X("say.reason.closed", "Akses tidak dapat dibuka")
	case "lokasi-tidak-sesuai":
		return lang.X("say.reason.site", "Lokasi tidak sesuai")
	case "disposisi-kurang-jelas":
		return lang.X("say.reason.unclear", "Disposisi kurang jelas")
	case "opd-menolak":
		return lang.X("say.reason.declined", "Perangkat Daerah menolak")
	case "kamera-dibongkar":
		return lang.X("say.reason.removed", "Kamera dibongkar")
	case "tidak-layak-teknis":
		return lang.X("say.reason.unfit", "Tidak layak teknis")
	case "permintaan-ganda":
		return lang.X("say.reason.double", "Permintaan ganda")
	case sop.PauseCancelled:
		return lang.X("say.reason.cancelled", "Permintaan dibatalkan")
	case sop.ReasonOther:
		return lang.X("say.reason.other", "Lainnya")
	}
	return ""
}

// Category names what kind of place a camera watches.
func Category(c string) string {
	switch c {
	case "simpang":
		return lang.X("say.category.crossing", "Simpang/Lalu Lintas")
	case "ruas-jalan":
		return lang.X("say.category.road", "Ruas Jalan")
	case "jembatan":
		return lang.X("say.category.bridge", "Jembatan")
	case "pasar":
		return lang.X("say.category.market", "Pasar")
	case "taman":
		return lang.X("say.category.park", "Taman/Ruang Publik")
	case "layanan-publik":
		return lang.X("say.category.service", "Kantor Pelayanan Publik")
	case "kantor":
		return lang.X("say.category.office", "Kantor Pemerintahan")
	case "kesehatan":
		return lang.X("say.category.health", "Puskesmas/RS")
	case "sekolah":
		return lang.X("say.category.school", "Sekolah")
	case "terminal":
		return lang.X("say.category.terminal", "Terminal/Pelabuhan")
	case "rawan-banjir":
		return lang.X("say.category.flood", "Rawan Banjir/Rumah Pompa/Parit")
	case "rawan-sampah":
		return lang.X("say.category.waste", "Rawan Sampah")
	case "objek-vital":
		return lang.X("say.category.vital", "Objek Vital")
	case "permukiman":
		return lang.X("say.category.housing", "Permukiman/RT")
	}
	return c
}

// Purpose names what pictures of a place may be made for.
func Purpose(p string) string {
	switch p {
	case "keamanan":
		return lang.X("say.purpose.security", "Keamanan")
	case "bencana":
		return lang.X("say.purpose.disaster", "Pencegahan bencana")
	case "lalu-lintas":
		return lang.X("say.purpose.traffic", "Lalu lintas")
	}
	return p
}

// Notice says whether the public is told of a camera on the spot.
func Notice(n string) string {
	switch n {
	case "ya":
		return lang.X("say.notice.yes", "Ya")
	case "tidak":
		return lang.X("say.notice.no", "Tidak")
	case "belum-dicek":
		return lang.X("say.notice.unchecked", "Belum dicek")
	}
	return n
}

// Nature names the sifat of a letter or request.
func Nature(n string) string {
	switch n {
	case "biasa":
		return lang.X("say.nature.plain", "Biasa")
	case "terbatas":
		return lang.X("say.nature.restricted", "Terbatas")
	case "rahasia":
		return lang.X("say.nature.secret", "Rahasia")
	case "sangat-rahasia":
		return lang.X("say.nature.top-secret", "Sangat Rahasia")
	}
	return n
}

// Urgency names how soon something is wanted.
func Urgency(u string) string {
	switch u {
	case "biasa":
		return lang.X("say.urgency.plain", "Biasa")
	case "segera":
		return lang.X("say.urgency.soon", "Segera")
	case "sangat-segera":
		return lang.X("say.urgency.now", "Sangat Segera")
	}
	return u
}

// AgencyKind names what an agency is.
func AgencyKind(k string) string {
	switch k {
	case "sekretariat":
		return lang.X("say.agency.secretariat", "Sekretariat")
	case "dinas":
		return lang.X("say.agency.office", "Dinas")
	case "badan":
		return lang.X("say.agency.board", "Badan")
	case "inspektorat":
		return lang.X("say.agency.inspectorate", "Inspektorat")
	case "kecamatan":
		return lang.X("say.agency.district", "Kecamatan")
	case "kelurahan":
		return lang.X("say.agency.village", "Kelurahan")
	case "rsud":
		return lang.X("say.agency.hospital", "RSUD")
	case "upt":
		return lang.X("say.agency.unit", "UPT")
	case "vertikal":
		return lang.X("say.agency.vertical", "Instansi Vertikal")
	case "lainnya":
		return lang.X("say.agency.other", "Lainnya")
	}
	return k
}

// NumberSource names where a letter's number came from.
func NumberSource(s string) string {
	switch s {
	case sop.SourceDraft:
		return lang.X("say.source.draft", "Konsep")
	case sop.SourceTU:
		return lang.X("say.source.tu", "Tata Usaha")
	case sop.SourceSrikandi:
		return lang.X("say.source.srikandi", "SRIKANDI")
	case sop.SourcePaper:
		return lang.X("say.source.paper", "Arsip kertas")
	}
	return s
}

// HolidayKind names what kind of day off it is.
func HolidayKind(k string) string {
	switch k {
	case sop.HolidayNational:
		return lang.X("say.holiday.national", "Libur nasional")
	case sop.HolidayShared:
		return lang.X("say.holiday.shared", "Cuti bersama")
	case sop.HolidayLocal:
		return lang.X("say.holiday.local", "Libur setempat")
	}
	return k
}

// Instruction names what a disposition asks for.
func Instruction(i string) string {
	switch i {
	case "tanggapan-dan-saran":
		return lang.X("say.instruction.comment", "Tanggapan dan Saran")
	case "proses-lebih-lanjut":
		return lang.X("say.instruction.process", "Proses lebih lanjut")
	case "koordinasi":
		return lang.X("say.instruction.coordinate", "Koordinasi/Konfirmasikan")
	case "untuk-diketahui":
		return lang.X("say.instruction.know", "Untuk diketahui")
	case "untuk-ditindaklanjuti":
		return lang.X("say.instruction.follow", "Untuk ditindaklanjuti")
	case "telaah-dan-laporkan":
		return lang.X("say.instruction.study", "Telaah dan laporkan")
	case "lakukan-setting-relay":
		return lang.X("say.instruction.relay", "Lakukan setting relay")
	case "koordinasi-opd":
		return lang.X("say.instruction.agency", "Koordinasikan dengan Perangkat Daerah")
	case "siapkan-jawaban":
		return lang.X("say.instruction.answer", "Siapkan jawaban")
	case "arsipkan":
		return lang.X("say.instruction.file", "Arsipkan")
	}
	return i
}
