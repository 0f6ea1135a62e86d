package relay

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/feed"
)

const (
	knockTimeout = 3 * time.Second
	tlsTimeout   = 5 * time.Second
)

// dial opens the connection the library asks for: to the approved address and
// no other, at most three times an attempt.
func (a *attempt) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if a.dials++; a.dials > dialsPerAttempt {
		return nil, fault(FaultRedirect, "dial", errors.New("too many connections in one attempt"))
	}
	if approved := a.s.order.url.Host(); address != approved {
		return nil, fault(FaultRedirect, "dial", errors.New("not the approved address"))
	}
	a.do("dial")
	d := net.Dialer{Timeout: knockTimeout, KeepAlive: 10 * time.Second}
	c, err := d.DialContext(ctx, network, address)
	if err != nil {
		return nil, classify("dial", err)
	}
	a.connected.Store(true)
	a.s.connecting()
	if a.s.order.url.Scheme() == "rtsps" {
		a.do("tls")
		if c, err = a.secure(ctx, c); err != nil {
			return nil, classify("tls", err)
		}
	}
	a.do("describe")
	a.feed = feed.New(c)
	return a.feed, nil
}

// secure makes TLS and compares the certificate with the one this camera showed
// first. Names and issuers are not asked about: cameras sign their own.
func (a *attempt) secure(ctx context.Context, c net.Conn) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, tlsTimeout)
	defer cancel()
	t := tls.Client(c, &tls.Config{
		InsecureSkipVerify: true, //nolint:gosec // pinned below
		MinVersion:         tls.VersionTLS10,
		VerifyConnection: func(st tls.ConnectionState) error {
			if len(st.PeerCertificates) == 0 {
				return fault(FaultCertificate, "tls", errors.New("no certificate"))
			}
			return a.pin(st.PeerCertificates[0])
		},
	})
	if err := t.HandshakeContext(ctx); err != nil {
		_ = c.Close()
		return nil, err
	}
	return t, nil
}

func (a *attempt) pin(cert *x509.Certificate) error {
	sum := sha256.Sum256(cert.Raw)
	shown := hex.EncodeToString(sum[:])
	if kept := a.s.pinned.Load(); kept != nil {
		if strings.ReplaceAll(strings.ToLower(*kept), ":", "") != shown {
			a.s.offered.Store(&shown)
			return fault(FaultCertificate, "tls", errors.New("another certificate than before"))
		}
		a.s.offered.Store(nil)
		return nil
	}
	a.newCert = true
	a.s.pinned.Store(&shown)
	return nil
}

// connecting says that the camera's port answered.
func (s *source) connecting() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now.end != nil {
		s.move(func(n *standing) { n.state, n.nextTry = Connecting, time.Time{} })
	}
}
