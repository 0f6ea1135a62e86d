package say

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The words of the procedure's constants. An unknown constant is shown as it
// is: better an odd word than none.

// Status names where a request stands.
func Status(s sop.Status) string {
	switch s {
	case sop.Draft:
		return lang.X("say.status.draft", "Draf")
	case sop.Running:
		return lang.X("say.status.running", "Berjalan")
	case sop.Paused:
		return lang.X("say.status.paused", "Ditunda")
	case sop.Done:
		return lang.X("say.status.done", "Selesai")
	case sop.Cancelled:
		return lang.X("say.status.cancelled", "Dibatalkan")
	case sop.Archived:
		return lang.X("say.status.archived", "Diarsipkan")
	}
	return string(s)
}

// StepState names where an activity stands.
func StepState(s sop.StepState) string {
	switch s {
	case sop.StepIdle:
		return lang.X("say.step.idle", "Belum Mulai")
	case sop.StepWaiting:
		return lang.X("say.step.waiting", "Menunggu")
	case sop.StepRunning:
		return lang.X("say.step.running", "Diproses")
	case sop.StepPaused:
		return lang.X("say.step.paused", "Ditunda")
	case sop.StepDone:
		return lang.X("say.step.done", "Selesai")
	}
	return string(s)
}

// Badge names a judgement of time.
func Badge(b sop.Badge) string {
	switch b {
	case sop.OnTime:
		return lang.X("say.badge.on-time", "Tepat Waktu")
	case sop.NearLimit:
		return lang.X("say.badge.near-limit", "Mendekati Batas")
	case sop.Late:
		return lang.X("say.badge.late", "Terlambat")
	}
	return string(b)
}

// Role names an executor of the SOP.
func Role(r sop.Role) string {
	switch r {
	case sop.RoleAgency:
		return lang.X("say.role.agency", "Perangkat Daerah")
	case sop.RoleKadis:
		return lang.X("say.role.kadis", "Kepala Dinas")
	case sop.RoleKabid:
		return lang.X("say.role.kabid", "Kepala Bidang TKPBET")
	case sop.RoleKasi:
		return lang.X("say.role.kasi", "Kepala Seksi SPTIK")
	}
	return string(r)
}

// Origin names who asked first.
func Origin(o sop.Origin) string {
	switch o {
	case sop.AskedByOffice:
		return lang.X("say.origin.office", "Diminta Diskominfo")
	case sop.ProposedByAgency:
		return lang.X("say.origin.agency", "Diusulkan Perangkat Daerah")
	}
	return string(o)
}

// Result names the outcome of a camera's test.
func Result(r sop.Result) string {
	switch r {
	case sop.Success:
		return lang.X("say.result.success", "Berhasil")
	case sop.Partial:
		return lang.X("say.result.partial", "Sebagian")
	case sop.Failure:
		return lang.X("say.result.failure", "Gagal")
	case "":
		return lang.X("say.result.none", "Belum diuji")
	}
	return string(r)
}

// ActKind names an act as its button does.
func ActKind(k sop.ActKind) string {
	switch k {
	case sop.ActEdit:
		return lang.X("say.act.edit", "Ubah Data")
	case sop.ActStart:
		return lang.X("say.act.start", "Mulai Permintaan")
	case sop.ActBegin:
		return lang.X("say.act.begin", "Mulai Langkah")
	case sop.ActCheck:
		return lang.X("say.act.check", "Catat Kelengkapan")
	case sop.ActPause:
		return lang.X("say.act.pause", "Tunda")
	case sop.ActResume:
		return lang.X("say.act.resume", "Lanjutkan")
	case sop.ActFinish:
		return lang.X("say.act.finish", "Selesaikan Langkah")
	case sop.ActReturn:
		return lang.X("say.act.return", "Kembalikan")
	case sop.ActCancel:
		return lang.X("say.act.cancel", "Batalkan")
	case sop.ActReopen:
		return lang.X("say.act.reopen", "Buka Kembali")
	case sop.ActArchive:
		return lang.X("say.act.archive", "Arsipkan")
	case sop.ActCorrect:
		return lang.X("say.act.correct", "Koreksi Waktu")
	case sop.ActProve:
		return lang.X("say.act.prove", "Catat Hasil Uji")
	case sop.ActAttach:
		return lang.X("say.act.attach", "Kaitkan Kamera")
	case sop.ActTrash:
		return lang.X("say.act.trash", "Hapus Draf")
	case sop.ActRestore:
		return lang.X("say.act.restore", "Pulihkan")
	case sop.ActEnterAll:
		return lang.X("say.act.enter-all", "Catat Sekaligus")
	case sop.ActFile:
		return lang.X("say.act.file", "Lampirkan Berkas")
	case sop.ActUnfile:
		return lang.X("say.act.unfile", "Lepas Lampiran")
	}
	return string(k)
}

// NIPWarning says what looks odd about a civil servant's number.
func NIPWarning(w string) string {
	switch w {
	case sop.NIPLength:
		return lang.X("say.nip.length", "NIP harus 18 angka.")
	case sop.NIPBirth:
		return lang.X("say.nip.birth", "Delapan angka pertama NIP bukan tanggal lahir yang wajar.")
	case sop.NIPAppointment:
		return lang.X("say.nip.appointment", "Angka ke-9 sampai ke-14 NIP bukan tahun dan bulan pengangkatan yang wajar.")
	case sop.NIPSex:
		return lang.X("say.nip.sex", "Angka ke-15 NIP harus 1 atau 2.")
	case sop.NIPSequence:
		return lang.X("say.nip.sequence", "Tiga angka terakhir NIP tidak boleh 000.")
	}
	return w
}
