package say

import "fyne.io/fyne/v2/lang"

// fieldWord names one part of a field's way as the trail has it; "" for what
// nobody is shown (ids, keys) and for what is not known.
func fieldWord(name string) string {
	for _, known := range []func(string) string{wordOfRequest, wordOfLetter, wordOfStep, wordOfCamera, wordOfOffice, wordOfProcedure, wordOfRelay, wordOfRegister} {
		if word := known(name); word != "" {
			return word
		}
	}
	return ""
}

// wordOfRequest are the facts of a request.
func wordOfRequest(name string) string {
	switch name {
	case "Registered":
		return lang.X("say.trail.registered", "Terdaftar")
	case "Origin":
		return lang.X("say.trail.origin", "Asal permintaan")
	case "AgencyID":
		return lang.X("say.trail.agency-id", "Perangkat daerah")
	case "Subject":
		return lang.X("say.trail.subject", "Hal")
	case "Nature":
		return lang.X("say.trail.nature", "Sifat")
	case "Urgency":
		return lang.X("say.trail.urgency", "Urgensi")
	case "Contact":
		return lang.X("say.trail.contact", "Narahubung")
	case "Position":
		return lang.X("say.trail.position", "Jabatan")
	case "Phone":
		return lang.X("say.trail.phone", "Telepon")
	case "Sites":
		return lang.X("say.trail.sites", "Lokasi")
	case "Address":
		return lang.X("say.trail.address", "Alamat")
	case "District":
		return lang.X("say.trail.district", "Kecamatan")
	case "Village":
		return lang.X("say.trail.village", "Kelurahan")
	case "Category":
		return lang.X("say.trail.category", "Kategori")
	case "Purpose":
		return lang.X("say.trail.purpose", "Tujuan pemrosesan")
	case "Notice":
		return lang.X("say.trail.notice", "Papan pemberitahuan")
	case "Cameras":
		return lang.X("say.trail.cameras", "Kamera")
	case "CameraID":
		return lang.X("say.trail.camera-id", "Kamera pada relay")
	case "Site":
		return lang.X("say.trail.site", "Titik")
	case "Note":
		return lang.X("say.trail.note", "Catatan")
	case "Status":
		return lang.X("say.trail.status", "Keadaan")
	case "Before":
		return lang.X("say.trail.before", "Keadaan sebelumnya")
	case "Reason":
		return lang.X("say.trail.reason", "Alasan")
	case "Trashed":
		return lang.X("say.trail.trashed", "Dibuang pada")
	case "Finished":
		return lang.X("say.trail.finished", "Selesai pada")
	case "Name":
		return lang.X("say.trail.name", "Nama")
	}
	return ""
}

// wordOfLetter are letters and attachments.
func wordOfLetter(name string) string {
	switch name {
	case "Reference":
		return lang.X("say.trail.reference", "Surat rujukan")
	case "Agenda":
		return lang.X("say.trail.agenda", "Nomor agenda")
	case "Received":
		return lang.X("say.trail.received", "Tanggal terima")
	case "Attachments":
		return lang.X("say.trail.attachments", "Lampiran")
	case "Added":
		return lang.X("say.trail.added", "Dilampirkan pada")
	case "By":
		return lang.X("say.trail.by", "Dilampirkan oleh")
	case "Size":
		return lang.X("say.trail.size", "Ukuran")
	case "SHA":
		return lang.X("say.trail.sha", "SHA-256")
	case "Number":
		return lang.X("say.trail.number", "Nomor")
	case "Date":
		return lang.X("say.trail.date", "Tanggal")
	case "Way":
		return lang.X("say.trail.way", "Masuk/keluar")
	case "Moved":
		return lang.X("say.trail.moved", "Diterima/dikirim")
	case "Party":
		return lang.X("say.trail.party", "Dari/kepada")
	case "CC":
		return lang.X("say.trail.cc", "Tembusan")
	case "Disposition":
		return lang.X("say.trail.disposition", "Disposisi")
	}
	return ""
}

