package say

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// State names where a camera's life stands.
func State(s relay.State) string {
	switch s {
	case relay.Disabled:
		return lang.X("say.state.disabled", "Nonaktif")
	case relay.Connecting:
		return lang.X("say.state.connecting", "Menyambung")
	case relay.Live:
		return lang.X("say.state.live", "Langsung")
	case relay.Stalled:
		return lang.X("say.state.stalled", "Tersendat")
	case relay.Waiting:
		return lang.X("say.state.waiting", "Menunggu")
	case relay.Refused:
		return lang.X("say.state.refused", "Ditolak")
	case relay.Unsupported:
		return lang.X("say.state.unsupported", "Tidak didukung")
	}
	return string(s)
}

// Transport names how packets travel.
func Transport(t relay.Transport) string {
	switch t {
	case relay.Auto, "":
		return lang.X("say.transport.auto", "Otomatis")
	case relay.TCP:
		return "TCP"
	case relay.UDP:
		return "UDP"
	}
	return string(t)
}

// Hop names one stretch of the way to a camera.
func Hop(h camera.HopName) string {
	switch h {
	case camera.HopResolve:
		return lang.X("say.hop.name", "Nama host")
	case camera.HopPort:
		return lang.X("say.hop.port", "Port")
	case camera.HopRTSP:
		return lang.X("say.hop.rtsp", "Layanan RTSP")
	case camera.HopLogin:
		return lang.X("say.hop.login", "Login")
	case camera.HopDescription:
		return lang.X("say.hop.description", "Keterangan tayangan")
	case camera.HopPlay:
		return lang.X("say.hop.play", "Permintaan tayang")
	case camera.HopPackets:
		return lang.X("say.hop.packets", "Paket video")
	case camera.HopKeyPicture:
		return lang.X("say.hop.key-picture", "Gambar pertama")
	case camera.HopMeasure:
		return lang.X("say.hop.measure", "Pengukuran")
	}
	return string(h)
}

// HopResult names where a hop stands.
func HopResult(r camera.Result) string {
	switch r {
	case camera.Waiting:
		return lang.X("say.hop-result.waiting", "Menunggu")
	case camera.Running:
		return lang.X("say.hop-result.running", "Diuji")
	case camera.Done:
		return lang.X("say.hop-result.done", "Berhasil")
	case camera.Failed:
		return lang.X("say.hop-result.failed", "Gagal")
	case camera.Skipped:
		return lang.X("say.hop-result.skipped", "Dilewati")
	}
	return string(r)
}

// Warning says what somebody should know about a camera that works, for the
// constants of a relay's status and of a probe.
func Warning(w string) string {
	switch w {
	case relay.WarnBasicClear: // the probe's word is the same
		return lang.X("say.warning.basic-clear", "Kata sandi dikirim tanpa enkripsi. Bila bisa, gunakan rtsps atau login Digest.")
	case relay.WarnPacketLoss, camera.WarnLoss:
		return lang.X("say.warning.loss", "Ada paket yang hilang di jaringan. Periksa kabel, switch, dan beban jaringan ke kamera.")
	case relay.WarnRareKeys, camera.WarnLongKeys:
		return lang.X("say.warning.rare-keys", "Jarak gambar kunci terlalu panjang; atur I-frame kamera menjadi 1 sampai 2 detik.")
	case relay.WarnKeysMissing:
		return lang.X("say.warning.keys-missing", "Gambar kunci tidak datang pada waktunya. Bila gambar tersendat, mulai ulang kamera dan periksa setelan I-frame.")
	case relay.WarnUnknownPackets:
		return lang.X("say.warning.unknown-packets", "Kamera mengirim paket yang tidak ada dalam keterangannya. Paket itu dilewati; perbarui firmware kamera bila gambar terganggu.")
	case relay.WarnSSRCChanged:
		return lang.X("say.warning.ssrc-changed", "Kamera memulai ulang alirannya. Bila sering terjadi, periksa daya dan beban kamera.")
	case relay.WarnTimestampJump:
		return lang.X("say.warning.timestamp-jump", "Waktu kamera melompat; tayangan sudah disambung. Atur jam kamera melalui NTP.")
	case relay.WarnOversize:
		return lang.X("say.warning.oversize", "Paket kamera terlalu besar dan dikemas ulang. Tidak perlu tindakan; bila bisa, batasi ukuran paket (MTU) di setelan kamera.")
	case relay.WarnRepairedSDP:
		return lang.X("say.warning.repaired-sdp", "Keterangan tayangan kamera tidak rapi dan diperbaiki. Tidak perlu tindakan; perbarui firmware kamera bila gambar terganggu.")
	case relay.WarnParamsInBand:
		return lang.X("say.warning.params-in-band", "Parameter video hanya dikirim bersama gambar. Tidak perlu tindakan; pembaca dapat menunggu gambar kunci pertama.")
	case relay.WarnSkippedTracks:
		return lang.X("say.warning.skipped-tracks", "Sebagian aliran kamera tidak diteruskan. Bila suara atau data yang dibutuhkan tidak ada, periksa setelan aliran kamera.")
	case relay.WarnFellBackToUDP:
		return lang.X("say.warning.fell-back-udp", "Kamera menolak TCP; tayangan diambil melalui UDP. Aktifkan RTSP melalui TCP di kamera bila gambar sering rusak.")
	case relay.WarnUnknownCodec:
		return lang.X("say.warning.unknown-codec", "Tayangan diteruskan, tetapi tidak dapat ditampilkan di sini. Ubah kamera ke H.264 atau H.265 agar tampil di dinding video.")
	case relay.WarnNewCertificate, camera.WarnNewCert:
		return lang.X("say.warning.new-certificate", "Sertifikat kamera baru pertama kali dilihat; cocokkan sidik jarinya dengan pemilik kamera.")
	case camera.WarnTCPOnly:
		return lang.X("say.warning.tcp-only", "UDP tidak membawa gambar; gunakan TCP.")
	case camera.WarnBlack, camera.WarnCovered, camera.WarnFrozen, camera.WarnUnwatched, camera.WarnClock, camera.WarnHeld:
		return probeWarning(w)
	case camera.WarnAdmin:
		return lang.X("say.warning.admin", "Login memakai akun administrator; minta akun khusus baca.")
	}
	return w
}
