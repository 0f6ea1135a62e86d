package camera

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // WS-Security's UsernameToken is defined with it
	"crypto/tls"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/kerberos-io/onvif/gosoap"
	"github.com/kerberos-io/onvif/networking"
)

const (
	callLimit   = 5 * time.Second
	maxAnswer   = 1 << 20
	maxElements = 10_000 // of one answer; each costs the reader more memory than the line
	maxDepth    = 32
)

// loginWay is how a device takes a login.
type loginWay int

const (
	wayUnknown loginWay = iota
	wayDigest           // HTTP digest, or the device wants no login at all
	wayToken            // WS-Security's UsernameToken
	wayRefused
)

// caller asks one device. It belongs to one goroutine.
type caller struct {
	access   Access
	scheme   string            // http or https
	host     string            // host:port as asked for
	pinned   string            // ip:port, the only address that is dialled
	services map[string]string // path by namespace
	ahead    time.Duration     // the device's clock less ours
	way      loginWay
}

// newCaller reads the address and looks its host up once: whatever the name
// means a second later, the rest goes to the same address.
func newCaller(ctx context.Context, a Access) (*caller, error) {
	text := strings.TrimSpace(a.Service)
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return nil, ErrDeviceAddress
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	ip, err := lookup(ctx, u.Hostname())
	if err != nil {
		return nil, err
	}
	path := u.RequestURI()
	if path == "/" {
		path = usualService
	}
	return &caller{
		access: a, scheme: u.Scheme, host: u.Host, pinned: net.JoinHostPort(ip, port),
		services: map[string]string{nsDevice: path},
	}, nil
}

func lookup(ctx context.Context, host string) (string, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.String(), nil
	}
	if !isName(host) {
		return "", ErrDeviceAddress
	}
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip4", host)
	if err != nil || len(ips) == 0 {
		return "", errors.Join(ErrDeviceSilent, err)
	}
	return ips[0].Unmap().String(), nil
}

func (c *caller) address(path string) string { return c.scheme + "://" + c.host + path }

// plain asks without a login.
func (c *caller) plain(ctx context.Context, service string, question, reply any) error {
	return c.ask(ctx, service, question, reply, func(client *http.Client, to, message string) (*http.Response, error) {
		return networking.SendSoap(client, to, message)
	})
}

// either asks without a login first and with it when that is refused.
func (c *caller) either(ctx context.Context, service string, question, reply any) error {
	err := c.plain(ctx, service, question, reply)
	if errors.Is(err, ErrDeviceLogin) || errors.Is(err, ErrDeviceRefused) {
		return c.secured(ctx, service, question, reply)
	}
	return err
}

// secured asks with the login in the way the device takes it, and finds that
// way out on the first call: digest first, the token second, then never again.
func (c *caller) secured(ctx context.Context, service string, question, reply any) error {
	if c.access.User == "" {
		return c.plain(ctx, service, question, reply)
	}
	switch c.way {
	case wayRefused:
		return ErrDeviceLogin
	case wayToken:
		return c.token(ctx, service, question, reply)
	}
	err := c.digest(ctx, service, question, reply)
	if c.way == wayDigest || !errors.Is(err, ErrDeviceLogin) {
		if err == nil {
			c.way = wayDigest
		}
		return err
	}
	c.way = wayToken
	if err = c.token(ctx, service, question, reply); errors.Is(err, ErrDeviceLogin) {
		c.way = wayRefused
	}
	return err
}

func (c *caller) digest(ctx context.Context, service string, question, reply any) error {
	return c.ask(ctx, service, question, reply, func(client *http.Client, to, message string) (*http.Response, error) {
		return networking.SendSoapWithDigest(client, to, message, c.access.User, c.access.Password.Reveal())
	})
}

func (c *caller) token(ctx context.Context, service string, question, reply any) error {
	return c.ask(ctx, service, question, reply, func(client *http.Client, to, message string) (*http.Response, error) {
		head, err := c.securityHeader()
		if err != nil {
			return nil, err
		}
		soap := gosoap.SoapMessage(message)
		if err := soap.AddStringHeaderContents(head); err != nil {
			return nil, err
		}
		return networking.SendSoap(client, to, soap.String())
	})
}

// securityHeader fills the library's UsernameToken by the device's own clock:
// the library's would use ours, and a camera whose clock is wrong refuses it.
func (c *caller) securityHeader() (string, error) {
	var raw [16]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "", err
	}
	head := gosoap.NewSecurity(c.access.User, "")
	created := time.Now().Add(c.ahead).UTC().Format("2006-01-02T15:04:05.000Z")
	sum := sha1.New() //nolint:gosec // see above
	sum.Write(raw[:])
	sum.Write([]byte(created + c.access.Password.Reveal()))
	head.Auth.Created = created
	head.Auth.Nonce.Nonce = base64.StdEncoding.EncodeToString(raw[:])
	head.Auth.Password.Password = base64.StdEncoding.EncodeToString(sum.Sum(nil))
	text, err := xml.Marshal(head)
	return string(text), err
}

