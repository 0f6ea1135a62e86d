// Package feed stands between a camera's connection and the RTSP library. It
// takes the interleaved packets out of the stream where they arrive, many from
// one read, and lets only the dialogue pass. So a packet costs no allocation and
// wakes no second goroutine, and packets the library would refuse (unknown
// types, a changed source, too large) still reach the relay.
package feed

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// What the first bytes of a camera can tell.
var (
	// ErrNotRTSP means that whoever answered does not speak RTSP.
	ErrNotRTSP = errors.New("the answer is not RTSP")
	// ErrTLS means that whoever answered speaks TLS, and we do not.
	ErrTLS = errors.New("the answer is a TLS alert")
	// ErrHead means that a message's head never ends or makes no sense.
	ErrHead = errors.New("the head of a message cannot be read")
)

const (
	bufferSize = 70 << 10 // one packet of any size and a head fit
	headMax    = 32 << 10
	bodyMax    = 128 << 10
	junkMax    = 64 << 10
)

// Taker gets every interleaved packet and when it was read, on the reading
// goroutine; the bytes are valid until it returns.
type Taker func(at time.Time, channel byte, packet []byte)

// Conn is a connection whose Read gives the dialogue only. One goroutine reads.
type Conn struct {
	net.Conn
	taker atomic.Pointer[Taker]
	raw   syscall.RawConn // nil when the line is not a bare TCP connection
	work  func(fd uintptr) bool

	// owned by the reader
	buf     []byte
	r, w    int
	pass    int    // bytes from r on that belong to a message being handed on
	own     []byte // what is said in the camera's place, see beat
	junk    int
	met     bool // the first answer was RTSP
	beaten  time.Time
	failed  error
	started time.Time // of the newest read
}

// New wraps a connection that has not been read from.
func New(nc net.Conn) *Conn {
	c := &Conn{Conn: nc}
	if t, ok := nc.(*net.TCPConn); ok {
		c.raw, _ = t.SyscallConn()
	}
	c.work = c.ready
	return c
}

// Take directs packets to t from now on. Until then they are dropped.
func (c *Conn) Take(t Taker) { c.taker.Store(&t) }

// Read gives dialogue. Packets met on the way go to the taker.
func (c *Conn) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for {
		if n := c.hand(p); n > 0 {
			return n, nil
		}
		more, err := c.step()
		if err != nil {
			return 0, err
		}
		if more && len(c.own) == 0 {
			if c.raw != nil {
				err = c.run()
			} else {
				err = c.fill()
			}
			if err != nil {
				return 0, err
			}
		}
	}
}

// run reads and works packets off until there is dialogue to hand on. It stays
// inside one wait for the socket: after a read that did not fill its space the
// socket is empty, and the next one is not tried before more has come. That
// spares the empty read that would else go before every wait.
func (c *Conn) run() error {
	c.failed = nil
	if err := c.raw.Read(c.work); err != nil {
		return err
	}
	return c.failed
}

// ready is called when the socket may have bytes; it says whether to stop waiting.
func (c *Conn) ready(fd uintptr) (stop bool) {
	for {
		space := c.space()
		n, err := syscall.Read(int(fd), space)
		switch {
		case err == syscall.EINTR:
			continue
		case err == syscall.EAGAIN:
			return false
		case err != nil:
			c.failed = os.NewSyscallError("read", err)
			return true
		case n <= 0:
			c.failed = io.EOF
			return true
		}
		c.w += n
		c.started = time.Now()
		if _, c.failed = c.step(); c.failed != nil || c.pass > 0 || len(c.own) > 0 {
			return true
		}
		if n < len(space) {
			return false
		}
	}
}

// hand copies what is ready for the library.
func (c *Conn) hand(p []byte) (n int) {
	switch {
	case c.pass > 0:
		n = copy(p, c.buf[c.r:min(c.w, c.r+c.pass)])
		c.r, c.pass = c.r+n, c.pass-n
	case len(c.own) > 0:
		n = copy(p, c.own)
		c.own = c.own[n:]
	}
	return n
}

// step works off what is buffered; it says whether more bytes are needed.
func (c *Conn) step() (more bool, err error) {
	for c.pass == 0 {
		b := c.buf[c.r:c.w]
		switch {
		case len(b) == 0:
			return true, nil
		case b[0] == '$' && c.met:
			if len(b) < 4 {
				return true, nil
			}
			n := 4 + int(b[2])<<8 + int(b[3])
			if len(b) < n {
				return true, nil
			}
			c.give(b[1], b[4:n])
			c.r += n
		default:
			if more, err = c.message(b); more || err != nil {
				return more, err
			}
		}
	}
	return c.r == c.w, nil
}

// message finds the end of the message at b, or skips a byte that begins none.
func (c *Conn) message(b []byte) (more bool, err error) {
	if !c.met {
		if b[0] == 0x15 {
			return false, ErrTLS
		}
		n := min(len(b), 4)
		if string(b[:n]) != "RTSP"[:n] {
			return false, ErrNotRTSP
		}
		if n < 4 {
			return true, nil
		}
		c.met = true
	}
	if b[0] < 'A' || b[0] > 'Z' {
		if c.junk++; c.junk > junkMax {
			return false, ErrHead
		}
		c.r++
		return false, nil
	}
	end := bytes.Index(b, []byte("\r\n\r\n"))
	if end < 0 {
		if len(b) > headMax {
			return false, ErrHead
		}
		return true, nil
	}
	body, ok := contentLength(string(b[:end]))
	if !ok {
		return false, ErrHead
	}
	c.pass, c.junk = end+4+body, 0
	return false, nil
}

func contentLength(head string) (n int, ok bool) {
	for line := range strings.Lines(head) {
		name, value, found := strings.Cut(line, ":")
		if found && strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			n, err := strconv.Atoi(strings.TrimSpace(value))
			return n, err == nil && n >= 0 && n <= bodyMax
		}
	}
	return 0, true
}

// give hands a packet on and, once a second, tells the library by an empty
// receiver report that packets still come; it would else end the session.
func (c *Conn) give(channel byte, packet []byte) {
	t := c.taker.Load()
	if t == nil {
		return
	}
	(*t)(c.started, channel, packet)
	if c.started.Sub(c.beaten) >= time.Second {
		c.beaten = c.started
		c.own = append(c.own[:0], '$', channel|1, 0, 8, 0x80, 201, 0, 1, 0, 0, 0, 0)
	}
}

// space makes room behind what is buffered.
func (c *Conn) space() []byte {
	if c.buf == nil {
		c.buf = make([]byte, bufferSize)
	}
	if c.r == c.w {
		c.r, c.w = 0, 0
	} else if len(c.buf)-c.w < bufferSize/2 && c.r > 0 {
		copy(c.buf, c.buf[c.r:c.w])
		c.r, c.w = 0, c.w-c.r
	}
	return c.buf[c.w:]
}

func (c *Conn) fill() error {
	n, err := c.Conn.Read(c.space())
	c.w += n
	c.started = time.Now()
	if n > 0 {
		return nil
	}
	return err
}
