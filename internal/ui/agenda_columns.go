package ui

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// letterColumns are those of the printed book, as far as a screen is wide.
func letterColumns(way sop.LetterWay) []kit.Column[desk.LetterRow] {
	text := func(title string, width, share float32, of func(desk.LetterRow) string) kit.Column[desk.LetterRow] {
		return kit.Column[desk.LetterRow]{Title: title, Width: width, Share: share,
			Cell:    func(l desk.LetterRow) kit.Cell { return kit.Cell{Text: of(l)} },
			Compare: func(a, b desk.LetterRow) int { return strings.Compare(of(a), of(b)) }}
	}
	moved, party := lang.X("letters.received", "Diterima"), lang.X("letters.sender", "Pengirim")
	if way == sop.LetterOut {
		moved, party = lang.X("letters.sent", "Dikirim"), lang.X("letters.addressee", "Dikirim kepada")
	}
	when := kit.Column[desk.LetterRow]{Title: moved, Width: 104,
		Cell:    func(l desk.LetterRow) kit.Cell { return kit.Cell{Text: day(l.Moved), Quiet: true} },
		Compare: func(a, b desk.LetterRow) int { return a.Day().Compare(b.Day()) }}
	written := kit.Column[desk.LetterRow]{Title: lang.X("letters.date", "Tanggal surat"), Width: 118,
		Cell:    func(l desk.LetterRow) kit.Cell { return kit.Cell{Text: say.ShortDate(l.Date), Quiet: true} },
		Compare: func(a, b desk.LetterRow) int { return a.Date.Compare(b.Date) }}
	number := text(lang.X("letters.number", "Nomor surat"), 220, 2, numberWords)
	who := text(party, 160, 2, func(l desk.LetterRow) string { return l.Party })
	subject := text(lang.X("letters.subject", "Isi ringkas"), 150, 3, func(l desk.LetterRow) string { return l.Subject })
	source := text(lang.X("letters.source", "Sumber nomor"), 120, 0, func(l desk.LetterRow) string { return say.NumberSource(l.Source) })
	about := text(lang.X("letters.request", "Permintaan"), 130, 0, func(l desk.LetterRow) string { return l.Request })
	if way == sop.LetterOut {
		return []kit.Column[desk.LetterRow]{when, number, written, who, subject, source, about}
	}
	agenda := text(lang.X("letters.agenda", "No. agenda"), 118, 0, func(l desk.LetterRow) string { return l.Agenda })
	asked := text(lang.X("letters.disposition", "Disposisi"), 120, 2, dispositionWords)
	return []kit.Column[desk.LetterRow]{when, agenda, who, number, subject, asked, about}
}

// dispositionWords are those of the printed book. Its arrow is in a font of the
// toolkit that has no space, which would stand behind it as a question mark.
func dispositionWords(l desk.LetterRow) string {
	return strings.ReplaceAll(l.Disposition, "→", "›")
}

// numberWords is a number as typed; one that is only proposed says so.
func numberWords(l desk.LetterRow) string {
	if l.Source == sop.SourceDraft {
		return lang.X("letters.number.draft", "{{.Number}} (konsep)", map[string]any{"Number": l.Number})
	}
	return l.Number
}

// gapWords names the running numbers that nothing bears.
func gapWords(way sop.LetterWay, year int, s desk.Sequence) string {
	var parts []string
	if len(s.Gaps) > 0 {
		words := make([]string, len(s.Gaps))
		for i, g := range s.Gaps {
			words[i] = g.String()
		}
		v := map[string]any{"Year": year, "Gaps": strings.Join(words, ", ")}
		if way == sop.LetterOut {
			parts = append(parts, lang.X("letters.gaps.out", "Nomor urut {{.Year}} yang tidak tercatat: {{.Gaps}}.", v))
		} else {
			parts = append(parts, lang.X("letters.gaps.in", "Nomor agenda {{.Year}} yang tidak tercatat: {{.Gaps}}.", v))
		}
	}
	if s.Foreign > 0 {
		parts = append(parts, lang.X("letters.gaps.foreign", "{{.Count}} nomor tidak mengikuti pola nomor kantor dan tidak dihitung.", map[string]any{"Count": s.Foreign}))
	}
	return strings.Join(parts, " ")
}
