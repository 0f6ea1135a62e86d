package say

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
)

// ofDevice are the ways in which looking for a camera, or asking one over
// ONVIF, can fail.
func ofDevice(err error) (Sentence, bool) {
	switch {
	case errors.Is(err, camera.ErrNoPTZ):
		return Sentence{
			What: lang.X("say.device.noptz", "Kamera ini tidak dapat digerakkan dari sini."),
			Do:   lang.X("say.device.noptz.do", "Pakai zum digital: roda tetikus, atau tombol + dan −."),
		}, true
	case errors.Is(err, camera.ErrMoving):
		return ofMoving(err), true
	case errors.Is(err, camera.ErrDeviceLogin):
		return Sentence{
			lang.X("say.device.login", "Perangkat menolak nama pengguna atau kata sandi ONVIF."),
			lang.X("say.device.login.do", "Periksa login. Pada beberapa merek pengguna ONVIF dibuat tersendiri di menu jaringan kamera."), askAgency(),
		}, true
	case errors.Is(err, camera.ErrDeviceSilent):
		return Sentence{
			lang.X("say.device.silent", "Perangkat tidak menjawab pertanyaan ONVIF."),
			lang.X("say.device.silent.do", "Periksa alamat dan apakah ONVIF dinyalakan di kamera, atau ketik alamat RTSP-nya."), askAgency(),
		}, true
	case errors.Is(err, camera.ErrNotDevice), errors.Is(err, camera.ErrDeviceAnswer), errors.Is(err, camera.ErrDeviceRefused):
		return Sentence{
			lang.X("say.device.not", "Jawaban di alamat itu bukan jawaban ONVIF yang dapat dibaca."),
			lang.X("say.device.not.do", "Ketik alamat RTSP-nya, atau pilih mereknya."), askAgency(),
		}, true
	case errors.Is(err, camera.ErrDeviceAddress):
		return Sentence{
			What: lang.X("say.device.address", "Ini bukan alamat perangkat."),
			Do:   lang.X("say.device.address.do", "Contoh: 10.10.5.21 atau 10.10.5.21:8000"),
		}, true
	}
	return ofSearch(err)
}

// ofMoving are the ways in which moving a camera can fail.
func ofMoving(err error) Sentence {
	switch {
	case errors.Is(err, camera.ErrDeviceLogin):
		return Sentence{
			lang.X("say.ptz.login", "Kamera tidak mengizinkan login ini menggerakkannya."),
			lang.X("say.ptz.login.do", "Minta akun ONVIF yang boleh menggerakkan kamera (operator), lalu isi di Ubah data kamera."), askAgency(),
		}
	case errors.Is(err, camera.ErrDeviceRefused):
		return Sentence{
			lang.X("say.ptz.refused", "Kamera menolak gerakan ini."),
			lang.X("say.ptz.refused.do", "Mungkin posisinya sudah dihapus atau kamera sedang dikendalikan pihak lain; coba lagi sebentar."), askAgency(),
		}
	case errors.Is(err, camera.ErrDeviceSilent), errors.Is(err, context.DeadlineExceeded):
		return Sentence{
			lang.X("say.ptz.silent", "Kamera tidak menjawab perintah gerak (ONVIF)."),
			lang.X("say.ptz.silent.do", "Nyalakan ONVIF di menu jaringan kamera. Zum digital tetap dapat dipakai: roda tetikus, atau tombol + dan −."), askAgency(),
		}
	}
	return Sentence{
		lang.X("say.ptz.none", "Kamera ini tidak mengenal ONVIF, jadi tidak dapat digerakkan dari sini."),
		lang.X("say.ptz.none.do", "Gerakkan dari perangkat lunak pemiliknya. Zum digital tetap dapat dipakai: roda tetikus, atau tombol + dan −."), askAgency(),
	}
}

