package relay

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/headers"
	"github.com/pion/rtcp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
)

const (
	intakeRoom  = 2 << 20 // asked for each socket: a key picture comes as one burst
	intakeEvery = 5 * time.Second
	packetMost  = 65535
)

// intake are the sockets of a camera that sends by UDP. The library believes
// that the packets come interleaved, and never sees one: it would refuse packets
// of a changed source or an unknown type, and those too large for Ethernet.
type intake struct {
	a     *attempt
	local net.IP
	from  netip.Addr
	wg    sync.WaitGroup

	lines   []*udpLine
	pending *udpLine // being set up
}

// udpLine are the two sockets of one track, and what is reported back of it.
type udpLine struct {
	rtp, rtcp *net.UDPConn
	answer    headers.Transport // of the camera

	ssrc, received atomic.Uint32
	first, highest atomic.Uint32 // numbers with their turns
}

// newIntake prepares for a camera at the other end of a connection.
func newIntake(a *attempt, nc net.Conn) (*intake, error) {
	local, ok := nc.LocalAddr().(*net.TCPAddr)
	remote, ok2 := nc.RemoteAddr().(*net.TCPAddr)
	if !ok || !ok2 {
		return nil, fault(FaultInternal, "setup", errors.New("not a TCP connection"))
	}
	return &intake{a: a, local: local.IP, from: remote.AddrPort().Addr().Unmap()}, nil
}

// open makes the sockets for the next track.
func (in *intake) open() error {
	rtp, rtcp, err := udpTwo(in.local)
	if err != nil {
		return fault(FaultInternal, "setup", err)
	}
	_ = rtp.SetReadBuffer(intakeRoom)
	in.pending = &udpLine{rtp: rtp, rtcp: rtcp}
	return nil
}

// wish is what the camera is asked for instead of interleaved packets.
func (in *intake) wish() string {
	n := in.pending.rtp.LocalAddr().(*net.UDPAddr).Port
	return fmt.Sprintf("RTP/AVP;unicast;client_port=%d-%d", n, n+1)
}

// agreed keeps the camera's answer and gives the one the library expects.
func (in *intake) agreed(transport string) (string, error) {
	err := in.pending.answer.Unmarshal([]string{transport})
	if err != nil {
		return transport, err
	}
	if in.pending.answer.Protocol != headers.TransportProtocolUDP {
		return transport, errors.New("the camera does not send by UDP")
	}
	ch := 2 * len(in.lines)
	return fmt.Sprintf("RTP/AVP/TCP;unicast;interleaved=%d-%d", ch, ch+1), nil
}

// settle ends the set-up of a track: taken or not.
func (in *intake) settle(taken bool) {
	p := in.pending
	in.pending = nil
	if taken {
		in.lines = append(in.lines, p)
		return
	}
	p.close()
}

// run hears every track until close.
func (in *intake) run() {
	for i, l := range in.lines {
		in.wg.Go(func() { in.packets(i, l) })
		in.wg.Go(func() { in.reports(i, l) })
	}
}

// close ends the sockets and waits for those who hear them.
func (in *intake) close() {
	if in.pending != nil {
		in.settle(false)
	}
	for _, l := range in.lines {
		l.close()
	}
	in.wg.Wait()
}

func (l *udpLine) close() {
	_ = l.rtp.Close()
	_ = l.rtcp.Close()
}

// packets gives what comes to the stream, in order.
func (in *intake) packets(i int, l *udpLine) {
	buf := make([]byte, packetMost)
	var sorter rtpx.Sorter
	var port uint16 // the first that sends is the one
	for {
		n, from, err := l.rtp.ReadFromUDPAddrPort(buf)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil || from.Addr().Unmap() != in.from || port != 0 && from.Port() != port {
			continue
		}
		port = from.Port()
		in.packet(i, l, &sorter, buf[:n])
	}
}

func (in *intake) packet(i int, l *udpLine, sorter *rtpx.Sorter, b []byte) {
	defer in.a.guard()
	now := time.Now()
	h, ok := rtpx.Parse(b)
	if !ok {
		in.a.s.stream.meter.warn(now, WarnUnknownPackets)
		return
	}
	l.count(h)
	sorter.Put(h, b, now, func(b []byte) { in.a.take(i, b, now) })
}

// reports hears the camera's reports and sends ours: some cameras stop sending
// by UDP to whom they never hear of.
func (in *intake) reports(i int, l *udpLine) {
	buf := make([]byte, 2048)
	l.knock(in.from)
	due := time.Now().Add(intakeEvery)
	for {
		_ = l.rtcp.SetReadDeadline(due)
		n, from, err := l.rtcp.ReadFromUDPAddrPort(buf)
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case errors.Is(err, os.ErrDeadlineExceeded):
			l.report(in.from)
			due = time.Now().Add(intakeEvery)
		case err == nil && from.Addr().Unmap() == in.from:
			in.heard(i, buf[:n])
		}
	}
}

func (in *intake) heard(i int, b []byte) {
	defer in.a.guard()
	in.a.s.stream.cameraReport(i, b, time.Now())
}

// count keeps what a receiver report tells (RFC 3550 §6.4.1).
func (l *udpLine) count(h rtpx.Header) {
	if l.received.Load() == 0 || l.ssrc.Load() != h.SSRC {
		l.ssrc.Store(h.SSRC)
		l.first.Store(uint32(h.Seq))
		l.highest.Store(uint32(h.Seq))
		l.received.Store(0)
	}
	l.received.Add(1)
	if highest := l.highest.Load(); int16(h.Seq-uint16(highest)) > 0 {
		l.highest.Store(highest + uint32(h.Seq-uint16(highest)))
	}
}

// knock opens the way through a firewall between the camera and us.
func (l *udpLine) knock(to netip.Addr) {
	if p := l.answer.ServerPorts; p != nil && validPort(p[0]) {
		_, _ = l.rtp.WriteToUDPAddrPort(rtpx.AppendHeader(nil, false, 0, 0, 0, 0), netip.AddrPortFrom(to, uint16(p[0])))
	}
	l.report(to)
}

func (l *udpLine) report(to netip.Addr) {
	p := l.answer.ServerPorts
	if p == nil || !validPort(p[1]) {
		return
	}
	rr := &rtcp.ReceiverReport{SSRC: 1}
	if got := l.received.Load(); got > 0 {
		lost := int64(l.highest.Load()-l.first.Load()) + 1 - int64(got)
		rr.Reports = []rtcp.ReceptionReport{{
			SSRC: l.ssrc.Load(), LastSequenceNumber: l.highest.Load(), TotalLost: uint32(min(max(lost, 0), 0x7fffff)),
		}}
	}
	if b, err := rr.Marshal(); err == nil {
		_, _ = l.rtcp.WriteToUDPAddrPort(b, netip.AddrPortFrom(to, uint16(p[1])))
	}
}
