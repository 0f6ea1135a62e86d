package relay

import (
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// TestNobodyReadsUnknownOffLoopback: a relay that others can reach wants an
// account from everybody, whatever its config says.
func TestNobodyReadsUnknownOffLoopback(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]Config{
		"by rtsp":  {Listen: "0.0.0.0:0"},
		"by rtsps": {Listen: "127.0.0.1:0", ListenTLS: "0.0.0.0:0", Certificate: selfSigned(t)},
	} {
		e, err := Open(c)
		if err != nil {
			t.Fatal(name, err)
		}
		t.Cleanup(func() { _ = e.Close() })
		_, port, _ := net.SplitHostPort(e.Addr())
		here := "127.0.0.1:" + port
		for _, m := range []base.Method{base.Describe, base.Setup, base.Play, base.GetParameter} {
			if res := dialAt(t, here).do(m, "rtsp://"+here+"/a", "Transport", overTCP); res.StatusCode != base.StatusUnauthorized {
				t.Errorf("%s: %s without an account: %d", name, m, res.StatusCode)
			}
		}
	}
}

// TestIdleConnectionsEnd: who has asked once, or set up and not played, and says
// no more is let go; who plays over TCP is watched by what it takes, and who
// plays over UDP by its reports.
func TestIdleConnectionsEnd(t *testing.T) {
	t.Parallel()
	e, _, _ := liveEngine(t, Config{Limits: Limits{Idle: 700 * time.Millisecond}}, "a")
	url := address(e, "a")
	playing := mustView(t, url)
	asked, set, silent := dialRaw(t, e), dialRaw(t, e), dialRaw(t, e)
	asked.do(base.Options, "*")
	set.do(base.Setup, url+"/trackID=0", "Transport", overTCP)
	pair, err := net.ListenPacket("udp", "127.0.0.1:0") // where nobody reports from
	if err != nil {
		t.Fatal(err)
	}
	defer pair.Close()
	port := pair.LocalAddr().(*net.UDPAddr).Port
	id := silent.session(silent.do(base.Setup, url+"/trackID=0", "Transport", fmt.Sprintf("RTP/AVP;unicast;client_port=%d-%d", port, port+1)))
	silent.do(base.Play, url, "Session", id)
	for name, c := range map[string]*raw{"asked once": asked, "set up": set, "plays by UDP and never reports": silent} {
		_ = c.c.SetReadDeadline(time.Now().Add(10 * time.Second))
		if _, err := io.Copy(io.Discard, c.c); err != nil && strings.Contains(err.Error(), "timeout") {
			t.Errorf("who %s is still connected", name)
		}
	}
	playing.untilPackets(20, 5*time.Second)
	if playing.over() || len(e.server.list()) != 1 {
		t.Errorf("of those who play over TCP %d are left", len(e.server.list()))
	}
}

// fromHost is a connection that comes from somewhere else.
type fromHost struct {
	net.Conn
	host string
}

func (c fromHost) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.ParseIP(c.host), Port: 40000} }

// TestStrangersAreFewAndKnownReadersAreNot: of connections that have shown no
// account there are so many in all and from one address, the oldest goes for the
// newest; those of an account are bound by its own limit, so that one recorder
// may read a hundred cameras.
func TestStrangersAreFewAndKnownReadersAreNot(t *testing.T) {
	t.Parallel()
	e := openEngine(t, Config{})
	s := e.server
	var first, last *conn
	enter := func(host string) *conn {
		ours, theirs := net.Pipe()
		t.Cleanup(func() { _, _ = ours.Close(), theirs.Close() })
		c := newConn(s, fromHost{ours, host})
		if !s.enter(c) {
			t.Fatalf("%s was not let in", host)
		}
		t.Cleanup(func() { s.leave(c) })
		return c
	}
	ended := func(c *conn) bool { return c.nc.SetDeadline(time.Time{}) != nil }
	for range 100 {
		if last = enter("10.0.0.9"); first == nil {
			first = last
		}
	}
	if s.strange != 16 || !ended(first) || ended(last) {
		t.Errorf("%d strangers from one address; the oldest is gone %v, the newest %v", s.strange, ended(first), ended(last))
	}
	for i := range 300 {
		enter(fmt.Sprintf("10.0.%d.%d", 1+i/200, 1+i%200))
	}
	if s.strange != 256 {
		t.Errorf("%d strangers in all", s.strange)
	}
	for range 100 {
		c := enter("10.0.0.10")
		s.shown(c) // its account was right
		last = c
	}
	if enter("10.0.0.10"); ended(last) {
		t.Error("a reader with an account was counted among the strangers")
	}
}

