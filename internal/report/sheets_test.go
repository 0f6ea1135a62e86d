package report

import (
	"bytes"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func sampleCard(t *testing.T) KartuKendali {
	t.Helper()
	d := KartuKendali{
		Head: head(t), Number: "RLY-2026-0007", Agency: "Dinas Perhubungan Kota Pontianak",
		Subject: "Relay tayangan kamera persimpangan", Origin: "Diminta Diskominfo", Status: "Selesai", Registered: at(16, 1, 0), Finished: at(20, 3, 20),
		Reference: "-", Contact: "Budi Santoso (0812-0000-0001)", Sites: []string{"Simpang Garuda", "Bundaran Kota Baru"}, Cameras: 7,
		Standard: 135, Minutes: 163, Waiting: 1290, SOP: "2020", Printed: at(23, 1, 15),
	}
	began := []time.Time{at(16, 1, 5), at(17, 2, 0), at(18, 1, 30), at(18, 6, 0), at(19, 1, 0), at(20, 3, 0)}
	minutes := []int{12, 14, 15, 10, 95, 17}
	for i, a := range sop.DefaultVersion().Activities {
		s := CardStep{
			N: a.N, Round: 1, Activity: a.Short, Executor: string(a.Executor), Official: "Nama Pejabat",
			Began: began[i], Ended: began[i].Add(time.Duration(minutes[i]) * time.Minute), Standard: a.Minutes, Minutes: minutes[i],
			Waiting: 200 * i, Badge: string(sop.OnTime), Evidence: "B/500.12/" + string(rune('1'+i)) + "/DISKOMINFO/2026",
		}
		if minutes[i] > a.Minutes {
			s.Badge, s.LateCause = string(sop.Late), "Jumlah kamera banyak"
		}
		if a.N == 5 {
			s.Round, s.Ended = 2, began[i].Add(20*time.Hour)
			s.Pauses = []CardPause{{From: at(19, 2, 0), To: at(19, 8, 0), Reason: "Listrik padam", Minutes: 300}}
		}
		d.Steps = append(d.Steps, s)
	}
	old := d.Steps[4]
	old.Round, old.Returned = 1, "Akses tidak dapat dibuka dari Data Center"
	d.History = []CardStep{old}
	return d
}

func Test_kartu_kendali(t *testing.T) {
	t.Parallel()
	d := sampleCard(t)
	text := inspect(t, golden(t, "kartu-kendali", func(b *bytes.Buffer) error { return WriteKartuKendali(b, d) }))
	says(t, text, "KARTU KENDALI PERMINTAAN RELAY TAYANGAN SURVEILLANCE", "RLY-2026-0007", "Tepat Waktu", "Terlambat", "+35", "Listrik padam",
		"Putaran yang dikembalikan", "Garis waktu", "Putaran 2;", "Jumlah", "+28")
	for i := range d.Steps[2:] {
		d.Steps[i+2] = CardStep{N: i + 3, Round: 1, Activity: d.Steps[i+2].Activity, Standard: 15}
	}
	d.Steps[1].Ended, d.Steps[1].Badge, d.Steps[1].StillUnderway = time.Time{}, "", true
	says(t, inspect(t, render(t, func(b *bytes.Buffer) error { return WriteKartuKendali(b, d) })), "Diproses")
	inspect(t, render(t, func(b *bytes.Buffer) error { return WriteKartuKendali(b, KartuKendali{}) }))
}

func Test_sop_sheet(t *testing.T) {
	t.Parallel()
	v := sop.DefaultVersion()
	text := inspect(t, golden(t, "sop", func(b *bytes.Buffer) error { return WriteSOP(b, v, "", false, at(23, 1, 15)) }))
	says(t, text, "Nomor SOP", "…/TKPBET.DKI/2020", "Dasar Hukum:", "Pencatatan dan Pendataan:", "PROSEDUR RELAY TAYANGAN SURVEILLANCE", "Mutu Baku", "135 menit", "NIP 19610329 198903 1 004", "Halaman 2 dari 2")
	says(t, inspect(t, render(t, func(b *bytes.Buffer) error { return WriteSOP(b, v, "", true, at(23, 1, 15)) })), "Pontiaak")
	inspect(t, render(t, func(b *bytes.Buffer) error { return WriteSOP(b, sop.Version{}, "", false, time.Time{}) }))
}
