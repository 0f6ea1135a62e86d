package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func sampleAgenda(t *testing.T, in bool) AgendaSurat {
	t.Helper()
	d := AgendaSurat{Head: head(t), In: in, Period: "Tahun 2026", Printed: at(23, 1, 15), Gaps: []sop.Gap{{From: 28, To: 30}, {From: 33, To: 33}}, Foreign: 2}
	for i := range 34 {
		d.Letters = append(d.Letters, AgendaLetter{
			Agenda: fmt.Sprintf("%d/2026", 410+i), Number: fmt.Sprintf("B/500.11.10.1/%d/DISHUB/2026", 200+i), Draft: i == 3, Date: at(1+i%20, 2, 0), Moved: at(2+i%20, 2, 0),
			Party: "Dinas Perhubungan", Address: "Jalan Ahmad Yani, Pontianak", Subject: "Relay tayangan kamera persimpangan untuk Data Center",
			Disposition: "Kadis Kominfo → Kabid TKPBET 20-11-2026: Proses lebih lanjut, Lakukan setting relay (batas 23-11-2026)", Note: "RLY-2026-0007",
		})
	}
	d.Letters[5].Number = "=HYPERLINK(\"x\")  /ñ/" + strings.Repeat("panjang", 40)
	return d
}

func Test_agenda_surat(t *testing.T) {
	t.Parallel()
	d := sampleAgenda(t, true)
	text := inspect(t, golden(t, "agenda-masuk", func(b *bytes.Buffer) error { return WriteAgendaSurat(b, d, "pdf") }))
	says(t, text, "AGENDA SURAT MASUK", "Tahun 2026", "Disposisi", "443/2026", "(konsep)", "Jumlah surat: 34.",
		"Nomor agenda yang tidak tercatat: 28–30, 33.", "2 nomor tidak mengikuti pola", "Dicetak dari cctvdesk – 23 November 2026 08.15 WIB – Halaman 2 dari")
	if text != "" && strings.Count(text, "Isi ringkas") < 3 {
		t.Error("the head of the table is not repeated on each page")
	}
	out := sampleAgenda(t, false)
	says(t, inspect(t, golden(t, "agenda-keluar", func(b *bytes.Buffer) error { return WriteAgendaSurat(b, out, "pdf") })), "AGENDA SURAT KELUAR", "Dikirim kepada", "Nomor urut surat keluar yang tidak tercatat")
	says(t, inspect(t, render(t, func(b *bytes.Buffer) error { return WriteAgendaSurat(b, AgendaSurat{}, "pdf") })), "Nihil", "Jumlah surat: 0.")

	cells := workbookCells(t, func(b *bytes.Buffer) error { return WriteAgendaSurat(b, d, "xlsx") })
	says(t, cells, "AGENDA SURAT MASUK", "B/500.11.10.1/203/DISHUB/2026 (konsep)", "=HYPERLINK(\"x\")", "Dicetak dari cctvdesk")
	var b bytes.Buffer
	if err := WriteAgendaSurat(&b, d, "csv"); err != nil || !strings.Contains(b.String(), "'=HYPERLINK") || strings.Count(b.String(), "\n") < 35 {
		t.Errorf("%v\n%s", err, b.String())
	}
	if err := WriteAgendaSurat(&b, d, "doc"); err == nil {
		t.Error("a format nobody knows is written")
	}
}

func Test_rekap_bulanan(t *testing.T) {
	t.Parallel()
	d := RekapBulanan{
		Head: head(t), Period: "Bulan November 2026", Carried: 4, Came: 24, Finished: 20, Cancelled: 1, Left: 7, OnTime: 15,
		Signer: sampleNota(t).Signer, Approver: Signer{Title: "Kepala Bidang TKPBET", Name: "Nama Kepala Bidang, S.Kom.", Rank: "Pembina", NIP: "197502022000031003"}, Printed: at(23, 1, 15),
	}
	for i := range 28 {
		q := RekapRequest{
			Number: fmt.Sprintf("RLY-2026-%04d", i+1), Registered: at(1+i%20, 2, 0), Agency: "Dinas Perhubungan", Subject: "Relay tayangan kamera Simpang Garuda dan sekitarnya",
			Cameras: 3, Succeeded: 2, Failed: 1, Status: "Selesai", Finished: at(3+i%20, 2, 0), Minutes: 120 + i, Standard: 135, Waiting: 60 * i, Days: 3, Verdict: "Tepat Waktu",
		}
		if i%9 == 8 {
			q.Status, q.Finished, q.Verdict, q.Note = "Langkah 2: Diproses", time.Time{}, "", "menunggu jawaban Perangkat Daerah"
		}
		d.Requests = append(d.Requests, q)
	}
	text := inspect(t, golden(t, "rekap-bulanan", func(b *bytes.Buffer) error { return WriteRekapBulanan(b, d, "pdf") }))
	says(t, text, "REKAPITULASI BULANAN PERMINTAAN RELAY", "Bulan November 2026", "Sisa bulan lalu", "75 %", "RLY-2026-0028", "Mengetahui,", "NIP 19750202 200003 1 003", "Halaman 1 dari")
	inspect(t, render(t, func(b *bytes.Buffer) error { return WriteRekapBulanan(b, RekapBulanan{}, "pdf") }))
	says(t, workbookCells(t, func(b *bytes.Buffer) error { return WriteRekapBulanan(b, d, "xlsx") }), "A. Jumlah permintaan", "75.0%", "RLY-2026-0028", "Langkah 2: Diproses", "03-11-2026")
}

