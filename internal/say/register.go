package say

import (
	"errors"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Condition words a state of repair.
func Condition(c sop.Condition) string {
	switch c {
	case sop.Good:
		return lang.X("register.condition.good", "Baik")
	case sop.LightFault:
		return lang.X("register.condition.light", "Rusak ringan")
	case sop.HeavyFault:
		return lang.X("register.condition.heavy", "Rusak berat")
	}
	return string(c)
}

// Operation words whether a thing works; the zero one means nobody has looked.
func Operation(o sop.Operation) string {
	switch o {
	case sop.Online:
		return lang.X("register.operation.online", "Online")
	case sop.Offline:
		return lang.X("register.operation.offline", "Offline")
	case sop.NotInstalled:
		return lang.X("register.operation.not-installed", "Belum dipasang")
	case sop.Dismantled:
		return lang.X("register.operation.dismantled", "Dibongkar")
	case "":
		return lang.X("register.operation.unknown", "Belum diperiksa")
	}
	return string(o)
}

// OfflineCause words why something is dark.
func OfflineCause(c string) string {
	switch c {
	case "cctv":
		return lang.X("register.cause.cctv", "CCTV")
	case "listrik":
		return lang.X("register.cause.power", "Listrik")
	case "media":
		return lang.X("register.cause.media", "Media (jaringan)")
	case sop.ReasonOther:
		return lang.X("register.cause.other", "Lainnya")
	}
	return c
}

// AssetStatus words where a thing stands in the books.
func AssetStatus(s sop.AssetStatus) string {
	switch s {
	case sop.AssetActive:
		return lang.X("register.asset.active", "Aktif")
	case sop.AssetHanded:
		return lang.X("register.asset.handed", "Diserahkan (mutasi)")
	case sop.AssetProposed:
		return lang.X("register.asset.proposed", "Usul hapus")
	case sop.AssetRemoved:
		return lang.X("register.asset.removed", "Dihapus")
	}
	return string(s)
}

// MovementKind words a change of the books.
func MovementKind(k sop.MovementKind) string {
	switch k {
	case sop.MoveAdd:
		return lang.X("register.move.add", "Tambah")
	case sop.MoveSite:
		return lang.X("register.move.site", "Pindah titik")
	case sop.MoveCondition:
		return lang.X("register.move.condition", "Ganti kondisi")
	case sop.MoveRepair:
		return lang.X("register.move.repair", "Perbaikan")
	case sop.MovePropose:
		return lang.X("register.move.propose", "Usul hapus")
	case sop.MoveRemove:
		return lang.X("register.move.remove", "Hapus")
	}
	return string(k)
}

// Media words how something is connected.
func Media(m string) string {
	switch m {
	case "fiber-optic":
		return lang.X("register.media.fiber", "Fiber optic")
	case "wireless":
		return lang.X("register.media.wireless", "Wireless")
	case "seluler":
		return lang.X("register.media.cellular", "Seluler")
	case "lan":
		return lang.X("register.media.lan", "LAN")
	}
	return m
}

// Acquisition words how something came to the office.
func Acquisition(a string) string {
	switch a {
	case "pembelian":
		return lang.X("register.acquired.bought", "Pembelian")
	case "hibah":
		return lang.X("register.acquired.given", "Hibah")
	case "pinjam-pakai":
		return lang.X("register.acquired.lent", "Pinjam pakai")
	case sop.ReasonOther:
		return lang.X("register.acquired.other", "Lainnya")
	}
	return a
}

// CameraType words PTZ and statis.
func CameraType(t string) string {
	switch t {
	case "ptz":
		return lang.X("register.type.ptz", "PTZ")
	case "statis":
		return lang.X("register.type.static", "Statis")
	}
	return t
}

// ReminderKind words what of the register is due.
func ReminderKind(k string) string {
	switch k {
	case sop.RemindWarranty:
		return lang.X("register.remind.warranty", "Garansi berakhir")
	case sop.RemindSubscription:
		return lang.X("register.remind.subscription", "Langganan internet jatuh tempo")
	case sop.RemindInspection:
		return lang.X("register.remind.inspection", "Belum diperiksa enam bulan")
	case sop.RemindSOP:
		return lang.X("register.remind.sop", "SOP perlu ditinjau")
	}
	return k
}

// ImportVerb words what a row does.
func ImportVerb(v desk.ImportVerb) string {
	switch v {
	case desk.VerbAdd:
		return lang.X("register.verb.add", "Baru")
	case desk.VerbChange:
		return lang.X("register.verb.change", "Berubah")
	case desk.VerbKeep:
		return lang.X("register.verb.keep", "Tetap")
	case desk.VerbSkip:
		return lang.X("register.verb.skip", "Dilewati")
	case desk.VerbMove:
		return lang.X("register.verb.move", "Mutasi")
	}
	return ""
}

// fieldOfRegister are the rules of the equipment register.
func fieldOfRegister(rule desk.FieldRule, v values) (Sentence, bool) {
	switch sop.FlawRule(rule) {
	case sop.FlawYear:
		return Sentence{What: lang.X("register.flaw.year", "{{.Field}} harus antara 1990 dan tahun ini.", v)}, true
	case sop.FlawPrice:
		return Sentence{What: lang.X("register.flaw.price", "{{.Field}} tidak boleh kurang dari nol.", v)}, true
	case sop.FlawSerial:
		return Sentence{What: lang.X("register.flaw.serial", "Satu nomor seri hanya untuk satu barang."),
			Do: lang.X("register.flaw.serial.do", "Catat tiap barang bernomor seri pada barisnya sendiri.")}, true
	case sop.FlawAddress:
		return Sentence{What: lang.X("register.flaw.ip", "{{.Field}} bukan alamat IP.", v), Do: lang.X("register.flaw.ip.do", "Contoh: 10.10.5.21")}, true
	case sop.FlawMAC:
		return Sentence{What: lang.X("register.flaw.mac", "{{.Field}} bukan alamat MAC.", v), Do: lang.X("register.flaw.mac.do", "Contoh: 00:1A:2B:3C:4D:5E")}, true
	case sop.FlawRegister:
		return Sentence{What: lang.X("register.flaw.register", "Nomor register hanya angka, misalnya 0001.")}, true
	case sop.FlawItemCode:
		return Sentence{What: lang.X("register.flaw.itemcode", "Kode barang berupa angka bertitik, misalnya 1.3.2.05.01.05.002.")}, true
	case sop.FlawWorking:
		return Sentence{What: lang.X("register.flaw.working", "Kondisinya rusak berat, tetapi terlihat online."),
			Do: lang.X("register.flaw.working.do", "Periksa kondisi atau hasil pemeriksaannya.")}, true
	case sop.FlawBox:
		return Sentence{What: lang.X("register.flaw.box", "Koordinat ini di luar Kota Pontianak."),
			Do: lang.X("register.flaw.box.do", "Lintang −0,15 sampai 0,15; bujur 109,20 sampai 109,45.")}, true
	case sop.FlawPurpose:
		return Sentence{What: lang.X("register.flaw.purpose", "Tujuan pemrosesan titik ini belum diisi (UU 27/2022).")}, true
	}
	return flawOfMovement(rule, v)
}

// flawOfMovement are the rules about the order of what happened.
func flawOfMovement(rule desk.FieldRule, v values) (Sentence, bool) {
	switch sop.FlawRule(rule) {
	case sop.FlawFuture:
		return Sentence{What: lang.X("register.flaw.future", "{{.Field}} belum tiba.", v), Do: lang.X("register.flaw.future.do", "Isi hari ini atau hari sebelumnya.")}, true
	case sop.FlawLong:
		return Sentence{What: lang.X("register.flaw.long", "{{.Field}} terlalu panjang.", v)}, true
	case sop.FlawFirst:
		return Sentence{What: lang.X("register.flaw.first", "Pada tanggal itu barang ini belum tercatat (belum ada mutasi Tambah).")}, true
	case sop.FlawGone:
		return Sentence{What: lang.X("register.flaw.gone", "Pada tanggal itu barang ini sudah tidak ada dalam daftar (sejak {{.Value}}).", v)}, true
	case sop.FlawTwice:
		return Sentence{What: lang.X("register.flaw.twice", "Mutasi ini sudah dicatat dan masih berlaku.")}, true
	case sop.FlawSame:
		return Sentence{What: lang.X("register.flaw.same", "{{.Field}} sama dengan keadaan pada tanggal itu, jadi tidak ada yang berubah.", v)}, true
	case sop.FlawTooMany:
		return Sentence{What: lang.X("register.flaw.toomany", "Jumlah yang tercatat hanya {{.Value}}.", v)}, true
	case sop.FlawNeedCause:
		return Sentence{What: lang.X("register.flaw.cause", "Penyebab offline wajib diisi.")}, true
	}
	switch rule {
	case desk.FieldDay:
		return Sentence{What: lang.X("register.flaw.day", "{{.Field}} bukan tanggal yang dapat dibaca.", v), Do: lang.X("register.flaw.day.do", "Tulis dengan bentuk dd-mm-yyyy, misalnya 07-09-2026.")}, true
	case desk.FieldFormula:
		return Sentence{What: lang.X("register.flaw.formula", "{{.Field}} berisi rumus tanpa hasil.", v), Do: lang.X("register.flaw.formula.do", "Tempelkan nilainya saja, lalu simpan berkas lagi.")}, true
	case desk.FieldNone:
		return Sentence{What: lang.X("register.flaw.none", "{{.Value}} tidak ada dalam daftar peralatan.", v), Do: lang.X("register.flaw.none.do", "Periksa kodenya, atau pilih cara yang juga menambah.")}, true
	case desk.FieldIgnored:
		return Sentence{What: lang.X("register.flaw.ignored", "{{.Field}} tidak diubah lewat tabel.", v), Do: lang.X("register.flaw.ignored.do", "Catat mutasi Tambah atau Hapus.")}, true
	}
	return Sentence{}, false
}

// nameOfRegisterField names a column of the register for people.
func nameOfRegisterField(field string) string {
	for _, known := range []func(string) string{nameOfIdentity, nameOfOwnership, nameOfPlace} {
		if word := known(field); word != "" {
			return word
		}
	}
	return ""
}

func nameOfIdentity(field string) string {
	switch field {
	case "kode_internal":
		return lang.X("register.field.code", "Kode internal")
	case "jenis":
		return lang.X("register.field.kind", "Jenis")
	case "kode_barang":
		return lang.X("register.field.itemcode", "Kode barang")
	case "register":
		return lang.X("register.field.register", "Nomor register")
	case "merk":
		return lang.X("register.field.brand", "Merk")
	case "tipe":
		return lang.X("register.field.model", "Tipe")
	case "nomor_seri":
		return lang.X("register.field.serial", "Nomor seri")
	case "tipe_kamera":
		return lang.X("register.field.cameratype", "PTZ/Statis")
	case "resolusi":
		return lang.X("register.field.resolution", "Resolusi")
	case "inframerah":
		return lang.X("register.field.infrared", "Inframerah")
	case "spesifikasi":
		return lang.X("register.field.spec", "Spesifikasi")
	case "satuan":
		return lang.X("register.field.unit", "Satuan")
	case "jumlah":
		return lang.X("register.field.quantity", "Jumlah")
	case "awalan":
		return lang.X("register.field.prefix", "Awalan kode")
	case "ip":
		return lang.X("register.field.ip", "Alamat IP")
	case "mac":
		return lang.X("register.field.mac", "Alamat MAC")
	}
	return ""
}

func nameOfOwnership(field string) string {
	switch field {
	case "tahun_perolehan":
		return lang.X("register.field.year", "Tahun perolehan")
	case "cara_perolehan":
		return lang.X("register.field.acquired", "Cara perolehan")
	case "sumber_dana":
		return lang.X("register.field.fund", "Sumber dana")
	case "harga":
		return lang.X("register.field.price", "Harga (Rp)")
	case "pengelola":
		return lang.X("register.field.manager", "Pengelola")
	case "penanggung_jawab":
		return lang.X("register.field.keeper", "Penanggung jawab pemeliharaan")
	case "garansi_sampai":
		return lang.X("register.field.warranty", "Garansi sampai")
	case "tanggal_pasang":
		return lang.X("register.field.installed", "Tanggal pasang")
	case "tanggal_tambah":
		return lang.X("register.field.added", "Tercatat sejak")
	case "media":
		return lang.X("register.field.media", "Media")
	case "penyedia":
		return lang.X("register.field.provider", "Penyedia internet")
	case "nomor_pelanggan":
		return lang.X("register.field.customer", "Nomor pelanggan")
	case "jatuh_tempo":
		return lang.X("register.field.due", "Langganan jatuh tempo")
	case "jalur":
		return lang.X("register.field.camera", "Kamera relay")
	}
	return ""
}

func nameOfPlace(field string) string {
	switch field {
	case "titik":
		return lang.X("register.field.site", "Titik")
	case "alamat_titik":
		return lang.X("register.field.address", "Alamat titik")
	case "kelurahan":
		return lang.X("register.field.village", "Kelurahan")
	case "kategori":
		return lang.X("register.field.category", "Kategori titik")
	case "lintang":
		return lang.X("register.field.lat", "Lintang")
	case "bujur":
		return lang.X("register.field.lon", "Bujur")
	case "koordinat":
		return lang.X("register.field.coordinates", "Koordinat")
	case "tujuan":
		return lang.X("register.field.purpose", "Tujuan pemrosesan")
	case "papan":
		return lang.X("register.field.notice", "Papan pemberitahuan")
	case "kondisi":
		return lang.X("register.field.condition", "Kondisi")
	case "status_aset":
		return lang.X("register.field.asset", "Status aset")
	case "status_operasi":
		return lang.X("register.field.operation", "Status operasi")
	case "penyebab_offline":
		return lang.X("register.field.cause", "Penyebab offline")
	case "tanggal_cek":
		return lang.X("register.field.inspected", "Tanggal pemeriksaan")
	case "jenis_mutasi":
		return lang.X("register.field.move", "Jenis mutasi")
	case "mutasi":
		return lang.X("register.field.moves", "Mutasi")
	case "dasar":
		return lang.X("register.field.basis", "Dasar (BA/SK)")
	case "diserahkan_kepada":
		return lang.X("register.field.handed", "Diserahkan kepada")
	}
	return ""
}

// ColumnName names a column of a table of equipment for people; those that
// other tables have too are named by their places.
func ColumnName(column string) string {
	switch column {
	case "nama":
		return lang.X("register.field.name", "Nama barang")
	case "opd":
		return lang.X("register.field.agency", "Perangkat daerah pemilik")
	case "kecamatan":
		return lang.X("register.field.district", "Kecamatan")
	case "keterangan":
		return lang.X("register.field.note", "Keterangan")
	case "tanggal":
		return lang.X("register.field.date", "Tanggal")
	}
	return FieldName(column)
}

// ofRegisterError are the errors of the register that no field is about.
func ofRegisterError(err error) (Sentence, bool) {
	if errors.Is(err, desk.ErrOnlyAtOnce) {
		return Sentence{
			What: lang.X("register.error.only-at-once", "Impor ini mengubah peralatan yang sudah ada, jadi hanya dapat diurungkan langsung sesudahnya (Ctrl+Z)."),
			Do:   lang.X("register.error.only-at-once.do", "Ubah barisnya, atau pulihkan dari cadangan."),
		}, true
	}
	return Sentence{}, false
}
