package secret

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// What can be wrong with an address. The errors never repeat what was typed,
// because a password may be in it.
var (
	ErrScheme = errors.New("secret: neither rtsp:// nor rtsps://")
	ErrHost   = errors.New("secret: no usable host in the address")
	ErrSyntax = errors.New("secret: not an address")
)

// maxURL is gortsplib's limit; a longer address could never be sent.
const maxURL = 2048

// loginInside finds passwords that some cameras want as part of the path or
// the query (…/user=admin_password=abc_channel=1…, …?usr=a&pwd=b).
var loginInside = regexp.MustCompile(`(?i)((?:password|passwd|passw|pwd|pass|auth|token)=)[^&/?;]*?(_channel|_stream|[&/?;]|$)`)

// URL is the address of a camera with its login split off. The zero URL is no
// address. Two URLs are == when they are the same address with the same login.
type URL struct {
	scheme string // rtsp or rtsps
	host   string // as written: host, host:port, [v6]:port
	tail   Text   // path and query, escaped so that net/url agrees
	user   Text
	pass   Text
}

// ParseURL understands an RTSP address as it is written or pasted. A login is
// split off; %-escapes in it are undone, and signs that should have been
// escaped (@ : / ? # %) are understood as long as the host can be told from
// them: a host is searched that looks like one (an IP address or a name with a
// dot) before a bare name is believed.
func ParseURL(s string) (URL, error) {
	s = strings.TrimSpace(s)
	if len(s) > maxURL || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return URL{}, ErrSyntax
	}
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok {
		return URL{}, ErrScheme
	}
	scheme = strings.ToLower(scheme)
	if scheme != "rtsp" && scheme != "rtsps" {
		return URL{}, ErrScheme
	}
	login, host, tail, ok := split(rest)
	if !ok {
		return URL{}, ErrHost
	}
	user, pass, _ := strings.Cut(login, ":")
	u := URL{scheme: scheme, host: strings.ToLower(host), tail: NewText(escapeTail(tail, strong(host))),
		user: NewText(unescape(user)), pass: NewText(unescape(pass))}
	if len(u.Reveal()) > maxURL { // escaping has made it longer
		return URL{}, ErrSyntax
	}
	return u, nil
}

// split finds login, host and the rest. Readings in the order in which they
// are believed: the plain one with an unmistakable host; the last @ before an
// unmistakable host; the plain one with a login; the last @ before any host;
// the plain one.
func split(s string) (login, host, tail string, ok bool) {
	end := authority(s)
	at := strings.LastIndexByte(s[:end], '@')
	plain := s[at+1 : end]
	take := func(at, end int) (string, string, string, bool) {
		return s[:max(at, 0)], s[at+1 : end], s[end:], true
	}
	if strong(plain) {
		return take(at, end)
	}
	if at, end, ok := lastAt(s, strong); ok {
		return take(at, end)
	}
	if at >= 0 && valid(plain) {
		return take(at, end)
	}
	if at, end, ok := lastAt(s, valid); ok {
		return take(at, end)
	}
	if valid(plain) {
		return take(at, end)
	}
	return "", "", "", false
}

// authority is where the part before the path ends.
func authority(s string) int {
	if end := strings.IndexAny(s, "/?#"); end >= 0 {
		return end
	}
	return len(s)
}

// lastAt finds the last @ that is followed by a good host.
func lastAt(s string, good func(string) bool) (at, end int, ok bool) {
	for at = strings.LastIndexByte(s, '@'); at >= 0; at = strings.LastIndexByte(s[:at], '@') {
		end = at + 1 + authority(s[at+1:])
		if good(s[at+1 : end]) {
			return at, end, true
		}
	}
	return 0, 0, false
}

// valid reports whether s can be a host with or without a port.
func valid(s string) bool {
	host, port, ok := hostPort(s)
	if !ok {
		return false
	}
	if port != "" {
		// ParseUint takes no sign, unlike Atoi
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 || len(port) > 5 {
			return false
		}
	}
	if strings.HasPrefix(s, "[") {
		addr, err := netip.ParseAddr(host)
		return err == nil && addr.Is6() && addr.Zone() == ""
	}
	if host == "" || len(host) > 253 {
		return false
	}
	return !strings.ContainsFunc(host, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '.' || r == '_')
	})
}

