package relay

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/big"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/auth"
	"github.com/bluenviron/gortsplib/v4/pkg/base"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// TestAccounts is the matrix account × path × way of showing who one is.
func TestAccounts(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{})
	now := time.Now()
	accounts := []Account{
		{Name: "all", Password: secret.NewText("s3cret:@/%#ä")},
		{Name: "one", Password: secret.NewText("x"), Paths: []string{"dishub/a"}},
		{Name: "glob", Password: secret.NewText("y"), Paths: []string{"dishub/*"}},
		{Name: "old", Password: secret.NewText("z"), Expires: now.Add(-time.Second)},
		{Name: "young", Password: secret.NewText("z"), Expires: now.Add(time.Hour)},
	}
	e := openEngine(t, Config{Accounts: accounts, RequireAccount: true})
	for _, p := range []string{"dishub/a", "dishub/b", "bpbd/sungai"} {
		r := record(t, p, cam)
		put(t, e, r)
		untilState(t, e, r.ID, Live, 5*time.Second)
	}
	may := map[string][]bool{
		"all": {true, true, true}, "one": {true, false, false}, "glob": {true, true, false},
		"old": {false, false, false}, "young": {true, true, true}, "nobody": {false, false, false},
	}
	for _, a := range append(accounts, Account{Name: "nobody", Password: secret.NewText("q")}) {
		for i, p := range []string{"dishub/a", "dishub/b", "bpbd/sungai"} {
			want := base.StatusOK
			if !may[a.Name][i] {
				if want = base.StatusForbidden; a.Name == "old" || a.Name == "nobody" {
					want = base.StatusUnauthorized
				}
			}
			for _, way := range []string{"basic", "MD5", "SHA-256"} {
				got := e.server.door.slowedNow("127.0.0.1") // guesses of other rows must not blur this one
				c := dialRaw(t, e)
				if res := c.do(base.Describe, address(e, p)); res.StatusCode != base.StatusUnauthorized {
					t.Fatalf("without an account: %d", res.StatusCode)
				}
				res := showing(c, base.Describe, address(e, p), a, way)
				if res.StatusCode != want {
					t.Errorf("%s reads %s by %s: %d, want %d (slowed %v)", a.Name, p, way, res.StatusCode, want, got)
				}
				res = showing(c, base.Setup, address(e, p)+"/trackID=0", a, way)
				if (res.StatusCode == base.StatusOK) != may[a.Name][i] {
					t.Errorf("%s sets up %s by %s: %d", a.Name, p, way, res.StatusCode)
				}
			}
		}
	}
}

// slowedNow forgives an address, so that rows of a table do not disturb each other.
func (d *doorman) slowedNow(who string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.slowed(who, time.Now())
	clear(d.guessers)
	return s
}

// showing sends a request with an account, after asking for a challenge.
func showing(c *raw, m base.Method, url string, a Account, way string) *base.Response {
	c.t.Helper()
	if way == "basic" {
		return c.do(m, url, "Authorization", basic(a.Name, a.Password.Reveal()), "Transport", overTCP)
	}
	res := c.do(m, url, "Transport", overTCP)
	var offer base.HeaderValue
	for _, v := range res.Header["WWW-Authenticate"] {
		if strings.Contains(v, way) {
			offer = base.HeaderValue{v}
		}
	}
	s := auth.Sender{WWWAuth: offer, User: a.Name, Pass: a.Password.Reveal()}
	if err := s.Initialize(); err != nil {
		c.t.Fatal(err)
	}
	u, err := base.ParseURL(url)
	if err != nil {
		c.t.Fatal(err)
	}
	req := &base.Request{Method: m, URL: u}
	s.AddAuthorization(req)
	return c.do(m, url, "Authorization", req.Header["Authorization"][0], "Transport", overTCP)
}

