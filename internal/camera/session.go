package camera

import (
	"context"
	"errors"
	"io"
	"net/url"
	"strings"
	"sync"
	"syscall"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/bluenviron/gortsplib/v4/pkg/description"
	"github.com/bluenviron/gortsplib/v4/pkg/headers"
	"github.com/bluenviron/gortsplib/v4/pkg/liberrors"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// session is one RTSP conversation over the wire. It refuses to send what it
// may not and remembers what the camera answered, because the library's errors
// do not tell.
type session struct {
	client *gortsplib.Client
	ended  chan struct{} // closed when the library's client has ended
	wg     sync.WaitGroup
	basic  bool // a Basic login may be sent
	weak   bool // of two digests the one by MD5 is answered

	mu        sync.Mutex
	answer    *base.Response // the newest
	loginSent bool
	basicSent bool
	basicHeld bool // a Basic login was about to go out and was held back
	both      bool // a challenge offered a digest by SHA-256 and one by MD5
}

// openSession starts a conversation; nothing is dialled yet. It ends by itself
// when ctx does.
func openSession(ctx context.Context, w *wire, t Target, transport gortsplib.Transport) (*session, error) {
	s := &session{ended: make(chan struct{}), basic: t.AllowBasic || w.secure}
	s.client = &gortsplib.Client{
		Scheme:            t.URL.Scheme(),
		Host:              w.hostPort,
		Transport:         &transport,
		ReadTimeout:       w.limits.answer,
		WriteTimeout:      w.limits.answer,
		UserAgent:         "cctvdesk",
		TLSConfig:         w.tlsConfig(w.fingerprint),
		DialContext:       w.dial,
		OnRequest:         s.watchRequest,
		OnResponse:        s.watchResponse,
		OnTransportSwitch: func(error) {},
		OnPacketsLost:     func(uint64) {},
		OnDecodeError:     func(error) {},
	}
	if err := s.client.Start2(); err != nil {
		return nil, err
	}
	s.wg.Go(func() {
		defer close(s.ended)
		_ = s.client.Wait() // why it ended is told by the call that was waiting
	})
	// The library knows no context; its Close cancels, waits, and may be called
	// from anywhere and again.
	s.wg.Go(func() {
		select {
		case <-ctx.Done():
			s.client.Close()
		case <-s.ended:
		}
	})
	return s, nil
}

// close ends the conversation and waits for all of it.
func (s *session) close() {
	s.client.Close()
	s.wg.Wait()
}

// watchRequest sees a request just before it is written. It is the last gate
// for a login in clear: the library would answer any challenge it is given.
func (s *session) watchRequest(req *base.Request) {
	authorization, ok := req.Header["Authorization"]
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	isBasic := len(authorization) > 0 && strings.HasPrefix(strings.ToLower(authorization[0]), "basic")
	if isBasic && !s.basic {
		delete(req.Header, "Authorization")
		s.basicHeld = true
		return
	}
	s.loginSent = true
	s.basicSent = s.basicSent || isBasic
}

func (s *session) watchResponse(res *base.Response) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = res
	if res.StatusCode != base.StatusUnauthorized {
		return
	}
	var strong, other base.HeaderValue
	digest := false
	for _, v := range res.Header["WWW-Authenticate"] {
		if strings.Contains(strings.ToUpper(v), "SHA-256") {
			strong = append(strong, v)
			continue
		}
		other = append(other, v)
		digest = digest || len(v) > 6 && strings.EqualFold(v[:6], "digest")
	}
	if len(strong) > 0 && digest {
		s.both = true
		if s.weak {
			res.Header["WWW-Authenticate"] = other
		}
	}
}

// mayBeWeaker says whether a refused login is worth one more try: some cameras
// offer the digest by SHA-256 and compute it wrongly.
func (s *session) mayBeWeaker() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.both && s.loginSent && !s.weak
}

// lastAnswer returns the newest response (never nil) and whether a login had
// been sent or held back by then.
func (s *session) lastAnswer() (res *base.Response, loginSent, basicHeld bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.answer == nil {
		return &base.Response{}, s.loginSent, s.basicHeld
	}
	return s.answer, s.loginSent, s.basicHeld
}

// sentBasic reports whether a Basic login went out.
func (s *session) sentBasic() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.basicSent
}

// method is what a camera's challenge asks for.
type method int

const (
	methodNone method = iota // nothing we know
	methodBasic
	methodDigest
)

// challenge returns the best login method the last 401 offered.
func (s *session) challenge() method {
	res, _, _ := s.lastAnswer()
	best := methodNone
	for _, v := range res.Header["WWW-Authenticate"] {
		var h headers.Authenticate
		if h.Unmarshal(base.HeaderValue{v}) != nil {
			continue
		}
		if h.Method == headers.AuthMethodBasic {
			best = max(best, methodBasic)
		} else {
			best = methodDigest
		}
	}
	return best
}

// isLocked looks for the ways in which cameras say that they refuse this
// account or this address for a while.
func isLocked(res *base.Response) bool {
	switch res.StatusCode {
	case base.StatusForbidden, 423, 429:
		return true
	}
	text := strings.ToLower(res.StatusMessage + " " + string(res.Body[:min(len(res.Body), 2048)]))
	for _, v := range res.Header["WWW-Authenticate"] {
		text += " " + strings.ToLower(v)
	}
	return strings.Contains(text, "locked") || strings.Contains(text, "lockout") ||
		strings.Contains(text, "too many failed")
}

