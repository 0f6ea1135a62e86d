package camera

import (
	"net/netip"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// maxPaste bounds what ParseAddress looks at; an address is never that long.
const maxPaste = 4096

// ParseAddress understands what people paste: a complete RTSP address with its
// login (also one whose password was never escaped), a bare host or address,
// host:port, all with quotes, spaces or a command around them. The login is
// split off at once. Errors are those of secret.ParseURL and never repeat what
// was pasted.
func ParseAddress(s string) (secret.URL, error) {
	if len(s) > maxPaste {
		return secret.URL{}, secret.ErrSyntax
	}
	scheme, rest := splitScheme(cleanPaste(s))
	switch scheme {
	case "rtsp", "rtsps":
	case "":
		scheme = "rtsp"
	default:
		return secret.URL{}, secret.ErrScheme
	}
	if a, err := netip.ParseAddr(rest); err == nil && a.Is6() {
		rest = "[" + a.WithZone("").String() + "]"
	}
	u, err := secret.ParseURL(scheme + "://" + rest)
	if err != nil {
		return secret.URL{}, err
	}
	if host := hostOnly(u.Host()); !isName(host) && !isAddress(host) {
		return secret.URL{}, secret.ErrHost
	}
	return u, nil
}

// cleanPaste drops what clings to a pasted address: invisible signs, quotes,
// brackets, and words before or after it.
func cleanPaste(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r == '\ufeff' || r == '\u200b' || r == '\u200e' || r == '\u200f' || unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	if i := schemeAt(s); i > 0 {
		s = s[i:]
	}
	s = strings.Trim(s, " \"'`<>“”‘’,;")
	end := spacedLogin(s)
	login, s := s[:end], s[end:]
	for _, glue := range []string{":", "/"} {
		s = strings.ReplaceAll(s, glue+" ", glue)
		s = strings.ReplaceAll(s, " "+glue, glue)
	}
	if i := strings.IndexByte(s, ' '); i >= 0 {
		s = s[:i]
	}
	return login + strings.TrimRight(s, "\"'`<>“”‘’,;")
}

// schemeAt finds where a scheme begins inside a longer text, or -1.
func schemeAt(s string) int {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return -1 // lower-casing changed the length: the positions would lie
	}
	for _, scheme := range []string{"rtsps://", "rtsp://"} {
		if i := strings.Index(low, scheme); i >= 0 {
			return i
		}
	}
	return -1
}

// splitScheme separates "scheme://"; a scheme is empty when none was written.
func splitScheme(s string) (scheme, rest string) {
	before, after, found := strings.Cut(s, "://")
	if !found || strings.ContainsAny(before, "@/?#") {
		return "", s
	}
	return strings.ToLower(strings.TrimSpace(before)), after
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// isName accepts a host name as people and DNS write it.
func isName(s string) bool {
	s = strings.TrimSuffix(s, ".")
	if s == "" || len(s) > 253 || looksLikeAddress(s) {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, r := range label {
			if r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return false
			}
		}
	}
	return true
}

// looksLikeAddress is true for 10.10.5 or 10.10.5.256: a mistyped IPv4 address
// must be refused at the field, not looked up as a name.
func looksLikeAddress(s string) bool {
	return strings.Contains(s, ".") &&
		strings.IndexFunc(s, func(r rune) bool { return r != '.' && (r < '0' || r > '9') }) < 0
}

// maxSlug keeps paths short enough to be typed.
const maxSlug = 64

// Slug turns a camera's name into the path proposed for it: lower-case ASCII
// letters, digits and single hyphens; never empty.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
			// an accent or apostrophe joins, it does not part: "Jum'at" → jumat
		default:
			gap = true
		}
		if b.Len() >= maxSlug {
			break
		}
	}
	s := b.String()
	if s = strings.TrimRight(s[:min(len(s), maxSlug)], "-"); s != "" {
		return s
	}
	return "kamera"
}
