package simcam

import (
	"context"
	"encoding/base64"
	"net"
	"strings"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/bluenviron/gortsplib/v4/pkg/liberrors"
)

// handler answers readers. Its methods are the library's.
type handler struct{ d *device }

// OnConnOpen remembers a connection, so that a fault can end it.
func (h *handler) OnConnOpen(ctx *gortsplib.ServerHandlerOnConnOpenCtx) { h.d.remember(ctx.Conn) }

// OnConnClose forgets it.
func (h *handler) OnConnClose(ctx *gortsplib.ServerHandlerOnConnCloseCtx) { h.d.forget(ctx.Conn) }

// OnSessionOpen remembers a session: over UDP it outlives its connection.
func (h *handler) OnSessionOpen(ctx *gortsplib.ServerHandlerOnSessionOpenCtx) {
	h.d.remember(ctx.Session)
}

// OnSessionClose forgets it.
func (h *handler) OnSessionClose(ctx *gortsplib.ServerHandlerOnSessionCloseCtx) {
	h.d.forget(ctx.Session)
}

// OnStreamWriteError hears of each packet that a slow reader did not get; a
// camera takes no notice. Without it the library prints a line per packet.
func (h *handler) OnStreamWriteError(*gortsplib.ServerHandlerOnStreamWriteErrorCtx) {}

// OnDescribe answers DESCRIBE.
func (h *handler) OnDescribe(ctx *gortsplib.ServerHandlerOnDescribeCtx) (*base.Response, *gortsplib.ServerStream, error) {
	if h.d.now() == HangDescribe {
		h.d.hang(HangDescribe)
	}
	return h.admit(ctx.Conn, ctx.Request, ctx.Path, ctx.Query)
}

// OnSetup answers SETUP.
func (h *handler) OnSetup(ctx *gortsplib.ServerHandlerOnSetupCtx) (*base.Response, *gortsplib.ServerStream, error) {
	if h.d.plan.spec.UDPOnly && ctx.Transport == gortsplib.TransportTCP {
		return &base.Response{StatusCode: base.StatusUnsupportedTransport}, nil, nil
	}
	return h.admit(ctx.Conn, ctx.Request, ctx.Path, ctx.Query)
}

// OnPlay answers PLAY.
func (h *handler) OnPlay(ctx *gortsplib.ServerHandlerOnPlayCtx) (*base.Response, error) {
	res, stream, err := h.admit(ctx.Conn, ctx.Request, ctx.Path, ctx.Query)
	if err == nil && stream != nil && h.d.plan.spec.KeyAtPlay {
		h.d.freshKey(stream)
	}
	return res, err
}

// admit decides who gets which stream, faults first. As on real cameras the
// login is asked before the path is looked at.
func (h *handler) admit(conn *gortsplib.ServerConn, req *base.Request, path, query string) (*base.Response, *gortsplib.ServerStream, error) {
	fault, spec := h.d.now(), h.d.plan.spec
	if code, ok := refusal(fault); ok {
		return &base.Response{StatusCode: code}, nil, nil
	}
	password := spec.Password
	if fault == RefuseLogin {
		password = "\x00" // no header can carry it
	}
	user := spec.User
	if user == "" && fault == RefuseLogin {
		user = "admin"
	}
	offersBasic := spec.Auth == "" || spec.Auth == "basic"
	strong := strings.Contains(strings.Join(req.Header["Authorization"], ""), "SHA-256")
	if user != "" && (spec.Auth == "digest-wrong" && strong || !conn.VerifyCredentials(req, user, password) && !(offersBasic && basicLogin(req, user, password))) {
		return &base.Response{StatusCode: base.StatusUnauthorized}, nil, liberrors.ErrServerAuth{}
	}
	if fault == Redirect {
		return &base.Response{
			StatusCode: base.StatusFound,
			Header:     base.Header{"Location": base.HeaderValue{spec.RedirectTo}},
		}, nil, nil
	}
	if query != "" {
		path += "?" + query
	}
	stream := h.d.stream(path)
	if fault == NotFound || stream == nil {
		return &base.Response{StatusCode: base.StatusNotFound}, nil, nil
	}
	return &base.Response{StatusCode: base.StatusOK}, stream, nil
}

// basicLogin reads a basic login itself: the library cannot read one whose
// password has a colon in it, which RFC 7617 allows.
func basicLogin(req *base.Request, user, password string) bool {
	for _, value := range req.Header["Authorization"] {
		coded, ok := strings.CutPrefix(value, "Basic ")
		if !ok {
			continue
		}
		plain, err := base64.StdEncoding.DecodeString(coded)
		if err == nil && string(plain) == user+":"+password {
			return true
		}
	}
	return false
}

// refusal returns the status with which a fault answers everybody.
func refusal(f Fault) (base.StatusCode, bool) {
	switch f {
	case Locked:
		return base.StatusForbidden, true
	case TooMany:
		return base.StatusNotEnoughBandwidth, true
	case Busy:
		return base.StatusServiceUnavailable, true
	}
	return 0, false
}

func (d *device) remember(e ender) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open[e] = struct{}{}
}

func (d *device) forget(e ender) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.open, e)
}

// stream finds a stream by its address. Some readers add a slash.
func (d *device) stream(address string) *gortsplib.ServerStream {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.streams[strings.ToLower(strings.TrimRight(address, "/"))]
}

// gate is the door before the server: under Mute and NotRTSP nobody gets
// through to it.
type gate struct {
	net.Listener
	device *device
	ctx    context.Context
}

// Accept returns the next connection that shall speak RTSP.
func (g *gate) Accept() (net.Conn, error) {
	for {
		conn, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		switch g.device.now() {
		case Mute:
			g.device.wg.Go(func() { g.device.turnAway(g.ctx, conn, "") })
		case NotRTSP:
			g.device.wg.Go(func() { g.device.turnAway(g.ctx, conn, webAnswer) })
		default:
			return &gather{Conn: conn}, nil
		}
	}
}

const webAnswer = "HTTP/1.1 400 Bad Request\r\nServer: App-webs/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

// turnAway waits for the first words of a reader and gives an answer that is
// no RTSP, or none until the fault changes.
func (d *device) turnAway(ctx context.Context, conn net.Conn, answer string) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	closeConn := func() { _ = conn.Close() }
	defer closeConn()
	defer context.AfterFunc(ctx, closeConn)()
	_ = conn.SetDeadline(time.Now().Add(2 * time.Minute))
	words := make([]byte, 4096)
	if _, err := conn.Read(words); err != nil {
		return
	}
	if answer != "" {
		_, _ = conn.Write([]byte(answer))
		return
	}
	d.hang(Mute)
}
