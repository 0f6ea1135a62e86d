package say

import "fyne.io/fyne/v2/lang"

// LetterKind names what kind of paper a letter is.
func LetterKind(kind string) string {
	switch kind {
	case "surat":
		return lang.X("letters.kind.letter", "Surat dinas")
	case "nota-dinas":
		return lang.X("letters.kind.note", "Nota dinas")
	case "berita-acara":
		return lang.X("letters.kind.record", "Berita acara")
	case "laporan":
		return lang.X("letters.kind.report", "Laporan")
	case "undangan":
		return lang.X("letters.kind.invitation", "Undangan")
	case "lainnya":
		return lang.X("letters.kind.other", "Lainnya")
	}
	return kind
}
