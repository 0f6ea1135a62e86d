package relay

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// server is the face towards readers: RTSP over TCP, packets over the same
// connection or UDP. One goroutine per connection; none per reader and packet.
type server struct {
	// set by openServer
	ctx     context.Context
	find    func(name string) *path
	log     *slog.Logger
	limits  Limits
	door    *doorman
	ln      net.Listener
	secure  net.Listener // for rtsps; nil without
	wg      sync.WaitGroup
	bytes   atomic.Uint64 // of sessions that ended
	handled *handling

	mu      sync.Mutex
	conns   map[*conn]struct{}
	hosts   map[netip.Addr]int // strangers by address
	strange int                // connections that have shown nothing yet
	udp     *udpPair           // opened with the first UDP reader
	heard   map[netip.AddrPort]*conn
	lost    map[netip.AddrPort]uint32 // packets, by the reports of UDP readers
	guesses guesses

	slowTold time.Time // owned by the monitor
}

// guesses are the wrong passwords since they were last told.
type guesses struct {
	n    int
	from string
	told time.Time
}

// openServer listens. Loopback without an account is let in only when the
// listener itself is on loopback and the office wants it so.
func openServer(ctx context.Context, c Config, find func(string) *path) (*server, error) {
	ln, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return nil, listenFault(err)
	}
	local := ln.Addr().(*net.TCPAddr)
	s := &server{
		ctx: ctx, find: find, log: c.Log, limits: c.Limits, ln: ln,
		door:  newDoorman(c.Accounts, c.RequireAccount || !local.IP.IsLoopback()),
		conns: map[*conn]struct{}{}, hosts: map[netip.Addr]int{}, heard: map[netip.AddrPort]*conn{}, lost: map[netip.AddrPort]uint32{},
		handled: newHandling(),
	}
	if c.ListenTLS != "" && c.Certificate != nil {
		plain, err := net.Listen("tcp", c.ListenTLS)
		if err != nil {
			_ = ln.Close()
			return nil, listenFault(err)
		}
		s.secure = tls.NewListener(plain, &tls.Config{Certificates: []tls.Certificate{*c.Certificate}, MinVersion: tls.VersionTLS12})
		s.door.required = s.door.required || !plain.Addr().(*net.TCPAddr).IP.IsLoopback()
		s.wg.Go(func() { s.accept(s.secure) })
	}
	s.wg.Go(func() { s.accept(ln) })
	return s, nil
}

// close ends every connection and waits.
func (s *server) close() {
	_ = s.ln.Close()
	if s.secure != nil {
		_ = s.secure.Close()
	}
	s.mu.Lock()
	for c := range s.conns {
		c.out.close()
	}
	if s.udp != nil {
		s.udp.close()
	}
	s.mu.Unlock()
	s.wg.Wait()
}

func (s *server) accept(ln net.Listener) {
	for {
		nc, err := ln.Accept()
		if err != nil {
			if errors.Is(err, net.ErrClosed) {
				return
			}
			s.log.Warn("accept", "error", err)
			if sleep(s.ctx, 100*time.Millisecond) != nil { // out of descriptors: let some end
				return
			}
			continue
		}
		c := newConn(s, nc)
		if !s.enter(c) {
			_ = nc.Close()
			continue
		}
		s.wg.Go(c.serve)
	}
}

// enter counts a new connection. When strangers fill the room the one that has
// been silent longest goes, so that a flood of them keeps nobody out.
func (s *server) enter(c *conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.conns) >= s.limits.Readers || s.ctx.Err() != nil {
		return false
	}
	crowd := !c.host.IsLoopback() && s.hosts[c.host] >= s.limits.ConnsPerHost
	if s.strange >= s.limits.Conns || crowd {
		var oldest *conn
		for o := range s.conns {
			if o.strange && (!crowd || o.host == c.host) && (oldest == nil || o.since.Before(oldest.since)) {
				oldest = o
			}
		}
		if oldest == nil {
			return false
		}
		s.known(oldest)
		_ = oldest.nc.Close()
	}
	s.conns[c] = struct{}{}
	c.strange = true
	s.strange++
	s.hosts[c.host]++
	return true
}

