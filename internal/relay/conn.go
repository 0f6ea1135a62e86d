package relay

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
	rtspconn "github.com/bluenviron/gortsplib/v4/pkg/conn"
)

// conn is one reader's connection. Its goroutine, serve, reads requests and
// answers them; the session it sets up belongs to it and to no other.
type conn struct {
	srv     *server
	nc      net.Conn
	guard   *guard
	out     *outbox
	id      string
	host    netip.Addr
	remote  string
	since   time.Time
	session atomic.Pointer[playing]
	heard   atomic.Int64 // last sign of life by UDP
	strange bool         // guarded by the server's mutex
	told    uint64       // pictures left out when the monitor last told; its own

	// owned by serve
	nonce  string
	start  startMode
	wrong  int
	waited time.Duration // of the request under way: for the camera
}

// startMode says with what a reader begins.
type startMode string

const (
	startGOP  startMode = "gop"  // the newest group, with its true times
	startNow  startMode = "now"  // the newest group, its times drawn together to the present
	startLive startMode = "live" // the next key picture
)

func newConn(s *server, nc net.Conn) *conn {
	c := &conn{srv: s, nc: nc, since: time.Now(), id: newNonce()[:12], nonce: newNonce()}
	if a, ok := nc.RemoteAddr().(*net.TCPAddr); ok {
		c.host, c.remote = a.AddrPort().Addr().Unmap(), a.String()
	}
	c.guard = &guard{Conn: nc, until: c.since.Add(s.limits.FirstRequest), alive: c.alive}
	c.out = newOutbox(nc, &s.wg)
	return c
}

// alive is asked when nothing was read for long: a reader by UDP shows by its
// reports that it is there.
func (c *conn) alive() (time.Time, bool) {
	last := time.Unix(0, c.heard.Load())
	ses := c.session.Load()
	if ses == nil || ses.udp == nil || time.Since(last) > c.srv.limits.Idle {
		return time.Time{}, false
	}
	return last.Add(c.srv.limits.Idle + time.Second), true
}

// serve is the connection's life.
func (c *conn) serve() {
	defer c.srv.leave(c)
	defer c.out.close()
	defer c.endSession()
	defer func() {
		if p := recover(); p != nil {
			c.srv.log.Error("reader session panicked", "reader", c.id, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	r := rtspconn.NewConn(c.guard)
	for {
		what, err := r.Read()
		if err != nil {
			c.refuseBroken(err)
			return
		}
		req, ok := what.(*base.Request)
		if !ok {
			continue // reports of a TCP reader, answers to nothing
		}
		c.guard.met = true
		began := time.Now()
		c.waited = 0
		res, last := c.handle(req)
		if res != nil {
			c.answer(req, res)
		}
		c.srv.handled.note(time.Since(began) - c.waited)
		if last {
			c.endSession()
			c.out.flush() // the answer may wait behind a group of pictures
		}
		if last || c.srv.ctx.Err() != nil {
			return
		}
		c.guard.until = c.deadline()
	}
}

// deadline is when the next request must have come. A reader that plays over
// TCP is watched by what it takes, not by what it says.
func (c *conn) deadline() time.Time {
	if ses := c.session.Load(); ses != nil && ses.reader != nil && ses.udp == nil {
		return time.Time{}
	}
	return time.Now().Add(c.srv.limits.Idle)
}

// refuseBroken answers what was no request, when somebody may still listen.
func (c *conn) refuseBroken(err error) {
	var network net.Error
	if errors.As(err, &network) || c.guard.taken == 0 || errors.Is(err, net.ErrClosed) {
		return
	}
	b, _ := (&base.Response{StatusCode: base.StatusBadRequest}).Marshal()
	c.out.control(b)
	c.out.flush()
}

// answer sends a response; in a session it carries the session's id.
func (c *conn) answer(req *base.Request, res *base.Response) { c.out.control(c.finish(req, res)) }

func (c *conn) finish(req *base.Request, res *base.Response) []byte {
	if res.Header == nil {
		res.Header = base.Header{}
	}
	if v := req.Header["CSeq"]; len(v) == 1 && len(v[0]) < 64 {
		res.Header["CSeq"] = v
	}
	res.Header["Server"] = base.HeaderValue{"cctvdesk"}
	if ses := c.session.Load(); ses != nil && res.StatusCode == base.StatusOK {
		res.Header["Session"] = base.HeaderValue{fmt.Sprintf("%s;timeout=%d", ses.id, int(c.srv.limits.Idle/time.Second))}
	}
	b, err := res.Marshal()
	if err != nil {
		b = []byte("RTSP/1.0 500 Internal Server Error\r\n\r\n")
	}
	return b
}

// farewell ends a reader whose path is gone or has other formats now: the
// connection is closed, which every player understands.
func (c *conn) farewell() {
	c.out.mu.Lock()
	idle := len(c.out.queue) == 0
	c.out.mu.Unlock()
	if t, ok := c.nc.(*net.TCPConn); ok && idle {
		_ = t.CloseWrite()
	}
	c.out.close()
}

// sealed says whether the line is encrypted; packets must not leave it then.
func (c *conn) sealed() bool {
	_, ok := c.nc.(*tls.Conn)
	return ok
}

// behind counts the pictures left out since it was last asked.
func (c *conn) behind() uint64 {
	ses := c.session.Load()
	if ses == nil || ses.reader == nil {
		return 0
	}
	n := ses.reader.dropped()
	since := n - min(c.told, n)
	c.told = n
	return since
}

func (c *conn) udpBytes() uint64 {
	if ses := c.session.Load(); ses != nil && ses.udp != nil && ses.reader != nil {
		return ses.reader.bytes.Load()
	}
	return 0
}
