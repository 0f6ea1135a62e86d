package ui

import (
	"strings"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// loginSplit takes the login out of an address field as soon as it can be told
// apart, because everybody may read what stands there: when an address is
// pasted, at the @ that is typed, and when the field is left.
type loginSplit struct {
	entry  *kit.Entry
	took   func(login secret.URL) // whose User and Password were taken out
	before string                 // what stood in the field
	typed  secret.Text            // the login that was typed; one more @ continues it
	own    bool                   // the field is being rewritten by us
}

func splitLogin(e *kit.Entry, took func(login secret.URL)) *loginSplit {
	s := &loginSplit{entry: e, took: took, before: e.Text}
	e.OnChanged, e.OnLeave = s.edited, s.whole
	return s
}

// put writes an address without looking for a login in it.
func (s *loginSplit) put(text string) {
	s.own = true
	s.entry.SetText(text)
	s.own = false
	s.before = text
}

func (s *loginSplit) edited(text string) {
	if s.own {
		return
	}
	at, added, gone := inserted([]rune(s.before), []rune(text))
	s.before = text
	if gone > 1 {
		s.typed = secret.Text{} // written over: what is typed now belongs to another address
	}
	switch {
	case len(added) > 1:
		s.typed = secret.Text{}
		s.whole()
	case string(added) == "@":
		runes := []rune(text)
		s.upTo(string(runes[:at]), string(runes[at+1:]))
	case text == "":
		s.typed = secret.Text{}
	}
}

// whole takes the login out of a complete address.
func (s *loginSplit) whole() {
	if url, err := camera.ParseAddress(s.entry.Text); err == nil && url.User() != "" {
		s.put(url.String())
		s.took(url)
	}
}

// upTo takes the login that ends at the @ between head and tail.
func (s *loginSplit) upTo(head, tail string) {
	typed, login, ok := camera.TypedLogin(s.typed, head)
	if !ok {
		return
	}
	scheme := ""
	if i := strings.Index(head, "://"); i >= 0 {
		scheme = head[:i+len("://")]
	}
	s.typed = typed
	s.put(scheme + tail)
	s.entry.CursorColumn = len([]rune(scheme))
	s.took(login)
}

// inserted is what one change put into a text, where, and how much it took out.
func inserted(before, now []rune) (at int, added []rune, gone int) {
	for at < len(before) && at < len(now) && before[at] == now[at] {
		at++
	}
	end := 0
	for end < len(before)-at && end < len(now)-at && before[len(before)-1-end] == now[len(now)-1-end] {
		end++
	}
	return at, now[at : len(now)-end], len(before) - end - at
}
