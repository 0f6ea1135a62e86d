package say

import (
	"context"
	"errors"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Error makes the sentence of an error. What is known is said as what it is;
// everything else is a mistake of ours and is said as that. The error's own
// text is for the log and is never shown.
func Error(err error) Sentence {
	if err == nil {
		return Sentence{}
	}
	for _, known := range []func(error) (Sentence, bool){ofRefusal, ofRelay, ofOffice, ofFiles, ofDevice, ofAddress, ofStore, ofWorld} {
		if s, ok := known(err); ok {
			return s
		}
	}
	return unexpected()
}

// unexpected is the sentence of a bug.
func unexpected() Sentence {
	return Sentence{
		lang.X("say.error.bug", "Terjadi kesalahan dalam aplikasi."),
		lang.X("say.error.bug.do", "Ulangi tindakan ini; bila terulang, mulai ulang cctvdesk dan laporkan."),
		askMaker(),
	}
}

func ofRefusal(err error) (Sentence, bool) {
	var refusal *sop.Refusal
	if !errors.As(err, &refusal) {
		return Sentence{}, false
	}
	return Refusal(refusal), true
}

func ofRelay(err error) (Sentence, bool) {
	var fault *relay.Fault
	if !errors.As(err, &fault) {
		return Sentence{}, false
	}
	return Fault(fault), true
}

// ofAddress are the ways in which an address can be wrong.
func ofAddress(err error) (Sentence, bool) {
	switch {
	case errors.Is(err, secret.ErrScheme):
		return Sentence{
			lang.X("say.address.scheme", "Alamat harus diawali rtsp:// atau rtsps://."),
			lang.X("say.address.do", "Contoh: rtsp://10.10.5.21:554/stream1"), askAgency(),
		}, true
	case errors.Is(err, secret.ErrHost):
		return Sentence{
			lang.X("say.address.host", "Alamat tidak memuat nama host atau alamat IP yang sah."),
			lang.X("say.address.do", "Contoh: rtsp://10.10.5.21:554/stream1"), askAgency(),
		}, true
	case errors.Is(err, secret.ErrSyntax):
		return Sentence{
			lang.X("say.address.syntax", "Teks ini bukan alamat RTSP."),
			lang.X("say.address.do", "Contoh: rtsp://10.10.5.21:554/stream1"), askAgency(),
		}, true
	case errors.Is(err, ErrDate):
		return Sentence{
			What: lang.X("say.date.bad", "Tanggal atau jam tidak dapat dibaca."),
			Do:   lang.X("say.date.bad.do", "Tulis dengan bentuk dd-mm-yyyy hh.mm, misalnya 07-09-2026 08.15."),
		}, true
	}
	return ofSearch(err)
}

// ofWorld are the errors of the operating system that a person can mend.
func ofWorld(err error) (Sentence, bool) {
	switch {
	case errors.Is(err, context.Canceled):
		return Sentence{What: lang.X("say.error.cancelled", "Dibatalkan. Tidak ada yang berubah.")}, true
	case errors.Is(err, context.DeadlineExceeded):
		return Sentence{
			lang.X("say.error.timeout", "Tindakan ini melewati batas waktunya."),
			lang.X("say.error.timeout.do", "Periksa jaringan, lalu ulangi."), askNetwork(),
		}, true
	case isFull(err):
		return Sentence{
			lang.X("say.error.full", "Diska penuh. Tidak ada yang tersimpan."),
			lang.X("say.error.full.do", "Kosongkan ruang diska, lalu ulangi."), askAdmin(),
		}, true
	case isDenied(err):
		return Sentence{
			lang.X("say.error.denied", "Berkas atau folder tidak boleh dibaca atau ditulis."),
			lang.X("say.error.denied.do", "Pilih folder lain atau minta hak aksesnya."), askAdmin(),
		}, true
	case isMissing(err):
		return Sentence{
			lang.X("say.error.missing", "Berkas atau folder tidak ditemukan."),
			lang.X("say.error.missing.do", "Periksa nama dan letaknya."), askAdmin(),
		}, true
	}
	return Sentence{}, false
}
