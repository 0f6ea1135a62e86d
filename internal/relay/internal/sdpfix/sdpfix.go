// Package sdpfix mends session descriptions that cameras send and the library
// refuses: it keeps what can be understood, track by track, and leaves the rest
// out. What parses already is given back untouched.
package sdpfix

import (
	"slices"
	"strings"

	"github.com/bluenviron/gortsplib/v4/pkg/description"
	"github.com/bluenviron/gortsplib/v4/pkg/sdp"
)

const prologue = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns= \r\nt=0 0\r\n"

// Mend returns a description the library takes, whether it had to be changed,
// and whether a track had to be left out. When nothing can be saved the text
// comes back as it was.
func Mend(text []byte) (mended []byte, changed, dropped bool) {
	if parses(text) {
		return text, false, false
	}
	session, tracks := split(string(text))
	head := prologue
	for _, l := range session {
		if strings.HasPrefix(l, "a=control:") && parses([]byte(prologue+l+"\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n")) {
			head += l + "\r\n"
		}
	}
	var out strings.Builder
	out.WriteString(head)
	kept := 0
	for _, t := range tracks {
		if t = mendTrack(t); t == nil {
			dropped = true
			continue
		}
		kept++
		out.WriteString(strings.Join(t, "\r\n") + "\r\n")
	}
	if kept == 0 || !parses([]byte(out.String())) {
		return text, false, false
	}
	return []byte(out.String()), true, dropped
}

// mendTrack tries what costs least first: without the lines nobody needs, then
// without parameters, then with nothing but its codec and address.
func mendTrack(lines []string) []string {
	plain := keep(lines, func(l string) bool { return strings.HasPrefix(l, "m=") || strings.HasPrefix(l, "a=") })
	plain[0] = mendMedia(plain[0])
	plain = keep(plain, func(l string) bool {
		return !strings.HasPrefix(l, "a=mid:") && !strings.HasPrefix(l, "a=key-mgmt")
	})
	bare := keep(plain, func(l string) bool { return !strings.HasPrefix(l, "a=fmtp:") })
	least := keep(bare, func(l string) bool {
		return strings.HasPrefix(l, "m=") || strings.HasPrefix(l, "a=rtpmap:") ||
			strings.HasPrefix(l, "a=control:") || l == "a=sendonly"
	})
	for _, try := range [][]string{plain, bare, least} {
		if parses([]byte(prologue + strings.Join(try, "\r\n") + "\r\n")) {
			return try
		}
	}
	return nil
}

// mendMedia brings an m= line to "kind port RTP/AVP types…".
func mendMedia(line string) string {
	f := strings.Fields(strings.TrimPrefix(line, "m="))
	if len(f) < 4 {
		return line
	}
	if !strings.HasPrefix(f[2], "RTP/") {
		f[2] = "RTP/AVP"
	}
	f[1] = "0"
	return "m=" + strings.Join(f, " ")
}

func keep(lines []string, want func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return !want(l) })
}

func split(text string) (session []string, tracks [][]string) {
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(strings.Trim(l, "\x00"))
		switch {
		case len(l) < 3 || l[1] != '=':
		case l[0] == 'm':
			tracks = append(tracks, []string{l})
		case len(tracks) > 0:
			tracks[len(tracks)-1] = append(tracks[len(tracks)-1], l)
		default:
			session = append(session, l)
		}
	}
	return session, tracks
}

func parses(text []byte) bool {
	var raw sdp.SessionDescription
	var desc description.Session
	return raw.Unmarshal(text) == nil && desc.Unmarshal(&raw) == nil
}
