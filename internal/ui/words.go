package ui

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// agencyKinds are the kinds of Perangkat Daerah with their words.
func agencyKinds() []kit.Option {
	kinds := []string{"sekretariat", "dinas", "badan", "inspektorat", "kecamatan", "kelurahan", "rsud", "upt", "vertikal", "lainnya"}
	options := make([]kit.Option, len(kinds))
	for i, k := range kinds {
		options[i] = kit.Option{Value: k, Word: say.AgencyKind(k)}
	}
	return options
}

// actingOptions are the ways in which somebody holds an office.
func actingOptions() []kit.Option {
	return []kit.Option{
		{Value: "", Word: lang.X("office.acting.none", "Definitif")},
		{Value: "plt", Word: lang.X("office.acting.plt", "Plt. (pelaksana tugas)")},
		{Value: "plh", Word: lang.X("office.acting.plh", "Plh. (pelaksana harian)")},
	}
}

// officeRoles are the four executors of the SOP. The agency's is seldom filled:
// usually the contact person of each request acts for it.
func officeRoles() []kit.Option {
	roles := []sop.Role{sop.RoleKadis, sop.RoleKabid, sop.RoleKasi, sop.RoleAgency}
	options := make([]kit.Option, len(roles))
	for i, r := range roles {
		options[i] = kit.Option{Value: string(r), Word: say.Role(r)}
	}
	return options
}

// actionWord names an entry of the audit trail. Acts of the procedure have
// the words of their buttons; the rest are the desk's own.
func actionWord(action string) string {
	switch action {
	case "terbitkan-kamera":
		return lang.X("office.action.publish", "Menerbitkan kamera")
	case "ubah-kamera":
		return lang.X("office.action.camera", "Mengubah kamera")
	case "matikan-kamera":
		return lang.X("office.action.off", "Mematikan kamera")
	case "letakkan-kamera":
		return lang.X("shell.act.camera.place", "Meletakkan kamera di peta")
	case "nyalakan-kamera":
		return lang.X("office.action.on", "Menyalakan kamera")
	case "percayai-sertifikat":
		return lang.X("cameras.action.trust", "Mempercayai sertifikat baru")
	case "catat-sertifikat":
		return lang.X("cameras.action.pin", "Mencatat sertifikat kamera")
	case "buang-kamera":
		return lang.X("office.action.trash", "Membuang kamera")
	case "pulihkan-kamera":
		return lang.X("office.action.restore", "Memulihkan kamera")
	case "impor-kamera":
		return lang.X("office.action.import.cameras", "Mengimpor kamera")
	case "impor-permintaan":
		return lang.X("office.action.import.requests", "Mengimpor permintaan")
	case "impor-libur":
		return lang.X("office.action.import.holidays", "Mengimpor hari libur")
	case "ubah-klasifikasi":
		return lang.X("office.action.classification", "Mengubah klasifikasi arsip")
	case "impor-klasifikasi":
		return lang.X("office.action.import.classification", "Mengimpor klasifikasi arsip")
	case "impor-opd":
		return lang.X("office.action.import.agencies", "Mengimpor perangkat daerah")
	case "lanjutan-permintaan":
		return lang.X("office.action.followup", "Membuat permintaan lanjutan")
	case "ubah-jam-kerja":
		return lang.X("office.action.hours", "Mengubah jam kerja")
	case "formulir-sop":
		return lang.X("office.action.review", "Membuat formulir monitoring/evaluasi SOP")
	case "simpan-opd":
		return lang.X("office.action.agency", "Menyimpan perangkat daerah")
	case "simpan-pejabat":
		return lang.X("office.action.official", "Menyimpan pejabat")
	case "hapus-pejabat":
		return lang.X("office.action.official.remove", "Menghapus pejabat")
	}
	return officeActionWord(action)
}

func officeActionWord(action string) string {
	switch action {
	case desk.ActionUndo:
		return lang.X("office.action.undo", "Mengurungkan tindakan")
	case desk.ActionRedo:
		return lang.X("office.action.redo", "Mengulangi tindakan")
	case "hapus-selamanya":
		return lang.X("office.action.erase", "Menghapus selamanya")
	case "ubah-pengaturan":
		return lang.X("office.action.settings", "Mengubah pengaturan")
	case "versi-sop":
		return lang.X("office.action.sop", "Memberlakukan versi SOP")
	case "mulai-pertama":
		return lang.X("office.action.firstrun", "Menyelesaikan panduan mulai")
	case "gangguan":
		return lang.X("office.action.outage", "Kamera terganggu")
	case "tutup-gangguan":
		return lang.X("office.action.outage.end", "Gangguan berakhir")
	case "tambah-pembaca":
		return lang.X("office.action.reader", "Menambah akun pembaca")
	case "putuskan-pembaca":
		return lang.X("office.action.reader.cut", "Memutuskan pembaca")
	case "hapus-pembaca":
		return lang.X("office.action.reader.remove", "Menghapus akun pembaca")
	case "buat-permintaan":
		return lang.X("office.action.request", "Mencatat permintaan")
	case "salin-permintaan":
		return lang.X("office.action.copy", "Menyalin permintaan")
	case "isi-awal":
		return lang.X("office.action.seed", "Mengisi data awal")
	case "cadangan":
		return lang.X("office.action.backup", "Membuat cadangan")
	case "catat-surat":
		return lang.X("letters.action.new", "Mencatat surat di agenda")
	case "ubah-surat":
		return lang.X("letters.action.edit", "Mengubah surat di agenda")
	case "hapus-surat":
		return lang.X("letters.action.remove", "Menghapus surat dari agenda")
	case "hasil-uji":
		return lang.X("office.action.proof", "Mencatat hasil uji tayang")
	case desk.ActionRetest:
		return lang.X("office.action.retest", "Menguji ulang sesudah kegiatan 5")
	}
	if word := registerActionWord(action); word != "" {
		return word
	}
	return relayActionWord(action)
}

// registerActionWord names what was done to the register.
func registerActionWord(action string) string {
	switch action {
	case "tambah-peralatan":
		return lang.X("register.action.add", "Mencatat peralatan")
	case "ubah-peralatan":
		return lang.X("register.action.edit", "Mengubah peralatan")
	case "mutasi-peralatan":
		return lang.X("register.action.move", "Mencatat mutasi")
	case "batal-mutasi":
		return lang.X("register.action.unmove", "Menghapus mutasi")
	case "periksa-peralatan":
		return lang.X("register.action.inspect", "Mencatat pemeriksaan")
	case "hapus-pemeriksaan":
		return lang.X("register.action.uninspect", "Menghapus pemeriksaan")
	case "buang-peralatan":
		return lang.X("register.action.trash", "Membuang peralatan")
	case "pulihkan-peralatan":
		return lang.X("register.action.restore", "Memulihkan peralatan")
	case "kaitkan-peralatan":
		return lang.X("register.action.tie", "Mengubah kaitan kamera relay")
	case "impor-peralatan":
		return lang.X("register.action.import", "Mengimpor peralatan")
	case "ubah-massal-peralatan":
		return lang.X("register.action.bulk", "Mengubah banyak peralatan")
	case "lampirkan-peralatan":
		return lang.X("register.action.file", "Melampirkan foto atau dokumen")
	case "lepas-lampiran-peralatan":
		return lang.X("register.action.unfile", "Melepas foto atau dokumen")
	case "simpan-titik":
		return lang.X("register.action.spot", "Menyimpan titik")
	case "hapus-titik":
		return lang.X("register.action.unspot", "Menghapus titik")
	}
	return ""
}
