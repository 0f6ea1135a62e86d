package report

import (
	"bytes"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// sampleYear is a small year in which every table has something.
func sampleYear() sop.YearData {
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, sop.WIB())
	d := sop.YearData{
		Year: 2026, From: from, To: from.AddDate(1, 0, 0), Until: from.AddDate(1, 0, 0),
		Kinds: []string{"Kamera", "NVR/DVR", "Switch", "UPS"}, SOP: sop.DefaultVersion(), Calendar: sop.NewCalendar(sop.DefaultCalendar()),
		Checks: sop.Observation{Online: 280, Offline: 20, Causes: map[string]int{"listrik": 12, "media": 8}},
	}
	agencies := []string{"Dinas Perhubungan", "Dinas Komunikasi dan Informatika", ""}
	districts := []string{"Pontianak Kota", "Pontianak Selatan", "Pontianak Timur", "Pontianak Barat", "Pontianak Utara", "Pontianak Tenggara", ""}
	for i := range 60 {
		h := sop.Holding{Kind: "Kamera", Camera: true, Form: []string{"ptz", "statis", "statis"}[i%3], Agency: agencies[i%7%3], Site: []string{"Simpang Garuda", "Pasar Flamboyan", "Bundaran Kota Baru", "Tanjung Hulu"}[i%4], District: districts[i%7],
			Count: 1, Condition: []string{"B", "B", "B", "RR", "RB"}[i%5], Operation: []string{"online", "online", "online", "offline"}[i%4], Cause: []string{"listrik", "media", "cctv", ""}[i%3], Medium: []string{"fiber-optic", "wireless", "lan"}[i%3], Year: 2017 + i%10, Relayed: i%2 == 0}
		if i%5 == 4 {
			h.Kind, h.Camera, h.Form = d.Kinds[1+i%3], false, ""
		}
		d.Closing = append(d.Closing, h)
		if i < 52 {
			d.Opening = append(d.Opening, h)
		} else {
			d.Flows = append(d.Flows, sop.Flow{Kind: h.Kind, Count: 1})
			d.Moves = append(d.Moves, sop.Move{At: from.AddDate(0, i-50, 3), Code: "CAM-00" + string(rune('0'+i-50)), Item: "Kamera Hikvision", Kind: "tambah", To: h.Site, Basis: "BA-12/2026"})
		}
	}
	for i := range 24 {
		u := sop.Uptime{Camera: "Kamera " + string(rune('A'+i)), Path: "dishub/kamera", Agency: agencies[i%2], District: districts[i%6], Asked: 8760 * time.Hour}
		for m := range u.Months {
			u.Months[m] = sop.UptimeMonth{Watched: 600 * time.Hour, Down: time.Duration(i*m) * 10 * time.Minute}
			u.Watched, u.Down = u.Watched+u.Months[m].Watched, u.Down+u.Months[m].Down
		}
		for n := range i % 5 {
			u.Outages = append(u.Outages, sop.UptimeOutage{Cause: []string{"timeout", "port-closed", "login"}[n%3], Length: time.Duration(n+1) * 37 * time.Minute})
		}
		d.Uptimes = append(d.Uptimes, u)
	}
	for i := range 18 {
		at := from.AddDate(0, i%12, i)
		r := sop.Request{Number: "RLY-2026-00", Registered: at, Status: sop.Running}
		a := sop.Asked{Agency: agencies[i%2]}
		for n := 1; n <= 6; n++ {
			s := sop.Step{N: n, Round: 1, Executor: sop.DefaultVersion().Activity(n).Executor, Standard: sop.DefaultVersion().Activity(n).Minutes}
			if i%4 != 3 {
				s.Began = at.AddDate(0, 0, n).Add(9 * time.Hour)
				s.Ended = s.Began.Add(time.Duration(8+3*(i%5)) * time.Minute)
				if 8+3*(i%5) > s.Standard {
					s.LateCause = "kamera-banyak"
				}
			}
			r.Steps = append(r.Steps, s)
		}
		r.Cameras = []sop.CameraRef{{Name: "a", Proof: &sop.Proof{Result: sop.Success, At: at}}, {Name: "b", Proof: &sop.Proof{Result: sop.Failure, At: at}}, {Name: "c"}}
		if i%4 != 3 {
			r.Status, r.Finished = sop.Done, r.Steps[5].Ended
			a.Closed = r.Finished
		}
		a.Request = r
		d.Asked = append(d.Asked, a)
	}
	return d
}

