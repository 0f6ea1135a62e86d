package desk

import (
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// exampleSpot is one titik of the example inventory.
type exampleSpot struct{ name, district, category string }

// exampleSpots are the 51 titik of the example: those named in the press first
// (domain 7.1), the rest along the city's streets. Coordinates are made up.
func exampleSpots() []exampleSpot {
	const kota, selatan, timur, barat, utara, tenggara = "Pontianak Kota", "Pontianak Selatan", "Pontianak Timur", "Pontianak Barat", "Pontianak Utara", "Pontianak Tenggara"
	return []exampleSpot{
		{"Simpang Garuda", kota, "simpang"}, {"Simpang Imam Bonjol", selatan, "simpang"}, {"Tanjung Hulu", timur, "ruas-jalan"},
		{"Jalan 28 Oktober", utara, "ruas-jalan"}, {"Tanjung Raya", timur, "ruas-jalan"}, {"Pasar Flamboyan", selatan, "pasar"},
		{"Jalan Pak Kasih", kota, "ruas-jalan"}, {"Simpang Pattimura", kota, "simpang"}, {"Bundaran Kota Baru", selatan, "simpang"},
		{"Jalan A. Yani (DPRD)", selatan, "kantor"}, {"Simpang Tanjungpura", selatan, "simpang"}, {"Jembatan Kapuas I", timur, "jembatan"},
		{"Jembatan Landak", utara, "jembatan"}, {"Taman Alun Kapuas", kota, "taman"}, {"Pasar Tengah", kota, "pasar"},
		{"Terminal Batu Layang", utara, "terminal"}, {"Simpang Sungai Jawi", barat, "simpang"}, {"Jalan Komyos Sudarso", barat, "ruas-jalan"},
		{"Pasar Kemuning", barat, "pasar"}, {"Jalan Kom Yos Sudarso Ujung", barat, "ruas-jalan"}, {"Simpang Jeruju", barat, "simpang"},
		{"Puskesmas Pal Lima", barat, "kesehatan"}, {"Simpang Polda", tenggara, "simpang"}, {"Jalan Adisucipto", tenggara, "ruas-jalan"},
		{"Simpang Bansir", tenggara, "simpang"}, {"Jalan Sungai Raya Dalam", tenggara, "ruas-jalan"}, {"Parit Haji Husin", tenggara, "rawan-banjir"},
		{"Simpang Veteran", selatan, "simpang"}, {"Jalan Gajah Mada", selatan, "ruas-jalan"}, {"Jalan Diponegoro", kota, "ruas-jalan"},
		{"Pelabuhan Dwikora", kota, "terminal"}, {"Terminal Kapuas Indah", kota, "terminal"}, {"Jalan Merdeka", kota, "ruas-jalan"},
		{"Simpang Sultan Hamid", timur, "simpang"}, {"Parit Mayor", timur, "rawan-banjir"}, {"Keraton Kadriyah", timur, "objek-vital"},
		{"Simpang Tanjung Hilir", timur, "simpang"}, {"Pasar Puring Siantan", utara, "pasar"}, {"Jalan Khatulistiwa", utara, "ruas-jalan"},
		{"Tugu Khatulistiwa", utara, "objek-vital"}, {"Jalan Gusti Situt Mahmud", utara, "ruas-jalan"},
		{"Kantor Wali Kota", selatan, "kantor"}, {"Mal Pelayanan Publik", selatan, "layanan-publik"}, {"Pontive Center", kota, "kantor"},
		{"Taman Akcaya", selatan, "taman"}, {"Taman Digulis", tenggara, "taman"}, {"Waterfront Sungai Kapuas", kota, "taman"},
		{"Perpustakaan Kota", kota, "layanan-publik"}, {"RSUD Sultan Syarif Mohamad Alkadrie", barat, "kesehatan"},
		{"Gedung Olahraga Terpadu", selatan, "layanan-publik"}, {"Rumah Pompa Parit Besar", selatan, "rawan-banjir"},
	}
}

// The cuts of the city's report on its cameras (domain 7.1).
const (
	exampleCameras  = 147
	exampleOffline  = 11
	exampleWireless = 9
	examplePTZ      = 30
	exampleDishub   = 41 // titik; the other ten are of Diskominfo
)

// exampleSheet is the inventory of 147 cameras as the city reported it: 136
// online, 11 offline; 138 by fibre, 9 wireless; 30 PTZ, 117 statis; 51 titik,
// 41 of Dishub and 10 of Diskominfo. What the report does not say is made up,
// and always the same.
func exampleSheet() sheet {
	s := sheet{title: "Contoh Inventaris"}
	columns := equipmentColumns()
	for _, c := range columns {
		s.columns = append(s.columns, c.name)
	}
	n := 0
	for i, spot := range exampleSpots() {
		here := 3
		if i%9 == 8 || i == 50 { // six titik have two
			here = 2
		}
		for k := range here {
			n++
			x := exampleCamera(n, i, k, spot)
			row := make([]any, len(columns))
			for c := range columns {
				row[c] = columns[c].get(x)
			}
			s.rows = append(s.rows, row)
		}
	}
	return s
}

// exampleCamera is camera n of the example, the k-th at titik i.
func exampleCamera(n, i, k int, spot exampleSpot) equipmentCells {
	makes := []struct{ brand, model, prefix string }{{"Hikvision", "DS-2CD2T47", "DS"}, {"Dahua", "IPC-HFW5442", "DH"}, {"Uniview", "IPC2324", "UV"}, {"Axis", "P1468-LE", "AX"}}
	m := makes[(i+k)%len(makes)]
	year := 2017 + (i*7+k*3)%9
	at := time.Date(year, time.Month(1+(i*5+k)%12), 1+(n*11)%28, 0, 0, 0, 0, sop.WIB())
	x := equipmentCells{
		kind:   sop.DefaultKinds()[0],
		agency: sop.Agency{Name: "Dinas Perhubungan"},
		spot:   sop.Spot{Site: sop.Site{Name: spot.name, District: spot.district, Category: spot.category}, Lat: -0.02 - float64(i%10)*0.006, Lon: 109.30 + float64(i%13)*0.006},
		item: sop.Equipment{
			Name: fmt.Sprintf("Kamera %s %d", spot.name, k+1), Brand: m.brand, Model: m.model, Serial: fmt.Sprintf("%s%d%06d", m.prefix, year, 4021*n%999983),
			ItemCode: "1.3.2.05.01.05.002", Register: fmt.Sprintf("%04d", n), Unit: "unit", Camera: sop.CameraSpec{Type: "statis", Resolution: "1920x1080", Infrared: n%3 != 0},
			Owned: sop.Ownership{Year: year, Acquired: "pembelian", Fund: "APBD", Price: int64(6_500_000 + (n*37%23)*250_000), Manager: "Diskominfo", Keeper: "Seksi SPTIK"},
			Link:  sop.Connection{Media: "fiber-optic", Provider: "Telkom", IP: fmt.Sprintf("10.20.%d.%d", 1+i, 11+k)}, Installed: at,
			Movements: []sop.Movement{{ID: ulid.ULID{}, Kind: sop.MoveAdd, Date: at}},
		},
		state: sop.EquipmentState{Status: sop.AssetActive, Quantity: 1, Condition: sop.Good, Operation: sop.Online, Inspected: time.Date(2026, 6, 30, 9, 0, 0, 0, sop.WIB())},
	}
	if i >= exampleDishub {
		x.agency.Name, x.item.Register = "Dinas Komunikasi dan Informatika", fmt.Sprintf("%04d", n-100)
	}
	if n%5 == 1 { // 30 of 147
		x.item.Camera.Type, x.item.Brand, x.item.Model = "ptz", "Hikvision", "DS-2DE4225IW"
	}
	if n%17 == 3 { // 9 of 147
		x.item.Link.Media, x.item.Link.Provider = "wireless", "Radio sendiri"
	}
	if n%14 == 5 { // 11 of 147
		x.state.Operation, x.state.Cause = sop.Offline, sop.OfflineCauses()[n%3]
	}
	switch {
	case n%29 == 7:
		x.state.Condition = sop.HeavyFault
		if x.state.Operation == sop.Online {
			x.state.Condition = sop.LightFault
		}
	case n%12 == 4:
		x.state.Condition = sop.LightFault
	}
	return x
}
