package camera

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/xml"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Network is one place where devices can be called.
type Network struct {
	Name   string         // of the interface
	Local  netip.Addr     // where to call from
	Target netip.AddrPort // whom to call: the group of WS-Discovery, or one host in tests and the demo
}

// Found is a device that answered a call, or a host whose port is open. Nobody
// has been asked anything else yet.
type Found struct {
	Host     string // IP address it answered from
	Service  string // address of its ONVIF device service, on that host; empty when it has none
	Endpoint string // its lasting name, urn:uuid:…
	Name     string // what it calls itself, fit to be shown
	Model    string
	Place    string
	RTSP     int // open RTSP port, 0 unknown
}

// Key tells one found device from another.
func (f Found) Key() string {
	return cmp.Or(f.Endpoint, f.Service, fmt.Sprintf("%s:%d", f.Host, f.RTSP))
}

// ErrNoNetwork means that no interface is up on which devices can be called.
var ErrNoNetwork = errors.New("camera: no network to look in")

const (
	discoveryPort  = 3702
	maxProbeReply  = 8 << 10
	maxFound       = 256
	maxDatagrams   = 4096
	discoveryLimit = 5 * time.Second
	discoveryQuiet = 3 * time.Second // how long to listen after the call
)

// Networks lists the interfaces on which devices can be called.
func Networks() ([]Network, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	group := netip.AddrPortFrom(netip.AddrFrom4([4]byte{239, 255, 255, 250}), discoveryPort)
	var out []Network
	for _, i := range all {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagMulticast == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		addresses, err := i.Addrs()
		if err != nil {
			return nil, err
		}
		for _, a := range addresses {
			n, ok := a.(*net.IPNet)
			if !ok {
				continue
			}
			if ip, ok := netip.AddrFromSlice(n.IP.To4()); ok {
				out = append(out, Network{Name: i.Name, Local: ip, Target: group})
			}
		}
	}
	return out, nil
}

// Discover calls for ONVIF devices on the networks given and tells each one
// that answers, once. It only listens: no address out of an answer is
// contacted, and an answer that points to another host than the one it came
// from is dropped. It ends after some seconds, or when ctx ends.
func Discover(ctx context.Context, networks []Network, tell func(Found)) ([]Found, error) {
	if len(networks) == 0 {
		return nil, ErrNoNetwork
	}
	ctx, cancel := context.WithTimeout(ctx, discoveryLimit)
	defer cancel()
	all := &foundList{tell: tell}
	var wg sync.WaitGroup
	errs := make([]error, len(networks))
	for i, n := range networks {
		wg.Go(func() { errs[i] = call(ctx, n, all) })
	}
	wg.Wait()
	if out := all.sorted(); len(out) > 0 {
		return out, nil
	}
	return nil, errors.Join(errs...)
}

// foundList collects what several networks answer.
type foundList struct {
	mu   sync.Mutex
	tell func(Found) // called with mu held: one at a time
	all  []Found
}

// add says whether there is room for more.
func (l *foundList) add(f Found) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.all) >= maxFound {
		return false
	}
	if !slices.ContainsFunc(l.all, func(have Found) bool { return have.Key() == f.Key() }) {
		l.all = append(l.all, f)
		if l.tell != nil {
			l.tell(f)
		}
	}
	return len(l.all) < maxFound
}

func (l *foundList) sorted() []Found {
	slices.SortFunc(l.all, func(a, b Found) int {
		x, _ := netip.ParseAddr(a.Host)
		y, _ := netip.ParseAddr(b.Host)
		return cmp.Or(x.Compare(y), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key(), b.Key()))
	})
	return l.all
}

// call sends the questions on one network and reads what comes back.
func call(ctx context.Context, n Network, all *foundList) error {
	conn, err := openCall(ctx, n)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetReadDeadline(time.Unix(1, 0)) })
	defer stop()
	ids := map[string]bool{}
	for _, kind := range []string{"dn:NetworkVideoTransmitter", "tds:Device"} {
		id := messageID()
		ids[id] = true
		if _, err := conn.WriteToUDPAddrPort(probeCall(id, kind), n.Target); err != nil {
			return fmt.Errorf("camera: call on %s: %w", n.Name, err)
		}
	}
	if err := conn.SetReadDeadline(time.Now().Add(discoveryQuiet)); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	buf := make([]byte, maxProbeReply+1)
	for range maxDatagrams {
		size, from, err := conn.ReadFromUDPAddrPort(buf)
		if err != nil {
			break // the time is over, or the caller has left
		}
		if size > maxProbeReply {
			continue
		}
		for _, f := range readMatches(buf[:size], from.Addr().Unmap(), ids) {
			if !all.add(f) {
				return nil
			}
		}
	}
	return context.Cause(ctxLeft(ctx))
}

