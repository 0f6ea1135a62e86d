package say

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// fieldOfReader are the rules of readers' accounts and of what readers are
// shown.
func fieldOfReader(rule desk.FieldRule, v values) Sentence {
	switch rule {
	case desk.FieldNetwork:
		return Sentence{
			What: lang.X("say.field.network", "{{.Field}} bukan alamat atau jaringan: {{.Value}}.", v),
			Do:   lang.X("say.field.network.do", "Contoh: 10.10.5.0/24 untuk satu jaringan, 10.10.5.21 untuk satu komputer."),
		}
	case desk.FieldCount:
		return Sentence{
			What: lang.X("say.field.count", "{{.Field}} bukan jumlah yang dapat dipakai.", v),
			Do:   lang.X("say.field.count.do", "Tulis angka dari 1 sampai 4096, atau kosongkan bila tidak dibatasi."),
		}
	case desk.FieldPast:
		return Sentence{
			What: lang.X("say.field.past", "{{.Field}} sudah lewat.", v),
			Do:   lang.X("say.field.past.do", "Pilih hari ini atau sesudahnya."),
		}
	case desk.FieldLoop:
		return Sentence{
			What: lang.X("say.field.loop", "{{.Field}} kembali ke jalur relay ini sendiri.", v),
			Do:   lang.X("say.field.loop.do", "Tulis alamat kamera atau relay asalnya."),
		}
	case desk.FieldPair:
		return Sentence{
			What: lang.X("say.field.pair", "{{.Field}} tidak dapat dipakai.", v),
			Do:   lang.X("say.field.pair.do", "Diperlukan sertifikat PEM yang masih berlaku beserta kunci PEM miliknya, tanpa kata sandi."),
		}
	}
	return unexpected()
}

// nameOfReaderField names the fields of a reader's account.
func nameOfReaderField(field string) string {
	switch field {
	case "networks":
		return lang.X("say.field-name.networks", "Jaringan")
	case "sessions":
		return lang.X("say.field-name.sessions", "Jumlah sambungan")
	case "expires":
		return lang.X("say.field-name.expires", "Tanggal akhir")
	case "certificate":
		return lang.X("say.field-name.certificate", "Sertifikat")
	case "key":
		return lang.X("say.field-name.key", "Kunci")
	}
	return field
}

// wordOfRelay names what the program itself notes about readers and cameras.
func wordOfRelay(name string) string {
	switch name {
	case "Remote":
		return lang.X("say.trail.remote", "Dari alamat")
	case "Wrong":
		return lang.X("say.trail.wrong", "Kata sandi salah")
	case "Slowed":
		return lang.X("say.trail.slowed", "Ditolak tanpa diperiksa")
	case "First":
		return lang.X("say.trail.first", "Percobaan pertama")
	case "Last":
		return lang.X("say.trail.last", "Percobaan terakhir")
	case "Lost":
		return lang.X("say.trail.lost", "Kamera terputus")
	case "Total":
		return lang.X("say.trail.total", "Dari kamera aktif")
	case "Reader":
		return lang.X("say.trail.reader", "Pembaca")
	case "Holder":
		return lang.X("say.trail.holder", "Atas nama")
	case "NotAfter":
		return lang.X("say.trail.not-after", "Berlaku sampai")
	}
	return ""
}