// wordOfStep are what is recorded of an activity.
func wordOfStep(name string) string {
	switch name {
	case "Steps":
		return lang.X("say.trail.steps", "Kegiatan")
	case "Round":
		return lang.X("say.trail.round", "Putaran")
	case "Executor":
		return lang.X("say.trail.executor", "Pelaksana")
	case "Official":
		return lang.X("say.trail.official", "Nama pejabat")
	case "Standard":
		return lang.X("say.trail.standard", "Waktu baku (menit)")
	case "Checks":
		return lang.X("say.trail.checks", "Kelengkapan")
	case "Label":
		return lang.X("say.trail.label", "Bunyi")
	case "Mandatory":
		return lang.X("say.trail.mandatory", "Wajib")
	case "Met":
		return lang.X("say.trail.met", "Terpenuhi")
	case "Evidence":
		return lang.X("say.trail.evidence", "Bukti keluaran")
	case "Source":
		return lang.X("say.trail.source", "Sumber nomor")
	case "Text":
		return lang.X("say.trail.text", "Isi")
	case "Instructions":
		return lang.X("say.trail.instructions", "Instruksi")
	case "Deadline":
		return lang.X("say.trail.deadline", "Batas waktu")
	case "Began":
		return lang.X("say.trail.began", "Mulai")
	case "Ended":
		return lang.X("say.trail.ended", "Selesai")
	case "Pauses":
		return lang.X("say.trail.pauses", "Jeda")
	case "OutOfHours":
		return lang.X("say.trail.out-of-hours", "Di luar jam kerja")
	case "LateCause":
		return lang.X("say.trail.late-cause", "Penyebab keterlambatan")
	case "Returned":
		return lang.X("say.trail.returned", "Dikembalikan")
	case "At":
		return lang.X("say.trail.at", "Waktu")
	case "To":
		return lang.X("say.trail.to", "Sampai")
	case "Proof":
		return lang.X("say.trail.proof", "Hasil uji")
	case "Retest":
		return lang.X("say.trail.retest", "Uji ulang")
	case "Result":
		return lang.X("say.trail.result", "Hasil")
	case "FirstPicture":
		return lang.X("say.trail.first-picture", "Gambar pertama")
	case "Measured":
		return lang.X("say.trail.measured", "Lama pengukuran")
	case "KeyInterval":
		return lang.X("say.trail.key-interval", "Jarak gambar kunci")
	case "Jitter":
		return lang.X("say.trail.jitter", "Jitter")
	case "UDP":
		return lang.X("say.trail.udp", "Dibaca lewat UDP")
	case "Picture":
		return lang.X("say.trail.picture", "Gambar bukti")
	case "Cause":
		return lang.X("say.trail.cause", "Sebab")
	case "Rules":
		return lang.X("say.trail.rules", "Aturan yang dipakai")
	case "SOPVersion":
		return lang.X("say.trail.sopversion", "Versi SOP")
	case "Standards":
		return lang.X("say.trail.standards", "Waktu baku")
	case "Profile":
		return lang.X("say.trail.profile", "Profil jam kerja")
	}
	return ""
}

