package camera

import (
	"slices"
	"testing"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
)

// FuzzAnswer: whatever an RTSP server answers, a cause is found and nothing of
// the answer grows in the telling.
func FuzzAnswer(f *testing.F) {
	f.Add(401, "Unauthorized", `Digest realm="cam", nonce="1"`, []byte("m=video 0 RTP/AVP 96\r\na=rtpmap:96 MP4V-ES/90000\r\n"))
	f.Add(200, "User Locked", "Basic", []byte("m=video\na=rtpmap:"))
	f.Add(302, "", "NTLM", []byte{0, 0xff})
	f.Fuzz(func(t *testing.T, code int, status, challenge string, body []byte) {
		kept := slices.Clone(body)
		s := &session{answer: &base.Response{
			StatusCode: base.StatusCode(code), StatusMessage: status, Body: body,
			Header: base.Header{"WWW-Authenticate": base.HeaderValue{challenge}},
		}}
		if m := s.challenge(); m < methodNone || m > methodDigest {
			t.Errorf("method %d", m)
		}
		_ = isLocked(s.answer)
		if !slices.Contains(Causes(), statusCause(s.answer.StatusCode)) {
			t.Error("no cause")
		}
		if codec := unreadableVideo(body); len(codec) > 80 {
			t.Errorf("a codec of %d letters", len(codec))
		}
		if !slices.Equal(kept, body) {
			t.Error("the answer was changed")
		}
	})
}
