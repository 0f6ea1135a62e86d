package sop

// DefaultKinds are the jenis of domain 8.2. All of it is editable.
func DefaultKinds() []EquipmentKind {
	return []EquipmentKind{
		{Key: "kamera", Name: "Kamera", Prefix: "CAM", ItemCode: "1.3.2.05.01.05.002", Unit: "unit", Camera: true},
		{Key: "nvr", Name: "NVR/DVR", Prefix: "NVR", Unit: "unit"},
		{Key: "server", Name: "Server", Prefix: "SRV", ItemCode: "1.3.2.10.02.04.001", Unit: "unit"},
		{Key: "switch", Name: "Switch", Prefix: "SWT", ItemCode: "1.3.2.10.02.04.024", Unit: "unit"},
		{Key: "router", Name: "Router", Prefix: "RTR", ItemCode: "1.3.2.10.02.04.002", Unit: "unit"},
		{Key: "radio", Name: "Access Point/Radio", Prefix: "APR", ItemCode: "1.3.2.10.02.04.026", Unit: "unit"},
		{Key: "modem", Name: "Modem", Prefix: "MDM", ItemCode: "1.3.2.10.02.04.004", Unit: "unit"},
		{Key: "ups", Name: "UPS", Prefix: "UPS", Unit: "unit"},
		{Key: "monitor", Name: "Monitor/Video Wall", Prefix: "MON", ItemCode: "1.3.2.10.02.03.002", Unit: "unit"},
		{Key: "konverter", Name: "Media Converter", Prefix: "MCV", Unit: "unit"},
		{Key: "penyimpanan", Name: "Penyimpanan", Prefix: "HDD", ItemCode: "1.3.2.10.02.03.017", Unit: "unit"},
		{Key: "tiang", Name: "Tiang/Box Panel", Prefix: "TNG", Unit: "unit"},
		{Key: ReasonOther, Name: "Lainnya", Prefix: "LNY", Unit: "unit"},
	}
}

// DefaultItemCodes are the kode barang found in several public lists (domain
// 8.1), to be confirmed with the Pengurus Barang. All of it is editable.
func DefaultItemCodes() []ItemCode {
	return []ItemCode{
		{"1.3.2.05.01.05.002", "CCTV – Camera Control Television System"},
		{"1.3.2.06.01.02.133", "Monitor/Televisi (video wall)"},
		{"1.3.2.10.02.03.002", "Monitor"},
		{"1.3.2.10.02.03.017", "External HDD"},
		{"1.3.2.10.02.04.001", "Server"},
		{"1.3.2.10.02.04.002", "Router"},
		{"1.3.2.10.02.04.003", "Hub"},
		{"1.3.2.10.02.04.004", "Modem"},
		{"1.3.2.10.02.04.014", "Rak Server"},
		{"1.3.2.10.02.04.015", "Firewall"},
		{"1.3.2.10.02.04.016", "Switch Rak"},
		{"1.3.2.10.02.04.023", "Wireless Access Point"},
		{"1.3.2.10.02.04.024", "Switch"},
		{"1.3.2.10.02.04.026", "Access Point"},
	}
}
