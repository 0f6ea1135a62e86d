package report

import (
	"io"
	"strconv"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// MonitoringSOP is D10: the form of the half-yearly monitoring or, with
// Evaluation, of the yearly evaluation (Permenpan RB 35/2012). The judgement is
// a proposal from the data; who signs may cross it out.
type MonitoringSOP struct {
	Head       Letterhead
	Evaluation bool
	Period     string
	SOP        string
	Number     string  // of the SOP
	Share      float64 // from which share on time an activity goes well
	Rows       []MonitoringRow
	Assessor   Signer
	Approver   Signer
	Printed    time.Time
	CSV        CSVStyle
}

// MonitoringRow is one procedure of the form.
type MonitoringRow struct {
	N          int
	Procedure  string
	Count      int
	OnTime     int
	Good       bool
	Known      bool   // there was something to judge
	Note, Todo string // Catatan Hasil Penilaian, Tindakan yang Harus Diambil
}

// statements are what an evaluation asks of an SOP; they are answered by hand.
func statements() []string {
	return []string{
		"SOP mampu mendorong peningkatan kinerja", "SOP mudah dipahami", "SOP mudah dilaksanakan",
		"Semua pelaksana dapat menjalankan perannya masing-masing", "SOP mampu mengatasi permasalahan yang berkaitan dengan proses",
		"SOP mampu menjawab kebutuhan peningkatan kinerja organisasi", "SOP sinergi dengan SOP lainnya",
	}
}

// WriteMonitoringSOP writes the form as pdf, xlsx, csv or json.
func WriteMonitoringSOP(w io.Writer, d MonitoringSOP, format string) error {
	form := part{columns: []Column{
		{Name: "no", Title: "No", Width: 5}, {Name: "prosedur", Title: "Prosedur", Width: 40}, {Name: "baik", Title: "Berjalan dengan baik", Width: 12},
		{Name: "tidak_baik", Title: "Tidak berjalan dengan baik", Width: 12}, {Name: "catatan", Title: "Catatan hasil penilaian", Width: 38},
		{Name: "tindakan", Title: "Tindakan yang harus diambil", Width: 34}, {Name: "paraf", Title: "Paraf penilai", Width: 12},
	}}
	for _, row := range d.Rows {
		var good, bad open
		switch {
		case row.Good:
			good = "√"
		case row.Known:
			bad = "√"
		}
		form.rows = append(form.rows, []any{row.N, row.Procedure, good, bad, row.Note, open(row.Todo), open("")})
	}
	r := register{
		head: d.Head, title: "Formulir Monitoring SOP", subtitle: d.Period, signed: true, right: d.Assessor, left: d.Approver, printed: d.Printed, csv: d.CSV,
		facts: [][2]string{{"Nama SOP", d.SOP}, {"Nomor SOP", d.Number}}, parts: []part{form},
		remarks: []string{"Penilaian diusulkan dari data: berjalan dengan baik bila sedikitnya " + share(d.Share).String() +
			" pelaksanaan selesai dalam waktu baku. Penilai dapat mengubahnya."},
	}
	if d.Evaluation {
		r.title, r.parts = "Formulir Evaluasi SOP", []part{questions(), form}
		r.parts[0].title, r.parts[1].title = "A. Penilaian umum", "B. Pelaksanaan setiap kegiatan"
	}
	return r.write(w, format)
}

func questions() part {
	p := part{columns: []Column{
		{Name: "no", Title: "No", Width: 5}, {Name: "pernyataan", Title: "Pernyataan", Width: 60}, {Name: "ya", Title: "Ya", Width: 10},
		{Name: "tidak", Title: "Tidak", Width: 10}, {Name: "catatan", Title: "Catatan", Width: 50},
	}}
	for i, s := range statements() {
		p.rows = append(p.rows, []any{i + 1, s, open(""), open(""), open("")})
	}
	return p
}

// ComplianceNote puts the figures of an activity into the words of the form.
func ComplianceNote(s sop.Stat) string {
	if s.Count == 0 {
		return "Belum ada pelaksanaan pada masa ini."
	}
	return strconv.Itoa(s.OnTime) + " dari " + strconv.Itoa(s.Count) + " pelaksanaan tepat waktu (" + share(s.Share()).String() + "); median " +
		decimal(s.Median, 1) + " menit dari baku " + strconv.Itoa(s.Standard) + " menit, terlama " + strconv.Itoa(s.Longest) + " menit."
}