func sampleReport(t *testing.T) LaporanTahunan {
	y := sop.Tally(sampleYear())
	last := sop.Tally(sop.YearData{Year: 2025})
	d := LaporanTahunan{
		Head: head(t), Division: "Bidang Tata Kelola Pemerintahan Berbasis Elektronik dan Telematika", Section: "Seksi Sarana dan Prasarana Teknologi Informasi dan Komunikasi",
		Edition: "Dikunci 5 Januari 2027", Figures: y, Last: &last, SOP: sop.DefaultVersion(), Printed: at(23, 1, 15), Date: at(23, 1, 15),
		Texts:     map[string]string{},
		Targets:   map[string]float64{sop.IndicatorOnline: 0.9, sop.IndicatorSites: 55, sop.IndicatorGood: 0.85},
		FollowUps: map[string]string{"terlambat/kamera-banyak": "Permintaan di atas sepuluh kamera dibagi dua tahap."},
		Officials: []OfficialLine{{"Kepala Seksi SPTIK", "Siti Nurhaliza Rahmawati, S.Kom., M.T.", "198403152009042003", "sejak 2 Januari 2024"}},
		Kasi:      Signer{Title: "Kepala Seksi SPTIK", Name: "Siti Nurhaliza Rahmawati, S.Kom., M.T.", Rank: "Penata Tingkat I", NIP: "198403152009042003"},
		Kabid:     Signer{Title: "Kepala Bidang TKPBET"}, Kadis: Signer{Title: "Kepala Dinas Komunikasi dan Informatika"},
	}
	for _, key := range TextKeys() {
		d.Texts[key] = "Uraian " + key + " yang ditulis oleh Kepala Seksi dan disimpan untuk tahun berikutnya, cukup panjang sehingga berjalan ke baris kedua.\n\n1. Butir pertama.\n2. Butir kedua yang lebih panjang daripada satu baris supaya terlihat menggantung di bawah dirinya sendiri."
	}
	for i, h := range sampleYear().Closing {
		d.Items = append(d.Items, InventoryItem{Code: "CAM-00" + string(rune('0'+i%10)), Kind: h.Kind, ItemCode: "1.3.2.05.01.05.002", Register: "0001", Name: h.Kind, Brand: "Hikvision", Model: "DS-2CD2", Serial: "SN-12345-" + string(rune('a'+i%26)), Form: FormWord(h.Form), Count: 1, Unit: "unit", Year: h.Year,
			Acquired: "Pembelian", Price: 12500000, Agency: h.Agency, Site: h.Site, District: h.District, Condition: ConditionWord(h.Condition), Operation: OperationWord(h.Operation), IP: "10.0.0.7"})
	}
	for _, a := range sampleYear().Asked {
		d.Requests = append(d.Requests, YearRequest{Number: a.Request.Number, Agency: a.Agency, Subject: "Relay tayangan", Status: "Selesai", Registered: a.Request.Registered, Finished: a.Closed, Cameras: 3, Minutes: 80, Standard: 135})
	}
	return d
}

func Test_laporan_tahunan(t *testing.T) {
	t.Parallel()
	d := sampleReport(t)
	text := inspect(t, golden(t, "laporan-tahunan", func(b *bytes.Buffer) error { return WriteLaporanTahunan(b, d, "pdf") }))
	says(t, text, "LAPORAN TAHUNAN", "Dikunci 5 Januari 2027", "Tabel 1. Jumlah peralatan menurut jenis", "BAB VI", "Gambar 1.", "Tabel 17.")
}
