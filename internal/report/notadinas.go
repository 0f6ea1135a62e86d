package report

import (
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// WriteNotaDinas writes D4: the report of the relay's result to the head of
// the office (domain 4.5), with the proof pictures as its annex.
func WriteNotaDinas(w io.Writer, d NotaDinas) error {
	s := sheet{size: d.Head.Paper, title: "Nota Dinas " + d.Number + " – " + d.Subject, printed: d.Printed}
	return write(w, s, func(p *paper) {
		p.letterhead(d.Head)
		p.centre("NOTA DINAS", "B", 14)
		p.Ln(3)
		p.notaHead(d)
		p.notaText(d)
		p.Ln(2)
		p.signature(d.Signer, "")
		p.proofs(d)
	})
}

// notaHead writes the fields between title and line.
func (p *paper) notaHead(d NotaDinas) {
	const label = 24
	p.font("", bodySize)
	p.field("Kepada", label, "", d.To)
	p.field("Dari", label, "", d.From)
	if len(d.CC) == 1 {
		p.field("Tembusan", label, "", d.CC[0])
	} else if len(d.CC) > 1 {
		p.field("Tembusan", label, "", numbered(d.CC))
	}
	p.field("Tanggal", label, "", sop.LetterDate(d.Date))
	p.field("Nomor", label, "", letterNumber(d.Number, d.Draft))
	p.field("Sifat", label, "", dash(d.Nature))
	p.field("Lampiran", label, "", d.attachment())
	p.field("Hal", label, "B", d.Subject)
	p.Ln(2)
	p.rule(0.4)
	p.Ln(4)
}

// letterNumber marks a number that the secretariat has not given yet.
func letterNumber(number string, draft bool) string {
	switch {
	case strings.TrimSpace(number) == "":
		return "…………………………"
	case draft:
		return number + " (konsep)"
	}
	return number
}

func numbered(items []string) string {
	lines := make([]string, len(items))
	for i, s := range items {
		lines[i] = strconv.Itoa(i+1) + ". " + s
	}
	return strings.Join(lines, "\n")
}

// attachment is what Lampiran says: as typed, or that the pictures are there.
func (d NotaDinas) attachment() string {
	if strings.TrimSpace(d.Attachment) != "" {
		return d.Attachment
	}
	for _, c := range d.Cameras {
		if len(c.Picture) > 0 {
			return "1 (satu) berkas"
		}
	}
	return "-"
}

// count returns how many cameras ended with the result.
func (d NotaDinas) count(result string) int {
	n := 0
	for _, c := range d.Cameras {
		if c.Result == result {
			n++
		}
	}
	return n
}

// notaText writes the core sentence, the result, the table, obstacles and
// suggestions.
func (p *paper) notaText(d NotaDinas) {
	const indent = 12
	p.font("", bodySize)
	by := d.Disposition
	if by == "" {
		by = "Kepala Bidang TKPBET"
	}
	opening := "Menindaklanjuti disposisi " + by
	if !d.DispositionDate.IsZero() {
		opening += " tanggal " + sop.LetterDate(d.DispositionDate)
	}
	opening += ", bersama ini dilaporkan hasil relay tayangan surveillance milik " + dash(d.Agency)
	if d.Request != "" {
		opening += " (permintaan nomor registrasi " + d.Request + ")"
	}
	p.para(opening+" sebagai berikut:", indent)

	p.item("1.", d.resultSentence())
	p.item("2.", d.timeSentence())
	p.list("3.", "Kendala", d.Obstacles, d.obstaclesFromCameras())
	p.list("4.", "Saran", d.Suggestions, nil)
	p.Ln(1.5)
	p.para("Rincian hasil uji tayang tiap kamera melalui server relay di Data Center Kota Pontianak adalah sebagai berikut:", indent)
	p.results(d.Cameras)
	p.Ln(3)
	closing := "Demikian disampaikan sebagai laporan. Atas perhatian dan arahan Bapak/Ibu diucapkan terima kasih."
	if d.SOP != "" {
		closing = "Kegiatan dilaksanakan sesuai SOP Relay Tayangan Surveillance (" + d.SOP + "). " + closing
	}
	p.need(signatureHeight + 3*p.line()) // the last sentence stays with the signature
	p.para(closing, indent)
}

func (d NotaDinas) resultSentence() string {
	s := "Hasil: jumlah kamera diminta " + countWord(len(d.Cameras)) +
		", berhasil tayang " + countWord(d.count("berhasil"))
	if n := d.count("sebagian"); n > 0 {
		s += ", tayang sebagian " + countWord(n)
	}
	s += ", gagal " + countWord(d.count("gagal"))
	if n := len(d.Cameras) - d.count("berhasil") - d.count("sebagian") - d.count("gagal"); n > 0 {
		s += ", belum diuji " + countWord(n)
	}
	return s + "."
}

func (d NotaDinas) timeSentence() string {
	s := "Waktu pelaksanaan: " + strconv.Itoa(d.Minutes) + " menit kerja (waktu baku " +
		strconv.Itoa(d.Standard) + " menit), "
	if d.Minutes <= d.Standard {
		return s + "tepat waktu."
	}
	s += "terlambat " + strconv.Itoa(d.Minutes-d.Standard) + " menit"
	if d.LateCause != "" {
		s += " karena " + uncapital(d.LateCause)
	}
	return s + "."
}

// uncapital begins words with a small letter, for use inside a sentence.
func uncapital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[size:]
}

