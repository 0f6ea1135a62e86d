package report

import (
	"io"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// AgendaSurat is D7, one of the two agenda books over a period (domain 4.6).
type AgendaSurat struct {
	Head    Letterhead
	In      bool   // Agenda Surat Masuk, else Keluar
	Period  string // Tahun 2026, November 2026
	Letters []AgendaLetter
	Gaps    []sop.Gap // running numbers that nothing bears
	Foreign int       // numbers that do not follow the office's template
	Printed time.Time
	CSV     CSVStyle
}

// AgendaLetter is one line of an agenda book.
type AgendaLetter struct {
	Agenda      string
	Number      string // as it was typed
	Draft       bool   // marked (konsep)
	Date        time.Time
	Moved       time.Time // received or sent
	Party       string
	Address     string
	Subject     string
	Disposition string
	Note        string
}

// WriteAgendaSurat writes the book as pdf, xlsx, csv or json.
func WriteAgendaSurat(w io.Writer, d AgendaSurat, format string) error {
	r := register{head: d.Head, title: "Agenda Surat Keluar", subtitle: d.Period, printed: d.Printed, csv: d.CSV}
	list := part{columns: outColumns()}
	if d.In {
		r.title, list.columns = "Agenda Surat Masuk", inColumns()
	}
	for i, l := range d.Letters {
		number := l.Number
		if l.Draft {
			number = listedWords(number, "(konsep)")
		}
		party := strings.Join(kept(l.Party, l.Address), ", ")
		if d.In {
			list.rows = append(list.rows, []any{i + 1, day(l.Moved), l.Agenda, party, day(l.Date), number, l.Subject, l.Disposition, l.Note})
		} else {
			list.rows = append(list.rows, []any{i + 1, number, day(l.Date), day(l.Moved), party, l.Subject, l.Note})
		}
	}
	r.parts = []part{list}
	r.remarks = d.remarks()
	return r.write(w, format)
}

func inColumns() []Column {
	return []Column{
		{Name: "no", Title: "No", Width: 5}, {Name: "tanggal_terima", Title: "Tanggal terima", Width: 13}, {Name: "nomor_agenda", Title: "No. agenda", Width: 12},
		{Name: "pengirim", Title: "Pengirim", Width: 24}, {Name: "tanggal_surat", Title: "Tanggal surat", Width: 13}, {Name: "nomor_surat", Title: "Nomor surat", Width: 24},
		{Name: "isi_ringkas", Title: "Isi ringkas", Width: 28}, {Name: "disposisi", Title: "Disposisi", Width: 38}, {Name: "keterangan", Title: "Keterangan", Width: 18},
	}
}

func outColumns() []Column {
	return []Column{
		{Name: "no", Title: "No", Width: 5}, {Name: "nomor_surat", Title: "Nomor surat", Width: 30}, {Name: "tanggal_surat", Title: "Tanggal surat", Width: 13},
		{Name: "tanggal_kirim", Title: "Tanggal kirim", Width: 13}, {Name: "dikirim_kepada", Title: "Dikirim kepada", Width: 36},
		{Name: "isi_ringkas", Title: "Isi ringkas", Width: 42}, {Name: "keterangan", Title: "Keterangan", Width: 24},
	}
}

// remarks count the lines and name the running numbers that are missing.
func (d AgendaSurat) remarks() []string {
	out := []string{"Jumlah surat: " + sop.LetterNumber(len(d.Letters)) + "."}
	if len(d.Gaps) > 0 {
		words := make([]string, len(d.Gaps))
		for i, g := range d.Gaps {
			words[i] = g.String()
		}
		name := "Nomor urut surat keluar"
		if d.In {
			name = "Nomor agenda"
		}
		out = append(out, name+" yang tidak tercatat: "+strings.Join(words, ", ")+".")
	}
	if d.Foreign > 0 {
		out = append(out, sop.LetterNumber(d.Foreign)+" nomor tidak mengikuti pola nomor kantor dan tidak dihitung dalam urutan.")
	}
	return out
}

// kept leaves out what is blank.
func kept(words ...string) []string {
	var out []string
	for _, w := range words {
		if strings.TrimSpace(w) != "" {
			out = append(out, w)
		}
	}
	return out
}
