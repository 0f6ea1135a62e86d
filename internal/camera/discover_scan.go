package camera

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"
)

// What can be wrong with a typed range.
var (
	// ErrRange means that what was typed is no range of IPv4 addresses.
	ErrRange = errors.New("camera: not a range of addresses")
	// ErrRangeLarge means that the range holds more than MaxRange addresses.
	ErrRangeLarge = errors.New("camera: too many addresses")
)

// MaxRange is how many addresses one search may visit.
const MaxRange = 1024

const (
	scanAtOnce = 64
	talkAtOnce = 8 // of which so many may be answering as a device
	scanDial   = time.Second
	scanTalk   = 2 * time.Second
)

// Range is a run of addresses that somebody typed, and the ports that are
// tried on each.
type Range struct {
	first, last netip.Addr
	port        int // 0: the usual ones
}

// Size is how many addresses the range holds.
func (r Range) Size() int { return int(number(r.last) - number(r.first) + 1) }

// String gives the range as it was understood.
func (r Range) String() string {
	s := r.first.String()
	if r.last != r.first {
		s += "-" + r.last.String()
	}
	if r.port != 0 {
		s += ":" + strconv.Itoa(r.port)
	}
	return s
}

// RTSPPorts and DevicePorts are tried when the range names no port.
func RTSPPorts() []int { return []int{554, 8554} }

// DevicePorts are where ONVIF services of the common makers live.
func DevicePorts() []int { return []int{80, 8000, 8899, 2020} }

// ParseRange understands "10.10.5.0/24", "10.10.5.1-254", "10.10.5.1 -
// 10.10.6.20", a single address, each with ":port" behind it if only that port
// should be tried.
func ParseRange(s string) (Range, error) {
	s = strings.Join(strings.Fields(strings.NewReplacer("–", "-", "—", "-", "s.d.", "-", "s/d", "-").Replace(s)), "")
	var r Range
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		port, err := strconv.Atoi(s[i+1:])
		if err != nil || port < 1 || port > 65535 {
			return Range{}, ErrRange
		}
		s, r.port = s[:i], port
	}
	from, to, two := strings.Cut(s, "-")
	switch {
	case strings.Contains(s, "/"):
		prefix, err := netip.ParsePrefix(s)
		if err != nil || !prefix.Addr().Is4() {
			return Range{}, ErrRange
		}
		if prefix.Bits() < 22 {
			return Range{}, ErrRangeLarge
		}
		r.first, r.last = insidePrefix(prefix)
	default:
		first, err := netip.ParseAddr(from)
		if err != nil || !first.Is4() {
			return Range{}, ErrRange
		}
		r.first, r.last = first, first
		if two {
			if !strings.Contains(to, ".") { // only the last number was typed again
				to = from[:strings.LastIndexByte(from, '.')+1] + to
			}
			if r.last, err = netip.ParseAddr(to); err != nil || !r.last.Is4() {
				return Range{}, ErrRange
			}
		}
	}
	return r, r.check()
}

func (r Range) check() error {
	switch {
	case number(r.last) < number(r.first), r.first.IsUnspecified(), r.first.IsMulticast(), r.last.IsMulticast(), number(r.first)>>28 == 0xf:
		return ErrRange
	case uint64(number(r.last))-uint64(number(r.first)) >= MaxRange:
		return ErrRangeLarge
	}
	return nil
}

// insidePrefix leaves the network's own and its broadcast address out.
func insidePrefix(p netip.Prefix) (first, last netip.Addr) {
	base := number(p.Masked().Addr())
	size := uint32(1) << (32 - p.Bits())
	if size <= 2 {
		return fromNumber(base), fromNumber(base + size - 1)
	}
	return fromNumber(base + 1), fromNumber(base + size - 2)
}

func number(a netip.Addr) uint32 {
	if !a.Is4() {
		return 0
	}
	b := a.As4()
	return binary.BigEndian.Uint32(b[:])
}

func fromNumber(n uint32) netip.Addr {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], n)
	return netip.AddrFrom4(b)
}

// Scan visits each address of a range, at most 64 at once, and tells who
// listens on a port of RTSP or answers as an ONVIF device. It opens no other
// port, sends no login, and ends when ctx ends. visited counts the addresses
// that are done.
func Scan(ctx context.Context, r Range, tell func(Found), visited func(int)) ([]Found, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	all := &foundList{tell: tell}
	hosts, talks := make(chan netip.Addr), make(chan struct{}, talkAtOnce)
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		done int
	)
	for range min(scanAtOnce, r.Size()) {
		wg.Go(func() {
			for host := range hosts {
				if f, ok := visit(ctx, host, r.port, talks); ok {
					all.add(f)
				}
				mu.Lock()
				done++
				if visited != nil && ctx.Err() == nil {
					visited(done)
				}
				mu.Unlock()
			}
		})
	}
	for n := number(r.first); n <= number(r.last) && ctx.Err() == nil; n++ {
		select {
		case hosts <- fromNumber(n):
		case <-ctx.Done():
		}
	}
	close(hosts)
	wg.Wait()
	return all.sorted(), ctx.Err()
}

// visit tries one host's ports one after the other: a host sees one polite
// connection at a time.
func visit(ctx context.Context, host netip.Addr, only int, talks chan struct{}) (Found, bool) {
	f := Found{Host: host.String()}
	rtsp, devices := RTSPPorts(), DevicePorts()
	if only != 0 {
		rtsp, devices = []int{only}, []int{only}
	}
	for _, port := range rtsp {
		if f.RTSP == 0 && speaksRTSP(ctx, netip.AddrPortFrom(host, uint16(port))) {
			f.RTSP = port
		}
	}
	for _, port := range devices {
		if f.Service != "" || port == f.RTSP {
			continue
		}
		at := netip.AddrPortFrom(host, uint16(port))
		if !listens(ctx, at) {
			continue
		}
		if isDevice(ctx, "http://"+at.String()+usualService, talks) {
			f.Service = "http://" + at.String() + usualService
		}
	}
	return f, f.RTSP != 0 || f.Service != ""
}

// isDevice asks for the clock, the one question that needs no login.
func isDevice(ctx context.Context, service string, talks chan struct{}) bool {
	talks <- struct{}{}
	defer func() { <-talks }()
	ctx, cancel := context.WithTimeout(ctx, scanTalk)
	defer cancel()
	_, err := Clock(ctx, service)
	return err == nil
}

func listens(ctx context.Context, at netip.AddrPort) bool {
	conn, err := dialScan(ctx, at)
	if err != nil {
		return false
	}
	_ = conn.Close()
	return true
}

func dialScan(ctx context.Context, at netip.AddrPort) (net.Conn, error) {
	dialer := net.Dialer{Timeout: scanDial}
	return dialer.DialContext(ctx, "tcp4", at.String())
}

// speaksRTSP asks for the methods, the question every RTSP server answers
// without a login.
func speaksRTSP(ctx context.Context, at netip.AddrPort) bool {
	conn, err := dialScan(ctx, at)
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	if err := conn.SetDeadline(time.Now().Add(scanTalk)); err != nil {
		return false
	}
	if _, err := fmt.Fprintf(conn, "OPTIONS rtsp://%s/ RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: cctvdesk\r\n\r\n", at); err != nil {
		return false
	}
	line := make([]byte, len("RTSP/1.0"))
	_, err = io.ReadFull(conn, line)
	return cmp.Or(err, ctx.Err()) == nil && strings.HasPrefix(string(line), "RTSP/")
}
