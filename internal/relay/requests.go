package relay

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/bluenviron/gortsplib/v4/pkg/headers"
	"golang.org/x/sys/unix"
)

// reasonHeader tells a reader's operator why there is nothing to see: a fault kind.
const reasonHeader = "X-Reason"

// playing is a reader's session. It is replaced, never altered, once others may see it.
type playing struct {
	id        string
	account   Account
	path      *path
	leave     func()
	signature string // of the offer the tracks were set up from
	channels  []int
	udp       *udpOut
	reader    *reader // nil while not playing
	since     time.Time
}

// target is what a request's address means.
type target struct {
	path  string
	track int // -1 = the whole
	start startMode
	wait  bool
}

// locate reads path, track and wishes out of an address. The track may stand
// behind the query, because readers put it at the end of what they were given.
func locate(u *base.URL) target {
	t := target{track: -1}
	if u == nil {
		return t
	}
	raw := u.Path
	query := u.RawQuery
	cut := func(s string) string {
		before, after, ok := strings.Cut(s, "/trackID=")
		if ok {
			if n, err := strconv.Atoi(strings.TrimRight(after, "/")); err == nil && n >= 0 && n < 64 {
				t.track = n
			}
		}
		return before
	}
	if query != "" {
		query = cut(query)
	} else {
		raw = cut(raw)
	}
	t.path = strings.Trim(raw, "/")
	q, _ := url.ParseQuery(strings.TrimSuffix(query, "/"))
	switch m := startMode(q.Get("start")); m {
	case startGOP, startNow, startLive:
		t.start = m
	}
	t.wait = q.Has("wait")
	return t
}

// handle answers one request; last ends the connection. It looks things up and
// nothing more: what takes time was prepared elsewhere, and only DESCRIBE may
// wait, on this connection alone.
func (c *conn) handle(req *base.Request) (res *base.Response, last bool) {
	switch req.Method {
	case base.Options:
		return &base.Response{StatusCode: base.StatusOK, Header: base.Header{"Public": base.HeaderValue{
			"OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER",
		}}}, false
	case base.Describe, base.Setup, base.Play, base.Pause, base.Teardown, base.GetParameter, base.SetParameter:
	default:
		return status(base.StatusMethodNotAllowed), false
	}
	t := locate(req.URL)
	ses := c.session.Load()
	if v := req.Header["Session"]; len(v) > 0 && (ses == nil || !sameSession(v[0], ses.id)) {
		return status(base.StatusSessionNotFound), false
	}
	if t.path == "" && ses != nil {
		t.path = ses.path.name
	}
	account, refusal, last := c.admit(req, t.path)
	if refusal != nil {
		return refusal, last
	}
	if ses != nil && t.path != ses.path.name && req.Method != base.Describe {
		return status(base.StatusBadRequest), false
	}
	switch req.Method {
	case base.Describe:
		return c.describe(req, t), false
	case base.Setup:
		return c.setup(req, t, account), false
	case base.Play:
		return c.play(req), false
	case base.Pause:
		return c.pause(), false
	case base.Teardown:
		c.endSession()
		return status(base.StatusOK), true
	case base.SetParameter:
		if len(req.Body) > 0 {
			return status(base.StatusParameterNotUnderstood), false
		}
	}
	return status(base.StatusOK), false
}

func status(code base.StatusCode) *base.Response { return &base.Response{StatusCode: code} }

func sameSession(header, id string) bool {
	given, _, _ := strings.Cut(header, ";")
	return same(strings.TrimSpace(given), id)
}

// admit asks the doorman.
func (c *conn) admit(req *base.Request, path string) (Account, *base.Response, bool) {
	who := claim{
		method: req.Method, url: req.URL, header: req.Header["Authorization"],
		nonce: c.nonce, from: c.host, path: path,
	}
	if ses := c.session.Load(); ses != nil {
		who.holder = ses.account.Name
	}
	name, e := c.srv.door.admit(who, time.Now())
	res := status(base.StatusUnauthorized)
	switch e {
	case entryOpen:
		c.srv.shown(c)
		return c.srv.door.account(name), nil, false
	case entryForbidden:
		return Account{}, status(base.StatusForbidden), false
	case entrySlow:
		res.Header = base.Header{"Retry-After": base.HeaderValue{"60"}, "WWW-Authenticate": challenge(c.nonce, false)}
		return Account{}, res, true
	case entryWrong:
		c.srv.guessed(c.host, name)
		c.wrong++
		c.nonce = newNonce()
	}
	res.Header = base.Header{"WWW-Authenticate": challenge(c.nonce, e == entryStale)}
	return Account{}, res, c.wrong > freeGuesses
}

