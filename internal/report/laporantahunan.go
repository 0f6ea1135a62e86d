package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// LaporanTahunan is D13, the yearly report of the equipment that the section
// manages (domain 11): six chapters around the figures of sop.Yearly, with the
// texts that the head of the section wrote.
type LaporanTahunan struct {
	Head              Letterhead
	Division, Section string
	Public            bool   // untuk publik: no serial numbers, nothing of single cameras
	Edition           string // Konsep, or Dikunci 5 Januari 2027, Revisi 1 …
	Figures           sop.Yearly
	Last              *sop.Yearly // nil when nothing is known of last year
	LastLocked        string      // when last year's report was locked, "" = it was computed now
	Texts             map[string]string
	Targets           map[string]float64 // by indicator; a share is 0 to 1
	FollowUps         map[string]string  // by trouble
	SOP               sop.Version
	Officials         []OfficialLine
	Items             []InventoryItem
	Requests          []YearRequest
	Kasi              Signer
	Kabid             Signer
	Kadis             Signer
	Date              time.Time // of the signature
	Printed           time.Time

	CauseWord func(string) string `json:"-"` // words of a pause or a late cause
}

// OfficialLine is who held an office in the year.
type OfficialLine struct{ Title, Name, NIP, Span string }

// YearRequest is one line of the annex of requests.
type YearRequest struct {
	Number, Agency, Subject, Status string
	Registered, Finished            time.Time
	Cameras, Minutes, Standard      int
}

// The texts of the report that people write, in its order.
const (
	TextPreface   = "kata-pengantar"
	TextReason    = "latar-belakang"
	TextBasis     = "dasar-hukum"
	TextPurpose   = "maksud-tujuan"
	TextScope     = "ruang-lingkup"
	TextOffice    = "gambaran-umum"
	TextTasks     = "tugas"
	TextEquipment = "analisis-peralatan"
	TextRelay     = "analisis-relay"
	TextTroubles  = "permasalahan"
	TextNextSteps = "tindak-lanjut"
	TextSummary   = "simpulan"
	TextAdvice    = "saran"
)

// TextKeys lists the texts in the order of the report.
func TextKeys() []string {
	return []string{TextPreface, TextReason, TextBasis, TextPurpose, TextScope, TextOffice, TextTasks, TextEquipment, TextRelay, TextTroubles, TextNextSteps, TextSummary, TextAdvice}
}

// title of the document, as its cover says.
func (d LaporanTahunan) title() string {
	return "Laporan Tahunan Peralatan Surveillance yang Dikelola Tahun " + strconv.Itoa(d.Figures.Year)
}

func (d LaporanTahunan) level() string {
	if d.Public {
		return "Untuk Publik"
	}
	return "Internal"
}

// WriteLaporanTahunan writes D13 as pdf or xlsx.
func WriteLaporanTahunan(w io.Writer, d LaporanTahunan, format string) error {
	if d.CauseWord == nil {
		d.CauseWord = func(cause string) string { return cause }
	}
	switch format {
	case "pdf":
		return write(w, sheet{title: d.title(), mark: d.Edition, printed: d.Printed}, func(p *paper) { (&yearPaper{p, d, 0}).fill() })
	case "xlsx":
		return d.writeXLSX(w)
	}
	return fmt.Errorf("%w: %q", ErrFormat, format)
}

// yearPaper is the report being written.
type yearPaper struct {
	*paper
	d       LaporanTahunan
	figures int // numbered so far
}

func (p *yearPaper) fill() {
	p.cover()
	p.preface()
	p.lists()
	p.introduction()
	p.overview()
	p.equipment()
	p.relaying()
	p.troubled()
	p.closing()
	p.annexes()
}

func (p *yearPaper) cover() {
	left, top, _, _ := p.GetMargins()
	p.place(p.d.Head.Logo, left+p.inner()/2-16, top+12, 32, 38, true)
	p.SetY(top + 62)
	p.centre("LAPORAN TAHUNAN", "B", 22)
	p.centre("PERALATAN SURVEILLANCE YANG DIKELOLA", "B", 16)
	p.Ln(4)
	p.centre("TAHUN "+strconv.Itoa(p.d.Figures.Year), "B", 22)
	p.Ln(10)
	p.centre(p.d.Edition, "", 12)
	p.centre("Tingkat: "+p.d.level(), "", 12)
	if lastDay(p.d.Figures).Before(p.d.Figures.To.Add(-time.Second)) {
		p.centre("Tahun belum berakhir: angka sampai dengan "+sop.LetterDate(lastDay(p.d.Figures)), "I", 11)
	}
	p.SetY(225)
	for _, line := range []string{p.d.Section, p.d.Division} {
		p.centre(strings.ToUpper(line), "", 11)
	}
	p.Ln(2)
	p.centre(strings.ToUpper(p.d.Head.Office), "B", 13)
	p.centre(strings.ToUpper(p.d.Head.Government), "B", 13)
}

// chapter begins a page with a heading of the first level.
func (p *yearPaper) chapter(number, title string) {
	p.AddPage()
	text := strings.ToUpper(title)
	if number != "" {
		p.centre(number, "B", 14)
		text = number + " " + text
	}
	p.centre(strings.ToUpper(title), "B", 14)
	p.note(entry{list: "isi", text: text})
	p.Bookmark(text, 0, 0)
	p.Ln(4)
	p.font("", bodySize)
}