// obstaclesFromCameras names the cameras that failed when nobody typed why.
func (d NotaDinas) obstaclesFromCameras() []string {
	var out []string
	for _, c := range d.Cameras {
		if c.Result == "gagal" || c.Result == "sebagian" {
			if why := causeWords(c.Cause); why != "" {
				out = append(out, c.Name+": "+why)
			}
		}
	}
	return out
}

// list writes a numbered point that has none, one or several entries.
func (p *paper) list(mark, label string, entries, otherwise []string) {
	if len(entries) == 0 {
		entries = otherwise
	}
	switch len(entries) {
	case 0:
		p.item(mark, label+": nihil.")
	case 1:
		p.item(mark, label+": "+strings.TrimSuffix(entries[0], ".")+".")
	default:
		p.item(mark, label+":")
		left, _, _, _ := p.GetMargins()
		p.SetLeftMargin(left + 7)
		for i, e := range entries {
			end := ";"
			if i == len(entries)-1 {
				end = "."
			}
			p.item(letter(i), strings.TrimSuffix(e, ".")+end)
		}
		p.SetLeftMargin(left)
		p.SetX(left)
	}
}

// letter is "a." … "z.", then numbers.
func letter(i int) string {
	if i < 26 {
		return string(rune('a'+i)) + "."
	}
	return strconv.Itoa(i+1) + "."
}

// results is the table of cameras.
func (p *paper) results(cameras []CameraResult) {
	columns := []column{
		{"No.", 8, "C"},
		{"Kamera", 36, "L"},
		{"Jalur relay", 30, "L"},
		{"Hasil", 40, "L"},
		{"Video", 24, "L"},
		{"fps", 10, "R"},
		{"kb/s", 13, "R"},
		{"Waktu uji (WIB)", 21, "C"},
	}
	rows := make([][]string, 0, len(cameras))
	for i, c := range cameras {
		name := c.Name
		if c.Site != "" && c.Site != c.Name {
			name += "\n" + c.Site
		}
		result := resultWord(c.Result)
		if why := causeWords(c.Cause); why != "" && c.Result != "berhasil" {
			result += ": " + why
		}
		result += measuredLines(c)
		rows = append(rows, []string{
			strconv.Itoa(i + 1), name, dash(c.Path), result, video(c),
			figure(c.FPS, 1), figure(c.Kbps, 0), dateClock(c.At),
		})
	}
	p.table(columns, rows)
}

// measuredLines are what was measured while the path was read back, one line
// each; empty for a camera that gave no picture.
func measuredLines(c CameraResult) string {
	if c.Measured <= 0 || c.Received == 0 {
		return ""
	}
	s := ""
	if c.FirstPicture > 0 {
		first := "< 0,1"
		if c.FirstPicture >= 50*time.Millisecond {
			first = decimal(c.FirstPicture.Seconds(), 1)
		}
		s += "\ngambar pertama " + first + " dtk"
	}
	s += "\n" + sop.LetterNumber(int(c.Measured.Seconds()+0.5)) + " dtk: hilang " + lostShare(c.Lost, c.Received+c.Lost)
	switch c.UDP {
	case "":
	case sop.UDPRead:
		s += "\nterbaca TCP dan UDP"
	default:
		s += "\nterbaca TCP saja"
	}
	return s
}

