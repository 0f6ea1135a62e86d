package report

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Party is one side of a berita acara.
type Party struct {
	Signer
	Office  string // unit kerja
	Address string
}

// BeritaAcara is D5: the record of a test of the relay, or of the handing over
// of access, signed by both sides.
type BeritaAcara struct {
	Head     Letterhead
	Number   string
	Draft    bool
	Date     time.Time
	Handover bool // access is handed over; else cameras were tested
	First    Party
	Second   Party
	Witness  Signer // Mengetahui; no title = none
	Place    string
	Request  string
	Agency   string
	Cameras  []CameraResult
	Notes    []string
	Printed  time.Time
}

// WriteBeritaAcara writes D5 (domain 4.5).
func WriteBeritaAcara(w io.Writer, d BeritaAcara) error {
	s := sheet{size: d.Head.Paper, title: "Berita Acara " + d.Number, printed: d.Printed}
	return write(w, s, func(p *paper) {
		p.letterhead(d.Head)
		p.centre("BERITA ACARA", "B", 14)
		p.centre(d.title(), "B", 12)
		p.centre("Nomor: "+letterNumber(d.Number, d.Draft), "", bodySize)
		p.Ln(4)
		p.recordText(d)
		p.bothSign(d)
	})
}

func (d BeritaAcara) title() string {
	if d.Handover {
		return "PENYERAHAN AKSES TAYANGAN SURVEILLANCE"
	}
	return "UJI TAYANG RELAY SURVEILLANCE"
}

func (p *paper) recordText(d BeritaAcara) {
	const indent = 12
	p.font("", bodySize)
	place := ""
	if d.Place != "" {
		place = " bertempat di " + d.Place + ","
	}
	p.para("Pada hari ini, "+sop.SpokenDate(d.Date)+" ("+sop.LetterShortDate(d.Date)+"),"+place+" kami yang bertanda tangan di bawah ini:", indent)
	p.party("1.", d.First, "PIHAK PERTAMA")
	p.party("2.", d.Second, "PIHAK KEDUA")
	request := ""
	if d.Request != "" {
		request = " (permintaan nomor registrasi " + d.Request + ")"
	}
	if d.Handover {
		p.para("PIHAK PERTAMA menyerahkan dan PIHAK KEDUA menerima akses tayang khusus baca atas "+countWord(len(d.Cameras))+" kamera surveillance milik "+dash(d.Agency)+request+" sebagaimana daftar berikut. Data akses diserahkan secara tertutup dan tidak dicantumkan dalam berita acara ini.", indent)
	} else {
		p.para("telah melaksanakan uji tayang terhadap "+countWord(len(d.Cameras))+" kamera surveillance milik "+dash(d.Agency)+request+" melalui server relay di Data Center Kota Pontianak dengan hasil sebagaimana daftar berikut:", indent)
	}
	p.results(d.Cameras)
	p.Ln(3)
	p.font("", bodySize)
	if len(d.Notes) > 0 {
		p.block("Catatan:", 0, "L")
		for i, n := range d.Notes {
			p.item(strconv.Itoa(i+1)+".", n)
		}
		p.Ln(2)
	}
	p.need(signatureHeight + 3*p.line())
	p.para("Demikian berita acara ini dibuat dengan sebenarnya dalam rangkap 2 (dua) untuk dipergunakan sebagaimana mestinya.", indent)
}

// party introduces one side.
func (p *paper) party(mark string, who Party, called string) {
	p.item(mark, "")
	p.SetY(p.GetY() - p.line())
	left, _, _, _ := p.GetMargins()
	p.SetLeftMargin(left + 7)
	const label = 24
	p.field("Nama", label, "B", dotted(who.Name))
	if who.NIP != "" {
		p.field("NIP", label, "", sop.FormatNIP(who.NIP))
	}
	p.field("Jabatan", label, "", who.Title)
	p.field("Unit kerja", label, "", who.Office)
	if who.Address != "" {
		p.field("Alamat", label, "", who.Address)
	}
	p.block("selanjutnya disebut "+called+".", 0, "L")
	p.SetLeftMargin(left)
	p.SetX(left)
	p.Ln(1.5)
}

// bothSign sets the second side left and the first right, as city papers do,
// and who takes note in the middle below.
func (p *paper) bothSign(d BeritaAcara) {
	left, _, _, _ := p.GetMargins()
	half := p.inner() / 2
	need := signatureHeight + 6
	if strings.TrimSpace(d.Witness.Title) != "" {
		need += signatureHeight
	}
	p.need(need)
	y := p.GetY() + 2
	low := y
	p.font("", bodySize)
	lines := max(len(p.wrap(titleOf(d.First.Signer), half-6, 0)), len(p.wrap(titleOf(d.Second.Signer), half-6, 0)))
	for _, side := range []struct {
		x      float64
		called string
		who    Party
	}{{left, "PIHAK KEDUA", d.Second}, {left + half + 6, "PIHAK PERTAMA", d.First}} {
		p.SetXY(side.x, y)
		p.signatureAt(side.who.Signer, side.called, side.x, half-6, lines)
		low = max(low, p.GetY())
	}
	p.SetXY(left, low+5)
	if strings.TrimSpace(d.Witness.Title) != "" {
		p.signatureAt(d.Witness, "Mengetahui,", left+half/2+3, half, 0)
	}
}
