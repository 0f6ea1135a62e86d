package report

import (
	"io"
	"strconv"
	"strings"
	"time"
)

// RekapBulanan is D8: what became of the requests in one month.
type RekapBulanan struct {
	Head      Letterhead
	Period    string // Bulan November 2026
	Carried   int    // still open from before
	Came      int    // registered in the month
	Finished  int
	Cancelled int
	Left      int // open at the end
	OnTime    int // of the finished ones
	Requests  []RekapRequest
	Signer    Signer
	Approver  Signer
	Printed   time.Time
	CSV       CSVStyle
}

// RekapRequest is one request of the month.
type RekapRequest struct {
	Number     string
	Registered time.Time
	Agency     string
	Subject    string
	Cameras    int
	Succeeded  int
	Failed     int
	Status     string // Selesai, or where it stands
	Finished   time.Time
	Minutes    int
	Standard   int
	Waiting    int
	Days       int // working days
	Verdict    string
	Note       string
}

// WriteRekapBulanan writes the month as pdf, xlsx, csv or json.
func WriteRekapBulanan(w io.Writer, d RekapBulanan, format string) error {
	onTime := share(-1)
	if d.Finished > 0 {
		onTime = share(float64(d.OnTime) / float64(d.Finished))
	}
	sums := part{title: "A. Jumlah permintaan", columns: []Column{
		{Name: "sisa_lalu", Title: "Sisa bulan lalu", Width: 14}, {Name: "masuk", Title: "Masuk", Width: 12}, {Name: "selesai", Title: "Selesai", Width: 14},
		{Name: "dibatalkan", Title: "Dibatalkan", Width: 14}, {Name: "sisa", Title: "Sisa akhir bulan", Width: 14},
		{Name: "tepat", Title: "Selesai tepat waktu", Width: 14}, {Name: "persen", Title: "% tepat waktu", Width: 14},
	}, rows: [][]any{{d.Carried, d.Came, d.Finished, d.Cancelled, d.Left, d.OnTime, onTime}}}
	list := d.list()
	if format == "pdf" {
		list = d.printedList()
	}
	return register{
		head: d.Head, title: "Rekapitulasi Bulanan Permintaan Relay", subtitle: d.Period, parts: []part{sums, list}, signed: true, right: d.Signer, left: d.Approver,
		remarks: []string{
			"Sisa bulan lalu + masuk − selesai − dibatalkan = sisa akhir bulan.",
			"Permintaan tepat waktu bila jumlah waktu proses seluruh kegiatannya tidak melebihi jumlah waktu bakunya, sama seperti pada Laporan Kepatuhan Waktu Baku; kegiatan yang sendiri-sendiri melewati waktu baku disebut pada Keterangan.",
			"Menit proses adalah menit kerja sejak kegiatan dimulai sampai selesai tanpa jeda; waktu tunggu di antara kegiatan tidak diperhitungkan terhadap waktu baku.",
		}, printed: d.Printed, csv: d.CSV,
	}.write(w, format)
}

// list has a column for each figure, so that a spreadsheet can count.
func (d RekapBulanan) list() part {
	list := part{title: "B. Daftar permintaan", columns: []Column{
		{Name: "no", Title: "No", Width: 5}, {Name: "nomor", Title: "Nomor registrasi", Width: 16}, {Name: "tanggal", Title: "Tanggal", Width: 12},
		{Name: "opd", Title: "Perangkat Daerah", Width: 26}, {Name: "hal", Title: "Hal", Width: 36}, {Name: "kamera", Title: "Kamera", Width: 9},
		{Name: "tayang", Title: "Tayang", Width: 9}, {Name: "gagal", Title: "Gagal", Width: 9}, {Name: "status", Title: "Keadaan", Width: 20},
		{Name: "selesai", Title: "Selesai", Width: 12}, {Name: "menit", Title: "Proses (menit)", Width: 10}, {Name: "standar", Title: "Baku (menit)", Width: 10},
		{Name: "menit_tunggu", Title: "Tunggu (menit)", Width: 10}, {Name: "hari_kerja", Title: "Lama (hari kerja)", Width: 10},
		{Name: "nilai", Title: "Penilaian", Width: 14}, {Name: "keterangan", Title: "Keterangan", Width: 30},
	}}
	for i, q := range d.Requests {
		list.rows = append(list.rows, []any{
			i + 1, q.Number, day(q.Registered), q.Agency, q.Subject, q.Cameras, q.Succeeded, q.Failed, q.Status, day(q.Finished),
			q.Minutes, q.Standard, q.Waiting, q.Days, q.Verdict, q.Note,
		})
	}
	return list
}

// printedList is the same on one sheet of paper: what belongs together stands
// in one column.
func (d RekapBulanan) printedList() part {
	list := part{title: "B. Daftar permintaan", columns: []Column{
		{Title: "No", Width: 8}, {Title: "Nomor registrasi", Width: 29}, {Title: "Masuk dan selesai", Width: 23}, {Title: "Perangkat Daerah", Width: 36},
		{Title: "Hal", Width: 50}, {Title: "Kamera", Width: 24}, {Title: "Keadaan", Width: 30}, {Title: "Proses (menit)", Width: 17}, {Title: "Baku (menit)", Width: 17},
		{Title: "Tunggu (menit)", Width: 17}, {Title: "Hari kerja", Width: 14}, {Title: "Keterangan", Width: 32},
	}}
	for i, q := range d.Requests {
		cameras := strconv.Itoa(q.Cameras)
		if q.Succeeded+q.Failed > 0 {
			cameras += "\n" + strconv.Itoa(q.Succeeded) + " tayang\n" + strconv.Itoa(q.Failed) + " gagal"
		}
		list.rows = append(list.rows, []any{
			i + 1, q.Number, day(q.Registered).String() + "\n" + day(q.Finished).String(), q.Agency, q.Subject, cameras,
			strings.Join(kept(q.Status, q.Verdict), "\n"), q.Minutes, q.Standard, q.Waiting, q.Days, q.Note,
		})
	}
	return list
}