// wordOfCamera are cameras and the accounts of readers.
func wordOfCamera(name string) string {
	switch name {
	case "Path":
		return lang.X("say.trail.path", "Jalur relay")
	case "URL":
		return lang.X("say.trail.url", "Alamat kamera")
	case "SubURL":
		return lang.X("say.trail.sub-url", "Alamat aliran kecil")
	case "Login":
		return lang.X("say.trail.login", "Nama pengguna dan kata sandi")
	case "RequestID":
		return lang.X("say.trail.request-id", "Permintaan")
	case "Tags":
		return lang.X("say.trail.tags", "Tanda")
	case "Transport":
		return lang.X("say.trail.transport", "Transport")
	case "AllowBasic":
		return lang.X("say.trail.allow-basic", "Login Basic diizinkan")
	case "Enabled":
		return lang.X("say.trail.enabled", "Aktif")
	case "OnDemand":
		return lang.X("say.trail.on-demand", "Hanya bila ditonton")
	case "Wait":
		return lang.X("say.trail.wait", "Pembaca boleh menunggu")
	case "Fingerprint":
		return lang.X("say.trail.fingerprint", "Sidik sertifikat")
	case "Codec":
		return lang.X("say.trail.codec", "Codec")
	case "Width":
		return lang.X("say.trail.width", "Lebar gambar")
	case "Height":
		return lang.X("say.trail.height", "Tinggi gambar")
	case "FPS":
		return lang.X("say.trail.fps", "Gambar per detik")
	case "Kbps":
		return lang.X("say.trail.kbps", "Kecepatan (kb/s)")
	case "Created":
		return lang.X("say.trail.created", "Dibuat")
	case "Serial":
		return lang.X("say.trail.serial", "Nomor seri")
	case "Password":
		return lang.X("say.trail.password", "Kata sandi")
	case "Paths":
		return lang.X("say.trail.paths", "Jalur yang boleh dibaca")
	case "Expires":
		return lang.X("say.trail.expires", "Berlaku sampai")
	case "Disabled":
		return lang.X("say.trail.disabled", "Dinonaktifkan")
	case "Device":
		return lang.X("say.trail.device", "Perangkat")
	case "Brands":
		return lang.X("say.trail.brands", "Merek")
	case "Main":
		return lang.X("say.trail.main", "Aliran utama")
	case "Sub":
		return lang.X("say.trail.sub", "Aliran kecil")
	case "Port":
		return lang.X("say.trail.port", "Port")
	case "Habits":
		return lang.X("say.trail.habits", "Kebiasaan")
	case "Networks":
		return lang.X("say.trail.networks", "Jaringan yang boleh membaca")
	case "Sessions":
		return lang.X("say.trail.sessions", "Sambungan paling banyak")
	case "Secure":
		return lang.X("say.trail.secure", "Relay terenkripsi")
	case "SecureListen":
		return lang.X("say.trail.secure-listen", "Alamat relay terenkripsi")
	}
	return ""
}

// wordOfOffice are agencies, officials and settings.
func wordOfOffice(name string) string {
	switch name {
	case "Code":
		return lang.X("say.trail.code", "Kode")
	case "Short":
		return lang.X("say.trail.short", "Singkatan")
	case "Kind":
		return lang.X("say.trail.kind", "Jenis")
	case "HeadTitle":
		return lang.X("say.trail.head-title", "Sebutan kepala")
	case "Inactive":
		return lang.X("say.trail.inactive", "Tidak aktif")
	case "Email":
		return lang.X("say.trail.email", "Pos-el")
	case "Role":
		return lang.X("say.trail.role", "Jabatan dalam SOP")
	case "Title":
		return lang.X("say.trail.title", "Jabatan")
	case "Rank":
		return lang.X("say.trail.rank", "Pangkat")
	case "NIP":
		return lang.X("say.trail.nip", "NIP")
	case "Acting":
		return lang.X("say.trail.acting", "Plt./Plh.")
	case "From":
		return lang.X("say.trail.from", "Sejak")
	case "Language":
		return lang.X("say.trail.language", "Bahasa")
	case "Theme":
		return lang.X("say.trail.theme", "Tampilan")
	case "Government":
		return lang.X("say.trail.government", "Pemerintah")
	case "Office":
		return lang.X("say.trail.office", "Perangkat daerah sendiri")
	case "Division":
		return lang.X("say.trail.division", "Bidang")
	case "Section":
		return lang.X("say.trail.section", "Seksi")
	case "Web":
		return lang.X("say.trail.web", "Situs web")
	case "City":
		return lang.X("say.trail.city", "Kota")
	case "NumberTemplate":
		return lang.X("say.trail.number-template", "Pola nomor surat")
	case "UnitCode":
		return lang.X("say.trail.unit-code", "Kode unit")
	case "Classification":
		return lang.X("say.trail.classification", "Klasifikasi")
	case "Classifications":
		return lang.X("say.trail.classifications", "Tabel klasifikasi arsip")
	case "UserName":
		return lang.X("say.trail.user-name", "Nama pencatat")
	case "ReportFolder":
		return lang.X("say.trail.report-folder", "Folder laporan")
	case "Listen":
		return lang.X("say.trail.listen", "Alamat relay")
	case "OpenToNetwork":
		return lang.X("say.trail.open-to-network", "Terbuka ke jaringan")
	case "NearShare":
		return lang.X("say.trail.near-share", "Ambang mendekati batas")
	case "Profiles":
		return lang.X("say.trail.profiles", "Profil jam kerja")
	case "Days":
		return lang.X("say.trail.days", "Hari")
	case "Holidays":
		return lang.X("say.trail.holidays", "Hari libur")
	case "FirstRunDone":
		return lang.X("say.trail.first-run-done", "Panduan mulai selesai")
	case "LastBackup":
		return lang.X("say.trail.last-backup", "Cadangan terakhir")
	}
	return ""
}