func ofSearch(err error) (Sentence, bool) {
	switch {
	case errors.Is(err, camera.ErrRangeLarge):
		return Sentence{
			lang.X("say.range.large", "Rentang itu memuat lebih dari {{.Most}} alamat.", values{"Most": Number(camera.MaxRange)}),
			lang.X("say.range.large.do", "Periksa per bagian, misalnya 10.10.5.1-254."), askNetwork(),
		}, true
	case errors.Is(err, camera.ErrRange):
		return Sentence{
			What: lang.X("say.range.bad", "Ini bukan rentang alamat IP."),
			Do:   lang.X("say.range.bad.do", "Contoh: 10.10.5.1-254, 10.10.5.0/24, atau 10.10.5.21"),
		}, true
	case errors.Is(err, camera.ErrNoNetwork):
		return Sentence{
			lang.X("say.network.none", "Komputer ini tidak tersambung ke jaringan mana pun."),
			lang.X("say.network.none.do", "Sambungkan kabel jaringan, lalu cari lagi."), askNetwork(),
		}, true
	case errors.Is(err, camera.ErrTemplate):
		return Sentence{
			What: lang.X("say.template.bad", "Templat ini tidak menghasilkan alamat."),
			Do:   lang.X("say.template.bad.do", "Awali dengan garis miring; {c} untuk nomor saluran. Contoh: /cam/realmonitor?channel={c}&subtype=0"),
		}, true
	}
	return Sentence{}, false
}

// CameraClock says how far a camera's clock is off; empty when it is right.
func CameraClock(ahead time.Duration) string {
	size := ahead.Abs()
	if size < 30*time.Second {
		return ""
	}
	span := Span(size)
	if size < time.Minute {
		span = Took(size)
	}
	if ahead > 0 {
		return lang.X("say.clock.ahead", "Jam kamera meleset {{.Span}} (terlalu cepat).", values{"Span": span})
	}
	return lang.X("say.clock.behind", "Jam kamera meleset {{.Span}} (terlambat).", values{"Span": span})
}

// Habit says what a brand is known for, and what to do about it.
func Habit(h camera.Habit) Sentence {
	switch h {
	case camera.HabitSmartCodec:
		return Sentence{What: lang.X("say.habit.smart", "Kompresi pintar (H.264+/H.265+, Smart Codec) membuat gambar kunci sangat jarang."),
			Do: lang.X("say.habit.smart.do", "Matikan di pengaturan video kamera; jarak gambar kunci 2 detik.")}
	case camera.HabitLockedSub:
		return Sentence{What: lang.X("say.habit.sub", "Ukuran aliran kecilnya tidak dapat dinaikkan."),
			Do: lang.X("say.habit.sub.do", "Pakai aliran utama bila gambar terlalu kabur.")}
	case camera.HabitH265First:
		return Sentence{What: lang.X("say.habit.h265", "Aliran utamanya H.265 sejak dari pabrik; tidak semua peramban dapat memutarnya."),
			Do: lang.X("say.habit.h265.do", "Ubah ke H.264 bila akan tayang di laman warga.")}
	case camera.HabitOneMJPEG:
		return Sentence{What: lang.X("say.habit.mjpeg", "Profil pertamanya Motion JPEG dan memakan banyak jaringan."),
			Do: lang.X("say.habit.mjpeg.do", "Pilih profil kedua (H.264).")}
	case camera.HabitFewReaders:
		return Sentence{What: lang.X("say.habit.few", "Hanya melayani beberapa sambungan sekaligus."),
			Do: lang.X("say.habit.few.do", "Tutup aplikasi lain yang membuka kamera ini; pembaca lain mengambil dari relay.")}
	case camera.HabitViewOnly:
		return Sentence{What: lang.X("say.habit.admin", "Biasanya diserahkan dengan satu akun administrator."),
			Do: lang.X("say.habit.admin.do", "Minta akun khusus baca (view only).")}
	case camera.HabitHTTPOnRTSP:
		return Sentence{What: lang.X("say.habit.http", "Port RTSP-nya dapat dijawab oleh HTTP bila disetel demikian."),
			Do: lang.X("say.habit.http.do", "Matikan RTSP-over-HTTP atau kembalikan port RTSP ke 554.")}
	}
	return Sentence{}
}
