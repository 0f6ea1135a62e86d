package say

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// ofOffice are the errors of the desk's rooms.
func ofOffice(err error) (Sentence, bool) {
	if field, ok := errors.AsType[*desk.FieldError](err); ok {
		return Field(field), true
	}
	switch {
	case errors.Is(err, desk.ErrNoRelay):
		return Sentence{
			lang.X("say.office.no-relay", "Relay tidak berjalan."),
			lang.X("say.office.no-relay.do", "Buka jendela cctvdesk atau jalankan cctvdesk serve."), askAdmin(),
		}, true
	case errors.Is(err, desk.ErrNotReady):
		return Sentence{
			What: lang.X("say.office.not-ready", "Dokumen ini belum dapat dibuat karena langkahnya belum selesai."),
			Do:   lang.X("say.office.not-ready.do", "Selesaikan langkah tersebut, lalu ulangi."),
		}, true
	case errors.Is(err, desk.ErrUnknownPaper):
		return Sentence{
			What: lang.X("say.office.unknown-paper", "Tidak ada dokumen dengan nama itu."),
			Do:   lang.X("say.office.unknown-paper.do", "Periksa penulisan nama dokumen."),
		}, true
	case errors.Is(err, desk.ErrFormat):
		return Sentence{
			What: lang.X("say.office.format", "Dokumen ini tidak tersedia dalam format itu."),
			Do:   lang.X("say.office.format.do", "Pilih format lain (pdf, xlsx, csv, atau json)."),
		}, true
	case errors.Is(err, desk.ErrCertificateChanged):
		return Sentence{
			What: lang.X("say.office.certificate-changed", "Kamera tidak lagi menunjukkan sertifikat yang Anda lihat; tidak ada yang diubah."),
			Do:   lang.X("say.office.certificate-changed.do", "Tekan Sambungkan ulang, lalu periksa sidik jarinya sekali lagi."),
			Who:  askAgency(),
		}, true
	case errors.Is(err, desk.ErrYearRunning):
		return Sentence{
			What: lang.X("say.office.year-running", "Tahun laporan ini belum berakhir, jadi laporannya belum dapat dikunci."),
			Do:   lang.X("say.office.year-running.do", "Simpan sebagai konsep, lalu kunci mulai 1 Januari tahun berikutnya."),
		}, true
	case errors.Is(err, desk.ErrNoPreview):
		return Sentence{
			What: lang.X("say.office.no-preview", "Komputer ini belum dapat menggambar halaman PDF."),
			Do:   lang.X("say.office.no-preview.do", "Simpan PDF lalu buka dengan penampil PDF, atau minta pasangkan paket poppler-utils."), Who: askAdmin(),
		}, true
	case errors.Is(err, desk.ErrInUse):
		return Sentence{
			What: lang.X("say.office.in-use", "Data ini masih dipakai di tempat lain."),
			Do:   lang.X("say.office.in-use.do", "Lepaskan dahulu pemakaiannya, atau nonaktifkan saja."),
		}, true
	case errors.Is(err, desk.ErrNotTable):
		return Sentence{
			What: lang.X("say.office.not-table", "Berkas ini tidak dapat dibaca sebagai tabel."),
			Do:   lang.X("say.office.not-table.do", "Simpan sebagai CSV UTF-8 atau XLSX dengan nama kolom di baris pertama."),
		}, true
	case errors.Is(err, desk.ErrNothingFailed):
		return Sentence{
			What: lang.X("say.office.nothing-failed", "Tidak ada kamera yang gagal pada permintaan ini."),
			Do:   lang.X("say.office.nothing-failed.do", "Permintaan lanjutan hanya untuk kamera yang belum berhasil tayang. Gunakan Salin untuk permintaan serupa."),
		}, true
	case errors.Is(err, desk.ErrNotPicture):
		return Sentence{
			What: lang.X("say.office.not-picture", "Berkas ini bukan gambar yang dapat dicetak."),
			Do:   lang.X("say.office.not-picture.do", "Pilih gambar PNG atau JPEG, paling besar 4 MB."),
		}, true
	case errors.Is(err, desk.ErrBackupPlace):
		return Sentence{
			What: lang.X("say.office.backup-place", "Cadangan tidak dapat ditulis di tempat itu."),
			Do:   lang.X("say.office.backup-place.do", "Pilih folder lain yang ada dan boleh ditulis."),
		}, true
	case errors.Is(err, desk.ErrTooLarge):
		return Sentence{
			What: lang.X("say.office.too-large", "Tabel ini terlalu besar. Tidak ada yang disimpan."),
			Do:   lang.X("say.office.too-large.do", "Bagi menjadi beberapa berkas, masing-masing paling banyak 20.000 baris."),
		}, true
	case errors.Is(err, desk.ErrBadRows):
		return Sentence{
			What: lang.X("say.office.bad-rows", "Ada baris yang salah. Tidak ada yang disimpan."),
			Do:   lang.X("say.office.bad-rows.do", "Perbaiki baris tersebut, lalu ulangi."),
		}, true
	}
	return ofRegisterError(err)
}