// wordOfProcedure are the SOP and the rest of the settings.
func wordOfProcedure(name string) string {
	switch name {
	case "SOP":
		return lang.X("say.trail.sop", "SOP")
	case "SOPPast":
		return lang.X("say.trail.sop-past", "SOP sebelumnya")
	case "GoodShare":
		return lang.X("say.trail.good-share", "Ambang kepatuhan baik")
	case "Activities":
		return lang.X("say.trail.activities", "Kegiatan SOP")
	case "Minutes":
		return lang.X("say.trail.minutes", "Waktu baku (menit)")
	case "Output":
		return lang.X("say.trail.output", "Keluaran")
	case "Remark":
		return lang.X("say.trail.remark", "Keterangan")
	case "Requirements":
		return lang.X("say.trail.requirements", "Kelengkapan")
	case "Verbatim":
		return lang.X("say.trail.verbatim", "Teks asli")
	case "Columns":
		return lang.X("say.trail.columns", "Kolom pelaksana")
	case "Head":
		return lang.X("say.trail.head", "Judul kolom")
	case "ApprovedBy":
		return lang.X("say.trail.approved-by", "Disahkan oleh")
	case "Revised":
		return lang.X("say.trail.revised", "Tanggal revisi")
	case "Effective":
		return lang.X("say.trail.effective", "Tanggal efektif")
	case "Equipment":
		return lang.X("say.trail.equipment", "Peralatan")
	case "LegalBasis":
		return lang.X("say.trail.legal-basis", "Dasar hukum")
	case "Qualifications":
		return lang.X("say.trail.qualifications", "Kualifikasi pelaksana")
	case "Records":
		return lang.X("say.trail.records", "Pencatatan")
	case "Related":
		return lang.X("say.trail.related", "Keterkaitan")
	case "Warning":
		return lang.X("say.trail.warning", "Peringatan")
	case "Paper":
		return lang.X("say.trail.paper", "Ukuran kertas")
	case "Logo":
		return lang.X("say.trail.logo", "Lambang pada kop")
	case "NoNotices":
		return lang.X("say.trail.no-notices", "Tanpa pemberitahuan desktop")
	case "Monitored":
		return lang.X("say.trail.monitored", "Monitoring SOP terakhir")
	case "Evaluated":
		return lang.X("say.trail.evaluated", "Evaluasi SOP terakhir")
	case "Told":
		return lang.X("say.trail.told", "Pemberitahuan")
	case "RequestFilters":
		return lang.X("say.trail.request-filters", "Saringan permintaan")
	case "Late":
		return lang.X("say.trail.late", "Hanya yang terlambat")
	case "Period":
		return lang.X("say.trail.period", "Waktu terdaftar")
	case "Shelf":
		return lang.X("say.trail.shelf", "Rak daftar")
	case "State":
		return lang.X("say.trail.state", "Keadaan")
	case "Step":
		return lang.X("say.trail.step", "Kegiatan")
	case "Wall":
		return lang.X("say.trail.wall", "Dinding video")
	case "Lat":
		return lang.X("say.trail.lat", "Lintang")
	case "Lon":
		return lang.X("say.trail.lon", "Bujur")
	case "Map":
		return lang.X("say.trail.map", "Gambar peta")
	case "Window":
		return lang.X("say.trail.window", "Jendela")
	}
	return ""
}