func TestAccountsThatEnd(t *testing.T) {
	t.Parallel()
	a := Account{Name: "pro", Password: secret.NewText("pw")}
	e, _, _ := liveEngine(t, Config{Accounts: []Account{a}, RequireAccount: true}, "a")
	v := mustView(t, "rtsp://pro:pw@"+e.Addr()+"/a")
	v.untilPackets(10, 5*time.Second)
	if st := e.Snapshot(); len(st.Readers) != 1 || st.Readers[0].Account != "pro" || st.Readers[0].BytesOut == 0 {
		t.Fatalf("%+v", st.Readers)
	}
	a.Expires = time.Now().Add(1500 * time.Millisecond)
	e.SetAccounts([]Account{a})
	pause(200 * time.Millisecond)
	if v.over() {
		t.Fatal("cut before its time")
	}
	until(t, "expiry ends the session", 5*time.Second, v.over)
	a.Expires = time.Time{}
	e.SetAccounts([]Account{a})
	v = mustView(t, "rtsp://pro:pw@"+e.Addr()+"/a")
	v.untilPackets(10, 5*time.Second)
	a.Password = secret.NewText("new")
	e.SetAccounts([]Account{a})
	until(t, "a new password ends the session", 5*time.Second, v.over)
}

func TestGuessingSlowsDown(t *testing.T) {
	t.Parallel()
	e, _, _ := liveEngine(t, Config{Accounts: []Account{{Name: "a", Password: secret.NewText("pw")}}, RequireAccount: true}, "a")
	end := time.Now().Add(2 * time.Second)
	judged := 0
	for i := 0; time.Now().Before(end); i++ {
		c := dialRaw(t, e)
		res, err := c.try(base.Describe, address(e, "a"), "Authorization", basic("a", fmt.Sprint(i)))
		if err == nil && len(res.Header["Retry-After"]) == 0 {
			judged++
		}
		_ = c.c.Close()
	}
	t.Logf("R19: %d guesses were judged in two seconds", judged)
	if judged > freeGuesses+3 {
		t.Errorf("%d guesses were judged in two seconds", judged)
	}
}

// TestGuessesHurtNobodyElse: while somebody guesses an account's password, the
// session that it has goes on, and it is let in again from where it came before;
// from elsewhere it waits with the guesser.
func TestGuessesHurtNobodyElse(t *testing.T) {
	t.Parallel()
	pw := secret.NewText("pw")
	e, _, _ := liveEngine(t, Config{Accounts: []Account{{Name: "a", Password: pw}, {Name: "b", Password: pw}}, RequireAccount: true}, "a")
	url, right := address(e, "a"), basic("a", "pw")
	victim := dialRaw(t, e)
	id := victim.session(victim.do(base.Setup, url+"/trackID=0", "Transport", overTCP, "Authorization", right))
	victim.do(base.Play, url, "Session", id, "Authorization", right)
	d := e.server.door
	ask := func(from string, name, password string) entry {
		_, got := d.admit(claim{method: base.Describe, header: base.HeaderValue{basic(name, password)}, from: netip.MustParseAddr(from), path: "a"}, time.Now())
		return got
	}
	for range 40 {
		for _, from := range []string{"10.0.0.9", "127.0.0.1"} {
			ask(from, "a", "guess")
		}
	}
	for range 3 {
		if res := victim.do(base.GetParameter, url, "Session", id, "Authorization", right); res.StatusCode != base.StatusOK {
			t.Fatalf("the victim's session: %d", res.StatusCode)
		}
	}
	d.mu.Lock()
	delete(d.guessers, "127.0.0.1")
	d.mu.Unlock()
	for _, c := range []struct {
		from, name, password string
		want                 entry
	}{
		{"127.0.0.1", "a", "pw", entryOpen}, // it was here before
		{"10.0.0.9", "a", "pw", entrySlow},  // the guesser's own address
		{"10.0.0.8", "a", "pw", entrySlow},  // a stranger, while the account is guessed at
		{"10.0.0.8", "b", "pw", entryOpen},
	} {
		if got := ask(c.from, c.name, c.password); got != c.want {
			t.Errorf("%s from %s: %d, want %d", c.name, c.from, got, c.want)
		}
	}
	e.SetAccounts([]Account{{Name: "a", Password: secret.NewText("new")}})
	if got := ask("127.0.0.1", "a", "new"); got != entrySlow {
		t.Errorf("a new password keeps old friends: %d", got)
	}
}

