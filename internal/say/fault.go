package say

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// Who can help: three kinds of people, and the one who reads this.

func askNetwork() string {
	return lang.X("say.who.network", "Yang dapat membantu: tim jaringan Data Center.")
}

func askAgency() string {
	return lang.X("say.who.agency", "Yang dapat membantu: narahubung Perangkat Daerah pemilik kamera.")
}

func askAdmin() string {
	return lang.X("say.who.admin", "Yang dapat membantu: admin komputer ini.")
}

func askMaker() string {
	return lang.X("say.who.maker", "Yang dapat membantu: pengembang cctvdesk; sertakan berkas catatan (log).")
}

// Fault says what failed in the relay or on the way to a camera.
func Fault(f *relay.Fault) Sentence {
	if f == nil {
		return Sentence{}
	}
	if s, ok := faultHere(f.Kind); ok {
		return s
	}
	if s, ok := faultOnTheWay(f.Kind); ok {
		return s
	}
	return faultOfCamera(f.Kind)
}

// faultHere are the kinds that lie on this computer.
func faultHere(k relay.FaultKind) (Sentence, bool) {
	switch k {
	case relay.FaultPortBusy:
		return Sentence{
			lang.X("say.fault.port-busy", "Port relay sudah dipakai program lain."),
			lang.X("say.fault.port-busy.do", "Tutup program itu atau pilih port lain di Pengaturan (--rtsp)."),
			askAdmin(),
		}, true
	case relay.FaultListenDenied:
		return Sentence{
			lang.X("say.fault.listen-denied", "Relay tidak diizinkan memakai alamat atau port ini."),
			lang.X("say.fault.listen-denied.do", "Pilih port di atas 1024 dan alamat milik komputer ini."),
			askAdmin(),
		}, true
	case relay.FaultBadAddress:
		return Sentence{
			lang.X("say.fault.bad-address", "Alamat tidak sah."),
			lang.X("say.fault.bad-address.do", "Periksa penulisannya. Contoh: rtsp://10.10.5.21:554/stream1"),
			askAgency(),
		}, true
	case relay.FaultBadPath:
		return Sentence{
			lang.X("say.fault.bad-path", "Jalur relay tidak sah."),
			lang.X("say.fault.bad-path.do", "Gunakan huruf kecil, angka, titik, garis, dan garis miring; jangan akhiri dengan /sub."),
			askAdmin(),
		}, true
	case relay.FaultPathTaken:
		return Sentence{
			lang.X("say.fault.path-taken", "Jalur relay ini sudah dipakai kamera lain."),
			lang.X("say.fault.path-taken.do", "Pilih jalur lain."),
			askAdmin(),
		}, true
	case relay.FaultInternal:
		return Sentence{
			lang.X("say.fault.internal", "Terjadi kesalahan di dalam relay."),
			lang.X("say.fault.internal.do", "Sambungkan ulang kamera ini; bila terulang, laporkan."),
			askMaker(),
		}, true
	}
	return Sentence{}, false
}

// faultOnTheWay are the kinds that lie between us and the camera.
func faultOnTheWay(k relay.FaultKind) (Sentence, bool) {
	switch k {
	case relay.FaultName:
		return Sentence{
			lang.X("say.fault.name", "Nama host kamera tidak ditemukan."),
			lang.X("say.fault.name.do", "Periksa penulisan nama atau gunakan alamat IP."),
			askNetwork(),
		}, true
	case relay.FaultNoRoute:
		return Sentence{
			lang.X("say.fault.no-route", "Tidak ada jalan jaringan ke kamera."),
			lang.X("say.fault.no-route.do", "Periksa kabel, VPN, dan rute ke jaringan kamera."),
			askNetwork(),
		}, true
	case relay.FaultPortClosed:
		return Sentence{
			lang.X("say.fault.port-closed", "Perangkat menjawab, tetapi port kamera tertutup."),
			lang.X("say.fault.port-closed.do", "Periksa nomor port (lazimnya 554) dan pastikan RTSP di kamera aktif."),
			askAgency(),
		}, true
	case relay.FaultTimeout:
		return Sentence{
			lang.X("say.fault.timeout", "Kamera tidak menjawab."),
			lang.X("say.fault.timeout.do", "Periksa listrik dan jaringan kamera, serta firewall di antaranya."),
			askAgency(),
		}, true
	case relay.FaultNotRTSP:
		return Sentence{
			lang.X("say.fault.not-rtsp", "Layanan di port ini bukan RTSP."),
			lang.X("say.fault.not-rtsp.do", "Periksa nomor port; halaman web kamera bukan port RTSP."),
			askAgency(),
		}, true
	case relay.FaultTLSExpected:
		return Sentence{
			lang.X("say.fault.tls-expected", "Kamera meminta sambungan terenkripsi."),
			lang.X("say.fault.tls-expected.do", "Ganti awal alamat menjadi rtsps://"),
			askAgency(),
		}, true
	case relay.FaultTLSUnexpected:
		return Sentence{
			lang.X("say.fault.tls-unexpected", "Port ini tidak memakai enkripsi."),
			lang.X("say.fault.tls-unexpected.do", "Ganti awal alamat menjadi rtsp:// atau pakai port rtsps kamera."),
			askAgency(),
		}, true
	case relay.FaultCertificate:
		return Sentence{
			lang.X("say.fault.certificate", "Sertifikat kamera bukan yang dipercaya sebelumnya."),
			lang.X("say.fault.certificate.do", "Tanyakan apakah kamera diganti. Bila ya, buka lembar kamera dan percayai sertifikat barunya; bila tidak, biarkan terputus."),
			askAgency(),
		}, true
	case relay.FaultRedirect:
		return Sentence{
			lang.X("say.fault.redirect", "Kamera mengalihkan ke alamat lain yang belum disetujui."),
			lang.X("say.fault.redirect.do", "Masukkan alamat tujuan itu sendiri bila memang milik pemilik kamera."),
			askAgency(),
		}, true
	}
	return Sentence{}, false
}

