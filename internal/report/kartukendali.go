package report

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// KartuKendali is D6: one request on one sheet, its activities with standard
// and actual times, the pauses, and what was sent back.
type KartuKendali struct {
	Head       Letterhead
	Number     string // registration number
	Agency     string
	Subject    string
	Origin     string // words
	Status     string // words
	Nature     string
	Registered time.Time
	Finished   time.Time
	Reference  string // letter of the agency
	Contact    string
	Sites      []string
	Cameras    int
	Steps      []CardStep // six, the current rounds
	History    []CardStep // rounds that were sent back, oldest first
	Standard   int        // sum, minutes
	Minutes    int        // sum of the working minutes
	Waiting    int        // sum of the waiting minutes
	SOP        string
	Signer     Signer
	Printed    time.Time
}

// CardStep is one activity of one round as it is printed.
type CardStep struct {
	N, Round      int
	Activity      string
	Executor      string
	Official      string
	Began, Ended  time.Time
	Standard      int
	Minutes       int
	Waiting       int
	Badge         string // constant of sop, "" while open
	OutOfHours    bool
	Evidence      string
	LateCause     string
	Note          string
	Returned      string // why this round was sent back
	Pauses        []CardPause
	StillUnderway bool
}

// CardPause is one stretch of waiting inside an activity.
type CardPause struct {
	From, To time.Time
	Reason   string
	Minutes  int
}

// WriteKartuKendali writes D6 on A4 landscape.
func WriteKartuKendali(w io.Writer, d KartuKendali) error {
	s := sheet{landscape: true, size: d.Head.Paper, title: "Kartu Kendali " + d.Number, printed: d.Printed}
	return write(w, s, func(p *paper) {
		p.cardHead(d)
		p.cardSteps(d)
		p.cardPauses(d)
		p.cardHistory(d)
		p.timeline(d.Steps)
		if strings.TrimSpace(d.Signer.Title) != "" {
			p.Ln(3)
			p.signature(d.Signer, joinComma(d.Head.City, sop.LetterDate(d.Printed)))
		}
	})
}

// cardHead writes the office small, the title and the facts in two columns.
func (p *paper) cardHead(d KartuKendali) {
	p.headLine(strings.ToUpper(d.Head.Government), "B", 10, 20)
	p.headLine(strings.ToUpper(d.Head.Office), "B", 11, 20)
	p.SetY(p.GetY() + 1.5)
	p.rule(0.5)
	p.Ln(3)
	p.centre("KARTU KENDALI PERMINTAAN RELAY TAYANGAN SURVEILLANCE", "B", 12)
	p.Ln(2)
	p.font("", tableSize)
	left, top, right, _ := p.GetMargins()
	width, _ := p.GetPageSize()
	y := p.GetY()
	half := p.inner() / 2
	p.SetMargins(left, top, width-left-half+6)
	for _, f := range [][2]string{
		{"Nomor registrasi", d.Number}, {"Perangkat Daerah", d.Agency}, {"Hal", d.Subject}, {"Asal permintaan", d.Origin}, {"Surat rujukan", d.Reference},
	} {
		p.field(f[0], 30, "", f[1])
	}
	low := p.GetY()
	p.SetMargins(left+half, top, right)
	p.SetY(y)
	for _, f := range [][2]string{
		{"Status", d.Status}, {"Terdaftar", sop.LetterDateClock(d.Registered)}, {"Selesai", sop.LetterDateClock(d.Finished)},
		{"Lokasi", strings.Join(d.Sites, "; ")}, {"Jumlah kamera", countWord(d.Cameras)}, {"Narahubung", d.Contact},
	} {
		p.field(f[0], 26, "", f[1])
	}
	p.SetMargins(left, top, right)
	p.SetXY(left, max(low, p.GetY())+3)
}

