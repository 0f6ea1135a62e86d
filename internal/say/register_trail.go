package say

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// wordOfRegister are the fields of equipment and titik, by the words of their
// forms.
func wordOfRegister(name string) string {
	if column, ok := map[string]string{
		"ItemCode": "kode_barang", "Register": "register", "Brand": "merk", "Model": "tipe", "Spec": "spesifikasi", "Unit": "satuan",
		"Type": "tipe_kamera", "Resolution": "resolusi", "Infrared": "inframerah", "Manager": "pengelola", "Keeper": "penanggung_jawab",
		"Year": "tahun_perolehan", "Acquired": "cara_perolehan", "Fund": "sumber_dana", "Price": "harga", "Warranty": "garansi_sampai",
		"Media": "media", "Provider": "penyedia", "Customer": "nomor_pelanggan", "Due": "jatuh_tempo", "IP": "ip", "MAC": "mac",
		"Installed": "tanggal_pasang", "Movements": "mutasi", "SiteID": "titik", "Condition": "kondisi", "Quantity": "jumlah",
		"HandedTo": "diserahkan_kepada", "Basis": "dasar", "Found": "status_operasi", "Lat": "lintang", "Lon": "bujur", "Prefix": "awalan",
	}[name]; ok {
		return nameOfRegisterField(column)
	}
	switch name {
	case "Owned":
		return lang.X("register.trail.owned", "Kepemilikan")
	case "Link":
		return lang.X("register.trail.link", "Sambungan")
	case "Camera":
		return lang.X("register.trail.camera", "Kamera")
	case "Files":
		return lang.X("register.trail.files", "Foto dan dokumen")
	case "Inspections":
		return lang.X("register.trail.inspections", "Pemeriksaan")
	case "Officer":
		return lang.X("register.trail.officer", "Petugas")
	case "OutageID":
		return lang.X("register.trail.outage", "Gangguan yang terukur")
	case "Recorded":
		return lang.X("register.trail.recorded", "Dicatat pada")
	case "Kinds":
		return lang.X("register.trail.kinds", "Jenis peralatan")
	case "ItemCodes":
		return lang.X("register.trail.itemcodes", "Kode barang")
	case "Filters":
		return lang.X("register.trail.filters", "Saringan peralatan")
	case "SOPReviewed":
		return lang.X("register.trail.reviewed", "SOP terakhir ditinjau")
	}
	return ""
}

// registerConstant words a constant of the register; false for free text.
func registerConstant(field, value string) (string, bool) {
	switch field {
	case "Condition":
		return Condition(sop.Condition(value)), true
	case "Found":
		return Operation(sop.Operation(value)), true
	case "Cause":
		return OfflineCause(value), true
	case "Media":
		return Media(value), true
	case "Acquired":
		return Acquisition(value), true
	case "Type":
		return CameraType(value), true
	case "Kind":
		if word := MovementKind(sop.MovementKind(value)); word != value {
			return word, true
		}
		return sop.KindOf(sop.DefaultKinds(), value).Name, true
	case "Infrared", "Year", "Quantity", "Price":
		return value, true
	}
	return "", false
}

// ofRegister says that an entry of the trail is about the register.
func ofRegister(object string) bool { return object == db.ObjectEquipment || object == db.ObjectSpot }