// faultOfCamera are the kinds that lie in the camera.
func faultOfCamera(k relay.FaultKind) Sentence {
	switch k {
	case relay.FaultLogin:
		return Sentence{
			lang.X("say.fault.login", "Kamera menolak nama pengguna atau kata sandi."),
			lang.X("say.fault.login.do", "Periksa login lalu sambungkan ulang; percobaan dihentikan agar akun tidak terkunci."),
			askAgency(),
		}
	case relay.FaultLoginMethod:
		return Sentence{
			lang.X("say.fault.login-method", "Kamera hanya menerima login tanpa enkripsi (Basic)."),
			lang.X("say.fault.login-method.do", "Aktifkan Digest di kamera, pakai rtsps, atau izinkan Basic untuk kamera ini."),
			askAgency(),
		}
	case relay.FaultNoPath:
		return Sentence{
			lang.X("say.fault.no-path", "Kamera tidak mengenal jalur tayangan ini."),
			lang.X("say.fault.no-path.do", "Minta alamat RTSP lengkap; jalur berbeda untuk tiap merek dan kanal."),
			askAgency(),
		}
	case relay.FaultNoVideo:
		return Sentence{
			lang.X("say.fault.no-video", "Alamat ini tidak memuat video."),
			lang.X("say.fault.no-video.do", "Pastikan kanal dan alirannya benar dan video di kamera aktif."),
			askAgency(),
		}
	case relay.FaultNoPackets:
		return Sentence{
			lang.X("say.fault.no-packets", "Kamera setuju menayangkan, tetapi tidak ada paket yang datang."),
			lang.X("say.fault.no-packets.do", "Coba transport TCP; bila tetap, mulai ulang kamera."),
			askNetwork(),
		}
	case relay.FaultNoKeyPicture:
		return Sentence{
			lang.X("say.fault.no-key-picture", "Paket datang, tetapi tidak ada gambar utuh."),
			lang.X("say.fault.no-key-picture.do", "Atur jarak I-frame kamera menjadi 1 sampai 2 detik."),
			askAgency(),
		}
	case relay.FaultClosedByCamera:
		return Sentence{
			lang.X("say.fault.closed", "Kamera memutus sambungan."),
			lang.X("say.fault.closed.do", "Sambungan dicoba lagi otomatis. Bila sering, periksa listrik, jaringan, dan jumlah pemakai kamera."),
			askAgency(),
		}
	case relay.FaultSilent:
		return Sentence{
			lang.X("say.fault.silent", "Kamera berhenti mengirim gambar."),
			lang.X("say.fault.silent.do", "Sambungan dicoba lagi otomatis. Bila sering, periksa jaringan dan kameranya."),
			askAgency(),
		}
	case relay.FaultBusy:
		return Sentence{
			lang.X("say.fault.busy", "Kamera sedang penuh atau belum siap."),
			lang.X("say.fault.busy.do", "Sambungan dicoba lagi otomatis. Bila tetap, kurangi pemakai lain kamera ini; bila sumbernya relay lain, periksa kamera di sana."),
			askAgency(),
		}
	case relay.FaultProtocol:
		return Sentence{
			lang.X("say.fault.protocol", "Jawaban kamera tidak sesuai aturan RTSP."),
			lang.X("say.fault.protocol.do", "Mulai ulang kamera atau perbarui firmware-nya."),
			askAgency(),
		}
	}
	return unexpected()
}