// cardSteps is the table of the six activities with its sum.
func (p *paper) cardSteps(d KartuKendali) {
	rows := make([][]string, 0, len(d.Steps)+1)
	for _, s := range d.Steps {
		rows = append(rows, s.row())
	}
	rows = append(rows, []string{
		"", "Jumlah", "", "", "", minuteCell(d.Waiting), minuteCell(d.Standard), minuteCell(d.Minutes),
		difference(d.Minutes, d.Standard), "", "", "",
	})
	p.table([]column{
		{"No.", 8, "C"}, {"Kegiatan", 46, "L"}, {"Pelaksana", 28, "L"}, {"Mulai", 20, "C"}, {"Selesai", 20, "C"}, {"Tunggu (menit)", 14, "R"},
		{"Waktu baku", 13, "R"}, {"Realisasi", 18, "R"}, {"Selisih", 14, "R"}, {"Penilaian", 24, "C"}, {"Bukti keluaran", 32, "L"}, {"Keterangan", 30, "L"},
	}, rows)
}

func (s CardStep) row() []string {
	who := s.Executor
	if s.Official != "" {
		who += "\n" + s.Official
	}
	actual, gap := "-", "-"
	if !s.Began.IsZero() {
		actual = minuteCell(s.Minutes)
		gap = difference(s.Minutes, s.Standard)
	}
	wait := "-"
	if !s.Began.IsZero() && s.N > 1 {
		wait = minuteCell(s.Waiting)
	}
	return []string{
		strconv.Itoa(s.N), s.Activity, dash(who), dateClock(s.Began), dateClock(s.Ended), wait,
		minuteCell(s.Standard), actual, gap, badgeWord(s.Badge, s.StillUnderway), dash(s.Evidence), dash(s.remark()),
	}
}

// remark gathers what is worth a word about an activity.
func (s CardStep) remark() string {
	var parts []string
	if s.Round > 1 {
		parts = append(parts, "Putaran "+strconv.Itoa(s.Round))
	}
	if s.OutOfHours {
		parts = append(parts, "dikerjakan di luar jam kerja")
	}
	if s.LateCause != "" {
		parts = append(parts, "penyebab: "+s.LateCause)
	}
	if s.Note != "" {
		parts = append(parts, s.Note)
	}
	return strings.Join(parts, "; ")
}

func minuteCell(n int) string { return sop.LetterNumber(n) }

// difference is actual against standard with its sign.
func difference(actual, standard int) string {
	if actual > standard {
		return "+" + sop.LetterNumber(actual-standard)
	}
	return sop.LetterNumber(actual - standard)
}

func badgeWord(badge string, underway bool) string {
	switch sop.Badge(badge) {
	case sop.OnTime:
		return "Tepat Waktu"
	case sop.NearLimit:
		return "Mendekati Batas"
	case sop.Late:
		return "Terlambat"
	}
	if underway {
		return "Diproses"
	}
	return "-"
}

// cardPauses lists the pauses of all activities.
func (p *paper) cardPauses(d KartuKendali) {
	var rows [][]string
	for _, s := range d.Steps {
		for _, b := range s.Pauses {
			rows = append(rows, []string{strconv.Itoa(s.N), dateClock(b.From), dateClock(b.To), minuteCell(b.Minutes), dash(b.Reason)})
		}
	}
	if len(rows) > 0 {
		p.subtitle("Penundaan")
		p.table([]column{{"Langkah", 14, "C"}, {"Ditunda", 30, "C"}, {"Dilanjutkan", 30, "C"}, {"Menit kerja", 20, "R"}, {"Alasan", 140, "L"}}, rows)
	}
}

// cardHistory lists the rounds that were sent back.
func (p *paper) cardHistory(d KartuKendali) {
	rows := make([][]string, 0, len(d.History))
	for _, s := range d.History {
		rows = append(rows, []string{
			strconv.Itoa(s.N), strconv.Itoa(s.Round), s.Activity, dateClock(s.Began), dateClock(s.Ended), minuteCell(s.Minutes), dash(s.Returned),
		})
	}
	if len(rows) > 0 {
		p.subtitle("Putaran yang dikembalikan")
		p.table([]column{
			{"No.", 8, "C"}, {"Putaran", 14, "C"}, {"Kegiatan", 70, "L"}, {"Mulai", 26, "C"}, {"Selesai", 26, "C"}, {"Menit kerja", 18, "R"}, {"Alasan dikembalikan", 80, "L"},
		}, rows)
	}
}

