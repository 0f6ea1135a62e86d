package camera

import (
	"strings"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// TypedLogin says what login stands in front of an @ that was just typed into
// an address: head is the text before that @, earlier what TypedLogin returned
// for an @ before it, whose login this one may continue (a password may hold an
// @). It returns the login as it was typed, and the address with this login and
// no host of its own to read User and Password from. It is false when head is
// an address already, so that the @ belongs to its path, or has no password.
func TypedLogin(earlier secret.Text, head string) (typed secret.Text, read secret.URL, ok bool) {
	_, login := splitScheme(strings.TrimLeft(head, " "))
	if isUnmistakable(login) {
		return secret.Text{}, secret.URL{}, false
	}
	if !earlier.Empty() {
		login = earlier.Reveal() + "@" + login
	}
	if user, password, found := strings.Cut(login, ":"); !found || user == "" || password == "" {
		return secret.Text{}, secret.URL{}, false
	}
	read, err := secret.ParseURL("rtsp://" + login + "@localhost")
	if err != nil {
		return secret.Text{}, secret.URL{}, false
	}
	return secret.NewText(login), read, true
}

// spacedLogin is where a login ends whose password holds spaces, behind its @;
// 0 when no space belongs to a login. A text whose first word is an address
// with an unmistakable host has words after it, not a password.
func spacedLogin(s string) int {
	start := 0
	if i := strings.Index(s, "://"); i >= 0 {
		start = i + len("://")
	}
	first, _, spaced := strings.Cut(s[start:], " ")
	if !spaced || isUnmistakable(first) {
		return 0
	}
	name := 0
	for at := start; at < len(s); at++ {
		login := s[start:at]
		if s[at] != '@' || !strings.Contains(login, " ") || !strings.Contains(login, ":") {
			continue
		}
		host, _, _ := strings.Cut(s[at+1:], " ")
		if isUnmistakable(host) {
			return at + 1
		}
		if !strings.Contains(host, "@") && host != "" {
			name = at + 1
		}
	}
	return name
}

// isUnmistakable says whether an address without its scheme has a host that
// can hardly be part of a password: an IP address, a name with a dot, localhost.
func isUnmistakable(address string) bool {
	u, err := secret.ParseURL("rtsp://" + address)
	if err != nil {
		return false
	}
	host := hostOnly(u.Host())
	return isAddress(host) || strings.EqualFold(host, "localhost") || isName(host) && strings.Contains(host, ".")
}
