package relay

import (
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
)

const (
	udpPace      = 2 * time.Millisecond // between parts of a group handed over at PLAY
	udpPart      = 16 << 10
	gsoSegments  = 60
	gsoMost      = 1472 // a larger segment the kernel would not cut out for Ethernet
	gsoBytes     = 60 << 10
	udpWriteRoom = 4 << 20
)

// udpPair is the server's two sockets for UDP readers: packets and reports.
type udpPair struct {
	rtp, rtcp *net.UDPConn
	raw       syscall.RawConn
	noGSO     atomic.Bool
	ip6       bool
}

// openUDP binds the server's sockets beside the listener.
func openUDP(ip net.IP) (*udpPair, error) {
	rtp, rtcp, err := udpTwo(ip)
	if err != nil {
		return nil, err
	}
	_ = rtp.SetWriteBuffer(udpWriteRoom)
	p := &udpPair{rtp: rtp, rtcp: rtcp, ip6: rtp.LocalAddr().(*net.UDPAddr).IP.To4() == nil}
	p.raw, err = rtp.SyscallConn()
	return p, err
}

// udpTwo binds an even port and the one above it.
func udpTwo(ip net.IP) (even, odd *net.UDPConn, err error) {
	last := errors.New("no even port is free")
	for range 64 {
		if even, err = net.ListenUDP("udp", &net.UDPAddr{IP: ip}); err != nil {
			return nil, nil, err
		}
		if port := even.LocalAddr().(*net.UDPAddr).Port; port%2 == 0 {
			if odd, last = net.ListenUDP("udp", &net.UDPAddr{IP: ip, Port: port + 1}); last == nil {
				return even, odd, nil
			}
		}
		_ = even.Close()
	}
	return nil, nil, last
}

func (p *udpPair) close() {
	_ = p.rtp.Close()
	_ = p.rtcp.Close()
}

func (p *udpPair) ports() [2]int {
	n := p.rtp.LocalAddr().(*net.UDPAddr).Port
	return [2]int{n, n + 1}
}

// sockaddr is an address as the socket wants it.
func (p *udpPair) sockaddr(a netip.AddrPort) unix.Sockaddr {
	if p.ip6 {
		return &unix.SockaddrInet6{Port: int(a.Port()), Addr: a.Addr().As16()}
	}
	return &unix.SockaddrInet4{Port: int(a.Port()), Addr: a.Addr().Unmap().As4()}
}

// packets sends a unit's packets to one address without waiting; runs of equal
// size go out in one call where the kernel can cut them. It says false when
// something was left out.
func (p *udpPair) packets(to unix.Sockaddr, wire []byte) (all bool) {
	all = true
	var run [][]byte
	size, sum := 0, 0
	flush := func() {
		if len(run) > 0 && !p.send(to, run, size) {
			all = false
		}
		run, size, sum = run[:0], 0, 0
	}
	rtpx.Frames(wire, func(_ int, b []byte) bool {
		if len(run) > 0 && (len(b) > size || size > gsoMost || len(run) >= gsoSegments || sum+len(b) > gsoBytes || p.noGSO.Load()) {
			flush()
		}
		run, sum = append(run, b), sum+len(b)
		if len(run) == 1 {
			size = len(b)
		} else if len(b) < size { // the last of a run may be shorter
			flush()
		}
		return true
	})
	flush()
	return all
}

func (p *udpPair) send(to unix.Sockaddr, run [][]byte, size int) (ok bool) {
	var oob []byte
	if len(run) > 1 {
		oob = segmentSize(uint16(size))
	}
	err := p.raw.Write(func(fd uintptr) bool {
		_, err := unix.SendmsgBuffers(int(fd), run, oob, to, unix.MSG_DONTWAIT)
		if err == nil {
			ok = true
			return true
		}
		if len(run) > 1 && (err == unix.EIO || err == unix.EINVAL || err == unix.EOPNOTSUPP || err == unix.ENOPROTOOPT) {
			p.noGSO.Store(true)
			ok = true
			for _, b := range run {
				ok = unix.Sendto(int(fd), b, unix.MSG_DONTWAIT, to) == nil && ok
			}
		}
		return true
	})
	return err == nil && ok
}