// strong reports whether s is a valid host that can hardly be part of a
// password: an IP address, a name with a dot that ends in letters, localhost.
func strong(s string) bool {
	if !valid(s) {
		return false
	}
	host, _, _ := hostPort(s)
	if _, err := netip.ParseAddr(host); err == nil || strings.EqualFold(host, "localhost") {
		return true
	}
	dot := strings.LastIndexByte(strings.TrimSuffix(host, "."), '.')
	return dot > 0 && !strings.ContainsAny(host[dot:], "0123456789_") && len(host)-dot > 2
}

// hostPort separates host (without brackets) and port ("" when not written).
func hostPort(s string) (host, port string, ok bool) {
	if strings.HasPrefix(s, "[") {
		host, port, ok = strings.Cut(s[1:], "]")
		if !ok || port == "" {
			return host, "", ok
		}
		port, ok = strings.CutPrefix(port, ":")
		return host, port, ok && port != ""
	}
	host, port, colon := strings.Cut(s, ":")
	return host, port, !colon || port != ""
}

// unescape undoes %-escapes. A text with a % that escapes nothing was typed
// as it is meant.
func unescape(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// escapeTail makes path and query such that every reader of URLs sees the same
// text and none sees a fragment. Behind a host that is a bare word an @ is
// escaped too, or the address would be read as one with a login next time.
func escapeTail(s string, hostIsPlain bool) string {
	if s != "" && s[0] != '/' {
		s = "/" + s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])):
			b.WriteString("%25")
		case c == '@' && !hostIsPlain, c <= ' ', c >= 0x7f, strings.IndexByte("\"#<>\\^`{|}", c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// escape writes user or password such that nothing in it can be mistaken.
func escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// IsZero reports whether there is no address.
func (u URL) IsZero() bool { return u == URL{} }

// Equal reports whether both are the same address with the same login.
func (u URL) Equal(o URL) bool { return u == o }

// Scheme is rtsp or rtsps.
func (u URL) Scheme() string { return u.scheme }

// Host is host:port, with the scheme's own port when none was written.
func (u URL) Host() string {
	if u.IsZero() {
		return ""
	}
	host, port, _ := hostPort(u.host)
	switch {
	case port != "":
	case u.scheme == "rtsps":
		port = "322"
	default:
		port = "554"
	}
	return net.JoinHostPort(host, port)
}

// Path is path and query as they are sent. It may hold a login of the kind
// that Masked hides.
func (u URL) Path() string { return u.tail.Reveal() }

// User is the name of the login.
func (u URL) User() string { return u.user.Reveal() }

// Password is the password of the login.
func (u URL) Password() Text { return u.pass }

// WithLogin gives the same address with another login, or without one when
// both are empty.
func (u URL) WithLogin(user string, pw Text) URL {
	if !u.IsZero() {
		u.user, u.pass = NewText(user), pw
	}
	return u
}

// String is the address without its login, fit to be dialled. For logs and
// eyes Masked is better: a few cameras want the password in the path.
func (u URL) String() string {
	if u.IsZero() {
		return ""
	}
	return u.scheme + "://" + u.host + u.tail.Reveal()
}

// Masked is the address without its login and with passwords inside path and
// query masked.
func (u URL) Masked() string {
	return loginInside.ReplaceAllString(u.String(), "${1}"+Mask+"${2}")
}

// Reveal is the whole address with its login, fully escaped. ParseURL reads it
// back as the same value.
func (u URL) Reveal() string {
	if u.IsZero() || u.user.Empty() && u.pass.Empty() {
		return u.String()
	}
	login := escape(u.user.Reveal())
	if !u.pass.Empty() {
		login += ":" + escape(u.pass.Reveal())
	}
	return u.scheme + "://" + login + "@" + u.host + u.tail.Reveal()
}

// GoString gives what Masked gives.
func (u URL) GoString() string { return u.Masked() }

// Format writes what Masked gives, whatever the verb.
func (u URL) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(u.Masked())) }

// LogValue gives what Masked gives to slog.
func (u URL) LogValue() slog.Value { return slog.StringValue(u.Masked()) }

// MarshalJSON encodes what Masked gives. There is no way back: see Text.
func (u URL) MarshalJSON() ([]byte, error) { return json.Marshal(u.Masked()) }

// MarshalText encodes what Masked gives.
func (u URL) MarshalText() ([]byte, error) { return []byte(u.Masked()), nil }