// Field says what is wrong with one field of a form or a table.
func Field(f *desk.FieldError) Sentence {
	if refusal, ok := errors.AsType[*sop.Refusal](f.Err); ok {
		return Refusal(refusal)
	}
	if f.Rule == desk.FieldAddress {
		if s, ok := ofAddress(f.Err); ok {
			return s
		}
	}
	v := values{"Field": FieldName(f.Field), "Value": f.Value, "Other": f.Other, "Row": f.Row, "Choices": strings.Join(f.Choices, ", ")}
	switch f.Rule {
	case desk.FieldMissing:
		return Sentence{What: lang.X("say.field.missing", "{{.Field}} wajib diisi.", v)}
	case desk.FieldAddress:
		return Sentence{
			What: lang.X("say.field.address", "{{.Field}} bukan alamat RTSP.", v),
			Do:   lang.X("say.address.do", "Contoh: rtsp://10.10.5.21:554/stream1"),
		}
	case desk.FieldPath:
		return Sentence{
			What: lang.X("say.fault.bad-path", "Jalur relay tidak sah."),
			Do:   lang.X("say.fault.bad-path.do", "Gunakan huruf kecil, angka, titik, garis, dan garis miring; jangan akhiri dengan /sub."),
		}
	case desk.FieldTaken:
		return Sentence{
			What: lang.X("say.field.taken", "{{.Field}} ini sudah dipakai oleh {{.Other}}.", v),
			Do:   lang.X("say.field.taken.do", "Gunakan yang lain."),
		}
	case desk.FieldAssumed:
		return Sentence{What: lang.X("say.field.assumed", "{{.Field}} tidak ditulis; dicatat Baik.", v)}
	case desk.FieldChoice:
		return Sentence{What: lang.X("say.field.choice", "{{.Field}} harus salah satu dari: {{.Choices}}.", v)}
	}
	if s, ok := fieldOfRegister(f.Rule, v); ok {
		return s
	}
	return fieldOfTable(f.Rule, v)
}

// fieldOfTable are the rules that are mostly met in imported tables.
func fieldOfTable(rule desk.FieldRule, v values) Sentence {
	switch rule {
	case desk.FieldTwice:
		return Sentence{What: lang.X("say.field.twice", "{{.Field}} sama dengan baris {{.Row}}.", v)}
	case desk.FieldUnknown:
		return Sentence{
			What: lang.X("say.field.unknown", "{{.Field}} tidak ada dalam daftar.", v),
			Do:   lang.X("say.field.unknown.do", "Pilih dari daftar atau tambahkan dahulu."),
		}
	case desk.FieldDate:
		return Sentence{
			What: lang.X("say.field.date", "{{.Field}} bukan tanggal yang dapat dibaca.", v),
			Do:   lang.X("say.date.bad.do", "Tulis dengan bentuk dd-mm-yyyy hh.mm, misalnya 07-09-2026 08.15."),
		}
	case desk.FieldName:
		return Sentence{What: lang.X("say.field.name", "{{.Field}} terlalu panjang atau memuat tanda yang tidak diizinkan.", v)}
	case desk.FieldColumns:
		return Sentence{What: lang.X("say.field.columns", "Baris ini memuat sel lebih banyak daripada kolomnya.")}
	case desk.FieldText:
		return Sentence{
			What: lang.X("say.field.text", "Baris ini bukan teks UTF-8 atau terlalu panjang."),
			Do:   lang.X("say.field.text.do", "Simpan ulang berkas sebagai CSV UTF-8."),
		}
	case desk.FieldQuotes:
		return Sentence{What: lang.X("say.field.quotes", "Tanda kutip pada baris ini tidak ditutup.")}
	case desk.FieldIncomplete:
		return Sentence{
			What: lang.X("say.field.order", "{{.Field}} tidak berurutan.", v),
			Do:   lang.X("say.field.order.do", "Isi waktu mulai dari langkah 1 berturut-turut; mulai sebelum selesai."),
		}
	}
	return fieldOfReader(rule, v)
}

// FieldName names a field of a form; the columns of a table keep their names.
func FieldName(field string) string {
	switch field {
	case "name":
		return lang.X("say.field-name.name", "Nama")
	case "address":
		return lang.X("say.field-name.address", "Alamat")
	case "path", "paths":
		return lang.X("say.field-name.path", "Jalur relay")
	case "agency":
		return lang.X("say.field-name.agency", "Perangkat Daerah")
	case "request":
		return lang.X("say.field-name.request", "Permintaan")
	case "transport":
		return lang.X("say.field-name.transport", "Transport")
	case "role":
		return lang.X("say.field-name.role", "Jabatan")
	case "registered":
		return lang.X("say.field-name.registered", "Tanggal registrasi")
	case "to":
		return lang.X("say.field-name.to", "Berlaku sampai")
	case "":
		return lang.X("say.field-name.any", "Isian ini")
	}
	if word := nameOfRegisterField(field); word != "" {
		return word
	}
	return nameOfReaderField(field)
}
