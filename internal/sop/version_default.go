package sop

// DefaultVersion is the SOP of 2020 as signed, with its slips of the pen
// mended in Text and kept in Verbatim (G7).
func DefaultVersion() Version {
	v := Version{
		Name: "2020", Number: "…/TKPBET.DKI/2020",
		Title:      same("Relay Tayangan Surveillance"),
		Government: "Pemerintah Kota Pontianak",
		Office:     "Dinas Komunikasi dan Informatika",
		Division:   "Bidang Tata Kelola Pemerintahan Berbasis Elektronik dan Telematika",
		Section:    "Seksi Sarana dan Prasarana Teknologi Informasi dan Komunikasi",
		Created:    "07 April 2020", Revised: "", Effective: "2020",
		ApprovedBy: Approver{
			Title: "Kepala Dinas Komunikasi dan Informatika Kota Pontianak",
			Name:  "Ir. H. Uray Indra Mulya, MM", Rank: "Pembina Utama Muda", NIP: "196103291989031004",
		},
		Columns: []Column{
			{RoleAgency, Passage{"OPD/Badan/Kecamatan", "OPD/ BADAN/ KECAMATAN"}},
			{RoleKadis, same("Kadis Kominfo")},
			{RoleKabid, Passage{"Kabid. TKPBET", "kabid. TKPBET"}},
			{RoleKasi, same("Kasi. SPTIK")},
		},
		Warning: Passage{
			"Bila SOP ini tidak terlaksana akan berdampak tidak terlaksananya Keputusan Walikota Pontianak Nomor 731 Tahun 2012 tentang Penetapan Domain Website Pemerintah Kota Pontianak",
			"Bila SOP ini tidak terlaksana akan berdampak tidak terlaksananya keputusan Walikota Pontianak Nomor 731 Tahun 2012 tentang Penetapan Domain Website pemerintah Kota Pontianak",
		},
	}
	v.LegalBasis = legalBasis()
	v.Related = []Passage{
		{"SK Walikota No. 506.1 – Perubahan atas Keputusan Walikota Nomor 157 DKI Tahun 2020 tentang Pembentukan Tim Pelaksanaan Surveillance Kota Pontianak Tahun 2020",
			"SK Walikota No. 506.1 – Perubahan Atas Keputusan Walikota Nomor 157 DKI Tahun 2020 tentang Pembentukan Tim Pelaksanaan Surveillance Kota Pontianak Tahun 2020"},
		{"Data Center", "Data center."},
	}
	v.Qualifications = []Passage{
		same("Memahami secara teknis proses surveillance"),
		same("Memahami serta mentaati aturan-aturan yang telah ditetapkan"),
	}
	v.Equipment = []Passage{same("Surat permohonan pelaksanaan Surveillance"), same("Alat tulis kantor")}
	v.Records = []Passage{
		same("Membuat daftar jumlah peralatan Surveillance"),
		{"Membuat laporan tahunan peralatan Surveillance yang dikelola", "Membuat laporan tahunan peralata Surveillance yang dikelola"},
	}
	v.Activities = defaultActivities()
	return v
}

func same(text string) Passage { return Passage{text, text} }

func legalBasis() []Passage {
	return []Passage{
		{"Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik",
			"Undang Undang Nomor 14 Tahun 2008 Tentang Keterbukaan Informasi Publik"},
		{"Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
			"Peraturan Pemerintah No. 96 Tahun 2012 tentang Pelaksanaan Undang-Undang No. 25 Tahun 2009 tentang pelayan Publik"},
		same("Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik"),
		{"Peraturan Daerah Nomor 02 Tahun 2010 tentang Pelayanan Publik Pemerintah Kota Pontianak",
			"Peraturan Daerah Nomor 02 Tahun 2010 Tentang Pelayanan Publik Pemerintah Kota Pontianak"},
		same("Peraturan Walikota Nomor 25 Tahun 2019 tentang Masterplan Pontianak Smartcity Tahun 2019-2028"),
		same("Peraturan Walikota Nomor 67 Tahun 2019 tentang Penyelenggaraan Sistem Pemerintahan Berbasis Elektronik di Lingkungan Pemerintah Kota Pontianak"),
		{"Keputusan Walikota Pontianak Nomor 731 Tahun 2012 tentang Penetapan Domain Website Pemerintah Kota Pontianak",
			"Keputusan Walikota Pontianak Nomor 731 Tahun 2012 Tentang Penetapan Domain Website Pemerintah Kota Pontianak"},
	}
}

