package main

import (
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// thing is one line of the demo's register besides the cameras.
type thing struct {
	kind, name, brand, model string
	year                     int // years before this one
	price                    int64
}

// fillRegister enters the cameras of the demo and what stands behind them into
// the register, with movements and inspections of two years. A register that
// has anything in it is left alone.
func (m *demo) fillRegister() error {
	rows, err := m.desk.Equipment.List(desk.EquipmentFilter{Gone: true})
	if err != nil || len(rows) > 0 {
		return err
	}
	today := time.Now().In(sop.WIB())
	day := func(years, months, days int) time.Time { return sop.Day(today.AddDate(-years, -months, -days)) }
	center, err := m.desk.Register.PutSpot(sop.Spot{Site: sop.Site{Name: "Data Center Diskominfo", District: "Pontianak Kota", Category: "kantor", Purpose: "keamanan", Notice: "ya"}, Lat: -0.0206, Lon: 109.3415})
	if err != nil {
		return err
	}
	cameras, err := m.desk.Equipment.Untied()
	if err != nil {
		return err
	}
	for n, row := range cameras {
		if err := m.demoCamera(n, row, day); err != nil {
			return err
		}
	}
	agencies, err := m.agencies()
	if err != nil {
		return err
	}
	for n, t := range demoThings() {
		e := sop.Equipment{Kind: t.kind, Name: t.name, Brand: t.brand, Model: t.model, Serial: fmt.Sprintf("SN-%s-%04d", t.kind, 1007*(n+3)%9973),
			Register: fmt.Sprintf("%04d", n+1), Owned: sop.Ownership{AgencyID: agencies["Diskominfo"], Year: today.Year() - t.year, Acquired: "pembelian", Fund: "APBD", Price: t.price, Keeper: "Seksi SPTIK"}}
		if t.year == 1 {
			e.Owned.Warranty = day(0, -1, 0)
		}
		id, err := m.desk.Equipment.Add(e, sop.Movement{Date: day(min(t.year, 2), n%5, 3), SiteID: center, Condition: sop.Good, Basis: fmt.Sprintf("BA serah terima %d", 40+n)})
		if err != nil {
			return err
		}
		if err := m.demoLife(n, id, day); err != nil {
			return err
		}
	}
	return nil
}

// demoCamera enters a camera of the relay with its make, its titik, and two
// years of inspections.
func (m *demo) demoCamera(n int, cam desk.CameraRow, day func(int, int, int) time.Time) error {
	site, err := m.desk.Register.PutSpot(sop.Spot{Lat: -0.02 - float64(n)*0.007, Lon: 109.31 + float64(n)*0.008,
		Site: sop.Site{Name: cam.Name, District: cam.District, Purpose: sop.Purposes()[n%3], Notice: "ya"}})
	if err != nil {
		return err
	}
	e := sop.Equipment{Kind: "kamera", Name: "Kamera " + cam.Name, CameraID: cam.ID, Camera: sop.CameraSpec{Type: "statis", Resolution: "1920x1080", Infrared: n%2 == 0},
		Brand: []string{"Hikvision", "Dahua", "Uniview", "Axis"}[n%4], Model: []string{"DS-2CD2T47", "IPC-HFW5442", "IPC2324", "P1468-LE"}[n%4],
		Serial: fmt.Sprintf("CCTV%02d%05d", n+1, 7919*(n+2)%99991), Installed: day(2, n, 0),
		Owned: sop.Ownership{AgencyID: cam.AgencyID, Year: day(2, n, 0).In(sop.WIB()).Year(), Acquired: "pembelian", Fund: "APBD", Price: int64(8_500_000 + n*750_000),
			Manager: "Diskominfo", Keeper: "Seksi SPTIK"},
		Link: sop.Connection{Media: "fiber-optic", Provider: "Telkom", Customer: fmt.Sprintf("1610%06d", 31337*(n+1)%999983), Due: day(0, -n-2, 0)}}
	if n%4 == 3 {
		e.Camera.Type = "ptz"
	}
	if n == 2 {
		e.Link.Media, e.Link.Provider, e.Link.Due = "wireless", "Radio sendiri", day(0, 0, -12)
	}
	id, err := m.desk.Equipment.Add(e, sop.Movement{Date: day(2, n, 0), SiteID: site, Condition: sop.Good, Basis: fmt.Sprintf("BA serah terima %d", 20+n)})
	if err != nil {
		return err
	}
	causes := sop.OfflineCauses()
	var found []sop.Inspection
	for month := 23; month >= 1; month -= 3 {
		i := sop.Inspection{At: day(0, month, n).Add(9 * time.Hour), Found: sop.Online, Officer: []string{"Dedi", "Ratna"}[month%2]}
		if (month+n)%7 == 0 {
			i.Found, i.Cause = sop.Offline, causes[n%3]
		}
		found = append(found, i)
	}
	_, err = m.desk.Equipment.Inspect(id, found...)
	return err
}

// demoThings are what stands behind the cameras.
func demoThings() []thing {
	return []thing{
		{"nvr", "NVR 32 Saluran Data Center", "Hikvision", "DS-7732NI", 4, 9_800_000},
		{"nvr", "NVR 16 Saluran Cadangan", "Dahua", "NVR5216", 2, 6_400_000},
		{"server", "Server Relay", "Dell", "PowerEdge R450", 2, 92_000_000},
		{"switch", "Switch Inti Relay", "Cisco", "C9200L-24P", 3, 38_500_000},
		{"switch", "Switch PoE Data Center", "Ruijie", "RG-S2910", 1, 7_900_000},
		{"router", "Router Batas Jaringan OPD", "MikroTik", "CCR2004", 2, 11_200_000},
		{"ups", "UPS Ruang Relay 6 kVA", "APC", "SRT6KXLI", 4, 54_000_000},
		{"ups", "UPS Lama 3 kVA", "ICA", "CE3100", 6, 12_500_000},
		{"monitor", "Panel Dinding Video 55 inci", "LG", "55VL5PJ", 1, 61_000_000},
		{"penyimpanan", "Penyimpanan NAS 40 TB", "Synology", "RS1221+", 2, 47_000_000},
	}
}

// demoLife lets a few things age: repairs, faults, one proposed for removal and
// one gone.
func (m *demo) demoLife(n int, id ulid.ULID, day func(int, int, int) time.Time) error {
	var moves []sop.Movement
	switch n {
	case 1:
		moves = []sop.Movement{{Kind: sop.MoveCondition, Date: day(0, 8, 0), Condition: sop.LightFault, Basis: "BA pemeriksaan 7"},
			{Kind: sop.MoveRepair, Date: day(0, 6, 0), Condition: sop.Good, Basis: "BA perbaikan 9", Note: "Ganti kipas"}}
	case 6:
		moves = []sop.Movement{{Kind: sop.MoveCondition, Date: day(0, 3, 0), Condition: sop.LightFault, Basis: "BA pemeriksaan 21", Note: "Baterai menurun"}}
	case 7:
		moves = []sop.Movement{{Kind: sop.MoveCondition, Date: day(1, 2, 0), Condition: sop.HeavyFault, Basis: "BA pemeriksaan 3"},
			{Kind: sop.MovePropose, Date: day(0, 9, 0), Basis: "Nota dinas 14"}}
	}
	for _, move := range moves {
		if _, err := m.desk.Equipment.Move(id, move); err != nil {
			return err
		}
	}
	if n == 7 {
		return nil
	}
	_, err := m.desk.Equipment.Inspect(id, sop.Inspection{At: day(0, 2+n%3*3, n).Add(10 * time.Hour), Found: sop.Online, Officer: "Ratna"})
	return err
}
