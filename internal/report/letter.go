package report

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// SiteRow is one place of a letter's list.
type SiteRow struct {
	Name, Address, District, Village string
	Cameras                          int // 0 = not said
	Note                             string
}

// SuratPermintaan is D1: the letter of activity 1 by which the head of the
// office asks an agency for access to its cameras.
type SuratPermintaan struct {
	Head       Letterhead
	Number     string
	Draft      bool
	Date       time.Time
	Nature     string
	Attachment string // empty = counted: the list is an annex from six places on
	Subject    string
	To         string // Kepala Dinas Perhubungan Kota Pontianak
	ToPlace    string // Pontianak
	Basis      []string
	Reference  string // the agency's own letter, when it wrote first: "nomor … tanggal …"
	Sites      []SiteRow
	Deadline   time.Time
	Contact    string // who may be called
	CC         []string
	Signer     Signer
	Printed    time.Time
}

// longList is from how many places on the list becomes an annex.
const longList = 6

// WriteSuratPermintaan writes D1 in the form of a surat dinas (domain 4.3).
func WriteSuratPermintaan(w io.Writer, d SuratPermintaan) error {
	s := sheet{size: d.Head.Paper, title: "Surat " + d.Number + " – " + d.Subject, printed: d.Printed}
	return write(w, s, func(p *paper) {
		p.letterhead(d.Head)
		p.letterOpening(d)
		p.letterBody(d)
		p.Ln(2)
		p.signature(d.Signer, "")
		p.copies(d.CC)
		if len(d.Sites) >= longList {
			p.AddPage()
			p.annexOf("Lampiran Surat", d.Subject, d.Number, d.Draft, d.Date)
			p.centre("DAFTAR LOKASI KAMERA SURVEILLANCE", "B", 12)
			p.Ln(3)
			p.sites(d.Sites)
		}
	})
}

// letterOpening writes place and date at the right, the letter's fields at the
// left and the addressee.
func (p *paper) letterOpening(d SuratPermintaan) {
	const label = 22
	p.font("", bodySize)
	left, _, _, _ := p.GetMargins()
	p.block(joinComma(d.Head.City, sop.LetterDate(d.Date)), 0, "R")
	p.Ln(p.line() * 0.2)
	p.field("Nomor", label, "", letterNumber(d.Number, d.Draft))
	p.field("Sifat", label, "", d.Nature)
	p.field("Lampiran", label, "", d.attachment())
	p.field("Hal", label, "B", d.Subject)
	p.Ln(p.line())
	p.SetX(left)
	p.block("Yth. "+d.To, 0, "L")
	p.block("di –", 0, "L")
	p.SetX(left + 8)
	p.block(dash(d.ToPlace), 0, "L")
	p.SetX(left)
	p.Ln(p.line() * 0.8)
}

func joinComma(a, b string) string {
	if strings.TrimSpace(a) == "" {
		return b
	}
	return a + ", " + b
}

func (d SuratPermintaan) attachment() string {
	switch {
	case d.Attachment != "":
		return d.Attachment
	case len(d.Sites) >= longList:
		return "1 (satu) berkas"
	}
	return "-"
}

func (p *paper) letterBody(d SuratPermintaan) {
	const indent = 12
	p.font("", bodySize)
	opening := "Dalam rangka integrasi tayangan kamera surveillance ke Data Center Kota Pontianak dan sesuai SOP Relay Tayangan Surveillance"
	if d.Reference != "" {
		opening = "Menindaklanjuti surat Saudara " + d.Reference + " serta dalam rangka integrasi tayangan kamera surveillance ke Data Center Kota Pontianak sesuai SOP Relay Tayangan Surveillance"
	}
	if len(d.Basis) > 0 {
		opening += " dan berdasarkan:"
		p.para(opening, indent)
		for i, b := range d.Basis {
			p.item(letter(i), b+endMark(i, len(d.Basis)))
		}
		p.Ln(1.5)
		opening = "Dengan ini"
	} else {
		opening += ", dengan ini"
	}
	where := "pada lokasi sebagai berikut:"
	if len(d.Sites) >= longList {
		where = "pada lokasi sebagaimana daftar terlampir."
	}
	p.para(opening+" kami mohon Saudara memberikan akses tayang kamera CCTV "+where, indent)
	if len(d.Sites) < longList {
		p.sites(d.Sites)
		p.Ln(2)
		p.font("", bodySize)
	}
	p.para("Akses dimaksud berupa alamat IP/host, port, protokol, dan jalur (path) tayangan, akun khusus baca (view only), serta nama dan nomor narahubung. Data akses agar disampaikan secara tertutup kepada Seksi Sarana dan Prasarana TIK.", indent)
	if !d.Deadline.IsZero() || d.Contact != "" {
		p.para(d.deadlineSentence(), indent)
	}
	p.need(signatureHeight + 2*p.line())
	p.para("Demikian disampaikan. Atas perhatian dan kerja sama Saudara diucapkan terima kasih.", indent)
}

func endMark(i, n int) string {
	switch i {
	case n - 1:
		return "."
	case n - 2:
		return "; dan"
	}
	return ";"
}

func (d SuratPermintaan) deadlineSentence() string {
	var parts []string
	if !d.Deadline.IsZero() {
		parts = append(parts, "Mengingat pentingnya hal tersebut, jawaban kami harapkan selambat-lambatnya hari "+sop.LetterDayDate(d.Deadline)+".")
	}
	if d.Contact != "" {
		parts = append(parts, "Untuk koordinasi lebih lanjut dapat menghubungi "+d.Contact+".")
	}
	return strings.Join(parts, " ")
}

// sites is the table of places.
func (p *paper) sites(sites []SiteRow) {
	rows := make([][]string, 0, len(sites))
	for i, s := range sites {
		n := "-"
		if s.Cameras > 0 {
			n = strconv.Itoa(s.Cameras)
		}
		where := joined(s.District, s.Village)
		rows = append(rows, []string{strconv.Itoa(i + 1), s.Name, dash(s.Address), dash(where), n, dash(s.Note)})
	}
	p.table([]column{
		{"No.", 7, "C"}, {"Lokasi", 36, "L"}, {"Alamat", 40, "L"}, {"Kecamatan · Kelurahan", 36, "L"}, {"Kamera", 14, "C"}, {"Keterangan", 24, "L"},
	}, rows)
}

// copies is the list of Tembusan at the foot of a letter.
func (p *paper) copies(cc []string) {
	if len(cc) == 0 {
		return
	}
	p.font("", tableSize+1)
	p.need(float64(len(cc)+1) * p.line())
	p.Ln(p.line())
	p.block("Tembusan:", 0, "L")
	for i, c := range cc {
		p.item(strconv.Itoa(i+1)+".", c)
	}
	p.font("", bodySize)
}

// annexOf heads an annex with the letter it belongs to.
func (p *paper) annexOf(what, subject, number string, draft bool, date time.Time) {
	const label = 36
	p.font("", tableSize)
	p.field(what, label, "", subject)
	p.field("Nomor", label, "", letterNumber(number, draft))
	p.field("Tanggal", label, "", sop.LetterDate(date))
	p.Ln(4)
}