func defaultActivities() []Activity {
	etc := Passage{"IP, Internet, Komputer, dll.", "IP, Internet, Komputer, DII"}
	return []Activity{
		{N: 1, Minutes: 15, Executor: RoleKadis, Output: "Surat",
			Short:        "Menyurati Perangkat Daerah pemilik kamera",
			Text:         "Kepala Dinas Komunikasi dan Informatika Kota Pontianak menyurati Perangkat Daerah yang memiliki kamera Surveillance untuk melakukan relay tayangannya ke Data Center Kota Pontianak",
			Verbatim:     "Kepala Dinas Komunikasi dan Telematika Kota Pontiaak Menyurati Perangkat Daerah yang memiliki kamera Surveillance untuk melakukan relay tayangannya ke Data Center Kota Pontianak",
			Requirements: Passage{"Surat (memuat lokasi diminta/diusulkan)", "Surat (memuat lokasi diminta/ diusulkan)"},
			Checks:       []Check{must("surat-lokasi", "Surat memuat lokasi diminta/diusulkan"), may("tujuan-opd", "Tujuan Perangkat Daerah")}},
		{N: 2, Minutes: 15, Executor: RoleAgency, Output: "Akses",
			Short:        "Memberikan akses tayang kamera",
			Text:         "Perangkat Daerah memberikan akses tayang dari kamera CCTV yang sudah terpasang kepada Dinas Komunikasi dan Informatika Kota Pontianak",
			Verbatim:     "Perangkat Daerah memberikan akses tayang dari kamera CCTV yang sudah terpasang kepada Dinas Komunikasi dan Informatika Kota Pontianak",
			Requirements: etc,
			Checks: []Check{must("ip", "IP"), must("internet", "Internet"), must("komputer", "Komputer"),
				may("dll", "Dll. (port, protokol, pengguna, kanal, narahubung)")}},
		{N: 3, Minutes: 15, Executor: RoleKadis, Output: "Akses",
			Short:        "Menelaah akses dan mendisposisikan ke Bidang TKPBET",
			Text:         "Menerima dan menelaah akses dari Perangkat Daerah, kemudian mendisposisikan ke Bidang Tata Kelola Pemerintahan Berbasis Elektronik dan Telematika",
			Verbatim:     "Menerima dan menelaah akses dari Perangkat Daerah, kemudian mendisposisikan ke Bidang Tata Kelola Pemerintahan Berbasis Elektronik dan Telematika",
			Requirements: etc,
			Checks:       []Check{must("akses-ditelaah", "Data akses ditelaah")}},
		{N: 4, Minutes: 15, Executor: RoleKabid, Output: "Akses",
			Short:        "Menelaah disposisi dan mendisposisikan ke Seksi SPTIK",
			Text:         "Menerima dan menelaah disposisi dari Kepala Dinas, kemudian mendisposisikan ke Seksi Sarana dan Prasarana TIK",
			Verbatim:     "menerima dan menelaah disposisi dari Kepala Dinas, kemudia mendisposisikan ke Seksi Sarana dan Prasarana TIK",
			Requirements: etc,
			Checks:       []Check{must("disposisi-kadis", "Disposisi Kepala Dinas diterima")}},
		{N: 5, Minutes: 60, Executor: RoleKasi, Output: "Akses",
			Short:        "Melakukan setting relay di Data Center",
			Text:         "Menerima dan menelaah disposisi dari Kepala Dinas, kemudian melakukan setting di Data Center untuk relay video",
			Verbatim:     "Menerima dan menelaah disposisi dari Kepala Dinas, kemudian melakukan setting di Data Center untuk relay video",
			Requirements: etc,
			Checks: []Check{must("disposisi-kabid", "Disposisi Kepala Bidang diterima"),
				must("akses-terbuka", "Akses dapat dibuka dari Data Center"), may("server-relay", "Server relay tersedia")}},
		{N: 6, Minutes: 15, Executor: RoleKasi, Output: "Akses",
			Short:        "Melaporkan hasil relay kepada Kepala Dinas",
			Text:         "Melaporkan hasil relay kepada Kepala Dinas",
			Verbatim:     "Melaporkan hasil relay kepada Kepala Dinas",
			Requirements: etc,
			Checks:       []Check{must("hasil-relay", "Hasil relay"), may("daftar-kamera", "Daftar kamera tayang/gagal")}},
	}
}

func must(key, label string) Check { return Check{Key: key, Label: label, Mandatory: true} }
func may(key, label string) Check  { return Check{Key: key, Label: label} }