func segmentSize(n uint16) []byte {
	b := make([]byte, unix.CmsgSpace(2))
	h := (*unix.Cmsghdr)(unsafe.Pointer(&b[0]))
	h.Level, h.Type = unix.SOL_UDP, unix.UDP_SEGMENT
	h.SetLen(unix.CmsgLen(2))
	binary.NativeEndian.PutUint16(b[unix.CmsgLen(0):], n)
	return b
}

// udpOut sends one reader's units as datagrams. Live units go out at once; the
// group at PLAY is paced by a goroutine of its own, because a reader's socket
// would not hold it in one piece.
type udpOut struct {
	pair    *udpPair
	wg      *sync.WaitGroup
	rtp     []unix.Sockaddr // by track; nil = not asked for
	rtcp    []netip.AddrPort
	dropped atomic.Uint64

	mu    sync.Mutex
	queue []waiting
	off   int // bytes of the first that are sent
	busy  bool
	over  bool
	quit  chan struct{}
}

func (o *udpOut) begin(burst []*unit) {
	o.mu.Lock()
	defer o.mu.Unlock()
	due := time.Now().Add(burstAge)
	for _, u := range burst {
		o.queue = append(o.queue, waiting{u, due})
	}
	if len(o.queue) > 0 && !o.busy {
		o.busy = true
		o.wg.Go(o.drain)
	}
}

// send takes a live unit; false means that it was left out.
func (o *udpOut) send(u *unit) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.over || u.track >= len(o.rtp) || o.rtp[u.track] == nil {
		return true
	}
	if o.busy {
		if len(o.queue) > 1 && time.Now().After(o.queue[1].due) {
			o.dropped.Add(uint64(len(o.queue) - 1))
			o.queue = o.queue[:1] // it may be half sent
			if u.video && !u.key {
				o.dropped.Add(1)
				return false
			}
		}
		o.queue = append(o.queue, waiting{u, u.at.Add(liveAge)})
		return true
	}
	if len(u.wire) > 3*udpPart { // a large key picture, too, is more than a socket holds
		o.queue, o.busy = []waiting{{u, u.at.Add(liveAge)}}, true
		o.wg.Go(o.drain)
		return true
	}
	if !o.pair.packets(o.rtp[u.track], u.wire) {
		o.dropped.Add(1)
	}
	return true
}

// drain sends what waits, in parts that a reader's socket can hold.
func (o *udpOut) drain() {
	pace := time.NewTicker(udpPace)
	defer pace.Stop()
	for sum := 0; ; {
		o.mu.Lock()
		if o.over || len(o.queue) == 0 {
			o.busy, o.queue = false, nil
			o.mu.Unlock()
			return
		}
		u := o.queue[0].u
		part := o.part(u.wire[o.off:])
		if to := o.rtp[u.track]; to != nil {
			o.pair.packets(to, u.part(part))
		}
		if o.off += len(part); o.off >= len(u.wire) || len(part) == 0 {
			o.queue, o.off = o.queue[1:], 0
		}
		o.mu.Unlock()
		for sum += len(part); sum >= udpPart; sum -= udpPart {
			select {
			case <-pace.C:
			case <-o.quit:
			}
		}
	}
}

// part is the beginning of a unit that goes out in one go.
func (o *udpOut) part(wire []byte) []byte {
	end := 0
	rtpx.Frames(wire, func(at int, b []byte) bool {
		end = at + 4 + len(b)
		return end < udpPart
	})
	return wire[:end]
}

func (o *udpOut) report(track int, sr []byte) {
	if track < len(o.rtcp) && o.rtcp[track].IsValid() {
		_, _ = o.pair.rtcp.WriteToUDPAddrPort(sr, o.rtcp[track])
	}
}

// again gives a fresh one to the same addresses, for the next PLAY.
func (o *udpOut) again() *udpOut {
	return &udpOut{pair: o.pair, wg: o.wg, rtp: o.rtp, rtcp: o.rtcp, quit: make(chan struct{})}
}

func (o *udpOut) stop() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.over {
		o.over = true
		close(o.quit)
	}
}