func (c *conn) describe(req *base.Request, t target) *base.Response {
	p := c.srv.find(t.path)
	if p == nil {
		return reason(base.StatusNotFound, FaultNoPath)
	}
	leave := p.want()
	defer leave()
	patience, patient := c.srv.limits.DescribeWait, t.wait || p.waits.Load()
	if patient {
		patience = c.srv.limits.Idle
	}
	switch st := p.standing(); {
	case st == nil:
		return reason(base.StatusServiceUnavailable, "disabled")
	case st.state == Refused || st.state == Unsupported:
		patience = 0 // no waiting will help
	}
	ctx, cancel := context.WithTimeout(c.srv.ctx, patience)
	defer cancel()
	sdp, waited, ok := p.stream.description(ctx, patient)
	c.waited = waited
	if !ok {
		return unavailable(p)
	}
	c.start = t.start
	u := req.URL.CloneWithoutCredentials()
	return &base.Response{
		StatusCode: base.StatusOK,
		Header: base.Header{
			"Content-Base": base.HeaderValue{strings.TrimSuffix(u.String(), "/") + "/"},
			"Content-Type": base.HeaderValue{"application/sdp"},
		},
		Body: sdp,
	}
}

func reason(code base.StatusCode, why FaultKind) *base.Response {
	return &base.Response{StatusCode: code, Header: base.Header{reasonHeader: base.HeaderValue{string(why)}}}
}

// unavailable tells why a known path has nothing to give now.
func unavailable(p *path) *base.Response {
	st := p.standing()
	if st == nil || st.fault == nil {
		return reason(base.StatusServiceUnavailable, FaultTimeout)
	}
	return reason(base.StatusServiceUnavailable, st.fault.Kind)
}

// setup takes one track into the session, which it makes when there is none.
func (c *conn) setup(req *base.Request, t target, account Account) *base.Response {
	p := c.srv.find(t.path)
	if p == nil {
		return reason(base.StatusNotFound, FaultNoPath)
	}
	signature, tracks := p.stream.shape()
	if t.track < 0 {
		t.track = 0 // a reader that asks for the stream means its only track
	}
	if tracks == 0 || t.track >= tracks {
		return unavailable(p)
	}
	ses := c.session.Load()
	switch {
	case ses == nil && !c.srv.room(account):
		return status(base.StatusNotEnoughBandwidth)
	case ses == nil:
		ses = &playing{id: newNonce()[:16], account: account, path: p, signature: signature, since: time.Now()}
		for range tracks {
			ses.channels = append(ses.channels, -1)
		}
	case ses.reader != nil:
		return status(base.StatusMethodNotValidInThisState)
	case ses.signature != signature:
		return status(base.StatusNotFound)
	}
	next := *ses
	next.channels = append([]int(nil), ses.channels...)
	answer, res := c.transport(req, &next, t.track)
	if res != nil {
		return res
	}
	if next.leave == nil {
		next.leave = p.want()
	}
	ssrc := p.stream.ssrc(t.track)
	answer.SSRC = &ssrc
	c.session.Store(&next)
	return &base.Response{StatusCode: base.StatusOK, Header: base.Header{"Transport": answer.Marshal()}}
}

// transport settles how a track travels: the first of the reader's wishes that
// can be met, the same for all its tracks.
func (c *conn) transport(req *base.Request, ses *playing, track int) (answer headers.Transport, res *base.Response) {
	var wishes headers.Transports
	if wishes.Unmarshal(req.Header["Transport"]) != nil {
		return answer, status(base.StatusBadRequest)
	}
	fresh := true
	for _, ch := range ses.channels {
		fresh = fresh && ch < 0
	}
	for _, w := range wishes {
		multicast := w.Delivery != nil && *w.Delivery == headers.TransportDeliveryMulticast
		record := w.Mode != nil && *w.Mode == headers.TransportModeRecord
		switch {
		case multicast || record || w.Secure:
		case w.Protocol == headers.TransportProtocolTCP && (fresh || ses.udp == nil):
			return c.interleave(w, ses, track)
		case w.Protocol == headers.TransportProtocolUDP && w.ClientPorts != nil && (fresh || ses.udp != nil) && !c.sealed():
			return c.datagrams(w, ses, track)
		}
	}
	return answer, status(base.StatusUnsupportedTransport)
}

func (c *conn) interleave(w headers.Transport, ses *playing, track int) (headers.Transport, *base.Response) {
	ch := 2 * track
	if w.InterleavedIDs != nil {
		ch = w.InterleavedIDs[0]
	}
	if ch < 0 || ch > 254 || (w.InterleavedIDs != nil && w.InterleavedIDs[1] != ch+1) {
		return w, status(base.StatusBadRequest)
	}
	for i, other := range ses.channels {
		if i != track && other >= 0 && other-ch < 2 && ch-other < 2 {
			return w, status(base.StatusBadRequest)
		}
	}
	ses.channels[track] = ch
	unicast := headers.TransportDeliveryUnicast
	return headers.Transport{
		Protocol: headers.TransportProtocolTCP, Delivery: &unicast, InterleavedIDs: &[2]int{ch, ch + 1},
	}, nil
}

