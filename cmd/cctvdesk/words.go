package main

import (
	"errors"
	"io"
	"regexp"
	"strings"

	"fyne.io/fyne/v2/lang"
	"github.com/alecthomas/kong"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// help prints the whole command line: it is short enough to be read at once.
func help(_ kong.HelpOptions, ctx *kong.Context) error {
	_, err := io.WriteString(ctx.Stdout, lang.X("cli.help", `cctvdesk [--data DIR] [--demo] [--rtsp ALAMAT] [--status ALAMAT] [--lang id|en]
    membuka jendela

cctvdesk serve
    relay dan data tanpa jendela; pilihan sama seperti di atas
cctvdesk probe URL [--json]
    memeriksa satu kamera; URL "-" dibaca dari masukan baku
cctvdesk import cameras|equipment|requests BERKAS.csv|BERKAS.xlsx [--apply] [--data DIR]
    memeriksa berkas baris demi baris; dengan --apply menyimpannya sebagai satu tindakan;
    --map opd=Instansi,hal=Perihal untuk berkas yang nama kolomnya lain;
    --test menguji setiap kamera, delapan sekaligus, tanpa menyimpan; --rest SISA.csv menulis baris yang gagal;
    peralatan: --mode keduanya|tambah|perbarui, --clear-blank mengosongkan isian yang selnya kosong;
    mutasi dari lembar kedua atau berkas sendiri (kolom kode_internal, tanggal, jenis_mutasi)
cctvdesk export DOKUMEN [--request RLY-2026-0001] [--year 2026] [--from 2026-01-01 --to 2026-12-31] --out BERKAS.pdf|xlsx|csv|json
    dokumen: surat-permintaan, lembar-disposisi, berita-acara, nota-dinas, kartu-kendali, sop
    daftar: requests, cameras, equipment, equipment-mutasi, outages, availability, audit;
    CSV untuk Excel, atau dengan koma: --csv koma; peralatan untuk publik: --public [--coordinates]
    daftar-jumlah, daftar-rinci (--date 2026-12-31, --public, --network), laporan-tahunan (--year, --public, --draft)
    label-peralatan (PDF berkode QR), template-peralatan dan contoh-peralatan (XLSX untuk impor)
cctvdesk reader add NAMA [--paths 'a,b/*'] [--networks 10.10.5.0/24] [--expires 2026-12-31] [--sessions 4]
    akun pembaca relay; kata sandi dicetak sekali ini saja
cctvdesk reader list · cctvdesk reader remove NAMA
cctvdesk backup BERKAS · cctvdesk restore BERKAS · cctvdesk check
    cadangan, pemulihan, dan pemeriksaan data; --passphrase-file BERKAS menyegel cadangan
cctvdesk version

Pilihan lain: --wall TAMPILAN membuka dinding video layar penuh (nomor atau nama tampilan);
--verbose menulis catatan kerja ke stderr.
Kode keluar: 0 selesai, 1 gagal, 2 salah pakai.`)+"\n")
	return err
}

// token is the word that kong complains about, when it can be shown.
var token = regexp.MustCompile(`(?:unknown flag|unexpected argument) "?(<?-{0,2}[a-z][a-z-]*>?)"?`)

// lacking is how kong says that a word is missing: an argument, a flag, or the
// value of a flag.
var lacking = regexp.MustCompile(`(?:^|: )(?:expected|missing) `)

// wrongUsage makes a sentence of what kong found. Only plain words are
// repeated: an argument could be an address with a login.
func wrongUsage(err error) string {
	if lacking.MatchString(err.Error()) {
		return lang.X("cli.usage.missing", "Perintah belum lengkap. Lihat susunannya dengan: cctvdesk --help")
	}
	word := ""
	if m := token.FindStringSubmatch(err.Error()); m != nil && !strings.Contains(err.Error(), "://") {
		word = m[1]
	}
	if word != "" {
		return lang.X("cli.usage.word", "Perintah memuat kata yang tidak dikenal: {{.Word}}. Lihat susunannya dengan: cctvdesk --help",
			map[string]any{"Word": word})
	}
	return lang.X("cli.usage", "Perintah tidak dikenali. Lihat susunannya dengan: cctvdesk --help")
}

// sentence makes one line of an error: what happened and what to do.
func sentence(err error) string {
	var field *desk.FieldError
	var own *saidError
	switch {
	case errors.As(err, &own):
		return own.sentence
	case errors.As(err, &field):
		return fieldSentence(field)
	case errors.Is(err, desk.ErrNotReady):
		return lang.X("cli.not-ready", "Dokumen belum dapat dibuat karena langkah 5 belum selesai. Selesaikan langkah 5 permintaan ini, lalu ulangi.")
	case errors.Is(err, desk.ErrNotTable):
		return lang.X("cli.not-table", "Berkas tidak dapat dibaca sebagai tabel. Simpan sebagai CSV UTF-8 atau XLSX dengan nama kolom di baris pertama.")
	case errors.Is(err, desk.ErrBadRows):
		return lang.X("cli.bad-rows", "Tidak ada yang disimpan karena ada baris yang salah. Perbaiki baris tersebut, lalu ulangi.")
	}
	return say.Error(err).String()
}

// saidError is an error whose sentence is known where it happens.
type saidError struct {
	sentence string
	cause    error
}

// Error is for the log.
func (e *saidError) Error() string { return e.sentence }

// Unwrap gives the cause.
func (e *saidError) Unwrap() error { return e.cause }

func said(text string, cause error) error { return &saidError{text, cause} }

// fieldSentence says what is wrong with one field, as a table's row needs it.
func fieldSentence(f *desk.FieldError) string {
	v := map[string]any{"Field": f.Field, "Value": f.Value, "Other": f.Other, "Row": f.Row, "Choices": strings.Join(f.Choices, ", ")}
	switch f.Rule {
	case desk.FieldMissing:
		return lang.X("cli.field.missing", "{{.Field}} kosong, isi dahulu", v)
	case desk.FieldAddress:
		return lang.X("cli.field.address", "{{.Field}} bukan alamat RTSP, contoh: rtsp://10.10.5.21:554/jalur", v)
	case desk.FieldPath:
		return lang.X("cli.field.path", "{{.Field}} hanya boleh memuat huruf kecil, angka, titik, garis, dan garis miring: {{.Value}}", v)
	case desk.FieldTaken:
		return lang.X("cli.field.taken", "{{.Field}} sudah dipakai oleh {{.Other}}", v)
	case desk.FieldTwice:
		return lang.X("cli.field.twice", "{{.Field}} sama dengan baris {{.Row}}", v)
	case desk.FieldUnknown:
		return lang.X("cli.field.unknown", "{{.Field}} tidak ada dalam daftar: {{.Value}}", v)
	case desk.FieldChoice:
		return lang.X("cli.field.choice", "{{.Field}} harus salah satu dari: {{.Choices}}", v)
	case desk.FieldDate:
		return lang.X("cli.field.date", "{{.Field}} bukan waktu yang sah (dd-mm-yyyy hh.mm): {{.Value}}", v)
	case desk.FieldName:
		return lang.X("cli.field.name", "{{.Field}} memuat huruf yang tidak boleh atau terlalu panjang", v)
	case desk.FieldIncomplete:
		return lang.X("cli.field.incomplete", "{{.Field}} harus diisi sebelum waktu sesudahnya", v)
	case desk.FieldColumns:
		return lang.X("cli.field.columns", "jumlah sel lebih banyak daripada kolom; periksa tanda pemisah dan tanda kutip")
	case desk.FieldText:
		return lang.X("cli.field.text", "isi bukan teks UTF-8 atau terlalu panjang")
	case desk.FieldQuotes:
		return lang.X("cli.field.quotes", "tanda kutip tidak berpasangan")
	case desk.FieldNetwork, desk.FieldCount, desk.FieldPast:
		return say.Error(f).String()
	}
	if f.Err == nil {
		if s := say.Field(f); s != say.Error(errors.New("")) {
			return s.String()
		}
	}
	return refusedSentence(f, v)
}

// refusedSentence is what the procedure says, with the column before it.
func refusedSentence(f *desk.FieldError, v map[string]any) string {
	var refusal *sop.Refusal
	if !errors.As(f.Err, &refusal) {
		return lang.X("cli.field.wrong", "{{.Field}} tidak dapat dipakai", v)
	}
	v["Sentence"] = say.Error(refusal).What
	if f.Field == "" {
		return say.Error(refusal).What
	}
	return lang.X("cli.field.refused", "{{.Field}}: {{.Sentence}}", v)
}