// section begins a heading of the second level.
func (p *yearPaper) section(title string) {
	p.need(56) // never a heading alone at the foot
	p.Ln(2)
	p.note(entry{list: "isi", level: 1, text: title})
	p.Bookmark(title, 1, -1)
	left, _, _, _ := p.GetMargins()
	p.SetX(left)
	p.font("B", 12)
	p.block(title, 0, "L")
	p.Ln(1)
	p.font("", bodySize)
}

// text prints what somebody wrote: a blank line parts paragraphs, a line that
// begins with "1." or "-" is an item.
func (p *yearPaper) text(key string) { p.words(p.d.Texts[key]) }

func (p *yearPaper) words(text string) {
	left, _, _, _ := p.GetMargins()
	p.font("", bodySize)
	empty := true
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		empty = false
		p.SetX(left)
		if mark, rest, ok := itemOf(line); ok {
			p.item(mark, rest)
			p.Ln(0.8)
			continue
		}
		p.para(line, 10)
	}
	if empty {
		p.para("-", 0)
	}
}

// itemOf parts "1. text" or "- text" into its mark and the rest.
func itemOf(line string) (mark, rest string, ok bool) {
	mark, rest, ok = strings.Cut(line, " ")
	if !ok || rest == "" {
		return "", "", false
	}
	if mark == "-" || mark == "•" {
		return "–", rest, true
	}
	number, dotted := strings.CutSuffix(mark, ".")
	if _, err := strconv.Atoi(number); err != nil || !dotted || len(number) > 2 {
		return "", "", false
	}
	return mark, rest, true
}

func (p *yearPaper) preface() {
	p.chapter("", "Kata Pengantar")
	p.text(TextPreface)
	p.Ln(4)
	p.signature(p.d.Kasi, listedWords(p.d.Head.City+",", sop.LetterDate(p.d.Date)))
}

func (p *yearPaper) lists() {
	p.chapter("", "Daftar Isi")
	p.contents("isi")
	p.chapter("", "Daftar Tabel dan Gambar")
	p.font("B", bodySize)
	p.block("Tabel", 0, "L")
	p.contents("tabel")
	p.Ln(3)
	p.font("B", bodySize)
	p.block("Gambar", 0, "L")
	p.contents("gambar")
}

func (p *yearPaper) introduction() {
	p.chapter("BAB I", "Pendahuluan")
	for _, s := range []struct{ title, key string }{
		{"A. Latar Belakang", TextReason}, {"B. Dasar Hukum", TextBasis}, {"C. Maksud dan Tujuan", TextPurpose}, {"D. Ruang Lingkup", TextScope},
	} {
		p.section(s.title)
		p.text(s.key)
	}
}

func (p *yearPaper) overview() {
	p.chapter("BAB II", "Gambaran Umum")
	p.section("A. Bidang dan Seksi")
	p.text(TextOffice)
	p.section("B. Tugas")
	p.text(TextTasks)
	p.section("C. Pejabat")
	var rows [][]string
	for _, o := range p.d.Officials {
		rows = append(rows, []string{o.Title, dash(o.Name), dash(sop.FormatNIP(o.NIP)), dash(o.Span)})
	}
	p.table([]column{{"Jabatan", 46, "L"}, {"Nama", 44, "L"}, {"NIP", 40, "L"}, {"Masa jabatan", 36, "L"}}, rows)
	p.Ln(2)
	p.section("D. Ringkasan SOP")
	p.para("Pelayanan dilaksanakan menurut SOP "+dash(p.d.SOP.Title.Text)+" ("+dash(p.d.SOP.Number)+") dalam "+countWord(len(p.d.SOP.Activities))+" kegiatan dengan waktu baku seluruhnya "+strconv.Itoa(p.d.SOP.Total())+" menit.", 10)
	rows = nil
	for _, a := range p.d.SOP.Activities {
		rows = append(rows, []string{strconv.Itoa(a.N), a.Text, roleName(a.Executor), strconv.Itoa(a.Minutes)})
	}
	p.table([]column{{"No", 8, "L"}, {"Kegiatan", 110, "L"}, {"Pelaksana", 34, "L"}, {"Waktu baku (menit)", 20, "R"}}, rows)
}

func roleName(r sop.Role) string {
	switch r {
	case sop.RoleKadis:
		return "Kepala Dinas"
	case sop.RoleKabid:
		return "Kepala Bidang"
	case sop.RoleKasi:
		return "Kepala Seksi"
	}
	return "Perangkat Daerah"
}

// closing is BAB VI with the signatures.
func (p *yearPaper) closing() {
	p.chapter("BAB VI", "Penutup")
	p.section("A. Simpulan")
	p.text(TextSummary)
	p.section("B. Saran")
	p.text(TextAdvice)
	p.Ln(5)
	left, _, _, _ := p.GetMargins()
	half := p.inner() * 0.47
	p.need(2*signatureHeight + 8)
	y := p.GetY()
	p.font("", bodySize)
	lines := max(len(p.wrap(titleOf(p.d.Kabid), half, 0)), len(p.wrap(titleOf(p.d.Kasi), half, 0)))
	p.signatureAt(p.d.Kabid, "Mengetahui,", left, half, lines)
	low := p.GetY()
	p.SetXY(left, y)
	p.signatureAt(p.d.Kasi, listedWords(p.d.Head.City+",", sop.LetterDate(p.d.Date)), left+p.inner()-half, half, lines)
	p.SetXY(left, max(low, p.GetY())+5)
	p.signatureAt(p.d.Kadis, "Mengetahui,", left+(p.inner()-half)/2, half, 0)
}
