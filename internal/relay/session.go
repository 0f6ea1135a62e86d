package relay

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/bluenviron/gortsplib/v4/pkg/description"
	"github.com/bluenviron/gortsplib/v4/pkg/headers"
	"github.com/bluenviron/gortsplib/v4/pkg/liberrors"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/feed"
)

const (
	dialsPerAttempt = 3
	never           = 100 * 365 * 24 * time.Hour
)

// attempt is one try at a camera, from dial to the end of its stream.
type attempt struct {
	s     *source
	ctx   context.Context
	fail  context.CancelCauseFunc
	dials int
	udp   bool
	base  *base.URL // what is asked for; a redirect within the camera changes it

	// written by the library's goroutine while a call of ours waits for it
	feed     *feed.Conn
	redirect string
	mended   bool
	skipped  bool
	basic    bool
	plain    bool // the stronger digest was left unanswered
	newCert  bool
	intake   *intake // the sockets of a camera that sends by UDP, else nil

	began     atomic.Bool            // the first packet came
	op        atomic.Pointer[string] // what is being done, for the one that cuts it short
	connected atomic.Bool
}

// attempt waits for a turn, runs one session and says how it ended. A panic
// inside it ends this session only.
func (s *source) attempt(ctx context.Context) (out outcome) {
	leave, err := s.gate.enter(ctx, s.order.url.Host())
	if err != nil {
		return outcome{err: err, fault: fault(FaultInternal, "wait", err)}
	}
	defer leave()
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	a := &attempt{s: s, ctx: ctx, fail: fail, udp: s.mayUDP() && (s.order.transport == UDP || s.fallen.Load())}
	s.mu.Lock()
	s.now = session{end: fail, settled: leave, udp: a.udp}
	s.mu.Unlock()
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("camera session panicked", "camera", s.order.id, "panic", p, "stack", string(debug.Stack()))
			out.fault = fault(FaultInternal, "session", fmt.Errorf("panic: %v", p))
			out.err = out.fault
		}
		s.mu.Lock()
		if !s.now.live.IsZero() {
			out.good = time.Since(s.now.live)
			s.reconnects.Add(1)
		}
		s.now = session{}
		s.mu.Unlock()
		out.connected = a.connected.Load()
	}()
	watch := time.AfterFunc(s.limits.Attempt, a.late)
	defer watch.Stop()
	err = a.session()
	if cause := context.Cause(ctx); cause != nil {
		err = cause // whoever cut it short knows better than the one who was cut
	}
	f := classify(a.doing(), err)
	if f.Kind == FaultSilent && !a.live() {
		f = fault(FaultNoPackets, f.Op, f.Err)
	}
	a.chooseWay(f)
	return outcome{err: err, fault: f}
}

// mayUDP says whether packets may leave the camera's connection: not when that
// is encrypted.
func (s *source) mayUDP() bool { return s.order.url.Scheme() != "rtsps" }

// chooseWay settles how the next attempt asks for packets: by the other way when
// this one brought none. What worked is kept.
func (a *attempt) chooseWay(f *Fault) {
	if a.s.order.transport != Auto || a.live() {
		return
	}
	switch doing := a.doing(); {
	case a.udp && (doing == "setup" || doing == "play"):
		a.s.fallen.Store(false)
	case f.Kind == FaultNoPackets && a.s.mayUDP():
		a.s.fallen.Store(true)
	}
}

// live says whether a packet came.
func (a *attempt) live() bool {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	return !a.s.now.live.IsZero()
}

// late ends an attempt that has brought no packet in time.
func (a *attempt) late() {
	if a.live() {
		return
	}
	kind := FaultTimeout
	if a.doing() == "play" {
		kind = FaultNoPackets
	}
	a.fail(fault(kind, a.doing(), nil))
}

func (a *attempt) do(op string) { a.op.Store(&op) }

func (a *attempt) doing() string {
	if op := a.op.Load(); op != nil {
		return *op
	}
	return "dial"
}

// session is the dialogue with the camera, once more when it sends us to
// another path of itself or wants another transport.
func (a *attempt) session() error {
	u, err := base.ParseURL(a.s.order.url.String())
	if err != nil {
		return fault(FaultBadAddress, "address", nil)
	}
	if name := a.s.order.url.User(); name != "" {
		u.User = url.UserPassword(name, a.s.order.url.Password().Reveal())
	}
	a.base = u
	for {
		err = a.talk()
		switch {
		case a.ctx.Err() != nil || a.dials >= dialsPerAttempt:
			return err
		case a.redirect != "":
			if err = a.follow(); err != nil {
				return err
			}
		case !a.udp && a.s.order.transport == Auto && a.s.mayUDP() && wantsUDP(err):
			a.udp = true
			a.s.fallen.Store(true)
			a.s.mu.Lock()
			a.s.now.udp = true
			a.s.mu.Unlock()
		default:
			return err
		}
	}
}

func wantsUDP(err error) bool {
	var status liberrors.ErrClientBadStatusCode
	return errors.As(err, new(liberrors.ErrClientServerRequestedUDP)) ||
		errors.As(err, &status) && status.Code == base.StatusUnsupportedTransport
}

// follow takes a redirect, but only to the address that was approved.
func (a *attempt) follow() error {
	to, err := base.ParseURL(a.redirect)
	a.redirect = ""
	if err != nil || to.Scheme != a.base.Scheme || to.Hostname() != a.base.Hostname() || portOf(to) != portOf(a.base) {
		return fault(FaultRedirect, "redirect", nil)
	}
	to.User = a.base.User
	a.base = to
	return nil
}