// TestOneRecorderReadsAHundredTimes with one account.
func TestOneRecorderReadsAHundredTimes(t *testing.T) {
	t.Parallel()
	e, _, _ := liveEngine(t, Config{RequireAccount: true, Accounts: []Account{{Name: "nvr", Password: secret.NewText("pw")}}}, "a")
	url, right := address(e, "a"), basic("nvr", "pw")
	for range 100 {
		c := dialRaw(t, e)
		id := c.session(c.do(base.Setup, url+"/trackID=0", "Transport", overTCP, "Authorization", right))
		if res := c.do(base.Play, url, "Session", id, "Authorization", right); res.StatusCode != base.StatusOK {
			t.Fatal(res.StatusCode)
		}
	}
	e.latest.Store(nil)
	if n := len(e.Snapshot().Readers); n != 100 {
		t.Errorf("%d readers", n)
	}
}

// TestReadersInTheMannerOfRecorders: what recorders do that players do not,
// written from memory and not from captures: the login in each request by one
// challenge, made for the whole address, its path, or always the stream's;
// wishes for more than one transport, headers nobody asked for, OPTIONS and
// SET_PARAMETER to stay alive.
func TestReadersInTheMannerOfRecorders(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{Audio: "pcma"})
	nvr := Account{Name: "nvr", Password: secret.NewText("p@ss:w/rd")}
	e := openEngine(t, Config{RequireAccount: true, Accounts: []Account{nvr}})
	r := record(t, "dishub/garuda", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 5*time.Second)
	url := address(e, r.Path)
	for name, uri := range map[string]func(string) string{
		"the whole address":   func(u string) string { return u },
		"the path alone":      func(u string) string { return strings.TrimPrefix(u, "rtsp://"+e.Addr()) },
		"the stream's always": func(string) string { return url },
	} {
		c := dialRaw(t, e)
		res := c.do(base.Options, url, "User-Agent", "NVR")
		if res.StatusCode != base.StatusOK {
			t.Fatal(name, res.StatusCode)
		}
		res = c.do(base.Describe, url, "Accept", "application/sdp, application/x-rtsl", "Require", "www.onvif.org/ver20/backchannel")
		_, nonce, _ := strings.Cut(res.Header["WWW-Authenticate"][2], `nonce="`)
		nonce, _, _ = strings.Cut(nonce, `"`)
		ask := func(m base.Method, to string, header ...string) *base.Response {
			t.Helper()
			at := uri(to)
			sum := sumMD5(sumMD5("nvr:"+realm+":"+nvr.Password.Reveal()) + ":" + nonce + ":" + sumMD5(string(m)+":"+at))
			res := c.do(m, to, append(header, "Authorization", fmt.Sprintf(
				`Digest username="nvr", realm="%s", nonce="%s", uri="%s", response="%s"`, realm, nonce, at, sum))...)
			if res.StatusCode != base.StatusOK {
				t.Errorf("%s: %s %s: %d", name, m, to, res.StatusCode)
			}
			return res
		}
		ask(base.Describe, url, "Accept", "application/sdp")
		id := c.session(ask(base.Setup, url+"/trackID=0", "Transport", "RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=0,RTP/AVP/UDP;unicast;client_port=40000-40001"))
		ask(base.Setup, url+"/trackID=1", "Session", id, "Transport", "RTP/AVP/TCP;unicast;interleaved=2-3;ssrc=0", "x-Dynamic-Rate", "0")
		ask(base.Play, url+"/", "Session", id, "Range", "npt=0.000-", "Scale", "1.0", "Rate-Control", "no")
		for range 3 {
			ask(base.Options, url, "Session", id)
			ask(base.GetParameter, url, "Session", id)
			ask(base.SetParameter, url, "Session", id)
		}
		ask(base.Teardown, url, "Session", id)
	}
}
