package camera

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bluenviron/gortsplib/v4/pkg/auth"
	"github.com/bluenviron/gortsplib/v4/pkg/base"
)

func Test_cause_tls_expected(t *testing.T) {
	t.Parallel()
	f := openFake(t, (*fake).withTLS)
	expect(t, inspect(t, target(t, f), f), HopRTSP, CauseTLSExpected)
}

func Test_cause_tls_unexpected(t *testing.T) {
	t.Parallel()
	f := openFake(t, nil)
	v := inspect(t, Target{URL: address(t, "rtsps://"+f.addr()+"/live")}, f)
	expect(t, v, HopPort, CauseTLSUnexpected)
}

func Test_cause_certificate(t *testing.T) {
	t.Parallel()
	f := openFake(t, (*fake).withTLS)
	secure := Target{URL: address(t, "rtsps://"+f.addr()+"/live")}
	first := inspect(t, secure, f)
	if !first.OK || len(first.Fingerprint) != 64 || !slices.Contains(first.Warnings, WarnNewCert) {
		t.Fatalf("first meeting: %+v", first)
	}
	secure.Fingerprint = strings.ToUpper(first.Fingerprint)
	if again := inspect(t, secure, f); !again.OK {
		t.Errorf("the known certificate was refused: %+v", again)
	}
	secure.Fingerprint = strings.Repeat("00", 32)
	other := inspect(t, secure, f)
	expect(t, other, HopPort, CauseCertificate)
	if other.Fingerprint != first.Fingerprint {
		t.Errorf("the certificate met is not reported: %q", other.Fingerprint)
	}
}

func Test_cause_login(t *testing.T) {
	t.Parallel()
	f := openFake(t, func(f *fake) { f.user, f.password = "pengamat", "lain" })
	v := inspect(t, withLogin(t, f), f)
	expect(t, v, HopLogin, CauseLogin)
	if strings.Contains(fmt.Sprintf("%+v", v), password) {
		t.Error("the verdict repeats the password")
	}
	expect(t, inspect(t, target(t, f), f), HopLogin, CauseLogin) // none given, one wanted
}

func Test_cause_login_method(t *testing.T) {
	t.Parallel()
	clear := base64.StdEncoding.EncodeToString([]byte("pengamat:" + password))
	basic := func(f *fake) {
		f.user, f.password, f.methods = "pengamat", password, []auth.VerifyMethod{auth.VerifyMethodBasic}
	}
	f := openFake(t, basic)
	expect(t, inspect(t, withLogin(t, f), f), HopLogin, CauseLoginMethod)
	if strings.Contains(f.heardText(), strings.ToLower(clear)) {
		t.Error("a Basic login went out in clear")
	}

	allowed := withLogin(t, f)
	allowed.AllowBasic = true
	if v := inspect(t, allowed, f); !v.OK || !slices.Contains(v.Warnings, WarnBasicClear) {
		t.Errorf("allowed Basic: %+v", v)
	}

	unknown := openFake(t, challenge("NTLM"))
	expect(t, inspect(t, withLogin(t, unknown), unknown), HopLogin, CauseLoginMethod)
}

// challenge answers every DESCRIBE with 401 and the given challenges, one
// after the other.
func challenge(methods ...string) func(*fake) {
	return func(f *fake) {
		asked := 0
		f.bend = func(_ *fake, req *base.Request) (*base.Response, bool) {
			if req.Method != base.Describe {
				return nil, false
			}
			m := methods[min(asked, len(methods)-1)]
			asked++
			return &base.Response{StatusCode: base.StatusUnauthorized, Header: base.Header{
				"WWW-Authenticate": base.HeaderValue{m},
			}}, true
		}
	}
}

// A camera that first offers Digest and, when it is to be answered, only Basic
// must not get the password either.
func Test_a_challenge_that_changes_to_basic_is_not_answered(t *testing.T) {
	t.Parallel()
	f := openFake(t, challenge(`Digest realm="cam", nonce="abc"`, `Basic realm="cam"`))
	expect(t, inspect(t, withLogin(t, f), f), HopLogin, CauseLoginMethod)
	if strings.Contains(f.heardText(), "basic ") {
		t.Error("a Basic login went out in clear")
	}
}

func Test_cause_locked(t *testing.T) {
	t.Parallel()
	for name, refuse := range map[string]*base.Response{
		"forbidden": status(base.StatusForbidden),
		"says so":   {StatusCode: base.StatusUnauthorized, StatusMessage: "User Locked"},
		"hangs up":  nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := openFake(t, func(f *fake) {
				f.user, f.password = "pengamat", password
				f.bend = func(_ *fake, req *base.Request) (*base.Response, bool) {
					_, login := req.Header["Authorization"]
					return refuse, login
				}
			})
			expect(t, inspect(t, withLogin(t, f), f), HopLogin, CauseLocked)
		})
	}
}

// Cameras of today offer the digest by SHA-256, alone or beside the one by MD5,
// and some of them compute it wrongly: both are logged in to, at most twice.
func Test_digest_by_SHA_256(t *testing.T) {
	t.Parallel()
	both := []auth.VerifyMethod{auth.VerifyMethodDigestMD5, auth.VerifyMethodDigestSHA256}
	// refuse answers a login by SHA-256 as a camera does that computes it wrongly.
	refuse := func(_ *fake, req *base.Request) (*base.Response, bool) {
		return &base.Response{StatusCode: base.StatusUnauthorized, Header: base.Header{
			"WWW-Authenticate": auth.GenerateWWWAuthenticate(both, "cam", "abc"),
		}}, strings.Contains(strings.Join(req.Header["Authorization"], ""), "SHA-256")
	}
	// without is the same without a word on how to do better.
	without := func(f *fake, req *base.Request) (*base.Response, bool) {
		res, final := refuse(f, req)
		res.Header = nil
		return res, final
	}
	for name, tc := range map[string]struct {
		methods  []auth.VerifyMethod
		bend     func(*fake, *base.Request) (*base.Response, bool)
		password string
		cause    Cause
		refused  int
		answered string // by which the login went out that was taken
	}{
		"alone":                             {both[1:], nil, password, NoCause, 0, `algorithm="sha-256"`},
		"beside MD5":                        {both, nil, password, NoCause, 0, `algorithm="sha-256"`},
		"computed wrongly":                  {both, refuse, password, NoCause, 1, `algorithm="md5"`},
		"computed wrongly, without a word":  {both, without, password, NoCause, 1, `algorithm="md5"`},
		"beside MD5, with a wrong password": {both, nil, "lain", CauseLogin, 2, ""},
		"alone, with a wrong password":      {both[1:], nil, "lain", CauseLogin, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := openFake(t, func(f *fake) { f.user, f.password, f.methods, f.bend = "pengamat", tc.password, tc.methods, tc.bend })
			v := inspect(t, withLogin(t, f), f)
			if v.Cause != tc.cause || v.refused != tc.refused || !strings.Contains(f.heardText(), tc.answered) {
				t.Errorf("%q, %d refused, the camera heard %s", v.Cause, v.refused, f.heardText())
			}
			if v.Cause == CauseLogin && f.logins != tc.refused {
				t.Errorf("%d logins went out", f.logins)
			}
		})
	}
}
