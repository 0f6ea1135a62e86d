package desk

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// normal makes two spellings of the same thing equal: case, accents, runs of
// spaces and punctuation do not count.
func normal(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		default:
			space = true
		}
	}
	return b.String()
}

// joined is normal without any space: official lists join some words
// (Benuamelayu), and 10.10.5.21 is searched as it is written.
func joined(s string) string { return strings.ReplaceAll(normal(s), " ", "") }

// matcher says whether every word of a search occurs somewhere in the given
// texts.
func matcher(search string) func(texts []string) bool {
	var wanted []string
	for _, w := range strings.Fields(search) {
		if j := joined(w); j != "" {
			wanted = append(wanted, j)
		}
	}
	return func(texts []string) bool {
		if len(wanted) == 0 {
			return true
		}
		var all strings.Builder
		for _, t := range texts {
			all.WriteString(joined(t))
			all.WriteByte('\n')
		}
		hay := all.String()
		for _, w := range wanted {
			if !strings.Contains(hay, w) {
				return false
			}
		}
		return true
	}
}

// words are the texts by which a request is found.
func words(r sop.Request, a sop.Agency) []string {
	out := []string{r.Number, r.Subject, r.Note, a.Name, a.Short, r.Contact.Name, r.Reference.Number}
	for _, s := range r.Sites {
		out = append(out, s.Name, s.Address, s.District, s.Village)
	}
	for _, c := range r.Cameras {
		out = append(out, c.Name, c.Site)
	}
	for _, s := range r.Steps {
		out = append(out, s.Evidence.Number, s.Official)
	}
	return out
}