// ask sends one question and reads its answer within the limits.
func (c *caller) ask(ctx context.Context, service string, question, reply any, send func(*http.Client, string, string) (*http.Response, error)) error {
	body, err := xml.Marshal(question)
	if err != nil {
		return err
	}
	soap := gosoap.NewEmptySOAP()
	soap.AddStringBodyContent(string(body))
	soap.AddRootNamespaces(map[string]string{"tds": nsDevice, "trt": nsMedia, "tr2": nsMedia2, "tptz": nsPTZ, "onvif": "http://www.onvif.org/ver10/schema"})
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	path, ok := c.services[service]
	if !ok {
		return ErrDeviceRefused
	}
	bounded := newBounded(ctx, c.pinned)
	defer bounded.wire.CloseIdleConnections()
	client := &http.Client{Transport: bounded, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := send(client, c.address(path), soap.String())
	if resp == nil { // the library names a bad status by an error, and gives the answer with it
		return silent(ctx, err)
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return errors.Join(ErrDeviceAnswer, err)
	}
	return understand(resp.StatusCode, data, reply)
}

// silent tells an answer that broke the limits from none.
func silent(ctx context.Context, err error) error {
	if ctx.Err() == nil && errors.Is(err, ErrDeviceAnswer) {
		return ErrDeviceAnswer
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return context.Canceled
	}
	return fmt.Errorf("%w: %w", ErrDeviceSilent, err)
}

// understand reads one answer.
func understand(status int, data []byte, reply any) error {
	if status == http.StatusUnauthorized || status == http.StatusForbidden {
		return ErrDeviceLogin
	}
	if err := tame(data); err != nil {
		return err
	}
	envelope := gosoap.NewSOAPEnvelope(reply)
	if err := xml.Unmarshal(data, envelope); err != nil {
		return fmt.Errorf("%w: %w", ErrNotDevice, err)
	}
	if fault := envelope.Body.Fault; fault != nil {
		code := fault.Code.Subcode.Value
		if fault.Code.Subcode.Subcode != nil {
			code += " " + fault.Code.Subcode.Subcode.Value
		}
		if strings.Contains(code, "NotAuthorized") || strings.Contains(code, "FailedAuthentication") {
			return ErrDeviceLogin
		}
		return ErrDeviceRefused
	}
	if status != http.StatusOK {
		return ErrDeviceRefused
	}
	return nil
}

// tame walks an answer once before it is unpacked: a megabyte of empty
// elements would cost the reader of structures a hundred times that.
func tame(data []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(data))
	depth, elements := 0, 0
	for {
		token, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrNotDevice, err)
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
			elements++
		case xml.EndElement:
			depth--
		case xml.Directive:
			return ErrDeviceAnswer // no SOAP message declares a document type
		}
		if depth > maxDepth || elements > maxElements {
			return ErrDeviceAnswer
		}
	}
	if elements == 0 {
		return ErrNotDevice
	}
	return nil
}

// bounded carries the library's requests: to one address, for a while, with
// answers of bounded size that are in memory when they are handed on, so that
// nothing is leaked by whoever forgets to close a body.
type bounded struct {
	ctx  context.Context
	wire *http.Transport
}

func newBounded(ctx context.Context, pinned string) *bounded {
	dialer := &net.Dialer{}
	return &bounded{ctx, &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, network, pinned)
		},
		// Cameras sign their certificates themselves. Nothing that TLS would
		// have to protect is sent: only digests, as on plain HTTP.
		TLSClientConfig:        &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12}, //nolint:gosec // see above
		DisableCompression:     true,
		DisableKeepAlives:      true,
		MaxResponseHeaderBytes: 32 << 10,
	}}
}

// RoundTrip sends one request and reads its whole answer.
func (b *bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := b.wire.RoundTrip(r.WithContext(b.ctx))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	_ = resp.Body.Close()
	if err != nil {
		return nil, err
	}
	if len(data) > maxAnswer {
		return nil, ErrDeviceAnswer
	}
	resp.Body = io.NopCloser(bytes.NewReader(data))
	preferMD5(resp.Header)
	return resp, nil
}

// preferMD5 leaves the one challenge that the library can answer: it takes the
// first, and of digests it knows only MD5. Basic is never answered at all.
func preferMD5(h http.Header) {
	const name = "Www-Authenticate"
	for _, challenge := range h.Values(name) {
		low := strings.ToLower(challenge)
		if strings.HasPrefix(low, "digest") && !strings.Contains(low, "sha-") {
			h.Set(name, challenge)
			return
		}
	}
	h.Del(name)
}
