package say

import (
	"errors"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// ofStore are the errors of the data folder.
func ofStore(err error) (Sentence, bool) {
	switch {
	case errors.Is(err, db.ErrOpenElsewhere):
		return Sentence{
			Open(),
			lang.X("say.store.open.do", "Tutup jendela cctvdesk atau cctvdesk serve yang memakai folder data ini, lalu ulangi."),
			askAdmin(),
		}, true
	case errors.Is(err, db.ErrNewerSchema):
		return Sentence{
			lang.X("say.store.newer", "Data ini dibuat oleh versi cctvdesk yang lebih baru."),
			lang.X("say.store.newer.do", "Gunakan versi cctvdesk yang terbaru; data tidak diubah."),
			askAdmin(),
		}, true
	case errors.Is(err, db.ErrDamaged):
		return Sentence{
			lang.X("say.store.damaged", "Berkas data rusak."),
			lang.X("say.store.damaged.do", "Pulihkan dari cadangan terakhir (cctvdesk restore); jangan hapus berkas yang rusak."),
			askMaker(),
		}, true
	case errors.Is(err, db.ErrNoWrite):
		return Sentence{
			lang.X("say.store.no-write", "Folder data tidak dapat ditulis."),
			lang.X("say.store.no-write.do", "Pilih folder lain (--data) atau minta hak tulis pada folder ini."),
			askAdmin(),
		}, true
	case errors.Is(err, db.ErrFull):
		return Sentence{
			lang.X("say.error.full", "Diska penuh. Tidak ada yang tersimpan."),
			lang.X("say.error.full.do", "Kosongkan ruang diska, lalu ulangi."),
			askAdmin(),
		}, true
	case errors.Is(err, db.ErrWrongKey):
		return Sentence{
			lang.X("say.store.wrong-key", "Kunci atau kata sandi tidak cocok dengan data ini."),
			lang.X("say.store.wrong-key.do", "Buka gantungan kunci desktop pengguna semula, kembalikan berkas key ke folder data, atau ulangi kata sandinya."),
			askAdmin(),
		}, true
	case errors.Is(err, db.ErrNotFound):
		return Sentence{
			What: lang.X("say.store.not-found", "Data ini tidak ditemukan; mungkin sudah dihapus."),
			Do:   lang.X("say.store.not-found.do", "Segarkan halaman untuk melihat keadaan terbaru."),
		}, true
	}
	return ofKeys(err)
}

// ofKeys are the errors of the master key, of backups and of a store that is
// going down.
func ofKeys(err error) (Sentence, bool) {
	switch {
	case errors.Is(err, db.ErrNoKey):
		return Sentence{
			lang.X("say.store.no-key", "Kunci data tidak ditemukan."),
			lang.X("say.store.no-key.do", "Masuk sebagai pengguna semula agar gantungan kuncinya terbuka, atau kembalikan berkas key ke folder data."),
			askAdmin(),
		}, true
	case errors.Is(err, db.ErrKeyring):
		return Sentence{
			lang.X("say.store.keyring", "Gantungan kunci desktop tidak menjawab."),
			lang.X("say.store.keyring.do", "Buka gantungan kunci (masuk ulang ke desktop), lalu ulangi."),
			askAdmin(),
		}, true
	case errors.Is(err, db.ErrPassphrase):
		return Sentence{
			lang.X("say.store.passphrase", "Kata sandi data atau cadangan salah atau belum diisi."),
			lang.X("say.store.passphrase.do", "Ulangi dengan kata sandi yang benar."),
			askAdmin(),
		}, true
	case errors.Is(err, db.ErrOccupied):
		return Sentence{
			lang.X("say.store.occupied", "Folder tujuan tidak kosong."),
			lang.X("say.store.occupied.do", "Pulihkan ke folder data yang kosong (--data); data yang ada tidak ditimpa."),
			askAdmin(),
		}, true
	case errors.Is(err, db.ErrClosed):
		return Sentence{
			lang.X("say.store.closed", "Data sudah ditutup."),
			lang.X("say.store.closed.do", "Buka kembali cctvdesk, lalu ulangi."),
			askAdmin(),
		}, true
	}
	return Sentence{}, false
}