func sampleCompliance(t *testing.T) Kepatuhan {
	t.Helper()
	d := Kepatuhan{
		Head: head(t), Period: "1 Januari 2026 s.d. 31 Desember 2026", SOP: "Relay Tayangan Surveillance, versi 2020",
		Internal: ComplianceRow{Activity: "Kegiatan internal (1, 3–6)", Standard: 120, Count: 9, OnTime: 7, Longest: 190, Mean: 101.26, Median: 98, MeanWaiting: 300},
		Total:    ComplianceRow{Activity: "Seluruh kegiatan", Standard: 135},
		Causes:   []CountRow{{"Jumlah kamera banyak", 3}, {"Listrik padam", 1}}, Deviations: []CountRow{{"Ditunda", 2}, {"Dikembalikan", 1}, {"Dibatalkan", 0}},
		Hints:  []string{"Kegiatan 5: median 95 menit melebihi waktu baku lebih dari separuh pada dua masa berturut-turut. Pertimbangkan revisi waktu baku."},
		Signer: sampleNota(t).Signer, Printed: at(23, 1, 15),
	}
	for _, a := range sop.DefaultVersion().Activities {
		d.Activities = append(d.Activities, ComplianceRow{Mark: fmt.Sprint(a.N), Activity: a.Text, Executor: "Kadis Kominfo", Standard: a.Minutes, Count: 12, OnTime: 12 - a.N, Longest: 99, Mean: 14.55, Median: 13.5, MeanWaiting: 88})
	}
	return d
}

func Test_kepatuhan(t *testing.T) {
	t.Parallel()
	d := sampleCompliance(t)
	text := inspect(t, golden(t, "kepatuhan", func(b *bytes.Buffer) error { return WriteKepatuhan(b, d, "pdf") }))
	says(t, text, "LAPORAN KEPATUHAN WAKTU BAKU", "91,7 %", "Kegiatan internal (1, 3–6)", "101,3", "Jumlah kamera banyak", "Pertimbangkan revisi waktu baku", "B. Penyebab keterlambatan")
	says(t, workbookCells(t, func(b *bytes.Buffer) error { return WriteKepatuhan(b, d, "xlsx") }), "91.7%", "Seluruh kegiatan", "Listrik padam")
	inspect(t, render(t, func(b *bytes.Buffer) error { return WriteKepatuhan(b, Kepatuhan{}, "pdf") }))
	var b bytes.Buffer
	if err := WriteKepatuhan(&b, d, "json"); err != nil || !strings.Contains(b.String(), `"persen": 0.91`) {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func Test_monitoring_sop(t *testing.T) {
	t.Parallel()
	d := MonitoringSOP{
		Head: head(t), Period: "1 Juli 2026 s.d. 31 Desember 2026", SOP: "Relay Tayangan Surveillance", Number: "…/TKPBET.DKI/2020", Share: 0.8,
		Assessor: sampleNota(t).Signer, Printed: at(23, 1, 15),
	}
	for _, a := range sop.DefaultVersion().Activities {
		stat := sop.Stat{Count: 10, OnTime: 11 - a.N, Standard: a.Minutes, Median: 12.5, Longest: 80}
		row := MonitoringRow{N: a.N, Procedure: a.Text, Known: true, Note: ComplianceNote(stat)}
		if row.Good, _ = stat.Good(d.Share); !row.Good {
			row.Todo = "Telusuri penyebab keterlambatan bersama pelaksana."
		}
		d.Rows = append(d.Rows, row)
	}
	d.Rows[5] = MonitoringRow{N: 6, Procedure: "Melaporkan hasil", Note: ComplianceNote(sop.Stat{})}
	text := inspect(t, golden(t, "monitoring-sop", func(b *bytes.Buffer) error { return WriteMonitoringSOP(b, d, "pdf") }))
	says(t, text, "FORMULIR MONITORING SOP", "Catatan hasil penilaian", "10 dari 10 pelaksanaan tepat waktu (100 %)", "Belum ada pelaksanaan pada masa ini.", "sedikitnya 80 %")
	if text != "" && strings.Count(text, "√") != 5 {
		t.Errorf("%d ticks, want 5:\n%s", strings.Count(text, "√"), text)
	}
	says(t, workbookCells(t, func(b *bytes.Buffer) error { return WriteMonitoringSOP(b, d, "xlsx") }), "Tidak berjalan dengan baik", "√")
	d.Evaluation = true
	says(t, inspect(t, golden(t, "evaluasi-sop", func(b *bytes.Buffer) error { return WriteMonitoringSOP(b, d, "pdf") })), "FORMULIR EVALUASI SOP", "SOP mudah dipahami", "B. Pelaksanaan setiap kegiatan")
	inspect(t, render(t, func(b *bytes.Buffer) error { return WriteMonitoringSOP(b, MonitoringSOP{}, "pdf") }))
}

// workbookCells reads a workbook back, and sees that the same data gives the
// same bytes.
func workbookCells(t *testing.T, fill func(*bytes.Buffer) error) string {
	t.Helper()
	data := render(t, fill)
	if !bytes.Equal(data, render(t, fill)) {
		t.Error("the same data gives other bytes")
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, row := range rows {
		text.WriteString(strings.Join(row, " ") + "\n")
	}
	return text.String()
}