func (p *paper) subtitle(s string) {
	p.need(20)
	p.Ln(3)
	p.font("B", tableSize+0.5)
	p.block(s, 0, "L")
	p.Ln(0.8)
}

// timeline draws when each activity ran, over calendar time, so that waiting
// is seen as what it is: the empty stretches.
func (p *paper) timeline(steps []CardStep) {
	from, to := span(steps, p.printed)
	if !to.After(from) {
		return
	}
	const rowHeight, label = 4.6, 12.0
	left, _, _, _ := p.GetMargins()
	height := float64(len(steps))*rowHeight + 7
	p.need(height + 12)
	p.subtitle("Garis waktu (waktu kalender)")
	y := p.GetY()
	width := p.inner() - label
	at := func(t time.Time) float64 {
		return left + label + width*float64(t.Sub(from))/float64(to.Sub(from))
	}
	p.days(from, to, at, y, float64(len(steps))*rowHeight)
	for i, s := range steps {
		top := y + float64(i)*rowHeight
		p.font("", footSize)
		p.SetXY(left, top)
		p.CellFormat(label-2, rowHeight, strconv.Itoa(s.N), "", 0, "R", false, 0, "")
		if s.Began.IsZero() {
			continue
		}
		end := s.Ended
		if end.IsZero() {
			end = p.printed
		}
		p.bar(at(s.Began), at(end), top+0.9, rowHeight-1.8, sop.Badge(s.Badge) == sop.Late)
		for _, b := range s.Pauses {
			stop := b.To
			if stop.IsZero() {
				stop = end
			}
			p.SetFillColor(255, 255, 255)
			p.Rect(at(b.From), top+1.7, max(at(stop)-at(b.From), 0.2), rowHeight-3.4, "F")
		}
	}
	p.SetXY(left, y+float64(len(steps))*rowHeight+5)
	p.font("I", footSize)
	p.block("Batang = langkah berjalan; arsiran = terlambat; celah putih di dalam batang = ditunda.", 0, "L")
}

// span is from the first beginning to the last end.
func span(steps []CardStep, now time.Time) (from, to time.Time) {
	for _, s := range steps {
		if s.Began.IsZero() {
			continue
		}
		if from.IsZero() || s.Began.Before(from) {
			from = s.Began
		}
		end := s.Ended
		if end.IsZero() {
			end = now
		}
		if end.After(to) {
			to = end
		}
	}
	return from, to
}

// days draws the frame and a thin line with its date at each midnight, fewer
// when there are many.
func (p *paper) days(from, to time.Time, at func(time.Time) float64, y, height float64) {
	p.SetDrawColor(160, 160, 160)
	p.SetLineWidth(0.15)
	p.Rect(at(from), y, at(to)-at(from), height, "D")
	step := max(1, int(to.Sub(from)/(24*time.Hour))/14)
	l := from.In(sop.WIB())
	day := time.Date(l.Year(), l.Month(), l.Day()+1, 0, 0, 0, 0, sop.WIB())
	p.font("", 7)
	for ; day.Before(to); day = day.AddDate(0, 0, step) {
		x := at(day)
		p.Line(x, y, x, y+height)
		p.SetXY(x-10, y+height+0.3)
		p.CellFormat(20, 3, sop.LetterShortDate(day), "", 0, "C", false, 0, "")
	}
	p.SetDrawColor(0, 0, 0)
}

// bar draws one activity: grey, hatched when late, so that it survives a
// photocopier.
func (p *paper) bar(from, to, y, height float64, late bool) {
	width := max(to-from, 0.9)
	p.SetFillColor(120, 120, 120)
	if !late {
		p.Rect(from, y, width, height, "F")
		return
	}
	p.SetFillColor(215, 215, 215)
	p.SetLineWidth(0.2)
	p.Rect(from, y, width, height, "FD")
	for x := from + 1; x+height < from+width; x += 1.5 {
		p.Line(x, y+height, x+height, y)
	}
}