// known takes a connection out of the strangers. mu is held.
func (s *server) known(c *conn) {
	if !c.strange {
		return
	}
	c.strange = false
	s.strange--
	if s.hosts[c.host]--; s.hosts[c.host] <= 0 {
		delete(s.hosts, c.host)
	}
}

// shown is told that a connection was let in to something.
func (s *server) shown(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known(c)
}

func (s *server) leave(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known(c)
	delete(s.conns, c)
	for a, o := range s.heard {
		if o == c {
			delete(s.heard, a)
			delete(s.lost, a)
		}
	}
	s.bytes.Add(c.out.bytes.Load() + c.udpBytes())
}

// list gives the connections that stand now.
func (s *server) list() []*conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]*conn, 0, len(s.conns))
	for c := range s.conns {
		all = append(all, c)
	}
	return all
}

// room says whether an account may have one more session.
func (s *server) room(a Account) bool {
	n := 0
	for _, c := range s.list() {
		if ses := c.session.Load(); ses != nil && ses.account.Name == a.Name {
			n++
		}
	}
	return a.Sessions <= 0 || n < a.Sessions
}

// setAccounts takes new accounts; who lost the right to what they watch is let go.
func (s *server) setAccounts(list []Account) {
	s.door.set(list)
	s.expel(time.Now())
}

// look ends sessions whose account ended, and tells of slow readers in one line
// for all; called by the monitor.
func (s *server) look(now time.Time) {
	s.expel(now)
	if now.Sub(s.slowTold) < 10*time.Second {
		return
	}
	s.slowTold = now
	slow, lost := 0, uint64(0)
	for _, c := range s.list() {
		if n := c.behind(); n > 0 {
			slow, lost = slow+1, lost+n
		}
	}
	if slow > 0 {
		s.log.Warn("readers too slow", "readers", slow, "pictures_left_out", lost)
	}
}

// expel ends the sessions of accounts that ended.
func (s *server) expel(now time.Time) {
	for _, c := range s.list() {
		if ses := c.session.Load(); ses != nil && !s.door.still(ses.account.Name, ses.path.name, ses.account, now) {
			s.log.Info("reader's right ended", "reader", c.id, "account", ses.account.Name)
			c.out.close()
		}
	}
}

// guessed notes a wrong password: one line for many.
func (s *server) guessed(from netip.Addr, account string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &s.guesses
	g.n++
	g.from = from.String()
	if now := time.Now(); now.Sub(g.told) >= 10*time.Second {
		s.log.Warn("wrong reader password", "times", g.n, "last_from", g.from, "last_account", account)
		*g = guesses{told: now}
	}
}

// pair gives the UDP sockets, opened at first use.
func (s *server) pair() (*udpPair, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.udp != nil {
		return s.udp, nil
	}
	if s.ctx.Err() != nil {
		return nil, ErrClosed
	}
	p, err := openUDP(s.ln.Addr().(*net.TCPAddr).IP)
	if err != nil {
		return nil, err
	}
	s.udp = p
	s.wg.Go(func() { s.listen(p) })
	return p, nil
}

// listen hears the reports of UDP readers: their only sign of life.
func (s *server) listen(p *udpPair) {
	buf := make([]byte, 2048)
	for {
		n, from, err := p.rtcp.ReadFromUDPAddrPort(buf)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue // an ICMP answer to an earlier packet
		}
		s.mu.Lock()
		at := netip.AddrPortFrom(from.Addr().Unmap(), from.Port())
		c := s.heard[at]
		if lost, ok := lostBy(buf[:n]); ok && c != nil {
			s.lost[at] = lost
		}
		s.mu.Unlock()
		if c != nil {
			c.heard.Store(time.Now().UnixNano())
		}
	}
}
