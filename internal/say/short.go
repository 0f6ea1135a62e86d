package say

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// ShortFault is a fault in two or three words, for a column of a list; Fault
// has the sentence and what to do.
func ShortFault(k relay.FaultKind) string {
	for _, short := range []func(relay.FaultKind) string{shortHere, shortOnTheWay, shortOfCamera} {
		if s := short(k); s != "" {
			return s
		}
	}
	return lang.X("say.short.internal", "Kesalahan program")
}

// shortHere are the kinds that lie on this computer, "" for others.
func shortHere(k relay.FaultKind) string {
	switch k {
	case relay.FaultPortBusy:
		return lang.X("say.short.port-busy", "Port relay terpakai")
	case relay.FaultListenDenied:
		return lang.X("say.short.listen-denied", "Port relay ditolak")
	case relay.FaultBadAddress:
		return lang.X("say.short.bad-address", "Alamat tidak sah")
	case relay.FaultBadPath:
		return lang.X("say.short.bad-path", "Jalur tidak sah")
	case relay.FaultPathTaken:
		return lang.X("say.short.path-taken", "Jalur terpakai")
	}
	return ""
}

// shortOnTheWay are the kinds that lie between here and the camera.
func shortOnTheWay(k relay.FaultKind) string {
	switch k {
	case relay.FaultName:
		return lang.X("say.short.name", "Nama tidak dikenal")
	case relay.FaultNoRoute:
		return lang.X("say.short.no-route", "Tidak ada rute")
	case relay.FaultPortClosed:
		return lang.X("say.short.port-closed", "Port tertutup")
	case relay.FaultTimeout:
		return lang.X("say.short.timeout", "Tidak menjawab")
	case relay.FaultNotRTSP:
		return lang.X("say.short.not-rtsp", "Bukan RTSP")
	case relay.FaultTLSExpected:
		return lang.X("say.short.tls-expected", "Perlu rtsps")
	case relay.FaultTLSUnexpected:
		return lang.X("say.short.tls-unexpected", "Bukan rtsps")
	case relay.FaultCertificate:
		return lang.X("say.short.certificate", "Sertifikat berubah")
	}
	return ""
}

// shortOfCamera are the kinds that lie with the camera.
func shortOfCamera(k relay.FaultKind) string {
	switch k {
	case relay.FaultLogin:
		return lang.X("say.short.login", "Login ditolak")
	case relay.FaultLoginMethod:
		return lang.X("say.short.login-method", "Hanya Basic")
	case relay.FaultNoPath:
		return lang.X("say.short.no-path", "Kanal tidak ada")
	case relay.FaultRedirect:
		return lang.X("say.short.redirect", "Dialihkan")
	case relay.FaultNoVideo:
		return lang.X("say.short.no-video", "Tanpa video")
	case relay.FaultNoPackets:
		return lang.X("say.short.no-packets", "Tanpa paket")
	case relay.FaultNoKeyPicture:
		return lang.X("say.short.no-key-picture", "Tanpa gambar kunci")
	case relay.FaultClosedByCamera:
		return lang.X("say.short.closed-by-camera", "Diputus kamera")
	case relay.FaultSilent:
		return lang.X("say.short.silent", "Gambar berhenti")
	case relay.FaultBusy:
		return lang.X("say.short.busy", "Penuh / belum siap")
	case relay.FaultProtocol:
		return lang.X("say.short.protocol", "Jawaban aneh")
	}
	return ""
}