// TestRightsByObject: an account that may read one path gets no answer but a
// refusal about another, by any method, at any moment; nor does somebody
// without an account (R18, R20).
func TestRightsByObject(t *testing.T) {
	t.Parallel()
	pw := secret.NewText("pw")
	e, _, cam := liveEngine(t, Config{RequireAccount: true, Accounts: []Account{{Name: "a", Password: pw, Paths: []string{"a"}}}}, "a")
	put(t, e, record(t, "b", cam))
	untilGroup(t, e, "b", 1)
	right := basic("a", "pw")
	methods := []base.Method{base.Describe, base.Setup, base.Play, base.Pause, base.GetParameter, base.SetParameter, base.Teardown}
	for _, playing := range []bool{false, true} {
		for _, m := range methods {
			for _, path := range []string{"b", "b/sub", "nowhere"} {
				c := dialRaw(t, e)
				var session []string
				if playing {
					id := c.session(c.do(base.Setup, address(e, "a")+"/trackID=0", "Transport", overTCP, "Authorization", right))
					c.do(base.Play, address(e, "a"), "Session", id, "Authorization", right)
					session = []string{"Session", id}
				}
				header := append([]string{"Transport", overTCP, "Authorization", right}, session...)
				if res := c.do(m, address(e, path), header...); res.StatusCode != base.StatusForbidden {
					t.Errorf("%s of %s, playing %v: %d", m, path, playing, res.StatusCode)
				}
				if res := c.do(m, address(e, "a"), append([]string{"Transport", overTCP}, session...)...); res.StatusCode != base.StatusUnauthorized {
					t.Errorf("%s of a without an account, playing %v: %d", m, playing, res.StatusCode)
				}
				_ = c.c.Close()
			}
		}
	}
	if n := len(sinksOf(e.find("b").stream)); n != 0 {
		t.Errorf("%d readers of what they may not read", n)
	}
}

func TestNetworksAndSessions(t *testing.T) {
	t.Parallel()
	here, elsewhere := netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")
	e, _, _ := liveEngine(t, Config{RequireAccount: true, Accounts: []Account{
		{Name: "two", Password: secret.NewText("x"), Networks: []netip.Prefix{elsewhere, here}, Sessions: 2},
		{Name: "away", Password: secret.NewText("x"), Networks: []netip.Prefix{elsewhere}},
	}}, "a")
	if res := dialRaw(t, e).do(base.Describe, address(e, "a"), "Authorization", basic("away", "x")); res.StatusCode != base.StatusForbidden {
		t.Errorf("from another network: %d", res.StatusCode)
	}
	for i, want := range []base.StatusCode{base.StatusOK, base.StatusOK, base.StatusNotEnoughBandwidth} {
		c := dialRaw(t, e)
		if res := c.do(base.Setup, address(e, "a")+"/trackID=0", "Transport", overTCP, "Authorization", basic("two", "x")); res.StatusCode != want {
			t.Errorf("session %d: %d", i+1, res.StatusCode)
		}
	}
}

func TestReaderOverTLS(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{})
	e := openEngine(t, Config{ListenTLS: "127.0.0.1:0", Certificate: selfSigned(t)})
	r := record(t, "a", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	untilGroup(t, e, "a", 3)
	v := mustView(t, "rtsps://"+e.AddrTLS()+"/a", func(_ *viewer, c *gortsplib.Client) {
		c.TLSConfig = &tls.Config{InsecureSkipVerify: true}
	})
	v.untilPackets(60, 8*time.Second)
	continuous(t, v.packets())
	firstIsKey(t, rtpx.H264, v.packets())
	if _, err := view(t, "rtsps://"+e.AddrTLS()+"/a", byUDP, func(_ *viewer, c *gortsplib.Client) {
		c.TLSConfig = &tls.Config{InsecureSkipVerify: true}
	}); err == nil {
		t.Error("packets would leave the encrypted line")
	}
}

func selfSigned(t *testing.T) *tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