// ctxLeft keeps the caller's leaving and forgets our own time being over.
func ctxLeft(ctx context.Context) context.Context {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx
	}
	return context.Background()
}

// openCall opens a socket that calls out of one interface: binding it to the
// address alone would let the routing table choose another.
func openCall(ctx context.Context, n Network) (*net.UDPConn, error) {
	config := net.ListenConfig{Control: func(_, _ string, raw syscall.RawConn) error {
		if !n.Target.Addr().IsMulticast() {
			return nil
		}
		var failed error
		err := raw.Control(func(fd uintptr) {
			failed = syscall.SetsockoptInet4Addr(int(fd), syscall.IPPROTO_IP, syscall.IP_MULTICAST_IF, n.Local.As4())
		})
		return errors.Join(err, failed)
	}}
	conn, err := config.ListenPacket(ctx, "udp4", netip.AddrPortFrom(n.Local, 0).String())
	if err != nil {
		return nil, fmt.Errorf("camera: call on %s: %w", n.Name, err)
	}
	return conn.(*net.UDPConn), nil
}

func messageID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails, says its documentation
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// probeCall is one call of WS-Discovery (April 2005, as ONVIF wants it).
func probeCall(id, kind string) []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>` +
		`<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"` +
		` xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"` +
		` xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><e:Header><w:MessageID>` + id + `</w:MessageID>` +
		`<w:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>` +
		`<w:Action e:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header>` +
		`<e:Body><d:Probe><d:Types>` + kind + `</d:Types></d:Probe></e:Body></e:Envelope>`)
}

// matches is what we read of an answer.
type matches struct {
	Header struct{ RelatesTo string }
	Body   struct {
		ProbeMatches struct {
			ProbeMatch []struct {
				EndpointReference struct{ Address string }
				Scopes            string
				XAddrs            string
			}
		}
	}
}

// readMatches reads one answer; noise, answers to somebody else and devices
// that name another host than the sender's give nothing.
func readMatches(data []byte, from netip.Addr, ids map[string]bool) []Found {
	var m matches
	if tame(data) != nil || xml.NewDecoder(bytes.NewReader(data)).Decode(&m) != nil {
		return nil
	}
	if to := strings.TrimSpace(m.Header.RelatesTo); to != "" && ids != nil && !ids[to] {
		return nil
	}
	var out []Found
	for _, match := range m.Body.ProbeMatches.ProbeMatch {
		service := serviceOn(from, match.XAddrs)
		if service == "" || len(out) >= maxFound {
			continue
		}
		f := Found{Host: from.String(), Service: service, Endpoint: endpointName(match.EndpointReference.Address)}
		f.readScopes(match.Scopes)
		out = append(out, f)
	}
	return out
}

// serviceOn chooses the first address on the sender's own host.
func serviceOn(from netip.Addr, addresses string) string {
	for text := range strings.FieldsSeq(addresses) {
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || len(text) > 256 {
			continue
		}
		if ip, err := netip.ParseAddr(u.Hostname()); err == nil && ip.Unmap() == from {
			return u.String()
		}
	}
	return ""
}

// readScopes takes name, model and place out of ONVIF's scopes.
func (f *Found) readScopes(scopes string) {
	for scope := range strings.FieldsSeq(scopes) {
		rest, ok := strings.CutPrefix(scope, "onvif://www.onvif.org/")
		if !ok {
			continue
		}
		kind, value, _ := strings.Cut(rest, "/")
		text, err := url.PathUnescape(value)
		if err != nil {
			continue
		}
		into := map[string]*string{"name": &f.Name, "hardware": &f.Model, "location": &f.Place}[strings.ToLower(kind)]
		if into != nil && *into == "" {
			*into = word(text)
		}
	}
}