// lostShare is a part of something in per cent.
func lostShare(part, all uint64) string {
	if part == 0 || all == 0 {
		return "0%"
	}
	if per := float64(part) * 100 / float64(all); per >= 0.1 {
		return decimal(per, 1) + "%"
	}
	return "< 0,1%"
}

// video is codec and size, the size on its own line.
func video(c CameraResult) string {
	return dash(strings.TrimSpace(codecWord(c.Codec) + "\n" + strings.ReplaceAll(c.Size, "x", "×")))
}

// figure is a number for a table, "-" when nothing was measured.
func figure(f float64, places int) string {
	if f <= 0 {
		return "-"
	}
	if places == 0 {
		return sop.LetterNumber(int(f + 0.5))
	}
	return decimal(f, places)
}

// proofs draws the pictures as annex: two columns, a caption under each.
func (p *paper) proofs(d NotaDinas) {
	var shown []int // as numbered in the table
	for i, c := range d.Cameras {
		if len(c.Picture) > 0 {
			shown = append(shown, i)
		}
	}
	if len(shown) == 0 {
		return
	}
	p.AddPage()
	p.annexHead(d)
	const gap, caption = 6.0, 15.0
	left, _, _, _ := p.GetMargins()
	width := (p.inner() - gap) / 2
	height := width * 9 / 16
	y := p.GetY()
	for i, camera := range shown {
		if i%2 == 0 && i > 0 {
			y += height + caption + 3
		}
		if _, page := p.GetPageSize(); y+height+caption > page-20 {
			p.AddPage()
			y = p.GetY()
		}
		p.proof(camera+1, d.Cameras[camera], left+float64(i%2)*(width+gap), y, width, height)
	}
}

func (p *paper) annexHead(d NotaDinas) {
	p.annexOf("Lampiran Nota Dinas", d.Subject, d.Number, d.Draft, d.Date)
	p.centre("BUKTI TAYANG HASIL RELAY", "B", 12)
	p.centre(d.Agency, "", bodySize)
	p.Ln(3)
}

// proof draws one picture in its frame with what it proves.
func (p *paper) proof(n int, c CameraResult, x, y, width, height float64) {
	p.SetFillColor(240, 240, 240)
	p.Rect(x, y, width, height, "F")
	if !p.place(c.Picture, x, y, width, height, false) {
		p.font("I", tableSize)
		p.SetXY(x, y+height/2-2)
		p.CellFormat(width, 4, "gambar tidak dapat dibaca", "", 0, "C", false, 0, "")
	}
	p.SetLineWidth(0.2)
	p.Rect(x, y, width, height, "D")
	lines := []string{
		strconv.Itoa(n) + ". " + c.Name,
		joined(resultWord(c.Result), codecWord(c.Codec), strings.ReplaceAll(c.Size, "x", "×"), dateClock(c.At)+" WIB"),
		joined(c.Path, firstPicture(c.FirstPicture)),
	}
	for i, text := range lines {
		style := ""
		if i == 0 {
			style = "B"
		}
		p.font(style, 8.5)
		p.SetXY(x, y+height+1+float64(i)*4)
		p.CellFormat(width, 4, p.shorten(text, width), "", 0, "L", false, 0, "")
	}
}

func firstPicture(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return "gambar pertama " + decimal(d.Seconds(), 1) + " detik"
}

// joined puts what is there in one line.
func joined(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" && s != "-" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " · ")
}

// shorten cuts text to one line of the width.
func (p *paper) shorten(s string, width float64) string {
	s = strings.ReplaceAll(clean(s), "\n", " ")
	if p.GetStringWidth(s) <= width {
		return s
	}
	for s != "" && p.GetStringWidth(s+"…") > width {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return strings.TrimRight(s, " ·,") + "…"
}