// datagrams sends only to where the connection comes from, whatever was asked.
func (c *conn) datagrams(w headers.Transport, ses *playing, track int) (headers.Transport, *base.Response) {
	pair, err := c.srv.pair()
	if err != nil || !validPort(w.ClientPorts[0]) || !validPort(w.ClientPorts[1]) {
		return w, status(base.StatusUnsupportedTransport)
	}
	if ses.udp == nil {
		n := len(ses.channels)
		ses.udp = &udpOut{pair: pair, wg: &c.srv.wg, quit: make(chan struct{}), rtp: make([]unix.Sockaddr, n), rtcp: make([]netip.AddrPort, n)}
	}
	ses.channels[track] = 2 * track
	ses.udp.rtp[track] = pair.sockaddr(netip.AddrPortFrom(c.host, uint16(w.ClientPorts[0])))
	ses.udp.rtcp[track] = netip.AddrPortFrom(c.host, uint16(w.ClientPorts[1]))
	c.heard.Store(time.Now().UnixNano())
	c.srv.mu.Lock()
	c.srv.heard[ses.udp.rtcp[track]] = c
	c.srv.mu.Unlock()
	unicast, ports := headers.TransportDeliveryUnicast, pair.ports()
	return headers.Transport{
		Protocol: headers.TransportProtocolUDP, Delivery: &unicast,
		ClientPorts: w.ClientPorts, ServerPorts: &ports,
	}, nil
}

func validPort(n int) bool { return n >= 1024 && n < 65536 }

// play enters the session's reader into the stream; the answer goes out before
// the first packet.
func (c *conn) play(req *base.Request) *base.Response {
	ses := c.session.Load()
	if ses == nil {
		return status(base.StatusMethodNotValidInThisState)
	}
	if ses.reader != nil {
		return status(base.StatusOK)
	}
	if sig, _ := ses.path.stream.shape(); sig != ses.signature {
		return status(base.StatusNotFound)
	}
	start := locate(req.URL).start
	if start == "" {
		start = c.start
	}
	if start == "" {
		start = startNow // leaves no player late: docs/benchmarks.md, Players
	}
	r := &reader{conn: c, out: c.out, udp: ses.udp, channels: ses.channels, same: true}
	for i, ch := range ses.channels {
		r.same = r.same && (ch < 0 || ch == 2*i)
	}
	next := *ses
	next.reader = r
	c.session.Store(&next)
	sizeBuffer(c.nc, ses.path)
	ses.path.stream.attach(r, start, func(j join) {
		res := status(base.StatusOK)
		if info := rtpInfo(req.URL, ses.channels, j); info != "" {
			res.Header = base.Header{"RTP-Info": base.HeaderValue{info}}
		}
		r.begin(j, c.finish(req, res))
	})
	return nil // begin has sent it
}

// rtpInfo tells where each track begins, as far as it is known. All times are
// of the same moment, that of the first picture (RFC 2326 §12.33): players
// take the distance of sound and picture from them until a report comes.
func rtpInfo(u *base.URL, channels []int, j join) string {
	if u == nil {
		return ""
	}
	base := strings.TrimSuffix(u.CloneWithoutCredentials().String(), "/")
	var parts []string
	for i, p := range j.places {
		if !p.known || i >= len(channels) || channels[i] < 0 {
			continue
		}
		part := fmt.Sprintf("url=%s/trackID=%d", base, i)
		if p.numbered {
			part += fmt.Sprintf(";seq=%d", p.seq)
		}
		parts = append(parts, part+fmt.Sprintf(";rtptime=%d", p.ts))
	}
	return strings.Join(parts, ",")
}

func (c *conn) pause() *base.Response {
	ses := c.session.Load()
	if ses == nil {
		return status(base.StatusMethodNotValidInThisState)
	}
	if ses.reader != nil {
		ses.path.stream.detach(ses.reader)
		ses.reader.stop()
		next := *ses
		next.reader = nil
		if ses.udp != nil {
			next.udp = ses.udp.again()
		}
		c.session.Store(&next)
	}
	return status(base.StatusOK)
}

// endSession takes the reader out of its stream.
func (c *conn) endSession() {
	ses := c.session.Swap(nil)
	if ses == nil {
		return
	}
	if ses.reader != nil {
		ses.path.stream.detach(ses.reader)
		ses.reader.stop()
		if ses.udp != nil {
			c.srv.bytes.Add(ses.reader.bytes.Load())
		}
	}
	ses.leave()
}
