package relay

import (
	"strings"

	"github.com/bluenviron/gortsplib/v4/pkg/base"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/sdpfix"
)

// What a camera and the library say to each other passes here, and is mended
// where one would mislead the other.

// response sees every answer before the library does.
func (a *attempt) response(res *base.Response) {
	switch {
	case res.StatusCode == base.StatusUnauthorized:
		a.challenges(res)
	case res.StatusCode >= base.StatusMovedPermanently && res.StatusCode <= base.StatusUseProxy:
		if l := res.Header["Location"]; len(l) == 1 {
			a.redirect = l[0]
		}
		res.StatusCode = base.StatusBadRequest // the library would follow, to anywhere
	case strings.HasPrefix(strings.TrimSpace(string(res.Body)), "v=0"):
		res.Header["Content-Type"] = base.HeaderValue{"application/sdp"}
		res.Body, a.mended, a.skipped = sdpfix.Mend(res.Body)
	}
	if t := res.Header["Transport"]; len(t) == 1 && res.StatusCode == base.StatusOK {
		answer := ownAddress(t[0])
		if a.intake != nil && a.intake.pending != nil {
			var err error
			if answer, err = a.intake.agreed(answer); err != nil {
				a.fail(fault(FaultProtocol, "setup", err))
			}
		}
		res.Header["Transport"] = base.HeaderValue{answer}
	}
}

// request sees every request before the camera does: one that is to send by UDP
// is asked for that.
func (a *attempt) request(req *base.Request) {
	if req.Method == base.Setup && a.intake != nil && a.intake.pending != nil {
		req.Header["Transport"] = base.HeaderValue{a.intake.wish()}
	}
}

// challenges takes away what must not be answered: Basic over a bare line,
// unless this camera's record allows it; and the stronger digest where the
// plain one is due, because some cameras offer it and compute it wrongly.
func (a *attempt) challenges(res *base.Response) {
	var keep base.HeaderValue
	plain := false
	for _, v := range res.Header["WWW-Authenticate"] {
		basic := len(v) >= 5 && strings.EqualFold(v[:5], "basic")
		if basic && a.s.order.url.Scheme() != "rtsps" && !a.s.order.allowBasic {
			continue
		}
		plain = plain || basic
		keep = append(keep, v)
	}
	if a.s.plain.Load() != a.s.other.Load() {
		var md5 base.HeaderValue
		for _, v := range keep {
			if !strings.Contains(strings.ToUpper(v), "SHA-256") {
				md5 = append(md5, v)
			}
		}
		if n := len(md5); n > 0 {
			a.plain, keep = n < len(keep), md5
		}
	}
	a.basic = plain && len(keep) == 1 && a.s.order.url.Scheme() != "rtsps"
	res.Header["WWW-Authenticate"] = keep
}

// ownAddress strips what would send our packets elsewhere.
func ownAddress(transport string) string {
	parts := strings.Split(transport, ";")
	kept := parts[:0]
	for _, p := range parts {
		k, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(p)), "=")
		if k != "source" && k != "destination" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ";")
}
