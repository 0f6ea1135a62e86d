package say

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// Cause says why a probe did not end with a picture. What a probe and the
// relay meet alike is said alike.
func Cause(c camera.Cause) Sentence {
	switch c {
	case camera.NoCause:
		return Sentence{}
	case camera.CauseName:
		return Fault(&relay.Fault{Kind: relay.FaultName})
	case camera.CauseRoute:
		return Fault(&relay.Fault{Kind: relay.FaultNoRoute})
	case camera.CauseRefused:
		return Fault(&relay.Fault{Kind: relay.FaultPortClosed})
	case camera.CauseFiltered:
		return Fault(&relay.Fault{Kind: relay.FaultTimeout})
	case camera.CauseNotRTSP:
		return Fault(&relay.Fault{Kind: relay.FaultNotRTSP})
	case camera.CauseTLSExpected:
		return Fault(&relay.Fault{Kind: relay.FaultTLSExpected})
	case camera.CauseTLSUnexpected:
		return Fault(&relay.Fault{Kind: relay.FaultTLSUnexpected})
	case camera.CauseCertificate:
		return Fault(&relay.Fault{Kind: relay.FaultCertificate})
	case camera.CauseLoginMethod:
		return Fault(&relay.Fault{Kind: relay.FaultLoginMethod})
	case camera.CausePath:
		return Fault(&relay.Fault{Kind: relay.FaultNoPath})
	case camera.CauseNoVideo:
		return Fault(&relay.Fault{Kind: relay.FaultNoVideo})
	case camera.CauseRedirect:
		return Fault(&relay.Fault{Kind: relay.FaultRedirect})
	case camera.CauseNoPackets:
		return Fault(&relay.Fault{Kind: relay.FaultNoPackets})
	case camera.CauseNoKeyPicture:
		return Fault(&relay.Fault{Kind: relay.FaultNoKeyPicture})
	}
	return causeOfProbe(c)
}

// causeOfProbe are the causes that only a probe tells apart.
func causeOfProbe(c camera.Cause) Sentence {
	switch c {
	case camera.CauseLogin:
		return Sentence{
			lang.X("say.cause.login", "Kamera menolak nama pengguna atau kata sandi."),
			lang.X("say.cause.login.do", "Periksa login dan huruf besar-kecilnya, lalu uji lagi."),
			askAgency(),
		}
	case camera.CauseLocked:
		return Sentence{
			lang.X("say.cause.locked", "Kamera mengunci akun ini karena terlalu banyak login yang salah."),
			lang.X("say.cause.locked.do", "Tunggu sampai kuncinya terbuka (lazimnya 5 sampai 30 menit), lalu uji dengan login yang benar."),
			askAgency(),
		}
	case camera.CauseCodec:
		return Sentence{
			lang.X("say.cause.codec", "Tayangan ini dapat direlay, tetapi formatnya tidak dapat ditampilkan di sini."),
			lang.X("say.cause.codec.do", "Terbitkan saja bila pembacanya mampu, atau atur kamera ke H.264 atau H.265."),
			askAgency(),
		}
	case camera.CauseRareKeys:
		return Sentence{
			lang.X("say.cause.rare-keys", "Gambar kunci kamera berjarak lebih dari sepuluh detik."),
			lang.X("say.cause.rare-keys.do", "Atur jarak I-frame kamera menjadi 1 sampai 2 detik agar tayangan cepat muncul."),
			askAgency(),
		}
	case camera.CauseTooMany:
		return Sentence{
			lang.X("say.cause.too-many", "Kamera sudah melayani sambungan sebanyak yang ia mampu."),
			lang.X("say.cause.too-many.do", "Putuskan pemakai lain atau ambil tayangan dari NVR."),
			askAgency(),
		}
	}
	return unexpected()
}
