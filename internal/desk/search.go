package desk

import (
	"strings"
	"unicode"
	"unicode/utf8"

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

// Search is what somebody typed into a search box: every word of it must occur
// somewhere, in any order, however it is spelled.
type Search struct{ wanted []string }

// NewSearch reads what was typed.
func NewSearch(text string) Search {
	var s Search
	for _, w := range strings.Fields(text) {
		if j := joined(w); j != "" {
			s.wanted = append(s.wanted, j)
		}
	}
	return s
}

// Request says whether a request has what is searched: number, agency, hal,
// sites, cameras, letters, executors.
func (s Search) Request(r RequestRow) bool { return s.in(r.find) }

// in looks into what findable has made.
func (s Search) in(find string) bool {
	for _, w := range s.wanted {
		if !strings.Contains(find, w) {
			return false
		}
	}
	return true
}

// findable makes one text of many, in which a Search looks.
func findable(texts []string) string {
	var all strings.Builder
	size := len(texts)
	for _, t := range texts {
		size += len(t)
	}
	all.Grow(size)
	for _, t := range texts {
		if !writePlain(&all, t) {
			all.WriteString(joined(t))
		}
		all.WriteByte('\n')
	}
	return all.String()
}

// writePlain writes text without any accent as joined would, and says whether
// it was such: nearly all is, and there is much of it when a long list opens.
func writePlain(all *strings.Builder, text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	for i := range len(text) {
		switch c := text[i]; {
		case 'A' <= c && c <= 'Z':
			all.WriteByte(c + 'a' - 'A')
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			all.WriteByte(c)
		}
	}
	return true
}

// matcher says whether every word of a search occurs somewhere in the given
// texts.
func matcher(search string) func(texts []string) bool {
	s := NewSearch(search)
	return func(texts []string) bool { return len(s.wanted) == 0 || s.in(findable(texts)) }
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
	for _, a := range r.Attachments {
		out = append(out, a.Name)
	}
	for _, s := range r.Steps {
		out = append(out, s.Evidence.Number, s.Official)
	}
	return out
}
