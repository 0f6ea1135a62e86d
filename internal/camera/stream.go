package camera

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/description"
	"github.com/bluenviron/gortsplib/v4/pkg/liberrors"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
)

// transport is the one to begin with: TCP, which firewalls let through, unless
// UDP was asked for.
func (p *trip) transport() gortsplib.Transport {
	if p.target.Transport == "udp" {
		return gortsplib.TransportUDP
	}
	return gortsplib.TransportTCP
}

func transportName(t gortsplib.Transport) string {
	if t == gortsplib.TransportUDP {
		return "udp"
	}
	return "tcp"
}

func otherTransport(t gortsplib.Transport) gortsplib.Transport {
	if t == gortsplib.TransportUDP {
		return gortsplib.TransportTCP
	}
	return gortsplib.TransportUDP
}

// stream asks for the video and waits for the first packet. When nothing comes
// by one transport it tries the other: with "auto" it goes on with that one,
// else it only proposes it. The session it returns is the one to close.
func (p *trip) stream(ctx, look context.Context, s *session, desc *description.Session) (*session, Cause) {
	first := p.transport()
	cause := p.play(look, s, desc, first)
	if cause != CauseNoPackets {
		return s, cause
	}
	failedHop := p.hop
	s.close()
	second := otherTransport(first)
	if p.wire.secure && second == gortsplib.TransportUDP {
		return s, CauseNoPackets // UDP beside TLS would be in clear
	}
	s2, desc, cause := p.converse(ctx, look, second, func(HopName) {})
	if cause != NoCause {
		return s, CauseNoPackets
	}
	if p.choose(desc) != NoCause || p.play(look, s2, desc, second) != NoCause {
		p.hop = failedHop
		return s2, CauseNoPackets
	}
	if p.target.Transport == "tcp" || p.target.Transport == "udp" {
		p.hop = failedHop
		p.v.Propose = transportName(second)
		return s2, CauseNoPackets
	}
	if second == gortsplib.TransportTCP {
		p.warn(WarnTCPOnly)
	}
	return s2, NoCause
}

// play sets the video up, starts it and waits for its first packet.
func (p *trip) play(look context.Context, s *session, desc *description.Session, transport gortsplib.Transport) Cause {
	stop := context.AfterFunc(look, s.client.Close)
	defer stop()
	if _, err := s.client.Setup(desc.BaseURL, p.media, 0, 0); err != nil {
		return s.playCause(err)
	}
	p.meter = newMeter(p.format, p.look)
	meter, payload := p.meter, p.format.PayloadType()
	for _, f := range p.media.Formats {
		s.client.OnPacketRTP(p.media, f, func(pkt *rtp.Packet) {
			if pkt.PayloadType == payload {
				meter.put(pkt, time.Now())
			}
		})
	}
	s.client.OnPacketRTCP(p.media, func(pkt rtcp.Packet) {
		if sr, ok := pkt.(*rtcp.SenderReport); ok {
			meter.report(sr.NTPTime, time.Now())
		}
	})
	p.played = time.Now()
	if _, err := s.client.Play(nil); err != nil {
		return s.playCause(err)
	}
	p.enter(HopPackets)
	timer := time.NewTimer(p.limits.packet)
	defer timer.Stop()
	select {
	case <-p.meter.first:
		p.v.Transport = transportName(transport)
		return NoCause
	case <-timer.C:
	case <-s.ended:
	case <-look.Done():
	}
	return CauseNoPackets
}

// playCause maps what went wrong between the description and the packets.
func (s *session) playCause(err error) Cause {
	res, _, _ := s.lastAnswer()
	var wantsTCP liberrors.ErrClientServerRequestedTCP
	var wantsUDP liberrors.ErrClientServerRequestedUDP
	var network net.Error
	switch {
	case isStatus(err):
		return statusCause(res.StatusCode)
	case errors.As(err, &wantsTCP), errors.As(err, &wantsUDP):
		return CauseNoPackets
	case isHangup(err):
		return CauseTooMany // agreed to talk, then hung up when a stream was asked for
	case errors.As(err, &network) && network.Timeout():
		return CauseNoPackets
	}
	return CauseNoPackets
}

// enter ends the hop before as done and begins the next one. A hop that was
// passed on a second try is not told again.
func (p *trip) enter(name HopName) {
	i := indexOf(name)
	if i < p.hop || i == p.hop && p.v.Hops[i].Result != Waiting {
		return
	}
	now := time.Now()
	if p.v.Hops[p.hop].Result == Running {
		p.finish(Done, p.v.Hops[p.hop].Cause, now)
	}
	p.hop, p.since = i, now
	p.v.Hops[i].Result = Running
	p.v.Hop = name
	p.on(p.v.Hops[i])
}

// note marks the running hop with something that will matter later.
func (p *trip) note(cause Cause) {
	p.v.Hops[p.hop].Cause = cause
}

// fail ends the running hop and the verdict.
func (p *trip) fail(cause Cause) {
	p.v.Cause, p.v.Hop = cause, p.v.Hops[p.hop].Name
	if p.v.Hops[p.hop].Result != Failed {
		p.finish(Failed, cause, time.Now())
	}
}

// skip passes over a hop that cannot be travelled.
func (p *trip) skip(name HopName) {
	now := time.Now()
	if p.v.Hops[p.hop].Result == Running {
		p.finish(Done, p.v.Hops[p.hop].Cause, now)
	}
	i := indexOf(name)
	p.hop, p.since = i, now
	p.finish(Skipped, NoCause, now)
}

func (p *trip) finish(result Result, cause Cause, now time.Time) {
	h := &p.v.Hops[p.hop]
	h.Result, h.Cause, h.Took = result, cause, now.Sub(p.since)
	p.on(*h)
}

// leave settles what is still open at the end of the trip.
func (p *trip) leave() {
	if p.v.Hops[p.hop].Result == Running {
		p.finish(Done, p.v.Hops[p.hop].Cause, time.Now())
	}
	for i := range p.v.Hops {
		if p.v.Hops[i].Result == Waiting || p.v.Hops[i].Result == Running {
			p.v.Hops[i].Result = Skipped
			p.on(p.v.Hops[i])
		}
	}
}

func indexOf(name HopName) int {
	for i, h := range Hops() {
		if h == name {
			return i
		}
	}
	return 0
}

// hostOnly returns the host of host:port without brackets.
func hostOnly(hostPort string) string {
	if host, _, err := net.SplitHostPort(hostPort); err == nil {
		return host
	}
	return hostPort
}
