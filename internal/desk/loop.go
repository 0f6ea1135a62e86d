package desk

import (
	"net"
	"strings"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// loops says whether a camera at path would pull itself: its address is this
// relay's own, and leads, over however many of our paths, back to it.
func (c *core) loops(url secret.URL, path string, used usedPaths) bool {
	for range len(used) + 1 {
		if !c.ownAddress(url) {
			return false
		}
		at, _, _ := strings.Cut(url.Path(), "?")
		at = strings.TrimSuffix(strings.Trim(at, "/"), "/sub")
		if at == path {
			return true
		}
		next, ok := used[at]
		if !ok {
			return false // not yet; the relay will say that there is no such path
		}
		url = next.URL
	}
	return true // a circle that was there before
}

// ownAddress says whether an address is one that this relay listens on.
func (c *core) ownAddress(url secret.URL) bool {
	host, port, err := net.SplitHostPort(url.Host())
	if err != nil {
		return false
	}
	listen, own, err := net.SplitHostPort(c.listening())
	if err != nil || port != own {
		return false
	}
	if host == listen || loopback(host) && (listen == "" || loopback(listen) || net.ParseIP(listen).IsUnspecified()) {
		return true
	}
	all, err := net.InterfaceAddrs()
	if err != nil || !net.ParseIP(listen).IsUnspecified() {
		return false
	}
	ip := net.ParseIP(host)
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && ip != nil && n.IP.Equal(ip) {
			return true
		}
	}
	return false
}
