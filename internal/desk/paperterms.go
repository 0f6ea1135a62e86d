package desk

import (
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

// instructionTicks are the instructions of a disposition sheet; those that the
// disposition's own words name are ticked.
func instructionTicks(text string) []report.Tick {
	words := []string{
		"Tanggapan dan saran", "Proses lebih lanjut", "Koordinasi/konfirmasikan", "Untuk diketahui",
		"Untuk ditindaklanjuti", "Telaah dan laporkan", "Lakukan setting relay", "Arsipkan",
	}
	text = strings.ToLower(text)
	ticks := make([]report.Tick, len(words))
	for i, w := range words {
		ticks[i] = report.Tick{Label: w, On: strings.Contains(text, strings.ToLower(w))}
	}
	return ticks
}

// reasonWords puts a stored "constant: note" into words.
func reasonWords(reason string) string {
	constant, note, _ := strings.Cut(reason, ": ")
	words := map[string]string{
		"akses-tidak-lengkap":    "Akses tidak lengkap",
		"akses-tidak-terbuka":    "Akses tidak dapat dibuka",
		"lokasi-tidak-sesuai":    "Lokasi tidak sesuai",
		"disposisi-kurang-jelas": "Disposisi kurang jelas",
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