// statusCause maps an RTSP status that is not 200, after the login question
// was settled.
func statusCause(code base.StatusCode) Cause {
	switch {
	case code == base.StatusUnauthorized, code == base.StatusForbidden:
		return CauseLogin
	case code == base.StatusUnsupportedTransport:
		return CauseNoPackets
	case code == base.StatusNotEnoughBandwidth, code == base.StatusServiceUnavailable,
		code == base.StatusInternalServerError, code == base.StatusGatewayTimeout:
		// 500 is what several makers answer when their last place is taken.
		return CauseTooMany
	case code >= 300 && code < 400:
		return CauseRedirect
	}
	return CausePath
}

// isHangup is true when the other side ended the connection.
func isHangup(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// describe asks for the description; the cause tells at which question the
// camera said no. It tries the login once, and only after a challenge that may
// be answered.
func (s *session) describe(t Target, asked func(HopName)) (*description.Session, HopName, Cause) {
	open, login, err := targetURLs(t.URL)
	if err != nil {
		return nil, HopRTSP, CausePath
	}
	if _, err := s.client.Options(open); err != nil && !isStatus(err) {
		return nil, HopRTSP, s.wireCause(err)
	}
	asked(HopLogin)
	desc, _, err := s.client.Describe(open)
	if res, _, _ := s.lastAnswer(); err != nil && res.StatusCode == base.StatusUnauthorized {
		if cause := s.mayLogin(t); cause != NoCause {
			return nil, HopLogin, cause
		}
		if desc, _, err = s.client.Describe(login); err != nil {
			if cause := s.refusal(err); cause != NoCause {
				return nil, HopLogin, cause
			}
		}
	} else if err != nil && isLocked(res) {
		return nil, HopLogin, CauseLocked
	}
	asked(HopDescription)
	if err != nil {
		return nil, HopDescription, s.describeCause(err)
	}
	return desc, HopDescription, NoCause
}

// mayLogin says why the challenge just met must not or cannot be answered.
func (s *session) mayLogin(t Target) Cause {
	res, _, _ := s.lastAnswer()
	switch {
	case isLocked(res):
		return CauseLocked
	case t.URL.User() == "" && t.URL.Password().Empty():
		return CauseLogin
	}
	switch s.challenge() {
	case methodNone:
		return CauseLoginMethod
	case methodBasic:
		if !s.basic {
			return CauseLoginMethod
		}
	}
	return NoCause
}

// refusal says whether err means that the login was not accepted.
func (s *session) refusal(err error) Cause {
	res, sent, held := s.lastAnswer()
	var setup liberrors.ErrClientAuthSetup
	switch {
	case held, errors.As(err, &setup):
		return CauseLoginMethod
	case isLocked(res):
		return CauseLocked
	case sent && isHangup(err):
		// Answers a wrong password by hanging up: the account is protected.
		return CauseLocked
	case res.StatusCode == base.StatusUnauthorized && isStatus(err):
		return CauseLogin
	}
	return NoCause
}

// describeCause maps what went wrong with the description itself.
func (s *session) describeCause(err error) Cause {
	res, _, _ := s.lastAnswer()
	var sdp liberrors.ErrClientSDPInvalid
	var silence liberrors.ErrClientRequestTimedOut
	switch {
	case errors.Is(err, errElsewhere):
		return CauseRedirect
	case errors.As(err, &silence):
		return CauseFiltered // spoke RTSP a moment ago and says nothing now
	case errors.As(err, &sdp):
		if unreadableVideo(res.Body) != "" {
			return CauseCodec
		}
		return CauseNoVideo
	case isStatus(err):
		return statusCause(res.StatusCode)
	case res.StatusCode >= 300 && res.StatusCode < 400:
		return CauseRedirect
	case res.StatusCode == base.StatusOK:
		return CauseNoVideo // a description of another type, or an unreadable one
	}
	return s.wireCause(err)
}

// unreadableVideo returns the codec that a description names for its video
// where the library can make nothing of the description: a maker's own
// parameters spoil it for every reader, ours included.
func unreadableVideo(sdp []byte) string {
	_, video, found := strings.Cut(string(sdp), "m=video")
	if !found {
		return ""
	}
	video, _, _ = strings.Cut(video, "\nm=")
	if _, rtpmap, found := strings.Cut(video, "a=rtpmap:"); found {
		if line, _, _ := strings.Cut(rtpmap, "\n"); len(line) < 80 {
			if _, codec, found := strings.Cut(strings.TrimSpace(line), " "); found {
				codec, _, _ = strings.Cut(codec, "/")
				return codec
			}
		}
	}
	return "video"
}

// wireCause maps an error of the connection itself.
func (s *session) wireCause(err error) Cause {
	switch {
	case errors.Is(err, errElsewhere):
		return CauseRedirect
	case errors.Is(err, errAlert):
		return CauseTLSExpected
	case errors.Is(err, errCertificate):
		return CauseCertificate
	}
	if cause := dialCause(err); cause == CauseRefused && !isHangup(err) || cause == CauseRoute {
		return cause
	}
	return CauseNotRTSP
}

// isStatus is true when the camera answered properly, but not with 200.
func isStatus(err error) bool {
	var bad liberrors.ErrClientBadStatusCode
	return errors.As(err, &bad)
}

// targetURLs returns the address without and with its login, as the library
// wants them.
func targetURLs(u secret.URL) (open, login *base.URL, err error) {
	if open, err = base.ParseURL(u.String()); err != nil {
		return nil, nil, err
	}
	login = open.Clone()
	login.User = url.UserPassword(u.User(), u.Password().Reveal())
	return open, login, nil
}
