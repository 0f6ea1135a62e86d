package desk

import (
	"slices"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// More words of the papers, beside paperwords.go: in the office's Indonesian,
// whatever language the window speaks.

// roleTitle is an office as the SOP calls it.
func roleTitle(role sop.Role) string {
	switch role {
	case sop.RoleKadis:
		return "Kepala Dinas Komunikasi dan Informatika"
	case sop.RoleKabid:
		return "Kepala Bidang TKPBET"
	case sop.RoleKasi:
		return "Kepala Seksi SPTIK"
	}
	return "Perangkat Daerah"
}

// roleShort is an office as the columns of the SOP's table name it.
func roleShort(role sop.Role) string {
	switch role {
	case sop.RoleKadis:
		return "Kadis Kominfo"
	case sop.RoleKabid:
		return "Kabid TKPBET"
	case sop.RoleKasi:
		return "Kasi SPTIK"
	}
	return roleTitle(role)
}

func originWord(o sop.Origin) string {
	if o == sop.ProposedByAgency {
		return "Diusulkan Perangkat Daerah"
	}
	return "Diminta Diskominfo"
}

func statusWord(s sop.Status) string {
	words := map[sop.Status]string{
		sop.Draft: "Draf", sop.Running: "Berjalan", sop.Paused: "Ditunda", sop.Done: "Selesai",
		sop.Cancelled: "Dibatalkan", sop.Archived: "Diarsipkan",
	}
	return words[s]
}

// instructionWord is what a disposition asks for, as the sheet prints it.
func instructionWord(constant string) string {
	words := map[string]string{
		"tanggapan-dan-saran":   "Tanggapan dan saran",
		"proses-lebih-lanjut":   "Proses lebih lanjut",
		"koordinasi":            "Koordinasi/konfirmasikan",
		"untuk-diketahui":       "Untuk diketahui",
		"untuk-ditindaklanjuti": "Untuk ditindaklanjuti",
		"telaah-dan-laporkan":   "Telaah dan laporkan",
		"lakukan-setting-relay": "Lakukan setting relay",
		"koordinasi-opd":        "Koordinasikan dengan Perangkat Daerah",
		"siapkan-jawaban":       "Siapkan jawaban",
		"arsipkan":              "Arsipkan",
	}
	if w, ok := words[constant]; ok {
		return w
	}
	return constant
}

// sheetRows is how many instructions the half page of a sheet has room for.
const sheetRows = 8

// instructionTicks are the instructions of a disposition sheet. Sheets that
// were recorded before instructions were ticked have them in their words. What
// is ticked is never left out for want of room, what is not ticked is.
func instructionTicks(e sop.Evidence) []report.Tick {
	var ticks []report.Tick
	text := strings.ToLower(e.Text)
	for _, i := range sop.Instructions() {
		word := instructionWord(i)
		on := slices.Contains(e.Instructions, i) || len(e.Instructions) == 0 && strings.Contains(text, strings.ToLower(word))
		ticks = append(ticks, report.Tick{Label: word, On: on})
	}
	for i := len(ticks) - 2; i >= 0 && len(ticks) > sheetRows; i-- { // Arsipkan ends each sheet
		if !ticks[i].On {
			ticks = slices.Delete(ticks, i, i+1)
		}
	}
	return ticks
}

// sheetNote is the note of a sheet; instructions for which the sheet has no
// room go before it.
func sheetNote(e sop.Evidence) string {
	var more []string
	for _, t := range instructionTicks(e)[min(sheetRows, len(instructionTicks(e))):] {
		more = append(more, t.Label)
	}
	return listed(". ", strings.Join(more, ", "), e.Text)
}

// printedShort is a date in tables, "" for none.
func printedShort(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return sop.LetterShortDate(t)
}

// reasonWords puts a stored "constant: note" into words.
func reasonWords(reason string) string {
	constant, note, _ := strings.Cut(reason, ": ")
	words := map[string]string{
		"akses-tidak-lengkap":    "Akses tidak lengkap",
		"akses-tidak-terbuka":    "Akses tidak dapat dibuka",
		"lokasi-tidak-sesuai":    "Lokasi tidak sesuai",
		"disposisi-kurang-jelas": "Disposisi kurang jelas",
		"opd-menolak":            "Perangkat Daerah menolak",
		"kamera-dibongkar":       "Kamera dibongkar",
		"tidak-layak-teknis":     "Tidak layak teknis",
		"permintaan-ganda":       "Permintaan ganda",
	}
	if w, ok := words[constant]; ok {
		return listed(": ", w, note)
	}
	return listed(": ", causeWord(constant), note)
}

// printedDate is a date on paper, "" for none.
func printedDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return sop.LetterDate(t)
}