func portOf(u *base.URL) string {
	switch p := u.Port(); {
	case p != "":
		return p
	case u.Scheme == "rtsps":
		return "322"
	}
	return "554"
}

// talk is one connection: describe, set up, play, and wait for its end.
func (a *attempt) talk() error {
	a.do("dial")
	c := a.client()
	if err := c.Start2(); err != nil {
		return err
	}
	defer c.Close()
	defer context.AfterFunc(a.ctx, c.Close)()
	d, _, err := c.Describe(a.base)
	if err != nil {
		return err
	}
	o := choose(d)
	if o.video() == nil {
		return fault(FaultNoVideo, "describe", nil)
	}
	a.do("setup")
	if a.udp {
		if a.intake, err = newIntake(a, a.feed); err != nil {
			return err
		}
		defer a.intake.close()
	}
	channels, err := a.setup(c, d.BaseURL, &o)
	if err != nil {
		return err
	}
	a.s.plain.Store(a.plain) // the login is through
	now := time.Now()
	a.s.stream.meter.begin()
	a.warn(o, now)
	if err = a.s.stream.begin(o, now); err != nil {
		return err
	}
	defer a.s.stream.lose()
	if a.udp {
		a.intake.run()
	} else {
		a.feed.Take(a.taker(channels))
	}
	a.do("play")
	if _, err = c.Play(nil); err != nil {
		return err
	}
	a.s.mu.Lock()
	a.s.now.played = time.Now()
	a.s.mu.Unlock()
	return c.Wait()
}

func (a *attempt) client() *gortsplib.Client {
	transport := gortsplib.TransportTCP
	patience := max(10*time.Second, 2*a.s.limits.Silence)
	if a.udp {
		patience = never // it sees no packet; the attempt's deadline and the monitor watch
	}
	return &gortsplib.Client{
		// TLS is made in dial, beneath the feed; the library must not add its own.
		Scheme: "rtsp", Host: net.JoinHostPort(a.base.Hostname(), portOf(a.base)),
		Transport: &transport, UserAgent: "cctvdesk",
		ReadTimeout: patience, WriteTimeout: 5 * time.Second,
		DialContext: a.dial, OnRequest: a.request, OnResponse: a.response,
		OnTransportSwitch: func(error) {},
		OnPacketsLost:     func(uint64) {}, // the stream counts what is missing in the numbers
		OnDecodeError:     func(error) { a.s.stream.meter.warn(time.Now(), WarnUnknownPackets) },
	}
}

// setup asks for every track; one that is not video may be refused and is left
// out. It returns the interleaved channel of each track taken.
func (a *attempt) setup(c *gortsplib.Client, u *base.URL, o *offer) (channels map[byte]int, err error) {
	channels = map[byte]int{}
	kept := o.media[:0]
	for _, m := range o.media {
		res, err := a.setupOne(c, u, m.source)
		if err != nil {
			var status liberrors.ErrClientBadStatusCode
			if m.video || !errors.As(err, &status) || wantsUDP(err) {
				return nil, err
			}
			o.skipped = true
			continue
		}
		var th headers.Transport
		if th.Unmarshal(res.Header["Transport"]) == nil && th.InterleavedIDs != nil {
			channels[byte(th.InterleavedIDs[0])] = len(kept)
		}
		kept = append(kept, m)
	}
	o.media = kept
	return channels, nil
}

// setupOne asks for one track.
func (a *attempt) setupOne(c *gortsplib.Client, u *base.URL, m *description.Media) (*base.Response, error) {
	if !a.udp {
		return c.Setup(u, m, 0, 0)
	}
	if err := a.intake.open(); err != nil {
		return nil, err
	}
	res, err := c.Setup(u, m, 0, 0)
	a.intake.settle(err == nil)
	return res, err
}

// take gives one packet of a track to the stream, and says when it is the first
// of all.
func (a *attempt) take(i int, b []byte, at time.Time) {
	if !a.began.Load() && a.began.CompareAndSwap(false, true) {
		a.s.arrived(at)
	}
	a.s.stream.packet(i, b, at)
}

// taker gives interleaved packets to the stream.
func (a *attempt) taker(channels map[byte]int) feed.Taker {
	var track [256]int
	for i := range track {
		track[i] = -1
	}
	for ch, i := range channels {
		track[ch], track[ch+1] = i, i
	}
	return func(at time.Time, channel byte, b []byte) {
		defer a.guard()
		i := track[channel]
		if i < 0 {
			return
		}
		if _, rtcp := channels[channel]; !rtcp {
			a.s.stream.cameraReport(i, b, at)
			return
		}
		a.take(i, b, at)
	}
}

// guard turns a panic on a library goroutine into the end of this session.
func (a *attempt) guard() {
	if p := recover(); p != nil {
		a.s.log.Error("packet path panicked", "camera", a.s.order.id, "panic", p, "stack", string(debug.Stack()))
		a.fail(fault(FaultInternal, "packet", fmt.Errorf("panic: %v", p)))
	}
}

func (a *attempt) warn(o offer, now time.Time) {
	m := &a.s.stream.meter
	session := now.Add(never) // true as long as the session
	for w, is := range map[string]bool{
		WarnSkippedTracks: o.skipped || a.skipped, WarnRepairedSDP: a.mended,
		WarnFellBackToUDP: a.udp && a.s.order.transport == Auto,
		WarnUnknownCodec:  !o.video().codec.Keyed(),
		WarnBasicClear:    a.basic, WarnNewCertificate: a.newCert,
	} {
		if is {
			m.warn(session, w)
		}
	}
}
